"""Which person or institution each name belongs to (entity linking), each of them once, typed by all its mentions.

Sieves, precise first: the same name; a surname after a full name (initials and short forms of first names
allowed); an acronym; the short form of an institution; a first name that only one person has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import forms, name_types
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name

_FULL = 2
_LONG_ENOUGH = 5
"""Letters; shorter names that differ by one letter are two names."""
_GENDERS = frozenset({"male", "female"})
_NO_ROLES = _GENDERS | {"address"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or institution; `label` is its fullest name, and `names` are numbers in the list of names."""

    label: str
    type: NameType
    names: tuple[int, ...]
    gender: str = ""
    titles: tuple[str, ...] = ()
    """What the titles before its names say it is: `senator`."""
    steps: Mapping[int, str] | None = None
    """For each name, by its number, the sieve that joined it."""
    sure: bool = False
    """Whether what the article says leaves no doubt of its type."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one and the same form."""

    words: tuple[str, ...]
    written: str
    """The best of its spellings."""
    names: tuple[int, ...]
    type: NameType
    sure: bool
    given: str
    """The acronym that the article gives after it in brackets, in lower case; empty if it gives none."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where groups are found again: numbers in the list of groups, in order."""

    surnames: Mapping[str, Sequence[int]]
    """People with first and last names, by their last name."""
    openings: Mapping[tuple[str, ...], Sequence[int]]
    """People with three names or more, by every two or more names that theirs begin with."""
    given: Mapping[str, Sequence[int]]
    """Those of which the article gives an acronym, by it."""


def find(
    cols: Columns, found: Sequence[Name], speaking: Collection[tuple[int, int]] = frozenset()
) -> tuple[Entity, ...]:
    """Every entity that has a name, in order of first mention; each name has exactly one.

    `speaking` are the half-open ranges of the tokens that name the sources of statements.
    """
    opening = {start for start, _ in speaking}
    speakers = frozenset(
        n
        for n, name in enumerate(found)
        if (name.lead, name.end) in speaking or (name.lead in opening and cols.word(name.end) == ",")
    )
    groups = _typed(cols, found, speakers)
    index = _index(groups)
    joined: dict[int, tuple[int, str]] = {}  # name -> (group of `groups`, sieve)
    for number in range(len(groups)):
        for name, (home, step) in _homes(cols, found, groups, index, speakers, number).items():
            joined[name] = (home, step)
    return _entities(cols, found, groups, joined)


# ---------------------------------------------------------------- types


def _typed(cols: Columns, found: Sequence[Name], speakers: frozenset[int]) -> list[_Group]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(found):
        by_key[_squashed(name.words)].append(number)
    singles = {name.words[0] for name in found if len(name.words) == 1}
    openers = {name.words[0] for name in found if len(name.words) > 1}  # Larkspur of Larkspur Care
    groups = []
    for numbers in by_key.values():
        speaks = not speakers.isdisjoint(numbers) and found[numbers[0]].words[0] not in openers
        type_, sure = name_types.type_of(cols, [found[n] for n in numbers], singles, speaks)
        best = _best_spelling(found, numbers)
        given = forms.given_acronym(cols, [found[n] for n in numbers], best.words)
        groups.append(_Group(best.words, best.written, tuple(numbers), type_, sure, given))
    return [_by_first_word(cols, groups, found[group.names[0]], group) for group in groups]


def _by_first_word(cols: Columns, groups: Sequence[_Group], name: Name, group: _Group) -> _Group:
    """The group, an institution's where it is in doubt and shares its first word with one: *Halvex*, *Halvex Dairies*.

    People share their first word with nobody but themselves: *Tarique* and *Tarique Rahman*.
    """
    first = group.words[0]
    if group.sure or name.titles or name_types.known_type(cols, name):
        return group
    alike = [g for g in groups if g is not group and g.words[0] == first and 1 in (len(g.words), len(group.words))]
    if group.type is NameType.PERSON and not cols.words.has("first-names", first.lower()):
        bodies = [g for g in alike if g.sure and g.type in (NameType.ORGANIZATION, NameType.MEDIA)]
        return replace(group, type=bodies[0].type) if bodies else group
    if group.type is NameType.ORGANIZATION and len(group.words) == 1:
        people = [g for g in alike if g.sure and g.type is NameType.PERSON]
        return replace(group, type=NameType.PERSON) if people and len(people) == len(alike) else group
    return group


