"""Waivers in files beside drafts: which drafts they are for, and what is wrong with a file told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.errors import ReadingError
from auditor.base.files import FileError
from auditor.records.waiver import Waiver
from auditor.runs import beside
from auditor.runs.drafts import discover
from auditor.settings.settings import Settings

ONE = """\
waive:
  - rule: desk/bare
    words: an insider
    reason: no more can be said safely
    by: KL
    until: 2026-12-31
"""


def test_a_file_beside_a_draft(tmp_path: Path) -> None:
    (tmp_path / "aid.auditor.yaml").write_text(ONE, encoding="utf-8")
    (found,) = beside.waivers(tmp_path / "aid.docx", "drafts/aid.docx")
    assert (found.rule, found.words, found.reason, found.by, found.until) == (
        "desk/bare",
        "an insider",
        "no more can be said safely",
        "KL",
        "2026-12-31",
    )
    assert found.where == "aid.auditor.yaml:2"
    assert beside.waivers(tmp_path / "other.docx", "drafts/other.docx") == ()


def test_drafts_that_differ_by_suffix_alone_can_have_a_file_each(tmp_path: Path) -> None:
    (tmp_path / "aid.txt.auditor.yaml").write_text(ONE, encoding="utf-8")
    assert len(beside.waivers(tmp_path / "aid.txt", "aid.txt")) == 1
    assert beside.waivers(tmp_path / "aid.docx", "aid.docx") == ()


def test_a_file_for_a_folder_may_choose_drafts(tmp_path: Path) -> None:
    lines = "waive:\n  - {rule: desk/bare, reason: so}\n  - {rule: desk/lead, reason: so, drafts: ['s*.txt']}\n"
    (tmp_path / beside.OF_FOLDER).write_text(lines, encoding="utf-8")
    assert [each.rule for each in beside.waivers(tmp_path / "sport.txt", "sport.txt")] == ["desk/bare", "desk/lead"]
    assert [each.rule for each in beside.waivers(tmp_path / "news.txt", "news.txt")] == ["desk/bare"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("waive: [", "drafts/aid.auditor.yaml:"),
        ("allow: []\n", "drafts/aid.auditor.yaml:1:1: A330 there is no key 'allow' here"),
        ("waive: desk/bare\n", "A330 `waive` is a list"),
        ("waive:\n  - desk/bare\n", "drafts/aid.auditor.yaml:2:5: A330 this is a mapping with rule, words"),
        ("waive:\n  - rule: desk/bare\n    word: x\n", "drafts/aid.auditor.yaml:3:5: A330 there is no key 'word' here"),
        ("waive:\n  - rule: desk/bare\n    until: Friday\n", "A330 'Friday' is no day"),
        ("waive:\n  - rule: [desk/bare]\n", "A330 `rule` is one value"),
        ("waive:\n  - rule: a/b\n    drafts: {a: b}\n", "A330 `drafts` is a list of values"),
        ("waive:\n  - rule: a/b\n    drafts: []\n", "A330 `drafts` names no draft"),
        ("waive:\n  - rule: a/b\n    until: 2026-99-99\n", "A330 '2026-99-99' is no day"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "aid.auditor.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        beside.waivers(tmp_path / "aid.md", "drafts/aid.md")
    assert says in str(caught.value)


# ---------------------------------------------------------------- the ledger

LEDGER = """\
sources:
  - label: two people briefed on the plan
    people: 2
    editor: KL
    approved_by: K. L.
    corroborated: [a copy of the plan]
    ground_rules: on background
    reason: they would lose their posts
requests:
  - party: the union
    channel: e-mail
    sent: 2026-03-01T09:30
    deadline: 2026-03-02
    answered: no
