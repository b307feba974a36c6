"""Answers in every format; whatever an archive holds is harmless in each."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import replace
from datetime import date
from functools import partial
from xml.etree import ElementTree

import openpyxl
import pytest

from auditor.base.errors import UsageError
from auditor.render.answers import dispatch
from auditor.render.answers.answer import Answer, Free, Row
from auditor.render.answers.bars import MOST
from auditor.render.summary.columns import Column, Share, Value
from auditor.render.summary.rows import Table

EVIL = '=cmd|"/c calc"!A0 <b>&amp;\x1b[31m\u202e\x00\ufffe'


def value(place: int, row: Row) -> Value:
    return row.values[place]


def answer(names: tuple[str, ...] = ("Herald", EVIL), compares: bool = False) -> Answer:
    """Rows with a share each, or two."""
    keys = ("share_before", "share_after") if compares else ("share",)
    columns: list[Column[Row]] = [
        Column(key, key, f"of all statements, those, {n}", partial(value, n)) for n, key in enumerate(keys)
    ]
    rows = tuple(Row(name, 3, (Share(n + 1, 4 + n), Share(0, 0))) for n, name in enumerate(names))
    groups = tuple((name,) for name in names)
    table = Table("outlet", rows, Row("total", 6, (Share(3, 9), Share(1, 9))), ("A note.",), (), groups)
    return Answer("anonymous", "Anonymous sourcing", "How much?", table, tuple(columns), keys)


def text(form: str, of: Answer | None = None) -> str:
    made = dispatch.render(of or answer(), form)
    assert isinstance(made, str)
    return made


@pytest.mark.parametrize("form", ["simple", "bars", "svg", "csv", "tsv", "json", "jsonl", "html", "github"])
def test_nothing_steers_and_every_row_is_there(form: str) -> None:
    made = text(form)
    assert "Herald" in made
    assert not {"\x1b", "\x00", "\u202e"} & set(made) or form in ("json", "jsonl")
    if form in ("json", "jsonl"):
        assert made.isprintable() or not {"\x1b", "\x00", "\u202e"} & set(made)
    assert dispatch.render(answer(), form) == made


def test_a_spreadsheet_runs_nothing() -> None:
    rows = list(csv.reader(io.StringIO(text("csv"))))
    assert rows[0] == ["row", "label", "share", "group.outlet", "error"]
    assert rows[1][:4] == ["group", "Herald", "0.25", "Herald"]
    assert rows[2][1].startswith("'=cmd") and rows[2][3].startswith("'=cmd")
    made = dispatch.render(answer(), "xlsx")
    assert isinstance(made, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Answer"]
    assert sheet["A3"].data_type == "s" and sheet["A3"].value.startswith("=cmd")
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["A4"].value) == (0.25, "0%", "total of 6 articles")


def test_a_picture_is_told_in_words_and_fetches_nothing() -> None:
    made = text("svg")
    root = ElementTree.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{space}title") == "Anonymous sourcing"
    assert "Herald: 25%" in (root.findtext(f"{space}desc") or "")
    kinds = {element.tag.removeprefix(space) for element in root.iter()}
    assert kinds == {"svg", "title", "desc", "rect", "text"}
    assert made.count("http") == 1
    widths = [float(each.get("width", 0)) for each in root.iter(f"{space}rect") if each.get("stroke")]
    assert widths == [pytest.approx(400 * share / 0.5, abs=0.1) for share in (0.25, 0.4, 1 / 3)]
    assert [each.text for each in root.iter(f"{space}text") if each.get("font-size") == "12"] == ["0%", "50%"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [((0,), "5%"), ((4, 2), "5%"), ((9, 5), "10%"), ((25,), "25%"), ((36,), "50%"), ((51, 99), "100%")],
)
def test_a_bar_of_the_whole_length_is_a_round_share(parts: tuple[int, ...], told: str) -> None:
    one = answer(tuple(f"o{part}" for part in parts))
    rows = tuple(replace(row, values=(Share(part, 100),)) for row, part in zip(one.table.rows, parts, strict=True))
    total = Row("total", 6, (Share(0, 100),))
    of = replace(one, table=replace(one.table, rows=rows, total=total))
    assert f"A bar of the whole length is {told}." in text("bars", of)
    widths = re.findall('width="([0-9.]+)" height="18"', text("svg", of))
    assert [float(width) / 4 for width in widths] == [
        pytest.approx(100 * part / int(told[:-1]), abs=0.1) for part in (*parts, 0)
    ]


def test_the_total_is_told_apart() -> None:
    fills = re.findall('height="18" fill="(#[0-9a-f]+)"', text("svg"))
    assert len(fills) == 3 and fills[0] == fills[1] != fills[2]


def test_counts_have_no_scale() -> None:
    one = answer()
    rows = tuple(replace(row, values=(n + 1,)) for n, row in enumerate(one.table.rows))
    of = replace(one, table=replace(one.table, rows=rows, total=Row("total", 6, (3,))))
    assert "whole length" not in text("bars", of) + text("svg", of)
    assert re.findall('width="([0-9.]+)" height="18"', text("svg", of)) == ["200", "400"]


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)


def test_two_times_differ_in_grey() -> None:
    root = ElementTree.fromstring(text("svg", answer(compares=True)))
    edged = [each for each in root.iter("{http://www.w3.org/2000/svg}rect") if each.get("stroke")]
    fills = {each.get("fill") or "" for each in edged}
    dark, light = sorted(map(lightness, fills))
    assert (light + 0.05) / (dark + 0.05) > 4.5


def test_bars_are_as_long_as_what_they_tell() -> None:
    lines = text("bars").splitlines()
    assert lines[0] == "Anonymous sourcing: share"
    herald, evil, whole = (line.count("█") + line.count("▌") / 2 for line in lines[2:5])
    assert evil == max(herald, evil, whole)
    assert math.isclose(herald / evil, 0.25 / 0.4, abs_tol=0.03)
    assert all(len(line) <= 80 for line in lines)
    assert lines[4].startswith("all articles")
    assert text("bars", answer(compares=True)).splitlines()[3].split() == ["share_after", "–"]


def test_no_more_is_drawn_than_can_be_seen() -> None:
    many = answer(tuple(f"o{n}" for n in range(MOST + 5)))
    assert f"The first {MOST} are drawn, 5 are not." in text("bars", many)
    assert text("svg", many).count('height="18"') == MOST + 1


def test_a_long_name_is_cut_and_told_whole() -> None:
    made = text("svg", answer(("Courier " * 30,)))
    assert f"<title>{' '.join(['Courier'] * 30)}</title>" in made


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("asked", "file", "form"),
    [
        (None, None, "simple"),
        (None, "a.svg", "svg"),
        ("svg", None, "svg"),
        ("bars", "a.txt", "bars"),
        (None, "a.xlsx", "xlsx"),
        ("markdown", None, "github"),
        (None, "a.csv", "csv"),
    ],
)
def test_formats_by_name_and_file(asked: str | None, file: str | None, form: str) -> None:
    assert dispatch.format_of(asked, file) == form


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="there is no format 'svgg'") as caught:
        dispatch.format_of("svgg", None)
    assert "Did you mean 'svg'?" in caught.value.hint
    with pytest.raises(UsageError, match="tells no format") as caught:
        dispatch.format_of(None, "a.pdf")
    assert ".txt, .svg, or name" in caught.value.hint
    with pytest.raises(UsageError, match="there is no format of one's own rows 'html'"):
        dispatch.format_of(None, "a.html", dispatch.OWN)


# ---------------------------------------------------------------- one's own rows

FREE = Free(
    ("name", "n", "n", "when", "list"),
    ((EVIL, 1, 0.5, date(2026, 3, 1), ["a", "b"]), (None, 2**70, float("nan"), None, {"k": b"x"})),
)


@pytest.mark.parametrize("form", dispatch.OWN)
def test_own_rows_are_harmless(form: str) -> None:
    made = dispatch.render_free(FREE, form, 80)
    if isinstance(made, bytes):
        sheet = openpyxl.load_workbook(io.BytesIO(made))["Answer"]
        assert sheet["A2"].data_type == "s" and sheet["B3"].value == str(2**70)
        return
    assert not {"\x1b", "\x00", "\u202e"} & set(made)
    if form == "csv":
        assert next(csv.reader(io.StringIO(made.split("\n", 1)[1])))[0].startswith("'=cmd")
    if form == "json":
        told = json.loads(made)
        assert told["rows"][0]["list"] == ["a", "b"] and told["rows"][0]["when"] == "2026-03-01"
        assert told["rows"][1]["n"] == 2**70 and told["rows"][1]["n_2"] is None


def test_what_is_divided_by_nothing_is_told_as_nothing() -> None:
    free = Free(("year", "share"), ((2024, 0.5), (2025, float("nan"))))
    assert str(dispatch.render_free(free, "simple", 80)).splitlines()[3].split() == ["2025", "–"]
    assert str(dispatch.render_free(free, "csv")).splitlines()[2] == "2025,"


def test_no_rows() -> None:
    assert dispatch.render_free(Free(("a",), ()), "simple", 80) == "no rows\n"
