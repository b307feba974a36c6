"""What is kept under version control: nothing at the top that does not belong there, and no binary that nobody expects.

A wheel or an archive that a build left behind is committed by mistake, and told here.
"""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]

TOP = frozenset(
    {
        "auditor", "bench", "docs", "reports", "rules", "tests", "LICENSE", "README.md", "pyproject.toml",
        ".ci", ".github", ".gitignore", ".gitlab", ".pre-commit-hooks.yaml",
    }
)  # fmt: skip

BINARIES: Mapping[str, Collection[str]] = {
    "auditor/language/tagger/weights": {".onnx"},
    "auditor/language/tongue/data": {".ftz"},
    "bench/webpages": {".html"},
    "docs/images": {".png"},
    "tests/formats": {".anpa", ".docx", ".iptc7901", ".odt", ".pdf"},
    "tests/hostile/locked": {".odt", ".pdf"},
}
"""The suffixes of files that are no text in UTF-8, by the one folder in which they may lie."""

LEFT_BEHIND = frozenset(
    {
        ".7z", ".bz2", ".core", ".dll", ".dylib", ".egg", ".gz", ".log", ".orig", ".pkl", ".prof", ".pyc", ".pyd",
        ".pyo", ".rej", ".so", ".swp", ".tar", ".tgz", ".tmp", ".whl", ".xz", ".zip", ".zst",
    }
)  # fmt: skip
"""Suffixes of what builds, tools and editors write, whatever is in it."""


def kept() -> list[str]:
    """The paths under version control, below the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    return [path for path in listed.stdout.decode().split("\0") if path and (ROOT / path).is_file()]


def is_text(data: bytes) -> bool:
    """Whether `data` is UTF-8 with nothing in it that no page shows."""
    try:
        return not set(data.decode("utf-8")) & set(map(chr, (*range(9), 11, *range(14, 27), *range(28, 32))))
    except UnicodeDecodeError:
        return False


def strays(paths: Collection[str], root: Path) -> Iterator[str]:
    """What is wrong with each of `paths` below `root` that should not be kept."""
    for each in paths:
        path = PurePosixPath(each)
        is_expected = path.suffix in BINARIES.get(path.parent.as_posix(), ())
        if path.parts[0] not in TOP:
            yield f"{each}: {path.parts[0]} does not belong at the top of the tree"
        elif path.suffix.lower() in LEFT_BEHIND or "__pycache__" in path.parts:
            yield f"{each}: a build or a tool has left this behind"
        elif not is_expected and not is_text((root / path).read_bytes()):
            yield f"{each}: this is no text, and {path.parent.as_posix()} is no folder for such files"


MEND = "git rm --cached it and add it to .gitignore, or, if it is meant to be kept, to the lists in tests/test_tree.py"


def test_nothing_is_kept_that_does_not_belong_here() -> None:
    found = list(strays(kept(), ROOT))
    assert not found, f"{'; '.join(found)} ({MEND})"


def test_every_folder_of_binaries_has_them() -> None:
    paths = [PurePosixPath(path) for path in kept()]
    there = {(path.parent.as_posix(), path.suffix) for path in paths}
    assert {(folder, suffix) for folder, suffixes in BINARIES.items() for suffix in suffixes} <= there
    assert {path.parts[0] for path in paths} == TOP


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("py_spy-0.4.whl", b"PK", "py_spy-0.4.whl does not belong at the top of the tree"),
        ("core", b"\x7fELF", "core does not belong at the top"),
        ("build/a.py", b"", "build does not belong at the top"),
        ("docs/auditor.whl", b"plain", "a build or a tool has left this behind"),
        ("tests/formats/many.ZIP", b"plain", "a build or a tool has left this behind"),
        ("tests/__pycache__/a.txt", b"plain", "a build or a tool has left this behind"),
        ("bench/data", b"\x7fELF\0", "this is no text, and bench is no folder for such files"),
        ("docs/images/page.pdf", b"%PDF\xff", "this is no text, and docs/images is no folder"),
        ("tests/formats/new/a.pdf", b"%PDF\0", "this is no text, and tests/formats/new is no folder"),
        ("rules/a.yaml", "a: café\n".encode("latin-1"), "this is no text, and rules is no folder"),
        ("docs/images/page.png", b"\x89PNG\0", ""),
        ("tests/formats/new/a.pdf", b"%PDF, they say: caf\xc3\xa9\r\n\tso.\x1b[0m\x0c", ""),
        ("auditor/py.typed", b"", ""),
    ],
)
def test_what_is_left_behind_is_noticed(tmp_path: Path, path: str, data: bytes, told: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(data)
    found = list(strays([path], tmp_path))
    assert len(found) == bool(told)
    assert told in "".join(found)


@pytest.mark.parametrize("name", ["auditor-0.1.0-py3-none-any.whl", "a.tar.gz", "a.pyc", "core.4711", "a.prof"])
def test_git_ignores_what_is_left_behind(name: str) -> None:
    for path in (name, f"tests/formats/{name}"):
        ignored = subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=ROOT, check=False)
        if ignored.returncode == 128:
            pytest.skip("this is no checkout")
        assert ignored.returncode == 0, path
