"""Policies side by side: which newsroom asks for which check, and what becomes of the checks that no rule makes.

The checks are those that the written standards of newsrooms share, numbered C1 to C39.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.records.rules import Demand, PolicyRule, RulePack, Verified

CHECKS: Mapping[str, str] = {
    "C1": "a reason for anonymity is given",
    "C2": "the reason is no formula",
    "C3": "no bare “source”",
    "C4": "the description says more than a class",
    "C5": "how the source knows",
    "C6": "motive, side or bias is shown",
    "C7": "no anonymous opinion or speculation",
    "C8": "no anonymous attack",
    "C9": "no anonymous praise",
    "C10": "no direct quotation of an unnamed source",
    "C11": "no anonymous source carries lead, headline or first quotation",
    "C12": "the number of sources is stated",
    "C13": "a plural only for more than one",
    "C14": "no accusation on a single unnamed source",
    "C15": "attribution in the same sentence",
    "C16": "attribution repeated, no stranded detail",
    "C17": "the speaker of a quotation is named early",
    "C18": "two speakers are not run together",
    "C19": "the accused is heard, or it is said that there was no answer",
    "C20": "the answer stands with the accusation",
    "C21": "nobody declines comment who speaks unnamed",
    "C22": "no loaded verb for a non-response",
    "C23": "a fact at second hand names its outlet",
    "C24": "and says that the outlet relied on unnamed people",
    "C25": "credit for who broke the story",
    "C26": "no hedge in place of an attribution",
    "C27": "no loaded verb of attribution",
    "C28": "no verb that is no verb of speech",
    "C29": "no pseudonym; a partial name is disclosed",
    "C30": "documents are described",
    "C31": "it is said how far a claim was checked",
    "C32": "the headline has a source",
    "C33": "anonymity is not over-used",
    "C34": "who knows the source and who approved it is recorded",
    "C35": "a story with anonymous sources is signed",
    "C36": "quotations are exact",
    "C37": "no anonymous source for the obvious",
    "C38": "spokespeople are named",
    "C39": "the outlet publishes a policy on unnamed sources",
}
"""Every check and what it wants."""

UNANSWERED: Mapping[str, str] = {
    "C39": "It is a property of a web site and its metadata, not of any draft.",
}
"""Checks that neither a rule nor a question makes, and why."""

_OWN = {Demand.REQUIRES: "R", Demand.ADVISES: "A"}
_NONE = "·"


def newsrooms(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    """The packs that stand for a newsroom or a code: those with rules that quote a standard."""
    return tuple(pack for pack in packs if any(rule.standard for rule in pack.policies))


def root(rule: PolicyRule) -> str:
    """The id of the rule that `rule` changes or takes over, or its own."""
    return rule.extends or rule.id


def cell(rule: PolicyRule) -> str:
    """R for requires, A for advises, in lower case where that is known at second hand; + for a rule of our own."""
    if rule.standard is None:
        return "+"
    letter = _OWN[rule.standard.demand]
    return letter if rule.standard.verified is Verified.OWN_TEXT else letter.lower()


def matrix(packs: Sequence[RulePack]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The names of the columns, and a row a check: its number, what it wants, and a cell a pack."""
    rooms = newsrooms(packs)
    head = ("check", "what it wants", *(pack.name for pack in rooms))
    rows = []
    for number, what in CHECKS.items():
        cells = [_strongest(rule for rule in pack.policies if rule.check == number) for pack in rooms]
        if any(each != _NONE for each in cells):
            rows.append((number, what, *cells))
    return head, rows


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


def document(packs: Sequence[RulePack]) -> str:
    """The generated part of docs/policies.md: the packs, the matrix and what becomes of each check."""
    return "\n".join([*_listing(packs), "", *_matrix(packs), "", *_checks(packs)]) + "\n"


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


def _matrix(packs: Sequence[RulePack]) -> Iterator[str]:
    head, rows = matrix(packs)
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


def _checks(packs: Sequence[RulePack]) -> Iterator[str]:
    yield "### What becomes of each check"
    yield ""
    yield "| check | wants | rules | questions for people |"
    yield "|---|---|---|---|"
    for number, what in CHECKS.items():
        rules = dict.fromkeys(root(r) for p in packs for r in p.policies if r.check == number)
        asked = dict.fromkeys(q.ask for p in packs if p.name == "common" for q in p.questions if number in q.checks)
        why = UNANSWERED.get(number, "") if not rules and not asked else ""
        shown = ", ".join(f"`{name}`" for name in rules) or ("none" if asked else f"none: {why}")
        yield f"| {number} | {what} | {shown} | {' '.join(asked) or '–'} |"
