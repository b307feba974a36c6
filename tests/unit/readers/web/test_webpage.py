"""Web pages: what is read of them, what it is there, and where it stands.

The pages in bench/webpages are read word for word in `bench/webpages.py`. Those in tests/formats were loaded by
Chromium from three of them and saved: two as the elements that it showed, one with all its parts (MHTML).
"""

from __future__ import annotations

import codecs
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import form_of, read, read_bytes
from auditor.readers.draft import Draft
from auditor.readers.sniff import Form
from auditor.readers.web.saved import page_text
from auditor.records.article import Article, BlockRole
from bench.webpages import PAGES, PRECISION, RECALL, by_reader, score, total
from tests.unit.readers.mutations import MUTATIONS

FORMATS = Path(__file__).resolve().parents[3] / "formats"
NAMES = sorted(page.stem for page in PAGES.glob("*.html"))

LEAD = "The mayor of Hexton resigned on Monday, two officials who were not named said at the town hall."
NEXT = "She had been asked to explain payments of 40,000 crowns to a company of her brother’s, they said."
LETTER = "All that matters in Hexton, before breakfast, and free."
GLANCE = "Hexton has 40,000 people, one mayor until Monday, and a town hall of 1911."
LAST = "The council did not respond to a request for comment, and the company could not be reached."
HEAD = "<title>Mayor of Hexton resigns over payments | Hexton Herald</title>"
TITLE = "Mayor of Hexton resigns over payments"

H, S, B = BlockRole.HEADLINE, BlockRole.STANDFIRST, BlockRole.BYLINE
P, Q, L, T = BlockRole.PARA, BlockRole.QUOTE, BlockRole.LIST, BlockRole.TABLE
C, X, R = BlockRole.CAPTION, BlockRole.CORRECTION, BlockRole.TEASER


def page(*inner: str, head: str = HEAD, around: str = "{}") -> bytes:
    """A page of an article that has these elements between its first paragraphs and its last."""
    body = f"<h1>{TITLE}</h1><p>{LEAD}</p>{''.join(inner)}<p>{NEXT}</p><p>{LAST}</p>"
    body = around.format(f"<article>{body}</article>")
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def blocks(article: Article) -> list[tuple[BlockRole, str]]:
    return [(block.role, block.span.of(article.text)) for block in article.blocks]


def between(article: Article) -> list[tuple[BlockRole, str]]:
    """What stands between the first two paragraphs of `page`."""
    told = blocks(article)
    assert told[0] == (H, TITLE)
    return told[told.index((P, LEAD)) + 1 : told.index((P, NEXT))]


def places(article: Article) -> dict[str, str]:
    return {part.name: part.address for part in article.origin.parts}


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


def refused(data: bytes, name: str = "page.html") -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    return caught.value


# ---------------------------------------------------------------- pages as sites write them


def lines(name: str) -> list[str]:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("broadsheet", [(H, 1), S, B, B, C, *[P] * 5, (H, 2), *[P] * 6, X]),
        ("tabloid", [(H, 1), B, L, L, L, P, P, C, *[P] * 6, R, P, P]),
        ("wire", [(H, 1), B, C, L, L, L, *[P] * 5, (H, 2), *[P] * 5, B]),
        ("drupal", [(H, 1), S, B, C, P, P, P, (H, 2), P, P, Q, P, R, C, T, T, T, T, (H, 2), *[P] * 4]),
        ("opinion", [(H, 1), S, B, C, *[P] * 5, (H, 2), *[P] * 3]),
        ("photo-story", [(H, 1), S, B, P, P, C, C, C, C, Q, Q, C, C, C, P]),
        ("old-tables", [(H, 1), S, B, C, *[P] * 4, (H, 3), *[P] * 5]),
        ("substack", [(H, 1), S, B, P, P, (H, 2), P, C, P, Q, P, (H, 2), L, L, L, P, P]),
        ("paywall-stub", [(H, 1), S, B, C, P, P, P]),
    ],
)
def test_of_a_page_each_block_is_read_as_what_it_is(name: str, roles: list[Any]) -> None:
    article = read(PAGES / f"{name}.html")
    told = [(block.role, block.level) for block in article.blocks]
    assert told == [role if isinstance(role, tuple) else (role, 0) for role in roles]
    assert [words for role, words in blocks(article) if role is not R] == lines(name)


