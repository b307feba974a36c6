"""The program and what it is built on: versions, libraries, extras."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution

from auditor import __version__
from auditor.base.installed import found
from auditor.examining.place import Place
from auditor.records.health import Sign, State

EXTRAS: Mapping[str, str] = {
    "formats": "web pages, PDF documents and Parquet files",
    "reviews": "the commands concordance and stats, and Excel workbooks of the summary",
    "archive": "archives of many articles as tables: auditor archive",
    "ray": "archives that outgrow one machine: auditor archive run --engine ray",
    "editor": "findings while a draft is written: auditor lsp and auditor watch",
}
"""What each extra adds; those for tests and training are of no use to a newsroom."""

NAMED = ("spacy", "onnxruntime", "tokenizers", "numpy")
"""The libraries whose versions are told even where all is well."""

_PYTHON = "Programming Language :: Python :: "


def version(place: Place) -> Iterator[Sign]:
    """The auditor, and the Python that runs it."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    words = f"auditor {__version__} with Python {platform.python_version()} on {platform.system()}"
    own = found("auditor")
    if own is None:
        yield Sign("program", State.WARNING, f"{words}, run without being installed", "pip install auditor")
        return
    classifiers = own.metadata.get_all("Classifier") or ()
    tried = [c.removeprefix(_PYTHON) for c in classifiers if re.fullmatch(rf"{re.escape(_PYTHON)}3\.\d+", c)]
    if own.version != __version__:
        words += f"; what is installed is version {own.version}"
        yield Sign("program", State.WARNING, words, "reinstall auditor, so that both are the same")
    elif tried and python not in tried:
        todo = f"if something fails, use one of these: {', '.join(tried)}"
        yield Sign("program", State.WARNING, f"{words}, with which it has not been tried", todo)
    else:
        yield Sign("program", State.OK, words)


def libraries(place: Place) -> Iterator[Sign]:
    """Whether each library that every audit needs is there, in a version that the auditor asks for."""
    own = found("auditor")
    if own is None:
        return
    needed = requirements(own)
    wrong = {name: fault for name, wanted in needed.items() if (fault := _fault(name, wanted))}
    for fault in wrong.values():
        yield Sign("libraries", State.PROBLEM, fault, "pip install --upgrade --force-reinstall auditor")
    if not wrong:
        told = ", ".join(f"{name} {there.version}" for name in NAMED if (there := found(name)) is not None)
        yield Sign("libraries", State.OK, f"all {len(needed)} are there, in versions that fit, among them {told}")


def extras(place: Place) -> Iterator[Sign]:
    """Which extras are there, and what each adds; one is not there if all is missing that no other extra brings."""
    own = found("auditor")
    needed = {} if own is None else {extra: requirements(own, extra) for extra in EXTRAS}
    for extra, mine in needed.items():
        adds, others = EXTRAS[extra], {name for each in needed if each != extra for name in needed[each]}
        faults = [fault for name, wanted in mine.items() if (fault := _fault(name, wanted))]
        subject, mend = f"extra {extra}", f"pip install 'auditor[{extra}]'"
        if not faults:
            yield Sign(subject, State.OK, f"there: {adds}")
        elif all(found(name) is None for name in mine.keys() - others or mine):
            yield Sign(subject, State.OK, f"not there; it adds {adds}", f"if you want that: {mend}")
        else:
            yield Sign(subject, State.WARNING, f"there in part only: {'; '.join(faults)}", mend)


def requirements(own: Distribution, extra: str = "") -> Mapping[str, str]:
    """The names of what a distribution asks for on this machine, and the versions that it admits; of one `extra` if
    that is named."""
    from packaging.requirements import Requirement

    asked = {}
    for requirement in map(Requirement, own.requires or ()):
        marker = requirement.marker
        always = marker is None or marker.evaluate({"extra": ""})
        if always if not extra else not always and marker is not None and marker.evaluate({"extra": extra}):
            asked[requirement.name] = str(requirement.specifier)
    return asked


def _fault(name: str, wanted: str) -> str:
    """What is wrong with a library, in words; empty if it is there in a version that is wanted."""
    from packaging.specifiers import SpecifierSet

    there = found(name)
    if there is None:
        return f"{name} is missing"
    if there.version not in SpecifierSet(wanted, prereleases=True):
        return f"{name} {there.version} is there, and auditor needs {wanted}"
    return ""
