"""The findings of a run for people at a terminal: by file, each with its sentence and what would put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.records.report import Finding, Report, RunResult
from auditor.records.scales import Confidence
from auditor.render.document import Foreign, Strong
from auditor.render.terminal import closing, tables
from auditor.render.terminal.styled import DIM, MARK, SEVERITY_STYLE, to_str
from auditor.render.terminal.wrapping import NARROWEST, USUAL, joined, marked, pathed, plainly, wrapped
from auditor.render.transparency.pieces import sentence_of
from auditor.render.wording import CONFIDENCE, WHOLE, shorten

_PLACE, _BODY = "  ", "    "
"""How far what a finding is, and what belongs to it, stand from the margin."""


def findings(
    result: RunResult,
    colour: bool = False,
    width: int = USUAL,
    *,
    quiet: bool = False,
    show: Confidence = Confidence.LOW,
    onward: bool = True,
    statistics: bool = False,
) -> str:
    """Files with findings in the order of the run, then what could not be audited, then what became of it all.

    Findings less sure than `show` are counted and not shown, and so are those that are waived. `statistics` puts a
    table by rule in the place of the findings. `onward` ends with what to do next. `quiet` leaves out that and what
    became of the run, so that a clean run says nothing.
    """
    shown = [(each, [f for f in closing.open_findings(each) if f.confidence >= show]) for each in result.reports]
    shown = [(report, found) for report, found in shown if found]
    groups: list[Iterator[Text]] = []
    if statistics:
        groups += [by_rule(shown, width)] if shown else []
    else:
        groups += [_file(report, found, colour, width) for report, found in shown]
    groups += [_others(result, width)] if result.failures or closing.no_reports(result) else []
    told = [] if quiet else [Text(closing.closing(result), "bold")]
    if left_out := closing.hidden(result, show):
        told.append(Text(left_out))
    ends = [line for each in told for line in wrapped(each, width)]
    nameable = [each for each in shown if closing.is_nameable(each[0])]
    if onward and not quiet:
        ends += closing.onward(nameable[0][0], _first(nameable[0][1]), width) if nameable else ()
        ends += closing.accused(result.reports, width)
    return to_str(joined([*groups, *([iter(ends)] if ends else [])]), colour)


def _first(found: Sequence[Finding]) -> Finding:
    """The one that is told first."""
    return next((each for each in found if each.is_sure), found[0])


def _others(result: RunResult, width: int) -> Iterator[Text]:
    for each in result.failures:
        yield from closing.not_audited(each, width)
    for skipped in closing.no_reports(result):
        yield from closing.passed_over(skipped, width)


# ---------------------------------------------------------------- a file


def _file(report: Report, found: Sequence[Finding], colour: bool, width: int) -> Iterator[Text]:
    """The heading of a file, its findings by place, and apart from them those that are less sure."""
    everything = closing.open_findings(report)
    counts = closing.tally(everything)
    if len(found) < len(everything):
        counts += f"; {len(everything) - len(found)} not shown"
    yield from pathed(visible(report.article.path), Text(counts), width)
    if report.article.title:
        yield Text(f"{_PLACE}{shorten(report.article.title, max(width, NARROWEST) - len(_PLACE))}", DIM)
    yield Text()
    sure = [each for each in found if each.is_sure]
    unsure = [each for each in found if not each.is_sure]
    cautions: dict[str, str] = {}
    yield from joined(_group(report, sure, cautions, colour, width))
    if unsure:
        if sure:
            yield Text()
        yield from plainly("Less sure, so look before you act:", width, _PLACE)
        yield Text()
        yield from joined(_group(report, unsure, cautions, colour, width))


def _group(
    report: Report, found: Sequence[Finding], cautions: dict[str, str], colour: bool, width: int
) -> Iterator[Iterator[Text]]:
    """Each finding; a sentence is shown once for all that follow each other on the same words."""
    before: Finding | None = None
    for each in found:
        is_new = before is None or before.span != each.span
        yield _finding(report, each, is_new, cautions, colour, width)
        before = each


def _finding(
    report: Report, finding: Finding, is_new: bool, cautions: dict[str, str], colour: bool, width: int
) -> Iterator[Text]:
    where = WHOLE if finding.span is None else report.places[finding.span].where
    head = Text().append(f"{where}  ", DIM).append(finding.severity.value, SEVERITY_STYLE[finding.severity])
    yield from wrapped(head.append("  ").append(one_line(finding.message), "bold"), width, _PLACE, _BODY)
    if is_new and (sentence := _sentence(report, finding)):
        yield from marked(sentence, width, Text(_BODY).append("│ ", DIM), colour)
    if finding.mend:
        yield from wrapped(Text(one_line(finding.mend)), width, f"{_BODY}→ ")
    if finding.caution:
        before = cautions.get(finding.caution)
        said = f"the same as at {before}." if before is not None else one_line(finding.caution)
        yield from wrapped(Text(f"Caution: {said}", "italic"), width, _BODY)
        cautions.setdefault(finding.caution, where)
    yield from plainly(f"{visible(finding.policy)} · {CONFIDENCE[finding.confidence]}", width, _BODY, DIM)


def _sentence(report: Report, finding: Finding) -> Text:
    """The sentence of a finding on one line, its words in the style `MARK`."""
    text = Text()
    for piece in sentence_of(report, finding):
        match piece:
            case str(words):
                text.append(words)
            case Foreign(words):
                text.append(one_line(words))
            case Strong(line):
                text.append("".join(one_line(each.text) for each in line if isinstance(each, Foreign)), MARK)
    return text


# ---------------------------------------------------------------- by rule


def by_rule(shown: Sequence[tuple[Report, Sequence[Finding]]], width: int) -> Iterator[Text]:
    """A line a rule: how often, in how many drafts, how grave; the commonest first, what is less sure apart."""
    flat = [(report.article.path, each) for report, found in shown for each in found]
    sure = [(path, each) for path, each in flat if each.is_sure]
    unsure = [(path, each) for path, each in flat if not each.is_sure]
    if sure:
        yield from _table(sure, width)
    if unsure:
        if sure:
            yield Text()
        yield from plainly("Less sure, so look before you act:", width)
        yield from _table(unsure, width)


def _table(found: Sequence[tuple[str, Finding]], width: int) -> Iterator[Text]:
    rules = sorted({(each.severity.rank, each.severity.value, each.policy) for _, each in found})
    rows = []
    for rank, severity, policy in rules:
        mine = [path for path, each in found if each.policy == policy and each.severity == severity]
        rows.append((len(mine), rank, policy, len(set(mine)), severity))
    rows.sort(key=lambda row: (-row[0], *row[1:]))
    cells = [(str(number), str(drafts), severity, visible(policy)) for number, _, policy, drafts, severity in rows]
    return tables.fitted(("findings", "drafts", "severity", "rule"), cells, width, numbers=(0, 1))
