"""`auditor policies`: list, show, matrix, diff."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from auditor.base.errors import UsageError
from auditor.cli import options
from auditor.cli.policies import app
from auditor.packs.load import shipped


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_every_pack_but_the_detections_is_listed() -> None:
    listed = [line.split()[0] for line in run("list").splitlines()[2:]]
    assert listed == [name for name in shipped() if name != "core"]


def test_a_policy_is_shown_with_its_standards_and_questions() -> None:
    shown = run("show", "pbs").splitlines()
    assert shown[0].startswith("pbs: What the anchor of the PBS NewsHour wrote")
    at = shown.index("pbs/blind-quotation (warning, C10)")
    assert shown[at + 1 : at + 3] == [
        "  “{label}” is quoted directly and not named.",
        "  To mend it: Say it in your own words, or have an editor waive this.",
    ]
    assert "  for each source, where kind is anonymous: forbid quoted_directly is true" in shown
    assert "  requires: There are no blind quotations, except on rare and monumental occasions." in shown
    assert "  PBS NewsHour, Lehrer's Rules (the anchor's own, for the programme), 2009 (its own text)" in shown
    assert shown[-2] == "Questions that only people can answer:"


def test_a_policy_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="A021 there is no policy 'nbr'"):
        run("show", "nbr")


@pytest.mark.parametrize(
    ("form", "first"), [("table", "check"), ("markdown", "| check"), ("csv", "check,what it wants,afp,ap,")]
)
def test_the_matrix_in_every_form(form: str, first: str) -> None:
    assert run("matrix", "--format", form).startswith(first)


def test_two_policies_are_compared() -> None:
    assert "common/anonymous-praise" in run("diff", "ap", "npr")
    assert run("diff", "ap", "ap") == "ap and ap ask for the same.\n"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("arguments", [["list"], ["matrix"], ["diff", "ap", "npr"], ["show", "pbs"]])
def test_on_a_terminal_everything_fits_it(width: int, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "columns", lambda: width)
    assert max(map(cell_len, run(*arguments).splitlines())) <= width
    wide = run(*arguments, "--wide")
    monkeypatch.setattr(options, "columns", lambda: None)
    assert wide == run(*arguments)


def test_on_a_terminal_the_matrix_names_the_newsrooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "columns", lambda: 200)
    lines = run("matrix").splitlines()
    assert lines[0].split("  ")[0] == "check"
    assert re.search(r"^C2 +the reason is no formula +nyt$", "\n".join(lines), re.M)
    assert lines[-2:] == ["* known at second hand", "+ a rule without a written standard"]


def test_a_pack_that_lies_here_and_was_not_named_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(__file__).parents[1] / "bad_packs" / "good", "good")
    error = CliRunner().invoke(app, ["show", "good"]).exception
    assert str(error) == "A021 there is no policy 'good'\n  add --rules good"
    assert CliRunner().invoke(app, ["show", "good", "--rules", "good"]).stdout.startswith("good: A small pack")
