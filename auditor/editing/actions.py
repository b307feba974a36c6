"""What an editor offers to do about a finding: to waive it with a reason, and to show its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from lsprotocol import types

from auditor.base.spans import Span
from auditor.editing.page import Page, position_of
from auditor.editing.positions import Positions
from auditor.readers.waivers import written
from auditor.records.report import Finding, RuleCard
from auditor.records.waiver import PLACEHOLDER, Waiver
from auditor.runs import beside

WAIVE, SHOW_RULE = "auditor.waive", "auditor.showRule"
"""The commands that a server knows; their arguments are the draft's URI and the finding's id, and the rule's id."""

_WAIVERS = "waiver"
"""What the rules on waivers judge."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written into the file of waivers beside a draft: all of `text`, in place of what was there."""

    path: Path
    text: str
    before: str | None
    """None where there is no such file."""


def actions(
    page: Page, asked: types.CodeActionParams, cards: Sequence[RuleCard], is_versioned: bool = True
) -> list[types.CodeAction]:
    """What can be done about the findings in the range that is asked about; nothing if no quick fixes are wanted.

    `cards` are those of the rules in force; what is said of waivers cannot be waived. `is_versioned` is whether the
    editor takes edits that are good for one version of the draft only.
    """
    only = asked.context.only
    if only is not None and not any(str(kind).split(".")[0] in ("", "quickfix") for kind in only):
        return []
    wanted = Span(*sorted(page.positions.offset(position_of(end)) for end in (asked.range.start, asked.range.end)))
    on_waivers = {card.id for card in cards if card.judges == _WAIVERS}
    made: list[types.CodeAction] = []
    for finding in page.report.findings:
        span = page.span(finding)
        if span.start <= wanted.end and wanted.start <= span.end:
            mine = [each for each in asked.context.diagnostics if each.code == finding.policy] or None
            if finding.waived is None and finding.policy not in on_waivers:
                made.append(_waive(page, finding, mine, is_versioned))
            made.append(_show_rule(finding, mine))
    unique = {(each.title, str(each.edit), str(each.command)): each for each in made}
    return list(unique.values())


def _waive(
    page: Page, finding: Finding, mine: Sequence[types.Diagnostic] | None, is_versioned: bool
) -> types.CodeAction:
    title = f"Waive with a reason…: {finding.policy}"
    if page.is_markdown:
        at = page.position(page.positions.end_of_line(_line_of(page, finding)))
        comment = f" <!-- {written(Waiver(finding.policy, PLACEHOLDER))} -->"
        change = types.TextEdit(types.Range(at, at), comment)
        edit = _versioned(page, change) if is_versioned else types.WorkspaceEdit(changes={page.uri: [change]})
        return types.CodeAction(title, types.CodeActionKind.QuickFix, mine, edit=edit)
    command = types.Command(title, WAIVE, arguments=[page.uri, finding.id])
    return types.CodeAction(title, types.CodeActionKind.QuickFix, mine, command=command)


def _line_of(page: Page, finding: Finding) -> int:
    """A code point of the line that the waiver is written on: where the finding ends, else the draft's first words."""
    if finding.span is not None:
        return max(finding.span.start, finding.span.end - 1)
    return min((span.start for span in page.report.places), default=0)


def _show_rule(finding: Finding, mine: Sequence[types.Diagnostic] | None) -> types.CodeAction:
    title = f"Open the rule: {finding.policy}"
    command = types.Command(title, SHOW_RULE, arguments=[finding.policy])
    return types.CodeAction(title, types.CodeActionKind.QuickFix, mine, command=command)


def _versioned(page: Page, edit: types.TextEdit) -> types.WorkspaceEdit:
    document = types.OptionalVersionedTextDocumentIdentifier(page.uri, page.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])


# ---------------------------------------------------------------- beside a draft


def addition(page: Page, finding: Finding, path: Path, before: str | None) -> Addition | None:
    """The waiver of a finding, its reason left open, in the file at `path` that holds `before`.

    None if that file is not laid out so that it can be added.
    """
    words = "" if finding.span is None else page.report.text(finding.span)
    text = beside.with_waiver(before or "", Waiver(finding.policy, PLACEHOLDER, words=words))
    return None if text is None else Addition(path, text, before)


def edit_beside(new: Addition, encoding: str) -> types.WorkspaceEdit:
    """The edit by which an editor makes an addition, and the file if need be."""
    uri = new.path.as_uri()
    before = new.before or ""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, new.text, strict=False)))
    places = Positions(before, encoding)
    start, end = (types.Position(*places.at(offset)) for offset in (alike, len(before)))
    change = types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier(uri, None),
        [types.TextEdit(types.Range(start, end), new.text[alike:])],
    )
    made = [types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True))] if new.before is None else []
    return types.WorkspaceEdit(document_changes=[*made, change])


def reason_in(new: Addition) -> types.Range:
    """Where in the file of waivers the reason is to be written."""
    lines = new.text.split("\n")
    line = max(number for number, words in enumerate(lines) if f'"{PLACEHOLDER}"' in words)
    start = lines[line].rindex(PLACEHOLDER)
    return types.Range(types.Position(line, start), types.Position(line, start + len(PLACEHOLDER)))
