"""A check in a process that has just been started: what it imports, and what it loads while it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.base import cache
from tests.cli.test_cache import ROOT

pytestmark = pytest.mark.model

NEEDLESS = (
    *("spacy.cli", "srsly.ruamel_yaml", "pydantic.v1", "tqdm.auto", "jinja2", "markdown_it", "lxml", "trafilatura"),
    *("pypdfium2", "pandas", "pyarrow", "textacy", "rich.progress"),
    *("auditor.comparing", "auditor.editing", "auditor.archiving", "auditor.annotating", "auditor.render.jsonout"),
)
"""What takes long to import and no check of a plain draft needs, where its rules were read before."""
SCRIPT = f"""
import json, os, re2, sys, threading
from auditor.cli import start
compiled, begun, take, begin = [], [], re2.compile, threading.Thread.start
def counted(*arguments):
    compiled.append(arguments[0])
    return take(*arguments)
def noted(thread):
    begun.append((thread.name, "spacy" in sys.modules))
    begin(thread)
re2.compile, threading.Thread.start = counted, noted
try:
    start.run()
finally:
    there = [name for name in {NEEDLESS!r} if name in sys.modules]
    print(json.dumps([there, len(compiled), begun]), file=sys.stderr)
"""
NEWS = "\n\n".join(
    [
        "Council shuts the Elm Street library",
        "The council will close the library, a person familiar with the plan said on Tuesday.",
        "“Nobody asked us,” said Ann Poe, who runs the shop next door.",
        "The mayor did not respond to a request for comment.",
    ]
)


def checked(draft: Path, folder: Path) -> tuple[str, list[str], int, dict[str, bool]]:
    """What a check says, which needless modules it imports, how many expressions it compiles, and its threads."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), cache.FOLDER: str(folder)}
    command = [sys.executable, "-P", "-c", SCRIPT, "check", draft.name, "--fail-on", "never"]
    done = subprocess.run(command, env=env, cwd=draft.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    there, compiled, begun = json.loads(done.stderr.splitlines()[-1])
    return done.stdout, there, compiled, dict(begun)


def test_a_check_whose_rules_were_read_before_does_little_beside_its_work(tmp_path: Path) -> None:
    draft, folder = tmp_path / "library.txt", tmp_path / "kept"
    draft.write_text(NEWS)
    first, _, all_of_them, _ = checked(draft, folder)
    draft.write_text(f"{NEWS}\n")
    again, needless, few, begun = checked(draft, folder)
    assert again == first
    assert needless == []
    assert few < all_of_them / 4
    # loaded beside the import of spaCy, which takes longest
    assert [begun[name] for name in ("model", "languages", "tagger")] == [False] * 3
