"""`auditor config`, `auditor init` and settings by folder, from the command line."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
import yaml

from auditor.cli.main import main

DRAFT = "---\ndesk: Sport\n---\nThe harbour will close in May, an insider said.\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts" / "sport").mkdir(parents=True)
    for name in ("aid", "sport/cup"):
        (tmp_path / "drafts" / f"{name}.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


# ---------------------------------------------------------------- config show


def test_what_holds_for_a_draft_and_who_said_so(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text("fail_on: error\noverrides:\n  - where: {desk: sport}\n    policies: [ap]\n")
    assert main(["config", "show", "drafts/aid.md", "--min-confidence", "high"]) == 0
    assert capsys.readouterr().out == (
        "policies       = [ap]   # auditor.yaml:3\nfail_on        = error  # auditor.yaml\n"
        "min_confidence = high   # --min-confidence\n"
    )
    assert main(["config", "show"]) == 0
    assert capsys.readouterr().out == "fail_on = error  # auditor.yaml\n"


def test_all_settings_and_none_that_were_changed(here: Path, capsys: Captured) -> None:
    assert main(["config", "show"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "no setting has been changed; --all prints what is in force\n")
    assert main(["config", "show", "--all", "drafts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.endswith("# default") for line in lines)
    assert lines[0].startswith("policies ")
    assert main(["config", "show", "drafts/none.md"]) == 2


def test_the_schema_of_settings_is_printed(here: Path, capsys: Captured) -> None:
    assert main(["schema", "settings"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Settings of the auditor"


# ---------------------------------------------------------------- init


def test_flags_say_what_is_written(here: Path, capsys: Captured) -> None:
    assert main(["init", "--policy", "ap", "--drafts", "drafts/**", "--fail-on", "error", "--hook"]) == 0
    out, err = capsys.readouterr()
    assert out == "auditor.yaml\n.pre-commit-config.yaml\n"
    assert err == (
        "to have it run: pre-commit install; everybody who commits needs `auditor` on the path\n"
        "a ledger is for the newsroom alone: if you keep any, put the line *.ledger.yaml into .gitignore\n"
        "to begin with: auditor check drafts\n"
    )
    assert yaml.safe_load((here / "auditor.yaml").read_text()) == {
        "policies": ["ap"],
        "fail_on": "error",
        "drafts": ["drafts/**"],
    }
    hook = yaml.safe_load((here / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    assert (hook["entry"], hook["args"]) == ("auditor check --quiet --force-exclude", ["--"])
    assert re.search(hook["files"], "drafts/HARBOUR.MD") and not re.search(hook["files"], "drafts/harbour.yaml")
    assert main(["config", "show"]) == 0


def test_where_no_hook_is_written_it_is_said_and_can_be_had_later(here: Path, capsys: Captured) -> None:
    assert main(["init", "--yes"]) == 0
    out, err = capsys.readouterr()
    assert out == "auditor.yaml\n"
    assert "no hook is written; to have drafts checked before each commit: auditor init --hook\n" in err
    settings = (here / "auditor.yaml").read_text()
    assert main(["init", "--hook"]) == 0
    out, err = capsys.readouterr()
    assert out == ".pre-commit-config.yaml\n"
    assert "there are settings already, which stay as they are: auditor.yaml\n" in err
    assert (here / "auditor.yaml").read_text() == settings
    assert main(["init", "--hook", "--policy", "ap"]) == 2


def test_no_hook_where_none_is_wanted_and_nothing_is_said_of_it(here: Path, capsys: Captured) -> None:
    assert main(["init", "--yes", "--no-hook"]) == 0
    assert "no hook" not in capsys.readouterr().err


def test_what_is_not_to_be_used_as_it_is_is_not_offered(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = io.StringIO("ap\n\n\nno\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", answers)
    assert main(["init"]) == 0
    asked = capsys.readouterr().err
    assert "Whose standards are to hold? afp, ap, " in asked and "(`auditor policies list` says what each is)" in asked
    assert "common" not in asked and "no hook" not in asked
    assert "policies: [ap]" in (here / "auditor.yaml").read_text()


def test_nothing_that_is_there_is_changed(here: Path, capsys: Captured) -> None:
    (here / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert main(["init", "--yes", "--hook"]) == 0
    out, err = capsys.readouterr()
    assert ".pre-commit-config.yaml is there already; add to its `repos`:" in err
    assert "      - id: auditor\n" in out
    assert (here / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert main(["init", "--yes"]) == 2
    assert "there are settings already: auditor.yaml" in capsys.readouterr().err
    (here / "auditor.yaml").unlink()
    (here / "pyproject.toml").write_text("[tool.auditor]\n")
    assert main(["init", "--yes"]) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--policy", "app"], "there is no policy 'app'\n  Did you mean 'ap'?"),
        (["--fail-on", "grave"], "--fail-on is 'grave'\n  it must be one of error, warning, info, never"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    here: Path, capsys: Captured, arguments: list[str], says: str
) -> None:
    assert main(["init", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not (here / "auditor.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pyproject.toml", "[tool]\nauditor = {fail_on = 'error'}\n"),
        ("pyproject.toml", "[tool . auditor]\nfail_on = 'error'\n"),
        ("pyproject.toml", "[tool.auditor"),
        ("auditor.yaml", "fail_on: [\n"),
    ],
)
def test_settings_in_any_spelling_are_seen_before_anything_is_written(here: Path, name: str, content: str) -> None:
    (here / name).write_text(content)
    assert main(["init", "--yes"]) == 2
    assert (here / name).read_text() == content
    assert {path.name for path in here.iterdir()} == {".git", "drafts", name}


def test_words_about_settings_are_no_settings(here: Path) -> None:
    (here / "pyproject.toml").write_text("# no [tool.auditor] here\n[project]\nname = 'desk'\n")
    assert main(["init", "--yes"]) == 0


def test_below_the_root_the_hook_stands_at_the_root_and_what_is_shadowed_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (here / "auditor.yaml").write_text("fail_on: error\n")
    monkeypatch.chdir(here / "drafts" / "sport")
    assert main(["init", "--yes", "--hook"]) == 0
    out, err = capsys.readouterr()
    assert out == "auditor.yaml\n../../.pre-commit-config.yaml\n"
    assert "note: ../../auditor.yaml held here so far, and does no more" in err
    assert not (here / "drafts/sport/.pre-commit-config.yaml").exists()
    hook = yaml.safe_load((here / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    assert re.search(hook["files"], "drafts/sport/cup.md")
    assert not re.search(hook["files"], "drafts/aid.md")


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [("/drafts/**", "drafts"), ("drafts/aid-*.md", "drafts"), ("*.md", "."), ("/", "."), ("my drafts/", "'my drafts'")],
)
def test_what_to_begin_with_lies_in_the_working_folder(here: Path, capsys: Captured, pattern: str, folder: str) -> None:
    assert main(["init", "--yes", "--drafts", pattern]) == 0
    assert f"to begin with: auditor check {folder}\n" in capsys.readouterr().err


def test_where_nothing_says_where_drafts_lie_the_usual_folder_is_named_if_it_is_there(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert main(["init", "--yes"]) == 0
    assert "to begin with: auditor check drafts\n" in capsys.readouterr().err
    monkeypatch.chdir(here / "drafts")
    assert main(["init", "--yes"]) == 0
    assert "to begin with: auditor check .\n" in capsys.readouterr().err


def test_policies_may_be_named_together_but_not_be_nothing(here: Path, capsys: Captured) -> None:
    assert main(["init", "--yes", "--policy", ""]) == 2
    assert "no policy is named" in capsys.readouterr().err
    assert main(["init", "--yes", "--policy", "default, ap", "--policy", "ap"]) == 0
    assert yaml.safe_load((here / "auditor.yaml").read_text())["policies"] == ["default", "ap"]


class _Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_wrong_answer_is_asked_for_again(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("sys.stdin", _Typed("app\nap\n\ngrave\nerror\nperhaps\nno\n"))
    assert main(["init"]) == 0
    err = capsys.readouterr().err
    assert "there is no policy 'app'; Did you mean 'ap'?" in err
    assert "'perhaps' is neither yes nor no" in err
    assert yaml.safe_load((here / "auditor.yaml").read_text()) == {"policies": ["ap"], "fail_on": "error"}


def test_after_three_wrong_answers_nothing_is_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Typed("a\nb\nc\nap\n\n\n\n"))
    assert main(["init"]) == 2
    assert not (here / "auditor.yaml").exists()


# ---------------------------------------------------------------- check


@pytest.mark.model
def test_each_draft_is_checked_and_fails_by_its_own_settings(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text(
        "select: [default/bare-source]\noverrides:\n  - paths: [drafts/sport/]\n    policies: [ap]\n"
        "    select: [ap/anonymous-without-reason]\n    severity: {ap/anonymous-without-reason: info}\n"
    )
    assert main(["check", "drafts", "--format", "concise"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:3] for line in out] == [
        ["drafts/aid.md:4:32:", "warning", "default/bare-source"],
        ["drafts/sport/cup.md:4:32:", "info", "ap/anonymous-without-reason"],
    ]
    assert main(["check", "drafts/sport"]) == 0
    assert "rules that are not in force" in _report(capsys, "drafts/sport/cup.md")


def _report(capsys: Captured, draft: str) -> str:
    capsys.readouterr()
    main(["check", draft, "--format", "json"])
    return capsys.readouterr().out


@pytest.mark.model
def test_metadata_decides_and_what_can_fail_nowhere_is_told(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text("overrides:\n  - where: {desk: sport}\n    fail_on: never\n")
    assert main(["check", "drafts"]) == 0
    assert "warning: nothing could fail in 2 drafts: the settings for them say so" in capsys.readouterr().err
    assert main(["check", "drafts", "--fail-on", "warning"]) == 1
    capsys.readouterr()
    assert main(["check", "drafts", "--format", "findings"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["fails"] == 0


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("ignore_rules: ['default/*']", "warning: nothing can fail this check: no rule in force"),
        ("select: [default/headline-on-anonymous-only]", "leave out rules, or change how grave they are, for 2 drafts"),
        (
            "overrides:\n  - paths: ['**']\n    ignore_rules: ['default/*']",
            "warning: nothing could fail in 2 drafts: the settings for them say so",
        ),
        (
            "overrides:\n  - paths: [drafts/sport/]\n    severity: {'default/*': info}",
            "warning: nothing could fail in 1 draft: the settings for them say so",
        ),
    ],
)
def test_a_repository_cannot_switch_rules_off_in_silence(here: Path, capsys: Captured, file: str, says: str) -> None:
    (here / "auditor.yaml").write_text(f"{file}\n")
    main(["check", "drafts", "--quiet", "--policy", "default", "--fail-on", "warning", "--min-confidence", "medium"])
    assert says in capsys.readouterr().err


@pytest.mark.model
def test_what_a_flag_leaves_out_is_not_told(here: Path, capsys: Captured) -> None:
    main(["check", "drafts", "--quiet", "--ignore", "default/bare-source"])
    assert "files of settings" not in capsys.readouterr().err


@pytest.mark.parametrize("line", ["never_drafts: ['*']", "drafts: [nothing/]", "ignore: ['*']", "suffixes: [.xyz]"])
def test_a_repository_cannot_hide_a_draft_from_a_hook_in_silence(here: Path, capsys: Captured, line: str) -> None:
    (here / "auditor.yaml").write_text(f"{line}\n")
    (here / "README.md").write_text("# Read me\n")
    assert main(["check", "--force-exclude", "--quiet", "--", "drafts/aid.md", "README.md"]) == 0
    told = capsys.readouterr().err
    assert "passed over because of the settings, though named: " in told
    assert "drafts/aid.md" in told


def test_a_draft_that_ends_as_a_report_does_is_told_by_a_hook(here: Path, capsys: Captured) -> None:
    from auditor.render.document import SIGNATURE

    (here / "drafts/aid.md").write_text(f"{DRAFT}\n{SIGNATURE}\n")
    assert main(["check", "--force-exclude", "--quiet", "--", "drafts/aid.md"]) == 0
    assert "passed over, since they end as reports of the auditor do: drafts/aid.md\n" in capsys.readouterr().err


@pytest.mark.model
def test_a_waiver_of_a_rule_that_is_off_is_neither_used_nor_unknown(here: Path, capsys: Captured) -> None:
    (here / "drafts/aid.auditor.yaml").write_text(
        "waive:\n  - rule: default/bare-source\n    reason: no more can be said\n    words: an insider\n"
    )
    assert main(["check", "drafts/aid.md", "--ignore", "default/bare-source,default/lead-*"]) == 1
    assert "waivers/" not in capsys.readouterr().out


def test_a_hook_with_nothing_to_check_loads_nothing_and_says_nothing(here: Path, capsys: Captured) -> None:
    (here / "README.md").write_text("# Read me\n")
    assert main(["check", "--quiet", "--force-exclude", "README.md"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_file_of_settings_beside_a_draft_that_is_not_in_order_ends_the_run(here: Path, capsys: Captured) -> None:
    (here / "drafts/sport/auditor.yaml").write_text("policys: [ap]\n")
    assert main(["check", "drafts"]) == 2
    assert capsys.readouterr().err == (
        "drafts/sport/auditor.yaml:1:1: A101 unknown setting 'policys'\n  did you mean 'policies'?\n"
    )
