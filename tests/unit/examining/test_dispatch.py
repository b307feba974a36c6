"""All examinations together: one that fails costs no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from auditor.base.errors import ModelError
from auditor.examining import dispatch, trial
from auditor.examining.place import Place
from auditor.records.health import Sign, State
from auditor.records.report import Detector
from auditor.settings.settings import Settings
from tests.unit.examining.kit import at


def fine(place: Place) -> Iterator[Sign]:
    yield Sign("fine", State.OK, "as it should be")


def raising(error: Exception) -> dispatch.Examination:
    def look(place: Place) -> Iterator[Sign]:
        yield Sign("begun", State.OK, "begun")
        raise error

    return look


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (ModelError("it is gone", hint="put it back"), Sign("x", State.PROBLEM, "it is gone", "put it back", "A401")),
        (
            ImportError("No module named 'spacy'"),
            Sign(
                "x",
                State.PROBLEM,
                "a library cannot be loaded: No module named 'spacy'",
                "pip install --upgrade --force-reinstall auditor",
            ),
        ),
        (
            RecursionError("too deep"),
            Sign(
                "x",
                State.PROBLEM,
                "it could not be looked at: RecursionError: too deep",
                "reinstall auditor; if that does not help, please report it",
            ),
        ),
    ],
)
def test_whatever_goes_wrong_is_told_and_the_rest_is_looked_at(
    error: Exception, wanted: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "EXAMINATIONS", {"x": raising(error), "fine": fine})
    not_made = Sign("trial", State.WARNING, "not made, since there are problems", "mend them, and begin anew")
    assert dispatch.examine(at()) == (wanted, Sign("fine", State.OK, "as it should be"), not_made)


def test_a_fault_that_two_find_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = raising(ModelError("it is gone"))
    monkeypatch.setattr(dispatch, "EXAMINATIONS", {"x": broken, "y": broken})
    assert [sign.subject for sign in dispatch.examine(at())] == ["x", "trial"]


@pytest.mark.model
def test_a_trial_is_made_where_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "EXAMINATIONS", {"fine": fine})
    assert dispatch.examine(at(Settings(detectors=(Detector.RULES,))))[-1] == Sign(
        "trial", State.OK, "two sentences were audited, and their anonymous source was found"
    )


@pytest.mark.model
def test_a_trial_in_which_nothing_is_found_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "DRAFT", "The council met on Monday. It was raining.\n")
    (sign,) = trial.trial(at())
    assert (sign.state, sign.words) == (
        State.PROBLEM,
        "two sentences were audited, and their anonymous source was not found",
    )


@pytest.mark.model
def test_a_trial_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        trial, "DRAFT", "Rådet avviste forslaget på mandag, sa to personer som kjenner saken godt.\n" * 9
    )
    (sign,) = trial.trial(at())
    assert sign.state is State.PROBLEM
    assert sign.words.startswith("two sentences could not be audited: ") and "Norwegian" in sign.words
