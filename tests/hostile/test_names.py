"""Names that were made to do harm: nothing steers the terminal, forges a line, runs in a spreadsheet or is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from auditor.base import cache
from auditor.base.errors import PackError, UsageError
from auditor.base.printable import one_line, printable, visible
from auditor.cli import options
from auditor.records.report import Failure
from auditor.records.saved.fields import dump
from auditor.render.summary.rows import rows
from auditor.render.summary.table import formats, render
from auditor.runs.drafts import discover
from auditor.settings.settings import Settings
from tests.factories import nothing
from tests.hostile.process import DRAFT, QUICK, ROOT, Ended, auditor, called, environment, is_plain
from tests.unit.render.summary.test_table import at

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "110"))
"""How many names there are, half of them by chance; `HOSTILE_ROUNDS=2000` tries more than the suite does."""

FORGED = "a.txt\ndrafts/clean.txt:1:1 error default/forged A line that nobody wrote.txt"
NAMES = (
    FORGED, "red\x1b[31m.txt", "title\x1b]0;owned\x07.txt", "c1\x9b2J.txt", "nel\x85next.txt", "cr\rover.txt",
    "bidi\u202etxt.exe.txt", "isolate\u2066.txt", "zero\u200bwidth.txt", "join\u200d.txt", "bom\ufeff.txt",
    "ls\u2028ps\u2029.txt", "tag\U000e0041.txt", "=1+1.txt", "+1.txt", "-1.txt", "@sum.txt", "=cmd|'!A1.txt",
    "\t=1.txt", " =1.txt", '"=1".txt', "'=1.txt", "＝1.txt", "＠x.txt", '"open.txt', "a,b.txt", "a;b.txt",
    "-o.txt", "--stdin-filename=x.txt", "--.txt", "@file.txt", "~root.txt", "*.txt", "[a].txt", "?.txt", "$HOME.txt",
    "`id`.txt", "<b>x.txt", "|pipe|.txt", "a\\b.txt", "%s.txt", "{0}.txt", "[red]x[/red].txt", ":smile:.txt",
    "café.txt", "cafe\u0301.txt", "\U0001f9d1\u200d\U0001f680.txt", "   .txt", "a  b.txt", "x" * 250 + ".txt",
    "con.txt", "nul.md", "a.TXT", "a.txt", "A.txt", os.fsdecode(b"caf\xe9.txt"),
)  # fmt: skip


def nasty(rounds: int, seed: int = 20250107) -> list[str]:
    """Names of files that end as drafts do and begin with no dot, the known ones first, then by chance."""
    chance = random.Random(seed)
    parts = [
        *"\n\r\t\x00\x01\x07\x08\x0b\x0c\x1b\x1c\x7f\x80\x85\x9b\x9d\xa0\xad".replace("\x00", ""),
        *"\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u206f\ufeff\ufff9",
        *"=+-@＝＋－＠'\"`$%&*?[]{}()<>|\\;:,.~#^! _aZ9é\u0301\u3000\U0001f4f0\U000e0001",
        "\x1b[2J", "\x1b]8;;x\x07", ":1:1 error default-x y", "\nA001 ", "[bold]", ".md", ".json", "2 drafts audited: ",
        *(os.fsdecode(bytes([byte])) for byte in (0x80, 0xC3, 0xE9, 0xFF)),
    ]  # fmt: skip
    names = dict.fromkeys(NAMES)
    while len(names) < max(rounds, len(NAMES)):
        body = "".join(chance.choices(parts, k=chance.randint(1, 12))).lstrip(".")
        name = os.fsdecode(os.fsencode(body + chance.choice((".txt", ".md"))))  # bytes by chance may be UTF-8
        if body and name not in {".", ".."} and len(os.fsencode(name)) < 250:
            names[name] = None
    return list(names)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of drafts with such names, some of which object to nothing, and one that is no text."""
    folder = tmp_path_factory.mktemp("many")
    (folder / ".git").mkdir()
    (folder / "drafts").mkdir()
    for number, name in enumerate(nasty(ROUNDS)):
        (folder / "drafts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "drafts" / name).write_text(DRAFT if number % 3 else "Ann Poe, the mayor, spoke on Tuesday.\n")
    (folder / "drafts" / "broken\x1b[31m\nb.txt").write_bytes(b"%PDF-1.7")
    return folder


ALONE = ("--jobs", "1")
"""No processes, which take longer to start than so short drafts take to audit; one test goes by what those find."""


def asked(many: Path, *arguments: str) -> Ended:
    """What a command says of these drafts, which the first that is asked audits and all others find kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.FOLDER, str(many / ".kept"))
        return called(many, *arguments)


def lines(text: str) -> list[str]:
    assert is_plain(text), [char for char in text if not is_plain(char)]
    assert text.endswith("\n")
    return text[:-1].split("\n")


FINDING = re.compile(r"drafts/.+:\d+:\d+: (error|warning|info) default/[a-z-]+ .+")
FAILED = r"drafts/broken\x1b[31m\nb.txt"


@pytest.fixture(scope="module")
def exact(many: Path) -> dict[str, int]:
    """Every draft that was audited, by its exact path, with the number of its findings."""
    ended = asked(many, "check", "drafts", "--format", "json", *QUICK, *ALONE)
    assert ended.code == 3
    lines(ended.out)
    data = json.loads(ended.out)
    assert [failure["path"] for failure in data["failures"]] == ["drafts/broken\x1b[31m\nb.txt"]
    return {each["article"]["path"]: len(each["findings"]) for each in data["reports"]}


@pytest.mark.model
@pytest.mark.slow
def test_every_draft_is_audited(exact: dict[str, int]) -> None:
    assert set(exact) == {f"drafts/{name}" for name in nasty(ROUNDS)}
    assert any(exact.values())
    assert not all(exact.values())


@pytest.mark.model
@pytest.mark.slow
def test_a_finding_is_one_line(many: Path, exact: dict[str, int]) -> None:
    ended = asked(many, "check", "drafts", "--format", "concise", *QUICK, *ALONE)
    assert (ended.code, ended.err) == (3, "")
    *found, failure = lines(ended.out)
    assert all(FINDING.fullmatch(line) for line in found)
    assert len(found) == sum(exact.values())
    assert {line.split(":1:")[0] for line in found} >= {visible(p) for p, n in exact.items() if n and ":1:" not in p}
    assert failure == f"{FAILED}:1:1: error A311 it is damaged, or only a part of it is here"


@pytest.mark.model
@pytest.mark.slow
def test_no_name_forges_a_line(many: Path, exact: dict[str, int]) -> None:
    ended = asked(many, "check", "drafts", *QUICK, *ALONE)
    assert (ended.code, ended.err) == (3, "")
    outer = [line for line in lines(ended.out) if line and not line.startswith("  ")]
    *headings, failure, closing, seen, why = outer
    assert len(headings) == sum(map(bool, exact.values()))
    assert all(line.startswith("drafts/") for line in headings)
    assert failure.startswith(f"{FAILED}: A311 ")
    assert closing.startswith(f"{len(exact)} drafts audited: {sum(exact.values())} findings")
    assert (seen[:10], why[:13]) == ("See it in ", "The evidence:")


@pytest.mark.model
@pytest.mark.slow
def test_every_draft_has_two_reports(many: Path, exact: dict[str, int]) -> None:
    ended = asked(many, "report", "drafts", "-o", "out", *QUICK, *ALONE)
    assert ended.code == 3
    printed, told = lines(ended.out), lines(ended.err)
    files = [path for path in (many / "out").rglob("*") if path.is_file()]
    assert sorted(visible(path.relative_to(many).as_posix()) for path in files) == sorted(printed)
    failed = [line for line in told if ": A005 cannot write out/" in line]
    assert told[-1].startswith(f"{len(exact) - len(failed)} drafts audited")
    audited = [json.loads(path.read_text())["article"]["path"] for path in files if path.suffix == ".json"]
    assert len(audited) == len(set(audited)) == len(exact) - len(failed)
    for path in files:
        if path.suffix == ".md":
            assert is_plain(path.read_text())


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(("fmt", "delimiter"), [("tsv", "\t"), ("csv", ",")])
def test_no_cell_runs_in_a_spreadsheet(many: Path, exact: dict[str, int], fmt: str, delimiter: str) -> None:
    ended = asked(many, "summary", "drafts", "--format", fmt, *QUICK, *ALONE)
    assert ended.code == 3
    assert FAILED in ended.err
    table = list(csv.reader(lines(ended.out), delimiter=delimiter))
    cells = [cell.strip() for row in table for cell in row]
    assert not [cell for cell in cells if re.match(r"""[\s"']*[=+\-@＝＋－＠]""", cell) and not cell.startswith("'")]
    labelled = [row for row in table if len(row) > 5]
    extra = 3  # the headings, the total, and what failed
    assert len(labelled) == len(exact) + extra
    assert len({len(row) for row in labelled}) == 1