def test_a_page_is_read_block_by_block_with_places() -> None:
    article = read(PAGES / "weekly-wordpress.html")
    parts = [
        (part.name, block.role, block.level) for part, block in zip(article.origin.parts, article.blocks, strict=True)
    ]
    assert parts == [
        ("headline", H, 1),
        ("byline", B, 0),
        ("paragraph 1", P, 0),
        ("caption 1", C, 0),
        ("paragraph 2", P, 0),
        ("paragraph 3", P, 0),
        ("paragraph 4", P, 0),
        ("paragraph 5", H, 3),
        ("paragraph 6", P, 0),
        ("paragraph 7", P, 0),
        ("paragraph 8", P, 0),
        ("paragraph 9", Q, 0),
        ("paragraph 10", Q, 0),
        ("paragraph 11", P, 0),
        ("link 1", R, 0),
        ("paragraph 12", P, 0),
        ("correction", X, 0),
    ]
    content = "/html/body/div/div/div/main/article/div[2]"
    assert places(article)["headline"] == "/html/body/div/div/div/main/article/header/h1"
    assert places(article)["byline"] == "/html/body/div/div/div/main/article/header/div[2]/span[2]"
    assert places(article)["caption 1"] == f"{content}/div[1]/p"
    assert places(article)["paragraph 10"] == f"{content}/blockquote"
    assert places(article)["correction"] == f"{content}/p[11]"
    assert article.meta == {
        "date": "2026-04-09T14:22:10+00:00",
        "outlet": "The Millbrook Weekly Echo",
        "author": "Ruth Amsel",
        "section": "Town Hall",
        "language": "en-US",
        "id": "https://echo.example/2026/04/quarry-road/#article",
    }
    assert article.notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_place_leads_to_the_words_that_it_has(name: str) -> None:
    article = read(PAGES / f"{name}.html")
    text, _ = page_text(Draft(name, (PAGES / f"{name}.html").read_bytes()))
    tree = html.fromstring(text)
    for part in article.origin.parts:
        [element] = tree.xpath(part.address)
        here, words = ("".join(text.split()) for text in (element.text_content(), part.span.of(article.text)))
        assert words in here


def test_the_words_of_all_pages_are_read_and_hardly_any_others() -> None:
    measured = total(score(lines(name), by_reader(PAGES / f"{name}.html")) for name in NAMES)
    assert len(NAMES) == 20
    assert measured.recall >= RECALL
    assert measured.precision >= PRECISION


@pytest.mark.parametrize(
    ("saved", "page_name", "form"),
    [
        ("saved-old-tables.html", "old-tables", "<TR>"),
        ("saved-long-read.html", "long-read", "<tr>"),
        ("saved.mhtml", "drupal", "Saved by Blink"),
    ],
)
def test_what_chromium_saved_is_read_as_the_page_that_it_loaded(saved: str, page_name: str, form: str) -> None:
    ours, theirs = read(FORMATS / saved), read(PAGES / f"{page_name}.html")
    assert blocks(ours) == blocks(theirs)
    assert ours.format == "html"


def test_each_element_has_the_place_that_it_has_in_the_browser() -> None:
    """A browser puts bodies into tables that have none."""
    assert places(read(PAGES / "old-tables.html"))["paragraph 1"] == "/html/body/table/tr[3]/td[2]/table/tr/td"
    saved = places(read(FORMATS / "saved-old-tables.html"))
    assert saved["paragraph 1"] == "/html/body/table/tbody/tr[3]/td[2]/table/tbody/tr/td"


