"""`auditor waive`: what it writes beside a draft or into it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.main import main

pytestmark = pytest.mark.model
TEXT = "The harbour will close in May, an insider said."
BARE, REASON = "default/bare-source", "default/anonymous-without-reason"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "aid.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    (tmp_path / "aid.md").write_text(f"# Harbour\r\n\r\n{TEXT}\r\n\r\nIt rained.\r\n", encoding="utf-8", newline="")
    return tmp_path


def test_a_waiver_beside_a_draft_holds_and_the_next_is_added(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["waive", "aid.txt:1", BARE, "--reason", "no more: can be said", "--by", "KL"]) == 0
    assert main(["waive", "aid.txt:1", REASON, "--reason", "so", "--until", "2999-12-31"]) == 0
    assert (here / "aid.txt.auditor.yaml").read_text(encoding="utf-8") == (
        'waive:\n  - rule: "default/bare-source"\n    words: "an insider"\n    reason: "no more: can be said"\n'
        '    by: "KL"\n  - rule: "default/anonymous-without-reason"\n    words: "an insider"\n    reason: "so"\n'
        '    until: "2999-12-31"\n'
    )
    capsys.readouterr()
    main(["check", "aid.txt"])
    out = capsys.readouterr().out
    assert BARE not in out
    assert "2 waived" in out


def test_in_a_draft_a_comment_is_added_and_line_ends_stay(here: Path) -> None:
    assert main(["waive", "aid.md:3", BARE, "--reason", "no more can be said", "--in-draft"]) == 0
    comment = f'<!-- auditor: waive {BARE} at "an insider" because no more can be said -->'
    assert (here / "aid.md").read_bytes().decode() == f"# Harbour\r\n\r\n{TEXT} {comment}\r\n\r\nIt rained.\r\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["aid.txt:1", BARE, "--reason", "It was Olaf Berg"], "seems to name somebody"),
        (["aid.txt:1", BARE, "--reason", "  "], "gives no reason"),
        (["aid.txt:1", BARE, "--reason", "so", "--until", "Friday"], "'Friday' is no day"),
        (["aid.txt:1", BARE, "--reason", "so", "--until", "2001-01-01"], "held until 2001-01-01"),
        (["aid.txt:1", "default/bear", "--reason", "so"], "there are: default/"),
        (["aid.md:5", BARE, "--reason", "so"], "objects to nothing there"),
        (["aid.txt", BARE, "--reason", "so"], "names no line"),
        (["aid.txt:1", BARE, "--reason", "so", "--in-draft"], "only Markdown can hold it"),
        (["aid.md:3", BARE, "--reason", "so --> no", "--in-draft"], "no brackets"),
    ],
)
def test_what_is_refused_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    assert main(["waive", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_a_file_in_which_nothing_can_be_added_is_left_as_it_was(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flow = "waive: [{rule: a/b, reason: so}]\n"
    (here / "aid.txt.auditor.yaml").write_text(flow, encoding="utf-8")
    assert main(["waive", "aid.txt:1", BARE, "--reason", "so"]) == 2
    assert "add it yourself" in capsys.readouterr().err
    assert (here / "aid.txt.auditor.yaml").read_text(encoding="utf-8") == flow
