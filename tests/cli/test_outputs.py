"""No two drafts share a report, and no report replaces a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.outputs import report_paths
from auditor.runs.drafts import Draft


def named(folder: str, *drafts: tuple[str, str]) -> list[str]:
    records = [Draft(path, below) for path, below in drafts]
    paths = report_paths(records, Path(folder), [".md", ".json"])
    assert all(Path(f"{str(md)[:-3]}.json") == json for md, json in paths.values())
    return [paths[draft][0].as_posix().removesuffix(".md") for draft in records]


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ([("d/a.txt", "a.txt"), ("d/metro/a.txt", "metro/a.txt")], ["out/a", "out/metro/a"]),
        ([("d/a.txt", "a.txt"), ("d/a.md", "a.md")], ["out/a.txt", "out/a.md"]),
        ([("d/a.txt", "a.txt"), ("d/A.md", "A.md")], ["out/a.txt", "out/A.md"]),
        ([("d/a.txt", "a.txt"), ("e/a.txt", "a.txt")], ["out/d/a", "out/e/a"]),
        ([("d/a.txt", "a.txt"), ("e/a.txt", "a.txt"), ("e/b.txt", "b.txt")], ["out/d/a", "out/e/a", "out/b"]),
        ([("/srv/a.txt", "a.txt"), ("../a.txt", "a.txt")], ["out/srv/a", "out/a"]),
        ([("../a.txt", "a.txt"), ("a.txt", "a.txt")], ["out/a.txt-1", "out/a.txt-2"]),
        ([("stdin.txt", "stdin.txt")], ["out/stdin"]),
        ([("d/v1.2", "v1.2"), ("d/v1.3", "v1.3")], ["out/v1.2", "out/v1.3"]),
    ],
)
def test_names(drafts: list[tuple[str, str]], expected: list[str]) -> None:
    assert named("out", *drafts) == expected


def test_a_report_never_replaces_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert named(".", ("a.md", "a.md"), ("b.txt", "b.txt")) == ["a.md", "b"]
    assert named(".", ("a.md", "a.md"), ("a.md.md", "a.md.md")) == ["a.md-1", "a.md.md"]
