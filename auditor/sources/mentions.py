"""Noun phrases that may stand for a source, read by a small grammar of their own.

The parser is trusted with where phrases are, not with what is inside them: names in apposition, titles and long
descriptions are where a small model fails, and where a left-to-right reading with word lists does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.sources.names import Name, names_between
from auditor.sources.page import Page
from auditor.spans import Span

NAME, NOMINAL, PRONOUN = "name", "nominal", "pronoun"
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your", "whose"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "one", "some", "any", "no", "every", "each", "another"})
_PREPOSITIONS = frozenset(
    {"IN", "TO", "RP", "WDT", "WP", "WP$", "WRB", "VBD", "VBZ", "VBP", "MD", ":", ",", "-LRB-", "''", "``"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SHARES = frozenset({"percent", "%"})
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_LEADING = frozenset(
    {
        "by",
        "from",
        "to",
        "among",
        "in",
        "for",
        "of",
        "on",
        "with",
        "and",
        "but",
        "even",
        "also",
        "as",
        "within",
        "via",
        "at",
        "like",
        "per",
        "only",
        "not",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `start` to `end` are the tokens of its core, without what follows a preposition or comma."""

    span: Span
    form: str
    start: int
    end: int
    head: int
    """The token that counts: last of the name, the noun, the pronoun."""
    noun: str = ""
    """The head noun in the singular."""
    classes: frozenset[str] = frozenset()
    plural: bool = False
    determiner: str = ""
    """`definite`, `indefinite`, `possessive`, or empty where there is none."""
    name: int = -1
    """Number of the name it is, or that begins its core, in the list of names; -1 if none."""
    owner: int = -1
    """Number of the name whose it is (*the Vane campaign*, *Vane's aide*, *a spokesman for Vane*); -1 if none."""
    owner_pronoun: int = -1
    """Token of the pronoun whose it is (*his campaign*); -1 if none."""
    modifiers: frozenset[str] = frozenset()
    description: Span | None = None
    """Of a name: the title and apposition beside it. Of a nominal: its words."""
    roles: tuple[tuple[str, frozenset[str]], ...] = ()
    """Of a name: the nouns that describe it, each with the words before it."""
    count: int | None = None
    several: bool = False
    statement: int = -1
    """Number of the statement whose source it is, -1 for any other phrase."""


# ---------------------------------------------------------------- the words that name a statement's source


def read(page: Page, names: Sequence[Name], span: Span, statement: int = -1) -> tuple[Phrase, ...]:
    """What `span` is: one phrase, or one for each of several named people joined by *and*."""
    start, end = page.tokens(span)
    while start < end - 1 and (page.pos[start] in ("PUNCT", "SPACE") or page.lower[start] in _LEADING):
        start += 1
    while end - 1 > start and (
        page.pos[end - 1] in ("PUNCT", "SPACE")
        or page.tag[end - 1] == "POS"
        or page.lower[end - 1] in _REFLEXIVES
    ):
        end -= 1
    if start >= end:
        return ()
    first = _guessed(page, _phrase(page, names, start, end))
    phrases = [first]
    if first.form == NAME:
        phrases += _joined_names(page, names, first.end, end)
    elif first.plural and "human" in first.classes and first.end < end and page.text[first.end] in (",", "—", ":"):
        phrases = _joined_names(page, names, first.end, end) or phrases
    return tuple(replace(p, span=_shown(page, p, span, len(phrases)), statement=statement) for p in phrases)


def _shown(page: Page, phrase: Phrase, span: Span, number: int) -> Span:
    """The statement's own words, or the name alone where there are several."""
    return span if number == 1 else page.span(phrase.start, phrase.end)


def _joined_names(page: Page, names: Sequence[Name], start: int, end: int) -> list[Phrase]:
    """The names in a row from `start`: the last of *Vane and Moss*, all of *the candidates, Vane and Moss*."""
    found: list[Phrase] = []
    at = start
    inside = names_between(names, at, end)
    if not inside or not any(page.lower[i] in ("and", "&") for i in range(at, end)):
        return []
    for name in inside:
        if any(
            page.lower[i] not in (",", "and", "both", "sens.", "mr.", "mrs.", "then")
            for i in range(at, name.lead)
        ):
            break
        found.append(_named(page, names, name, name.lead, name.end))
        at = name.end
    joined = bool(found) and any(page.lower[i] == "and" for i in range(start, found[-1].start))
    return found if joined else []


