"""What a policy rule and a question of the checklist may contain, on their own or as a change of another.

Errors are PackErrors with their place; docs/rules.md lists the codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes, every
from auditor.packs import examples, values, yamlpos
from auditor.packs.yamlpos import Mapping, Node, Scalar
from auditor.records.rules import Condition, Demand, PolicyQuestion, PolicyRule, Standard, Verified
from auditor.records.scales import Confidence, Severity

SUBJECTS = (
    "article", "footing", "source", "statement", "grant", "non_response", "quotation", "accusation", "relayed",
    "wording", "waiver", "ledger",
)  # fmt: skip
"""The kinds of subject that a policy may judge, as `for_each` names them."""

POLICY_KEYS = (
    "extends", "check", "for_each", "where", "require", "forbid", "severity", "confidence", "message", "mend",
    "why", "caution", "standard", "references", "examples",
)  # fmt: skip
QUESTION_KEYS = ("extends", "ask", "why", "for_each", "where", "checks", "references")
STANDARD_KEYS = ("says", "demand", "verified", "year", "source")
NEEDS = ("for_each", "severity", "message", "why", "examples")
QUESTION_NEEDS = ("ask", "why", "for_each")
_COMPARISONS = ("is", "is_not", "in", "at_least", "at_most")
_YEAR = re.compile(r"(?:about )?(?:19|20)\d\d|undated")


def base_of(node: Node) -> Scalar | None:
    """The id of the rule or question that this one changes, if it changes one."""
    named = node.get("extends") if isinstance(node, Mapping) else None
    return None if named is None else values.scalar(named)


# ---------------------------------------------------------------- rules


Judge = Callable[[PolicyRule | PolicyQuestion], None]
"""Raises PackError for what is wrong with a rule or a question beyond its form: facts that there are not."""


def policy(
    node: Node,
    policy_id: str,
    path: str,
    checks: Collection[str],
    base: PolicyRule | None = None,
    judge: Judge | None = None,
) -> PolicyRule:
    """A policy rule, or `base` with the keys that `node` gives; raises PackError for all that is not in order.

    `checks` are the numbers of the checks that newsrooms share.
    """
    told = Mistakes()
    entries = values.keys(told, node, POLICY_KEYS, () if base is not None else NEEDS)
    if base is None:
        _check_wanted(entries, told)
    elif (changes := _changes(entries)) and entries.get("examples") is None:
        hint = "Give `examples` that show what the changed rule finds and what it leaves alone."
        message = f"'{changes[0].text}' is changed, and the examples are those of {base.id}"
        told.add(PackError(message, code="A220", at=_needed(entries, changes[0].text).at, hint=hint))
    read = values.Reader(told, entries).read
    rule = _own(entries, policy_id, told) if base is None else _changed(entries, base, policy_id, told)
    made = replace(
        rule,
        check=read("check", "", _check, checks) or rule.check,
        standard=read("standard", None, _standard) or rule.standard,
        references=read("references", (), values.words) or rule.references,
        caution=read("caution", "", values.word) or rule.caution,
        mend=read("mend", "", _message) or (rule.mend if entries.get("message") is None else ""),
        path=path,
        line=node.at.line,
        message_at=_place(entries, "message") or rule.message_at,
        mend_at=_place(entries, "mend") or rule.mend_at,
    )
    _judge(made, entries, told, judge)
    told.end()
    return made


def _place(entries: Mapping, key: str) -> At | None:
    node = entries.get(key)
    return None if node is None else node.at


def _judge(made: PolicyRule | PolicyQuestion, entries: Mapping, told: Mistakes, judge: Judge | None) -> None:
    """Has `made` judged, but for one whose subject or conditions could not be read: that would tell of what follows."""
    is_lost = not made.for_each or (entries.get("where") is not None and not made.where)
    if judge is not None and not is_lost:
        told.attempt(None, judge, made)


def _check_wanted(entries: Mapping, told: Mistakes) -> None:
    """Tells of a rule that requires and forbids nothing, unless a misspelt key may do so."""
    either = ("require", "forbid")
    strange = (key.text for key, _ in entries.entries if key.text not in POLICY_KEYS)
    if all(entries.get(key) is None for key in either) and not any(values.closest(key, either) for key in strange):
        hint = "Say under `require` what must hold, or under `forbid` what must not."
        told.add(PackError("the key 'require' is missing", code="A211", at=entries.at, hint=hint))


def _changes(entries: Mapping) -> list[Scalar]:
    """The keys that change what a rule asks for."""
    first = ("for_each", "where", "require", "forbid")
    given = {key.text: key for key, _ in entries.entries}
    return [given[key] for key in first if key in given]


def _own(entries: Mapping, policy_id: str, told: Mistakes) -> PolicyRule:
    read = values.Reader(told, entries).read
    match, no_match = read("examples", ((), ()), examples.policy_examples)
    return PolicyRule(
        id=policy_id,
        for_each=read("for_each", "", values.choice, SUBJECTS),
        where=read("where", (), _conditions),
        require=read("require", (), _conditions),
        forbid=read("forbid", (), _conditions),
        severity=read("severity", Severity.WARNING, values.member, Severity, Severity.WARNING),
        confidence=read("confidence", Confidence.HIGH, values.member, Confidence, Confidence.HIGH),
        message=read("message", "", _message),
        why=read("why", "", values.word),
        match=match,
        no_match=no_match,
    )


def _changed(entries: Mapping, base: PolicyRule, policy_id: str, told: Mistakes) -> PolicyRule:
    """`base` with what `entries` say; where they ask for something else, its examples must be their own."""
    read = values.Reader(told, entries).read
    match, no_match = read("examples", (base.match, base.no_match), examples.policy_examples)
    return replace(
        base,
        id=policy_id,
        for_each=read("for_each", base.for_each, values.choice, SUBJECTS),
        where=read("where", base.where, _conditions),
        require=read("require", () if entries.get("forbid") is not None else base.require, _conditions),
        forbid=read("forbid", () if entries.get("require") is not None else base.forbid, _conditions),
        severity=read("severity", base.severity, values.member, Severity, base.severity),
        confidence=read("confidence", base.confidence, values.member, Confidence, base.confidence),
        message=read("message", base.message, _message),
        why=read("why", base.why, values.word),
        match=match,
        no_match=no_match,
        extends=base.id,
        is_changed=entries.get("examples") is not None,
    )


def taken_over(base: PolicyRule, policy_id: str) -> PolicyRule:
    """`base` unchanged, under the id that it has in a pack that takes it over."""
    return replace(base, id=policy_id, extends=base.id, is_changed=False)


def _needed(entries: Mapping, key: str) -> Node:
    node = entries.get(key)
    assert node is not None, f"values.mapping lets nothing pass without {key}"
    return node


def _message(node: Node) -> str:
    message = values.scalar(node)
    values.placeholders(message)
    return message.text


def _check(node: Node, checks: Collection[str]) -> str:
    text = values.word(node)
    if text not in checks:
        first, *_, last = checks
        hint = f"Checks are numbered {first} to {last} in docs/policies.md; leave the key out for one of your own."
        raise PackError(f"'{text}' is no check", code="A218", at=node.at, hint=hint)
    return text


def _standard(node: Node) -> Standard:
    told = Mistakes()
    entries = values.keys(told, node, STANDARD_KEYS, STANDARD_KEYS)
    read = values.Reader(told, entries).read
    made = Standard(
        says=read("says", "", values.word),
        demand=read("demand", Demand.REQUIRES, values.member, Demand, Demand.REQUIRES),
        verified=read("verified", Verified.OWN_TEXT, values.member, Verified, Verified.OWN_TEXT),
        year=read("year", "", _year),
        source=read("source", "", values.word),
    )
    told.end()
    return made


def _year(node: Node) -> str:
    year = values.word(node)
    if not _YEAR.fullmatch(year):
        hint = 'Write "2017", "about 2017" or "undated".'
        raise PackError(f"'{year}' is no year", code="A218", at=node.at, hint=hint)
    return year


# ---------------------------------------------------------------- questions


def question(
    node: Node,
    question_id: str,
    path: str,
    known: Collection[str],
    base: PolicyQuestion | None = None,
    judge: Judge | None = None,
) -> PolicyQuestion:
    """A question of the checklist, or `base` with the keys that `node` gives; `known` are numbers of checks."""
    told = Mistakes()
    entries = values.keys(told, node, QUESTION_KEYS, () if base is not None else QUESTION_NEEDS)
    read = values.Reader(told, entries).read
    if base is None:
        base = PolicyQuestion(question_id, "", "", read("for_each", "", values.choice, SUBJECTS), ())
    made = replace(
        base,
        id=question_id,
        ask=read("ask", base.ask, values.word),
        why=read("why", base.why, values.word),
        where=read("where", base.where, _conditions),
        checks=read("checks", base.checks, lambda node: every(partial(_check, checks=known), values.items(node))),
        references=read("references", (), values.words) or base.references,
        path=path,
        line=node.at.line,
    )
    _judge(made, entries, told, judge)
    told.end()
    return made


# ---------------------------------------------------------------- conditions


def _conditions(node: Node) -> tuple[Condition, ...]:
    if not isinstance(node, yamlpos.Mapping) or not node.entries:
        hint = "Write `fact: value`, each on its own line."
        raise PackError("a mapping from facts to values is wanted here", code="A212", at=node.at, hint=hint)
    return every(lambda entry: _condition(*entry), node.entries)


def _condition(fact: Scalar, wanted: Node) -> Condition:
    if not isinstance(wanted, yamlpos.Mapping):
        if isinstance(wanted, yamlpos.Sequence):
            hint = "Write {in: [...]} for one of several values."
            raise PackError("one value is wanted here, not a list", code="A212", at=wanted.at, hint=hint)
        return Condition(fact.text, "is", values.value(wanted), fact.at)
    comparison = values.mapping(wanted, _COMPARISONS)
    if len(comparison.entries) != 1:
        hint = "Write the fact once under `where` and once under `require`, or make two rules."
        raise PackError("one comparison is wanted here", code="A212", at=wanted.at, hint=hint)
    op, operand = comparison.entries[0]
    if op.text == "in":
        return Condition(fact.text, op.text, values.words(operand), fact.at)
    compared = values.number(operand) if op.text.startswith("at_") else values.value(operand)
    if isinstance(compared, tuple):
        hint = "Write {in: [...]} for one of several values."
        raise PackError("one value is wanted here, not a list", code="A212", at=operand.at, hint=hint)
    return Condition(fact.text, op.text, compared, fact.at)
