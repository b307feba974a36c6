"""docs/rules.md: its pack is a good pack, its output is the output, and its tables are complete."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli import authoring
from auditor.cli.main import main
from auditor.cli.rules import app
from auditor.judging.facts import TABLE, FactType
from auditor.packs import policies as policy_files
from auditor.packs import schema
from auditor.packs.load import load_packs
from auditor.packs.yamlpos import parse

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS, re.S)


@pytest.fixture
def night_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pack of the first chapter: every block below the name of a file."""
    monkeypatch.chdir(tmp_path)
    for name, block in re.findall(r"`(\S+\.yaml)`:\n\n```yaml\n(.*?)```", DOCS, re.S):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")
    return Path("night-desk")


def test_the_pack_is_read(night_desk: Path) -> None:
    pack = load_packs((), (night_desk,))[0]
    assert [rule.id for rule in pack.rules] == ["night-desk/grants/lobby-terms"]
    assert [lexicon.id for lexicon in pack.lexicons] == ["night-desk/promises"]
    assert [policy.id for policy in pack.policies] == ["night-desk/no-blind-quotes", "night-desk/reason-not-rote"]
    assert [question.id for question in pack.questions] == ["night-desk/questions/lawyer"]


def test_all_yaml_is_yaml() -> None:
    for block in blocks("yaml"):
        parse(block, "docs/rules.md")


@pytest.mark.model
def test_all_its_examples_pass(night_desk: Path) -> None:
    result = CliRunner().invoke(app, ["test", "night-desk", "--rules", "night-desk"])
    assert result.stdout == "night-desk: 3 rules, 13 examples, all as they say\n"


@pytest.mark.model
def test_the_pack_of_the_tutorial_has_no_remark(night_desk: Path) -> None:
    result = CliRunner().invoke(authoring.app, ["lint", "night-desk"])
    assert result.stdout.splitlines()[-1] == ("night-desk: 1 rule, 2 policy rules, 1 lexicon, 1 question; no remarks")


TUTORIAL = DOCS.partition("## From a sentence")[2].partition("\n## ")[0]
RULE, WORDS = Path("night-desk/grants/lobby-terms.yaml"), Path("night-desk/lexicons/promises.yaml")
WRONG = (
    ("1 not as it says", RULE, "[[grant: spoke on", "spoke [[grant: on"),
    ("3 mistakes", RULE, "kind: grant\n", "kind: grants\n"),
    ("3 mistakes", RULE, "why:", "wy:"),
    ("3 mistakes", WORDS, "speech:", "Speech:"),
)
"""What is wrong where the tutorial shows that something is: a word of the output, the file, and what is changed."""


@pytest.mark.model
def test_the_tutorial_can_be_followed_word_by_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file is written when it is shown, each command run where it stands, and prints what is shown below it."""
    monkeypatch.chdir(tmp_path)
    shown = []
    for above, language, block in re.findall(r"(?:`(\S+)`:\n\n)?```(yaml|text|console)\n(.*?)```", TUTORIAL, re.S):
        if language != "console":
            path = Path(above)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
            continue
        kept = {path: path.read_text(encoding="utf-8") for path in (RULE, WORDS)}
        for mark, path, right, wrong in WRONG:
            if mark in block:
                path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
        for command in re.findall(r"^\$ auditor (.*)\n((?:[^$].*\n)*)", block, re.M):
            main(shlex.split(command[0]))
            told = capsys.readouterr()
            assert told.out + told.err == command[1]
            shown.append(command[0].split()[0])
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")
    assert shown == ["rules"] * 4 + ["check"] * 2


@pytest.mark.model
def test_every_command_that_the_tutorial_names_runs(night_desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("drafts").mkdir()
    Path("drafts/ferry.txt").write_text("The ferry sailed, Ida Brandt said.\n", encoding="utf-8")
    named = re.findall(r"`auditor (rules [^`]+ [^`]+)`", TUTORIAL)
    assert len(named) >= 8
    for command in named:
        assert main(shlex.split(command)) == 0, (command, capsys.readouterr().err)


def test_every_error_code_is_documented() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "auditor").rglob("*.py"))
    used = set(re.findall(r'"(A2\d\d)"', sources))
    assert set(re.findall(r"^\| (A2\d\d) \|", DOCS, re.M)) == used


def test_every_error_code_of_the_schema_has_a_broken_file() -> None:
    shown = "".join(path.read_text() for path in (ROOT / "tests" / "bad_packs").rglob("*.txt"))
    for test in ("unit/packs/test_load.py", "hostile/test_packs.py"):
        shown += (ROOT / "tests" / test).read_text()
    sources = "".join(path.read_text() for path in (ROOT / "auditor" / "packs").glob("*.py"))
    used = set(re.findall(r'"(A2\d\d)"', sources))
    assert used - set(re.findall(r"A2\d\d", shown)) == set()


def test_every_key_kind_and_role_is_documented() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", chapter("Keys"), re.M))
    assert set(rows) == set(schema.RULE_KEYS)
    kinds = dict(re.findall(r"^\| `(\w+)` \|.*\| (.*?) \|$", chapter("Kinds and roles"), re.M))
    assert {kind: set(re.findall(r"`(\w+)`", roles)) - {"cue"} for kind, roles in kinds.items()} == {
        kind.value: set(roles) - {"cue"} for kind, roles in schema.ROLES.items()
    }
    policies = re.findall(r"^\| `(\w+)` \| (?:required|optional)", chapter("Policies"), re.M)
    assert policies == list(policy_files.POLICY_KEYS)


def test_every_fact_is_documented() -> None:
    assert chapter("Facts").strip() == "\n".join(facts()).strip()


def chapter(name: str) -> str:
    return re.split(r"^#+ ", DOCS.partition(f"# {name}\n")[2], maxsplit=1, flags=re.M)[0]


def facts() -> list[str]:
    """The tables of facts as the document has them, made from the table in the code."""
    lines: list[str] = []
    for subject, known in TABLE.items():
        lines += [f"**{subject}**", "", "| fact | is | |", "|---|---|---|"]
        lines += [f"| `{name}` | {type_words(fact.type)} | {fact.what} |" for name, fact in known.items()]
        lines.append("")
    return lines


def type_words(fact: FactType) -> str:
    if isinstance(fact, tuple):
        return ", ".join(f"`{word}`" for word in fact)
    if issubclass(fact, Enum):
        return ", ".join(f"`{member.value}`" for member in fact)
    words: Mapping[type, str] = {bool: "true or false", int: "number", float: "share", str: "words"}
    return words[fact]
