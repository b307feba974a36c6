"""Records as plain data of JSON and back, whatever they are made of: for what the program keeps for itself.

Unlike `saved`, whose form other programs read, nothing is left out and nothing is named: data of another version of the
program, or of anybody else, is not to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

_TUPLE, _LIST, _MAPPING, _SET = 0, 1, 2, 3
"""What an array of JSON stands for by its first number; further numbers are classes, in their order."""

Kinds = Sequence[type]
"""The records and enumerations that something is made of; their order is part of the form."""


def pack(value: object, kinds: Kinds) -> Any:
    """`value` as plain data; raises TypeError for what is no plain value, collection or one of `kinds`."""
    numbers = {kind: number for number, kind in enumerate(kinds, _SET + 1)}
    names = {kind: tuple(kind.__match_args__) for kind in kinds if not issubclass(kind, Enum)}  # type: ignore[attr-defined]

    def packed(value: Any) -> Any:
        kind = type(value)
        if value is None or kind in (str, int, bool, float):
            return value
        number = numbers.get(kind)
        if number is not None:
            if kind not in names:
                return [number, value.value]
            return [number, *[packed(getattr(value, name)) for name in names[kind]]]
        if kind is tuple:
            return [_TUPLE, *map(packed, value)]
        if kind is list:
            return [_LIST, *map(packed, value)]
        if kind is frozenset:
            return [_SET, *map(packed, sorted(value))]
        if isinstance(value, Mapping):
            return [_MAPPING, *[packed(part) for pair in value.items() for part in pair]]
        raise TypeError(f"{kind.__name__} cannot be kept")

    return packed(value)


def unpack(data: Any, kinds: Kinds) -> Any:
    """The inverse of `pack` with the same kinds; raises ValueError for what that has not made."""
    makers: list[Callable[..., Any]] = [_tuple, _list, _mapping, _set, *kinds]

    def unpacked(data: Any) -> Any:
        if type(data) is not list:
            if type(data) is dict:
                raise ValueError("an object of JSON stands for nothing")
            return data
        maker = makers[data[0]]
        return maker(*[unpacked(each) if type(each) is list else each for each in data[1:]])

    try:
        return unpacked(data)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is not what was kept: {error}") from None


def _tuple(*parts: Any) -> tuple[Any, ...]:
    return parts


def _list(*parts: Any) -> list[Any]:
    return list(parts)


def _mapping(*parts: Any) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _set(*parts: Any) -> frozenset[Any]:
    return frozenset(parts)
