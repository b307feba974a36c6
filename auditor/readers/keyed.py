"""Plain YAML that people write in drafts and beside them: every key is checked; errors are ReadingErrors A330."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from auditor.base.errors import At, ReadingError
from auditor.base.plainyaml import Mapping, Node, Scalar
from auditor.base.plainyaml import Sequence as Listed

T = TypeVar("T")


def mapping(node: Node, keys: Sequence[str]) -> Mapping:
    """`node` as a mapping that has none but `keys`."""
    if not isinstance(node, Mapping):
        raise wrong(f"this is a mapping with {', '.join(keys)}", node.at)
    for key, _ in node.entries:
        if key.text not in keys:
            raise wrong(f"there is no key '{key.text}' here", key.at, f"There are {', '.join(keys)}.")
    return node


def entries(
    node: Mapping | None, key: str, keys: Sequence[str], read: Callable[[Mapping], T], told: list[ReadingError]
) -> tuple[T, ...]:
    """What `read` makes of each mapping in the list at `key`, which have none but `keys`; none where it is missing.

    What is wrong with any of them is added to `told`, and the others are read.
    """
    listed = node.get(key) if node is not None else None
    if listed is None:
        return ()
    if not isinstance(listed, Listed):
        told.append(wrong(f"`{key}` is a list", listed.at))
        return ()
    found = []
    for each in listed.items:
        try:
            found.append(read(mapping(each, keys)))
        except ReadingError as error:
            told.append(error)
    return tuple(found)


def refuse(told: Sequence[ReadingError]) -> None:
    """Raises one error that tells of all there are, at the place of the first, the others each with its line."""
    if not told:
        return
    first, *others = told
    lines = [first.at.line if first.at else 0, *(each.at.line if each.at else 0 for each in others)]
    messages = [first.message]
    for before, line, each in zip(lines, lines[1:], others, strict=False):
        messages.append(each.message if line == before else f"line {line}: {each.message}")
    hints = dict.fromkeys(each.hint for each in (first, *others) if each.hint)
    raise ReadingError("; ".join(messages), code=first.code, at=first.at, hint=" ".join(hints))


def place(node: Mapping, key: str) -> At:
    """Where the value of `key` stands; where it is missing, the mapping."""
    value = node.get(key)
    return node.at if value is None else value.at


def text(node: Mapping, key: str) -> str:
    """The one value at `key`, on one line; empty where it is missing."""
    value = node.get(key)
    if value is None:
        return ""
    if not isinstance(value, Scalar):
        raise wrong(f"`{key}` is one value", value.at)
    return " ".join(value.text.split())


def texts(node: Mapping, key: str) -> tuple[str, ...]:
    """The value or the list of values at `key`; none where it is missing."""
    value = node.get(key)
    if value is None:
        return ()
    if isinstance(value, Scalar):
        return (value.text,)
    if isinstance(value, Listed) and all(isinstance(each, Scalar) for each in value.items):
        return tuple(each.text for each in value.items if isinstance(each, Scalar))
    raise wrong(f"`{key}` is a list of values", value.at)


def wrong(message: str, at: At, hint: str = "") -> ReadingError:
    """The error for what is not written as it must be."""
    return ReadingError(message, code="A330", at=at, hint=hint)
