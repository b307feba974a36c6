"""What a release rests on: one version, a changelog that tells it, metadata that say what is so."""

from __future__ import annotations

import re
import sys
import tomllib
from datetime import date
from pathlib import Path

from packaging.version import Version

from auditor import __version__
from bench.licences import EXTRAS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "docs/changelog.md").read_text(encoding="utf-8")


def test_the_version_is_told_in_one_place() -> None:
    assert "version" not in PROJECT and PROJECT["dynamic"] == ["version"]
    told = re.compile(rf"""^_*version_*\s*[=:]\s*["']{re.escape(__version__)}["']""", re.M)
    code = [*(ROOT / "auditor").rglob("*.py"), *(ROOT / "bench").glob("*.py"), ROOT / "pyproject.toml"]
    places = [path for path in code if told.search(path.read_text(encoding="utf-8"))]
    assert places == [ROOT / "auditor/__init__.py", ROOT / "auditor/cli/templates.py"]  # the latter: a new pack's own


def test_the_newest_heading_of_the_changelog_is_the_version() -> None:
    headings = re.findall(r"^## (\S+) \((not released|\d{4}-\d\d-\d\d)\)$", CHANGELOG, re.M)
    assert len(headings) == len(re.findall(r"^## ", CHANGELOG, re.M))
    assert headings[0][0] == __version__
    versions = [Version(version) for version, _ in headings]
    assert versions == sorted(set(versions), reverse=True)
    days = [date.fromisoformat(day) for _, day in headings if day != "not released"]
    assert days == sorted(days, reverse=True) and len(days) >= len(headings) - 1


def test_the_pythons_that_are_named_begin_with_the_oldest_that_may_be() -> None:
    named = re.findall(r"Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.M)
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert [int(name.partition(".")[2]) for name in named] == list(range(11, 11 + len(named)))
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in named


def test_every_extra_is_told_where_installation_is() -> None:
    page = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    assert set(PROJECT["optional-dependencies"]) == {*EXTRAS, "docs", "test", "train"}
    assert all(f"`{extra}`" in page for extra in EXTRAS)
