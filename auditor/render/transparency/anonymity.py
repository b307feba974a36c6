"""Anonymity in an article: which sources are not named, why, what the reason is worth, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.records.appraisal import Identified
from auditor.records.report import Report
from auditor.records.sourcing import AnonymityGrant, Relayed, Source, SourceKind
from auditor.render.document import Block, Emphasis, Foreign, Item, Line, Strong, items, joined, line, told
from auditor.render.transparency import profiles
from auditor.render.transparency.pieces import name_of, place, words
from auditor.render.verdict import anonymous
from auditor.render.wording import percent, plural


def blocks(report: Report) -> tuple[Block, ...]:
    """Each anonymous source with its reason, what rests on all of them, loose grants, and people whom others relay."""
    sources = anonymous(report)
    found: list[Block] = [told(_share(report))] if sources else [told("No source of the draft’s own is anonymous.")]
    entries = [_source(report, source) for source in sources]
    loose = [grant for grant in report.grants if report.source(grant.source_id) not in sources]
    entries += [Item(_loose(report, grant)) for grant in loose]
    entries += [Item(_relayed(report, each)) for each in report.relayed]
    return (*found, items(entries)) if entries else tuple(found)


def _share(report: Report) -> str:
    metrics = report.metrics
    number, total = metrics.statements.get(SourceKind.ANONYMOUS, 0), metrics.total_statements
    passed_on, of_all = metrics.words.get(SourceKind.ANONYMOUS, 0), metrics.total_words
    verb = "comes" if number == 1 else "come"
    return (
        f"{number} of {plural(total, 'statement')} ({percent(number, total)}) {verb} from anonymous sources:"
        f" {passed_on} of the {plural(of_all, 'word')} that sources say ({percent(passed_on, of_all)})."
    )


def _source(report: Report, source: Source) -> Item:
    count = f" ({plural(source.count, 'person', 'people')})" if source.count else " (number not said)"
    return Item(line(Strong(name_of(source)), count), tuple(Item(each) for each in facts(report, source)))


def facts(report: Report, source: Source) -> Iterator[Line]:
    """Why a source is not named, what readers learn of it, and whether it stands alone."""
    seen = report.profile(source.id)
    grants = report.grants_of(source.id)
    reasons = [grant.reason for grant in grants if grant.reason is not None]
    if reasons:
        worth = "" if seen is None or seen.unnamed is None else f" – {profiles.REASON[seen.unnamed.value]}"
        given = joined((line(words(report, each), " (", place(report, each), ")") for each in reasons), "; ")
        yield line("Why not named: ", given, worth, ".")
    else:
        asked = line(", only that: ", words(report, grants[0].span)) if grants else ()
        yield line("Why not named: ", Strong(("the draft does not say",)), asked, ".")
    if seen is None:
        return
    if seen.identified.value in {Identified.BARE, Identified.HIDDEN}:
        yield ("What readers learn of who it is: nothing.",)
    where = line(" (", words(report, seen.knows.span, 80), ")") if seen.knows.span is not None else ()
    yield line(f"How the source knows: {profiles.KNOWS[seen.knows.value]}", where, ".")
    yield line(profiles.alone(report, seen), ".")


def _loose(report: Report, grant: AnonymityGrant) -> Line:
    """A grant of anonymity to nobody of the anonymous sources."""
    source = report.source(grant.source_id)
    given = line("given to ", name_of(source)) if source else ("to whom could not be made out",)
    why = ("no reason",) if grant.reason is None else line("reason: ", words(report, grant.reason))
    return line(
        "Anonymity at ", place(report, grant.span), ": ", words(report, grant.span), "; ", given, "; ", why, "."
    )


def _relayed(report: Report, item: Relayed) -> Line:
    number = "number not said" if item.count is None else plural(item.count, "person", "people")
    outlet = Strong((Foreign(item.outlet_label),))
    return line(
        *(
            "Another outlet’s: ",
            words(report, item.span),
            f" ({place(report, item.span).where}; {number}), relied on by ",
        ),
        *(outlet, "; ", Emphasis(("no anonymous source of the draft’s own",)), "."),
    )
