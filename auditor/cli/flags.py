"""Flags that give a setting a value: each said once, and taken by every command that names it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

Command = TypeVar("Command", bound=Callable[..., None])

_WHICH_RULES, _WHICH_DRAFTS, _READING, _RUN = "Which rules", "Which drafts", "How drafts are read", "The run"


_FLAGS: Mapping[str, Any] = {
    "policies": Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="NAME",
            rich_help_panel=_WHICH_RULES,
            help="A policy in force, in the place of default: one that ships, or a pack in --rules; repeatable.",
        ),
    ],
    "rules": Annotated[
        list[str] | None,
        typer.Option(
            "--rules",
            metavar="DIR",
            rich_help_panel=_WHICH_RULES,
            help="A rule pack of your own, or a folder of packs for --policy to choose from; repeatable.",
        ),
    ],
    "select": Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            rich_help_panel=_WHICH_RULES,
            help="Only these policy rules: ids, packs, or patterns such as default/*; repeatable, or with commas.",
        ),
    ],
    "ignore_rules": Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULES",
            rich_help_panel=_WHICH_RULES,
            help="Not these policy rules, said in the same way.",
        ),
    ],
    "fail_on": Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            rich_help_panel=_WHICH_RULES,
            help="error, warning, info or never: what exit code 1 needs.",
        ),
    ],
    "min_confidence": Annotated[
        str | None,
        typer.Option(
            "--min-confidence",
            metavar="LEVEL",
            rich_help_panel=_WHICH_RULES,
            help="high, medium or low: less sure findings never fail.",
        ),
    ],
    "strict_files": Annotated[
        bool | None,
        typer.Option(
            "--strict-files",
            rich_help_panel=_WHICH_DRAFTS,
            help="Files in folders that are no drafts by their suffix fail.",
        ),
    ],
    "force_exclude": Annotated[
        bool | None,
        typer.Option(
            "--force-exclude",
            rich_help_panel=_WHICH_DRAFTS,
            help="Pass over what is no draft in a folder, though its name is given: for hooks.",
        ),
    ],
    "all_genres": Annotated[
        bool | None,
        typer.Option(
            "--all-genres",
            rich_help_panel=_WHICH_DRAFTS,
            help="Audit opinion, satire and advertising as well, where a draft says that it is such.",
        ),
    ],
    "detectors": Annotated[
        str | None,
        typer.Option(
            "--detectors",
            metavar="NAMES",
            rich_help_panel=_READING,
            help="What reads drafts: rules, tagger, sources, with commas between. All three if not given.",
        ),
    ],
    "model": Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", rich_help_panel=_READING, help="An installed spaCy pipeline."),
    ],
    "revisions": Annotated[
        str | None,
        typer.Option(
            "--revisions",
            metavar="TEXT",
            rich_help_panel=_READING,
            help="Of tracked changes in a document: accepted (as if all were) or original.",
        ),
    ],
    "language": Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="LANGUAGE",
            rich_help_panel=_READING,
            help="en to refuse drafts in other languages, any to audit them all the same.",
        ),
    ],
    "text_column": Annotated[
        str | None,
        typer.Option(
            "--text-column",
            metavar="NAME",
            rich_help_panel=_READING,
            help="The column of a table that holds the articles, if its name does not tell.",
        ),
    ],
    "meta": Annotated[
        list[str] | None,
        typer.Option(
            "--meta",
            metavar="COLUMN",
            rich_help_panel=_READING,
            help="A column of a table that is metadata; NAME=COLUMN renames it; repeatable.",
        ),
    ],
    "jobs": Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            rich_help_panel=_RUN,
            help="Processes to work in. Chosen by the number of drafts if not given.",
        ),
    ],
    "cache": Annotated[
        bool | None,
        typer.Option(
            "--cache/--no-cache",
            rich_help_panel=_RUN,
            help="Audit again only what has changed since it was audited here. Usual; auditor cache info says more.",
        ),
    ],
    "config": Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            rich_help_panel=_RUN,
            help="A file of settings, in the place of those found beside and above the drafts.",
        ),
    ],
}

SETTINGS = tuple(name for name in _FLAGS if name != "config")
"""The flags that have a setting's name."""

RULES = ("policies", "rules", "select", "ignore_rules")
FAILING = ("fail_on", "min_confidence")
READING = ("detectors", "model", "revisions", "language", "text_column", "meta")
DRAFTS = ("strict_files", "force_exclude", "all_genres")
RUN = ("jobs", "config")
KEPT = (*RUN, "cache")


def taking(*names: str) -> Callable[[Command], Command]:
    """A command that takes these flags beside its own; `options.house_for` finds them in its context."""

    def wrap(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True)

        @wraps(command)
        def called(**given: Any) -> None:
            command(**{name: value for name, value in given.items() if name in own.parameters})

        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_FLAGS[name])
            for name in names
            if name not in own.parameters
        ]
        parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own.parameters.values()]
        called.__signature__ = own.replace(parameters=[*parameters, *added])  # type: ignore[attr-defined]
        called.__annotations__ = {each.name: each.annotation for each in (*parameters, *added)}
        return called  # type: ignore[return-value]

    return wrap
