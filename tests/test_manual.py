"""The man page: made of the command line, as it is there, and fit for a terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any

import pytest
from typer.main import get_command

from auditor import __version__
from auditor.cli.main import build
from bench import manual

MADE = manual.page()

needs_man = pytest.mark.skipif(shutil.which("man") is None, reason="there is no man")


def test_the_page_is_the_one_that_ships() -> None:
    assert manual.PAGE.read_text(encoding="utf-8") == MADE, "run: python bench/manual.py --update"


def test_it_tells_its_version_and_no_day() -> None:
    assert f'.TH AUDITOR 1 "" "auditor {__version__}" "User Commands"\n' in MADE
    assert MADE.isascii()


def read(width: int = 80) -> str:
    """The page as a terminal of so many columns shows it."""
    environment = {"PATH": os.environ["PATH"], "MANWIDTH": str(width), "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": ""}
    command = ["man", "--warnings", "--nj", "--nh", "-l", "-"]
    done = subprocess.run(command, input=MADE, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout)


@needs_man
@pytest.mark.parametrize("width", [60, 80])
def test_it_fits_a_terminal(width: int) -> None:
    lines = read(width).splitlines()
    wide = [line for line in lines if len(line) > width]
    assert all(re.match(r" +(auditor|--\w+) ", line) for line in wide), wide  # an example is broken for 80 columns
    assert width < 80 or wide == []
    headings = [line for line in lines if re.fullmatch(r"[A-Z][A-Z ]+", line)]
    assert headings[:5] == ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS"]
    assert headings[5:] == ["COMMON OPTIONS", "EXIT STATUS", "FILES", "ENVIRONMENT", "SEE ALSO"]


def leaves(command: Any, path: str = "auditor") -> list[tuple[str, Any]]:
    below = getattr(command, "commands", {})
    found = [leaf for name, each in below.items() for leaf in leaves(each, f"{path} {name}")]
    return found or [(path, command)]


@needs_man
def test_every_command_and_every_option_is_told() -> None:
    shown = re.sub(r"\s+", " ", read())
    for name, command in leaves(get_command(build())):
        assert f" {name} [OPTIONS]" in shown or f" {name}" in shown
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert all(option in shown for option in parameter.opts), (name, parameter.opts)
    assert "pip install 'auditor[reviews]'" in shown
    assert "auditor concordance 'fraud|bribe' drafts/ --regex -i --kind none" in shown


@needs_man
def test_an_option_of_many_commands_is_described_once() -> None:
    lines = [line.strip() for line in read().splitlines()]
    for option in ("--detectors NAMES", "--rules DIR"):
        assert len([line for line in lines if line.startswith(option)]) == 1


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        (".docx - it's", r"\&.docx \- it\(aqs"),
        ("'so'", r"\(aqso\(aq"),
        (r"a\fBb", r"a\efBb"),
        ("naïve “x”", r"na\[u00EF]ve \[u201C]x\[u201D]"),
    ],
)
def test_words_are_spelt_for_roff(words: str, spelt: str) -> None:
    assert manual.escaped(words) == spelt
