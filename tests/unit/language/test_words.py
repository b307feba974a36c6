"""Word lists find in a text what the whole of a list finds there, however few of its entries are compiled for it."""

from __future__ import annotations

import random
import re

import pytest

from auditor.base.errors import PackError
from auditor.base.spans import Span
from auditor.language.words import Words
from auditor.records.rules import Lexicon

ENTRIES = (
    "ap",
    "new york times",
    "news of the world",
    "the times",
    "o'brien's post",
    "café noir",
    "é",
    "24/7 news",
    "—",
)


def listed(*entries: str, name: str = "media") -> Words:
    return Words({f"core/{name}": Lexicon(f"core/{name}", {entry: frozenset({"outlet"}) for entry in entries})})


def by_the_whole(words: Words, text: str, spans: list[Span]) -> list[Span]:
    pattern = words.pattern("media", "outlet")
    assert pattern is not None
    return [Span(*found.span()) for span in spans for found in pattern.finditer(text, span.start, span.end)]


@pytest.mark.parametrize(
    "text",
    [
        "The AP, the New  York\nTimes and The Times.",
        "Neẅ News of the World; NEWS OF THE WORLD, NEWS-OF-THE-WORLD",
        "O’Brien’s Post and o'brien's post, O'BRıEN'S POST, neW YorK TİMES, ſky",
        "Café Noir, CAFÉ NOIR, café noir, é É cafe",
        "24/7 news — 24/7 News",
        "aptitude, ap-style, re-ap, AP's",
        "",
    ],
)
def test_a_list_finds_what_the_whole_of_it_finds(text: str) -> None:
    spans = [Span(0, len(text)), Span(3, max(3, len(text) - 4))]
    expected = by_the_whole(listed(*ENTRIES), text, spans)
    assert list(listed(*ENTRIES).every(text, spans, "media", "outlet")) == expected
    used = listed(*ENTRIES)
    assert used.pattern("media", "outlet") is not None  # the whole is compiled already
    assert list(used.every(text, spans, "media", "outlet")) == expected


def test_lists_of_any_words_find_the_same_in_any_text() -> None:
    chance = random.Random(11)
    pieces = [*"abkis-’'é ", "ſ", "\u212a", "İ", "ı", "  ", "K", "S", "I"]
    hits = 0
    for _ in range(300):
        entries = {"".join(chance.choices("abkis' -é", k=chance.randint(1, 4))).strip() for _ in range(60)}
        words, whole = (listed(*(entry for entry in sorted(entries) if entry.split())) for _ in range(2))
        for _ in range(3):
            text = "".join(chance.choices(pieces, k=30))
            expected = by_the_whole(whole, text, [Span(0, 30), Span(5, 20)])
            assert list(words.every(text, [Span(0, 30), Span(5, 20)], "media", "outlet")) == expected, (entries, text)
            hits += len(expected)
    assert hits > 1000


def test_a_list_that_is_asked_often_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    entries = [f"entry{number}" for number in range(300)]
    words = listed(*entries)
    for number in range(300):
        text = f"of entry{number} and entry{299 - number}"
        assert len(list(words.every(text, [Span(0, len(text))], "media", "outlet"))) == 2
    assert len(compiled) < 60
    assert max(map(len, compiled)) > 300 * 5


def test_nothing_is_compiled_for_a_text_without_any_word_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    words = listed("new york times", "ap")
    monkeypatch.setattr(re, "compile", None)
    assert words.first("What the map of Newark says, in time", [Span(0, 36)], "media", "outlet") is None


def test_a_list_that_is_not_loaded_is_told() -> None:
    with pytest.raises(PackError) as caught:
        list(listed("ap").every("", [], "titles", "reporter"))
    assert caught.value.code == "A252"
