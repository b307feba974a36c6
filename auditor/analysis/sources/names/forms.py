"""Forms of one name: *Fisheries Department* for *Department of Fisheries*, *Amir Khan* for *Amir Khan Mahmud*."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import ARTICLES, GENDERED

_LEAST = 2
_REACH = 60
"""Tokens within which a pronoun tells somebody's gender."""
_FURTHEST = 8
"""Tokens between two names of one person."""
_LONG_NAME = 5
"""Letters; shorter names that differ by one letter are two names."""
_LONG_ENOUGH = 4
"""Letters; shorter first names that differ by one letter are two names."""


def is_turned(cols: Columns, short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name has the noun for a body last and the other has it first: *Department of Justice*."""
    head = short[-1].lower()
    lower = [word.lower() for word in long]
    if len(short) < _LEAST or head not in lower or not cols.words.has("organizations", head, "head"):
        return False
    at = lower.index(head) + 1
    if at >= len(long) or not cols.words.has("not-names", lower[at], "glue"):
        return False
    return [w for w in lower[at + 1 :] if w not in ARTICLES] == [w.lower() for w in short[:-1] if w.lower() != "the"]


def is_ending(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether two or more words of `short` are the last of `long`: *Free Harbour* of *Weston Free Harbour*."""
    words = short[1:] if short[0] == "The" else short
    return _LEAST <= len(words) < len(long) and list(long[-len(words) :]) == list(words)


def is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a lone word is a name between a person's first and last: *Jamal* of *Md Jamal Hossen*."""
    return len(short) == 1 and len(short[0]) >= _LONG_ENOUGH and short[0] in long[1:-1]


def are_spellings(one: str, other: str) -> bool:
    """Whether two first names are one, spelt with *c* or with *k*: *Viktor*, *Victor*."""
    return len(one) >= _LONG_ENOUGH and one.replace("k", "c") == other.replace("k", "c")


def is_part(cols: Columns, short: str, long: Sequence[str]) -> bool:
    """Whether `long` is a part of the known body or outlet whose letters it begins with: *UN Harbour Mission*."""
    known = cols.words.has("organizations", short.lower(), "known") or cols.words.has("media", short.lower(), "outlet")
    return known and short.isupper() and len(long) > _LEAST


def gender_after(cols: Columns, end: int) -> str:
    """The gender of the pronoun that comes next in the sentence of the words that end at the token `end`.

    Only what comes before any other name, and is not quoted, tells it: Vane said *she* would leave.
    """
    for at in range(end, min(len(cols), end + _REACH)):
        if cols.sentence[at] != cols.sentence[end - 1] or cols.tag[at].startswith("NNP") or cols.quoted[at]:
            break
        if cols.lower[at] in GENDERED:
            return GENDERED[cols.lower[at]]
    return ""


def given_acronym(cols: Columns, names: Sequence[Name], words: Sequence[str]) -> str:
    """The acronym that an article gives in brackets beside one of `names`, of more `words`; empty if it gives none."""
    for name in names if len(words) >= _LEAST else ():
        inside = cols.text[name.end + 1 : name.end + 3] if cols.word(name.end) == "(" else ()
        if len(inside) < _LEAST or inside[1] != ")":
            continue
        if inside[0].isupper() or (inside[0][0].isupper() and inside[0].lower() == initials(words)):
            return inside[0].lower()
    return ""


def initials(words: Sequence[str]) -> str:
    """The first letters, in lower case, of those of `words` that have a capital."""
    return "".join(w[0].lower() for w in words if w[0].isupper())


def is_also(cols: Columns, one: Name, other: Name) -> bool:
    """Whether the words between two names say that one person has both: Larkspur*, born* Ada Wynn."""
    if not 0 < other.lead - one.end <= _FURTHEST:
        return False
    between = (cols.lower[at] for at in range(one.end, other.lead) if cols.pos[at] != "PUNCT")
    return cols.words.has("not-names", " ".join(between), "also-known")


def is_misspelt(one: str, other: str) -> bool:
    """Whether two long words differ by one letter left out, or by two swapped: *Byrne* and *Bryne*."""
    if one == other or min(len(one), len(other)) < _LONG_NAME or one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        at = next(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
        return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    left_out = any(long[:i] + long[i + 1 :] == short for i in range(1, len(long)))
    return len(long) == len(short) + 1 and left_out and not long.endswith("s")
