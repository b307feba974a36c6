"""Who says of himself what a phrase tells: *The bank* said it could not comment."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from auditor.analysis.phrases.cores import without_aside
from auditor.base.spans import Span
from auditor.language import clauses, syntax
from auditor.language.clauses import Clause
from auditor.language.words import Words

_INTRODUCING = frozenset({"VBN", "VBG", "IN", "WRB"})
"""Tags of words that open a clause before the main one: *Asked about the loan*, *When reached*."""


@dataclass(frozen=True, slots=True)
class Teller:
    """The speaker of a clause that another verb passes on."""

    words: Span
    """The noun phrase that names the speaker."""
    cue: Span
    """The verb of saying."""
    says_only_this: bool
    """Whether nothing else is passed on by that verb: *said it could not comment and was sorry* says more."""


def teller_of(words: Words, clause: Clause) -> Teller | None:
    """The speaker of `clause`, if its subject is a pronoun or *the firm* beside its spokesman; else None."""
    top = clause.verb
    while top.dep_ == "conj" and syntax.is_verbal(top.head):
        top = top.head
    if top.dep_ != "ccomp" or not words.has("cues", top.head.lemma_.lower(), "clausal"):
        return None
    speaker = _speaker(top.head)
    if speaker is None or not _is_of_speaker(words, clause, speaker):
        return None
    alone = top == clause.verb and not any(c.dep_ == "conj" and syntax.is_verbal(c) for c in top.children)
    limit = top.head.idx if speaker.i < top.head.i else None
    return Teller(without_aside(top.doc, clauses.noun_phrase(speaker, limit)), syntax.token_span(top.head), alone)


def _speaker(said: Token) -> Token | None:
    """The subject of a verb of saying, be it above a clause that holds it; or else the noun phrase that opens it."""
    found = clauses.around(said.doc, syntax.token_span(said))
    subject = found.subject if found is not None else None
    if subject is not None and (subject.head == said or subject.i < said.i):
        return subject
    before = [c for c in said.sent.noun_chunks if c.end <= said.i]
    first = said.sent[0]
    if first.tag_ in _INTRODUCING or first.dep_ in ("advmod", "mark", "prep"):
        comma = next((t.i for t in said.sent if t.text == "," and t.i < said.i), said.i)
        before = [c for c in before if c.start > comma]
    return before[0].root if before else None


def _is_of_speaker(words: Words, clause: Clause, speaker: Token) -> bool:
    subject = clause.subject
    if subject is None or subject == speaker or subject.tag_ == "PRP":
        return True
    body = subject.pos_ == "NOUN" and any(c.lower_ == "the" for c in subject.children)
    return body and words.has("roles", speaker.lemma_.lower(), "spokesperson", "mouthpiece")