def _phrase(page: Page, names: Sequence[Name], start: int, end: int) -> Phrase:
    if page.tag[start] in _PRONOUN_TAGS or page.lower[start] in _RELATIVES:
        pronoun = _pronoun(page, names, start, end)
        if pronoun is not None:
            return pronoun
    core = _core_end(page, names, start, end)
    final = _name_ending(names, start, core) or _name_after_title(page, names, start, core, end)
    if final is not None:
        return _named(page, names, final, start, core)
    appositive = _appositive(page, names, start, core, end) or _called(page, names, core, end)
    if appositive is not None:
        return _named(page, names, appositive, start, core)
    return _nominal(page, names, start, core, end)


def _pronoun(page: Page, names: Sequence[Name], start: int, end: int) -> Phrase | None:
    """A pronoun on its own; None for *his campaign*, *that firm*."""
    word = page.lower[start]
    following = start + 1 < end and page.tag[start + 1] in (*_NOUNS, "JJ", "CD", "VBN", "VBG", "RBS")
    if following and (page.tag[start] in ("PRP$", "WP$") or word in ("that", "which", "her")):
        return None
    return Phrase(page.span(start, end), PRONOUN, start, start + 1, start, noun=word)


def _core_end(page: Page, names: Sequence[Name], start: int, end: int) -> int:
    """Where the first preposition, comma, verb or relative pronoun outside a name stands."""
    inside = {i: n.end for n in names_between(names, start, end) for i in (n.lead, n.start)}
    at = start
    while at < end:
        if at in inside:
            at = inside[at]
            continue
        tag = page.tag[at]
        if (
            at > start
            and (tag in _PREPOSITIONS or page.text[at] in "—–(")
            and page.text[at] not in ("'s", "’s", "’")
        ):
            break
        if at > start and tag == "CC" and not _joins_modifiers(page, at, end):
            break
        if (
            at > start
            and tag in ("VBG", "VBN")
            and page.tag[at - 1] in _NOUNS
            and not _before_noun(page, at, end)
        ):
            break
        at += 1
    return max(at, start + 1)


def _joins_modifiers(page: Page, at: int, end: int) -> bool:
    """*White House and Pentagon spokesmen*: the conjunction stands between names of bodies that describe one noun."""
    if not page.words.has(
        "organizations", page.lower[at - 1], "head", "known", "place"
    ) and not page.words.has("demonyms", page.lower[at - 1]):
        return False
    stop = at + 1
    while stop < end and page.tag[stop] in (*_NOUNS, "JJ"):
        stop += 1
    return stop - at > 2 and page.tag[stop - 1] in ("NN", "NNS")


def _before_noun(page: Page, at: int, end: int) -> bool:
    return at + 1 < end and page.tag[at + 1] in ("NN", "NNS")


def _name_ending(names: Sequence[Name], start: int, end: int) -> Name | None:
    """The name at the end of the core, so that what stands before it describes it."""
    inside = names_between(names, start, end)
    return inside[-1] if inside and inside[-1].end == end else None


