"""Judging an article by policies: for each subject that a rule is about, what it requires must hold.

What it forbids must not, and what a text cannot answer is asked. A rule is data: conditions on the facts of
`facts.TABLE`, and a message made of them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.base.spans import Span, first_overlapping, trim
from auditor.judging.case import Case
from auditor.judging.facts import TABLE, FactValue
from auditor.judging.subjects.dispatch import subjects
from auditor.judging.subjects.ledger import entries
from auditor.judging.subjects.record import Subject
from auditor.judging.subjects.waivers import waivers
from auditor.judging.waivers import weigh
from auditor.records.appraisal import Question
from auditor.records.article import Note
from auditor.records.report import Finding
from auditor.records.rules import Condition, FoundBy, PolicyQuestion, PolicyRule, Standard, Verified
from auditor.records.sourcing import Evidence

_VERIFIED = {
    Verified.OWN_TEXT: "read in its own text",
    Verified.SECOND_HAND: "known at second hand",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What policies say of a case."""

    findings: tuple[Finding, ...] = ()
    """By place, then the gravest first; first what concerns the whole article."""
    notes: tuple[Note, ...] = ()
    """Notes on rules that had too little to judge: a share of few says little."""
    checklist: tuple[Question, ...] = ()
    """What only people can answer, each question once, with the packs that ask it, in their order."""


WAIVER, LEDGER = "waiver", "ledger"
"""The kinds of subject that are made of findings, and of what day it is."""

_Subjects = Mapping[str, Sequence[Subject]]


def judge(
    case: Case,
    policies: Sequence[PolicyRule],
    questions: Sequence[PolicyQuestion] = (),
    today: str = "",
    off: Collection[str] = (),
) -> Verdict:
    """What `policies` object to in `case`, and which `questions` it gives cause to ask; each subject is made once.

    Waivers are judged last, when it is known what they waive; `today` is the day, as in ISO 8601, that ends some. Rules
    that are `off` are known and not in force.
    """
    about = {policy.for_each for policy in policies} | {question.for_each for question in questions}
    there = {kind: made(kind, case, today) for kind in sorted(about - {WAIVER} | {LEDGER})}
    findings, weighed = weigh(_objections(policies, there), case, {policy.id for policy in policies}, today, off)
    there[WAIVER] = waivers(weighed, case)
    findings += _objections([policy for policy in policies if policy.for_each == WAIVER], there)
    for step in _STEPS:
        findings = step(findings, case)
    return Verdict(tuple(findings), tuple(_unjudged(policies, there)), tuple(_asked(questions, there)))


def made(kind: str, case: Case, today: str = "") -> Sequence[Subject]:
    """The subjects of a kind that `case` holds; not those of `WAIVER`, which are made of findings."""
    return entries(case, today) if kind == LEDGER else subjects(kind, case)


def _objections(policies: Sequence[PolicyRule], made: _Subjects) -> list[Finding]:
    return [
        _finding(policy, subject)
        for policy in policies
        for subject in made.get(policy.for_each, ())
        if _holds(policy.where, subject) and _is_wrong(policy, subject)
    ]


def _unjudged(policies: Sequence[PolicyRule], made: _Subjects) -> Iterator[Note]:
    found = []
    for policy in policies:
        minima = _minima(policy)
        others = [c for c in policy.where if c not in minima]
        for subject in made[policy.for_each] if minima else ():
            short = [c for c in minima if not meets(c, subject.facts.get(c.fact))]
            if short and _holds(others, subject):
                few = (f"{c.fact} is {shown(subject.facts.get(c.fact))}, not {c.value} or more" for c in short)
                found.append(Note("too-little", f"{policy.id} has too little to judge: {', '.join(few)}."))
    yield from dict.fromkeys(found)


def _asked(questions: Sequence[PolicyQuestion], made: _Subjects) -> Iterator[Question]:
    asked: dict[str, tuple[str, list[str]]] = {}
    for question in questions:
        if any(_holds(question.where, subject) for subject in made[question.for_each]):
            _, packs = asked.setdefault(question.ask, (question.why, []))
            packs.append(question.id.partition("/")[0])
    for words, (why, packs) in asked.items():
        yield Question(words, why, tuple(dict.fromkeys(packs)))


def _minima(policy: PolicyRule) -> list[Condition]:
    """The conditions of `policy` that set a minimum for the whole of which it judges a share."""
    facts = TABLE[policy.for_each]
    bases = {facts[c.fact].basis for c in (*policy.require, *policy.forbid)} - {""}
    return [c for c in policy.where if c.fact in bases and c.op == "at_least"]


