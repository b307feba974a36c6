"""Noun phrases that may stand for a source, read by a small grammar of their own.

The parser is trusted with where phrases are, not with what is inside them: names in apposition, titles and
long descriptions are where a small model fails, and where a left-to-right reading with word lists does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.mentions import cores, nouns
from auditor.analysis.sources.mentions import descriptions as beside
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS, Determiner
from auditor.analysis.sources.names.names import Name, names_between
from auditor.base.spans import Span
from auditor.language.function_words import AND, GENITIVE, REFLEXIVES, RELATIVES
from auditor.records.sourcing import Form

_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
_POSSESSIVE_TAGS = frozenset({"PRP$", "WP$"})
_MODIFIER_TAGS = frozenset({"NN", "JJ", "NNP"})
_DASHES = frozenset({"—", "–", "--", "-", ":"})
_ENDINGS = REFLEXIVES | GENITIVE
_LEADING_TAGS = frozenset({"IN", "TO", "CC", "RB"})
_BETWEEN_NAMES = AND | {",", "both"}
_OPENS_LIST = frozenset({"like", "including", "as"})
_COMPLEMENTS = frozenset({"of", "for", "from", "with"})
_REACH_OF_COMPLEMENT = 12
_REACH_OF_APPOSITION = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; `start` to `end` are the tokens of its core, up to a preposition, comma or clause."""

    span: Span
    form: Form
    start: int
    end: int
    head: int
    """The token that counts: last of the name, the noun, the pronoun."""
    noun: str = ""
    """The head noun in the singular, or the pronoun."""
    classes: frozenset[str] = frozenset()
    plural: bool = False
    determiner: Determiner = Determiner.NONE
    """`definite`, `indefinite`, `possessive`, or empty where there is none."""
    name: int = -1
    """Number of the name that it is, in the list of names; -1 if it is none."""
    owner: int = -1
    """Number of the name whose it is (*the Vane campaign*, *a spokesman for Vane*); -1 if none."""
    owner_pronoun: int = -1
    """Token of the pronoun whose it is (*his campaign*); -1 if none."""
    modifiers: frozenset[str] = frozenset()
    description: Span | None = None
    """Of a name: the words beside it that say who it is. Of a nominal: its words."""
    roles: tuple[beside.Role, ...] = ()
    """Of a name: the nouns that describe it, each with the words before it."""
    count: int | None = None
    several: bool = False
    statement: int = -1
    """Number of the statement whose source it is, -1 for any other phrase."""


# ---------------------------------------------------------------- the words that name a statement's source


def read(page: Page, names: Sequence[Name], span: Span, statement: int = -1) -> tuple[Phrase, ...]:
    """What `span` is: one phrase, or one for each of several named people joined by *and*."""
    start, end = _trimmed(page, *page.tokens(span))
    if start >= end:
        return ()
    first = _guessed(page, _phrase(page, names, start, end))
    phrases = [first]
    if first.form == Form.NAME:
        phrases += _joined_names(page, names, first.end, end)
    elif first.plural and first.form == Form.NOMINAL and first.classes & {"human", "body"} and not first.several:
        phrases = _listed_names(page, names, first.end, end) or phrases
    whole = len(phrases) == 1 and not (first.form == Form.NOMINAL and first.start > start)
    return tuple(replace(p, span=span if whole else page.span(p.start, p.end), statement=statement) for p in phrases)


def _trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    """Without marks, prepositions and adverbs before the phrase, and without marks and *himself* after it."""
    while start < end - 1 and (page.pos[start] in ("PUNCT", "SPACE") or page.tag[start] in _LEADING_TAGS):
        start += 1
    while end - 1 > start and (
        page.pos[end - 1] in ("PUNCT", "SPACE") or page.tag[end - 1] == "POS" or page.lower[end - 1] in _ENDINGS
    ):
        end -= 1
    return start, end


