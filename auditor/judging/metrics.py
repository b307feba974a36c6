"""What an article's sourcing comes to in numbers: by kind of source, and on whom headline and lead rest.

Words are those of `spans.count_words`, statement by statement: words that two statements share (one inside
the other) count for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from auditor.base.spans import Nest, Span, count_words, merge, overlaps_any
from auditor.language import quotations as quoting
from auditor.language.quotations import Quotation
from auditor.records.article import Article, BlockRole
from auditor.records.report import Footing, Metrics
from auditor.records.resolved import Resolved
from auditor.records.sourcing import Source, SourceKind, Statement

PARTS = ("headline", "lead")
"""The parts of an article that have a footing: reports say on whom each of them rests."""


class _Row(Enum):
    """The rows that are no kind of source."""

    RELAYED = "relayed"
    """Of sources that another outlet relays, whatever their kind."""
    UNRESOLVED = "unresolved"


_Kinds = Mapping[str, SourceKind | _Row]


def measure(article: Article, quotations: Sequence[Quotation], resolved: Resolved) -> Metrics:
    """All counts of one article; a statement whose source is not among the sources is unresolved."""
    sources, statements = resolved.sources, resolved.statements
    kind_of = {source.id: _row(source) for source in sources}
    said: Counter[SourceKind | _Row] = Counter()
    words: Counter[SourceKind | _Row] = Counter()
    quoted: Counter[SourceKind | _Row] = Counter()
    for statement in statements:
        kind = _kind(statement, kind_of)
        said[kind] += 1
        words[kind] += _words(article.text, statement.content)
        quoted[kind] += _words(article.text, _quoted(statement.content, quotations))
    return Metrics(
        sources=_ordered(Counter(kind_of.values())),
        statements=_ordered(said),
        words=_ordered(words),
        quoted_words=_ordered(quoted),
        unresolved_statements=said[_Row.UNRESOLVED],
        grants=len(resolved.grants),
        grants_with_reason=sum(grant.reason is not None for grant in resolved.grants),
        non_responses=len(resolved.non_responses),
        footings=tuple(
            _footing(part, carriers(statements, spans), kind_of) for part, spans in part_spans(article).items()
        ),
        unresolved_words=words[_Row.UNRESOLVED],
        unresolved_quoted_words=quoted[_Row.UNRESOLVED],
        relayed=len(resolved.relayed),
        relayed_sources=sum(s.relayed_by is not None for s in sources),
        relayed_statements=said[_Row.RELAYED],
        relayed_words=words[_Row.RELAYED],
        relayed_quoted_words=quoted[_Row.RELAYED],
    )


def part_spans(article: Article) -> dict[str, tuple[Span, ...]]:
    """Where each of `PARTS` lies; a part that the article lacks is missing."""
    lead = article.lead
    above = article.blocks if lead is None else article.blocks[: article.blocks.index(lead)]
    headline = tuple(block.span for block in above if block.role is BlockRole.HEADLINE)
    parts = {"headline": headline, "lead": () if lead is None else (lead.span,)}
    return {part: spans for part, spans in parts.items() if spans}


def carriers(statements: Sequence[Statement], part: Sequence[Span]) -> tuple[Statement, ...]:
    """The statements in `part` on which it rests: those that no other one there merely passes on.

    In *the minister told aides so, two people said* only the two people vouch for anything.
    """
    here = [s for s in statements if touches(s, part)]
    contents = Nest((span, s) for s in here for span in s.content)
    return tuple(s for s in here if not _is_passed_on(s, contents))


def touches(statement: Statement, part: Sequence[Span]) -> bool:
    """Whether any words of `statement` lie in `part`."""
    return any(overlaps_any(part, span) for span in spans_of(statement))


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """Cue, content and source of `statement`, as far as they are there."""
    return tuple(span for span in (statement.cue, *statement.content, statement.source) if span is not None)


def _is_passed_on(inner: Statement, contents: Nest[Statement]) -> bool:
    """Whether the words that mark `inner` as somebody's are themselves what another statement says."""
    marks = [span for span in (inner.cue, inner.source) if span is not None]
    outer = (statement for statement in contents.around(marks[0]) if statement is not inner) if marks else ()
    return any(all(any(c.contains(mark) for c in o.content) for mark in marks) for o in outer)


def _footing(part: str, statements: Sequence[Statement], kind_of: _Kinds) -> Footing:
    ids = tuple(dict.fromkeys(s.source_id for s in statements if s.source_id is not None))
    anonymous = bool(statements) and all(_kind(s, kind_of) is SourceKind.ANONYMOUS for s in statements)
    return Footing(part=part, source_ids=ids, statements=len(statements), anonymous_only=anonymous)


def _row(source: Source) -> SourceKind | _Row:
    return source.kind if source.relayed_by is None else _Row.RELAYED


def _kind(statement: Statement, kind_of: _Kinds) -> SourceKind | _Row:
    return kind_of.get(statement.source_id or "", _Row.UNRESOLVED)


def _words(text: str, spans: Iterable[Span]) -> int:
    return sum(count_words(span.of(text)) for span in merge(spans))


def _quoted(spans: Iterable[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """What of `spans` stands inside quotation marks."""
    pairs = ((span, quotations[n].inner) for span in spans for n in quoting.overlapping(quotations, span))
    return [Span(max(a.start, b.start), min(a.end, b.end)) for a, b in pairs if a.overlaps(b)]


def _ordered(counts: Mapping[SourceKind | _Row, int]) -> dict[SourceKind, int]:
    return {kind: counts[kind] for kind in SourceKind if counts.get(kind)}
