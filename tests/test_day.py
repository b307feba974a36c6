"""The whole day of a draft: written, audited on save, refused, mended, waived, with its ledger, committed, reported.

Each step is what somebody in a newsroom types, with real files, a real Git and the real pre-commit.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from auditor.cli.main import main
from auditor.editing import watching
from auditor.settings.house import House
from tests.kept_program import address, command
from tests.test_precommit import accepted, commit, git, pre_commit, refused

pytestmark = [pytest.mark.model, pytest.mark.slow]

Captured = pytest.CaptureFixture[str]

MORNING = """\
---
title: Harbour to close in May
desk: Metro
date: 2026-11-27
---
The harbour will close in May, two officials said.

"We were never asked," said an insider.

The harbour board is accused of hiding the bill, a clerk, Nora Lind, said.
"""
"""As it is typed first: nothing says how the officials know, or whether the board was asked."""

NOON = """\
---
title: Harbour to close in May
desk: Metro
date: 2026-11-27
---
The harbour will close in May, Ida Brandt, who runs it, said on Friday.

"We were never asked," said an insider, who spoke on condition of anonymity because the talks are going on.

The harbour board is accused of hiding the bill, a clerk, Nora Lind, said. The board did not respond to a request for \
comment.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository of a newsroom, with nothing in it but a page that says what it is."""
    for name in ("home", "newsroom"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    folder = tmp_path / "newsroom"
    monkeypatch.chdir(folder)
    git(folder, "init")
    (folder / "README.md").write_text("# The Courier, says a source\n", encoding="utf-8")
    (folder / "stories").mkdir()
    return folder


@contextmanager
def saving(folder: Path) -> Iterator[Iterator[watching.Round]]:
    """What `auditor watch stories` audits, round for round."""
    house = House({}, {}, folder)
    with watching.watched(["stories"], house) as changes:
        rounds = watching.rounds(["stories"], lambda: House({}, {}, folder), changes)
        try:
            yield rounds
        finally:
            rounds.close()


def rules(each: watching.Round) -> list[str]:
    return sorted(finding.policy for report in each.result.reports for finding in report.standing)


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def with_program(config: Path, program: list[str]) -> None:
    """Makes the hook start the program under test: `auditor` itself may be another installation, or none."""
    text = config.read_text(encoding="utf-8")
    assert "entry: auditor " in text
    config.write_text(text.replace("entry: auditor ", f"entry: {' '.join(program)} "), encoding="utf-8")


def test_the_whole_day_of_a_draft(desk: Path, tmp_path: Path, capsys: Captured) -> None:
    story = desk / "stories" / "harbour.md"

    # The desk is set up, once.
    code, out, _ = run(capsys, "init", "--drafts", "stories/**", "--hook")
    assert (code, out) == (0, "auditor.yaml\n.pre-commit-config.yaml\n")
    with_program(desk / ".pre-commit-config.yaml", command(address()))
    pre_commit(desk, "install")
    accepted(commit(desk, "The newsroom"))  # README and settings are no drafts

    # Morning: the reporter writes; on every save the draft is audited.
    with saving(desk) as rounds:
        assert next(rounds).paths == ()
        story.write_text(MORNING, encoding="utf-8")
        first = rules(next(rounds))
        assert {"default/lead-on-anonymous-only", "default/anonymous-without-reason"} <= set(first)

        # The commit is refused, with the place and the mend of each finding; nothing is said of README.
        told = refused(commit(desk, "A story"))
        assert "stories/harbour.md" in told
        assert "default/lead-on-anonymous-only" in told
        assert "README" not in told

        # Noon: two of three are mended.
        story.write_text(NOON, encoding="utf-8")
        second = rules(next(rounds))
        assert second == ["default/bare-source"]
    told = refused(commit(desk, "A better story"))
    assert "default/bare-source" in told

    # What cannot be mended is waived, with a reason that names nobody.
    code, out, _ = run(capsys, "check", "stories", "--format", "concise")
    place = re.match(r"(\S+?:\d+):", out)
    assert code == 1
    assert place is not None
    because = ("--reason", "no more can be said safely", "--by", "KL")
    code, _, err = run(capsys, "waive", place[1], "default/bare-source", "--reason", "It is Olaf Berg")
    assert code == 2
    assert "seems to name somebody" in err
    code, out, _ = run(capsys, "waive", place[1], "default/bare-source", *because)
    assert (code, out) == (0, "stories/harbour.auditor.yaml\n")

    # The editor fills in the ledger: who approved, and who was asked.
    code, out, _ = run(capsys, "ledger", "new", "stories/harbour.md")
    assert (code, out) == (0, "stories/harbour.ledger.yaml\n")
    code, out, _ = run(capsys, "check", "stories", "--format", "concise")
    assert code == 1
    assert "ledger/editor-missing" in out
    filled(desk / "stories" / "harbour.ledger.yaml")
    (desk / ".gitignore").write_text("*.ledger.yaml\n", encoding="utf-8")
    code, out, err = run(capsys, "check", "stories", "--format", "concise")
    assert (code, "ledger/" in out) == (0, False), out

    # Evening: committed, reported, summarised.
    accepted(commit(desk, "The harbour story"))
    assert "harbour.ledger.yaml" not in git(desk, "ls-files").stdout
    code, out, _ = run(capsys, "report", "stories", "--format", "html,markdown,json", "--index")
    assert code == 0
    assert "reports/index.html" in out
    report = (desk / "reports" / "harbour.md").read_text(encoding="utf-8")
    assert "no more can be said safely (KL)" in report
    saved = json.loads((desk / "reports" / "harbour.json").read_text(encoding="utf-8"))
    assert [each["waived"] for each in saved["findings"] if each["policy"] == "default/bare-source"] == [
        "no more can be said safely (KL)"
    ]
    code, _, _ = run(capsys, "summary", "stories", "--group-by", "desk", "--output", "review.csv")
    assert code == 0
    rows = list(csv.DictReader((desk / "review.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert (rows[0]["label"], rows[0]["articles"]) == ("Metro", "1")


def filled(path: Path) -> None:
    """Fills in the skeleton of a ledger as an editor would."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for source in data["sources"]:
        source |= {"people": 1, "editor": "KL", "approved_by": "KL"}
    for asked in data.get("requests") or []:
        asked |= {"channel": "e-mail", "sent": "2026-11-26T09:30", "deadline": "2026-11-27T12:00", "answered": "no"}
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


