"""NITF as agencies write it: what is read, in which order, where it stands, and what is no text."""

from __future__ import annotations

from time import process_time

import pytest

from auditor.base.errors import At
from auditor.readers.dispatch import read
from auditor.readers.sniff import Form, sniff
from auditor.records.reading import Limits, Reading
from tests.unit.readers.wire.agency import (
    BYLINE,
    CAPTION,
    CORRECTION,
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

BODY = "/nitf/body/body.content"


def nitf(content: str, head: str = "", docdata: str = "", end: str = "") -> str:
    """A NITF file with a body of `content`."""
    front = f"<body.head>{head}</body.head>" if head else ""
    tail = f"<body.end>{end}</body.end>" if end else ""
    data = f"<head><docdata>{docdata}</docdata></head>" if docdata else ""
    return f"<nitf>{data}<body>{front}<body.content>{content}</body.content>{tail}</body></nitf>"


# ---------------------------------------------------------------- an article as it is sent


def test_an_article_is_the_one_that_a_document_holds() -> None:
    article = read(FORMATS / "council.nitf.xml")
    assert blocks(article) == [
        ("headline", HEADLINE, "Council drops plan for a second quay"),
        ("byline", BYLINE, "By Ida Quill"),
        *COUNCIL,
    ]
    document = read(FORMATS / "council.docx")
    assert words(article) == [block.span.of(document.text) for block in document.blocks]
    assert addresses(article) == [
        "/nitf/body/body.head/hedline/hl1",
        "/nitf/body/body.head/byline",
        f"{BODY}/p[1]",
        f"{BODY}/p[2]",
        f"{BODY}/p[3]",
        f"{BODY}/hl2",
        f"{BODY}/p[4]",
        f"{BODY}/ul/li[1]",
        f"{BODY}/ul/li[2]",
    ]
    assert article.format == "nitf"
    assert article.notes == ()


def test_metadata_is_that_of_the_head() -> None:
    [item] = found((FORMATS / "council.nitf.xml").read_bytes())
    assert item.key == "hexton-wire.example:20260612:quay:2"
    assert item.article.title is None
    assert item.article.meta == {
        "id": "hexton-wire.example:20260612:quay:2",
        "author": "Ida Quill",
        "date": "2026-06-12T10:15:00+02:00",
        "language": "en-GB",
        "urgency": "4",
        "keywords": ("harbours", "local councils"),
        "slug": "quay",
        "version": "2",
        "outlet": "Hexton Herald",
        "section": "Town",
        "credit": "Hexton Wire",
        "copyright": "Hexton Wire",
        "genre": "current",
        "subject": ("Local authority", "04015001"),
        "ednote": "Will be updated after the council's session.",
        "desk": "Regions",
    }


def test_what_stands_before_the_body_comes_in_the_order_in_which_people_read_it() -> None:
    head = (
        "<hedline><hl1>Ferry <em>stopped</em></hl1><hl2>Engine failed, crew says</hl2></hedline>"
        '<note type="pa"><body.content><p>This corrects the name of the ferry.</p></body.content></note>'
        "<byline>By <person><name.given>Ida</name.given><name.family>Quill</name.family></person>"
        "<byttl>Port reporter</byttl></byline><byline>By Lena Marsh</byline>"
        '<dateline><location>Oxmouth</location><story.date norm="20260612">June 12</story.date></dateline>'
        "<abstract><p>The ferry will not sail this week.</p></abstract>"
    )
    docdata = '<correction info="Corrects the date."/>'
    article = only(nitf("<p>The ferry is in port.</p>", head, docdata, "<tagline>Dora Finch helped.</tagline>"))
    assert blocks(article) == [
        ("headline", HEADLINE, "Ferry stopped"),
        ("standfirst", STANDFIRST, "Engine failed, crew says"),
        ("standfirst 2", STANDFIRST, "The ferry will not sail this week."),
        ("byline", BYLINE, "By Ida Quill Port reporter"),
        ("byline 2", BYLINE, "By Lena Marsh"),
        ("dateline", DATELINE, "Oxmouth June 12"),
        ("editor's note", CORRECTION, "This corrects the name of the ferry."),
        ("correction", CORRECTION, "Corrects the date."),
        ("paragraph 1", PARA, "The ferry is in port."),
        ("tagline", BYLINE, "Dora Finch helped."),
    ]
    assert article.meta == {"author": ("Ida Quill", "Lena Marsh"), "date": "2026-06-12"}
    assert addresses(article)[7] == "/nitf/head/docdata/correction/@info"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<hedline><hl1>Gale</hl1><hl2>GALE</hl2></hedline>", ["Gale", "Wind tore roofs off, firemen said."]),
        ("<abstract><p>Wind tore roofs off, firemen said.</p></abstract>", ["Wind tore roofs off, firemen said."]),
        ("<abstract>A gale hits Oxmouth</abstract>", ["A gale hits Oxmouth", "Wind tore roofs off, firemen said."]),
        ("<byline>By </byline>", ["By", "Wind tore roofs off, firemen said."]),
        ("<dateline>Oxmouth</dateline>", ["Oxmouth", "Wind tore roofs off, firemen said."]),
        (
            '<dateline><story.date norm="20260612T08">20260612T08</story.date></dateline>',
            ["Wind tore roofs off, firemen said."],
        ),
    ],
)
def test_what_is_said_twice_stands_once(head: str, told: list[str]) -> None:
    assert words(only(nitf("<p>Wind tore roofs off, firemen said.</p>", head))) == told


