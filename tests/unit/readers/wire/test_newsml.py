"""NewsML 1: the articles of a file's news items, whose components hold texts, pictures and each other."""

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
    HEADLINE,
    PARA,
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


def newsml(*items: str) -> str:
    return f'<NewsML Version="1.2">{"".join(items)}</NewsML>'


def item(inner: str, name: str = "", management: str = "") -> str:
    """A news item, called `name`, with the components `inner`."""
    identity = f"<Identification><NewsIdentifier><NewsItemId>{name}</NewsItemId></NewsIdentifier></Identification>"
    return f"<NewsItem>{identity}<NewsManagement>{management}</NewsManagement>{inner}</NewsItem>"


def component(inner: str, headline: str = "", role: str = "", equivalents: str = "no") -> str:
    lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else ""
    called = f'<Role FormalName="{role}"/>' if role else ""
    return f'<NewsComponent EquivalentsList="{equivalents}">{called}{lines}{inner}</NewsComponent>'


def content(data: str, form: str = "", medium: str = "Text") -> str:
    sort = f'<MediaType FormalName="{medium}"/>' + (f'<Format FormalName="{form}"/>' if form else "")
    return f"<ContentItem>{sort}<DataContent>{data}</DataContent></ContentItem>"


PICTURE = '<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'


# ---------------------------------------------------------------- an article as it is sent


def test_an_article_is_the_one_that_a_document_holds() -> None:
    article = read(FORMATS / "council.newsml.xml")
    assert blocks(article) == [
        ("headline", HEADLINE, "Council drops plan for a second quay"),
        ("byline", BYLINE, "By Ida Quill"),
        *COUNCIL,
    ]
    document = read(FORMATS / "council.docx")
    assert words(article) == [block.span.of(document.text) for block in document.blocks]
    text = "/NewsML/NewsItem[1]/NewsComponent/NewsComponent/ContentItem[1]/DataContent/nitf/body/body.content"
    assert addresses(article) == [
        "/NewsML/NewsItem[1]/NewsComponent/NewsLines/HeadLine",
        "/NewsML/NewsItem[1]/NewsComponent/NewsLines/ByLine",
        f"{text}/p[1]",
        f"{text}/p[2]",
        f"{text}/p[3]",
        f"{text}/hl2",
        f"{text}/p[4]",
        f"{text}/ul/li[1]",
        f"{text}/ul/li[2]",
    ]
    assert article.format == "newsml"
    assert notes(article) == [
        (
            "not-read",
            "passed over 1 item that holds no text of an article:"
            " urn:newsml:hexton-wire.example:20260612:quay-picture:1",
        )
    ]


def test_metadata_is_that_of_the_item_and_its_components() -> None:
    [article] = found((FORMATS / "council.newsml.xml").read_bytes())
    assert article.key == "urn:newsml:hexton-wire.example:20260612:quay:2"
    assert article.article.meta == {
        "id": "urn:newsml:hexton-wire.example:20260612:quay:2",
        "version": "2",
        "date": "2026-06-12T10:15:00+02:00",
        "firstcreated": "2026-06-12T09:40:00+02:00",
        "language": "en",
        "author": "Ida Quill",
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
        "subject": "11000000",
        "itemclass": "News",
        "signal": "Update",
    }


def test_lines_come_in_the_order_in_which_people_read_them() -> None:
    lines = (
        "<NewsLines><DateLine>Oxmouth, June 12 (HXW)</DateLine><ByLine>By Ida Quill</ByLine>"
        "<ByLineTitle>Port reporter</ByLineTitle><HeadLine>Ferry stopped</HeadLine>"
        "<SubHeadLine>Engine failed</SubHeadLine></NewsLines>"
    )
    article = only(newsml(item(component(lines + content("<p>It is in port.</p>")))))
    assert blocks(article) == [
        ("headline", HEADLINE, "Ferry stopped"),
        ("standfirst", STANDFIRST, "Engine failed"),
        ("byline", BYLINE, "By Ida Quill"),
        ("byline 2", BYLINE, "Port reporter"),
        ("dateline", DATELINE, "Oxmouth, June 12 (HXW)"),
        ("paragraph 1", PARA, "It is in port."),
    ]
    assert article.meta["author"] == "Ida Quill"


# ---------------------------------------------------------------- what an item holds


