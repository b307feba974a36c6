"""What only some readers of a report want: every statement, how sources were put together, what made the report."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.records.report import Report
from auditor.records.sourcing import Evidence, Source, Statement
from auditor.render.document import Block, Code, Fold, Foreign, Item, Line, Quote, Strong, items, joined, line, told
from auditor.render.transparency.pieces import first_of, name_of, place, ref, words
from auditor.render.wording import CONFIDENCE, MODE, shorten, sort_of

_GAP = " […] "


def blocks(report: Report) -> tuple[Block, ...]:
    """What made the report, and two folds: every statement and every mention of a source, each with its evidence."""
    statements = [_statement(report, each) for each in report.statements]
    sources = [_chain(report, each) for each in report.sources]
    return (
        *_made(report),
        *((Fold("Every statement, and what found it", (items(statements),), "statements"),) if statements else ()),
        *(
            (Fold("Every mention of each source, and what joined them", (items(sources),), "mentions"),)
            if sources
            else ()
        ),
    )


def _statement(report: Report, statement: Statement) -> Item:
    first = first_of(statement)
    at = () if first is None else line(" ", place(report, first))
    source = report.source(statement.source_id)
    who = line(name_of(source), f" ({sort_of(source)})") if source else ("no source could be made out",)
    mention = () if statement.source is None else line(", in the words ", words(report, statement.source, 80))
    cue = () if statement.cue is None else line(", introduced by ", words(report, statement.cue, 80))
    content = shorten(_GAP.join(report.text(span) for span in statement.content))
    content = f"{cut}…" if (cut := content.removesuffix(_GAP.rstrip() + "…")) != content else content
    head = line(Strong((statement.id,)), at, f", {MODE[statement.mode]}", cue, f", {CONFIDENCE[statement.confidence]}")
    below = (
        Item(line("Source: ", who, mention)),
        Item(("What is said: ", Quote(tuple(content.split(_GAP))) if content else "nothing that could be made out")),
    )
    return Item(head, (*below, *_evidence(report, statement.evidence)))


def _evidence(report: Report, evidence: Sequence[Evidence]) -> tuple[Item, ...]:
    return tuple(map(Item, found_by(report, evidence)))


def found_by(report: Report, evidence: Sequence[Evidence]) -> tuple[Line, ...]:
    """A line for each piece of evidence: the rule or the step, its place and its words."""
    return tuple(
        (Code(e.rule), " at ", place(report, e.span), " ", words(report, e.span, 80), ": ", Foreign(e.what))
        for e in dict.fromkeys(evidence)
    )


def _chain(report: Report, source: Source) -> Item:
    mentions = (line(words(report, each.span, 80), " (", place(report, each.span), ")") for each in source.mentions)
    head = (Strong((ref(source),)), " ", Foreign(source.label), f" ({sort_of(source)})")
    below = Item(line("Mentions: ", joined(mentions, ", ") or ("none",)))
    return Item(head, (below, *_evidence(report, source.evidence)))


def _made(report: Report) -> tuple[Block, ...]:
    return (
        told(
            "By a program, which reads words and can be mistaken: look at the draft before you act on a count. It says"
            " what the draft says about its sources, and nothing else."
        ),
        made_of(report),
    )


def made_of(report: Report) -> Block:
    """Which program made the report, with which model and rules, and of which file, by its digest."""
    made = report.provenance
    packs = joined(
        (line(Foreign(p.name), " ", Foreign(p.version), f" ({p.sha256[:12]})") for p in made.packs), ", ", " and "
    )
    facts: tuple[Line, ...] = (
        line("auditor ", Foreign(made.auditor)),
        line("language model ", Foreign(made.model_name), " ", Foreign(made.model_version)),
        line("rules ", packs or ("none",)),
        line("file SHA-256 ", report.article.sha256[:12]),
    )
    return told(joined(facts, " · "))
