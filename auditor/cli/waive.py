"""`auditor waive`: a finding is waived, with the reason, in a file beside the draft or in the draft itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import At, UsageError
from auditor.base.printable import visible
from auditor.cli import options
from auditor.cli.explain import named_place

if TYPE_CHECKING:
    from auditor.records.report import Finding, Report
    from auditor.records.waiver import Waiver
    from auditor.settings.settings import Settings

_Place = Annotated[
    str, typer.Argument(metavar="DRAFT:PLACE", help="As `auditor check` prints places: drafts/aid.md:12.")
]
_Rule = Annotated[str, typer.Argument(metavar="RULE", help="The rule of the finding: default/bare-source.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it may stand; no names.")]
_By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who waives it: initials, or a desk.")]
_Until = Annotated[str, typer.Option("--until", metavar="DAY", help="The last day on which it holds: 2026-12-31.")]
_InDraft = Annotated[bool, typer.Option("--in-draft", help="Write a comment into the draft itself (Markdown only).")]

_MARKDOWN = (".md", ".markdown")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, as places count lines."""
_UNFIT = re.compile(r"[()<>\n]|--")
"""What a reason in a comment may not hold."""


def waive(
    ctx: typer.Context,
    place: _Place,
    rule: _Rule,
    reason: _Reason,
    by: _By = "",
    until: _Until = "",
    in_draft: _InDraft = False,
    policies: options.Policies = None,
    rules: options.Rules = None,
) -> None:
    """Waive a finding: say why it may stand. The report goes on showing it, as waived, with the reason.

    The waiver is written beside the draft, into DRAFT.auditor.yaml, or with --in-draft into the draft. A reason that
    seems to name an anonymous source is refused.
    """
    from auditor.readers.waivers import is_day
    from auditor.records.waiver import Waiver
    from auditor.runs import runner

    if not is_day(until):
        raise UsageError(f"'{until}' is no day", code="A011", hint="write it as in 2026-12-31")
    settings = options.settings_for(ctx).settings
    path, line, part = named_place(place)
    _, report = runner.audit_one(path, settings)
    found = _finding(report, rule, line, part)
    words = "" if found.span is None else report.text(found.span)
    if not f"{reason}{by}".isprintable():
        raise UsageError("the reason has characters that no text can have", code="A011", hint="type it anew")
    waiver = Waiver(rule, " ".join(reason.split()), by, until, words, where="--reason", text=f"waive {rule}")
    number = _try(path, waiver, report, found, settings)
    where = _in_draft(Path(path), waiver, report, found) if in_draft else _beside(Path(path), waiver)
    more = f" (and at {number - 1} more places with the same words)" if number > 1 else ""
    options.tell(f"waived, in the file below: {found.message}{more}")
    options.emit(f"{visible(where.as_posix())}\n")


def _finding(report: Report, rule: str, line: int | None, part: str | None) -> Finding:
    """The finding of that rule at that place; raises UsageError A011 with those there are."""
    for each in report.standing:
        at = None if each.span is None else report.places[each.span]
        here = at is None or (at.part == part if part is not None else at.part is None and at.line == line)
        if each.policy == rule and here:
            return each
    there = "; ".join(
        f"{each.policy} at {'the whole draft' if each.span is None else report.places[each.span].where}"
        for each in report.standing
    )
    hint = f"there are: {there}" if there else "nothing is objected to in this draft"
    raise UsageError(f"{rule} objects to nothing there", code="A011", at=At(report.article.path), hint=hint)


def _try(path: str, waiver: Waiver, before: Report, found: Finding, settings: Settings) -> int:
    """How many findings the waiver would waive; raises UsageError A011 if not this one, with what is wrong with it."""
    from auditor.runs import runner

    _, report = runner.audit_one(path, settings, waivers=(waiver,))
    if any(each.fingerprint == found.fingerprint and each.waived is not None for each in report.findings):
        return sum(each.waived is not None for each in report.findings) - sum(
            each.waived is not None for each in before.findings
        )
    known = {each.fingerprint for each in before.findings}
    told = next((each for each in report.findings if each.fingerprint not in known), None)
    message = told.message if told else "the waiver would waive nothing"
    raise UsageError(message, code="A011", at=At(path), hint=told.mend if told else "check the rule and the place")


def _beside(path: Path, waiver: Waiver) -> Path:
    """Adds the waiver to the file beside the draft; raises UsageError A011 if it cannot be added there."""
    from auditor.runs import beside

    target = beside.file_for(path, beside.WAIVERS)
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    added = beside.with_waiver(text, waiver)
    if added is None:
        entry = (beside.with_waiver("", waiver) or "").removeprefix("waive:\n")
        message = "the file is not laid out so that a waiver can be added"
        raise UsageError(message, code="A011", at=At(target.as_posix()), hint=f"add it yourself:\n{entry}")
    options.write_file(target, added)
    return target


def _in_draft(path: Path, waiver: Waiver, report: Report, found: Finding) -> Path:
    """Writes the waiver as a comment at the end of the line that the finding is on; raises UsageError A011."""
    from auditor.readers.waivers import parsed, written

    if path.suffix.lower() not in _MARKDOWN:
        hint = "without --in-draft it is written beside the draft"
        raise UsageError("only Markdown can hold it", code="A011", at=At(path.as_posix()), hint=hint)
    if _UNFIT.search(f"{waiver.reason}{waiver.by}{waiver.words}"):
        raise UsageError("a reason in a comment has no brackets and no --", code="A011", hint="write it in other words")
    if parsed(said := written(waiver)).rule != waiver.rule:
        raise UsageError("it cannot be written as a comment", code="A011", hint="without --in-draft it can be")
    comment = f"<!-- {said} -->"
    lines = _LINE.findall(path.read_bytes().decode("utf-8"))
    at = (report.places[found.span].end_line if found.span is not None else _first_line(report)) - 1
    body = lines[at].rstrip("\r\n")
    lines[at] = f"{body} {comment}{lines[at][len(body) :]}"
    options.write_file(path, "".join(lines))
    return path


def _first_line(report: Report) -> int:
    """The line of the first statement: a paragraph of the article, never its front matter."""
    return min((place.line for place in report.places.values()), default=1)
