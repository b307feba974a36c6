"""Noun phrases that may stand for a source, read by a small grammar of their own.

The parser is trusted with where phrases are, not with what is inside them: names in apposition, titles and
long descriptions are where a small model fails, and where a left-to-right reading with word lists does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import apposed, beyond, cores, descriptions, joint, nouns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS, Determiner
from auditor.analysis.sources.names.names import Name, names_between
from auditor.base.spans import Span, hull
from auditor.language.function_words import AND, GENITIVE, REFLEXIVES, RELATIVES
from auditor.records.sourcing import Form

_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
_POSSESSIVE_TAGS = frozenset({"PRP$", "WP$"})
_ENDINGS = REFLEXIVES | GENITIVE
_BEFORE_NOUNS = frozenset({*NOUN_TAGS, "JJ", "JJR", "JJS", "CD", "VBN", "VBG", "RBS"})
_LEADING_TAGS = frozenset({"IN", "TO", "CC", "RB"})
_BETWEEN_NAMES = AND | {",", "both"}
_OPENS_LIST = frozenset({"like", "as"})
_COMPLEMENTS = frozenset({"of", "for", "from", "with"})
_REACH_OF_COMPLEMENT = 12
_PLACED = frozenset({"on", "at"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; `start` to `end` are the tokens of its core, up to a preposition, comma or clause."""

    span: Span
    form: Form
    start: int
    end: int
    head: int
    """The token that heads it: the last of a name, the noun of a description, or the pronoun."""
    noun: str = ""
    """The head noun in the singular, or the pronoun."""
    classes: frozenset[str] = frozenset()
    plural: bool = False
    determiner: Determiner = Determiner.NONE
    """`definite`, `indefinite`, `possessive`, or empty where there is none."""
    name: int = -1
    """Number of the name that it is, in the list of names; -1 if it is none."""
    owner: int = -1
    """Number of its owner's name (Vane, for *the Vane campaign*, *a spokesman for Vane*); -1 if none."""
    owner_pronoun: int = -1
    """The token of the possessive pronoun for its owner (*his campaign*); -1 if none."""
    modifiers: frozenset[str] = frozenset()
    description: Span | None = None
    """Of a name: the words beside it that say who it is. Of a nominal: its words."""
    roles: tuple[descriptions.Role, ...] = ()
    """Of a name: the nouns that describe it, each with the words before it."""
    count: int | None = None
    several: bool = False
    statement: int = -1
    """Number of the statement whose source it is, -1 for any other phrase."""


# ---------------------------------------------------------------- the words that name a statement's source


def read(cols: Columns, names: Sequence[Name], span: Span, statement: int = -1) -> tuple[Phrase, ...]:
    """The phrase that `span` is, or one for each of several sources that it joins or lists."""
    start, end = cores.past_participle(cols, names, *_trimmed(cols, *cols.tokens(span)))
    if start >= end:
        return ()
    ranges = joint.parts(cols, names, start, end)
    phrases = [p for part in ranges for p in _read_one(cols, names, *part)]
    first = phrases[0]
    if len(phrases) == 1 and "human" in first.classes and (count := joint.total(cols, names, start, end)):
        phrases = [replace(first, count=count, plural=True)]
    whole = len(phrases) == 1 and not (first.form == Form.NOMINAL and first.start > max(start, ranges[0][0]))
    return tuple(replace(p, span=span if whole else _own_span(cols, p), statement=statement) for p in phrases)


def read_further(cols: Columns, names: Sequence[Name], span: Span, statement: int) -> tuple[Phrase, ...]:
    """The phrases of further sources after the words `span` of a source that ends its clause."""
    ranges = beyond.further(cols, names, *_trimmed(cols, *cols.tokens(span)))
    phrases = [p for part in ranges for p in _read_one(cols, names, *part)]
    return tuple(replace(p, span=_own_span(cols, p), statement=statement) for p in phrases)


