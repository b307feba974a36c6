"""A run: find the drafts, read and audit each, gather what became of them in the order they were named."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath

from auditor import __version__, engine
from auditor.crashlog import write_log
from auditor.engine import Toolkit
from auditor.errors import At, AuditorError, ReadingError, UsageError
from auditor.limits import TimeUp, within
from auditor.model import Article, Failure, Report, RulePack, RunResult
from auditor.packs.load import load_packs
from auditor.pool import Loss, Prepare, spread
from auditor.readers.dispatch import read, read_bytes
from auditor.settings import Settings

REPORTS_MARK = ".auditor-reports"
"""A file of this name says that a folder holds reports, so that no run takes them for drafts."""

PARALLEL_FROM = 8
"""With fewer drafts, processes take longer to start than they save."""

MARGIN = 30.0
"""A process that has not kept the time limit by itself is ended so many seconds later."""

Outcome = Report | Failure
OnProgress = Callable[[int, int, str], None]
"""Told after each draft: how many are done, of how many, and which it was."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to audit: its path as reports show it, and its path below the folder that was named for it."""

    path: str
    below: str
    data: bytes | None = None
    """The content, where it was not read from a file: standard input."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The drafts of a run, and the paths that were named and are none."""

    drafts: tuple[Draft, ...]
    failures: tuple[Failure, ...] = ()


# ---------------------------------------------------------------- which drafts


def discover(paths: Sequence[str], settings: Settings, stdin: Draft | None = None) -> Selection:
    """The drafts at `paths`: files always, folders by suffix and in order of name; each file once.

    `-` stands for `stdin`. Raises UsageError A002 if there is neither a draft nor a path that failed.
    """
    drafts: list[Draft] = []
    failures: list[Failure] = []
    empty: list[str] = []
    for path in paths:
        if path == "-" and stdin is not None:
            drafts.append(stdin)
        elif Path(path).is_dir():
            found = list(_in_folder(Path(path), settings, failures))
            drafts += found
            empty += [] if found else [path]
        elif os.path.lexists(path):
            drafts.append(Draft(_shown(path), PurePosixPath(Path(path).as_posix()).name))
        else:
            hint = "check the spelling, and the folder that you are in"
            failures.append(Failure(_shown(path), "A302", "there is no such file or folder", hint))
    suffixes = ", ".join(settings.suffixes)
    if not drafts and not failures:
        named = ", ".join(empty) or "nothing was named"
        hint = f"a draft is a file that ends in {suffixes}; name other files one by one"
        raise UsageError(f"no drafts found: {named}", code="A002", hint=hint)
    failures += [Failure(_shown(p), "A309", "no drafts in this folder", f"drafts end in {suffixes}") for p in empty]
    return Selection(_each_once(drafts), tuple(failures))


def _in_folder(root: Path, settings: Settings, failures: list[Failure]) -> Iterator[Draft]:
    def refused(error: OSError) -> None:
        place = _shown(str(error.filename))
        failures.append(Failure(place, "A303", "you may not read this folder", "give yourself the right to"))

    for folder, folders, files in os.walk(root, onerror=refused):
        below = Path(folder).relative_to(root)
        if REPORTS_MARK in files:
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not _is_passed_over((below / f).as_posix(), settings))
        for name in sorted(files):
            inner = (below / name).as_posix()
            if Path(name).suffix.lower() in settings.suffixes and not _is_passed_over(inner, settings):
                yield Draft(_shown(os.path.join(folder, name)), inner)  # noqa: PTH118 - pathlib drops a leading ./


def _is_passed_over(below: str, settings: Settings) -> bool:
    """Hidden, or matched by a pattern as a whole or by its last name."""
    name = PurePosixPath(below).name
    patterns = (pattern.rstrip("/") for pattern in settings.ignore)
    return name.startswith(".") or any(fnmatchcase(below, p) or fnmatchcase(name, p) for p in patterns)


def _shown(path: str) -> str:
    """`path` as reports show it: below the working directory where it lies there, with forward slashes."""
    absolute, here = Path(path).absolute(), Path.cwd()
    if Path(path).is_absolute() and absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    return Path(path).as_posix()


