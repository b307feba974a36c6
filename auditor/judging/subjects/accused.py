"""The facts of an accusation: who makes it, what it stands on, and whether the accused is heard."""

from __future__ import annotations

from auditor.analysis.accusations.replies import nearest
from auditor.base.spans import Span, hull, number_at
from auditor.judging import ledgers
from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.metrics import part_spans
from auditor.judging.subjects import party
from auditor.judging.subjects.record import Subject, is_plainly_anonymous, kind_of, least, opening_words, place
from auditor.judging.subjects.statements import attributed_at
from auditor.records.appraisal import Accusation
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Mode, SourceKind

_NO_REPLY = "none"
_CLOSED = frozenset({"decided", "held"})
"""The stages at which nobody is owed an answer any more, or nobody has charged anything yet."""
_NEAR = 2
"""How many paragraphs away words may stand that say how far a claim was checked."""


def accusations(case: Case) -> tuple[Subject, ...]:
    """All accusations and criticisms."""
    labels = dict.fromkeys(each.party_label for each in case.accusations)
    weightiest = {label: min(case.accusations_of(label), key=lambda each: _weight(case, each)) for label in labels}
    known = party.everyone(case, {label: each.party_id for label, each in weightiest.items()})
    return tuple(
        sorted(
            (
                _accusation(case, each, each is weightiest[each.party_label], known[each.party_label])
                for each in case.accusations
            ),
            key=place,
        )
    )


def _accusation(case: Case, item: Accusation, weightiest: bool, accused: party.Accused) -> Subject:
    text = case.article.text
    source = case.source(item.by)
    parts = part_spans(case.article)
    reply = nearest(item.replies, item.cue)
    speaks = any(_is_near(case, item.cue, span) for span in item.speaks)
    statement = case.statement(item.statement_id)
    facts: dict[str, FactValue] = {
        "label": item.party_label,
        "words": opening_words(item.span.of(text)),
        "kind": item.kind.value,
        "frame": item.frame.value,
        "gravity": item.gravity.value,
        "by": source.label if source else "",
        "by_kind": kind_of(source),
        "by_count": source.count if source else None,
        "first_of_party": not any(a.cue < item.cue for a in case.accusations_of(item.party_label)),
        "weightiest_of_party": weightiest,
        "first_of_charge": not any(a.cue < item.cue for a in case.accusations_in(item.charge)),
        "quoted": statement is not None and statement.mode is not Mode.INDIRECT,
        "attributed": source is not None or item.accuser is not None or attributed_at(case, item.cue, item.party_id),
        "answered": reply is not None and (reply.sure or _is_near(case, item.cue, reply.span)),
        "perhaps_answered": reply is not None or speaks,
        "reply": reply.kind.value if reply is not None else _NO_REPLY,
        "reply_distance": _distance(case, item.cue, reply.span) if reply is not None else None,
        "supported": _is_supported(case, item),
        "checked": _is_checked(case, item.cue),
        "in_headline": any(item.cue.overlaps(s) for s in parts.get("headline", ())),
        "in_lead": any(item.cue.overlaps(s) for s in parts.get("lead", ())),
        "asked": ledgers.asking(case, item.party_label).value,
        **party.facts_of(case, item, accused),
    }
    sure = [item.confidence, statement.confidence if statement is not None else Confidence.MEDIUM]
    if (facts["perhaps_answered"] or item.speaks or accused.denies) and not facts["answered"]:
        sure.append(Confidence.LOW)
    if source is not None and not is_plainly_anonymous(case, source):
        sure.append(Confidence.LOW)
    what = f"{item.kind.value} of {item.party_label}"
    evidence = [Evidence(item.rule, item.span, what, FoundBy.ACCUSATIONS, RuleKind.ACCUSATION)]
    if reply is not None:
        what = f"reply: {reply.kind.value}"
        evidence.append(Evidence("accusations/reply", reply.span, what, FoundBy.ACCUSATIONS))
    return Subject(item.id, item.span, facts, least(sure), tuple(evidence))


def _weight(case: Case, item: Accusation) -> tuple[bool, int, int, Span]:
    """The sort key of the accusations of one party: what is still open before what is decided, then the surest."""
    return (party.stage_of(case, item) in _CLOSED, item.confidence.rank, item.gravity.rank, item.cue)


def _is_near(case: Case, one: Span, other: Span) -> bool:
    """Whether `other`, such as *the company did not respond*, follows `one` in its paragraph or in the next."""
    blocks = case.paragraphs
    return 0 <= number_at(blocks, other.start) - number_at(blocks, one.start) <= 1


def _distance(case: Case, one: Span, other: Span) -> float:
    """How much of the article lies between the two, as a share of its paragraphs."""
    blocks = case.paragraphs
    apart = abs(number_at(blocks, one.start) - number_at(blocks, other.start))
    return apart / len(blocks) if blocks else 0.0


def _is_supported(case: Case, item: Accusation) -> bool:
    """Whether somebody who can be known, or a document, accuses the same party, or bears the statement out."""
    own = case.profile(item.by).backing if item.by is not None else ()
    bearing = {b.by_source for b in own if b.statement_id == item.statement_id}
    backers = (case.source(id_) for id_ in case.accusers_of(item.party_label) | bearing)
    return any(s is not None and s.kind not in (SourceKind.ANONYMOUS, SourceKind.UNATTRIBUTED) for s in backers)


def _is_checked(case: Case, cue: Span) -> bool:
    """Whether the article says, near by, how far the claim was checked."""
    blocks = case.paragraphs
    at = number_at(blocks, cue.start)
    near = hull(blocks[max(0, at - _NEAR) : at + _NEAR + 1]) if blocks else cue
    return case.words.first(case.article.text, [near], "replies", "checked") is not None
