"""A run in one process: what it makes, goes on with, and refuses to go on with."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from auditor import engine
from auditor.archiving.run import Standing, Wanted, run
from auditor.archiving.tables import TABLES, pattern
from auditor.base.errors import AuditorError, ReadingError, UsageError
from auditor.records.report import Detector
from auditor.runs import collections, drafts, runner
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


@pytest.mark.parametrize("is_folder", [False, True], ids=["file", "folder"])
def test_files_are_equal_byte_for_byte_wherever_they_are_made(wanted: Wanted, tmp_path: Path, is_folder: bool) -> None:
    with wanted.corpus.open("ab") as file:
        file.write(b"{\n")  # errors tell their places
    if is_folder:
        folder = tmp_path / "corpus"
        folder.mkdir()
        (folder / "aid.md").write_text(corpora.TEXT)
        (folder / "aid.auditor.yaml").write_text("waive: [5]\n")
        (folder / "odd.csv").write_text("id,text\n1,a,b\n")
        wanted.corpus.rename(folder / "corpus.jsonl")
        wanted = replace(wanted, corpus=folder)
    standing = done(wanted)
    moved = tmp_path / "elsewhere" / wanted.corpus.name
    moved.parent.mkdir()
    wanted.corpus.rename(moved)
    done(replace(wanted, corpus=moved, out=tmp_path / "again"))
    told = [row["message"] for row in rows(wanted.out)["failures"]]
    assert standing.failed == len(told) == (3 if is_folder else 1)
    assert not any(str(tmp_path) in each for each in told), told
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
    assert done(replace(wanted, settings=replace(SETTINGS, jobs=2, cache=not SETTINGS.cache))).finished == 3


def test_a_corpus_that_changed_is_refused_and_fresh_begins_anew(wanted: Wanted) -> None:
    done(wanted, most=1)
    corpora.write(wanted.corpus.parent, "corpus.jsonl", corpora.records(3))
    error = refused(wanted)
    assert error.code == "A019" and "corpus" in error.message
    assert done(replace(wanted, fresh=True)).done == 3
    assert [row["record"] for row in rows(wanted.out)["articles"]] == ["a1", "a2", "a3"]


def test_a_corpus_of_one_file_that_changes_on_the_way_ends_the_run(wanted: Wanted) -> None:
    with (
        closing(run(wanted, lambda line: None)) as coming,  # type: ignore[type-var]
        pytest.raises(ReadingError, match="changed since the archive was begun"),
    ):
        next(coming)
        next(coming)
        corpora.write(wanted.corpus.parent, "corpus.jsonl", corpora.records(6))
        next(coming)
    assert len(rows(wanted.out)["articles"]) == 2


@pytest.mark.parametrize("name", [*sorted(corpora.FORMS), "folder"])
def test_a_record_is_what_it_is_in_a_run_over_a_few(tmp_path: Path, name: str) -> None:
    told = {"headline": "Ferry", "byline": "By Ann Poe", "publication": "Herald", "department": "Metro"}
    texts = [corpora.TEXT, " ", corpora.TEXT * 40, "---\ndesk: Sport\n---\n\n" + corpora.TEXT]
    given = [{"id": f"a{number}", **told, "text": text} for number, text in enumerate(texts, 1)]
    if name == "folder":
        path = tmp_path / "folder"
        path.mkdir()
        for row in given:
            (path / f"{row['id']}.md").write_text(row["text"])
    else:
        path = corpora.write(tmp_path, name, given)
    settings = replace(SETTINGS, max_bytes=5000)
    done(Wanted(path, tmp_path / "out", settings, engine="here"))
    some = collections.expanded(drafts.discover([str(path)], settings), settings)
    expected = runner.run(some, settings)
    assert (len(expected.reports), len(expected.failures)) == (2, 2)
    found = rows(tmp_path / "out")
    audited = [row for row in found["articles"] if row["status"] == "audited"]
    assert [json.loads(row["meta"] or "{}") for row in audited] == [
        json.loads(json.dumps(each.article.meta)) for each in expected.reports
    ]
    if name not in ("folder", "corpus.zip"):
        assert {(row["outlet"], row["desk"], row["author"]) for row in audited} == {("Herald", "Metro", "By Ann Poe")}
    assert [row["words"] for row in audited] == [each.article.words for each in expected.reports]
    assert [(row["code"], row["message"]) for row in found["failures"]] == [
        (each.code, each.message) for each in expected.failures
    ]


def spoil(path: Path, how: str) -> None:
    """Has a file be another one than it was when the archive was begun; `noise` keeps its size and time."""
    status = path.stat()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        os.truncate(path, status.st_size // 2)
    elif how == "noise":
        path.write_bytes(b"\0" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif how == "device":
        path.unlink()
        path.symlink_to(os.devnull)
    else:
        path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize("how", ["gone", "cut", "longer", "noise", "device"])
@pytest.mark.parametrize("name", ["b.jsonl", "b.csv", "b.parquet", "b.zip", "b.jsonl.gz", "b.json", "b.md"])
def test_a_file_that_goes_bad_on_the_way_is_set_aside_and_no_record_is_lost(
    tmp_path: Path, name: str, how: str
) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpora.write(corpus, "a.jsonl", corpora.records(2))
    if name == "b.md":
        (corpus / name).write_text(corpora.TEXT)
    else:
        corpora.write(corpus, name, [{**row, "id": f"b{row['id']}"} for row in corpora.records(6)])
    corpora.write(corpus, "c.jsonl", [{**row, "id": f"c{row['id']}"} for row in corpora.records(2)])
    wanted = Wanted(corpus, out, SETTINGS, size=2, engine="here")
    with closing(run(wanted, lambda line: None)) as coming:  # type: ignore[type-var]
        next(coming)
        next(coming)
        spoil(corpus / name, how)
        standing = list(coming)[-1]
    bad = 1 if name == "b.md" else 6
    found = rows(out)
    assert (standing.finished, standing.audited, standing.failed) == (standing.shards, 4, bad)
    assert [row["record"] for row in found["articles"] if row["status"] == "audited"] == ["a1", "a2", "ca1", "ca2"]
    assert len({row["record"] for row in found["articles"]}) == 4 + bad
    told = found["failures"]
    assert len(told) == bad and {row["file"].split("#")[0] for row in told} == {name}
    assert all(row["message"] and row["hint"] for row in told)
    if how in ("cut", "longer"):
        assert {row["message"] for row in told} == {"it was changed since the archive was begun"}


def test_a_file_that_changes_while_it_is_read_is_not_taken_for_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write(tmp_path, "corpus/a.jsonl", corpora.records(3))
    audit = engine.audit

    def slowly(article: Any, toolkit: Any) -> Any:
        report = audit(article, toolkit)
        corpora.write(tmp_path, "corpus/a.jsonl", [{**row, "title": "Another"} for row in corpora.records(3)])
        return report

    monkeypatch.setattr(engine, "audit", slowly)
    standing = done(Wanted(tmp_path / "corpus", tmp_path / "out", SETTINGS, engine="here"))
    assert (standing.audited, standing.failed) == (1, 2)
    found = rows(tmp_path / "out")
    assert [(row["record"], row["title"]) for row in found["articles"]] == [
        ("a1", "Ferry 1"),
        ("a.jsonl#2", None),
        ("a.jsonl#3", None),
    ]
    assert [row["number"] for row in found["failures"]] == [2, 3]


def test_names_that_are_no_text_are_told_apart(tmp_path: Path) -> None:
    names = [b"aid\xfe.md", b"aid\xff.md", "aid\ufffd.md".encode(), b"a\xff.jsonl"]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in names:
        content = json.dumps({"text": corpora.TEXT}) if name.endswith(b"l") else corpora.TEXT
        try:
            Path(os.fsdecode(os.fsencode(corpus) + b"/" + name)).write_text(content)
        except OSError:
            pytest.skip("there are no such names here")
    assert done(Wanted(corpus, tmp_path / "out", SETTINGS, engine="here")).audited == 4
    found = rows(tmp_path / "out")
    for table in ("articles", "sources"):
        assert {row["record"] for row in found[table]} == {
            "aid\\udcfe.md", "aid\\udcff.md", "aid\ufffd.md", "a\\udcff.jsonl#1"
        }  # fmt: skip
    assert len({row["file"] for row in found["articles"]}) == 4


@pytest.mark.parametrize("is_empty", [False, True], ids=["gone", "empty"])
def test_a_corpus_that_goes_ends_the_run_and_comes_back(tmp_path: Path, is_empty: bool) -> None:
    corpora.write(tmp_path, "corpus/a.jsonl", corpora.records(2))
    corpora.write(tmp_path, "corpus/b.jsonl", [{**row, "id": f"b{row['id']}"} for row in corpora.records(2)])
    wanted = Wanted(tmp_path / "corpus", tmp_path / "out", SETTINGS, size=2, engine="here")
    with (
        closing(run(wanted, lambda line: None)) as coming,  # type: ignore[type-var]
        pytest.raises(ReadingError, match="the corpus is not there any more") as told,
    ):
        next(coming)
        next(coming)
        (tmp_path / "corpus").rename(tmp_path / "away")
        if is_empty:  # as the place is where a disk was mounted
            (tmp_path / "corpus").mkdir()
        next(coming)
    assert "bring it back" in told.value.hint
    if is_empty:
        (tmp_path / "corpus").rmdir()
    (tmp_path / "away").rename(tmp_path / "corpus")
    assert (done(wanted).audited, len(rows(wanted.out)["articles"])) == (4, 4)


@pytest.mark.parametrize("name", ["sources.parquet", "articles.parquet", "shard.json"])
@pytest.mark.parametrize("how", ["gone", "cut", "noise"])
def test_a_finished_shard_that_is_damaged_is_made_anew(wanted: Wanted, name: str, how: str) -> None:
    done(wanted)
    before = rows(wanted.out)
    path = wanted.out / "shards/00001" / name
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-3] if how == "cut" else b"noise")
    told: list[str] = []
    with closing(run(wanted, told.append)) as coming:  # type: ignore[type-var]
        standings = list(coming)
    assert [each.finished for each in standings] == [2, 3]
    assert told == ["1 finished shard is damaged, and made anew"]
    assert rows(wanted.out) == before


@pytest.mark.parametrize("content", ["", "{", '[{"file": "corpus.jsonl"}]\n' * 3])
def test_a_plan_that_is_damaged_is_refused(wanted: Wanted, content: str) -> None:
    done(wanted, most=1)
    (wanted.out / "plan.jsonl").write_text(content)
    error = refused(wanted)
    assert (error.code, "plan.jsonl is damaged" in error.message) == ("A018", True)
    assert "--fresh" in error.hint
    assert done(replace(wanted, fresh=True)).audited == 5


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"schema": "auditor.archive/1"}'])
def test_shards_without_what_they_are_of_are_refused_until_begun_anew(wanted: Wanted, content: str | None) -> None:
    done(wanted, most=1)
    (wanted.out / "archive.json").unlink()
    if content is not None:
        (wanted.out / "archive.json").write_text(content)
    error = refused(wanted)
    assert (error.code, "--fresh" in error.hint) == ("A019" if content and content.endswith("}") else "A018", True)
    corpora.write(wanted.corpus.parent, "corpus.jsonl", corpora.records(3))
    assert done(replace(wanted, fresh=True)).audited == 3
    assert [row["record"] for row in rows(wanted.out)["articles"]] == ["a1", "a2", "a3"]


def test_a_file_in_the_place_of_the_folder_is_told(wanted: Wanted) -> None:
    wanted.out.write_text("")
    error = refused(wanted)
    assert (error.code, error.message.endswith("out is a file")) == ("A004", True)
    assert error.hint == "name a folder with --out"


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
