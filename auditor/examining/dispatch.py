"""What is looked at, and by whom, a row for each; whatever goes wrong with one, the others are looked at as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from auditor.base.errors import AuditorError
from auditor.examining import models, program, rules, surroundings, trial
from auditor.examining.place import Place, wrong
from auditor.records.health import Sign, State

Examination = Callable[[Place], Iterator[Sign]]

EXAMINATIONS: Mapping[str, Examination] = {
    "program": program.version,
    "libraries": program.libraries,
    "extras": program.extras,
    "language model": models.language_model,
    "tagger": models.tagger,
    "source model": models.sources,
    "languages": models.languages,
    "telemetry": models.telemetry,
    "settings": surroundings.settings,
    "rules": rules.shipped,
    "your rules": rules.own,
    "other rules": rules.installed,
    "cache": surroundings.kept,
    "error log": surroundings.log,
    "terminal": surroundings.terminal,
}
"""Each by its subject, in the order in which people read them."""


def examine(place: Place) -> tuple[Sign, ...]:
    """What every examination finds, and then a trial, which is of no use where there are problems already.

    What two find in the same words is told once. Raises nothing.
    """
    signs: dict[tuple[str, str], Sign] = {}
    for subject, look in EXAMINATIONS.items():
        for sign in _looked(subject, look, place):
            signs.setdefault((sign.code, sign.words), sign)
    found = tuple(signs.values())
    if any(sign.state is State.PROBLEM for sign in found):
        return (*found, Sign("trial", State.WARNING, "not made, since there are problems", "mend them, and begin anew"))
    return (*found, *_looked("trial", trial.trial, place))


def _looked(subject: str, look: Examination, place: Place) -> tuple[Sign, ...]:
    try:
        return tuple(look(place))
    except AuditorError as error:
        return (wrong(subject, error),)
    except ImportError as error:
        words = f"a library cannot be loaded: {error}"
        return (Sign(subject, State.PROBLEM, words, "pip install --upgrade --force-reinstall auditor"),)
    except Exception as error:  # an installation can be broken in more ways than anybody foresees
        words = f"it could not be looked at: {type(error).__name__}: {error}"
        return (Sign(subject, State.PROBLEM, words, "reinstall auditor; if that does not help, please report it"),)
