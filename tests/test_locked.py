"""The locked requirements are those of the project: all of them, in range, each file known by its digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.version import Version

from bench.licences import asked, installed

ROOT = Path(__file__).parents[1]
LOCKED = (ROOT / ".ci/locked/requirements.txt").read_text(encoding="utf-8")

_PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]+?))? \\\n", re.M)
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of one distribution, where its marker holds, and the digests of its files."""

    name: str
    version: Version
    marker: Marker | None
    digests: int

    def holds(self, python: str) -> bool:
        """Whether it is the one for a version of Python, on the system of this machine."""
        return self.marker is None or self.marker.evaluate(
            {"python_version": python, "python_full_version": f"{python}.9"}
        )


def pins(text: str) -> Iterator[Pin]:
    found = list(_PIN.finditer(text))
    for pin, following in zip(found, [*(each.start() for each in found[1:]), len(text)], strict=True):
        lines = text[pin.end() : following].splitlines()
        digests = sum(_HASH.match(line) is not None for line in lines)
        yield Pin(pin["name"], Version(pin["version"]), Marker(pin["marker"]) if pin["marker"] else None, digests)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_what_the_project_asks_for_is_pinned_once_and_in_range(python: str) -> None:
    held = [pin for pin in pins(LOCKED) if pin.holds(python)]
    versions = {pin.name: pin.version for pin in held}
    assert len(versions) == len(held)
    for requirement in asked():
        name = normal(requirement.name)
        assert name in versions, f"{name} is not pinned; run .ci/lock"
        assert versions[name] in requirement.specifier, f"{name} {versions[name]} is out of range; run .ci/lock"


def test_all_that_those_bring_is_pinned_too() -> None:
    brought = {each.name for each in installed()} - {"auditor"}
    assert len(brought) > 50
    assert brought - {pin.name for pin in pins(LOCKED)} == set(), "run .ci/lock --upgrade"


def test_every_pin_has_digests() -> None:
    every = list(pins(LOCKED))
    assert len(every) == len(re.findall(r"^\S+==", LOCKED, re.M)) > 90
    assert [pin.name for pin in every if not pin.digests] == []


def test_it_is_tied_to_no_machine_and_no_index() -> None:
    lines = [line for line in LOCKED.splitlines() if not line.startswith("#")]
    pin, digest, reason = (
        r"[a-z0-9-]+==\S+( ; [\w .'<>=!]+)? \\",
        r"    --hash=sha256:[0-9a-f]{64}( \\)?",
        r"    # +[\w ().-]+",
    )
    assert [line for line in lines if not re.fullmatch(f"{pin}|{digest}|{reason}", line)] == []
    assert re.search(r"://|@ |(?<![\w.])/\w", LOCKED) is None


def test_a_pin_without_digest_would_be_seen() -> None:
    planted = f"one==1.0 \\\n    --hash=sha256:{'0' * 64}\n    # via two\ntwo==2 ; python_full_version < '3.12' \\\n"
    assert [(p.name, p.digests, p.holds("3.11"), p.holds("3.12")) for p in pins(planted)] == [
        ("one", 1, True, True),
        ("two", 0, True, False),
    ]
