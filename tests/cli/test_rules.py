"""`auditor rules` as it is called: what it prints, and how it exits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from auditor.base.errors import PackError, UsageError
from auditor.cli import options, packs
from auditor.cli.rules import app

GOOD = Path(__file__).parent.parent / "bad_packs" / "good"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good pack in the working directory."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, "good")
    return Path("good")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_list_of_one_pack(pack: Path) -> None:
    result = run("list", "--rules", "good", "--pack", "good")
    assert result.exit_code == 0
    assert result.stdout == (
        "id                   kind     how                   what\n"
        "-------------------  -------  --------------------  "
        "------------------------------------------------------\n"
        "good/grants/promise  grant    regex                 Anonymity was promised: {grant}\n"
        "good/reason          policy   warning, each source  "
        "{label} is anonymous and the article does not say why.\n"
        "good/words           lexicon  4 words               The act of giving.\n"
        "\n"
        "Total: 3, in 1 pack\n"
    )


def test_list_of_one_kind() -> None:
    result = run("list", "--kind", "policy", "--pack", "default", "--format", "json")
    entries = json.loads(result.stdout)
    assert {entry["kind"] for entry in entries} == {"policy"}
    assert "default/anonymous-without-reason" in {entry["id"] for entry in entries}


def test_list_as_json(pack: Path) -> None:
    result = run("list", "--rules", "good", "--pack", "good", "--format", "json")
    rule, policy, lexicon = json.loads(result.stdout)
    assert rule == {
        "id": "good/grants/promise",
        "kind": "grant",
        "why": "Readers should learn why a source is not named.",
        "references": ["House style"],
        "path": "good/grants/promise.yaml",
        "message": "Anonymity was promised: {grant}",
        "confidence": "high",
        "examples": {
            "match": [
                "The clerk was promised anonymity by the paper.",
                "A nurse, offered anonymity, said yes.",
            ],
            "no_match": ["He promised a bridge.", "Anonymity was not on offer."],
        },
        "engine": "regex",
        "yields": None,
        "status": "stable",
    }
    assert (policy["for_each"], policy["severity"]) == ("source", "warning")
    assert lexicon["tags"] == {"promise": ["offered", "promised"], "verb": ["say", "tell"]}


def test_show_a_rule(pack: Path) -> None:
    result = run("show", "good/grants/promise", "--rules", "good")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
good/grants/promise
Finds: grant, by regex, confidence high, stable
Message: Anonymity was promised: {grant}
Why: Readers should learn why a source is not named.
References: House style
File: good/grants/promise.yaml

Patterns:
  - '\\b(?P<grant>{{words#promise}} anonymity)\\b'

Must match:
  The clerk was [[grant: promised anonymity]] by the paper.
  A nurse, [[grant: offered anonymity]], said yes.

Must not match:
  He promised a bridge.
  Anonymity was not on offer.
"""
    )


def test_show_a_policy_by_its_last_part(pack: Path) -> None:
    result = run("show", "reason", "--rules", "good")
    assert result.stdout.startswith(
        "good/reason\n"
        "For each: source\n"
        "Where: kind is anonymous\n"
        "Requires: reason_given is true\n"
        "Severity: warning, confidence high\n"
    )


def test_a_policy_is_shown_with_what_would_mend_it() -> None:
    lines = run("show", "default/plural-without-number").stdout.splitlines()
    at = lines.index("Message: “{label}” does not say how many people spoke.")
    assert lines[at + 1] == (
        "What would mend it: Say how many, or write the singular if it was one. Leave the number out if it helps"
        " anybody to work out who they are."
    )
    listed = json.loads(run("list", "--pack", "default", "--format", "json").stdout)
    assert all(entry["mend"] for entry in listed if entry["kind"] == "policy")


def test_show_a_lexicon(pack: Path) -> None:
    result = run("show", "good/words", "--rules", "good")
    assert (
        result.stdout
        == """\
good/words
Why: The act of giving.
File: good/lexicons/words.yaml

Words:
  promise: offered, promised
  verb: say, tell
"""
    )


def test_roles_are_coloured_on_a_terminal(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = run("show", "good/grants/promise", "--rules", "good").stdout
    assert "  The clerk was \x1b[1;35mpromised anonymity\x1b[0m by the paper.  \x1b[1;35mgrant\x1b[0m\n" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run("show", "good/grants/promise", "--rules", "good").stdout
    assert "[[grant: promised anonymity]]" in plain
    assert "35m" not in plain


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "good/grant/promise"), "A021 there is no rule 'good/grant/promise'"),
        (("show", "promises"), "A021 there is no rule 'promises'\n  Did you mean 'promise'?"),
        (("show", "xyzzy"), "A021 there is no rule 'xyzzy'\n  `auditor rules list` shows all rules."),
        (
            ("show", "good"),
            "A021 'good' names 3 rules\n  Name one of: good/grants/promise, good/reason, good/words.",
        ),
        (("list", "--pack", "godo"), "A021 there is no pack 'godo'\n  Did you mean 'good'?"),
        (("list", "--kind", "grants"), "A021 there is no kind 'grants'\n  Did you mean 'grant'?"),
        (("test", "--pack", "cor"), "A021 there is no pack and no rule 'cor'\n  Did you mean 'core'?"),
        (("test", "goood"), "A021 there is no pack and no rule 'goood'\n  Did you mean 'good'?"),
        (("test", "xyzzy"), "A021 there is no pack and no rule 'xyzzy'\n  `auditor rules list` shows all rules."),
        (
            ("test", "good/words"),
            "A022 there are no examples to run\n  `auditor rules list` shows all rules.",
        ),
    ],
)
def test_what_makes_no_sense(pack: Path, arguments: tuple[str, ...], message: str) -> None:
    error = run(*arguments, "--rules", "good").exception
    assert isinstance(error, UsageError)
    assert str(error).startswith(message)


