"""PDF documents: what is read of a printed page, in which order, and where it stands.

`columns.pdf` was made by LibreOffice of `columns.fodt`, `printed.pdf` by Chromium of `printed.html`, both in
tests/formats; all other pages are written by hand (`pdf_pages`).
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import read, read_bytes
from auditor.records.article import Article, BlockRole
from auditor.records.reading import Limits, Reading
from tests.unit.readers.mutations import MUTATIONS
from tests.unit.readers.pdf_pages import Sheet, locked, pdf

FORMATS = Path(__file__).resolve().parents[2] / "formats"

R = BlockRole
LEFT = ["The council has dropped its", "plan for a second quay, and", "nobody in the town hall would", "say why."]
RIGHT = ["A senior official who asked", "not to be named said that it", "was spent on roads. Another", "did not know."]


def blocks(article: Article) -> list[tuple[str, BlockRole, int, str]]:
    """Place, role, level and words of each block."""
    return [
        (part.name, block.role, block.level, block.span.of(article.text))
        for part, block in zip(article.origin.parts, article.blocks, strict=True)
    ]


def told(*sheets: Sheet) -> list[str]:
    """The words of each block but those of the margins."""
    return [words for _, role, _, words in blocks(read_bytes(pdf(*sheets), "a.pdf")) if role is not R.FURNITURE]


def refused(data: bytes, reading: Reading | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "a.pdf", reading or Reading())
    return caught.value


# ---------------------------------------------------------------- documents as programs write them


def test_two_columns_over_two_pages_are_read_column_by_column() -> None:
    article = read(FORMATS / "columns.pdf")
    found = blocks(article)
    source = (FORMATS / "columns.fodt").read_text(encoding="utf-8")
    paragraphs = re.findall(r'<text:p text:style-name="(?:Body|First)">(.*?)</text:p>', source)
    assert [words for _, role, _, words in found if role is R.PARA] == ["By Ida Quill", *paragraphs]
    assert len(paragraphs) == 18
    assert [(place, role, level, words) for place, role, level, words in found if role is not R.PARA] == [
        ("page 1, line 1", R.HEADLINE, 1, "Ferry company kept two logs, crew say"),
        ("page 1, line 3", R.STANDFIRST, 0, "Inspectors saw only the one in which every boat was sound"),
        ("page 1, line 26", R.HEADLINE, 2, "What the inspectors saw"),
        ("page 1, line 43", R.HEADLINE, 2, "A hatch that was held with rope"),
        ("page 1, line 65", R.HEADLINE, 2, "Nine hundred islanders"),
        (
            "page 1, line 68",
            R.CAPTION,
            0,
            "The Northern Star at her berth in Hexton on Friday. Photograph: Dora Finch",
        ),
        ("page 1, margin", R.FURNITURE, 0, "Hexton Herald – Harbour and town"),
        ("page 1, margin", R.FURNITURE, 0, "Page 1"),
        ("page 2, line 23", R.HEADLINE, 2, "The first to complain"),
        ("page 2, margin", R.FURNITURE, 0, "Hexton Herald – Harbour and town"),
        ("page 2, margin", R.FURNITURE, 0, "Page 2"),
    ]
    over_the_page = next(place for place, _, _, words in found if words.startswith("Some nine hundred people"))
    assert over_the_page == "page 1, line 66"
    assert article.meta["author"] == "Ida Quill"


def test_what_a_browser_prints_is_read_and_not_what_it_prints_around_it() -> None:
    article = read(FORMATS / "printed.pdf")
    assert blocks(article) == [
        ("page 1, line 1", R.HEADLINE, 1, "Museum sold bronzes in secret, curators say"),
        ("page 1, line 3", R.STANDFIRST, 0, "Trustees learned of the sale from a catalogue that was printed abroad"),
        ("page 1, line 4", R.PARA, 0, "By Tomas Hale"),
        (
            "page 1, line 5",
            R.PARA,
            0,
            "VELMAR, 3 May – The city museum sold four bronzes from its cellar to a dealer last winter and told nobody,"
            " two curators who have since left said, and the trustees learned of it from a catalogue.",
        ),
        (
            "page 1, line 12",
            R.PARA,
            0,
            "“We were asked to pack them at night,” one of the curators said. She asked not to be named because she"
            " signed an undertaking to keep silent. The bronzes were a gift, according to a deed in the city’s archive"
            " that the Courier has read, and the deed forbids a sale.",
        ),
        (
            "page 1, line 21",
            R.PARA,
            0,
            "The museum’s director, Agnes Rolle, said that she had acted within her powers. “A museum that cannot mend"
            " its roof cannot keep everything in its cellar,” she said.",
        ),
        ("page 1, line 27", R.HEADLINE, 2, "A price that nobody will name"),
        (
            "page 1, line 29",
            R.PARA,
            0,
            "What the dealer paid is not known. A person who saw the invoice put it at 90,000 crowns; the"
            " director would not say whether that was right. The catalogue asks for five times as much.",
        ),
        (
            "page 1, line 36",
            R.PARA,
            0,
            "The dealer, Hallam & Sons, did not respond to a request for comment. Its catalogue calls the bronzes “the"
            " property of a public collection”, and names no city.",
        ),
        (
            "page 1, line 42",
            R.PARA,
            0,
            "Three trustees said that they would have voted against a sale, had there been a vote. “We read"
            " about our own bronzes in a catalogue, in a waiting room,” one of them, Ida Brandt, told the Courier.",
        ),
        (
            "page 1, line 49",
            R.PARA,
            0,
            "The mayor said on Friday that the city would ask for the bronzes back. Lawyers for the city said that it"
            " might have to buy them.",
        ),
        (
            "page 1, line 54",
            R.PARA,
            0,
            "The roof has not been mended. Rain came in on Sunday, a guard said, and stood in the room with the maps"
            " until noon.",
        ),
        ("page 1, line 58", R.HEADLINE, 2, "A deed in the archive"),
        (
            "page 1, line 59",
            R.PARA,
            0,
            "The deed is dated 1926 and runs to two pages. The giver, a shipowner, writes that the bronzes"
            " are to stay in the city “for as long as it has a museum”. A copy hung in the director’s office"
            " until she had it painted last year, the second curator said.",
        ),
        (
            "page 1, line 68",
            R.PARA,
            0,
            "Ms. Rolle said that she did not remember it. A photograph from the reopening of the office,"
            " which the museum published itself, shows a frame of that size on the wall.",
        ),
        (
            "page 1, line 74",
            R.CAPTION,
            0,
            "The cellar of the museum in Velmar, where the bronzes stood until January. Photograph: Dora Finch",
        ),
        ("page 1, margin", R.FURNITURE, 0, "11/27/26, 12:03 PM"),
        ("page 1, margin", R.FURNITURE, 0, "Museum sold bronzes in secret, curators say"),
        ("page 1, margin", R.FURNITURE, 0, "file:///courier/bronzes.html"),
        ("page 1, margin", R.FURNITURE, 0, "1/2"),
        (
            "page 2, line 1",
            R.PARA,
            0,
            "The trustees meet on Tuesday. They will ask to see the invoice, according to a letter that they"
            " sent to the director on Friday, and the keys to the cellar.",
        ),
        ("page 2, margin", R.FURNITURE, 0, "11/27/26, 12:03 PM"),
        ("page 2, margin", R.FURNITURE, 0, "Museum sold bronzes in secret, curators say"),
        ("page 2, margin", R.FURNITURE, 0, "file:///courier/bronzes.html"),
        ("page 2, margin", R.FURNITURE, 0, "2/2"),
    ]
    [note] = article.notes
    assert note.code == "hidden-words"
    assert "5 words, such as “Do not print this line.”" in note.message


def test_a_page_of_one_column_has_its_lines_from_top_to_foot() -> None:
    article = read(FORMATS / "council.pdf")
    assert [(part.name, part.address) for part in article.origin.parts] == [
        (f"page 1, line {number}", f"page[1]/line[{number}]") for number in range(1, 10)
    ]
    assert [(role, level) for _, role, level, _ in blocks(article)] == [
        (R.HEADLINE, 1),
        *[(R.PARA, 0)] * 4,
        (R.HEADLINE, 2),
        (R.PARA, 0),
        *[(R.LIST, 0)] * 2,
    ]


def test_a_text_box_and_a_table_are_not_mixed_with_what_stands_beside_them() -> None:
    found = [(role, words) for _, role, _, words in blocks(read(FORMATS / "revised.pdf"))]
    assert found[-5:] == [
        (R.TABLE, "Year Boats"),
        (R.TABLE, "2025 41"),
        (R.PARA, "The port in figures: 41 boats, 12 berths."),
        (R.PARA, "The council did not respond to a request for comment."),
        (R.PARA, "1 Mr. Ames spoke by telephone, his lawyer said."),
    ]


# ---------------------------------------------------------------- columns


def side_by_side(left: list[str], right: list[str], top: float = 500) -> Sheet:
    """A page whose file has the two columns line by line, as programs for text recognition write them."""
    sheet = Sheet()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(40, top - 12 * number, one).text(210, top - 12 * number, other)
    return sheet


@pytest.mark.parametrize("sheet", [side_by_side(LEFT, RIGHT), Sheet().lines(210, 500, RIGHT).lines(40, 500, LEFT)])
def test_columns_are_read_one_after_the_other_in_whatever_order_the_file_has_them(sheet: Sheet) -> None:
    assert told(sheet) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_headline_over_both_columns_is_read_before_them_and_a_line_below_after_them() -> None:
    sheet = side_by_side(LEFT, RIGHT).text(60, 540, "Council drops plan for a second quay", size=18)
    sheet.text(40, 440, "Both officials spoke to the Herald on Friday, in the market hall and nowhere else.")
    assert told(sheet) == [
        "Council drops plan for a second quay",
        " ".join(LEFT),
        " ".join(RIGHT),
        "Both officials spoke to the Herald on Friday, in the market hall and nowhere else.",
    ]


def test_the_last_lines_of_columns_known_from_other_pages_are_read_column_by_column() -> None:
    first = Sheet().lines(40, 560, LEFT * 8).lines(210, 560, RIGHT * 8)
    last = Sheet().lines(40, 560, ["He left in the evening,", "she said."]).text(210, 560, "Nobody else spoke.")
    assert told(first, last)[-2:] == ["He left in the evening, she said.", "Nobody else spoke."]


def test_rows_of_a_table_are_read_from_left_to_right() -> None:
    sheet = side_by_side(["Boats in the harbour", "Berths of the harbour", "Crew and office"], ["41 boats", "12", "93"])
    sheet.text(40, 540, "The figures, by year, as the council published them on Friday in full:")
    assert [(role, words) for _, role, _, words in blocks(read_bytes(pdf(sheet), "a.pdf"))] == [
        (R.PARA, "The figures, by year, as the council published them on Friday in full:"),
        (R.TABLE, "Boats in the harbour 41 boats"),
        (R.TABLE, "Berths of the harbour 12"),
        (R.TABLE, "Crew and office 93"),
    ]


def test_a_picture_in_the_middle_parts_no_paragraph_and_has_its_caption() -> None:
    above, below = Sheet().lines(40, 500, LEFT[:2]), LEFT[2:]
    sheet = above.picture(40, 380, 130, 80).text(40, 368, "The quay on Friday", size=8).lines(40, 350, below)
    assert [(role, words) for _, role, _, words in blocks(read_bytes(pdf(sheet), "a.pdf"))] == [
        (R.PARA, " ".join(LEFT)),
        (R.CAPTION, "The quay on Friday"),
    ]


def test_a_large_initial_belongs_to_its_word() -> None:
    sheet = Sheet().text(40, 476, "T", size=33)
    sheet.lines(62, 500, ["he council has", "dropped its plan", "for a second quay,"])
    assert told(sheet.lines(40, 464, ["and nobody in the town", "hall would say why."])) == [
        "The council has dropped its plan for a second quay, and nobody in the town hall would say why."
    ]


def test_a_hyphen_of_the_layout_is_left_out_over_lines_columns_and_pages() -> None:
    first = Sheet().lines(40, 500, ["The coun-", "cil has dropped its plan for a sec-"])
    second = Sheet().lines(40, 500, ["ond quay, it said."])
    assert told(first, second) == ["The council has dropped its plan for a second quay, it said."]


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            [(40, 500, "The council has dropped its plan for a quay."), (40, 470, "Nobody would say why it did.")],
            ["The council has dropped its plan for a quay.", "Nobody would say why it did."],
        ),
        (
            [
                (40, 500, "The council has dropped its plan for a second quay, and it"),
                (40, 488, "will not say why."),
                (52, 476, "Its members voted on Friday in a room without a window, and"),
                (40, 464, "left at once."),
                (52, 452, "Two of them spoke to the Herald afterwards, in the rain."),
            ],
            [
                "The council has dropped its plan for a second quay, and it will not say why.",
                "Its members voted on Friday in a room without a window, and left at once.",
                "Two of them spoke to the Herald afterwards, in the rain.",
            ],
        ),
        (
            [
                (40, 500, "• The quay would have cost 40 million crowns, of which the"),
                (52, 488, "county had promised ten."),
                (40, 476, "• It would have opened in 2029."),
            ],
            ["The quay would have cost 40 million crowns, of which the county had promised ten.",
             "It would have opened in 2029."],
        ),
    ],
)  # fmt: skip
def test_paragraphs_are_told_by_gaps_indents_and_short_lines(
    lines: list[tuple[float, float, str]], paragraphs: list[str]
) -> None:
    sheet = Sheet()
    for x, y, words in lines:
        sheet.text(x, y, words)
    assert told(sheet) == paragraphs


def test_a_bold_line_is_a_subhead_and_one_in_the_text_is_not() -> None:
    sheet = Sheet().lines(40, 500, LEFT).text(40, 440, "What the officials say", font=1).lines(40, 426, RIGHT)
    sheet.text(40, 360, "Nobody would say more.", font=1)
    assert [(role, level) for _, role, level, _ in blocks(read_bytes(pdf(sheet), "a.pdf"))] == [
        (R.PARA, 0),
        (R.HEADLINE, 2),
        (R.PARA, 0),
        (R.PARA, 0),
    ]


def test_a_pull_quote_is_read_where_it_was_said_and_not_twice() -> None:
    sheet = Sheet().lines(40, 500, LEFT).text(40, 420, "“A plan for a second quay”", size=14)
    sheet.text(40, 380, "What the officials say of it now", size=14).lines(40, 340, RIGHT)
    sheet.drawn[1] = sheet.drawn[1].replace("(plan", "(a plan")
    found = [(role, words) for _, role, _, words in blocks(read_bytes(pdf(sheet), "a.pdf"))]
    assert found[1:] == [
        (R.FURNITURE, "“A plan for a second quay”"),
        (R.HEADLINE, "What the officials say of it now"),
        (R.PARA, " ".join(RIGHT)),
    ]


def test_the_raised_number_of_a_note_is_no_word() -> None:
    sheet = Sheet().text(40, 500, "He left on Friday.").text(119, 504, "12", size=6)
    assert told(sheet) == ["He left on Friday."]


# ---------------------------------------------------------------- what stands around an article


def test_running_heads_and_page_numbers_are_no_words_of_the_article() -> None:
    sheets = [
        Sheet()
        .text(40, 580, "Hexton Herald", 8)
        .text(340, 580, f"{n}", 8)
        .lines(40, 540, LEFT)
        .text(200, 20, f"– {n} –")
        for n in (1, 2, 3)
    ]
    found = blocks(read_bytes(pdf(*sheets), "a.pdf"))
    assert [words for _, role, _, words in found if role is R.FURNITURE] == [
        "Hexton Herald", "1", "– 1 –", "Hexton Herald", "2", "– 2 –", "Hexton Herald", "3", "– 3 –",
    ]  # fmt: skip
    assert [words for _, role, _, words in found if role is R.PARA] == [" ".join(LEFT)] * 3
    assert found[-1][0] == "page 3, margin"


def test_lines_at_the_edge_that_stand_on_one_page_alone_are_read() -> None:
    first = Sheet().lines(40, 580, LEFT).text(40, 20, "He would not say more.")
    second = Sheet().lines(40, 580, RIGHT).text(40, 20, "Nor would she.")
    assert told(first, second) == [" ".join(LEFT), "He would not say more.", " ".join(RIGHT), "Nor would she."]


def test_a_stamp_at_another_angle_is_no_word_of_the_article() -> None:
    sheet = Sheet().turned("0.7 0.7 -0.7 0.7 100 100", "DRAFT FOR THE LAWYER").lines(40, 500, LEFT)
    assert blocks(read_bytes(pdf(sheet), "a.pdf")) == [
        ("page 1, line 1", R.PARA, 0, " ".join(LEFT)),
        ("page 1, margin", R.FURNITURE, 0, "DRAFT FOR THE LAWYER"),
    ]


def test_a_page_that_lies_on_its_side_is_read_as_it_is_turned() -> None:
    sheet = Sheet(rotate=90).turned("0 1 -1 0 100 50", "The mayor resigned on Monday,")
    assert told(sheet.turned("0 1 -1 0 112 50", "two aides said.")) == ["The mayor resigned on Monday, two aides said."]


# ---------------------------------------------------------------- what nobody sees


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        (Sheet().text(40, 400, "Do not print", before="3 Tr"), "3 words, such as “Do not print”"),
        (Sheet().text(40, 400, "Do not print", before="1 1 1 rg"), "3 words, such as “Do not print”"),
        (Sheet().text(40, 400, "Do not print", size=0.5), "3 words, such as “Do not print”"),
        (Sheet().text(900, 400, "Do not print"), "3 words, such as “Do not print”"),
        (Sheet().picture(40, 300, 50, 50).text(40, 320, "Not", before="3 Tr"), "1 word, such as “Not”"),
        (Sheet().area(0, 0, 400, 600, "1 1 1").text(40, 400, "White", before="1 1 1 rg"), "1 word, such as “White”"),
    ],
)
def test_words_that_a_page_does_not_show_are_named_in_a_note(sheet: Sheet, hidden: str) -> None:
    article = read_bytes(pdf(sheet.lines(40, 500, LEFT)), "a.pdf")
    assert article.text == " ".join(LEFT)
    [note] = article.notes
    assert note.code == "hidden-words"
    assert hidden in note.message


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet().area(30, 490, 300, 30, "0.1 0.1 0.3").text(40, 500, "He left, two aides said.", before="1 1 1 rg"),
        Sheet().picture(30, 490, 300, 30).text(40, 500, "He left, two aides said.", before="1 1 1 rg"),
        Sheet().text(40, 500, "He left, two aides said.", before="2 Tr"),
        Sheet().text(40, 500, "He left, two aides said.", before="0.9 0.9 0.9 rg"),
    ],
)
def test_words_that_are_seen_on_their_ground_are_read(sheet: Sheet) -> None:
    article = read_bytes(pdf(sheet), "a.pdf")
    assert (article.text, article.notes) == ("He left, two aides said.", ())


def test_the_layer_of_words_over_a_scanned_page_is_read() -> None:
    sheet = Sheet().picture(0, 0, 400, 600)
    for number, line in enumerate(LEFT):
        sheet.text(40, 500 - 12 * number, line, before="3 Tr")
    article = read_bytes(pdf(sheet), "a.pdf")
    assert (article.text, article.notes) == (" ".join(LEFT), ())


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (locked(), "A313", "it is protected by a password"),
        ((FORMATS / "columns.pdf").read_bytes()[:9000], "A311", "it is damaged, or only a part of it is here"),
        (b"%PDF-1.7", "A311", "it is damaged, or only a part of it is here"),
        (pdf(Sheet().picture(0, 0, 400, 600)), "A317", "its page has no words, only a picture"),
        (pdf(Sheet().picture(0, 0, 400, 600), Sheet()), "A317", "its 2 pages have no words, only pictures"),
        (pdf(Sheet().text(40, 500, "Unseen", before="3 Tr")), "A305", "there are no words in it"),
        (pdf(Sheet().text(40, 500, "x"), count=10_001), "A306", "it has more than 10,000 pages"),
    ],
)
def test_each_refusal_says_why(data: bytes, code: str, message: str) -> None:
    error = refused(data)
    assert (error.code, error.message) == (code, message)
    assert error.hint


def test_a_page_of_too_many_characters_is_refused_before_it_is_read() -> None:
    data = pdf(Sheet().lines(40, 500, ["He left. " * 50] * 30))
    error = refused(data, Reading(limits=Limits(words=10_000)))
    assert (error.code, error.message) == ("A306", "its words have more than 10,000 characters")
    assert read_bytes(data, "a.pdf", Reading(limits=Limits(words=20_000))).text


def test_pages_of_very_many_words_take_no_longer_than_others() -> None:
    chance = random.Random(1)
    sheet = Sheet()
    for _ in range(7_000):  # more than are put into columns
        sheet.text(chance.random() * 380, chance.random() * 580, "He", size=4)
    assert read_bytes(pdf(sheet), "a.pdf").text.count("He") > 6_990


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rounds"), [("hand.pdf", MUTATIONS), ("columns.pdf", MUTATIONS // 4), ("printed.pdf", MUTATIONS // 4)]
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str, rounds: int) -> None:
    sheet = side_by_side(LEFT, RIGHT).picture(0, 0, 50, 50).text(40, 400, "x", before="3 Tr").area(1, 1, 9, 9)
    by_hand = pdf(sheet, sheet, Sheet(rotate=90).text(40, 400, "y", before="1 1 1 rg").turned("0 1 -1 0 9 9", "z"))
    whole = by_hand if name == "hand.pdf" else (FORMATS / name).read_bytes()
    chance = random.Random(name)
    for _ in range(rounds):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            piece = chance.choice([b"\xff", b"0", b" Tj ", b"9999999999", b"-1", b"<<", b">>", b"R", b"endobj", b"nan"])
            data[at : at + chance.choice((0, 1, 1, 40))] = piece
        try:
            read_bytes(bytes(data), name)
        except ReadingError as error:
            assert error.code.startswith("A3")