def test_a_dateline_with_which_the_text_begins_stands_there_alone() -> None:
    head = "<byline>By Ida Quill</byline><dateline>OXMOUTH</dateline>"
    article = only(nitf("<p>By Ida Quill</p><p>Oxmouth (HXW) — The gale is over.</p>", head))
    assert blocks(article) == [
        ("byline", BYLINE, "By Ida Quill"),
        ("paragraph 1", PARA, "Oxmouth (HXW) — The gale is over."),
    ]


def test_a_title_is_the_headline_where_there_is_none() -> None:
    article = only(
        "<nitf><head><title>A  gale</title></head><body><body.content><p>Wind.</p></body.content></body></nitf>"
    )
    assert (article.title, words(article)) == ("A gale", ["Wind."])


def test_a_body_without_its_parts_is_read() -> None:
    article = only(
        "<nitf><body><hedline><hl1>Gale</hl1></hedline><byline>By Ida Quill</byline><p>Wind.</p></body></nitf>"
    )
    assert blocks(article) == [
        ("headline", HEADLINE, "Gale"),
        ("byline", BYLINE, "By Ida Quill"),
        ("paragraph 1", PARA, "Wind."),
    ]


# ---------------------------------------------------------------- blocks of a body


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "<block><byline>Ida Quill</byline><p>One.</p><datasource>Port office</datasource></block>",
            [("byline", BYLINE, "Ida Quill"), ("paragraph 1", PARA, "One."), ("caption 1", CAPTION, "Port office")],
        ),
        (
            "<bq><block><p>We cannot.</p></block><credit>Dora Finch</credit></bq>",
            [("paragraph 1", QUOTE, "We cannot."), ("paragraph 2", PARA, "— Dora Finch")],
        ),
        ("<bq><block><p>No.</p></block><credit>– Dora Finch</credit></bq>",
            [("paragraph 1", QUOTE, "No."), ("paragraph 2", PARA, "– Dora Finch")]),
        (
            '<media media-type="image"><media-metadata name="a" value="b">x</media-metadata>'
            "<media-reference>y</media-reference><media-caption><p>The quay.</p><p>At night.</p></media-caption>"
            "<media-producer>Colin Ames</media-producer></media><media><media-caption>A ship.</media-caption></media>",
            [
                ("caption 1", CAPTION, "The quay."),
                ("caption 1", CAPTION, "At night."),
                ("picture credit", FURNITURE, "Colin Ames"),
                ("caption 2", CAPTION, "A ship."),
            ],
        ),
        (
            "<ol><li>One <ul><li>Two</li></ul> three</li></ol><dl><dt>Quay</dt><dd><p>A wall.</p></dd></dl>",
            [
                ("paragraph 1", LIST, "One"),
                ("paragraph 2", LIST, "Two"),
                ("paragraph 3", LIST, "three"),
                ("paragraph 4", LIST, "Quay"),
                ("paragraph 5", LIST, "A wall."),
            ],
        ),
        (
            "<table><caption>Boats</caption><thead><tr><th>Year</th><th>Boats</th></tr></thead>"
            "<tbody><tr><td>2025</td><td><p>41</p></td></tr></tbody></table>"
            "<nitf-table><nitf-table-metadata><nitf-table-summary><p>Not said</p></nitf-table-summary>"
            "</nitf-table-metadata><table><tr><td>12</td></tr></table></nitf-table>",
            [
                ("caption 1", CAPTION, "Boats"),
                ("table 1, row 1", TABLE, "Year Boats"),
                ("table 1, row 2", TABLE, "2025 41"),
                ("table 2, row 1", TABLE, "12"),
            ],
        ),
        (
            f"<table><tr><td><p>{'He left. ' * 20}</p></td><td><p>She stayed.</p></td></tr></table>",
            [("table 1, row 1", PARA, ("He left. " * 20).strip()), ("table 1, row 1", PARA, "She stayed.")],
        ),
        (
            "<p>One.<fn><body.content><p>A note.</p></body.content></fn></p><p>Two.</p>",
            [("paragraph 1", PARA, "One."), ("paragraph 2", PARA, "Two."), ("footnote 1", PARA, "A note.")],
        ),
        (
            "<p>One line,<br/>one paragraph.<br/> <br/>Another.</p>",
            [("paragraph 1", PARA, "One line, one paragraph."), ("paragraph 2", PARA, "Another.")],
        ),
        (
            "<pre>The mayor left the town hall on Monday without a word, two of her\naides said.<br/><br/>Rain.</pre>",
            [
                (
                    "paragraph 1",
                    PARA,
                    "The mayor left the town hall on Monday without a word, two of her aides said.",
                ),
                ("paragraph 2", PARA, "Rain."),
            ],
        ),
        (
            "<h3>Wind</h3><P>Bold <b>words</b>.</P><blockquote>Said.</blockquote><div>Loose</div>",
            [
                ("paragraph 1", HEADLINE, "Wind"),
                ("paragraph 2", PARA, "Bold words."),
                ("paragraph 3", QUOTE, "Said."),
                ("paragraph 4", PARA, "Loose"),
            ],
        ),
        ("<note type='pa'><body.content><p>Corrects.</p></body.content></note><p>One.</p>",
            [("editor's note", CORRECTION, "Corrects."), ("paragraph 1", PARA, "One.")]),
        ("<p/><p> </p><p>One.</p>", [("paragraph 1", PARA, "One.")]),
    ],
)  # fmt: skip
def test_each_sort_of_block_has_its_role_and_place(content: str, told: list[tuple[str, str, str]]) -> None:
    assert blocks(only(nitf(content))) == told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<p><q>We left</q>, he said.</p>", "“We left”, he said."),
        ("<p>“<q>We left</q>,” he said.</p>", "“We left,” he said."),
        ("<p><q>“We left,”</q> he said.</p>", "“We left,” he said."),
        ("<p><location><city>Oxmouth</city><state>Upland</state></location>.</p>", "Oxmouth Upland."),
        ("<p><location>Oxmouth</location>ers</p>", "Oxmouthers"),
        ("<p>4 <num><frac><numer>1</numer><denom>2</denom></frac></num> tons</p>", "4 1/2 tons"),
        ("<p>4 <num><frac><numer>1</numer><frac-sep>/</frac-sep><denom>2</denom></frac></num> tons</p>", "4 1/2 tons"),
        ("<p>A <lang>café</lang> <em>in\n  the</em>\tport</p>", "A café in the port"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p>Fish &amp; chips</p>", "Fish & chips"),
    ],
)
def test_words_within_a_paragraph_are_neither_glued_nor_parted(content: str, told: str) -> None:
    assert words(only(nitf(content))) == [told]


