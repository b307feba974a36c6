"""What is kept of earlier runs: the same to the byte while nothing has changed, and nothing where that is wanted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor import engine
from auditor.base import cache
from auditor.cli.again import Asked
from auditor.cli.main import main
from auditor.packs.kept import Keep, keep_in
from auditor.records.report import Omission, RunResult
from auditor.render import dispatch
from auditor.render.summary import rows, table
from auditor.runs import audits, collections, drafts, runner
from auditor.settings.house import House
from auditor.settings.settings import Settings
from tests.kept_program import address, command
from tests.rules_read import fill

pytestmark = pytest.mark.model
Captured = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
AID = "Aid cut\n\nThe aid will be cut, an insider said. “It hurts,” Mayor Ann Poe said.\n"
OPINION = "---\ngenre: opinion\n---\n\nAid cut\n\nThe aid must not be cut, I say.\n"
ONE = Settings(jobs=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That of the cache, which is not there yet."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def desk(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with one draft, a minute old."""
    (tmp_path / "desk/.git").mkdir(parents=True)
    (tmp_path / "desk/aid.md").write_text(AID)
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the drafts that were audited, one after the other."""
    found: list[str] = []
    audit = engine.audit

    def noted(article: Any, toolkit: Any) -> Any:
        found.append(article.path)
        return audit(article, toolkit)

    monkeypatch.setattr(engine, "audit", noted)
    return found


def kept(folder: Path) -> Keep:
    opened = cache.opened({cache.FOLDER: str(folder)})
    assert opened.cache is not None
    return keep_in(opened.cache)


def entries(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


# ---------------------------------------------------------------- the same to the byte


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunResult, RunResult, RunResult]:
    """All example drafts, some with waivers, ledgers or failures: audited, audited and kept, and as they were kept."""
    here = tmp_path_factory.mktemp("cases")
    shutil.copytree(CASES, here / "cases")
    (here / "cases/opinion.md").write_text(OPINION)
    (here / "cases/empty.md").write_text("")
    (here / "cases/articles.csv").write_text(f'id,body\na1,"{AID}"\na2,"{AID.replace("Ann Poe", "Bo Ek")}"\n')
    (here / "cases/waived.md").write_text(AID)
    (here / "cases/waived.auditor.yaml").write_text(
        "waive:\n  - {rule: default/bare-source, words: an insider, reason: for her safety, by: KL}\n"
    )
    (here / "cases/kept.ledger.yaml").write_text("sources: []\n")
    keep = kept(here / "kept")
    before = Path.cwd()
    os.chdir(here)
    try:
        paths = ["cases", "cases/articles.csv"]
        chosen = collections.expanded(drafts.discover(paths, ONE, None, House({}, {}, here)), ONE)
        with pytest.MonkeyPatch.context() as patch:
            made, filled = runner.run(chosen, ONE), audits.run(chosen, ONE, keep)
            patch.setattr(engine, "audit", None)  # so that nothing can be audited any more
            again = audits.run(chosen, ONE, keep)
    finally:
        os.chdir(before)
    return made, filled, again


def test_what_is_kept_equals_what_is_made(runs: tuple[RunResult, RunResult, RunResult]) -> None:
    made, filled, again = runs
    assert len(made.reports) > 10
    assert [failure.path for failure in again.failures] == ["cases/empty.md"]
    assert [each.path for each in again.skipped if each.omission is Omission.GENRE] == ["cases/opinion.md"]
    assert any(finding.waived for report in again.reports for finding in report.findings)
    assert filled == again == made
    assert [each.manuscript for each in again.reports] == [each.manuscript for each in made.reports]
    assert again.exit_code(ONE.fail_on) == made.exit_code(ONE.fail_on) == 3


@pytest.mark.parametrize("form", dispatch.RESULTS)
@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
def test_every_form_of_a_run_is_the_same(runs: tuple[RunResult, RunResult, RunResult], form: str, colour: bool) -> None:
    chosen = dispatch.Options(colour=colour, evidence=True)
    made, filled, again = (dispatch.render(each, form, chosen) for each in runs)
    assert made == filled == again


@pytest.mark.parametrize("form", dispatch.REPORTS)
def test_every_form_of_a_report_is_the_same(runs: tuple[RunResult, RunResult, RunResult], form: str) -> None:
    made, filled, again = (
        [dispatch.render_report(each, form, dispatch.Options(evidence=True, run=run)) for each in run.reports]
        for run in runs
    )
    assert made == filled == again


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "html", "github", "latex", "simple"])
def test_every_form_of_a_summary_is_the_same(runs: tuple[RunResult, RunResult, RunResult], form: str) -> None:
    made, filled, again = (table.render(rows.rows(run.reports, None, run.failures), form) for run in runs)
    assert made == filled == again


# ---------------------------------------------------------------- when it is audited again


def checked(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    return code, *capsys.readouterr()


def test_an_unchanged_draft_is_audited_once(desk: Path, folder: Path, audited: list[str], capsys: Captured) -> None:
    first = checked(capsys, "aid.md")
    assert first[0] == 1
    assert checked(capsys, "aid.md") == first == checked(capsys, "aid.md", "--no-cache")
    assert audited == ["aid.md", "aid.md"]  # the second time without the cache
    assert main(["report", "aid.md", "--output", "out"]) == 0
    assert main(["summary", "aid.md", "--format", "csv"]) == 0
    assert len(audited) == 2
    assert {each.stat().st_mode & 0o777 for each in entries(folder)} == {0o600}


CHANGES: dict[str, Callable[[Path], object]] = {
    "its words": lambda desk: (desk / "aid.md").write_text(AID.replace("Poe", "Roe")),
    "a waiver": lambda desk: (desk / "aid.auditor.yaml").write_text("waive: []\n"),
    "a ledger": lambda desk: (desk / "aid.ledger.yaml").write_text("sources:\n  - label: an insider\n    editor: KL\n"),
    "a setting": lambda desk: (desk / "auditor.yaml").write_text("detectors: rules\n"),
    "a policy": lambda desk: (desk / "auditor.yaml").write_text("policies: [ap]\n"),
    "a severity": lambda desk: (desk / "auditor.yaml").write_text("severity: {default/*: info}\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_draft_is_audited_again_when_anything_has_changed(
    desk: Path, audited: list[str], capsys: Captured, change: Callable[[Path], object]
) -> None:
    checked(capsys, "aid.md")
    change(desk)
    changed = checked(capsys, "aid.md")
    assert len(audited) == 2
    assert changed == checked(capsys, "aid.md", "--no-cache")


def test_what_does_not_decide_is_not_audited_again(desk: Path, audited: list[str], capsys: Captured) -> None:
    assert checked(capsys, "aid.md")[0] == 1
    (desk / "auditor.yaml").write_text("fail_on: never\ntime_limit: 9\n")
    os.utime(desk / "aid.md", (1, 1))
    assert checked(capsys, "aid.md", "--jobs", "2")[0] == 0
    assert len(audited) == 1


def test_what_failed_is_tried_again(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def fails(article: Any, toolkit: Any) -> Any:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(engine, "audit", fails)
        assert checked(capsys, "aid.md")[0] == 3
    assert checked(capsys, "aid.md")[0] == 1


def test_a_waiver_that_ends_ends_though_nothing_else_has_changed(
    desk: Path, audited: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    class Day(date):
        said = "2026-06-30"

        @classmethod
        def today(cls) -> Day:
            return cls.fromisoformat(cls.said)

    for module in (audits, sys.modules["auditor.runs.toolkits"]):
        monkeypatch.setattr(module, "date", Day)
    (desk / "none.md").write_text(AID)
    (desk / "aid.auditor.yaml").write_text(
        "waive:\n  - {rule: default/bare-source, words: an insider, reason: for her safety, by: KL, "
        'until: "2026-06-30"}\n'
    )
    before = checked(capsys, "aid.md", "none.md")
    assert checked(capsys, "aid.md", "none.md") == before
    Day.said = "2026-07-01"
    after = checked(capsys, "aid.md", "none.md")
    assert after != before
    assert audited == ["aid.md", "none.md", "aid.md"]


def test_an_opinion_is_known_for_one_without_a_model(desk: Path, audited: list[str], capsys: Captured) -> None:
    (desk / "aid.md").write_text(OPINION)
    first = checked(capsys, "aid.md", "-v")
    assert checked(capsys, "aid.md", "-v") == first
    assert checked(capsys, "aid.md", "--all-genres")[1] != first[1]
    assert audited == ["aid.md"]


def test_standard_input_is_kept_by_its_content(desk: Path, audited: list[str]) -> None:
    for text, times in ((AID, 1), (AID, 1), (AID.replace("Poe", "Roe"), 2)):
        chosen = drafts.Selection((drafts.Draft("stdin.txt", "stdin.txt", text.encode()),))
        audits.run(chosen, ONE, kept(desk.parent / "kept"))
        assert len(audited) == times


def test_a_draft_that_changes_while_it_is_audited_is_not_kept(
    desk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, audited: list[str], capsys: Captured
) -> None:
    audit = engine.audit

    def slowly(article: Any, toolkit: Any) -> Any:
        (desk / "aid.md").write_text(AID.replace("Poe", "Roe"))
        return audit(article, toolkit)

    with monkeypatch.context() as patch:
        patch.setattr(engine, "audit", slowly)
        checked(capsys, "aid.md")
    (desk / "aid.md").write_text(AID)
    assert "Poe" in checked(capsys, "aid.md", "--format", "json")[1]
    assert len(audited) == 2


def test_only_what_has_changed_is_audited_and_counted(
    desk: Path, audited: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (desk / f"{number}.md").write_text(AID.replace("Poe", f"Poe{number}"))
    keep = kept(desk.parent / "kept")
    chosen = drafts.discover(["."], ONE)
    audits.run(chosen, ONE, keep)
    (desk / "1.md").write_text(AID)
    told: list[tuple[int, int, str]] = []
    audits.run(chosen, ONE, keep, lambda *told_: told.append(told_))
    assert audited[4:] == ["1.md"]
    assert told == [(4, 4, "1.md")]


# ---------------------------------------------------------------- who may say what


def test_settings_switch_it_off_and_a_repository_never_on(
    desk: Path, folder: Path, audited: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", "false")
    checked(capsys, "aid.md")
    assert not folder.exists()
    (desk / "auditor.yaml").write_text("cache: true\n")
    checked(capsys, "aid.md")
    monkeypatch.delenv("AUDITOR_CACHE")
    (desk / "auditor.yaml").write_text("cache: false\n")
    checked(capsys, "aid.md")
    assert (len(audited), folder.exists()) == (3, False)
    own = desk.parent / "config/auditor"
    own.mkdir(parents=True)
    (own / "auditor.yaml").write_text("cache: false\n")
    (desk / "auditor.yaml").write_text("cache: true\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.parent / "config"))
    checked(capsys, "aid.md")
    assert (len(audited), folder.exists()) == (4, False)
    checked(capsys, "aid.md", "--cache")
    assert folder.exists()


@pytest.mark.parametrize("content", ["cache_dir: /tmp/x\n", "overrides:\n  - {paths: ['*'], cache: false}\n"])
def test_no_file_names_the_folder_and_none_keeps_some_drafts_only(desk: Path, content: str, capsys: Captured) -> None:
    (desk / "auditor.yaml").write_text(content)
    assert checked(capsys, "aid.md")[0] == 2


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
def test_a_folder_that_others_may_write_is_not_used_and_that_is_told(
    desk: Path, folder: Path, audited: list[str], capsys: Captured
) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    for _ in range(2):
        code, _, told = checked(capsys, "aid.md")
        assert code == 1
        assert told == (
            f"nothing is kept from run to run: the folder {folder} can be written by others; "
            "auditor cache info says more\n"
        )
    assert (len(audited), entries(folder)) == (2, [])
    assert main(["cache", "clear"]) == 2


def test_without_a_folder_everything_works_and_nothing_is_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (desk.parent / "file").write_text("")
    first = checked(capsys, "aid.md", "--no-cache")
    monkeypatch.setenv(cache.FOLDER, str(desk.parent / "file/below"))
    assert checked(capsys, "aid.md") == first
    for name in (cache.FOLDER, "XDG_CACHE_HOME", "HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert checked(capsys, "aid.md") == first


def test_entries_that_are_damaged_are_made_anew(desk: Path, folder: Path, audited: list[str], capsys: Captured) -> None:
    first = checked(capsys, "aid.md")
    for number, content in enumerate((b"", b"\0" * 100, b"auditor cache 1\n", b"[" * 99), 2):
        for each in entries(folder):
            each.write_bytes(content)
        assert checked(capsys, "aid.md") == first
        assert len(audited) == number
    for each in entries(folder):
        cache.put(str(folder), each.name, ["", [5, "x"]])
    assert checked(capsys, "aid.md") == first


# ---------------------------------------------------------------- auditor cache


def test_it_is_told_what_is_kept_and_deleted(desk: Path, folder: Path, audited: list[str], capsys: Captured) -> None:
    assert main(["cache", "info"]) == 0
    assert "is not there yet" in capsys.readouterr().out
    checked(capsys, "aid.md")
    assert main(["cache", "info", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    size = sum(each.stat().st_size for each in entries(folder))
    assert (told["folder"], told["entries"], told["bytes"]) == (str(folder), len(entries(folder)), size)
    assert main(["cache", "info"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[-1] == str(folder)
    assert lines[-1].endswith(date.today().isoformat())
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == f"{told['entries']} entries deleted\n"
    checked(capsys, "aid.md")
    assert len(audited) == 2
    assert main(["cache", "info", "--format", "yaml"]) == 2


# ---------------------------------------------------------------- processes


ANEW = (sys.executable, "-P", "-m", "auditor")


def process(*arguments: str, program: Sequence[str] = (), **env: str) -> tuple[int, str, str]:
    """What becomes of a command in a process of its own, forked if no other `program` is to run it."""
    asked = [*(program or command(address())), *arguments]
    given = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    done = subprocess.run(asked, env=given, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


HEAVY = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "yaml", "pathspec", "jinja2", "tabulate", "textacy")
SCRIPT = f"""
import sys
from auditor.cli.main import main
code = main(sys.argv[1:])
print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["check"], ["check", "-f", "json"], ["report", "--output", "out"]])
def test_nothing_that_audits_is_imported_where_nothing_is_to_be_audited(
    desk: Path, capsys: Captured, arguments: list[str]
) -> None:
    expected = main([*arguments, "aid.md"]), *capsys.readouterr()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, *arguments, "aid.md"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (expected[0], expected[1], f"{expected[2]}[]\n")


