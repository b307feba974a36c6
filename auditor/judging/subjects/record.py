"""What is judged: a subject with its facts, where it stands and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.spans import Span
from auditor.judging.case import Case
from auditor.judging.facts import NO_KIND, RELAYED_KIND, FactValue
from auditor.records.rules import RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Source, SourceKind

OWN_OUTLET = "this article's own outlet"
"""The label of the source that is the outlet itself."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a policy judges: its facts, where it stands and how sure it is."""

    id: str | None
    span: Span | None
    facts: Mapping[str, FactValue]
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()


def place(subject: Subject) -> tuple[int, int]:
    """The sort key of subjects: by start, the longer first; those of the whole article come before all."""
    return (subject.span.start, -subject.span.end) if subject.span else (-1, 0)


def kind_of(source: Source | None) -> str:
    """The kind of a source as policies ask for it: `relayed` if another outlet relays it, `none` if there is none."""
    if source is None:
        return NO_KIND
    return source.kind.value if source.relayed_by is None else RELAYED_KIND


def most(found: Iterable[Confidence]) -> Confidence:
    """The surest of `found`; `LOW` for none."""
    return max(found, default=Confidence.LOW)


def least(found: Iterable[Confidence]) -> Confidence:
    """The least sure of `found`; `LOW` for none."""
    return min(found, default=Confidence.LOW)


def opening_words(words: str, limit: int = 60) -> str:
    """`words` on one line, cut between words after `limit` code points at most."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit + 1].rsplit(" ", 1)[0] + " …"


def listed(labels: Sequence[str]) -> str:
    """`labels` as a sentence lists them: `a`, `a and b`, `a, b and c`; empty for none."""
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1] if labels else ""


def is_plainly_anonymous(case: Case, source: Source) -> bool:
    """False only for an anonymous source of which it is a guess that it is one.

    Any unnamed individual who speaks may be anonymous (*one voter*), but then an editor may see it otherwise: a grant,
    a descriptor of journalists' sources, or all that tells of it together must show it.
    """
    if source.kind is not SourceKind.ANONYMOUS or source.confidence > Confidence.LOW:
        return True
    described = any(e.kind is RuleKind.DESCRIPTOR for e in source.evidence)
    return described or bool(case.grants_of(source.id))
