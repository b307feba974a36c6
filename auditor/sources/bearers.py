"""Who bears the names of an article: each person and institution once, typed by all mentions together.

Sieves, precise first: the same name; a surname after a full name (initials and short forms of first names
allowed); an acronym; the short form of an institution; a first name that only one person has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.sources.names import Name
from auditor.sources.page import Page

PERSON, ORGANIZATION, MEDIA, PLACE, DOCUMENT = "person", "organization", "media", "place", "document"
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_REACH_OF_PRONOUN = 15
_GENDERS = frozenset({"male", "female"})
_PERSON_ENTITIES = frozenset({"PERSON"})
_BODY_ENTITIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person or institution; `names` are numbers in the list of names, the fullest first in `label`."""

    label: str
    type: str
    names: tuple[int, ...]
    gender: str = ""
    titles: tuple[str, ...] = ()
    """What the titles before its names say it is: `senator`."""
    steps: Mapping[int, str] | None = None
    """For each name that is not the label itself, the sieve that joined it."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one and the same form."""

    words: tuple[str, ...]
    names: tuple[int, ...]
    type: str


def bear(page: Page, found: Sequence[Name]) -> tuple[Bearer, ...]:
    """The bearers of all names, in order of their first mention; each name has exactly one."""
    groups = _typed(page, found)
    full = _full_names(page, groups)
    joined: dict[int, tuple[int, str]] = {}  # name -> (group of `groups`, sieve)
    for number, group in enumerate(groups):
        for name, (home, step) in _homes(page, found, groups, full, number).items():
            joined[name] = (home, step)
        del group
    return _bearers(page, found, groups, joined)


# ---------------------------------------------------------------- types


def _typed(page: Page, found: Sequence[Name]) -> list[_Group]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(found):
        by_key[_squashed(name.words)].append(number)
    singles = {name.words[0] for name in found if len(name.words) == 1}
    return [
        _Group(_best_spelling(found, numbers), tuple(numbers), _type(page, [found[n] for n in numbers], singles))
        for numbers in by_key.values()
    ]


def _squashed(words: Sequence[str]) -> str:
    """The letters alone, so that *F.B.I.* is *FBI* and *The Blaze* *TheBlaze*; possessives are cut."""
    letters = "".join(c for c in " ".join(words).lower().replace("’s", "").replace("'s", "") if c.isalnum())
    return letters.removeprefix("the") if len(letters) > 6 else letters


def _best_spelling(found: Sequence[Name], numbers: Iterable[int]) -> tuple[str, ...]:
    spellings = [found[n].words for n in numbers]
    plain = [w for w in spellings if not all(p.isupper() and len(p) > 5 for p in w)]
    return (plain or spellings)[0]


