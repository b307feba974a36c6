"""What the tagger reads: every word once, where it stands, in windows that are not too long."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from auditor.language import quotations
from auditor.language.tagger.network import weights
from auditor.language.tagger.pieces import LONGEST, LOOKS, Window, windows
from auditor.readers.dispatch import read_text
from auditor.records.article import Article


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(weights() / "tokenizer.json"))


def read(text: str, tokenizer: Tokenizer, longest: int = LONGEST) -> tuple[Article, list[Window]]:
    article = read_text(text, "draft.txt")
    quoted = quotations.find(text, article.blocks)
    return article, list(windows(article, text, quoted, tokenizer, longest))


def words(text: str, found: list[Window]) -> list[str]:
    return [span.of(text) for window in found for span in window.words]


def test_words_and_marks_stand_where_they_stood(tokenizer: Tokenizer) -> None:
    text = "“Ça va?” asked Zoë Quill-Reyl, 41.\n\nNobody\u00a0answered."
    _, found = read(text, tokenizer)
    assert words(text, found) == [
        "“", "Ça", "va", "?", "”", "asked", "Zoë", "Quill", "-", "Reyl", ",", "41", ".", "Nobody", "answered", ".",
    ]  # fmt: skip


def test_a_look_tells_how_a_word_is_written_and_whether_it_is_quoted(tokenizer: Tokenizer) -> None:
    text = "Quill told NATO “go” 3 times, McReyl says."
    _, (window,) = read(text, tokenizer)
    looks = {span.of(text): window.looks[first] for span, first in zip(window.words, window.firsts, strict=True)}
    assert {
        word: look % 7 for word, look in looks.items() if word in ("Quill", "told", "NATO", "3", ",", "McReyl")
    } == {
        "Quill": 2,
        "told": 1,
        "NATO": 3,
        "3": 5,
        ",": 4,
        "McReyl": 2,
    }
    assert [looks[word] % 14 // 7 for word in ("told", "“", "go", "times")] == [0, 1, 1, 0]
    assert [looks[word] // 14 for word in ("Quill", "told", ",", "go")] == [1, 1, 0, 0]
    assert max(window.looks) < LOOKS


@pytest.mark.parametrize("longest", [16, 40, LONGEST])
def test_windows_hold_every_word_once_and_are_not_too_long(tokenizer: Tokenizer, longest: int) -> None:
    text = "\n\n".join(f"Paragraph {n} has words that councillors unhesitatingly said aloud." for n in range(20))
    article, found = read(text, tokenizer, longest)
    assert all(len(w.pieces) == len(w.looks) <= longest for w in found)
    _, whole = read(text, tokenizer, 10_000)
    assert words(text, found) == words(text, whole)
    assert all(block.span.of(text)[:9] in ("Paragraph",) for block in article.blocks)


def test_a_word_that_no_window_can_hold_is_left_out(tokenizer: Tokenizer) -> None:
    _, found = read("Quill said " + "x" * 90 + " aloud.", tokenizer, 24)
    assert words("Quill said " + "x" * 90 + " aloud.", found) == ["Quill", "said", "aloud", "."]


def test_what_is_not_read_is_in_no_window(tokenizer: Tokenizer) -> None:
    text = "---\nauthor: Quill\n---\n\nReyl said so."
    article = read_text(text, "draft.md")
    found = list(windows(article, text, (), tokenizer))
    assert words(text, found) == ["Reyl", "said", "so", "."]
