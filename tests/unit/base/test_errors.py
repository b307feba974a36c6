"""What users read when something is wrong."""

from __future__ import annotations

import pickle

import pytest

from auditor.base.errors import At, AuditorError, ModelError, PackError, ReadingError, SettingsError, UsageError


@pytest.mark.parametrize(
    ("at", "shown"),
    [(At("a.yaml"), "a.yaml"), (At("a.yaml", 3), "a.yaml:3"), (At("a.yaml", 3, 7), "a.yaml:3:7"), (At("a", 0, 7), "a")],
)
def test_a_place_shows_what_is_known(at: At, shown: str) -> None:
    assert str(at) == shown


def test_a_message_alone_has_its_code() -> None:
    assert str(UsageError("nothing was selected")) == "A001 nothing was selected"


def test_the_place_comes_first_and_the_hint_on_a_line_of_its_own() -> None:
    error = PackError("unknown key 'patern'", code="A203", at=At("r.yaml", 4, 1), hint="did you mean 'patterns'?")
    assert str(error) == "r.yaml:4:1: A203 unknown key 'patern'\n  did you mean 'patterns'?"


@pytest.mark.parametrize(
    ("kind", "code", "exit_code"),
    [
        (AuditorError, "A900", 2),
        (UsageError, "A001", 2),
        (SettingsError, "A101", 2),
        (PackError, "A201", 2),
        (ReadingError, "A301", 3),
        (ModelError, "A401", 2),
    ],
)
def test_each_family_has_its_code_and_its_exit(kind: type[AuditorError], code: str, exit_code: int) -> None:
    error = kind("x")
    assert (error.code, error.exit_code) == (code, exit_code)


def test_an_error_crosses_to_another_process_whole() -> None:
    error = ReadingError("no text", code="A305", at=At("a.txt", 2), hint="open it")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is ReadingError
    assert (str(copy), copy.code, copy.at, copy.hint) == (str(error), "A305", At("a.txt", 2), "open it")
