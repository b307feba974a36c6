"""Everything that was found on one line of an article, with the evidence behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.base.spans import Span
from auditor.records.appraisal import Accusation
from auditor.records.report import Finding, Report
from auditor.records.sourcing import AnonymityGrant, Evidence, NonResponse, Relayed, Source, Statement
from auditor.render.plaintext import plain
from auditor.render.terminal.styled import DIM, KIND_STYLE, SEVERITY_STYLE, to_str
from auditor.render.terminal.wrapping import USUAL, labelled, pathed, wrapped
from auditor.render.transparency import charges
from auditor.render.wording import CONFIDENCE, MODE, NON_RESPONSE, WHOLE, kind_of, plural, quoted, shorten

Where = int | str
"""A line of a text, the part of a document by its name, `paragraph 12`, or `WHOLE`."""

_Row = tuple[str, Text]
"""A label and what it says; what follows under the same label has none."""

_PLAINLY: Mapping[str, str] = {
    "cue": "introduces what somebody said",
    "speaker": "names who says it",
    "quotation that goes on without a cue": "the quotation goes on",
    "quoted sentence without a cue": "a quoted sentence that nothing introduces",
    "grant": "gives anonymity",
    "non-response": "tells that somebody gave no answer",
}
"""What evidence says, in plain words, where it says it in the words of the code."""

_FACT = re.compile(r"(\w+) is (true|false)(; |$)")
_ANSWER: Mapping[str, str] = {"true": "yes", "false": "no"}


class _Section(NamedTuple):
    """One thing that was found: what it is, and what there is to say of it."""

    title: Text
    rows: list[_Row]


def explain(report: Report, where: Where, colour: bool = False, width: int = USUAL) -> str:
    """The findings, statements, charges, sources, grants and non-responses at `where`, each with its evidence.

    A finding on the whole article is explained at `WHOLE`, and on line 1 or in paragraph 1, where a list of findings
    puts it.
    """
    sections = [
        *(_finding(report, item) for item in report.findings if finding_on(report, where, item)),
        *(_statement(report, item) for item in report.statements if _on(report, where, _spans(item))),
        *(_charge(report, item) for item in report.accusations if _on(report, where, [item.span])),
        *(_source(report, where, item) for item in report.sources if _on(report, where, _mentions(report, item))),
        *(_grant(report, item) for item in report.grants if _on(report, where, [item.span])),
        *(_non_response(report, item) for item in report.non_responses if _on(report, where, [item.span])),
        *(_relayed(report, item) for item in report.relayed if _on(report, where, [item.span])),
        *(
            _Section(Text("Note on the file", "bold"), [("", Text(f"{one_line(note.message)} ({note.code})"))])
            for note in report.notes
            if note.span is not None and _on(report, where, [note.span])
        ),
    ]
    gap, what = ("", "on this line") if isinstance(where, int) else (" ", "there")
    place = visible(f"{report.article.path}:{gap}{where}")
    if not sections:
        return to_str(pathed(place, Text(f"nothing was found {what}."), width), colour)
    lines = [Text(place, "bold")]
    for title, rows in sections:
        lines += [Text(), *wrapped(title, width, "", "  ")]
        for label, words in rows:
            lines += labelled(label, words, width)
    return to_str(lines, colour)


def _on(report: Report, where: Where, spans: Sequence[Span]) -> bool:
    """Whether any of the spans touches the line, or begins in the part."""
    places = (report.places[span] for span in spans)
    if isinstance(where, str):
        return any(place.part == where for place in places)
    return any(place.line <= where <= place.end_line for place in places)


def _spans(statement: Statement) -> list[Span]:
    return [*statement.content, *(span for span in (statement.cue, statement.source) if span is not None)]


def _mentions(report: Report, source: Source) -> list[Span]:
    said = [statement.source for statement in report.statements_of(source.id)]
    return [*(mention.span for mention in source.mentions), *(span for span in said if span is not None)]


def finding_on(report: Report, where: Where, finding: Finding) -> bool:
    """Whether it is on the line or part; one on the whole article is on its first line, and on any paragraph 1."""
    if finding.span is None:
        return where == 1 or (isinstance(where, str) and where.endswith((WHOLE, "paragraph 1", "headline", "subject")))
    return _on(report, where, [finding.span])


# ---------------------------------------------------------------- one section each


def _finding(report: Report, item: Finding) -> _Section:
    title = Text().append(item.severity.value.capitalize(), SEVERITY_STYLE[item.severity])
    title.append(f": {one_line(item.message)}", "bold")
    rows = [("about", Text("the whole article")) if item.span is None else _part(report, "the words", item.span)]
    if item.mend:
        rows.append(("to mend it", Text(one_line(item.mend))))
    if item.caution:
        rows.append(("caution", Text(one_line(item.caution))))
    source = report.source(item.subject)
    if source:
        rows.append(("who it is", _who(source)))
    if item.standard:
        rows.append(("standard", Text(one_line(item.standard))))
    if item.waived is not None:
        rows.append(("waived", Text(one_line(item.waived))))
    rows.append(("rule", Text().append(visible(item.policy), "bold").append(f", {CONFIDENCE[item.confidence]}")))
    return _Section(title, [*rows, *_chain(report, item.evidence)])


def _statement(report: Report, item: Statement) -> _Section:
    title = Text(f"Statement {item.id}, {MODE[item.mode]} ({CONFIDENCE[item.confidence]})", "bold")
    rows = [_part(report, "what is said" if n == 0 else "", span) for n, span in enumerate(item.content)]
    rows.append(_part(report, "introduced by", item.cue))
    source = report.source(item.source_id)
    label, named = _part(report, "who says it", item.source)
    named.append(" → ").append_text(_who(source) if source else Text("nobody that could be made out"))
    return _Section(title, [*rows, (label, named), *_chain(report, item.evidence)])


def _charge(report: Report, item: Accusation) -> _Section:
    charge = next(each for each in report.charges if each.id == item.charge)
    (_, what), *told = charges.told_of(report, charge, item)
    rows = [(label.lower(), Text(plain(words))) for label, words in told]
    title = Text(f"Charge {charge.id}, {plain(what)} ({CONFIDENCE[item.confidence]})", "bold")
    return _Section(title, [_part(report, "the words", item.span), *rows, ("rule", Text(visible(item.rule), "bold"))])


def _source(report: Report, where: Where, item: Source) -> _Section:
    title = Text().append("Source ", "bold").append_text(_who(item))
    number = len(report.statements_of(item.id))
    title.append(f", {plural(number, 'statement')}, mentioned {_times(len(item.mentions))}")
    here = [span for span in _mentions(report, item) if _on(report, where, [span])]
    chain = tuple(dict.fromkeys(item.evidence))
    near = [e for e in chain if any(e.span.overlaps(span) for span in here)]
    rows = [_part(report, "here" if n == 0 else "", span) for n, span in enumerate(dict.fromkeys(here))]
    rows += _chain(report, near or chain)
    elsewhere = len(chain) - len(near)
    if near and elsewhere:
        rows.append(("", Text(f"and {plural(elsewhere, 'more reason')}, where it is mentioned elsewhere", DIM)))
    return _Section(title, rows)


def _grant(report: Report, item: AnonymityGrant) -> _Section:
    source = report.source(item.source_id)
    return _Section(
        Text("Anonymity is given", "bold"),
        [
            _part(report, "the words", item.span),
            _part(report, "the reason", item.reason, "not said"),
            ("given to", _who(source) if source else Text("nobody that could be made out")),
            *_chain(report, item.evidence),
        ],
    )


def _non_response(report: Report, item: NonResponse) -> _Section:
    label, party = _part(report, "who", item.party, "not said")
    if item.party_label:
        party.append(f" → {one_line(item.party_label)}")
    rows = [_part(report, "the words", item.span), (label, party), *_chain(report, item.evidence)]
    return _Section(Text(f"Asked for comment: {NON_RESPONSE[item.kind]}", "bold"), rows)


def _relayed(report: Report, item: Relayed) -> _Section:
    label, outlet = _part(report, "the outlet", item.outlet, "not said")
    outlet.append(f" → {one_line(item.outlet_label)}")
    rows = [_part(report, "the words", item.span), (label, outlet)]
    source = report.source(item.source_id)
    if source:
        rows.append(("who they are", _who(source)))
    return _Section(Text("People on whom another outlet relied", "bold"), [*rows, *_chain(report, item.evidence)])


# ---------------------------------------------------------------- parts


def _part(report: Report, label: str, span: Span | None, missing: str = "nothing in the text") -> _Row:
    if span is None:
        return label, Text(missing)
    place = report.places[span]
    return label, Text(f"{place.where} ").append(quoted(shorten(place.text)))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _who(source: Source) -> Text:
    text = Text().append(source.id).append(f" {shorten(source.label, 100)}, ")
    return text.append(kind_of(source), KIND_STYLE[source.kind])


def _chain(report: Report, evidence: Sequence[Evidence]) -> Iterator[_Row]:
    """A row for each thing that the evidence says of some words: the words, what of them, the rules that found it."""
    found: dict[tuple[Span, str], list[str]] = {}
    for step in evidence:
        found.setdefault((step.span, _plainly(step.what)), []).append(visible(step.rule))
    for number, ((span, what), rules) in enumerate(found.items()):
        place = report.places[span]
        words = shorten(place.text, 80)
        text = Text(f"{place.where} {quoted(words)}").append(f": {what} " if what != words else " ")
        yield "because" if number == 0 else "", text.append(f"({', '.join(dict.fromkeys(rules))})", DIM)


def _plainly(what: str) -> str:
    """What a step of evidence says: `reason given: no` for `reason_given is false`."""
    what = _FACT.sub(lambda found: f"{found[1].replace('_', ' ')}: {_ANSWER[found[2]]}{found[3]}", what)
    return one_line(_PLAINLY.get(what, what))
