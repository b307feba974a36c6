"""Where a run of name words begins and ends: by capital letters and tags, over *of*, *the*, *&* and particles."""

from __future__ import annotations

from collections.abc import Collection

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import compounds
from auditor.language.function_words import ARTICLES

_CLOSED = frozenset(
    [
        *("DT", "IN", "CC", "PRP", "PRP$", "TO", "WDT", "WP", "WP$", "WRB", "EX", "MD", "POS", "RP", "UH", "CD", "LS"),
        *("SYM", "VBZ", "VBP", "VBD", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"),
    ]
)
_LATER_PARTICLES = frozenset({"la", "do"})
"""Particles only after another one, since they are other words elsewhere."""
_OPENING_MARKS = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")"}
LONGEST_TITLE = 6
"""Tokens, full stops and hyphens counted."""
_WITHIN_CAPITALS = frozenset({"-", ",", "'s", "’s", "’", "'", "&"})
_LONGEST_OPENING = 12
"""Words in capitals with which a paragraph may open."""


def begins(cols: Columns, at: int) -> bool:
    """Whether a run of name words begins at token `at`."""
    if not _is_name_word(cols, at):
        after = _after_particles(cols, at)
        after += after > at and cols.word(after) == "-"  # al-Assad
        return after > at and at not in cols.starts and _is_name_word(cols, after) and cols.tag[at] != "IN"
    return True


def _after_particles(cols: Columns, at: int) -> int:
    """The token after particles such as *de la* or *van den* that stand at `at`; `at` itself where there are none."""
    end = at
    while cols.words.has("not-names", cols.word(end), "particle") and (
        end > at or cols.lower[end] not in _LATER_PARTICLES
    ):
        end += 1
    return end


def shouted(cols: Columns) -> frozenset[int]:
    """The tokens in capitals that are no names for that: of a subheading, or of the words that open a paragraph."""
    found: set[int] = set()
    at = 0
    while at < len(cols):
        end = at + 1
        while end < len(cols) and cols.block[end] == cols.block[at]:
            end += 1
        if cols.block[at] not in cols.headline:
            found.update(_shouted_in(cols, at, end))
        at = end
    return frozenset(found)


def _shouted_in(cols: Columns, start: int, end: int) -> range:
    """The words in capitals with which the block `start` to `end` opens, if they are a phrase and no name."""
    at = start
    while at < end and (cols.text[at].isupper() or cols.text[at] in _WITHIN_CAPITALS):
        at += 1
    while at < end and at > start and len(cols.text[at - 1]) == 1:
        at -= 1  # the A of WASHINGTON A senator said
    words = [i for i in range(start, at) if cols.text[i][:1].isalpha()]
    if at == end:
        return range(start, at if len(words) > 1 else start)
    phrase = len(words) > 1 and any(cols.lower[i] in ARTICLES or cols.tag[i] in ("IN", "PRP$") for i in words)
    noun = len(words) == 1 and _is_people(cols, cols.lower[words[0]])
    return range(start, at if at - start < _LONGEST_OPENING and (noun or phrase) else start)


def _is_people(cols: Columns, word: str) -> bool:
    """Whether a word is one for people: *residents*, *police*, *the lawmaker*."""
    return cols.words.has("groups", word, "collective", "people") or cols.words.has("roles", word.removesuffix("s"))


def _is_name_word(cols: Columns, at: int) -> bool:
    if at >= len(cols):
        return False
    text, tag = cols.text[at], cols.tag[at]
    if cols.words.has("not-names", cols.lower[at], "calendar"):
        return _is_plain_name(cols, at + 1) and (cols.words.has("first-names", cols.lower[at]) or _is_no_day(cols, at))
    if not text[:1].isupper():
        return _is_address(cols, at) or (text[:1].islower() and tag == "NNP" and not text.islower())
    if tag.startswith("NNP") or _is_capital_within(text) or _is_surname(cols, at):
        return True
    if cols.word(at + 1) == "." and cols.words.has("titles", f"{cols.lower[at]}."):
        return True
    if at in cols.starts:
        first = cols.words.has("first-names", cols.lower[at])
        label = text.isupper() and len(text) > 2 and cols.word(at + 1) == ":"
        return label or (first and _is_plain_name(cols, at + 1)) or _is_acronym(text) or text in cols.proper
    return tag not in _CLOSED


def _is_no_day(cols: Columns, at: int) -> bool:
    """The *Sunday* of *Sunday Okafor said* or of *the Sunday Herald*."""
    if not cols.words.has("not-names", cols.lower[at], "weekday"):
        return False
    after = cols.lower[at + 1]
    if cols.words.has("media", after, "word"):
        return True
    listed = cols.words.has("titles", after) or cols.words.has("organizations", after) or cols.words.has("media", after)
    opens = at in cols.starts or cols.text[at - 1] in (",", ")") or cols.lower[at - 1] in ("and", "said", "says")
    known = cols.text[at + 1] in cols.alone or listed or cols.words.has("not-names", after, "calendar")
    spoken = cols.tag[min(at + 2, len(cols) - 1)] in ("VBD", "VBZ", ",")
    return opens and spoken and (not known or _stands_after(cols, cols.text[at], cols.text[at + 1]))


