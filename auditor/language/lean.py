"""spaCy without the commands of its own command line, which it imports beside all else and nobody here calls.

They bring a third of what is imported: libraries that fetch things from a network among it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMAND = "spacy.cli.info"
"""The module by which they come in: spaCy takes one function from it."""


def import_spacy() -> None:
    """Imports spaCy, if that has not been done, without its commands; they are imported by whoever asks for them."""
    if "spacy" in sys.modules or _COMMAND in sys.modules:
        return
    stand_in = ModuleType(_COMMAND)
    stand_in.__dict__["info"] = _info
    sys.modules[_COMMAND] = stand_in
    try:
        import spacy  # noqa: F401
    finally:
        if sys.modules.get(_COMMAND) is stand_in:
            del sys.modules[_COMMAND]


def _info(*arguments: Any, **named: Any) -> Any:
    """What `spacy.info` does."""
    from spacy.cli.info import info

    return info(*arguments, **named)
