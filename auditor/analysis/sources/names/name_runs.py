"""Where a run of name words begins and ends: by capital letters and tags, over *of*, *the*, *&* and particles."""

from __future__ import annotations

from collections.abc import Collection

from auditor.analysis.sources.columns import Page

_CLOSED = frozenset(
    [
        *("DT", "IN", "CC", "PRP", "PRP$", "TO", "WDT", "WP", "WP$", "WRB", "EX", "MD", "POS", "RP", "UH", "CD", "LS"),
        *("SYM", "VBZ", "VBP", "VBD", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"),
    ]
)


def begins(page: Page, at: int) -> bool:
    if not _is_name_word(page, at):
        particle = page.words.has("not-names", page.lower[at], "particle") and page.lower[at] not in (
            "la",
            "do",
        )
        return particle and at not in page.starts and _is_name_word(page, at + 1) and page.tag[at] != "IN"
    return True


def _is_name_word(page: Page, at: int) -> bool:
    if at >= len(page):
        return False
    text, tag = page.text[at], page.tag[at]
    if page.words.has("not-names", page.lower[at], "calendar"):
        return page.words.has("first-names", page.lower[at]) and _is_plain_name(page, at + 1)
    if not text[:1].isupper():
        return _is_address(page, at) or (text[:1].islower() and tag == "NNP" and not text.islower())
    if tag.startswith("NNP") or _is_capital_within(text) or _is_surname(page, at):
        return True
    if at in page.starts:
        first = page.words.has("first-names", page.lower[at])
        label = text.isupper() and len(text) > 2 and page.word(at + 1) == ":"
        return label or (first and _is_plain_name(page, at + 1)) or _is_acronym(text) or text in page.proper
    return tag not in _CLOSED


def _is_capital_within(text: str) -> bool:
    """*O'Malley*, *McKay*: no other words are written so."""
    head, mark, tail = text.replace("’", "'").partition("'")
    after = tail if mark and len(head) == 1 else text[2:] if text.startswith("Mc") else ""
    return after[:1].isupper() and after[1:].islower() and len(after) > 2


def _is_surname(page: Page, at: int) -> bool:
    """A surname that is a verb elsewhere, unless it opens a sentence as that verb would: *Read said*, not *Read it*."""
    if page.text[at] not in page.surnames:
        return False
    return at not in page.starts or page.pos[min(at + 1, len(page) - 1)] in ("VERB", "AUX")


def _is_plain_name(page: Page, at: int) -> bool:
    return at < len(page) and page.text[at][:1].isupper() and page.tag[at].startswith("NNP")


def _is_address(page: Page, at: int) -> bool:
    """A handle (@name) or a web address (example.com)."""
    text = page.lower[at]
    if text.startswith("@") and len(text) > 2:
        return True
    stem, dot, domain = text.rpartition(".")
    return bool(stem and dot) and stem.isascii() and page.words.has("not-names", dot + domain, "domain")


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def end_of(page: Page, start: int, edges: Collection[int]) -> int:
    end = start + 1
    while True:
        joined = _joined(page, start, end)
        if joined == end or any(at in edges for at in range(end, joined)):
            return end
        end = joined


def _joined(page: Page, start: int, end: int) -> int:
    """Where the run `start` to `end` ends if what follows belongs to it, else `end`."""
    if _is_name_word(page, end):
        return end + 1 if not _is_break(page, end) else end
    if end + 1 >= len(page):
        return end
    text, after = page.text[end], _is_name_word(page, end + 1)
    tight = page.idx[end] == page.idx[end - 1] + len(page.text[end - 1])
    if text in ("-", "–", "/") and tight and page.idx[end + 1] == page.idx[end] + 1 and after:
        return end + 2
    if after and (text == "&" or (text in ("'s", "’s") and follows_the(page, start))):
        return end + 2  # The Packer's Ledger
    if page.words.has("not-names", page.lower[end], "particle") and page.lower[end] not in ("do", "la"):
        name = end + 2 if page.text[end + 1] == "-" else end + 1  # Bashar al-Assad
        return name + 1 if _is_name_word(page, name) else end
    if page.lower[end] in ("and",) and after and _is_inside_of_phrase(page, start, end):
        return end + 2
    return _glued(page, start, end)


def _is_break(page: Page, at: int) -> bool:
    """A name word that starts a sentence or a block starts a name of its own."""
    return at in page.starts or page.block[at] != page.block[at - 1]


def _glued(page: Page, start: int, end: int) -> int:
    """*Department of (the) Interior*, *Secretary of State*: the run goes on after a preposition."""
    if not page.words.has("not-names", page.lower[end], "glue"):
        return end
    at = end + 1
    if page.lower[at] == "the":
        at += 1
    if not _is_name_word(page, at) or at in page.starts:
        return end
    last = page.lower[end - 1]
    if page.words.has("organizations", last, "head") and not page.words.has("demonyms", last):
        return at + 1
    return at + 1 if has_title_at(page, start, at + 1) else end


def has_title_at(page: Page, start: int, end: int) -> bool:
    """Whether a title of several words ends at `end`: *Secretary of State*."""
    return any(page.words.has("titles", " ".join(page.lower[at:end])) for at in range(max(start, end - 4), end - 1))


def _is_inside_of_phrase(page: Page, start: int, end: int) -> bool:
    """*Department of Health and Human Services*, but not *Department of Justice and Rosa Vane*."""
    glued = any(page.words.has("not-names", page.lower[i], "glue") for i in range(start, end))
    following = page.lower[end + 1]
    return (
        glued
        and not page.words.has("first-names", following)
        and not page.words.has("titles", following)
        and not page.words.has("organizations", following, "known", "place")
    )


def follows_the(page: Page, start: int) -> bool:
    """Whether a capital *The* inside a sentence belongs to the name: *The Meridian Wire*."""
    return start > 0 and page.text[start - 1] == "The" and start - 1 not in page.starts
