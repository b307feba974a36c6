"""Words from elsewhere made harmless for Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.base.printable import one_line, visible

_SPECIAL = re.compile(r"[\\`*\[\]<>|~#&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore inside a word means nothing


def escape(text: str) -> str:
    """`text` on one line, with every character that Markdown could take for its own marked as plain."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def code(text: str) -> str:
    """A name as code, whatever it holds."""
    text = visible(text)
    fence = "`"
    while fence in text:
        fence += "`"
    stripped = text.startswith(" ") and text.endswith(" ")  # a space at both ends is no part of the code
    pad = " " if text.startswith("`") or text.endswith("`") or stripped else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"
