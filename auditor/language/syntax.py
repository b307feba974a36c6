"""Phrases of a parsed sentence as spans of text: what a matched token stands for.

The dependency scheme is that of spaCy's English pipelines (ClearNLP labels, after Choi & Palmer 2012).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from spacy.attrs import IDX, LENGTH  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token

from auditor.base.spans import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "iobj"})
"""What the parser calls whom or what a verb acts on."""
_CLAUSAL = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_VERB_LEFT = frozenset({"aux", "auxpass", "neg", "advmod"})
_ENDS = "auditor.ends"
_PAIRS = {"”": "“", "’": "‘", ")": "(", "''": "``"}


def token_span(token: Token) -> Span:
    """Where the token stands: offsets in code points, half-open."""
    return Span(token.idx, token.idx + len(token))


def tokens_span(doc: Doc, start: int, end: int) -> Span:
    """The text of tokens `start` to `end` (half-open token numbers)."""
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def token_at(doc: Doc, offset: int) -> Token | None:
    """The token that covers `offset` or is the first after it; None past the end."""
    at = bisect_right(_ends(doc), offset)
    return doc[at] if at < len(doc) else None


def _ends(doc: Doc) -> Sequence[int]:
    """Where each token of `doc` ends; worked out once for a document, and kept with it."""
    ends: list[int] | None = doc.user_data.get(_ENDS)
    if ends is None or len(ends) != len(doc):
        ends = (doc.to_array(IDX) + doc.to_array(LENGTH)).tolist()
        doc.user_data[_ENDS] = ends
    return ends


def between(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """The tokens that overlap the offsets `start` to `end` (code points, half-open), in order."""
    return takewhile(lambda t: t.idx < end, tokens_from(doc, start))


def root_of(doc: Doc, span: Span) -> Token | None:
    """The first token of `span` that hangs on none of its others; None where no token stands there."""
    return next((t for t in between(doc, span.start, span.end) if t.head == t or not span.covers(t.head.idx)), None)


def text_between(doc: Doc, start: int, end: int) -> str:
    """The text of `doc` from the offset `start` to `end`; to ask `Doc.text` would put together all of it."""
    if not len(doc):
        return ""
    first = token_at(doc, start) or doc[-1]  # or in the space after the last
    while first.i and first.idx > start:
        first = first.nbor(-1)
    words = "".join(t.text_with_ws for t in takewhile(lambda t: t.idx < end, doc[first.i :]))
    return words[max(0, start - first.idx) : max(0, end - first.idx)]


def tokens_from(doc: Doc, offset: int) -> Iterator[Token]:
    """The tokens from the one at `offset` to the end of the text."""
    first = token_at(doc, offset)
    return iter(doc[first.i :]) if first is not None else iter(())


def is_verbal(token: Token) -> bool:
    """Whether the token is a verb or an auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_finite(token: Token) -> bool:
    """Whether the token is a verb that carries tense or mood: what makes words a sentence."""
    return token.tag_ in ("VBZ", "VBP", "VBD", "MD")


def makes_bare(verb: Token) -> bool:
    """Whether a verb stands with *to*, a modal or *do*, so that one joined to it is bare whoever does it."""
    return any(c.tag_ in ("MD", "TO") or c.lemma_ == "do" for c in verb.children)


def noun_phrase(head: Token) -> Span:
    """The noun phrase of `head` without a non-restrictive relative clause, a parenthetical or what follows it."""
    start, end = head.left_edge.i, head.i + 1
    while start < head.i and _is_outside(head.doc[start]):
        start += 1
    for child in _right_parts(head):
        edge = child.right_edge.i + 1
        if child.dep_ in _CLAUSAL and (child.dep_ != "relcl" or head.doc[child.left_edge.i - 1].text == ","):
            break
        if child.dep_ in ("punct", "cc"):
            continue
        if child.dep_ == "prep" and _is_temporal(child):
            continue
        if child.dep_ in ("npadvmod", "advmod") and child.left_edge.i > end:
            continue
        end = max(end, edge)
    while end > head.i + 1 and head.doc[end - 1].is_punct and head.doc[end - 1].text not in ")”\"’'.":
        end -= 1
    while end > head.i + 1 and (head.doc[end - 1].text == "." or head.doc[end - 1].is_space):
        end -= 1
    return tokens_span(head.doc, start, end + _is_left_open(head.doc, start, end))


