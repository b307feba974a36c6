"""The command line from outside: what is printed where, what is written, and the exit code."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from auditor import __version__
from auditor.cli.main import main
from tests.hostile.running import is_at_work, started, until, write_drafts

ROOT = Path(__file__).parents[2]

BAD = (
    "Council to close library\n\n"
    "The council will close the Elm Street library in May, two people briefed on the plan said.\n\n"
    "“It hurts,” Mayor Ann Poe said.\n"
)
CLEAN = (
    "Council to close library\n\n"
    "The council will close the Elm Street library in May, Mayor Ann Poe said on Tuesday.\n\n"
    "“It hurts,” she said.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory, in a repository of its own, with a bad and a clean draft."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/bad.txt").write_text(BAD)
    (tmp_path / "drafts/clean.md").write_text(f"---\ndesk: metro\n---\n{CLEAN}")
    return tmp_path


Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# ---------------------------------------------------------------- what is asked for makes no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "A001 no drafts were named\n  for instance: auditor check drafts/\n"),
        (["check", "drafts", "--format", "jsn"], "A001 there is no format 'jsn'; did you mean 'json'?\n"),
        (
            ["summary", "drafts", "--format", "gird"],
            "A001 there is no table format 'gird'\n  Did you mean 'grid'? There are: simple",
        ),
        (["report", "drafts", "--format", "pdf"], "A001 there is no format 'pdf'\n"),
        (["check", "drafts", "--show", "hihg"], "A001 there is no confidence 'hihg'\n"),
        (["check", "drafts", "--show", "high", "-f", "json"], "A001 --show is for the formats terminal and concise\n"),
        (["check", "drafts", "--statistics", "-f", "json"], "A001 --statistics is for the format terminal\n"),
        (["check", "empty"], "A002 no drafts found: empty\n"),
        (["explain", "drafts/bad.txt"], "A003 'drafts/bad.txt' names no line\n"),
        (
            ["explain", "drafts/bad.txt:99"],
            "drafts/bad.txt: A003 there is no line 99\n  its lines are 1 to 6\n",
        ),
        (["report", "drafts", "-o", "drafts/bad.txt"], "A004 drafts/bad.txt is a file\n"),
        (["check", "drafts", "--fail-on", "grave"], "--fail-on: A102 fail_on is 'grave'\n"),
        (["check", "drafts", "--policy", "defalt"], "A201 there is no pack 'defalt'\n"),
        (["check", "drafts", "--rules", "drafts"], "drafts: A201 this folder holds no pack.yaml\n"),
        (
            ["check", "drafts", "--model", "en_core_web_xx"],
            "A401 the language model 'en_core_web_xx' is not installed",
        ),
        (["check", "drafts", "--jobs", "many"], "A001 Invalid value for '--jobs'"),
        (["chekc", "drafts"], "A001 No such command 'chekc'"),
    ],
)
def test_misuse(here: Path, capsys: Captured, arguments: list[str], message: str) -> None:
    (here / "empty").mkdir()
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message.split("\n")[0].split(";")[0] in err
    assert err.startswith(message.split("\n")[0].split(";")[0])


def test_settings_that_are_wrong_stop_everything(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text("polices: [default]\n")
    code, out, err = run(capsys, "check", "drafts")
    assert (code, out) == (2, "")
    assert err == "auditor.yaml:1:1: A101 unknown setting 'polices'\n  did you mean 'policies'?\n"


# ---------------------------------------------------------------- check


@pytest.mark.model
def test_check_prints_findings_by_file_and_ends_with_what_to_do(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "check", "drafts/bad.txt")
    heading, *findings, closing, seen, why = out.splitlines()
    assert (code, err) == (1, "")
    assert re.fullmatch(r"drafts/bad\.txt: \d warnings", heading)
    assert [line for line in findings if re.match(r"  3:\d+  (error|warning|info)  [A-Z“]", line)]
    assert [line for line in findings if line.startswith("    │ The council will close the Elm Street library in May")]
    assert [line for line in findings if re.fullmatch(r"    │ +\^+", line)]
    assert closing.startswith("1 draft audited: ")
    assert seen == "See it in the article: auditor show drafts/bad.txt"
    assert why == "The evidence: auditor explain drafts/bad.txt:3"


@pytest.mark.model
def test_check_in_the_concise_form(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "check", "drafts", "nope", "--format", "concise")
    *findings, failed = out.splitlines()
    assert (code, err) == (3, "")
    place = r"drafts/bad\.txt:3:\d+: (error|warning|info) default/[a-z-]+ .+ \[\w+ confidence\]"
    assert findings and all(re.fullmatch(place, line) for line in findings)
    assert failed == "nope:1:1: error A302 there is no such file or folder"


@pytest.mark.model
def test_check_hides_what_is_less_sure_and_counts_by_rule(here: Path, capsys: Captured) -> None:
    draft = (ROOT / "tests/cases/touchline-rumours/draft.md").read_text()
    (here / "drafts/bad.txt").write_text(draft)
    less = "1 finding of low confidence is not shown; --show low shows all."
    assert less in run(capsys, "check", "drafts", "--show", "medium")[1].splitlines()
    _, out, err = run(capsys, "check", "drafts", "--show", "medium", "-f", "concise")
    assert ("quotation-without-speaker" in out, err) == (False, f"{less}\n")
    _, out, _ = run(capsys, "check", "drafts", "--statistics")
    assert re.search(r"^ +3 +1  warning +default/anonymous-without-reason$", out, re.M)
    assert "Less sure, so look before you act:" in out


@pytest.mark.model
def test_check_of_a_clean_draft(here: Path, capsys: Captured) -> None:
    assert run(capsys, "check", "drafts/clean.md")[::2] == (0, "")
    assert run(capsys, "check", "drafts/clean.md", "--quiet") == (0, "", "")


@pytest.mark.model
def test_fail_on_never_prints_and_passes(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "check", "drafts", "--fail-on", "never")
    assert code == 0
    assert "drafts/bad.txt: 2 warnings\n" in out


@pytest.mark.model
def test_an_input_that_fails_outranks_findings(here: Path, capsys: Captured) -> None:
    (here / "drafts/a.txt").write_bytes(b"PK\x03\x04word/")
    code, out, _ = run(capsys, "check", "drafts", "nope")
    assert code == 3
    assert "drafts/bad.txt: 2 warnings\n" in out
    assert "drafts/a.txt: A311 it is damaged, or only a part of it is here" in out
    assert "nope: A302 there is no such file or folder" in out
    assert "2 files failed" in out


@pytest.mark.model
def test_check_as_json(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "check", "drafts", "nope", "--format", "json")
    data = json.loads(out)
    assert (code, err) == (3, "")
    assert [r["article"]["path"] for r in data["reports"]] == ["drafts/bad.txt", "drafts/clean.md"]
    assert data["failures"][0]["code"] == "A302"


@pytest.mark.model
def test_standard_input(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"---\na: b\n---\n{BAD}".encode())))
    code, out, _ = run(capsys, "check", "-", "--stdin-filename", "desk/aid.md")
    assert code == 1
    assert out.startswith("desk/aid.md: 2 warnings\n")
    assert "  6:55  warning  " in out
    assert "auditor show" not in out  # nobody can read standard input again


@pytest.mark.model
def test_empty_standard_input_is_no_success(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    code, out, _ = run(capsys, "check", "-")
    assert code == 3
    assert out.startswith("stdin.txt: A305 there are no words in it")


def test_show_settings(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text("jobs: 2\n")
    code, out, err = run(capsys, "check", "--show-settings", "--fail-on", "error")
    assert (code, err) == (0, "")
    assert re.search(r"^jobs += 2 +# auditor\.yaml$", out, re.M)
    assert re.search(r"^fail_on += error +# --fail-on$", out, re.M)


# ---------------------------------------------------------------- report


@pytest.mark.model
def test_report_mirrors_folders_and_prints_what_it_wrote(here: Path, capsys: Captured) -> None:
    (here / "drafts/metro").mkdir()
    (here / "drafts/metro/bad.txt").write_text(BAD)
    code, out, err = run(capsys, "report", "drafts", "--output", "out")
    assert code == 0
    assert out.splitlines() == [
        "out/bad.md",
        "out/bad.json",
        "out/clean.md",
        "out/clean.json",
        "out/metro/bad.md",
        "out/metro/bad.json",
    ]
    assert err.startswith("3 drafts audited: ")
    assert json.loads((here / "out/metro/bad.json").read_text())["schema"] == "auditor.report/1"
    assert "two people briefed on the plan" in (here / "out/bad.md").read_text()
    written = sorted(p.name for p in (here / "out").iterdir())
    assert written == ["bad.json", "bad.md", "clean.json", "clean.md", "metro"]


@pytest.mark.model
def test_reports_are_never_audited_as_drafts(here: Path, capsys: Captured) -> None:
    run(capsys, "report", "drafts", "--output", "drafts/reports")
    assert len(run(capsys, "report", ".", "--output", "drafts/reports", "-f", "json")[1].splitlines()) == 2


@pytest.mark.model
def test_report_is_the_same_bytes_each_time(here: Path, capsys: Captured) -> None:
    run(capsys, "report", "drafts", "-o", "one")
    run(capsys, "report", str(here / "drafts"), "-o", "two")
    for path in sorted((here / "one").iterdir()):
        assert path.read_bytes() == (here / "two" / path.name).read_bytes()


@pytest.mark.model
def test_report_fails_on_findings_only_if_asked(here: Path, capsys: Captured) -> None:
    assert run(capsys, "report", "drafts/bad.txt", "-f", "json", "--fail-on", "info")[0] == 1
    code, out, err = run(capsys, "report", "nope", "drafts/bad.txt", "-f", "json")
    assert (code, out) == (3, "reports/bad.json\n")
    assert "nope: A302 there is no such file or folder\n" in err


# ---------------------------------------------------------------- summary, show, explain, the rest


@pytest.mark.model
def test_summary(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "summary", "drafts", "--format", "csv")
    lines = out.splitlines()
    assert code == 0
    assert [line.split(",")[1] for line in lines[1:]] == ["drafts/bad.txt", "drafts/clean.md", "total"]
    code, out, _ = run(capsys, "summary", "drafts", "--group-by", "desk", "-f", "json", "-o", "table.json")
    assert (code, out) == (0, "table.json\n")
    assert "metro" in (here / "table.json").read_text()


@pytest.mark.model
def test_summary_with_a_failure(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "summary", "drafts", "nope")
    assert code == 3
    assert "bad.txt" in out
    assert "nope: A302 there is no such file or folder" in err


@pytest.mark.model
def test_show_and_explain(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "show", "drafts/bad.txt")
    assert code == 0
    assert "two people briefed on the plan" in out
    assert "\x1b[" not in out
    code, out, _ = run(capsys, "explain", "drafts/bad.txt:3:5")
    assert code == 0
    assert out.startswith("drafts/bad.txt:3\n")
    assert "core/" in out
    code, out, err = run(capsys, "show", "nope.txt")
    assert (code, out) == (3, "")
    assert err.startswith("nope.txt: A302 there is no such file or folder\n")


def test_no_arguments_show_the_help(capsys: Captured) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (2, "")
    assert "To begin with: auditor check drafts/" in out


def test_version(capsys: Captured) -> None:
    assert run(capsys, "--version") == (0, f"auditor {__version__}\n", "")


@pytest.mark.parametrize("command", ["report", "check", "summary", "concordance", "stats", "show", "explain"])
def test_help_teaches_with_an_example(capsys: Captured, command: str) -> None:
    code, out, err = run(capsys, command, "--help")
    assert (code, err) == (0, "")
    assert f"For instance: auditor {command} " in out


def test_help_is_broken_by_the_terminal_alone(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command, line in (
        (("archive", "run"), "command is given again. A record that cannot be audited is set aside with the"),
        (("cache", "info"), "which nobody else can read, and never grows beyond 256 MB. AUDITOR_CACHE_DIR"),
        (("watch",), "is gone is told. Waivers and ledgers beside a draft count as the draft. When"),
    ):
        assert line in run(capsys, *command, "--help")[1]


def test_a_flag_that_takes_no_value_shows_none(capsys: Captured) -> None:
    for command in ((), ("report",), ("archive", "run"), ("cache",)):
        out = run(capsys, *command, "--help")[1]
        assert "--help" in out
        assert "bool" not in out.lower()


def test_an_error_of_our_own(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.cli.options.select", lambda *args: 1 / 0)
    code, out, err = run(capsys, "check", "drafts")
    (log,) = (here / ".state/auditor").iterdir()
    assert (code, out) == (4, "")
    assert err == f"A900 an error of our own, ZeroDivisionError: please report it; the details are in {log}\n"
    assert "ZeroDivisionError: division by zero" in log.read_text()


# ---------------------------------------------------------------- as a process


def test_help_is_quick_and_loads_no_parser(here: Path) -> None:
    script = (
        "import sys; from auditor.cli.main import main; main(['check', '--help']); main(['--version']);"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'textacy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0


@pytest.mark.model
@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(here: Path) -> None:
    lines = "\n\n".join(f"Street {n} will close, two people briefed on the plan said." for n in range(60))
    (here / "drafts/many.txt").write_text(lines)
    with started("check", "drafts/many.txt", "--format", "json") as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.read(1) == "{"
        running.stdout.close()
        errors = running.stderr.read()
    assert (running.returncode, errors) == (1, "")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupt_leaves_nothing_half_written(here: Path, jobs: int) -> None:
    write_drafts(here / "long", 12, 400)
    with started("report", "long", "-o", "out", "--jobs", str(jobs)) as running:
        until(lambda: is_at_work(running.pid, jobs), running)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "interrupted\n")
    assert not (here / "out").exists()


# ---------------------------------------------------------------- documents, and files that are no drafts


def word_file() -> bytes:
    """A Word document of one paragraph with an anonymous source."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = "The clinic will close in May, two people briefed on the plan said."
    body = f"<w:p><w:r><w:t>Mayor resigns</w:t></w:r></w:p><w:p><w:r><w:t>{said}</w:t></w:r></w:p>"
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


