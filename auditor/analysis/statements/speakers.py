"""Who speaks, by syntax: the subject of a cue, wherever the sentence keeps it."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from spacy.tokens import Token

from auditor.language import syntax
from auditor.language.function_words import DEMONSTRATIVES

_INHERITS = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "acl", "pcomp", "parataxis"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_INSTRUMENTAL = frozenset({"use", "take"})
"""Their object is a means, not somebody who acts: *used her speech to say*, *took an hour to answer*."""
_STEPS = 6
_OPENING = "“«„"
_MARKS = f'"”»{_OPENING}'


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head of the words that name the speaker, and the step of syntax that found it."""

    head: Token
    step: str


def of_verb(verb: Token, *, quoted: bool = False) -> Speaker | None:
    """The speaker of a verb of saying; None where the sentence names none.

    With `quoted`, a noun right after the verb may be its subject (inversion after a quotation).
    """
    if not syntax.is_verbal(verb):
        return _before_mark(verb)
    at = verb
    for steps in range(_STEPS):
        subject = _subject(at)
        if subject is not None and not (steps and _disagrees(verb, subject)):
            return _as_speaker(subject, "subject" if not steps else "inherited subject")
        if subject is None and is_passive(at):
            return _agent(at)
        if quoted and not steps and _follows_mark(at):
            inverted = _inverted(at)
            if inverted is not None:
                return Speaker(inverted, "subject after the verb")
        if at.dep_ == "acl" and at.head.pos_ in _NOMINAL:
            return Speaker(at.head, "noun that the participle describes")
        if at.dep_ == "xcomp":
            controller = next((c for c in at.head.children if c.dep_ == "dobj" and c.i < at.i), None)
            if controller is not None and at.head.lemma_ not in _INSTRUMENTAL:
                return Speaker(controller, "object that the infinitive goes with")
        above = _above(at)
        if above is None:
            return None
        at = above
    return None


def _disagrees(verb: Token, subject: Token) -> bool:
    """Whether a verb cannot have the subject of the one it was joined to: *they fear Moss won, and warn …*."""
    if any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    joined = verb.dep_ == "conj" and verb.head == subject.head
    many = verb.tag_ == "VBP" or (verb.tag_ == "VB" and joined and not syntax.makes_bare(subject.head))
    if subject.tag_ in ("NNS", "NNPS"):
        return verb.tag_ == "VBZ"
    alone = subject.tag_ == "NNP" and not any(c.dep_ in ("cc", "conj") for c in subject.children)
    return many and alone and subject.ent_type_ in ("", "PERSON")


def _above(verb: Token) -> Token | None:
    """The verb whose subject `verb` shares, if the sentence is built so."""
    at = verb.head if verb.dep_ == "pcomp" else verb
    if at.dep_ not in _INHERITS and at.dep_ != "prep":
        return None
    return at.head if at.head != at and syntax.is_verbal(at.head) else None


def _before_mark(mark: Token) -> Speaker | None:
    """The speaker of the clause that a colon hangs on, if that clause stands before it."""
    at = mark
    while at.head != at and not syntax.is_verbal(at):
        at = at.head
    speaker = of_verb(at) if syntax.is_verbal(at) else None
    return speaker if speaker is not None and speaker.head.i < mark.i else None


def outer_cue(participle: Token, heads: Container[int]) -> Token | None:
    """The cue whose content a participle of saying was parsed into, though it goes on with the same speaker.

    *Said that X was Y, adding Z*: the participle after a comma belongs to who *said*, not to *X*.
    """
    first = participle.left_edge
    if participle.tag_ != "VBG" or participle.dep_ not in ("advcl", "xcomp") or first.i == 0:
        return None
    if participle.doc[first.i - 1].text != ",":
        return None
    at = participle.head
    for _ in range(_STEPS):
        if at.dep_ == "ccomp" and at.head.i in heads and at.head.i < at.i:
            return at.head
        if at.head == at or at.dep_ not in ("conj", "ccomp", "xcomp", "advcl"):
            return None
        at = at.head
    return None


