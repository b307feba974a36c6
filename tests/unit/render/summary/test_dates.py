"""Dates as drafts tell them."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.render.summary.dates import When, when


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "3/4/2026",
        "03.04.2026",
        "12/12",
        "2026",
        "2026-13-01",
        "2026-02-30",
        "30 February 2026",
        "31 June 2026",
        "12 Mar 26",
        "2026-123",
        "1741858200",
        "20261301",
        "12 March 2026 and later",
        "12 Marz 2026",
        "13/13/2026",
        "0026-03-12",
        "2026-W60-1",
        "Week 12",
    ],
)
def test_what_is_not_certain_is_no_date(text: str) -> None:
    assert when(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-12",
        "2026-3-12",
        "2026/03/12",
        "2026.03.12",
        "20260312",
        "20260312T0930Z",
        "2026-03-12T23:59:00Z",
        "2026-03-12T23:59:00+11:00",
        "2026-03-12 23:59:00 -0800",
        "2026-03-12T09:30:00.123456+00:00",
        "2026-W11-4",
        "12 March 2026",
        "12th March 2026",
        "the 12 march 2026".removeprefix("the "),
        "12 MAR. 2026",
        "12-Mar-2026",
        "12th of March, 2026",
        "March 12, 2026",
        "Mar 12 2026",
        "March 12th, 2026 at 9:30 AM",
        "March 12, 2026 9 am",
        "Thursday, 12 March 2026",
        "Thursday March 12, 2026",
        "Thu, 12 Mar 2026 09:30:00 +0000",
        "Thurs 12 March 2026, 09.30",
        " 12\n March  2026 ",
    ],
)
def test_a_day_in_many_forms(text: str) -> None:
    found = when(text)
    assert found == When(2026, 3, 12)
    assert found.date == date(2026, 3, 12)


@pytest.mark.parametrize("text", ["13/03/2026", "03/13/2026", "13.3.2026", "3-13-2026, 10:00"])
def test_what_is_above_twelve_is_the_day(text: str) -> None:
    assert when(text) == When(2026, 3, 13)


def test_one_number_for_both_is_certain() -> None:
    assert when("4/4/2026") == When(2026, 4, 4)


@pytest.mark.parametrize("text", ["2026-03", "2026/3", "March 2026", "Mar., 2026"])
def test_a_month(text: str) -> None:
    assert when(text) == When(2026, 3)


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def test_every_month_has_its_names() -> None:
    for number, name in enumerate(MONTHS, 1):
        assert when(f"2 {name} 2026") == when(f"{name[:3]} 2, 2026") == When(2026, number, 2)
    assert when("2 Sept 2026") == when("2 Sept. 2026") == When(2026, 9, 2)
