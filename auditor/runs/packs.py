"""The rule packs in force by settings: which, with which of their policy rules, and how grave those are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from auditor.base.errors import PackError, UsageError
from auditor.judging import terms
from auditor.packs import values
from auditor.packs.kept import Keep, load_kept
from auditor.packs.load import ALWAYS, installed, load_packs, shipped
from auditor.packs.own import own_packs
from auditor.records.article import Note
from auditor.records.rules import PolicyRule, RulePack
from auditor.render.wording import some
from auditor.settings.settings import Settings

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class InForce:
    """The packs for an audit, without the policy rules that the settings leave out."""

    packs: tuple[RulePack, ...]
    off: frozenset[str] = frozenset()
    """The ids of the policy rules that are left out."""
    notes: tuple[Note, ...] = ()
    """What every report says of it, so that nobody takes silence for approval."""
    keep: Keep | None = None
    """Where it is kept what becomes of the packs."""


def packs_of(settings: Settings) -> tuple[RulePack, ...]:
    """The packs in force: the detections that ship, the policies by name, and folders of one's own."""
    return in_force(settings).packs


def in_force(settings: Settings, keep: Keep | None = None) -> InForce:
    """What is in force by `settings`; raises PackError, and UsageError A016 for a rule that there is not.

    Packs that are kept ready are not read again.
    """
    packs = _loaded(settings, keep)
    known = [policy for pack in packs for policy in pack.policies]
    _check(settings, packs)
    off = frozenset(policy.id for policy in known if _is_off(policy, settings))
    others = {policy.id: it for policy in known if (it := _changed(policy, settings)) is not policy}
    if not off and not others:
        return InForce(packs, keep=keep)
    chosen = tuple(
        replace(pack, policies=tuple(others.get(p.id, p) for p in pack.policies if p.id not in off)) for pack in packs
    )
    notes = tuple(_notes(off, [policy for id_, policy in others.items() if id_ not in off]))
    return InForce(chosen, off, notes, keep)


def fits(selector: str, policy: str) -> bool:
    """Whether a selector means the policy rule with this id: by the id, the name of its pack, or a pattern."""
    return policy == selector or policy.startswith(f"{selector.rstrip('/')}/") or fnmatchcase(policy, selector)


def _loaded(settings: Settings, keep: Keep | None) -> tuple[RulePack, ...]:
    folders, own = own_packs([Path(folder) for folder in settings.rules])
    ships = shipped()
    here = ships if set(settings.policies) <= ships.keys() else {**installed(), **ships}
    for name in settings.policies:
        if name not in own and name not in here:
            hint = values.suggestion(name, sorted({*here, *own}), "Packs that are here")
            more = " A pack of your own is found by its name in the folders that --rules names."
            raise PackError(f"there is no pack '{name}'", code="A201", hint=hint + more)
    named = [own[name] for name in settings.policies if name not in here]
    names = [name for name in (*ALWAYS, *settings.policies) if name in here]
    return load_kept(keep, tuple(dict.fromkeys(names)), list(dict.fromkeys((*named, *folders))), terms.check)


def _is_off(policy: PolicyRule, settings: Settings) -> bool:
    chosen = not settings.select or any(fits(each, policy.id) for each in settings.select)
    return not chosen or any(fits(each, policy.id) for each in settings.ignore_rules)


def _changed(policy: PolicyRule, settings: Settings) -> PolicyRule:
    wanted = next((grave for rule, grave in reversed(settings.severity) if fits(rule, policy.id)), policy.severity)
    return policy if wanted is policy.severity else replace(policy, severity=wanted)


def _check(settings: Settings, packs: Sequence[RulePack]) -> None:
    """Raises UsageError A016 for a selector that fits no policy rule, of the packs in force or of any that ships."""
    ids = [policy.id for pack in packs for policy in pack.policies]
    severities = tuple(rule for rule, _ in settings.severity)
    sorts = (("select", settings.select), ("ignore", settings.ignore_rules), ("severity", severities))
    missing = [(sort, each) for sort, chosen in sorts for each in chosen if not any(fits(each, id_) for id_ in ids)]
    if not missing:
        return
    elsewhere = [policy.id for pack in load_packs(tuple(shipped())) for policy in pack.policies]
    for sort, each in missing:
        if any(fits(each, id_) for id_ in elsewhere):
            if sort == "select":
                hint = f"put its pack in force: --policy {each.partition('/')[0]}"
                raise UsageError(f"{each} is not in force, and cannot be selected", code="A016", hint=hint)
            continue
        detections = [rule.id for pack in packs for rule in pack.rules]
        if any(fits(each, id_) for id_ in detections):
            message = f"{each} is no policy rule: it finds things, and objects to nothing"
            raise UsageError(message, code="A016", hint="auditor policies lists the policy rules")
        names = ids if each.strip("/").count("/") else [pack.name for pack in packs if pack.policies]
        hint = values.suggestion(each, sorted(names), "In force are")
        raise UsageError(f"there is no policy rule '{each}', as {sort} names it", code="A016", hint=hint)


def _notes(off: frozenset[str], changed: Sequence[PolicyRule]) -> Iterator[Note]:
    if off:
        yield Note("settings", f"by the settings, rules that are not in force: {some(sorted(off), _MOST_NAMED)}")
    if changed:
        told = sorted(f"{policy.id} ({policy.severity})" for policy in changed)
        yield Note(
            "settings", f"by the settings, rules with another severity than their own: {some(told, _MOST_NAMED)}"
        )
