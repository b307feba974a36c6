"""Text with the codes that colour it."""

from __future__ import annotations

import re


def without_codes(text: str) -> str:
    """The words of text with ANSI codes."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
