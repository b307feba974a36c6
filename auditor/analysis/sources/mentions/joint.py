"""Where words name two sources at once: *the mayor's office and a nurse*, *documents and two officials*."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import cores, nouns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS
from auditor.analysis.sources.names.names import Name, names_between
from auditor.language.function_words import AND

_SPEAKERS = frozenset({"human", "collective", "body", "media", "document"})
_DETERMINERS = frozenset({"DT", "PRP$", "CD", "PDT"})
_MODIFIERS = frozenset({"JJ", "VBN", "VBG", "NN", "NNP", "HYPH"})
_LEAST_LISTED = 3
_NAME = frozenset({"name"})
_BODIES = frozenset({"body", "collective", "media", "name"})


def parts(cols: Columns, names: Sequence[Name], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The ranges of tokens that name one source each; the whole range where it names only one, or names alone."""
    inside = {at for name in names_between(names, start, end) for at in range(name.lead, name.end)}
    for at in range(start + 1, end - 1):
        if cols.lower[at] in AND and at not in inside and _are_two(cols, names, start, at, end):
            if _are_others(cols, names, start, at, end):
                return ((at + 1, end),)
            return (start, at - (cols.text[at - 1] == ",")), *parts(cols, names, at + 1, end)
    return ((start, end),)


def total(cols: Columns, names: Sequence[Name], start: int, end: int) -> int | None:
    """How many people *two teachers, a cook and a driver* are; None for no list of three, or one that does not say."""
    marks = [at for at in range(start, end) if cols.text[at] == "," or cols.lower[at] in AND]
    edges = zip((start, *(at + 1 for at in marks)), (*marks, end), strict=True)
    items = [(one, stop) for one, stop in edges if one < stop]
    if len(items) < _LEAST_LISTED or not any(cols.lower[at] in AND for at in marks):
        return None
    numbers = [_number(cols, names, *item) for item in items]
    return None if 0 in numbers else sum(numbers)


def _number(cols: Columns, names: Sequence[Name], start: int, end: int) -> int:
    """How many people an item of a list is; 0 where it does not say, or is none of people."""
    head, found = _read(cols, names, start, cores.end_of(cols, names, start, end))
    if head < 0 or "human" not in found or cols.tag[start] not in ("CD", "DT"):
        return 0
    counted, _ = nouns.count(cols, start, head, cols.tag[head] == "NNS")
    return counted or 0


def _are_others(cols: Columns, names: Sequence[Name], start: int, at: int, end: int) -> bool:
    """Whether the second takes the first in: *a former judge and other critics* are critics."""
    _, first = _read(cols, names, start, cores.end_of(cols, names, start, at))
    core = cores.end_of(cols, names, at + 1, end)
    return "human" in first and cols.lower[at + 1] == "other" and cols.tag[core - 1] == "NNS"


def _are_two(cols: Columns, names: Sequence[Name], start: int, at: int, end: int) -> bool:
    """Whether the words before and after the *and* at `at` stand for a source each."""
    if cores.end_of(cols, names, start, end) > at:
        return False  # Ohio and Texas officials
    core = cores.end_of(cols, names, start, at)
    one, first = _read(cols, names, start, core)
    other, second = _read(cols, names, at + 1, cores.end_of(cols, names, at + 1, end))
    if one < 0 or other < 0 or not first & (_SPEAKERS | _NAME) or not second & (_SPEAKERS | _NAME):
        return False
    last = at - 1 - (cols.text[at - 1] == ",")
    if core <= last and (not _are_joined(cols, one, other) or _may_be_inside(cols, last, second)):
        return False
    if not _opens(cols, names, at + 1, other, first, second):
        return False
    if first == second == _NAME:
        return not any(name.lead == at + 1 and name.end == other + 1 for name in names_between(names, at + 1, end))
    if cols.tag[one] == "NN" and cols.tag[start] not in _DETERMINERS and not first & {"collective", "name"}:
        return False  # good government and finance experts
    alike = bool(first & second & _SPEAKERS)
    return not (alike and cols.tag[one] == "NNS" and cols.tag[at + 1] not in _DETERMINERS)


def _read(cols: Columns, names: Sequence[Name], start: int, end: int) -> tuple[int, frozenset[str]]:
    """The word that heads a phrase, and what it may stand for; -1 where none does."""
    inside = names_between(names, start, end)
    if inside and inside[-1].end == end:
        return end - 1, _NAME
    if cols.tag[start] == "PRP" and end == start + 1:
        return start, _NAME
    head = next((at for at in range(end - 1, start - 1, -1) if cols.tag[at] in NOUN_TAGS), -1)
    if head < 0:
        return -1, frozenset()
    noun, _ = nouns.singular(cols, head)
    found = nouns.classes(cols, noun, head)
    return head, found or (frozenset({"human"}) if nouns.sounds_human(cols, noun) else found)


def _are_joined(cols: Columns, one: int, other: int) -> bool:
    """Whether the parser joins the second word to the first, or makes both subjects of one verb."""
    if cols.head[other] == one:
        return cols.dep[other] == "conj"
    return cols.head[one] == cols.head[other] and cols.dep[one] == cols.dep[other] == "nsubj"


def _may_be_inside(cols: Columns, at: int, found: frozenset[str]) -> bool:
    """Whether the second is like the last noun of the first, as in *officials of the ministry and the police*."""
    if cols.tag[at] not in NOUN_TAGS:
        return False
    noun, _ = nouns.singular(cols, at)
    people = frozenset({"human"}) if nouns.sounds_human(cols, noun) else _NAME
    before = nouns.classes(cols, noun, at) & _SPEAKERS or people
    return any(before & kinds and found & kinds for kinds in (_BODIES, frozenset({"human"})))


def _opens(
    cols: Columns, names: Sequence[Name], start: int, head: int, before: frozenset[str], found: frozenset[str]
) -> bool:
    """Whether a phrase of its own begins at `start`: an article, a number, a name, or a bare plural."""
    if cols.tag[start] in _DETERMINERS:
        return True
    if found == _NAME:
        first = names_between(names, start, head + 1)[-1]
        described = all(cols.tag[at] in _MODIFIERS for at in range(start, first.lead))
        return first.lead == start or (before == _NAME and described)
    return cols.tag[head] == "NNS" and all(cols.tag[at] in _MODIFIERS for at in range(start, head))
