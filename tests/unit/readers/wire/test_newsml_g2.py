"""NewsML-G2: the articles of a message, whatever their content is written in, and the items that are none."""

from __future__ import annotations

from time import process_time

import pytest

from auditor.readers.dispatch import read
from tests.unit.readers.wire.agency import (
    BYLINE,
    CAPTION,
    COUNCIL,
    DATELINE,
    FORMATS,
    FURNITURE,
    HEADLINE,
    LIST,
    PARA,
    QUOTE,
    SPEED,
    STANDFIRST,
    TABLE,
    addresses,
    blocks,
    found,
    notes,
    only,
    refused,
    survives,
    words,
)

NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def item(content: str, meta: str = "", management: str = "", guid: str = "urn:a", tag: str = "newsItem") -> str:
    """A news item; `content` is what its content set holds."""
    return (
        f'<{tag} {NS} guid="{guid}" version="1"><itemMeta>{management}</itemMeta>'
        f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></{tag}>"
    )


def message(*items: str) -> str:
    return f"<newsMessage {NS}><itemSet>{''.join(items)}</itemSet></newsMessage>"


def data(text: str, attributes: str = "") -> str:
    return f"<inlineData {attributes}><![CDATA[{text}]]></inlineData>"


def page(body: str) -> str:
    """Content in XHTML."""
    return f"<inlineXML><html {XHTML}><head><title>Not said</title></head><body>{body}</body></html></inlineXML>"


# ---------------------------------------------------------------- an article as it is sent


def test_an_article_is_the_one_that_a_document_holds() -> None:
    article = read(FORMATS / "council.newsml-g2.xml")
    assert blocks(article) == [
        ("headline", HEADLINE, "Council drops plan for a second quay"),
        ("byline", BYLINE, "By Ida Quill"),
        *COUNCIL,
    ]
    document = read(FORMATS / "council.docx")
    assert words(article) == [block.span.of(document.text) for block in document.blocks]
    body = "/newsMessage/itemSet/newsItem[1]/contentSet/inlineXML/html/body"
    assert addresses(article) == [
        "/newsMessage/itemSet/newsItem[1]/contentMeta/headline[1]",
        "/newsMessage/itemSet/newsItem[1]/contentMeta/by",
        f"{body}/p[1]",
        f"{body}/p[2]",
        f"{body}/p[3]",
        f"{body}/h2",
        f"{body}/p[4]",
        f"{body}/ul/li[1]",
        f"{body}/ul/li[2]",
    ]
    assert article.format == "newsml-g2"


def test_metadata_is_that_of_the_item_and_of_its_content() -> None:
    [article] = found((FORMATS / "council.newsml-g2.xml").read_bytes())
    assert article.key == "urn:newsml:hexton-wire.example:20260612:quay"
    assert article.article.meta == {
        "id": "urn:newsml:hexton-wire.example:20260612:quay",
        "version": "2",
        "date": "2026-06-12T10:15:00+02:00",
        "firstcreated": "2026-06-12T09:40:00+02:00",
        "language": "en-GB",
        "author": "Ida Quill",
        "creator": "Ida Quill",
        "outlet": "Hexton Wire",
        "service": "Regions",
        "infosource": "Hexton Council",
        "credit": "HXW",
        "copyright": "Hexton Wire",
        "ednote": "Will be updated after the council's session.",
        "urgency": "4",
        "priority": "5",
        "slug": "quay",
        "keywords": ("harbours", "local councils"),
        "genre": "Current",
        "subject": ("Politics", "20000274"),
        "itemclass": "text",
        "signal": "update",
    }


def test_items_without_text_are_passed_over_and_named() -> None:
    [article] = found((FORMATS / "council.newsml-g2.xml").read_bytes())
    assert notes(article.article) == [
        (
            "not-read",
            "passed over 2 items that hold no text of an article: urn:newsml:hexton-wire.example:20260612:quay-package"
            " (composite), urn:newsml:hexton-wire.example:20260612:quay-picture (picture)",
        )
    ]


