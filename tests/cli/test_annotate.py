"""`auditor annotate`: which drafts get copies, where they lie, and what is never written over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from auditor.cli.main import main
from auditor.cli.outputs import copy_paths
from auditor.render.document import SIGNATURE
from auditor.runs.drafts import Draft
from tests.unit.annotating.documents import document, para, parts_of, run, said

Captured = pytest.CaptureFixture[str]
TOLD = "only Word documents can carry comments; passed over: "
DRAFT = document(
    para(run("Night ferry may be cut")) + para(run("The port will end its night ferry in May, "), run("a source said."))
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    for name in ("drafts/aid.docx", "drafts/metro/aid.docx", "drafts/metro/aid.docm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(DRAFT)
    (tmp_path / "drafts/notes.md").write_text("The mayor left, an aide said.\n")
    return tmp_path


def told(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(["annotate", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


# ---------------------------------------------------------------- what makes no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "A001 no drafts were named"),
        (
            ["drafts/notes.md"],
            f"A002 {TOLD}drafts/notes.md\n  auditor report writes a report for drafts of every format",
        ),
        (
            ["drafts/aid.docx", "-o", "drafts/aid.docx"],
            "A004 cannot write drafts/aid.docx: a draft of this run is there",
        ),
        (["drafts/aid.docx", "-o", "drafts/notes.md"], "A004 drafts/notes.md is a file"),
        (["drafts", "-o", "x.docx"], "A004 x.docx is one file, and there are several drafts"),
        (
            ["drafts/metro/aid.docm", "-o", "x.docx"],
            "A004 Word opens no copy of a .docm under the name x.docx\n  name it x.docm",
        ),
    ],
)
def test_what_makes_no_sense_is_said_before_any_draft_is_audited(
    arguments: list[str], message: str, here: Path, capsys: Captured
) -> None:
    code, out, err = told(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert (here / "drafts/aid.docx").read_bytes() == DRAFT


# ---------------------------------------------------------------- names


def names(*drafts: tuple[str, str], folder: str = "out") -> list[str]:
    records = [Draft(path, below) for path, below in drafts]
    found = copy_paths(records, Path(folder))
    return [found[each].as_posix() for each in records]


def test_copies_have_the_names_of_their_drafts_below_the_folder(here: Path) -> None:
    assert names(("d/aid.docx", "aid.docx"), ("d/m/aid.docx", "m/aid.docx"), ("d/aid.docm", "aid.docm")) == [
        "out/aid.docx",
        "out/m/aid.docx",
        "out/aid.docm",
    ]
    assert names(("a/aid.docx", "aid.docx"), ("b/aid.docx", "aid.docx")) == ["out/a/aid.docx", "out/b/aid.docx"]
    assert names(("../aid.docx", "aid.docx"), ("aid.docx", "aid.docx")) == ["out/aid-1.docx", "out/aid-2.docx"]
    assert names(("stdin.txt", "stdin.txt")) == ["out/stdin.txt.docx"]
    assert names(("drafts/aid.docx", "aid.docx"), folder="drafts") == ["drafts/drafts/aid.docx"]


def test_a_copy_that_somebody_has_worked_on_is_not_written_over(here: Path) -> None:
    (here / "out").mkdir()
    target = here / "out/aid.docx"
    target.write_bytes(DRAFT)
    assert names(("aid.docx", "aid.docx")) == ["out/aid-1.docx"]
    with zipfile.ZipFile(target, "a") as file:
        file.comment = SIGNATURE.encode()
    assert names(("aid.docx", "aid.docx")) == ["out/aid.docx"]


# ---------------------------------------------------------------- copies


@pytest.mark.model
def test_a_folder_is_annotated_whole_and_what_cannot_be_read_stops_nothing(here: Path, capsys: Captured) -> None:
    (here / "drafts/broken.docx").write_bytes(DRAFT[:-40])
    code, out, err = told(capsys, "drafts")
    assert code == 3
    assert out == "annotated/aid.docx\nannotated/metro/aid.docx\n"
    assert f"{TOLD}drafts/notes.md\n" in err
    assert "drafts/broken.docx: A311 it is damaged" in err
    assert "not looked at, as no drafts: 1 .docm" in err
    copy = (here / "annotated/metro/aid.docx").read_bytes()
    found = said(copy).values()
    assert [each.words for each in found if "Rule: default/bare-source" in each.paragraphs] == ["a source"]
    assert (here / "drafts/aid.docx").read_bytes() == DRAFT
    assert {path.name for path in (here / "annotated").rglob("*")} == {"aid.docx", "metro"}

    code, out, err = told(capsys, ".")
    assert code == 3
    assert "2 reports of the auditor were passed over" in err
    assert out == "annotated/drafts/aid.docx\nannotated/drafts/metro/aid.docx\n"


@pytest.mark.model
def test_one_draft_to_one_file_with_its_sources(here: Path, capsys: Captured) -> None:
    code, out, _ = told(capsys, "drafts/metro/aid.docm", "-o", "new/marked.docm", "--sources", "--fail-on", "warning")
    assert (code, out) == (1, "new/marked.docm\n")
    heads = [each.paragraphs[0] for each in said((here / "new/marked.docm").read_bytes()).values()]
    assert "Anonymous source S1: a source (1 person; 1 statement)" in heads


@pytest.mark.model
def test_a_draft_on_standard_input(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT)))
    code, out, _ = told(capsys, "-", "--stdin-filename", "aid.docx")
    assert (code, out) == (0, "annotated/aid.docx\n")
    assert parts_of((here / "annotated/aid.docx").read_bytes()).keys() >= {"word/comments.xml"}


@pytest.mark.model
def test_a_copy_that_cannot_be_written_fails_that_draft_alone(here: Path, capsys: Captured) -> None:
    (here / "annotated").mkdir()
    (here / "annotated/metro").write_text("in the way")
    code, out, err = told(capsys, "drafts")
    assert (code, out) == (3, "annotated/aid.docx\n")
    assert "drafts/metro/aid.docx: A005 cannot write annotated/metro/aid.docx" in err