def _each_once(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    unique: dict[str, Draft] = {}
    for draft in drafts:
        key = "-" if draft.data is not None else os.path.realpath(draft.path)
        unique.setdefault(key, draft)
    return tuple(unique.values())


# ---------------------------------------------------------------- the run


def packs_of(settings: Settings) -> tuple[RulePack, ...]:
    """The packs in force: the detections that ship, the policies by name, and further folders."""
    return load_packs(("core", *settings.policies), [Path(folder) for folder in settings.rules])


def run(selection: Selection, settings: Settings, on_progress: OnProgress | None = None) -> RunResult:
    """Audits every draft of `selection`; an input that fails never stops the others.

    Raises PackError or ModelError before the first draft if rules or model are not in order.
    """
    packs = packs_of(settings)
    drafts = selection.drafts
    jobs = jobs_for(len(drafts), settings)
    prepare = partial(_auditing, packs=packs, settings=settings, threads=threads_for(jobs))
    patience = settings.time_limit + MARGIN if settings.time_limit else None
    numbered = spread(prepare, drafts, jobs, patience) if jobs > 1 else _one_by_one(prepare, drafts)
    outcomes: dict[int, Outcome] = {}
    with closing(numbered):
        for number, outcome in numbered:
            draft = drafts[number]
            outcomes[number] = _lost(draft, outcome, settings) if isinstance(outcome, Loss) else outcome
            if on_progress is not None:
                on_progress(len(outcomes), len(drafts), draft.path)
    ordered = [outcomes[number] for number in range(len(drafts))]
    return RunResult(
        reports=tuple(o for o in ordered if isinstance(o, Report)),
        failures=selection.failures + tuple(o for o in ordered if isinstance(o, Failure)),
    )


def jobs_for(drafts: int, settings: Settings) -> int:
    """How many processes to work in."""
    if drafts < PARALLEL_FROM:
        return 1
    wanted = settings.jobs or min(os.cpu_count() or 1, drafts // 4)
    return max(1, min(wanted, drafts))


def threads_for(jobs: int) -> int:
    """How many threads the tagger may have in each of so many processes, beside the one that parses."""
    return max(1, (os.cpu_count() or 1) // jobs - 1)


def audit_one(path: str, settings: Settings, stdin: Draft | None = None) -> tuple[Article, Report]:
    """One draft as it was read, and its report; raises AuditorError."""
    draft = stdin if path == "-" and stdin is not None else Draft(_shown(path), path)
    toolkit = _toolkit(packs_of(settings), settings, threads_for(1))

    def audited() -> tuple[Article, Report]:
        article = _read(draft, settings)
        return article, engine.audit(article, toolkit)

    try:
        return within(settings.time_limit, audited)
    except TimeUp:
        slow = _too_slow(draft, settings)
        raise ReadingError(slow.message, code=slow.code, at=At(draft.path), hint=slow.hint) from None


def _toolkit(packs: Sequence[RulePack], settings: Settings, threads: int) -> Toolkit:
    return engine.build_toolkit(
        packs, settings.model, version=__version__, detectors=settings.detectors, threads=threads
    )


def _auditing(packs: Sequence[RulePack], settings: Settings, threads: int) -> Callable[[Draft], Outcome]:
    return partial(_audit, toolkit=_toolkit(packs, settings, threads), settings=settings)


def _one_by_one(prepare: Prepare[Draft, Outcome], drafts: Sequence[Draft]) -> Generator[tuple[int, Outcome]]:
    audit = prepare()
    for number, draft in enumerate(drafts):
        yield number, audit(draft)


def _audit(draft: Draft, toolkit: Toolkit, settings: Settings) -> Outcome:
    try:
        return within(settings.time_limit, lambda: engine.audit(_read(draft, settings), toolkit))
    except TimeUp:
        return _too_slow(draft, settings)
    except AuditorError as error:
        return Failure(draft.path, error.code, error.message, error.hint)
    except MemoryError:
        hint = "split it, or audit it where there is more memory"
        return Failure(draft.path, "A904", "there is too little memory to audit it", hint)
    except Exception as error:  # one article that we cannot cope with must not cost the others their reports
        return _our_fault(draft, error)


def _read(draft: Draft, settings: Settings) -> Article:
    if draft.data is not None:
        return read_bytes(draft.data, draft.path, settings.max_bytes)
    return replace(read(draft.path, settings.max_bytes), path=draft.path)


def _our_fault(draft: Draft, error: Exception) -> Failure:
    log = write_log(error, f"auditing {draft.path}", __version__)
    hint = f"please report it; the details are in {log}" if log else "please report it"
    return Failure(draft.path, "A901", f"an error of our own, {type(error).__name__}", hint)


def _too_slow(draft: Draft, settings: Settings) -> Failure:
    hint = "split it, or raise the limit with the setting time_limit (AUDITOR_TIME_LIMIT); 0 is none"
    return Failure(draft.path, "A903", f"it took longer than {settings.time_limit} s", hint)


def _lost(draft: Draft, loss: Loss, settings: Settings) -> Failure:
    if loss is Loss.OVERDUE:
        return _too_slow(draft, settings)
    if loss is Loss.UNTRIED:
        hint = "there may be too little memory for so many: try --jobs 1"
        return Failure(draft.path, "A902", "no process could be started to audit it", hint)
    hint = "it may need more memory than there is: split it, or audit it where there is more"
    return Failure(draft.path, "A902", "the process that audited it ended before its time, twice", hint)