def fingerprint(policy_id: str, words: str, nth: int) -> str:
    """16 hexadecimal digits for the `nth` objection of a policy to these words; case and spaces aside."""
    normal = " ".join(words.lower().split())
    return hashlib.sha256(f"{policy_id}\n{normal}\n{nth}".encode()).hexdigest()[:16]


def _finding(policy: PolicyRule, subject: Subject) -> Finding:
    """What `policy` objects to in `subject`, before it has its place among others."""
    return Finding(
        id="",
        policy=policy.id,
        severity=policy.severity,
        confidence=min(policy.confidence, subject.confidence),
        message=_filled(policy.message, subject),
        mend=_filled(policy.mend, subject),
        span=subject.span,
        fingerprint="",
        subject=subject.id,
        evidence=_evidence(policy, subject),
        caution=policy.caution,
        standard=standard_words(policy.standard) if policy.standard else "",
    )


# ---------------------------------------------------------------- what is done with findings, one step after another


def _in_order(findings: Sequence[Finding], case: Case) -> list[Finding]:
    return sorted(findings, key=lambda f: (_place(f.span), f.severity.rank, f.message, f.policy, f.subject or ""))


def _with_fingerprints(findings: Sequence[Finding], case: Case) -> list[Finding]:
    seen: Counter[tuple[str, str]] = Counter()
    known = []
    for finding in findings:
        words = finding.span.of(case.article.text) if finding.span else ""
        key = (finding.policy, " ".join(words.lower().split()))
        seen[key] += 1
        known.append(replace(finding, fingerprint=fingerprint(finding.policy, words, seen[key])))
    return known


def _numbered(findings: Sequence[Finding], case: Case) -> list[Finding]:
    return [replace(finding, id=f"F{number}") for number, finding in enumerate(findings, 1)]


def _with_sentences(findings: Sequence[Finding], case: Case) -> list[Finding]:
    return [f if f.span is None else replace(f, sentence=_sentences(f.span, case)) for f in findings]


def _sentences(span: Span, case: Case) -> Span:
    """The sentences that `span` touches, without blanks around them, within its block.

    The parser sometimes ends a sentence in its midst: one goes on until a mark that can end it.
    """
    text, block = case.article.text, first_overlapping(case.blocks, span) or span
    before = bisect_right(case.ended, span.start, key=lambda s: s.end) - 1
    after = bisect_left(case.ended, span.end, key=lambda s: s.end)
    start, end = (
        case.ended[at].end if 0 <= at < len(case.ended) and case.ended[at].overlaps(block) else edge
        for at, edge in ((before, block.start), (after, block.end))
    )
    return trim(Span(min(max(start, block.start), span.start), max(min(end, block.end), span.end)), text)


_STEPS: tuple[Callable[[Sequence[Finding], Case], list[Finding]], ...] = (
    _in_order,
    _with_fingerprints,
    _numbered,
    _with_sentences,
)
"""Findings in, findings out."""


# ---------------------------------------------------------------- what a finding says


def _evidence(policy: PolicyRule, subject: Subject) -> tuple[Evidence, ...]:
    if subject.span is None:
        return subject.evidence
    failed = [c for c in policy.require if not meets(c, subject.facts.get(c.fact))]
    failed += [c for c in policy.forbid if _holds(policy.forbid, subject)]
    what = "; ".join(f"{c.fact} is {shown(subject.facts.get(c.fact))}" for c in failed)
    return (*subject.evidence, Evidence(policy.id, subject.span, what, FoundBy.POLICY))


def standard_words(standard: Standard) -> str:
    """What a newsroom has written down, with its source, its year and how far that was verified."""
    return f"{standard.says} ({standard.source}, {standard.year}; {_VERIFIED[standard.verified]})"


def _filled(words: str, subject: Subject) -> str:
    values = {name: shown(value) for name, value in subject.facts.items()}
    filled = words.format_map(values)
    return filled[:1].upper() + filled[1:]


def shown(value: FactValue) -> str:
    """The value of a fact as messages have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0%}"
    return "not known" if value is None else str(value)


def _is_wrong(policy: PolicyRule, subject: Subject) -> bool:
    forbidden = bool(policy.forbid) and _holds(policy.forbid, subject)
    return forbidden or not _holds(policy.require, subject)


def _holds(conditions: Iterable[Condition], subject: Subject) -> bool:
    return all(meets(condition, subject.facts.get(condition.fact)) for condition in conditions)


def meets(condition: Condition, value: FactValue) -> bool:
    """Whether a value of a fact is as `condition` asks."""
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
