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

from auditor.base.cache import FOLDER
from auditor.cli.main import build, main
from auditor.packs.load import load_packs
from bench import accuracy
from tests.test_layers import TIERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
ENGINEERS = (ROOT / "docs" / "for-engineers.md").read_text(encoding="utf-8")
REPORTERS = (ROOT / "docs" / "for-reporters.md").read_text(encoding="utf-8")
EXAMPLES = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
FRONT = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
ELISION = "…"
"""A line of its own that stands for any number of lines."""


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.S | re.M)


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


def test_two_commands_set_up_everything() -> None:
    commands = blocks("sh")
    assert len(commands) == 2
    for command in commands:
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install --quiet ")


def test_the_figures_are_the_measured_ones() -> None:
    floors = json.loads(accuracy.FLOORS.read_text(encoding="utf-8"))["floors"]
    assert accuracy.with_figures(README, floors) == README, "run: python bench/accuracy.py --update"


# ---------------------------------------------------------------- pages for readers


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"^\| `auditor (\w+)", COMMANDS, re.M))
    whole = build()
    names = {command.name or getattr(command.callback, "__name__", "") for command in whole.registered_commands}
    groups = {str(group.name): group.typer_instance for group in whole.registered_groups}
    assert listed == names | set(groups)
    for group, app in groups.items():
        assert app is not None
        parts = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
        lines = [line.split(" | ")[0] for line in COMMANDS.splitlines() if line.startswith(f"| `auditor {group}")]
        listed = {name for line in lines for name in re.findall(rf"`(?:auditor {group} )?(\w+)(?: [A-Z/]+)*`", line)}
        assert parts == listed


def test_the_hook_shown_is_the_hook() -> None:
    (snippet,) = (yaml.safe_load(block) for block in blocks("yaml", ENGINEERS))
    hook, *_ = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in snippet["repos"][0]["hooks"]] == [hook["id"]]


@pytest.mark.model
def test_the_python_shown_prints_what_is_shown() -> None:
    (code,), (shown,) = blocks("python", ENGINEERS), blocks("text", ENGINEERS)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "for-engineers.md", "exec"), {})
    assert printed.getvalue() == shown


def test_reporters_are_told_what_each_rule_of_the_default_policy_wants() -> None:
    (pack,) = load_packs(("default",))
    table = REPORTERS[: REPORTERS.index("## What other policies may want")]
    assert re.findall(r"`(default/[\w-]+)`\) \|", table) and {rule.id for rule in pack.policies} == set(
        re.findall(r"\(`(default/[\w-]+)`\) \|", table)
    )


def test_every_example_has_its_reports() -> None:
    for case in (ROOT / "tests" / "cases").iterdir():
        assert f"](../tests/cases/{case.name}/draft." in EXAMPLES
        assert f"](../reports/{case.name}/draft.html)" in EXAMPLES


def test_the_front_page_leads_to_every_page() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages <= set(re.findall(r"\]\(([\w-]+\.md)\)", FRONT))


# ---------------------------------------------------------------- docs/summary.md


@pytest.mark.model
@pytest.mark.slow
def test_the_summaries_shown_are_those_of_the_example_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))  # so that each draft is audited once
    text = (ROOT / "docs" / "summary.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```console\n\$ auditor (.*?)\n(.*?)^```$", text, re.S | re.M)
    assert len(shown) == 3
    for command, output in shown:
        assert main([*shlex.split(command), "--jobs", "1"]) == 0
        assert capsys.readouterr().out == output
        assert max(map(len, output.splitlines())) <= 80


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


@pytest.mark.parametrize("name", ["waivers", "ledger"])
def test_the_rules_of_a_pack_are_told_on_its_page(name: str) -> None:
    (pack,) = load_packs((name,))
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"`({name}/[\w-]+)`", page)) == {rule.id for rule in pack.policies}


# ---------------------------------------------------------------- docs/design.md


def tree() -> str:
    return DESIGN[DESIGN.index("```\nauditor/") : DESIGN.index("rules/core/ ")]


def test_the_picture_shows_every_folder_and_module_at_the_top_and_no_other() -> None:
    package = ROOT / "auditor"
    there = {f"{path.name}/" for path in package.iterdir() if (path / "__init__.py").exists()}
    there |= {path.name for path in package.glob("*.py") if path.name != "__init__.py"}
    drawn = re.findall(r"^  (\w+(?:/|\.py))|  (api\.py) ", tree(), re.M)
    assert sorted("".join(names) for names in drawn) == sorted(there)


def test_what_the_picture_names_is_there() -> None:
    named = set(re.findall(r"\b([a-z_]+)/", tree())) - {"auditor"}
    folders = {path.name for path in (ROOT / "auditor").rglob("*") if path.is_dir()}
    assert named <= folders


def test_every_folder_says_what_lives_there() -> None:
    for folder in (path.parent for path in (ROOT / "auditor").rglob("__init__.py")):
        words = (folder / "__init__.py").read_text(encoding="utf-8")
        assert words.startswith('"""') and words.index('"""', 3) < 600, folder


def test_the_map_has_the_tiers_that_are_tested() -> None:
    section = DESIGN[DESIGN.index("## 2. Tiers") : DESIGN.index("## 3. Records")]
    rows = re.findall(r"^\d+\. (`.*)$", section, re.M)
    assert [set(re.findall(r"`(\w+)`", row)) for row in rows] == [set(names) for names in TIERS]


def test_the_map_fits_on_three_pages() -> None:
    assert len(DESIGN.splitlines()) <= 150


def test_an_output_that_differs_is_noticed() -> None:
    assert is_shown(["a", ELISION], ["a", "b", "c"])
    assert not is_shown(["a", ELISION], ["b", "a"])
    assert not is_shown(["a"], ["a", "b"])