def test_each_item_is_an_article_also_one_within_another() -> None:
    inner = item(component(content("Three.")), "c")
    told = found(
        newsml(
            item(component(content("One.")), "a"),
            item(component(component(content("Two.")) + component(inner)), "b"),
            item(component(PICTURE), "d"),
            item("<TopicSet/>", "e"),
        )
    )
    assert [(each.key, words(each.article)) for each in told] == [("a", ["One."]), ("b", ["Two."]), ("c", ["Three."])]
    assert notes(told[0].article) == [("not-read", "passed over 1 item that holds no text of an article: d")]
    assert [notes(each.article) for each in told[1:]] == [[], []]


def test_components_with_headlines_of_their_own_are_articles() -> None:
    texts = component(content("One."), "A") + component(content("Two."), "B") + component(content("Three."), "A")
    told = found(newsml(item(component(texts + component(content("Four.")), "Bulletin"), "n")))
    assert [(each.key, words(each.article)) for each in told] == [
        ("n", ["A", "One.", "Three."]),
        ("n", ["B", "Two."]),
        ("n", ["Bulletin", "Four."]),
    ]
    assert [name for name, *_ in blocks(told[0].article)] == ["headline", "paragraph 1", "paragraph 2"]


def test_a_component_has_from_the_one_around_it_what_it_has_not() -> None:
    outer = (
        '<NewsLines><ByLine>By Ida Quill</ByLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/>'
        '<Genre FormalName="Current"/></DescriptiveMetadata>'
    )
    inner = '<DescriptiveMetadata><Genre FormalName="Feature"/></DescriptiveMetadata>'
    article = only(newsml(item(component(outer + component(inner + content("One."), "A")))))
    assert words(article) == ["A", "By Ida Quill", "One."]
    assert article.meta == {"author": "Ida Quill", "language": "en", "genre": "Feature"}


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (content("Short.", "SMS") + content("<p>The whole of it.</p>", "NITF"), ["The whole of it."]),
        (content("One.", "Text") + content("Two.", "Text"), ["One.", "Two."]),
        (component(content("The same.") + content("The same, and more of it."), equivalents="yes"),
            ["The same, and more of it."]),
        (component(component(content("Kurz.")) + component(content("The long one.")), equivalents="yes"),
            ["The long one."]),
        (component(component(PICTURE), equivalents="yes") + component(content("One.")), ["One."]),
    ],
)  # fmt: skip
def test_of_alternatives_one_is_read(inner: str, told: list[str]) -> None:
    assert words(only(newsml(item(component(inner))))) == told


@pytest.mark.parametrize(
    "picture",
    [
        component(component(content("The quay."), role="Caption") + component(PICTURE), "Quay at night"),
        component(component(content("The quay.")) + component(PICTURE), role="Photo"),
        component(PICTURE + content("The quay.")),
    ],
)
def test_texts_of_pictures_are_captions_after_the_text(picture: str) -> None:
    article = only(newsml(item(component(picture + component(content("<p>One.</p>")), "Gale"))))
    assert blocks(article) == [
        ("headline", HEADLINE, "Gale"),
        ("paragraph 1", PARA, "One."),
        ("caption 1", CAPTION, "The quay."),
    ]


def test_captions_are_numbered_on_from_those_of_the_body() -> None:
    text = content(
        "<nitf><body><body.content><p>One.</p><media><media-caption>A.</media-caption></media></body.content></body></nitf>"
    )
    captions = "".join(component(content(each), role="Caption") for each in ("B.", "C."))
    told = blocks(only(newsml(item(component(component(text) + captions)))))
    assert told[1:] == [("caption 1", CAPTION, "A."), ("caption 2", CAPTION, "B."), ("caption 3", CAPTION, "C.")]


def test_an_abstract_is_the_standfirst() -> None:
    inner = component(content("The gale is over."), role="Abstract") + component(content("One."), role="BodyText")
    assert blocks(only(newsml(item(component(inner, "Gale"))))) == [
        ("headline", HEADLINE, "Gale"),
        ("standfirst", STANDFIRST, "The gale is over."),
        ("paragraph 1", PARA, "One."),
    ]


