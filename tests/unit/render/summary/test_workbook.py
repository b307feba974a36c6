"""The workbook, read back by another library and as what Excel is given: XML in a ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.base.errors import UsageError
from auditor.records.report import Failure, Report
from auditor.records.scales import Confidence
from auditor.render.summary import choices, workbook
from auditor.render.summary.columns import Column, Share
from auditor.render.summary.rows import Row, cut, rows
from auditor.render.summary.sheets import Sheet
from tests.factories import FERRY, cranes, ferry, find, nothing
from tests.unit.render.summary.test_table import at

FAILED = Failure("drafts/x.pdf", "A311", "it is damaged")


def made(
    reports: list[Report],
    group_by: str | None = None,
    chosen: tuple[Column[Row], ...] = (),
    wide: bool = False,
    top: int | None = None,
) -> bytes:
    table = rows(reports, group_by, [FAILED])
    table = table if top is None else cut(table, top)
    return workbook.render(table, rows(reports), reports, chosen, wide)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def column(sheet: Worksheet, head: str) -> list[object]:
    heads, *lines = values(sheet)
    return [line[heads.index(head)] for line in lines]


SAMPLE = [
    at(ferry(), "in/ferry.md", desk="Metro", date="14 March 2026"),
    at(nothing(), "in/rain.md", date="3/4/2026"),
    at(cranes(), "in/cranes.md", desk="World", date="2026-03-15T10:00:00Z"),
]


# ---------------------------------------------------------------- what cannot be


def test_without_the_library_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook.check()
    monkeypatch.setattr("sys.path", [])
    with pytest.raises(UsageError) as caught:
        workbook.check()
    assert caught.value.code == "A010"
    assert caught.value.hint.startswith("pip install 'auditor[reviews]'")


def test_no_draft_at_all() -> None:
    book = opened(made([]))
    assert book.sheetnames == ["Drafts", "Sources", "Findings", "About"]
    assert values(book["Drafts"])[1][0] == "total of 0 drafts"
    assert values(book["Sources"])[1:] == []


# ---------------------------------------------------------------- what is in it


def test_a_sheet_each_for_drafts_sources_and_findings() -> None:
    book = opened(made(SAMPLE))
    assert book.sheetnames == ["Drafts", "Sources", "Findings", "About"]
    drafts = book["Drafts"]
    assert values(drafts)[0] == [
        "draft", "desk", "date", "sources", "named", "anonymous", "unexplained", "share anonymous",
        "headline anonymous only", "lead anonymous only", "errors", "warnings", "for information", "unsure",
    ]  # fmt: skip
    assert column(drafts, "draft") == ["in/ferry.md", "in/rain.md", "in/cranes.md", "total of 3 drafts"]
    assert column(drafts, "sources") == [6, 0, 2, 8]
    assert column(drafts, "share anonymous") == [0.3, None, 0, 0.25]
    assert column(drafts, "lead anonymous only") == [1, 0, 0, 1]
    assert "not audited: drafts/x.pdf" in column(book["About"], "what")
    assert "anonymous sources whom the draft gives no reason for not naming" in column(book["About"], "meaning")


def test_figures_are_figures_and_days_are_days() -> None:
    drafts = opened(made(SAMPLE))["Drafts"]
    heads = values(drafts)[0]
    share, day, count = (drafts.cell(2, heads.index(head) + 1) for head in ("share anonymous", "date", "sources"))
    assert (share.data_type, share.number_format, share.value) == ("n", "0%", 0.3)
    assert (day.data_type, day.number_format, day.value) == ("d", "yyyy-mm-dd", datetime(2026, 3, 14))
    assert (count.data_type, count.number_format, count.value) == ("n", "0", 6)
    assert column(drafts, "date") == [datetime(2026, 3, 14), "3/4/2026", datetime(2026, 3, 15), None]


def test_a_day_that_excel_does_not_know_and_a_bare_number_are_words() -> None:
    reports = [at(nothing(), "a.md", date="1 May 1851", id="20260312"), at(nothing(), "b.md", date="May 2, 1851")]
    drafts = opened(made(reports))["Drafts"]
    assert column(drafts, "date")[:2] == ["1851-05-01", "1851-05-02"]
    assert column(drafts, "id")[0] == "20260312"
    assert drafts.cell(2, 3).data_type == "s"


def test_sources() -> None:
    sheet = opened(made(SAMPLE))["Sources"]
    assert column(sheet, "source")[:2] == ["aides", "two people briefed on the plan"]
    assert column(sheet, "kind")[1] == "anonymous"
    assert column(sheet, "people")[1] == 2
    assert column(sheet, "statements")[1] == 2
    assert column(sheet, "share of statements")[1] == 0.2
    assert column(sheet, "described as")[1] == "briefed on the plan"
    assert column(sheet, "why not named")[1] == "because the vote is weeks away"
    assert column(sheet, "why not named")[5] == "not said"
    assert column(sheet, "why not named")[2] is None
    assert column(sheet, "place")[1] == "line 3, column 72"
    assert column(sheet, "by way of")[7] == "Radio Brack"
    assert len(values(sheet)) == 1 + 7 + 2


def test_findings_have_sentence_message_mend_and_place() -> None:
    words = find(FERRY, "A person close to the union")
    report = ferry()
    first, second, *others = report.findings
    better = replace(second, mend="Say why.", sentence=words, confidence=Confidence.LOW)
    sheet = opened(made([replace(report, findings=(first, better, *others))]))["Findings"]
    assert values(sheet)[0] == [
        "draft", "place", "severity", "confidence", "sentence", "message", "mend", "rule", "waived",
    ]  # fmt: skip
    assert values(sheet)[1][1:4] == ["whole article", "info", "high"]
    assert values(sheet)[2] == [
        "drafts/ferry.txt",
        "line 11, column 1",
        "warning",
        "low",
        "A person close to the union",
        "S6 is anonymous and the article does not say why.",
        "Say why.",
        "default/reason-for-anonymity",
        None,
    ]
    assert column(sheet, "waived")[-1] == "A sign."


def test_groups_come_first_and_drafts_follow() -> None:
    book = opened(made(SAMPLE, "desk,month"))
    assert book.sheetnames == ["Groups", "Drafts", "Sources", "Findings", "About"]
    assert values(book["Groups"])[0][:4] == ["desk", "month", "drafts", "sources"]
    assert [line[:4] for line in values(book["Groups"])[1:]] == [
        ["Metro", "2026-03", 1, 6],
        ["World", "2026-03", 1, 2],
        ["(none)", "(date not understood)", 1, 0],
        ["total of 3 drafts", None, 3, 8],
    ]
    assert column(book["Drafts"], "draft")[0] == "in/ferry.md"


def test_columns_that_are_chosen_and_all_of_them() -> None:
    chosen = choices.named(["charges", "drafts", "findings", "meta.desk"])
    heads = values(opened(made(SAMPLE, chosen=chosen))["Drafts"])[0]
    assert heads == ["draft", "charges", "errors", "warnings", "for information", "unsure", "desk"]
    heads = values(opened(made(SAMPLE, wide=True))["Drafts"])[0]
    assert len(heads) > 60 and len(set(heads)) == len(heads)


def test_rows_that_are_cut_are_told() -> None:
    book = opened(made(SAMPLE, top=1))
    assert column(book["Drafts"], "draft") == ["in/ferry.md", "total of 3 drafts"]
    assert "The first of 3 drafts is shown; the total counts the other 2 too." in column(book["About"], "meaning")


# ---------------------------------------------------------------- how it looks


def test_headings_stay_in_sight_and_can_be_filtered() -> None:
    for sheet in opened(made(SAMPLE, "desk")):
        assert sheet.freeze_panes == "B2"
        last = max(2, len(values(sheet)) - (sheet.title in {"Groups", "Drafts"}))  # the total is not filtered
        assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{last}"
        assert sheet.page_setup.orientation == "landscape"
        assert all(8 < size.width <= 60 for size in sheet.column_dimensions.values())
        assert sheet.cell(1, 1).font.bold


def test_long_words_have_room() -> None:
    long = "word " * 60
    (sheet,) = opened(workbook.written([Sheet("x", ("a", "b"), ((long, 1), ("short", 2)))]))
    assert sheet.row_dimensions[2].height == pytest.approx(15 * 8, abs=30)
    assert sheet.row_dimensions[3].height in {None, 15}
    assert sheet.cell(2, 1).alignment.wrap_text


# ---------------------------------------------------------------- words as nobody would wish for them


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "{=", "=HYPERLINK(", "https://", "mailto:"])
def test_no_word_of_a_draft_is_a_formula_or_a_link(start: str) -> None:
    report = at(ferry(), f"{start}1+1.md", **{"desk": f'{start}cmd|"/C calc"!A0', f"{start}x": "y", "n": "1.5"})
    report = replace(report, findings=tuple(replace(each, message=f"{start}1") for each in report.findings))
    data = made([report], "desk")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert not re.search(r"<f[ >]|<hyperlinks?[ >]", text)
        assert not [name for name in parts.namelist() if "link" in name.lower()]
    book = opened(data)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert str(column(book["Findings"], "message")[0]).endswith("1")
    assert book["Groups"].cell(2, 1).quotePrefix
    assert column(book["Drafts"], "n") == ["1.5", None]


def test_any_character_can_be_told() -> None:
    report = at(nothing(), "a\x00\x1b\udce9\u202e<&>.md", desk="_x0041_ \x0b\ud800 😀")
    book = opened(made([report]))
    assert column(book["Drafts"], "draft")[0] == "a\\x00\\x1b\\udce9\\u202e<&>.md"
    assert column(book["Drafts"], "desk")[0] in {"_x0041_ \\ud800 😀", "A \\ud800 😀"}


@pytest.mark.parametrize("char", ["a", "😀"])
def test_what_a_cell_cannot_hold_is_cut_and_says_so(char: str) -> None:
    size = len(char.encode("utf-16-le")) // 2
    fits = char * (workbook.MOST_CHARACTERS // size)
    assert workbook.cut(fits) == fits
    told = workbook.cut(fits + char * 100)
    assert len(told.encode("utf-16-le")) // 2 <= workbook.MOST_CHARACTERS
    found = re.fullmatch(rf"({char}+) … \(([\d,]+) more characters are left out\)", told)
    assert found is not None
    assert len(found[1]) + int(found[2].replace(",", "")) == len(fits) + 100
    (sheet,) = opened(workbook.written([Sheet("x", ("a",), ((fits + char,),))]))
    assert str(sheet.cell(2, 1).value).endswith("left out)")


def test_rows_that_a_sheet_cannot_hold_are_left_out_and_told() -> None:
    def cells(count: int, total: bool) -> list[list[object]]:
        page = Sheet("x", ("n",), tuple((n,) for n in range(count)), ("total",) if total else None)
        (sheet,) = opened(workbook.written([page], most_rows=6))
        assert sheet.max_row <= 6
        return values(sheet)

    assert cells(5, False) == [["n"], [0], [1], [2], [3], [4]]
    assert cells(4, True) == [["n"], [0], [1], [2], [3], ["total"]]
    told = "2 more rows are left out: a sheet has no room for them"
    assert cells(6, False) == [["n"], [0], [1], [2], [3], [told]]
    assert cells(5, True) == [["n"], [0], [1], [2], [told], ["total"]]


def test_columns_that_a_sheet_cannot_hold_are_left_out_and_told() -> None:
    many = workbook.MOST_COLUMNS + 5
    (sheet,) = opened(workbook.written([Sheet("x", tuple(f"c{n}" for n in range(many)), (tuple(range(many)),))]))
    assert sheet.max_column == workbook.MOST_COLUMNS
    assert sheet.cell(1, workbook.MOST_COLUMNS).value == "6 more columns are left out: a sheet has no room for them"


def test_equal_drafts_give_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(SAMPLE, "desk")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert made(SAMPLE, "desk") == first
    assert opened(first).properties.created == datetime(1980, 1, 1)
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[:3] for info in parts.infolist()} == {(1980, 1, 1)}


def test_shares_are_exact() -> None:
    (sheet,) = opened(workbook.written([Sheet("x", ("s",), ((Share(1, 3),), (Share(0, 5),)))]))
    assert [sheet.cell(n, 1).value for n in (2, 3)] == [1 / 3, 0]
