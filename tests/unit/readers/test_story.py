"""Articles whose format tells headline and body apart: each thing once, and places by number."""

from __future__ import annotations

import pytest

from auditor.readers.draft import Draft
from auditor.readers.passages import plain_line
from auditor.readers.story import Story, author_of, metadata
from auditor.records.article import Article, BlockRole
from tests.unit.readers.stories import blocks, notes, told

BODY = "<p>The mayor left on Monday, two aides said.</p><p>She had no comment.</p>"


def article(story: Story) -> Article:
    return story.article(Draft("a.json", b"{}"), "x")


def test_the_head_comes_in_the_order_of_print_whatever_the_order_in_which_it_is_told() -> None:
    story = Story()
    story.passage(BODY, "/body")
    story.head(BlockRole.CORRECTION, "Corrects the day.", "/note")
    story.head(BlockRole.DATELINE, "Hexton", "/place")
    story.head(BlockRole.BYLINE, "By Ida Quill", "/by")
    story.head(BlockRole.BYLINE, "By Tom Ray", "/by2")
    story.head(BlockRole.STANDFIRST, "A sudden end", "/deck")
    story.head(BlockRole.HEADLINE, "Mayor <em>leaves</em> &amp; goes", "/head")
    assert blocks(article(story)) == [
        ("headline", "/head", BlockRole.HEADLINE, 1, "Mayor leaves & goes"),
        ("standfirst", "/deck", BlockRole.STANDFIRST, 0, "A sudden end"),
        ("byline", "/by", BlockRole.BYLINE, 0, "By Ida Quill"),
        ("byline 2", "/by2", BlockRole.BYLINE, 0, "By Tom Ray"),
        ("dateline", "/place", BlockRole.DATELINE, 0, "Hexton"),
        ("editor's note", "/note", BlockRole.CORRECTION, 0, "Corrects the day."),
        ("paragraph 1", "/body/p[1]", BlockRole.PARA, 0, "The mayor left on Monday, two aides said."),
        ("paragraph 2", "/body/p[2]", BlockRole.PARA, 0, "She had no comment."),
    ]


def test_what_the_body_opens_with_once_more_stands_once() -> None:
    story = Story()
    story.head(BlockRole.HEADLINE, "Mayor leaves", "/head")
    story.head(BlockRole.BYLINE, "Ida Quill", "/by")
    story.head(BlockRole.DATELINE, "HEXTON", "/place")
    story.passage("<h1>Mayor leaves</h1><p>By Ida Quill</p><p>HEXTON (HNA) – She left.</p><h1>Why</h1>", "/body")
    assert told(article(story)) == [
        (BlockRole.HEADLINE, 1, "Mayor leaves"),
        (BlockRole.BYLINE, 0, "Ida Quill"),
        (BlockRole.PARA, 0, "HEXTON (HNA) – She left."),
        (BlockRole.HEADLINE, 2, "Why"),
    ]


def test_of_offers_the_first_that_stands_is_taken_unless_there_is_another() -> None:
    story = Story()
    story.offer(BlockRole.HEADLINE, [("Mayor goes", "/other")])
    story.offer(BlockRole.STANDFIRST, [("The mayor left on Monday, two aides said.", "/summary")])
    story.offer(BlockRole.STANDFIRST, [("A sudden end", "/deck")])
    story.offer(BlockRole.STANDFIRST, [("A quarrel", "/third")])
    story.offer(BlockRole.BYLINE, [("By Ida Quill", "/by/1"), ("By Tom Ray", "/by/2")])
    story.head(BlockRole.STANDFIRST, "What comes next", "/own")
    story.passage(BODY, "/body")
    assert [(name, words) for name, _, _, _, words in blocks(article(story))[:5]] == [
        ("headline", "Mayor goes"),
        ("standfirst", "A sudden end"),
        ("standfirst 2", "What comes next"),
        ("byline", "By Ida Quill"),
        ("byline 2", "By Tom Ray"),
    ]


def test_labels_are_no_text_above_the_first_paragraph_and_headings_that_repeat_the_headline_nowhere() -> None:
    story = Story(metadata(genre="Analysis", keywords=["Quay", "Council"]))
    story.head(BlockRole.HEADLINE, "Mayor leaves", "/head")
    story.passage("<p>ANALYSIS</p><h2>Quay</h2><p>One.</p><h2>Quay</h2><p>Analysis</p><h2>Mayor leaves</h2>", "/body")
    assert blocks(article(story))[1:] == [
        ("paragraph 1", "/body/p[2]", BlockRole.PARA, 0, "One."),
        ("paragraph 2", "/body/h2[2]", BlockRole.HEADLINE, 2, "Quay"),
        ("paragraph 3", "/body/p[3]", BlockRole.PARA, 0, "Analysis"),
    ]


def test_a_dateline_stands_where_the_text_begins_with_no_more_than_its_place() -> None:
    story = Story()
    story.head(BlockRole.DATELINE, "Hexton", "/place")
    story.passage("<p>Hexton council has dropped its plan.</p>", "/body")
    assert told(article(story))[0] == (BlockRole.DATELINE, 0, "Hexton")


def test_rows_of_tables_are_called_by_both_numbers() -> None:
    story = Story()
    rows = "<tr><td>2025</td><td>41</td></tr><tr><td>2026</td><td>40</td></tr>"
    story.passage(f"<p>One.</p><table>{rows}</table>", "/a")
    story.passage(f"<table>{rows}</table>", "/b")
    assert [name for name, *_ in blocks(article(story))] == [
        "paragraph 1",
        "table 1, row 1",
        "table 1, row 2",
        "table 2, row 1",
        "table 2, row 2",
    ]


