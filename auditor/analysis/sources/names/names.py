"""Proper names of an article: where they stand and what titles they carry.

Capital letters and tags say where a run of name words is; word lists say what in it is a title, a modifier or
a noun, and where an institution's name goes on after *of*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.names import name_runs as runs

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
        return next((t for t in self.titles if t in (_MALE, _FEMALE)), "")

    @property
    def key(self) -> str:
        return " ".join(self.words).lower().removeprefix("the ")


def find(page: Page, edges: Collection[int] = frozenset()) -> tuple[Name, ...]:
    """All names of the article in order, those inside quotations included; none runs over one of `edges`.

    The edges are tokens before which the words for a source begin or end.
    """
    found: list[Name] = []
    at = 0
    while at < len(page):
        if not runs.begins(page, at):
            at += 1
            continue
        end = runs.end_of(page, at, edges)
        found.extend(name for name in _names_of_run(page, at, end) if name.words)
        at = end
    return tuple(found)


# ---------------------------------------------------------------- what names a run holds


def _names_of_run(page: Page, start: int, end: int) -> Iterator[Name]:
    """The names in the run: those of modifiers (*Indiana* Gov. …) and the main one; no titles, no groups."""
    while start < end and _is_opener(page, start):
        start += 1
    if _is_stray(page, start, end) or (end - start > 1 and page.words.has("numbers", page.lower[start], "several")):
        start += 1
    if start == end or _is_shouting(page, start, end) or _is_number(page, start, end):
        return
    if _is_known(page, start, end):
        yield _name(page, start, start, end)
        return
    lead, main = _after_title(page, start, end)
    if main == lead:
        lead = main = _after_modifiers(page, start, end)
    if lead > start and not _is_common(page, start, lead):
        yield _name(page, start, start, lead)
    if _is_constituency(page, main, end):
        return
    titled = any(page.words.has("titles", w, *_FORMS_OF_ADDRESS) for w in page.lower[lead:main])
    if main < end and (titled or not _is_group_or_title(page, main, end)):
        yield _name(page, lead, main, end)
    elif main < end - 1 and not _is_common(page, main, end - 1):
        yield _name(page, main, main, end - 1)


def _is_number(page: Page, start: int, end: int) -> bool:
    """The *Several* of *Several said so*."""
    return end - start == 1 and start in page.starts and page.words.has("numbers", page.lower[start])


def _is_opener(page: Page, at: int) -> bool:
    return page.words.has("not-names", page.lower[at], "then", "opener") and page.text[at] not in page.surnames


def _is_stray(page: Page, start: int, end: int) -> bool:
    """Whether only its place makes the first word a capital: *Outside Harbour*, *Endorse Moss*."""
    first = page.text[start] if start < end else ""
    return (
        end - start == 2
        and start in page.starts
        and first not in page.proper
        and page.text[end - 1] in page.alone
        and not page.words.has("first-names", first.lower())
        and not page.words.has("titles", first.lower())
        and not page.words.has("organizations", page.lower[end - 1], "head")
    )


def _is_constituency(page: Page, start: int, end: int) -> bool:
    """The R-Vt. of *Rosa Vane (R-Vt.)*."""
    return (
        end - start > 1 and len(page.text[start]) == 1 and page.words.has("organizations", page.lower[end - 1], "place")
    )


def _is_shouting(page: Page, start: int, end: int) -> bool:
    return end - start > 6 and all(w.isupper() for w in page.text[start:end] if w.isalpha())


def _is_known(page: Page, start: int, end: int) -> bool:
    whole = " ".join(page.lower[start:end])
    return page.words.has("organizations", whole, "known", "place") or page.words.has("media", whole, "outlet")


def _is_common(page: Page, start: int, end: int) -> bool:
    """Whether the words are no name of anybody: *Republican*, *Former*, *The*."""
    return all(
        page.words.has("demonyms", w) or page.words.has("not-names", w, "then", "opener") or w in ("-", "/")
        for w in page.lower[start:end]
    )


def _after_title(page: Page, start: int, end: int) -> tuple[int, int]:
    """Where the last title of the run begins and where the name after it begins; equal if there is none."""
    if _is_institution(page, start, end):
        return start, start
    for at in range(end - 1, start, -1):
        for length in range(min(_LONGEST_TITLE, at - start), 0, -1):
            if _is_title(page, at - length, at):
                lead = _title_lead(page, start, at - length)
                while at < end - 1 and page.lower[at] in ("-", "then", "elect", "designate"):
                    at += 1
                return lead, at
    return start, start


def _is_title(page: Page, start: int, end: int) -> bool:
    return page.words.has("titles", " ".join(page.lower[start:end]).strip("-"))


def _title_lead(page: Page, start: int, at: int) -> int:
    """The first of several titles in a row: *Navy Capt.*, *Sen. Dr.*"""
    while at > start and page.words.has("titles", page.lower[at - 1]):
        at -= 1
    return at


def _is_institution(page: Page, start: int, end: int) -> bool:
    """Whether the run ends as institutions do, or does so before *of*: *Justice Department*, *Board of …*"""
    words = page.words
    if words.has("titles", page.lower[start], *_FORMS_OF_ADDRESS):
        return False
    for at in range(start + 1, end + 1):
        if at != end and not words.has("not-names", page.lower[at], "glue"):
            continue
        last = page.lower[at - 1]
        if words.has("organizations", last, "head") and not (words.has("titles", last) and at == end):
            return not runs.has_title_at(page, start, min(at + 2, end))
    return False


def _after_modifiers(page: Page, start: int, end: int) -> int:
    """Where the name begins after words that say what its bearer is: *Republican* Rosa Vane."""
    if _is_institution(page, start, end):
        return start
    words = page.words
    for at in range(start, end - 1):
        place = at > start and words.has("organizations", f"{page.lower[at - 1]} {page.lower[at]}", "place")
        if words.has("first-names", page.lower[at]) and page.text[at][:1].isupper() and not place:
            return at
    at = start
    while at < end - 1 and words.has("demonyms", page.lower[at]):
        at += 1
    return at


def _is_group_or_title(page: Page, start: int, end: int) -> bool:
    """Whether the last word is a noun for people (*Democrats*, *Speaker*), so that no name ends here."""
    last = page.lower[end - 1]
    if page.text[end - 1] in page.surnames and (end - start > 1 or _stands_alone(page, start)):
        return False
    if end - start > 2 and page.words.has("first-names", page.lower[start]) and page.tag[end - 1] == "NNP":
        return False
    singular = last[:-1] if last.endswith("s") else last
    if any(page.words.has("not-names", page.lower[i], "glue") for i in range(start + 1, end - 1)):
        return False
    if page.block[start] in page.headline and page.words.has("documents", last, "document"):
        return True
    return (
        (end - start == 1 and page.words.has("groups", last, "collective"))
        or (end - start == 1 and page.words.has("organizations", last, "noun", "head"))
        or (end - start == 1 and page.words.has("documents", last) and page.text[start] not in page.proper)
        or page.words.has("demonyms", last)
        or page.words.has("demonyms", singular)
        or (page.words.has("titles", last) and not page.words.has("titles", last, *_FORMS_OF_ADDRESS))
        or (page.words.has("roles", last) or page.words.has("roles", singular))
    ) and not (end - start >= 2 and page.words.has("organizations", last, "head"))


def _stands_alone(page: Page, at: int) -> bool:
    """Whether no determiner or adjective goes before the word: *Baker said*, not *a young Cuban*."""
    return at in page.starts or page.tag[at - 1] not in ("DT", "JJ", "PRP$", "CD", "POS")


def _name(page: Page, lead: int, start: int, end: int) -> Name:
    last = end
    while last > start + 1 and page.words.has("not-names", page.lower[last - 1], "suffix"):
        last -= 1
    titles: list[str] = []
    for at in range(lead, start):
        for length in range(1, min(_LONGEST_TITLE, start - at) + 1):
            titles += sorted(page.words.tags("titles", " ".join(page.lower[at : at + length])))
    words = tuple(_written(page, start, last))
    if lead == start and runs.follows_the(page, start):
        return Name(start - 1, start - 1, end, (page.text[start - 1], *words))
    return Name(lead, start, end, words, tuple(dict.fromkeys(titles)))


def _written(page: Page, start: int, end: int) -> Iterator[str]:
    """The words of a name, hyphens as spaces, an ending *'s* with the word that it ends."""
    for i in range(start, end):
        if page.text[i] in ("-", "–", "/", "'s", "’s"):
            continue
        owner = i + 1 < end and page.text[i + 1] in ("'s", "’s")
        yield page.text[i] + (page.text[i + 1] if owner else "")


def names_between(found: Sequence[Name], start: int, end: int) -> list[Name]:
    """The names that lie wholly in the tokens `start` to `end`; `found` in order."""
    at = bisect_left(found, start, key=lambda n: n.start)
    out = []
    while at < len(found) and found[at].start < end:
        if found[at].end <= end:
            out.append(found[at])
        at += 1
    return out
