"""Which lines of drafts have changed since a revision of Git, so that only findings in them are told."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.records.report import Finding, Omission, Report, RunResult, Skipped
from auditor.runs import git
from auditor.runs.drafts import Draft, Selection

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_HEAD, _MERGED = "HEAD", "MERGE_HEAD"

Lines = Sequence[range] | None
"""Ranges of 1-based lines; None for all of a draft."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """A work tree of Git: what it knows, and for each commit asked about the files that changed since.

    Those have the name that they had then, or an empty one if they are new. Names are relative to the root.
    """

    git: git.Tree
    known: frozenset[str]
    changed: Mapping[str, Mapping[str, str]]


def lines_of(paths: Iterable[str], revision: str) -> Mapping[str, Lines]:
    """The lines of each file that have changed since `revision`, in the work tree as it is; renames are followed.

    A file that Git does not know counts as changed throughout, and so does a document without lines that has changed.
    While a merge is not yet committed, `HEAD` means both sides: a line of either has not changed. Before the first
    commit everything has. Raises UsageError A010.
    """
    if revision.startswith("-") or not revision.strip():
        raise _unknown(revision)
    trees: dict[Path, _Tree | None] = {}
    return {path: _lines(Path(path), revision, trees) for path in paths}


def file_of(draft: Draft) -> str:
    """The file that a draft stands in; its own path, where it is not read from a file that holds many."""
    return draft.file or draft.path


def touched(selection: Selection, lines: Mapping[str, Lines], revision: str) -> Selection:
    """The selection with those drafts passed over whose files have not changed: nothing would be told of them."""
    same = [each for each in selection.drafts if each.data is None and lines[file_of(each)] == ()]
    skipped = (Skipped(each.path, Omission.UNCHANGED, f"not changed since {revision}") for each in same)
    drafts = tuple(each for each in selection.drafts if each not in same)
    return replace(selection, drafts=drafts, skipped=(*selection.skipped, *skipped))


def since(result: RunResult, lines: Mapping[str, Lines]) -> RunResult:
    """The run with those findings alone that touch `lines`, which has those of every file of it that has any.

    Findings on a whole article stay where anything in it has changed.
    """
    held = result.held
    return replace(
        result, reports=tuple(_only(r, lines.get(held.get(r.article.path, r.article.path))) for r in result.reports)
    )


def _only(report: Report, changed: Lines) -> Report:
    if changed is None:
        return report
    return replace(report, findings=tuple(f for f in report.findings if _touches(report, f, changed)))


def _touches(report: Report, finding: Finding, changed: Sequence[range]) -> bool:
    if finding.span is None:
        return bool(changed)
    place = report.places[finding.span]
    if place.part is not None:
        return bool(changed)
    return any(lines.start <= place.end_line and place.line < lines.stop for lines in changed)


# ---------------------------------------------------------------- what Git says


def _lines(path: Path, revision: str, trees: dict[Path, _Tree | None]) -> Lines:
    if not path.is_file():
        return None
    path = Path(os.path.realpath(path))
    folder = path.parent
    if folder not in trees:
        trees[folder] = _tree(folder, revision, trees)
    tree = trees[folder]
    if tree is None:
        return None
    name = path.relative_to(tree.git.root).as_posix()
    if name not in tree.known:
        return None
    return reduce(_both, (_since(tree, base, name) for base in tree.changed), None)


def _tree(folder: Path, revision: str, trees: Mapping[Path, _Tree | None]) -> _Tree | None:
    """The work tree that a folder lies in, once for all its folders; None outside of any."""
    found = git.tree_of(folder)
    known = (tree for tree in trees.values() if tree is not None and tree.git == found)
    if found is None or (tree := next(known, None)) is not None:
        return tree if found is not None else None
    listed = frozenset(git.names(git.ask(found, "ls-files", "-z", "--cached")))
    return _Tree(found, listed, {base: _changed(found, base) for base in _bases(found, revision)})


def _bases(tree: git.Tree, revision: str) -> tuple[str, ...]:
    """The commits that a line must differ from; none before the first one."""
    if revision == _HEAD:
        return tuple(commit for each in (_HEAD, _MERGED) if (commit := git.commit_of(tree, each)))
    if not (commit := git.commit_of(tree, revision)):
        raise _unknown(revision)
    return (commit,)


def _unknown(revision: str) -> UsageError:
    hint = (
        "for instance: --changed-since HEAD; a checkout without history has no more: fetch it first (fetch-depth: 0, "
    )
    return UsageError(f"there is no revision '{visible(revision, 60)}'", code="A010", hint=f"{hint}GIT_DEPTH: 0)")


def _changed(tree: git.Tree, base: str) -> Mapping[str, str]:
    told = iter(git.names(git.ask(tree, *git.DIFF, "--find-renames", "--name-status", "-z", base, "--")))
    changed = {}
    for status in told:
        before = next(told)
        changed[next(told) if status[0] in "RC" else before] = "" if status == "A" else before
    return changed


def _since(tree: _Tree, base: str, name: str) -> Lines:
    before = tree.changed[base].get(name)
    if before is None:
        return ()
    names = sorted({name, before} - {""})
    form = ("--find-renames", "--unified=0", "--inter-hunk-context=0")
    told = git.ask(tree.git, *git.DIFF, *form, base, "--", *names)
    if "\nBinary files" in told.partition("\n@@ ")[0]:
        return None
    return tuple(_range(found) for found in _HUNK.finditer(told))


def _range(found: re.Match[str]) -> range:
    """The lines of a hunk; where lines were only taken out, the two beside the gap."""
    start, count = int(found[1]), int(found[2] or 1)
    return range(start, start + count) if count else range(start, start + 2)


def _both(one: Lines, other: Lines) -> Lines:
    """The lines that are in both."""
    if one is None or other is None:
        return other if one is None else one
    shared = (range(max(a.start, b.start), min(a.stop, b.stop)) for a in one for b in other)
    return tuple(each for each in shared if each)
