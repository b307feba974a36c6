"""What an examination found, for people and for programs."""

from __future__ import annotations

import json

import pytest

from auditor import __version__
from auditor.records.health import Sign, State
from auditor.render import health

FINE = Sign("program", State.OK, "auditor with Python")
ODD = Sign("terminal", State.WARNING, "it takes ascii, so that marks such as “ and → are written out", "set LANG")
BAD = Sign("your rules", State.PROBLEM, "desk/a.yaml:1:1: unknown key 'x'", "Did you mean 'y'?", "A210")


def test_each_sign_has_its_line_and_what_to_do() -> None:
    assert health.text([FINE, ODD, BAD], width=60) == (
        "ok       program     auditor with Python\n"
        "warning  terminal    it takes ascii, so that marks such as “\n"
        "                     and → are written out\n"
        "                     → set LANG\n"
        "problem  your rules  desk/a.yaml:1:1: unknown key 'x'\n"
        "                     → Did you mean 'y'?\n"
        "\n"
        "1 problem and 1 warning: mend what is marked as a problem;\n"
        "until then drafts are not audited as they were meant to be.\n"
    )


def test_where_there_is_little_room_the_words_follow_the_subject() -> None:
    assert health.text([BAD], width=40).startswith(
        "problem: your rules: desk/a.yaml:1:1:\n  unknown key 'x'\n  → Did you mean 'y'?\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    words = "a folder that is there " * 9
    lines = health.text([Sign("error log", State.WARNING, words, words), BAD], width=width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("signs", "verdict"),
    [
        ([FINE], "All is well: drafts can be audited."),
        ([FINE, ODD, ODD], "2 warnings, no problem: drafts can be audited."),
        (
            [BAD],
            "1 problem: mend what is marked as a problem; until then drafts are not audited as they were meant to be.",
        ),
    ],
)
def test_the_last_line_sums_up(signs: list[Sign], verdict: str) -> None:
    assert health.verdict(signs) == verdict


def test_colour_says_how_things_are() -> None:
    assert "\x1b[1;31mproblem" in health.text([BAD], colour=True)
    assert "\x1b" not in health.text([BAD])


def test_what_a_pack_says_steers_no_terminal() -> None:
    sly = Sign("your rules", State.PROBLEM, "no pack '\x1b[2J\nok  all'", "see\r\x07")
    text = health.text([sly])
    assert text.splitlines()[0] == "problem  your rules  no pack '\ufffd[2J ok all'"
    assert "\\u001b[2J" in health.data([sly])


def test_programs_are_told_the_same() -> None:
    told = json.loads(health.data([FINE, BAD]))
    assert (told["schema"], told["auditor"]) == ("auditor.doctor/1", __version__)
    assert told["totals"] == {"ok": 1, "warning": 0, "problem": 1}
    assert told["checks"][1] == {
        "subject": "your rules",
        "state": "problem",
        "words": "desk/a.yaml:1:1: unknown key 'x'",
        "todo": "Did you mean 'y'?",
        "code": "A210",
    }