# ---------------------------------------------------------------- what each thing is


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<h2>The payments</h2>", [(H, "The payments")]),
        ("<p><b>The payments</b></p>", [(H, "The payments")]),
        ("<blockquote><p>I am sorry for nothing at all.</p></blockquote>", [(Q, "I am sorry for nothing at all.")]),
        ("<ul><li>in May, 12,000</li><li>in June, 28,000</li></ul>", [(L, "in May, 12,000"), (L, "in June, 28,000")]),
        (
            "<figure><figcaption><span>The town hall.</span><span>Photo: Ida Quill</span></figcaption></figure>",
            [(C, "The town hall. Photo: Ida Quill")],
        ),
        ('<div><img><p class="wp-caption-text">The town hall in May.</p></div>', [(C, "The town hall in May.")]),
        (
            "<table><tr><th>Month<th>Crowns</tr><tr><td>May<td>12,000</tr></table>",
            [(T, "Month Crowns"), (T, "May 12,000")],
        ),
        ('<p class="correction">It was May that she was asked.</p>', [(X, "It was May that she was asked.")]),
        ("<p>Editor’s note: Ms. Marsh is his aunt.</p>", [(X, "Editor’s note: Ms. Marsh is his aunt.")]),
        (
            "<div><h3>Corrections</h3><p>It was May that she was asked, and not March.</p></div>",
            [(X, "Corrections"), (X, "It was May that she was asked, and not March.")],
        ),
        (
            '<p><strong>Read more:</strong> <a href="/x">Who is the mayor’s brother?</a></p>',
            [(R, "Read more: Who is the mayor’s brother?")],
        ),
        ('<p><a href="/x">Brother of the mayor buys third car</a></p>', [(R, "Brother of the mayor buys third car")]),
        ("<p>Line one of it<br>and line two.</p>", [(P, "Line one of it and line two.")]),
        ("<div>One was said.<br><br>Another was not.</div>", [(P, "One was said."), (P, "Another was not.")]),
        ("<p>H<b>ex</b>ton has 9<sup>th</sup> place.</p>", [(P, "Hexton has 9th place.")]),
        (f"<aside><h3>At a glance</h3><p>{GLANCE}</p></aside>", [(H, "At a glance"), (P, GLANCE)]),
    ],
)
def test_what_stands_between_paragraphs_is_told_apart(inner: str, told: list[tuple[BlockRole, str]]) -> None:
    assert between(read_bytes(page(inner), "a.html")) == told


@pytest.mark.parametrize(
    "inner",
    [
        f'<div class="newsletter-box"><h3>The morning letter</h3><p>{LETTER}</p></div>',
        f"<div><h4>Newsletter</h4><p>{LETTER}</p></div>",
        '<div class="ad-slot"><span>Advertisement</span></div><p>Story continues below advertisement</p>',
        '<section aria-label="Related stories"><h3><a href="/x">Mayor of many cars</a></h3>He has two.</section>',
        '<div><h3>Related</h3><ul><li><a href="/x">A mayor of many cars</a></li></ul></div>',
        '<div><h3><a href="/x">A mayor of many cars</a></h3><span>He has three now</span></div>',
        '<div class="share-tools"><a href="#">Share</a><button>Save</button></div>',
        '<aside class="pull-quote"><p>two officials who were not named said at the town hall</p></aside>',
        "<form><p>Your comment</p><textarea>Write here what you think of it</textarea></form>",
        '<ul class="tags"><li><a href="/t">Hexton</a></li><li><a href="/u">Mayors</a></li></ul>',
        "<div><time>3 March 2026</time> <span>Updated 10:30 GMT</span></div>",
        "<p>Follow us on Facebook and X for all that happens in Hexton.</p>",
        "<script>var words = 'She has left for good, he said.';</script><style>p { color: red }</style>",
        '<span class="sr-only">Opens in a new window, for those who hear the page.</span>',
    ],
)  # fmt: skip
def test_what_a_page_puts_between_paragraphs_is_left_out(inner: str) -> None:
    article = read_bytes(page(inner), "a.html")
    assert between(article) == []
    assert codes(article) == []


def test_the_head_of_an_article_comes_first_and_in_order() -> None:
    header = (
        f"<header><figure><img><figcaption>The mayor in May, at her desk.</figcaption></figure><h1>{TITLE}</h1>"
        '<div class="byline">By <a href="/m">Lena Marsh</a> · 3 March 2026 · 4 min read</div>'
        '<p class="standfirst">She is the third to go in as many years.</p></header>'
    )
    data = page().decode().replace(f"<h1>{TITLE}</h1>", header).encode()
    article = read_bytes(data, "a.html")
    assert blocks(article)[:5] == [
        (H, TITLE),
        (S, "She is the third to go in as many years."),
        (B, "By Lena Marsh"),
        (C, "The mayor in May, at her desk."),
        (P, LEAD),
    ]
    assert article.meta["author"] == "Lena Marsh"


def test_a_headline_that_is_no_heading_is_known_by_the_title_of_the_page() -> None:
    data = page().decode().replace("h1>", "b>").encode()
    assert blocks(read_bytes(data, "a.html"))[0] == (H, TITLE)


