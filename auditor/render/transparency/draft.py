"""The article with everything marked that was found in it, and who carries it along its length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from auditor.base.spans import Nest, Span, merge, trim, word_starts
from auditor.records.article import SILENT_ROLES, Block, BlockRole
from auditor.records.manuscript import Manuscript
from auditor.records.report import Finding, Report
from auditor.records.sourcing import Statement
from auditor.render.document import (
    Draft,
    Flag,
    Foreign,
    Line,
    Mark,
    Passage,
    Quote,
    Segment,
    Sort,
    Stretch,
    Strip,
    line,
)
from auditor.render.transparency import charges
from auditor.render.transparency.evidence import found_by
from auditor.render.transparency.pieces import family_of, name_of, words
from auditor.render.wording import CONFIDENCE, MODE, NON_RESPONSE, sort_of

_SPACE = " \t\r\n\f\v\u00a0"
_SAID = 300
"""Code points of what is said that are repeated beside a statement."""
_OPENING = frozenset({BlockRole.HEADLINE, BlockRole.STANDFIRST})


@dataclass(frozen=True, slots=True)
class _Laid:
    """A mark and the spans of the report that it covers."""

    mark: Mark
    spans: tuple[Span, ...]


def draft(report: Report) -> Draft | None:
    """The article, marked; None for a report that has no article beside it."""
    manuscript = report.manuscript
    if manuscript is None:
        return None
    laid = list(_marks(report))
    text = manuscript.text
    nest = Nest(
        (seen, (seen, each.mark.id))
        for each in laid
        for span in each.spans
        if len(seen := trim(manuscript.seen(span), text, _SPACE))
    )
    rank = {each.mark.id: at for at, each in enumerate(laid)}
    shown = [block for block in manuscript.blocks if block.role is not BlockRole.META]
    return Draft(
        tuple(_passage(manuscript, block, nest, rank) for block in shown),
        tuple(each.mark for each in laid),
    )


def strip(report: Report, whole: Draft) -> Strip:
    """Who carries `whole`, the draft of `report`: without silent passages; of nested statements the inner counts."""
    marks = {mark.id: mark for mark in whole.marks}
    segments: list[Segment] = []
    flags: dict[str, Flag] = {}
    read, opening, is_opening = 0, 0, True
    for passage in whole.passages:
        if passage.silent:
            continue
        for stretch, number in zip(passage.stretches, _words(passage), strict=True):
            for id_ in stretch.marks:
                severity = marks[id_].severity
                if severity is not None:
                    flags.setdefault(id_, Flag(read, id_, severity))
            _append(segments, _segment(report, stretch, number, marks))
            read += number
        if is_opening:
            opening = read
            is_opening = passage.role in _OPENING
    return Strip(tuple(segments), opening, tuple(flags.values()))


def _words(passage: Passage) -> Iterator[int]:
    """How many words begin in each stretch: one that two of them share counts once."""
    starts = list(word_starts("".join(each.words for each in passage.stretches)))
    at = 0
    for each in passage.stretches:
        yield bisect_left(starts, at + len(each.words)) - bisect_left(starts, at)
        at += len(each.words)


def _segment(report: Report, stretch: Stretch, number: int, marks: Mapping[str, Mark]) -> Segment:
    carried = [marks[id_] for id_ in stretch.marks if marks[id_].sort is Sort.STATEMENT]
    if not carried:
        return Segment(number)
    source = report.source(carried[-1].source)
    label = source.label if source else "nobody who could be made out"
    return Segment(number, carried[-1].source, carried[-1].family, label)


def _append(segments: list[Segment], new: Segment) -> None:
    """Adds `new`, joined to the last segment if both are of one source; a gap without words parts nothing."""
    last = segments[-1] if segments else None
    if not new.words:
        return
    if last is not None and (last.source, last.family) == (new.source, new.family):
        segments[-1] = Segment(last.words + new.words, last.source, last.family, last.label)
    else:
        segments.append(new)


# ---------------------------------------------------------------- passages


def _passage(manuscript: Manuscript, block: Block, nest: Nest[tuple[Span, str]], rank: Mapping[str, int]) -> Passage:
    return Passage(
        role=block.role,
        level=block.level,
        silent=block.role in SILENT_ROLES,
        begins=manuscript.original.span(block.span).start,
        stretches=tuple(_stretches(manuscript.text, block.span, list(nest.overlapping(block.span)), rank)),
    )


def _stretches(text: str, block: Span, marks: list[tuple[Span, str]], rank: Mapping[str, int]) -> Iterator[Stretch]:
    """The words of a block, cut wherever a mark begins or ends."""
    inside = sorted((max(span.start, block.start), min(span.end, block.end), id_) for span, id_ in marks)
    edges = sorted({block.start, block.end, *(at for start, end, _ in inside for at in (start, end))})
    for start, end in pairwise(edges):
        over = [(mine - yours, rank[id_], id_) for yours, mine, id_ in inside if yours <= start and end <= mine]
        names = dict.fromkeys(id_ for _, _, id_ in sorted(over, key=lambda each: (-each[0], each[1])))
        ends = dict.fromkeys(id_ for _, mine, id_ in inside if mine == end)
        yield Stretch(text[start:end], tuple(names), tuple(sorted(ends, key=lambda id_: rank[id_])))


# ---------------------------------------------------------------- marks


def _marks(report: Report) -> Iterator[_Laid]:
    """Every mark, with where it lies; those that come later stand after others that end at the same place."""
    for statement in report.statements:
        yield from _of_statement(report, statement)
    yield from _mentions(report)
    yield from _grants(report)
    yield from _answers(report)
    yield from _charges(report)
    for finding in report.findings:
        if finding.span is not None:
            yield _finding(finding, finding.span)


def _of_statement(report: Report, statement: Statement) -> Iterator[_Laid]:
    source = report.source(statement.source_id)
    family, id_ = family_of(source), statement.source_id or ""
    facts = tuple(_facts(report, statement))
    evidence = found_by(report, statement.evidence)
    content = statement.content or tuple(span for span in (statement.cue,) if span is not None)
    label = id_ or "no source"
    yield _Laid(Mark(statement.id, Sort.STATEMENT, label, id_, family, None, facts, evidence), content)
    if statement.cue is not None:
        yield _Laid(Mark(f"{statement.id}-by", Sort.INTRODUCTION, "", id_, family), (statement.cue,))
    if statement.source is not None:
        yield _Laid(Mark(f"{statement.id}-who", Sort.SPEAKER, "", id_, family), (statement.source,))


def _facts(report: Report, statement: Statement) -> Iterator[tuple[str, Line]]:
    source = report.source(statement.source_id)
    mention = () if statement.source is None else line(": ", words(report, statement.source, 80))
    if source is None:
        yield "Source", line("could not be made out", mention)
    else:
        yield "Source", line(name_of(source), f" ({sort_of(source)})")
        if mention:
            yield "Named here as", mention[1:]
    if statement.cue is not None:
        yield "Introduced by", (words(report, statement.cue, 80),)
    said = tuple(words(report, span, _SAID).parts[0] for span in statement.content)
    yield "What is said", (Quote(said),) if said else ("nothing that could be made out",)
    yield "How", (f"{MODE[statement.mode]}, {CONFIDENCE[statement.confidence]}",)


def _mentions(report: Report) -> Iterator[_Laid]:
    for source in report.sources:
        spans = tuple(mention.span for mention in source.mentions)
        yield _Laid(Mark(f"{source.id}-named", Sort.MENTION, "", source.id, family_of(source)), spans)


def _grants(report: Report) -> Iterator[_Laid]:
    for number, grant in enumerate(report.grants, 1):
        source = report.source(grant.source_id)
        given = name_of(source) if source else ("nobody who could be made out",)
        why: Line = ("none is given",) if grant.reason is None else (words(report, grant.reason),)
        mark = Mark(
            f"N{number}",
            Sort.GRANT,
            "why unnamed" if grant.reason is not None else "unnamed",
            grant.source_id or "",
            family_of(source) if source else None,
            facts=(("Anonymity for", given), ("Reason", why)),
            evidence=found_by(report, grant.evidence),
        )
        yield _Laid(mark, tuple(merge([grant.span, *([grant.reason] if grant.reason is not None else [])], gap=1)))


def _answers(report: Report) -> Iterator[_Laid]:
    for number, each in enumerate(report.non_responses, 1):
        named = None if each.party is None else report.text(each.party)
        party: Line = (Foreign(each.party_label or named or "somebody the draft does not name"),)
        facts = (("Asked", party), ("Answer", (NON_RESPONSE[each.kind],)))
        mark = Mark(f"R{number}", Sort.NO_ANSWER, "no answer", facts=facts, evidence=found_by(report, each.evidence))
        yield _Laid(mark, (each.span,))


def _charges(report: Report) -> Iterator[_Laid]:
    every = {charge.id: charge for charge in report.charges}
    for each in report.accusations:
        facts = charges.told_of(report, every[each.charge], each)
        yield _Laid(Mark(each.id, Sort.ACCUSATION, each.charge, facts=facts), (each.span,))


def _finding(finding: Finding, span: Span) -> _Laid:
    return _Laid(Mark(finding.id, Sort.FINDING, finding.id, severity=finding.severity), (span,))