def test_a_broken_pack_stops_everything(pack: Path) -> None:
    (pack / "reason.yaml").write_text("for_each: source\n")
    error = run("list", "--rules", "good").exception
    assert isinstance(error, PackError)
    assert str(error).startswith("good/reason.yaml:1:1: A211 the keys 'severity', 'message', 'why' and")


@pytest.mark.model
def test_test_passes(pack: Path) -> None:
    result = run("test", "good/grants/promise", "--rules", "good")
    assert (result.exit_code, result.stdout) == (0, "good: 1 rule, 4 examples, all as they say\n")


@pytest.mark.model
def test_test_fails_with_exact_spans(pack: Path) -> None:
    path = pack / "grants" / "promise.yaml"
    path.write_text(path.read_text().replace("[[grant: offered anonymity]]", "offered [[grant: anonymity]]"))
    result = run("test", "promise", "--rules", "good")
    assert result.exit_code == 1
    assert result.stdout == (
        "good/grants/promise.yaml:11: good/grants/promise match\n"
        "  A nurse, offered anonymity, said yes.\n"
        '  expected grant "anonymity" 17:26, got "offered anonymity" 9:26\n'
        "good: 1 rule, 4 examples, 1 not as it says: good/grants/promise (1)\n"
    )


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [("good",), ("good", "--rules", "good"), ("--pack", "good"), ("./good/",), ("good/reason", "good/grants")],
)
def test_packs_are_tested_by_name_and_by_folder(pack: Path, arguments: tuple[str, ...]) -> None:
    result = run("test", *arguments)
    assert (result.exit_code, result.stdout) == (0, "good: 2 rules, 8 examples, all as they say\n")


@pytest.mark.model
@pytest.mark.parametrize("name", ["good/grants/promise.yaml", "good/grants", "promise"])
def test_rules_are_tested_by_their_files(pack: Path, name: str) -> None:
    pack = pack.rename("elsewhere")
    name = name.replace("good/", "elsewhere/")
    assert run("test", name, "--rules", "elsewhere").stdout == "good: 1 rule, 4 examples, all as they say\n"


@pytest.mark.model
def test_what_fails_is_told_by_rule(pack: Path) -> None:
    for path, found, put in (
        ("reason.yaml", "It rained on Monday.", "An aide said it was over."),
        ("grants/promise.yaml", "[[grant: offered anonymity]]", "denied anonymity"),
    ):
        text = (pack / path).read_text(encoding="utf-8")
        (pack / path).write_text(text.replace(found, put), encoding="utf-8")
    result = run("test", "good")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == (
        "good: 2 rules, 8 examples, 2 not as they say: good/grants/promise (1), good/reason (1)"
    )


@pytest.mark.model
def test_test_refuses_a_label_that_the_model_does_not_have(pack: Path) -> None:
    shutil.copy(GOOD.parent / "labels" / "misspelt-pos.yaml", pack / "grants" / "said.yaml")
    error = run("test", "good", "--rules", "good").exception
    assert isinstance(error, PackError)
    assert str(error) == (
        "good/grants/said.yaml:7:26: A241 the language model knows no POS 'NUON'\n  Did you mean 'NOUN'?"
    )


def test_a_policy_is_shown_with_its_standard() -> None:
    shown = run("show", "npr/anonymous-praise").stdout
    assert "Forbids: praise is true\n" in shown
    assert "Check: C9\n" in shown
    assert "Extends: common/anonymous-praise\n" in shown
    assert "Standard: requires: Anonymous praise is barred as well. (NPR, special section of the Ethics" in shown


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_narrow_terminal_a_rule_is_listed_with_its_whole_name(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "columns", lambda: width)
    lines = run("list", "--pack", "core").stdout.splitlines()
    assert max(map(cell_len, lines)) <= max(width, 60)
    at = lines.index("core/grants/not-to-be-named")
    assert lines[at + 1].startswith("  grant · ")
    assert run("list", "--pack", "core", "--wide").stdout.startswith("id  ")