def _stands_after(cols: Columns, first: str, last: str) -> bool:
    """Whether `last` has no proper noun but `first` before it, and has it more than once."""
    places = [i for i in range(1, len(cols)) if cols.text[i] == last]
    before = [cols.text[i - 1] for i in places if cols.tag[i - 1].startswith("NNP")]
    return before.count(first) > 1 and len(set(before)) == 1


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
        cut = any(at in edges for at in range(end, joined)) and cols.text[end] != "."  # Hon. Lee Moss is one
        if joined == end or cut:
            return end
        end = joined


def _joined(cols: Columns, start: int, end: int) -> int:
    """Where the run `start` to `end` ends if what follows belongs to it, else `end`."""
    if _is_name_word(cols, end):
        return end + 1 if not _is_break(cols, end) else end
    if end + 1 >= len(cols):
        return end
    text, after = cols.text[end], _is_name_word(cols, end + 1)
    over = _over_marks(cols, start, end)
    if over > end:
        return over
    tight = cols.idx[end] == cols.idx[end - 1] + len(cols.text[end - 1])
    if text in ("-", "–", "/") and tight and cols.idx[end + 1] == cols.idx[end] + 1 and after:
        return end + 2
    if after and (text == "&" or (text in ("'s", "’s") and follows_the(cols, start))):
        return end + 2  # The Packer's Ledger
    if after and compounds.are_members(cols, start, end):
        return end + 2
    name = _after_particles(cols, end)
    if name > end:
        name += cols.word(name) == "-"  # Bashar al-Assad
        return name + 1 if _is_name_word(cols, name) else end
    if cols.lower[end] in ("and",) and after:
        if _is_inside_of_phrase(cols, start, end):
            return end + 2
        return compounds.end_over_and(cols, start, end)
    return _glued(cols, start, end)


def _over_marks(cols: Columns, start: int, end: int) -> int:
    """Where the run goes on over *“Bobby”*, *(Mrs.)*, the full stop of *Engr.* or the number of *Channel 4*."""
    text, after = cols.text[end], cols.word(end + 1)
    if text == "." and is_title(cols, start, end + 1) and _goes_on(cols, end + 1):
        return end + (1 if after == "(" else 2)
    if end == start + 1 and text.isdigit() and cols.words.has("media", cols.lower[start], "numbered"):
        return end + 1
    if text not in _OPENING_MARKS or not cols.text[end + 1][:1].isupper() or cols.block[end] != cols.block[start]:
        return end
    close = end + 2 + (cols.word(end + 2) == ".")
    if cols.word(close) != _OPENING_MARKS[text] or not _goes_on(cols, close + 1):
        return end
    title = is_title(cols, end + 1, close)
    alone = cols.text[end + 1].isupper() or cols.words.has("organizations", after) or cols.words.has("demonyms", after)
    follows = cols.words.has("titles", cols.word(close + 1)) or cols.text[close + 1].isupper()
    return close + 1 if title or not (alone or follows) else end


def _goes_on(cols: Columns, at: int) -> bool:
    """Whether a name word, or a title in brackets, stands at `at`."""
    at += cols.word(at) == "("
    return at < len(cols) and cols.text[at][:1].isupper() and cols.tag[at].startswith("NNP")


def is_title(cols: Columns, start: int, end: int) -> bool:
    """Whether a title ends at `end` and begins at `start` or after it: *Det. Insp.*, *Maj.-Gen.*"""
    return any(cols.words.has("titles", spelled(cols, at, end)) for at in range(max(start, end - LONGEST_TITLE), end))


def spelled(cols: Columns, start: int, end: int) -> str:
    """The words as lists hold them: in lower case, with one space where there is any, without brackets around them."""
    return written(cols, start, end).lower().replace("’", "'").strip("-()")


def written(cols: Columns, start: int, end: int) -> str:
    """The words as the article writes them, with one space where there is any."""
    parts = []
    for at in range(start, end):
        gap = at > start and cols.idx[at] > cols.idx[at - 1] + len(cols.text[at - 1])
        parts.append(f" {cols.text[at]}" if gap else cols.text[at])
    return "".join(parts)


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
    heads = {cols.lower[start], cols.lower[end - 1]}  # Directorate General of Health
    heads |= {word.removesuffix("s") for word in heads}  # Centers for Disease Control
    if any(cols.words.has("organizations", w, "head") and not cols.words.has("demonyms", w) for w in heads):
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