@pytest.mark.model
@pytest.mark.slow
def test_tables_for_people(many: Path, exact: dict[str, int]) -> None:
    ended = asked(many, "summary", "drafts", "--format", "github", *QUICK, *ALONE)
    table = [line for line in lines(ended.out) if line.startswith("|")]
    assert len(table) == len(exact) + 3
    ended = asked(many, "check", "drafts", "--format", "markdown", *QUICK, *ALONE)
    assert ended.code == 3
    lines(ended.out)


@pytest.mark.model
@pytest.mark.slow
def test_by_name_as_many_arguments(many: Path, exact: dict[str, int]) -> None:
    """What a shell makes of `drafts/*`: all of them named, and once more with their folder; audited by processes."""
    names = sorted(path.name for path in (many / "drafts").iterdir())[:1000]
    ended = auditor(many / "drafts", "check", "--format", "json", *QUICK, "--", *names, ".", "./")
    assert ended.code == 3
    data = json.loads(ended.out)
    assert {f"drafts/{each['article']['path']}": len(each["findings"]) for each in data["reports"]} == exact
    assert len(data["reports"]) == len(exact)
    assert len(data["failures"]) == 1


# ---------------------------------------------------------------- words that are no names


def test_what_a_terminal_obeys_is_replaced_in_words() -> None:
    assert printable("a\x1b[31mb\u202ec\x00\udce9\n\td\u200b") == "a\ufffd[31mb\ufffdc\ufffd\ufffd\n\td\ufffd"
    assert one_line(" a\x1b\n b\u200b\xadc\u2028d ") == "a\ufffd bc d"
    assert visible("a\x1b\n\tb\u200b\udce9\U000e0041 \\n") == r"a\x1b\n\tb\u200b\udce9\U000e0041 \n"


