"""What lies around the program: settings, the place for its log, the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.base import cache, crashlog
from auditor.examining.place import Place, wrong
from auditor.records.health import Sign, State
from auditor.settings.settings import About

_SHOWN = "“→│é…"
"""Characters that a terminal must have."""


def settings(place: Place) -> Iterator[Sign]:
    """Where the settings come from, whether they are in order, and what they leave a check to fail."""
    if place.folder is None:
        yield Sign(
            "settings", State.PROBLEM, "the folder that you are in cannot be read", "go to another folder", "A007"
        )
        return
    yield from (wrong("settings", fault) for fault in place.faults)
    if place.faults:
        return
    origins = Counter(place.resolved.origins.values())
    told = ", ".join(f"{number} from {origin}" for origin, number in origins.items())
    yield Sign(
        "settings", State.OK, f"in order: {told}; all else as it ships" if told else "none are set; all as it ships"
    )
    for notice in place.resolved.notices:
        if notice.about is not About.FILE_ELSEWHERE:
            yield Sign("settings", State.WARNING, notice.text.removeprefix("warning: "), "see that this is meant so")


def log(place: Place) -> Iterator[Sign]:
    """Where the details of an error of our own would be written, and whether there are any."""
    (usual, is_usable), (other, is_other_usable) = crashlog.places()
    if is_usable:
        logs = len(list(usual.glob("error-*.log"))) if usual.is_dir() else 0
        told = f", which holds those of {logs} earlier {'error' if logs == 1 else 'errors'}" if logs else ""
        todo = "read them before you send them to anybody: they may hold words of drafts" if logs else ""
        yield Sign(
            "error log", State.OK, f"should the program fail, the details go into {usual.as_posix()}{told}", todo
        )
        return
    where = f"; they would go into {other.as_posix()}" if is_other_usable else ", nor can any other"
    words = f"the folder for details of errors cannot be written: {usual.as_posix()}{where}"
    yield Sign("error log", State.WARNING, words, "make it yours to write, or set XDG_STATE_HOME to one that is")


def kept(place: Place) -> Iterator[Sign]:
    """Where reports are kept so that unchanged drafts are not audited again, and whether that can be."""
    opened = cache.opened(is_made=False)
    if place.folder is not None and not place.faults and not place.resolved.settings.cache:
        yield Sign("cache", State.OK, f"nothing is kept: {place.resolved.origins.get('cache', 'the settings')} says so")
    elif opened.cache is not None:
        entries, size, *_ = cache.figures(opened.cache)
        told = f"{entries:,} {'entry' if entries == 1 else 'entries'}, {size / 1e6:.1f} MB"
        yield Sign("cache", State.OK, f"what drafts were found to say is kept in {opened.folder} ({told})")
    elif opened.is_refused:
        words = f"nothing is kept from run to run: the folder {opened.folder} {opened.why}"
        yield Sign("cache", State.WARNING, words, "make it yours alone: chmod go-w; or name another: AUDITOR_CACHE_DIR")
    elif opened.folder is not None and cache.may_be_made(opened.folder):
        yield Sign("cache", State.OK, f"what drafts are found to say will be kept in {opened.folder}")
    else:
        words = f"nothing can be kept from run to run: the folder {opened.folder or 'for it'} {opened.why}"
        yield Sign("cache", State.WARNING, words, "make it yours to write, or name another: AUDITOR_CACHE_DIR")


def terminal(place: Place) -> Iterator[Sign]:
    """Whether all characters that are printed can be shown."""
    try:
        _SHOWN.encode(place.encoding)
    except (UnicodeError, LookupError):
        words = f"it takes {place.encoding}, so that marks such as “ and → are written out as codes"
        yield Sign("terminal", State.WARNING, words, "set LANG to one in UTF-8, such as C.UTF-8")
    else:
        yield Sign("terminal", State.OK, f"it takes {place.encoding}, with all characters that are printed")