def _own_span(cols: Columns, phrase: Phrase) -> Span:
    return hull((cols.span(phrase.start, phrase.end), phrase.span)) if phrase.form == Form.NOMINAL else phrase.span


def _read_one(cols: Columns, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The phrase from `start` to `end`, or one for each name that it joins or lists."""
    first = _guessed(cols, _phrase(cols, names, start, end))
    phrases = [first]
    if first.form == Form.NAME:
        phrases += _joined_names(cols, names, first.end, end)
    elif first.plural and first.form == Form.NOMINAL and first.classes & {"human", "body"} and not first.several:
        phrases = _listed_names(cols, names, first.end, end) or phrases
    return phrases


def _trimmed(cols: Columns, start: int, end: int) -> tuple[int, int]:
    """Without marks, prepositions and adverbs before it, and without marks, *himself* and what tells when after it."""
    while start < end - 1 and (cols.pos[start] in ("PUNCT", "SPACE") or cols.tag[start] in _LEADING_TAGS):
        start += 1
    while end - 1 > start and (
        cols.pos[end - 1] in ("PUNCT", "SPACE")
        or cols.tag[end - 1] == "POS"
        or cols.lower[end - 1] in _ENDINGS
        or _is_of_verb(cols, end - 1)
    ):
        end -= 1
    return start, end


def _is_of_verb(cols: Columns, at: int) -> bool:
    """Whether the last word says when somebody speaks and belongs to the verb after it: *the mayor today said*."""
    other = cols.text[at][:1].islower() or cols.words.has("not-names", cols.lower[at], "calendar")
    return other and cols.dep[at] in ("npadvmod", "advmod") and cols.head[at] > at


def _joined_names(cols: Columns, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The names in a row from `start`: Moss in *Vane and Moss*, both in *the rivals, Vane and Moss*."""
    found: list[Phrase] = []
    at = start
    for name in names_between(names, start, end):
        if any(cols.lower[i] not in _BETWEEN_NAMES for i in range(at, name.lead)):
            break
        found.append(_named(cols, names, name, name.lead))
        at = name.end
    joined = bool(found) and any(cols.lower[i] in AND for i in range(start, found[-1].start))
    return found if joined else []


def _listed_names(cols: Columns, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The names in *rivals such as Moss*, *the leaders, Rosa Vane, the whip, and Lee Moss*; a place names nobody."""
    before = (*_OPENS_LIST, ",", "—", ":")
    opened = [n for n in names_between(names, start, end) if cols.lower[n.lead - 1] in before]
    if not opened or cols.words.has("organizations", opened[0].key, "place"):
        return []
    at = opened[0].lead
    listed = [n for n in names_between(names, at, end) if n is opened[0] or cols.lower[n.lead - 1] in _BETWEEN_NAMES]
    named = cols.lower[at - 1] in _OPENS_LIST or any(cols.lower[n.lead - 1] in AND for n in listed)
    return [_named(cols, names, n, n.lead) for n in listed] if named else []


def _guessed(cols: Columns, phrase: Phrase) -> Phrase:
    """`phrase`, taken for somebody if no word list knows its noun and it ends or speaks as nouns for people do."""
    if phrase.form != Form.NOMINAL or phrase.classes or cols.tag[phrase.head] not in ("NN", "NNS"):
        return phrase
    few = (phrase.count or 0) > 1
    new = few == phrase.plural and (few or phrase.determiner is Determiner.INDEFINITE)
    somebody = nouns.sounds_human(cols, phrase.noun) or (new and nouns.speaks(cols, phrase.noun, phrase.head))
    return replace(phrase, classes=frozenset({"human"})) if somebody else phrase


def _phrase(cols: Columns, names: Sequence[Name], start: int, end: int) -> Phrase:
    opens_name = any(n.lead == start for n in names_between(names, start, end))
    if _is_pronoun(cols, start, end) and not opens_name:
        return _pronoun(cols, start, end)
    core = _past_owners(cols, names, start, cores.end_of(cols, names, start, end), end)
    name = (
        apposed.ending(cols, names, start, core)
        or apposed.outlet(cols, names, start, core)
        or apposed.after_title(cols, names, start, core, end)
        or apposed.name(cols, names, start, _head(cols, start, core), core, end)
        or apposed.given(cols, names, core, end)
    )
    return _named(cols, names, name, start) if name is not None else _nominal(cols, names, start, core, end)


def _past_owners(cols: Columns, names: Sequence[Name], start: int, core: int, end: int) -> int:
    """Where the core ends that goes on over a second owner of a document: *Ada and Lee Moss’s will*; else `core`."""
    second = next((n for n in names_between(names, core, end) if n.lead == core + 1), None)
    if second is None or cols.lower[core] not in AND or cols.word(second.end) not in GENITIVE or second.end + 1 >= end:
        return core
    stop = cores.end_of(cols, names, second.end + 1, end)
    noun, _ = nouns.singular(cols, stop - 1)
    both = apposed.ending(cols, names, start, core) is not None and "document" in nouns.classes(cols, noun, stop - 1)
    return stop if both else core


def _is_pronoun(cols: Columns, start: int, end: int) -> bool:
    """Whether a pronoun stands on its own; *his campaign* and *that firm* do not."""
    word, tag = cols.lower[start], cols.tag[start]
    if tag not in _PRONOUN_TAGS and word not in RELATIVES:
        return False
    noun_follows = start + 1 < end and cols.tag[start + 1] in _BEFORE_NOUNS
    return not (noun_follows and (tag in _POSSESSIVE_TAGS or word in ("that", "which", "her")))


def _pronoun(cols: Columns, start: int, end: int) -> Phrase:
    return Phrase(cols.span(start, end), Form.PRONOUN, start, start + 1, start, noun=cols.lower[start])


# ---------------------------------------------------------------- names and descriptions


def _named(cols: Columns, names: Sequence[Name], name: Name, start: int) -> Phrase:
    """The phrase of a name, described by what stands from `start` to it and after it."""
    return Phrase(
        cols.span(name.lead, name.end),
        Form.NAME,
        name.lead,
        name.end,
        name.end - 1,
        name=bisect_left(names, name.start, key=lambda n: n.start),
        description=descriptions.description(cols, start, name),
        roles=descriptions.roles(cols, start, name),
        modifiers=frozenset(cols.lower[start : name.lead])
        | {word for word in cols.lower[name.lead : name.start] if descriptions.is_charge(cols, word)}
        | descriptions.genitives(cols, start, name.lead)
        | descriptions.charge(cols, name.end - 1),
    )


def _nominal(cols: Columns, names: Sequence[Name], start: int, core: int, end: int) -> Phrase:
    """*the spokesman*, *two people familiar with …*, *a number of officials*, *his campaign*."""
    start = _with_number(cols, start)
    outer = _head(cols, start, core)
    if cols.words.has("documents", cols.lower[outer], "talks") and core + 1 < end and cols.lower[core] == "with":
        return _nominal(cols, names, core + 1, cores.end_of(cols, names, core + 1, end), end)
    issuer = _issuer(cols, names, outer, core, end)
    if issuer is not None:
        return issuer
    head = _counted(cols, names, outer, core, end)
    noun, plural = nouns.singular(cols, head)
    one = head != outer and cols.lower[outer] == "one"
    owner, owner_pronoun = _owner(cols, names, start, core, end, head)
    classes = _classes(cols, noun, outer, head, core, end)
    count, several = nouns.count(cols, start, outer, plural and not one)
    noun = nouns.in_full(cols, head, noun)
    return Phrase(
        cols.span(start, end),
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
        else _determiner(cols, core + 1 if head != outer else start, noun, plural),
        owner=owner,
        owner_pronoun=owner_pronoun,
        modifiers=frozenset(
            cols.lower[i]
            for i in range(core if head != outer else start, head)
            if cols.pos[i] not in ("DET", "PUNCT", "ADP") and not noun.startswith(cols.lower[i] + " ")
        )
        | descriptions.genitives(cols, start, head)
        | descriptions.charge(cols, head),
        description=cols.span(start, end),
        count=count,
        several=several,
    )


def _determiner(cols: Columns, start: int, noun: str, plural: bool) -> Determiner:
    """With what it begins; an age alone, *40-year-old said*, is said of somebody known."""
    aged = noun == "year-old" and not plural and cols.tag[start] == "CD" and start in cols.starts
    bare = aged and cols.block[start] not in cols.headline
    return Determiner.DEFINITE if bare else nouns.determiner(cols.lower[start])


def _issuer(cols: Columns, names: Sequence[Name], head: int, core: int, end: int) -> Phrase | None:
    """The body whose words a statement is: *a palace statement*, *a statement on the council's website*."""
    document, _ = nouns.singular(cols, head)
    if not cols.words.has("documents", document, "issued") or cols.tag[head] != "NN":
        return None
    before = head - document.count(" ") - 1
    if before >= 0 and cols.tag[before] == "NN" and "body" in nouns.classes(cols, cols.lower[before], before):
        start = before - (before > 0 and cols.tag[before - 1] == "NNP")
        return replace(_nominal(cols, names, start, before + 1, before + 1), determiner=Determiner.DEFINITE)
    at = core + (core + 1 < end and cols.text[core] == "," and cols.tag[core + 1] == "VBN")
    at = cores.past_when(cols, at + (at < end and cols.tag[at] == "VBN"), end)
    if at + 1 >= end:
        return None
    if cols.lower[at] in _PLACED:
        return _host(cols, names, at + 1, end)
    if cols.lower[at] not in ("by", "from"):
        return None
    stop = cores.end_of(cols, names, at + 1, end)
    noun = _head(cols, at + 1, stop)
    classes = nouns.classes(cols, nouns.singular(cols, noun)[0], noun)
    known = classes & {"body", "collective"} and cols.tag[noun] == "NN"
    return _nominal(cols, names, at + 1, stop, end) if known else None


def _host(cols: Columns, names: Sequence[Name], start: int, end: int) -> Phrase | None:
    """The body whose site it is, from `start` on: *the embassy's website*, *the website of the council*."""
    stop = cores.end_of(cols, names, start, end)
    site = _head(cols, start, stop)
    if not cols.words.has("documents", cols.lower[site], "site"):
        return None
    if stop + 1 < end and cols.lower[stop] == "of":
        start, site = stop + 1, cores.end_of(cols, names, stop + 1, end)
    while site > start and (cols.lower[site - 1] in GENITIVE or cols.tag[site - 1] == "JJ"):
        site -= 1
    if site <= start:
        return None
    host = _phrase(cols, names, start, site)
    known = host.form is Form.NOMINAL and host.determiner is not Determiner.INDEFINITE and "body" in host.classes
    return host if known or host.form is Form.NAME else None


def _with_number(cols: Columns, start: int) -> int:
    """Where the phrase begins if a number opens the sentence and only modifiers stand between: *Two former* clerks."""
    at = start
    while at > 0 and at not in cols.starts and cols.tag[at - 1] in ("NN", "JJ", "VBN", "CD"):
        at -= 1
    return at if at < start and cols.tag[at] == "CD" and at in cols.starts else start


def _head(cols: Columns, start: int, core: int) -> int:
    """The noun that heads the core; none in brackets after it: the *commissioner* (traffic)."""
    for at in range(descriptions.before_brackets(cols, core - 1, start), start - 1, -1):
        if cols.tag[at] in (*NOUN_TAGS, "CD") or cols.lower[at] in ("%", "old"):
            return at
    return start if cols.words.has("groups", cols.lower[start], "quantifier") else core - 1  # those close to Vane


def _counted(cols: Columns, names: Sequence[Name], head: int, core: int, end: int) -> int:
    """The noun that is counted: *officials* in *a number of officials*; `head` itself where nothing is."""
    if core + 1 >= end or cols.lower[core] != "of" or not cols.words.has("groups", cols.lower[head], "quantity"):
        return head
    if cols.lower[head] == "members" and head > 0 and cols.words.has("numbers", cols.lower[head - 1]):
        return head  # several members of the committee
    return _head(cols, core + 1, cores.end_of(cols, names, core + 1, end))


def _classes(cols: Columns, noun: str, outer: int, head: int, core: int, end: int) -> frozenset[str]:
    found = set(nouns.classes(cols, noun, head))
    share = core + 1 < end and cols.lower[core] in ("in", "out") and cols.tag[core - 1] == "CD"  # four in 10 voters
    asked = cols.words.has("groups", cols.word(head + 1), "asked") or cols.words.has("groups", noun, "asked")
    if share or asked or cols.words.has("groups", nouns.singular(cols, outer)[0], "respondents"):
        found.add("respondents")
    if "mouthpiece" in found and cols.word(core) == "for":
        found.add("spokesperson")
    return frozenset(found)


def _owner(cols: Columns, names: Sequence[Name], start: int, core: int, end: int, head: int) -> tuple[int, int]:
    """The owner: number of a name (no place) before the head or after *for*, token of a possessive pronoun; or -1."""
    pronoun = next((at for at in range(start, min(head + 1, end)) if cols.tag[at] in _POSSESSIVE_TAGS), -1)
    if pronoun >= 0:
        return -1, pronoun
    inside = [n for n in names_between(names, start, end) if not cols.words.has("organizations", n.key, "place")]
    owner = next((n for n in reversed(inside) if n.end <= head), None)
    core = cores.past_making(cols, cores.past_when(cols, core, end), end)
    if owner is None and core < end and cols.lower[core] in ("for", "of", "at", "in", "with", "from", "by"):
        owner = next((n for n in inside if n.start > core), None)
        direct = owner is not None and all(
            cols.tag[i] in ("DT", "PRP$", "POS", *nouns.MODIFIER_TAGS) for i in range(core + 1, owner.lead)
        )
        owner = owner if direct else None
    return (bisect_left(names, owner.start, key=lambda n: n.start) if owner is not None else -1), -1


# ---------------------------------------------------------------- phrases elsewhere in the article


def scan(cols: Columns, names: Sequence[Name]) -> list[Phrase]:
    """Names, descriptions of people, bodies and documents, and personal pronouns of the article, in order."""
    found = [_named(cols, names, name, descriptions.start_of_modifiers(cols, name)) for name in names]
    taken = {at for p in found for at in range(p.start, p.end)}
    for chunk in cols.doc.noun_chunks:
        start, head = chunk.start, chunk.root.i
        while start < head and (cols.pos[start] == "PUNCT" or cols.tag[start] in ("``", "''")):
            start += 1  # the mark that closes a quotation before it
        if head in taken:
            continue
        if cols.tag[start] in ("PRP", "PRP$") and not cols.quoted[start]:
            found.append(_pronoun(cols, start, start + 1))
        if cols.tag[head] in NOUN_TAGS:
            phrase = _nominal(cols, names, start, head + 1, _complement_end(cols, head))
            if phrase.classes:
                found.append(phrase)
    return sorted(found, key=lambda p: p.head)


def _complement_end(cols: Columns, head: int) -> int:
    """The end of the phrase with what follows *of*, *for* or *familiar*."""
    end = head + 1
    if cols.word(end) in _COMPLEMENTS or cols.words.has("groups", cols.word(end), "complement"):
        while (
            end < min(head + _REACH_OF_COMPLEMENT, len(cols))
            and cols.pos[end] != "PUNCT"
            and cols.block[end] == cols.block[head]
            and cols.tag[end] not in ("VBD", "VBZ", "MD", "WP", "WDT")
        ):
            end += 1
    return end