def _squashed(words: Sequence[str]) -> str:
    """The letters alone, so that *F.B.I.* is *FBI* and *The Blaze* *TheBlaze*; possessives are cut."""
    lower = " ".join(words).lower().replace("’s", "").replace("'s", "").replace("isation", "ization")
    letters = "".join(c for c in lower if c.isalnum())
    return letters.removeprefix("the") if len(letters) > 6 else letters


def _best_spelling(found: Sequence[Name], numbers: Iterable[int]) -> Name:
    spellings = [found[n] for n in numbers]
    plain = [name for name in spellings if not all(p.isupper() and len(p) > 5 for p in name.words)]
    return (plain or spellings)[0]


# ---------------------------------------------------------------- which names are one


def _index(groups: Sequence[_Group]) -> _Index:
    surnames: dict[str, list[int]] = defaultdict(list)
    openings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if group.given:
            given[group.given].append(number)
        if group.type == NameType.PERSON and len(group.words) > 1:
            words = _lower(group)
            surnames[words[-1]].append(number)
            for size in range(_FULL, len(words)):
                openings[words[:size]].append(number)
    return _Index(surnames, openings, given)


def _lower(group: _Group) -> tuple[str, ...]:
    return tuple(word.lower() for word in group.words)


def _homes(
    cols: Columns,
    found: Sequence[Name],
    groups: Sequence[_Group],
    index: _Index,
    speakers: frozenset[int],
    number: int,
) -> dict[int, tuple[int, str]]:
    """For each name of group `number`, its home and why: the group that it belongs to, perhaps its own."""
    group = groups[number]
    other = _by_given_acronym(groups, index, group) or _fuller(cols, groups, index, number)
    if other is not None:
        return dict.fromkeys(group.names, other)
    if group.type == NameType.PERSON or _may_be_surname(cols, found, group, speakers):
        entities = [
            n for n in index.surnames.get(group.words[-1].lower(), ()) if n != number and _ends(groups[n], group)
        ]
        if entities:
            return {n: (_nearest(cols, found, groups, entities, n), "names/surname") for n in group.names}
    if len(group.words) == 1 and not name_types.known_type(cols, found[group.names[0]]):
        alike = [n for last, ns in index.surnames.items() for n in ns if is_misspelt(group.words[0].lower(), last)]
        if len(alike) == 1:
            return dict.fromkeys(group.names, (alike[0], "names/misspelt"))
    longer = (
        _by_first_name(cols, groups, group) if group.type == NameType.PERSON else _longer_form(cols, groups, number)
    )
    return dict.fromkeys(group.names, longer or (number, "names/same"))


def _by_given_acronym(groups: Sequence[_Group], index: _Index, group: _Group) -> tuple[int, str] | None:
    """The body after whose name the article gives `group` in brackets: *British Amber Trade (Bat)*."""
    if len(group.words) > 1:
        return None
    given = index.given.get(_squashed(group.words), ())
    return (given[0], "names/acronym") if len(given) == 1 and groups[given[0]].type is not NameType.PERSON else None


def _fuller(cols: Columns, groups: Sequence[_Group], index: _Index, number: int) -> tuple[int, str] | None:
    """Another form of a full name: an earlier one with the same last name, or the only one that it opens."""
    group = groups[number]
    if group.type != NameType.PERSON or len(group.words) < _FULL:
        return None
    same = _same_person(cols, groups, index, number)
    fuller = index.openings.get(_lower(group), ())
    same = fuller[0] if same is None and len(fuller) == 1 else same
    return (same, "names/other-form") if same is not None else None


