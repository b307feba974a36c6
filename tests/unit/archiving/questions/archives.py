"""Archives that hold given reports, written as a run writes them; no model is needed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.archiving import rows
from auditor.archiving.folder import COUNTS
from auditor.archiving.parquet import Files
from auditor.archiving.tables import SCHEMA, TABLES
from auditor.records.report import Bar, Failure, Report
from tests import factories

Meta = Mapping[str, Any]


def report(number: int, **meta: Any) -> Report:
    """One of two articles in turn, with metadata of its own."""
    made = factories.cranes() if number % 3 == 0 else factories.ferry()
    if number % 4 == 1:
        made = replace(made, accusations=tuple(replace(each, replies=()) for each in made.accusations))
    return replace(made, article=replace(made.article, path=f"r{number}", meta=meta))


def write(out: Path, reports: Sequence[Report], failures: Sequence[Failure] = (), shards: int = 2) -> Path:
    """An archive of these reports, in so many shards."""
    for shard in range(shards):
        files = Files("{}")
        for number, each in enumerate(reports):
            if number % shards == shard:
                record = {"record": f"r{number}", "id": None, "file": "2026/news.jsonl", "number": number + 1}
                _add(files, rows.of_report(each, record, Bar()))
        for number, failure in enumerate(failures if shard == 0 else ()):
            record = {"record": f"x{number}", "id": None, "file": "bad.jsonl", "number": number + 1}
            _add(files, rows.of_failure(failure, record))
        folder = out / "shards" / f"{shard:05}"
        folder.mkdir(parents=True)
        for table in TABLES:
            (folder / f"{table}.parquet").write_bytes(files.written(table))
        (folder / COUNTS).write_text(json.dumps({"audited": len(reports), "skipped": 0, "failed": 0}))
    (out / "archive.json").write_text(json.dumps({"schema": SCHEMA, "shards": shards}))
    return out


def _add(files: Files, found: rows.Rows) -> None:
    for table, each in found.items():
        files.add(table, each)
