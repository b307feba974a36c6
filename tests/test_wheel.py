"""The wheel, installed outside the checkout: a program with its rules inside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from auditor import __version__
from auditor.base import cache
from auditor.packs.load import shipped

ROOT = Path(__file__).parents[1]

DRAFT = (
    "Council to close library\n\n"
    "The council will close the Elm Street library in May, two people briefed on the plan said.\n"
)

pytestmark = [pytest.mark.slow, pytest.mark.model]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`command` outside the checkout, with nothing of this process's own paths, and a cache in the folder."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "AUDITOR_", "VIRTUAL_ENV"))}
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=cwd,
        env={**environment, cache.FOLDER: str(cwd / ".kept")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, and that from the checkout; both lie in one folder."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a draft and an environment of its own, `venv`, in which the wheel is installed.

    What the wheel depends on is taken from the environment of this test, which saves half a minute; that the
    dependencies can be installed is shown by that environment itself.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    assert run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder).returncode == 0
    python = folder / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    installed = run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    found = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    # Appended to the path, as plain folders: an editable install of this checkout is not followed.
    Path(found.stdout.strip(), "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (folder / "draft.txt").write_text(DRAFT)
    return folder


def test_the_wheel_holds_all_rules_and_nothing_but_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"auditor/_rules/{path.relative_to(ROOT / 'rules')}" for path in (ROOT / "rules").rglob("*.yaml")}
    assert rules <= names
    room = ROOT / "auditor" / "render" / "page"
    pages = {
        path.relative_to(ROOT).as_posix()
        for part in ("templates", "style", "script")
        for path in (room / part).iterdir()
    }
    assert len(pages) > 5
    assert pages <= names
    assert "auditor/py.typed" in names
    assert {name.split("/")[0] for name in names} == {
        "auditor",
        f"auditor-{__version__}.data",
        f"auditor-{__version__}.dist-info",
    }
    assert [name for name in names if ".data/" in name] == [f"auditor-{__version__}.data/data/share/man/man1/auditor.1"]


def test_the_source_distribution_holds_what_the_tests_need(wheel: Path) -> None:
    (path,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(path) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    kept = run("git", "ls-files", cwd=ROOT).stdout.splitlines()
    assert not kept or set(kept) - names == {".gitignore"} - names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    metadata = packed.read(f"auditor-{__version__}.dist-info/METADATA").decode()
    extras = set(re.findall(r"^Provides-Extra: (\S+)$", metadata, re.M))
    assert {"formats", "reviews", "archive", "editor"} <= extras
    assert f"\nVersion: {__version__}\n" in metadata
    licences = {name.rpartition("licenses/")[2] for name in packed.namelist() if "dist-info/licenses/" in name}
    assert licences == {"LICENSE", "auditor/language/tongue/data/NOTICE"}


def test_the_installed_program_is_not_the_checkout(elsewhere: Path) -> None:
    code = "import auditor, auditor.packs.load as l; print(auditor.__file__, l.rules_root(), *l.shipped(), sep='\\n')"
    found = run(elsewhere / "venv/bin/python", "-c", code, cwd=elsewhere)
    package, rules, *packs = found.stdout.splitlines()
    assert (elsewhere / "venv").resolve() in Path(package).resolve().parents
    assert Path(rules) == Path(package).parent / "_rules"
    assert packs == list(shipped())


def test_it_checks(elsewhere: Path) -> None:
    checked = run(elsewhere / "venv/bin/auditor", "check", "draft.txt", cwd=elsewhere)
    assert checked.returncode == 1
    assert checked.stdout.startswith("draft.txt: 2 warnings\n")
    assert "\n  3:55  warning  No reason is given for not naming" in checked.stdout
    assert checked.stderr == ""


def test_it_reports(elsewhere: Path) -> None:
    reported = run(elsewhere / "venv/bin/auditor", "report", "draft.txt", "--output", "out", cwd=elsewhere)
    assert (reported.returncode, reported.stdout) == (0, "out/draft.md\nout/draft.json\n")
    report = json.loads((elsewhere / "out/draft.json").read_text(encoding="utf-8"))
    assert [source["label"] for source in report["sources"]] == ["two people briefed on the plan"]
    assert report["provenance"]["auditor"] == __version__


def test_it_runs_its_rules(elsewhere: Path) -> None:
    tested = run(elsewhere / "venv/bin/auditor", "rules", "test", "default", cwd=elsewhere)
    assert tested.returncode == 0, tested.stdout


def test_its_man_page_is_found_where_man_looks(elsewhere: Path) -> None:
    page = elsewhere / "venv/share/man/man1/auditor.1"
    assert page.read_bytes() == (ROOT / "docs/auditor.1").read_bytes()


def test_it_prints_its_schemas(elsewhere: Path) -> None:
    for name in ("report", "findings", "rows", "archive", "answer", "settings"):
        printed = run(elsewhere / "venv/bin/auditor", "schema", name, cwd=elsewhere)
        assert printed.returncode == 0, printed.stderr
        assert printed.stdout == (ROOT / f"docs/{name}.schema.json").read_text(encoding="utf-8")