def test_every_character_is_shown_or_written_out() -> None:
    for number in range(sys.maxunicode + 1):
        shown = visible(chr(number))
        assert shown == chr(number) or shown.isascii()
        assert not any("\x00" <= char < " " or "\x7f" <= char < "\xa0" for char in shown)


def test_an_error_is_one_line_and_its_hint() -> None:
    error = UsageError("no 'a\nb\x1b'", hint="x\ny\u202e")
    assert str(error).split("\n") == [r"A001 no 'a\nb\x1b'", r"  x\ny\u202e"]
    assert isinstance(PackError("x"), Exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nope\x1b[2J\nx.txt"),
        ("check", "drafts", "--format", "a\x1b\nb"),
        ("check", "drafts", "--policy", "a\x1b\nb"),
        ("check", "drafts", "--rules", "a\x1b\nb"),
        ("check", "drafts", "--model", "a\x1b\nb"),
        ("check", "drafts", "--fail-on", "a\x1b\nb"),
        ("check", "drafts", "--jobs", "a\x1b\nb"),
        ("check", "drafts", "--a\x1b\nb"),
        ("a\x1b\nb",),
        ("check", "--show-settings", "--model", "a\x1b\nb = c  # d"),
        ("report", "drafts", "-o", "drafts/red\x1b[31m.txt"),
        ("summary", "drafts", "-o", "drafts/red\x1b[31m.txt/x\ny.csv"),
        ("summary", "drafts", "-o", "a\x1b\nb.c\x1bd"),
        ("summary", "drafts", "-g", "a\x1b\nb"),
        ("summary", "drafts", "-c", "a\x1b\nb"),
        ("summary", "drafts", "-s", "a\x1b\nb"),
        ("explain", "a\x1b\nb"),
        ("show", "a\x1b\nb"),
        ("rules", "show", "a\x1b\nb"),
        ("rules", "new", "a\x1b\nb"),
        ("policies", "show", "a\x1b\nb"),
    ],
)
@pytest.mark.model
def test_what_was_asked_for_is_told_back_harmlessly(many: Path, arguments: tuple[str, ...]) -> None:
    ended = asked(many, *arguments, *((*QUICK, *ALONE) if arguments[0] in {"report", "summary"} else ()))
    assert ended.code in {0, 2, 3}
    assert is_plain(ended.out)
    assert is_plain(ended.err)
    told = [line for line in ended.err.split("\n") if line]
    assert all(re.match(r"\S*.*A\d{3} |  |No draft audited", line) for line in told), told


