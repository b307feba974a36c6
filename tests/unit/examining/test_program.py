"""Versions, libraries and extras, by what installed distributions say of themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import __version__
from auditor.examining import program
from auditor.records.health import Sign, State
from tests.unit.examining.kit import at

Install = Callable[..., None]
HERE = at()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a distribution where Python looks first, by its metadata alone."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def installed(name: str, version: str, *lines: str) -> None:
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        head = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
        (folder / "METADATA").write_text("\n".join([*head, *lines, ""]))

    return installed


def python(minor: int) -> str:
    return f"Classifier: Programming Language :: Python :: 3.{minor}"


THIS = python(sys.version_info.minor)


def test_the_program_as_it_is() -> None:
    (sign,) = program.version(HERE)
    assert sign.state is State.OK
    assert sign.words.startswith(f"auditor {__version__} with Python 3.{sys.version_info.minor}.")


def test_a_python_that_nobody_tried_is_worth_a_look(install: Install) -> None:
    install("auditor", __version__, python(2), "Classifier: Programming Language :: Python :: 3 :: Only")
    (sign,) = program.version(HERE)
    assert (sign.state, sign.todo) == (State.WARNING, "if something fails, use one of these: 3.2")
    assert sign.words.endswith(", with which it has not been tried")


def test_another_version_that_is_installed_is_worth_a_look(install: Install) -> None:
    install("auditor", "0.0.1", THIS)
    (sign,) = program.version(HERE)
    assert (sign.state, sign.words.partition("; ")[2]) == (State.WARNING, "what is installed is version 0.0.1")


def test_the_libraries_as_they_are() -> None:
    (sign,) = program.libraries(HERE)
    assert sign.state is State.OK
    assert "spacy 3." in sign.words and "onnxruntime 1." in sign.words


def test_a_library_that_is_missing_or_does_not_fit_is_a_problem(install: Install) -> None:
    install(
        "auditor",
        __version__,
        "Requires-Dist: made-up-a>=1",
        "Requires-Dist: made-up-b>=2,<3",
        "Requires-Dist: made-up-c",
        'Requires-Dist: made-up-d; python_version < "3"',
        'Requires-Dist: made-up-e; extra == "formats"',
    )
    install("made_up_b", "3.1")
    install("made_up_c", "7rc1")
    assert [(sign.state, sign.words) for sign in program.libraries(HERE)] == [
        (State.PROBLEM, "made-up-a is missing"),
        (State.PROBLEM, "made-up-b 3.1 is there, and auditor needs <3,>=2"),
    ]


def test_the_extras_that_are_there_say_what_they_add() -> None:
    assert list(program.extras(HERE)) == [
        Sign("extra formats", State.OK, "there: web pages, PDF documents and Parquet files"),
        Sign(
            "extra reviews", State.OK, "there: the commands concordance and stats, and Excel workbooks of the summary"
        ),
        Sign("extra archive", State.OK, "there: archives of many articles as tables: auditor archive"),
        Sign(
            "extra ray",
            State.OK,
            "there: archives that outgrow one machine: auditor archive run --engine ray",
        ),
        Sign("extra editor", State.OK, "there: findings while a draft is written: auditor lsp and auditor watch"),
    ]


def test_an_extra_that_is_not_there_is_no_problem_and_half_of_one_is_worth_a_look(install: Install) -> None:
    install(
        "auditor",
        __version__,
        'Requires-Dist: made-up-a; extra == "formats"',
        'Requires-Dist: made-up-b; extra == "reviews"',
        'Requires-Dist: made-up-c; extra == "reviews"',
        'Requires-Dist: made-up-d; extra == "editor"',
    )
    install("made_up_c", "1")
    install("made_up_d", "1")
    formats, reviews, _, _, editor = program.extras(HERE)
    assert (formats.state, formats.words) == (
        State.OK,
        "not there; it adds web pages, PDF documents and Parquet files",
    )
    assert formats.todo == "if you want that: pip install 'auditor[formats]'"
    assert (reviews.state, reviews.words) == (State.WARNING, "there in part only: made-up-b is missing")
    assert (editor.state, editor.todo) == (State.OK, "")


def test_an_extra_of_which_only_what_others_bring_is_there_is_not_there(install: Install) -> None:
    install(
        "auditor",
        __version__,
        'Requires-Dist: made-up-a; extra == "archive"',
        'Requires-Dist: made-up-a; extra == "ray"',
        'Requires-Dist: made-up-b; extra == "ray"',
    )
    install("made_up_a", "1")
    _, _, archive, ray, _ = program.extras(HERE)
    assert archive.words.startswith("there: ")
    assert (ray.state, ray.words.partition(";")[0]) == (State.OK, "not there")


def test_the_extras_told_are_those_that_people_install() -> None:
    from bench.licences import EXTRAS

    assert tuple(program.EXTRAS) == EXTRAS
