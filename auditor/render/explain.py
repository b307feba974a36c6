"""Everything that was found on one line of an article, with the evidence behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.base.spans import Span
from auditor.records.report import Finding, Report
from auditor.records.sourcing import AnonymityGrant, Evidence, NonResponse, Relayed, Source, Statement
from auditor.render.styled import DIM, KIND_STYLE, SEVERITY_STYLE, to_str
from auditor.render.wording import CONFIDENCE, NON_RESPONSE, kind_of, plural, quoted, shorten

Where = int | str
"""A line of a text, or the part of a document by its name: `paragraph 12`."""


def explain(report: Report, where: Where, colour: bool = False) -> str:
    """The statements, sources, grants, non-responses and findings at `where`, each with its evidence.

    A finding on the whole article is explained on line 1 or in paragraph 1, where a list of findings puts it.
    """
    sections = [
        *(_statement(report, item) for item in report.statements if _on(report, where, _spans(item))),
        *(_source(report, where, item) for item in report.sources if _on(report, where, _mentions(report, item))),
        *(_grant(report, item) for item in report.grants if _on(report, where, [item.span])),
        *(_non_response(report, item) for item in report.non_responses if _on(report, where, [item.span])),
        *(_relayed(report, item) for item in report.relayed if _on(report, where, [item.span])),
        *(_finding(report, item) for item in report.findings if _finding_on(report, where, item)),
        *(
            [Text(f"Note {note.code}: {one_line(note.message)}")]
            for note in report.notes
            if note.span is not None and _on(report, where, [note.span])
        ),
    ]
    gap, what = ("", "on this line") if isinstance(where, int) else (" ", "there")
    place = visible(f"{report.article.path}:{gap}{where}")
    if not sections:
        return f"{place}: nothing was found {what}.\n"
    lines = [Text(place, "bold")]
    for section in sections:
        lines += [Text(), *section]
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


def _finding_on(report: Report, where: Where, finding: Finding) -> bool:
    """Whether it is on the line or part; one on the whole article is on its first line, and on any paragraph 1."""
    if finding.span is None:
        return where == 1 or (isinstance(where, str) and where.endswith(("paragraph 1", "headline", "subject")))
    return _on(report, where, [finding.span])


# ---------------------------------------------------------------- one section each


def _statement(report: Report, item: Statement) -> list[Text]:
    title = f"Statement {item.id}: {item.mode.value}, {CONFIDENCE[item.confidence]}"
    lines = [Text(title, "bold")]
    lines += [_part(report, "content", span) for span in item.content]
    lines.append(_missing("cue") if item.cue is None else _part(report, "cue", item.cue))
    source = report.source(item.source_id)
    whose = Text(" → ").append_text(_who(source)) if source else Text(" → no source could be made out")
    named = _missing("source") if item.source is None else _part(report, "source", item.source)
    return [*lines, named.append_text(whose), *_chain(report, item.evidence)]


def _source(report: Report, where: Where, item: Source) -> list[Text]:
    title = Text("Source ", "bold").append_text(_who(item))
    number = len(report.statements_of(item.id))
    title.append(f", {plural(number, 'statement')}, {plural(len(item.mentions), 'mention')}")
    here = [span for span in _mentions(report, item) if _on(report, where, [span])]
    chain = tuple(dict.fromkeys(item.evidence))
    near = [e for e in chain if any(e.span.overlaps(span) for span in here)]
    lines = [title, *(_part(report, "here", span) for span in dict.fromkeys(here))]
    elsewhere = len(chain) - len(near)
    lines += _chain(report, near or chain)
    if near and elsewhere:
        lines.append(Text(f"  and {plural(elsewhere, 'step')} of evidence on other mentions", DIM))
    return lines


def _grant(report: Report, item: AnonymityGrant) -> list[Text]:
    source = report.source(item.source_id)
    given = _label("given to")
    given.append_text(_who(source) if source else Text("no source that could be made out"))
    reason = _missing("reason", "not said") if item.reason is None else _part(report, "reason", item.reason)
    return [
        Text("Anonymity grant", "bold"),
        _part(report, "words", item.span),
        reason,
        given,
        *_chain(report, item.evidence),
    ]


def _non_response(report: Report, item: NonResponse) -> list[Text]:
    lines = [Text(f"Non-response: {NON_RESPONSE[item.kind]}", "bold"), _part(report, "words", item.span)]
    party = _missing("party", "not said") if item.party is None else _part(report, "party", item.party)
    if item.party_label:
        party.append(f" → {one_line(item.party_label)}")
    return [*lines, party, *_chain(report, item.evidence)]


def _relayed(report: Report, item: Relayed) -> list[Text]:
    outlet = _missing("outlet", "not said") if item.outlet is None else _part(report, "outlet", item.outlet)
    outlet.append(f" → {one_line(item.outlet_label)}")
    lines = [Text("Relayed: people on whom another outlet relied", "bold"), _part(report, "words", item.span), outlet]
    source = report.source(item.source_id)
    if source:
        lines.append(_label("source").append_text(_who(source)))
    return [*lines, *_chain(report, item.evidence)]


def _finding(report: Report, item: Finding) -> list[Text]:
    title = Text("Finding ", "bold").append(item.severity.value, SEVERITY_STYLE[item.severity])
    title.append(f" {item.policy}: {one_line(item.message)} ({CONFIDENCE[item.confidence]})")
    whole = _label("on").append("the whole article")
    lines = [title, whole if item.span is None else _part(report, "words", item.span)]
    source = report.source(item.subject)
    if source:
        lines.append(_label("about").append_text(_who(source)))
    if item.standard:
        lines.append(_label("standard").append(one_line(item.standard)))
    if item.caution:
        lines.append(_label("caution").append(one_line(item.caution)))
    if item.waived is not None:
        lines.append(_label("waived").append(one_line(item.waived)))
    return [*lines, *_chain(report, item.evidence)]


# ---------------------------------------------------------------- parts


def _label(label: str) -> Text:
    return Text().append(f"  {label:<8}  ", DIM)


def _part(report: Report, label: str, span: Span) -> Text:
    place = report.places[span]
    text = _label(label)
    text.append(f"{place.where} ").append(quoted(shorten(place.text)))
    return text


def _missing(label: str, what: str = "none in the text") -> Text:
    return _label(label).append(what)


def _who(source: Source) -> Text:
    text = Text().append(source.id).append(f" {shorten(source.label, 100)}, ")
    return text.append(kind_of(source), KIND_STYLE[source.kind])


def _chain(report: Report, evidence: Sequence[Evidence]) -> Iterator[Text]:
    """One line a step: the rule or stage, the words it rests on, what it says."""
    for i, step in enumerate(dict.fromkeys(evidence)):
        text = _label("because" if i == 0 else "")
        place = report.places[step.span]
        words = quoted(shorten(place.text, 80))
        text.append(step.rule, "bold")
        yield text.append(f" → {place.where} {words} → {one_line(step.what)}")