@pytest.mark.model
def test_a_word_document_in_a_folder_is_audited_and_its_places_are_paragraphs(here: Path, capsys: Captured) -> None:
    (here / "drafts/clinic.docx").write_bytes(word_file())
    code, out, err = run(capsys, "check", "drafts")
    assert code == 1
    assert "drafts/clinic.docx: 2 warnings\n" in out
    assert "\n  paragraph 2  warning  No reason is given" in out
    assert "3 drafts audited" in out + err
    _, out, _ = run(capsys, "check", "drafts/clinic.docx", "--format", "concise")
    assert out.startswith("drafts/clinic.docx: paragraph 2: warning default/anonymous-without-reason ")
    code, out, _ = run(capsys, "report", "drafts/clinic.docx", "--output", "out")
    assert code == 0
    assert "paragraph 2" in (here / "out/clinic.md").read_text()
    for place in ("drafts/clinic.docx:2", "drafts/clinic.docx: paragraph 2:"):
        code, out, _ = run(capsys, "explain", place)
        assert (code, out.splitlines()[0]) == (0, "drafts/clinic.docx: paragraph 2")
        assert "two people briefed on the plan" in out
    code, _, err = run(capsys, "explain", "drafts/clinic.docx:99")
    assert (code, err) == (
        2,
        "drafts/clinic.docx: A003 there is no paragraph 99\n  its parts are paragraph 1 to paragraph 2\n",
    )


