"""Whom a pronoun cannot stand for: in *Ames criticised him*, *him* is not Ames.

A pronoun is not the subject of its own clause (Chomsky, *Lectures on Government and Binding*, 1981, principle B). Of
verbs that stand side by side, the second is likely to have the object of the first: *mocked Ames and accused him*.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from auditor.analysis.accusations.parties import Cast, Party, unclear
from auditor.base.spans import Span
from auditor.language import syntax

_BESIDE = ("conj", "advcl")
"""How a verb hangs on one whose subject it shares."""


def freed(cast: Cast, words: Span, party: Party) -> Party:
    """`party`, whom `words` stand for, unless they are a pronoun that would be the subject of its own clause."""
    pronoun = cast.head(words)
    verb = None if pronoun is None else _verb_of(pronoun)
    if pronoun is None or verb is None:
        return party
    subject = next(_subjects(verb), None)
    itself = None if subject is None else cast.party(syntax.token_span(subject))
    if itself is None or itself.label != party.label:
        return party
    beside = (c for c in verb.head.children if c.dep_ == "dobj") if verb.dep_ in _BESIDE else iter(())
    other = next((c for c in beside if _agree(c, pronoun)), None)
    found = None if other is None else cast.party(syntax.noun_phrase(other), itself=True)
    return unclear(words.of(pronoun.doc.text)) if found is None or found.label == party.label else found


def _verb_of(pronoun: Token) -> Token | None:
    """The verb whose object a personal pronoun is, by itself or after a preposition; None for *himself*."""
    if pronoun.tag_ != "PRP" or "Yes" in pronoun.morph.get("Reflex", []):
        return None
    above = pronoun.head if pronoun.dep_ == "dobj" else pronoun.head.head if pronoun.dep_ == "pobj" else None
    if above is not None and above.dep_ == "dobj" and above.pos_ == "NOUN":
        above = above.head  # took a swing at him
    return above if above is not None and syntax.is_verbal(above) else None


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject of a verb, its own or that of the verb beside which it stands."""
    while True:
        own = [c for c in verb.children if c.dep_ in syntax.SUBJECTS]
        yield from own
        if own or verb.dep_ not in _BESIDE or not syntax.is_verbal(verb.head):
            return
        verb = verb.head


def _agree(noun: Token, pronoun: Token) -> bool:
    """Whether a pronoun has the number of a noun."""
    numbers = noun.morph.get("Number", []), pronoun.morph.get("Number", [])
    return noun.pos_ in ("NOUN", "PROPN") and (not all(numbers) or numbers[0] == numbers[1])