FRONT = """---
title: "Words\\e[2J\\u009b2J\\u202e and \\u200b more\\nA001 forged"
desk: "=HYPERLINK(\\"x\\")\\e[31m"
author: ["@sum", "+1", "<script>alert(1)</script>", "\\\\input{x}", "a\\tb"]
---
The \x1b[31mcouncil\x9b will \u202eclose\u202c the library, two people brie\u200bfed on the plan said.
"""


@pytest.mark.model
def test_words_of_an_article_are_harmless_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(FRONT)
    for command in (
        ("check", "a.md"),
        ("check", "a.md", "-f", "markdown"),
        ("check", "a.md", "-f", "json"),
        ("show", "a.md"),
        ("explain", "a.md:6"),
        ("summary", "a.md", "-g", "desk", "-f", "csv"),
        ("summary", "a.md", "-g", "author", "-f", "tsv"),
        ("summary", "a.md", "-g", "title", "-f", "plain"),
        ("summary", "a.md", "-g", "author,title", "-f", "html"),
        ("summary", "a.md", "-f", "csv"),
    ):
        ended = called(tmp_path, *command, *QUICK)
        assert ended.code in {0, 1}, ended.err
        lines(ended.out)
        if (command[0] == "summary" and "tsv" in command) or "csv" in command:
            assert not re.search(r"""(?m)(^|[\t,])[\s"]*[=+@]""", ended.out)


def test_nothing_steers_a_terminal_whoever_wrote_it(capsys: pytest.CaptureFixture[str]) -> None:
    options.emit("a\x1b[31mb\x9b\n\tc\n")
    options.emit("\x1b[1;31mred\x1b[0m\x1b[2J\x1b]0;t\x07\n", colour=True)
    options.tell("a\x1b[31mb\u202e")
    out, err = capsys.readouterr()
    assert out == "a\ufffd[31mb\ufffd\n\tc\n\x1b[1;31mred\x1b[0m\ufffd[2J\ufffd]0;t\ufffd\n"
    assert err == "a\ufffd[31mb\ufffd\n"


@pytest.mark.model
def test_words_of_a_pack_are_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests/bad_packs/good", "good")
    for name, word in (("pack.yaml", "A small pack"), ("reason.yaml", "A reader")):
        text = Path("good", name).read_text()
        odd = re.sub(rf"(\w+): ({word}.*)", r'\1: "\2\\e[2J\\u202e\\nA001 forged"', text)
        Path("good", name).write_text(odd.replace("does not say why.", "does not\\e[31m say\\nA001 why."))
    Path("a.txt").write_text(DRAFT)
    for command in (
        ("rules", "list"), ("rules", "list", "--format", "json"), ("rules", "show", "good/reason"),
        ("policies", "list"), ("policies", "show", "good"), ("policies", "matrix"), ("policies", "diff", "good", "ap"),
        ("check", "a.txt", *QUICK), ("explain", "a.txt:1", *QUICK), ("rules", "lint", "good"),
    ):  # fmt: skip
        ended = called(tmp_path, *command, *(() if "lint" in command else ("--rules", "good")))
        assert ended.code in {0, 1}, ended.err
        assert "A001" in ended.out or command[1] in {"matrix", "lint", "diff"}
        assert not [line for line in lines(ended.out) if line.startswith("A001")]


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


