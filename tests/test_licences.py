"""What an installation brings may be there: every licence is permitted, or was looked at and taken knowingly."""

from __future__ import annotations

from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from bench import licences
from bench.licences import PERMITTED, TAKEN, Licensed, installed, named

PAGE = Path(__file__).parents[1] / "docs/install.md"


def test_all_that_is_installed_may_be_there() -> None:
    every = installed()
    assert {"auditor", "spacy", "onnxruntime", "trafilatura", "textacy", "pygls"} <= {each.name for each in every}
    assert [each for each in every if not each.is_permitted] == []


def test_what_is_for_tests_alone_is_not_looked_at() -> None:
    assert {"pytest", "hypothesis", "mypy", "torch"}.isdisjoint(each.name for each in installed())


def test_nothing_is_taken_that_is_no_longer_there_or_needs_no_reason() -> None:
    assert set(TAKEN) <= {each.name for each in installed()}
    assert all(not known <= PERMITTED and reason for known, reason in TAKEN.values())


@pytest.mark.parametrize(
    ("expression", "line", "classifiers", "found"),
    [
        ("MIT", "", [], {"MIT"}),
        ("Apache-2.0 AND (MIT OR GPL-2.0-only)", "BSD", [], {"Apache-2.0", "MIT", "GPL-2.0-only"}),
        ("", "MPL-2.0 AND MIT", [], {"MPL-2.0", "MIT"}),
        ("", "3-Clause BSD License", ["License :: OSI Approved :: MIT License"], {"BSD-3-Clause"}),
        ("", "Copyright 2016\n\nPermission is granted", ["License :: OSI Approved :: BSD License"], {"BSD"}),
        ("", "", ["License :: OSI Approved :: GNU Affero General Public License v3"], None),
        ("", "", [], set()),
    ],
)
def test_licences_are_known_by_what_metadata_say(
    expression: str, line: str, classifiers: list[str], found: set[str] | None
) -> None:
    wanted = {"GNU Affero General Public License v3"} if found is None else found
    assert named(expression, line, classifiers) == wanted


@pytest.mark.parametrize(
    ("name", "told", "may_be_there"),
    [
        ("other", {"MIT", "Apache-2.0"}, True),
        ("other", {"MPL-2.0"}, False),
        ("other", {"MIT", "AGPL-3.0-only"}, False),
        ("other", set(), False),
        ("certifi", {"MPL-2.0"}, True),
        ("certifi", {"GPL-3.0-only"}, False),
    ],
)
def test_what_asks_for_more_is_refused_unless_it_was_taken(name: str, told: set[str], may_be_there: bool) -> None:
    assert Licensed(name, "1", frozenset(told), "").is_permitted is may_be_there


def test_a_distribution_of_another_licence_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: certifi\nVersion: 9\nLicense-Expression: SSPL-1.0\n"
    )
    changed = Distribution.at(tmp_path)
    monkeypatch.setattr(licences, "distribution", lambda name: changed if name == "certifi" else distribution(name))
    assert licences.main() == 1
    assert "not permitted: certifi 9: SSPL-1.0\n" in capsys.readouterr().out


def test_what_is_taken_knowingly_is_told() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, (known, _) in TAKEN.items():
        rows = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert any(all(licence in row for licence in known) for row in rows), name
