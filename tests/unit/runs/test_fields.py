"""The fields of front matter, before anything is audited."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.runs.drafts import discover
from auditor.runs.fields import front_matter
from auditor.settings.settings import Settings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("---\nNews-Desk: metro\n---\nThe council met.\n")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.md").write_text("---\ndate: 2026-03-12\n---\nThe council met.\n")
    (tmp_path / "d.md").write_text("The council met.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        ((), []),
        (("news_desk",), [["News-Desk", "desk"]]),
        (("date",), [["News-Desk", "desk"], ["date"]]),
        (("colour",), [["News-Desk", "desk"], ["date"], []]),
    ],
)
def test_no_more_drafts_are_read_than_is_needed(here: Path, wanted: tuple[str, ...], read: list[list[str]]) -> None:
    found = front_matter(discover(["."], Settings()), Settings(), wanted)
    assert [list(meta) for meta in found] == read


def test_a_draft_that_cannot_be_read_is_left_out(here: Path) -> None:
    assert front_matter(discover(["b.docx"], Settings()), Settings(), ["desk"]) == ()