def of_sentence(cue: Token, quoted: Callable[[int], bool]) -> Speaker | None:
    """The first subject of the sentence before `cue`, outside quotations: for a cue that the parser gives none."""
    for token in cue.sent:
        if token.i >= cue.i:
            return None
        if token.dep_ == "nsubj" and token.pos_ in ("PROPN", "PRON", "NOUN") and not quoted(token.idx):
            if token.tag_ in ("WP", "WDT", "EX") or token.lower_ in ("it", "that", "this", "what"):
                continue
            return Speaker(token, "subject of the sentence")
    return None


def is_passive(verb: Token) -> bool:
    """Whether `verb` is a passive participle, in a full clause (*was told*) or a reduced one (*people told of it*)."""
    return verb.tag_ == "VBN" and (
        any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
        or (verb.dep_ in ("acl", "relcl", "advcl") and not any(c.dep_ in ("aux", "nsubj") for c in verb.children))
    )


def of_noun(noun: Token) -> Speaker | None:
    """The speaker of a noun of saying: its possessor, or the *by* or *from* phrase on it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return Speaker(child, "possessor")
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return Speaker(grandchild, "agent")
    return None


def _subject(verb: Token) -> Token | None:
    found = [c for c in verb.children if c.dep_ in ("nsubj", "csubj")]
    if len(found) > 1 and found[0].dep_ == "nsubj" and found[0].i < verb.i < found[-1].i and _acts(found[-1]):
        found = found[:1]  # the clerk said members sold at a loss
    return _outside_mark(found[-1], verb) if found else None


def _acts(subject: Token) -> bool:
    """Whether a participle hangs on what the parser takes for a subject, which may be the verb of a clause."""
    return any(c.dep_ == "acl" and c.tag_ == "VBN" for c in subject.rights)


def closing_mark(subject: Token, verb: Token) -> Token | None:
    """The mark that ends a quotation in which `subject` stands and `verb` does not: *“Nobody,” the clerk said*."""
    marks = [t for t in verb.doc[subject.i + 1 : verb.i] if t.text in _MARKS]
    if not marks or marks[0].text in _OPENING:
        return None
    straight = sum(t.text == '"' for t in marks)
    return marks[0] if marks[0].text != '"' or straight % 2 else None


def _outside_mark(subject: Token, verb: Token) -> Token | None:
    """`subject`, or whoever the parser puts beside it though a closing mark stands between the two."""
    mark = closing_mark(subject, verb)
    if mark is None:
        return subject
    return next((t for t in subject.subtree if t.i > mark.i and t.dep_ in ("appos", "conj", "nmod", "dep")), None)


def _as_speaker(subject: Token, step: str) -> Speaker | None:
    if subject.dep_ == "csubj" or subject.pos_ not in _NOMINAL:
        return None
    if subject.lower_ in DEMONSTRATIVES | {"what", "there", "whatever"}:
        if subject.lower_ == "that" and subject.head.dep_ == "relcl":
            return Speaker(subject, step)
        return None
    return Speaker(subject, step)


def _agent(verb: Token) -> Speaker | None:
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return Speaker(grandchild, "agent")
    return None


def _follows_mark(verb: Token) -> bool:
    """Whether the verb opens a cue clause: right after a comma or a quotation, or at the start of its sentence."""
    start = verb.i
    while start > verb.sent.start and (verb.doc[start - 1].pos_ in ("ADV", "AUX") or verb.doc[start - 1].is_space):
        start -= 1
    return start == verb.sent.start or verb.doc[start - 1].is_punct


def _inverted(verb: Token) -> Token | None:
    for child in verb.children:
        near = child.left_edge.i <= verb.i + 2
        if child.i > verb.i and near and child.pos_ in _NOMINAL and child.dep_ in _INVERTED:
            return child
    return None


_INVERTED = frozenset({"dobj", "attr", "oprd", "dep", "npadvmod", "appos", "nsubjpass", "dative"})
