"""JSON from whoever sent it: a value, or a clear refusal; and what is asked of values whose types nobody checked.

RFC 8259: of names that an object has twice the last counts. Half characters (lone surrogates), which are no text, and
the character NUL are replaced by U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.records.reading import USUAL_LIMITS

MOST = 1_000_000
"""Objects and arrays of one file, by its brackets; an export of ten thousand articles has a third of that."""

_DEEPEST = 400
"""Objects and arrays within one another that can be read, whatever is asked for: Python calls no more functions so."""

_BROKEN = re.compile("[\0\ud800-\udfff]")
_MAY_BE_BROKEN = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_HINT = "export it anew"

_Holder = list[Any] | dict[str, Any]


def parse(data: bytes, at: At, deepest: int = USUAL_LIMITS.depth) -> object:
    """The value in `data`, UTF-8 or UTF-16; at most `deepest` objects and arrays stand within one another.

    `at` is the file, and the line in it at which the value begins, if that is not the first.
    Raises ReadingError: A306 if it holds too many values, A311 if damaged, A312 if it is nested too deep.
    """
    deepest = min(deepest, _DEEPEST)
    try:
        text = data.decode(json.detect_encoding(data))
    except ValueError as error:
        raise ReadingError("its JSON is in no encoding of Unicode", code="A311", at=at, hint=_HINT) from error
    if text.count("{") + text.count("[") > MOST:
        hint = "split it into files of fewer articles"
        raise ReadingError(f"its JSON has more than {MOST:,} objects and arrays", code="A306", at=at, hint=hint)
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise _too_deep(at, deepest) from error
    except json.JSONDecodeError as error:
        where = f"line {max(at.line, 1) + error.lineno - 1}, column {error.colno}"
        message = f"its JSON is damaged in {where}: {error.msg}"
        raise ReadingError(message, code="A311", at=at, hint=_HINT) from error
    except ValueError as error:  # Python reads no number of thousands of digits
        raise ReadingError("its JSON has a number that is too long", code="A311", at=at, hint=_HINT) from error
    return _settled(value, deepest, at, mend=_MAY_BE_BROKEN.search(text) is not None)


def string(value: object) -> str:
    """The characters of a string or a number; none of anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def line(value: object) -> str:
    """The words of a string or a number on one line; none of anything else."""
    return " ".join(string(value).split())


def under(value: object, *names: str) -> Any:
    """What stands in an object below these names, one within the other; None where one is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def objects(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects in an array, each with the end of its pointer; an object alone stands for an array of one."""
    if isinstance(value, Mapping):
        yield "", value
    elif isinstance(value, list):
        yield from ((f"/{number}", each) for number, each in enumerate(value) if isinstance(each, Mapping))


def listed(value: object) -> Iterable[object]:
    """The values of an array; a value alone stands for an array of one, and null for an empty one."""
    if isinstance(value, list):
        return value
    return () if value is None else (value,)


def pointer(*names: object) -> str:
    """The JSON pointer (RFC 6901) to what stands below these names and numbers, one within the other."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


def _settled(value: object, deepest: int, at: At, mend: bool) -> object:
    """`value` without broken characters, where there may be any; raises ReadingError if it is nested too deep."""
    whole: list[Any] = [value]
    level: list[_Holder] = [whole]
    for _ in range(deepest + 1):
        if mend:
            for each in level:
                _mend(each)
        held = (inner for each in level for inner in (each.values() if isinstance(each, dict) else each))
        level = [inner for inner in held if isinstance(inner, dict | list)]
        if not level:
            return whole[0]
    raise _too_deep(at, deepest)


def _mend(holder: _Holder) -> None:
    if isinstance(holder, dict):
        mended = {_BROKEN.sub("\ufffd", name): _mended(value) for name, value in holder.items()}
        holder.clear()
        holder.update(mended)
    else:
        holder[:] = [_mended(value) for value in holder]


def _mended(value: object) -> object:
    return _BROKEN.sub("\ufffd", value) if isinstance(value, str) else value


def _too_deep(at: At, deepest: int) -> ReadingError:
    setting = "" if deepest == _DEEPEST else " (the setting max_depth)"
    return ReadingError(f"its JSON is nested more than {deepest} deep{setting}", code="A312", at=at, hint=_HINT)
