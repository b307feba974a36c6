"""IPTC 7901: what is read of agencies' messages, and which files are none."""

from __future__ import annotations

import pytest

from auditor.readers.dispatch import read_bytes
from auditor.readers.sniff import Form
from auditor.records.article import Article, BlockRole
from tests.unit.readers.wire.test_anpa import SIGNS, blocks, held, only

WIRE = (
    "\x01hxa0045 3 pol 0098  hxa 0045\r\n\r\nHexton/Quay/Council plans/\r\n"
    "\x02REFILE\r\n(photo follows)\r\n"
    "(Correction: An earlier version of this text said that the plan\r\nwas of 2025. It is of 2026.)\r\n"
    "Council drops plan for a second quay in the old harbour after a\r\nlong debate about money\r\n"
    "By Ida Quill, hxa =\r\n\r\n"
    "Hexton (hxa) - The council has dropped its plan for a second quay,\r\n"
    "Mayor Paula Dray said on Friday. “We cannot pay for it,” she said.\r\nNobody can.\r\n\r\n"
    "Reaction\r\n\r\nHallam Textiles declined to comment.\r\n\r\n"
    "# Notebook\r\n\r\n## Note to editors\r\n- adds reaction in graf 3\r\n\r\n"
    "* * * *\r\nThe following information is not intended for publication\r\n\r\n"
    "## Editorial contacts\r\n- Reporting by: Ida Quill, +00 30 2852\r\n\r\n"
    "hxa iq xy\r\n\x03\r\n061205 GMT Nov 26\r\n\r\n\r\nNNNN\r\n\x04"
)
HEADLINE = "Council drops plan for a second quay in the old harbour after a long debate about money"
READ = [
    ("headline", BlockRole.HEADLINE, 1, HEADLINE),
    ("byline", BlockRole.BYLINE, 0, "By Ida Quill, hxa"),
    (
        "editor's note",
        BlockRole.CORRECTION,
        0,
        "(Correction: An earlier version of this text said that the plan was of 2025. It is of 2026.)",
    ),
    ("remark", BlockRole.FURNITURE, 0, "(photo follows)"),
    (
        "paragraph 1",
        BlockRole.PARA,
        0,
        "Hexton (hxa) - The council has dropped its plan for a second quay, Mayor Paula Dray said on Friday. “We"
        " cannot pay for it,” she said. Nobody can.",
    ),
    ("paragraph 2", BlockRole.PARA, 0, "Reaction"),
    ("paragraph 3", BlockRole.PARA, 0, "Hallam Textiles declined to comment."),
    ("editor's note 2", BlockRole.CORRECTION, 0, "Notebook"),
    ("editor's note 3", BlockRole.CORRECTION, 0, "Note to editors"),
    ("editor's note 4", BlockRole.CORRECTION, 0, "adds reaction in graf 3"),
]
META = {
    "service": "hxa",
    "id": "hxa0045",
    "priority": "3",
    "section": "pol",
    "words": "98",
    "reference": "hxa 0045",
    "slug": "Hexton/Quay/Council plans",
    "keywords": ("Hexton", "Quay", "Council plans"),
    "date": "2026-11-06T12:05Z",
    "version": "REFILE",
    "author": "Ida Quill, hxa",
}
DAY = """SPF001 3 RES 0070 F HEXA-0001
FOOTBALL/
Cup of cups - first round: results (3DER)


   HEXTON 23/07 (HXA) = Last result of the first round, which was
played on Wednesday:
   NDLR: The clubs with a sign are through.

./.CVN
310001 JUL 97

INT002 3 GEN 0091 F HEXA-0031 COR 703
DIVERS/
He loses his car and his purse ...

   HEXTON 31/07 (HXA) = It was on the way home that he lost both, he
said.
./.
310100 JUL 97
"""


def message(text: str, trailer: str = "061205 Nov 26", line: str = "hxa0001 4 eco 20") -> bytes:
    return f"\x01{line}\r\n\x02{text}\r\n\x03\r\n{trailer}\r\n\x04".encode()


def article(data: bytes) -> Article:
    return only(data, Form.IPTC7901)


def told(data: bytes) -> list[tuple[BlockRole, str]]:
    return [(role, words) for _, role, _, words in blocks(article(data))]


def test_header_head_and_text_of_a_message() -> None:
    [item] = held(WIRE.encode(), Form.IPTC7901)
    assert item.key == "hxa0045"
    assert blocks(item.article) == READ
    assert item.article.meta == META
    assert item.article.format == "iptc7901"
    [note] = item.article.notes
    assert (note.code, note.message) == (
        "not-read",
        "left out, as the agency says that it is not for publication: 23 words",
    )
    assert item.article.origin.parts[0].address == "message[1]/line[5]"
    assert item.article.origin.parts[4].address == "message[1]/line[9]"