"""


def test_a_ledger_beside_a_draft(tmp_path: Path) -> None:
    (tmp_path / "aid.ledger.yaml").write_text(LEDGER, encoding="utf-8")
    found = beside.ledger(tmp_path / "aid.md", "drafts/aid.md")
    assert found is not None
    (source,), (request,) = found.sources, found.requests
    assert (source.label, source.people, source.editor, source.approved_by) == (
        "two people briefed on the plan",
        2,
        "KL",
        "K. L.",
    )
    assert (source.corroborated, source.ground_rules, source.where) == (
        ("a copy of the plan",),
        "on background",
        "aid.ledger.yaml:2",
    )
    assert (request.party, request.deadline, request.is_answered) == ("the union", "2026-03-02", False)
    assert beside.ledger(tmp_path / "other.md", "drafts/other.md") is None


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("sources:\n  - label: a clerk\n    name: Olaf Berg\n", "there is no key 'name' here"),
        (
            "sources:\n  - label: a clerk\n    reason: Olaf Berg would lose his post\n",
            "'Olaf Berg …' looks like a name",
        ),
        ("sources:\n  - label: a clerk\n    corroborated: [Ida M. Brandt]\n", "looks like a name"),
        ("sources:\n  - label: a clerk\n    editor: Karin Lund\n", "`editor` holds initials"),
        ("sources:\n  - label: a clerk\n    people: some\n", "`people` is a number of people"),
        ("sources:\n  - people: 2\n", "has a `label`"),
        ("requests:\n  - channel: phone\n", "has a `party`"),
        ("requests:\n  - party: the union\n    deadline: Friday\n", "`deadline` is no time"),
        ("requests:\n  - party: the union\n    answered: maybe\n", "`answered` is yes or no"),
    ],
)
def test_a_ledger_never_says_who_a_source_is_and_nothing_in_it_is_guessed(
    tmp_path: Path, entry: str, says: str
) -> None:
    (tmp_path / "aid.ledger.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        beside.ledger(tmp_path / "aid.md", "aid.md")
    assert says in str(caught.value)


def test_files_beside_drafts_are_no_drafts_themselves_and_not_passed_over_aloud(tmp_path: Path) -> None:
    (tmp_path / "aid.md").write_text("An insider said so.", encoding="utf-8")
    (tmp_path / "aid.auditor.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "aid.ledger.yaml").write_text(LEDGER, encoding="utf-8")
    found = discover([str(tmp_path)], Settings(strict_files=True))
    assert [Path(draft.path).name for draft in found.drafts] == ["aid.md"]
    assert (found.skipped, found.failures) == ((), ())


def test_a_draft_with_the_longest_name_there_is_has_nothing_beside_it(tmp_path: Path) -> None:
    assert beside.waivers(tmp_path / f"{'a' * 251}.txt", "a.txt") == ()
    assert beside.ledger(tmp_path / f"{'ä' * 125}.txt", "a.txt") is None


@pytest.mark.parametrize(
    "before",
    [
        "",
        'waive:\n  - rule: a/b\n    reason: "so"',
        "waive:\n  - {rule: a/b, reason: so}\n",
        "waive:\n- rule: a/b\n  reason: so\n",
        "waive:\n-   rule: a/b\n    reason: so",
        "waive:\n    - rule: a/b\n      reason: |\n        - so\n",
        "waive:\r\n- rule: a/b\r\n  reason: so\r\n",
    ],
)
def test_a_waiver_is_added_to_those_that_there_are(tmp_path: Path, before: str) -> None:
    added = beside.with_waiver(before, Waiver("desk/bare", 'no "more": said', "KL", words="an insider"))
    assert added is not None
    assert added.startswith(before)
    (tmp_path / "aid.auditor.yaml").write_text(added, encoding="utf-8")
    last = beside.waivers(tmp_path / "aid.txt", "aid.txt")[-1]
    assert (last.rule, last.reason, last.by, last.words) == ("desk/bare", 'no "more": said', "KL", "an insider")


@pytest.mark.parametrize(
    "before", ["waive: [{rule: a/b, reason: so}]\n", "waive: [{}]\n", "waves:\n", "waive: so\n", "a: b: c"]
)
def test_to_what_is_laid_out_otherwise_no_waiver_is_added(before: str) -> None:
    assert beside.with_waiver(before, Waiver("desk/bare", "so")) is None


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("waive: []\n", "waive:\n"),
        ("# ours\nwaive: [ ]  # none yet\n", "# ours\nwaive:  # none yet\n"),
        ("waive: []", "waive:\n"),
    ],
)
def test_an_empty_list_of_waivers_becomes_one_with_an_entry(before: str, kept: str) -> None:
    entry = '  - rule: "desk/bare"\n    reason: "so"\n'
    assert beside.with_waiver(before, Waiver("desk/bare", "so")) == kept + entry


def test_a_draft_that_is_called_like_the_file_of_the_folder_has_its_own_by_its_whole_name(tmp_path: Path) -> None:
    (tmp_path / beside.OF_FOLDER).write_text(ONE, encoding="utf-8")
    assert len(beside.waivers(tmp_path / "waivers.md", "waivers.md")) == 1
    (tmp_path / "waivers.md.auditor.yaml").write_text(ONE, encoding="utf-8")
    assert len(beside.waivers(tmp_path / "waivers.md", "waivers.md")) == 2


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("name", ["a.ledger.yaml", "a.md.ledger.yaml", "a.auditor.yaml", "waivers.auditor.yaml"])
@pytest.mark.parametrize("is_repository", [True, False])
def test_what_a_link_out_of_the_repository_leads_to_is_not_read(tmp_path: Path, name: str, is_repository: bool) -> None:
    """Nor, outside of any, what a link out of the draft's folder does."""
    drafts = tmp_path / "newsroom" / "drafts"
    drafts.mkdir(parents=True)
    if is_repository:
        (tmp_path / "newsroom" / ".git").mkdir()
    private = (tmp_path if is_repository else tmp_path / "newsroom") / "private.yaml"
    private.write_text(ONE, encoding="utf-8")
    (drafts / name).symlink_to(private)
    with pytest.raises(ReadingError) as caught:
        beside.waivers(drafts / "a.md", "drafts/a.md")
        beside.ledger(drafts / "a.md", "drafts/a.md")
    assert (caught.value.code, str(caught.value.at)) == ("A330", f"drafts/{name}")
    assert "a link that leads out of the folder" in caught.value.message
    with pytest.raises(FileError):
        beside.content(drafts / name)


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "waivers").mkdir()
    (tmp_path / "waivers" / "all.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "drafts" / "waivers.auditor.yaml").symlink_to("../waivers/all.yaml")
    assert len(beside.waivers(tmp_path / "drafts" / "a.md", "a.md")) == 1


def test_a_folder_that_is_a_link_is_where_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.auditor.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "newsroom" / ".git").mkdir(parents=True)
    (tmp_path / "newsroom" / "drafts").symlink_to("../elsewhere")
    assert len(beside.waivers(tmp_path / "newsroom" / "drafts" / "a.md", "a.md")) == 1
