"""The plan of an archive: every record in one shard, found again from the middle, called by a name of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from auditor.archiving import corpus, plans
from auditor.archiving.plans import Survey
from auditor.archiving.shards import Job, Shard, from_data, to_data
from auditor.archiving.work import Shelves, records_of
from auditor.base.errors import ReadingError, UsageError
from auditor.runs.packs import InForce
from auditor.settings.settings import Settings
from tests.unit.archiving import corpora

SETTINGS = Settings()


def planned(path: Path, size: int, limit: int | None = None) -> tuple[Survey, list[Shard]]:
    survey = Survey()
    pieces = list(plans.surveyed(path, SETTINGS, None, survey, min(size, plans.UNIT), limit))
    kept = [from_data(json.loads(json.dumps(to_data(piece)))) for piece in pieces]
    return survey, list(plans.shards(kept, size, survey.digests))


def job(path: Path) -> Job:
    return Job(str(corpus.root_of(path)), path.is_dir(), "", SETTINGS, InForce(()), 1, 25, "2026-01-01", "{}")


def read(path: Path, shards: Sequence[Shard]) -> list[tuple[str, str | None, str]]:
    """Name, id and text of each record of some shards; where it cannot be read, why."""
    found = []
    with closing(Shelves(job(path))) as shelves:
        for shard in shards:
            for row, draft, reads in records_of(shard, job(path), shelves):
                try:
                    text = reads(draft.path).text if callable(reads) else reads.message
                except ReadingError as error:
                    text = error.message
                found.append((str(row["record"]), row["id"], text))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("name", sorted(corpora.FORMS))
@pytest.mark.parametrize("size", [1, 4, 100])
def test_shards_have_every_record_once_and_find_it_again_in_any_order(tmp_path: Path, name: str, size: int) -> None:
    path = corpora.write(tmp_path, name, corpora.records(20))
    survey, shards = planned(path, size)
    assert survey.records == 20
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert all(shard.count == size for shard in shards[:-1])
    forwards = read(path, shards)
    assert len({name for name, *_ in forwards}) == 20
    assert all(f"on day {number}." in text for number, (*_, text) in enumerate(forwards, 1))
    backwards = [each for shard in reversed(shards) for each in read(path, [shard])]
    assert sorted(backwards) == sorted(forwards)


def test_a_folder_has_files_of_every_form_and_drafts(tmp_path: Path) -> None:
    corpora.write_all(tmp_path, 3)
    (tmp_path / "README.md").write_text("No draft.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("Hidden.")
    (tmp_path / "link.md").symlink_to(tmp_path / "a1.md")
    survey, shards = planned(tmp_path, 5)
    names = [name for name, *_ in read(tmp_path, shards)]
    assert survey.records == len(names) == len(set(names)) == 3 * (len(corpora.FORMS) + 1)
    assert names[:3] == ["a1.md", "a2.md", "a3.md"]
    assert survey.listing.passed == {".md": 1, ".png": 1}


def test_a_record_is_called_by_its_id_unless_another_has_it_too(tmp_path: Path) -> None:
    rows = [{"id": key, "text": corpora.TEXT} for key in ("a", "b", "a", "", "c\n c")]
    corpora.write(tmp_path, "one.jsonl", rows)
    corpora.write(tmp_path, "two.jsonl", [{"id": "b", "text": corpora.TEXT}])
    found = [(name, key) for name, key, _ in read(tmp_path, planned(tmp_path, 4)[1])]
    assert found == [
        ("one.jsonl#1", "a"),
        ("one.jsonl#2", "b"),
        ("one.jsonl#3", "a"),
        ("one.jsonl#4", None),
        ("c c", "c c"),
        ("two.jsonl#1", "b"),
    ]


def test_a_limit_takes_the_first_records_and_knows_the_whole_corpus(tmp_path: Path) -> None:
    corpora.write_all(tmp_path, 4)
    whole, shards = planned(tmp_path, 3)
    some, first = planned(tmp_path, 3, limit=7)
    assert (some.records, sum(shard.count for shard in first)) == (7, 7)
    assert some.listing.digest == whole.listing.digest
    assert read(tmp_path, first) == read(tmp_path, shards)[:7]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.parquet", corpora.as_columns(corpora.records(9))[:-40], "damaged"),
        ("a.jsonl.gz", corpora.FORMS["corpus.jsonl.gz"](corpora.records(9))[:-30], "damaged"),
        ("a.zip", b"PK\x03\x04nothing", ""),
        ("a.xml.gz", corpora.FORMS["corpus.jsonl.gz"](corpora.records(1)), "packed"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_record_that_failed(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.md").write_text(corpora.TEXT)
    found = read(tmp_path, planned(tmp_path, 5)[1])
    assert [key for key, *_ in found if key in (name, "b.md")] == [name, "b.md"]
    assert told in {key: text for key, _, text in found}[name]


def test_a_file_that_was_changed_since_is_not_read(tmp_path: Path) -> None:
    path = corpora.write(tmp_path, "a.jsonl", corpora.records(2))
    _, shards = planned(path, 5)
    corpora.write(tmp_path, "a.jsonl", corpora.records(3))
    with pytest.raises(ReadingError, match="changed since the archive was begun"):
        read(path, shards)


@pytest.mark.parametrize(
    ("records", "size"), [(1, 25), (400, 25), (1600, 25), (1601, 50), (10_000, 175), (64_000, 1000), (5_000_000, 1000)]
)
def test_small_corpora_have_small_shards(records: int, size: int) -> None:
    assert plans.size_for(records) == size


@pytest.mark.parametrize("address", ["https://example.org/a.parquet", "s3://bucket/a"])
def test_nothing_is_fetched(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is an address") as told:
        corpus.check(Path(address), tmp_path)
    assert "copy it here first" in told.value.hint


def test_tables_are_not_written_into_the_corpus(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="into the corpus itself"):
        corpus.check(tmp_path, tmp_path / "tables")
