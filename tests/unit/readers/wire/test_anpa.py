"""ANPA-1312: what is read of agencies' messages, which lines of them are what, and which files are none."""

from __future__ import annotations

import random

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import form_of, items, read, read_bytes
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.sniff import Form
from auditor.records.article import Article, BlockRole
from tests.unit.readers.mutations import MUTATIONS
from tests.unit.readers.test_documents import FORMATS, mutated

WIRE = (
    "\x16\x16\x01h0123\x1fvarnia\r\n"
    "r i\x13\x11 BC-HX--Hexton-QuayPlan 1stLd-Writethru h0119 11-06 0120\r\n"
    "\x02^BC-HX--Hexton-Quay Plan, 1st Ld-Writethru,98<\r\n"
    "^Council drops plan for a second quay<\r\n"
    "^AP Photo XHX101, XHX102<\r\n"
    "^Eds: Updates with reaction. With AP Photos.<\r\n"
    "^The harbour keeps the one that it has<\r\n"
    "^By IDA QUILL=\r\n"
    "^Hexton Press=\r\n"
    "\t   HEXTON, Varnia (HP) _ The council has dropped its plan for a second\r\n"
    "quay, Mayor Paula Dray said on Friday.\r\n"
    " \r\n"
    "\t   ``We cannot pay for it,'' Ms. Dray told reporters. ``He said `no, it's ours' to me.''\r\n"
    "^Reaction=\r\n"
    "\t   * The quay would have cost 40 million.\r\n"
    "\t   ___\r\n"
    "\t   Colin Ames contributed to this report.\r\n"
    "\r\n"
    "\x03AP-WF-11-06-26 1509GMT<\r\n\x04\r\n\r\n"
)
READ = [
    ("headline", BlockRole.HEADLINE, 1, "Council drops plan for a second quay"),
    ("standfirst", BlockRole.STANDFIRST, 0, "The harbour keeps the one that it has"),
    ("byline", BlockRole.BYLINE, 0, "By IDA QUILL"),
    ("byline 2", BlockRole.BYLINE, 0, "Hexton Press"),
    ("editor's note", BlockRole.CORRECTION, 0, "Eds: Updates with reaction. With AP Photos."),
    ("remark", BlockRole.FURNITURE, 0, "AP Photo XHX101, XHX102"),
    (
        "paragraph 1",
        BlockRole.PARA,
        0,
        "HEXTON, Varnia (HP) — The council has dropped its plan for a second quay, Mayor Paula Dray said on Friday.",
    ),
    (
        "paragraph 2",
        BlockRole.PARA,
        0,
        "“We cannot pay for it,” Ms. Dray told reporters. “He said ‘no, it's ours’ to me.”",
    ),
    ("paragraph 3", BlockRole.HEADLINE, 2, "Reaction"),
    ("paragraph 4", BlockRole.LIST, 0, "The quay would have cost 40 million."),
    ("paragraph 5", BlockRole.PARA, 0, "Colin Ames contributed to this report."),
]
META = {
    "service": "h",
    "id": "h0123",
    "priority": "r",
    "section": "i",
    "selector": "varnia",
    "slug": "BC-HX--Hexton-Quay Plan",
    "version": "1st Ld-Writethru",
    "reference": "h0119",
    "date": "2026-11-06T15:09Z",
    "words": "120",
    "author": "IDA QUILL",
}
SIGNS = {"\x01": "[SOH]", "\x02": "[STX]", "\x03": "[ETX]", "\x04": "[EOT]", "\x16": "[SYN]"}


def blocks(article: Article) -> list[tuple[str, BlockRole, int, str]]:
    """Place, role, level and words of each block."""
    return [
        (part.name, block.role, block.level, block.span.of(article.text))
        for part, block in zip(article.origin.parts, article.blocks, strict=True)
    ]


