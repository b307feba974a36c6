"""`auditor ledger new`: the skeleton of a ledger, which reads back and never replaces a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.ledger import skeleton
from auditor.cli.main import main
from auditor.runs import beside
from tests.factories import ferry, nothing

TEXT = (
    "The harbour will close in May, two officials said, who asked not to be named because the vote is private.\n\n"
    "Prosecutors accused Olaf Berg of fraud. Hallam Textiles did not respond to a request for comment.\n"
)


def test_the_skeleton_has_what_the_draft_says(tmp_path: Path) -> None:
    (tmp_path / "ferry.ledger.yaml").write_text("\n".join(skeleton(ferry())) + "\n", encoding="utf-8")
    found = beside.ledger(tmp_path / "ferry.txt", "ferry.txt")
    assert found is not None
    assert [(each.label, each.people, each.reason) for each in found.sources] == [
        ("two people briefed on the plan", 2, "because the vote is weeks away"),
        ("A person close to the union", 1, ""),
    ]
    assert [each.party for each in found.requests] == ["Port of Lindholm", "The union", "Per Holm"]
    assert "\n".join(skeleton(nothing())).endswith("sources: []\nrequests: []")


@pytest.mark.model
def test_it_is_written_once_and_joined_to_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("aid.txt").write_text(TEXT, encoding="utf-8")
    assert main(["ledger", "new", "aid.txt"]) == 0
    assert capsys.readouterr().out == "aid.ledger.yaml\n"
    assert main(["ledger", "new", "aid.txt"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["check", "aid.txt"]) == 1
    out = capsys.readouterr().out
    assert "ledger/approval-missing" in out
    assert "ledger/source-missing" not in out
    filled = Path("aid.ledger.yaml").read_text(encoding="utf-8")
    filled = filled.replace("editor:  #", "editor: KL  #").replace("approved_by:  #", "approved_by: KL  #")
    Path("aid.ledger.yaml").write_text(filled, encoding="utf-8")
    main(["check", "aid.txt"])
    assert "ledger/" not in capsys.readouterr().out
    assert main(["ledger", "new", "aid.txt", "--output", "-"]) == 0
    assert capsys.readouterr().out.startswith("# What the newsroom knows.")


WRONG = """\
sources:
  - label: two officials
    editor: KL
    people: several
  - label: an insider
    editor: Kalle
requests:
  - party: Hallam Textiles
    sent: Friday
"""


def test_all_mistakes_of_a_ledger_are_told_with_their_file_and_lines_and_the_draft_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("drafts").mkdir()
    Path("drafts/aid.txt").write_text(TEXT, encoding="utf-8")
    Path("drafts/aid.ledger.yaml").write_text(WRONG, encoding="utf-8")
    told = (
        "drafts/aid.ledger.yaml:4:13: `people` is a number of people, not 'several'; "
        "line 6: `editor` holds initials, such as KL; line 9: `sent` is no time: 'Friday'"
    )
    assert main(["check", "drafts", "--format", "concise"]) == 3
    assert f"drafts/aid.txt:1:1: error A330 {told}\n" in capsys.readouterr().out
    assert main(["check", "drafts/aid.txt"]) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert f"drafts/aid.txt: A330 {told} A ledger holds nobody's name. Write it as in 2026-12-31" in out
    assert main(["explain", "drafts/aid.txt:1"]) == 3
    assert capsys.readouterr().err.startswith("drafts/aid.ledger.yaml:4:13: A330 `people` is a number of people")


def test_all_mistakes_of_a_file_of_waivers_are_told_with_their_file_and_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("aid.txt").write_text(TEXT, encoding="utf-8")
    Path("aid.auditor.yaml").write_text(
        "waive:\n  - rule: a/b\n    until: Friday\n  - rule: [a/b]\n  - rul: a/b\n", encoding="utf-8"
    )
    assert main(["check", "aid.txt", "--format", "concise"]) == 3
    assert capsys.readouterr().out == (
        "aid.txt:1:1: error A330 aid.auditor.yaml:3:12: 'Friday' is no day; line 4: `rule` is one value; "
        "line 5: there is no key 'rul' here\n"
    )


def test_a_mistake_in_the_ledger_of_front_matter_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    front = "---\ntitle: Harbour\nledger:\n  sources:\n    - label: an insider\n      people: several\n---\n\n"
    Path("aid.md").write_text(front + TEXT, encoding="utf-8")
    assert main(["check", "aid.md", "--format", "concise"]) == 3
    assert capsys.readouterr().out == (
        "aid.md:1:1: error A330 aid.md:6:15: `people` is a number of people, not 'several'\n"
    )
