"""Which person or institution each name belongs to (entity linking), each of them once, typed by all its mentions.

Sieves, precise first: the same name; a surname after a full name (initials and short forms of first names
allowed); an acronym; the short form of an institution; a first name that only one person has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import forms, name_types, surnames
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.analysis.sources.names.surnames import Group
from auditor.analysis.sources.names.titles import FORMS_OF_ADDRESS

_FULL = 2


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
class _Index:
    """Where groups are found again: numbers in the list of groups, in order."""

    by_surname: Mapping[str, Sequence[int]]
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
    joined.update(_by_other_names(cols, found, groups))
    return _entities(cols, found, groups, joined)


# ---------------------------------------------------------------- types


def _typed(cols: Columns, found: Sequence[Name], speakers: frozenset[int]) -> list[Group]:
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
        groups.append(Group(best.words, best.written, tuple(numbers), type_, sure, given))
    return [_by_first_word(cols, groups, found[group.names[0]], group) for group in groups]


def _by_first_word(cols: Columns, groups: Sequence[Group], name: Name, group: Group) -> Group:
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


def _index(groups: Sequence[Group]) -> _Index:
    by_surname: dict[str, list[int]] = defaultdict(list)
    openings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if group.given:
            given[group.given].append(number)
        if group.type == NameType.PERSON and len(group.words) > 1:
            words = _lower(group)
            by_surname[words[-1]].append(number)
            for size in range(_FULL, len(words)):
                openings[words[:size]].append(number)
    return _Index(by_surname, openings, given)


def _lower(group: Group) -> tuple[str, ...]:
    return tuple(word.lower() for word in group.words)


def _homes(
    cols: Columns,
    found: Sequence[Name],
    groups: Sequence[Group],
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
            n for n in index.by_surname.get(group.words[-1].lower(), ()) if n != number and _ends(groups[n], group)
        ]
        if entities:
            both = {found[n].gender for n in group.names} >= surnames.GENDERS
            nearest = {n: surnames.meant(cols, found, groups, entities, number, n, both) for n in group.names}
            return {n: (m, "names/same" if m == number else "names/surname") for n, m in nearest.items()}
    if len(group.words) == 1 and not name_types.known_type(cols, found[group.names[0]]):
        alike = [
            n for last, ns in index.by_surname.items() for n in ns if forms.is_misspelt(group.words[0].lower(), last)
        ]
        if len(alike) == 1:
            return dict.fromkeys(group.names, (alike[0], "names/misspelt"))
    longer = (
        _by_first_name(cols, groups, group) if group.type == NameType.PERSON else _longer_form(cols, groups, number)
    )
    return dict.fromkeys(group.names, longer or (number, "names/same"))


def _by_given_acronym(groups: Sequence[Group], index: _Index, group: Group) -> tuple[int, str] | None:
    """The body after whose name the article gives `group` in brackets: *British Amber Trade (Bat)*."""
    if len(group.words) > 1:
        return None
    given = index.given.get(_squashed(group.words), ())
    return (given[0], "names/acronym") if len(given) == 1 and groups[given[0]].type is not NameType.PERSON else None


def _fuller(cols: Columns, groups: Sequence[Group], index: _Index, number: int) -> tuple[int, str] | None:
    """Another form of a full name: an earlier one with the same last name, or the only one that it opens."""
    group = groups[number]
    if group.type != NameType.PERSON or len(group.words) < _FULL:
        return None
    same = _same_person(cols, groups, index, number)
    fuller = index.openings.get(_lower(group), ())
    same = fuller[0] if same is None and len(fuller) == 1 else same
    return (same, "names/other-form") if same is not None else None


def _by_other_names(cols: Columns, found: Sequence[Name], groups: Sequence[Group]) -> dict[int, tuple[int, str]]:
    """For each name of which the article says that it is another of somebody's names, whose: *X, born Ada Wynn,*."""
    of_name = {name: number for number, group in enumerate(groups) for name in group.names}
    joined = {}
    for first, (one, other) in enumerate(pairwise(found)):
        home, also = of_name[first], of_name[first + 1]
        if home == also or not forms.is_also(cols, one, other):
            continue
        if groups[home].type is not NameType.PERSON:
            home, also = also, home
        if groups[home].type is NameType.PERSON:
            joined.update(dict.fromkeys(groups[also].names, (home, "names/other-name")))
    return joined


def _by_first_name(cols: Columns, groups: Sequence[Group], group: Group) -> tuple[int, str] | None:
    """The only person with a lone name as the first, or between the first and the last."""
    if len(group.words) > 1:
        return None
    first = [n for n, g in _people(groups) if len(g.words) > 1 and _same_first(cols, g.words[0], group.words[0])]
    if len({groups[n].words[-1] for n in first}) == 1:
        return first[0], "names/first-name"
    within = [] if first else [n for n, g in _people(groups) if forms.is_within(group.words, g.words)]
    return (within[0], "names/within") if len(within) == 1 else None


def _may_be_surname(cols: Columns, found: Sequence[Name], group: Group, speakers: frozenset[int]) -> bool:
    """Whether the name is no known institution's or place's, or stands where a person speaks: *Paris said*."""
    if not name_types.known_type(cols, found[group.names[0]]):
        return True
    bare = all(cols.word(found[n].start - 1) != "the" and found[n].words[0] != "The" for n in group.names)
    return len(group.words) == 1 and bare and not speakers.isdisjoint(group.names)


def _people(groups: Sequence[Group]) -> list[tuple[int, Group]]:
    return [(n, g) for n, g in enumerate(groups) if g.type == NameType.PERSON]


def _ends(longer: Group, shorter: Group) -> bool:
    """Whether the words of `shorter` are the last of `longer`'s."""
    size = len(shorter.words)
    return size < len(longer.words) and [w.lower() for w in longer.words[-size:]] == [w.lower() for w in shorter.words]


def _same_person(cols: Columns, groups: Sequence[Group], index: _Index, number: int) -> int | None:
    """An earlier group with the same last name and the same first name, its short form or its initial."""
    words = groups[number].words
    for other in index.by_surname[words[-1].lower()]:
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


def _longer_form(cols: Columns, groups: Sequence[Group], number: int) -> tuple[int, str] | None:
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
    cols: Columns, found: Sequence[Name], groups: Sequence[Group], joined: Mapping[int, tuple[int, str]]
) -> tuple[Entity, ...]:
    onward = {number: joined[group.names[0]][0] for number, group in enumerate(groups)}
    members: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for name in group.names:
            home, _ = joined[name]
            members[home if home == number else _last_home(home, onward)].append(name)
    out = [_entity(cols, found, groups, home, sorted(numbers), joined) for home, numbers in members.items()]
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
    groups: Sequence[Group],
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
    titles = tuple(dict.fromkeys(t for f in forms for t in f.titles if t not in FORMS_OF_ADDRESS))
    gender = next((f.gender for f in forms if f.gender), "") or surnames.gender_of(cols, found, group)
    steps = {n: joined[n][1] for n in numbers}
    return Entity(label, group.type, tuple(numbers), gender, titles, steps, group.sure)
