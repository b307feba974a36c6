"""Whether words that would accuse somebody say that it is not so: acquitted, *not guilty*, *no evidence that*.

What is denied of a word of accusing, or of a verdict, accuses nobody (Huddleston and Pullum, *The Cambridge Grammar of
the English Language*, 2002, chapter 9, on the scope of negation). What is denied of a deed may be a charge all the
same: *did not pay its workers*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.function_words import INSTEAD, MODALS, NEGATIVES
from auditor.language.words import Words

_ACCUSING = ("accuse", "criticise", "prosecute", "charge-noun")
"""What the lexicon of blame calls words of accusing: denied, they accuse nobody."""
_WITHIN = frozenset(
    {"pobj", "prep", "pcomp", "dobj", "acl", "ccomp", "xcomp", "relcl", "advcl", "amod", "compound", "oprd"}
)
"""How a charge hangs on what is said of it as a whole."""


def is_lifted(doc: Doc, charge: Span, words: Words) -> bool:
    """Whether the words of a charge, or what they hang on, say that it does not stand."""
    tokens = list(syntax.between(doc, charge.start, charge.end))
    content = [t for t in tokens if t.pos_ in ("VERB", "NOUN", "ADJ")]
    return (
        any(_is(words, t, *_ACCUSING) and is_unreal(t, words) for t in content)
        or any(_is(words, t, "verdict") and _is_denied(t) for t in content)
        or any(_is_dropped(t, words) for t in _around(tokens))
        or any(_lifts(t, words) and not _stands_beside(t, content, words) for t in _around(tokens))
    )


def is_unreal(cue: Token, words: Words) -> bool:
    """Whether the words say that it did not happen, or only may: denied, of nobody, conditional, refused, wanted."""
    verb = _verb(cue)
    if _is_denied(cue) or any(c.lower_ in MODALS for c in verb.children):
        return True
    if verb.dep_ == "acl":
        return verb.tag_ == "VB" and words.has("blame", verb.head.lemma_.lower(), "withheld")
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in INSTEAD or (verb.head.lower_ == "from" and _withholds(verb.head.head, words))
    if verb.dep_ == "ccomp" and verb.tag_ == "VB":
        return _is(words, verb.head, "enable")
    return verb.dep_ == "xcomp" and (_withholds(verb.head, words) or _has_not(verb.head))


def _withholds(verb: Token, words: Words) -> bool:
    """*refused to*, *allowed them to*, *was reluctant to*."""
    said_of = (verb, *(c for c in verb.children if c.dep_ == "acomp"))
    return any(_is(words, each, "withhold", "enable") for each in said_of)


def is_charged(cue: Token, words: Words) -> bool:
    """Whether what it says is itself what somebody is accused of: *accused the mayor of smearing the clerk*."""
    verb = _verb(cue)
    is_of = verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "over")
    return is_of and _is(words, verb.head.head, "accuse", "criticise")


def _is_denied(cue: Token) -> bool:
    """*not*, *never* or *no* before it or its verb, or *nobody* as the subject."""
    verb = _verb(cue)
    if _has_not(verb) or _has_not(cue):
        return True
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    return any(s.lower_ in NEGATIVES or _is_no(s) for s in subjects)


def _verb(cue: Token) -> Token:
    return cue if syntax.is_verbal(cue) else cue.head


def _stands_beside(lifting: Token, content: Sequence[Token], words: Words) -> bool:
    """Whether another word of accusing stands for itself: *acquitted of fraud but convicted of perjury*."""
    accusing = (t for t in content if t != lifting and _is(words, t, "accuse", "prosecute", "verdict"))
    return any(lifting not in _above(t) and not _is_denied(t) for t in accusing)


def _above(token: Token) -> Iterator[Token]:
    """What a word hangs on as part of it, nearest first."""
    while token.dep_ in _WITHIN:
        token = token.head
        yield token


def _around(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words of a charge, and those on which it hangs as a whole."""
    yield from tokens
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside or t.head == t), None)
    if top is not None:
        yield from _above(top)


def _lifts(token: Token, words: Words) -> bool:
    """*acquitted*, *cleared of*, *no evidence*: a word that takes a charge away, if it is not itself denied."""
    if _is(words, token, "ground"):
        return _is_no(token) or (token.dep_ in ("dobj", "attr") and _has_not(token.head))
    if not syntax.is_verbal(token) or _has_not(token):
        return False
    of = any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
    return _is(words, token, "acquit") or (of and _is(words, token, "acquit-of"))


def _is_dropped(noun: Token, words: Words) -> bool:
    """*the charges were dropped*, *withdrew the complaint*; not where that is denied, refused or only possible."""
    if noun.dep_ not in ("dobj", "nsubjpass") or not _is(words, noun, "dropped"):
        return False
    return _is(words, noun.head, "drop") and not is_unreal(noun.head, words)


def _has_not(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


def _is_no(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in NEGATIVES for c in noun.children)


def _is(words: Words, token: Token, *tags: str) -> bool:
    return words.has("blame", token.lemma_.lower(), *tags)
