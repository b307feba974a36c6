"""Documents that are no plain text: what is read of them, where it stands, and what is refused.

The files in tests/formats were made by LibreOffice from one text each (`revised.fodt` is the source of the one with
tracked changes, a comment, a footnote, hidden words, a table, a list and a text box).
"""

from __future__ import annotations

import random
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from auditor.base.errors import ReadingError
from auditor.engine import audit
from auditor.readers.dispatch import read, read_bytes
from auditor.records.article import Article, BlockRole
from auditor.records.reading import USUAL_LIMITS, Reading, Revisions
from auditor.toolkit import Toolkit
from tests.unit.readers.mutations import MUTATIONS

FORMATS = Path(__file__).resolve().parents[2] / "formats"
PROCESSORS = ("docx", "odt", "rtf")

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = """<!doctype html><html lang="en"><head><title>Harbour chief quits | Hexton Herald</title>
<meta name="author" content="Lena Marsh"><meta property="article:published_time" content="2026-11-02T10:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie">We use cookies to improve your experience. Accept all.</div>
<article><h1>Harbour chief quits after audit</h1>
<p>The harbour chief resigned on Monday, <a href="/x">two aides</a> who asked not to be named for fear of their jobs
said.</p>
<h2>The inquiry</h2><p>The audit, seen by the Herald, lists three points:</p>
<ul><li>invoices that nobody signed</li><li>boats that nobody owns</li></ul>
<blockquote><p>The harbour has no books that deserve the name, the auditor Dora Finch wrote.</p></blockquote>
<p style="display:none">Secret words that nobody should read at all.</p>
<p>The council did not respond to a request for comment.</p></article>
<aside><h3>Newsletter</h3><p>Sign up to our morning briefing, free in your inbox.</p></aside>
<section id="comments"><h3>Comments</h3><p>Quill99: he was always a crook</p></section>
<footer>Copyright 2026 Hexton Herald</footer></body></html>"""
MAIL = (
    "From: Lena Marsh <marsh@herald.example>\nTo: desk@herald.example\nSubject: Harbour chief quits\n"
    "Date: Mon, 02 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    "The harbour chief resigned on Monday, two aides said.\n\n“It is over,” Colin Ames wrote.\n\n"
    "> When will you file?\n\n-- \nLena Marsh, reporter\n"
)


def blocks(article: Article) -> list[tuple[str, BlockRole, int, str]]:
    """Place, role, level and words of each block."""
    parts = article.origin.parts
    return [
        (part.name, block.role, block.level, block.span.of(article.text))
        for part, block in zip(parts, article.blocks, strict=True)
    ]


def words(article: Article) -> str:
    return " ".join(article.text.split())


def word_file(body: str, **parts: str) -> bytes:
    """A Word document whose body is `body`; `parts` are further parts by name, with `/` as `__`."""
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{name.replace("__", "/") + ".xml": content for name, content in parts.items()},
        }
    )