@pytest.mark.parametrize("fmt", formats())
def test_no_label_breaks_a_table(fmt: str) -> None:
    labels = ["<script>x.md", "\\input{x}.md", "a|b.md", "[x](y).md", "a&b_c%d#$~^.md", "a\nb\tc.md", "\x01.md"]
    failed = Failure("=x<i>\n\x1b.md", "A307", "no <b>text</b>\n\\input")
    table = rows([at(nothing(), f"in/{label}") for label in labels], None, [failed])
    text = render(table, fmt)
    assert is_plain(text)
    if "html" in fmt:
        page = {"html", "head", "meta", "title", "style", "body", "h1", "div", "tfoot", "dl", "dt", "dd", "ul", "li"}
        assert Tags(text).found <= {"table", "thead", "tbody", "tr", "th", "td", "p", *(page if fmt == "html" else ())}
    if fmt.startswith("latex"):
        assert "\\input" not in text
        assert r"\textbackslash{}input\{x\}" in text
    if fmt in {"github", "pipe"}:
        assert "<script>" not in text.replace("\\<", "")


@pytest.mark.parametrize("label", ["=1", " =1", '"=1"', "'=1", "＝1", "@a", "+1", "-1", '"a', "“=1”"])
def test_a_label_that_a_spreadsheet_would_run(label: str) -> None:
    table = rows([at(nothing(), label)])
    assert list(csv.reader(io.StringIO(render(table, "csv"))))[1][1] == f"'{label}"
    assert list(csv.reader(io.StringIO(render(table, "tsv")), delimiter="\t"))[1][1] == f"'{label}"


def test_a_failure_below_a_table_is_one_line() -> None:
    failed = Failure(f"{'word ' * 30}nine drafts audited.md", "A307", "no text")
    assert render(rows([], None, [failed])).endswith(f"\n{failed.path}: A307 no text\n")


def test_json_has_what_it_hides_exactly() -> None:
    odd = "".join(map(chr, (*range(0x20), 0x7F, 0x9B, 0xAD, 0x200B, 0x2028, 0x202E, 0xFEFF, 0xDCE9, 0xE0041)))
    text = dump({odd: odd})
    assert is_plain(text)
    assert json.loads(text) == {odd: odd}


def test_numbers_of_our_own_stay_numbers() -> None:
    cells = list(csv.reader(io.StringIO(render(rows([at(nothing(), "a.md")]), "csv"))))[1]
    assert all(re.fullmatch(r"\d+(\.\d+)?|", cell) for cell in cells[2:])


# ---------------------------------------------------------------- links, folders, and files that are none


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    for name in ("in/a.txt", "in/sub/b.txt", "out/c.txt"):
        (tmp_path / name).write_text(DRAFT)
    return tmp_path


def found(*paths: str) -> tuple[list[str], list[tuple[str, str]]]:
    selection = discover(paths, Settings())
    return [draft.path for draft in selection.drafts], [(f.path, f.code) for f in selection.failures]


def test_a_link_that_leads_out_of_the_folder_fails(here: Path) -> None:
    (here / "in/link.txt").symlink_to("../out/c.txt")
    (here / "in/zero.txt").symlink_to("/dev/zero")
    (here / "in/inside.txt").symlink_to("sub/b.txt")
    (here / "in/folder.txt").symlink_to("../out")
    outside = [("in/folder.txt", "A310"), ("in/link.txt", "A310"), ("in/zero.txt", "A310")]
    assert found("in") == (["in/a.txt", "in/inside.txt"], outside)
    assert found("in", "in/link.txt") == (["in/a.txt", "in/inside.txt", "in/link.txt"], [outside[0], outside[2]])
    assert found("in", "out")[1] == [("in/zero.txt", "A310")]  # what the link leads to is audited anyway


def test_a_folder_that_is_a_link_is_read_when_it_is_named(here: Path) -> None:
    (here / "link").symlink_to("in")
    assert found("link") == (["link/a.txt", "link/sub/b.txt"], [])


def test_each_draft_once_and_each_failure_once(here: Path) -> None:
    assert found("in", "in/", "./in", "in/a.txt", "in/sub/../a.txt", "nope", "./nope", "nope", str(here / "in")) == (
        ["in/a.txt", "in/sub/b.txt"],
        [("nope", "A302"), ("./nope", "A302")],
    )


