"""Characters that nobody sees and that may hide words, or change how others are shown: told, whatever the format.

Soft hyphens, no-break spaces, and joiners in the scripts and the emoji that need them are ordinary, as are zero-width
spaces between words. The kinds are those of Unicode Technical Report 36, 2.10 and 3.6, and Technical Standard 51.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.base.spans import Span
from auditor.records.article import Article, Note

_LETTER = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
"""Of the scripts that put spaces between words and need no joiners: Latin, Greek, Cyrillic."""
_HIDDEN = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # the flag of a part of a country: ordinary
    f"|(?P<within>(?<=[{_LETTER}])[\u200b-\u200d\u2060\ufeff]+(?=[{_LETTER}]))"
    "|(?P<direction>[\u202a-\u202e\u2066-\u2069]+)"
    "|(?P<tag>[\U000e0000-\U000e007f]+)"
)
_KINDS: Mapping[str, tuple[str, str]] = {
    "within": ("zero-width within a word", "zero-width within words"),
    "direction": ("mark of direction", "marks of direction"),
    "tag": ("tag", "tags"),
}
"""What one, and several, of a kind are called."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_BEFORE, _AFTER = re.compile(r"(?:\S{1,40}[ \t]+)?\S{0,40}\Z"), re.compile(r"\S{0,40}")
_AROUND = 80
"""Code points before and after a place in which its words are looked for."""


def hidden_characters(article: Article) -> tuple[Note, ...]:
    """A note on the hidden characters of an article: how many, of which kinds, in which words first; none without."""
    text = article.text
    counts = dict.fromkeys(_KINDS, 0)
    first: Span | None = None
    for found in _HIDDEN.finditer(text):
        if found.lastgroup is not None:
            counts[found.lastgroup] += len(found.group())
            first = first or _words(text, Span(*found.span()))
    if first is None:
        return ()
    total = sum(counts.values())
    kinds = ", ".join(f"{count} {_KINDS[kind][count > 1]}" for kind, count in counts.items() if count)
    counted = "1 character that nobody sees was" if total == 1 else f"{total} characters that nobody sees were"
    shown = " ".join(_UNSEEN.sub("", first.of(text)).split())
    beside = f"; the first in “{shown}”" if shown else ""
    return (Note("hidden-characters", f"{counted} left unread: {kinds}{beside}", first),)


def _words(text: str, place: Span) -> Span:
    """The word that holds `place`, and the one before it in its line."""
    before = _BEFORE.search(text[max(0, place.start - _AROUND) : place.start])
    after = _AFTER.match(text[place.end : place.end + _AROUND])
    assert before is not None
    assert after is not None
    return Span(place.start - len(before.group()), place.end + len(after.group()))
