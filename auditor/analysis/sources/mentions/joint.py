"""Where words name two sources at once: *the mayor's office and a nurse*, *documents and two officials*."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import apart, cores, nouns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS
from auditor.analysis.sources.names.names import Name, names_between
from auditor.language.function_words import AND, ARTICLES

_SPEAKERS = frozenset({"human", "collective", "body", "media", "document"})
_DETERMINERS = frozenset({"DT", "PRP$", "CD", "PDT"})
_MODIFIERS = frozenset({"JJ", "VBN", "VBG", "NN", "NNP", "HYPH"})
_LEAST_LISTED = 3
_NAME = frozenset({"name"})
_BODIES = frozenset({"body", "collective", "media", "name"})
_ALIKE = (_BODIES, frozenset({"human"}))
_READ = (*_ALIKE, frozenset({"document"}))


def parts(cols: Columns, names: Sequence[Name], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The ranges of tokens that name one source each; the whole range where it names only one, or names alone."""
    inside = {at for name in names_between(names, start, end) for at in range(name.lead, name.end)}
    if listed := _listed(cols, names, inside, start, end):
        return listed
    for at in range(start + 1, end - 1):
        after = at + (apart.joiner(cols, at) or apart.lists(cols, at, end))
        if at < after < end and at not in inside and are_two(cols, names, start, at, after, end):
            if _are_others(cols, names, start, at, after, end):
                return ((after, end),)
            return (start, at - (cols.text[at - 1] == ",")), *parts(cols, names, after, end)
    return ((start, end),)


def _listed(
    cols: Columns, names: Sequence[Name], inside: Collection[int], start: int, end: int
) -> tuple[tuple[int, int], ...]:
    """The items of a list of three or more names with articles: *the Farm League, the Port Union and the Bar*."""
    marks = [at for at in range(start, end) if at not in inside and (cols.text[at] == "," or cols.lower[at] in AND)]
    edges = zip((start, *(at + 1 for at in marks)), (*marks, end), strict=True)
    items = tuple((one, stop) for one, stop in edges if one < stop)
    if len(items) < _LEAST_LISTED or not any(cols.lower[at] in AND for at in marks):
        return ()
    articles = any(cols.lower[one] in ARTICLES for one, _ in items[1:])
    return items if articles and all(_is_name_alone(cols, names, *item) for item in items) else ()


def _is_name_alone(cols: Columns, names: Sequence[Name], start: int, end: int) -> bool:
    """Whether the tokens are a name, with its article and its letters in brackets or without them."""
    first = start + (cols.lower[start] in ARTICLES)
    stop = end - 3 if cols.text[end - 1] == ")" and end - first > 3 else end
    within = names_between(names, start, stop)
    return bool(within) and within[0].lead in (start, first) and within[0].end == stop


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


def _are_others(cols: Columns, names: Sequence[Name], start: int, at: int, after: int, end: int) -> bool:
    """Whether the second takes the first in: *a former judge and other critics* are critics."""
    _, first = _read(cols, names, start, cores.end_of(cols, names, start, at))
    core = cores.end_of(cols, names, after, end)
    return "human" in first and cols.lower[after] == "other" and cols.tag[core - 1] == "NNS"


def are_two(cols: Columns, names: Sequence[Name], start: int, at: int, after: int, end: int) -> bool:
    """Whether the words before the *and* at `at`, and those from `after` on, stand for a source each."""
    if cores.end_of(cols, names, start, end) > at:
        return False  # Ohio and Texas officials
    core = cores.end_of(cols, names, start, at)
    one, first = _read(cols, names, start, core)
    other, second = _read(cols, names, after, cores.end_of(cols, names, after, end))
    if one < 0 or other < 0 or not first & (_SPEAKERS | _NAME) or not second & (_SPEAKERS | _NAME):
        return False
    last = at - 1 - (cols.text[at - 1] == ",")
    if cols.text[at] == "," and not ("human" in first and "document" in second):
        return False  # Lena Orr, a lawyer and a banker
    follows = apart.Second(after, other, end, second)
    if core <= last and not ("human" in first and _stands_apart(cols, names, core, at, follows)):
        read = "document" in second and apart.has_read(cols, core, last)
        inside = _may_be_inside(cols, last, second, _READ if read else _ALIKE)
        if inside or not _are_joined(cols, one, other) or apart.is_pair(cols, core, last, follows):
            return False
    if not _opens(cols, names, after, other, first, second) and not apart.is_provided(cols, follows):
        return False
    if first == second == _NAME:
        return not any(name.lead == after and name.end == other + 1 for name in names_between(names, after, end))
    press = "media" in first and second == _NAME  # state television and Interfax
    if cols.tag[one] == "NN" and cols.tag[start] not in _DETERMINERS and not (press or first & {"collective", "name"}):
        return False  # good government and finance experts
    alike = bool(first & second & _SPEAKERS)
    return not (alike and cols.tag[one] == "NNS" and cols.tag[after] not in _DETERMINERS)


def _stands_apart(cols: Columns, names: Sequence[Name], core: int, at: int, second: apart.Second) -> bool:
    """Whether the second is no part of the words, from `core` to `at`, that describe the people of the first."""
    last = at - 1 - (cols.text[at - 1] == ",")
    before = _what(cols, names, last)
    if apart.is_provided(cols, second) or apart.is_closed(cols, core, at):
        return True
    if not before and apart.is_adverb(cols, last):
        return True
    if cols.tag[last] not in NOUN_TAGS or before & (_BODIES | {"human"}):
        return False  # officials of the ministry and a port agency
    if "document" in second.classes and "document" in before and apart.has_read(cols, core, last):
        return False  # a lawyer who read the report and a memo
    return apart.is_unlike(cols, core, last, second) and not _is_place(cols, names, second)


def _what(cols: Columns, names: Sequence[Name], at: int) -> frozenset[str]:
    """What the noun or the name that ends at `at` may stand for."""
    if any(name.lead <= at < name.end for name in names):
        return _NAME
    noun, _ = nouns.singular(cols, at)
    found = nouns.classes(cols, noun, at)
    return found or (frozenset({"human"}) if nouns.sounds_human(cols, noun) else found)


def _is_place(cols: Columns, names: Sequence[Name], second: apart.Second) -> bool:
    inside = names_between(names, second.start, second.head + 1)
    return bool(inside) and cols.words.has("organizations", inside[-1].key, "place")


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


def _may_be_inside(cols: Columns, at: int, found: frozenset[str], alike: Sequence[frozenset[str]]) -> bool:
    """Whether the second is like the last noun of the first, as in *officials of the ministry and the police*."""
    if cols.tag[at] not in NOUN_TAGS:
        return False
    noun, _ = nouns.singular(cols, at)
    people = frozenset({"human"}) if nouns.sounds_human(cols, noun) else _NAME
    before = nouns.classes(cols, noun, at) & _SPEAKERS or people
    return any(before & kinds and found & kinds for kinds in alike)


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
