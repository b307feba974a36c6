"""`auditor lsp`, as an editor sees it: a process, spoken to on standard input and output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import main
from tests.language_client import ABLE, Editor

RULE, BARE = "default/anonymous-without-reason", "default/bare-source"
DRAFT = """\
# Harbour 🚢 may close

😀 The harbour will close in May, an insider said. “We were never told,” said Ida Brandt, who runs it.
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / ".git").mkdir()
    return folder


@pytest.fixture(scope="module")
def editor(root: Path) -> Iterator[Editor]:
    with closing(Editor(root)) as started:
        started.begin(root)
        yield started


def uri_of(root: Path, name: str) -> str:
    return (root / name).as_uri()


def words_at(text: str, place: dict[str, Any]) -> str:
    """The words in a range of one line, which is counted in UTF-16."""
    line = text.split("\n")[place["start"]["line"]]
    assert place["start"]["line"] == place["end"]["line"]
    units: bytes = line.encode("utf-16-le")
    start, end = (2 * int(place[side]["character"]) for side in ("start", "end"))
    return units[start:end].decode("utf-16-le")


def at(text: str, words: str) -> dict[str, int]:
    """The place of words, counted in UTF-16."""
    before = text[: text.index(words)]
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2].encode("utf-16-le")) // 2}


pytestmark = pytest.mark.model


def test_a_draft_is_marked_when_it_is_opened_and_when_it_changes(editor: Editor, root: Path) -> None:
    uri = uri_of(root, "aid.md")
    editor.open(uri, DRAFT)
    token = editor.heard("window/workDoneProgress/create")["token"]
    assert [editor.heard("$/progress", lambda p: p["token"] == token)["value"]["kind"] for _ in "12"] == [
        "begin",
        "end",
    ]
    marks = editor.marks(uri, 1)
    found = {mark["code"]: mark for mark in marks}
    assert set(found) >= {RULE, BARE}
    assert words_at(DRAFT, found[RULE]["range"]) == "an insider"
    assert found[RULE]["severity"] == 2
    assert found[RULE]["source"] == "auditor"
    assert found[RULE]["codeDescription"]["href"].endswith("/default/anonymous-without-reason.yaml")
    assert "an insider" in found[RULE]["message"]

    editor.change(uri, 2, DRAFT.replace("an insider", "x"))
    editor.change(uri, 3, DRAFT.replace("an insider said", "its master, Olaf Berg, said"))
    assert editor.marks(uri, 3) == []
    assert editor.is_quiet("textDocument/publishDiagnostics", 1.0)  # none of the version that was typed over

    waived = DRAFT.replace(
        "runs it.\n", f"runs it. <!-- auditor: waive {BARE} because no more can be said safely -->\n"
    )
    editor.change(uri, 4, waived)
    (mark,) = (mark for mark in editor.marks(uri, 4) if mark["code"] == BARE)
    assert mark["severity"] == 4
    assert mark["message"].startswith("Waived: no more can be said safely.")

    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.marks(uri, None) == []


def test_what_is_pointed_at_is_explained(editor: Editor, root: Path) -> None:
    uri = uri_of(root, "hover.md")
    editor.open(uri, DRAFT)
    editor.marks(uri, 1)
    asked = {"textDocument": {"uri": uri}, "position": at(DRAFT, "insider said")}
    told = editor.ask("textDocument/hover", asked)
    assert words_at(DRAFT, told["range"]) == "an insider"
    assert told["contents"]["kind"] == "markdown"
    lines = told["contents"]["value"].splitlines()
    assert lines[0] == "**Statement, in the writer’s words**"
    assert {"- source: an insider", "- kind: anonymous (1 person)", "- introduced by: “said”"} <= set(lines)
    assert any(line.startswith("- found by: ") for line in lines)
    nothing = {"textDocument": {"uri": uri}, "position": at(DRAFT, "may close")}
    assert editor.ask("textDocument/hover", nothing) is None


