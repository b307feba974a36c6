"""`auditor watch` and `auditor lsp`: findings while a draft is being written."""

from __future__ import annotations

import os
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

import typer

from auditor.base.errors import UsageError
from auditor.cli import flags, options

if TYPE_CHECKING:
    from auditor.editing.watching import Round


@flags.taking(*flags.RULES, "all_genres", *flags.READING, "config")
def watch(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    no_color: options.NoColor = False,
) -> None:
    """Audit drafts again whenever they are saved, and print what `auditor check` would.

    Folders are watched with the folders in them: new drafts are audited, and what is gone is told. Waivers and ledgers
    beside a draft count as the draft. When settings or rules change, everything is audited anew. Ctrl-C ends it.
    """
    _need("watchfiles", "auditor watch")
    if not drafts or "-" in drafts:
        hint = "for instance: auditor watch drafts/"
        message = "standard input cannot be watched" if drafts else "no drafts were named"
        raise UsageError(message, code="A001", hint=hint)
    from auditor.editing import watching

    house = options.house_for(ctx)
    colour = options.wants_colour(no_color)
    with watching.watched(drafts, house) as changes:
        for each in watching.rounds(drafts, lambda: options.house_for(ctx), changes):
            _show(each, colour, time.strftime("%H:%M:%S"))


def lsp(ctx: typer.Context) -> None:
    """Speak with an editor, which marks findings while a draft is written.

    An editor starts this and speaks the Language Server Protocol on standard input and output; docs/editors.md says how
    it is told to. Markdown and plain text are audited. Settings come
    from the editor (initializationOptions), the environment and the settings files of the folder that is open.
    """
    _need("pygls", "auditor lsp")
    from auditor import __version__
    from auditor.editing import server

    # What a library prints must not get into the conversation: it has a descriptor of its own, and 1 is standard error.
    with os.fdopen(os.dup(1), "wb") as conversation:
        os.dup2(2, 1)
        raise typer.Exit(server.serve(__version__, stdout=conversation))


def _show(each: Round, colour: bool, now: str) -> None:
    """Prints a round under a line with the time."""
    from auditor.render import dispatch
    from auditor.render.wording import plural

    for note in each.notes:
        options.tell(note)
    what = each.paths[0] if len(each.paths) == 1 else plural(len(each.paths), "draft")
    if each.paths or each.result.failures:
        options.emit(f"--- {now} {what}\n".replace("\t", " "))
        chosen = dispatch.Options(colour, width=options.width(), onward=False, bar=each.settings.bar)
        options.emit(dispatch.render(each.result, "terminal", chosen), colour)


def _need(library: str, command: str) -> None:
    """Raises UsageError A013 if a library of the extra `editor` is not installed."""
    if find_spec(library) is None:
        hint = "pip install 'auditor[editor]'"
        raise UsageError(f"`{command}` needs a library that is not installed: {library}", code="A013", hint=hint)
