"""Completion by a shell: the protocol that shells speak, and what they are offered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from auditor.cli import completion
from auditor.cli.main import build, main
from auditor.packs import load
from auditor.packs.load import load_packs, shipped
from auditor.render import dispatch

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Any:
    """What bash is offered for a command line, of which the last word is being typed."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("_AUDITOR_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", "\n".join(["auditor", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        assert main([]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return str(out).split()

    return ask


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["ru"], ["rules"]),
        (["check", "--min"], ["--min-confidence"]),
        (["check", "--min-confidence", ""], ["high", "low", "medium"]),
        (["check", "--fail-on", "w"], ["warning"]),
        (["check", "--fail-on", "n"], ["never"]),
        (["check", "-f", "js"], ["json", "jsonl"]),
        (["check", "--also", "js"], ["json=", "jsonl="]),
        (["check", "--also", "sarif=a"], []),
        (["check", "--rows", "s"], ["sources", "statements"]),
        (["check", "draft.md", "--policy", "np"], ["npr"]),
        (["report", "--format", "markdown,j"], ["markdown,json", "markdown,jsonld"]),
        (["report", "--format", "json,jso"], ["json,jsonld"]),
        (["check", "--detectors", "rules,t"], ["rules,tagger"]),
        (
            ["check", "--select", "default/bare-source,default/head"],
            ["default/bare-source,default/headline-on-anonymous-only"],
        ),
        (["summary", "-f", "x"], ["xlsx"]),
        (["summary", "--columns", "anonymous,find"], ["anonymous,findings"]),
        (["summary", "-g", "desk,m"], ["desk,month"]),
        (["concordance", "officials", "--kind", "an"], ["anonymous"]),
        (["diff", "a.md", "b.md", "-f", "h"], ["html"]),
        (["doctor", "-f", "j"], ["json"]),
        (["schema", "r"], ["report", "rows"]),
        (["config", "show", "--language", "e"], ["en"]),
        (["rules", "list", "--kind", "lex"], ["lexicon"]),
        (["rules", "list", "--format", "j"], ["json"]),
        (["rules", "show", "core/lexicons"], []),
        (["rules", "show", "core/cue"], ["core/cues"]),
        (["rules", "test", "core/grants/on-b"], ["core/grants/on-background"]),
        (["waive", "aid.md:3", "default/bare"], ["default/bare-source"]),
        (["policies", "diff", "ap", "np"], ["npr"]),
        (["policies", "show", "core"], []),
        (["check", "drafts/"], []),
    ],
    ids=" ".join,
)
def test_what_bash_is_offered(offered: Any, words: list[str], wanted: list[str]) -> None:
    assert offered(*words) == wanted


def test_all_formats_are_offered(offered: Any) -> None:
    assert offered("check", "--format", "") == sorted(dispatch.RESULTS)
    assert offered("report", "--format", "") == sorted(dispatch.REPORTS)


def test_all_policies_and_all_rules_are_offered(offered: Any) -> None:
    packs = load_packs(tuple(shipped()))
    assert offered("check", "--policy", "") == sorted(
        pack.name for pack in packs if pack.policies and pack.name not in ("core", "waivers", "ledger")
    )
    ids = {rule.id for pack in packs for rule in pack.rules} | {rule.id for pack in packs for rule in pack.policies}
    lexicons = {lexicon.id for pack in packs for lexicon in pack.lexicons if pack.name == "core"}
    assert set(offered("rules", "show", "")) == ids | lexicons


def test_packs_that_are_not_in_order_offer_no_rules(
    offered: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/pack.yaml").write_text("name: [broken\n")
    monkeypatch.setattr(load, "rules_root", lambda: tmp_path)
    assert offered("waive", "aid.md:3", "") == []


def parameters(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    for name, below in getattr(command, "commands", {}).items():
        yield from parameters(below, (*path, name))
    for parameter in command.params:
        yield " ".join(path), parameter.opts


def test_nothing_is_offered_for_what_is_not_there() -> None:
    there = {(command, name) for command, names in parameters(get_command(build())) for name in names}
    assert set(completion.OF_COMMANDS) <= there
    assert set(completion.EVERYWHERE) <= {name for _, name in there}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_itself_completes_and_no_language_model_is_loaded(tmp_path: Path) -> None:
    program = tmp_path / "auditor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X importtime -m auditor "$@" 2>"{tmp_path}/imported"\n')
    program.chmod(0o755)
    script = """
        eval "$(_AUDITOR_COMPLETE=source_bash auditor)"
        complete -p auditor
        for line in "check --policy np" "rules show default/bare"; do
          COMP_WORDS=(auditor $line); COMP_CWORD=3; COMPREPLY=()
          _auditor_completion auditor
          printf '%s\\n' "${COMPREPLY[@]}"
        done
    """
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "--norc", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "complete -o default -F _auditor_completion auditor",
        "npr",
        "default/bare-source",
    ]
    imported = (tmp_path / "imported").read_text(encoding="utf-8")
    assert "auditor.packs.load" in imported
    assert not any(f"| {name}\n" in imported.replace("|   ", "| ") for name in ("spacy", "onnxruntime", "numpy"))


def test_the_script_is_printed_for_each_shell(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    for shell, words in (("bash", "complete -o default"), ("zsh", "#compdef auditor"), ("fish", "complete --command")):
        monkeypatch.setenv("_AUDITOR_COMPLETE", f"source_{shell}")
        assert main([]) == 0
        assert capsys.readouterr().out.lstrip().startswith((words, "_auditor_completion()"))
