"""What many tests share; each is made once, and only when a test asks for it.

The language model is imported by those that use it, so that tests of the plain parts stay quick.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.packs.load import load_packs, shipped
from tests.kept import keep

if TYPE_CHECKING:
    from spacy.language import Language

    from auditor.records.rules import RulePack
    from auditor.toolkit import Toolkit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take long first, so that no process is left with one of them when the others are done."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    model = Counter(item.path for item in items if item.get_closest_marker("model"))
    items.sort(key=lambda item: (not slow[item.path], -model[item.path]))


def pytest_collection() -> None:
    """Nothing that is made while tests are collected is rubbish."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Ten thousand tests stay till the end: whoever looks for rubbish need not look at them each time."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def made_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """What an audit works with is made once, not for each test that runs a command."""
    with pytest.MonkeyPatch.context() as patch:
        if any(item.get_closest_marker("model") for item in request.session.items):
            keep(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of configuration with nothing in it, so that no settings of whoever runs the tests count."""
    with pytest.MonkeyPatch.context() as environment:
        folder = tmp_path_factory.mktemp("configuration")
        environment.setenv("XDG_CONFIG_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A place where no cache can be, so that no test finds what another has made; those about it name another."""
    with pytest.MonkeyPatch.context() as environment:
        file = tmp_path_factory.mktemp("kept") / "no-folder"
        file.write_text("")
        environment.setenv("AUDITOR_CACHE_DIR", str(file))
        yield file


@pytest.fixture(scope="session")
def packs() -> tuple[RulePack, ...]:
    """All packs that ship."""
    return load_packs(tuple(shipped()))


@pytest.fixture(scope="session")
def toolkit(packs: tuple[RulePack, ...]) -> Toolkit:
    """What an audit works with, all packs that ship in force."""
    from auditor.toolkit import build_toolkit

    return build_toolkit(packs)


@pytest.fixture(scope="session")
def nlp(toolkit: Toolkit) -> Language:
    """The language model, that of the toolkit."""
    return toolkit.nlp
