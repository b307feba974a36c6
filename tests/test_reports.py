"""The reports that ship are those that the program writes about the example drafts, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.cache import FOLDER
from auditor.cli.main import main

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports"
CASES = sorted(path.name for path in (ROOT / "tests" / "cases").iterdir())
CHECK = "auditor check tests/cases/touchline-rumours --fail-on never"
COMMANDS = (
    "auditor report tests/cases --format markdown,json,html,box --index --output reports",
    "auditor report tests/cases/ferry-trial --format legal,legal-html,jsonld,box-html --output reports/other-forms",
    f"{CHECK} --format sarif --output reports/machine/check.sarif",
    f"{CHECK} --format github --output reports/machine/check.github.txt",
    f"{CHECK} --format gitlab --output reports/machine/check.gitlab.json",
    f"{CHECK} --format junit --output reports/machine/check.junit.xml",
    f"{CHECK} --format rdjson --output reports/machine/check.rdjson",
    f"{CHECK} --format jsonl --output reports/machine/findings.jsonl",
    f"{CHECK} --format jsonl --rows sources --output reports/machine/sources.jsonl",
    f"{CHECK} --format findings --output reports/machine/findings.json",
    f"{CHECK} --format concise --output reports/machine/check.concise.txt",
)
MEND = f"reports/ is not up to date; if the change is meant, run in the root of the project: {' && '.join(COMMANDS)}"


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All files that the commands write."""
    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("AUDITOR_JOBS", "1")  # more change nothing (tests/test_property.py), and take long to start
        # What is kept of a draft is what is made of it (tests/cli/test_cache.py), and each is audited here.
        patch.setenv(FOLDER, str(tmp_path_factory.mktemp("kept") / "audits"))
        for command in COMMANDS:
            *arguments, target = command.split()[1:]
            assert main([*arguments, target.replace("reports", str(folder), 1)]) == 0, command
    return files(folder)


@pytest.mark.model
def test_each_draft_has_its_reports_and_there_are_no_others(anew: dict[str, str]) -> None:
    assert sorted(files(REPORTS)) == sorted(anew), f"{MEND}, and delete what it does not write"


@pytest.mark.model
@pytest.mark.parametrize("name", [*CASES, "index.html", "machine", "other-forms"])
def test_the_reports_are_up_to_date(name: str, anew: dict[str, str]) -> None:
    there = files(REPORTS)
    mine = [path for path in anew if path.split("/")[0] == name]
    assert mine
    for path in mine:
        assert there.get(path) == anew[path], f"{path}: {MEND}"
