"""The documents are true: examples are run, figures are the measured ones, maps show what is there."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from auditor.cli.authoring import app as rules_app
from auditor.cli.main import build, main
from auditor.cli.policies import app as policies_app
from bench import accuracy
from tests.test_layers import TIERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
ELISION = "…"
"""A line of its own that stands for any number of lines."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.S | re.M)


def is_shown(shown: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether `lines` are those shown, where the last line shown may be an elision."""
    if shown and shown[-1] == ELISION:
        return list(shown[:-1]) == list(lines[: len(shown) - 1])
    return list(shown) == list(lines)


# ---------------------------------------------------------------- README.md


@pytest.mark.model
@pytest.mark.parametrize("block", blocks("console"))
def test_the_output_shown_is_the_output(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "shelter.txt").write_text(blocks("text")[0], encoding="utf-8")
    command, *shown = block.splitlines()
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "auditor"
    main(arguments)
    told = capsys.readouterr()
    lines = (told.out + told.err).splitlines()
    assert is_shown(shown, lines), "\n".join(lines)


@pytest.mark.model
def test_the_python_shown_prints_what_is_shown() -> None:
    (code,), shown = blocks("python"), blocks("text")[1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == shown


def test_two_commands_set_up_everything() -> None:
    commands = blocks("sh")
    assert len(commands) == 2
    for command in commands:
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install --quiet ")


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"^\| `auditor (\w+)", README, re.M))
    names = {command.name or getattr(command.callback, "__name__", "") for command in build().registered_commands}
    assert listed == names | {"rules", "policies"}
    for group, app in (("rules", rules_app), ("policies", policies_app)):
        parts = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
        lines = [line.split(" | ")[0] for line in README.splitlines() if line.startswith(f"| `auditor {group}")]
        listed = {name for line in lines for name in re.findall(rf"`(?:auditor {group} )?(\w+)(?: [A-Z/]+)*`", line)}
        assert parts == listed


def test_the_hook_shown_is_the_hook() -> None:
    (snippet,) = (yaml.safe_load(block) for block in blocks("yaml"))
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in snippet["repos"][0]["hooks"]] == [hook["id"]]


def test_the_figures_are_the_measured_ones() -> None:
    floors = json.loads(accuracy.FLOORS.read_text(encoding="utf-8"))["floors"]
    assert accuracy.with_figures(README, floors) == README, "run: python bench/accuracy.py --update"


# ---------------------------------------------------------------- all documents


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_no_link_leads_nowhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if path.startswith("http"):
            continue
        linked = (document.parent / path).resolve() if path else document
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked.read_text(encoding="utf-8")), target


def anchors(markdown: str) -> set[str]:
    """The anchors of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", markdown, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# ---------------------------------------------------------------- docs/design.md


def test_the_map_shows_every_module_and_no_other() -> None:
    package = ROOT / "auditor"
    modules = {
        ".".join(path.relative_to(package).with_suffix("").parts)
        for path in package.rglob("*.py")
        if path.name != "__init__.py"
    }
    assert set(re.findall(r"^\| \d \| `([\w.]+)` \|", DESIGN, re.M)) == modules


def test_the_map_has_the_tiers_that_are_tested() -> None:
    rows = re.findall(r"^\| (\d) \| `([\w.]+)` \|", DESIGN, re.M)
    drawn = [{name.split(".")[0] for number, name in rows if int(number) == n} for n in range(len(TIERS))]
    assert drawn == [set(names) for names in TIERS]


def test_an_output_that_differs_is_noticed() -> None:
    assert is_shown(["a", ELISION], ["a", "b", "c"])
    assert not is_shown(["a", ELISION], ["b", "a"])
    assert not is_shown(["a"], ["a", "b"])