@pytest.mark.model
def test_packs_in_a_folder_of_packs_are_known_by_name_and_in_force_where_the_settings_name_them(pack: Path) -> None:
    Path("desks").mkdir()
    pack.rename("desks/good")
    shutil.copytree("desks/good", "desks/other")
    card = Path("desks/other/pack.yaml")
    card.write_text(card.read_text(encoding="utf-8").replace("name: good", "name: other"), encoding="utf-8")
    Path("auditor.yaml").write_text("rules: [desks]\npolicies: [good]\n", encoding="utf-8")
    told = "{}: 2 rules, 8 examples, all as they say\n"
    assert run("test", "other").stdout == told.format("other")
    assert run("test", "good").stdout == told.format("good")
    assert run("list", "--pack", "good").stdout.endswith("Total: 3, in 1 pack\n")
    error = run("test", "othr").exception
    assert str(error) == "A021 there is no pack and no rule 'othr'\n  Did you mean 'other'?"
    known = packs.library(None)
    assert [each.name for each in known.in_force] == ["core", "ledger", "waivers", "good"]


# ---------------------------------------------------------------- packs that lie here and are not in force


@pytest.mark.parametrize("name", ["good", "./good", "good/"])
def test_a_pack_that_is_not_in_force_is_listed_by_its_folder(pack: Path, name: str) -> None:
    result = run("list", "--pack", name)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Total: 3, in 1 pack")
    assert "good/reason" in result.stdout


@pytest.mark.parametrize("name", ["good/reason", "good/reason.yaml", "./good/reason"])
def test_a_rule_of_a_pack_that_is_not_in_force_is_shown_by_its_path(pack: Path, name: str) -> None:
    assert run("show", name).stdout.startswith("good/reason\nFor each: source\n")


def test_a_rule_of_a_pack_of_the_settings_is_shown_by_its_id(pack: Path) -> None:
    Path("desks").mkdir()
    pack.rename("desks/good")
    Path("auditor.yaml").write_text("rules: [desks]\n", encoding="utf-8")
    assert run("show", "good/reason").stdout.startswith("good/reason\n")
    assert run("list", "--pack", "good").stdout.endswith("Total: 3, in 1 pack\n")


@pytest.mark.parametrize(("command", "name"), [("show", "reason"), ("test", "promise")])
def test_a_rule_that_lies_here_in_a_pack_that_is_not_in_force_is_told_with_what_to_do(
    pack: Path, command: str, name: str
) -> None:
    pack.rename("night-desk")
    error = run(command, name).exception
    assert isinstance(error, UsageError)
    assert f"rule '{name}'" in error.message
    assert error.hint == "The pack in night-desk has one and is not in force: add --rules night-desk"


def test_a_folder_of_packs_is_no_pack_and_the_packs_in_it_are_named(pack: Path) -> None:
    Path("desks").mkdir()
    pack.rename("desks/good")
    error = run("list", "--pack", "desks").exception
    assert str(error) == "A021 there is no pack 'desks'\n  It holds packs: desks/good."
    assert run("list", "--pack", "desks/good").stdout.endswith("Total: 3, in 1 pack\n")


def test_a_pack_that_was_not_read_is_an_error_with_what_to_do(pack: Path) -> None:
    with pytest.raises(UsageError) as raised:
        packs.library(None).of(pack)
    assert str(raised.value) == "A021 the pack in 'good' is not in force\n  add --rules good"


# ---------------------------------------------------------------- why an example finds nothing


def policy_of(pack: Path, where: str, required: str = "  reason_given: true") -> None:
    """The policy of the good pack with another `where` and `require`."""
    path = pack / "reason.yaml"
    text = (
        path.read_text(encoding="utf-8").replace("  kind: anonymous", where).replace("  reason_given: true", required)
    )
    path.write_text(text, encoding="utf-8")


@pytest.mark.model
@pytest.mark.parametrize(
    ("where", "required", "told"),
    [
        (
            "  label: official",
            "  reason_given: true",
            ["source 'An official': label is 'An official', wanted 'official'"],
        ),
        (
            "  statements: {at_least: 2}\n  kind: {in: [document, media]}",
            "  reason_given: true",
            [
                "source 'An official': statements is 1, wanted 2 or more; "
                "kind is 'anonymous', wanted 'document' or 'media'"
            ],
        ),
        ("  kind: anonymous", "  reason_given: false", ["source 'An official': reason_given is false, as it requires"]),
    ],
)
def test_an_example_that_finds_nothing_is_told_with_what_was_there(
    pack: Path, where: str, required: str, told: list[str]
) -> None:
    policy_of(pack, where, required)
    result = run("test", "good/reason", "--rules", "good")
    assert result.exit_code == 1
    lines = [line.strip() for line in result.stdout.splitlines()]
    at = lines.index("expected a finding, got none")
    assert lines[at - 1 : at + 2] == ["An official said on Monday that the bridge would close.", lines[at], *told]


@pytest.mark.model
def test_an_example_without_anything_to_judge_is_told_so(pack: Path) -> None:
    path = pack / "reason.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("An official said on Monday that", "On Monday"), "utf-8")
    lines = [line.strip() for line in run("test", "good/reason", "--rules", "good").stdout.splitlines()]
    assert lines[lines.index("expected a finding, got none") + 1] == "there is no source in it"