def _joined_names(page: Page, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The names in a row from `start`: Moss in *Vane and Moss*, both in *the rivals, Vane and Moss*."""
    found: list[Phrase] = []
    at = start
    for name in names_between(names, start, end):
        if any(page.lower[i] not in _BETWEEN_NAMES for i in range(at, name.lead)):
            break
        found.append(_named(page, names, name, name.lead))
        at = name.end
    joined = bool(found) and any(page.lower[i] in AND for i in range(start, found[-1].start))
    return found if joined else []


def _listed_names(page: Page, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The names in *rivals such as Moss*, *the leaders, Rosa Vane, the whip, and Lee Moss*; a place names nobody."""
    before = (*_OPENS_LIST, ",", "—", ":")
    opened = [n for n in names_between(names, start, end) if page.lower[n.lead - 1] in before]
    if not opened or page.words.has("organizations", opened[0].key, "place"):
        return []
    at = opened[0].lead
    listed = [n for n in names_between(names, at, end) if n is opened[0] or page.lower[n.lead - 1] in _BETWEEN_NAMES]
    named = page.lower[at - 1] in _OPENS_LIST or any(page.lower[n.lead - 1] in AND for n in listed)
    return [_named(page, names, n, n.lead) for n in listed] if named else []


def _guessed(page: Page, phrase: Phrase) -> Phrase:
    """A source of whom no word list knows the noun is somebody if it ends as nouns for people do."""
    if phrase.form != Form.NOMINAL or phrase.classes or page.tag[phrase.head] not in ("NN", "NNS"):
        return phrase
    return replace(phrase, classes=frozenset({"human"})) if nouns.sounds_human(page, phrase.noun) else phrase


def _phrase(page: Page, names: Sequence[Name], start: int, end: int) -> Phrase:
    opens_name = any(n.lead == start for n in names_between(names, start, end))
    if _is_pronoun(page, start, end) and not opens_name:
        return _pronoun(page, start, end)
    core = cores.end_of(page, names, start, end)
    name = (
        _name_ending(page, names, start, core)
        or _name_after_title(page, names, start, core, end)
        or _name_in_apposition(page, names, start, core, end)
        or _name_given(page, names, core, end)
    )
    return _named(page, names, name, start) if name is not None else _nominal(page, names, start, core, end)


def _is_pronoun(page: Page, start: int, end: int) -> bool:
    """Whether a pronoun stands on its own; *his campaign* and *that firm* do not."""
    word, tag = page.lower[start], page.tag[start]
    if tag not in _PRONOUN_TAGS and word not in RELATIVES:
        return False
    noun_follows = start + 1 < end and page.tag[start + 1] in (*NOUN_TAGS, "JJ", "CD", "VBN", "VBG", "RBS")
    return not (noun_follows and (tag in _POSSESSIVE_TAGS or word in ("that", "which", "her")))


def _pronoun(page: Page, start: int, end: int) -> Phrase:
    return Phrase(page.span(start, end), Form.PRONOUN, start, start + 1, start, noun=page.lower[start])


# ---------------------------------------------------------------- the name in a phrase


def _name_ending(page: Page, names: Sequence[Name], start: int, end: int) -> Name | None:
    """The name at the end of the core, so that what stands before it describes it."""
    if page.text[end - 1] == ")" and end - start > 3 and page.text[end - 3] == "(":
        end -= 3  # Rep. Lee Moss (D), a critic
    inside = names_between(names, start, end)
    return inside[-1] if inside and inside[-1].end == end else None


def _name_after_title(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Name | None:
    """The name in *director of government affairs Lee Moss*: a role, *of* something, and a name at once."""
    noun, plural = nouns.singular(page, core - 1)
    thing = nouns.classes(page, noun, core - 1) & {"document", "body", "collective"}
    if core >= end or page.lower[core] != "of" or page.tag[start] == "DT" or plural or thing:
        return None
    stop = cores.end_of(page, names, core + 1, end)
    name = _name_ending(page, names, core + 1, stop)
    return name if name is not None and name.lead > core + 1 and page.text[name.lead - 1] != "the" else None


def _name_in_apposition(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Name | None:
    """The name in *the finance minister, Lee Moss,* or *the secretary of the Treasury, Rosa Vane, who …*"""
    head = _head(page, start, core)
    noun, plural = nouns.singular(page, head)
    unknown = page.tag[head] == "NN" and not nouns.classes(page, noun, head)
    further = page.words.has("numbers", noun, "new")  # and a third, Lee Moss,
    if plural or not (unknown or further or nouns.is_role(page, head)):
        return None
    for name in names_between(names, core, _apposition_limit(page, start, end)):
        before = name.lead - 1
        while before > core and page.tag[before] in (*_MODIFIER_TAGS, "PRP$", "DT", "POS"):
            before -= 1  # her introducer, actress Rosa Vane
        closed = (
            name.end == end
            or page.word(name.end) in (",", ".", "(", "—", "–", "--")
            or (name.end < end and page.tag[name.end] in ("WP", "CC", "IN", ":"))
        )
        if closed and page.text[before] in (",", *_DASHES):
            return name
    return None


def _apposition_limit(page: Page, start: int, end: int) -> int:
    """How far a name may stand from the words for a source: *said its head*, Lee Moss, but not *according to* it."""
    if page.word(end) != "," or page.lower[max(0, start - 1)] == "to":
        return end
    return min(end + _REACH_OF_APPOSITION, len(page))


def _name_given(page: Page, names: Sequence[Name], core: int, end: int) -> Name | None:
    """The name in *a worker named Lee Moss*."""
    if core + 1 >= end or not page.words.has("not-names", page.lower[core], "naming"):
        return None
    return next((n for n in names_between(names, core + 1, end) if n.lead == core + 1), None)


def _named(page: Page, names: Sequence[Name], name: Name, start: int) -> Phrase:
    """The phrase of a name, described by what stands from `start` to it and after it."""
    return Phrase(
        page.span(name.lead, name.end),
        Form.NAME,
        name.lead,
        name.end,
        name.end - 1,
        name=bisect_left(names, name.start, key=lambda n: n.start),
        description=beside.description(page, start, name),
        roles=beside.roles(page, start, name),
        modifiers=frozenset(page.lower[start : name.lead]),
    )


# ---------------------------------------------------------------- descriptions


def _nominal(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Phrase:
    """*the spokesman*, *two people familiar with …*, *a number of officials*, *his campaign*."""
    start = _with_number(page, start)
    outer = _head(page, start, core)
    if page.words.has("documents", page.lower[outer], "talks") and core + 1 < end and page.lower[core] == "with":
        return _nominal(page, names, core + 1, cores.end_of(page, names, core + 1, end), end)
    head = _counted(page, names, outer, core, end)
    noun, plural = nouns.singular(page, head)
    one = head != outer and page.lower[outer] == "one"
    owner, owner_pronoun = _owner(page, names, start, core, end, head)
    classes = _classes(page, noun, outer, head, core, end)
    count, several = nouns.count(page, start, outer, plural and not one)
    return Phrase(
        page.span(start, end),
        Form.NOMINAL,
        start,
        max(core, head + 1),
        head,
        noun=noun,
        classes=classes,
        plural=not one and (plural or head != outer or "collective" in classes),
        determiner=Determiner.INDEFINITE
        if one
        else Determiner.POSSESSIVE
        if owner_pronoun >= 0
        else nouns.determiner(page.lower[core + 1 if head != outer else start]),
        owner=owner,
        owner_pronoun=owner_pronoun,
        modifiers=frozenset(
            page.lower[i]
            for i in range(core if head != outer else start, head)
            if page.pos[i] not in ("DET", "PUNCT", "ADP") and not noun.startswith(page.lower[i] + " ")
        ),
        description=page.span(start, end),
        count=count,
        several=several,
    )


def _with_number(page: Page, start: int) -> int:
    """Where the phrase begins if a number opens the sentence and only modifiers stand between: *Two former* clerks."""
    at = start
    while at > 0 and at not in page.starts and page.tag[at - 1] in ("NN", "JJ", "VBN", "CD"):
        at -= 1
    return at if at < start and page.tag[at] == "CD" and at in page.starts else start


def _head(page: Page, start: int, core: int) -> int:
    for at in range(core - 1, start - 1, -1):
        if page.tag[at] in (*NOUN_TAGS, "CD") or page.lower[at] in ("%", "old"):
            return at
    return start if page.words.has("groups", page.lower[start], "quantifier") else core - 1  # those close to Vane


def _counted(page: Page, names: Sequence[Name], head: int, core: int, end: int) -> int:
    """The noun that is counted: *officials* in *a number of officials*; `head` itself where nothing is."""
    if core + 1 >= end or page.lower[core] != "of" or not page.words.has("groups", page.lower[head], "quantity"):
        return head
    if page.lower[head] == "members" and head > 0 and page.words.has("numbers", page.lower[head - 1]):
        return head  # several members of the committee
    return _head(page, core + 1, cores.end_of(page, names, core + 1, end))


def _classes(page: Page, noun: str, outer: int, head: int, core: int, end: int) -> frozenset[str]:
    found = set(nouns.classes(page, noun, head))
    share = core + 1 < end and page.lower[core] in ("in", "out") and page.tag[core - 1] == "CD"  # four in 10 voters
    asked = page.words.has("groups", page.word(head + 1), "asked") or page.words.has("groups", noun, "asked")
    if share or asked or page.words.has("groups", nouns.singular(page, outer)[0], "respondents"):
        found.add("respondents")
    if "mouthpiece" in found and page.word(core) == "for":
        found.add("spokesperson")
    return frozenset(found)


def _owner(page: Page, names: Sequence[Name], start: int, core: int, end: int, head: int) -> tuple[int, int]:
    """Whose it is: a name before the head or after *for*, no place; or the token of a possessive pronoun."""
    pronoun = next((at for at in range(start, min(head + 1, end)) if page.tag[at] in _POSSESSIVE_TAGS), -1)
    if pronoun >= 0:
        return -1, pronoun
    inside = [n for n in names_between(names, start, end) if not page.words.has("organizations", n.key, "place")]
    owner = next((n for n in reversed(inside) if n.end <= head), None)
    if owner is None and core < end and page.lower[core] in ("for", "of", "at", "in", "with", "from", "by"):
        owner = next((n for n in inside if n.start > core), None)
        direct = owner is not None and all(
            page.tag[i] in ("DT", "PRP$", "POS", *_MODIFIER_TAGS) for i in range(core + 1, owner.lead)
        )
        owner = owner if direct else None
    return (bisect_left(names, owner.start, key=lambda n: n.start) if owner is not None else -1), -1


# ---------------------------------------------------------------- phrases elsewhere in the article


def scan(page: Page, names: Sequence[Name]) -> list[Phrase]:
    """Names, descriptions of people, bodies and documents, and personal pronouns of the article, in order."""
    found = [_named(page, names, name, beside.start_of_modifiers(page, name)) for name in names]
    taken = {at for p in found for at in range(p.start, p.end)}
    for chunk in page.doc.noun_chunks:
        start, head = chunk.start, chunk.root.i
        if head in taken:
            continue
        if page.tag[start] in ("PRP", "PRP$") and not page.quoted[start]:
            found.append(_pronoun(page, start, start + 1))
        if page.tag[head] in NOUN_TAGS:
            phrase = _nominal(page, names, start, head + 1, _complement_end(page, head))
            if phrase.classes:
                found.append(phrase)
    return sorted(found, key=lambda p: p.head)


def _complement_end(page: Page, head: int) -> int:
    """The end of the phrase with what follows *of*, *for* or *familiar*."""
    end = head + 1
    if page.word(end) in _COMPLEMENTS or page.words.has("groups", page.word(end), "complement"):
        while (
            end < min(head + _REACH_OF_COMPLEMENT, len(page))
            and page.pos[end] != "PUNCT"
            and page.tag[end] not in ("VBD", "VBZ", "MD", "WP", "WDT")
        ):
            end += 1
    return end
