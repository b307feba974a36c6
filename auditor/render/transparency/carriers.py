"""Who carries the story: each source with what readers are told of it, and what headline and lead rest on."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.records.appraisal import Knows, Profile
from auditor.records.report import Footing, Report
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind
from auditor.render.document import Block, Foreign, Line, Strong, Table, items, joined, line, told
from auditor.render.transparency import profiles
from auditor.render.transparency.pieces import first_of, name_of, ref, words
from auditor.render.wording import PART, kind_of, listed, percent, plural, shorten, some

_HEAD = ("Source", "Kind", "Statements", "Where", "What readers are told")
_LINES = 4
"""So many places of a source are named one by one."""


def blocks(report: Report) -> tuple[Block, ...]:
    """The table of sources, then what headline and first paragraph rest on."""
    if not report.sources:
        return (told("No source was found."),)
    table = Table(_HEAD, tuple(_cells(report, source) for source in report.sources))
    rest = [_footing(report, footing) for footing in report.metrics.footings if footing.statements]
    return (table, items(rest)) if rest else (table,)


def _cells(report: Report, source: Source) -> tuple[Line, ...]:
    number = len(report.statements_of(source.id))
    return (
        (ref(source), " ", Foreign(shorten(source.label, 100))),
        (kind_of(source),),
        (f"{number} ({percent(number, len(report.statements))})",),
        (_where(report, source),),
        _told_of(report, source, report.profile(source.id)),
    )


def _where(report: Report, source: Source) -> str:
    parts = [PART[each.part] for each in report.metrics.footings if source.id in each.source_ids]
    firsts = (first_of(statement) for statement in report.statements_of(source.id))
    places = [report.places[span] for span in firsts if span is not None]
    inside = list(dict.fromkeys(place.part for place in places if place.part is not None))
    if inside:
        return "; ".join([*parts, some(inside, _LINES)])
    lines = sorted({place.line for place in places})
    if len(lines) > _LINES:
        parts.append(f"lines {lines[0]} to {lines[-1]}")
    elif lines:
        parts.append(("line " if len(lines) == 1 else "lines ") + listed([str(each) for each in lines]))
    return "; ".join(parts) or "–"


def _told_of(report: Report, source: Source, seen: Profile | None) -> Line:
    """What the article tells of a source, in a few words: who it is, how it knows, on which side it stands."""
    parts: list[Line] = []
    if seen is not None and source.kind not in {SourceKind.DOCUMENT, SourceKind.MEDIA}:
        if seen.knows.value is not Knows.NOT_SAID:
            parts.append((profiles.KNOWS[seen.knows.value],))
        if seen.side is not None and source.kind not in NAMED_KINDS:
            parts.append(line("side or stake: ", words(report, seen.side, 60)))
    return joined([*_who(report, source, is_all=not parts), *parts], "; ")


def _who(report: Report, source: Source, is_all: bool) -> Iterator[Line]:
    """Who it is; of one that only its own words describe, that there `is_all` readers are told."""
    if source.description is not None and report.text(source.description) != source.label:
        yield (words(report, source.description, 90),)
        return
    plain = {
        SourceKind.NAMED_PERSON: "the name only",
        SourceKind.NAMED_ORGANIZATION: "the name",
        SourceKind.MEDIA: "the name",
        SourceKind.UNATTRIBUTED: "nothing",
        SourceKind.DOCUMENT: "–",
    }
    if is_all or source.kind in plain:
        yield (plain.get(source.kind, "no more than that"),)


def _footing(report: Report, footing: Footing) -> Line:
    """On whom a part of the article rests: it never says that it rests on nobody."""
    named = [source for source in report.sources if source.id in footing.source_ids]
    whose = joined(map(name_of, named), "; ") or ("a source that could not be made out",)
    alone: Line = (" – ", Strong(("anonymous sources alone",))) if footing.anonymous_only else ()
    how_many = plural(footing.statements, "statement")
    return line(f"The {PART[footing.part]} rests on ", whose, f" ({how_many})", alone, ".")
