"""What was found at a place, for whoever points at it: in a few lines, in plain words, as Markdown or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.base.printable import one_line
from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.sourcing import AnonymityGrant, Evidence, NonResponse, Source, Statement
from auditor.render.markup import escape
from auditor.render.wording import CONFIDENCE, MODE, NON_RESPONSE, kind_of, plural, quoted, shorten

_MOST = 4
"""Steps of evidence that are shown."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that was found: the words that it is at, a title, and lines of a label and what it says."""

    span: Span
    title: str
    lines: tuple[tuple[str, str], ...]


def hover(report: Report, offset: int, as_markdown: bool = True) -> tuple[str, Span] | None:
    """What was found at `offset` of the draft, and the words that it is about; None if there is nothing."""
    parts = [
        *(part for item in report.statements for part in _statement(report, item, offset)),
        *(part for item in report.grants for part in _grant(report, item, offset)),
        *(part for item in report.non_responses for part in _non_response(report, item, offset)),
    ]
    told = {item.source_id for item in report.statements if _at(_spans(item), offset)}
    parts += [part for item in report.sources if item.id not in told for part in _source(report, item, offset)]
    if not parts:
        return None
    smallest = min((part.span for part in parts), key=len)
    return ("\n\n---\n\n" if as_markdown else "\n\n").join(_written(part, as_markdown) for part in parts), smallest


def _written(part: _Part, as_markdown: bool) -> str:
    if not as_markdown:
        return "\n".join([one_line(part.title), *(f"{label}: {one_line(what)}" for label, what in part.lines)])
    return "\n".join([f"**{escape(part.title)}**", "", *(f"- {label}: {escape(what)}" for label, what in part.lines)])


def _at(spans: Sequence[Span], offset: int) -> Span | None:
    """The smallest of the spans that `offset` is in, or at the end of."""
    return min((span for span in spans if span.start <= offset <= span.end), key=len, default=None)


def _spans(item: Statement) -> list[Span]:
    return [*item.content, *(span for span in (item.cue, item.source) if span is not None)]


# ---------------------------------------------------------------- one part each


def _statement(report: Report, item: Statement, offset: int) -> Iterator[_Part]:
    here = _at(_spans(item), offset)
    if here is None:
        return
    source = report.source(item.source_id)
    lines = [("source", _who(source) if source else "none that could be made out")]
    if source is not None:
        lines.append(("kind", kind_of(source)))
    lines.append(("introduced by", "nothing in the text" if item.cue is None else _words(report, item.cue)))
    content = " … ".join(report.text(span) for span in item.content)
    lines.append(("content", quoted(shorten(content))))
    lines.append(("confidence", CONFIDENCE[item.confidence].removesuffix(" confidence")))
    yield _Part(here, f"Statement, {MODE[item.mode]}", (*lines, *_evidence(report, item.evidence)))


def _source(report: Report, item: Source, offset: int) -> Iterator[_Part]:
    here = _at([mention.span for mention in item.mentions], offset)
    if here is None:
        return
    number = len(report.statements_of(item.id))
    lines = [("kind", kind_of(item)), ("says", plural(number, "statement") if number else "nothing here")]
    if item.description is not None:
        lines.append(("described as", _words(report, item.description)))
    lines.append(("confidence", CONFIDENCE[item.confidence].removesuffix(" confidence")))
    near = [each for each in item.evidence if each.span.overlaps(here)] or item.evidence
    yield _Part(here, f"Source: {_who(item)}", (*lines, *_evidence(report, near)))


def _grant(report: Report, item: AnonymityGrant, offset: int) -> Iterator[_Part]:
    here = _at([item.span], offset)
    if here is None:
        return
    source = report.source(item.source_id)
    lines = [
        ("given to", _who(source) if source else "no source that could be made out"),
        ("reason", "not said" if item.reason is None else _words(report, item.reason)),
    ]
    yield _Part(here, "Anonymity is granted", (*lines, *_evidence(report, item.evidence)))


def _non_response(report: Report, item: NonResponse, offset: int) -> Iterator[_Part]:
    here = _at([item.span], offset)
    if here is None:
        return
    party = item.party_label or ("not said" if item.party is None else report.text(item.party))
    lines = [("who", shorten(party, 100)), ("what", NON_RESPONSE[item.kind])]
    yield _Part(here, "Asked for comment, none given", (*lines, *_evidence(report, item.evidence)))


def _who(source: Source) -> str:
    relayed = f", told to {source.relayed_by}" if source.relayed_by is not None else ""
    return f"{shorten(source.label, 100)}{relayed}"


def _words(report: Report, span: Span) -> str:
    return quoted(shorten(report.text(span), 100))


def _evidence(report: Report, steps: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    for step in tuple(dict.fromkeys(steps))[:_MOST]:
        yield "found by", f"{step.rule} in {_words(report, step.span)}: {shorten(step.what, 100)}"
