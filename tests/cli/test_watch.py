"""`auditor watch`, as a process with real files: what is saved is audited anew, and nothing else is."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from auditor.cli.main import main

ROOT = Path(__file__).parents[2]
INSIDER = "The harbour will close in May, an insider said.\n"
NAMED = "The harbour will close in May, Ida Brandt, who runs it, said.\n"
PATIENCE = 60.0


class Watching:
    """A process that watches, and the lines that it has printed."""

    def __init__(self, arguments: Sequence[str], cwd: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "watch", *arguments],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def close(self) -> None:
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, end: str) -> list[str]:
        """The lines up to the first that holds `end`."""
        lines: list[str] = []
        while not lines or end not in lines[-1]:
            try:
                lines.append(self._lines.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no {end!r} after {lines}") from None
        return lines

    def round(self) -> list[str]:
        return self.until(" audited: ")

    def is_quiet(self, seconds: float) -> bool:
        time.sleep(seconds)
        return self._lines.empty()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/aid.txt").write_text(INSIDER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(here: Path) -> Iterator[Watching]:
    started = Watching(["drafts"], here)
    yield started
    started.close()


def save(path: Path, text: str) -> None:
    """Saves as Word and vim do: into a file beside it, which then takes its place."""
    beside = path.with_name(f"{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


@pytest.mark.model
@pytest.mark.slow
def test_what_is_saved_is_audited_anew_until_it_is_interrupted(
    here: Path, watching: Watching, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = here / "drafts/aid.txt"
    header, *first = watching.round()
    assert re.fullmatch(r"--- \d\d:\d\d:\d\d drafts/aid\.txt", header)
    monkeypatch.chdir(here)
    main(["check", "drafts"])
    checked = capsys.readouterr().out.splitlines()
    assert first == checked[: len(first)]
    assert all(line.startswith(("See it in", "The evidence:")) for line in checked[len(first) :])
    assert any("default/bare-source" in line for line in first)

    began = time.monotonic()
    save(draft, NAMED)
    header, *found = watching.round()
    took = time.monotonic() - began
    assert header.endswith(" drafts/aid.txt")
    assert found == ["1 draft audited: no findings."]
    assert took < 5, took  # the audit is a tenth of a second; the rest is for a machine with much else to do

    (here / "drafts/~$aid.docx").write_bytes(b"\x02KL")
    (here / "drafts/aid.txt~").write_text(INSIDER, encoding="utf-8")
    assert watching.is_quiet(1.5)

    (here / "drafts/new.md").write_text(INSIDER, encoding="utf-8")
    assert watching.round()[0].endswith(" drafts/new.md")
    (here / "drafts/new.md").rename(here / "drafts/moved.md")
    assert watching.until("new.md") == ["drafts/new.md: it is gone"]
    assert watching.round()[0].endswith(" drafts/moved.md")

    (here / "drafts/moved.auditor.yaml").write_text(
        "waive: [{rule: default/bare-source, words: an insider, reason: so}]"
    )
    assert "1 waived" in watching.round()[-1]
    (here / "drafts/moved.ledger.yaml").write_text("grants: 7\n")
    assert any("A330" in line for line in watching.round())
    (here / "drafts/moved.ledger.yaml").unlink()
    assert "1 waived" in watching.round()[-1]

    draft.write_bytes(b"\x00\x01\x02")
    assert any("A307" in line for line in watching.round())

    (here / "auditor.yaml").write_text("policies: [app]\n", encoding="utf-8")
    assert "settings and rules stay as they were" in watching.until("stay as they were")[-1]
    save(here / "auditor.yaml", "policies: []\n")
    assert watching.until("audited anew")
    assert watching.round()[0].endswith(" 2 drafts")

    watching.process.send_signal(signal.SIGINT)
    assert watching.until("interrupted") == ["interrupted"]
    assert watching.process.wait(PATIENCE) == 130


@pytest.mark.parametrize(
    ("arguments", "says"),
    [([], "no drafts were named"), (["-"], "standard input cannot be watched"), (["-", "a.txt"], "standard input")],
)
def test_what_cannot_be_watched_is_told(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_without_the_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("auditor.cli.editing.find_spec", lambda name: None)
    assert main(["watch", "drafts"]) == 2
    assert "pip install 'auditor[editor]'" in capsys.readouterr().err
