"""Hits as lines for a terminal, as tables and as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from auditor.base.spans import Span
from auditor.records.report import Failure, Place
from auditor.records.reviews import Concordance, Hit, Standing
from auditor.records.scales import Confidence
from auditor.render.concordance import FORMATS, Options, nothing


def hit(path: str = "in/aid.md", line: int = 4, **changes: object) -> Hit:
    """A hit on *aid* in an anonymous source's statement."""
    place = Place(line, 10, line, 13, "aid")
    one = Hit(path, Span(50, 53), place, "ended the ", "aid", " in May,", Standing.ANONYMOUS, "two aides")
    return replace(one, **changes)  # type: ignore[arg-type]


def found(*hits: Hit, drafts: int = 3) -> Concordance:
    return Concordance("aid", hits, drafts)


def lines(concordance: Concordance, width: int = 80, top: int | None = None) -> list[str]:
    return FORMATS["terminal"](concordance, Options(width=width, top=top)).split("\n")


# ---------------------------------------------------------------- a terminal


def test_nothing_is_a_message_and_no_line() -> None:
    assert FORMATS["terminal"](found(), Options()) == ""
    assert nothing(found()) == "No draft has 'aid'; 3 drafts searched."
    assert nothing(found(), Standing.GRANT) == "No draft has 'aid' with --kind grant; 3 drafts searched."


def test_the_words_stand_one_below_the_other() -> None:
    own = hit("in/b.md", 12, before="", after=" was cut.", standing=Standing.NONE, source="")
    assert lines(found(hit(), own)) == [
        "in/aid.md:4:10  ended the aid in May,   anonymous",
        "in/b.md:12:10             aid was cut.  own words",
        "",
        "2 hits in 2 of 3 drafts: anonymous 1, own words 1.",
        "",
    ]


def test_a_hit_of_which_little_is_sure_says_so() -> None:
    assert lines(found(hit(confidence=Confidence.LOW)))[0].endswith("  anonymous (unsure)")


def test_where_the_place_leaves_too_little_room_it_has_a_line_of_its_own() -> None:
    first, second, *_ = lines(found(hit("a/" * 20 + "aid.md")))
    assert first == "a/" * 20 + "aid.md:4:10  anonymous"
    assert second.strip() == "ended the aid in May,"


@pytest.mark.parametrize("width", [20, 80, 81, 120, 300])
@pytest.mark.parametrize("words", ["aid", "援助", "a" * 500])
@pytest.mark.parametrize("path", ["a.md", "desk/metro/long-name-of-a-draft.md"])
def test_no_line_is_wider_than_the_terminal(width: int, words: str, path: str) -> None:
    wide = hit(path, before="援助 " * 200, words=words, after=" and so on" * 100)
    shown = lines(found(wide, hit(path)), width)
    assert max(map(cell_len, shown)) <= max(80, width)
    columns = {
        cell_len(line[: line.index(key)]) for line, key in zip(shown, (words[:20], "aid"), strict=False) if key in line
    }
    assert len(columns) <= 1 or "援" in words or path != "a.md"


@pytest.mark.parametrize("width", [80, 97, 200])
@pytest.mark.parametrize("path", ["a.md", "a/" * 40 + "a.md"])
@pytest.mark.parametrize("before", ["", "the ", "援助 ", "word after word " * 20, "\u0301e\u0301 "])
def test_the_words_begin_in_one_column(width: int, path: str, before: str) -> None:
    shown = [line for line in lines(found(hit(path), hit("b.md", before=before)), width) if " aid" in line]
    assert len(shown) == 2
    assert len({cell_len(line[: line.rindex("aid")]) for line in shown}) == 1


def test_where_no_terminal_is_nothing_is_cut() -> None:
    long = hit("a/" * 40 + "a.md", before="word " * 100, after=" word" * 100)
    text = FORMATS["terminal"](found(long, hit()), Options(width=None))
    assert text.startswith("a/" * 40 + "a.md:4:10  " + "word " * 100 + "aid" + " word" * 100 + "  anonymous\n")
    assert text.count("\n") == 4


def test_a_document_tells_its_paragraph() -> None:
    part = Place(1, 4, 1, 7, "aid", "paragraph 12")
    assert lines(found(hit("a.docx", place=part)))[0].startswith("a.docx: paragraph 12  ")


def test_only_the_first_are_listed_and_all_are_counted() -> None:
    shown = lines(found(hit(), hit(), hit()), top=2)
    assert len(shown) == 5
    assert shown[3] == "3 hits in 1 of 3 drafts: anonymous 3. The first 2 are listed."


def test_nothing_in_a_draft_steers_the_terminal() -> None:
    text = FORMATS["terminal"](
        found(hit("a\x1b[2J.md", before="\x1b[31m\n", words="ai\u202ed", after="\r\nx")), Options()
    )
    assert not set(text) & set("\x1b\r\u202e")
    assert "a\\x1b[2J.md:4:10" in text


def test_colours_are_codes_around_the_same_words() -> None:
    plain, coloured = (FORMATS["terminal"](found(hit()), Options(colour=colour)) for colour in (False, True))
    assert "\x1b[" in coloured and "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


# ---------------------------------------------------------------- for programs


def test_csv_has_a_row_a_hit_and_no_formula() -> None:
    text = FORMATS["csv"](found(hit(before="=1+1 \n", source="@aide")), Options())
    head, row = csv.reader(io.StringIO(text))
    told = dict(zip(head, row, strict=True))
    assert told == {
        "path": "in/aid.md",
        "part": "",
        "line": "4",
        "column": "10",
        "before": "'=1+1",
        "words": "aid",
        "after": "in May,",
        "kind": "anonymous",
        "source": "'@aide",
        "confidence": "high",
    }


def test_json_has_everything() -> None:
    failed = Failure("x.txt", "A307", "this is no text", "save it as plain text")
    data = json.loads(FORMATS["json"](replace(found(hit(), hit()), failures=(failed,)), Options(top=1)))
    assert (data["schema"], data["pattern"], data["drafts"], data["total"]) == ("auditor.concordance/1", "aid", 3, 2)
    assert data["kinds"] == {"anonymous": 2}
    assert data["failures"][0]["code"] == "A307"
    assert data["hits"] == [
        {
            "path": "in/aid.md",
            "part": None,
            "line": 4,
            "column": 10,
            "start": 50,
            "end": 53,
            "before": "ended the ",
            "words": "aid",
            "after": " in May,",
            "kind": "anonymous",
            "source": "two aides",
            "confidence": "high",
        }
    ]


def test_a_line_of_json_is_a_hit() -> None:
    text = FORMATS["jsonl"](found(hit(), hit(before="a\nb")), Options())
    one, two = text.splitlines()
    assert json.loads(one) == json.loads(FORMATS["json"](found(hit()), Options()))["hits"][0]
    assert json.loads(two)["before"] == "a\nb"
