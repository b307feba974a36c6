"""The report without a format: lines are put together as asked, and nothing foreign passes for the report's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from auditor.records.report import Report
from auditor.render.document import Code, Foreign, Line, Quote, joined, line
from auditor.render.transparency.sections import document
from tests.factories import ferry, nothing


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ()),
        ([("a",)], ("a",)),
        ([("a",), ("b",)], ("a", " and ", "b")),
        ([("a",), ("b",), ("c",)], ("a", ", ", "b", " and ", "c")),
        ([(), ("b",)], (" and ", "b")),
    ],
)
def test_lines_are_joined_as_a_sentence_lists_them(lines: list[Line], expected: Line) -> None:
    assert joined(lines, ", ", " and ") == expected


def test_a_line_takes_pieces_and_lines() -> None:
    assert line("a", ("b", Code("c")), ()) == ("a", "b", Code("c"))


def own_words(value: object) -> Iterator[str]:
    """Every plain string of a document: what its writers take for the report's own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from own_words(each)
    elif is_dataclass(value) and not isinstance(value, Foreign | Quote | Code):
        for field in fields(value):
            yield from own_words(getattr(value, field.name))


@pytest.mark.parametrize("report", [ferry(), nothing()], ids=["ferry", "nothing"])
def test_words_of_the_article_never_pass_for_the_reports_own(report: Report) -> None:
    own = " ".join(own_words(document(report)))
    names = {source.label for source in report.sources} | {report.article.path}
    names |= {report.text(mention.span) for source in report.sources for mention in source.mentions}
    assert [name for name in names if len(name) > 3 and name in own] == []
    assert "Source: " in own or not report.statements
