"""What a policy rule and a question of the checklist may contain, on their own or as a change of another.

Errors are PackErrors with their place; docs/rules.md lists the codes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from auditor.base.errors import PackError
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


def policy(
    node: Node, policy_id: str, path: str, checks: Collection[str], base: PolicyRule | None = None
) -> PolicyRule:
    """A policy rule, or `base` with the keys that `node` gives; its facts are checked by `schema.check_facts`.

    `checks` are the numbers of the checks that newsrooms share.
    """
    entries = values.mapping(node, POLICY_KEYS, () if base is not None else NEEDS)
    if base is None and entries.get("require") is None and entries.get("forbid") is None:
        hint = "Say under `require` what must hold, or under `forbid` what must not."
        raise PackError("the key 'require' is missing", code="A211", at=node.at, hint=hint)
    rule = _own(entries, policy_id) if base is None else _changed(entries, base, policy_id)
    return replace(
        rule,
        check=_check(entries.get("check"), checks) or rule.check,
        standard=_standard(entries.get("standard")) or rule.standard,
        references=values.words(entries.get("references")) or rule.references,
        caution=_text(entries, "caution") or rule.caution,
        mend=_mend(entries, rule),
        path=path,
        line=node.at.line,
    )


def _own(entries: Mapping, policy_id: str) -> PolicyRule:
    match, no_match = examples.policy_examples(_needed(entries, "examples"))
    return PolicyRule(
        id=policy_id,
        for_each=values.choice(_needed(entries, "for_each"), SUBJECTS),
        where=_conditions(entries.get("where")),
        require=_conditions(entries.get("require")),
        forbid=_conditions(entries.get("forbid")),
        severity=values.member(entries.get("severity"), Severity, Severity.WARNING),
        confidence=values.member(entries.get("confidence"), Confidence, Confidence.HIGH),
        message=_message(_needed(entries, "message")),
        why=values.word(_needed(entries, "why")),
        match=match,
        no_match=no_match,
    )


def _changed(entries: Mapping, base: PolicyRule, policy_id: str) -> PolicyRule:
    """`base` with what `entries` say; where they ask for something else, its examples must be their own."""
    changes = [key for key in ("for_each", "where", "require", "forbid") if entries.get(key) is not None]
    given = entries.get("examples")
    if changes and given is None:
        hint = "Give `examples` that show what the changed rule finds and what it leaves alone."
        message = f"'{changes[0]}' is changed, and the examples are those of {base.id}"
        raise PackError(message, code="A220", at=_needed(entries, changes[0]).at, hint=hint)
    match, no_match = examples.policy_examples(given) if given is not None else (base.match, base.no_match)
    words, subject = entries.get("message"), entries.get("for_each")
    return replace(
        base,
        id=policy_id,
        for_each=values.choice(subject, SUBJECTS) if subject is not None else base.for_each,
        where=_conditions(entries.get("where")) or base.where,
        require=_conditions(entries.get("require")) or (() if entries.get("forbid") is not None else base.require),
        forbid=_conditions(entries.get("forbid")) or (() if entries.get("require") is not None else base.forbid),
        severity=values.member(entries.get("severity"), Severity, base.severity),
        confidence=values.member(entries.get("confidence"), Confidence, base.confidence),
        message=_message(words) if words is not None else base.message,
        why=_text(entries, "why") or base.why,
        match=match,
        no_match=no_match,
        extends=base.id,
        is_changed=given is not None,
    )


def taken_over(base: PolicyRule, policy_id: str) -> PolicyRule:
    """`base` unchanged, under the id that it has in a pack that takes it over."""
    return replace(base, id=policy_id, extends=base.id, is_changed=False)


def _needed(entries: Mapping, key: str) -> Node:
    node = entries.get(key)
    assert node is not None, f"values.mapping lets nothing pass without {key}"
    return node


def _text(entries: Mapping, key: str) -> str:
    node = entries.get(key)
    return values.word(node) if node is not None else ""


def _message(node: Node) -> str:
    message = values.scalar(node)
    values.placeholders(message)
    return message.text


def _mend(entries: Mapping, rule: PolicyRule) -> str:
    """What the file says would mend it, or what `rule` inherits unless the file says that something else is wrong."""
    mend = entries.get("mend")
    if mend is not None:
        return _message(mend)
    return rule.mend if entries.get("message") is None else ""


def _check(node: Node | None, checks: Collection[str]) -> str:
    if node is None:
        return ""
    text = values.word(node)
    if text not in checks:
        first, *_, last = checks
        hint = f"Checks are numbered {first} to {last} in docs/policies.md; leave the key out for one of your own."
        raise PackError(f"'{text}' is no check", code="A218", at=node.at, hint=hint)
    return text


def _standard(node: Node | None) -> Standard | None:
    if node is None:
        return None
    entries = values.mapping(node, STANDARD_KEYS, STANDARD_KEYS)
    year = values.word(_needed(entries, "year"))
    if not _YEAR.fullmatch(year):
        hint = 'Write "2017", "about 2017" or "undated".'
        raise PackError(f"'{year}' is no year", code="A218", at=_needed(entries, "year").at, hint=hint)
    return Standard(
        says=values.word(_needed(entries, "says")),
        demand=Demand(values.choice(_needed(entries, "demand"), tuple(Demand))),
        verified=Verified(values.choice(_needed(entries, "verified"), tuple(Verified))),
        year=year,
        source=values.word(_needed(entries, "source")),
    )


# ---------------------------------------------------------------- questions


def question(
    node: Node, question_id: str, path: str, known: Collection[str], base: PolicyQuestion | None = None
) -> PolicyQuestion:
    """A question of the checklist, or `base` with the keys that `node` gives; `known` are numbers of checks."""
    entries = values.mapping(node, QUESTION_KEYS, () if base is not None else QUESTION_NEEDS)
    if base is None:
        subject = values.choice(_needed(entries, "for_each"), SUBJECTS)
        base = PolicyQuestion(question_id, "", "", subject, ())
    checks = entries.get("checks")
    return replace(
        base,
        id=question_id,
        ask=_text(entries, "ask") or base.ask,
        why=_text(entries, "why") or base.why,
        where=_conditions(entries.get("where")) or base.where,
        checks=tuple(_check(item, known) for item in values.items(checks)) if checks is not None else base.checks,
        references=values.words(entries.get("references")) or base.references,
        path=path,
        line=node.at.line,
    )


# ---------------------------------------------------------------- conditions


def _conditions(node: Node | None) -> tuple[Condition, ...]:
    if node is None:
        return ()
    if not isinstance(node, yamlpos.Mapping) or not node.entries:
        hint = "Write `fact: value`, each on its own line."
        raise PackError("a mapping from facts to values is wanted here", code="A212", at=node.at, hint=hint)
    return tuple(_condition(fact, wanted) for fact, wanted in node.entries)


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
