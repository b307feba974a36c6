"""The words of others that packs use, labels of the language model and facts of subjects, against those there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum

from auditor.base.errors import PackError
from auditor.base.mistakes import every
from auditor.packs import values
from auditor.records.rules import Condition, PatternLabel, PolicyQuestion, PolicyRule, RulePack

FactType = type | Collection[str]
"""The type of a policy's fact: bool, int, float, str, an enumeration, or the words that it may be."""


def check_labels(pack: RulePack, labels: Mapping[str, Collection[str]]) -> None:
    """Raises PackError for the labels in patterns of `pack` that the language model does not have."""

    def check(named: PatternLabel) -> None:
        known = labels.get(named.attribute)
        if known is not None and named.value not in known:
            hint = values.suggestion(named.value, sorted(known), "The model's labels")
            message = f"the language model knows no {named.attribute} '{named.value}'"
            raise PackError(message, code="A241", at=named.at, hint=hint)

    every(check, (label for rule in pack.rules for label in rule.labels))


def check_facts(pack: RulePack, facts: Mapping[str, Mapping[str, FactType]]) -> None:
    """Raises PackError for the conditions of `pack` that name an unknown fact or an impossible value.

    `facts` says for each subject which facts it has and what they are.
    """
    entries: list[PolicyRule | PolicyQuestion] = [*pack.policies, *pack.questions]
    every(lambda entry: check_conditions(entry, facts), entries)


def check_conditions(entry: PolicyRule | PolicyQuestion, facts: Mapping[str, Mapping[str, FactType]]) -> None:
    """Raises PackError for the conditions of one policy rule or question, as `check_facts` does for those of a pack."""
    more = (*entry.require, *entry.forbid) if isinstance(entry, PolicyRule) else ()
    _check_conditions(entry.for_each, (*entry.where, *more), facts)


def _check_conditions(
    subject: str, conditions: Iterable[Condition], facts: Mapping[str, Mapping[str, FactType]]
) -> None:
    known = facts.get(subject, {})

    def check(condition: Condition) -> None:
        if condition.fact not in known:
            article = "an" if subject[0] in "aeiou" else "a"
            hint = values.suggestion(condition.fact, sorted(known), f"Facts of {article} {subject}")
            message = f"{article} {subject} has no fact '{condition.fact}'"
            raise PackError(message, code="A250", at=condition.at, hint=hint)
        _check_value(condition, known[condition.fact])

    every(check, conditions)


def _check_value(condition: Condition, fact: FactType) -> None:
    words = words_of(fact)
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if condition.op.startswith("at_") and fact not in (int, float):
        hint = "at_least and at_most compare numbers."
        raise PackError(f"'{condition.fact}' is no number", code="A251", at=condition.at, hint=hint)
    for each in given:
        if words is not None:
            fits, wanted = each in words, values.suggestion(str(each), words, "It may be")
        else:
            fits, wanted = _is_a(each, fact), f"It is {_NOUNS.get(fact, 'a word')}."
        if not fits:
            message = f"'{condition.fact}' is never {_shown(each)}"
            raise PackError(message, code="A251", at=condition.at, hint=wanted)


def _shown(value: object) -> str:
    return f"the word '{value}'" if isinstance(value, str) else str(value).lower()


_NOUNS: Mapping[object, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a word",
}


def words_of(fact: FactType) -> tuple[str, ...] | None:
    """The words that a fact may be, if it is one of a closed set."""
    if isinstance(fact, type):
        return tuple(str(member.value) for member in fact) if issubclass(fact, Enum) else None
    return tuple(str(each) for each in fact)


def _is_a(value: object, fact: FactType) -> bool:
    if fact is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is fact
