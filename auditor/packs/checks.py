"""The checks that the written standards of newsrooms share: rules/policies/checks.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.base.errors import At, PackError
from auditor.base.files import FileError, read_small
from auditor.packs import values, yamlpos
from auditor.packs.folder import LARGEST_FILE
from auditor.records.rules import Check


def load(path: Path) -> Mapping[str, Check]:
    """The checks in the file at `path`, by number, in its order; raises PackError."""
    try:
        content = read_small(path, LARGEST_FILE)
    except FileError as refused:
        hint = "It ships with the program: reinstall auditor."
        raise PackError(refused.words, code="A202", at=At(path.name), hint=hint) from None
    node = yamlpos.parse_bytes(content, path.name)
    return {key.text: _check(value) for key, value in values.mapping(node, _numbers(node)).entries}


def _numbers(node: yamlpos.Node) -> tuple[str, ...]:
    return tuple(key.text for key, _ in node.entries) if isinstance(node, yamlpos.Mapping) else ()


def _check(node: yamlpos.Node) -> Check:
    entries = values.mapping(node, ("wants", "nobody"), ("wants",))
    nobody = entries.get("nobody")
    wants = entries.get("wants")
    return Check(
        wants=values.scalar(wants).text if wants is not None else "",
        nobody=values.scalar(nobody).text if nobody is not None else "",
    )
