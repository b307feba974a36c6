"""What is put like a statement or a quotation and passes nothing on: titles, portents, and what a source relies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from auditor.analysis.statements import bounds, contents
from auditor.base.spans import Nest, Span
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.language.quotations import Quotation
from auditor.language.words import ListName
from auditor.records.article import BlockRole
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Statement

_SPEAKING: tuple[ListName, ...] = ("documents", "groups", "media", "organizations", "roles", "titles")
_SHORT = 4
"""Letters of a word that a title may leave small."""


def spoken(parsed: Parsed) -> tuple[Quotation, ...]:
    """The quotations but for titles of things: *a song called “Low Tide”*, *a bill titled “Roofs for all”*."""
    return tuple(q for q in parsed.quotations if not _is_title(parsed, q))


def _is_title(parsed: Parsed, quotation: Quotation) -> bool:
    first = syntax.token_at(parsed.doc, quotation.span.start)
    before = first.nbor(-1) if first is not None and first.i else None
    if before is None or before.idx + len(before) + 1 < quotation.span.start:
        return False
    if before.tag_ != "VBN":
        return _is_of_work(parsed, before, quotation)
    if parsed.words.has("unvoiced", before.lemma_.lower(), "titling"):
        return True
    words = [w for w in quotation.inner.of(parsed.text).split() if len(w) >= _SHORT]
    named = parsed.words.has("unvoiced", before.lemma_.lower(), "calling")
    return named and bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words)


def _is_of_work(parsed: Parsed, verb: Token, quotation: Quotation) -> bool:
    """Whether somebody reads, writes or shows what is written like a title: *she wrote “Low Tide” in May*."""
    words = [w for w in quotation.inner.of(parsed.text).split() if w[0].isalnum()]
    styled = len(words) > 1 and all(w[0].isupper() or w[0].isdigit() for w in (words[0], words[-1], *_long(words)))
    if not styled or not quotation.inner.of(parsed.text)[-1:].isalnum():
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return parsed.words.has("unvoiced", verb.lemma_.lower(), "working") and (
        subject is None or not parsed.words.has("documents", subject.lemma_.lower())
    )


def _long(words: Sequence[str]) -> list[str]:
    return [w for w in words if len(w) >= _SHORT]


def titles(parsed: Parsed) -> tuple[Span, ...]:
    """Where the titles of things stand, with their marks."""
    return tuple(q.span for q in parsed.quotations if _is_title(parsed, q))


def is_fiction(parsed: Parsed, cue: Span, source: Span | None) -> bool:
    """Whether a song or a play has the words, or somebody in it: *the anthem asks*, *a film in which he brags*."""
    if source is not None and parsed.words.has("unvoiced", _head_word(parsed, source), "fiction"):
        return True
    verbs = [t for t in syntax.between(parsed.doc, cue.start, cue.end) if t.pos_ in ("VERB", "AUX")]
    return bool(verbs) and _plays_in(parsed, verbs[-1])


def _head_word(parsed: Parsed, source: Span) -> str:
    return str(contents.head_of(parsed.doc, source).lemma_.lower())


def _plays_in(parsed: Parsed, verb: Token) -> bool:
    """Whether a clause tells what happens in a work: *a novel where …*, *in the play, the king says …*."""
    for at in (verb, *verb.ancestors):
        if at.dep_ == "relcl" and parsed.words.has("unvoiced", at.head.lemma_.lower(), "fiction", "screened"):
            opener = next((t for t in at.subtree if t.tag_ in ("WDT", "WRB", "WP")), None)
            return opener is not None and (opener.tag_ == "WRB" or opener.nbor(-1).lower_ == "in")
    places = (c for c in verb.children if c.lower_ == "in" and c.dep_ == "prep" and c.i < verb.i)
    return any(parsed.words.has("unvoiced", g.lemma_.lower(), "fiction") for c in places for g in c.children)


def is_portent(parsed: Parsed, cue: Span, source: Span | None) -> bool:
    """Whether a thing promises or threatens without a word: *scandals threaten to sink it*."""
    verbs = [t for t in syntax.between(parsed.doc, cue.start, cue.end) if t.pos_ == "VERB"]
    if source is None or not verbs or not parsed.words.has("unvoiced", verbs[-1].lemma_.lower(), "portent"):
        return False
    return _is_thing(parsed, _named(contents.head_of(parsed.doc, source)))


def _named(head: Token) -> Token:
    """The noun that a phrase is about: *thefts* of *one of the thefts*."""
    if head.pos_ in ("NUM", "DET", "PRON") or head.lower_ == "one":
        return next((g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), head)
    return head


def _is_thing(parsed: Parsed, noun: Token) -> bool:
    """Whether a common noun stands for nothing that speaks or can be read, as far as the word lists tell."""
    if noun.pos_ != "NOUN" or noun.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return False
    return not any(parsed.words.has(name, form) for name in _SPEAKING for form in (noun.lower_, noun.lemma_.lower()))


def is_told_in_headline(parsed: Parsed, cue: Span, source: Span | None) -> bool:
    """Whether a headline says who was told and not who told it: *Tenants warned of damp*, *Mayor told to resign*.

    Headlines leave out *is* and *are*, and have what somebody does in the present: a past form of such a verb with
    nobody told after it is a passive.
    """
    block = bounds.block_at(parsed.article.blocks, cue.start)
    if source is None or block is None or block.role is not BlockRole.HEADLINE or not block.span.covers(source.start):
        return False
    verbs = [t for t in syntax.between(parsed.doc, cue.start, cue.end) if t.pos_ == "VERB"]
    if not verbs or verbs[-1].tag_ not in ("VBD", "VBN"):
        return False
    told = any(c.dep_ in syntax.OBJECTS for c in verbs[-1].rights)
    return parsed.words.has("hedges", verbs[-1].lemma_.lower(), "in_headline") and not told


def without_reliance(parsed: Parsed, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements but for those that only tell what another rests on: *the Post, citing two sources, said …*."""
    relying = [s.cue is not None and _is_citing(parsed, s.cue.start) for s in statements]
    others = Nest(
        (s.source, s) for s, relies in zip(statements, relying, strict=True) if not relies and s.source is not None
    )
    kept = [s for s, relies in zip(statements, relying, strict=True) if not relies or not _rests(parsed, s, others)]
    return tuple(replace(s, content=own) if (own := _own(parsed, s)) != s.content else s for s in kept)


