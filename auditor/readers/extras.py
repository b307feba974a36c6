"""The error for a format whose reader is not installed."""

from __future__ import annotations

from auditor.base.errors import At, ReadingError


def missing(at: At, what: str) -> ReadingError:
    """The error for a file of a format that only the extra `formats` reads; `what` are such files."""
    hint = "pip install 'auditor[formats]', or copy the article's words into a .txt or .md file"
    return ReadingError(f"{what} are read by libraries that are not installed", code="A316", at=at, hint=hint)
