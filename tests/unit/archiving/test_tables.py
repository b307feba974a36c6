"""The tables of an archive: columns as in lines of jsonl and in summaries, rows that fit them, files that say so."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor import rows as api
from auditor.archiving import rows
from auditor.archiving.parquet import Files, Reason, reasons, schema
from auditor.archiving.tables import ARTICLES, SCHEMA, TABLES, Status, names
from auditor.records.report import Bar, Failure, Omission, Report, Skipped
from auditor.records.sourcing import NonResponse, NonResponseKind, Relayed
from auditor.render.summary.columns import Share, Words, counted
from auditor.render.summary.rows import row_of
from tests import factories

RECORD = {"record": "a1", "id": "a1", "file": "corpus.jsonl", "number": 1}


def written(found: rows.Rows) -> dict[str, Any]:
    """Rows that went through files, by table."""
    from pyarrow import parquet

    files = Files('{"auditor": "1"}')
    for table, each in found.items():
        files.add(table, each)
    return {name: parquet.read_table(io.BytesIO(files.written(name))).to_pylist() for name in TABLES}


@pytest.mark.parametrize(
    ("table", "row"), [("sources", api.SourceRow), ("statements", api.StatementRow), ("findings", api.FindingRow)]
)
def test_columns_are_those_of_rows(table: str, row: Any) -> None:
    assert names(TABLES[table].columns)[1:] == tuple(n for n in row._fields if n not in ("path", "file", "entry"))


def test_counts_are_those_of_a_summary() -> None:
    row = row_of(factories.ferry())
    figures = [each.key for each in counted(False) if not isinstance(each.of(row), Share | Words)]
    mine = names(ARTICLES.columns)
    assert list(mine[mine.index("words") :]) == figures


def test_every_row_of_a_report_is_in_the_tables() -> None:
    report = factories.ferry()
    found = written(rows.of_report(report, RECORD, Bar()))
    lengths = {name: len(each) for name, each in found.items()}
    assert lengths == {
        "articles": 1,
        "sources": len(report.sources),
        "statements": len(report.statements),
        "grants": len(report.grants),
        "non_responses": len(report.non_responses),
        "relayed": len(report.relayed),
        "charges": len(report.charges),
        "findings": len(report.findings),
        "failures": 0,
    }
    assert all(lengths[name] for name in ("sources", "statements", "grants", "charges", "findings"))
    assert {row["record"] for each in found.values() for row in each} == {"a1"}
    article = found["articles"][0]
    assert article["status"] == Status.AUDITED and article["why"] is None
    assert article["sources"] == report.metrics.total_sources
    assert article["anonymous"] == report.metrics.anonymous
    grant = found["grants"][0]
    assert grant["source_id"] == report.grants[0].source_id
    assert grant["source_kind"] == "anonymous"
    assert grant["words"] == report.text(report.grants[0].span)
    charge = found["charges"][0]
    assert (charge["id"], charge["party_label"]) == (report.charges[0].id, report.charges[0].party_label)


def test_rows_have_the_columns_of_their_table_and_no_others() -> None:
    found = [
        rows.of_report(report, RECORD, Bar()) for report in (with_meta(desk="metro"), factories.cranes(), _relaying())
    ]
    found += [rows.of_skipped(Skipped("a1", Omission.GENRE, "opinion"), RECORD)]
    found += [rows.of_failure(Failure("a1", "A305", "there are no words in it"), RECORD)]
    seen = {(name, tuple(row)) for each in found for name, table in each.items() for row in table}
    assert seen == {(name, names(table.columns)) for name, table in TABLES.items()}


def _relaying() -> Report:
    """A report with a row in the tables that the others leave empty."""
    from dataclasses import replace

    report = factories.ferry()
    span = report.grants[0].span
    silent = NonResponse(span, NonResponseKind.DECLINED, span)
    return replace(report, relayed=(Relayed(span, "two aides", 2, span, "Courier"),), non_responses=(silent,))


def test_only_what_an_article_may_lack_is_null() -> None:
    """A column that `rows` forgot would be null in every row."""
    full = with_meta(
        **dict.fromkeys(("outlet", "desk", "section", "genre", "author", "language"), "x"), date="2024-05-02"
    )
    article = written(rows.of_report(full, RECORD, Bar()))["articles"][0]
    assert {name for name, value in article.items() if value is None} == {"why"}


def with_meta(**meta: Any) -> Report:
    from dataclasses import replace

    report = factories.ferry()
    return replace(report, article=replace(report.article, meta=meta))


def test_metadata_has_columns_and_is_kept_whole() -> None:
    report = with_meta(author=("Ann Poe", "Tom Roe"), date="2 May 2024", desk="metro", wire="yes")
    article = written(rows.of_report(report, RECORD, Bar()))["articles"][0]
    assert (article["author"], article["date"], article["day"]) == ("Ann Poe; Tom Roe", "2 May 2024", date(2024, 5, 2))
    assert (article["desk"], article["outlet"]) == ("metro", None)
    assert json.loads(article["meta"]) == {
        "author": ["Ann Poe", "Tom Roe"],
        "date": "2 May 2024",
        "desk": "metro",
        "wire": "yes",
    }


def test_a_date_that_could_be_two_days_is_none() -> None:
    article = written(rows.of_report(with_meta(date="05/06/2024"), RECORD, Bar()))["articles"][0]
    assert (article["date"], article["day"]) == ("05/06/2024", None)


def test_what_was_not_audited_has_a_row_and_no_counts() -> None:
    skipped = written(rows.of_skipped(Skipped("a1", Omission.GENRE, "opinion, as it says itself"), RECORD))
    assert [(row["status"], row["why"], row["sources"]) for row in skipped["articles"]] == [
        ("skipped", "opinion, as it says itself", None)
    ]
    failed = written(rows.of_failure(Failure("a1", "A305", "there are no words in it", "write some"), RECORD))
    assert [(row["status"], row["why"], row["words"]) for row in failed["articles"]] == [
        ("failed", "A305 there are no words in it", None)
    ]
    assert failed["failures"] == [
        {
            "record": "a1",
            "file": "corpus.jsonl",
            "number": 1,
            "code": "A305",
            "message": "there are no words in it",
            "hint": "write some",
        }
    ]


def test_reasons_are_counted_by_code(tmp_path: Path) -> None:
    for shard, codes in enumerate((("A305", "A320"), ("A320", "A311", "A320"), ())):
        files = Files("{}")
        for number, code in enumerate(codes):
            failure = Failure("a1", code, f"{code} in {shard}", "mend it")
            files.add("failures", rows.of_failure(failure, {**RECORD, "record": f"r{shard}{number}"})["failures"])
        folder = tmp_path / "shards" / f"{shard:05}"
        folder.mkdir(parents=True)
        (folder / "failures.parquet").write_bytes(files.written("failures"))
    assert reasons(tmp_path) == [
        Reason(3, "r01", "A320 in 0", "mend it"),
        Reason(1, "r00", "A305 in 0", "mend it"),
        Reason(1, "r11", "A311 in 1", "mend it"),
    ]


def test_files_say_what_they_are_and_what_made_them() -> None:
    form = schema(TABLES["sources"], '{"auditor": "1"}')
    assert form.metadata == {
        b"auditor.schema": b"auditor.archive/1",
        b"auditor.table": b"sources",
        b"auditor.provenance": b'{"auditor": "1"}',
    }
    assert form.field("kind").metadata[b"description"].startswith(b"named_person")


def test_half_a_character_does_no_harm() -> None:
    record = {**RECORD, "file": "a\udce9.md"}
    assert written(rows.of_failure(Failure("a1", "A305", "m"), record))["failures"][0]["file"] == "a\\udce9.md"


def test_the_page_has_every_column_as_it_is() -> None:
    page = (Path(__file__).parents[3] / "docs" / "archives.md").read_text(encoding="utf-8")
    holds = {"text": "text", "count": "number", "truth": "true or false", "day": "day", "texts": "list of texts"}
    for table in TABLES.values():
        part = page.partition(f"### `{table.name}`\n")[2].partition("\n### ")[0]
        assert f"A row is {table.row}" in part
        assert [line for line in part.splitlines() if line.startswith("| `")] == [
            f"| `{c.name}` | {holds[c.type]} | {'may be' if c.may_lack else ''} | {c.means} |" for c in table.columns
        ]


def test_the_schema_that_is_printed_is_that_of_the_tables() -> None:
    told = json.loads((Path(__file__).parents[3] / "docs" / "archive.schema.json").read_text(encoding="utf-8"))
    types = {"text": "string", "count": "integer", "truth": "boolean", "day": "string", "texts": "array"}
    assert told["title"] == SCHEMA
    assert list(told["$defs"]) == list(TABLES)
    for name, table in TABLES.items():
        columns = told["$defs"][name]["properties"]
        assert {key: (each["type"], each["description"]) for key, each in columns.items()} == {
            c.name: ([types[c.type], "null"] if c.may_lack else types[c.type], c.means) for c in table.columns
        }
        assert told["$defs"][name]["required"] == list(columns)
