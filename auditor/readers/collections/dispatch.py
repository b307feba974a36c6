"""Opens a file that may hold many articles."""

from __future__ import annotations

from os import SEEK_END
from pathlib import Path, PurePath

from auditor.base.errors import At, ReadingError
from auditor.readers.collections.shelf import Shelf
from auditor.readers.collections.source import PACKED, opened
from auditor.readers.dispatch import SUFFIXES, file_bytes, form_of, holds_several
from auditor.readers.draft import Draft
from auditor.readers.sniff import Form
from auditor.records.reading import Reading

_HEAD = 65_536
_COLUMNS, _PACKED = b"PAR1", b"PK\x03\x04"


def opened_shelf(source: Path | bytes, name: str, reading: Reading) -> Shelf | None:
    """The shelf of a file called `name`; None if it is one article. Raises ReadingError if it cannot be read."""
    form, data = _form(source, name, reading)
    if form is Form.TABLE:
        from auditor.readers.collections.tables import Table

        return Table(source, name, reading)
    if form is Form.LINES:
        from auditor.readers.collections.lines import Lines

        return Lines(source, name, reading)
    if form is Form.COLUMNS:
        from auditor.readers.collections.columnar import Columnar

        return Columnar(source, name, reading)
    if form is Form.ARCHIVE:
        from auditor.readers.collections.archive import Archive

        return Archive(source, name, reading, opened_shelf)
    if form is Form.RECORDS:
        from auditor.readers.collections.lines import Records

        return Records(data, name, reading)
    if not holds_several(form):
        return None
    from auditor.readers.collections.held import Held

    held = Held(Draft(name, data, reading=reading), form)
    return held if len(list(held.entries())) > 1 else None


def is_packed(source: Path | bytes) -> bool:
    """Whether a file is unpacked as it is read."""
    return isinstance(source, Path) and source.suffix.lower() == PACKED


def _form(source: Path | bytes, name: str, reading: Reading) -> tuple[Form, bytes]:
    """The format of a file, and its bytes where all of it was read.

    Those that may be larger than any document are told by name and beginning, and nothing more of them is read.
    """
    plain = name[: -len(PACKED)] if is_packed(source) else name
    told = SUFFIXES.get(PurePath(plain).suffix.lower())
    with opened(source, At(name)) as file:
        head = file.read(_HEAD)
        size = 0 if is_packed(source) else file.seek(0, SEEK_END)
    if told in (Form.TABLE, Form.LINES) and not head.startswith(_PACKED):
        return told, b""
    if head.startswith(_COLUMNS):
        return Form.COLUMNS, b""
    if told is Form.ARCHIVE and size > reading.limits.file:
        return told, b""
    if is_packed(source):
        hint = "unpack it: only tables and lines of JSON are read as they are packed"
        raise ReadingError("a packed file of this sort is not read", code="A307", at=At(name), hint=hint)
    data = source if isinstance(source, bytes) else file_bytes(source, name, reading)
    return form_of(Draft(name, data, reading=reading)), data
