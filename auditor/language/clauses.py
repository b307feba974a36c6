"""Whom a phrase is about: the verb that governs it, that verb's subject, and the subject's own words.

A subject may stand in the verb's clause, in the clause that it is joined to, before a relative or
participial clause, or, in quoted speech in the first person, with the verb of saying. Where the parse gives
none, the noun phrase right before the verb is taken, or else the first of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import syntax

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BREAKS = frozenset(';:—–()"“”')


@dataclass(frozen=True, slots=True)
class Clause:
    """The surroundings of a phrase: its verb, and whom that verb is about."""

    verb: Token
    subject: Token | None
    """A noun or pronoun; the antecedent where a relative clause holds the phrase."""
    words: Span | None
    """The noun phrase of the subject, without the clause that holds the phrase."""
    start: int
    """Where the clause begins without its subject: at a relative pronoun, or at the verb."""
    own: bool
    """Whether the subject stands right in the clause of the verb."""


def around(doc: Doc, phrase: Span, *, outside: bool = False) -> Clause | None:
    """The clause that `phrase` belongs to; None where no word of the parse begins in it.

    With `outside`, a noun inside the phrase does not count as subject (*only if his name was not used*).
    """
    verb = _governor(doc, phrase)
    if verb is None:
        return None
    start = syntax.verb_group(verb).start
    if start > phrase.start or any(mark in _BREAKS for mark in syntax.text_between(doc, start, phrase.start)):
        start = phrase.start
    subject, opener = _subject(verb, phrase if outside else None)
    if subject is not None and _is_first_person(subject):
        subject = _speaker(verb) or subject
        return Clause(verb, subject, noun_phrase(subject), phrase.start, False)
    if opener is None:
        missed = _missed_subject(doc, verb, subject, min(start, phrase.start))
        if missed is not None:
            return Clause(verb, missed, noun_phrase(missed, phrase.start), start, True)
    if subject is None:
        return Clause(verb, None, None, start, False)
    if opener is None:
        words = noun_phrase(subject, phrase.start if subject.idx < phrase.start else None)
        return Clause(verb, subject, words, start, subject.head == verb)
    if opener.tag_ in _RELATIVE and opener.idx < phrase.start and verb.is_ancestor(opener):
        start = min(start, opener.idx)
    return Clause(verb, subject, noun_phrase(subject, opener.idx), start, False)


def noun_phrase(head: Token, before: int | None = None) -> Span:
    """The noun phrase of `head` up to the offset `before`, without a non-restrictive relative clause or an age.

    A name that follows at once belongs to it: *the mayor's lawyer Ida Marsh*.
    """
    doc, first = head.doc, head.idx + len(head)
    span = syntax.noun_phrase(head)
    end = limit = span.end if before is None else max(min(span.end, before), first)
    for token in syntax.between(doc, first, limit):
        age = token.like_num and token.idx + len(token) == limit
        if doc[token.i - 1].text == "," and (token.tag_ in _RELATIVE or age):
            end = token.idx
            break
    name = takewhile(lambda t: t.pos_ == "PROPN", syntax.between(doc, end, before or end))
    last = max((t.idx + len(t) for t in name), default=end)
    words = [t for t in syntax.between(doc, span.start, last) if not t.is_space]
    while len(words) > 1 and is_loose(words[-1]):
        words.pop()
    return Span(span.start, words[-1].idx + len(words[-1]))


def is_loose(last: Token) -> bool:
    """Whether `last`, the last word of a phrase, is better left out: white space, a mark or a conjunction."""
    return last.is_space or last.pos_ == "CCONJ" or (last.is_punct and last.text not in ')”"')


def _governor(doc: Doc, phrase: Span) -> Token | None:
    """The verb that `phrase` is or hangs on; the topmost word of its sentence where there is no such verb."""
    words = list(syntax.between(doc, phrase.start, phrase.end))
    tops = [t for t in words if not phrase.covers(t.head.idx) or t.head == t]
    if not tops:
        return None
    top = next((t for t in tops if syntax.is_verbal(t)), tops[0])
    while not syntax.is_verbal(top) and top.head != top:
        top = top.head
    return top


def _subject(verb: Token, without: Span | None = None) -> tuple[Token | None, Token | None]:
    """The subject of `verb`, and the word that opens the relative or participial clause between them, if one does."""
    at = verb
    while True:
        own = next((c for c in at.children if c.dep_ in syntax.SUBJECTS), None)
        pronoun = next((t for t in (own, *own.lefts) if t.tag_ in _RELATIVE), None) if own is not None else None
        if pronoun is not None:
            return _antecedent(pronoun, at), pronoun
        if own is not None and not (without and without.covers(own.idx) and own.pos_ in ("NOUN", "PROPN")):
            return own, None
        if at.head == at:
            return None, None
        if at.dep_ in ("relcl", "acl"):
            return at.head, at.left_edge
        at = at.head


def _is_first_person(token: Token) -> bool:
    return token.morph.get("Person", []) == ["1"]


def _speaker(verb: Token) -> Token | None:
    """Who *I* or *we* is in the clause of `verb`: the first subject above it that is not in the first person."""
    subjects = (_subject(above)[0] for above in verb.ancestors)
    return next((s for s in subjects if s is not None and not _is_first_person(s)), None)


def _antecedent(pronoun: Token, verb: Token) -> Token | None:
    """The noun that a relative clause modifies: for *who* the whole phrase, *an aide to the mayor, who …*."""
    noun: Token | None = verb.head if verb.dep_ == "relcl" else None
    if noun is None:
        before = reversed(list(pronoun.doc[pronoun.sent.start : pronoun.i]))
        noun = next((t for t in before if t.pos_ in _NOMINAL), None)
    return noun if noun is None or pronoun.tag_ != "WP" else _topmost(noun)


def _topmost(noun: Token) -> Token:
    """The head of the largest noun phrase around `noun`, joined by prepositions, adjectives or clauses."""
    above = noun.head
    while above.pos_ in ("ADP", "ADJ", "ADV") and above.head != above:
        above = above.head
    if above.dep_ in ("acl", "relcl"):
        above = above.head
    part = noun.dep_ not in ("conj", "ROOT", *syntax.SUBJECTS) or above.pos_ not in _NOMINAL
    return _topmost(above) if part and above.pos_ in _NOMINAL and above.i < noun.i else noun


def _missed_subject(doc: Doc, verb: Token, subject: Token | None, start: int) -> Token | None:
    """The head of a noun phrase before `verb` that is likelier to be its subject than what the parse has."""
    if subject is not None and subject.head == verb:
        return None
    beside = _beside(doc, start)
    if subject is not None:
        return beside if beside is not None and not subject.is_ancestor(beside) else None
    return beside or next((c.root for c in verb.sent.noun_chunks if c.root.idx < start), None)


def _beside(doc: Doc, start: int) -> Token | None:
    """The head of the noun phrase that ends right before the offset `start`, in the same sentence."""
    first = syntax.token_at(doc, start)
    if first is None:
        return None
    before = reversed(list(doc[first.sent.start : first.i]))
    token = next((t for t in before if t.pos_ != "ADV" and not t.is_space), None)
    if token is None or token.pos_ not in _NOMINAL or token.tag_ in _RELATIVE:
        return None
    last = token.i
    return _topmost(next((c.root for c in token.sent.noun_chunks if c.start <= last < c.end), token))