def test_each_item_with_text_is_an_article() -> None:
    picture = item('<remoteContent href="a.jpg"/>', guid="urn:c")
    concept = item("", tag="conceptItem", guid="urn:d")
    sport = item("<inlineXML><sports-content xmlns='s'><event>4:1</event></sports-content></inlineXML>", guid="urn:e")
    binary = item(data("SGk=", 'encoding="encd:base64"') + data("{}", 'contenttype="application/json"'), guid="")
    told = found(
        message(picture, item(data("One."), guid="urn:a"), concept, sport, binary, item(data("Two."), guid="b"))
    )
    assert [(each.key, words(each.article)) for each in told] == [("urn:a", ["One."]), ("b", ["Two."])]
    assert addresses(told[1].article) == ["/newsMessage/itemSet/newsItem[5]/contentSet/inlineData"]
    some = "urn:c (newsItem), urn:d (conceptItem), urn:e (newsItem) and others"
    assert notes(told[0].article) == [("not-read", f"passed over 4 items that hold no text of an article: {some}")]
    assert notes(told[1].article) == []


def test_an_item_that_stands_alone_is_read() -> None:
    article = only(item(data("One.")))
    assert addresses(article) == ["/newsItem/contentSet/inlineData"]


def test_a_file_of_pictures_only_holds_no_article() -> None:
    error = refused(message(item('<remoteContent href="a.jpg"/>')))
    assert (error.code, error.message) == ("A311", "there is no article in it")


def test_a_flash_is_an_article_of_its_headline() -> None:
    sort = '<itemClass qcode="ninat:text"/>'
    told = found(message(item("", "<headline>Mayor resigns</headline>", sort), item("", management=sort)))
    assert [words(each.article) for each in told] == [["Mayor resigns"]]


# ---------------------------------------------------------------- what content is written in


def test_a_body_in_nitf_says_headline_and_byline_itself() -> None:
    nitf = (
        '<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
        '<head><docdata><du-key key="gale"/></docdata></head>'
        "<body><body.head><hedline><hl1>Gale over</hl1></hedline><byline>By Ida Quill</byline></body.head>"
        "<body.content><p>One.</p><p>Two.</p></body.content></body></nitf></inlineXML>"
    )
    meta = "<headline>GALE</headline><by>By Lena Marsh</by><dateline>Oxmouth</dateline>"
    article = only(message(item(nitf, meta)))
    assert blocks(article) == [
        ("headline", HEADLINE, "Gale over"),
        ("byline", BYLINE, "By Ida Quill"),
        ("dateline", DATELINE, "Oxmouth"),
        ("paragraph 1", PARA, "One."),
        ("paragraph 2", PARA, "Two."),
    ]
    assert addresses(article)[0] == "/newsMessage/itemSet/newsItem/contentSet/inlineXML/nitf/body/body.head/hedline/hl1"
    assert addresses(article)[4] == "/newsMessage/itemSet/newsItem/contentSet/inlineXML/nitf/body/body.content/p[2]"
    assert article.meta["slug"] == "gale"


def test_a_page_repeats_what_its_item_says_and_that_stands_once() -> None:
    meta = (
        "<genre><name>Extra</name></genre><keyword>Quay</keyword><headline>Quay dropped</headline>"
        '<headline role="hld:subHeadline">Council cannot pay</headline><dateline>Oxmouth (HXW) - </dateline>'
    )
    body = (
        '<header><ul class="slugline"><li>Quay</li><li>Council</li></ul><time>12 June</time>'
        '<p class="genre">Extra</p><h1>Quay dropped</h1></header><section><p><span class="dateline">Oxmouth '
        "<span>(HXW)</span> - </span>The plan is dead.</p><h2>Quay</h2><p>Extra</p><h2>Quay dropped</h2></section>"
        "<footer><p>hxw iq</p></footer>"
    )
    assert blocks(only(item(page(body), meta))) == [
        ("headline", HEADLINE, "Quay dropped"),
        ("standfirst", STANDFIRST, "Council cannot pay"),
        ("header", FURNITURE, "Council"),
        ("header", FURNITURE, "12 June"),
        ("paragraph 1", PARA, "Oxmouth (HXW) - The plan is dead."),
        ("paragraph 2", HEADLINE, "Quay"),
        ("paragraph 3", PARA, "Extra"),
        ("footer", FURNITURE, "hxw iq"),
    ]


