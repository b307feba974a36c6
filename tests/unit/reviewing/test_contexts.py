"""Hits: exact places, what stands around them, and whose words they stand in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.spans import Span
from auditor.readers.dispatch import read_text
from auditor.records.article import Article, Block, BlockRole
from auditor.records.reading import Reading
from auditor.records.reviews import Hit, Order, Standing
from auditor.records.scales import Confidence
from auditor.reviewing.contexts import _key, of_article, search, voiced, voices_of
from auditor.reviewing.patterns import Wanted, compiled
from tests.factories import FERRY, ferry, find

if TYPE_CHECKING:
    from auditor.toolkit import Toolkit


def one_block(text: str, role: BlockRole = BlockRole.PARA) -> Article:
    """An article of one paragraph that is all of `text`."""
    return Article("drafts/a.txt", "text", text, (Block(0, role, Span(0, len(text))),), "")


def searched(text: str, wanted: Wanted) -> list[tuple[Span, tuple[str, str, str]]]:
    return list(search(one_block(text), compiled(wanted), wanted.context))


# ---------------------------------------------------------------- places


def test_what_is_not_read_is_not_searched() -> None:
    furniture = one_block("Subscribe for aid", BlockRole.FURNITURE)
    assert list(search(furniture, compiled(Wanted("aid")), 60)) == []


def test_an_expression_that_finds_nothing_anywhere_has_only_the_hits_with_words() -> None:
    assert [span for span, _ in searched("xx a", Wanted("x*", is_regex=True))] == [Span(0, 2)]


def test_contexts_that_overlap_and_hits_in_a_row_have_their_own_places() -> None:
    hits = searched("no no no no", Wanted("no", context=4))
    assert [(span.start, before, after) for span, (before, _, after) in hits] == [
        (0, "", " no "),
        (3, "no ", " no "),
        (6, " no ", " no"),
        (9, " no ", ""),
    ]


def test_line_ends_within_a_paragraph_are_spaces_and_offsets_stay() -> None:
    ((span, words),) = searched("The aid\r\nkit came.", Wanted("aid kit", context=50))
    assert (span, words) == (Span(4, 12), ("The ", "aid  kit", " came."))


PIECES = ("no", "No", "é", "aid", "\n", "\t", ",", "’", "𝛼", "noon")
WORDS = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@given(WORDS, st.sampled_from(["no", "aid", "é", "𝛼", "no no"]), st.booleans(), st.booleans(), st.integers(0, 9))
def test_every_hit_is_where_it_is_said_to_be(text: str, words: str, regex: bool, caseless: bool, size: int) -> None:
    hits = searched(text, Wanted(words, regex, caseless, size))
    for span, (before, key, after) in hits:
        around = "".join(" " if char in "\r\n\t" else char for char in text)
        assert span.of(around) == key
        assert around[: span.start].endswith(before) and len(before) == min(size, span.start)
        assert around[span.end :].startswith(after) and len(after) == min(size, len(text) - span.end)
    assert [span for span, _ in hits] == sorted(span for span, _ in hits)


# ---------------------------------------------------------------- whose words


@pytest.mark.parametrize(
    ("words", "standing", "source"),
    [
        ("night ferry in May", Standing.ANONYMOUS, "two people briefed on the plan"),
        ("decided nothing", Standing.NAMED_PERSON, "Mayor Ida Brandt"),
        ("asked not to be named", Standing.GRANT, ""),
        ("did not respond", Standing.NON_RESPONSE, ""),
        ("Reached by phone", Standing.NONE, ""),
    ],
)
def test_a_hit_stands_in_the_words_of_its_source(words: str, standing: Standing, source: str) -> None:
    report = ferry()
    span = find(FERRY, words)
    place = next(iter(report.places.values()))
    found = voiced(Hit("drafts/ferry.txt", span, place, "", words, ""), voices_of(report))
    assert found.standing is standing
    assert source in found.source


def hit(before: str, words: str, after: str, standing: Standing = Standing.NONE) -> Hit:
    place = next(iter(ferry().places.values()))
    return Hit("a.txt", Span(0, 1), place, before, words, after, standing)


def test_the_orders() -> None:
    one = hit("the city ", "aid", " came", Standing.NONE)
    two = hit("a Big City ", "aid", " again", Standing.DOCUMENT)
    three = hit("no ", "aid", " Was", Standing.ANONYMOUS)
    hits = (one, two, three)
    ordered = {order: tuple(sorted(hits, key=partial(_key, order))) for order in Order}
    assert ordered == {
        Order.PLACE: (one, two, three),
        Order.BEFORE: (two, one, three),
        Order.AFTER: (two, one, three),
        Order.KIND: (three, two, one),
    }


# ---------------------------------------------------------------- whole articles

DRAFT = """---
desk: aid
---
# Aid will end

The **aid** fund will close in May, two people briefed on the plan said. They asked not to be named because no
aid decision is public.

“No aid is lost,” Mayor Ann Poe said. The fund did not respond to questions about aid.

Aid began in 2011.
"""


@pytest.mark.model
def test_the_hits_of_an_article(toolkit: Toolkit) -> None:
    article = read_text(DRAFT, "drafts/aid.md", Reading())
    found = of_article(article, toolkit, Wanted("aid", ignores_case=True))
    assert {hit.span.of(DRAFT).lower() for hit in found.hits} == {"aid"}
    assert [(hit.place.where, hit.standing, hit.source) for hit in found.hits] == [
        ("4:3", Standing.NONE, ""),
        ("6:7", Standing.ANONYMOUS, "two people briefed on the plan"),
        ("7:1", Standing.GRANT, ""),
        ("9:5", Standing.NAMED_PERSON, "Ann Poe"),
        ("9:83", Standing.NON_RESPONSE, ""),
        ("11:1", Standing.NONE, ""),
    ]
    assert (found.hits[1].before, found.hits[1].after[:10]) == ("The ", " fund will")
    assert all(hit.confidence is not Confidence.LOW for hit in found.hits)


@pytest.mark.model
def test_an_article_without_a_hit_is_not_audited(toolkit: Toolkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.engine.audit", lambda *_: 1 / 0)
    article = read_text(DRAFT, "drafts/aid.md", Reading())
    assert of_article(article, toolkit, Wanted("zebra")).hits == ()
    assert of_article(article, toolkit, Wanted("desk")).hits == ()