def archive(parts: dict[str, str]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def refused(data: bytes, name: str = "draft.docx") -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    return caught.value


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize("suffix", PROCESSORS)
def test_a_document_is_read_as_its_finished_page_shows_it(suffix: str) -> None:
    article = read(FORMATS / f"revised.{suffix}")
    assert blocks(article) == [
        ("paragraph 1", BlockRole.HEADLINE, 1, "Harbour chief quits after audit"),
        ("paragraph 2", BlockRole.STANDFIRST, 0, "Two aides say that he was told to go"),
        ("paragraph 3", BlockRole.PARA, 0, "By Lena Marsh"),
        (
            "paragraph 4",
            BlockRole.PARA,
            0,
            "The harbour chief resigned on Monday, two aides who asked not to be named because they feared for their"
            " jobs said.",
        ),
        ("paragraph 5", BlockRole.PARA, 0, "“I have done nothing wrong,” Colin Ames told the Hexton Herald."),
        ("paragraph 6", BlockRole.HEADLINE, 2, "The inquiry"),
        ("paragraph 7", BlockRole.PARA, 0, "The audit, seen by the Herald, lists three points:"),
        ("paragraph 8", BlockRole.LIST, 0, "invoices that nobody signed"),
        ("paragraph 9", BlockRole.LIST, 0, "boats that nobody owns"),
        (
            "paragraph 10",
            BlockRole.QUOTE,
            0,
            "The harbour has no books that deserve the name, the auditor Dora Finch wrote.",
        ),
        ("table 1, row 1", BlockRole.TABLE, 0, "Year Boats"),
        ("table 1, row 2", BlockRole.TABLE, 0, "2025 41"),
        ("paragraph 11", BlockRole.PARA, 0, "The council did not respond to a request for comment."),
        ("text box 1", BlockRole.PARA, 0, "The port in figures: 41 boats, 12 berths."),
        ("footnote 1", BlockRole.PARA, 0, "Mr. Ames spoke by telephone, his lawyer said."),
    ]
    assert article.meta["author"] == "Lena Marsh"
    assert article.format == suffix


@pytest.mark.parametrize("suffix", PROCESSORS)
def test_the_original_has_what_was_deleted_and_not_what_was_inserted(suffix: str) -> None:
    original = words(read(FORMATS / f"revised.{suffix}", Reading(revisions=Revisions.ORIGINAL)))
    assert "resigned on Monday, a source close to the board said." in original
    assert "feared for their jobs" not in original


@pytest.mark.parametrize("suffix", PROCESSORS)
def test_comments_are_no_text_and_hidden_words_are_named_in_a_note(suffix: str) -> None:
    article = read(FORMATS / f"revised.{suffix}")
    assert "asked the lawyer" not in article.text
    assert "Do not print this" not in article.text
    [note] = article.notes
    assert note.code == "hidden-words"
    assert "4 words, such as “Do not print this.”" in note.message


@pytest.mark.parametrize("name", ["revised", "council", "trial"])
def test_places_slice_the_text_and_follow_one_another(name: str) -> None:
    for suffix in (*PROCESSORS, "pdf"):
        article = read(FORMATS / f"{name}.{suffix}")
        end = 0
        for part, block in zip(article.origin.parts, article.blocks, strict=True):
            assert part.span == block.span
            assert part.span.start >= end
            end = part.span.end
            assert part.span.of(article.text).strip() == part.span.of(article.text) != ""


@pytest.mark.model
@pytest.mark.parametrize("name", ["council", "trial"])
def test_one_article_has_the_same_sources_and_findings_in_every_format(name: str, toolkit: Toolkit) -> None:
    told = []
    for suffix in (*PROCESSORS, "pdf"):
        report = audit(read(FORMATS / f"{name}.{suffix}"), toolkit)
        sources = sorted((source.label, source.kind.value) for source in report.sources)
        said = [" … ".join(report.text(span) for span in each.content) for each in report.statements]
        told.append((sources, said, [(finding.policy, finding.severity) for finding in report.findings]))
    assert told[0][0]
    assert told[1:] == told[:1] * 3


def test_a_word_document_is_known_by_what_is_in_it() -> None:
    assert read_bytes((FORMATS / "trial.docx").read_bytes(), "trial.txt").format == "docx"
    assert read_bytes(b"He left, two aides said.", "really.docx").format == "txt"


def test_word_roles_come_from_styles_and_what_they_are_based_on() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="House"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="loop"><w:name w:val="Loop"/><w:basedOn w:val="loop"/></w:style></w:styles>'
    )
    relations = '<R><Relationship Type="x/styles" Target="styles.xml"/></R>'
    data = word_file(
        "<w:p><w:r><w:t>Opening.</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>Below</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="loop"/></w:pPr><w:r><w:t>Plain.</w:t></w:r></w:p>',
        word__styles=styles,
    )
    with zipfile.ZipFile(held := BytesIO(data), "a") as file:
        file.writestr("word/_rels/document.xml.rels", relations)
    found = read_bytes(held.getvalue(), "a.docx")
    assert [(role, level) for _, role, level, _ in blocks(found)] == [
        (BlockRole.PARA, 0),
        (BlockRole.HEADLINE, 2),
        (BlockRole.PARA, 0),
    ]


