"""Styled text for a terminal: which style means what, and how it becomes a string."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind

KIND_STYLE: Mapping[SourceKind, str] = {
    SourceKind.NAMED_PERSON: "bold green",
    SourceKind.NAMED_ORGANIZATION: "bold cyan",
    SourceKind.UNNAMED_SPOKESPERSON: "bold yellow",
    SourceKind.ANONYMOUS: "bold red",
    SourceKind.UNNAMED_PERSON: "bold yellow",
    SourceKind.UNNAMED_GROUP: "bold yellow",
    SourceKind.DOCUMENT: "bold blue",
    SourceKind.MEDIA: "bold blue",
    SourceKind.UNATTRIBUTED: "red",
}

SEVERITY_STYLE: Mapping[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}

CONTENT_STYLE = "underline"
CUE_STYLE = "italic magenta"
GRANT_STYLE = "black on yellow"
NON_RESPONSE_STYLE = "black on cyan"
FINDING_STYLE = "reverse"
DIM = "dim"
MARK = "bold underline"
"""The words in question, in the sentence that they stand in."""


def console(colour: bool) -> Console:
    """A console that writes to memory and heeds no environment."""
    return Console(
        file=io.StringIO(),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        width=10_000,
        _environ={},
    )


def to_str(lines: Iterable[Text], colour: bool) -> str:
    """Lines of styled text as one string, with ANSI codes or without; each line ends with a line end."""
    out = console(colour)
    with out.capture() as captured:
        for line in lines:
            out.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)
    return captured.get()
