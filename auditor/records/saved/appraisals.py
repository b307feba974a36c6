"""Profiles, accusations and questions as plain data and back; `write` says how a span looks in JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from auditor.base.spans import Span
from auditor.records.appraisal import (
    Accusation,
    AccusationKind,
    Backing,
    Charge,
    Frame,
    Grade,
    Gravity,
    Identified,
    Knows,
    Profile,
    Question,
    Reason,
    Reply,
    ReplyKind,
)
from auditor.records.saved import fields
from auditor.records.scales import Confidence

ToData = Callable[[Span], dict[str, object]]
ToSpan = Callable[[object], Span]


# ---------------------------------------------------------------- record to data


def profile(each: Profile, data: ToData) -> dict[str, object]:
    """The profile of one source; it stands in that source's object."""
    return {
        "identified": _grade(each.identified, data),
        "knows": _grade(each.knows, data),
        "unnamed": None if each.unnamed is None else _grade(each.unnamed, data),
        "side": None if each.side is None else data(each.side),
        "direct": each.direct,
        "indirect": each.indirect,
        "alone": {
            "statements": list(each.alone),
            "parts": list(each.only_in),
            "accusations": list(each.accusations),
        },
        "backing": [
            {
                "statement": b.statement_id,
                "by_statement": b.by_statement,
                "by_source": b.by_source,
                "paragraphs": b.paragraphs,
            }
            for b in each.backing
        ],
    }


def _grade(grade: Grade[Identified] | Grade[Knows] | Grade[Reason], data: ToData) -> dict[str, object]:
    return {"grade": grade.value.value, "words": None if grade.span is None else data(grade.span)}


def accusation(each: Accusation, data: ToData) -> dict[str, object]:
    """One accusation, with the keys of a span beside its own."""
    return {
        "id": each.id,
        "kind": each.kind.value,
        "frame": each.frame.value,
        "gravity": each.gravity.value,
        "confidence": each.confidence.value,
        "charge": each.charge,
        **data(each.span),
        "cue": data(each.cue),
        "sentence": data(each.sentence),
        "party": data(each.party),
        "party_label": each.party_label,
        "party_id": each.party_id,
        "accuser": None if each.accuser is None else data(each.accuser),
        "by": each.by,
        "statement": each.statement_id,
        "replies": [{"kind": r.kind.value, **data(r.span), "sure": r.sure, "by": r.by} for r in each.replies],
        "speaks": [data(span) for span in each.speaks],
        "rule": each.rule,
    }


def charge(each: Charge) -> dict[str, object]:
    """One charge with its places; it is made of its accusations anew when a report is read."""
    return {
        "id": each.id,
        "party_label": each.party_label,
        "kind": each.kind.value,
        "gravity": each.gravity.value,
        "confidence": each.confidence.value,
        "accusations": list(each.places),
        "answered": bool(each.replies),
    }


def question(each: Question) -> dict[str, object]:
    """One question of the checklist."""
    return {"ask": each.ask, "why": each.why, "policies": list(each.policies)}


# ---------------------------------------------------------------- data to record


def read_profile(data: object, source_id: str, span: ToSpan) -> Profile:
    """The record behind `profile`'s data; raises ReadingError."""
    alone, unnamed, side = fields.at(data, "alone"), fields.at(data, "unnamed"), fields.at(data, "side")

    def words(item: object) -> Span | None:
        found = fields.at(item, "words")
        return None if found is None else span(found)

    def backing(item: object) -> Backing:
        return Backing(
            fields.text(item, "statement"),
            fields.text(item, "by_statement"),
            fields.text(item, "by_source"),
            fields.number(item, "paragraphs"),
        )

    identified, knows = fields.at(data, "identified"), fields.at(data, "knows")
    return Profile(
        source_id=source_id,
        identified=Grade(fields.choice(identified, "grade", Identified), words(identified)),
        knows=Grade(fields.choice(knows, "grade", Knows), words(knows)),
        unnamed=None if unnamed is None else Grade(fields.choice(unnamed, "grade", Reason), words(unnamed)),
        side=None if side is None else span(side),
        direct=fields.number(data, "direct"),
        indirect=fields.number(data, "indirect"),
        alone=fields.texts(alone, "statements"),
        only_in=fields.texts(alone, "parts"),
        accusations=fields.texts(alone, "accusations"),
        backing=fields.each(data, "backing", backing),
    )


def read_accusation(data: object, span: ToSpan) -> Accusation:
    """The record behind `accusation`'s data; raises ReadingError."""

    accuser = fields.at(data, "accuser")

    def reply(item: object) -> Reply:
        return Reply(
            fields.choice(item, "kind", ReplyKind),
            span(item),
            fields.typed(item, "sure", bool),
            fields.since(item, "by", fields.text_or_none, None),
        )

    kind = fields.choice(data, "kind", AccusationKind)
    gravity = Gravity.MISCONDUCT if kind is AccusationKind.ACCUSATION else Gravity.OPINION

    return Accusation(
        id=fields.text(data, "id"),
        kind=kind,
        frame=fields.since(data, "frame", partial(fields.choice, kind=Frame), Frame.EXPLICIT),
        gravity=fields.since(data, "gravity", partial(fields.choice, kind=Gravity), gravity),
        confidence=fields.since(data, "confidence", partial(fields.choice, kind=Confidence), Confidence.MEDIUM),
        span=span(data),
        cue=span(fields.at(data, "cue")),
        sentence=fields.since(data, "sentence", lambda data, key: span(fields.at(data, key)), span(data)),
        party=span(fields.at(data, "party")),
        party_label=fields.text(data, "party_label"),
        party_id=fields.text_or_none(data, "party_id"),
        accuser=None if accuser is None else span(accuser),
        by=fields.text_or_none(data, "by"),
        statement_id=fields.text_or_none(data, "statement"),
        charge=fields.since(data, "charge", fields.text, fields.text(data, "id").replace("C", "G")),
        replies=fields.each(data, "replies", reply),
        speaks=fields.since(data, "speaks", lambda data, key: fields.each(data, key, span), ()),
        rule=fields.text(data, "rule"),
    )


def read_question(data: object) -> Question:
    """The record behind `question`'s data; raises ReadingError."""
    return Question(fields.text(data, "ask"), fields.text(data, "why"), fields.texts(data, "policies"))
