"""To whom somebody without a name spoke (the addressee): to a journalist, or to others who were there."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import nouns
from auditor.language import syntax
from auditor.language.function_words import FIRST_PERSON, HE_OR_SHE, OBJECTS, THEY
from auditor.records.sourcing import Statement

_OWN = frozenset({"this", "our"})
_IN_LISTENERS = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS"})
"""Tags of words for those who are told."""


def told_a_journalist(cols: Columns, statements: Sequence[Statement]) -> bool:
    """Whether a cue of `statements` tells of an interview, or none tells of words to other listeners."""
    channels = [_channels(cols, s) for s in statements if s.cue is not None]
    return any("interview" in c for c in channels) or not any("public" in c for c in channels)


def were_interviewed(cols: Columns, statements: Sequence[Statement]) -> bool:
    """Whether a statement was made in an interview, to an outlet, or by somebody reached by phone."""
    signs = (_in_an_interview, _told_an_outlet, _spoke_to_an_outlet, _reached_by_phone)
    return any(sign(cols, s) for s in statements for sign in signs)


def spoke_to_others(cols: Columns, statements: Sequence[Statement]) -> bool:
    """Whether every cue says that the words were for others: *told the crowd*, *said on the air*."""
    cues = [range(*cols.tokens(s.cue)) for s in statements if s.cue is not None]
    return bool(cues) and all(any(_went_to_others(cols, at) for at in cue if cols.pos[at] == "VERB") for cue in cues)


def _in_an_interview(cols: Columns, statement: Statement) -> bool:
    """*said in an interview*, *told us in interviews*."""
    cue = range(*cols.tokens(statement.cue)) if statement.cue is not None else ()
    return any(cols.pos[at] == "VERB" and _has_within(cols, at, "talk", "in", "during") for at in cue)


def _told_an_outlet(cols: Columns, statement: Statement) -> bool:
    """*residents told the Gazette*: whichever outlet it is, they spoke to a journalist."""
    cue = range(*cols.tokens(statement.cue)) if statement.cue is not None else ()
    told = (
        at
        for at in cue
        if cols.pos[at] == "VERB" and cols.words.has("channels", cols.doc[at].lemma_.lower(), "addressed")
    )
    listeners = (c.i for at in told for c in cols.doc[at].rights if c.dep_ in syntax.OBJECTS)
    return any(_is_an_outlets(cols, at) for at in listeners)


def _spoke_to_an_outlet(cols: Columns, statement: Statement) -> bool:
    """*villagers who talked to the Gazette*."""
    words = range(*cols.tokens(statement.source)) if statement.source is not None else ()
    spoke = (
        at for at in words if cols.dep[at] == "relcl" and cols.words.has("channels", cols.doc[at].lemma_, "converses")
    )
    to = (c for at in spoke for c in cols.doc[at].rights if c.lower_ in ("to", "with"))
    listeners = (c.i for child in to for c in child.rights if c.dep_ == "pobj")
    return any(_is_an_outlets(cols, at) for at in listeners)


def _is_an_outlets(cols: Columns, at: int) -> bool:
    """Whether a listener is an outlet or writes for this one: *the Gazette*, *this newspaper*, *our reporter*, *us*."""
    word = cols.lower[at]
    if cols.tag[at].startswith("NNP") and cols.words.has("media", word, "outlet", "word"):
        return True
    if word in FIRST_PERSON:
        return not cols.quoted[at]
    own = any(child.lower_ in _OWN for child in cols.doc[at].lefts)
    return own and (cols.words.has("media", word, "noun", "called") or cols.words.has("titles", word, "reporter"))


def _reached_by_phone(cols: Columns, statement: Statement) -> bool:
    """*villagers reached by telephone*."""
    words = range(*cols.tokens(statement.source)) if statement.source is not None else ()
    participles = (at for at in words if cols.tag[at] == "VBN")
    return any(
        cols.words.has("channels", cols.doc[at].lemma_.lower(), "reached") and _has_within(cols, at, "line", "by", "on")
        for at in participles
    )


def _has_within(cols: Columns, verb: int, tag: str, *prepositions: str) -> bool:
    """Whether one of the `prepositions` after the verb brings in a noun that has the tag."""
    return any(
        cols.words.has("channels", noun.lemma_.lower(), tag)
        for child in cols.doc[verb].rights
        if child.lower_ in prepositions
        for noun in child.rights
    )


def _channels(cols: Columns, statement: Statement) -> frozenset[str]:
    if statement.cue is None:
        return frozenset()
    cue = range(*cols.tokens(statement.cue))
    if any(_went_to_others(cols, at) for at in cue if cols.pos[at] == "VERB"):
        return frozenset({"public"})
    return frozenset().union(*(cols.words.tags("channels", cols.doc[at].lemma_) for at in cue))


def _went_to_others(cols: Columns, verb: int) -> bool:
    """*told the crowd*, *told him*, *said on Twitter*, *was overheard saying*; *in a letter to clerks* he said."""
    tells = cols.words.has("channels", cols.doc[verb].lemma_.lower(), "addressed")
    for child in cols.doc[verb].rights:
        if tells and child.dep_ in syntax.OBJECTS and _is_no_journalist(cols, child.i):
            return True
        if child.dep_ == "prep" and any(_is_public_place(cols, c.i) for c in child.rights if c.dep_ == "pobj"):
            return True
    if tells and (listener := _squeezed_in(cols, verb)) >= 0 and _is_no_journalist(cols, listener):
        return True
    return _was_overheard(cols, verb) or _wrote_to_others(cols, verb)


def _squeezed_in(cols: Columns, verb: int) -> int:
    """The noun right after the verb and before a pronoun that opens what is told: *told mill staff she saw it*."""
    at = verb + 1
    while at < len(cols) and cols.tag[at] in _IN_LISTENERS:
        at += 1
    opens = at < len(cols) and cols.tag[at] == "PRP" and cols.lower[at] in HE_OR_SHE | THEY
    return at - 1 if at > verb + 1 and opens and cols.sentence[at] == cols.sentence[verb] else -1


def _was_overheard(cols: Columns, verb: int) -> bool:
    """*was overheard scolding*, *was filmed saying*; so is who *was overheard scolding them and said*."""
    at = verb
    while cols.dep[at] in ("xcomp", "ccomp", "conj") and cols.head[at] < at:
        at = cols.head[at]
        overheard = cols.words.has("channels", cols.doc[at].lemma_.lower(), "overheard")
        if overheard and any(c.dep_ == "auxpass" for c in cols.doc[at].lefts):
            return True
    return False


def _wrote_to_others(cols: Columns, verb: int) -> bool:
    """Whether a message to others than journalists says it: *in an email to county clerks*."""
    letters = (
        noun
        for child in cols.doc[verb].children
        if child.dep_ == "prep" and child.lower_ == "in"
        for noun in child.rights
        if noun.dep_ == "pobj" and cols.words.has("channels", noun.lemma_.lower(), "message")
    )
    to = (child for noun in letters for child in noun.rights if child.lower_ == "to")
    return any(c.dep_ == "pobj" and _is_no_journalist(cols, c.i) for child in to for c in child.rights)


def _is_no_journalist(cols: Columns, at: int) -> bool:
    """Whether the noun or pronoun at `at` stands for people, and they are not of the press; names may be."""
    if cols.lower[at] in OBJECTS:
        return True
    if cols.tag[at] not in ("NN", "NNS"):
        return False
    noun, _ = nouns.singular(cols, at)
    found = nouns.classes(cols, noun, at)
    press = cols.words.has("titles", noun, "reporter") or "media" in found
    return bool(found & {"human", "collective", "body"}) and not press


def _is_public_place(cols: Columns, at: int) -> bool:
    """Whether words in it are for all the world: *on the radio*; *in a statement*, but not *in a statement to* one."""
    noun = cols.doc[at].lemma_.lower()
    to_one = any(child.lower_ == "to" for child in cols.doc[at].rights)
    return cols.words.has("channels", noun, "place") or (cols.words.has("channels", noun, "declared") and not to_one)