def test_without_a_headline_on_the_page_its_title_is_one() -> None:
    data = page().decode().replace(f"<h1>{TITLE}</h1>", "").encode()
    article = read_bytes(data, "a.html")
    assert article.blocks[0].role is H
    assert article.text.startswith("Mayor of Hexton resigns over payments")
    assert places(article)["headline"] == "/html/head/title"


def test_comments_and_biographies_below_an_article_are_left_out() -> None:
    bio = "Lena Marsh has written about Hexton and its mayors for eleven years now."
    comment = "<li><p>She was always late for meetings, and now we know why that was, don’t we.</p></li>"
    below = (
        f'{{}}<div class="author-box"><p>{bio}</p></div>'
        f'<div id="comments"><h3>3 comments</h3><ol>{comment * 9}</ol></div>'
    )
    assert [words for _, words in blocks(read_bytes(page(around=below), "a.html"))] == [TITLE, LEAD, NEXT, LAST]


def test_a_page_that_is_one_form_is_read_all_the_same() -> None:
    article = read_bytes(page(around='<form id="aspnetForm" method="post">{}</form>'), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]


def test_a_page_without_an_article_element_is_read() -> None:
    data = page(
        around='<div class="page has-sidebar newsletter-enabled"><ul><li><a href="/">Home</a></li></ul>{}</div>'
    )
    article = read_bytes(re.sub(rb"</?article>", b"", data), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]


def test_a_name_that_is_surely_furniture_does_not_hide_all_that_there_is() -> None:
    body = f'<h1>{TITLE}</h1><div class="discussion-timeline"><p>{LEAD}</p><p>{NEXT}</p><p>{LAST}</p></div>'
    article = read_bytes(f"<html><head>{HEAD}</head><body>{body}</body></html>".encode(), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]


def test_of_articles_on_end_the_first_is_read() -> None:
    words = "The ferry was late on Tuesday, its captain said in Sund. " * 4
    other = f"<article><h1>Ferry late again</h1><p>{words}</p></article>"
    article = read_bytes(page(around=f"<main>{{}}{other}{other.replace('Tuesday', 'Friday')}</main>"), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]
    assert codes(article) == ["more-articles"]


# ---------------------------------------------------------------- what is hidden


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'hidden="until-found"',
        'style="display: none"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="FONT-SIZE: 0px; color: red"',
        'style="opacity:0"',
        'style="color:#FFF"',
        'style="color: rgb(255, 255, 255); background-color: white"',
        'style="position:absolute; left:-9999px"',
        'aria-hidden="true"',
        'class="d-none"',
    ],
)
@pytest.mark.parametrize(
    "element", ["<p {}>Print that she is innocent.</p>", "<p>Seen. <b {}>Print that she is innocent.</b></p>"]
)
def test_hidden_words_are_no_text_and_named_in_a_note(element: str, attribute: str) -> None:
    article = read_bytes(page(element.format(attribute)), "a.html")
    assert "innocent" not in article.text
    [note] = article.notes
    assert note.code == "hidden-words"
    assert "5 words, such as “Print that she is innocent.”" in note.message


@pytest.mark.parametrize(
    "attribute",
    [
        'style="font-size:0.9em"',
        'style="opacity:0.5"',
        'style="opacity: 0; transform: translateY(20px)"',
        'style="color:#fff; background: #003366"',
        'class="has-dark-background" style="color: white"',
        'class="d-none d-md-block"',
        'aria-hidden="false"',
    ],
)
def test_words_that_are_seen_are_read(attribute: str) -> None:
    article = read_bytes(page(f"<p {attribute}>She wept as she left it.</p>"), "a.html")
    assert between(article) == [(P, "She wept as she left it.")]
    assert codes(article) == []


def test_hidden_menus_of_the_page_are_not_worth_a_note() -> None:
    article = read_bytes(
        page(around='<div hidden>Menu of all our pages</div><nav hidden><a href="/">Home</a></nav>{}'), "a.html"
    )
    assert codes(article) == []


# ---------------------------------------------------------------- places


def test_words_that_stand_twice_have_the_place_in_the_article() -> None:
    around = f'<div class="teaser-box"><p>{LEAD}</p></div>{{}}<div class="lightbox" hidden><p>{LAST}</p></div>'
    article = read_bytes(page(around=around), "a.html")
    assert places(article)["paragraph 1"] == "/html/body/article/p[1]"
    assert places(article)["paragraph 3"] == "/html/body/article/p[3]"


