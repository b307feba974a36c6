"""What Git is asked: of a work tree that was found without it, and so that it runs no program that anything names.

Whoever may commit may lay out a folder as a repository, with a configuration and so with programs; Git itself looks
for such. Here a repository is what has a `.git`, which cannot be committed. The programs of that one do not run either:
no filters, hooks, pagers or helpers, and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.base.errors import UsageError
from auditor.base.printable import visible

OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "safe.bareRepository=explicit",  # since Git 2.38
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
"""What comes before every command of Git."""
DIFF = (
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=all",  # Git would run itself in each, by its configuration
)
"""The command that compares, as it is always asked."""

_PATIENCE = 60.0
"""Seconds that Git has for one answer."""
_NO_TREE = ("not a git repository", "must be run in a work tree", "cannot use bare repository")
_PLAIN = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # since Git 2.45; before, there is no protocol by which it may fetch
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
_FORMS = ("GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")


@dataclass(frozen=True, slots=True)
class Tree:
    """A work tree: its root and the folder in which Git keeps its history, both with links resolved."""

    root: Path
    history: Path
    options: tuple[str, ...] = ()
    """What switches off the filters that its configuration names."""


def tree_of(folder: Path) -> Tree | None:
    """The work tree that a folder lies in; None if it lies in none.

    It is that of the nearest `.git` that is one, or what `GIT_DIR` and `GIT_WORK_TREE` together name. Raises UsageError
    A010 if there is no Git, or it will not say: it does not trust a folder of somebody else's.
    """
    folder = Path(os.path.realpath(folder))
    found = _named(folder) if _are_named(os.environ) else next(_found(folder), None)
    if found is None:
        return None
    return Tree(found.root, found.history, tuple(_without_filters(found)))


def commit_of(tree: Tree, revision: str) -> str:
    """The commit that Git knows by this name; empty if it knows none."""
    if revision.startswith("-") or "\0" in revision:
        return ""
    verify = ("rev-parse", "--verify", "--quiet")
    named = ask(tree, *verify, revision, may_fail=True).strip()
    return ask(tree, *verify, f"{named}^{{commit}}", may_fail=True).strip() if named else ""


def names(told: str) -> list[str]:
    """The names in an answer that has a null after each."""
    return told.split("\0")[:-1]


def ask(tree: Tree, *arguments: str, may_fail: bool = False) -> str:
    """What Git answers; empty where it may fail and does. Names of files come back as the system has them.

    Raises UsageError A010.
    """
    done = _run(tree.root, *tree.options, *arguments, **_place(tree))
    if done.returncode and may_fail:
        return ""
    if done.returncode:
        hint = "a checkout without all of its history: fetch it first (fetch-depth: 0, GIT_DEPTH: 0)"
        raise UsageError(f"git does not know what changed: {_reason(done)}", code="A010", hint=hint)
    return os.fsdecode(done.stdout)


# ---------------------------------------------------------------- where the work tree is


def _are_named(environment: Mapping[str, str]) -> bool:
    """Whether the environment names a work tree. In a hook of a linked one Git says where its own folder is but not
    which work tree is meant, and would take any folder for the root of it."""
    return bool(environment.get("GIT_DIR") and environment.get("GIT_WORK_TREE"))


def _named(folder: Path) -> Tree | None:
    root, history = (Path(os.path.realpath(os.environ[name])) for name in ("GIT_WORK_TREE", "GIT_DIR"))
    return Tree(root, history) if folder.is_relative_to(root) else None


def _found(folder: Path) -> Iterator[Tree]:
    """The work trees around a folder, the nearest first, as far as Git agrees that they are such."""
    for root in (folder, *folder.parents):
        if not os.path.lexists(root / ".git"):
            continue
        # one by one: a name may hold a line break
        told = [_told(root, "rev-parse", question) for question in ("--absolute-git-dir", "--show-toplevel")]
        history, top = (None if each is None else Path(os.path.realpath(each)) for each in told)
        # Where `.git` is a folder and no repository, Git before 2.38 may take the folder around it for one.
        is_other = (root / ".git").is_dir() and history != Path(os.path.realpath(root / ".git"))
        if history is not None and top == root and not is_other:
            yield Tree(root, history)


def _told(root: Path, *arguments: str) -> str | None:
    done = _run(root, *arguments, GIT_CEILING_DIRECTORIES=str(root.parent))
    if not done.returncode:
        return os.fsdecode(done.stdout).removesuffix("\n")
    reason = _reason(done)
    if any(each in reason for each in _NO_TREE):
        return None
    hint = "trust the folder, if it is yours: git config --global --add safe.directory FOLDER"
    raise UsageError(f"git does not answer: {reason}", code="A010", hint=hint)


def _without_filters(tree: Tree) -> Iterator[str]:
    """Options that leave no filter a program: committed attributes say for which files filters run."""
    told = ask(tree, "config", "--null", "--name-only", "--get-regexp", r"^filter\..", may_fail=True)
    for name in sorted({key.removeprefix("filter.").rpartition(".")[0] for key in names(told)} - {""}):
        if "=" in name:
            hint = "give the filter a name without = in the configuration of Git"
            raise UsageError(f"git has a filter with the name '{visible(name, 60)}'", code="A010", hint=hint)
        for setting in ("clean=", "smudge=", "process=", "required=false"):
            yield from ("-c", f"filter.{name}.{setting}")


# ---------------------------------------------------------------- how Git is run


def _place(tree: Tree) -> dict[str, str]:
    return {"GIT_DIR": str(tree.history), "GIT_WORK_TREE": str(tree.root)}


def _run(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    given = {name: value for name, value in os.environ.items() if name not in (*_PLACES, *_FORMS)}
    command = ["git", *OPTIONS, *arguments]
    try:
        return subprocess.run(
            command, cwd=root, env=given | _PLAIN | more, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be asked: {error}", code="A010", hint="is it installed?") from error


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