def _type(page: Page, names: Sequence[Name], singles: Collection[str]) -> str:
    """Person or body, by what all mentions of one form say together; `singles` are the names of one word."""
    first = names[0]
    known = _known_type(page, first)
    if not known and len(first.words) == 1 and page.words.has("media", first.key, "word"):
        known = MEDIA if any(page.lower[n.start - 1] == "the" for n in names if n.start) else ""
    person, body = _form_votes(page, first)
    lower_first = first.words[0].lower()
    if 2 <= len(first.words) <= 3 and first.words[-1] in singles and first.words[0] not in singles:
        person += 1.5  # people go by their last word, institutions by their first
    elif len(first.words) > 1 and first.words[0] in singles and not page.words.has("first-names", lower_first):
        body += 1.5
    person += 2.0 * (sum(_is_followed_by_pronoun(page, n) for n in names) >= max(1, len(names) // 4))
    for name in names:
        person += 4.0 * bool(set(name.titles))
        person += 3.0 * _is_described_as_person(page, name)
        body += 4.0 * _is_described_as_body(page, name)
        before = name.lead - 1
        if before >= 0 and not name.titles:
            body += page.lower[before] == "the" and not _modifies(page, name)
            person += 2.0 * (page.tag[before] == "NN" and _is_human(page, page.lower[before]))
    labels = Counter(page.ent[i] for name in names for i in (name.end - 1,))
    total = len(names)
    person += 2.0 * sum(labels[e] for e in _PERSON_ENTITIES) / total
    body += 2.0 * sum(labels[e] for e in _BODY_ENTITIES) / total
    if known:
        body += 5.0
    if person >= body and (person > 0 or len(first.words) > 1):
        return PERSON
    if known:
        return known
    if len(first.words) > 1 and page.words.has("documents", first.words[-1].lower(), "named"):
        return DOCUMENT
    return MEDIA if _sounds_like_media(page, first) else ORGANIZATION


def _is_described_as_person(page: Page, name: Name) -> bool:
    """Lee Moss*, who* …; Lee Moss*, a lawyer* …; Lee Moss*, 53*."""
    at = name.end
    if at + 2 >= len(page) or page.text[at] not in (",", "(", "—"):
        return False
    if page.lower[at + 1] == "who" or (page.tag[at + 1] == "CD" and page.text[at + 2] in (",", ")")):
        return True
    return _is_human(page, _apposed_noun(page, name))


def _is_followed_by_pronoun(page: Page, name: Name) -> bool:
    """Whether *he* or *her* comes next in the sentence, before any other name."""
    for at in range(name.end, min(name.end + _REACH_OF_PRONOUN, len(page))):
        if page.sentence[at] != page.sentence[name.start] or page.tag[at].startswith("NNP"):
            return False
        if page.lower[at] in _PERSONAL:
            return True
    return False


def _is_described_as_body(page: Page, name: Name) -> bool:
    """*the company,* Larkspur Care; *the charity* Larkspur."""
    at = name.lead - 1 - (page.word(name.lead - 1) == "," if name.lead else 0)
    before = page.lower[at] if at >= 0 and page.tag[at] == "NN" else ""
    return any(page.words.has("organizations", noun, "noun") for noun in (before, _apposed_noun(page, name)))


def _apposed_noun(page: Page, name: Name) -> str:
    """The noun of *, a research firm*; nothing where there is none."""
    at = name.end
    if page.word(at) not in (",", "(", "—") or page.word(at + 1) not in ("a", "an", "the", "his", "her"):
        return ""
    for i in range(at + 2, min(at + 7, len(page))):
        if page.tag[i] in ("IN", ",", ".", "WP"):
            return page.lower[i - 1] if page.tag[i - 1] == "NN" else ""
    return ""


def _known_type(page: Page, name: Name) -> str:
    key = name.key
    if page.words.has("media", key, "outlet") or page.words.has("media", f"the {key}", "outlet"):
        return MEDIA
    if page.words.has("organizations", key, "place"):
        return PLACE
    if page.words.has("organizations", key, "known") or page.words.has("organizations", f"the {key}", "known"):
        return ORGANIZATION
    return ""


def _form_votes(page: Page, name: Name) -> tuple[float, float]:
    """What the words of a name alone say: for a person, for a body."""
    lower = [w.lower() for w in name.words]
    person = body = 0.0
    if page.words.has("first-names", lower[0]) and 2 <= len(lower) <= 4:
        person += 3.0
    if len(lower) > 1 and any(len(w) == 2 and w[1] == "." for w in lower[:-1]):
        person += 2.0
    person += 1.5 * (len(lower) == 1 and page.words.has("first-names", lower[0]))
    heads = [w for w in (lower[-1], *_before_glue(page, lower)) if page.words.has("organizations", w, "head")]
    if heads and len(lower) > 1:
        body += 6.0
    elif len(lower) > 1 and page.words.has("documents", lower[-1], "named"):
        body += 3.0
    if _sounds_like_media(page, name):
        body += 3.0
    if len(lower) == 1 and name.words[0].isupper() and len(name.words[0]) > 1:
        body += 2.0
    body += 2.0 * ("&" in name.words)
    person += 1.0 * (2 <= len(lower) <= 3 and all(w.isalpha() for w in lower))
    return person, body


def _before_glue(page: Page, lower: Sequence[str]) -> list[str]:
    return [w for w, after in pairwise(lower) if page.words.has("not-names", after, "glue")]


def _sounds_like_media(page: Page, name: Name) -> bool:
    last = name.words[-1].lower()
    if len(name.words) > 1 and page.words.has("media", last, "word"):
        return not page.words.has("first-names", name.words[0].lower())
    stem, dot, domain = last.rpartition(".")
    return bool(stem) and page.words.has("not-names", dot + domain, "domain")


def _modifies(page: Page, name: Name) -> bool:
    """Whether a noun follows that the name describes: *the Vane campaign*."""
    return name.end < len(page) and page.tag[name.end] in ("NN", "NNS")


def _is_human(page: Page, word: str) -> bool:
    return page.words.has("roles", word)


# ---------------------------------------------------------------- which names are one


def _full_names(page: Page, groups: Sequence[_Group]) -> dict[str, list[int]]:
    """Groups of people with first and last names, by their last name."""
    full: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if group.type == PERSON and len(group.words) > 1:
            full[group.words[-1].lower()].append(number)
    return full


def _homes(
    page: Page,
    found: Sequence[Name],
    groups: Sequence[_Group],
    full: Mapping[str, Sequence[int]],
    number: int,
) -> dict[int, tuple[int, str]]:
    """The group that each name of group `number` is one of, and why; a group may be its own home."""
    group = groups[number]
    if group.type == PERSON and len(group.words) > 1:
        same = _same_person(page, groups, full, number)
        if same is not None:
            return dict.fromkeys(group.names, (same, "names/other-form"))
    if group.type == PERSON or not _known_type(page, found[group.names[0]]):
        bearers = [n for n in full.get(group.words[-1].lower(), ()) if n != number and _ends(groups[n], group)]
        if bearers:
            return {n: (_nearest(page, found, groups, bearers, n), "names/surname") for n in group.names}
    if group.type == PERSON and len(group.words) == 1:
        first = [n for n, g in _people(groups) if len(g.words) > 1 and _same_first(page, g.words[0], group.words[0])]
        if len({groups[n].words[-1] for n in first}) == 1:
            return dict.fromkeys(group.names, (first[0], "names/first-name"))
    if group.type != PERSON:
        longer = _longer_form(page, groups, number)
        if longer is not None:
            return dict.fromkeys(group.names, longer)
    return dict.fromkeys(group.names, (number, "names/same"))


def _people(groups: Sequence[_Group]) -> list[tuple[int, _Group]]:
    return [(n, g) for n, g in enumerate(groups) if g.type == PERSON]


def _ends(longer: _Group, shorter: _Group) -> bool:
    """Whether the words of `shorter` are the last of `longer`'s."""
    size = len(shorter.words)
    return size < len(longer.words) and [w.lower() for w in longer.words[-size:]] == [w.lower() for w in shorter.words]


def _same_person(page: Page, groups: Sequence[_Group], full: Mapping[str, Sequence[int]], number: int) -> int | None:
    """An earlier group with the same last name and the same first name, its short form or its initial."""
    words = groups[number].words
    for other in full[words[-1].lower()]:
        if other >= number:
            return None
        if _same_first(page, groups[other].words[0], words[0]):
            return other
    return None


def _same_first(page: Page, one: str, other: str) -> bool:
    a, b = one.lower().strip("."), other.lower().strip(".")
    if a == b:
        return True
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    nicknames = page.words
    return (
        nicknames.has("nicknames", a, b)
        or nicknames.has("nicknames", b, a)
        or not nicknames.tags("nicknames", a).isdisjoint(nicknames.tags("nicknames", b))
    )


def _nearest(page: Page, found: Sequence[Name], groups: Sequence[_Group], bearers: Sequence[int], number: int) -> int:
    """Of several people with one surname, the one meant: by title, by who is mostly named, by place."""
    if len(bearers) == 1:
        return bearers[0]
    name = found[number]
    if name.gender:
        fitting = [b for b in bearers if _gender(page, found, groups[b]) in ("", name.gender)]
        bearers = fitting or bearers
    counts = {b: len(groups[b].names) for b in bearers}
    top = max(bearers, key=lambda b: (counts[b], -groups[b].names[0]))
    if all(counts[top] >= 3 * counts[b] for b in bearers if b != top):
        return top
    before = [
        (n, b)
        for b in bearers
        for n in groups[b].names
        if n < number and _block_of(page, found[n]) <= _block_of(page, name)
    ]
    return max(before)[1] if before else top


def _block_of(page: Page, name: Name) -> int:
    return page.block[name.start]


def _gender(page: Page, found: Sequence[Name], group: _Group) -> str:
    """By titles first, then by the first name."""
    for number in group.names:
        if found[number].gender:
            return found[number].gender
    if len(group.words) < 2 and group.type != PERSON:
        return ""
    tags = page.words.tags("first-names", group.words[0].lower())
    return next(iter(tags)) if len(tags) == 1 and len(group.words) > 1 else ""


def _longer_form(page: Page, groups: Sequence[_Group], number: int) -> tuple[int, str] | None:
    """The institution that this is the acronym or the short form of."""
    short = groups[number].words
    letters = _squashed(short)
    fits: list[int] = []
    for other, group in enumerate(groups):
        if other == number or group.type == PERSON or len(group.words) <= len(short):
            continue
        if len(short) == 1 and short[0].isupper() and _initials(page, group.words) == letters:
            return other, "names/acronym"
        if group.type == groups[number].type and _is_short_form(page, short, group.words):
            fits.append(other)
    return (fits[0], "names/short-form") if len(fits) == 1 else None


def _initials(page: Page, words: Sequence[str]) -> str:
    return "".join(w[0].lower() for w in words if w[0].isupper())


def _is_short_form(page: Page, short: Sequence[str], long: Sequence[str]) -> bool:
    """*Rail Museum* for *Rail History Museum*, *Harbour* for *Harbour Institution*, *the Times*."""
    if page.words.has("organizations", " ".join(short).lower(), "place"):
        return False
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) and not page.words.has("organizations", short[0].lower(), "head")
    rest = iter(long)
    return short[-1] == long[-1] and short[0] == long[0] and all(w in rest for w in short)


# ---------------------------------------------------------------- the outcome


def _bearers(
    page: Page, found: Sequence[Name], groups: Sequence[_Group], joined: Mapping[int, tuple[int, str]]
) -> tuple[Bearer, ...]:
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(found)):
        home = joined[number][0]
        while True:  # a home may itself have been joined to another
            onward = joined[groups[home].names[0]][0]
            if onward == home:
                break
            home = onward
        members[home].append(number)
    out = [_bearer(page, found, groups, home, numbers, joined) for home, numbers in members.items()]
    return tuple(sorted(out, key=lambda b: b.names[0]))


def _bearer(
    page: Page,
    found: Sequence[Name],
    groups: Sequence[_Group],
    home: int,
    numbers: Sequence[int],
    joined: Mapping[int, tuple[int, str]],
) -> Bearer:
    group = groups[home]
    forms = [found[n] for n in numbers]
    words = group.words
    if group.type == PERSON:
        words = max((f.words for f in forms if f.words[-1] == words[-1] and f.words[0][0] == words[0][0]), key=len)
    titles = tuple(dict.fromkeys(t for f in forms for t in f.titles if t not in _GENDERS))
    gender = next((f.gender for f in forms if f.gender), "") or _gender(page, found, group)
    steps = {n: joined[n][1] for n in numbers}
    return Bearer(" ".join(words), group.type, tuple(numbers), gender, titles, steps)