def test_a_flash_is_an_article_of_its_headline() -> None:
    references = component('<NewsItemRef NewsItem="a"/>', "A package")
    told = found(
        newsml(item(component("", "Mayor resigns"), "a"), item(references, "b"), item(component(PICTURE, "C")))
    )
    assert [(each.key, words(each.article)) for each in told] == [("a", ["Mayor resigns"])]
    some = "passed over 2 items that hold no text of an article: b, one without an id"
    assert notes(told[0].article) == [
        ("no-body", "the file has no text of this article, only what stands above it"),
        ("not-read", some),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<p>One.</p><p>Two <em>words</em>.</p>", [("paragraph 1", PARA, "One."), ("paragraph 2", PARA, "Two words.")]),
        ("<table><tr><td>A</td><td>B</td></tr></table>", [("table 1, row 1", TABLE, "A B")]),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>One.</p></body></html>",
            [("paragraph 1", PARA, "One.")]),
        ("<![CDATA[<P>One.</P>\n<P> </P><P>Two.</P>]]>",
            [("paragraph 1", PARA, "One."), ("paragraph 2", PARA, "Two.")]),
        ("<![CDATA[<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head><body.content><p>One.</p>"
            "</body.content></body></nitf>]]>", [("headline", HEADLINE, "A"), ("paragraph 1", PARA, "One.")]),
        ("One.\n\nTwo.", [("paragraph 1", PARA, "One."), ("paragraph 2", PARA, "Two.")]),
        ("One <em>and</em> two.", [("paragraph 1", PARA, "One and two.")]),
    ],
)  # fmt: skip
def test_data_may_be_nitf_or_html_or_plain(data: str, told: list[tuple[str, str, str]]) -> None:
    assert blocks(only(newsml(item(component(content(data)))))) == told


def test_encoded_data_and_data_of_pictures_are_no_text() -> None:
    encoded = "<ContentItem><Encoding Notation='base64'><DataContent>SGk=</DataContent></Encoding></ContentItem>"
    inner = encoded + content("SGk=", medium="Graphic") + content("<chart><bar>1</bar></chart>")
    assert refused(newsml(item(component(inner)))).code == "A311"


# ---------------------------------------------------------------- what is told of an article


@pytest.mark.parametrize("status", ["Canceled", "Withheld"])
def test_an_item_that_its_provider_does_not_release_is_noted(status: str) -> None:
    article = only(newsml(item(component(content("One.")), "a", f'<Status FormalName="{status}"/>')))
    message = f"its provider does not release it: its status is “{status.lower()}”"
    assert notes(article) == [("status", message)]
    assert article.meta["status"] == status.lower()


@pytest.mark.parametrize(
    ("inner", "name", "value"),
    [
        ("<AdministrativeMetadata><Creator><Party FormalName='Ida Quill'/></Creator></AdministrativeMetadata>",
            "author", "Ida Quill"),
        ("<NewsLines><KeywordLine>quay</KeywordLine></NewsLines>", "keywords", ("quay",)),
        ("<DescriptiveMetadata><SubjectCode><SubjectMatter FormalName='11006'/><Subject FormalName='11'/></SubjectCode>"
            "</DescriptiveMetadata>", "subject", "11006"),
        ("<NewsLines><SeriesLine>Ports</SeriesLine></NewsLines>", "series", "Ports"),
    ],
)  # fmt: skip
def test_each_field_has_its_name(inner: str, name: str, value: object) -> None:
    assert only(newsml(item(component(inner + content("One."))))).meta[name] == value


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'<!DOCTYPE NewsML [<!ENTITY a "b">]>{newsml(item(component(content("&a;"))))}', "A312"),
        (newsml(item(component(content("One."))))[:-3], "A311"),
        (newsml(), "A311"),
        (newsml("<NewsItem>" * 400 + "</NewsItem>" * 400), "A312"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    assert refused(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        newsml(item(component(content("a"))) * 2_000),
        newsml(item(component("".join(component(content("a"), str(number)) for number in range(2_000))))),
        newsml(item(component(content("a") * 10_000))),
        newsml(item(component(content("a") + component(content("b"), role="Caption") * 5_000))),
        newsml("<NewsItem><NewsComponent>" * 90 + "<x/>" * 20_000 + "</NewsComponent></NewsItem>" * 90),
        newsml(item(component("<NewsLines>" + "<ByLine>b</ByLine>" * 30_000 + "</NewsLines>" + content("a")))),
    ],
)
def test_no_file_takes_long(text: str) -> None:
    start = process_time()
    if text.count("<x/>"):
        assert refused(text).code == "A311"
    else:
        found(text)
    assert process_time() - start < SPEED


@pytest.mark.slow
def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    survives("council.newsml.xml")
