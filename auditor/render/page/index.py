"""The index over a folder of reports: one HTML page with a table, charts with their numbers, and who is to be first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.base.printable import one_line, visible
from auditor.records.report import Failure, Report
from auditor.render import desk
from auditor.render.desk import Entry, Share
from auditor.render.document import SIGNATURE
from auditor.render.page import files
from auditor.render.page.writer import environment, policy
from auditor.render.wording import plural

_STYLE = ("style/tokens.css", "style/plain.css", "style/index.css")
_SCRIPT = "script/index.js"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their numbers, one for each value of a field."""

    title: str
    name: str
    bars: Sequence[Share]
    without: int
    """How many drafts have no such field."""


def write(reports: Sequence[tuple[Report, str]], failures: Sequence[Failure] = ()) -> str:
    """The index of `reports`, each with the address of its page relative to the index; it ends with `SIGNATURE`."""
    entries = [desk.entry(report, href) for report, href in reports]
    style, script = files.texts(*_STYLE), files.text(_SCRIPT)
    page = environment().get_template("index.html")
    filled = page.render(
        title="Drafts in review",
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        signature=Markup(SIGNATURE),
        entries=sorted(entries, key=lambda each: ([-number for number in each.needs], each.path)),
        tally=_tally(entries, failures),
        first=(shown := desk.first(entries)),
        more=len(desk.first(entries, len(entries))) - len(shown),
        desks=sorted({each.desk for each in entries} - {""}),
        charts=_charts(entries),
        rules=desk.objected(report for report, _ in reports),
        failures=[(visible(each.path), one_line(f"{each.code} {each.message}")) for each in failures],
        share=_share,
    )
    return f"{filled.rstrip()}\n"


def _charts(entries: Sequence[Entry]) -> list[Chart]:
    fields: Sequence[tuple[str, str, Callable[[Entry], str]]] = (
        ("By desk", "desk", lambda each: each.desk),
        ("By author", "author", lambda each: each.author),
        ("By week", "week", lambda each: each.week),
    )
    made = [
        Chart(title, name, desk.shares(entries, of), sum(not of(each) for each in entries))
        for title, name, of in fields
    ]
    return [chart for chart in made if chart.bars]


def _tally(entries: Sequence[Entry], failures: Sequence[Failure]) -> str:
    need = sum(bool(each.errors or each.warnings) for each in entries)
    parts = [f"{plural(len(entries), 'draft')}: {need} {'needs' if need == 1 else 'need'} an editor"]
    alone = sum(bool(each.alone) for each in entries)
    if alone:
        parts.append(f"{alone} with a headline or first paragraph on anonymous sources alone")
    unexplained = sum(each.unexplained for each in entries)
    if unexplained:
        parts.append(f"{plural(unexplained, 'anonymous source')} without a reason")
    if failures:
        parts.append(f"{plural(len(failures), 'file')} could not be audited")
    return f"{', '.join(parts)}."


def _share(part: int, whole: int) -> int:
    """`part` of `whole` in per cent, 0 for nothing."""
    return round(100 * part / whole) if whole else 0