@pytest.mark.parametrize(
    "wire",
    [
        WIRE.replace("\r\n", "\n"),
        "\r\n\x16\x16" + WIRE,
        "".join(SIGNS.get(char, char) for char in WIRE),
        WIRE.translate(dict.fromkeys(map(ord, SIGNS))),
        WIRE.replace("\x03", "").replace("\x04", ""),
        WIRE.replace("NNNN", ""),
    ],
    ids=["line feeds", "lines first", "signs", "bare", "no end", "no NNNN"],
)
def test_a_message_is_read_however_its_controls_were_kept(wire: str) -> None:
    found = article(wire.encode())
    assert [each[1:] for each in blocks(found)] == [each[1:] for each in READ]
    assert found.meta == META


def test_a_day_of_messages_without_controls() -> None:
    first, second = held(DAY.encode(), Form.IPTC7901)
    assert (first.key, second.key) == ("SPF001", "INT002")
    assert [(role, words) for _, role, _, words in blocks(first.article)] == [
        (BlockRole.HEADLINE, "Cup of cups - first round: results (3DER)"),
        (
            BlockRole.PARA,
            "HEXTON 23/07 (HXA) = Last result of the first round, which was played on Wednesday:",
        ),
        (BlockRole.PARA, "NDLR: The clubs with a sign are through."),
    ]
    assert [(role, words) for _, role, _, words in blocks(second.article)] == [
        (BlockRole.HEADLINE, "He loses his car and his purse ..."),
        (BlockRole.PARA, "HEXTON 31/07 (HXA) = It was on the way home that he lost both, he said."),
    ]
    assert second.article.meta == {
        "service": "INT",
        "id": "INT002",
        "priority": "3",
        "section": "GEN",
        "words": "91",
        "reference": "F HEXA-0031 COR 703",
        "slug": "DIVERS",
        "keywords": ("DIVERS",),
        "date": "1997-07-31T01:00",
    }


def test_an_equals_sign_ends_the_headline_and_a_first_paragraph_is_none() -> None:
    assert told(message("Council must pay for the quay=\r\nHexton (hxa) The council has to\r\npay, it said.")) == [
        (BlockRole.HEADLINE, "Council must pay for the quay"),
        (BlockRole.PARA, "Hexton (hxa) The council has to pay, it said."),
    ]
    text = "Hexton (hxa) - The council has dropped its plan for a second quay,\r\nthe mayor said.\r\n\r\nShe left."
    assert told(message(text)) == [
        (
            BlockRole.PARA,
            "Hexton (hxa) - The council has dropped its plan for a second quay, the mayor said.",
        ),
        (BlockRole.PARA, "She left."),
    ]


def test_a_short_second_line_is_a_standfirst() -> None:
    assert told(message("Quay plan dropped\r\nMayor sees no money =\r\n\r\nIt is over."))[:2] == [
        (BlockRole.HEADLINE, "Quay plan dropped"),
        (BlockRole.STANDFIRST, "Mayor sees no money"),
    ]


def test_columns_are_rows_of_a_table() -> None:
    lead = "The harbour has fewer boats than it had before the council closed\r\nthe old quay, the mayor said.\r\n"
    assert told(message(f"Boats by year =\r\n\r\n{lead}2025\x1f41\r\n2026\x1f39\r\nThat is all.")) == [
        (BlockRole.HEADLINE, "Boats by year"),
        (BlockRole.PARA, " ".join(lead.split())),
        (BlockRole.TABLE, "2025 41"),
        (BlockRole.TABLE, "2026 39"),
        (BlockRole.PARA, "That is all."),
    ]


@pytest.mark.parametrize(
    ("trailer", "date"),
    [
        ("310001 JUL 97", "1997-07-31T00:01"),
        ("061205 GMT Nov 26", "2026-11-06T12:05Z"),
        ("061205 Mrz 26", "2026-03-06T12:05"),
        ("061205 Dez 26", "2026-12-06T12:05"),
        ("310001 FEB 97", "310001 FEB 97"),
        ("061205 Xyz 26", "061205 Xyz 26"),
    ],
)
def test_the_day_time_group_is_the_date(trailer: str, date: str) -> None:
    assert article(message("Quay =\r\n\r\nIt is over.", trailer)).meta["date"] == date


def test_a_message_says_who_sent_it_in_its_last_line_which_is_no_text() -> None:
    assert told(message("Quay =\r\n\r\nIt is over.\r\n\r\nhxa iq pd", line="bas0001 4 eco 20  hxa 0001"))[-1] == (
        BlockRole.PARA,
        "It is over.",
    )
    assert told(message("Quay =\r\n\r\nThey list:\r\n\r\n* boats they own"))[-1] == (BlockRole.LIST, "boats they own")


@pytest.mark.parametrize(
    "text",
    [
        "HX123 4 men 20 boats\n\nThey left, two aides said.\n",
        "hxa0045 3 pol 98\n\nHe left on 061205 Nov 26, two aides said.\n",
        "Boat 12 3 men 40\n\nThey left.\n",
    ],
)
def test_text_that_only_looks_like_it_is_text(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").format == "txt"