@pytest.mark.model
def test_files_of_a_folder_that_are_no_drafts_are_counted_and_fail_if_asked(here: Path, capsys: Captured) -> None:
    (here / "drafts/photo.jpg").write_bytes(b"\xff\xd8\xff")
    (here / "drafts/old.pdf").write_bytes(b"%PDF-1.4")
    (here / "drafts/new.pdf").write_bytes(b"%PDF-1.4")
    _, _, err = run(capsys, "check", "drafts")
    assert "not looked at, as no drafts: 2 .pdf, 1 .jpg; to audit one, name it; --strict-files fails on them\n" in err
    code, out, err = run(capsys, "check", "drafts", "--strict-files")
    assert code == 3
    assert "drafts/photo.jpg: A314 by its name this is no draft, and it was not looked at" in out
    assert "not looked at" not in err


# ---------------------------------------------------------------- other languages

FRENCH = (
    "La ville ferme son foyer de nuit\n\n"
    "Le conseil municipal fermera le foyer au mois de mai, selon deux personnes informées du projet. La mairie n'a pas "
    "répondu à nos questions, et plusieurs élus demandent que le vote soit reporté jusqu'à l'automne.\n"
)


@pytest.mark.model
def test_a_draft_in_another_language_fails_unless_any_is_audited(here: Path, capsys: Captured) -> None:
    (here / "drafts/french.txt").write_text(FRENCH)
    told = "A320 it is in French\n  English is read; --language any audits it all the same\n"
    code, out, err = run(capsys, "check", "drafts/clean.md", "drafts/french.txt")
    failed = f"drafts/french.txt: {told}"
    assert (code, out, err) == (3, f"{failed}\n1 draft audited: no findings, 1 file failed.\n", "")
    for command in (["show", "drafts/french.txt"], ["explain", "drafts/french.txt:3"]):
        assert run(capsys, *command) == (3, "", failed)
    code, out, err = run(capsys, "check", "drafts/french.txt", "--language", "any")
    assert (code, out, err) == (0, "1 draft audited: no findings.\n", "")
    (here / "auditor.yaml").write_text("language: any\n")
    assert run(capsys, "check", "drafts/french.txt") == (0, "1 draft audited: no findings.\n", "")
    for command in (["show", "drafts/french.txt"], ["summary", "drafts"], ["report", "drafts", "--language", "any"]):
        assert run(capsys, *command)[0] == 0