def test_a_page_has_blocks_of_every_sort() -> None:
    body = (
        "<h1>Gale</h1><p>One.<br/>Still one.</p><blockquote><p>Said.</p><ul><li>Said too.</li></ul></blockquote>"
        "<figure><img src='a'/><figcaption>A roof.</figcaption></figure><ul><li><p>An entry.</p></li></ul>"
        "<table><caption>Wind</caption><tr><th>Day</th><th>Speed</th></tr><tr><td>Friday</td><td>30</td></tr></table>"
        "<p hidden=''>Not this.</p><nav><p>Home</p></nav><p>End <span style='font-size:0'>or that</span>.</p>"
    )
    article = only(item(page(body), "<headline>Wind tears roofs off</headline>"))
    assert blocks(article) == [
        ("headline", HEADLINE, "Wind tears roofs off"),
        ("paragraph 1", HEADLINE, "Gale"),
        ("paragraph 2", PARA, "One. Still one."),
        ("paragraph 3", QUOTE, "Said."),
        ("paragraph 4", QUOTE, "Said too."),
        ("caption 1", CAPTION, "A roof."),
        ("paragraph 5", LIST, "An entry."),
        ("caption 2", CAPTION, "Wind"),
        ("table 1, row 1", TABLE, "Day Speed"),
        ("table 1, row 2", TABLE, "Friday 30"),
        ("paragraph 6", PARA, "End ."),
    ]
    assert [block.level for block in article.blocks][:2] == [1, 2]
    assert notes(article) == [
        ("hidden-words", "left out, as the page does not show them: 4 words, such as “Not this.”, “or that”")
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (data("One.\n\nTwo."), ["One.", "Two."]),
        (data("<p>One.</p><p>Two &amp; three.</p>"), ["One.", "Two & three."]),
        (data("&lt;p&gt;"), ["<p>"]),
        (data("One, <b>he</b> said.\n\nTwo &amp; three."), ["One, he said.", "Two & three."]),
        (data("<b>One</b> table", 'contenttype="text/html"'), ["One table"]),
        (
            data(
                "\n<p>\n  The council has dropped its plan for the quay, which nobody\ncan pay for, the mayor said.\n"
                "   &quot;It is over,&quot; she said.\n</p>"
            ),
            [
                "The council has dropped its plan for the quay, which nobody can pay for, the mayor said.",
                '"It is over," she said.',
            ],
        ),
        ("<inlineXML>Bare text.</inlineXML>", ["Bare text."]),
        ("<inlineXML>&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></inlineXML>", ["One.", "Two."]),
        ("<inlineXML><p xmlns=''>One.</p></inlineXML>", ["One."]),
        ("<inlineXML><body><p>One.</p></body></inlineXML>", ["One."]),
        ("<inlineXML><story><text>One</text><p>Two.</p></story></inlineXML>", ["One", "Two."]),
        (data("<?xml version='1.0' encoding='utf-16'?><nitf><body><p>Né.</p></body></nitf>"), ["Né."]),
        (data("<nitf><body><p>One.</body></nitf>"), ["One."]),
        (data("<table><tr><td>A</td><td>B</td></tr></table><p>One.</p><table><tr><td>C</td></tr></table>"),
            ["A B", "One.", "C"]),
    ],
)  # fmt: skip
def test_content_may_be_plain_or_marked_up_or_escaped(content: str, told: list[str]) -> None:
    assert words(only(item(content))) == told


def test_places_in_escaped_markup_are_told_as_in_any_other() -> None:
    html = (
        "<h2>Wind</h2><p>One.</p><figure><figcaption>A roof.</figcaption></figure>"
        "<table><tr><td><p>A</p></td><td><p>B</p></td></tr><tr><td>C</td></tr></table><table><tr><td>D</td></tr></table>"
    )
    article = only(item(data(html)))
    assert [(name, told) for name, _, told in blocks(article)] == [
        ("paragraph 1", "Wind"),
        ("paragraph 2", "One."),
        ("caption 1", "A roof."),
        ("table 1, row 1", "A B"),
        ("table 1, row 2", "C"),
        ("table 2, row 1", "D"),
    ]
    assert addresses(article)[1] == "/newsItem/contentSet/inlineData/p[1]"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (data("Short.") + page("<p>The whole of it.</p>"), ["The whole of it."]),
        (page("<p>Short.</p>") + data("The whole of it, with all that was said on Friday."),
            ["The whole of it, with all that was said on Friday."]),
        (data("All of the words.", "id='a'") + page("<p>All of the words, anew.</p>"), ["All of the words, anew."]),
        ("<remoteContent href='a.pdf'/>" + data("One."), ["One."]),
        (data("") + data("One."), ["One."]),
    ],
)  # fmt: skip
def test_of_several_renditions_one_is_read(content: str, told: list[str]) -> None:
    assert words(only(item(content))) == told


