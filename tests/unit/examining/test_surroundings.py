"""Settings, the place for logs, the terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.base import crashlog
from auditor.examining import place, surroundings
from auditor.records.health import Sign, State
from tests.unit.examining.kit import at


def test_no_settings_are_in_order(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert list(surroundings.settings(place.at({}, {}, tmp_path, "utf-8"))) == [
        Sign("settings", State.OK, "none are set; all as it ships")
    ]


def test_settings_are_told_with_where_they_come_from(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "auditor.yaml").write_text("jobs: 2\nfail_on: never\n")
    found = place.at({}, {"AUDITOR_TIME_LIMIT": "9"}, tmp_path, "utf-8")
    assert [(sign.state, sign.words) for sign in surroundings.settings(found)] == [
        (State.OK, "in order: 2 from auditor.yaml, 1 from AUDITOR_TIME_LIMIT; all else as it ships"),
        (State.WARNING, "nothing can fail this check: auditor.yaml:2:1: fail_on is never"),
    ]


def test_settings_that_are_wrong_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "auditor.yaml").write_text("polices: [default]\n")
    assert list(surroundings.settings(place.at({}, {}, tmp_path, "utf-8"))) == [
        Sign(
            "settings",
            State.PROBLEM,
            "auditor.yaml:1:1: unknown setting 'polices'",
            "did you mean 'policies'?",
            "A101",
        )
    ]


def test_a_folder_that_cannot_be_read_is_a_problem() -> None:
    assert [(s.state, s.code) for s in surroundings.settings(at(folder=None))] == [(State.PROBLEM, "A007")]


# ---------------------------------------------------------------- the log


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_place_for_logs_is_told_and_not_made(state: Path) -> None:
    (sign,) = surroundings.log(at())
    wanted = f"should the program fail, the details go into {(state / 'auditor').as_posix()}"
    assert sign == Sign("error log", State.OK, wanted)
    assert not state.exists()


def test_earlier_errors_are_told(state: Path) -> None:
    log = crashlog.write_log(ValueError("oh"), "auditor check", "0")
    assert log is not None and log.parent == state / "auditor"
    (sign,) = surroundings.log(at())
    assert sign.words.endswith("state/auditor, which holds those of 1 earlier error")
    assert sign.todo.startswith("read them before you send them")


def test_a_place_that_cannot_be_written_is_worth_a_look(state: Path) -> None:
    state.write_text("a file, where a folder should be")
    (sign,) = surroundings.log(at())
    (_, usable), (other, other_usable) = crashlog.places()
    assert (usable, other_usable, sign.state) == (False, True, State.WARNING)
    assert sign.words.endswith(f"; they would go into {other.as_posix()}")
    log = crashlog.write_log(ValueError("oh"), "auditor check", "0")
    assert log is not None and log.parent == other
    log.unlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_is_known(state: Path) -> None:
    state.mkdir(mode=0o500)
    assert [usable for _, usable in crashlog.places()] == [False, True]


# ---------------------------------------------------------------- the terminal


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1", "nonsense"])
def test_a_terminal_that_lacks_characters_is_worth_a_look(encoding: str) -> None:
    (sign,) = surroundings.terminal(at(encoding=encoding))
    assert (sign.state, sign.todo) == (State.WARNING, "set LANG to one in UTF-8, such as C.UTF-8")


def test_one_that_has_all_is_fine() -> None:
    assert [sign.state for sign in surroundings.terminal(at(encoding="UTF-8"))] == [State.OK]