def _is_outside(first: Token) -> bool:
    """Whether a phrase that begins with `first` begins after it: a mark that opens nothing, or blanks."""
    return first.is_space or (first.is_punct and first.text not in "“\"'‘(")


def _is_left_open(doc: Doc, start: int, end: int) -> bool:
    """Whether the token at `end` closes a mark that opens between `start` and `end`."""
    close = doc[end].text if end < len(doc) else ""
    words = [t.text for t in doc[start:end]]
    if close == '"':
        return words.count(close) % 2 == 1
    return close in _PAIRS and words.count(_PAIRS[close]) > words.count(close)


def _right_parts(head: Token) -> Iterable[Token]:
    """The dependents after `head`, in order; what is coordinated with it is among them."""
    for child in head.children:
        if child.i > head.i:
            yield child


def _is_temporal(prep: Token) -> bool:
    objects = [c for c in prep.children if c.dep_ == "pobj"]
    return bool(objects) and objects[0].ent_type_ in ("DATE", "TIME")


def without_case(doc: Doc, span: Span) -> Span:
    """`span` without a possessive ending."""
    last = token_at(doc, span.end - 1)
    return Span(span.start, last.idx) if last is not None and last.tag_ == "POS" and last.idx > span.start else span


def verb_group(verb: Token) -> Span:
    """A verb with the auxiliaries, negation and adverbs right before it, its particle, and a colon right after."""
    doc, start, end = verb.doc, verb.i, verb.i + 1
    mine = {c.i for c in verb.children if c.dep_ in _VERB_LEFT}
    while start - 1 in mine and not doc[start - 1].is_punct and doc[start - 1].tag_ not in ("WRB", "TO"):
        start -= 1
    if end < len(doc) and doc[end].dep_ == "prt" and doc[end].head.i == verb.i:
        end += 1
    if end < len(doc) and doc[end].text == ":":
        end += 1
    return tokens_span(doc, start, end)


def clause(head: Token, holes: Iterable[Token] = ()) -> tuple[Span, ...]:
    """The clause of `head` as stretches of text, without the subtrees of `holes` and without marks at its ends."""
    cut: set[int] = set()
    for hole in holes:
        cut.update(t.i for t in hole.subtree)
    keep = sorted(t.i for t in head.subtree if t.i not in cut and not t.is_space)
    runs: list[list[int]] = []
    for i in keep:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = (_trimmed(head.doc, run[0], run[-1] + 1) for run in runs)
    return tuple(s for s in spans if s is not None)


def _trimmed(doc: Doc, start: int, end: int) -> Span | None:
    while start < end and (doc[start].is_punct or doc[start].is_space) and not _opens(doc[start]):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space) and not _closes(doc[end - 1]):
        end -= 1
    return tokens_span(doc, start, end) if start < end else None


def _opens(token: Token) -> bool:
    return token.text in "“‘\"''``([$#" and bool(token.text)


def _closes(token: Token) -> bool:
    return token.text in "”’\"'')]%" and bool(token.text)


def subtree_span(head: Token) -> Span:
    """From the first to the last word of the subtree of `head`."""
    spans = clause(head)
    return Span(spans[0].start, spans[-1].end) if spans else token_span(head)


def rest_of_clause(head: Token) -> Span:
    """From `head` to the end of its own subtree."""
    return Span(head.idx, max(subtree_span(head).end, head.idx + len(head)))
