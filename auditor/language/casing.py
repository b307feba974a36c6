"""Truecasing: words in capitals or title case as they would stand in running text (Lita et al., ACL 2003).

The parser was trained on running text. A headline in title case, a heading in capitals and the capitals that open a
paragraph (*MEMBERS of the team*) are written small where the article or their neighbours show that they are no names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.base.spans import Span
from auditor.language.function_words import ARTICLES
from auditor.records.article import SILENT_ROLES, Article, BlockRole

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEWEST = 3
"""Words of a headline that can be told to be in title case."""
_SHARE = 0.6
_SHORTEST = 3
"""Letters; shorter words in capitals are initials."""


def lower(article: Article, chars: list[str]) -> None:
    """Writes small, in `chars` (the text of `article`, of its length), what stands in capitals for show."""
    small, large = _counts(article)
    for block in article.blocks:
        words = list(_WORD.finditer(article.text, block.span.start, block.span.end))
        if block.role in SILENT_ROLES or not words:
            continue
        shown = _opening_capitals(words)
        if len(shown) == len(words) > 1 or (shown and block.role is not BlockRole.HEADLINE):
            _write(chars, _told(shown, small, large))
        elif block.role is BlockRole.HEADLINE:
            _write(chars, _title_case(words, small, large))


def _write(chars: list[str], forms: Iterator[tuple[int, str]]) -> None:
    for start, form in forms:
        chars[start : start + len(form)] = form


def _title_case(words: Sequence[re.Match[str]], small: Counter[str], large: Counter[str]) -> Iterator[tuple[int, str]]:
    """The words of a headline in title case that the article has small."""
    if sum(w[0][0].isupper() for w in words) < _SHARE * len(words) or len(words) < _FEWEST:
        return
    for word in words:
        form, low = word[0], word[0].lower()
        if len(low) == len(form) and small[low] > large[form.capitalize()] and not form[1:2].isupper():
            yield word.start(), low


def _opening_capitals(words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The words in capitals that a block opens with; none where it is one short word, or goes on as a name does."""
    count = next((i for i, w in enumerate(words) if not w[0].isupper()), len(words))
    follows = words[count][0] if count < len(words) else ""
    short = all(len(w[0]) < _SHORTEST for w in words[:count]) or (count == 1 and len(words[0][0]) <= _SHORTEST)
    if short or follows[:1].isupper():
        return []
    return list(words[:count])


def _told(shown: Sequence[re.Match[str]], small: Counter[str], large: Counter[str]) -> Iterator[tuple[int, str]]:
    """Words in capitals as the article writes them elsewhere; others small if an article opens the phrase."""
    phrase = shown[0][0].lower() in ARTICLES
    for number, word in enumerate(shown):
        form, low = word[0], word[0].lower()
        if len(low) != len(form) or large[form] > small[low]:
            continue
        if large[form.capitalize()] > small[low] or number == 0:
            known = small[low] or large[form.capitalize()] or phrase
            if known:
                yield word.start(), form.capitalize()
        elif small[low] or phrase:
            yield word.start(), low


def _counts(article: Article) -> tuple[Counter[str], Counter[str]]:
    """How often each word is written small, and how often capitalised within a sentence, outside headlines."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for block in article.blocks:
        if block.role in SILENT_ROLES or block.role is BlockRole.HEADLINE:
            continue
        words = list(_WORD.finditer(article.text, block.span.start, block.span.end))
        shown = {w.start() for w in _opening_capitals(words)}
        for word in words:
            form = word.group()
            if form.islower():
                small[form] += 1
            elif word.start() not in shown and _is_within(article.text, word.start(), block.span):
                large[form] += 1
    return small, large


def _is_within(text: str, at: int, block: Span) -> bool:
    """Whether a word at `at` does not open its sentence or a quotation."""
    return at > block.start and text[at - 2 : at - 1] not in '.!?“"'