@pytest.mark.parametrize(
    "silent",
    [
        '<note type="std"><body.content><p>Not said</p></body.content></note>',
        "<note><body.content><p>Not said</p></body.content></note>",
        '<note type="npa" noteclass="editorsnote"><body.content><p>Not said</p></body.content></note>',
        '<media><media-metadata name="a">Not said</media-metadata><media-object>Not said</media-object></media>',
        '<block><classifier type="topic">Not said</classifier></block>',
        "<script>Not said</script>",
        "<tagline type='npa'>Not said</tagline>",
        "<!-- Not said -->",
        "<?program Not said?>",
    ],
)
def test_what_is_not_for_readers_is_no_text(silent: str) -> None:
    assert words(only(nitf(f"<p>Said.</p>{silent}"))) == ["Said."]


def test_an_editors_note_is_published_unless_it_says_that_it_is_not() -> None:
    note = '<note noteclass="editorsnote"><body.content><p>The name was wrong.</p></body.content></note>'
    assert blocks(only(nitf("<p>Said.</p>", note)))[0] == ("editor's note", CORRECTION, "The name was wrong.")


def test_hidden_words_are_named_in_a_note() -> None:
    article = only(nitf('<p>Said.</p><p style="display: none">Never print this.</p>'))
    assert words(article) == ["Said."]
    assert notes(article) == [
        ("hidden-words", "left out, as the page does not show them: 3 words, such as “Never print this.”")
    ]


@pytest.mark.parametrize("status", ["canceled", "Withheld", "embargoed"])
def test_an_item_that_its_provider_does_not_release_is_noted(status: str) -> None:
    article = only(
        nitf("<p>Said.</p>").replace("<nitf>", f'<nitf><head><docdata management-status="{status}"/></head>')
    )
    message = f"its provider does not release it: its status is “{status.lower()}”"
    assert notes(article) == [("status", message)]
    assert article.meta["status"] == status.lower()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("20260612T101500+0200", "2026-06-12T10:15:00+02:00"),
        ("20260612T101500Z", "2026-06-12T10:15:00Z"),
        ("20260612101500-0500", "2026-06-12T10:15:00-05:00"),
        ("20260612", "2026-06-12"),
        ("2026-06-12T10:15:00+02:00", "2026-06-12T10:15:00+02:00"),
        ("Friday", "Friday"),
    ],
)
def test_dates_are_told_in_one_form(written: str, told: str) -> None:
    assert only(nitf("<p>Said.</p>", docdata=f'<date.issue norm="{written}"/>')).meta == {"date": told}


