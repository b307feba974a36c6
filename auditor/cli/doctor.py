"""`auditor doctor`: whether all is well with the installation, and what to do where it is not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import flags, options

_Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, or json for programs.")]


@flags.taking(*flags.RULES, "detectors", "model", "language", "config")
def doctor(ctx: typer.Context, fmt: _Format = "terminal", no_color: options.NoColor = False) -> None:
    """Say whether all is well with the installation, and what to do where it is not.

    Looks at the libraries, the language model and all else that was trained (is each file there, and genuine?), the
    settings and rules in force here, your own included, the place for error logs and the terminal; then audits two
    sentences. One thing that is broken keeps it from looking at no other. Nothing is written or sent.

    Exit code 0 if nothing is a problem, 2 if something is: settings, rules, model or libraries are not in order.
    """
    from auditor.examining import dispatch, place
    from auditor.records.health import State
    from auditor.render import health
    from auditor.render.wording import unknown_format

    if fmt not in health.FORMATS:
        raise unknown_format(fmt, health.FORMATS)
    said = {name: ctx.params[name] for name in flags.SETTINGS if name in ctx.params}
    found = place.at(said, os.environ, _here(), options.encoding(), ctx.params.get("config"))
    signs = dispatch.examine(found)
    if fmt == "json":
        options.emit(health.data(signs))
    else:
        colour = options.wants_colour(no_color)
        options.emit(health.text(signs, colour, options.width()), colour)
    raise typer.Exit(2 if any(sign.state is State.PROBLEM for sign in signs) else 0)


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None
