"""Proper names of an article: where they stand and what titles they carry (named-entity recognition).

Capital letters and tags say where a run of name words is; word lists say what in it is a title, a modifier or
a noun, and where an institution's name goes on after *of*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import name_runs

_MALE, _FEMALE = "male", "female"
_FORMS_OF_ADDRESS = frozenset({_MALE, _FEMALE, "address"})
_LONGEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name, in token numbers: `lead` to `start` are titles, `start` to `end` the name."""

    lead: int
    start: int
    end: int
    words: tuple[str, ...]
    """The words of the name as written, without titles and suffixes."""
    titles: tuple[str, ...] = ()
    """What the titles say: `senator`, `male`."""

    @property
    def gender(self) -> str:
        """`male` or `female` where a title says so, else empty."""
        return next((t for t in self.titles if t in (_MALE, _FEMALE)), "")

    @property
    def key(self) -> str:
        """The name in lower case, without a leading *the*: what word lists are asked for."""
        return " ".join(self.words).lower().removeprefix("the ")


def find(cols: Columns, edges: Collection[int] = frozenset()) -> tuple[Name, ...]:
    """All names of the article in order, those inside quotations included; none runs over one of `edges`.

    The edges are tokens before which the words for a source begin or end.
    """
    found: list[Name] = []
    at = 0
    while at < len(cols):
        if not name_runs.begins(cols, at):
            at += 1
            continue
        end = name_runs.end_of(cols, at, edges)
        found.extend(name for name in _names_of_run(cols, at, end) if name.words)
        at = end
    return tuple(found)


# ---------------------------------------------------------------- what names a run holds


def _names_of_run(cols: Columns, start: int, end: int) -> Iterator[Name]:
    """The names in the run: those of modifiers (*Indiana* Gov. …) and the main one; no titles, no groups."""
    while start < end and _is_opener(cols, start):
        start += 1
    if _is_stray(cols, start, end) or (end - start > 1 and cols.words.has("numbers", cols.lower[start], "several")):
        start += 1
    if start == end or _is_shouting(cols, start, end) or _is_number(cols, start, end):
        return
    if _is_known(cols, start, end):
        yield _name(cols, start, start, end)
        return
    lead, main = _after_title(cols, start, end)
    if main == lead:
        lead = main = _after_modifiers(cols, start, end)
    if lead > start and not _is_common(cols, start, lead):
        yield _name(cols, start, start, lead)
    if _is_constituency(cols, main, end):
        return
    titled = any(cols.words.has("titles", w, *_FORMS_OF_ADDRESS) for w in cols.lower[lead:main])
    if main < end and (titled or not _is_group_or_title(cols, main, end)):
        yield _name(cols, lead, main, end)
    elif main < end - 1 and not _is_common(cols, main, end - 1):
        yield _name(cols, main, main, end - 1)


def _is_number(cols: Columns, start: int, end: int) -> bool:
    """The *Several* of *Several said so*."""
    return end - start == 1 and start in cols.starts and cols.words.has("numbers", cols.lower[start])


def _is_opener(cols: Columns, at: int) -> bool:
    return cols.words.has("not-names", cols.lower[at], "then", "opener") and cols.text[at] not in cols.surnames


def _is_stray(cols: Columns, start: int, end: int) -> bool:
    """Whether the first word has a capital only because it opens a sentence: *Outside Harbour*, *Endorse Moss*."""
    first = cols.text[start] if start < end else ""
    return (
        end - start == 2
        and start in cols.starts
        and first not in cols.proper
        and cols.text[end - 1] in cols.alone
        and not cols.words.has("first-names", first.lower())
        and not cols.words.has("titles", first.lower())
        and not cols.words.has("organizations", cols.lower[end - 1], "head")
    )


def _is_constituency(cols: Columns, start: int, end: int) -> bool:
    """The R-Vt. of *Rosa Vane (R-Vt.)*."""
    return (
        end - start > 1 and len(cols.text[start]) == 1 and cols.words.has("organizations", cols.lower[end - 1], "place")
    )


def _is_shouting(cols: Columns, start: int, end: int) -> bool:
    return end - start > 6 and all(w.isupper() for w in cols.text[start:end] if w.isalpha())


def _is_known(cols: Columns, start: int, end: int) -> bool:
    whole = " ".join(cols.lower[start:end])
    return cols.words.has("organizations", whole, "known", "place") or cols.words.has("media", whole, "outlet")


def _is_common(cols: Columns, start: int, end: int) -> bool:
    """Whether the words are no name of anybody: *Republican*, *Former*, *The*."""
    return all(
        cols.words.has("demonyms", w) or cols.words.has("not-names", w, "then", "opener") or w in ("-", "/")
        for w in cols.lower[start:end]
    )


def _after_title(cols: Columns, start: int, end: int) -> tuple[int, int]:
    """Where the last title of the run begins and where the name after it begins; equal if there is none."""
    if _is_institution(cols, start, end):
        return start, start
    for at in range(end - 1, start, -1):
        for length in range(min(_LONGEST_TITLE, at - start), 0, -1):
            if _is_title(cols, at - length, at):
                lead = _title_lead(cols, start, at - length)
                while at < end - 1 and cols.lower[at] in ("-", "then", "elect", "designate"):
                    at += 1
                return lead, at
    return start, start