# ---------------------------------------------------------------- how files begin


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    "before",
    [
        "",
        '<?xml version="1.0" encoding="{}"?>\n',
        '<?xml version="1.0" encoding="{}"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">',
        '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.3//EN" "http://wire.example/a>b.dtd">',
        '<!DOCTYPE nitf [<!ATTLIST p lede CDATA "a ]> b"><!-- it\'s -->]>',
        '<?xml version="1.0" encoding="{}"?>' + "<!-- licence -->\n" * 200 + '<?style href="a"?>',
        f"<!-- {'licence ' * 1000} -->",
    ],
)
def test_a_file_is_known_by_its_first_element(before: str, encoding: str) -> None:
    if encoding == "iso-8859-1" and "encoding" not in before:
        before = '<?xml version="1.0" encoding="iso-8859-1"?>' + before
    text = before.replace("{}", encoding.removesuffix("-sig")) + nitf("<p>Pečivo.</p>".replace("č", "ç"))
    assert words(only(text.encode(encoding))) == ["Peçivo."]


@pytest.mark.parametrize("prefix", ["", "n:"])
def test_a_namespace_changes_nothing(prefix: str) -> None:
    name = "xmlns:n" if prefix else "xmlns"
    text = nitf("<p>Said.</p>").replace("</", f"</{prefix}").replace("<p", f"<{prefix}p").replace("<b", f"<{prefix}b")
    text = text.replace("<nitf", f'<{prefix}nitf {name}="http://iptc.org/std/NITF/2006-10-18/"')
    article = only(text)
    assert (words(article), addresses(article)) == (["Said."], [f"{BODY}/p"])


def test_no_document_type_is_fetched_and_its_characters_are_those_of_html() -> None:
    text = '<!DOCTYPE nitf SYSTEM "http://wire.example/nitf.dtd">' + nitf("<p>caf&eacute;&nbsp;&mdash; &odd;</p>")
    assert words(only(text)) == ["café — &odd;"]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ('<!DOCTYPE nitf [<!ENTITY a "b">]>' + nitf("<p>&a;</p>"), "A312", "declares entities"),
        ('<!DOCTYPE nitf [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>' + nitf("<p/>"), "A312", "declares entities"),
        (nitf("<em>" * 400 + "</em>" * 400), "A312", "nested more than 200 deep"),
        (nitf("<p>Said."), "A311", "it is damaged in line 1"),
        (nitf("<p>caf&eacute;</p>"), "A311", "undefined entity"),
        (nitf("<p/>" * 600_000), "A306", "more than 500,000 elements"),
    ],
)
def test_each_refusal_says_why(data: str, code: str, message: str) -> None:
    error = refused(data)
    assert (error.code, message in error.message) == (code, True)
    assert error.hint


def test_no_setting_lets_a_file_be_nested_deeper_than_it_can_be_read() -> None:
    deep = nitf("<em>" * 5000 + "x" + "</em>" * 5000)
    with pytest.raises(Exception, match="nested more than 300 deep"):
        found(deep, Reading(limits=Limits(depth=100_000)))
    assert words(only(nitf("<em>" * 190 + "x" + "</em>" * 190))) == ["x"]


def test_a_file_without_words_is_an_article_without_words() -> None:
    assert only("<nitf/>").text == ""


@pytest.mark.parametrize(
    "data",
    [
        b"<!---->" * 2000 + b"x",
        b"<!DOCTYPE nitf [" + b"<!--" * 5000,
        b"<!DOCTYPE nitf " + b'"' * 9000,
        b"<?" * 9000,
    ],
)
def test_no_beginning_of_a_file_takes_long(data: bytes) -> None:
    start = process_time()
    assert sniff(data, At("a.xml")) is None
    assert process_time() - start < SPEED


@pytest.mark.parametrize(
    "data",
    [
        nitf("<p>" + "<em/>" * 50_000 + "<q>a</q>" * 10_000 + "</p>"),
        nitf("<p>" + "<br/><em/>" * 10_000 + "</p>"),
        nitf("<table>" + "<tr><td>a</td></tr>" * 10_000 + "</table>"),
        nitf("<p>a</p>" * 20_000),
    ],
)
def test_no_body_takes_long(data: str) -> None:
    start = process_time()
    assert sniff(data.encode(), At("a.xml")) is Form.NITF
    found(data)
    assert process_time() - start < SPEED


@pytest.mark.slow
def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    survives("council.nitf.xml")
