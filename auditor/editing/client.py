"""What an editor asks for and can do, as it says itself when a conversation begins."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lsprotocol import types

from auditor.base.errors import UsageError
from auditor.settings.house import House

HINT, HIDE = "hint", "hide"
"""What becomes of findings that are waived."""

_SETTINGS = ("policies", "rules", "select", "ignore_rules", "detectors", "language", "all_genres", "max_bytes", "today")
"""Settings that an editor may give. The language model is not among them: an editor may take its own settings from a
folder that somebody else filled."""
_WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Client:
    """What an editor can do."""

    shows_related: bool
    """Other places that belong to a diagnostic."""
    shows_progress: bool
    shows_documents: bool
    """Files, when it is asked to."""
    hovers_markdown: bool
    versions_edits: bool
    """It takes edits that are good for one version of a document only."""
    creates_files: bool
    """It takes edits from a server that make a file."""
    watches_files: bool


def client_of(can: types.ClientCapabilities) -> Client:
    """What an editor can do by its capabilities; what it does not mention it cannot."""
    formats = _said(can, "text_document.hover.content_format") or ()
    operations = _said(can, "workspace.workspace_edit.resource_operations") or ()
    versions = bool(_said(can, "workspace.workspace_edit.document_changes"))
    return Client(
        shows_related=bool(_said(can, "text_document.publish_diagnostics.related_information")),
        shows_progress=bool(_said(can, "window.work_done_progress")),
        shows_documents=bool(_said(can, "window.show_document.support")),
        hovers_markdown=types.MarkupKind.Markdown in formats,
        versions_edits=versions,
        creates_files=versions
        and types.ResourceOperationKind.Create in operations
        and bool(_said(can, "workspace.apply_edit")),
        watches_files=bool(_said(can, "workspace.did_change_watched_files.dynamic_registration")),
    )


def _said(can: object, path: str) -> Any:
    for name in path.split("."):
        can = getattr(can, name, None)
    return can


# ---------------------------------------------------------------- what it asks for


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an editor was told to ask for in its settings."""

    flags: Mapping[str, object]
    """Values of settings, by name."""
    with_waived: bool
    """Whether waived findings are shown, as hints."""


def wishes_of(given: object) -> Wishes:
    """The wishes in `initializationOptions`; raises UsageError A014 for what nobody can ask for."""
    options = _plain(given) if given is not None else {}
    if not isinstance(options, dict):
        raise UsageError("initializationOptions is no object", code="A014", hint='for instance {"policies": ["ap"]}')
    known = (*_SETTINGS, _WAIVED)
    for name in options:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            guess = f"did you mean '{near[0]}'? " if near else ""
            message = f"there is no '{name}' in initializationOptions"
            raise UsageError(message, code="A014", hint=f"{guess}there are: {', '.join(known)}")
    waived = options.pop(_WAIVED, HINT)
    if waived not in (HINT, HIDE):
        raise UsageError(f"'{_WAIVED}' is {waived!r}", code="A014", hint=f"it must be {HINT} or {HIDE}")
    return Wishes(options, waived == HINT)


def house_of(wishes: Wishes, root: Path) -> House:
    """Which settings hold for drafts in `root`, and elsewhere; folders of rules lie below it. Raises SettingsError."""
    flags = dict(wishes.flags)
    rules = flags.get("rules")
    if isinstance(rules, str):
        rules = [rules]
    if isinstance(rules, Sequence) and all(isinstance(folder, str) for folder in rules):
        flags["rules"] = [(root / folder).as_posix() for folder in rules]
    return House(flags, os.environ, root)


def _plain(value: object) -> object:
    """What pygls makes of JSON, as lists, mappings and values."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
