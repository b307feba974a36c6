"""The plain YAML of pack files: `base.plainyaml`, with the codes that errors of packs have."""

from __future__ import annotations

from collections.abc import Mapping as Table

from auditor.base import plainyaml
from auditor.base.errors import PackError
from auditor.base.mistakes import Mistakes
from auditor.base.plainyaml import Fault, Mapping, Node, Scalar, Sequence, YamlError

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse", "parse_bytes", "read", "unquoted"]

_CODES: Table[Fault, str] = {
    Fault.ENCODING: "A202",
    Fault.SYNTAX: "A203",
    Fault.EMPTY: "A204",
    Fault.DOCUMENTS: "A205",
    Fault.REPEATED: "A206",
    Fault.INDIRECTION: "A207",
    Fault.SHAPE: "A212",
    Fault.UNQUOTED: "A213",
}


def parse(text: str, path: str) -> Node:
    """The one document in `text`; raises PackError at its place for anything that is not plain YAML."""
    try:
        return plainyaml.parse(text, path)
    except YamlError as error:
        raise _pack_error(error) from None


def parse_bytes(content: bytes, path: str) -> Node:
    """The one document in a file of these bytes; raises PackError at its place, also if it is not UTF-8."""
    told = Mistakes()
    node = read(content, path, told)
    told.end()
    return node


def read(content: bytes, path: str, told: Mistakes) -> Node:
    """As `parse_bytes`, but what leaves the rest of the file clear, such as a key given twice, is `told`."""
    faults: list[YamlError] = []
    try:
        return plainyaml.parse(plainyaml.decode(content, path), path, faults)
    except YamlError as error:
        raise _pack_error(error) from None
    finally:
        for fault in faults:
            told.add(_pack_error(fault))


def unquoted(scalar: Scalar) -> PackError:
    """The error for a value that YAML takes for something else than the word that is wanted."""
    return _pack_error(plainyaml.unquoted(scalar))


def _pack_error(error: YamlError) -> PackError:
    return PackError(error.message, code=_CODES[error.fault], at=error.at, hint=error.hint)
