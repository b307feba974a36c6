"""Where a run of name words begins and ends: by capital letters and tags, over *of*, *the*, *&* and particles."""

from __future__ import annotations

from collections.abc import Collection

from auditor.analysis.sources.columns import Columns

_CLOSED = frozenset(
    [
        *("DT", "IN", "CC", "PRP", "PRP$", "TO", "WDT", "WP", "WP$", "WRB", "EX", "MD", "POS", "RP", "UH", "CD", "LS"),
        *("SYM", "VBZ", "VBP", "VBD", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"),
    ]
)


def begins(cols: Columns, at: int) -> bool:
    """Whether a run of name words begins at token `at`."""
    if not _is_name_word(cols, at):
        particle = cols.words.has("not-names", cols.lower[at], "particle") and cols.lower[at] not in (
            "la",
            "do",
        )
        return particle and at not in cols.starts and _is_name_word(cols, at + 1) and cols.tag[at] != "IN"
    return True


def _is_name_word(cols: Columns, at: int) -> bool:
    if at >= len(cols):
        return False
    text, tag = cols.text[at], cols.tag[at]
    if cols.words.has("not-names", cols.lower[at], "calendar"):
        return cols.words.has("first-names", cols.lower[at]) and _is_plain_name(cols, at + 1)
    if not text[:1].isupper():
        return _is_address(cols, at) or (text[:1].islower() and tag == "NNP" and not text.islower())
    if tag.startswith("NNP") or _is_capital_within(text) or _is_surname(cols, at):
        return True
    if at in cols.starts:
        first = cols.words.has("first-names", cols.lower[at])
        label = text.isupper() and len(text) > 2 and cols.word(at + 1) == ":"
        return label or (first and _is_plain_name(cols, at + 1)) or _is_acronym(text) or text in cols.proper
    return tag not in _CLOSED


def _is_capital_within(text: str) -> bool:
    """*O'Malley*, *McKay*: no other words are written so."""
    head, mark, tail = text.replace("’", "'").partition("'")
    after = tail if mark and len(head) == 1 else text[2:] if text.startswith("Mc") else ""
    return after[:1].isupper() and after[1:].islower() and len(after) > 2


def _is_surname(cols: Columns, at: int) -> bool:
    """A surname that is a verb elsewhere, unless it opens a sentence as that verb would: *Read said*, not *Read it*."""
    if cols.text[at] not in cols.surnames:
        return False
    return at not in cols.starts or cols.pos[min(at + 1, len(cols) - 1)] in ("VERB", "AUX")


def _is_plain_name(cols: Columns, at: int) -> bool:
    return at < len(cols) and cols.text[at][:1].isupper() and cols.tag[at].startswith("NNP")


def _is_address(cols: Columns, at: int) -> bool:
    """A handle (@name) or a web address (example.com)."""
    text = cols.lower[at]
    if text.startswith("@") and len(text) > 2:
        return True
    stem, dot, domain = text.rpartition(".")
    return bool(stem and dot) and stem.isascii() and cols.words.has("not-names", dot + domain, "domain")


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def end_of(cols: Columns, start: int, edges: Collection[int]) -> int:
    """The token after the run of name words that begins at `start` and runs over none of `edges`."""
    end = start + 1
    while True:
        joined = _joined(cols, start, end)
        if joined == end or any(at in edges for at in range(end, joined)):
            return end
        end = joined


def _joined(cols: Columns, start: int, end: int) -> int:
    """Where the run `start` to `end` ends if what follows belongs to it, else `end`."""
    if _is_name_word(cols, end):
        return end + 1 if not _is_break(cols, end) else end
    if end + 1 >= len(cols):
        return end
    text, after = cols.text[end], _is_name_word(cols, end + 1)
    tight = cols.idx[end] == cols.idx[end - 1] + len(cols.text[end - 1])
    if text in ("-", "–", "/") and tight and cols.idx[end + 1] == cols.idx[end] + 1 and after:
        return end + 2
    if after and (text == "&" or (text in ("'s", "’s") and follows_the(cols, start))):
        return end + 2  # The Packer's Ledger
    if cols.words.has("not-names", cols.lower[end], "particle") and cols.lower[end] not in ("do", "la"):
        name = end + 2 if cols.text[end + 1] == "-" else end + 1  # Bashar al-Assad
        return name + 1 if _is_name_word(cols, name) else end
    if cols.lower[end] in ("and",) and after and _is_inside_of_phrase(cols, start, end):
        return end + 2
    return _glued(cols, start, end)


def _is_break(cols: Columns, at: int) -> bool:
    """Whether a name word begins a name of its own, because a sentence or a block begins there."""
    return at in cols.starts or cols.block[at] != cols.block[at - 1]


def _glued(cols: Columns, start: int, end: int) -> int:
    """*Department of (the) Interior*, *Secretary of State*: the run goes on after a preposition."""
    if not cols.words.has("not-names", cols.lower[end], "glue"):
        return end
    at = end + 1
    if cols.lower[at] == "the":
        at += 1
    if not _is_name_word(cols, at) or at in cols.starts:
        return end
    last = cols.lower[end - 1]
    if cols.words.has("organizations", last, "head") and not cols.words.has("demonyms", last):
        return at + 1
    return at + 1 if has_title_at(cols, start, at + 1) else end


def has_title_at(cols: Columns, start: int, end: int) -> bool:
    """Whether a title of several words ends at `end`: *Secretary of State*."""
    return any(cols.words.has("titles", " ".join(cols.lower[at:end])) for at in range(max(start, end - 4), end - 1))


def _is_inside_of_phrase(cols: Columns, start: int, end: int) -> bool:
    """*Department of Health and Human Services*, but not *Department of Justice and Rosa Vane*."""
    glued = any(cols.words.has("not-names", cols.lower[i], "glue") for i in range(start, end))
    following = cols.lower[end + 1]
    return (
        glued
        and not cols.words.has("first-names", following)
        and not cols.words.has("titles", following)
        and not cols.words.has("organizations", following, "known", "place")
    )


def follows_the(cols: Columns, start: int) -> bool:
    """Whether a capital *The* inside a sentence belongs to the name: *The Meridian Wire*."""
    return start > 0 and cols.text[start - 1] == "The" and start - 1 not in cols.starts
