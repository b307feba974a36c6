"""Drafts audited again whenever they, or what stands beside them, are saved; the model is loaded once."""

from __future__ import annotations

import os
import queue
import stat
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.base.errors import AuditorError, UsageError
from auditor.editing.bench import Bench, bench_of
from auditor.records.report import Failure, Report, RunResult, Skipped
from auditor.runs import beside
from auditor.runs.collections import expanded
from auditor.runs.drafts import Draft, Selection, discover, sort_of, stamp
from auditor.runs.orders import bars_of
from auditor.settings.house import House
from auditor.settings.settings import Settings

QUIET = 0.1
"""Seconds without a change after which a save is taken to be over."""
LONGEST = 0.5
"""Seconds after which it is looked all the same."""
GRACE = 0.3
"""Seconds for which a draft may be missing: programs that save put a new file in the place of the old one."""

_NO_DRAFTS = "A002"
_UNHEEDED = (f"{os.sep}.git{os.sep}", f"{os.sep}node_modules{os.sep}", f"{os.sep}.auditor-")
"""Parts of paths in which a change is none."""

Changes = Iterator[frozenset[str]]
"""The paths that have changed, a set for each moment of quiet."""


@dataclass(frozen=True, slots=True)
class Round:
    """The drafts that were audited at one time, what became of them, and what else is to be told."""

    paths: tuple[str, ...]
    result: RunResult
    settings: Settings
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is at one moment: each draft by its path, with what tells that it was changed."""

    drafts: Mapping[str, Draft]
    stamps: Mapping[str, object]
    failures: tuple[Failure, ...]


def rounds(paths: Sequence[str], resolve: Callable[[], House], changes: Changes) -> Generator[Round]:
    """A round with all drafts at `paths`, then one for every set of `changes` that has an effect on any.

    `resolve` gives the settings in force, and is asked again when a file of settings changes; where that is not in
    order, a note says so and those of before stay in force. Raises what a run raises, before the first round only.
    """
    bench = bench_of(resolve())
    before = _look(paths, bench.house)
    told = _settings_stamps(bench.house)
    yield _round(list(before.drafts.values()), before.failures, bench, ())
    for changed in changes:
        notes: list[str] = []
        if (now := _settings_stamps(bench.house)) != told or _touches_rules(changed, bench.settings):
            told, fresh = now, _reloaded(bench, resolve, paths, notes)
            if fresh is not bench:
                bench, before = fresh, _Look({}, {}, ())
                told = _settings_stamps(bench.house)
        after = _look(paths, bench.house)
        if set(before.drafts) - set(after.drafts):
            time.sleep(GRACE)
            after = _look(paths, bench.house)
        gone = [path for path in before.drafts if path not in after.drafts]
        notes += [f"{path}: it is gone" for path in gone]
        failures = [each for each in after.failures if each not in before.failures and each.path not in gone]
        saved = [draft for path, draft in after.drafts.items() if after.stamps[path] != before.stamps.get(path)]
        before = after
        if saved or failures or notes:
            yield _round(saved, failures, bench, notes)


def _round(drafts: Sequence[Draft], failures: Sequence[Failure], bench: Bench, notes: Sequence[str]) -> Round:
    selection = expanded(Selection(tuple(drafts), tuple(failures)), bench.settings)
    outcomes = [bench.audit(draft) for draft in selection.drafts]
    result = RunResult(
        reports=tuple(o for o in outcomes if isinstance(o, Report)),
        failures=selection.failures + tuple(o for o in outcomes if isinstance(o, Failure)),
        cards=bench.cards,
        skipped=tuple(o for o in outcomes if isinstance(o, Skipped)),
        bars=bars_of(selection.drafts, [o for o in outcomes if isinstance(o, Report)], bench.settings),
    )
    return Round(tuple(draft.path for draft in drafts), result, bench.settings, tuple(notes))


# ---------------------------------------------------------------- what there is


def _look(paths: Sequence[str], house: House) -> _Look:
    """What lies at `paths` now; folders without a draft are no error, since one may come."""
    try:
        found = discover(paths, house.settings, house=house)
    except UsageError as error:
        if error.code != _NO_DRAFTS:
            raise
        found = Selection(())
    # A folder without drafts fails a run, and is watched.
    failures = tuple(each for each in found.failures if sort_of(each.path) != stat.S_IFDIR)
    drafts = {draft.path: draft for draft in found.drafts}
    return _Look(drafts, {path: _stamps(draft) for path, draft in drafts.items()}, failures)


def _stamps(draft: Draft) -> tuple[object, ...]:
    file = Path(draft.file or draft.path)
    return tuple(stamp(str(path)) for path in (file, *beside.places(file)))


def _settings_stamps(house: House) -> Mapping[Path, object]:
    return {path: stamp(str(path)) for path in house.files()}


def _touches_rules(changed: frozenset[str], settings: Settings) -> bool:
    folders = [Path(os.path.realpath(folder)) for folder in settings.rules]
    return any(Path(os.path.realpath(path)).is_relative_to(folder) for path in changed for folder in folders)


def _reloaded(bench: Bench, resolve: Callable[[], House], paths: Sequence[str], notes: list[str]) -> Bench:
    """The bench by the settings and rules of now; `bench` itself if they are as before, or not in order."""
    try:
        house = resolve()
        _look(paths, house)
        fresh = bench_of(house, bench)
    except AuditorError as error:
        notes.append(f"{error}\n  settings and rules stay as they were before")
        return bench
    if fresh is bench:
        return bench
    notes.append("settings or rules have changed: all drafts are audited anew")
    return fresh


# ---------------------------------------------------------------- what changes


@contextmanager
def watched(paths: Sequence[str], house: House) -> Iterator[Changes]:
    """The changes at `paths`, beside them, in files of settings and in folders of rules, from now on.

    A folder that is named is watched with all folders in it; of a file that is named, its folder. Waiting for a change
    can be interrupted by a signal. Raises UsageError A012 if the system cannot watch.
    """
    deep, flat = _folders(paths, house)
    if not deep and not flat:
        raise UsageError("there is nothing to watch", code="A012", hint="name drafts, or folders of drafts")
    heard: queue.SimpleQueue[frozenset[str] | Exception] = queue.SimpleQueue()
    stop = threading.Event()
    threads = [
        threading.Thread(target=_listen, args=(folders, is_deep, heard, stop), daemon=True)
        for folders, is_deep in ((deep, True), (flat, False))
        if folders
    ]
    for thread in threads:
        thread.start()
        if isinstance(first := heard.get(), Exception):
            stop.set()
            raise _unwatchable(first) from first
    try:
        yield _changes(heard)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=2.0)


def _folders(paths: Sequence[str], house: House) -> tuple[set[Path], set[Path]]:
    """The folders to watch with all that is in them, and those to watch alone."""
    deep = {Path(path).absolute() for path in (*paths, *house.settings.rules) if sort_of(path) == stat.S_IFDIR}
    named = [Path(path.partition("#")[0] if not sort_of(path) else path).absolute() for path in paths]
    flat = {path.parent for path in (*named, *house.files()) if path not in deep}
    return deep, {folder for folder in flat if folder.is_dir() and folder not in deep}


def _listen(
    folders: set[Path], is_deep: bool, heard: queue.SimpleQueue[frozenset[str] | Exception], stop: threading.Event
) -> None:
    """Puts an empty set into `heard` once it listens, then the paths of each change; or the error that ends it."""
    from watchfiles import watch

    try:
        batches = watch(
            *sorted(folders),
            watch_filter=lambda _, path: not any(part in path for part in _UNHEEDED),
            debounce=int(LONGEST * 1000),
            step=int(QUIET * 1000),
            rust_timeout=int(QUIET * 1000),
            yield_on_timeout=True,
            stop_event=stop,
            recursive=is_deep,
            ignore_permission_denied=True,
        )
        for number, batch in enumerate(batches):
            if batch or number == 0:
                heard.put(frozenset(path for _, path in batch))
    except (OSError, RuntimeError) as error:
        heard.put(error)


def _changes(heard: queue.SimpleQueue[frozenset[str] | Exception]) -> Changes:
    while True:
        try:
            first = heard.get(timeout=1.0)  # without an end it could not be interrupted on Windows
        except queue.Empty:
            continue
        changed = [first]
        while not heard.empty():
            changed.append(heard.get())
        for each in changed:
            if isinstance(each, Exception):
                raise _unwatchable(each)
        yield frozenset().union(*(each for each in changed if isinstance(each, frozenset)))


def _unwatchable(error: Exception) -> UsageError:
    hint = "name fewer folders, or set WATCHFILES_FORCE_POLLING=true, which looks instead of listening"
    return UsageError(f"the system cannot watch these folders: {error}", code="A012", hint=hint)
