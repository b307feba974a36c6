"""From a file, standard input or a string to an `Article`: the one table of formats."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from auditor.base.errors import At, ReadingError
from auditor.readers.blocks import INVISIBLE
from auditor.readers.draft import Draft
from auditor.readers.encoding import encode
from auditor.readers.markdown import read_markdown
from auditor.readers.plain import read_plain
from auditor.records.article import Article

Reader = Callable[[Draft], Article]

READERS: Mapping[str, Reader] = {".txt": read_plain, ".md": read_markdown, ".markdown": read_markdown}
"""The reader for each suffix; a file with any other is read as plain text if it is text at all."""

DEFAULT_MAX_BYTES = 1_000_000
"""Larger files are refused: articles have some thousand bytes, and to parse a million takes minutes."""


def read(path: str | Path, max_bytes: int = DEFAULT_MAX_BYTES) -> Article:
    """The article in the file at `path`; raises ReadingError (A302 to A308) with what to do about it.

    `Article.path` is `path` as it was given, with forward slashes.
    """
    name = PurePath(path).as_posix()
    return read_bytes(_bytes(Path(path), name, max_bytes), name, max_bytes)


def read_bytes(data: bytes, name: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Article:
    """The article in `data`, read as a file called `name` would be; raises ReadingError."""
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    if not data:
        raise _empty(name)
    return _article(Draft(name, data))


def read_text(text: str, name: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Article:
    """The article in `text`, read as a file called `name` would be; raises ReadingError (A305 to A308).

    Like a file it may have at most `max_bytes`, in UTF-8. Lone surrogates in `name` are written out as escapes.
    """
    name = name.encode("utf-8", "backslashreplace").decode()
    size = len(text) if len(text) > max_bytes else len(data := encode(text, name))
    if size > max_bytes:
        raise _too_large(name, size, max_bytes)
    return _article(Draft(name, data, text))


def _article(draft: Draft) -> Article:
    article = READERS.get(PurePath(draft.name).suffix.lower(), read_plain)(draft)
    if not article.text.strip(INVISIBLE):
        raise _empty(draft.name)
    return article


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    """The file's bytes, read only once its sort and size have been checked; raises ReadingError."""
    at = At(name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError("this is a folder, not a draft", code="A304", at=at, hint="name the drafts in it")
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("this is no ordinary file", code="A304", at=at, hint="copy its text into a .txt file")
        if status.st_size > max_bytes:
            raise _too_large(name, status.st_size, max_bytes)
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


def _empty(name: str) -> ReadingError:
    return ReadingError("there are no words in it", code="A305", at=At(name), hint="write the draft, or leave it out")
