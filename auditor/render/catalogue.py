"""Policies side by side: which newsroom asks for which check, and what becomes of the checks that no rule makes.

The checks are those that the written standards of newsrooms share (rules/policies/checks.yaml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.records.rules import Check, Demand, PolicyRule, RulePack, Verified

_OWN = {Demand.REQUIRES: "R", Demand.ADVISES: "A"}
_NONE = "·"
_SIGN = {"R": "", "A": "", "r": "*", "a": "*", "+": "+"}


def newsrooms(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    """The packs that stand for a newsroom or a code: those with rules that quote a standard."""
    return tuple(pack for pack in packs if any(rule.standard for rule in pack.policies))


def root(rule: PolicyRule) -> str:
    """The id of the rule that `rule` changes or takes over, or its own."""
    return rule.extends or rule.id


def cell(rule: PolicyRule) -> str:
    """R for requires, A for advises, in lower case where known at second hand; + for a rule without a standard."""
    if rule.standard is None:
        return "+"
    letter = _OWN[rule.standard.demand]
    return letter if rule.standard.verified is Verified.OWN_TEXT else letter.lower()


def matrix(packs: Sequence[RulePack], checks: Mapping[str, Check]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The column names, and a row for each check that a pack makes: its number, what it wants, a cell for each pack."""
    rooms = newsrooms(packs)
    head = ("check", "what it wants", *(pack.name for pack in rooms))
    rows = []
    for number, check in checks.items():
        cells = [_strongest(rule for rule in pack.policies if rule.check == number) for pack in rooms]
        if any(each != _NONE for each in cells):
            rows.append((number, check.wants, *cells))
    return head, rows


def by_name(
    head: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], list[tuple[str, str, str, str]]]:
    """A matrix with newsrooms by name in the place of letters: those that require a check, and those that advise it.

    What is known at second hand has a star, a rule without a written standard a plus.
    """
    told = []
    for number, wants, *cells in rows:
        demands = dict(zip(head[2:], cells, strict=True))
        requiring = [f"{room}{_SIGN[cell]}" for room, cell in demands.items() if cell in "Rr+"]
        advising = [f"{room}{_SIGN[cell]}" for room, cell in demands.items() if cell in "Aa"]
        told.append((number, wants, ", ".join(requiring), ", ".join(advising)))
    return ("check", "what it wants", "required by", "advised by"), told


def _strongest(rules: Iterable[PolicyRule]) -> str:
    found = {cell(rule) for rule in rules}
    return next((each for each in ("R", "r", "A", "a", "+") if each in found), _NONE)


def differences(one: RulePack, other: RulePack) -> Iterator[tuple[str, str, str]]:
    """Each rule on which two packs differ: the rule, and what the one and the other say; a dash for nothing."""
    mine, theirs = ({root(rule): rule for rule in pack.policies} for pack in (one, other))
    for name in sorted({*mine, *theirs}):
        left, right = told(mine.get(name)), told(theirs.get(name))
        if left != right:
            yield name, left, right


def told(rule: PolicyRule | None) -> str:
    """A rule in a few words: severity, demand, year, and whether it asks for something of its own."""
    if rule is None:
        return "–"
    parts = [rule.severity.value]
    if rule.standard is not None:
        second = "" if rule.standard.verified is Verified.OWN_TEXT else ", at second hand"
        parts.append(f"{rule.standard.demand.value}, {rule.standard.year}{second}")
    if rule.is_changed:
        parts.append("with conditions of its own")
    return "; ".join(parts)


def document(packs: Sequence[RulePack], checks: Mapping[str, Check]) -> str:
    """The generated part of docs/policies.md: the packs, the matrix and what becomes of each check."""
    return "\n".join([*_listing(packs), "", *_matrix(packs, checks), "", *_checks(packs, checks)]) + "\n"


def _listing(packs: Sequence[RulePack]) -> Iterator[str]:
    yield "### The packs"
    yield ""
    yield "| pack | rules | from its own text | at second hand | questions | |"
    yield "|---|---|---|---|---|---|"
    for pack in packs:
        if not pack.policies:
            continue
        own = sum(r.standard is not None and r.standard.verified is Verified.OWN_TEXT for r in pack.policies)
        second = sum(r.standard is not None for r in pack.policies) - own
        counts = (len(pack.policies), own, second, len(pack.questions))
        yield f"| `{pack.name}` | {' | '.join(map(str, counts))} | {pack.description} |"


def _matrix(packs: Sequence[RulePack], checks: Mapping[str, Check]) -> Iterator[str]:
    head, rows = matrix(packs, checks)
    yield "### Who asks for what"
    yield ""
    yield (
        "R requires, A advises; in lower case where it was found only at second hand. A point says that nothing was"
        " found, which is not the same as that there is nothing."
    )
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for cells in rows:
        yield f"| {' | '.join(cells)} |"


def _checks(packs: Sequence[RulePack], checks: Mapping[str, Check]) -> Iterator[str]:
    yield "### What becomes of each check"
    yield ""
    yield "| check | wants | rules | questions for people |"
    yield "|---|---|---|---|"
    for number, check in checks.items():
        rules = dict.fromkeys(root(r) for p in packs for r in p.policies if r.check == number)
        asked = dict.fromkeys(q.ask for p in packs if p.name == "common" for q in p.questions if number in q.checks)
        why = check.nobody if not rules and not asked else ""
        shown = ", ".join(f"`{name}`" for name in rules) or ("none" if asked else f"none: {why}")
        yield f"| {number} | {check.wants} | {shown} | {' '.join(asked) or '–'} |"
