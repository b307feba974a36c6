"""Whether words for an office say the same one: *the foreign minister*, *Danish ministers*, *the victim's lawyer*."""

from __future__ import annotations

from collections.abc import Callable, Collection

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import descriptions
from auditor.analysis.sources.mentions.descriptions import Role

JUST_SO = 2
"""How nearly somebody is called whom an article calls so with the words before the noun."""
_OF_COUNTRY = "of-"
"""How the tags of words for one country begin: *American* and *US*."""


def is_called(cols: Columns, role: str, noun: str) -> bool:
    """Whether one with `role` may be called `noun`: a senator is a lawmaker, but a deputy mayor is not the mayor."""
    if second := second_to(cols, role):
        role = role.removeprefix(f"{second} ")
    if second != (other := second_to(cols, noun)):
        return False
    noun = noun.removeprefix(f"{other} ")
    last, short = role.rsplit(" ", 1)[-1], noun.rsplit(" ", 1)[-1]
    return noun in (role, last) or role == short or cols.words.has("roles", last, f"is-{noun}")


def second_to(cols: Columns, role: str) -> str:
    """The word that makes a role that of another's second, *deputy* mayor; empty if there is none."""
    first, _, others = role.partition(" ")
    return first if others and cols.words.has("not-names", first, "second") else ""


def nearness(cols: Columns, roles: Collection[Role], noun: str, modifiers: Collection[str]) -> int:
    """How nearly somebody with `roles` is called `noun`: `JUST_SO`, with the words before it, 1 by the noun, or 0.

    Where somebody is a justice, the chief justice is called so no more than others are.
    """
    wanted = _senses(cols, modifiers)
    for role, before in roles:
        *first, last = role.split()
        if wanted and noun in (role, last) and wanted <= _senses(cols, before).union(first):
            return JUST_SO
    higher = any(role != noun and role.endswith(f" {noun}") for role, _ in roles)
    return int(not higher and any(role == noun for role, _ in roles))


def _senses(cols: Columns, modifiers: Collection[str]) -> set[str]:
    """What the words before an office say, *the family's* as one."""
    return {_sense(cols, m) for m in modifiers if m[0].isalpha() and f"{m}'s" not in modifiers}


def are_apart(cols: Columns, told: Collection[str], wanted: Collection[str]) -> bool:
    """Whether the words of two descriptions say two: of two countries, in charge of two fields, the lawyers of two."""
    sorts = (_is_country, _is_party, _is_time, descriptions.is_charge, _is_persons)
    return any(_are_two(cols, told, wanted, is_of_sort) for is_of_sort in sorts)


def _are_two(
    cols: Columns, told: Collection[str], wanted: Collection[str], is_of_sort: Callable[[Columns, str], bool]
) -> bool:
    one, other = ({_sense(cols, word) for word in words if is_of_sort(cols, word)} for words in (told, wanted))
    return bool(one) and bool(other) and one.isdisjoint(other)


def tells_apart(cols: Columns, word: str) -> bool:
    """Whether a word before a noun says which one: *Ukrainian*, *former*."""
    return _is_country(cols, word) or _is_party(cols, word) or _is_time(cols, word)


def _is_country(cols: Columns, word: str) -> bool:
    return cols.words.has("demonyms", word, "nationality") or cols.words.has("organizations", word, "place")


def _is_party(cols: Columns, word: str) -> bool:
    return cols.words.has("demonyms", word, "party")


def _is_time(cols: Columns, word: str) -> bool:
    """Whether a word says when somebody holds an office: *former*, *then*."""
    return cols.words.has("not-names", word, "then")


def is_past(cols: Columns, told: Collection[str], wanted: Collection[str]) -> bool:
    """Whether somebody is told to have been what a description says somebody is: *former captain* and *the captain*."""
    past = (any(cols.words.has("not-names", word, "past") for word in words) for words in (told, wanted))
    return next(past) and not next(past)


def _is_persons(cols: Columns, word: str) -> bool:
    """Whether a word is a genitive of people: *the family's* lawyer."""
    owner = word.removesuffix("'s")
    forms = (owner, owner.removesuffix("s")) if owner != word else ()
    return any(cols.words.has("roles", form) or cols.words.has("groups", form) for form in forms)


def _sense(cols: Columns, word: str) -> str:
    """A word, or what it has in common with others: *American* and *US*, *ex* and *former*."""
    tags = sorted(cols.words.tags("demonyms", word))
    country = next((tag for tag in tags if tag.startswith(_OF_COUNTRY)), word)
    return "past" if cols.words.has("not-names", word, "past") else country
