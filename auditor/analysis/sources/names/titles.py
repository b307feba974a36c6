"""The titles before a name and where they end: *Navy Capt.*, *Engr. (Mrs.)*, *Minister for Roads and Rural Works*."""

from __future__ import annotations

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import name_runs
from auditor.analysis.sources.names.name_runs import LONGEST_TITLE

FORMS_OF_ADDRESS = frozenset({"male", "female", "address"})
_LONGEST_OFFICE = 12
_LEAST_NAME = 2
_LEAST_OFFICE = 3
_PREPOSITIONS = frozenset({"for", "of", "in", "on", "from"})
_WITHIN_OFFICE = frozenset({"and", "&", ",", "the", "-"})
_BETWEEN_TITLES = frozenset({".", "(", ")", "-"})
_AFTER_TITLE = frozenset({"-", "then", "elect", "designate"})


def after_title(cols: Columns, start: int, end: int) -> tuple[int, int]:
    """Where the first title before a name begins and where the name after the last does; equal if there is none."""
    for at in range(end - 1, start, -1):
        for length in range(min(LONGEST_TITLE, at - start), 0, -1):
            if is_title(cols, at - length, at) and not _is_word_within(cols, start, at - length, at):
                lead = _first_title(cols, start, at - length)
                while at < end - 1 and cols.lower[at] in _AFTER_TITLE:
                    at += 1
                return lead, at
    return start, start


def ending(cols: Columns, start: int, end: int) -> int:
    """Where a title of three words or more begins with which the run ends: *Chief Veterinary Officer*; else `end`."""
    lengths = range(min(LONGEST_TITLE, end - start), _LEAST_OFFICE - 1, -1)
    return next((end - n for n in lengths if is_title(cols, end - n, end)), end)


def is_title(cols: Columns, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are one title."""
    if cols.text[start] in _BETWEEN_TITLES and cols.text[start] != "(":
        return False
    return cols.words.has("titles", name_runs.spelled(cols, start, end))


def _is_word_within(cols: Columns, start: int, at: int, end: int) -> bool:
    """The *Di* of *Veere Di Wedding*: no abbreviation of two letters, which has capitals inside a name."""
    return at > start and end - at == 1 and len(cols.text[at]) == 2 and not cols.text[at].isupper()


def _first_title(cols: Columns, start: int, at: int) -> int:
    """The first of several titles in a row: *Navy Capt.*, *Sen. Dr.*, *Engr. (Mrs.)*"""
    while at > start:
        begins = (b for b in range(max(start, at - LONGEST_TITLE), at) if is_title(cols, b, at))
        lead = next(begins, at)
        if lead == at:
            break
        at = lead
    return at


def after_office(cols: Columns, start: int, end: int) -> tuple[int, int]:
    """The same where a title goes on after *of* or *for*: *Deputy Leader of the House* Tarun Sethi."""
    preposition = _preposition_before(cols, start)
    if preposition < 0:
        return start, start
    lead = _office(cols, preposition)
    main = _after_domain(cols, start, end) if lead < preposition else start
    return (lead, main) if main > start else (start, start)


def _preposition_before(cols: Columns, start: int) -> int:
    """The *for* of *Minister for Roads and Rural Works*, looked for from *Rural*; -1 if there is none."""
    for at in range(start - 1, max(-1, start - _LONGEST_OFFICE), -1):
        if cols.block[at] != cols.block[start] or at in cols.starts:
            return -1
        if cols.lower[at] in _PREPOSITIONS:
            return at
        if cols.lower[at] not in _WITHIN_OFFICE and not cols.tag[at].startswith("NNP"):
            return -1
    return -1


def _office(cols: Columns, end: int) -> int:
    """Where the title begins that ends at `end`, with the titles right before it; `end` if there is none."""
    for start in range(max(0, end - LONGEST_TITLE), end):
        if is_title(cols, start, end):
            lead = _first_title(cols, max(0, start - LONGEST_TITLE), start)
            return lead if cols.block[lead] == cols.block[end] else start
    return end


def _after_domain(cols: Columns, start: int, end: int) -> int:
    """Where a name begins after what its bearer is in charge of; `start` if no name follows."""
    known = [at for at in range(start, end - 1) if _is_domain(cols, start, at) and cols.text[at + 1][:1].isupper()]
    body = cols.words.has("organizations", cols.lower[end - 1], "head")  # president of the British Tea Association
    if known and end - known[-1] - 1 >= _LEAST_NAME:
        first = known[-1] + 1
        return start if body and not cols.words.has("first-names", cols.lower[first]) else first
    persons = [at for at in range(start, end) if cols.ent[at] == "PERSON"]
    whole = persons == list(range(end - len(persons), end)) and len(persons) >= _LEAST_NAME
    if whole and not _is_domain(cols, start, end - 1):
        return persons[0]
    return start


def _is_domain(cols: Columns, start: int, at: int) -> bool:
    """Whether the word is one for a field, a body or a place: *Works*, *House*, *Vietnam*, *New Delhi*."""
    words, word = cols.words, cols.lower[at]
    pair = f"{cols.lower[at - 1]} {word}" if at > start else word
    return (
        words.has("organizations", word, "head", "noun", "place", "field")
        or words.has("organizations", pair, "place")
        or words.has("demonyms", word)
    )


# ---------------------------------------------------------------- what titles say


def said(cols: Columns, lead: int, start: int) -> tuple[str, ...]:
    """What the titles from `lead` to `start` say their holder is: `senator`, `male`, `deputy mayor`."""
    found: list[str] = []
    for at in range(lead, start):  # a lieutenant colonel is no lieutenant
        found += _said_by(cols, lead, at, _longest(cols, at, start))
    return tuple(dict.fromkeys(found))


def said_over(cols: Columns, at: int) -> tuple[str, ...]:
    """The same of a title that begins with the noun at `at` and goes on over *of*: *Member of Parliament*."""
    end = _longest(cols, at, len(cols))
    return tuple(_said_by(cols, at, at, end)) if cols.lower[at + 1 : at + 2] == ["of"] and end > at + 2 else ()


def _longest(cols: Columns, at: int, end: int) -> int:
    """Where the longest title ends that begins at `at` and goes no further than `end`; `at` if there is none."""
    stops = range(min(at + LONGEST_TITLE, end), at, -1)
    return next((stop for stop in stops if cols.words.has("titles", name_runs.spelled(cols, at, stop))), at)


def _said_by(cols: Columns, lead: int, at: int, stop: int) -> list[str]:
    """What a title from `at` to `stop` says its holder is: the classes that it is of, and the title itself."""
    title = name_runs.spelled(cols, at, stop)
    tags = sorted(cols.words.tags("titles", title)) if at < stop else []
    second = _second(cols, lead, at, stop)
    if tags and FORMS_OF_ADDRESS.isdisjoint(tags):
        tags.append(title.removeprefix(f"{second} "))
    return [f"{second} {tag}" for tag in tags] if second else tags


def _second(cols: Columns, lead: int, at: int, stop: int) -> str:
    """The word that makes a title from `at` to `stop` that of another's second, *Deputy* Prime Minister; else empty."""
    for i in range(lead, min(at + 1, stop - 1)):
        whole = (name_runs.spelled(cols, first, stop) for first in (i, i + 1))  # deputy mayor; deputy finance minister
        titled = i == at or any(cols.words.has("titles", title) for title in whole)
        if titled and cols.words.has("not-names", cols.lower[i], "second"):
            return cols.lower[i]
    return ""
