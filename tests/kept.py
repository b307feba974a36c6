"""What takes seconds to make and is only read afterwards: made once in a session of tests, as it is once in a process.

It is the real thing each time. Nothing is kept of what fails, nor across files that changed: a key says what was made
of what.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from math import inf
from pathlib import Path
from typing import Any

import pytest
import re2
import typer

from auditor.base import fingerprints
from auditor.packs import folder, load, shelf
from auditor.packs.shelf import Shelf
from auditor.records.rules import RulePack

Make = Callable[..., Any]


def keep(patch: pytest.MonkeyPatch) -> None:
    """Lets the models, files of YAML, the packs that ship, regular expressions, compiled rules and the commands be made
    once until `patch` ends.
    """
    from auditor import toolkit
    from auditor.analysis.sources.learned import model as learned
    from auditor.cli import main
    from auditor.language import parser, pipeline
    from auditor.language.match.compile import compile_rules
    from auditor.language.tagger import network
    from auditor.language.tongue import model as tongues
    from auditor.packs import yamlpos
    from auditor.runs import packs

    def installed(name: str = pipeline.DEFAULT_MODEL, verified: object = None) -> Hashable:
        return pipeline.folder_of(name)

    def shipped_network(folder: object = None, digests: object = None, threads: int = 1) -> Hashable:
        return threads if folder is digests is None else None

    for module, name, key in (
        (main, "get_command", _commands),
        (learned, "load", lambda *_, **__: None if _ or __ else learned.weights()),
        (tongues, "load", lambda *_, **__: None if _ or __ else tongues.weights()),
        (re2, "compile", _expression),
        (yamlpos, "parse_bytes", lambda content, path: (content, path)),
    ):
        patch.setattr(module, name, _kept(getattr(module, name), key))
    patch.setattr(parser, "load", _kept(_lasting(parser.load), installed))
    patch.setattr(network, "load", _kept(_lasting(network.load), shipped_network))
    patch.setattr(toolkit, "compile_rules", _kept(_lasting(compile_rules), _patterns, most=8))
    load_packs = _kept(load.load_packs, _ships)
    for module in (load, packs):
        patch.setattr(module, "load_packs", load_packs)
    patch.setattr(shelf, "anew", _kept(shelf.anew, _shelving()))


def _ships(names: Sequence[str], extra: Sequence[Path] = (), *more: Hashable, **named: Hashable) -> Hashable:
    """Packs that ship, by names and files, how messages show them, and what checks them; no others are kept."""
    if extra or load.installed():
        return None
    return tuple(names), _files(load.rules_root()), more, tuple(sorted(named.items()))


def _shelving() -> Callable[[Path, Shelf], Hashable]:
    """A pack that ships, by its folder, the files of all and how messages show them, and what checks it."""
    last: list[tuple[object, Hashable]] = []

    def shelved(pack: Path, on: Shelf) -> Hashable:
        if on.told.found or not on.is_known(pack):
            return None
        if not last or last[0][0] is not on.told:  # another shelf, and so another moment
            last[:] = [(on.told, _files(on.root))]
        return pack, last[0][1], on.judge

    return shelved


def _files(root: Path) -> Hashable:
    return folder.shown(root), fingerprints.of_folders([root])


def _patterns(
    given: Sequence[RulePack], nlp: object, compiled: object = None, *, many: bool = True, known: object = None
) -> Hashable:
    """Rules that ship and their lexicons; policies are not compiled. Few are kept: what is read anew comes but once."""
    if not all(rule.ships for pack in given for rule in pack.rules):
        return None
    return tuple((_Same(pack.rules), _Same(pack.lexicons)) for pack in given), _Same(nlp), many, known is None


def _commands(app: typer.Typer) -> Hashable:
    """The functions of all commands, by group; what Typer makes of them holds nothing of a call."""
    groups = ((str(group.name), group.typer_instance) for group in app.registered_groups)
    below = tuple((name, _commands(group)) for name, group in groups if group is not None)
    return tuple(command.callback for command in app.registered_commands), below


def _lasting(make: Make) -> Make:
    """`make`, whose results, and all else that is there by then, no search for rubbish looks through any more."""

    @wraps(make)
    def lasting(*args: Any, **kwargs: Any) -> Any:
        made = make(*args, **kwargs)
        gc.freeze()
        return made

    return lasting


class _Same:
    """Equal to itself alone, as what it holds is; nothing else can get its number while it is held."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.held is other.held

    def __hash__(self) -> int:
        return id(self.held)


def _expression(pattern: Hashable, options: Any = None) -> Hashable:
    """RE2 keeps the last 128 in the same way; the rules that ship have more."""
    return pattern, options and tuple(getattr(options, name) for name in re2.Options.NAMES)


def _kept(make: Make, key: Callable[..., Hashable], most: float = inf) -> Make:
    """`make`, which remembers by `key` of its arguments what it has made; what has the key None is made each time.

    Of more than `most` the oldest gives way.
    """
    made: dict[Hashable, Any] = {}

    @wraps(make)
    def kept(*args: Any, **kwargs: Any) -> Any:
        at = key(*args, **kwargs)
        if at is None:
            return make(*args, **kwargs)
        if at in made:
            return made[at]
        result = make(*args, **kwargs)
        if key(*args, **kwargs) != at:  # something has changed meanwhile, or been told to be wrong
            return result
        if len(made) >= most:
            del made[next(iter(made))]
        return made.setdefault(at, result)

    return kept
