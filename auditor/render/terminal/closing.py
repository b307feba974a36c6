"""The end of a run: what became of it, what could not be audited, and what to do next."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.records.appraisal import Charge
from auditor.records.report import Bar, Failure, Finding, Omission, Report, RunResult, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.records.waiver import PLACEHOLDER
from auditor.render.terminal.styled import DIM
from auditor.render.terminal.wrapping import pathed, wrapped
from auditor.render.wording import WHOLE, listed, plural, severities

_ONE_LINE = 100_000
_PARAGRAPH = re.compile(r"paragraph (\d+)")


def open_findings(report: Report) -> list[Finding]:
    """Those that are not waived, by place and then the gravest first; what is about the whole article comes first."""
    return sorted(report.standing, key=_order)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start if finding.span is not None else 0, finding.severity.rank, finding.policy


def tally(found: Sequence[Finding]) -> str:
    """Findings by severity, and apart from them those that are less sure: `2 warnings, 1 info, 1 less sure`."""
    sure = _by_severity(found)
    unsure = sum(not each.is_sure for each in found)
    return ", ".join([*([sure] if sure else []), *([f"{unsure} less sure"] if unsure else [])])


def _by_severity(found: Sequence[Finding]) -> str:
    return severities({s: sum(each.severity is s and each.is_sure for each in found) for s in Severity})


def closing(result: RunResult) -> str:
    """What became of a run: `3 drafts audited: 2 findings (1 error, 1 warning), 1 file failed, 2 not audited.`"""
    found = [finding for report in result.reports for finding in report.findings]
    still = [finding for report in result.reports for finding in report.standing]
    sure = sum(finding.is_sure for finding in still)
    parts = [f"{plural(sure, 'finding')} ({_by_severity(still)})" if sure else "no findings"]
    if len(still) > sure:
        parts.append(f"{len(still) - sure} less sure")
    if len(found) > len(still):
        parts.append(f"{len(found) - len(still)} waived")
    if result.failures:
        parts.append(f"{plural(len(result.failures), 'file')} failed")
    if left := no_reports(result):
        parts.append(f"{len(left)} not audited")
    drafts = plural(len(result.reports), "draft") if result.reports else "No draft"
    return f"{drafts} audited: {', '.join(parts)}."


def hidden(result: RunResult, shown: Confidence) -> str:
    """How many findings are less sure than `shown` asks for, and how to see them; empty if none is."""
    left_out = [f for report in result.reports for f in open_findings(report) if f.confidence < shown]
    if not left_out:
        return ""
    levels = listed([each.value for each in Confidence if any(f.confidence is each for f in left_out)])
    verb = "is" if len(left_out) == 1 else "are"
    return f"{plural(len(left_out), 'finding')} of {levels} confidence {verb} not shown; --show low shows all."


def is_nameable(report: Report) -> bool:
    """Whether the name of its file can be typed as it is shown."""
    return visible(report.article.path) == report.article.path


def onward(report: Report, finding: Finding, width: int) -> Iterator[Text]:
    """The commands that show a finding in its article, and the evidence for it."""
    name = _path(report)
    seen = f"See it in the article: auditor show {shlex.quote(name)}"
    why = f"auditor explain {shlex.quote(_typed(name, report, finding))}"
    together = Text(f"{seen} · the evidence: {why}")
    if together.cell_len <= width:
        yield together
    else:  # a command that is broken into two lines could not be copied
        yield Text(seen)
        yield Text(f"The evidence: {why}")


def accused(reports: Sequence[Report], width: int) -> Iterator[Text]:
    """How often drafts accuse or criticise somebody, which is no finding, and how a lawyer reads the draft that does
    so most without an answer."""
    told = [report for report in reports if is_nameable(report) and report.told_charges]
    if told:
        charges = [charge for report in told for charge in report.told_charges]
        most = max(told, key=lambda report: (_unanswered(report.told_charges), len(report.told_charges)))
        where = f" in {len(told)} drafts" if len(told) > 1 else ""
        unanswered = f", {_unanswered(charges)} without an answer" if _unanswered(charges) else ""
        head = f"{plural(len(charges), 'charge')} against people or bodies{where}{unanswered}."
        yield from wrapped(Text(head), width)
        which = "The draft with most of these" if len(told) > 1 else "With the answers"
        yield Text(f"{which}, for a lawyer: auditor report {shlex.quote(_path(most))} --format legal")


def _unanswered(charges: Sequence[Charge]) -> int:
    return sum(not charge.replies for charge in charges)


def _path(report: Report) -> str:
    """The path of a draft as it is given to a command, which takes none that begins as an option does."""
    path = report.article.path
    return f"./{path}" if path.startswith("-") else path


def to_let_stand(result: RunResult, bar: Bar) -> str:
    """How to waive the first finding that fails the run, on one line; empty if none can be waived beside its draft."""
    about_waivers = {card.id for card in result.cards if card.judges == "waiver"}
    for report in result.reports:
        failing = [each for each in open_findings(report) if result.bar(report, bar).fails(each)]
        found = next((each for each in failing if each.policy not in about_waivers), None)
        if found is not None and is_nameable(report) and report.article.path not in result.held:
            typed = shlex.join(
                ["auditor", "waive", _typed(_path(report), report, found), found.policy, "--reason", PLACEHOLDER]
            )
            return f"to let a finding stand: {typed}"
    return ""


def _typed(path: str, report: Report, finding: Finding) -> str:
    """How the place of a finding is typed for `auditor explain` and `auditor waive`."""
    if finding.span is None:
        return f"{path}: {WHOLE}"
    place = report.places[finding.span]
    if place.part is None:
        return f"{path}:{place.line}"
    number = _PARAGRAPH.fullmatch(place.part)
    return f"{path}:{number[1]}" if number else f"{path}: {place.part}"


# ---------------------------------------------------------------- what was not audited


def not_audited(failed: Failure, width: int) -> Iterator[Text]:
    """What failed, why, and what to do about it."""
    text = Text().append(failed.code, "bold red").append(f" {one_line(failed.message)}")
    yield from pathed(visible(failed.path), text, width)
    if failed.hint:
        yield from wrapped(Text(one_line(failed.hint), DIM), width, "  ")


def passed_over(each: Skipped, width: int) -> Iterator[Text]:
    """What was not audited since it says itself that it is no news report, and what audits it."""
    text = Text(f"not audited: {one_line(each.why)}; --all-genres audits it", DIM)
    return pathed(visible(each.path), text, width)


def failure(failed: Failure) -> str:
    """What failed and why on one line, and what to do about it on another; without a line end at its end."""
    hint = f"\n  {one_line(failed.hint)}" if failed.hint else ""
    return f"{visible(failed.path)}: {failed.code} {one_line(failed.message)}{hint}"


def no_reports(result: RunResult) -> tuple[Skipped, ...]:
    """The drafts that were not audited since they say themselves that they are no news reports."""
    return tuple(each for each in result.skipped if each.omission is Omission.GENRE)


def skipped(each: Skipped) -> str:
    """What was not audited and why, on one line without a line end."""
    return "".join(line.plain for line in passed_over(each, _ONE_LINE))