def _is_title(cols: Columns, start: int, end: int) -> bool:
    return cols.words.has("titles", " ".join(cols.lower[start:end]).strip("-"))


def _title_lead(cols: Columns, start: int, at: int) -> int:
    """The first of several titles in a row: *Navy Capt.*, *Sen. Dr.*"""
    while at > start and cols.words.has("titles", cols.lower[at - 1]):
        at -= 1
    return at


def _is_institution(cols: Columns, start: int, end: int) -> bool:
    """Whether the run ends as institutions do, or does so before *of*: *Justice Department*, *Board of …*"""
    words = cols.words
    if words.has("titles", cols.lower[start], *_FORMS_OF_ADDRESS):
        return False
    for at in range(start + 1, end + 1):
        if at != end and not words.has("not-names", cols.lower[at], "glue"):
            continue
        last = cols.lower[at - 1]
        if words.has("organizations", last, "head") and not (words.has("titles", last) and at == end):
            return not name_runs.has_title_at(cols, start, min(at + 2, end))
    return False


def _after_modifiers(cols: Columns, start: int, end: int) -> int:
    """Where the name begins after words that describe whoever bears it: *Republican* Rosa Vane."""
    if _is_institution(cols, start, end):
        return start
    words = cols.words
    for at in range(start, end - 1):
        place = at > start and words.has("organizations", f"{cols.lower[at - 1]} {cols.lower[at]}", "place")
        if words.has("first-names", cols.lower[at]) and cols.text[at][:1].isupper() and not place:
            return at
    at = start
    while at < end - 1 and words.has("demonyms", cols.lower[at]):
        at += 1
    return at


def _is_group_or_title(cols: Columns, start: int, end: int) -> bool:
    """Whether the last word is a noun for people (*Democrats*, *Speaker*), so that no name ends here."""
    last = cols.lower[end - 1]
    if cols.text[end - 1] in cols.surnames and (end - start > 1 or _stands_alone(cols, start)):
        return False
    if end - start > 2 and cols.words.has("first-names", cols.lower[start]) and cols.tag[end - 1] == "NNP":
        return False
    singular = last[:-1] if last.endswith("s") else last
    if any(cols.words.has("not-names", cols.lower[i], "glue") for i in range(start + 1, end - 1)):
        return False
    if cols.block[start] in cols.headline and cols.words.has("documents", last, "document"):
        return True
    return (
        (end - start == 1 and cols.words.has("groups", last, "collective"))
        or (end - start == 1 and cols.words.has("organizations", last, "noun", "head"))
        or (end - start == 1 and cols.words.has("documents", last) and cols.text[start] not in cols.proper)
        or cols.words.has("demonyms", last)
        or cols.words.has("demonyms", singular)
        or (cols.words.has("titles", last) and not cols.words.has("titles", last, *_FORMS_OF_ADDRESS))
        or (cols.words.has("roles", last) or cols.words.has("roles", singular))
    ) and not (end - start >= 2 and cols.words.has("organizations", last, "head"))


def _stands_alone(cols: Columns, at: int) -> bool:
    """Whether no determiner or adjective goes before the word: *Baker said*, not *a young Cuban*."""
    return at in cols.starts or cols.tag[at - 1] not in ("DT", "JJ", "PRP$", "CD", "POS")


def _name(cols: Columns, lead: int, start: int, end: int) -> Name:
    last = end
    while last > start + 1 and cols.words.has("not-names", cols.lower[last - 1], "suffix"):
        last -= 1
    titles: list[str] = []
    for at in range(lead, start):
        for length in range(1, min(_LONGEST_TITLE, start - at) + 1):
            titles += sorted(cols.words.tags("titles", " ".join(cols.lower[at : at + length])))
    words = tuple(_written(cols, start, last))
    if lead == start and name_runs.follows_the(cols, start):
        return Name(start - 1, start - 1, end, (cols.text[start - 1], *words))
    return Name(lead, start, end, words, tuple(dict.fromkeys(titles)))


def _written(cols: Columns, start: int, end: int) -> Iterator[str]:
    """The words of a name, hyphens as spaces, an ending *'s* with the word that it ends."""
    for i in range(start, end):
        if cols.text[i] in ("-", "–", "/", "'s", "’s"):
            continue
        owner = i + 1 < end and cols.text[i + 1] in ("'s", "’s")
        yield cols.text[i] + (cols.text[i + 1] if owner else "")


def names_between(found: Sequence[Name], start: int, end: int) -> list[Name]:
    """The names that lie wholly in the tokens `start` to `end`; `found` in order."""
    at = bisect_left(found, start, key=lambda n: n.start)
    out = []
    while at < len(found) and found[at].start < end:
        if found[at].end <= end:
            out.append(found[at])
        at += 1
    return out
