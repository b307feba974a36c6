"""The title that a draft declares for itself."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.article import MetaValue


def declared_title(meta: Mapping[str, MetaValue]) -> str | None:
    """The front matter's `title` or `headline`, whatever its case; None if neither holds words."""
    lowered = {key.lower(): value for key, value in meta.items()}
    for key in ("title", "headline"):
        value = lowered.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None
