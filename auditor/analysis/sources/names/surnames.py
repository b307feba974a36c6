"""Whose a surname alone is, of several people who have it: by title, lead, number of mentions, or nearness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import forms
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name

GENDERS = frozenset({"male", "female"})
_FIRST = 5
"""Of somebody's mentions, that tell gender and age."""
_NEAR = 400
"""Tokens around a name within which a relative may be told of."""
_GROWN = 16
"""Years from which on somebody may be called *Mr*."""


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one and the same form."""

    words: tuple[str, ...]
    written: str
    """The best of its spellings."""
    names: tuple[int, ...]
    type: NameType
    sure: bool
    given: str
    """The acronym that the article gives after it in brackets, in lower case; empty if it gives none."""


def meant(
    cols: Columns,
    found: Sequence[Name],
    groups: Sequence[Group],
    entities: Sequence[int],
    own: int,
    number: int,
    both: bool,
) -> int:
    """Of the people, `entities`, with the surname of group `own`, the one whom its name `number` means.

    By title, lead, number of mentions, or nearness. It is `own` where the title is of nobody's gender among them;
    `both` says whether there are titles of both genders before the surname.
    """
    name = found[number]
    if name.gender:
        entities = [n for n in entities if not _is_child(cols, found, groups[n])]
        if not entities or _are_of_other_gender(cols, found, groups, entities, name, both):
            return _relative(cols, found, groups, name.gender, own)
    if len(entities) == 1:
        return entities[0]
    gender = name.gender or forms.gender_after(cols, name.end)
    if gender:
        genders = {b: gender_of(cols, found, groups[b]) for b in entities}
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


def _are_of_other_gender(
    cols: Columns, found: Sequence[Name], groups: Sequence[Group], entities: Sequence[int], name: Name, both: bool
) -> bool:
    """Whether *Mrs Moss* is none of the people with her surname: where more than a first name says who they are.

    First names mislead: Andrea Moss may be a man. Titles of both genders before one surname are of two people.
    """
    if any(gender_of(cols, found, groups[n]) in (name.gender, "") for n in entities):
        return False
    told = all(_told_gender(cols, found, groups[n]) for n in entities)
    return told or both or _has_relative(cols, name, name.gender)


def _has_relative(cols: Columns, name: Name, gender: str) -> bool:
    """Whether the article itself speaks, not far off, of somebody's relative of that gender: *her mother*."""
    near = range(max(1, name.start - _NEAR), min(len(cols), name.end + _NEAR))
    owned = (at for at in near if cols.tag[at - 1] in ("PRP$", "POS") and not cols.quoted[at])
    return any({"relative", gender} <= cols.words.tags("roles", cols.lower[at]) for at in owned)


def _is_child(cols: Columns, found: Sequence[Name], group: Group) -> bool:
    """Whether an age of less than 16 stands after a name: Liam Moss, 8, is no Mr Moss."""
    after = (found[n].end for n in group.names[:_FIRST])
    ages = (cols.word(end + 1) for end in after if cols.word(end) == ",")
    return any((age.isdigit() and int(age) < _GROWN) or cols.words.has("numbers", age, "child") for age in ages)


def _relative(cols: Columns, found: Sequence[Name], groups: Sequence[Group], gender: str, own: int) -> int:
    """The one person called by a first name alone and a word for a relative of that gender; `own` without one.

    *His mother, Julie,* is the Mrs Moss of an article about Lee Moss.
    """
    known = [
        n
        for n, group in enumerate(groups)
        if len(group.words) == 1 and group.type is NameType.PERSON and _is_relative(cols, found[group.names[0]], gender)
    ]
    return known[0] if len(known) == 1 and known[0] != own else own


def _is_relative(cols: Columns, name: Name, gender: str) -> bool:
    """Whether a word for a relative of that gender stands right before a name."""
    at = name.lead - 1
    at -= at > 0 and cols.text[at] == ","
    return at >= 0 and {"relative", gender} <= cols.words.tags("roles", cols.lower[at])


def _block_of(cols: Columns, name: Name) -> int:
    return cols.block[name.start]


def gender_of(cols: Columns, found: Sequence[Name], group: Group) -> str:
    """The gender of a group, by titles and the like first, then by the first name; empty if neither tells."""
    told = _told_gender(cols, found, group)
    if told:
        return told
    if len(group.words) < 2 and group.type != NameType.PERSON:
        return ""
    tags = cols.words.tags("first-names", group.words[0].lower())
    return next(iter(tags)) if len(tags) == 1 and len(group.words) > 1 else ""


def _told_gender(cols: Columns, found: Sequence[Name], group: Group) -> str:
    """The gender that a title or the noun before it tells; empty if none does."""
    each = (found[number].gender or _gender_before(cols, found[number]) for number in group.names[:_FIRST])
    return next((gender for gender in each if gender), "")


def _gender_before(cols: Columns, name: Name) -> str:
    """What the noun before a name says: *her brother* Paul Marsh, *her son,* Lee Marsh; empty if it says nothing."""
    at = name.lead - 1
    at -= at > 0 and cols.text[at] == "," and cols.words.has("roles", cols.lower[at - 1], "relative")
    told = cols.words.tags("roles", cols.lower[at]) & GENDERS if at >= 0 else GENDERS
    return next(iter(told)) if len(told) == 1 else ""