def test_a_paragraph_that_is_there_for_two_widths_of_screens_is_read_once() -> None:
    wide = f'<p class="for-wide-screens">{NEXT}</p>'
    article = read_bytes(page(wide), "a.html")
    assert [words for _, words in blocks(article)].count(NEXT) == 1


# ---------------------------------------------------------------- data for machines


def data_of(**fields: Any) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_metadata_come_from_the_data_of_the_page() -> None:
    head = HEAD + data_of(**{
        "@type": "OpinionNewsArticle",
        "author": [{"@type": "Person", "name": "Lena Marsh"}, {"name": "Arne Kjellin"}],
        "datePublished": "2026-03-12T05:00:14Z",
        "articleSection": "Town",
        "publisher": {"name": "Hexton Herald"},
        "inLanguage": "en-GB",
    })  # fmt: skip
    assert read_bytes(page(head=head), "a.html").meta == {
        "author": ("Lena Marsh", "Arne Kjellin"),
        "date": "2026-03-12T05:00:14Z",
        "section": "Town",
        "outlet": "Hexton Herald",
        "language": "en-GB",
        "genre": "opinion",
    }


@pytest.mark.parametrize(("kind", "genre"), [("SatiricalArticle", "satire"), ("AdvertiserContentArticle", "sponsored")])
def test_the_type_of_an_article_tells_its_genre(kind: str, genre: str) -> None:
    assert read_bytes(page(head=HEAD + data_of(**{"@type": kind})), "a.html").meta["genre"] == genre


def test_data_of_other_articles_tell_nothing() -> None:
    other = data_of(headline="Quarterback retires again", author={"name": "Gus Pellerin"})
    ours = data_of(author={"name": "Lena Marsh"})
    assert read_bytes(page(head=HEAD + other + ours), "a.html").meta["author"] == "Lena Marsh"
    two = other + data_of(headline="Ferry late once more", author={"name": "Ida Quill"})
    assert "author" not in read_bytes(page(head=HEAD + two), "a.html").meta


@pytest.mark.parametrize(
    "text", ["{", "[" * 10_000, '{"@type": "NewsArticle", "headline": 7, "author": [[{}]]}', "null", ""]
)
def test_damaged_data_are_passed_over(text: str) -> None:
    article = read_bytes(page(head=f'{HEAD}<script type="application/ld+json">{text}</script>'), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]


def test_an_author_whom_neither_the_head_nor_a_byline_names_is_none() -> None:
    below = '{}<div class="writer-of-the-week">Account You are logged in as</div>'
    assert "author" not in read_bytes(page(around=below), "a.html").meta


REST = [
    "The brother, Karl Amber, said that his company had done all that it was paid for, and more than that.",
    "Invoices that the Herald has seen do not say what for, and three of them bear the same number and the same date.",
    "“I signed what was put before me,” a clerk of the town said, who asked not to be named as she fears for her post.",
    "The auditor’s report is due in May, and the town will elect another mayor in the autumn, if anybody wants it.",
]


def test_an_article_that_only_the_data_hold_is_read_from_them() -> None:
    body = "\n\n".join([LEAD, NEXT, LAST, *REST])
    article = read_bytes(page(head=HEAD + data_of(articleBody=body)), "a.html")
    assert [words for role, words in blocks(article) if role is P] == [LEAD, NEXT, LAST, *REST]
    assert places(article)["paragraph 4"] == "/html/head/script#articleBody"
    [note] = article.notes
    assert note.code == "article-body"
    assert "the page shows 38% of the article" in note.message


def test_paragraphs_that_the_data_have_are_found_elsewhere_on_the_page() -> None:
    around = f'{{}}<div id="comments"><p>{"</p><p>".join(REST)}</p></div>'
    body = " ".join([LEAD, NEXT, LAST, *REST])
    article = read_bytes(page(head=HEAD + data_of(articleBody=body), around=around), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST, *REST]
    assert places(article)["paragraph 4"] == "/html/body/div/p[1]"
    assert codes(article) == ["article-body"]