def test_places_of_one_of_several_articles_begin_with_what_it_is_called() -> None:
    story = Story(place="row 3")
    story.head(BlockRole.HEADLINE, "Mayor leaves", "/head")
    story.passage(BODY, "/body")
    assert [name for name, *_ in blocks(article(story))] == [
        "row 3, headline",
        "row 3, paragraph 1",
        "row 3, paragraph 2",
    ]


def test_a_paragraph_that_says_the_headline_far_below_stays() -> None:
    story = Story()
    story.head(BlockRole.HEADLINE, "It is over", "/head")
    story.passage("<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p><p>Five.</p><p>It is over.</p>", "/body")
    assert told(article(story))[-1] == (BlockRole.PARA, 0, "It is over.")


@pytest.mark.parametrize(
    ("summary", "is_standfirst"),
    [
        ("Two aides tell of a long quarrel", True),
        ("The mayor left on Monday, two aides said.", False),
        ("The mayor left on Mon", False),
        ("The mayor left on Monday […]", False),
        ("The mayor left… <a href='/x'>Read more</a>", False),
        ("What nobody knew…", False),
        ("Mayor leaves", False),
        ("On Monday", True),
        ("She had no comment", False),
        ("She left… and nobody said why", True),
        ("…", False),
    ],
)
def test_a_summary_is_a_standfirst_only_if_it_says_something_of_its_own(summary: str, is_standfirst: bool) -> None:
    story = Story()
    story.head(BlockRole.HEADLINE, "Mayor leaves", "/head")
    story.head(BlockRole.STANDFIRST, summary, "/deck")
    story.passage(BODY, "/body")
    assert (BlockRole.STANDFIRST in {role for role, *_ in told(article(story))}) is is_standfirst


def test_plain_text_and_html_are_told_apart_by_their_looks_unless_somebody_says() -> None:
    story = Story()
    story.passage("She <em>left</em>.\n\nHe &amp; I stayed.\n\n• A point", "/a")
    story.passage("She left.<br><br>He stayed.", "/b")
    story.passage("One\n\ntwo", "/c", BlockRole.QUOTE, is_html=True)
    assert blocks(article(story)) == [
        ("paragraph 1", "/a", BlockRole.PARA, 0, "She left."),
        ("paragraph 2", "/a", BlockRole.PARA, 0, "He & I stayed."),
        ("paragraph 3", "/a", BlockRole.LIST, 0, "A point"),
        ("paragraph 4", "/b", BlockRole.PARA, 0, "She left."),
        ("paragraph 5", "/b", BlockRole.PARA, 0, "He stayed."),
        ("paragraph 6", "/c", BlockRole.QUOTE, 0, "One two"),
    ]


def test_captions_stand_once_and_places_of_each_sort_are_counted_apart() -> None:
    story = Story()
    story.add(BlockRole.CAPTION, "The quay at night.", "/p/1")
    story.passage("<p>One.</p><figure><figcaption>The quay at night.</figcaption></figure><p>Two.</p>", "/b")
    story.add(BlockRole.CAPTION, "The mayor.", "/p/2")
    story.add(BlockRole.TEASER, "Read on", "/l")
    story.add(BlockRole.CORRECTION, "It was Monday.", "/c")
    story.add(BlockRole.TABLE, "2025 41", "/t", name="table 1, row 1")
    assert [(name, each) for name, _, _, _, each in blocks(article(story))] == [
        ("caption 1", "The quay at night."),
        ("paragraph 1", "One."),
        ("paragraph 2", "Two."),
        ("caption 2", "The mayor."),
        ("link 1", "Read on"),
        ("correction 1", "It was Monday."),
        ("table 1, row 1", "2025 41"),
    ]


def test_hidden_words_are_named_in_a_note_after_the_others() -> None:
    story = Story()
    story.note("not-read", "a gallery was not read")
    story.passage("<p>Seen.</p><p hidden>Unseen words.</p>", "/b")
    assert notes(article(story)) == [
        "a gallery was not read",
        "left out, as the page does not show them: 2 words, such as “Unseen words.”",
    ]


def test_an_article_without_a_body_says_so() -> None:
    story = Story()
    assert notes(article(story)) == []
    story.head(BlockRole.HEADLINE, "Mayor leaves", "/head")
    assert notes(article(story)) == ["the file has no text of this article, only what stands above it"]


def test_metadata_has_no_empty_values() -> None:
    assert metadata(
        title="", author=["Ida", "", "Ida"], section=["News", "Local"], keywords=["a &amp; b"], date=[]
    ) == {
        "author": "Ida",
        "section": "News",
        "categories": ("News", "Local"),
        "keywords": ("a & b",),
    }


def test_names_and_lines_are_plain() -> None:
    assert [author_of(each) for each in ("By Ida Quill", " BY  Tom", "Byron Ray")] == ["Ida Quill", "Tom", "Byron Ray"]
    assert plain_line("a < b > c, and <https://herald.example>") == "a < b > c, and <https://herald.example>"
    assert plain_line("Ida &amp; Tom <ida@herald.example> <em>wrote</em>") == "Ida & Tom <ida@herald.example> wrote"
    assert plain_line("One<!-- two --> three, <b <i>four") == "One three, <b four"
    assert plain_line("R&D <b>pays</b>\n off &#8211; now; 3 < 4") == "R&D pays off – now; 3 < 4"
