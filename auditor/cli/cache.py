"""`auditor cache`: what is kept of earlier runs, where it lies, and how to be rid of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from auditor.base import cache
from auditor.base.errors import UsageError
from auditor.cli import options

app = typer.Typer(
    help="What is kept of earlier runs, so that an unchanged draft is not audited again.", no_args_is_help=True
)

_Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, or json for programs.")]


@app.command(epilog="For instance: auditor cache info")
def info(fmt: _Format = "terminal") -> None:
    """Say where reports are kept, how much there is, and when it was last used.

    What is kept holds words of drafts. It lies in your own folder for caches, which nobody else can read, and never
    grows beyond 256 MB. AUDITOR_CACHE_DIR names another place; --no-cache, the setting `cache: false` and
    AUDITOR_CACHE=false keep nothing: `auditor doctor` says whether that holds here. Entries are reports, rule packs
    made ready and what runs have said: more than there are drafts.
    """
    from auditor.render.wording import unknown_format

    if fmt not in ("terminal", "json"):
        raise unknown_format(fmt, ("terminal", "json"))
    opened = cache.opened(is_made=False)
    entries, size, oldest, newest = (0, 0, None, None) if opened.cache is None else cache.figures(opened.cache)
    if fmt == "json":
        from auditor.records.saved.fields import dump

        told = {"folder": opened.folder, "usable": not opened.why, "why": opened.why, "entries": entries, "bytes": size}
        options.emit(dump({**told, "oldest": _moment(oldest), "newest": _moment(newest)}))
        return
    held = f"{size / 1e6:.1f} MB of {cache.ALL / 1e6:.0f} MB at most"
    rows = [("folder", opened.folder or "none"), ("entries", f"{entries:,}"), ("size", held)]
    if oldest is not None and newest is not None:
        rows += [("used longest ago", _day(oldest)), ("used last", _day(newest))]
    if opened.why:
        rows.append(("note", f"the folder {opened.why}"))
    options.emit("".join(f"{name:<17} {value}\n" for name, value in rows))


@app.command(epilog="For instance: auditor cache clear")
def clear() -> None:
    """Delete all that is kept of earlier runs; nothing else that lies in the folder is touched.

    Raises an error for a folder that is not yours alone: somebody else could have put there what looks like ours.
    """
    from auditor.render.wording import plural

    opened = cache.opened(is_made=False)
    if opened.is_refused:
        hint = "make the folder yours alone (chmod go-w), or delete it by hand"
        raise UsageError(f"the folder {opened.folder} {opened.why}", code="A008", hint=hint)
    gone = 0 if opened.cache is None else cache.clear(opened.cache)
    options.emit(f"{plural(gone, 'entry', 'entries')} deleted\n")


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds).isoformat(timespec="seconds")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).date().isoformat()
