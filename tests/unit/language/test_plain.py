"""An article without what is not seen of it, and the way back to the draft."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.spans import Span
from auditor.language.plain import plainly
from auditor.readers.dispatch import read_text


@pytest.mark.parametrize(
    ("draft", "plain"),
    [
        ("The **old** [bridge](http://x.example) fell.", "The old bridge fell."),
        ("**un**\\*believable", "un*believable"),
        ("one<br>two <b>three</b>s", "one two threes"),
        ("Tea &amp; cake&nbsp;&mdash; &#8220;no&#x201D; &bogus;", "Tea & cake — “no” &bogus;"),
        ("no\u00a0break\u202fhere", "no break here"),
        ("sy\u00adllable\u200b and \u200eword", "syllable and word"),
        ("![a mill](m.png) The mill.", " The mill."),
        ("[![a mill](m.png)](http://x.example) The mill.", " The mill."),
    ],
)
def test_what_is_read(draft: str, plain: str) -> None:
    assert plainly(read_text(f"{draft} End.", "a.md"))[0].text == f"{plain} End."


def test_the_way_back() -> None:
    draft = "A &ldquo;**good**&rdquo; [old](http://x.example) mill"
    article, original = plainly(read_text(draft, "a.md"))
    assert article.text == "A “good” old mill"

    def back(words: str) -> str:
        at = article.text.index(words)
        return original.span(Span(at, at + len(words))).of(draft)

    assert [back(w) for w in ("A", "“", "“good”", "good", "old", "old mill")] == [
        "A",
        "&ldquo;",
        "&ldquo;**good**&rdquo;",
        "good",
        "old",
        "old](http://x.example) mill",
    ]


def test_nothing_to_set_aside_changes_nothing() -> None:
    article, original = plainly(read_text("The mill fell.", "a.txt"))
    assert (article.text, original.pieces, original.span(Span(1, 4))) == ("The mill fell.", (), Span(1, 4))


@given(st.text(alphabet="ab *_[]()<>&;#m\u00ad\u00a0\n", max_size=60))
def test_blocks_and_every_place_lie_in_the_text(text: str) -> None:
    draft = f"x {text}"
    article, original = plainly(read_text(draft, "a.md"))
    assert [b.id for b in article.blocks] == list(range(len(article.blocks)))
    assert all(0 <= b.span.start < b.span.end <= len(article.text) for b in article.blocks)
    spans = [original.span(Span(i, i + 1)) for i in range(len(article.text))]
    assert all(0 <= s.start < s.end <= len(draft) for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
