"""Who speaks where a statement's own words for its source name a listener or a thing, or are missing.

*She issued a statement calling for calm*, *telling reporters that …*: neither the statement nor the reporters speak,
but the subject of the clause that the participle hangs on (control).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import mentions
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.names import Name, names_between
from auditor.base.spans import Span
from auditor.language import syntax
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.sourcing import Evidence, Form, Statement

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STEPS_UP = 6
_REACH = 14
"""Tokens before a verb of telling within which its speaker's name stands, if the parser did not find a subject."""
_REACH_OF_SAYING = 6
_LONGEST_DESCRIPTION = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ACTIVE = _FINITE | {"VBG", "VB", "VBN"}
_HANGING = frozenset({"advcl", "pcomp", "prep", "xcomp", "conj", "acl", "aux"})
"""The relations by which a clause without a subject hangs on the clause that has it, directly or step by step."""
_DESCRIBING = frozenset({"DT", "JJ", "NN", "PRP$", "POS", "VBN", "HYPH", "NNP"})
_ABSOLUTE = frozenset({"with", "by", "from"})
"""*with voters saying*: the noun before the participle is its subject."""


def corrected(cols: Columns, names: Sequence[Name], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, with whoever acts as their source where their own words for it name nobody who speaks."""
    return tuple(_corrected(cols, names, statement) for statement in statements)


def _corrected(cols: Columns, names: Sequence[Name], statement: Statement) -> Statement:
    if statement.source is None:
        return _completed(cols, names, statement)
    if statement.cue is None:
        return statement
    if statement.source.of(cols.article.text).lower() == "it" and _hides(cols, statement.cue):
        return _hidden(cols, statement)  # it was said that …
    if _is_hearsay(cols, statement.source):
        return _unsaid(statement, statement.cue)
    if _is_told(cols, statement.cue, statement.source):
        teller = _teller(cols, statement.cue)
        return _unsaid(statement, statement.cue) if teller is None else _said_by(statement, teller, "listener")
    if (quoted := _who_is_quoted(cols, names, statement.cue, statement.source)) is not None:
        return _said_by(statement, quoted, "quoted", statement.source.of(cols.article.text))
    cue = _verb(cols, statement.cue)
    read = mentions.read(cols, names, statement.source)
    if cue < 0 or len(read) != 1:
        return statement
    step = "listener" if _is_listener(cols, cue, read[0]) else "thing" if _is_thing(cols, cue, read[0]) else ""
    if not step and _is_addressee(cols, cue, read[0]):
        step = "addressee"
    actor = _actor(cols, names, cue, read[0]) if step else None
    if not step and (several := _subject_of_many(cols, cue, read[0])) is not None:
        step, actor = "number", _who_is(cols, names, several)
    if actor is None:
        return statement
    return _said_by(statement, actor, step, statement.source.of(cols.article.text))


def _said_by(statement: Statement, actor: Span, step: str, instead_of: str = "who is told") -> Statement:
    evidence = Evidence(f"sources/actor/{step}", actor, f"{instead_of!r} does not speak", FoundBy.SOURCES)
    return replace(statement, source=actor, evidence=(*statement.evidence, evidence))


def _is_told(cols: Columns, cue: Span, source: Span) -> bool:
    """Whether the source only hears it: *jurors were told*, *the court heard*."""
    verb = next((at for at in reversed(range(*cols.tokens(cue))) if cols.pos[at] == "VERB"), -1)
    start, end = cols.tokens(source)
    if verb < 0 or end > verb:
        return False
    lemma = cols.doc[verb].lemma_.lower()
    if lemma == "hear":
        return any(cols.words.has("channels", cols.doc[at].lemma_.lower(), "audience") for at in range(start, end))
    return cols.tag[verb] == "VBN" and _is_passive(cols, verb) and cols.words.has("channels", lemma, "addressed")


def _teller(cols: Columns, cue: Span) -> Span | None:
    """Who tells it, after *by*: *were told by the council*."""
    start, end = cols.tokens(cue)
    agents = (c for at in range(start, end) for c in cols.doc[at].rights if c.dep_ == "agent")
    noun = next((g for agent in agents for g in agent.rights if g.dep_ == "pobj"), None)
    return None if noun is None else cols.span(noun.left_edge.i, noun.right_edge.i + 1)


def _who_is_quoted(cols: Columns, names: Sequence[Name], cue: Span, source: Span) -> Span | None:
    """The subject of *was quoted by* the radio *as saying*, where the words for the source are the outlet's.

    It has a name or is a pronoun: nameless people on whom an outlet relies are told apart later.
    """
    start, end = cols.tokens(source)
    verb = next((at for at in reversed(range(*cols.tokens(cue))) if cols.tag[at] == "VBN" and at < start), -1)
    if (
        verb < 0
        or cols.lower[start - 1] != "by"
        or not cols.words.has("channels", cols.doc[verb].lemma_.lower(), "relay")
    ):
        return None
    after = range(end, min(end + _REACH_OF_SAYING, len(cols) - 1))
    saying = any(cols.lower[at] == "as" and cols.tag[at + 1] == "VBG" for at in after)
    subject = next((c.i for c in cols.doc[verb].lefts if c.dep_ == "nsubjpass"), -1)
    known = subject >= 0 and cols.tag[subject] in ("NNP", "NNPS", "PRP")
    return _who_is(cols, names, subject) if saying and known else None


def _is_hearsay(cols: Columns, source: Span) -> bool:
    """Whether the source is what nobody in particular says: *rumour*, *legend*."""
    words = [cols.doc[at] for at in range(*cols.tokens(source))]
    return bool(words) and len(words) <= 2 and cols.words.has("channels", words[-1].lower_, "hearsay")


def _verb(cols: Columns, cue: Span) -> int:
    """The verb of a cue; -1 if there is none, or if it passes on what somebody else said (*citing*)."""
    start, end = cols.tokens(cue)
    verbs = [at for at in range(start, min(end, len(cols))) if cols.pos[at] == "VERB"]
    relays = any(cols.words.has("channels", cols.doc[at].lemma_.lower(), "relay") for at in range(start, end))
    return verbs[0] if verbs and not relays else -1


def _is_participle(cols: Columns, verb: int) -> bool:
    """*saying*, but not *was saying*."""
    return cols.tag[verb] == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in cols.doc[verb].lefts)


def _is_listener(cols: Columns, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase is the object of *telling* or of a participle: *told The Courier*, *calling them*."""
    if not verb < phrase.start <= verb + 2 or any(cols.tag[i] == "IN" for i in range(verb + 1, phrase.start)):
        return False
    tells = cols.words.has("channels", cols.doc[verb].lemma_.lower(), "addressed")
    return (tells and cols.tag[verb] != "VBN") or _is_participle(cols, verb)


def _is_thing(cols: Columns, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase is an object before a participle, and neither speaks nor can be read."""
    if not _is_participle(cols, verb) or phrase.form != Form.NOMINAL or not phrase.head < verb:
        return False
    before = cols.lower[phrase.start - 1] if phrase.start else ""
    if before in _ABSOLUTE or cols.dep[phrase.head] in _SUBJECTS or phrase.classes & {"human", "collective", "body"}:
        return False
    return not phrase.classes & {"document", "media"} or bool(phrase.classes & {"issued", "voice"})


def _is_addressee(cols: Columns, verb: int, phrase: Phrase) -> bool:
    """Whether the phrase is whom something was sent to: *sent a note to colleagues claiming …*."""
    head = cols.doc[phrase.head]
    sent = head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.pos_ in ("VERB", "NOUN")
    near = phrase.head < verb <= phrase.head + 2 and cols.sentence[phrase.head] == cols.sentence[verb]
    return sent and near and phrase.form == Form.NOMINAL


def _subject_of_many(cols: Columns, verb: int, phrase: Phrase) -> int | None:
    """The subject further up of a verb for many, whose own words name one: *aides fear that Moss lost and warn …*."""
    at = phrase.head
    one = phrase.form is Form.NAME and cols.tag[at] == "NNP" and cols.dep[at] == "nsubj" and cols.dep[verb] == "conj"
    if not one or cols.tag[verb] not in ("VB", "VBP") or cols.head[verb] != cols.head[at]:
        return None
    if any(c.dep_ == "aux" for c in cols.doc[verb].children) or syntax.makes_bare(cols.doc[cols.head[at]]):
        return None
    if any(c.dep_ in ("aux", "cc", "conj") for c in cols.doc[at].children):
        return None
    while cols.head[verb] != verb:
        verb = cols.head[verb]
        subject = next((c.i for c in cols.doc[verb].lefts if c.dep_ == "nsubj"), -1)
        if subject >= 0 and cols.tag[subject] in ("NNS", "NNPS"):
            return subject
    return None


def _actor(cols: Columns, names: Sequence[Name], verb: int, phrase: Phrase) -> Span | None:
    """The words for the subject of the clause, or of the one above it; a name close before if there is none."""
    subject = _subject(cols, verb, phrase)
    if subject is None:
        near = [n for n in names_between(names, max(0, verb - _REACH), verb) if n.end <= min(verb, phrase.start)]
        same = [n for n in near if cols.sentence[n.start] == cols.sentence[verb] and not cols.quoted[n.start]]
        return cols.span(same[-1].lead, same[-1].end) if same else None
    return _who_is(cols, names, subject)


def _who_is(cols: Columns, names: Sequence[Name], subject: int) -> Span | None:
    """The words for a subject that speaks; None for one that does not."""
    span = cols.span(subject, subject + 1)
    for name in names_between(names, max(0, subject - 8), subject + 8):
        if name.start <= subject < name.end:
            return cols.span(name.lead, name.end)
    token = cols.doc[subject]
    span = cols.span(token.left_edge.i, subject + 1)
    read = mentions.read(cols, names, span)
    speaks = len(read) == 1 and (
        read[0].form in (Form.NAME, Form.PRONOUN)
        or bool(read[0].classes & {"human", "collective", "body", "media", "document"})
    )
    return span if speaks else None


def _subject(cols: Columns, verb: int, phrase: Phrase) -> int | None:
    """The subject of the verb or of one that governs it, before both the verb and `phrase`, outside quotations."""
    at = verb
    for _ in range(_STEPS_UP):
        for child in cols.doc[at].lefts:
            if child.dep_ in _SUBJECTS and child.i < phrase.start and cols.quoted[child.i] == cols.quoted[verb]:
                return child.i
        if cols.head[at] == at:
            return None
        at = cols.head[at]
    return None


# ---------------------------------------------------------------- statements without words for their source


def _completed(cols: Columns, names: Sequence[Name], statement: Statement) -> Statement:
    """The statement with the name or pronoun beside its cue or quotation as its source, if there is one."""
    if statement.hides_speaker:
        return statement
    if statement.cue and _is_unsaid_by_passive(cols, statement.cue):
        return _unsaid(statement, statement.cue)
    if statement.cue:
        actor = _beside_cue(cols, names, statement.cue) or _governing(cols, names, statement.cue)
    else:
        actor = _beside_quotation(cols, names, statement)
    if actor is None:
        return _hidden(cols, statement)
    evidence = Evidence("sources/actor/beside", actor, "the words beside those that pass it on", FoundBy.SOURCES)
    return replace(statement, source=actor, evidence=(*statement.evidence, evidence))


def _hidden(cols: Columns, statement: Statement) -> Statement:
    """The statement, marked where its cue hides who says so: *was reported*, *rumours*."""
    if statement.cue is None or not _hides(cols, statement.cue):
        return statement
    return _unsaid(statement, statement.cue)


def _unsaid(statement: Statement, cue: Span) -> Statement:
    """The statement without a source, marked as one whose cue hides who says so."""
    what = "passed on, and nobody is said to say so"
    evidence = Evidence("sources/nobody", cue, what, FoundBy.SOURCES, RuleKind.HEDGE)
    return replace(statement, source=None, evidence=(*statement.evidence, evidence))


def _hides(cols: Columns, cue: Span) -> bool:
    """Whether a cue is a passive without an agent (*was reported*) or a noun for what has no author (*rumours*)."""
    for at in range(*cols.tokens(cue)):
        word = cols.doc[at].lemma_.lower()
        if cols.pos[at] != "VERB" and cols.words.has("channels", word, "hearsay"):
            return True
        if cols.tag[at] == "VBN" and cols.words.has("channels", word, "hidden") and _is_passive(cols, at):
            return cols.dep[at] != "relcl" and not any(c.dep_ == "agent" for c in cols.doc[at].rights)
    return False


def _is_unsaid_by_passive(cols: Columns, cue: Span) -> bool:
    """Whether the cue is a verb of telling in the passive without an agent: *residents were told*, *when told that*."""
    for at in range(*cols.tokens(cue)):
        if cols.tag[at] == "VBN" and cols.words.has("channels", cols.doc[at].lemma_.lower(), "addressed"):
            bare = cols.dep[at] == "advcl" and not any(c.dep_ in ("aux", "nsubj") for c in cols.doc[at].lefts)
            by = any(c.dep_ == "agent" for c in cols.doc[at].rights)
            return not by and (bare or _is_passive(cols, at))
    return False


def _beside_cue(cols: Columns, names: Sequence[Name], cue: Span) -> Span | None:
    """*said the retired captain Lee Moss*; *Moss:*; *Moss, 53, said*; *he said*."""
    start, end = cols.tokens(cue)
    if cols.text[start] == ":":
        return _name_before(cols, names, start)
    verb = _verb(cols, cue)
    after = _name_after(cols, names, end) if verb >= 0 and cols.tag[verb] in (*_FINITE, "VBN") else None
    if after is not None or verb < 0 or cols.tag[verb] not in _FINITE:
        return after
    subject = next((c.i for c in cols.doc[verb].lefts if c.dep_ == "nsubj"), -1)
    if subject >= 0 and cols.tag[subject] in ("PRP", "WP") and cols.quoted[subject] == cols.quoted[verb]:
        return cols.span(subject, subject + 1)
    return _name_before(cols, names, start)


def _governing(cols: Columns, names: Sequence[Name], cue: Span) -> Span | None:
    """*Moss, urging calm, left*; *After attacking Vane, Moss left*: the subject of the clause that the cue hangs on."""
    verb = _verb(cols, cue)
    if verb < 0 or cols.tag[verb] not in _ACTIVE or _is_passive(cols, verb):
        return None
    at = verb
    for _ in range(_STEPS_UP):
        subject = next((c.i for c in cols.doc[at].lefts if c.dep_ == "nsubj"), -1)
        if subject >= 0:
            told = cols.quoted[subject] != cols.quoted[verb] or cols.sentence[subject] != cols.sentence[verb]
            return None if told else _who_is(cols, names, subject)
        if cols.head[at] == at or cols.dep[at] not in _HANGING:
            return None
        at = cols.head[at]
    return None


def _is_passive(cols: Columns, verb: int) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in cols.doc[verb].lefts)


def _beside_quotation(cols: Columns, names: Sequence[Name], statement: Statement) -> Span | None:
    """*Moss: “…”*, *Moss echoed: “…”*; *“…” Moss answers*, *“…” said Moss*."""
    start, _ = cols.tokens(statement.content[0])
    _, end = cols.tokens(statement.content[-1])
    at = start
    while at > 0 and cols.pos[at - 1] == "PUNCT" and cols.text[at - 1] != ":":
        at -= 1
    if at > 1 and cols.text[at - 1] == ":":
        stop = at - 1
        return _name_before(cols, names, stop) or _name_before(cols, names, stop - (cols.tag[stop - 1] in _FINITE))
    while end < len(cols) and cols.pos[end] == "PUNCT" and cols.block[end] == cols.block[start]:
        end += 1
    if end < len(cols) and cols.tag[end] in _FINITE:
        return _name_after(cols, names, end + 1)
    after = _name_after(cols, names, end)
    if after is None:
        return None
    last, (_, stop) = end - 1, cols.tokens(after)
    if cols.word(stop) == "," and cols.word(stop + 1).isdigit() and cols.word(stop + 2) == ",":
        stop += 3  # Moss, 53, answers
    if (
        stop < len(cols)
        and cols.words.has("cues", cols.doc[stop].lemma_.lower(), "gesture")
        and not _goes_on(cols, last)
    ):
        return None  # “You lied.” Moss sighed.
    return after if stop < len(cols) and cols.tag[stop] in _FINITE else None


def _goes_on(cols: Columns, at: int) -> bool:
    """Whether a quotation whose closing mark is at `at` ends in a comma, so that its sentence goes on."""
    return "," in (cols.text[at], cols.word(at - 1))


def _name_before(cols: Columns, names: Sequence[Name], end: int) -> Span | None:
    """The name that ends at `end`, or before an apposition that does: *Moss, 53,*."""
    near = [n for n in names_between(names, max(0, end - _REACH), end) if cols.block[n.start] == cols.block[end]]
    while len(near) > 1 and near[-1].end < end and cols.tag[near[-1].lead - 1] == "IN":
        near.pop()  # Moss, also of Harbour Road,
    if not near or cols.quoted[near[-1].start]:
        return None
    name = near[-1]
    closed = cols.text[end - 1] == "," and cols.text[name.end] == ","
    return cols.span(name.lead, name.end) if name.end == end or closed else None


def _name_after(cols: Columns, names: Sequence[Name], start: int) -> Span | None:
    """The name that begins at `start`, or after words that describe it: *retired captain* Lee Moss."""
    at = start
    while at < len(cols) and at < start + _LONGEST_DESCRIPTION and cols.tag[at] in _DESCRIBING:
        at += 1
    near = names_between(names, start, min(len(cols), at + _REACH))
    if start >= len(cols) or not near or near[0].lead > at or cols.block[near[0].start] != cols.block[start - 1]:
        return None
    return None if cols.quoted[near[0].start] else cols.span(near[0].lead, near[0].end)
