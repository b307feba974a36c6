"""The transparency report of one article for people, in Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.base.printable import visible
from auditor.base.spans import Span
from auditor.records.report import Finding, Footing, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import AnonymityGrant, Evidence, NonResponse, Source, SourceKind, Statement
from auditor.render import profiles
from auditor.render.markup import code, escape, name_of, place, row, words
from auditor.render.verdict import standing, verdict
from auditor.render.wording import (
    CONFIDENCE,
    KIND,
    NON_RESPONSE,
    kind_of,
    listed,
    percent,
    plural,
    quoted,
    severities,
    shorten,
)

SIGNATURE = "<!-- auditor.report/1: a transparency report, not a draft -->"
"""The last line of every report, by which it is known wherever it lies; Markdown does not show it."""

_GAP = " […] "


def render(report: Report) -> str:
    """The whole report as Markdown that ends with `SIGNATURE` and a line end; equal reports give equal text."""
    sections = (
        _head(report),
        ["## Sources", "", *_sources(report)],
        ["## Anonymity grants", "", *_grants(report)],
        ["## Asked for comment, none given", "", *_non_responses(report)],
        ["## What stands on anonymous sources alone", "", *_alone(report)],
        ["## By what readers can judge each source", "", *profiles.profiles(report)],
        ["## Accusations and answers", "", *profiles.accusations(report)],
        ["## Findings", "", *_findings(report)],
        ["## Questions that only people can answer", "", *profiles.checklist(report)],
        ["## Notes", "", *_notes(report)],
        ["## Appendix: every statement", "", *_statements(report)],
        ["## Appendix: how the sources were put together", "", *_chains(report)],
        ["## How this report was made", "", *_provenance(report)],
    )
    return "\n\n".join("\n".join(lines).strip("\n") for lines in sections) + f"\n\n{SIGNATURE}\n"


# ---------------------------------------------------------------- sections


def _head(report: Report) -> list[str]:
    article = report.article
    lines = [
        f"# Transparency report: {escape(article.title or visible(article.path))}",
        "",
        f"**{verdict(report)}**",
        "",
    ]
    further = " ".join(standing(report))
    if further:
        lines += [further, ""]
    facts = [code(article.path), plural(article.words, "word"), plural(len(report.statements), "statement")]
    for key, value in article.meta.items():
        if key != "title":
            facts.append(f"{escape(key)}: {escape(value if isinstance(value, str) else ', '.join(value))}")
    return [*lines, " · ".join(facts)]


def _sources(report: Report) -> list[str]:
    if not report.sources:
        return ["No source was found."]
    head = ("Id", "Source", "Kind", "Statements", "Where", "How identified", "Why unnamed")
    rows = [_source_cells(report, source) for source in report.sources]
    ruler = row("---" for _ in head)
    return [row(head), ruler, *(row(cells) for cells in rows)]


def _source_cells(report: Report, source: Source) -> tuple[str, ...]:
    number = len(report.statements_of(source.id))
    return (
        source.id,
        escape(shorten(source.label, 100)),
        kind_of(source),
        f"{number} ({percent(number, len(report.statements))})",
        _where(report, source),
        _identified(report, source),
        _why_unnamed(report, source),
    )


def _where(report: Report, source: Source) -> str:
    parts = [footing.part for footing in report.metrics.footings if source.id in footing.source_ids]
    firsts = (_first(statement) for statement in report.statements_of(source.id))
    lines = sorted({report.places[span].line for span in firsts if span is not None})
    if len(lines) > 5:
        parts.append(f"lines {lines[0]} to {lines[-1]}")
    elif lines:
        parts.append(("line " if len(lines) == 1 else "lines ") + listed([str(line) for line in lines]))
    return "; ".join(parts) or "–"


def _first(statement: Statement) -> Span | None:
    """The first words of a statement, whatever they are: content, cue or source."""
    spans = [*statement.content, *(span for span in (statement.cue, statement.source) if span is not None)]
    return min(spans, default=None)


def _identified(report: Report, source: Source) -> str:
    """The words that describe a source; where it has none of its own, what its label comes to."""
    if source.description is not None:
        return words(report, source.description, 100)
    plain = {
        SourceKind.NAMED_PERSON: "by name only",
        SourceKind.NAMED_ORGANIZATION: "by name",
        SourceKind.MEDIA: "by name",
        SourceKind.UNATTRIBUTED: "–",
    }
    return plain.get(source.kind) or quoted(escape(shorten(source.label, 100)))


def _why_unnamed(report: Report, source: Source) -> str:
    if source.kind is not SourceKind.ANONYMOUS:
        return "–"
    reasons = [grant.reason for grant in report.grants_of(source.id) if grant.reason is not None]
    return "; ".join(words(report, reason, 120) for reason in reasons) or "not said"


def _grants(report: Report) -> list[str]:
    if not report.grants:
        return ["No anonymity grant was found."]
    return [_grant(report, grant) for grant in report.grants]


def _grant(report: Report, grant: AnonymityGrant) -> str:
    source = report.source(grant.source_id)
    given = f"Given to {name_of(source)}." if source else "It could not be joined to a source."
    reason = "No reason is given" if grant.reason is None else f"Reason: {words(report, grant.reason)}"
    return f"- {place(report, grant.span)} {words(report, grant.span)}. {reason}. {given}"


def _non_responses(report: Report) -> list[str]:
    if not report.non_responses:
        return ["The article names nobody who was asked for comment and gave none."]
    return [_non_response(report, item) for item in report.non_responses]


def _non_response(report: Report, item: NonResponse) -> str:
    named = None if item.party is None else report.text(item.party)
    party = escape(item.party_label or named or "somebody the article does not name")
    return f"- {place(report, item.span)} **{party}** {NON_RESPONSE[item.kind]}: {words(report, item.span)}."


def _alone(report: Report) -> list[str]:
    metrics = report.metrics
    lines = [_footing(report, footing) for footing in metrics.footings]
    anonymous = metrics.statements.get(SourceKind.ANONYMOUS, 0)
    if not anonymous:
        return [*lines, "- No statement comes from an anonymous source."]
    passed_on, all_words = metrics.words.get(SourceKind.ANONYMOUS, 0), sum(metrics.words.values())
    all_words += metrics.unresolved_words
    total = metrics.total_statements
    verb = "comes" if anonymous == 1 else "come"
    lines.append(
        f"- {anonymous} of {plural(total, 'statement')} ({percent(anonymous, total)}) {verb} from anonymous"
        f" sources; {passed_on} of the {plural(all_words, 'word')} passed on ({percent(passed_on, all_words)})."
    )
    return lines


def _footing(report: Report, footing: Footing) -> str:
    part = footing.part.capitalize()
    if not footing.statements:
        return f"- {part}: no; nothing in it is passed on from a source."
    named = [source for source in report.sources if source.id in footing.source_ids]
    whose = "; ".join(map(name_of, named)) or "from no source that could be made out"
    answer = "**yes**" if footing.anonymous_only else "no"
    return f"- {part}: {answer}. {plural(footing.statements, 'statement')}: {whose}."


def _findings(report: Report) -> list[str]:
    if not report.findings:
        return ["No finding: no policy of the packs in use objects to anything."]
    open_ones = [finding for finding in report.findings if finding.waived is None]
    counts = severities({s: sum(f.severity is s for f in open_ones) for s in Severity})
    waived = len(report.findings) - len(open_ones)
    total = f"{plural(len(open_ones), 'finding')}{f': {counts}' if counts else ''}"
    ranked = sorted(report.findings, key=lambda f: (f.waived is not None, f.severity.rank))
    head = f"{total}{f'; {waived} waived' if waived else ''}."
    return [head, "", *(_finding(report, finding) for finding in ranked)]


def _finding(report: Report, finding: Finding) -> str:
    where = ", whole article"
    if finding.span is not None:
        where = f" at {place(report, finding.span)} {words(report, finding.span, 80)}"
    parts = [
        f"- **{finding.severity.value}**{where}: {escape(finding.message)}",
        f"({CONFIDENCE[finding.confidence]}, {code(finding.policy)})",
    ]
    if finding.standard:
        parts.append(f"Standard: {escape(finding.standard)}.")
    if finding.caution:
        parts.append(f"*Caution: {escape(finding.caution)}*")
    if finding.waived is not None:
        parts.append(f"Waived: {escape(finding.waived)}")
    return " ".join(parts)


def _notes(report: Report) -> list[str]:
    if not report.notes:
        return ["Nothing in the file had to be guessed, dropped or cut."]
    places = ["" if note.span is None else place(report, note.span) + " " for note in report.notes]
    return [
        f"- {place}{escape(note.message)} ({escape(note.code)})"
        for place, note in zip(places, report.notes, strict=True)
    ]


# ---------------------------------------------------------------- appendices


def _statements(report: Report) -> list[str]:
    if not report.statements:
        return ["No statement was found."]
    lines = ["Places are line:column. […] stands between parts that the article separates.", ""]
    for statement in report.statements:
        lines += _statement(report, statement)
    return lines


def _statement(report: Report, statement: Statement) -> list[str]:
    first = _first(statement)
    at = "" if first is None else f" {place(report, first)}"
    source = report.source(statement.source_id)
    who = f"{name_of(source)} ({KIND[source.kind]})" if source else "no source could be made out"
    mention = "" if statement.source is None else f", in the words {words(report, statement.source, 80)}"
    cue = "no cue" if statement.cue is None else f"cue {words(report, statement.cue, 80)}"
    content = escape(shorten(_GAP.join(report.text(span) for span in statement.content)))
    content = content.replace(escape(_GAP), _GAP.strip())
    return [
        f"- **{statement.id}**{at} {statement.mode.value}, {cue}, {CONFIDENCE[statement.confidence]}",
        f"  - Source: {who}{mention}",
        f"  - Content: {quoted(content) if content else 'none'}",
        *_evidence(report, statement.evidence, "  "),
    ]


def _evidence(report: Report, evidence: Sequence[Evidence], indent: str) -> list[str]:
    return [
        f"{indent}- {code(item.rule)} at {place(report, item.span)} {words(report, item.span, 80)}: {escape(item.what)}"
        for item in dict.fromkeys(evidence)
    ]


def _chains(report: Report) -> list[str]:
    if not report.sources:
        return ["No source was found."]
    lines: list[str] = []
    for source in report.sources:
        mentions = (f"{place(report, mention.span)} {words(report, mention.span, 80)}" for mention in source.mentions)
        lines.append(f"- **{source.id}** {escape(source.label)} ({KIND[source.kind]})")
        lines.append(f"  - Mentions: {', '.join(mentions) or 'none'}")
        lines += _evidence(report, source.evidence, "  ")
    return lines


def _provenance(report: Report) -> list[str]:
    made = report.provenance
    packs = listed([f"{escape(p.name)} {escape(p.version)} ({p.sha256[:12]})" for p in made.packs])
    return [
        "By a program, which reads words and can be mistaken: check a statement in the appendix before acting"
        " on a count. It describes what the article says about its sources and nothing else.",
        "",
        f"- auditor {escape(made.auditor)}, model {escape(made.model_name)} {escape(made.model_version)}",
        f"- Packs: {packs or 'none'}",
        f"- File: {code(report.article.path)}, SHA-256 {report.article.sha256[:12]}",
    ]
