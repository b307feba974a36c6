"""The reports that ship are those that the program writes about the example drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.main import main

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports"
COMMAND = "auditor report tests/cases --output reports"
MEND = f"reports/ is not up to date; if the change is meant, run in the root of the project: {COMMAND}"


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All files that the command writes."""
    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert main([*COMMAND.split()[1:-1], str(folder)]) == 0
    return files(folder)


@pytest.mark.model
def test_each_draft_has_its_reports_and_there_are_no_others(anew: dict[str, str]) -> None:
    assert sorted(files(REPORTS)) == sorted(anew), f"{MEND}, and delete what it does not write"


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "tests" / "cases").iterdir()))
@pytest.mark.parametrize("suffix", ["md", "json"])
def test_the_report_is_up_to_date(name: str, suffix: str, anew: dict[str, str]) -> None:
    path = f"{name}/draft.{suffix}"
    assert files(REPORTS).get(path) == anew[path], MEND
