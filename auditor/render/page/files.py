"""The templates, styles and scripts of pages, which ship beside this module."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from auditor.base.files import read_small

_ROOM = Path(__file__).parent
_LIMIT = 1 << 20


def text(name: str) -> str:
    """The file `name` of this room, such as `style/tokens.css`, without white space around it."""
    return read_small(_ROOM / name, _LIMIT, within=_ROOM).decode("utf-8").strip()


def texts(*names: str) -> str:
    """Several files as one."""
    return "\n".join(map(text, names))


def digest(content: str) -> str:
    """What a Content-Security-Policy calls a style or a script of exactly this content."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"
