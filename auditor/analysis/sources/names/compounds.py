"""Names of bodies with an *and* in them: *the Food and Farming Inspectorate*, *the Nurses and Midwives Guild (NMG)*."""

from __future__ import annotations

from auditor.analysis.sources.columns import Columns

_BEFORE_HEAD = frozenset({"compound", "nmod", "amod"})
_PLURALS = ("men", "people", "children")
"""Endings of plurals that take an *'s*, straight or curved."""
_PROPER = frozenset({"NNP", "NNPS"})


def end_over_and(cols: Columns, start: int, end: int) -> int:
    """Where the name from `start` ends that goes on over the *and* at `end`; `end` itself if it does not.

    It does where the words before hang on the noun that ends it, or where an acronym in brackets counts them in.
    """
    stop = end + 1
    while stop < len(cols) and cols.tag[stop] in _PROPER and cols.block[stop] == cols.block[start]:
        stop += 1
    if stop == end + 1 or not all(cols.tag[at] in _PROPER for at in range(start, end)):
        return end
    tests = (_hang_on(cols, start, end, stop), _is_abbreviated(cols, start, stop), _is_one_body(cols, start, stop))
    return stop if any(tests) else end


def are_members(cols: Columns, start: int, end: int) -> bool:
    """Whether the mark at `end` makes a plural that of a body's members: *Workers' League*, *Seamen's Union*."""
    last = cols.lower[end - 1]
    plural = last.endswith("s") if cols.text[end] in ("'", "’") else last.endswith(_PLURALS)
    if not plural or cols.tag[end] != "POS" or cols.tag[end - 1] not in _PROPER:
        return False
    places = (" ".join(cols.lower[at:end]) for at in range(start, end))
    return cols.words.has("organizations", cols.word(end + 1), "head") and not any(
        cols.words.has("organizations", place, "place") for place in places
    )


def _hang_on(cols: Columns, start: int, end: int, stop: int) -> bool:
    """Whether the words before the *and* describe the last of those after it, a noun for a body: *Inspectorate*."""
    last = stop - 1
    if last == end + 1 or not cols.words.has("organizations", cols.lower[last], "head"):
        return False
    return cols.dep[end - 1] in _BEFORE_HEAD and cols.head[end - 1] == last


def _is_one_body(cols: Columns, start: int, stop: int) -> bool:
    """Whether the recogniser of names takes all of it, the *and* too, for one body, before who heads it by name."""
    whole = all(cols.ent[at] == "ORG" for at in range(start, stop))
    if not whole or not cols.words.has("organizations", cols.lower[stop - 1], "head"):
        return False
    role = cols.word(stop)
    return cols.words.has("roles", role) and stop + 1 < len(cols) and cols.tag[stop + 1] == "NNP"


def _is_abbreviated(cols: Columns, start: int, stop: int) -> bool:
    """Whether the words from `start` to `stop` have the initials that follow them in brackets."""
    if cols.word(stop) != "(" or cols.word(stop + 2) != ")" or not cols.text[stop + 1].isupper():
        return False
    letters = "".join(cols.text[at][0] for at in range(start, stop) if cols.text[at][:1].isupper())
    return len(letters) > 2 and cols.text[stop + 1].replace(".", "") in (letters, letters.removeprefix("T"))
