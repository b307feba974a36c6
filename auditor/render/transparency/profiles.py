"""The parts of the transparency report that let readers judge: profiles of sources, questions for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.base.spans import Span
from auditor.records.appraisal import Grade, Identified, Knows, Profile, Reason
from auditor.records.report import Report
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind
from auditor.render.document import Block, Emphasis, Foreign, Item, Line, Strong, items, joined, line, told
from auditor.render.transparency.pieces import name_of, place, words
from auditor.render.wording import plural, sort_of

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
_JUDGED = (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_SPOKESPERSON)
_NO_LADDER = (SourceKind.UNATTRIBUTED, SourceKind.MEDIA, SourceKind.DOCUMENT)
_SHOWN = 4


def profiles(report: Report) -> Block:
    """One entry a source, unnamed ones first and at length; after each grade the words that it rests on."""
    if not report.profiles:
        return told("No source was found.")
    pairs = [(source, seen) for seen in report.profiles if (source := report.source(seen.source_id))]
    full = [_full(report, source, seen) for source, seen in pairs if source.kind in _JUDGED]
    rest = [(source, seen) for source, seen in pairs if source.kind not in (*_JUDGED, SourceKind.UNATTRIBUTED)]
    entries = [*full, *(Item(_short(report, source, seen)) for source, seen in rest)]
    return items(entries) if entries else told("Nobody is said to have said anything.")


def _full(report: Report, source: Source, seen: Profile) -> Item:
    return Item((Strong(name_of(source)), f" ({sort_of(source)})"), tuple(Item(each) for each in _grades(report, seen)))


def _grades(report: Report, seen: Profile) -> Iterator[Line]:
    yield line(f"Identified {_IDENTIFIED[seen.identified.value]}", _on(report, seen.identified.span))
    yield line(f"How it knows: {_KNOWS[seen.knows.value]}", _on(report, seen.knows.span))
    if seen.unnamed is not None:
        yield line("Unnamed ", _why(report, seen.unnamed))
    yield line("Side or stake: ", "not shown" if seen.side is None else line("shown", _on(report, seen.side)))
    yield (f"Passed on: {_passed_on(seen)}",)
    yield (f"Alone: {_alone(seen)}",)
    if seen.backing:
        yield line("Borne out by: ", _backing(report, seen))


def _short(report: Report, source: Source, seen: Profile) -> Line:
    parts: list[Line] = []
    if source.kind not in _NO_LADDER:
        rests = source.kind in NAMED_KINDS and seen.identified.value is Identified.NAME_AND_POSITION
        parts.append(line(_IDENTIFIED[seen.identified.value], _on(report, seen.identified.span) if rests else ()))
    if seen.knows.value is not Knows.NOT_SAID:
        parts.append(line(f"knows: {_KNOWS[seen.knows.value]}", _on(report, seen.knows.span)))
    if seen.side is not None:
        parts.append(line("side or stake", _on(report, seen.side)))
    parts.append((f"passed on: {_passed_on(seen)}",))
    if seen.backing:
        parts.append(line("borne out by ", _backing(report, seen)))
    return line(name_of(source), f" ({sort_of(source)}): ", joined(parts, "; "))


def _on(report: Report, span: Span | None) -> Line:
    return () if span is None else (": ", words(report, span, 80), " (", place(report, span), ")")


def _why(report: Report, unnamed: Grade[Reason]) -> Line:
    if unnamed.value is Reason.NONE:
        return ("and the article does not say why",)
    return line(_REASON[unnamed.value], _on(report, unnamed.span))


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


def _backing(report: Report, seen: Profile) -> Line:
    by = dict.fromkeys((each.by_source, each.statement_id) for each in seen.backing)
    found = [
        line(name_of(source), f" (in {statement})")
        for id_, statement in by
        if (source := report.source(id_)) is not None
    ]
    more = len(found) - _SHOWN
    return line(joined(found[:_SHOWN], ", ", " and "), f" and {more} more" if more > 0 else ())


# ---------------------------------------------------------------- questions


def checklist(report: Report) -> Block:
    """What the text cannot tell and the policies want to know: to be answered before publication."""
    if not report.checklist:
        return told("The policies in use ask nothing further.")
    asked = ((each.ask, ", ".join(each.policies)) for each in report.checklist)
    return items(Item((Foreign(ask), " ", Emphasis(("(", Foreign(by), ")"))), open=True) for ask, by in asked)
