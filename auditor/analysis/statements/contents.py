"""What was said: the content that syntax gives a cue (complement clauses)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from auditor.base.spans import Span, hull, merge, subtract
from auditor.language import syntax
from auditor.language.function_words import RELAYING
from auditor.records.rules import RuleKind
from auditor.records.sourcing import Match


def of_match(head: Token, best: Match, source: Span | None, cue: Span, heads: frozenset[int]) -> list[Span]:
    """The content of the cue `head` as stretches of text; `heads` are the tokens of all cues."""
    pieces = [piece for span in _content(head, best, cue, source) for piece in _unfollowed(head, span, heads)]
    joined = [piece for span in pieces if (piece := _without_joint(head.doc, span)) is not None]
    return [_without_afterthought(head.doc, piece) for piece in joined]


def sentence_before(head: Token, source: Span) -> list[Span]:
    """The sentence before a cue clause that ends it (*…, officials said*), where the parser missed it."""
    doc = head.doc
    first = syntax.token_at(doc, min(source.start, head.idx))
    if first is None or first.i <= head.sent.start + 3 or doc[first.i - 1].text != ",":
        return []
    after = [t for t in doc[head.i + 1 : head.sent.end] if not (t.is_punct or t.is_space or source.covers(t.idx))]
    if len(after) > 4 or any(syntax.is_verbal(t) for t in after):
        return []
    return [syntax.tokens_span(doc, head.sent.start, first.i - 1)]


def relative(head: Token, source: Span) -> list[Span]:
    """What a cue in a relative clause says of its noun (*a talk the mayor said went well*)."""
    doc = head.doc
    if head.dep_ != "relcl" or head.i + 1 >= len(doc) or not syntax.is_verbal(doc[head.i + 1]):
        return []
    noun, end = head.head, head.i + 1
    while end < head.sent.end and not doc[end].is_punct:
        end += 1
    if noun.idx + len(noun) > source.start or end <= head.i + 1:
        return []
    return [syntax.tokens_span(doc, noun.left_edge.i, noun.i + 1), syntax.tokens_span(doc, head.i + 1, end)]


def head_of(doc: Doc, span: Span) -> Token:
    """The token of `span` that governs the others."""
    first = syntax.token_at(doc, span.start)
    assert first is not None
    inside = list(syntax.between(doc, span.start, span.end)) or [first]
    members = {t.i for t in inside}
    roots = [t for t in inside if t.head.i not in members or t.head == t]
    return next((t for t in roots if t.pos_ in ("VERB", "AUX", "NOUN")), roots[0])


def _content(head: Token, best: Match, cue: Span, source: Span | None) -> list[Span]:
    """The content's stretches: the clause of its head without the cue's own words."""
    spans = [span for name, span in best.roles if name == "content"]
    if not spans:
        if best.kind is RuleKind.ATTRIBUTION and best.role("source") is not None and head.lower_ in RELAYING:
            return _around(head)
        return []
    whole = hull(spans)
    anchor = head_of(head.doc, whole)
    if head.dep_ in ("acl", "relcl") and anchor == head.head and source is not None:
        return relative(head, source) or [syntax.tokens_span(head.doc, anchor.left_edge.i, anchor.i + 1)]
    if head.is_ancestor(anchor) or len(spans) > 1 or head.is_punct:
        return _without(whole, cue, source)
    if anchor.is_ancestor(head):
        return [s for s in syntax.clause(_clause_head(anchor), [head]) if len(s) > 1]
    return _without(whole, cue, source)


def _without(whole: Span, cue: Span, source: Span | None) -> list[Span]:
    holes = [cue] if source is None else [cue, source]
    if not any(hole.overlaps(whole) for hole in holes):
        return [whole]
    return [s for s in subtract(whole, merge(holes, gap=2)) if len(s) > 2]


def _unfollowed(head: Token, span: Span, heads: frozenset[int]) -> Iterator[Span]:
    """`span` up to a participle of saying that goes on with the same speaker (*said X, adding that Y*)."""
    for other in syntax.between(head.doc, span.start, span.end):
        if other.i not in heads or other.dep_ not in ("advcl", "conj") or other.i < head.i:
            continue
        follows = head.doc[other.left_edge.i - 1].text == ","
        if other.tag_ == "VBG" and other.dep_ == "advcl" and follows and other.left_edge.idx > span.start:
            yield from (s for s in [Span(span.start, other.left_edge.idx)] if len(s))
            return
    yield span


def _without_joint(doc: Doc, span: Span) -> Span | None:
    """`span` without a conjunction that joins its clause to the one before; None if nothing else is in it."""
    token = syntax.token_at(doc, span.start)
    while token is not None and token.idx < span.end and (token.pos_ in ("CCONJ", "SCONJ") or token.is_punct):
        follower = token.nbor() if token.i + 1 < len(doc) else None
        if token.pos_ != "CCONJ" and follower is not None and follower.idx < span.end:
            return Span(token.idx, span.end)
        token = follower
    return None if token is None or token.idx >= span.end else Span(token.idx, span.end)


def _without_afterthought(doc: Doc, span: Span) -> Span:
    """`span` without a relative clause after a comma at its end: that is mostly the writer's own remark."""
    last = syntax.token_at(doc, span.end - 1)
    at = last
    while at is not None and at.i > 0 and at.idx > span.start:
        if at.text == ",":
            follower = doc[at.i + 1]
            relative = follower.tag_ in ("WDT", "WP", "WRB") or (
                follower.dep_ == "prep" and at.i + 2 < len(doc) and doc[at.i + 2].tag_ in ("WDT", "WP")
            )
            return Span(span.start, at.idx) if relative else span
        at = doc[at.i - 1]
    return span


def _around(head: Token) -> list[Span]:
    """The clause that an *according to* hangs on."""
    governor = head.head if head.head != head else None
    if governor is None:
        return []
    return [s for s in syntax.clause(_clause_head(governor), [head]) if len(s) > 1]


def _clause_head(token: Token) -> Token:
    """The verb of the clause that `token` belongs to."""
    at = token
    while at.head != at and not syntax.is_verbal(at):
        at = at.head
    while (
        at.dep_ in ("xcomp", "acomp", "conj")
        and at.head != at
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children)
    ):
        at = at.head
    return at
