"""Files that a command writes: they never become drafts, and never take the place of what it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.main import main
from auditor.cli.targets import written_before
from auditor.render.dispatch import RESULTS

Captured = pytest.CaptureFixture[str]
POOL = "Pool shuts\n\nThe pool will shut, an insider said.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft, settings, a pack of rules, and a baseline."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pool.md").write_text(POOL)
    return tmp_path


@pytest.mark.model
@pytest.mark.parametrize("more", [[], ["--quiet"], ["--statistics"]])
def test_what_a_run_writes_is_no_draft_of_the_next(desk: Path, capsys: Captured, more: list[str]) -> None:
    arguments = ["check", ".", "-o", "out.txt", "--also", "concise=r.txt", *more]
    assert main(arguments) == 1
    before = {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    capsys.readouterr()
    assert main(arguments) == 1
    assert "2 reports of the auditor were passed over" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()} == before


@pytest.mark.model
def test_what_every_form_writes_is_known_again(desk: Path) -> None:
    for text, code in ((POOL, 1), ("It rained all day in Northgate.\n", 0)):
        (desk / "pool.md").write_text(text)
        files = [desk / f"{form}.txt" for form in RESULTS]
        assert main(["check", "pool.md", *(f"--also={form}={form}.txt" for form in RESULTS)]) == code
        assert len(written_before(files)) == len(files)


@pytest.mark.model
def test_a_summary_is_no_draft_of_the_next(desk: Path) -> None:
    assert main(["summary", ".", "-o", "table.md"]) == 0
    before = (desk / "table.md").read_bytes()
    assert main(["summary", ".", "-o", "table.md"]) == 0
    assert (desk / "table.md").read_bytes() == before


@pytest.mark.model
def test_outputs_do_not_fail_a_run_that_is_strict_about_files(desk: Path) -> None:
    arguments = ["check", ".", "--strict-files", "--also", "sarif=a.sarif", "--fail-on", "never"]
    assert main(arguments) == 0
    assert main(arguments) == 0


@pytest.mark.parametrize("draft", [POOL, "Storm: warning issued: 3 dead\n", '[Updated] "auditor" said so\n', "\xa0x"])
def test_a_draft_in_a_folder_is_not_replaced(desk: Path, capsys: Captured, draft: str) -> None:
    (desk / "lake.txt").write_text(draft, encoding="utf-8")
    assert main(["check", ".", "-o", "lake.txt"]) == 2
    assert "cannot write lake.txt: a draft of this run is there" in capsys.readouterr().err
    assert (desk / "lake.txt").read_text(encoding="utf-8") == draft


@pytest.mark.model
def test_an_output_that_is_named_as_a_draft_is_refused(desk: Path) -> None:
    assert main(["check", "pool.md", "-o", "out.txt"]) == 1
    assert main(["check", ".", "out.txt", "-o", "out.txt"]) == 2


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("auditor.yaml", "the place of settings"),
        ("./sub/../auditor.yaml", "the place of settings"),
        ("mine.yaml", "what this run reads"),
        ("b.json", "what this run reads"),
        ("pool.auditor.yaml", "the place of what stands beside drafts"),
        ("pool.ledger.yaml", "the place of what stands beside drafts"),
        ("waivers.auditor.yaml", "the place of what stands beside drafts"),
        ("rules/house/bare.yaml", "a pack of rules"),
        ("pool.md", "a draft of this run"),
    ],
)
@pytest.mark.parametrize("option", ["-o", "--also"])
def test_what_a_run_reads_is_not_replaced(desk: Path, capsys: Captured, target: str, says: str, option: str) -> None:
    (desk / "auditor.yaml").write_text("rules: [rules]\n")
    (desk / "mine.yaml").write_text("rules: [rules]\n")
    assert main(["rules", "new", "rules/house/bare"]) == 0
    (desk / "sub").mkdir()
    named = target if option == "-o" else f"sarif={target}"
    arguments = ["check", "pool.md", option, named, "--baseline", "b.json"]
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert main([*arguments, *(["--config", "mine.yaml"] if target == "mine.yaml" else [])]) == 2
    assert f"{says} is there" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", [["baseline", "write", "--file"], ["summary", "-f", "json", "-o"]])
def test_no_command_replaces_settings(desk: Path, capsys: Captured, command: list[str]) -> None:
    (desk / "auditor.yaml").write_text("fail_on: error\n")
    assert main([*command, "auditor.yaml", "pool.md"]) == 2
    assert "the place of settings is there" in capsys.readouterr().err


def test_one_file_is_not_written_twice_by_two_names(desk: Path, capsys: Captured) -> None:
    assert main(["check", "pool.md", "--also", "sarif=a.sarif", "--also", f"json={desk}/a.sarif"]) == 2
    assert "is to be written twice" in capsys.readouterr().err
    assert main(["check", "pool.md", "--also", "sarif=./a.sarif", "-o", "sub/../a.sarif"]) == 2