def held(data: bytes, form: Form = Form.ANPA, name: str = "wire.txt") -> tuple[Item, ...]:
    draft = Draft(name, data)
    assert form_of(draft) is form
    return items(draft, form)


def only(data: bytes, form: Form = Form.ANPA) -> Article:
    [item] = held(data, form)
    return item.article


def message(text: str, header: str = "r a\x13\x11 BC-Quay 11-06 0045", trailer: str = "") -> bytes:
    return f"\x16\x16\x01h0001\x1f-----\r\n{header}\r\n\x02{text}\x03{trailer}\x04".encode()


# ---------------------------------------------------------------- what is read


def test_header_head_and_text_of_a_message() -> None:
    [item] = held(WIRE.encode())
    assert item.key == "h0123"
    assert blocks(item.article) == READ
    assert item.article.meta == META
    assert item.article.format == "anpa"
    assert item.article.notes == ()
    assert [part.address for part in item.article.origin.parts][:4] == [
        "message[1]/line[2]",
        "message[1]/line[5]",
        "message[1]/line[6]",
        "message[1]/line[7]",
    ]
    assert item.article.origin.parts[6].address == "message[1]/line[8]"


@pytest.mark.parametrize(
    "wire",
    [
        WIRE.replace("\r\n", "\n"),
        "\r\n\r\n" + WIRE,
        "ZCZC\r\n" + WIRE,
        "\x00\x00\x7f" + WIRE.replace("HEXTON,", "HEX\x00TON,"),
        "".join(SIGNS.get(char, char) for char in WIRE),
        "".join(chr(0x2400 + ord(char)) if char in SIGNS else char for char in WIRE),
        WIRE.translate(dict.fromkeys(map(ord, SIGNS))),
        WIRE.translate(dict.fromkeys((*map(ord, SIGNS), 0x11, 0x13, 0x1F))),
        WIRE.replace("\x03", "").replace("\x04", "NNNN"),
        WIRE.replace("\x02", ""),
        WIRE.replace("\x04\r\n\r\n", ""),
    ],
    ids=[
        "line feeds",
        "lines first",
        "ZCZC",
        "filling",
        "signs",
        "pictures",
        "bare",
        "barer",
        "no end",
        "no start",
        "cut",
    ],
)
def test_a_message_is_read_however_its_controls_were_kept(wire: str) -> None:
    article = only(wire.encode())
    assert blocks(article) == READ
    assert article.meta == META


def test_each_message_of_a_file_is_an_article() -> None:
    other = WIRE.replace("h0123", "h0124").replace("Council drops plan", "Mayor keeps plan")
    found = held((WIRE + other + WIRE).encode())
    assert [item.key for item in found] == ["h0123", "h0124", "h0123"]
    assert found[1].article.text.startswith("Mayor keeps plan for a second quay\n\n")
    assert found[1].article.origin.parts[0].address == "message[2]/line[2]"
    assert found[0].article.digest != found[1].article.digest
    with pytest.raises(ReadingError) as caught:
        read_bytes((WIRE + other).encode(), "wire.txt")
    assert caught.value.code == "A321"


def test_without_circumflexes_the_first_line_is_the_headline_and_the_slug_may_follow() -> None:
    wire = (
        "\x16\x16\x01a0003\nr a\x13\x11 bc-council-quay   11-06 0045\r\n"
        "\x02Council drops plan for a second quay\r\nCOUNCIL QUAY 2nd\r\n"
        "The council has dropped its plan for a second quay in the old\r\nharbour, the mayor said.\r\n"
        "HXP jk/lmo\r\n\x0306-11-26 16-30-12\x04\r\n\r\n"
    )
    article = only(wire.encode())
    assert blocks(article) == [
        ("headline", BlockRole.HEADLINE, 1, "Council drops plan for a second quay"),
        (
            "paragraph 1",
            BlockRole.PARA,
            0,
            "The council has dropped its plan for a second quay in the old harbour, the mayor said.",
        ),
    ]
    assert article.meta["slug"] == "bc-council-quay"


