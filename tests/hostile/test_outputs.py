"""Reports that cannot be written, and streams that are closed, full or gone: nothing else is lost, and it is said."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from auditor.cli.outputs import report_paths
from auditor.render.document import SIGNATURE
from auditor.runs.drafts import Draft, discover, is_report
from auditor.settings.settings import Settings
from tests.hostile.process import DRAFT, QUICK, Ended, auditor, called, forked, is_plain
from tests.hostile.running import disk

pytestmark = pytest.mark.model


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory, in a repository of its own, with two drafts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "drafts" / name).write_text(DRAFT)
    return tmp_path


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ---------------------------------------------------------------- one report that cannot be written


def test_a_name_too_long_for_a_report_costs_that_report_alone(here: Path) -> None:
    long = "x" * 251
    (here / "drafts" / f"{long}.txt").write_text(DRAFT)
    (here / "drafts/z.txt").write_text(DRAFT)
    ended = called(here, "report", "drafts", "-o", "out", *QUICK)
    assert ended.code == 3
    assert written(here / "out") == ["a.json", "a.md", "b.json", "b.md", f"{long}.md", "z.json", "z.md"]
    assert ended.out.splitlines() == [
        "out/a.md", "out/a.json", "out/b.md", "out/b.json", f"out/{long}.md", "out/z.md", "out/z.json",
    ]  # fmt: skip
    failure, hint, closing = ended.err.splitlines()
    assert failure == f"drafts/{long}.txt: A005 cannot write out/{long}.json: File name too long"
    assert hint == f"  make room there, or name another folder with --output; out/{long}.md was written"
    assert closing == "3 drafts audited: 6 findings (6 warnings), 1 file failed."


def test_a_folder_in_the_place_of_a_report(here: Path) -> None:
    (here / "out/a.md").mkdir(parents=True)
    ended = called(here, "report", "drafts", "-o", "out", *QUICK)
    assert ended.code == 3
    assert written(here / "out") == ["a.json", "b.json", "b.md"]
    assert "drafts/a.txt: A005 cannot write out/a.md: a folder or a device is there\n" in ended.err
    assert "1 draft audited" in ended.err.splitlines()[-1]


def test_a_file_in_the_place_of_a_folder(here: Path) -> None:
    (here / "drafts/metro").mkdir()
    (here / "drafts/metro/c.txt").write_text(DRAFT)
    (here / "out").mkdir()
    (here / "out/metro").write_text("a note\n")
    ended = called(here, "report", "drafts", "-o", "out", *QUICK)
    assert ended.code == 3
    assert written(here / "out") == ["a.json", "a.md", "b.json", "b.md", "metro"]
    assert "drafts/metro/c.txt: A005 cannot write out/metro/c.md: " in ended.err


def test_a_device_is_never_replaced(here: Path) -> None:
    os.mkfifo(here / "pipe.csv")
    ended = called(here, "summary", "drafts", "-f", "csv", "-o", "pipe.csv", *QUICK)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("A004 cannot write pipe.csv: a folder or a device is there\n")
    assert (here / "pipe.csv").is_fifo()


@pytest.fixture
def full(here: Path) -> Iterator[Path]:
    """A file system of its own with room for very little."""
    with disk(here / "full", "24k") as folder:
        yield folder


def test_a_full_disk_leaves_no_half_of_a_report(full: Path, here: Path) -> None:
    (here / "drafts/b.txt").write_text(DRAFT * 60)
    (here / "drafts/c.txt").write_text("No.\n")
    ended = called(here, "report", "drafts", "-o", "full", *QUICK)
    assert ended.code == 3
    assert written(full) == sorted(path.removeprefix("full/") for path in ended.out.splitlines())
    assert "full/c.md" in ended.out
    assert "drafts/b.txt: A005 cannot write full/b.md: No space left on device" in ended.err
    for path in full.glob("*.json"):
        json.loads(path.read_text())
    ended = called(here, "summary", "drafts", "-f", "json", "-o", "full/table.json", *QUICK)
    assert ended.code in {0, 2}
    assert (full / "table.json").exists() == (ended.code == 0)


# ---------------------------------------------------------------- no two drafts share a report


def test_standard_input_called_as_a_draft_is(here: Path) -> None:
    ended = called(
        here, "report", "-", "drafts", "--stdin-filename", "./drafts/a.txt", "-o", "out", *QUICK,
        given="Nobody said a word.\n",
    )  # fmt: skip
    assert ended.code == 0
    assert "3 drafts audited" in ended.err
    assert len(set(ended.out.splitlines())) == len(written(here / "out")) == 6
    paths = {json.loads(path.read_text())["article"]["path"] for path in (here / "out").rglob("*.json")}
    assert paths == {"-/drafts/a.txt", "drafts/a.txt", "drafts/b.txt"}
    words = [json.loads(path.read_text())["article"]["words"] for path in (here / "out").rglob("*.json")]
    assert sorted(words) == [4, 17, 17]


@pytest.mark.parametrize(
    "names",
    [
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("A.txt", "a.txt"),
        ("stra\u00dfe.txt", "STRASSE.txt"),
        ("a.txt", "a.md/b.txt"),
        ("a.md/b.txt", "a.txt"),
        ("a.md/b.txt", "a.txt", "a.json/c.txt", "a.txt.md/d.txt"),
    ],
)
def test_no_report_is_another_or_a_folder_of_another(names: tuple[str, ...], tmp_path: Path) -> None:
    drafts = [Draft(f"d/{name}", name) for name in names]
    paths = report_paths(drafts, tmp_path / "out", [".md", ".json"])
    for targets in paths.values():
        for target in targets:
            assert target.is_relative_to(tmp_path / "out")
            target.parent.mkdir(parents=True, exist_ok=True)
            assert not target.exists()
            target.touch()
    assert len(written(tmp_path / "out")) == 2 * len(names)
    folded = {path.casefold() for path in written(tmp_path / "out")}
    assert len(folded) == 2 * len(names)


@pytest.mark.parametrize("name", ["..txt", "...txt", "../x.txt", "/x.txt", "../../..txt", "a/..txt"])
def test_every_report_lies_below_the_output_folder(name: str, tmp_path: Path) -> None:
    drafts = [Draft(name, Path(name).name, b""), Draft(f"{name}.md", Path(name).name)]
    for targets in report_paths(drafts, tmp_path / "out", [".md"]).values():
        assert Path(os.path.realpath(targets[0])).is_relative_to(tmp_path / "out")


def test_a_draft_that_was_not_named_is_not_replaced(here: Path) -> None:
    (here / "drafts/a.md").write_text("My own notes, which nobody else has.\n")
    ended = called(here, "report", "drafts/a.txt", "-o", "drafts", *QUICK)
    assert (ended.code, ended.out) == (0, "drafts/a.txt.md\ndrafts/a.txt.json\n")
    assert (here / "drafts/a.md").read_text() == "My own notes, which nobody else has.\n"


# ---------------------------------------------------------------- reports are no drafts, and drafts no reports


def test_reports_may_lie_beside_their_drafts(here: Path) -> None:
    first = called(here, "report", "drafts", "-o", "drafts", *QUICK)
    assert first.code == 0
    again = called(here, "report", "drafts", "-o", "drafts", *QUICK)
    assert again.out == first.out
    checked = called(here, "check", "drafts", "--fail-on", "never", *QUICK)
    assert "\n2 drafts audited: " in checked.out
    assert checked.err == "4 reports of the auditor were passed over; to audit one, name the file\n"


def test_no_file_hides_the_drafts_of_its_folder(here: Path) -> None:
    (here / "drafts/.auditor-reports").touch()
    assert len(discover(["drafts"], Settings()).drafts) == 2


def test_a_run_saved_as_markdown_is_a_report(here: Path) -> None:
    ended = called(here, "check", "drafts", "nope", "-f", "markdown", *QUICK)
    (here / "drafts/run.md").write_text(f"{ended.out}\n\n")
    assert is_report("drafts/run.md")
    selection = discover(["drafts", "drafts/run.md"], Settings())
    assert [draft.path for draft in selection.drafts] == ["drafts/a.txt", "drafts/b.txt", "drafts/run.md"]
    assert selection.skipped == ()  # it was named


def test_only_reports_are_told_from_their_last_line(here: Path) -> None:
    os.mkfifo(here / "pipe.md")
    (here / "quoting.md").write_text(f"{SIGNATURE}\n\nThat is the last line of a report.\n")
    (here / "large.md").write_text(f"{'word ' * 100_000}\n{SIGNATURE}\r\n\r\n")
    assert not is_report("pipe.md")
    assert not is_report("quoting.md")
    assert not is_report("nowhere.md")
    assert is_report("large.md")


def test_nothing_but_reports_is_no_draft(here: Path) -> None:
    called(here, "report", "drafts", "-o", "out", *QUICK)
    ended = called(here, "check", "out")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("A002 no drafts found: out; 4 reports of the auditor were passed over\n")


# ---------------------------------------------------------------- streams

COMMANDS = (
    ("check", "drafts", *QUICK),
    ("check", "--show-settings"),
    ("rules", "list"),
    ("policies", "show", "npr"),
    ("--version",),
    ("--help",),
)


def of(command: Sequence[str]) -> Callable[..., Ended]:
    """What runs a command: the quickest are started in earnest."""
    return auditor if command[0].startswith("-") else forked


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_standard_output_that_is_full(here: Path, command: tuple[str, ...]) -> None:
    ended = of(command)(here, *command, shell=">/dev/full")
    assert ended.code == 2
    assert ended.err.startswith("A004 cannot write to standard output: No space left on device\n")
    assert len(ended.err.splitlines()) == 2


@pytest.mark.parametrize("command", COMMANDS[:-1], ids=" ".join)
def test_standard_output_that_is_closed(here: Path, command: tuple[str, ...]) -> None:
    ended = of(command)(here, *command, shell=">&-")
    assert ended.code == 2
    assert ended.err.startswith("A004 cannot write to standard output: it is closed\n")


def test_reports_are_written_though_nobody_can_be_told(here: Path) -> None:
    for target in (">&-", ">/dev/full"):
        ended = forked(here, "report", "drafts", "nope", "-o", f"out{len(target)}", *QUICK, shell=target)
        assert ended.code == 2
        assert written(here / f"out{len(target)}") == ["a.json", "a.md", "b.json", "b.md"]
        assert "nope: A302 there is no such file or folder\n" in ended.err
        assert "A004 cannot write to standard output" in ended.err


def test_a_closed_output_does_not_end_in_a_report(here: Path) -> None:
    """The first file opened after a stream was closed gets its number."""
    auditor(here, "report", "drafts", "-o", "out", *QUICK, shell="<&- >&- 2>&-")
    assert written(here / "out") == ["a.json", "a.md", "b.json", "b.md"]
    for path in (here / "out").glob("*.json"):
        json.loads(path.read_text())


@pytest.mark.parametrize("target", ["2>&-", "2>/dev/full"])
def test_errors_that_cannot_be_told_keep_their_exit_code(here: Path, target: str) -> None:
    assert forked(here, "check", "nope", "drafts", *QUICK, shell=target).code == 3
    assert forked(here, "report", "nope", "drafts", "-o", "out", *QUICK, shell=target).code == 3
    assert forked(here, "check", "drafts", "--jobs", "many", shell=target).code == 2
    assert auditor(here, "check", shell=f">&- {target}").code == 2


def test_closed_streams_and_several_processes(here: Path) -> None:
    for number in range(10):
        (here / f"drafts/{number}.txt").write_text(DRAFT)
    ended = auditor(here, "check", "drafts", "--jobs", "2", "--fail-on", "never", *QUICK, shell="<&- 2>&-")
    assert ended.code == 0
    assert "12 drafts audited" in ended.out


@pytest.mark.parametrize("command", [("summary", "drafts", *QUICK), *COMMANDS[2:4], COMMANDS[-1]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(here: Path, command: tuple[str, ...]) -> None:
    ended = of(command)(here, *command, shell="| true")
    assert (ended.code, ended.err) == (0, "")
    ended = of(command)(here, *command, shell="| head -1")
    assert (ended.code, ended.err) == (0, "")


# ---------------------------------------------------------------- standard input


def test_standard_input_that_is_closed_is_one_draft_that_failed(here: Path) -> None:
    ended = forked(here, "check", "-", "drafts", *QUICK, shell="<&-")
    assert ended.code == 3
    assert "stdin.txt: A301 standard input is closed\n" in ended.out
    assert "2 drafts audited" in ended.out
    for command in (("show", "-"), ("explain", "--", "-:1")):
        ended = forked(here, command[0], *QUICK, *command[1:], shell="<&-")
        assert (ended.code, ended.out) == (3, "")
        assert ended.err.startswith("stdin.txt: A301 standard input is closed\n")


def test_standard_input_that_cannot_be_read(here: Path) -> None:
    ended = forked(here, "check", "-", "drafts", *QUICK, shell="0>written.txt")
    assert ended.code == 3
    assert "stdin.txt: A301 standard input cannot be read: " in ended.out
    assert "2 drafts audited" in ended.out


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/", "a/..", "a\nb.md", "a\x1b[2J.md", "a\x7f", "a\x85b"])
def test_names_that_no_draft_can_have(here: Path, name: str) -> None:
    ended = called(here, "report", "-", "--stdin-filename", name, "-o", "out", *QUICK, given=DRAFT)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("A006 no draft can be called '")
    assert len(ended.err.splitlines()) == 2
    assert is_plain(ended.err)


@pytest.mark.parametrize("name", ["../../x", "/etc/x.md", "-o", "~/x.txt", "*", "=x"])
def test_names_that_lead_elsewhere_stay_in_the_output_folder(here: Path, name: str) -> None:
    (here / "inner").mkdir()
    before = set(written(here))
    ended = called(here / "inner", "report", "-", f"--stdin-filename={name}", "-o", "out", *QUICK, given=DRAFT)
    assert ended.code == 0
    assert {path.rpartition("/")[0] for path in set(written(here)) - before} == {"inner/out"}


def test_a_name_of_ten_thousand_letters(here: Path) -> None:
    name = "x" * 10_000
    ended = called(here, "report", "-", "drafts", "--stdin-filename", name, "-o", "out", *QUICK, given=DRAFT)
    assert ended.code == 3
    assert "A005 cannot write out/xxx" in ended.err
    assert written(here / "out") == ["a.json", "a.md", "b.json", "b.md"]
    assert called(here, "check", "-", "--stdin-filename", name, *QUICK, given=DRAFT).code == 1


# ---------------------------------------------------------------- drafts that others would have lost or left out


@pytest.mark.parametrize("target", ["drafts/a.txt", "./drafts/../drafts/a.txt", "link.csv"])
def test_a_table_never_replaces_a_draft_of_the_run(here: Path, target: str) -> None:
    (here / "link.csv").hardlink_to(here / "drafts/a.txt")
    ended = called(here, "summary", "drafts", "-o", target, *QUICK)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"A004 cannot write {Path(target).as_posix()}: a draft of this run is there\n")
    assert (here / "drafts/a.txt").read_text() == DRAFT


def test_a_link_to_a_folder_elsewhere_is_told(here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "elsewhere/c.txt").write_text(DRAFT)
    (here / "drafts/more").symlink_to(here / "elsewhere")
    ended = called(here, "check", "drafts", *QUICK)
    assert ended.code == 3
    assert "drafts/more: A310 this link leads out of the folder\n" in ended.out
    named = called(here, "check", "drafts", "elsewhere", *QUICK)
    assert (named.code, "A310" in named.out) == (1, False)


def test_what_settings_leave_out_is_told(here: Path) -> None:
    (here / "drafts/desk").mkdir()
    (here / "auditor.yaml").write_text('ignore: ["a.*", desk, "*.png"]\n')
    (here / "drafts/picture.png").write_bytes(b"\x89PNG")
    ended = called(here, "check", "drafts", "--fail-on", "never", *QUICK)
    assert ended.code == 0
    assert ended.err == "passed over because of the setting `ignore`: 2; to audit one, name it\n"