def _name_after_title(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Name | None:
    """The name in *director of government affairs Lee Moss*: a role, *of* something, and a name at once."""
    if core >= end or page.lower[core] != "of" or page.tag[start] == "DT" or not _is_role(page, core - 1):
        return None
    stop = _core_end(page, names, core + 1, end)
    name = _name_ending(names, core + 1, stop)
    return name if name is not None and name.lead > core + 1 and page.text[name.lead - 1] != "the" else None


def _is_role(page: Page, at: int) -> bool:
    noun, plural = _singular(page, at)
    return not plural and page.words.has("roles", noun)


def _called(page: Page, names: Sequence[Name], core: int, end: int) -> Name | None:
    """The name in *a worker named Lee Moss*."""
    if core + 1 >= end or not page.words.has("not-names", page.lower[core], "naming"):
        return None
    return next((n for n in names_between(names, core + 1, end) if n.lead == core + 1), None)


def _appositive(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Name | None:
    """The name in *the finance minister, Lee Moss,* or *the secretary of the Treasury, Rosa Vane, who …*"""
    head = _head(page, start, core)
    if not _is_role(page, head) and (page.tag[head] != "NN" or _classes(page, *_singular(page, head)[:1], head)):
        return None
    for name in names_between(names, core, end):
        before = name.lead - 1
        while before > core and page.tag[before] in ("NN", "JJ", "NNP"):
            before -= 1  # her introducer, actress Rosa Vane
        if page.text[before] in (",", "—", "–", "--", "-", ":") and (
            name.end >= end
            or page.text[name.end] in (",", "—", "–", "--", "(", "-")
            or page.tag[name.end] in ("WP", "CC", "IN")
        ):
            return name
    return None


# ---------------------------------------------------------------- phrases of each form


def _named(page: Page, names: Sequence[Name], name: Name, start: int, core: int) -> Phrase:
    """The phrase of a name, with what stands before and after it as its description."""
    number = bisect_left(names, name.start, key=lambda n: n.start)
    roles = list(_roles_before(page, min(start, name.lead), name)) + list(_roles_after(page, name))
    before = page.span(start, name.start) if start < name.start else None
    after = _apposition(page, name)
    return Phrase(
        page.span(name.lead, name.end),
        NAME,
        name.lead,
        name.end,
        name.end - 1,
        name=number,
        description=before or after,
        roles=tuple(roles),
        modifiers=frozenset(page.lower[i] for i in range(start, name.lead)),
    )


def of_name(page: Page, names: Sequence[Name], number: int) -> Phrase:
    """The phrase of a name wherever it stands, with the description beside it."""
    name = names[number]
    start = name.lead
    while (
        start > 0
        and page.tag[start - 1] in ("NN", "JJ", "NNP", "POS", "VBN", "HYPH")
        and start - 1 not in page.starts
    ):
        start -= 1
    return _named(page, names, name, start, name.end)


def _roles_before(page: Page, start: int, name: Name) -> Iterator[tuple[str, frozenset[str]]]:
    """Human nouns before the name: *Vane campaign manager* Lee Moss; *the finance minister,* Lee Moss."""
    at, words = start, []
    while at < name.lead:
        if page.tag[at] in ("IN", "DT", "PRP$", ","):
            words = []
        noun, plural = _singular(page, at)
        if (
            page.tag[at] in _NOUNS
            and not plural
            and page.words.has("roles", noun)
            and _ends_phrase(page, at, name)
        ):
            yield noun, frozenset(words)
        words.append(page.lower[at])
        at += 1


def _ends_phrase(page: Page, at: int, name: Name) -> bool:
    return at + 1 == name.lead or page.text[at + 1] in (",", "—", "–") or page.tag[at + 1] == "IN"


def _roles_after(page: Page, name: Name) -> Iterator[tuple[str, frozenset[str]]]:
    """Human nouns of the apposition after the name: Lee Moss, *the finance minister*, …; Lee Moss *is a lawyer*."""
    at = _apposition_start(page, name)
    if at < 0:
        return
    words: list[str] = []
    for i in range(at, min(at + 9, len(page))):
        tag = page.tag[i]
        if (
            tag in ("IN", ",", "WP", "WDT", "VBD", "VBZ", ".", ":", "CC", "TO")
            or page.block[i] != page.block[name.start]
        ):
            return
        noun, plural = _singular(page, i)
        ends = i + 1 >= len(page) or page.tag[i + 1] not in _NOUNS
        if tag in _NOUNS and ends and not plural and page.words.has("roles", noun):
            yield noun, frozenset(words)
            return
        words.append(page.lower[i])


def _apposition_start(page: Page, name: Name) -> int:
    """The first word of *, 53, a pilot* or *is a pilot*; -1 if there is none."""
    at = name.end
    if at + 1 >= len(page):
        return -1
    if page.lower[at] in ("is", "was") and page.lower[at + 1] in ("a", "an", "the"):
        return at + 1
    if page.text[at] not in (",", "(", "—", "–"):
        return -1
    at += 1
    if at + 1 < len(page) and page.tag[at] == "CD" and page.text[at + 1] == ",":
        at += 2
    if at >= len(page):
        return -1
    begins = page.lower[at] in ("a", "an", "the", "his", "her", "its", "who", "one") or page.tag[at] in (
        "NN",
        "JJ",
        "NNP",
        "VBN",
    )
    return at if begins and page.block[at] == page.block[name.start] else -1


def _apposition(page: Page, name: Name) -> Span | None:
    at = _apposition_start(page, name)
    if at < 0:
        return None
    end = at
    while end < min(at + 25, len(page)) and page.text[end] not in (",", ")", "—", "–", ".", "”", "--"):
        if page.tag[end] in ("VBD", "VBZ") and page.lower[at] != "who":
            break
        end += 1
    has_role = any(page.words.has("roles", _singular(page, i)[0]) for i in range(at, end))
    return page.span(at, end) if end > at and has_role and page.lower[at - 1] not in ("is", "was") else None


def _nominal(page: Page, names: Sequence[Name], start: int, core: int, end: int) -> Phrase:
    """*the spokesman*, *two people familiar with …*, *a number of officials*, *his campaign*."""
    head = _head(page, start, core)
    inner_start, inner_head = _after_quantity(page, names, head, core, end)
    noun, plural = _singular(page, inner_head)
    outer, _ = _singular(page, head)
    classes = _classes(page, noun, inner_head)
    if (page.words.has("groups", outer, "respondents") and inner_head != head) or _is_share(page, core, end):
        classes |= {"respondents"}
    if "mouthpiece" in classes and page.lower[core : core + 1] == ["for"]:
        classes |= {"spokesperson"}
    owner, owner_pronoun = _owner(page, names, start, core, end, inner_head)
    count, several = _count(page, start, head, plural or page.tag[inner_head] == "NNS")
    return Phrase(
        page.span(start, end),
        NOMINAL,
        start,
        max(core, inner_head + 1),
        inner_head,
        noun=noun,
        classes=classes,
        plural=plural or inner_head != head or "collective" in classes,
        determiner=_determiner(page, start, owner_pronoun),
        owner=owner,
        owner_pronoun=owner_pronoun,
        modifiers=frozenset(
            page.lower[i]
            for i in range(min(start, inner_start), inner_head)
            if page.pos[i] not in ("DET", "PUNCT") and not noun.startswith(page.lower[i] + " ")
        ),
        description=page.span(start, end),
        count=count,
        several=several,
    )


def _is_share(page: Page, core: int, end: int) -> bool:
    """*four in 10 voters*"""
    return core + 1 < end and page.lower[core] in ("in", "out") and page.tag[core - 1] == "CD"


def _head(page: Page, start: int, core: int) -> int:
    for at in range(core - 1, start - 1, -1):
        if page.tag[at] in _NOUNS or page.tag[at] == "CD" or page.text[at] == "%" or page.lower[at] == "old":
            return at
    return core - 1


def _after_quantity(page: Page, names: Sequence[Name], head: int, core: int, end: int) -> tuple[int, int]:
    """Start and head of the noun phrase counted: *officials* in *a number of officials*."""
    if (
        core + 1 >= end
        or page.lower[core] != "of"
        or not page.words.has("groups", page.lower[head], "quantity")
    ):
        return head, head
    stop = _core_end(page, names, core + 1, end)
    return core + 1, _head(page, core + 1, stop)


def _owner(page: Page, names: Sequence[Name], start: int, core: int, end: int, head: int) -> tuple[int, int]:
    """Whose it is: a name before the head (not a place) or after *for* or *of*, or a possessive pronoun."""
    for at in range(start, min(head + 1, end)):
        if page.lower[at] in _POSSESSIVES and page.tag[at] in ("PRP$", "WP$"):
            return -1, at
    inside = [
        n for n in names_between(names, start, end) if not page.words.has("organizations", n.key, "place")
    ]
    numbers = {n.start: bisect_left(names, n.start, key=lambda x: x.start) for n in inside}
    before = [numbers[n.start] for n in inside if n.end <= head]
    if before:
        return before[-1], -1
    if core < end and page.lower[core] in ("for", "of", "at", "in", "with", "from"):
        after = [n for n in inside if n.start > core]
        if after and all(
            page.tag[i] in ("DT", "JJ", "NN", "NNP", "PRP$", "POS") for i in range(core + 1, after[0].lead)
        ):
            return numbers[after[0].start], -1
    return -1, -1


def _count(page: Page, start: int, head: int, plural: bool) -> tuple[int | None, bool]:
    """How many individuals the words say it is, and whether they say *several*."""
    for at in range(start, head + 1):
        tags = page.words.tags("numbers", page.lower[at])
        number = next((int(t[1:]) for t in tags if t[0] == "n" and t[1:].isdigit()), None)
        if number is not None and (number > 1 or not plural):
            return number, False
        if page.tag[at] == "CD" and page.text[at].isdigit() and len(page.text[at]) < 3:
            return (int(page.text[at]), False) if page.lower[head] not in _SHARES else (None, False)
        if "several" in tags:
            return None, True
    return (None, False) if plural else (1, False)


def _determiner(page: Page, start: int, owner_pronoun: int) -> str:
    word = page.lower[start]
    if owner_pronoun >= 0:
        return "possessive"
    if word in _DEFINITE:
        return "definite"
    if word in _INDEFINITE:
        return "indefinite"
    return ""


def _singular(page: Page, at: int) -> tuple[str, bool]:
    """The noun at `at` in the singular, and whether it is plural."""
    word = page.lower[at]
    plural = page.tag[at] in ("NNS", "NNPS")
    if page.words.has("groups", word, "people"):
        lemma = {"people": "person", "men": "man", "women": "woman", "children": "child"}.get(word, word)
        return lemma, True
    if not plural:
        return _compound(page, at, word), False
    for singular in _singulars(word):
        pair = _compound(page, at, singular)
        if pair != singular:
            return pair, True
        if any(
            page.words.has(name, singular)
            for name in ("roles", "organizations", "documents", "demonyms", "media")
        ):
            return singular, True
    return page.doc[at].lemma_.lower(), True


def _compound(page: Page, at: int, noun: str) -> str:
    """`noun` with the one before it where the two are one entry: *press secretary*, *law enforcement*."""
    if at > 0 and not page.text[at - 1][:1].isupper():
        pair = f"{page.lower[at - 1]} {noun}"
        if any(
            page.words.has(name, pair) for name in ("roles", "groups", "documents", "media", "organizations")
        ):
            return pair
    return noun


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    yield word


def _classes(page: Page, noun: str, at: int) -> frozenset[str]:
    """What the noun may stand for, by the word lists: `person`, `spokesperson`, `group`, `document`, …"""
    words, found = page.words, set[str]()
    last = noun.rsplit(" ", 1)[-1]
    for form in dict.fromkeys((noun, last)):
        tags = words.tags("roles", form) - {"public", "plain"}
        found |= tags
        if tags:
            found.add("human")
        if words.has("demonyms", form, "nationality", "party", "faith", "descent") and page.tag[at] in _NOUNS:
            found |= {"human", "member"}
        if words.has("groups", form, "collective", "people"):
            found.add("collective")
        if words.has("media", form, "noun", "reporting"):
            found.add("media")
            break
        found |= words.tags("documents", form)
        if words.has("organizations", form, "noun", "head"):
            found.add("body")
    return frozenset(found)


def _guessed(page: Page, phrase: Phrase) -> Phrase:
    """A source of whom no word list knows the noun is somebody if it ends as nouns for people do."""
    if phrase.form != NOMINAL or phrase.classes or page.tag[phrase.head] not in ("NN", "NNS"):
        return phrase
    last = phrase.noun.rsplit(" ", 1)[-1]
    human = any(page.words.has("roles", last[-n:], "ending") for n in (2, 3, 4, 5))
    return replace(phrase, classes=frozenset({"human"})) if human else phrase


# ---------------------------------------------------------------- phrases elsewhere in the article


def scan(page: Page, names: Sequence[Name]) -> list[Phrase]:
    """Names, descriptions of people, bodies and documents, and personal pronouns of the article, in order."""
    found = [of_name(page, names, n) for n in range(len(names))]
    taken = {p.head for p in found}
    for chunk in page.doc.noun_chunks:
        head = chunk.root.i
        if head in taken:
            continue
        if page.tag[head] in ("PRP", "PRP$") and not page.quoted[head]:
            found.append(
                Phrase(page.span(head, head + 1), PRONOUN, head, head + 1, head, noun=page.lower[head])
            )
            continue
        if page.tag[chunk.start] == "PRP$" and not page.quoted[chunk.start]:
            at = chunk.start
            found.append(Phrase(page.span(at, at + 1), PRONOUN, at, at + 1, at, noun=page.lower[at]))
        if page.tag[head] in _NOUNS:
            phrase = _nominal(page, names, chunk.start, head + 1, _chunk_end(page, head))
            if phrase.classes:
                found.append(phrase)
    return sorted(found, key=lambda p: p.head)


def _chunk_end(page: Page, head: int) -> int:
    """The end of the phrase with its *of* or *for* complement."""
    end = head + 1
    if end < len(page) and page.lower[end] in ("of", "for", "from", "familiar", "close", "with"):
        while (
            end < min(head + 12, len(page))
            and page.text[end] not in ',.;:—–”"()'
            and page.tag[end] not in ("VBD", "VBZ", "MD", "WP", "WDT")
        ):
            end += 1
    return end
