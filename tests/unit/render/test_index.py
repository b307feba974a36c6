"""The index over a folder of reports: figures, order, charts with their numbers, and words that are never markup."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from auditor.records.report import Failure, Finding, Report
from auditor.records.scales import Confidence, Severity
from auditor.render import desk
from auditor.render.document import SIGNATURE
from auditor.render.page import index
from tests.factories import FERRY, ferry, find, finding, nothing


def draft(path: str, *findings: Finding, **meta: str) -> Report:
    made = ferry()
    return replace(made, article=replace(made.article, path=path, meta=meta, title=path), findings=findings)


def objection(number: int, severity: Severity, sure: Confidence = Confidence.HIGH, **more: str) -> Finding:
    made = finding(number, f"desk/{severity.value}", severity, f"Objection {number}.", find(FERRY, "aides"), **more)
    return replace(made, confidence=sure)


WARNED = draft(
    "warned", objection(1, Severity.WARNING), objection(2, Severity.WARNING), desk="Metro", date="2026-04-22"
)
GRAVE = draft("grave", objection(3, Severity.ERROR), desk="Metro", date="2026-04-20T10:00:00Z")
CLEAN = draft(
    "clean", objection(4, Severity.WARNING, Confidence.LOW), objection(5, Severity.ERROR, waived="so"), desk="Sport"
)
ALL = [(WARNED, "warned.html"), (GRAVE, "grave.html"), (CLEAN, "")]


def test_the_figures_of_a_draft() -> None:
    one = desk.entry(ferry(), "ferry.html")
    assert (one.sources, one.named, one.anonymous, one.unexplained) == (6, 1, 2, 1)
    assert (one.statements, one.anonymous_statements, one.alone) == (10, 3, "first paragraph")
    assert (one.errors, one.warnings, one.infos, one.unsure, one.waived) == (1, 1, 1, 0, 1)
    assert (one.desk, one.author, one.day) == ("Metro", "Ana Ruiz, Bo Lund", "2025-03-14")
    assert one.why == ("Say who says so.", "S6 is anonymous and the article does not say why.", "and 1 more")


def test_what_is_not_sure_and_what_is_waived_is_counted_apart() -> None:
    one = desk.entry(CLEAN, "")
    assert (one.errors, one.warnings, one.unsure, one.waived) == (0, 0, 1, 1)
    assert one.why == ()


@pytest.mark.parametrize(
    ("given", "day", "week"),
    [
        ("2026-04-22", "2026-04-22", "from 2026-04-20"),
        ("2026-04-20T23:59:00+02:00", "2026-04-20", "from 2026-04-20"),
        ("0001-01-01", "0001-01-01", "from 0001-01-01"),
        ("2026-02-30", "", ""),
        ("last Tuesday", "", ""),
        ("", "", ""),
    ],
)
def test_the_day_and_week_of_a_draft(given: str, day: str, week: str) -> None:
    one = desk.entry(draft("a", date=given), "")
    assert (one.day, one.week) == (day, week)


def test_who_needs_somebody_first() -> None:
    entries = [desk.entry(report, href) for report, href in ALL]
    assert [each.title for each in desk.first(entries)] == ["grave", "warned"]
    assert [each.title for each in desk.first(entries, 1)] == ["grave"]


def test_the_table_says_what_the_share_of_anonymous_sources_is_of() -> None:
    text = index.write(ALL)
    assert "<span>Statements from anonymous</span>" in text
    assert '<td data-head="Statements from anonymous" class="number" data-value="' in text


def test_shares_by_a_field_have_the_numbers_behind_them() -> None:
    entries = [desk.entry(report, href) for report, href in ALL]
    assert [(s.name, s.part, s.whole, s.drafts, s.percent) for s in desk.shares(entries, lambda e: e.desk)] == [
        ("Metro", 6, 20, 2, 30),
        ("Sport", 3, 10, 1, 30),
    ]
    assert desk.shares([desk.entry(nothing(), "")], lambda e: e.desk) == []


def test_how_many_drafts_have_no_such_field_stands_with_its_shares() -> None:
    page = index.write(ALL)
    assert "<figcaption>By desk</figcaption>" in page
    assert '<figcaption>By week <span class="of">(1 draft does not say)</span></figcaption>' in page


def test_findings_by_rule() -> None:
    found = desk.objected(report for report, _ in ALL)
    assert [(each.rule, each.findings, each.unsure, each.drafts) for each in found] == [
        ("desk/error", 1, 0, 1),
        ("desk/warning", 2, 1, 2),
    ]


def test_the_page_is_one_file_that_reaches_nothing() -> None:
    page = index.write(ALL)
    assert page.startswith("<!doctype html>")
    assert page.endswith(f"{SIGNATURE}\n")
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r'(?:src|href)="(?:https?:|//)', page)
    assert re.search(r" style=\"|<[^>]+ on[a-z]+=", page) is None
    assert page == index.write(ALL)
    assert re.findall(r'<th scope="row" data-head="Draft">.*?>?(grave|warned|clean)<', page) == [
        "grave",
        "warned",
        "clean",
    ]


def test_words_of_drafts_are_shown_and_never_read() -> None:
    hostile = draft("</script><img src=x onerror=alert(1)>{{ 7*7 }}", desk='"><b>', author="<i>x</i>")
    page = index.write([(hostile, "javascript%3Aalert(1)")], [Failure("<u>x.md</u>", "A301", "<s>no</s>")])
    assert "<img" not in page
    assert "<b>" not in page
    assert "<i>x" not in page
    assert "<u>" not in page
    assert "{{ 7*7 }}" in page
    assert "1 file could not be audited" in page


def test_nothing_to_do_and_no_drafts() -> None:
    assert "Nobody: no draft has an error or a warning." in index.write([(nothing(), "x.md")])
    assert "0 drafts: 0 need an editor." in index.write([])