def test_without_circumflexes_lines_above_the_first_indented_one_are_told_apart() -> None:
    article = only(
        message("BC-Quay\r\nCouncil drops plan\r\nBy Ida Quill\r\n   HEXTON (HX) - It is over.\r\n   She left.\r\n")
    )
    assert [(role, words) for _, role, _, words in blocks(article)] == [
        (BlockRole.HEADLINE, "Council drops plan"),
        (BlockRole.BYLINE, "By Ida Quill"),
        (BlockRole.PARA, "HEXTON (HX) - It is over."),
        (BlockRole.PARA, "She left."),
    ]


def test_lines_that_begin_with_their_name_and_go_on() -> None:
    wire = (
        "\x16\x16\x01B1488\x1fcpstf\r\nr b\x13\x11 Quay-Markets 7thWritethru TB06 31-10 588\r\n"
        "\x02^Quay-Markets, 7th Writethru@<\r\ncode:2<\r\n^Update:ADDS details@<\r\n^INDEX: Economy, Harbours@<\r\n"
        "^HL:Markets advance as Hexton seeks to fire up the world's\r\nNo. 3 harbour@<\r\n"
        "^By Ida Quill@<\r\n^THE HEXTON PRESS@<\r\n"
        "\t   HEXTON _ The market ran ahead on\r\nrecovery.<\r\n\t   It fell later.<\r\n\x0316:35ET 31-10-26<\r\n\x04"
    )
    article = only(wire.encode())
    assert [(role, words) for _, role, _, words in blocks(article)] == [
        (BlockRole.HEADLINE, "Markets advance as Hexton seeks to fire up the world's No. 3 harbour"),
        (BlockRole.BYLINE, "By Ida Quill"),
        (BlockRole.BYLINE, "THE HEXTON PRESS"),
        (BlockRole.CORRECTION, "Update:ADDS details"),
        (BlockRole.PARA, "HEXTON — The market ran ahead on recovery."),
        (BlockRole.PARA, "It fell later."),
    ]
    assert {key: article.meta[key] for key in ("slug", "version", "reference", "date", "words", "index", "code")} == {
        "slug": "Quay-Markets",
        "version": "7thWritethru",
        "reference": "TB06",
        "date": "2026-10-31T16:35",
        "words": "588",
        "index": "Economy, Harbours",
        "code": "2",
    }


def test_a_digest_and_a_table_are_read_line_by_line() -> None:
    digest = message(
        "^*9006< ^BC-Top-Headlines,0176<\r\n^Hexton News at 11:23 p.m.<\r\n^Mayor quits\r\n^Aide denies\r\n",
        "r e\x13\x12 BC-Top-Headlines 11-06 0121",
    )
    assert [(role, level, words) for _, role, level, words in blocks(only(digest))] == [
        (BlockRole.HEADLINE, 1, "Hexton News at 11:23 p.m."),
        (BlockRole.PARA, 0, "Mayor quits"),
        (BlockRole.PARA, 0, "Aide denies"),
    ]
    table = message(
        "^BC-Quay,4<\r\n^Boats by year<\r\n\b2025     41\r\n\b2026     39\r\n", "r s\x13\x12 BC-Quay 11-06 0045"
    )
    assert [(role, words) for _, role, _, words in blocks(only(table))] == [
        (BlockRole.HEADLINE, "Boats by year"),
        (BlockRole.TABLE, "2025 41"),
        (BlockRole.TABLE, "2026 39"),
    ]


def test_codes_for_typesetters_are_no_words() -> None:
    article = only(
        message("^Quay plan dropped<\r\n\t   He \x0cbf\x0bleft the torwn\x18 town\x10hall \x12today\x11.\r\n")
    )
    assert article.text == "Quay plan dropped\n\nHe left the town hall today."


