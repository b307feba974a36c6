"""Who accuses: the words beside a word of accusing that say it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.words import Words

_RELATIVE = ("WP", "WDT")
_OF_ANOTHER = ("conj", "xcomp", "advcl", "pcomp")
"""How a verb without a subject hangs on one that has its subject."""
_PART_OF = ("acl", "ccomp", "conj", "dobj", "pcomp", "pobj", "prep", "relcl", "xcomp")
"""How what is alleged hangs on *allegations*."""


def accuser_of(cue: Token, party: Span) -> Span | None:
    """The words for whoever does what `cue` says; None where it is not said, or where it is `party` itself."""
    named = next(_makers(cue), None)
    if named is None or party.overlaps(syntax.token_span(named)) or named in _stood_for(cue.doc, party):
        return None
    return _without(cue, named)


def _stood_for(doc: Doc, party: Span) -> list[Token]:
    """What a relative pronoun among the words for the accused stands for: *a school, which has faced criticism*."""
    relatives = (t for t in syntax.between(doc, party.start, party.end) if t.tag_ in _RELATIVE)
    return [noun for t in relatives if (noun := _antecedent(t.head)) is not None]


def _without(cue: Token, named: Token) -> Span:
    """The noun phrase of `named` without what it has done: *a weaver* of *a weaver who sued the mill*."""
    phrase = syntax.without_case(named.doc, syntax.noun_phrase(named))
    if not phrase.covers(cue.idx):
        return phrase
    clause = next((c for c in named.rights if cue in c.subtree), None)
    before = list(syntax.between(named.doc, phrase.start, clause.left_edge.idx)) if clause is not None else []
    ends = [t.idx + len(t) for t in before if not t.is_space and not t.is_punct]
    return Span(phrase.start, ends[-1]) if ends else syntax.token_span(named)


def _makers(cue: Token) -> Iterator[Token]:
    """Those who may be it, the likeliest first."""
    if not syntax.is_verbal(cue):
        yield from (c for c in cue.children if c.dep_ == "poss" and c.tag_ not in _RELATIVE)
        yield from _behind(cue, "by", "from")
    verb = cue if syntax.is_verbal(cue) else cue.head
    if not syntax.is_verbal(verb):
        return
    yield from _behind(verb, "by")
    if _is_passive(verb):
        return
    subject = subject_of(verb)
    if subject is not None and subject not in (cue, verb):
        yield subject


def _behind(word: Token, *prepositions: str) -> Iterator[Token]:
    for child in word.children:
        if (
            child.dep_ in ("agent", "prep")
            and child.lower_ in prepositions
            and (word.pos_ == "NOUN" or child.dep_ == "agent")
        ):
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")
    )


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of that on which it hangs; what a relative pronoun stands for."""
    while True:
        own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return _antecedent(verb) if own.tag_ in _RELATIVE else own
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        above = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ not in _OF_ANOTHER or not syntax.is_verbal(above) or above == verb:
            return None
        verb = above


def _antecedent(verb: Token) -> Token | None:
    """The noun to which a relative clause belongs."""
    return verb.head if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") else None


def refuter_of(doc: Doc, cue: Span, words: Words) -> Span | None:
    """Who denies or belies the allegations that `cue` is part of: *the mayor denied claims that the clerk lied*."""
    token = syntax.root_of(doc, cue)
    while token is not None and not words.has("blame", token.lemma_.lower(), "claimed"):
        token = token.head if token.dep_ in _PART_OF and token.head != token else None
    if token is None or token.dep_ != "dobj" or not words.has("blame", token.head.lemma_.lower(), "refute"):
        return None
    subject = subject_of(token.head)
    return None if subject is None else syntax.noun_phrase(subject)
