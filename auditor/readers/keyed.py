"""Plain YAML that people write in drafts and beside them: every key is checked; errors are ReadingErrors A330."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.base.errors import At, ReadingError
from auditor.base.plainyaml import Mapping, Node, Scalar
from auditor.base.plainyaml import Sequence as Listed


def mapping(node: Node, keys: Sequence[str]) -> Mapping:
    """`node` as a mapping that has none but `keys`."""
    if not isinstance(node, Mapping):
        raise wrong(f"this is a mapping with {', '.join(keys)}", node.at)
    for key, _ in node.entries:
        if key.text not in keys:
            raise wrong(f"there is no key '{key.text}' here", key.at, f"There are {', '.join(keys)}.")
    return node


def entries(node: Mapping | None, key: str, keys: Sequence[str]) -> Iterator[Mapping]:
    """The mappings in the list at `key`, which have none but `keys`; none where the key is missing."""
    listed = node.get(key) if node is not None else None
    if listed is None:
        return
    if not isinstance(listed, Listed):
        raise wrong(f"`{key}` is a list", listed.at)
    yield from (mapping(each, keys) for each in listed.items)


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