@pytest.mark.slow
def test_a_check_given_again_says_the_same_at_once(desk: Path, folder: Path, capsys: Captured) -> None:
    fill(folder)
    first = process("check", "aid.md", "-v")
    assert first[0] == 1
    assert first[2] == "aid.md: audited\n"
    for _ in range(2):
        assert process("check", "aid.md", "-v") == first
    time.sleep(2.1)  # as long as files are new, their content is part of what is asked
    assert process("check", "aid.md", "-v") == first
    loaded = process(
        "check", "aid.md", "-v", program=ANEW, PYTHONVERBOSE="1"
    )  # another environment, and so kept by itself
    assert "import 'typer'" in loaded[2]
    again = process("check", "aid.md", "-v", program=ANEW, PYTHONVERBOSE="1")
    assert (again[0], again[1]) == first[:2]
    assert "import 'auditor.cli.again'" in again[2]
    assert "import 'typer'" not in again[2]
    for change, expected in (
        (lambda: (desk / "aid.md").write_text(AID.replace("an insider", "Mayor Ed Fox")), 0),
        (lambda: (desk / "aid.md").write_text(AID), 1),
        (lambda: (desk / "auditor.yaml").write_text("fail_on: never\n"), 0),
        ((desk / "auditor.yaml").unlink, 1),
        (lambda: (desk.parent / "auditor.yaml").write_text("fail_on: never\n"), 1),
        ((desk / ".git").rmdir, 1),
        (lambda: (desk / "aid.auditor.yaml").write_text("waive: []\n"), 1),
    ):
        change()
        fresh = checked(capsys, "aid.md", "-v", "--no-cache")
        assert process("check", "aid.md", "-v") == fresh
        assert process("check", "aid.md", "-v") == fresh
        assert fresh[0] == expected
    assert process("check", "aid.md", "-v", AUDITOR_FAIL_ON="never")[0] == 0
    assert process("check", "aid.md")[2] == ""