def test_a_text_box_stands_once_and_a_deleted_end_joins_paragraphs() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    article = read_bytes(
        word_file(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>He said </w:t></w:r></w:p>"
            "<w:p><w:r><w:t>nothing.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
            f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        "a.docx",
    )
    assert [words for *_, words in blocks(article)] == ["He said nothing.", "In a box."]


def test_white_words_on_a_white_page_are_hidden() -> None:
    article = read_bytes(
        word_file(
            "<w:p><w:r><w:t>Seen.</w:t></w:r>"
            '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Unseen.</w:t></w:r></w:p>'
        ),
        "a.docx",
    )
    assert article.text == "Seen."
    assert "Unseen." in article.notes[0].message


def test_rich_text_has_code_pages_and_characters_of_unicode() -> None:
    head = rb"{\rtf1\ansi\ansicpg1250{\info{\author Ida Quill}}\uc1 "
    data = head + rb"Pe\'e8ivo, \u8220?yes\u8221? \u-10179?\u-8693? said.\par Next\~one.}"
    article = read_bytes(data, "a.rtf")
    assert [words for *_, words in blocks(article)] == ["Pečivo, “yes” 😋 said.", "Next\u00a0one."]
    assert article.meta == {"author": "Ida Quill"}


COLOURS = rb"{\rtf1{\colortbl;\red255\green255\blue255;\red0\green0\blue0;\red254\green254\blue255;}"


@pytest.mark.parametrize(
    ("body", "words", "hidden"),
    [
        (rb"Seen.{\cf1 Unseen.}\par", ["Seen."], "Unseen."),
        (rb"Seen.{\cf3 Unseen.}{\cf9 Also seen.}{\cf2 Black.}\par", ["Seen.Also seen.Black."], "Unseen."),
        (rb"\cf1 Unseen.\plain Seen.\par", ["Seen."], "Unseen."),
        (rb"Seen.{\fs2 Tiny.}{\fs0 None.}{\fs3 Small.}\par", ["Seen.Small."], "Tiny.None."),
        (rb"{\cf1\highlight2 Lit.}{\cf1\cb2 Lit too.}{\cf1\chshdng5000 Shaded.}\par", ["Lit.Lit too.Shaded."], ""),
        (rb"Seen.{\cf1\cb1 Unseen.}{\cf1\highlight2\highlight0 Nor this.}\par", ["Seen."], "Unseen.Nor this."),
        (
            rb"\pard\cbpat2{\cf1 White on black.}\par\pard Seen.{\cf1 Unseen.}\par",
            ["White on black.", "Seen."],
            "Unseen.",
        ),
        (
            rb"\trowd\clcbpat2\cellx9\intbl{\cf1 Head}\cell\row"
            rb"\trowd\cellx9\intbl Cell{\cf1 Unseen}\cell\row\pard End.\par",
            ["Head", "Cell", "End."],
            "Unseen",
        ),
        (rb"Seen.{\shp{\*\shpinst{\shptxt\pard\plain\cf1 Box.\par}}}\par", ["Seen.", "Box."], ""),
        (rb"Seen.{\footnote\pard\plain\cf1 Unseen.\par}\par", ["Seen."], "Unseen."),
    ],
)
def test_in_rich_text_white_words_on_a_white_page_and_tiny_ones_are_hidden(
    body: bytes, words: list[str], hidden: str
) -> None:
    article = read_bytes(COLOURS + body + b"}", "a.rtf")
    assert [told for *_, told in blocks(article)] == words
    assert [note.message.rpartition("“")[2].rstrip("”") for note in article.notes] == ([hidden] if hidden else [])


def test_of_a_web_page_the_article_is_read_and_nothing_around_it() -> None:
    article = read_bytes(PAGE.encode(), "saved.html")
    assert [(role, words) for _, role, _, words in blocks(article)] == [
        (BlockRole.HEADLINE, "Harbour chief quits after audit"),
        (
            BlockRole.PARA,
            "The harbour chief resigned on Monday, two aides who asked not to be named for fear of their jobs said.",
        ),
        (BlockRole.HEADLINE, "The inquiry"),
        (BlockRole.PARA, "The audit, seen by the Herald, lists three points:"),
        (BlockRole.LIST, "invoices that nobody signed"),
        (BlockRole.LIST, "boats that nobody owns"),
        (BlockRole.QUOTE, "The harbour has no books that deserve the name, the auditor Dora Finch wrote."),
        (BlockRole.PARA, "The council did not respond to a request for comment."),
    ]
    assert article.meta["author"] == "Lena Marsh"
    assert article.origin.parts[-1].address == "/html/body/article/p[4]"


def test_of_a_message_what_its_sender_wrote_is_read() -> None:
    article = read_bytes(MAIL.encode(), "mail.eml")
    assert blocks(article) == [
        ("subject", BlockRole.HEADLINE, 1, "Harbour chief quits"),
        ("paragraph 1", BlockRole.PARA, 0, "The harbour chief resigned on Monday, two aides said."),
        ("paragraph 2", BlockRole.PARA, 0, "“It is over,” Colin Ames wrote."),
    ]
    assert article.meta["author"] == "Lena Marsh"


def test_words_of_a_draft_that_looks_like_headers_are_no_message() -> None:
    assert read_bytes(b"Note: he left.\nWhy: unknown.\n\nThe mayor left.", "a.txt").format == "txt"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ((FORMATS / "trial.docx").read_bytes()[:2000], "A311", "it is damaged, or only a part of it is here"),
        (word_file("<w:p>"), "A311", "its part word/document.xml is damaged in line 1"),
        (archive({"[Content_Types].xml": "", "word/styles.xml": ""}), "A311", "it has no part word/document.xml"),
        (word_file("<w:p>" * 300 + "</w:p>" * 300), "A312", "nested more than 200 deep"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "A313",
            "protected by a password",
        ),
        (word_file(""), "A305", "there are no words in it"),
        (rb"{\rtf1 He left", "A311", "it breaks off"),
        (rb"{\rtf1 He left}}", "A311", "closed that was never opened"),
        (b"{" + b"\\rtf1 " + b"{" * 300, "A311", "nested more than 200 deep"),
        ((FORMATS / "trial.pdf").read_bytes()[:500], "A311", "it is damaged"),
        (b"<!doctype html><html><body></body></html>", "A315", "no article was found on this page"),
    ],
)
def test_each_refusal_says_why(data: bytes, code: str, message: str) -> None:
    error = refused(data)
    assert error.code == code
    assert message in error.message
    assert error.hint