@pytest.mark.parametrize(
    ("path", "code"), [("", "A302"), ("in/a.txt/", "A302"), ("in/a.txt/b", "A302"), ("a\x00b", "A302")]
)
def test_paths_that_are_none(here: Path, path: str, code: str) -> None:
    assert [failed[1] for failed in found(path, "in")[1]] == [code]


@pytest.mark.model
def test_what_cannot_be_read_is_one_failure_each(here: Path) -> None:
    (here / ".git").mkdir()
    (here / "in/broken.txt").symlink_to("nowhere.txt")
    (here / "in/loop.txt").symlink_to("loop.txt")
    os.mkfifo(here / "in/pipe.txt")
    long = "x" * 10_000
    ended = auditor(here, "check", "in", "--format", "json", "--fail-on", "never", *QUICK, long, "in/a.txt/")
    assert ended.code == 3
    data = json.loads(ended.out)
    assert [each["article"]["path"] for each in data["reports"]] == ["in/a.txt", "in/sub/b.txt"]
    assert {(each["path"], each["code"]) for each in data["failures"]} == {
        ("in/broken.txt", "A302"),
        ("in/loop.txt", "A301"),
        ("in/pipe.txt", "A304"),
        (long, "A301"),
        ("in/a.txt/", "A302"),
    }


def test_folders_within_folders_without_end(here: Path) -> None:
    deep = here / "deep"
    deep.mkdir()
    at_ = os.open(deep, os.O_RDONLY)
    for _ in range(1900):
        os.mkdir("d", dir_fd=at_)
        inner = os.open("d", os.O_RDONLY, dir_fd=at_)
        os.close(at_)
        at_ = inner
    os.close(at_)
    (deep / "a.txt").write_text(DRAFT)
    try:
        assert found("deep")[0] == ["deep/a.txt"]
    finally:
        subprocess.run(["rm", "-rf", str(deep)], check=True)  # too deep for those who tidy up


def test_a_folder_that_may_not_be_read(here: Path) -> None:
    """Root may read everything, so it becomes somebody else first."""
    (here / "in/sub").chmod(0)
    for folder in (here, *here.parents[:2]):
        folder.chmod(0o755)
    script = (
        "import os; from auditor.runs.drafts import discover; from auditor.settings.settings import Settings;"
        "os.geteuid() or os.setuid(65534); s = discover(['in', 'in', 'in/sub'], Settings());"
        "print([d.path for d in s.drafts], [(f.path, f.code) for f in s.failures])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=here, env=environment()
    )
    (here / "in/sub").chmod(0o755)
    assert done.stdout == "['in/a.txt'] [('in/sub', 'A303')]\n", done.stderr


# ---------------------------------------------------------------- arguments that look like something else


ODD = ("--stdin-filename=x.txt", "-o", "--help", "@file.txt", "~", "*.txt", "[a].txt", "-:1")


@pytest.mark.model
@pytest.mark.slow
def test_everything_after_two_dashes_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in (*ODD, "-"):
        (tmp_path / name).write_text(DRAFT)
    ended = called(tmp_path, "check", "--format", "json", *QUICK, *ALONE, "--", *ODD, "./-")
    assert [each["article"]["path"] for each in json.loads(ended.out)["reports"]] == [*ODD, "./-"]
    ended = called(tmp_path, "report", "-o", "out", *QUICK, *ALONE, "--", *ODD, "./-")
    assert (ended.code, len(ended.out.splitlines())) == (0, 18)
    ended = called(tmp_path, "summary", "-f", "csv", *QUICK, *ALONE, "--", *ODD, "./-")
    assert len(ended.out.splitlines()) == 11
    assert called(tmp_path, "show", *QUICK, "--", "-o").code == 0
    assert called(tmp_path, "show", *QUICK, "--", "./-").code == 0
    assert called(tmp_path, "explain", *QUICK, "--", "-o:1").out.startswith("-o:1\n")
    assert called(tmp_path, "explain", *QUICK, "./-:1").out.startswith("./-:1\n")


def test_the_hook_ends_its_options() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["args"][-1] for hook in hooks] == ["--", "--"]