def _rests(parsed: Parsed, citing: Statement, others: Nest[Statement]) -> bool:
    """Whether only the tagger found it, and whoever cites says something else in the same sentence."""
    cue = syntax.token_at(parsed.doc, citing.cue.start) if citing.cue is not None else None
    if cue is None or citing.source is None or any(e.found_by is not FoundBy.TAGGER for e in citing.evidence):
        return False
    sentence = Span(cue.sent.start_char, cue.sent.end_char)
    return any(o.cue is not None and sentence.contains(o.cue) for o in others.overlapping(citing.source))


def _own(parsed: Parsed, statement: Statement) -> tuple[Span, ...]:
    """The content without pieces that begin with *citing*."""
    pieces = statement.content
    if len(pieces) < 2 or statement.cue is None:
        return pieces
    return pieces[:1] + tuple(p for p in pieces[1:] if not _is_citing(parsed, p.start))


def _is_citing(parsed: Parsed, offset: int) -> bool:
    """Whether the word at `offset` is a participle that names what somebody relies on; not inside a quotation."""
    token = syntax.token_at(parsed.doc, offset)
    if token is None or token.tag_ != "VBG" or quoting.inside(parsed.quotations, offset) is not None:
        return False
    return parsed.words.has("channels", token.lemma_.lower(), "relied")
