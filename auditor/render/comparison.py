"""What became of an article between two versions, as a document: its sources, then the findings on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.base.printable import visible
from auditor.records.comparison import Comparison, Kept, Versions
from auditor.records.report import Finding, Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind
from auditor.render.document import (
    Block,
    Code,
    Document,
    Foreign,
    Item,
    Line,
    Section,
    Strong,
    Table,
    items,
    joined,
    line,
    told,
)
from auditor.render.transparency.pieces import place
from auditor.render.wording import CONFIDENCE, kind_of, percent, plural


def document(versions: Versions) -> Document:
    """All articles that were compared, those in which something changed first, each in a section of its own."""
    changed = [each for each in versions.compared if _is_changed(each)]
    same = [each for each in versions.compared if not _is_changed(each)]
    return Document(
        title=("What changed",),
        opening=tuple(_opening(versions, changed)),
        sections=(
            *(_section(each) for each in changed),
            *_names("Unchanged in sources and findings", [each.name for each in same]),
            *_names("Only in the old version", [each.article.path for each in versions.only_old]),
            *_names("Only in the new version", [each.article.path for each in versions.only_new]),
            *_failed(versions),
        ),
    )


def _is_changed(each: Comparison) -> bool:
    return bool(each.came or each.went or each.new_findings or each.fixed_findings or any(map(_is_altered, each.kept)))


def _is_altered(kept: Kept) -> bool:
    """Whether readers are told something else of a source than before."""
    old, new = kept.old, kept.new
    return (old.kind, old.count, old.label) != (new.kind, new.count, new.label) or kept.reason_before != kept.reason_now


def _opening(versions: Versions, changed: Sequence[Comparison]) -> Iterator[Block]:
    total = plural(len(versions.compared), "draft")
    fresh = sum(len(each.new_findings) for each in versions.compared)
    fixed = sum(len(each.fixed_findings) for each in versions.compared)
    kept = sum(len(each.kept_findings) for each in versions.compared)
    head = f"{total} compared: {len(changed)} changed. Findings: {fresh} new, {fixed} fixed, {kept} kept."
    yield told(Strong((head,)))


def _section(each: Comparison) -> Section:
    blocks: list[Block] = [_figures(each)]
    if entries := [*_sources(each)]:
        blocks += [told(Strong(("Sources",))), items(entries)]
    if found := [*_findings(each)]:
        blocks += [told(Strong(("Findings",))), items(found)]
    return Section((Foreign(each.new.article.title or each.name),), tuple(blocks))


def _figures(each: Comparison) -> Table:
    """The figures of both versions side by side."""
    rows = [
        (name, of(each.old), of(each.new))
        for name, of in (
            ("words", lambda report: str(report.article.words)),
            ("sources", lambda report: str(report.metrics.total_sources)),
            ("named", lambda report: str(report.metrics.named)),
            ("anonymous", lambda report: str(report.metrics.anonymous)),
            ("statements of anonymous sources", _share),
        )
    ]
    return Table(("", "before", "now"), tuple(((name,), (old,), (new,)) for name, old, new in rows))


def _share(report: Report) -> str:
    number = report.metrics.statements.get(SourceKind.ANONYMOUS, 0)
    return f"{number} ({percent(number, report.metrics.total_statements)})"


# ---------------------------------------------------------------- sources


def _sources(each: Comparison) -> Iterator[Item | Line]:
    for source in each.came:
        yield line(Strong(("came: ",)), *_called(source))
    for source in each.went:
        yield line(Strong(("went: ",)), *_called(source))
    for kept in each.kept:
        if _is_altered(kept):
            yield line(Strong((f"{_what_became(kept)}: ",)), *_change(kept))


def _what_became(kept: Kept) -> str:
    if kept.became_named:
        return "is named now"
    if kept.became_anonymous:
        return "is anonymous now"
    if kept.old.kind is not kept.new.kind:
        return "is of another kind now"
    if kept.reason_before != kept.reason_now:
        return "is explained now" if kept.reason_now else "is no longer explained"
    return "is described otherwise"


def _change(kept: Kept) -> Line:
    old, new = _called(kept.old), _called(kept.new)
    return new if old == new else line(*old, " → ", *new)


def _called(source: Source) -> Line:
    """A source without its number, which differs between versions."""
    kind = kind_of(source)
    return (Foreign(source.label), f" – {kind}") if source.kind not in NAMED_KINDS else (Foreign(source.label),)


# ---------------------------------------------------------------- findings


def _findings(each: Comparison) -> Iterator[Line]:
    for word, report, found in (
        ("new", each.new, each.new_findings),
        ("fixed", each.old, each.fixed_findings),
        ("kept", each.new, each.kept_findings),
    ):
        for finding in sorted(found, key=lambda f: (not f.is_sure, f.severity.rank)):
            yield _finding(word, report, finding)


def _finding(word: str, report: Report, finding: Finding) -> Line:
    where: Line = ("the whole draft",) if finding.span is None else (place(report, finding.span),)
    notes: list[Line] = [(Code(finding.policy),)]
    if finding.confidence is not Confidence.HIGH:
        notes.append((CONFIDENCE[finding.confidence],))
    if finding.waived is not None:
        notes.append(("waived: ", Foreign(finding.waived)))
    at = line(Strong((f"{word}: ",)), finding.severity.value, ", ", where, ": ", Foreign(finding.message))
    return line(*at, " (", joined(notes, ", "), ")")


# ---------------------------------------------------------------- the rest


def _names(title: str, names: Sequence[str]) -> Iterator[Section]:
    if names:
        yield Section(title, (items((Foreign(visible(name)),) for name in names),))


def _failed(versions: Versions) -> Iterator[Section]:
    if versions.failures:
        entries = [line(Code(f.path), ": ", Foreign(f"{f.code} {f.message}")) for f in versions.failures]
        yield Section("Not compared", (items(entries),))
