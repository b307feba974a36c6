"""What looks like somebody's full name, in words that must not say who a source is."""

from __future__ import annotations

import re

_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*\s+(?:[A-Z]\.\s+)?[A-Z][\w’'-]*[a-z][\w’'-]*")
"""Two words with capitals, as names have them, perhaps with an initial between."""


def full_names(text: str) -> list[str]:
    """The stretches of `text` that look like full names, in order; a title in capitals looks like one as well."""
    return _FULL_NAME.findall(text)
