"""`auditor waive`: a finding is waived, with the reason, in a file beside the draft or in the draft itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import At, UsageError
from auditor.base.printable import visible
from auditor.cli import flags, options, places

if TYPE_CHECKING:
    from auditor.records.report import Finding, Report
    from auditor.records.waiver import Waiver
    from auditor.settings.house import House

_Place = Annotated[
    str, typer.Argument(metavar="DRAFT:PLACE", help="As `auditor check` prints places: drafts/aid.md:12.")
]
_Rule = Annotated[str, typer.Argument(metavar="RULE", help="The rule of the finding: default/bare-source.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it may stand; no names.")]
_By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who waives it: initials, or a desk.")]
_Until = Annotated[str, typer.Option("--until", metavar="DAY", help="The last day on which it holds: 2026-12-31.")]
_WordsOf = Annotated[
    str, typer.Option("--words", metavar="WORDS", help="Which finding, where the rule has several there: its words.")
]
_InDraft = Annotated[bool, typer.Option("--in-draft", help="Write a comment into the draft itself (Markdown only).")]

_MARKDOWN = (".md", ".markdown")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, as places count lines."""
_UNFIT = re.compile(r"[()<>\n]|--")
"""What a reason in a comment may not hold."""


@flags.taking(*flags.RULES, *flags.READING, "config")
def waive(
    ctx: typer.Context,
    place: _Place,
    rule: _Rule,
    reason: _Reason,
    by: _By = "",
    until: _Until = "",
    words: _WordsOf = "",
    in_draft: _InDraft = False,
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
    house = options.house_for(ctx)
    path, named = places.named(place, f"waive drafts/aid.md:12 {rule} --reason …")
    article, report = runner.audit_one(path, house.settings, house=house)
    found, others = _found(report, rule, places.in_article(article, named), words)
    own = _words(report, found)
    if not f"{reason}{by}".isprintable():
        raise UsageError("the reason has characters that no text can have", code="A011", hint="type it anew")
    waiver = Waiver(rule, " ".join(reason.split()), by, until, own, where="--reason", text=f"waive {rule}")
    number = _try(path, waiver, report, found, house)
    where = _in_draft(Path(path), waiver, report, found) if in_draft else _beside(Path(path), waiver)
    more = f" (and at {number - 1} more places with the same words)" if number > 1 else ""
    options.tell(f"waived, written into {visible(where.as_posix())}: {found.message}{more}")
    if others:
        options.tell(_told_of(rule, others))
    options.emit(f"{visible(where.as_posix())}\n")


def _found(report: Report, rule: str, where: int | str, words: str) -> tuple[Finding, tuple[str, ...]]:
    """The finding of that rule at that place, with these words if any are given, and the words of its others there.

    Raises UsageError A011 with what there is, if there is none.
    """
    from auditor.render.terminal.explain import finding_on
    from auditor.render.wording import WHOLE, listed, quoted

    here = [each for each in report.standing if each.policy == rule and finding_on(report, where, each)]
    there = "; ".join(
        f"{each.policy} at {WHOLE if each.span is None else report.places[each.span].where}" for each in report.standing
    )
    at = At(report.article.path)
    if not here:
        hint = f"there are: {there}" if there else "nothing is objected to in this draft"
        raise UsageError(f"{rule} objects to nothing there", code="A011", at=at, hint=hint)
    told = list(dict.fromkeys(_words(report, each) for each in here))
    chosen = [each for each in here if _folded(words) == _folded(_words(report, each))]
    chosen = chosen or [each for each in here if _folded(words) in _folded(_words(report, each))]
    if not chosen:
        there = f"its words there are {listed([quoted(each) for each in told])}" if any(told) else "leave --words out"
        raise UsageError(f"{rule} objects to no such words there", code="A011", at=at, hint=there)
    return chosen[0], tuple(each for each in told if each != _words(report, chosen[0]))


def _words(report: Report, finding: Finding) -> str:
    return "" if finding.span is None else report.text(finding.span)


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def _told_of(rule: str, others: Sequence[str]) -> str:
    """That there are more findings of the rule, with their words, and how to waive them."""
    from auditor.render.wording import listed, quoted, shorten

    number, stands = (
        ("one", "finding of {} there stands") if len(others) == 1 else (len(others), "findings of {} there stand")
    )
    shown = listed([quoted(shorten(each)) for each in others])
    return f"{number} more {stands.format(rule)}: {shown}; --words WORDS chooses one"


def _try(path: str, waiver: Waiver, before: Report, found: Finding, house: House) -> int:
    """How many findings the waiver would waive; raises UsageError A011 if not this one, with what is wrong with it."""
    from auditor.runs import runner

    _, report = runner.audit_one(path, house.settings, waivers=(waiver,), house=house)
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
    text = beside.content(target).decode("utf-8-sig") if target.exists() else ""  # it was read, so it is UTF-8
    added = beside.with_waiver(text, waiver)
    if added is None:
        options.tell(f"add to the list below `waive` in {visible(target.as_posix())}:")
        options.emit((beside.with_waiver("", waiver) or "").removeprefix("waive:\n"))
        message = "the file is not laid out so that a waiver can be added"
        raise UsageError(message, code="A011", at=At(target.as_posix()), hint="add it yourself: the lines above")
    options.write_file(target, added)
    return target


def _in_draft(path: Path, waiver: Waiver, report: Report, found: Finding) -> Path:
    """Writes the waiver as a comment at the end of the line that the finding is on; raises UsageError A011."""
    from auditor.readers.text.encoding import decode, encoded_like
    from auditor.readers.waivers import parsed, written

    if path.suffix.lower() not in _MARKDOWN:
        hint = "without --in-draft it is written beside the draft"
        raise UsageError("only Markdown can hold it", code="A011", at=At(path.as_posix()), hint=hint)
    if _UNFIT.search(f"{waiver.reason}{waiver.by}{waiver.words}"):
        raise UsageError("a reason in a comment has no brackets and no --", code="A011", hint="write it in other words")
    if parsed(said := written(waiver)).rule != waiver.rule:
        raise UsageError("it cannot be written as a comment", code="A011", hint="without --in-draft it can be")
    comment = f"<!-- {said} -->"
    data = path.read_bytes()
    lines = _LINE.findall(decode(data, path.name).text)
    at = (report.places[found.span].end_line if found.span is not None else _first_line(report)) - 1
    body = lines[at].rstrip("\r\n")
    lines[at] = f"{body} {comment}{lines[at][len(body) :]}"
    written_so = encoded_like("".join(lines), data, path.name)
    if written_so is None:
        hint = "without --in-draft it is written beside the draft; or save the draft as UTF-8"
        message = "the encoding of the draft does not have all characters for it"
        raise UsageError(message, code="A011", at=At(path.as_posix()), hint=hint)
    options.write_file(path, written_so)
    return path


def _first_line(report: Report) -> int:
    """The line of the first statement: a paragraph of the article, never its front matter."""
    return min((place.line for place in report.places.values()), default=1)
