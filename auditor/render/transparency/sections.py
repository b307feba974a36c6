"""From the report on an article to the document that people read: its sections in order, the gravest first in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.base.printable import visible
from auditor.base.spans import Span
from auditor.records.report import Finding, Footing, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import AnonymityGrant, Evidence, NonResponse, Relayed, Source, SourceKind, Statement
from auditor.render.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Foreign,
    Item,
    Line,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    items,
    joined,
    line,
    told,
)
from auditor.render.transparency import charges, profiles
from auditor.render.transparency.pieces import how_places_are_told, name_of, place, words
from auditor.render.verdict import standing, verdict
from auditor.render.wording import (
    CONFIDENCE,
    NON_RESPONSE,
    kind_of,
    listed,
    percent,
    plural,
    severities,
    shorten,
    sort_of,
)

_GAP = " […] "
_NO_SOURCE = Paragraph(("No source was found.",))


def document(report: Report) -> Document:
    """All that the transparency report of one article says; equal reports give equal documents."""
    return Document(
        title=("Transparency report: ", Foreign(report.article.title or visible(report.article.path))),
        opening=tuple(_opening(report)),
        sections=(
            Section("Sources", (_sources(report),)),
            *_of_others(report),
            Section("Anonymity grants", (_grants(report),)),
            Section("Asked for comment, none given", (_non_responses(report),)),
            Section("What stands on anonymous sources alone", (_alone(report),)),
            Section("By what readers can judge each source", (profiles.profiles(report),)),
            Section("Accusations and answers", charges.short(report)),
            Section("Findings", _findings(report)),
            Section("Questions that only people can answer", (profiles.checklist(report),)),
            Section("Notes", (_notes(report),)),
            Section("Appendix: every statement", _statements(report)),
            Section("Appendix: how the sources were put together", (_chains(report),)),
            Section("How this report was made", _provenance(report)),
        ),
    )


# ---------------------------------------------------------------- sections


def _opening(report: Report) -> Iterator[Block]:
    article = report.article
    yield told(Strong((verdict(report),)))
    if further := " ".join(standing(report)):
        yield told(further)
    facts: list[Line] = [
        (Code(article.path),),
        (plural(article.words, "word"),),
        (plural(len(report.statements), "statement"),),
    ]
    for key, value in article.meta.items():
        if key != "title":
            facts.append((Foreign(key), ": ", Foreign(value if isinstance(value, str) else ", ".join(value))))
    yield told(joined(facts, " · "))


def _sources(report: Report) -> Block:
    if not report.sources:
        return _NO_SOURCE
    head = ("Id", "Source", "Kind", "Statements", "Where", "How identified", "Why unnamed")
    return Table(head, tuple(_source_cells(report, source) for source in report.sources))


def _source_cells(report: Report, source: Source) -> tuple[Line, ...]:
    number = len(report.statements_of(source.id))
    return (
        (source.id,),
        (Foreign(shorten(source.label, 100)),),
        (kind_of(source),),
        (f"{number} ({percent(number, len(report.statements))})",),
        (_where(report, source),),
        (_identified(report, source),),
        _why_unnamed(report, source),
    )


def _where(report: Report, source: Source) -> str:
    parts = [footing.part for footing in report.metrics.footings if source.id in footing.source_ids]
    firsts = (_first(statement) for statement in report.statements_of(source.id))
    places = [report.places[span] for span in firsts if span is not None]
    inside = list(dict.fromkeys(place.part for place in places if place.part is not None))
    if inside:
        more = f" and {len(inside) - 5} more" if len(inside) > 5 else ""
        return "; ".join([*parts, ", ".join(inside[:5]) + more])
    lines = sorted({place.line for place in places})
    if len(lines) > 5:
        parts.append(f"lines {lines[0]} to {lines[-1]}")
    elif lines:
        parts.append(("line " if len(lines) == 1 else "lines ") + listed([str(line) for line in lines]))
    return "; ".join(parts) or "–"


def _first(statement: Statement) -> Span | None:
    """The first words of a statement, whatever they are: content, cue or source."""
    spans = [*statement.content, *(span for span in (statement.cue, statement.source) if span is not None)]
    return min(spans, default=None)


def _identified(report: Report, source: Source) -> str | Quote:
    """The words that describe a source; where there are none, how its name or its label identifies it."""
    if source.description is not None:
        return words(report, source.description, 100)
    plain = {
        SourceKind.NAMED_PERSON: "by name only",
        SourceKind.NAMED_ORGANIZATION: "by name",
        SourceKind.MEDIA: "by name",
        SourceKind.UNATTRIBUTED: "–",
    }
    return plain.get(source.kind) or Quote((shorten(source.label, 100),))


def _why_unnamed(report: Report, source: Source) -> Line:
    if not source.is_own_anonymous:
        return ("–",)
    reasons = [grant.reason for grant in report.grants_of(source.id) if grant.reason is not None]
    return joined(((words(report, reason, 120),) for reason in reasons), "; ") or ("not said",)


def _of_others(report: Report) -> tuple[Section, ...]:
    """The section on relayed sources; none where there are none."""
    listed = items(_relayed(report, item) for item in report.relayed)
    return (Section("Relayed: people on whom another outlet relied", (listed,)),) if report.relayed else ()


def _relayed(report: Report, item: Relayed) -> Line:
    number = "number not said" if item.count is None else plural(item.count, "person", "people")
    source = report.source(item.source_id)
    own = () if source is None else (" Source ", source.id, ", no anonymous source of the article’s own.")
    outlet = Strong((Foreign(item.outlet_label),))
    return line(place(report, item.span), " ", words(report, item.span), f", {number}, by way of ", outlet, ".", *own)


def _grants(report: Report) -> Block:
    if not report.grants:
        return told("No anonymity grant was found.")
    return items(_grant(report, grant) for grant in report.grants)


def _grant(report: Report, grant: AnonymityGrant) -> Line:
    source = report.source(grant.source_id)
    given = line("Given to ", name_of(source), ".") if source else ("It could not be joined to a source.",)
    reason = ("No reason is given",) if grant.reason is None else ("Reason: ", words(report, grant.reason))
    return line(place(report, grant.span), " ", words(report, grant.span), ". ", reason, ". ", given)


def _non_responses(report: Report) -> Block:
    if not report.non_responses:
        return told("The article names nobody who was asked for comment and gave none.")
    return items(_non_response(report, item) for item in report.non_responses)


def _non_response(report: Report, item: NonResponse) -> Line:
    named = None if item.party is None else report.text(item.party)
    party = Strong((Foreign(item.party_label or named or "somebody the article does not name"),))
    return line(place(report, item.span), " ", party, f" {NON_RESPONSE[item.kind]}: ", words(report, item.span), ".")


def _alone(report: Report) -> Block:
    return items([*(_footing(report, footing) for footing in report.metrics.footings), (_anonymous(report),)])


def _anonymous(report: Report) -> str:
    metrics = report.metrics
    anonymous = metrics.statements.get(SourceKind.ANONYMOUS, 0)
    if not anonymous:
        return "No statement comes from an anonymous source."
    passed_on, all_words = metrics.words.get(SourceKind.ANONYMOUS, 0), metrics.total_words
    total = metrics.total_statements
    verb = "comes" if anonymous == 1 else "come"
    return (
        f"{anonymous} of {plural(total, 'statement')} ({percent(anonymous, total)}) {verb} from anonymous"
        f" sources; {passed_on} of the {plural(all_words, 'word')} passed on ({percent(passed_on, all_words)})."
    )


def _footing(report: Report, footing: Footing) -> Line:
    part = footing.part.capitalize()
    if not footing.statements:
        return (f"{part}: no; nothing in it is passed on from a source.",)
    named = [source for source in report.sources if source.id in footing.source_ids]
    whose = joined(map(name_of, named), "; ") or ("from no source that could be made out",)
    answer = Strong(("yes",)) if footing.anonymous_only else "no"
    return line(f"{part}: ", answer, f". {plural(footing.statements, 'statement')}: ", whose, ".")


def _findings(report: Report) -> tuple[Block, ...]:
    if not report.findings:
        return (told("No finding: no policy of the packs in use objects to anything."),)
    open_ones = [finding for finding in report.findings if finding.waived is None]
    counts = severities({s: sum(f.severity is s for f in open_ones) for s in Severity})
    waived = len(report.findings) - len(open_ones)
    total = f"{plural(len(open_ones), 'finding')}{f': {counts}' if counts else ''}"
    ranked = sorted(report.findings, key=lambda f: (f.waived is not None, f.severity.rank))
    head = f"{total}{f'; {waived} waived' if waived else ''}."
    return told(head), items(_finding(report, finding) for finding in ranked)


def _finding(report: Report, finding: Finding) -> Line:
    where: Line = (", whole article",)
    if finding.span is not None:
        where = (" at ", place(report, finding.span), " ", words(report, finding.span, 80))
    parts = [
        line(Strong((finding.severity.value,)), where, ": ", Foreign(finding.message)),
        (f"({CONFIDENCE[finding.confidence]}, ", Code(finding.policy), ")"),
    ]
    if finding.standard:
        parts.append(("Standard: ", Foreign(finding.standard), "."))
    if finding.caution:
        parts.append((Emphasis(("Caution: ", Foreign(finding.caution))),))
    if finding.waived is not None:
        parts.append(("Waived: ", Foreign(finding.waived)))
    return joined(parts, " ")


def _notes(report: Report) -> Block:
    if not report.notes:
        return told("Nothing in the file had to be guessed, dropped or cut.")
    places = [() if note.span is None else (place(report, note.span), " ") for note in report.notes]
    return items(
        line(where, Foreign(note.message), " (", Foreign(note.code), ")")
        for where, note in zip(places, report.notes, strict=True)
    )


# ---------------------------------------------------------------- appendices


def _statements(report: Report) -> tuple[Block, ...]:
    if not report.statements:
        return (told("No statement was found."),)
    head = told(f"{how_places_are_told(report)}{_GAP.strip()} stands between parts that the article separates.")
    return head, items(_statement(report, statement) for statement in report.statements)


def _statement(report: Report, statement: Statement) -> Item:
    first = _first(statement)
    at = () if first is None else (" ", place(report, first))
    source = report.source(statement.source_id)
    who = line(name_of(source), f" ({sort_of(source)})") if source else ("no source could be made out",)
    mention = () if statement.source is None else (", in the words ", words(report, statement.source, 80))
    cue = ("no cue",) if statement.cue is None else ("cue ", words(report, statement.cue, 80))
    content = shorten(_GAP.join(report.text(span) for span in statement.content))
    content = f"{cut}…" if (cut := content.removesuffix(_GAP.rstrip() + "…")) != content else content
    head = line(Strong((statement.id,)), at, f" {statement.mode.value}, ", cue, f", {CONFIDENCE[statement.confidence]}")
    below = (
        Item(line("Source: ", who, mention)),
        Item(("Content: ", Quote(tuple(content.split(_GAP))) if content else "none")),
    )
    return Item(head, (*below, *_evidence(report, statement.evidence)))


def _evidence(report: Report, evidence: Sequence[Evidence]) -> tuple[Item, ...]:
    return tuple(
        Item((Code(e.rule), " at ", place(report, e.span), " ", words(report, e.span, 80), ": ", Foreign(e.what)))
        for e in dict.fromkeys(evidence)
    )


def _chains(report: Report) -> Block:
    if not report.sources:
        return _NO_SOURCE
    return items(_chain(report, source) for source in report.sources)


def _chain(report: Report, source: Source) -> Item:
    mentions = ((place(report, mention.span), " ", words(report, mention.span, 80)) for mention in source.mentions)
    head = (Strong((source.id,)), " ", Foreign(source.label), f" ({sort_of(source)})")
    below = Item(line("Mentions: ", joined(mentions, ", ") or ("none",)))
    return Item(head, (below, *_evidence(report, source.evidence)))


def _provenance(report: Report) -> tuple[Block, ...]:
    made = report.provenance
    packs = joined(
        ((Foreign(p.name), " ", Foreign(p.version), f" ({p.sha256[:12]})") for p in made.packs), ", ", " and "
    )
    model = (Foreign(made.model_name), " ", Foreign(made.model_version))
    return (
        told(
            "By a program, which reads words and can be mistaken: check a statement in the appendix before acting"
            " on a count. It describes what the article says about its sources and nothing else."
        ),
        items(
            (
                line("auditor ", Foreign(made.auditor), ", model ", model),
                line("Packs: ", packs or ("none",)),
                line("File: ", Code(report.article.path), f", SHA-256 {report.article.sha256[:12]}"),
            )
        ),
    )
