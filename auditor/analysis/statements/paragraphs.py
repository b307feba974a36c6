"""Quotation paragraphs: one after a closed quotation is a statement of its own, by the same speaker, without a cue.

*“It will rain,” Quill said.* and, as a paragraph of its own, *“The roof leaks.”*: two statements of Quill's. A
paragraph that goes on with a quotation which the one before it left open belongs to that one's statement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from auditor.base.spans import Span
from auditor.language import quotations as quoting
from auditor.language.quotations import Quotation
from auditor.records.article import Article
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Mode, Statement


def parted(article: Article, statement: Statement, quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """`statement`, and after it one for each further paragraph of its content that is a quotation by itself."""
    groups = _groups(article, statement, quotations)
    if len(groups) < 2:
        return (statement,)
    return (replace(statement, content=groups[0]), *(_alone(statement, group) for group in groups[1:]))


def _groups(article: Article, statement: Statement, quotations: Sequence[Quotation]) -> list[tuple[Span, ...]]:
    """The pieces of the content, those of one statement together."""
    if statement.cue is None or statement.hides_speaker:
        return [statement.content]
    home = _block_of(article, statement.cue)
    groups: list[list[Span]] = [[]]
    for piece in statement.content:
        away = _block_of(article, piece) - home
        handed = away == 1 and article.blocks[home].span.of(article.text).rstrip().endswith(":")
        if groups[-1] and away > 0 and not handed and _opens_anew(article, piece, quotations):
            groups.append([])
        groups[-1].append(piece)
    return [tuple(group) for group in groups]


def _opens_anew(article: Article, piece: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether `piece` opens its paragraph with a quotation that does not go on with the one before."""
    number = next(iter(quoting.overlapping(quotations, piece)), None)
    if number is None or quotations[number].continues:
        return False
    start = article.blocks[_block_of(article, piece)].span.start
    return quotations[number].span.start == start and piece.start - start <= 1


def _block_of(article: Article, span: Span) -> int:
    return max(0, bisect_right(article.blocks, span.start, key=lambda b: b.span.start) - 1)


def _alone(statement: Statement, content: tuple[Span, ...]) -> Statement:
    what = "a quotation paragraph of its own, after a closed one"
    return replace(
        statement,
        mode=Mode.DIRECT,
        cue=None,
        content=content,
        confidence=min(statement.confidence, Confidence.MEDIUM),
        evidence=(Evidence("quotations/paragraph", content[0], what, FoundBy.QUOTATIONS),),
    )
