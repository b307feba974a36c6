"""Whose a quotation is: where several cues lay claim to it, the marks and the clause decide.

A quotation belongs to one statement: to that of the cue clause right after it (*“…,” said Quill*), else to that of the
cue clause that introduces it (*Quill said: “…”*), else to whoever has it by syntax, else to whoever spoke before.
Paragraphs of which each opens with a mark and only the last closes are one quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.base.spans import Nest, Span, merge, subtract
from auditor.language.quotations import Quotation
from auditor.records.article import Article
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Statement

_WIDE = 90
"""Code points between a cue and its speaker, or of an adverbial between a cue and the quotation after it."""
_SPACE = " \u00a0"
_BREAKS = (". ", "! ", "? ", ".\n", '"', "“", "”")
"""What parts a cue from a quotation further on: the end of a sentence, or another quotation."""
_RESUMED, _AFTER, _STOPPED, _BEFORE, _SYNTAX, _LOOSE = 6, 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, and what its rule gave it before the tagger was heard (nothing if no rule found it)."""

    statement: Statement
    by_rule: tuple[Span, ...] = ()


def allotted(
    article: Article,
    claims: Sequence[Claim],
    quotations: Sequence[Quotation],
    is_gesture: Callable[[Span], bool] = lambda cue: False,
) -> list[tuple[Span, ...]]:
    """The content of each of `claims`, with every quotation left to one of them.

    `is_gesture` says whether a cue is a sound or a movement (*sighed*, *nodded*): that belongs to a quotation only if
    the sentence goes on from one to the other.
    """
    contents = [list(c.statement.content) for c in claims]
    places = Nest((span, n) for n, c in enumerate(claims) for span in (*c.statement.content, *c.by_rule))
    for chain in _chains(quotations):
        spans = [q.span for q in chain]
        near = sorted({n for span in spans for n in places.overlapping(span)})
        bids = {n: b for n in near if (b := _bid(article, claims[n], chain, is_gesture)) is not None}
        best = max(bids, key=lambda n: bids[n], default=None)
        for number in near:
            own = claims[number].statement
            if number == best or own.hides_speaker or _is_inside(own.cue, spans):
                continue
            if any(s.overlaps(p) for s in spans for p in contents[number]):
                contents[number] = [rest for p in contents[number] for rest in subtract(p, spans)]
        if best is not None and (len(chain) > 1 or len(bids) > 1 or bids[best][0] >= _STOPPED):
            contents[best] = list(merge([*contents[best], *spans]))
    return [tuple(c) for c in contents]


def _chains(quotations: Sequence[Quotation]) -> list[list[Quotation]]:
    """The quotations, those that go on over paragraphs together."""
    chains: list[list[Quotation]] = []
    for quotation in quotations:
        if quotation.continues and chains:
            chains[-1].append(quotation)
        else:
            chains.append([quotation])
    return chains


def _is_inside(cue: Span | None, spans: Sequence[Span]) -> bool:
    return cue is not None and any(s.covers(cue.start) for s in spans)


_Bid = tuple[int, bool, bool, int]
"""How strong a claim is; whether a rule made it; whether its cue is a word and no mere colon; how near it stands."""


def _bid(article: Article, claim: Claim, chain: Sequence[Quotation], is_gesture: Callable[[Span], bool]) -> _Bid | None:
    """How well `claim` reaches the quotation `chain`; None if it does not."""
    statement, text = claim.statement, article.text
    spans = [q.span for q in chain]
    ruled = any(s.overlaps(p) for s in spans for p in claim.by_rule)
    if statement.hides_speaker or _is_inside(statement.cue, spans):
        return None
    if not ruled and not any(s.overlaps(p) for s in spans for p in statement.content):
        return None
    if statement.cue is None:
        return (0, False, False, 0)
    frame = _frame(statement.cue, statement.source)
    gap = max(spans[0].start, frame.start) - min(spans[-1].end, frame.end)
    alone = not any(p.start >= frame.end and not _is_quoted(article.text, p) for p in statement.content)
    strength = _strength(article, frame, chain, ruled and not _runs_on(statement, spans), alone)
    if is_gesture(statement.cue) and not _flows(article, chain[-1], frame, statement.source):
        return None
    return (strength, ruled, any(c.isalnum() for c in statement.cue.of(text)), -gap)


def _is_quoted(text: str, piece: Span) -> bool:
    return text[piece.start] in "\"“”„«'‘"


def _frame(cue: Span, source: Span | None) -> Span:
    """From the first to the last word of cue and speaker where they stand side by side."""
    if source is None or max(cue.start, source.start) - min(cue.end, source.end) > _WIDE:
        return cue
    return Span(min(cue.start, source.start), max(cue.end, source.end))


def _strength(article: Article, frame: Span, chain: Sequence[Quotation], by_syntax: bool, alone: bool) -> int:
    """How strong a claim is by where `frame` stands; `alone` if no words of the writer's follow it."""
    text, first, last = article.text, chain[0], chain[-1]
    if frame.start >= last.span.end and article.blocks[last.block].span.covers(frame.start):
        between = text[last.span.end : frame.start].strip(_SPACE)
        ends = last.inner.of(text).rstrip(" \u00a0'’\"”")[-1:]
        if not between.strip(",—–-") and (ends in ",—-…" or between[:1] == "," or (ends in "?!" and alone)):
            return _AFTER
        if not between and ends in ".?!":
            return _STOPPED if alone else _LOOSE
    elif frame.end <= first.span.start:
        between = text[frame.end : first.span.start]
        handed = (between.strip() or text[frame.end - 1])[-1:] in ",:" or not between.strip(_SPACE)
        if handed and len(between) <= _WIDE and not any(stop in between for stop in _BREAKS):
            return _RESUMED if first.inner.of(text)[:1].islower() and ":" not in between else _BEFORE
    return _SYNTAX if by_syntax else _LOOSE


def _runs_on(statement: Statement, spans: Sequence[Span]) -> bool:
    """Whether a rule gave the statement one of `spans` only because nobody else spoke there."""
    return any(e.found_by is FoundBy.QUOTATIONS and e.span in spans for e in statement.evidence)


def _flows(article: Article, quotation: Quotation, frame: Span, source: Span | None) -> bool:
    """Whether a sentence goes on from a quotation to a gesture: by a comma, or where nobody else can have spoken."""
    ends = quotation.inner.of(article.text).rstrip()[-1:]
    if frame.start < quotation.span.end or ends in ",—–-":
        return True
    alone = article.blocks[quotation.block].span.start == quotation.span.start
    words = source.of(article.text) if source is not None else ""
    return ends in "?!" and (alone or (" " not in words and words.islower()))