# ---------------------------------------------------------------- what is misused, and what is said


YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
WAIVERS = (
    ("waive default/bare-source", "waivers/without-reason"),
    ("waive default/bare-source because Olaf Berg asked", "waivers/names-somebody"),
    (f"waive default/bare-source because so (until {YESTERDAY})", "waivers/expired"),
    ("waive default/bear-source because so", "waivers/unknown-rule"),
    ("waive default/headline-on-anonymous-only because so", "waivers/unused"),
    ("please waive the insider", "waivers/unclear"),
)


@pytest.mark.parametrize(("written", "objects"), WAIVERS)
def test_a_waiver_that_is_misused_is_a_finding(desk: Path, capsys: Captured, written: str, objects: str) -> None:
    said = f'"We were never asked," said an insider. <!-- auditor: {written} -->'
    (desk / "stories/harbour.md").write_text(f"{said}\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", "stories", "--format", "concise")
    assert code == 1
    assert f" {objects} " in out


def test_a_waiver_for_all_of_a_draft_is_a_finding(desk: Path, capsys: Captured) -> None:
    (desk / "stories/harbour.md").write_text(MORNING, encoding="utf-8")
    waiver = "waive:\n  - rule: default/bare-source\n    reason: no more can be said\n"
    (desk / "stories/harbour.auditor.yaml").write_text(waiver, encoding="utf-8")
    assert " waivers/blanket " in run(capsys, "check", "stories", "--format", "concise")[1]


def test_one_word_changed_in_an_old_story_brings_nothing_back(desk: Path, capsys: Captured) -> None:
    story = desk / "stories/harbour.md"
    story.write_text(MORNING, encoding="utf-8")
    accepted(commit(desk, "Old stories"))
    assert run(capsys, "baseline", "write", "stories")[0] == 0
    story.write_text(MORNING.replace("hiding the bill", "hiding that bill"), encoding="utf-8")
    assert run(capsys, "check", "stories")[0] == 1
    assert run(capsys, "check", "stories", "--baseline", "auditor-baseline.json")[0] == 0
    assert run(capsys, "check", "stories", "--changed-since", "HEAD", "--select", "default/bare-source")[0] == 0


def test_a_repository_cannot_choose_a_model_and_a_misspelt_setting_is_refused(desk: Path, capsys: Captured) -> None:
    (desk / "stories/harbour.md").write_text(MORNING, encoding="utf-8")
    (desk / "auditor.yaml").write_text("model: somebody_elses\n", encoding="utf-8")
    code, _, err = run(capsys, "check", "stories")
    assert code == 2
    assert "a repository cannot choose the language model" in err
    (desk / "auditor.yaml").write_text("polices: [ap]\n", encoding="utf-8")
    code, _, err = run(capsys, "check", "stories")
    assert (code, "did you mean 'policies'?" in err) == (2, True)


def test_an_identity_in_a_ledger_is_refused(desk: Path, capsys: Captured) -> None:
    (desk / "stories/harbour.md").write_text(NOON, encoding="utf-8")
    (desk / "stories/harbour.ledger.yaml").write_text(
        "sources:\n  - label: an insider\n    editor: KL\n    approved_by: KL\n    reason: Olaf Berg fears for it\n",
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "check", "stories", "--format", "concise")
    assert code == 3
    assert "A330 stories/harbour.ledger.yaml:5:13: 'Olaf Berg …' looks like a name" in out


def test_a_plural_with_one_person_behind_it_and_nobody_asked(desk: Path, capsys: Captured) -> None:
    (desk / "stories/harbour.md").write_text(MORNING, encoding="utf-8")
    (desk / "stories/harbour.ledger.yaml").write_text(
        "sources:\n  - label: two officials\n    people: 1\n    editor: KL\n    approved_by: KL\n", encoding="utf-8"
    )
    out = run(capsys, "check", "stories", "--format", "concise")[1]
    for rule in ("plural-of-one", "source-missing", "accused-not-asked"):
        assert f" ledger/{rule} " in out
