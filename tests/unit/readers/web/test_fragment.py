"""Stretches of HTML: their blocks and what a page does not show of them, whatever is in them."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.readers.web.fragment import pieces, plain_words
from auditor.records.article import BlockRole

P, Q, L, T = BlockRole.PARA, BlockRole.QUOTE, BlockRole.LIST, BlockRole.TABLE
H, C = BlockRole.HEADLINE, BlockRole.CAPTION
LONG = "It is a cell with a stretch of text that no table of figures has, " * 3


def told(html: str) -> list[tuple[BlockRole, str]]:
    return [(piece.role, piece.words) for piece in pieces(html)[0]]


def paths(html: str) -> list[str]:
    return [piece.path for piece in pieces(html)[0]]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("Plain words.", [(P, "Plain words.")]),
        ("<p>One.</p><p>Two.</p>", [(P, "One."), (P, "Two.")]),
        ("<div>Before <p>one</p> after</div>", [(P, "Before"), (P, "one"), (P, "after")]),
        ("<h2>A head</h2><h1>Another</h1>", [(H, "A head"), (H, "Another")]),
        ("<blockquote><p>Yes.</p><cite>She</cite></blockquote>", [(Q, "Yes."), (Q, "She")]),
        ("<blockquote><ul><li>Yes.</li></ul></blockquote>", [(Q, "Yes.")]),
        ("<figure><img><figcaption><p>A boat.</p></figcaption></figure>", [(C, "A boat.")]),
        ("<figcaption><span>A boat.</span><span>Ida Quill</span></figcaption>", [(C, "A boat. Ida Quill")]),
        ("<dl><dt>Boat<dd>What swims</dl>", [(L, "Boat"), (L, "What swims")]),
        # lists in lists: each entry once, and what follows an inner list belongs to the outer entry
        ("<ul><li>a<ul><li>b</li><li>c</li></ul>d</li><li>e</li></ul>", [(L, each) for each in "abcde"]),
        ("<ul><li>a<ul><li>b<li>c</ul>d<li>e</ul>", [(L, each) for each in "abcde"]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", [(L, "a"), (L, "b")]),
        # two ends of lines, whatever space is between them, end a paragraph, and one does not
        ("One<br>two<br><br>three", [(P, "One two"), (P, "three")]),
        ("One<br/>\n<br />\n two<br> <br> <br>three", [(P, "One"), (P, "two"), (P, "three")]),
        ("<p>One<br><b><br></b>two</p>", [(P, "One"), (P, "two")]),
        # inline elements part no words
        ("<p>H<b>ex</b>ton <i>Her</i>ald, 9<sup>th</sup></p>", [(P, "Hexton Herald, 9th")]),
        ("<p>One <unknown>two</unknown> three</p>", [(P, "One two three")]),
    ],
)
def test_the_blocks_of_a_fragment(html: str, found: list[tuple[BlockRole, str]]) -> None:
    assert told(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table><tr><th>Year</th><th>Boats</th></tr><tr><td>a</td></tr></table>", [(T, "Year Boats"), (T, "a")]),
        ("<table><tr><th>Year<th>Boats<tr><td>2025<td>41</table>", [(T, "Year Boats"), (T, "2025 41")]),
        ("<table><tr><td><p>2025</p><p>(part)</p></td><td><ul><li>4</ul></table>", [(T, "2025 (part) 4")]),
        ("<table><caption>Boats</caption><tbody><tr><td>a<td>b</tbody></table>", [(C, "Boats"), (T, "a b")]),
        ("<table><tr><td>a<td>b<tr><td>Sum of all</table>", [(T, "a b"), (T, "Sum of all")]),
        # a frame of one cell, or a cell of running text, lays out a page
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", [(P, "One."), (P, "Two.")]),
        (f"<table><tr><td>Menu</td><td><p>{LONG}</p>Two.</table>", [(P, "Menu"), (P, LONG.strip()), (P, "Two.")]),
        ("<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>", [(T, "a b"), (P, "c")]),
        ("<td>No table.</td><td>At all.</td>", [(P, "No table."), (P, "At all.")]),
    ],
)  # fmt: skip
def test_rows_of_a_table_are_entries_unless_it_lays_out_a_page(html: str, found: list[tuple[BlockRole, str]]) -> None:
    assert told(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>One<p>Two", [(P, "One"), (P, "Two")]),
        ("<p>One <b>bold<p>Two</b> three", [(P, "One bold"), (P, "Two three")]),
        ("<p>One</div> two</p></p>three", [(P, "One"), (P, "two"), (P, "three")]),
        ("<blockquote>Yes.<p>No.", [(Q, "Yes."), (Q, "No.")]),
        ("<div><button>Share</div><p>One.</p>", [(P, "One.")]),
        # what never ends hides none of what follows
        ("<form><p>One.</p>", [(P, "One.")]),
        ("<p>One.<noscript> two", [(P, "One. two")]),
        ("<html><head><title>T</title><body><p>One.", [(P, "One.")]),
        ("<script>if (a < b) document.write('<p>no</p>')</script><p>One.", [(P, "One.")]),
        ("<style>p{}</style><!-- <p>no</p> --><?php no ?><p>One.</p><!-- no", [(P, "One.")]),
        ("<![CDATA[One & two]]><p>Three</p>", [(P, "One & two"), (P, "Three")]),
        ("<![if !vml]><p>One.</p><![endif]><![foo[x]]>", [(P, "One.")]),
        ("a < b and b > c, <3 & <", [(P, "a < b and b > c, <3 & <")]),
        ("He said that a <b and left", [(P, "He said that a <b and left")]),
        ("<p title=\"a>b\" class='x' data-y=z>One.</p>", [(P, "One.")]),
        ('<p title="never closed>One.</p><p>Two.</p>', [(P, "One."), (P, "Two.")]),
        ("<P>One.</P><BR/><DIV/>Two.", [(P, "One."), (P, "Two.")]),
        ("<p/>One.<td/>Two.", [(P, "One."), (P, "Two.")]),
    ],
)
def test_what_is_not_closed_or_no_markup_loses_no_words(html: str, found: list[tuple[BlockRole, str]]) -> None:
    assert told(html) == found


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("&amp;&lt;&eacute;&#8220;&#x201D;", "&<é“”"),
        ("AT&T &copy 2026 &nosuch;", "AT&T © 2026 &nosuch;"),
        ("&#147;Yes&#148;", "“Yes”"),
        ("a&#1;b&#0;c&#xD800;d&#x110000;e", "ab\ufffdc\ufffdd\ufffde"),
        (f"a&#{'9' * 5000};b", "a\ufffdb"),
        (f"a&#{'0' * 5000}65;b", "a\ufffdb"),
        ("a&nbsp;b\u2028c\td", "a b c d"),
    ],
)
def test_references_to_characters_are_resolved(html: str, words: str) -> None:
    assert plain_words(html) == words


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'style="DISPLAY : none"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="opacity:0"',
        'style="color:white"',
        'style="mso-hide:all"',
        'aria-hidden="true"',
        'class="d-none"',
    ],
)
def test_hidden_words_are_told_apart(attribute: str) -> None:
    found, hidden = pieces(f"<p>Seen.</p><div {attribute}>Secret <b>words</b></div><p>Seen <i {attribute}>too</i>.</p>")
    assert [piece.words for piece in found] == ["Seen.", "Seen ."]
    assert hidden == ["Secret ", "words", "too"]


def test_words_that_are_seen_are_not_hidden() -> None:
    html = (
        '<table bgcolor="#003366"><tr><td><font color="white">A</font></td></tr></table>'
        '<p style="font-size:0.9em">B</p><p style="opacity:0;transition:opacity 1s">C</p>'
        '<p class="hidden md:block">D</p>'
    )
    found, hidden = pieces(html)
    assert [piece.words for piece in found] == ["A", "B", "C", "D"]
    assert hidden == []


def test_players_forms_and_boxes_beside_it_are_no_text() -> None:
    html = "<nav>Home</nav><form>Name</form><aside>Box</aside><svg><text>S</text></svg><iframe>I</iframe><p>One.</p>"
    assert told(html) == [(P, "One.")]
    assert pieces(html)[1] == []


def test_each_block_has_the_path_of_its_element() -> None:
    html = "<div><p>a</p><p>b<br><br>c</p></div><ul><li>d<ul><li>e</li></ul></li></ul><table><tr><td>f<td>g</table>h"
    assert paths(html) == [
        "/div[1]/p[1]",
        "/div[1]/p[2]",
        "/div[1]/p[2]",
        "/ul[1]/li[1]",
        "/ul[1]/li[1]/ul[1]/li[1]",
        "/table[1]/tr[1]",
        "",
    ]


def test_blocks_are_marked_by_what_they_lie_in() -> None:
    def marking(tag: str, attributes: Mapping[str, str | None], outer: str) -> str:
        return "quoted" if outer or (tag == "div" and attributes.get("class") == "gmail_quote") else ""

    found, _ = pieces('<p>One.</p><div class="gmail_quote">Two.<p>Three.</p></div>Four.', marking)
    assert [(piece.words, piece.mark) for piece in found] == [
        ("One.", ""),
        ("Two.", "quoted"),
        ("Three.", "quoted"),
        ("Four.", ""),
    ]
    assert {piece.mark for piece in pieces("<div class=gmail_quote>Two.</div>")[0]} == {""}


DEEP, MANY = 30_000, 15_000


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * DEEP + "x" + "</div>" * DEEP,
        "<div>x" * DEEP,
        "<ul><li>x" * DEEP,
        "<blockquote>" * DEEP + "</x>" * DEEP,
        "<b>x" * MANY + "<br><br>y" * 1000,
        "<b>" * MANY + "<p>x</p>" * MANY,
        "<table><tr><td>x" * MANY,
        "<ul><li><div>" + "<b>" * MANY + "<li>x</li>" * MANY,
        *(
            sign * DEEP
            for sign in ("<", "<!", "<!--", "<![CDATA[", "<?", "</", "<a ", "<a='", '<a="x', "&", "&#", "<br>")
        ),
        "a<b ='\"><i='" * MANY,
        "<script>" * MANY,
        "<title>x" * MANY,
        f'<p class="{"z " * 600_000}">x</p>',
        f'<p style="{"a:b;" * 300_000}">x</p>',
        f'<p title="{"z" * 1_500_000}>x</p>',
    ],
    ids=lambda html: html[:14],
)
def test_what_nobody_writes_takes_no_longer_than_it_is_long(html: str) -> None:
    start = time.process_time()
    pieces(html)
    assert time.process_time() - start < 10  # it takes three at the most; what grows with the square takes minutes


def test_no_path_is_longer_than_people_can_read() -> None:
    [path] = paths("<div>" * DEEP + "x")
    assert path == "/div[1]" * 200


TAGS = ("p", "div", "table", "tr", "td", "ul", "li", "b", "script", "form", "h2", "blockquote", "figcaption", "title")
SIGNS = ("<br>", "<p hidden>", "<!--", "-->", "<![", "<a href='", '"', "&#", "&amp;", "word ", "\x00", "\ud800", "<")
MARKUP = st.lists(st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), *SIGNS])).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP | st.text())
def test_any_text_is_read(html: str) -> None:
    found, hidden = pieces(html)
    for piece in found:
        assert piece.words == " ".join(piece.words.split()) != ""
        assert piece.path == "" or piece.path.startswith("/")
    assert all(any(map(str.isalnum, words)) for words in hidden)
    assert isinstance(plain_words(html), str)


@given(st.lists(st.text(alphabet="abc é“”", min_size=1).filter(str.strip), min_size=1))
def test_no_word_is_lost_between_tags(words: list[str]) -> None:
    plain = [" ".join(each.split()) for each in words]
    assert [piece.words for piece in pieces("".join(f"<p>{each}</p>" for each in words))[0]] == plain
    assert plain_words("".join(f"<li><b>{each}</b>" for each in words)) == " ".join(plain)