@pytest.mark.parametrize("named", [["."], ["aid.md", "below"]])
def test_what_is_said_of_a_folder_is_never_said_again_unseen(desk: Path, folder: Path, named: list[str]) -> None:
    fill(folder)
    (desk / "below").mkdir()
    (desk / "below/aid.md").write_text(AID)
    for each in (desk / "aid.md", desk / "below/aid.md", desk / "below"):
        os.utime(each, (1, 1))
    time.sleep(2.1)
    for _ in range(2):
        assert "2 drafts audited" in process("check", *named)[1]
    (desk / "below/new.md").write_text(AID)
    assert "3 drafts audited" in process("check", *named)[1]
    (desk / "below/aid.md").rename(desk / "below/aid.log")
    assert process("check", *named) == process("check", *named, "--no-cache")


def test_a_file_named_twice_is_seen_to_become_two(desk: Path, folder: Path) -> None:
    fill(folder)
    (desk / "same.md").symlink_to("aid.md")
    os.utime(desk / "aid.md", (1, 1))
    time.sleep(2.1)
    for _ in range(2):
        assert "1 draft audited" in process("check", "aid.md", "same.md")[1]
    (desk / "same.md").unlink()
    (desk / "same.md").write_text(AID)
    assert "2 drafts audited" in process("check", "aid.md", "same.md")[1]


SENSELESS = [b"", b"[]", b"1 a1 b1 c1 d", b"1 a1 01 c1 d1 e1 f", b"1 \xff1 00 0 ", b"-5 xxx", b"9 a", b"1 a1 00 0 1 1"]


@pytest.mark.parametrize("content", SENSELESS)
def test_what_is_kept_of_a_command_and_makes_no_sense_is_as_if_it_were_not_there(
    desk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    kept(folder)
    monkeypatch.setattr(Asked, "_named", lambda *_: "a" * 64)
    assert cache.put_bytes(str(folder), "a" * 64, content)
    assert Asked(["check", "aid.md"]).answered() is None
