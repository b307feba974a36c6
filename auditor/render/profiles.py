"""The part of the transparency report by which readers can judge: profiles, accusations, questions for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.base.spans import Span
from auditor.records.appraisal import Accusation, Identified, Knows, Profile, Reason, ReplyKind
from auditor.records.report import Report
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind
from auditor.render.markup import escape, name_of, place, words
from auditor.render.wording import KIND, listed, plural

_IDENTIFIED: Mapping[Identified, str] = {
    Identified.HIDDEN: "not at all",
    Identified.BARE: "as a source, and nothing more",
    Identified.CLASS: "by a class of people",
    Identified.ROLE: "by a role in a body",
    Identified.ACCESS: "by how it knows",
    Identified.SIDE: "by its side or its stake",
    Identified.NAME: "by name",
    Identified.NAME_AND_POSITION: "by name and position",
}
_KNOWS: Mapping[Knows, str] = {
    Knows.FIRST_HAND: "at first hand",
    Knows.DOCUMENT: "has seen the document",
    Knows.BRIEFED: "was told by those in charge",
    Knows.FAMILIAR: "is familiar with it",
    Knows.NOT_SAID: "not said",
}
_REASON: Mapping[Reason, str] = {
    Reason.PROTECTIVE: "for protection",
    Reason.SPECIFIC: "for what it would lose",
    Reason.OTHER: "for a reason of its own",
    Reason.CONVENIENCE: "for convenience",
    Reason.ROTE: "by a formula",
    Reason.NONE: "no reason is given",
}
_REPLY: Mapping[ReplyKind, str] = {
    ReplyKind.DENIAL: "denies",
    ReplyKind.STATEMENT: "speaks",
    ReplyKind.DECLINED: "declined to comment",
    ReplyKind.NO_RESPONSE: "did not respond",
    ReplyKind.UNREACHABLE: "could not be reached",
    ReplyKind.PENDING: "was asked",
}
_JUDGED = (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_SPOKESPERSON)
_NO_LADDER = (SourceKind.UNATTRIBUTED, SourceKind.MEDIA, SourceKind.DOCUMENT)
_SHOWN = 4


def profiles(report: Report) -> list[str]:
    """One entry a source, unnamed ones first and at length; after each grade the words that it rests on."""
    if not report.profiles:
        return ["No source was found."]
    pairs = [(source, seen) for seen in report.profiles if (source := report.source(seen.source_id))]
    lines: list[str] = []
    for source, seen in pairs:
        if source.kind in _JUDGED:
            lines += _full(report, source, seen)
    rest = [(source, seen) for source, seen in pairs if source.kind not in (*_JUDGED, SourceKind.UNATTRIBUTED)]
    return lines + [_short(report, source, seen) for source, seen in rest] or ["Nobody is said to have said anything."]


def _full(report: Report, source: Source, seen: Profile) -> Iterator[str]:
    yield f"- **{name_of(source)}** ({KIND[source.kind]})"
    yield f"  - Identified {_IDENTIFIED[seen.identified.value]}{_on(report, seen.identified.span)}"
    yield f"  - How it knows: {_KNOWS[seen.knows.value]}{_on(report, seen.knows.span)}"
    if seen.unnamed is not None:
        yield f"  - Unnamed {_why(report, seen)}"
    yield f"  - Side or stake: {'not shown' if seen.side is None else 'shown' + _on(report, seen.side)}"
    yield f"  - Passed on: {_passed_on(seen)}"
    yield f"  - Alone: {_alone(seen)}"
    if seen.backing:
        yield f"  - Borne out by: {_backing(report, seen)}"


def _short(report: Report, source: Source, seen: Profile) -> str:
    parts = [] if source.kind in _NO_LADDER else [_IDENTIFIED[seen.identified.value]]
    if source.kind in NAMED_KINDS and seen.identified.value is Identified.NAME_AND_POSITION:
        parts[0] += _on(report, seen.identified.span)
    if seen.knows.value is not Knows.NOT_SAID:
        parts.append(f"knows: {_KNOWS[seen.knows.value]}{_on(report, seen.knows.span)}")
    if seen.side is not None:
        parts.append(f"side or stake{_on(report, seen.side)}")
    parts.append(f"passed on: {_passed_on(seen)}")
    if seen.backing:
        parts.append(f"borne out by {_backing(report, seen)}")
    return f"- {name_of(source)} ({KIND[source.kind]}): {'; '.join(parts)}"


def _on(report: Report, span: Span | None) -> str:
    return "" if span is None else f": {words(report, span, 80)} ({place(report, span)})"


def _why(report: Report, seen: Profile) -> str:
    assert seen.unnamed is not None
    if seen.unnamed.value is Reason.NONE:
        return "and the article does not say why"
    return f"{_REASON[seen.unnamed.value]}{_on(report, seen.unnamed.span)}"


def _passed_on(seen: Profile) -> str:
    parts = [f"{seen.direct} in its own words"] if seen.direct else []
    if seen.indirect:
        parts.append(f"{seen.indirect} in paraphrase")
    return ", ".join(parts) or "nothing"


def _alone(seen: Profile) -> str:
    total = seen.direct + seen.indirect
    parts = [f"{len(seen.alone)} of {plural(total, 'statement')}"]
    parts += [f"the {part}" for part in seen.only_in]
    if seen.accusations:
        parts.append(f"{plural(len(seen.accusations), 'accusation')} ({', '.join(seen.accusations)})")
    return "; ".join(parts)


def _backing(report: Report, seen: Profile) -> str:
    by = dict.fromkeys((each.by_source, each.statement_id) for each in seen.backing)
    told = [
        f"{name_of(source)} (in {statement})" for id_, statement in by if (source := report.source(id_)) is not None
    ]
    more = len(told) - _SHOWN
    return listed(told[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


# ---------------------------------------------------------------- accusations


def accusations(report: Report) -> list[str]:
    """Each accusation or criticism of somebody named, with who makes it and what the accused says."""
    if not report.accusations:
        return ["Nobody whom the article names is accused or criticised in words that are known here."]
    return [_accusation(report, each) for each in report.accusations]


def _accusation(report: Report, each: Accusation) -> str:
    source = report.source(each.by)
    by = f"by {name_of(source)}" if source else "and it is not said by whom"
    return (
        f"- **{each.id}** {place(report, each.span)} {each.kind.value} of **{escape(each.party_label)}** {by}:"
        f" {words(report, each.span, 80)}. {_answered(report, each)}"
    )


def _answered(report: Report, each: Accusation) -> str:
    sure = [reply for reply in each.replies if reply.sure]
    if not each.replies:
        return "No answer of theirs was found."
    told = sure or list(each.replies)
    first = [f"{_REPLY[r.kind]} at {place(report, r.span)}" for r in told[:_SHOWN]]
    more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return f"{'Answer' if sure else 'Perhaps an answer'}: {', '.join(first)}{more}."


# ---------------------------------------------------------------- questions


def checklist(report: Report) -> list[str]:
    """What the text cannot tell and the policies want to know: to be answered before publication."""
    if not report.checklist:
        return ["The policies in use ask nothing further."]
    return [f"- [ ] {escape(each.ask)} *({escape(', '.join(each.policies))})*" for each in report.checklist]
