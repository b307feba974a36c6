"""What takes seconds to make and is only read afterwards: made once in a session of tests, as it is once in a process.

It is the real thing each time. Nothing is kept of what fails, nor across files that changed: a key says what was made
of what.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

import pytest
import re2

Make = Callable[..., Any]


def keep(patch: pytest.MonkeyPatch) -> None:
    """Lets the language model, the tagger, regular expressions and files of YAML be made once until `patch` ends."""
    from auditor.language import parser
    from auditor.language.tagger import network
    from auditor.packs import yamlpos

    def pipeline(name: str = parser.DEFAULT_MODEL) -> Hashable:
        return parser._folder(name)

    def shipped_network(folder: object = None, digests: object = None, threads: int = 1) -> Hashable:
        return threads if folder is digests is None else None

    for module, name, key in (
        (parser, "load", pipeline),
        (network, "load", shipped_network),
        (re2, "compile", _expression),
        (yamlpos, "parse_bytes", lambda content, path: (content, path)),
    ):
        patch.setattr(module, name, _kept(getattr(module, name), key))


def _expression(pattern: Hashable, options: Any = None) -> Hashable:
    """RE2 keeps the last 128 in the same way; the rules that ship have more."""
    return pattern, options and tuple(getattr(options, name) for name in re2.Options.NAMES)


def _kept(make: Make, key: Callable[..., Hashable]) -> Make:
    """`make`, which remembers by `key` of its arguments what it has made; what has the key None is made each time."""
    made: dict[Hashable, Any] = {}

    @wraps(make)
    def kept(*args: Any, **kwargs: Any) -> Any:
        at = key(*args, **kwargs)
        if at is None:
            return make(*args, **kwargs)
        if at not in made:
            made[at] = make(*args, **kwargs)
        return made[at]

    return kept
