"""What stands beside a name and says who its bearer is: titles, appositions, *is a lawyer*."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS, is_role, singular
from auditor.analysis.sources.names.names import Name
from auditor.base.spans import Span
from auditor.language.function_words import ARTICLES

Role = tuple[str, frozenset[str]]
"""A noun for a person, and the words before it: *Ukrainian*, *former*."""

_DASHES = frozenset({"—", "–", "--", "-"})
_DETERMINERS = ARTICLES | {"his", "her", "its", "who", "one"}
_ENDS_ROLE = frozenset({"IN", ",", "WP", "WDT", "VBD", "VBZ", ".", ":", "CC", "TO"})
_MODIFIER_TAGS = frozenset({"NN", "JJ", "NNP", "POS", "VBN", "HYPH"})
_REACH_OF_ROLE, _REACH_OF_APPOSITION = 9, 25


def roles(page: Page, start: int, name: Name) -> tuple[Role, ...]:
    """The nouns for a person from `start` to the name and in the apposition after it."""
    return (*_before(page, min(start, name.lead), name), *_after(page, name))


def description(page: Page, start: int, name: Name) -> Span | None:
    """The words that say who it is: those from `start` to the name, or else the apposition after it."""
    while start < name.start and page.tag[start] in ("DT", "PRP$", "CC", "IN"):
        start += 1
    end = name.start
    while end > start and (page.pos[end - 1] == "PUNCT" or _is_address(page, end - 1)):
        end -= 1
    return page.span(start, end) if start < end else _apposition(page, name)


def _is_address(page: Page, at: int) -> bool:
    return page.words.has("titles", page.lower[at], "male", "female", "address")


def start_of_modifiers(page: Page, name: Name) -> int:
    """Where the words that describe the name begin, if they stand right before it."""
    start = _walk_back(page, name.lead)
    if start == name.lead and start > 1 and page.text[start - 1] == "," and is_role(page, start - 2):
        return _walk_back(page, start - 1)  # the finance minister, Lee Moss
    return start


def _walk_back(page: Page, at: int) -> int:
    while at > 0 and at not in page.starts and page.tag[at - 1] in _MODIFIER_TAGS:
        at -= 1
    return at


def _before(page: Page, start: int, name: Name) -> Iterator[Role]:
    """*Vane campaign manager* Lee Moss; *the finance minister,* Lee Moss."""
    words: list[str] = []
    for at in range(start, name.lead):
        if page.tag[at] in ("IN", "DT", "PRP$", ","):
            words = []
        ends = at + 1 == name.lead or page.tag[at + 1] == "IN" or page.text[at + 1] in (",", *_DASHES)
        ends = ends or page.words.has("not-names", page.lower[at + 1], "naming")  # a worker named Lee Moss
        if ends and page.tag[at] in NOUN_TAGS and is_role(page, at):
            yield singular(page, at)[0], frozenset(words)
        words.append(page.lower[at])


def _after(page: Page, name: Name) -> Iterator[Role]:
    """Lee Moss, *the finance minister*, …; Lee Moss *is a lawyer*."""
    at = _start_after(page, name)
    if at < 0:
        return
    words: list[str] = []
    for i in range(at, min(at + _REACH_OF_ROLE, len(page))):
        if page.tag[i] in _ENDS_ROLE or page.block[i] != page.block[name.start]:
            return
        ends = i + 1 >= len(page) or page.tag[i + 1] not in NOUN_TAGS
        if page.tag[i] in NOUN_TAGS and ends and is_role(page, i):
            yield singular(page, i)[0], frozenset(words)
            return
        words.append(page.lower[i])


def _start_after(page: Page, name: Name) -> int:
    """The first word of *, 53, a pilot* or *is a pilot*; -1 if there is none."""
    at = name.end
    if at + 1 >= len(page):
        return -1
    if page.lower[at] in ("is", "was") and page.lower[at + 1] in ARTICLES:
        return at + 1
    if page.text[at] not in (",", "(", *_DASHES):
        return -1
    at += 1
    if at + 2 < len(page) and page.tag[at] == "CD" and page.text[at + 1] == ",":
        at += 2
    begins = page.lower[at] in _DETERMINERS or page.tag[at] in ("NN", "JJ", "NNP", "VBN")
    return at if begins and page.block[at] == page.block[name.start] else -1


def _apposition(page: Page, name: Name) -> Span | None:
    at = _start_after(page, name)
    if at < 0 or page.lower[at - 1] in ("is", "was"):
        return None
    end = at
    while end < min(at + _REACH_OF_APPOSITION, len(page)) and not _is_break(page, end):
        if page.tag[end] in ("VBD", "VBZ") and page.lower[at] != "who":
            break
        end += 1
    tells = page.lower[at] == "who" or any(is_role(page, i) for i in range(at, end))
    return page.span(at, end) if tells and end > at + 1 else None


def _is_break(page: Page, at: int) -> bool:
    """Whether an apposition ends here; the hyphen of a compound is no dash."""
    spaced = page.idx[at] > page.idx[at - 1] + len(page.text[at - 1])
    return page.text[at] in (",", ")", ".", "”") or (page.text[at] in _DASHES and spaced)