def _by_first_name(cols: Columns, groups: Sequence[_Group], group: _Group) -> tuple[int, str] | None:
    """The only person with a lone name as the first, or between the first and the last."""
    if len(group.words) > 1:
        return None
    first = [n for n, g in _people(groups) if len(g.words) > 1 and _same_first(cols, g.words[0], group.words[0])]
    if len({groups[n].words[-1] for n in first}) == 1:
        return first[0], "names/first-name"
    within = [] if first else [n for n, g in _people(groups) if forms.is_within(group.words, g.words)]
    return (within[0], "names/within") if len(within) == 1 else None


def _may_be_surname(cols: Columns, found: Sequence[Name], group: _Group, speakers: frozenset[int]) -> bool:
    """Whether the name is no known institution's or place's, or stands where a person speaks: *Paris said*."""
    if not name_types.known_type(cols, found[group.names[0]]):
        return True
    bare = all(cols.word(found[n].start - 1) != "the" and found[n].words[0] != "The" for n in group.names)
    return len(group.words) == 1 and bare and not speakers.isdisjoint(group.names)


def is_misspelt(one: str, other: str) -> bool:
    """Whether two long words differ by one letter left out, or by two swapped: *Byrne* and *Bryne*."""
    if one == other or min(len(one), len(other)) < _LONG_ENOUGH or one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        at = next(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
        return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    left_out = any(long[:i] + long[i + 1 :] == short for i in range(1, len(long)))
    return len(long) == len(short) + 1 and left_out and not long.endswith("s")


def _people(groups: Sequence[_Group]) -> list[tuple[int, _Group]]:
    return [(n, g) for n, g in enumerate(groups) if g.type == NameType.PERSON]


def _ends(longer: _Group, shorter: _Group) -> bool:
    """Whether the words of `shorter` are the last of `longer`'s."""
    size = len(shorter.words)
    return size < len(longer.words) and [w.lower() for w in longer.words[-size:]] == [w.lower() for w in shorter.words]


def _same_person(cols: Columns, groups: Sequence[_Group], index: _Index, number: int) -> int | None:
    """An earlier group with the same last name and the same first name, its short form or its initial."""
    words = groups[number].words
    for other in index.surnames[words[-1].lower()]:
        if other >= number:
            return None
        if _same_first(cols, groups[other].words[0], words[0]):
            return other
    return None


def _same_first(cols: Columns, one: str, other: str) -> bool:
    a, b = one.lower().strip("."), other.lower().strip(".")
    if a == b or forms.are_spellings(a, b):
        return True
    if 1 in (len(a), len(b)):
        return a[0] == b[0]
    nicknames = cols.words
    return (
        nicknames.has("nicknames", a, b)
        or nicknames.has("nicknames", b, a)
        or not nicknames.tags("nicknames", a).isdisjoint(nicknames.tags("nicknames", b))
    )


def _nearest(
    cols: Columns, found: Sequence[Name], groups: Sequence[_Group], entities: Sequence[int], number: int
) -> int:
    """Of several people with one surname, the one meant: by title, lead, number of mentions, or nearness."""
    if len(entities) == 1:
        return entities[0]
    name = found[number]
    gender = name.gender or forms.gender_after(cols, name.end)
    if gender:
        genders = {b: _gender(cols, found, groups[b]) for b in entities}
        for fitting in (("",), ()):
            entities = [b for b in entities if genders[b] in (gender, *fitting)] or entities
        if len(entities) == 1:
            return entities[0]
    of_article = [b for b in entities if any(_block_of(cols, found[n]) in cols.lead for n in groups[b].names)]
    if len(of_article) == 1:
        return of_article[0]
    counts = {b: len(groups[b].names) for b in entities}
    top = max(entities, key=lambda b: (counts[b], -groups[b].names[0]))
    if all(counts[top] >= 3 * counts[b] for b in entities if b != top):
        return top
    before = [
        (n, b)
        for b in entities
        for n in groups[b].names
        if n < number and _block_of(cols, found[n]) <= _block_of(cols, name)
    ]
    return max(before)[1] if before else top


def _block_of(cols: Columns, name: Name) -> int:
    return cols.block[name.start]


def _gender(cols: Columns, found: Sequence[Name], group: _Group) -> str:
    """The gender of a group, by titles and the like first, then by the first name; empty if neither tells."""
    for number in group.names:
        told = found[number].gender or _gender_before(cols, found[number])
        if told:
            return told
    if len(group.words) < 2 and group.type != NameType.PERSON:
        return ""
    tags = cols.words.tags("first-names", group.words[0].lower())
    return next(iter(tags)) if len(tags) == 1 and len(group.words) > 1 else ""


def _gender_before(cols: Columns, name: Name) -> str:
    """What the noun before a name says: *her brother* Paul Marsh; empty if it says nothing."""
    told = cols.words.tags("roles", cols.lower[name.lead - 1]) & _GENDERS if name.lead else _GENDERS
    return next(iter(told)) if len(told) == 1 else ""


def _longer_form(cols: Columns, groups: Sequence[_Group], number: int) -> tuple[int, str] | None:
    """The group of the institution of which group `number` is the acronym or short form, and the sieve that says so."""
    short = groups[number].words
    letters = _squashed(short)
    given = groups[number].given
    fits: list[int] = []
    for other, group in enumerate(groups):
        if other == number or group.type == NameType.PERSON or len(group.words) <= len(short):
            continue
        if len(short) == 1 and short[0].isupper() and letters in (forms.initials(group.words), group.given):
            return other, "names/acronym"
        other_body = given and given != (group.given or forms.initials(group.words))
        if not other_body and group.type == groups[number].type and _is_short_form(cols, short, group.words):
            fits.append(other)
    fullest = max(fits, key=lambda n: len(groups[n].words), default=number)
    one = all(n == fullest or _is_short_form(cols, groups[n].words, groups[fullest].words) for n in fits)
    return (fullest, "names/short-form") if fits and one else None


def _is_short_form(cols: Columns, short: Sequence[str], long: Sequence[str]) -> bool:
    """*Rail Museum* for *Rail History Museum*, *Harbour* for *Harbour Institution*, *the Times*."""
    if cols.words.has("organizations", " ".join(short).lower(), "place"):
        return False
    if len(short) == 1:
        part = short[0] == long[0] and forms.is_part(cols, short[0], long)
        whole = short[0] in (long[0], long[-1]) and not part
        return whole and not cols.words.has("organizations", short[0].lower(), "head")
    if forms.is_turned(cols, short, long) or forms.is_ending(short, long):
        return True
    rest = iter(long)
    return short[-1] == long[-1] and short[0] == long[0] and all(w in rest for w in short)


# ---------------------------------------------------------------- the outcome


def _entities(
    cols: Columns, found: Sequence[Name], groups: Sequence[_Group], joined: Mapping[int, tuple[int, str]]
) -> tuple[Entity, ...]:
    onward = {number: joined[group.names[0]][0] for number, group in enumerate(groups)}
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(found)):
        members[_last_home(joined[number][0], onward)].append(number)
    out = [_entity(cols, found, groups, home, numbers, joined) for home, numbers in members.items()]
    return tuple(sorted(out, key=lambda b: b.names[0]))


def _last_home(home: int, onward: Mapping[int, int]) -> int:
    """The home at the end of the row in which each home is joined to the next; of a ring of homes, the first."""
    path = [home]
    while (following := onward[path[-1]]) not in path:
        path.append(following)
    return min(path[path.index(following) :])


def _entity(
    cols: Columns,
    found: Sequence[Name],
    groups: Sequence[_Group],
    home: int,
    numbers: Sequence[int],
    joined: Mapping[int, tuple[int, str]],
) -> Entity:
    group = groups[home]
    forms = [found[n] for n in numbers]
    words, label = group.words, group.written
    if group.type == NameType.PERSON:
        alike = [f for f in forms if f.words[-1] == words[-1] and f.words[0][0] == words[0][0]]
        label = max(alike, key=lambda f: (len(f.words), len(f.written))).written
    titles = tuple(dict.fromkeys(t for f in forms for t in f.titles if t not in _NO_ROLES))
    gender = next((f.gender for f in forms if f.gender), "") or _gender(cols, found, group)
    steps = {n: joined[n][1] for n in numbers}
    return Entity(label, group.type, tuple(numbers), gender, titles, steps, group.sure)