def test_entities_are_refused_and_never_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'
    bomb = f"{head}<w:document {W}><w:body><w:p>&l9;</w:p></w:body></w:document>"
    error = refused(archive({"[Content_Types].xml": "", "word/document.xml": bomb}))
    assert error.code == "A312"
    assert "declares entities" in error.message


def test_what_is_small_when_packed_and_huge_unpacked_is_refused() -> None:
    huge = word_file(f"<w:p><w:r><w:t>{'a' * (USUAL_LIMITS.unpacked + 10)}</w:t></w:r></w:p>")
    assert len(huge) < 1_000_000
    assert refused(huge).code == "A306"


def test_no_part_is_unpacked_beyond_the_limit_to_tell_the_format() -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text" + " " * USUAL_LIMITS.unpacked, "content.xml": "<x/>"}
    assert refused(archive(parts)).code == "A306"


def test_the_words_of_a_document_may_be_no_more_than_those_of_any_draft() -> None:
    long = word_file(f"<w:p><w:r><w:t>{'He left. ' * 200_000}</w:t></w:r></w:p>")
    assert refused(long).code == "A306"


@pytest.mark.parametrize(
    ("name", "code"), [("c.csv", "A321"), ("c.tsv", "A321"), ("c.jsonl", "A321"), ("c.json", "A318"), ("c.ods", "A318")]
)
def test_a_file_of_records_is_never_read_as_one_article(name: str, code: str) -> None:
    assert refused(b"id,text\n1,He left\n", name).code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_other_xml_is_never_read_as_prose(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><memo><body><p>Two aides said that he left.</p></body></memo>'
    assert refused(text.encode(encoding), "story.xml").code == "A319"
    assert refused((FORMATS / "revised.fodt").read_bytes(), "draft.txt").code == "A319"


@pytest.mark.parametrize(("module", "data"), [("trafilatura", PAGE.encode()), ("pypdfium2", b"%PDF-1.4")])
def test_a_format_without_its_library_names_the_extra(
    module: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    error = refused(data, "a")
    assert error.code == "A316"
    assert "pip install 'auditor[formats]'" in error.hint


@pytest.mark.slow
@pytest.mark.parametrize("name", ["revised.docx", "revised.odt", "revised.rtf", "trial.pdf", "page.html", "mail.eml"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole = {"page.html": PAGE.encode(), "mail.eml": MAIL.encode()}.get(name) or (FORMATS / name).read_bytes()
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        try:
            read_bytes(mutated(whole, chance), name)
        except ReadingError as error:
            assert error.code.startswith("A3")


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """`whole` with some bytes changed, taken out or doubled; in an archive, now and then, in an unpacked part."""
    if whole.startswith(b"PK") and chance.random() < 0.7:
        with zipfile.ZipFile(BytesIO(whole)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        name = chance.choice([each for each in parts if each.endswith(".xml")])
        parts[name] = _changed(parts[name], chance)
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as file:
            for each, content in parts.items():
                file.writestr(each, content)
        return held.getvalue()
    return _changed(whole, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
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
                    [b"<", b">", b"&", b"{", b"}", b"\\", b"\x00", b"<w:p>", b"\\u-1", b"\xff"]
                )
    return bytes(changed)


# ---------------------------------------------------------------- words kept, once each, and only those that are seen


def para(words: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"


GONE = "<w:rPr><w:del/></w:rPr>"
SHD = '<w:shd w:fill="000000"/>'


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


WHITE = '<w:p>{}<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Head.</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (table(para("Outer.") + table(para("Inner."))), ["Outer. Inner."]),
        (para("Kept.", GONE), ["Kept."]),
        (para("Before.", GONE) + table(para("Cell.")), ["Before.", "Cell."]),
        (table(para("Cell.", GONE)) + para("After."), ["Cell.", "After."]),
        (table(WHITE.format(f"<w:pPr>{SHD}</w:pPr>")), ["Head."]),
        (f"<w:tbl><w:tr><w:tc><w:tcPr>{SHD}</w:tcPr>{WHITE.format('')}</w:tc></w:tr></w:tbl>", ["Head."]),
        (
            f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{para('In.')}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
            ["In."],
        ),
        (f"<x:AlternateContent xmlns:x='x'><x:Choice>{para('New.')}</x:Choice></x:AlternateContent>", ["New."]),
        (para("Seen.") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not.</w:t></w:r></w:p>", ["Seen."]),
    ],
)
def test_word_keeps_each_word_that_is_seen_once(body: str, words: list[str]) -> None:
    assert [told for *_, told in blocks(read_bytes(word_file(body), "a.docx"))] == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (rb"{\rtf1\mac\ansicpg10000 \'d2Smart\'d3\par}", ["“Smart”"]),
        (rb"{\rtf1\mac caf\'8e\par}", ["café"]),
        (rb"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset204 A;}}\'cf\'f0\par}", ["Пр"]),
        (rb"{\rtf1 Body.{\shp{\*\shpinst{\shptxt Box.{\shp{\*\shpinst{\shptxt Inner.\par}}}\par}}}\par After.\par}",
         ["Body.", "Inner.", "Box.", "After."]),
        (rb"{\rtf1 A.{\shp{\*\shpinst{\shptxt Box.\par}}{\shprslt{\*\do{\dptxbxtext Box.\par}}}}\par}", ["A.", "Box."]),
        (rb"{\rtf1 {\upr{ansi}{\*\ud{\u1058 ?}}}\par}", ["Т"]),
        (rb"{\rtf1{\header{\shp{\*\shpinst{\shptxt Letterhead.\par}}}}Body.\par}", ["Body."]),
        (rb"{\rtf1{\stylesheet{\s0 Normal;}{\*\cs20 List Paragraph Char;}}Body.\par}", ["Body."]),
        (rb"{\rtf1\trowd\intbl Cell\cell\pard After.\par}", ["Cell", "After."]),
        (rb"{\rtf1 One {\deleted\par}two.\par}", ["One two."]),
    ],
)  # fmt: skip
def test_rich_text_keeps_each_word_that_is_seen_once(data: bytes, words: list[str]) -> None:
    article = read_bytes(data, "a.rtf")
    assert [told for *_, told in blocks(article)] == words
    assert {role for _, role, *_ in blocks(article)} <= {BlockRole.PARA, BlockRole.TABLE}


def test_rich_text_counts_paragraphs_and_not_pages() -> None:
    article = read_bytes(rb"{\rtf1 One.\par\page\pard Two.\par\sect Three.\par}", "a.rtf")
    assert [name for name, *_ in blocks(article)] == ["paragraph 1", "paragraph 2", "paragraph 3"]


LEAD = "<p>The mayor resigned on Monday, two officials who were not named said at the town hall.</p>"


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<blockquote>Line one of it<br>Line two of it</blockquote>", "Line one of it Line two of it"),
        ("<blockquote><p>In a paragraph.</p> and the tail of it</blockquote>", "and the tail of it"),
        (
            "<p>He left in the evening.<br>She told the council so.</p>",
            "He left in the evening. She told the council so.",
        ),
        ("<ul><li>Item two<ul><li>Nested item</li></ul></li></ul>", "Nested item"),
    ],
)
def test_of_a_web_page_no_words_are_lost_or_glued(inner: str, words: str) -> None:
    head = "<!doctype html><html><head><title>Town</title></head><body><article>"
    page = f"{head}{LEAD}{inner}{LEAD}</article></body></html>"
    for data in (page.encode(), page.encode("utf-16")):
        assert words in [told for *_, told in blocks(read_bytes(data, "a.html"))]


def test_no_date_is_guessed_from_the_words_of_a_page() -> None:
    page = f"<html><body><article>{LEAD}<p>In 1995 the old mayor resigned too.</p>{LEAD}</article></body></html>"
    assert "date" not in read_bytes(page.encode(), "a.html").meta


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "The mayor resigned.\n\nOn Monday she told the council. In a letter she wrote:\n\n“I have to go.”\n",
            ["The mayor resigned.", "On Monday she told the council. In a letter she wrote:", "“I have to go.”"],
        ),
        (
            "Note.\n\n____________________\n\nThe mayor resigned.\n",
            ["Note.", "____________________", "The mayor resigned."],
        ),
        ("He left.\n\nOn 2 May 2026, Ida Quill wrote:\n> When?\n", ["He left."]),
        ("He left.\n\nFrom: Ida Quill\nSent: Monday\nTo: us\n\nWhen?\n", ["He left."]),
        ("From: Ida Quill\nSent: Monday\n\nThe mayor left.\n", ["From: Ida Quill", "Sent: Monday", "The mayor left."]),
    ],
)
def test_of_a_message_only_what_it_answers_is_left_out(body: str, words: list[str]) -> None:
    head = 'From: <\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\n\n'
    article = read_bytes((head + body).encode(), "a.eml")
    assert [" ".join(told.split()) for *_, told in blocks(article)[1:]] == words


def test_a_message_whose_plain_text_is_blank_is_read_as_the_page_that_it_has() -> None:
    parts = [("plain", " "), ("html", f"<html><body>{LEAD}{LEAD.replace('Monday', 'Friday')}</body></html>")]
    body = "".join(f"--x\nContent-Type: text/{kind}; charset=utf-8\n\n{words}\n" for kind, words in parts)
    head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n"
    assert "The mayor resigned on Friday" in words(read_bytes(f"{head}{body}--x--\n".encode(), "a.eml"))


def test_a_document_of_countless_elements_is_refused_soon() -> None:
    assert refused(word_file("<w:p/>" * 600_000)).code == "A306"
    assert refused(b"{\\rtf1 Hello." + b"\\b" * 3_100_000 + b"}").code == "A306"
