"""Whose words they are where a statement's own words for its source name a listener or a thing, or are missing.

*She issued a statement calling for calm*, *telling reporters that …*: not the statement and not the reporters speak,
but whoever acts in the clause that the participle hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.mentions import mentions
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.names import Name, names_between
from auditor.base.spans import Span
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.sourcing import Evidence, Form, Statement

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STEPS_UP = 6
_REACH = 14
"""Tokens before a verb of telling within which its speaker's name stands, if the parser did not find a subject."""
_LONGEST_DESCRIPTION = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ACTIVE = _FINITE | {"VBG", "VB", "VBN"}
_HANGING = frozenset({"advcl", "pcomp", "prep", "xcomp", "conj", "acl", "aux"})
"""How a clause without a subject of its own, and what stands between, hang on the one that has it."""
_DESCRIBING = frozenset({"DT", "JJ", "NN", "PRP$", "POS", "VBN", "HYPH", "NNP"})
_ABSOLUTE = frozenset({"with", "by", "from"})
"""*with voters saying*: the noun before the participle is its subject."""


def corrected(page: Page, names: Sequence[Name], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, with whoever acts for their source where their own words for it are nobody's who speaks."""
    return tuple(_corrected(page, names, statement) for statement in statements)


def _corrected(page: Page, names: Sequence[Name], statement: Statement) -> Statement:
    if statement.source is None:
        return _completed(page, names, statement)
    if statement.cue is None:
        return statement
    if statement.source.of(page.article.text).lower() == "it" and _hides(page, statement.cue):
        return _hidden(page, statement)  # it was said that …
    cue = _verb(page, statement.cue)
    read = mentions.read(page, names, statement.source)
    if cue < 0 or len(read) != 1:
        return statement
    step = "listener" if _is_listener(page, cue, read[0]) else "thing" if _is_thing(page, cue, read[0]) else ""
    actor = _actor(page, names, cue, read[0]) if step else None
    if actor is None:
        return statement
    words = statement.source.of(page.article.text)
    evidence = Evidence(f"sources/actor/{step}", actor, f"{words!r} does not speak", FoundBy.SOURCES)
    return replace(statement, source=actor, evidence=(*statement.evidence, evidence))


def _verb(page: Page, cue: Span) -> int:
    """The verb of a cue; -1 if there is none, or if it passes on what somebody else said (*citing*)."""
    start, end = page.tokens(cue)
    verbs = [at for at in range(start, min(end, len(page))) if page.pos[at] == "VERB"]
    relays = any(page.words.has("channels", page.doc[at].lemma_.lower(), "relay") for at in range(start, end))
    return verbs[0] if verbs and not relays else -1


def _is_participle(page: Page, verb: int) -> bool:
    """*saying*, but not *was saying*."""
    return page.tag[verb] == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in page.doc[verb].lefts)