def test_a_waiver_is_offered_and_waives_nothing_until_its_reason_is_written(editor: Editor, root: Path) -> None:
    uri = uri_of(root, "act.md")
    editor.open(uri, DRAFT)
    mark = next(mark for mark in editor.marks(uri, 1) if mark["code"] == RULE)
    asked = {"textDocument": {"uri": uri}, "range": mark["range"], "context": {"diagnostics": [mark]}}
    offered = {each["title"]: each for each in editor.ask("textDocument/codeAction", asked)}
    waive = offered[f"Waive with a reason…: {RULE}"]
    assert waive["kind"] == "quickfix"
    assert [each["code"] for each in waive["diagnostics"]] == [RULE]
    (change,) = waive["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    (edit,) = change["edits"]
    lines = DRAFT.split("\n")
    end = len(lines[2].encode("utf-16-le")) // 2
    assert edit["range"] == {"start": {"line": 2, "character": end}, "end": {"line": 2, "character": end}}
    assert edit["newText"] == f" <!-- auditor: waive {RULE} because REASON -->"
    editor.change(uri, 2, "\n".join([*lines[:2], lines[2] + edit["newText"], *lines[3:]]))
    codes = {each["code"]: each["severity"] for each in editor.marks(uri, 2)}
    assert codes[RULE] == 2
    assert "waivers/without-reason" in codes
    assert editor.ask("textDocument/codeAction", {**asked, "context": {"diagnostics": [], "only": ["refactor"]}}) == []

    show = offered[f"Open the rule: {RULE}"]["command"]
    editor.ask("workspace/executeCommand", {"command": show["command"], "arguments": show["arguments"]})
    opened = editor.heard("window/showDocument")
    assert opened["uri"].endswith("/default/anonymous-without-reason.yaml")


def test_of_plain_text_the_waiver_is_written_beside_it(editor: Editor, root: Path) -> None:
    uri = uri_of(root, "plain.txt")
    text = DRAFT.replace("# ", "")
    editor.open(uri, text, "plaintext")
    mark = next(mark for mark in editor.marks(uri, 1) if mark["code"] == RULE)
    asked = {"textDocument": {"uri": uri}, "range": mark["range"], "context": {"diagnostics": []}}
    offered = {each["title"]: each for each in editor.ask("textDocument/codeAction", asked)}
    command = offered[f"Waive with a reason…: {RULE}"]["command"]
    run = {"command": command["command"], "arguments": command["arguments"]}
    editor.ask("workspace/executeCommand", run)
    made, written = editor.heard("workspace/applyEdit")["edit"]["documentChanges"]
    beside = uri_of(root, "plain.auditor.yaml")
    assert (made["kind"], made["uri"]) == ("create", beside)
    (edit,) = written["edits"]
    assert edit["newText"] == (f'waive:\n  - rule: "{RULE}"\n    words: "an insider"\n    reason: "REASON"\n')
    shown = editor.heard("window/showDocument")
    assert (shown["uri"], shown["selection"]["start"]) == (beside, {"line": 3, "character": 13})
    assert not (root / "plain.auditor.yaml").exists()  # it is the editor that writes

    (root / "plain.auditor.yaml").write_text(edit["newText"].replace("REASON", "so"), encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": beside, "type": 1}]})
    (again,) = (mark for mark in editor.marks(uri, 1) if mark["code"] == RULE)
    assert again["message"].startswith("Waived: so.")


def test_other_files_are_left_alone_and_what_cannot_be_audited_says_so(editor: Editor, root: Path) -> None:
    editor.open(uri_of(root, "aid.py"), "print('an insider said')", "python")
    editor.open("untitled:Untitled-1", "", "plaintext")
    editor.open("untitled:Untitled-2", "Le port fermera en mai, a dit un initié. Personne ne sait pourquoi.\n" * 4)
    (mark,) = editor.marks("untitled:Untitled-2", 1)
    assert mark["code"] == "A320"
    assert mark["severity"] == 3
    assert editor.marks("untitled:Untitled-1", 1) == []
    assert all(m.get("params", {}).get("uri") != uri_of(root, "aid.py") for m in editor.asked)


def test_settings_that_change_are_loaded_and_those_not_in_order_are_told(editor: Editor, root: Path) -> None:
    uri, file = uri_of(root, "set.md"), root / "auditor.yaml"
    editor.open(uri, DRAFT)
    assert BARE in {mark["code"] for mark in editor.marks(uri, 1)}
    for policies, are_found in (("[app]", True), ("[]", False)):
        file.write_text(f"policies: {policies}\n", encoding="utf-8")
        editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})
        assert (BARE in {mark["code"] for mark in editor.marks(uri, 1)}) == are_found
    assert "there is no pack 'app'" in editor.heard("window/showMessage")["message"]
    file.unlink()


def test_it_takes_its_leave_and_has_said_nothing_on_the_side(root: Path) -> None:
    with closing(Editor(root)) as editor:
        can = {**ABLE, "general": {"positionEncodings": ["utf-32", "utf-16"]}}
        answer = editor.begin(root, can, {"policies": [], "polices": ["ap"]})
        assert answer["capabilities"]["positionEncoding"] == "utf-32"
        assert "did you mean 'policies'?" in editor.heard("window/showMessage")["message"]
        assert editor.end() == 0
    assert editor.errors == b""


def test_without_the_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("auditor.cli.editing.find_spec", lambda name: None)
    assert main(["lsp"]) == 2
    assert "pip install 'auditor[editor]'" in capsys.readouterr().err
