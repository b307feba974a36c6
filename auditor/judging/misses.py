"""Why a policy objects to nothing in an article: the subjects there are, and which conditions they do not meet."""

from __future__ import annotations

from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.policy import WAIVER, made, meets, shown
from auditor.judging.subjects.record import Subject, opening_words
from auditor.records.rules import Condition, PolicyRule

_SHOWN = 2
"""So many subjects are told of, those that come nearest."""


def misses(case: Case, policy: PolicyRule) -> tuple[str, ...]:
    """A line for each of the subjects that come nearest to what `policy` objects to, with what is missing.

    Nothing for policies on waivers, which are judged by what others object to.
    """
    if policy.for_each == WAIVER:
        return ()
    subjects = made(policy.for_each, case)
    if not subjects:
        return (f"there is no {policy.for_each} in it",)
    ranked = sorted(subjects, key=lambda each: len(_unmet(policy, each)))
    told = [_line(policy, each) for each in ranked[:_SHOWN]]
    more = len(ranked) - len(told)
    return (*told, f"and {more} more of the kind '{policy.for_each}'") if more else tuple(told)


def _unmet(policy: PolicyRule, subject: Subject) -> list[Condition]:
    """The conditions under `where` that keep the policy from looking at a subject."""
    return [each for each in policy.where if not meets(each, subject.facts.get(each.fact))]


def _line(policy: PolicyRule, subject: Subject) -> str:
    reasons = [_not_as_wanted(each, subject) for each in _unmet(policy, subject)]
    if not reasons:
        reasons = [f"{each.fact} is {_value(subject.facts.get(each.fact))}, as it requires" for each in policy.require]
        reasons += [
            _not_as_wanted(each, subject, "it forbids")
            for each in policy.forbid
            if not meets(each, subject.facts.get(each.fact))
        ]
    label = subject.facts.get("label") or subject.facts.get("words") or ""
    name = f"{policy.for_each} {_value(opening_words(str(label)))}" if label else policy.for_each
    return f"{name}: {'; '.join(reasons)}"


def _not_as_wanted(condition: Condition, subject: Subject, verb: str = "wanted") -> str:
    return f"{condition.fact} is {_value(subject.facts.get(condition.fact))}, {verb} {_wanted(condition)}"


def _wanted(condition: Condition) -> str:
    value = condition.value
    if isinstance(value, tuple):
        return " or ".join(map(_value, value))
    words = {"is_not": "anything but {}", "at_least": "{} or more", "at_most": "{} or less"}.get(condition.op, "{}")
    return words.format(_value(value))


def _value(value: FactValue) -> str:
    return f"'{value}'" if isinstance(value, str) else shown(value)
