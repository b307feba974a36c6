"""What a block is, is the same in every format: by its style where there are styles, else by its words."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from auditor.language import layout
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_bytes
from auditor.readers.documents.styles import role_of
from auditor.records.article import BlockRole

R = BlockRole
BODY = "The council voted on Tuesday to close the Elm Street library, two people briefed on the plan said."

ARTICLE = (
    ("Headline", "Council closes library", R.HEADLINE),
    ("Standfirst", "Critics speak of a cold and hasty decision.", R.STANDFIRST),
    ("", "By Lena Marsh", R.BYLINE),
    ("", "HEXTON (Northern Wire) —", R.DATELINE),
    ("", BODY, R.PARA),
    ("Crosshead", "A hasty decision", R.HEADLINE),
    ("Pull quote", "“A cold decision”", R.FURNITURE),
    ("Cutline", "The library on Tuesday.", R.CAPTION),
    ("", "Correction: An earlier version gave the wrong date.", R.CORRECTION),
    ("", "Read more: Mayor sells the bridge", R.TEASER),
)
"""Style, words and role of each paragraph."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def archive(**parts: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def word(paragraphs: list[tuple[str, str]]) -> bytes:
    names = dict.fromkeys(style for style, _ in paragraphs if style)
    styles = "".join(f'<w:style w:styleId="{n.replace(" ", "")}"><w:name w:val="{n}"/></w:style>' for n in names)
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        for style, words in paragraphs
    )
    return archive(
        **{
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "word/_rels/document.xml.rels": '<R><Relationship Type="x/styles" Target="styles.xml"/></R>',
        }
    )


def opendocument(paragraphs: list[tuple[str, str]]) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "style"))
    names = dict.fromkeys(style for style, _ in paragraphs if style)
    styles = "".join(
        f'<style:style style:name="{n.replace(" ", "_20_")}" style:display-name="{n}" style:family="paragraph"/>'
        for n in names
    )
    body = "".join(
        f'<text:p text:style-name="{style.replace(" ", "_20_")}">{words}</text:p>' for style, words in paragraphs
    )
    return archive(
        **{
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:styles>{styles}"
            "</office:styles></office:document-styles>",
        }
    )


def rich_text(paragraphs: list[tuple[str, str]]) -> bytes:
    names = ["Normal", *dict.fromkeys(style for style, _ in paragraphs if style)]
    sheet = "".join(f"{{\\s{number} {name};}}" for number, name in enumerate(names))
    body = "".join(
        f"\\pard\\s{names.index(style or 'Normal')} "
        + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)
        + "\\par"
        for style, words in paragraphs
    )
    return f"{{\\rtf1\\ansi{{\\stylesheet{sheet}}}{body}}}".encode()


def markdown(paragraphs: list[tuple[str, str]]) -> bytes:
    signs = {"Headline": "# ", "Crosshead": "## "}
    return "\n\n".join(signs.get(style, "") + words for style, words in paragraphs).encode()


def roles(data: bytes, name: str) -> dict[str, BlockRole]:
    """The role of each block by its words, as it is audited."""
    (core,) = load_packs(("core",))
    article = layout.arrange(read_bytes(data, name), layout.compile_rules(core.rules))
    return {block.span.of(article.text): block.role for block in article.blocks}


STYLED = [(style, words) for style, words, _ in ARTICLE]


@pytest.mark.parametrize(
    ("data", "name"), [(word(STYLED), "a.docx"), (opendocument(STYLED), "a.odt"), (rich_text(STYLED), "a.rtf")]
)
def test_styles_of_newsrooms_tell_roles_and_words_tell_the_others(data: bytes, name: str) -> None:
    assert roles(data, name) == {words: role for _, words, role in ARTICLE}


def test_in_text_words_and_shape_tell_what_they_can() -> None:
    told = [each for each in ARTICLE if each[0] not in {"Pull quote", "Cutline"}]
    found = roles(markdown([(style, words) for style, words, _ in told]), "a.md")
    assert found == {words: R.PARA if role is R.STANDFIRST else role for _, words, role in told}
    plain = "\n\n".join(words.removesuffix(".") if role is R.STANDFIRST else words for _, words, role in told)
    found = roles(plain.encode(), "a.txt")
    assert found.pop("A hasty decision") is R.PARA
    assert list(found.values()) == [role for style, _, role in told if style != "Crosshead"]


@pytest.mark.parametrize(
    "name",
    ["a.docx", "a.odt", "a.rtf", "a.md", "a.txt"],
)
@pytest.mark.parametrize(
    "byline", ["By Lena Marsh", "BY LENA MARSH AND IDA QUILL", "By Lena Marsh, Hexton correspondent"]
)
def test_a_byline_stands_below_the_standfirst(name: str, byline: str) -> None:
    paragraphs = [
        ("Title", "Council closes library"),
        ("Subtitle", "Critics speak of a cold decision"),
        ("", byline),
        ("", BODY),
    ]
    make = {"a.docx": word, "a.odt": opendocument, "a.rtf": rich_text, "a.md": markdown, "a.txt": markdown}[name]
    assert list(roles(make(paragraphs), name).values()) == [R.HEADLINE, R.STANDFIRST, R.BYLINE, R.PARA]


def test_a_name_alone_below_a_standfirst_of_its_own_style_is_the_byline() -> None:
    paragraphs = [("Title", "Council closes library"), ("Subtitle", "Critics speak."), ("", "Lena Marsh"), ("", BODY)]
    assert roles(word(paragraphs), "a.docx")["Lena Marsh"] is R.BYLINE


@pytest.mark.parametrize(
    ("style", "role"),
    [
        ("Hed", (R.HEADLINE, 1)),
        ("Dek", (R.STANDFIRST, 0)),
        ("Subhead", (R.HEADLINE, 2)),
        ("Cross-head", (R.HEADLINE, 2)),
        ("Byline", (R.BYLINE, 0)),
        ("Dateline", (R.DATELINE, 0)),
        ("Pull Quote", (R.FURNITURE, 0)),
        ("Editor’s note", (R.CORRECTION, 0)),
        ("Intense Quote", (R.QUOTE, 0)),
        ("Block_Quote", (R.QUOTE, 0)),
        ("Body text", None),
        ("First para", None),
        ("heading 3", (R.HEADLINE, 3)),
        ("Standfirst list", None),
    ],
)
def test_names_of_styles(style: str, role: tuple[BlockRole, int] | None) -> None:
    assert role_of(style.lower()) == role
