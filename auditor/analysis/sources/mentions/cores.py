"""Where the core of a noun phrase ends: before what follows a preposition, a comma or a verb."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS
from auditor.analysis.sources.names.names import Name, names_between

_ENDS_CORE = frozenset(
    ["IN", "TO", "RP", "WDT", "WP", "WP$", "WRB", "VBD", "VBZ", "VBP", "MD", ":", ",", "-LRB-", "''", "``"]
)
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
_LONGEST_TITLE = 8


def end_of(page: Page, names: Sequence[Name], start: int, end: int) -> int:
    """Where the first preposition, comma, verb or relative pronoun outside a name stands."""
    after_name = {i: n.end for n in names_between(names, start, end) for i in (n.lead, n.start)}
    at = start
    while at < end:
        if at in after_name:
            at = after_name[at]
        elif page.text[at] == "(" and page.word(at + 2) == ")" and at + 3 < end:
            at += 3  # a constituency: Harbour County (Ohio) Sheriff Lee Moss
        elif page.text[at] in _QUOTES and (closing := _closing(page, at, end)):
            at = closing  # a title: the “Harbour Lights” star
        elif at > start and _ends_core(page, at, end):
            break
        else:
            at += 1
    return min(max(at, start + 1), end)


def _closing(page: Page, at: int, end: int) -> int:
    """The token after the quotation marks that open at `at` and close before a noun; 0 if they do not."""
    for i in range(at + 2, min(at + _LONGEST_TITLE, end - 1)):
        if page.text[i] in _QUOTES:
            return i + 1 if page.tag[i + 1] in NOUN_TAGS else 0
    return 0


def _is_than(page: Page, at: int, end: int) -> bool:
    """The *than* of *more than a dozen aides*."""
    return page.lower[at] == "than" and page.word(at - 1) in ("more", "fewer", "less") and at + 1 < end


def _ends_core(page: Page, at: int, end: int) -> bool:
    tag = page.tag[at]
    if page.text[at] in ("'s", "’s", "’") or _is_than(page, at, end):
        return False
    if tag == "CC":
        return not _joins_modifiers(page, at, end)
    if tag in ("''", "``"):
        return not _noun_follows(page, at, end)
    if tag in ("VBG", "VBN"):
        return page.tag[at - 1] in NOUN_TAGS and not _noun_follows(page, at, end)
    dash = page.text[at] == "-" and page.idx[at] > page.idx[at - 1] + len(page.text[at - 1])
    return dash or tag in _ENDS_CORE or page.text[at] in "—–("


def _noun_follows(page: Page, at: int, end: int) -> bool:
    return at + 1 < end and page.tag[at + 1] in ("NN", "NNS")


def _joins_modifiers(page: Page, at: int, end: int) -> bool:
    """*Home Office and Treasury spokesmen*, *lobbyist and strategist Lee Moss*: all describes one noun."""
    words, before = page.words, page.lower[at - 1]
    capital = page.text[at - 1][:1].isupper()
    body = capital and (words.has("organizations", before, "head", "known", "place") or words.has("demonyms", before))
    title = words.has("titles", before) or (words.has("roles", before) and page.tag[at - 1] != "NNS")
    stop = at + 1
    while stop < end and page.tag[stop] in (*NOUN_TAGS, "JJ"):
        stop += 1
    if stop - at < 3:
        return False
    return (body and page.tag[stop - 1] in NOUN_TAGS) or (title and page.tag[stop - 1] == "NNP")