def test_the_original_is_read_where_it_is_named() -> None:
    content = page("<p>A rendition, made of the other.</p>") + data("The original.", "id='o'")
    assert words(only(item(content).replace("<contentSet>", "<contentSet original='o'>"))) == ["The original."]


# ---------------------------------------------------------------- what is told of an article


@pytest.mark.parametrize(
    ("headlines", "told"),
    [
        ("<headline role='h:short'>Short</headline><headline>Main</headline>", ["Main"]),
        ("<headline>Other</headline><headline role='h:main'>Main</headline>", ["Main"]),
        ("<headline role='h:seo'>Only</headline>", ["Only"]),
        ("<headline role='h:deck'>Deck</headline><headline role='h:seo'>Main</headline>", ["Main", "Deck"]),
        ("<headline xml:lang='de'>Erste</headline><headline xml:lang='en'>Second</headline>", ["Erste"]),
        ("<headline/><headline role='h:sub'> </headline>", []),
        ("<headline/><headline>Main</headline>", ["Main"]),
    ],
)
def test_of_several_headlines_the_main_one_is_the_headline(headlines: str, told: list[str]) -> None:
    assert words(only(item(data("One."), headlines))) == [*told, "One."]


def test_a_canceled_item_is_noted() -> None:
    article = only(item(data("One."), management='<pubStatus qcode="stat:canceled"/>'))
    assert notes(article) == [("status", "its provider does not release it: its status is “canceled”")]
    uri = '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"/>'
    assert notes(only(item(data("One."), management=uri))) == []


@pytest.mark.parametrize(
    ("meta", "management", "name", "value"),
    [
        ("<creator literal='IQ'/><by>By Ida Quill</by><by>Lena Marsh</by>", "", "author", ("Ida Quill", "Lena Marsh")),
        ("<creator qcode='c:1'><name>Ida Quill</name></creator>", "", "author", "Ida Quill"),
        ("<keyword>quay</keyword>", "", "keywords", ("quay",)),
        ("", "<title>  Quay  dropped</title>", "title", "Quay dropped"),
        ("", "<edNote><p>For the  desk.</p></edNote><edNote>More.</edNote>", "ednote", ("For the desk.", "More.")),
        ("<contentCreated>20260612T1015</contentCreated>", "", "date", "2026-06-12T10:15"),
        ("<genre qcode='g:Feature'/>", "", "genre", "Feature"),
        ("", "<embargoed>2026-06-13T00:00:00Z</embargoed>", "embargoed", "2026-06-13T00:00:00Z"),
        ("<slugline> a  b </slugline>", "", "slug", "a b"),
    ],
)
def test_each_field_has_its_name(meta: str, management: str, name: str, value: object) -> None:
    article = only(item(data("One."), meta, management))
    assert (article.meta.get(name) or article.title) == value


def test_a_value_of_metadata_has_an_end() -> None:
    article = only(item(data("One."), f"<slugline>{'a' * 5000}</slugline>"))
    assert article.meta["slug"] == "a" * 500


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'<!DOCTYPE newsMessage [<!ENTITY a "b">]>{message(item(data("&a;")))}', "A312"),
        (item(data('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf><body><p>&a;</p></body></nitf>')), "A312"),
        (message(item(data("One.")))[:-5], "A311"),
        (message(), "A311"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    assert refused(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        message(item(data("a")) * 2_000),
        item(data("a") * 20_000),
        item(data("a"), "<subject><name>a</name></subject>" * 10_000),
        item(data("<p>line of words" * 20_000)),
    ],
)
def test_no_message_takes_long(text: str) -> None:
    start = process_time()
    found(text)
    assert process_time() - start < SPEED


@pytest.mark.slow
def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    survives("council.newsml-g2.xml")
