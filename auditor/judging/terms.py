"""The terms in which policies and questions may speak: the facts there are, in conditions and in messages."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes
from auditor.judging.facts import FACTS, TABLE
from auditor.packs.vocabulary import check_conditions
from auditor.records.rules import PolicyQuestion, PolicyRule


def check(entry: PolicyRule | PolicyQuestion) -> None:
    """Raises PackError for all that `entry` says of facts that there are not, or that cannot be as it says.

    In a policy rule, that is also a message that names no fact, and a share that is judged without a minimum.
    """
    told = Mistakes()
    told.attempt(None, check_conditions, entry, FACTS)
    if isinstance(entry, PolicyRule):
        for mistake in (*_strange_words(entry), *_shares_of_nothing(entry)):
            told.add(mistake)
    told.end()


def _strange_words(policy: PolicyRule) -> Iterator[PackError]:
    """Placeholders that are no facts, or that are more than a name."""
    facts = TABLE[policy.for_each]
    article = "an" if policy.for_each[0] in "aeiou" else "a"
    hint = f"Placeholders of {article} {policy.for_each}: {', '.join(sorted(facts))}."
    parts = (("message", policy.message, policy.message_at), ("mend", policy.mend, policy.mend_at))
    for where, words, at in parts:
        for _, name, form, conversion in Formatter().parse(words):
            if name is not None and name not in facts:
                message = f"the {where} names '{name}', which is no fact"
                yield PackError(message, code="A253", at=at or _at(policy), hint=hint)
            elif form or conversion:
                message = f"the {where} gives '{name}' a format"
                yield PackError(message, code="A253", at=at or _at(policy), hint="Write {name} only.")


def _shares_of_nothing(policy: PolicyRule) -> Iterator[PackError]:
    """Shares that are judged however few the whole is."""
    facts = TABLE[policy.for_each]
    minima = {c.fact for c in policy.where if c.op == "at_least"}
    for condition in (*policy.require, *policy.forbid):
        basis = facts[condition.fact].basis if condition.fact in facts else ""
        if basis and basis not in minima:
            message = f"'{condition.fact}' is a share, and the rule sets no minimum for '{basis}'"
            hint = f"Add `{basis}: {{at_least: 4}}` under `where`: shares of few say little."
            yield PackError(message, code="A254", at=condition.at or _at(policy), hint=hint)


def _at(policy: PolicyRule) -> At | None:
    return At(policy.path, policy.line) if policy.path else None
