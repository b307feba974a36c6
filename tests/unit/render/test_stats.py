"""Lengths as a table: groups, means and what the headings mean."""

from __future__ import annotations

import csv
import io
import json

import pytest

from auditor.base.errors import UsageError
from auditor.records.report import Failure
from auditor.records.reviews import Length, Lengths
from auditor.render.stats import render, rows

SHORT = Length("in/short.md", 100, 10, 25, 80.0, 4.0, {"desk": "metro"})
LONG = Length("in/long.md", 300, 15, 0, 60.0, 8.0, {"desk": ("metro", "city")})
EMPTY = Length("in/empty.md", 0, 0, 0, None, None)
FAILED = Failure("in/x.txt", "A307", "this is no text")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError):
        render(Lengths(()), "gird")


def test_no_draft_and_a_draft_without_words_have_no_figures() -> None:
    total = rows(Lengths((EMPTY,))).total
    assert (total.articles, total.words, total.ease, total.grade) == (1, 0, None, None)
    *_, last = render(Lengths(())).split("\n\n")[0].splitlines()
    assert last.split() == ["total", "of", "0", "drafts", "0", "0", *"––––"]


def test_the_mean_of_several_counts_each_by_its_words() -> None:
    total = rows(Lengths((SHORT, LONG, EMPTY))).total
    assert (total.words, total.sentences, total.quoted_words) == (400, 25, 25)
    assert (total.ease, total.grade) == (65.0, 7.0)


def test_the_table_by_desk() -> None:
    text = render(Lengths((SHORT, LONG, EMPTY), (FAILED,)), group_by="desk")
    table, below = text.split("\n\n")
    assert [line.split() for line in table.splitlines()[5:]] == [
        ["city", "1", "300.0", "300", "15", "20.0", "60.0", "8.0", "0%"],
        ["metro", "2", "200.0", "400", "25", "16.0", "65.0", "7.0", "6%"],
        ["(none)", "1", "0.0", "0", "0", "–", "–", "–", "–"],
        ["-" * len(part) for part in table.splitlines()[4].split()],
        ["total", "of", "3", "drafts", "3", "133.3", "400", "25", "16.0", "65.0", "7.0", "6%"],
    ]
    assert max(map(len, text.splitlines())) <= 80
    assert "reading ease: Flesch reading ease, the higher the easier\n" in below
    assert "1 draft counts in more than one group" in below
    assert "syllables are\n  counted where a word may be hyphenated" in below
    assert below.endswith("\nin/x.txt: A307 this is no text\n")


def test_csv_and_json_have_numbers() -> None:
    lengths = Lengths((SHORT, EMPTY))
    data = json.loads(render(lengths, "json"))
    assert data["schema"] == "auditor.stats/1"
    assert data["rows"][0] == {
        "label": "in/short.md",
        "words": 100,
        "sentences": 10,
        "words_a_sentence": 10.0,
        "flesch_reading_ease": 80.0,
        "flesch_kincaid_grade": 4.0,
        "quoted_words_share": 0.25,
    }
    assert data["rows"][1]["flesch_reading_ease"] is None
    table = list(csv.DictReader(io.StringIO(render(lengths, "csv"))))
    assert [row["row"] for row in table] == ["article", "article", "total"]
    assert (table[1]["words"], table[1]["flesch_reading_ease"]) == ("0", "")
