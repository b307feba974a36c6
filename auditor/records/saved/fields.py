"""Plain data as JSON text and back, with typed access to its fields, which may be damaged or missing.

Every function that reads raises ReadingError, which says which key is wrong and what it should be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from auditor.base.errors import ReadingError
from auditor.base.printable import rewritten

T = TypeVar("T")

_NOUNS: Mapping[type, str] = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def dump(data: Mapping[str, object]) -> str:
    """Plain data as JSON text that can be encoded in UTF-8, keys in their order, ended by a line end."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def escaped(text: str) -> str:
    """JSON text of the same data, in which escapes stand for lone surrogates and for what steers a terminal."""
    return rewritten(text, lambda char: json.dumps(char).strip('"'))


def parse(text: str) -> object:
    """The data of a JSON text."""
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong(f"not JSON ({error})") from None
    return data


def wrong(why: str) -> ReadingError:
    """The error for a saved report that cannot be used, and why."""
    hint = "Make the report again with this version of auditor."
    return ReadingError(f"this is no report that can be read: {why}", code="A390", hint=hint)


def at(data: object, key: str) -> object:
    """The value of `key`, whatever it is."""
    if not isinstance(data, dict) or key not in data:
        raise wrong(f"the key {key!r} is missing")
    return data[key]


def typed(data: object, key: str, kind: type[T]) -> T:
    """The value of `key`, which must be a `kind`; true and false are no numbers."""
    value = at(data, key)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise wrong(f"{key!r} should be {_NOUNS[kind]}")
    return value


def text(data: object, key: str) -> str:
    """The string at `key`."""
    return typed(data, key, str)


def number(data: object, key: str) -> int:
    """The whole number at `key`."""
    return typed(data, key, int)


def text_or_none(data: object, key: str) -> str | None:
    """The string at `key`, or None for null."""
    return None if at(data, key) is None else text(data, key)


def number_or_none(data: object, key: str) -> int | None:
    """The whole number at `key`, or None for null."""
    return None if at(data, key) is None else number(data, key)


def each(data: object, key: str, read: Callable[[object], T]) -> tuple[T, ...]:
    """What `read` makes of each item of the list at `key`."""
    return tuple(read(item) for item in typed(data, key, list))


def texts(data: object, key: str) -> tuple[str, ...]:
    """The strings of the list at `key`."""
    items = typed(data, key, list)
    if not all(isinstance(item, str) for item in items):
        raise wrong(f"{key!r} should be a list of strings")
    return tuple(items)


def since(data: object, key: str, read: Callable[[object, str], T], before: T) -> T:
    """The value at `key`, which reports of earlier versions lack; `before` where it is missing."""
    return read(data, key) if isinstance(data, dict) and key in data else before


def choice(data: object, key: str, kind: Callable[[str], T]) -> T:
    """The member of the enumeration `kind` that the string at `key` names."""
    value = text(data, key)
    try:
        return kind(value)
    except ValueError:
        raise wrong(f"{key!r} cannot be {value!r}") from None
