"""`build`: the statements of an article, from rule matches, syntax and quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from auditor import quotations as quoting
from auditor.model import Article, Confidence, Lexicon, Match, Mode, Statement
from auditor.quotations import Quotation
from auditor.spans import Span, merge, subtract, trim
from auditor.statements import candidates as collecting
from auditor.statements import quoted
from auditor.statements.candidates import Candidate

_EDGES = " \t\r\n\u00a0,;:—–-"


def build(
    doc: Doc,
    article: Article,
    matches: Sequence[Match],
    quotations: Sequence[Quotation],
    lexicons: Mapping[str, Lexicon],
) -> tuple[Statement, ...]:
    """Statements in order of their first words, without source ids; ids A1, A2, …"""
    found = collecting.collect(doc, matches, lexicons, quotations)
    quoted.assign(doc, article, found, quotations)
    kept = [c for c in found if c.content and not (c.needs_quotation and not c.quotations)]
    kept += quoted.speakerless(doc, article, kept, quotations)
    statements = [_statement(c, article, quotations) for c in _outermost(kept)]
    statements = [s for s in statements if s.content]
    statements.sort(key=lambda s: (min(p.start for p in _parts(s)), s.cue.start if s.cue else 0))
    return tuple(_numbered(s, i) for i, s in enumerate(statements, 1))


def _parts(statement: Statement) -> list[Span]:
    return [*statement.content, *(s for s in (statement.cue, statement.source) if s is not None)]


def _numbered(statement: Statement, number: int) -> Statement:
    return Statement(
        f"A{number}",
        statement.mode,
        statement.cue,
        statement.content,
        statement.source,
        statement.source_id,
        statement.confidence,
        statement.evidence,
    )


def _outermost(found: Sequence[Candidate]) -> list[Candidate]:
    """Without what is said inside another's statement: that is the outer speaker's word, not the article's."""
    ordered = sorted((c for c in found if len(c.cue)), key=lambda c: c.cue.start)
    starts = [c.cue.start for c in ordered]
    inner: set[int] = set()
    for outer in found:
        for piece in outer.content:
            near = ordered[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
            inner.update(id(c) for c in near if c is not outer and _is_within(c, outer))
    return [c for c in found if id(c) not in inner]


def _is_within(inner: Candidate, outer: Candidate) -> bool:
    if outer.hedge or any(p.contains(outer.cue) for p in inner.content):
        return False
    return any(p.contains(inner.cue) for p in outer.content)


def _statement(candidate: Candidate, article: Article, quotations: Sequence[Quotation]) -> Statement:
    pieces = [trim(s, article.text, _EDGES) for s in candidate.content]
    content = tuple(merge((s for s in pieces if len(s) > 0), gap=1))
    return Statement(
        "",
        _mode(content, quotations, article.text),
        candidate.cue if len(candidate.cue) else None,
        content,
        candidate.source,
        None,
        _confidence(candidate),
        tuple(candidate.evidence),
    )


def _mode(content: Sequence[Span], quotations: Sequence[Quotation], text: str) -> Mode:
    """Direct if no word lies outside quotation marks, mixed if some do and some do not."""
    quoted = plain = False
    for span in content:
        inside = [quotations[n].span for n in quoting.overlapping(quotations, span)]
        quoted = quoted or bool(inside)
        plain = plain or any(c.isalnum() for rest in subtract(span, inside) for c in rest.of(text))
    if not quoted:
        return Mode.INDIRECT
    return Mode.MIXED if plain else Mode.DIRECT


def _confidence(candidate: Candidate) -> Confidence:
    if candidate.source is None and not candidate.hedge:
        return Confidence.LOW
    return candidate.confidence
