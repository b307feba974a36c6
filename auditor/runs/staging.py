"""What stands in the next commit: whether files are staged in Git as they are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from auditor.base.errors import UsageError
from auditor.runs import git


def unstaged(paths: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Those of `paths` that the next commit of the work tree around `folder` would not have as they are, in order.

    What Git is told to ignore is left out. Raises UsageError A010 where there is no work tree, or no Git.
    """
    tree = git.tree_of(folder)
    if tree is None:
        hint = "leave --for-commit out, or run it in a repository"
        raise UsageError("git does not know what is staged: this is no repository", code="A010", hint=hint)
    changed = git.names(git.ask(tree, *git.DIFF, "--name-only", "-z", "--"))
    new = git.names(git.ask(tree, "ls-files", "--others", "--exclude-standard", "-z"))
    left = {tree.root / name for name in (*changed, *new)}
    return tuple(path for path in paths if Path(os.path.realpath(path)) in left)