def test_a_long_line_above_the_text_is_no_headline() -> None:
    lead = (
        "The council has dropped its plan for a second quay because it has no money and nobody who would lend it any, "
    )
    article = only(
        message(f"^BC-Quay,4<\r\n^{lead}the mayor said on Friday.<\r\n^By Ida Quill=\r\n\t   It is over.\r\n")
    )
    assert [role for _, role, *_ in blocks(article)] == [BlockRole.STANDFIRST, BlockRole.BYLINE, BlockRole.PARA]


@pytest.mark.parametrize(
    ("trailer", "date"),
    [
        ("AP-NY-11-06-26 1509EST<", "2026-11-06T15:09"),
        ("AP-WF-11-06-98 2359GMT<", "1998-11-06T23:59Z"),
        ("16:45 11-26-26", "2026-11-26T16:45"),
        ("26-11-26 16-45-12", "2026-11-26T16:45"),
        ("06-11-26 16-45-12", "06-11-26 16-45-12"),
        ("AP-NY-13-06-26 1509EST<", "AP-NY-13-06-26 1509EST"),
        ("", "11-06"),
    ],
)
def test_the_day_is_told_by_the_trailer_where_it_is_plain(trailer: str, date: str) -> None:
    assert only(message("^Quay<\r\n\t   It is over.\r\n", trailer=trailer)).meta["date"] == date


def test_a_damaged_header_costs_its_fields_and_no_words() -> None:
    wire = "\x16\x16\x01h0001\x1f--\r\nr a\x13\x11 BC-Quay\r\n\x02^Quay<\r\n\t   It is over.\r\n\x03\x04"
    assert only(wire.encode()).meta["slug"] == "BC-Quay"
    broken = WIRE + "\x01???\r\n\x02^Quay<\r\n\t   It is over.\r\n\x03\x04"
    assert [item.key for item in held(broken.encode())] == ["h0123", "2"]


@pytest.mark.parametrize(("codec", "notes"), [("utf-8", []), ("cp1252", ["not UTF-8; read as Windows-1252"])])
def test_letters_beyond_ascii(codec: str, notes: list[str]) -> None:
    article = only(message("^Café <\r\n\t   Zoë Müller left.\r\n").decode().encode(codec))
    assert article.text == "Café\n\nZoë Müller left."
    assert [note.message for note in article.notes] == notes


def test_one_article_in_both_formats_of_the_wires_and_in_word() -> None:
    whole = read(FORMATS / "council.docx").text
    assert read(FORMATS / "council.anpa").text == whole
    assert read(FORMATS / "council.iptc7901").text == whole


# ---------------------------------------------------------------- what is none


@pytest.mark.parametrize(
    "text",
    [
        "a0123\n\nHe left, two aides said.\n",
        "h0123 varnia\nr i\n\nHe left on 11-06, two aides said.\n",
        "A4000 paper\nI a reporter saw it on 11-06 at 9.\n",
        "[SOH] is a control character.\n\nIt begins a header.\n",
        "ZCZC\n\nHe left.\nNNNN\n",
        "^H0123\nr a BC-Quay\n",
    ],
)
def test_text_that_only_looks_like_it_is_text(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").format == "txt"


def test_binary_data_that_begins_like_it_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(b"\x16\x16\x01" + bytes(range(256)) * 3, "a.txt")
    assert caught.value.code == "A307"


def test_a_message_without_words_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(message("\r\n"), "a.txt")
    assert caught.value.code == "A305"


def test_a_file_of_too_many_messages_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        held(WIRE.encode() + b"\x01x\x02y" * 10_001)
    assert caught.value.code == "A306"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["council.anpa", "council.iptc7901"])
def test_a_damaged_message_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole, chance = (FORMATS / name).read_bytes(), random.Random(name)
    for _ in range(MUTATIONS):
        try:
            read_bytes(mutated(whole + whole, chance), name)
        except ReadingError as error:
            assert error.code.startswith("A3")
