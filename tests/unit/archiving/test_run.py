"""A run in one process: what it makes, goes on with, and refuses to go on with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from auditor.archiving.run import Standing, Wanted, run
from auditor.archiving.tables import TABLES, pattern
from auditor.base.errors import AuditorError, ReadingError, UsageError
from auditor.records.report import Detector
from auditor.settings.house import House
from auditor.settings.settings import Settings
from tests.unit.archiving import corpora

pytestmark = pytest.mark.model

WORDS = "two people briefed on the plan"
SETTINGS = Settings(detectors=(Detector.RULES,), today="2026-11-28")


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    """Five records in shards of two."""
    corpus = corpora.write(tmp_path, "corpus.jsonl", corpora.records(5))
    return Wanted(corpus, tmp_path / "out", SETTINGS, size=2, engine="here")


def done(wanted: Wanted, most: int = 100) -> Standing:
    """How far a run came that was closed after so many shards."""
    with closing(run(wanted, lambda line: None)) as coming:  # type: ignore[type-var]
        return list(islice(coming, most + 1))[-1]


def rows(out: Path) -> Mapping[str, Sequence[Any]]:
    return {
        name: [row for path in sorted(out.glob(pattern(name))) for row in parquet.read_table(path).to_pylist()]
        for name in TABLES
    }


def refused(wanted: Wanted) -> AuditorError:
    with pytest.raises(AuditorError) as told:
        done(wanted)
    return told.value


def test_every_record_is_in_the_tables(wanted: Wanted) -> None:
    standing = done(wanted)
    assert (standing.shards, standing.finished, standing.records, standing.audited) == (3, 3, 5, 5)
    found = rows(wanted.out)
    assert [(row["record"], row["desk"], row["title"]) for row in found["articles"]] == [
        (f"a{number}", "metro", f"Ferry {number}") for number in range(1, 6)
    ]
    assert {row["kind"] for row in found["sources"]} == {"anonymous", "named_person"}
    assert any(row["policy"] == "default/anonymous-without-reason" for row in found["findings"])
    assert sorted(path.name for path in wanted.out.iterdir()) == [".lock", "archive.json", "plan.jsonl", "shards"]


def test_a_run_that_was_stopped_goes_on_where_it_was(wanted: Wanted) -> None:
    whole = replace(wanted, out=wanted.out.with_name("whole"))
    done(whole)
    assert done(wanted, most=1).finished == 1
    before = (wanted.out / "shards/00000/articles.parquet").stat().st_mtime_ns
    standing = done(wanted)
    assert (standing.finished, standing.before, standing.done) == (3, 2, 5)
    assert (wanted.out / "shards/00000/articles.parquet").stat().st_mtime_ns == before
    assert rows(wanted.out) == rows(whole.out)
    assert done(wanted).done == 5


def test_files_are_equal_byte_for_byte_wherever_they_are_made(wanted: Wanted, tmp_path: Path) -> None:
    done(wanted)
    moved = tmp_path / "elsewhere" / "corpus.jsonl"
    moved.parent.mkdir()
    wanted.corpus.rename(moved)
    done(replace(wanted, corpus=moved, out=tmp_path / "again"))
    for path in wanted.out.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(wanted.out)).read_bytes() == path.read_bytes(), path.name


def test_other_settings_are_refused_with_what_is_different(wanted: Wanted) -> None:
    done(wanted, most=1)
    error = refused(replace(wanted, settings=replace(SETTINGS, policies=("ap",), time_limit=9)))
    assert error.code == "A019"
    assert "policies ([default] then, [ap] now), time_limit (300 then, 9 now)" in error.message
    assert "--fresh" in error.hint
    assert "limit (none then, 3 now)" in refused(replace(wanted, limit=3)).message
    assert refused(replace(wanted, size=3)).code == "A019"
    assert done(replace(wanted, settings=replace(SETTINGS, jobs=2))).finished == 3


def test_a_corpus_that_changed_is_refused_and_fresh_begins_anew(wanted: Wanted) -> None:
    done(wanted, most=1)
    corpora.write(wanted.corpus.parent, "corpus.jsonl", corpora.records(3))
    error = refused(wanted)
    assert error.code == "A019" and "corpus" in error.message
    assert done(replace(wanted, fresh=True)).done == 3
    assert [row["record"] for row in rows(wanted.out)["articles"]] == ["a1", "a2", "a3"]


def test_a_corpus_that_changes_on_the_way_ends_the_run(wanted: Wanted) -> None:
    with (
        closing(run(wanted, lambda line: None)) as coming,  # type: ignore[type-var]
        pytest.raises(ReadingError, match="changed since the archive was begun"),
    ):
        next(coming)
        next(coming)
        corpora.write(wanted.corpus.parent, "corpus.jsonl", corpora.records(6))
        next(coming)
    assert len(rows(wanted.out)["articles"]) == 2


def test_the_day_is_that_of_the_beginning(wanted: Wanted) -> None:
    today = replace(wanted, settings=replace(SETTINGS, today=""))
    done(today, most=1)
    path = wanted.out / "archive.json"
    made = json.loads(path.read_text())
    made["settings"]["today"] = "2020-02-02"
    path.write_text(json.dumps(made))
    assert done(today).finished == 3


@pytest.mark.parametrize("what", ["folder", "lines"])
def test_an_empty_corpus_is_an_error(tmp_path: Path, what: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    if what == "lines":
        (corpus / "a.csv").write_text("id,text\n")
    error = refused(Wanted(corpus, tmp_path / "out", SETTINGS, engine="here"))
    assert isinstance(error, UsageError)
    assert error.code == "A002" and "no articles" in error.message
    (corpus / "a.md").write_text(corpora.TEXT)
    assert done(Wanted(corpus, tmp_path / "out", SETTINGS, engine="here")).done == 1


def test_settings_for_some_drafts_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpora.write(tmp_path, "corpus/a.jsonl", corpora.records(2))
    corpora.write(tmp_path, "corpus/b.jsonl", [{**row, "id": f"b{row['id']}"} for row in corpora.records(1)])
    (tmp_path / "auditor.yaml").write_text("overrides:\n  - paths: [corpus/b.jsonl]\n    ignore_rules: [default/*]\n")
    monkeypatch.chdir(tmp_path)
    house = House({"detectors": "rules"}, {}, tmp_path)
    done(Wanted(Path("corpus"), Path("out"), house.settings, house, engine="here"))
    found = {row["record"] for row in rows(Path("out"))["findings"]}
    assert found == {"a1", "a2"}


def test_waivers_beside_drafts_hold(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "aid.md").write_text(corpora.TEXT)
    waiver = "rule: default/anonymous-without-reason", f"words: {WORDS}", "reason: safety", "by: KL"
    (corpus / "aid.auditor.yaml").write_text("waive:\n  - " + "\n    ".join(waiver) + "\n")
    done(Wanted(corpus, tmp_path / "out", SETTINGS, engine="here"))
    found = rows(tmp_path / "out")
    assert [row["record"] for row in found["articles"]] == ["aid.md"]
    assert [row["waived"] for row in found["findings"] if row["policy"] == "default/anonymous-without-reason"] == [
        "safety (KL)"
    ]
