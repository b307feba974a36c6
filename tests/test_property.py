"""What holds for any text at all, tried on texts that nobody would write (Hypothesis)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from auditor.base.errors import ReadingError
from auditor.base.spans import LineIndex
from auditor.engine import audit
from auditor.language.plain import plainly
from auditor.readers.dispatch import read_text
from auditor.records.report import Report, RunResult
from auditor.records.saved.read import loads
from auditor.records.saved.write import dumps
from auditor.runs.drafts import Selection, discover
from auditor.runs.runner import run
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit

CASES = str(Path(__file__).parent / "cases")

PIECES = (
    "a senior official", "two people familiar with the matter", "Ann Poe", "the mayor", "she", "Northgate Council",
    "said", "told reporters", "according to", "declined to comment", "did not respond to a request for comment",
    "who asked not to be named because the talks are private", "on condition of anonymity", "reportedly",
    "“We lost,”", "\"We lost", "'", "‘", "”", "»", "(", "—", ":", ",", ".", "?!", "…",
    "\n", "\n\n", "\r\n\r\n", "\r", "\t", "\u2028", "\u00a0", "\u200b", "\ufeff", "\x0c",
    "# ", "> ", "- ", "* ", "**", "`", "```\n", "---\n", "title: x\n", "[a](b)", "<b>", "&amp;", "| a | b |\n",
    "By Ann Poe", "Advertisement", "Read more:", "Share this", "Copyright 2026", "WASHINGTON (AP) —",
    "İ", "ß", "e\u0301", "👩‍👧", "𝔘", "עברית", "漢字", "\ud7ff", "0", "1,270", "St.", "U.S.",
)  # fmt: skip
"""What drafts are made of, and what breaks programs that read them."""

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map("".join)
names = st.sampled_from(["draft.txt", "draft.md"])

thorough = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""The same texts on every run, so that a change that has nothing to do with it never fails; in 30 seconds."""


def audited(text: str, name: str, toolkit: Toolkit) -> Report:
    """The report on `text`, in whatever language; texts without any word are not asked for."""
    try:
        article = read_text(text, name)
    except ReadingError:
        assume(False)
        raise
    assert article.text == text
    return audit(article, replace(toolkit, tongues=None))


@pytest.mark.model
@pytest.mark.slow
@thorough
@given(text=texts, name=names)
def test_an_audit_copes_with_any_text(text: str, name: str, toolkit: Toolkit) -> None:
    report = audited(text, name, toolkit)
    plain, _ = plainly(read_text(text, name))
    for span, place in report.places.items():
        assert span.end <= len(text)
        assert place.text in plain.text or place.text == span.of(text)
    ids = {source.id for source in report.sources}
    assert {s.source_id for s in report.statements} <= ids | {None}
    assert {g.source_id for g in report.grants} <= ids | {None}
    assert loads(dumps(report)) == report


@settings(deadline=None, derandomize=True, database=None)
@given(text=st.text(alphabet="ab\n\r\u2028"), data=st.data())
def test_lines_and_columns_lead_back(text: str, data: st.DataObject) -> None:
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = lines.line_column(offset)
    assert lines.offset(line) + column - 1 == offset
    assert 1 <= line <= len(lines)
    assert line == 1 + text[:offset].replace("\r\n", "\n").count("\n") + _lone_returns(text, offset)


def _lone_returns(text: str, offset: int) -> int:
    """Carriage returns before `offset` that end a line by themselves."""
    return sum(char == "\r" and text[i + 1 : i + 2] != "\n" for i, char in enumerate(text[:offset]))


@pytest.fixture(scope="module")
def selection() -> Selection:
    """The example drafts: as many as are spread over processes."""
    return discover([CASES], Settings())


@pytest.fixture(scope="module")
def one_process(selection: Selection) -> RunResult:
    return run(selection, Settings(jobs=1))


def as_json(result: RunResult) -> dict[str, str]:
    return {report.article.path: dumps(report) for report in result.reports}


@pytest.mark.model
def test_two_processes_find_what_one_finds(selection: Selection, one_process: RunResult) -> None:
    two = run(selection, Settings(jobs=2))
    assert [r.article.path for r in two.reports] == [draft.path for draft in selection.drafts]
    assert as_json(two) == as_json(one_process)


@pytest.mark.model
def test_the_order_of_files_changes_no_report(selection: Selection, one_process: RunResult) -> None:
    backwards = run(Selection(selection.drafts[::-1]), Settings(jobs=1))
    assert [r.article.path for r in backwards.reports] == [draft.path for draft in selection.drafts[::-1]]
    assert as_json(backwards) == as_json(one_process)


@pytest.mark.model
@pytest.mark.parametrize("number", ["²", "¹", "①", "٣", "½", "Ⅳ", "四"])
def test_signs_that_look_like_numbers_count_nobody_wrongly(number: str, toolkit: Toolkit) -> None:
    report = audited(f"The plan is dead, {number} officials familiar with it said on Tuesday.\n", "draft.txt", toolkit)
    assert {source.count for source in report.sources} <= {None, 3}
