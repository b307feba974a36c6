"""Corpora in every form, of articles that are short and ours."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

TEXT = (
    "The Port of Lindholm plans to end its night ferry in May, according to two people briefed on the plan.\n\n"
    "“We have decided nothing,” Mayor Ida Brandt said on day {}.\n"
)
Records = Sequence[Mapping[str, str]]


def records(count: int) -> Records:
    """So many records, each with an id of its own."""
    return [
        {"id": f"a{number}", "title": f"Ferry {number}", "desk": "metro", "text": TEXT.format(number)}
        for number in range(1, count + 1)
    ]


def as_lines(rows: Records) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def as_table(rows: Records) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_columns(rows: Records) -> bytes:
    import pyarrow
    from pyarrow import parquet

    held = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), held, row_group_size=7)
    return held.getvalue()


def as_archive(rows: Records) -> bytes:
    """A third as drafts, the others as lines of a file between them."""
    held, third = io.BytesIO(), len(rows) // 3
    with zipfile.ZipFile(held, "w") as archive:
        for row in rows[:third]:
            archive.writestr(f"drafts/{row['id']}.md", row["text"])
        archive.writestr("lines.jsonl", as_lines(rows[third:]))
    return held.getvalue()


FORMS: Mapping[str, Callable[[Records], bytes]] = {
    "corpus.jsonl": as_lines,
    "corpus.csv": as_table,
    "corpus.parquet": as_columns,
    "corpus.zip": as_archive,
    "corpus.jsonl.gz": lambda rows: gzip.compress(as_lines(rows)),
    "corpus.csv.gz": lambda rows: gzip.compress(as_table(rows)),
    "corpus.json": lambda rows: json.dumps(rows).encode(),
}


def write(folder: Path, name: str, rows: Records) -> Path:
    """The file of a corpus in the form that its name tells."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FORMS[f"corpus{''.join(path.suffixes)}"](rows))
    return path


def write_all(folder: Path, count: int) -> Path:
    """A folder with a file in each form, of different records, and with drafts."""
    for number, name in enumerate(sorted(FORMS)):
        rows = [{**row, "id": f"{row['id']}-{number}"} for row in records(count)]
        write(folder, f"{number}/{name}", rows)
    for row in records(count):
        (folder / f"{row['id']}.md").write_text(row["text"])
    return folder
