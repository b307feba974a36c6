"""The handbook for Python is true: its blocks are run one after the other, and print what is shown."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.S | re.M)
AID = (
    "Aid to be cut\n\n“We have heard nothing,” Ida Brandt said.\n\n"
    "The money will be gone in spring, a person familiar with the talks said.\n"
)


def shown() -> Iterator[tuple[str, str]]:
    """Each block of code, with the output that is shown after it; empty where none is."""
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    for number, (language, words) in enumerate(found):
        if language == "python":
            following = found[number + 1] if number + 1 < len(found) else ("", "")
            yield words, following[1] if following[0] == "text" else ""


@pytest.mark.model
def test_the_page_prints_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/aid.txt").write_text(AID, encoding="utf-8")
    names: dict[str, Any] = {"__name__": "__main__"}
    blocks = list(shown())
    assert len(blocks) > 6
    assert "".join(f"> {line}".rstrip() + "\n" for line in AID.splitlines()) in PAGE.read_text(encoding="utf-8")
    for code, expected in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, PAGE.name, "exec"), names)
        told = "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())
        wanted = "".join(f"{line.rstrip()}\n" for line in expected.splitlines())
        assert told == wanted or not expected, code
