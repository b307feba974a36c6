"""Which files are drafts by the settings of the folder that they lie in, and by name where hooks name everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.errors import UsageError
from auditor.records.report import Omission
from auditor.runs.drafts import Selection, discover
from auditor.settings.house import House
from auditor.settings.settings import Settings

FILES = (
    "README.md",
    "stories/aid.md",
    "stories/License-row deepens.md",
    "stories/LICENSE.txt",
    "stories/requirements-dev.txt",
    "stories/budget.docx",
    "stories/archive/old.md",
    "stories/sport/cup.md",
    "stories/sport/cup.story",
    "stories/sport/archive/final.md",
    "notes/ideas.md",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with drafts and what stands beside them."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The mayor of Harrow has resigned, Ann Poe said on Tuesday.\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str, **flags: object) -> Selection:
    house = House(flags, {}, Path.cwd())
    return discover(paths, house.settings, house=house)


def names(selection: Selection) -> list[str]:
    return [draft.path for draft in selection.drafts]


def passed(selection: Selection) -> dict[str, Omission]:
    return {each.path: each.omission for each in selection.skipped}


def test_what_stands_beside_drafts_is_none_in_a_folder_and_is_told(here: Path) -> None:
    selection = found("stories", "README.md")
    assert names(selection) == [
        "stories/License-row deepens.md",
        "stories/aid.md",
        "stories/budget.docx",
        "stories/archive/old.md",
        "stories/sport/cup.md",
        "stories/sport/archive/final.md",
        "README.md",  # its name was given
    ]
    assert passed(selection)["stories/LICENSE.txt"] is Omission.NO_DRAFT
    assert passed(selection)["stories/requirements-dev.txt"] is Omission.NO_DRAFT


def test_drafts_are_where_the_settings_say(here: Path) -> None:
    (here / "auditor.yaml").write_text("drafts: [stories/**, '!stories/sport/**']\nignore: [archive/]\n")
    assert names(found(".")) == ["stories/License-row deepens.md", "stories/aid.md", "stories/budget.docx"]
    assert names(found("stories/sport/cup.md")) == ["stories/sport/cup.md"]


def test_a_folder_that_is_ignored_is_searched_when_it_is_named(here: Path) -> None:
    (here / "auditor.yaml").write_text("ignore: [stories/archive/, cup.*]\n")
    assert names(found("stories/archive")) == ["stories/archive/old.md"]
    assert "stories/archive/old.md" not in names(found("stories"))
    assert names(found("stories/sport")) == ["stories/sport/archive/final.md"]
    with pytest.raises(UsageError, match="no drafts found"):
        found("stories/archive", "stories/sport/archive", ignore=["*.md"])


def test_patterns_are_those_of_the_file_nearest_to_the_folder(here: Path) -> None:
    (here / "auditor.yaml").write_text("ignore: [archive/]\n")
    (here / "stories/sport/auditor.yaml").write_text("suffixes: [.story, .md]\nignore: [cup.md]\n")
    assert names(found("stories")) == [
        "stories/License-row deepens.md",
        "stories/aid.md",
        "stories/budget.docx",
        "stories/sport/cup.story",
        "stories/sport/archive/final.md",
    ]


def test_settings_are_found_from_elsewhere_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "auditor.yaml").write_text("ignore: [stories/archive/]\n")
    monkeypatch.chdir(here.parent)
    assert [Path(name).name for name in names(found(f"{here.name}/stories"))] == [
        "License-row deepens.md",
        "aid.md",
        "budget.docx",
        "cup.md",
        "final.md",
    ]


def test_a_hook_that_names_everything_has_drafts_only(here: Path) -> None:
    (here / "auditor.yaml").write_text("ignore: [stories/archive/]\ndrafts: [stories/]\n")
    selection = found(*FILES, "auditor.yaml", force_exclude=True)
    assert names(selection) == [
        "stories/aid.md",
        "stories/License-row deepens.md",
        "stories/budget.docx",
        "stories/sport/cup.md",
        "stories/sport/archive/final.md",
    ]
    assert passed(selection) == {
        "README.md": Omission.NO_DRAFT,
        "auditor.yaml": Omission.NO_DRAFT,
        "notes/ideas.md": Omission.NO_DRAFT,
        "stories/LICENSE.txt": Omission.NO_DRAFT,
        "stories/archive/old.md": Omission.IGNORED,
        "stories/requirements-dev.txt": Omission.NO_DRAFT,
        "stories/sport/cup.story": Omission.NO_DRAFT,
    }


def test_a_commit_without_drafts_is_in_order_and_a_name_that_is_missing_is_not(here: Path) -> None:
    assert found("README.md", force_exclude=True) == Selection((), (), found("README.md", force_exclude=True).skipped)
    selection = found("README.md", "stories/gone.md", force_exclude=True)
    assert [failure.code for failure in selection.failures] == ["A302"]
    assert not found("README.md", force_exclude=True, strict_files=True).failures


def test_each_draft_has_the_settings_of_its_place_and_most_have_those_of_the_run(here: Path) -> None:
    (here / "auditor.yaml").write_text("overrides:\n  - paths: [stories/sport/]\n    policies: [ap]\n")
    orders = {draft.path: draft.orders for draft in found("stories").drafts}
    assert orders["stories/aid.md"] is None
    sport = orders["stories/sport/cup.md"]
    assert sport is not None
    assert sport.settings == Settings(policies=("ap",))
