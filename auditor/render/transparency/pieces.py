"""What the sentences of a transparency report are made of: an article's words, places, sources' names."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.base.printable import visible
from auditor.base.spans import Span
from auditor.records.report import Finding, Report
from auditor.records.sourcing import Source, SourceKind, Statement
from auditor.render.document import Family, Foreign, Line, Locus, Quote, Ref, Strong, line
from auditor.render.wording import shorten

_FAMILY: Mapping[SourceKind, Family] = {
    SourceKind.NAMED_PERSON: Family.NAMED,
    SourceKind.NAMED_ORGANIZATION: Family.NAMED,
    SourceKind.UNNAMED_SPOKESPERSON: Family.UNNAMED,
    SourceKind.ANONYMOUS: Family.ANONYMOUS,
    SourceKind.UNNAMED_PERSON: Family.UNNAMED,
    SourceKind.UNNAMED_GROUP: Family.UNNAMED,
    SourceKind.DOCUMENT: Family.DOCUMENT,
    SourceKind.MEDIA: Family.OUTLET,
    SourceKind.UNATTRIBUTED: Family.NOBODY,
}
_AROUND = 130
"""Code points of a sentence that are shown on each side of the words in question."""
_TITLE = 120
"""Code points of a title: an article without a headline is called by its first paragraph."""


def title(report: Report) -> Foreign:
    """The article's title, shortened, or its path."""
    named = report.article.title
    return Foreign(shorten(named, _TITLE) if named else visible(report.article.path))


def words(report: Report, span: Span, limit: int = 160) -> Quote:
    """The words of `span`, at most `limit` code points of them."""
    return Quote((shorten(report.text(span), limit),))


def place(report: Report, span: Span) -> Locus:
    """Where `span` begins: `line 12`, or the part of a document that has no lines, `paragraph 12`."""
    found = report.places[span]
    return Locus(found.part or f"line {found.line}", span)


def name_of(source: Source) -> Line:
    """A source as sentences name it: `S2, a senior official`."""
    return (ref(source), ", ", Foreign(source.label))


def ref(source: Source) -> Ref:
    """A source by its id."""
    return Ref(source.id, family_of(source))


def family_of(source: Source | None) -> Family:
    """How a source is shown; one that another outlet relays is shown as that outlet's."""
    if source is None:
        return Family.NOBODY
    return _FAMILY[source.kind] if source.relayed_by is None else Family.OUTLET


def first_of(statement: Statement) -> Span | None:
    """The first words of a statement, whatever they are: content, cue or source."""
    spans = [*statement.content, *(span for span in (statement.cue, statement.source) if span is not None)]
    return min(spans, default=None)


def sentence_of(report: Report, finding: Finding) -> Line:
    """The sentence of a finding, its words `Strong`, shortened around them; nothing for a whole article."""
    if finding.span is None:
        return ()
    if finding.sentence is None:
        return (Strong((Foreign(shorten(report.text(finding.span), 2 * _AROUND)),)),)
    return marked(report, finding.span, finding.sentence)


def marked(report: Report, span: Span, sentence: Span, around: int = _AROUND) -> Line:
    """`sentence` with the words of `span` as `Strong` and at most `around` code points on each side of them.

    Where the words are the whole sentence, or cannot be told apart in it, nothing is `Strong`.
    """
    whole, said = report.text(sentence), report.text(span)
    at = _offset(report, span, sentence, whole, said)
    if at is None or said.strip() == whole.strip():
        return (Foreign(shorten(whole, 2 * around)),)
    before, after = whole[:at].rstrip(), whole[at + len(said) :].lstrip()
    gap_before = " " if before != whole[:at] else ""
    gap_after = " " if len(before) + len(gap_before) + len(said) + len(after) < len(whole) else ""
    return line(
        *((Foreign(_end_of(before, around)), gap_before) if before else ()),
        Strong((Foreign(shorten(said, 2 * around)),)),
        *((gap_after, Foreign(_start_of(after, around))) if after else ()),
    )


def _offset(report: Report, span: Span, sentence: Span, whole: str, said: str) -> int | None:
    """Where in the words of `sentence` those of `span` stand, in code points; None if they are not to be found."""
    if report.manuscript is not None:
        seen = report.manuscript.seen
        at = seen(span).start - seen(sentence).start
        return at if whole[at : at + len(said)] == said else None
    return whole.index(said) if whole.count(said) == 1 else None


def _end_of(text: str, around: int) -> str:
    if len(text) <= around:
        return text
    return "… " + text[-around:].partition(" ")[2]


def _start_of(text: str, around: int) -> str:
    return text if len(text) <= around else text[:around].rpartition(" ")[0] + " …"