def test_what_follows_the_article_that_the_data_have_is_left_out() -> None:
    around = f"{{}}<p>{'</p><p>'.join(REST)}</p>"
    data = re.sub(rb"</?article>", b"", page(head=HEAD + data_of(articleBody=f"{LEAD} {NEXT} {LAST}"), around=around))
    article = read_bytes(data, "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]
    assert codes(article) == ["article-body"]


def test_an_article_that_the_data_cut_off_is_read_from_the_page() -> None:
    cut = f"{LEAD} {NEXT} {LAST} {REST[0][:40]}"
    data = page(*[f"<p>{each}</p>" for each in REST], head=HEAD + data_of(articleBody=cut))
    article = read_bytes(data, "a.html")
    assert [words for role, words in blocks(article) if role is P] == [LEAD, *REST, NEXT, LAST]
    assert codes(article) == []


def test_a_summary_in_the_data_is_not_taken_for_the_article() -> None:
    article = read_bytes(page(head=HEAD + data_of(articleBody="A mayor goes. Others stay.")), "a.html")
    assert [words for _, words in blocks(article)] == [TITLE, LEAD, NEXT, LAST]
    assert codes(article) == []


def test_a_live_blog_is_one_article_with_a_note() -> None:
    article = read(PAGES / "liveblog.html")
    [note] = article.notes
    assert note.code == "live-blog"
    assert note.message == "a live blog of 5 entries, read as one article: its entries were not split"
    assert article.meta["genre"] == "live blog"
    found = [words for role, words in blocks(article) if role is H]
    assert found[1:] == [line for line in lines("liveblog") if line in found[1:]] != []


def test_an_article_with_a_few_times_is_no_live_blog() -> None:
    inner = "".join(f"<section><time>{n}:00</time><p>{words}</p></section>" for n, words in enumerate(REST[:3]))
    assert codes(read_bytes(page(inner), "a.html")) == []


# ---------------------------------------------------------------- bytes


QUOTED = "“Žižkov café” – £5, she said of it in the evening."


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="iso-8859-1">'),  # what browsers write when they save such a page
        ("utf-8", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", ""),
        ("cp1250", '<meta charset="windows-1250">'),
        ("cp1252", "<meta charset=rot13>"),
    ],
)
def test_the_encoding_of_a_page_is_told_or_seen(encoding: str, told: str) -> None:
    words = QUOTED.replace("£", "€")
    text = page(f"<p>{words}</p>", head=told + HEAD).decode()
    assert between(read_bytes(text.encode(encoding), "a.html")) == [(P, words)]


@pytest.mark.parametrize(
    ("encoding", "told", "words"),
    [
        ("shift_jis", "<meta charset=Shift_JIS>", "彼女は辞任したと町役場で語った。"),
        ("gb18030", "<meta charset=gb2312>", "她说她在市政厅辞职了。"),
        ("iso2022_jp", "<meta charset=ISO-2022-JP>", "彼女は辞任したと語った。"),
        ("koi8-r", "<meta charset=koi8-r>", "Она сказала, что ушла сама."),
        ("iso8859-7", "<meta charset=iso-8859-7>", "Είπε ότι έφυγε μόνη της."),
    ],
)
def test_encodings_of_other_scripts_are_read(encoding: str, told: str, words: str) -> None:
    text = page(f"<p>{words}</p>", head=told + HEAD).decode().replace("’", "'")
    article = read_bytes(text.encode(encoding), "a.html")
    assert words in article.text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_mark_tells_more_than_the_page_does(mark: bytes, encoding: str) -> None:
    text = page(f"<p>{QUOTED}</p>", head="<meta charset=koi8-r>" + HEAD).decode()
    assert between(read_bytes(mark + text.encode(encoding), "a.html")) == [(P, QUOTED)]


def test_old_references_to_characters_are_those_of_windows() -> None:
    article = read_bytes(page("<p>&#147;It&#146;s over,&#148; she said &#151; and left.&#1;</p>"), "a.html")
    assert between(article) == [(P, "“It’s over,” she said — and left.\ufffd")]


def test_damaged_characters_are_shown_and_noted() -> None:
    data = page("<p>She said “no\xff” to it, and then left — for good.</p>".replace("\xff", "@@")).replace(
        b"@@", b"\xff"
    )
    article = read_bytes(data, "a.html")
    assert between(article) == [(P, "She said “no\ufffd” to it, and then left — for good.")]
    assert "1 damaged character shown as \ufffd" in article.notes[0].message


def test_xhtml_is_read_with_its_prologue() -> None:
    prologue = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n'
    )
    text = page("<p>One thing<br/>was said.</p><div/><p>Another was not.</p>").decode().removeprefix("<!doctype html>")
    text = prologue + text.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    assert between(read_bytes(text.encode(), "a.xhtml")) == [(P, "One thing was said."), (P, "Another was not.")]


