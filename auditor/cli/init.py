"""`auditor init`: the settings file of a newsroom, and the hook that checks its drafts before each commit."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from auditor.base.errors import At, AuditorError, UsageError
from auditor.base.printable import visible
from auditor.cli import options
from auditor.settings import files
from auditor.settings.files import TOML, YAML
from auditor.settings.settings import Settings
from auditor.settings.values import checked_patterns

HOOKS = ".pre-commit-config.yaml"
_NOT_OFFERED = frozenset({"common"})
"""Packs that are made to be chosen from, not to be in force as they are."""
_USUAL = "drafts"
_TIMES = 3
"""How often a question is asked."""
_Answer = TypeVar("_Answer")

_Policy = Annotated[list[str] | None, typer.Option("--policy", metavar="NAME", help="A policy that ships; repeatable.")]
_Drafts = Annotated[
    list[str] | None,
    typer.Option("--drafts", metavar="PATTERN", help="Where drafts lie, as in .gitignore: 'drafts/**'; repeatable."),
]
_FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="SEVERITY", help="error, warning, info or never: what fails a check.")
]
_Hook = Annotated[
    bool | None, typer.Option("--hook/--no-hook", help="Whether to check drafts before each commit, by pre-commit.")
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: what is not given is as it usually is.")]


@dataclass(frozen=True, slots=True)
class _Wishes:
    policies: tuple[str, ...]
    drafts: tuple[str, ...]
    fail_on: str
    hook: bool


def init(
    policies: _Policy = None,
    drafts: _Drafts = None,
    fail_on: _FailOn = None,
    hook: _Hook = None,
    yes: _Yes = False,
) -> None:
    """Write the settings of a newsroom into the working folder, and the hook for its drafts.

    On a terminal it asks for what no flag says. A file that is there already is never changed: what to add to it is
    printed. Where there are settings, --hook alone writes the hook.
    """
    target = Path(YAML)
    there = next((path for path in (target, Path(TOML)) if _has_settings(path)), None)
    if there is not None and hook and not (policies or drafts or fail_on):
        options.tell(f"there are settings already, which stay as they are: {there.name}")
        return _write_hook()
    if there is not None:
        hint = f"look at it with `auditor config show`, or edit {there.name}; `auditor init --hook` adds the hook alone"
        raise UsageError(f"there are settings already: {there.name}", code="A004", hint=hint)
    asks = not yes and sys.stdin is not None and sys.stdin.isatty()
    wishes = _wishes(policies, drafts, fail_on, hook, asks=asks)
    _tell_what_is_shadowed()
    options.write_file(target, "".join(f"{line}\n" for line in _settings(wishes)))
    options.emit(f"{target.name}\n")
    options.house_for()  # what was written is in order, or says why not
    if wishes.hook:
        _write_hook()
    elif hook is None and not asks:
        options.tell("no hook is written; to have drafts checked before each commit: auditor init --hook")
    options.tell("a ledger is for the newsroom alone: if you keep any, put the line *.ledger.yaml into .gitignore")
    options.tell(f"to begin with: auditor check {shlex.quote(_first_folder(wishes.drafts))}")
    return None


def _has_settings(path: Path) -> bool:
    """Whether the settings of the working folder stand in the file of this name; raises SettingsError."""
    here = Path.cwd()
    found = files.in_folder(here, here, files.repository_of(here))
    return found is not None and found.path.name == path.name


def _tell_what_is_shadowed() -> None:
    """Says which settings above the working folder hold in it no more; raises SettingsError if they are not in order.

    They are looked for while the folder has none of its own.
    """
    above = files.of_repository(Path.cwd())
    if above is not None:
        name = visible(_from_here(above.path))
        options.tell(f"note: {name} held here so far, and does no more: what it says is to stand in {YAML} too")


def _from_here(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _wishes(
    policies: list[str] | None, drafts: list[str] | None, fail_on: str | None, hook: bool | None, *, asks: bool
) -> _Wishes:
    """What is asked for, by flags or by answers; raises UsageError for a policy that there is not."""
    from auditor.packs.load import ALWAYS, installed, shipped

    known = sorted({*shipped(), *installed()} - set(ALWAYS))
    usual = Settings()
    chosen, patterns, hooked = usual.policies, tuple[str, ...](), bool(hook)
    if policies is not None:
        chosen = _policies(",".join(policies), known)
    elif asks:
        offered = (name for name in known if name not in _NOT_OFFERED)
        options.tell(f"Whose standards are to hold? {', '.join(offered)} (`auditor policies list` says what each is)")
        chosen = _asked("Policies, with commas between", "default", lambda said: _policies(said, known))
    if drafts is not None:
        patterns = _patterns(drafts)
    elif asks:
        question = "Where do drafts lie? A pattern, or nothing for everywhere"
        patterns = _asked(question, "", lambda said: _patterns(said.split(",")))
    if fail_on is not None:
        fail_on = _severity(fail_on)
    elif asks:
        fail_on = _asked("What fails a check: error, warning, info or never", str(usual.fail_on), _severity)
    if hook is None and asks:
        hooked = _asked("Check drafts before each commit, by pre-commit: yes or no", "yes", _is_yes)
    return _Wishes(chosen, patterns, fail_on or str(usual.fail_on), hooked)


def _policies(said: str, known: Sequence[str]) -> tuple[str, ...]:
    from auditor.packs.values import suggestion

    chosen = tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))
    if not chosen:
        raise UsageError("no policy is named", code="A001", hint=f"there are: {', '.join(known)}")
    for name in chosen:
        if name not in known:
            hint = suggestion(name, known, "Policies")
            raise UsageError(f"there is no policy '{visible(name, 60)}'", code="A001", hint=hint)
    return chosen


def _patterns(said: Sequence[str]) -> tuple[str, ...]:
    return checked_patterns(tuple(each.strip() for each in said if each.strip()), "drafts", At("--drafts"))


def _severity(said: str) -> str:
    if said not in ("error", "warning", "info", "never"):
        hint = "it must be one of error, warning, info, never"
        raise UsageError(f"--fail-on is '{visible(said, 60)}'", code="A001", hint=hint)
    return said


def _is_yes(said: str) -> bool:
    if said.lower() not in ("y", "yes", "n", "no"):
        raise UsageError(f"'{visible(said, 60)}' is neither yes nor no", code="A001", hint="answer yes or no")
    return said.lower().startswith("y")


def _asked(question: str, usual: str, understood: Callable[[str], _Answer]) -> _Answer:
    """What somebody answers, or what is usual where that is nothing; a wrong answer is told, and asked for again.

    Raises the error of the last wrong answer, and KeyboardInterrupt at the end of input.
    """
    for left in reversed(range(_TIMES)):
        options.tell(f"{question} [{usual}]:")
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        try:
            return understood(line.strip() or usual)
        except AuditorError as error:
            if not left:
                raise
            options.tell(f"{error.message}; {error.hint}")
    raise AssertionError("it is asked at least once")


def _settings(wishes: _Wishes) -> Iterator[str]:
    """The lines of the settings file."""
    yield "# How drafts are audited: a draft goes by the nearest such file, in its folder or above it."
    yield "# `auditor config show DRAFT` says what holds for one, `auditor config show --all` what there is."
    yield f"policies: [{', '.join(wishes.policies)}]"
    yield f"fail_on: {wishes.fail_on}"
    if wishes.drafts:
        yield f"drafts: {_list(wishes.drafts)}"
    else:
        yield "# drafts: [stories/**]"
    yield "# ignore: [stories/archive/]"
    yield "# overrides:"
    yield "#   - where: {desk: sport}"
    yield "#     fail_on: error"


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(word, ensure_ascii=False) for word in words)}]"


def _write_hook() -> None:
    """Writes the hook at the root of the repository, where there are none yet; else prints what to add to them."""
    here = Path.cwd()
    root = files.repository_of(here) or here
    lines = list(_hook(here.relative_to(root)))
    path = root / HOOKS
    name = visible(_from_here(path))
    if path.exists():
        options.tell(f"{name} is there already; add to its `repos`:")
        options.emit("".join(f"{line}\n" for line in lines))
        return
    options.write_file(path, "".join(f"{line}\n" for line in ("repos:", *lines)))
    options.emit(f"{name}\n")
    options.tell("to have it run: pre-commit install; everybody who commits needs `auditor` on the path")


def _hook(folder: Path) -> Iterator[str]:
    """The lines of the hook for drafts in `folder`, relative to the root of the repository."""
    suffixes = "|".join(re.escape(suffix.removeprefix(".")) for suffix in Settings().suffixes)
    below = "" if folder == Path() else f"^{re.escape(folder.as_posix())}/.*".replace("'", "''")
    yield "  - repo: local"
    yield "    hooks:"
    yield "      - id: auditor"
    yield "        name: auditor (sourcing of drafts)"
    yield "        entry: auditor check --quiet --force-exclude"
    yield "        args: [--]"
    yield "        language: system"
    yield "        # README and the like, and what is hidden, --force-exclude passes over"
    yield f"        files: '(?i){below}\\.({suffixes})$'"
    yield "        require_serial: true"
    yield "        verbose: true"


def _first_folder(patterns: Sequence[str]) -> str:
    """A folder, or a file, in which the patterns look for drafts, from the working folder."""
    pattern = next((each for each in patterns if not each.startswith("!")), "")
    parts = takewhile(lambda part: not set(part) & set("*?["), pattern.strip("/").split("/"))
    return "/".join(parts) or (_USUAL if not patterns and Path(_USUAL).is_dir() else ".")
