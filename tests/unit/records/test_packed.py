"""What the program keeps for itself comes back as it was, and nothing that reports are made of has been forgotten."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import pytest

from auditor.records import packed
from auditor.records.report import Report, RuleCard, Skipped
from auditor.records.rules import RulePack
from auditor.records.scales import Severity
from auditor.runs.kept import outcomes
from tests import factories


def made_of(kind: Any, seen: set[type]) -> Iterator[type]:
    """The records and enumerations that a record is made of by its annotations, itself among them."""
    for part in typing.get_args(kind):
        yield from made_of(part, seen)
    origin = typing.get_origin(kind) or kind
    if not isinstance(origin, type) or origin in seen or not (is_dataclass(origin) or issubclass(origin, Enum)):
        return
    seen.add(origin)
    yield origin
    if is_dataclass(origin):
        hints = typing.get_type_hints(origin)
        for each in fields(origin):
            yield from made_of(hints[each.name], seen)


def test_all_that_outcomes_are_made_of_can_be_kept() -> None:
    assert {kind for of in (Report, Skipped, RuleCard) for kind in made_of(of, set())} <= set(outcomes._kinds())


def test_all_that_packs_are_made_of_can_be_kept() -> None:
    from auditor.packs import kept

    assert set(made_of(RulePack, set())) <= set(kept._kinds())


@pytest.mark.parametrize("make", [factories.ferry, factories.cranes, factories.nothing])
def test_a_report_comes_back_as_it_was(make: Callable[[], Report]) -> None:
    report = make()
    text = json.dumps(packed.pack(report, outcomes._kinds()))
    back = packed.unpack(json.loads(text), outcomes._kinds())
    assert back == report
    assert back.manuscript == report.manuscript
    assert list(back.places.items()) == list(report.places.items())
    assert json.dumps(packed.pack(back, outcomes._kinds())) == text


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        1.5,
        "“\ud800”",
        (),
        (1, (2, "x")),
        [1, [2]],
        {"a": (1,), Severity.ERROR: None},
        frozenset({"b", "a"}),
    ],
)
def test_plain_values_come_back_as_they_were(value: object) -> None:
    back = packed.unpack(json.loads(json.dumps(packed.pack(value, (Severity,)))), (Severity,))
    assert (back, type(back)) == (value, type(value))


def test_what_is_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="Severity cannot be kept"):
        packed.pack((Severity.ERROR,), ())


@pytest.mark.parametrize(
    "data", [[], [99], ["x"], [4], [4, "x"], [4, "error", 2], {"a": 1}, [2, "a"], [0, [99]], [2, [1], 2]]
)
def test_what_nobody_has_packed_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        packed.unpack(data, (Severity,))