def test_pictures_that_are_written_out_do_not_matter() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 500_000}">'
    data = page(picture, "<p>After the picture she left by the door.</p>")
    assert len(data) > 5_000_000
    article = read_bytes(data, "a.html")
    assert between(article) == [(P, "After the picture she left by the door.")]


# ---------------------------------------------------------------- pages with all their parts


def archive(content: bytes, headers: str = "From: <Saved by Blink>\r\n", **other: str) -> bytes:
    """A page in an archive as Chromium writes it, behind a style sheet."""
    start = other.get("start", "")
    return (
        f"{headers}Subject: Mayor\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n\tboundary="--x"\r\n\r\n'
        "----x\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n"
        f"----x\r\nContent-Type: text/html{other.get('charset', '')}\r\nContent-ID: <a@mhtml.blink>\r\n\r\n"
    ).encode() + content + b"\r\n----x--\r\n"  # fmt: skip


def test_a_page_with_all_its_parts_is_known_by_its_headers() -> None:
    for headers in ("From: <Saved by Blink>\r\n", 'From: "Saved by Windows Internet Explorer 8"\r\n', ""):
        data = archive(page(), headers)
        assert form_of(Draft("saved.txt", data)) is Form.WEBPAGE
        assert [words for _, words in blocks(read_bytes(data, "saved.txt"))] == [TITLE, LEAD, NEXT, LAST]
    mail = archive(page(), "From: Lena Marsh <marsh@herald.example>\r\nTo: desk@herald.example\r\n")
    assert form_of(Draft("mail.mht", mail)) is Form.MAIL


def test_the_encoding_that_an_archive_tells_counts() -> None:
    content = page("<p>Она сказала, что ушла сама.</p>").decode().replace("’", "'").encode("koi8-r")
    article = read_bytes(archive(content, charset="; charset=koi8-r"), "a.mhtml")
    assert (P, "Она сказала, что ушла сама.") in blocks(article)


def test_an_archive_without_a_page_is_refused() -> None:
    error = refused(archive(b""), "a.mhtml")
    assert error.code == "A311"
    assert "there is no page in this archive" in error.message


# ---------------------------------------------------------------- what is refused, and what takes long


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"<html></html>", "A315", "no article was found on this page"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "A315", "no article was found on this page"),
        (page("<div>" * 3000), "A312", "the page is nested more than 2,000 deep"),
        (page("<b></b>" * 70_000), "A306", "the page has more than 60,000 elements"),
        (page(f"<p>{'She left. ' * 150_000}</p>"), "A306", "is more than the limit of 1.0 MB"),
    ],
)
def test_each_refusal_says_why(data: bytes, code: str, message: str) -> None:
    error = refused(data)
    assert error.code == code
    assert message in error.message
    assert error.hint


@pytest.mark.parametrize(
    "inner",
    [
        "<p>" + "<span>word</span> " * 20_000 + "</p>",
        "<font>Unclosed and said. <p>" * 500,
        "<a " * 100_000,
        "<!--" * 100_000,
        f'<div class="{"z " * 1_000_000}">x</div>',
        "<table><tr><td>" * 600,
        '<div class="related"><div class="share">' * 500,
    ],
)
def test_what_nobody_writes_is_read_in_a_few_seconds(inner: str) -> None:
    article = read_bytes(page(inner), "a.html")
    assert blocks(article)[:2] == [(H, TITLE), (P, LEAD)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page.html", "old-tables.html", "saved.mhtml"])
def test_a_damaged_page_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole = {
        "page.html": page("<ul><li>one</li></ul>", '<p style="color:#fff">Not seen.</p>', head=HEAD + data_of()),
        "old-tables.html": (PAGES / "old-tables.html").read_bytes()[:3500],
        "saved.mhtml": archive(page()),
    }[name]
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        try:
            read_bytes(mutated(whole, chance), name)
        except ReadingError as error:
            assert error.code.startswith("A3")


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """`whole` with some bytes changed, taken out, doubled, or others put in."""
    changed = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(4):
            case 0 if changed:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case _:
                changed[at:at] = chance.choice(
                    [b"<", b">", b"</", b"&#1;", b"&#xD800;", b'"', b"<table>", b"\x00", b"\xff"]
                )
    return bytes(changed)