def _is_listener(page: Page, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase is the object of *telling* or of a participle: *told The Courier*, *calling them*."""
    if not verb < phrase.start <= verb + 2 or any(page.tag[i] == "IN" for i in range(verb + 1, phrase.start)):
        return False
    tells = page.words.has("channels", page.doc[verb].lemma_.lower(), "addressed")
    return (tells and page.tag[verb] != "VBN") or _is_participle(page, verb)


def _is_thing(page: Page, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase is an object before a participle, and neither speaks nor can be read."""
    if not _is_participle(page, verb) or phrase.form != Form.NOMINAL or not phrase.head < verb:
        return False
    before = page.lower[phrase.start - 1] if phrase.start else ""
    if before in _ABSOLUTE or page.dep[phrase.head] in _SUBJECTS or phrase.classes & {"human", "collective", "body"}:
        return False
    return not phrase.classes & {"document", "media"} or bool(phrase.classes & {"issued", "voice"})


def _actor(page: Page, names: Sequence[Name], verb: int, phrase: Phrase) -> Span | None:
    """The words for the subject of the clause, or of the one above it; a name close before if there is none."""
    subject = _subject(page, verb, phrase)
    if subject is None:
        near = [n for n in names_between(names, max(0, verb - _REACH), verb) if n.end <= min(verb, phrase.start)]
        same = [n for n in near if page.sentence[n.start] == page.sentence[verb] and not page.quoted[n.start]]
        return page.span(same[-1].lead, same[-1].end) if same else None
    return _who_is(page, names, subject)


def _who_is(page: Page, names: Sequence[Name], subject: int) -> Span | None:
    """The words for a subject that speaks; None for one that does not."""
    span = page.span(subject, subject + 1)
    for name in names_between(names, max(0, subject - 8), subject + 8):
        if name.start <= subject < name.end:
            return page.span(name.lead, name.end)
    token = page.doc[subject]
    span = page.span(token.left_edge.i, subject + 1)
    read = mentions.read(page, names, span)
    speaks = len(read) == 1 and (
        read[0].form in (Form.NAME, Form.PRONOUN) or bool(read[0].classes & {"human", "collective", "body", "media"})
    )
    return span if speaks else None


def _subject(page: Page, verb: int, phrase: Phrase) -> int | None:
    """The subject of the verb or of one that governs it, before both the verb and `phrase`, outside quotations."""
    at = verb
    for _ in range(_STEPS_UP):
        for child in page.doc[at].lefts:
            if child.dep_ in _SUBJECTS and child.i < phrase.start and page.quoted[child.i] == page.quoted[verb]:
                return child.i
        if page.head[at] == at:
            return None
        at = page.head[at]
    return None


# ---------------------------------------------------------------- statements without words for their source


def _completed(page: Page, names: Sequence[Name], statement: Statement) -> Statement:
    """The statement with the name or pronoun beside its cue, or beside its quotation, for its source."""
    if statement.hides_speaker:
        return statement
    if statement.cue:
        actor = _beside_cue(page, names, statement.cue) or _governing(page, names, statement.cue)
    else:
        actor = _beside_quotation(page, names, statement)
    if actor is None:
        return _hidden(page, statement)
    evidence = Evidence("sources/actor/beside", actor, "the words beside those that pass it on", FoundBy.SOURCES)
    return replace(statement, source=actor, evidence=(*statement.evidence, evidence))


def _hidden(page: Page, statement: Statement) -> Statement:
    """The statement, marked where its cue hides who says so: *was reported*, *rumours*."""
    if statement.cue is None or not _hides(page, statement.cue):
        return statement
    what = "passed on, and nobody is said to say so"
    evidence = Evidence("sources/nobody", statement.cue, what, FoundBy.SOURCES, RuleKind.HEDGE)
    return replace(statement, source=None, evidence=(*statement.evidence, evidence))


def _hides(page: Page, cue: Span) -> bool:
    """Whether a cue is a passive of which the agent is left out, or a noun for what has no author."""
    for at in range(*page.tokens(cue)):
        word = page.doc[at].lemma_.lower()
        if page.pos[at] != "VERB" and page.words.has("channels", word, "hearsay"):
            return True
        if page.tag[at] == "VBN" and page.words.has("channels", word, "hidden") and _is_passive(page, at):
            return page.dep[at] != "relcl" and not any(c.dep_ == "agent" for c in page.doc[at].rights)
    return False


def _beside_cue(page: Page, names: Sequence[Name], cue: Span) -> Span | None:
    """*said the retired captain Lee Moss*; *Moss:*; *Moss, 53, said*; *he said*."""
    start, end = page.tokens(cue)
    if page.text[start] == ":":
        return _name_before(page, names, start)
    verb = _verb(page, cue)
    after = _name_after(page, names, end) if verb >= 0 and page.tag[verb] in (*_FINITE, "VBN") else None
    if after is not None or verb < 0 or page.tag[verb] not in _FINITE:
        return after
    subject = next((c.i for c in page.doc[verb].lefts if c.dep_ == "nsubj"), -1)
    if subject >= 0 and page.tag[subject] in ("PRP", "WP") and page.quoted[subject] == page.quoted[verb]:
        return page.span(subject, subject + 1)
    return _name_before(page, names, start)


def _governing(page: Page, names: Sequence[Name], cue: Span) -> Span | None:
    """*Moss, urging calm, left*; *After attacking Vane, Moss left*: the subject of the clause that the cue hangs on."""
    verb = _verb(page, cue)
    if verb < 0 or page.tag[verb] not in _ACTIVE or _is_passive(page, verb):
        return None
    at = verb
    for _ in range(_STEPS_UP):
        subject = next((c.i for c in page.doc[at].lefts if c.dep_ == "nsubj"), -1)
        if subject >= 0:
            told = page.quoted[subject] != page.quoted[verb] or page.sentence[subject] != page.sentence[verb]
            return None if told else _who_is(page, names, subject)
        if page.head[at] == at or page.dep[at] not in _HANGING:
            return None
        at = page.head[at]
    return None


def _is_passive(page: Page, verb: int) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in page.doc[verb].lefts)


def _beside_quotation(page: Page, names: Sequence[Name], statement: Statement) -> Span | None:
    """*Moss: “…”*, *Moss echoed: “…”*; *“…” Moss answers*, *“…” said Moss*."""
    start, _ = page.tokens(statement.content[0])
    _, end = page.tokens(statement.content[-1])
    at = start
    while at > 0 and page.pos[at - 1] == "PUNCT" and page.text[at - 1] != ":":
        at -= 1
    if at > 1 and page.text[at - 1] == ":":
        stop = at - 1
        return _name_before(page, names, stop) or _name_before(page, names, stop - (page.tag[stop - 1] in _FINITE))
    while end < len(page) and page.pos[end] == "PUNCT" and page.block[end] == page.block[start]:
        end += 1
    if end < len(page) and page.tag[end] in _FINITE:
        return _name_after(page, names, end + 1)
    after = _name_after(page, names, end)
    if after is None:
        return None
    _, stop = page.tokens(after)
    if page.word(stop) == "," and page.word(stop + 1).isdigit() and page.word(stop + 2) == ",":
        stop += 3  # Moss, 53, answers
    return after if stop < len(page) and page.tag[stop] in _FINITE else None


def _name_before(page: Page, names: Sequence[Name], end: int) -> Span | None:
    """The name that ends at `end`, or before an apposition that does: *Moss, 53,*."""
    near = [n for n in names_between(names, max(0, end - _REACH), end) if page.block[n.start] == page.block[end]]
    if not near or page.quoted[near[-1].start]:
        return None
    name = near[-1]
    closed = page.text[end - 1] == "," and page.text[name.end] == ","
    return page.span(name.lead, name.end) if name.end == end or closed else None


def _name_after(page: Page, names: Sequence[Name], start: int) -> Span | None:
    """The name that begins at `start`, or after words that describe it: *retired captain* Lee Moss."""
    at = start
    while at < len(page) and at < start + _LONGEST_DESCRIPTION and page.tag[at] in _DESCRIBING:
        at += 1
    near = names_between(names, start, min(len(page), at + _REACH))
    if start >= len(page) or not near or near[0].lead > at or page.block[near[0].start] != page.block[start - 1]:
        return None
    return None if page.quoted[near[0].start] else page.span(near[0].lead, near[0].end)
