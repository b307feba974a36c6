"""The rules and policies: those that ship, and those of whoever runs the auditor; each pack read by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from auditor.base.errors import AuditorError, PackError
from auditor.examining.place import Place, wrong
from auditor.packs import load, shelf
from auditor.records.health import Sign, State
from auditor.records.rules import RulePack
from auditor.runs.packs import in_force
from auditor.settings.settings import Settings

_CORE = "core"


def shipped(place: Place) -> Iterator[Sign]:
    """Whether every pack that ships is in order."""
    names = tuple(load.shipped())
    if _CORE not in names:
        yield Sign("rules", State.PROBLEM, "those that ship are missing", "reinstall auditor")
        return
    try:
        packs = load.load_packs(names)
    except PackError as error:
        for fault in _faults(names) or [error]:
            sign = wrong("rules", fault)
            yield Sign(sign.subject, sign.state, sign.words, "it ships with the program: reinstall auditor", sign.code)
        return
    policies = sum(bool(pack.policies) for pack in packs)
    yield Sign("rules", State.OK, f"those that ship are in order: {_counted(packs)}, {policies} packs with policies")


def own(place: Place) -> Iterator[Sign]:
    """Whether the policies, the folders of rules and the choice among them that are in force are in order."""
    settings = place.settings
    try:
        chosen = in_force(settings)
    except AuditorError as error:
        for fault in _faults_of(settings) or [error]:
            yield wrong("your rules", fault)
        return
    ships = load.shipped()
    extra = [pack for pack in chosen.packs if pack.name not in ships]
    told = f"; of your own {', '.join(pack.name for pack in extra)} ({_counted(extra)})" if extra else ""
    off = f"; {len(chosen.off)} left out by select or ignore_rules" if chosen.off else ""
    yield Sign("your rules", State.OK, f"policies in force: {', '.join(settings.policies) or 'none'}{told}{off}")


def installed(place: Place) -> Iterator[Sign]:
    """Whether the packs that other packages bring are in order; those that are in force are looked at by `own`."""
    others = {name: folder for name, folder in load.installed().items() if name not in place.settings.policies}
    for name in others:
        faults = _faults([name])
        yield from (wrong("other rules", fault, State.WARNING) for fault in faults)
        if not faults:
            yield Sign("other rules", State.OK, f"another package brings the pack {name}, which is in order")


def _faults(names: Sequence[str]) -> list[AuditorError]:
    """What is wrong with each of several packs, read one by one beside the pack `core`; each fault once."""
    read = partial(load.load_packs, reader=shelf.once())
    return _each_once(partial(read, tuple(dict.fromkeys((_CORE, name)))) for name in names)


def _faults_of(settings: Settings) -> list[AuditorError]:
    """What is wrong with each policy and each folder of rules by itself, then with all together; each fault once."""
    rules = settings.rules
    alone = (Settings(policies=(name,), rules=rules) for name in settings.policies)
    folders = (Settings(policies=(), rules=(folder,)) for folder in rules)
    return _each_once(partial(in_force, each) for each in (*alone, *folders, settings))


def _each_once(reads: Iterable[Callable[[], object]]) -> list[AuditorError]:
    found: dict[str, AuditorError] = {}
    for read in reads:
        try:
            read()
        except AuditorError as error:
            found.setdefault(str(error), error)
    return list(found.values())


def _counted(packs: Sequence[RulePack]) -> str:
    number = sum(len(pack.rules) + len(pack.policies) for pack in packs)
    return f"{number} rule" if number == 1 else f"{number} rules"
