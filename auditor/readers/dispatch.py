"""From a file, standard input or a string to an `Article`: the one table of formats."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path, PurePath

from auditor.base.errors import At, ReadingError
from auditor.readers.blocks import INVISIBLE
from auditor.readers.draft import Draft
from auditor.readers.encoding import encode
from auditor.readers.markdown import read_markdown
from auditor.readers.plain import read_plain
from auditor.readers.sniff import PACKED, Form, is_other_xml, sniff
from auditor.records.article import Article, Revisions

Reader = Callable[[Draft], Article]

SUFFIXES: Mapping[str, Form] = {
    ".txt": Form.PLAIN,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.WEBPAGE,
    ".htm": Form.WEBPAGE,
    ".eml": Form.MAIL,
}
"""The format that a suffix tells, where what is in a file does not."""

RECORDS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx"})
"""Files of many records, which are no article of prose whatever is in them."""

DEFAULT_MAX_BYTES = 1_000_000
"""Longer drafts are refused: articles have some thousand bytes, and to parse a million takes minutes."""
LARGEST_FILE = 50_000_000
"""Bytes of a document with its pictures; its words may have no more than any other draft's."""


def read(path: str | Path, max_bytes: int = DEFAULT_MAX_BYTES, revisions: Revisions = Revisions.ACCEPTED) -> Article:
    """The article in the file at `path`; raises ReadingError (A302 to A313) with what to do about it.

    `Article.path` is `path` as it was given, with forward slashes. `revisions` says which
    text is read of a document with tracked changes.
    """
    name = PurePath(path).as_posix()
    return read_bytes(_bytes(Path(path), name, max_bytes), name, max_bytes, revisions)


def read_bytes(
    data: bytes, name: str, max_bytes: int = DEFAULT_MAX_BYTES, revisions: Revisions = Revisions.ACCEPTED
) -> Article:
    """The article in `data`, read as a file called `name` would be; raises ReadingError."""
    if not data:
        raise _empty(name)
    return _article(Draft(name, data, revisions=revisions), max_bytes)


def read_text(text: str, name: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Article:
    """The article in `text`, read as a file called `name` would be; raises ReadingError (A305 to A308).

    Like a file it may have at most `max_bytes`, in UTF-8. Lone surrogates in `name` are written out as escapes.
    """
    name = name.encode("utf-8", "backslashreplace").decode()
    size = len(text) if len(text) > max_bytes else len(data := encode(text, name))
    if size > max_bytes:
        raise _too_large(name, size, max_bytes)
    return _article(Draft(name, data, text), max_bytes)


def largest(max_bytes: int) -> int:
    """The bytes to which a file is read whose format is not known yet."""
    return max(max_bytes, LARGEST_FILE)


def _article(draft: Draft, max_bytes: int) -> Article:
    suffix = PurePath(draft.name).suffix.lower()
    form = sniff(draft.data, At(draft.name))
    if form is None and suffix in RECORDS:
        raise _records(draft.name)
    if form is None and is_other_xml(draft.data):
        raise _other_xml(draft.name)
    form = form or SUFFIXES.get(suffix, Form.PLAIN)
    limit = largest(max_bytes) if form in PACKED else max_bytes
    if len(draft.data) > limit:
        raise _too_large(draft.name, len(draft.data), limit)
    article = _reader(form)(draft)
    if form in PACKED and (size := len(article.text.encode())) > max_bytes:
        raise _too_large(draft.name, size, max_bytes)
    if not article.text.strip(INVISIBLE):
        raise _empty(draft.name)
    return article


_IMPORTED: Mapping[Form, tuple[str, str]] = {
    Form.WORD: ("word", "read_word"),
    Form.OPENDOCUMENT: ("opendocument", "read_opendocument"),
    Form.RICHTEXT: ("richtext", "read_richtext"),
    Form.WEBPAGE: ("webpage", "read_webpage"),
    Form.PRINTED: ("printed", "read_printed"),
    Form.MAIL: ("mail", "read_mail"),
}
"""Module and function of what reads a document: imported when the first of its format comes."""


def _reader(form: Form) -> Reader:
    if form in _IMPORTED:
        module, function = _IMPORTED[form]
        found: Reader = getattr(import_module(f"auditor.readers.{module}"), function)
        return found
    return read_markdown if form is Form.MARKDOWN else read_plain


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    """The file's bytes, read only once its sort and size have been checked; raises ReadingError."""
    at = At(name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError("this is a folder, not a draft", code="A304", at=at, hint="name the drafts in it")
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("this is no ordinary file", code="A304", at=at, hint="copy its text into a .txt file")
        if status.st_size > largest(max_bytes):
            raise _too_large(name, status.st_size, largest(max_bytes))
        return path.read_bytes()
    except FileNotFoundError as error:
        hint = "check the spelling, and the folder that you are in"
        raise ReadingError("there is no such file or folder", code="A302", at=at, hint=hint) from error
    except PermissionError as error:
        hint = "give yourself the right to read it, or copy it"
        raise ReadingError("you may not read this file", code="A303", at=at, hint=hint) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise ReadingError(f"cannot be read: {reason}", code="A301", at=at, hint="copy it to another place") from error


def _too_large(name: str, size: int, limit: int) -> ReadingError:
    return ReadingError(
        f"{size / 1e6:.1f} MB is more than the limit of {limit / 1e6:.1f} MB for one draft",
        code="A306",
        at=At(name),
        hint="split it into articles, or raise the limit with the setting max_bytes (AUDITOR_MAX_BYTES)",
    )


def _records(name: str) -> ReadingError:
    hint = "write each record's article into a file of its own, and name the folder"
    return ReadingError("this is a table or a file of records, not an article", code="A318", at=At(name), hint=hint)


def _other_xml(name: str) -> ReadingError:
    hint = "export it as Word, HTML or text, or copy the article's words into a .txt or .md file"
    return ReadingError("this is XML of a kind that is not read", code="A319", at=At(name), hint=hint)


def _empty(name: str) -> ReadingError:
    return ReadingError("there are no words in it", code="A305", at=At(name), hint="write the draft, or leave it out")
