"""Judging an article by policies: for each subject that a rule is about, what it requires must hold.

What it forbids must not, and what a text cannot answer is asked. A rule is data: conditions on the facts of
`facts.TABLE`, and a message made of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from string import Formatter

from auditor.appraisal import Question
from auditor.cases import Case
from auditor.errors import At, PackError
from auditor.facts import TABLE, FactValue
from auditor.model import (
    Condition,
    Evidence,
    Finding,
    FoundBy,
    Note,
    PolicyQuestion,
    PolicyRule,
    Standard,
    Verified,
)
from auditor.spans import Span
from auditor.subjects.dispatch import subjects
from auditor.subjects.record import Subject

_VERIFIED = {
    Verified.OWN_TEXT: "read in its own text",
    Verified.SECOND_HAND: "known at second hand",
}


def evaluate(case: Case, policies: Sequence[PolicyRule]) -> tuple[Finding, ...]:
    """What `policies` object to in `case`, by place, then the gravest first; first what concerns the whole article."""
    made = _subjects_of(case, policies)
    objections = [
        (subject, policy)
        for policy in policies
        for subject in made[policy.for_each]
        if _holds(policy.where, subject) and _is_wrong(policy, subject)
    ]
    objections.sort(key=lambda pair: (_place(pair[0].span), pair[1].rank, pair[0].id or ""))
    return tuple(_findings(case, objections))


def unjudged(case: Case, policies: Sequence[PolicyRule]) -> tuple[Note, ...]:
    """What `policies` would judge if there were more of it: a share of too few says little, and the report says so."""
    found = []
    sharing = [policy for policy in policies if _minima(policy)]
    made = _subjects_of(case, sharing)
    for policy in sharing:
        minima = _minima(policy)
        others = [c for c in policy.where if c not in minima]
        for subject in made[policy.for_each]:
            short = [c for c in minima if not _meets(c, subject.facts.get(c.fact))]
            if short and _holds(others, subject):
                few = (f"{c.fact} is {_shown(subject.facts.get(c.fact))}, not {c.value} or more" for c in short)
                found.append(Note("too-little", f"{policy.id} has too little to judge: {', '.join(few)}."))
    return tuple(dict.fromkeys(found))


def _subjects_of(case: Case, entries: Sequence[PolicyRule | PolicyQuestion]) -> dict[str, tuple[Subject, ...]]:
    """What `entries` are about in `case`, by its kind; each kind is made once."""
    return {kind: subjects(kind, case) for kind in sorted({entry.for_each for entry in entries})}


def _minima(policy: PolicyRule) -> list[Condition]:
    """The conditions of `policy` that set the least of what a share it judges is a share of."""
    facts = TABLE[policy.for_each]
    bases = {facts[c.fact].basis for c in (*policy.require, *policy.forbid)} - {""}
    return [c for c in policy.where if c.fact in bases and c.op == "at_least"]


def ask(case: Case, questions: Sequence[PolicyQuestion]) -> tuple[Question, ...]:
    """The questions that `case` gives cause to ask, each once, with the packs that ask it, in their order."""
    made = _subjects_of(case, questions)
    asked: dict[str, tuple[str, list[str]]] = {}
    for question in questions:
        if any(_holds(question.where, subject) for subject in made[question.for_each]):
            _, packs = asked.setdefault(question.ask, (question.why, []))
            packs.append(question.id.partition("/")[0])
    return tuple(Question(words, why, tuple(dict.fromkeys(packs))) for words, (why, packs) in asked.items())


def check(policy: PolicyRule) -> None:
    """Raises PackError if the message of `policy` names no fact, or a share is judged without a minimum.

    The facts that its conditions name are checked where packs are read.
    """
    facts = TABLE[policy.for_each]
    at = At(policy.path, policy.line) if policy.path else None
    hint = f"Placeholders of a {policy.for_each}: {', '.join(sorted(facts))}."
    for _, name, form, conversion in Formatter().parse(policy.message):
        if name is not None and name not in facts:
            raise PackError(f"the message names '{name}', which is no fact", code="A253", at=at, hint=hint)
        if form or conversion:
            raise PackError(f"the message gives '{name}' a format", code="A253", at=at, hint="Write {name} only.")
    minima = {c.fact for c in policy.where if c.op == "at_least"}
    for condition in (*policy.require, *policy.forbid):
        basis = facts[condition.fact].basis if condition.fact in facts else ""
        if basis and basis not in minima:
            message = f"'{condition.fact}' is a share, and the rule sets no minimum for '{basis}'"
            hint = f"Add `{basis}: {{at_least: 4}}` under `where`: shares of few say little."
            raise PackError(message, code="A254", at=condition.at or at, hint=hint)


def fingerprint(policy_id: str, words: str, nth: int) -> str:
    """16 hexadecimal digits for the `nth` objection of a policy to these words; case and spaces aside."""
    normal = " ".join(words.lower().split())
    return hashlib.sha256(f"{policy_id}\n{normal}\n{nth}".encode()).hexdigest()[:16]


def _findings(case: Case, objections: Iterable[tuple[Subject, PolicyRule]]) -> Iterator[Finding]:
    seen: Counter[tuple[str, str]] = Counter()
    for number, (subject, policy) in enumerate(objections, 1):
        words = subject.span.of(case.article.text) if subject.span else ""
        key = (policy.id, " ".join(words.lower().split()))
        seen[key] += 1
        yield Finding(
            id=f"F{number}",
            policy=policy.id,
            severity=policy.severity,
            confidence=min(policy.confidence, subject.confidence),
            message=_message(policy, subject),
            span=subject.span,
            fingerprint=fingerprint(policy.id, words, seen[key]),
            subject=subject.id,
            evidence=_evidence(policy, subject),
            caution=policy.caution,
            standard=_standard(policy.standard) if policy.standard else "",
        )


def _evidence(policy: PolicyRule, subject: Subject) -> tuple[Evidence, ...]:
    if subject.span is None:
        return subject.evidence
    failed = [c for c in policy.require if not _meets(c, subject.facts.get(c.fact))]
    failed += [c for c in policy.forbid if _holds(policy.forbid, subject)]
    what = "; ".join(f"{c.fact} is {_shown(subject.facts.get(c.fact))}" for c in failed)
    return (*subject.evidence, Evidence(policy.id, subject.span, what, FoundBy.POLICY))


def _standard(standard: Standard) -> str:
    return f"{standard.says} ({standard.source}, {standard.year}; {_VERIFIED[standard.verified]})"


def _message(policy: PolicyRule, subject: Subject) -> str:
    shown = {name: _shown(value) for name, value in subject.facts.items()}
    message = policy.message.format_map(shown)
    return message[:1].upper() + message[1:]


def _shown(value: FactValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0%}"
    return "not known" if value is None else str(value)


def _is_wrong(policy: PolicyRule, subject: Subject) -> bool:
    forbidden = bool(policy.forbid) and _holds(policy.forbid, subject)
    return forbidden or not _holds(policy.require, subject)


def _holds(conditions: Iterable[Condition], subject: Subject) -> bool:
    return all(_meets(condition, subject.facts.get(condition.fact)) for condition in conditions)


def _meets(condition: Condition, value: FactValue) -> bool:
    wanted = condition.value
    if condition.op == "is_not":
        return value != wanted
    if value is None:
        return False
    if condition.op == "in":
        return isinstance(wanted, tuple) and value in wanted
    if condition.op == "is":
        return value == wanted
    if isinstance(value, str) or isinstance(wanted, str | tuple):
        return False
    return value >= wanted if condition.op == "at_least" else value <= wanted


def _place(span: Span | None) -> tuple[int, int]:
    return (span.start, -span.end) if span else (-1, 0)
