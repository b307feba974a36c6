"""`auditor doctor` from outside: what it prints and its exit code, with things that are broken for real."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import auditor
from auditor.cli.main import main
from auditor.packs.load import rules_root

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory, in a repository of its own, and a folder of the user's own for logs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / ".kept"))
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.model
def test_all_is_well(here: Path, capsys: Captured) -> None:
    assert main(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.endswith("\n\nAll is well: drafts can be audited.\n")
    assert {line.partition("  ")[0] for line in out.splitlines()[:-2] if not line.startswith("  ")} == {"ok"}
    assert max(map(len, out.splitlines())) <= 80
    assert [path.name for path in here.iterdir()] == [".git"]


@pytest.mark.model
def test_what_is_broken_is_told_and_the_rest_is_looked_at(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "auditor.yaml").write_text("polices: [default]\n")
    (here / "desk").mkdir()
    (here / "desk/pack.yaml").write_text("name: desk\n")
    monkeypatch.setenv("AUDITOR_MODEL", "en_core_web_xx")
    assert main(["doctor", "--rules", "desk", "--policy", "defalt", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    told = json.loads(out)
    wrong = [(each["subject"], each["words"]) for each in told["checks"] if each["state"] == "problem"]
    assert wrong == [
        ("language model", "the language model 'en_core_web_xx' is not installed"),
        ("settings", "auditor.yaml:1:1: unknown setting 'polices'"),
        ("your rules", "there is no pack 'defalt'"),
        ("your rules", "desk/pack.yaml:1:1: the keys 'version', 'description', 'language' and 'licence' are missing"),
    ]
    assert told["totals"] == {"ok": 15, "warning": 1, "problem": 4}
    (here / "auditor.yaml").unlink()
    assert main(["doctor", "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in told["checks"] if each["state"] == "problem"] == ["A401"]


def test_a_format_that_there_is_not(here: Path, capsys: Captured) -> None:
    assert main(["doctor", "--format", "jsn"]) == 2
    assert capsys.readouterr().err.startswith("A001 there is no format 'jsn'")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it goes by the names of files as POSIX has them")
def test_a_damaged_installation_is_told_without_a_traceback(here: Path) -> None:
    damaged = here / "damaged"
    package = Path(auditor.__file__).parent
    shutil.copytree(package, damaged / "auditor")  # with what Python keeps of each module, which takes long to make
    shutil.copytree(rules_root(), damaged / "auditor/_rules", dirs_exist_ok=True)
    with (damaged / "auditor/language/tagger/weights/parties.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\x00\xff")
    (damaged / "auditor/analysis/sources/learned/weights.json").unlink()
    card = damaged / "auditor/_rules/policies/bbc/pack.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("name:", "nom:"), encoding="utf-8")
    (damaged / "fasttext.py").write_text("raise ImportError('no such library')\n")
    environment = {**os.environ, "PYTHONPATH": str(damaged), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "auditor", "doctor", "--format", "json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=here)
    assert (done.returncode, done.stderr) == (2, "")
    checks = json.loads(done.stdout)["checks"]
    assert [(each["subject"], each["code"]) for each in checks if each["state"] == "problem"] == [
        ("tagger", "A405"),
        ("source model", "A404"),
        ("languages", ""),
        ("rules", "A210"),
    ]
    assert {"language model", "telemetry", "settings", "your rules"} <= {
        each["subject"] for each in checks if each["state"] == "ok"
    }
    words = next(each["words"] for each in checks if each["subject"] == "languages")
    assert words == "a library cannot be loaded: no such library"
