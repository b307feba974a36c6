"""What an editor is told of a report: marks, what is shown where somebody points, and what is offered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lsprotocol import types

from auditor.base.errors import UsageError
from auditor.editing import actions, diagnostics, hovers
from auditor.editing.client import client_of, house_of, wishes_of
from auditor.editing.page import Page
from auditor.editing.positions import UTF16, Positions
from auditor.records.report import Failure, Finding, Omission, Report, RuleCard, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.runs import beside as sidecars
from tests.factories import FERRY, beside, ferry, find, finding

URI = "file:///desk/ferry.md"


def page_of(report: Report, text: str = FERRY, name: str = "ferry.md") -> Page:
    path = Path("/desk") / name
    return Page(path.as_uri(), path, 3, text, name.endswith(".md"), Positions(text), beside(report, text))


def place(line: int, character: int) -> types.Position:
    return types.Position(line, character)


def asked(page: Page, finding: Finding, *only: str) -> types.CodeActionParams:
    context = types.CodeActionContext([], only=list(only) or None)
    return types.CodeActionParams(types.TextDocumentIdentifier(page.uri), page.range(page.span(finding)), context)


# ---------------------------------------------------------------- marks


def test_each_finding_is_marked_by_its_severity_and_waived_ones_are_hints() -> None:
    marks = {mark.code: mark for mark in diagnostics.findings(page_of(ferry()), ())}
    severity = types.DiagnosticSeverity
    assert {code: mark.severity for code, mark in marks.items()} == {
        "default/lead-on-anonymous-sources": severity.Information,
        "default/reason-for-anonymity": severity.Warning,
        "default/hedge": severity.Error,
        "default/quotation": severity.Hint,
    }
    assert marks["default/quotation"].message == "Waived: A sign. Who?"
    assert marks["default/hedge"].tags is None
    assert marks["default/hedge"].code_description is None


def test_waived_findings_are_left_out_if_that_is_wanted() -> None:
    marks = diagnostics.findings(page_of(ferry()), (), with_waived=False)
    assert "default/quotation" not in {mark.code for mark in marks}


def test_a_finding_on_the_whole_draft_stands_on_its_headline() -> None:
    page = page_of(ferry())
    whole = diagnostics.diagnostic(page, page.report.findings[0])
    assert whole.range == types.Range(place(0, 0), place(0, len(FERRY.split("\n")[0])))


def test_what_would_mend_it_follows_what_is_wrong_and_low_confidence_is_told_apart() -> None:
    unsure = replace(
        finding(1, "a/b", Severity.INFO, "It is vague.", None), mend="Say more.", confidence=Confidence.LOW
    )
    assert diagnostics.message(unsure) == "It is vague. Say more. [low confidence]"


def test_where_a_source_is_first_mentioned_belongs_to_a_finding_about_it_elsewhere() -> None:
    later = finding(1, "a/b", Severity.WARNING, "Vague.", find(FERRY, "The people"), subject="S2")
    page = page_of(replace(ferry(), findings=(later,)))
    (related,) = diagnostics.diagnostic(page, later).related_information or ()
    assert related.location == types.Location(page.uri, page.range(find(FERRY, "two people briefed on the plan")))
    assert related.message == "first mentioned here: two people briefed on the plan"
    assert diagnostics.diagnostic(page, later, with_related=False).related_information is None
    of_statement = replace(later, subject="A3")
    assert diagnostics.diagnostic(page, of_statement).related_information == [related]


def test_what_could_not_be_audited_is_told_at_the_top() -> None:
    (mark,) = diagnostics.failed(Failure("a.md", "A320", "it is in French", "translate it"))
    assert (mark.message, mark.code) == ("Not audited: it is in French. translate it", "A320")
    (mark,) = diagnostics.skipped(Skipped("a.md", Omission.GENRE, "opinion, as it says itself"))
    assert mark.message.startswith("Not audited: opinion, as it says itself.")


# ---------------------------------------------------------------- hovers


def hovered(words: str, as_markdown: bool = False) -> tuple[str, str]:
    found = hovers.hover(ferry(), find(FERRY, words).start, as_markdown)
    assert found is not None
    return found[0], found[1].of(FERRY)


def test_a_statement_is_told_with_source_cue_content_and_what_found_it() -> None:
    told, words = hovered("the route loses")
    assert words == "the route loses $40,000 a month"
    assert told.splitlines() == [
        "Statement, in the writer’s words",
        "source: two people briefed on the plan",
        "kind: anonymous (2 people)",
        "introduced by: “said”",
        "content: “the route loses $40,000 a month”",
        "confidence: high",
        "found by: core/attribution/said in “said”: cue",
    ]


def test_a_grant_and_a_non_response_are_told() -> None:
    told, _ = hovered("who asked not to be named")
    assert "given to: two people briefed on the plan" in told.splitlines()
    assert "reason: “because the vote is weeks away”" in told.splitlines()
    told, words = hovered("the harbour master declined")
    assert told.splitlines()[:3] == ["Asked for comment, none given", "who: Per Holm", "what: declined to comment"]
    assert words == "the harbour master declined to comment"


def test_a_source_is_told_where_it_is_only_mentioned() -> None:
    report = replace(ferry(), statements=())
    found = hovers.hover(report, find(FERRY, "Mayor Ida Brandt").start, as_markdown=False)
    assert found is not None
    assert found[0].splitlines()[:3] == ["Source: Mayor Ida Brandt", "kind: named person", "says: nothing here"]


def test_words_of_a_draft_are_no_markdown() -> None:
    report = replace(ferry(), sources=tuple(replace(s, label="*a* [b](c)") for s in ferry().sources))
    found = hovers.hover(report, find(FERRY, "the route loses").start)
    assert found is not None
    assert "- source: \\*a\\* \\[b\\](c)" in found[0].splitlines()


def test_where_nothing_was_found_nothing_is_told() -> None:
    assert hovers.hover(replace(ferry(), statements=(), sources=()), 0) is None


# ---------------------------------------------------------------- what is offered


def test_what_is_waived_already_is_not_offered_to_be_waived() -> None:
    page = page_of(ferry())
    titles = [each.title for each in actions.actions(page, asked(page, page.report.findings[3]), ())]
    assert "Waive with a reason…: default/quotation" not in titles
    assert "Open the rule: default/quotation" in titles


def test_what_is_said_of_waivers_cannot_be_waived_whatever_the_rule_is_called() -> None:
    page = page_of(ferry())
    hedge = page.report.findings[2]
    card = RuleCard(hedge.policy, "Why.", Severity.ERROR, judges="waiver")
    for cards, offered in (((card,), 0), ((replace(card, judges="statement"),), 1), ((replace(card, id="a/b"),), 1)):
        titles = [each.title for each in actions.actions(page, asked(page, hedge), cards)]
        assert titles.count("Waive with a reason…: default/hedge") == offered
        assert "Open the rule: default/hedge" in titles
    called = Finding(**{name: getattr(hedge, name) for name in Finding.__slots__} | {"policy": "waivers/hedge"})
    page = replace(page, report=replace(page.report, findings=(called,)))
    titles = [each.title for each in actions.actions(page, asked(page, called), ())]
    assert "Waive with a reason…: waivers/hedge" in titles


def test_an_editor_that_knows_no_versions_is_given_a_plain_edit() -> None:
    page = page_of(ferry())
    hedge = page.report.findings[2]
    edit = next(each.edit for each in actions.actions(page, asked(page, hedge, "quickfix"), (), False) if each.edit)
    (change,) = (edit.changes or {})[page.uri]
    assert change.new_text == " <!-- auditor: waive default/hedge because REASON -->"
    assert actions.actions(page, asked(page, hedge, "refactor.extract"), ()) == []


@pytest.mark.parametrize(
    "before", [None, "", "waive:\n  - rule: a/b\n    reason: so", "waive: []\n", "# ours\nwaive:\n"]
)
def test_a_waiver_is_added_at_the_end_of_the_file_beside_a_draft(before: str | None) -> None:
    page = page_of(ferry(), name="ferry.txt")
    path = sidecars.file_for(Path("/desk/ferry.txt"), sidecars.WAIVERS)
    assert path.name == "ferry.auditor.yaml"
    new = actions.addition(page, page.report.findings[2], path, before)
    if before == "# ours\nwaive:\n":  # a list that has nothing in it is not in order
        assert new is None
        return
    assert new is not None
    assert new.text.endswith('  - rule: "default/hedge"\n    words: "It is said"\n    reason: "REASON"\n')
    *made, change = actions.edit_beside(new, UTF16).document_changes or ()
    assert bool(made) == (before is None)
    assert isinstance(change, types.TextDocumentEdit)
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    places = Positions(before or "")
    start, end = (places.offset((each.line, each.character)) for each in (edit.range.start, edit.range.end))
    assert (before or "")[:start] + edit.new_text + (before or "")[end:] == new.text
    line = new.text.split("\n")[actions.reason_in(new).start.line]
    assert line == '    reason: "REASON"'


def test_to_a_file_that_is_laid_out_otherwise_nothing_is_added() -> None:
    page = page_of(ferry(), name="ferry.txt")
    path = sidecars.file_for(Path("/desk/ferry.txt"), sidecars.WAIVERS)
    assert actions.addition(page, page.report.findings[2], path, "waive: [{rule: a/b, reason: so}]\n") is None


# ---------------------------------------------------------------- what editors ask for


def test_what_an_editor_does_not_mention_it_cannot() -> None:
    client = client_of(types.ClientCapabilities())
    assert not any(getattr(client, name) for name in client.__slots__)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"polices": ["ap"]}, "did you mean 'policies'?"),
        ({"model": "mine"}, "there is no 'model'"),
        ({"waived": "gone"}, "it must be hint or hide"),
        ([1], "is no object"),
    ],
)
def test_what_nobody_can_ask_for_is_refused(given: object, says: str) -> None:
    with pytest.raises(UsageError, match=r"initializationOptions|waived") as caught:
        wishes_of(given)
    assert says in str(caught.value)


def test_wishes_are_settings_and_rules_lie_below_the_folder_that_is_open(tmp_path: Path) -> None:
    wishes = wishes_of({"policies": ["ap"], "rules": ["packs/desk"], "waived": "hide"})
    settings = house_of(wishes, tmp_path).settings
    assert settings.policies == ("ap",)
    assert settings.rules == ((tmp_path / "packs/desk").as_posix(),)
    assert not wishes.with_waived
    assert wishes_of(None).with_waived
