"""From Python: the reports of the command line, as records."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor import Auditor, Failure, Report, audit_file, audit_text
from auditor.base.errors import ModelError, PackError, ReadingError, SettingsError, UsageError
from auditor.cli.main import main

TEXT = "Council to close library\n\nThe council will close the library, two people briefed on the plan said.\n"


@pytest.mark.model
def test_audit_text() -> None:
    report = audit_text(TEXT)
    assert isinstance(report, Report)
    assert [(s.kind.value, s.label, s.count) for s in report.sources] == [
        ("anonymous", "two people briefed on the plan", 2)
    ]
    (statement,) = report.statements
    assert statement.source is not None
    assert statement.source.of(TEXT) == "two people briefed on the plan"
    assert report.article.path == "<text>"
    assert report.article.title == "Council to close library"


@pytest.mark.model
def test_a_file_gives_what_the_command_line_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditor.records.saved.write import report_to_dict

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    main(["check", "a.txt", "--format", "json"])
    assert report_to_dict(audit_file("a.txt")) == json.loads(capsys.readouterr().out)["reports"][0]


@pytest.mark.model
def test_an_auditor_serves_many_articles_and_remembers_none() -> None:
    tool = Auditor.load(policies=[])
    first = tool.audit_text(TEXT)
    tool.audit_text("Something else, Ann Poe said.")
    assert tool.audit_text(TEXT) == first
    assert first.findings == ()
    assert [p.name for p in first.provenance.packs] == ["core", "waivers", "ledger"]
    assert first.provenance.auditor == auditor.__version__


@pytest.mark.model
def test_a_name_decides_the_format() -> None:
    assert Auditor.load().audit_text("# Council *closes* library\n\nIt is over.", name="a.md").article.title == (
        "Council closes library"
    )


@pytest.mark.model
def test_other_languages_are_refused_or_left_out_unless_any_is_audited() -> None:
    french = (
        "Le conseil municipal fermera le foyer au mois de mai, selon deux personnes informées du projet. La mairie "
        "n'a pas répondu."
    )
    tool = Auditor.load(policies=[])
    with pytest.raises(ReadingError, match="it is in French"):
        tool.audit_text(french)
    report = tool.audit_text(f"{TEXT}\n“It will be missed by all of us,” said Tom Reyl.\n\n{french}\n")
    assert [s.label for s in report.sources] == ["two people briefed on the plan", "Tom Reyl"]
    assert [(n.code, n.message) for n in report.notes] == [("other-language", "left out, as it is in French: line 7")]
    (span,) = (note.span for note in report.notes)
    assert span is not None
    assert report.places[span].text == french
    assert report.article.words == 28
    assert Auditor.load(policies=[], language="any").audit_text(french).notes == ()
    with pytest.raises(SettingsError, match="language is 'fr'"):
        Auditor.load(language="fr")


@pytest.mark.model
def test_live_blogs_and_hidden_characters_are_noted() -> None:
    entries = "".join(f"{time}\n\n{TEXT.splitlines()[2]}\n\n" for time in ("10.42am", "9.15am", "8am"))
    report = Auditor.load(policies=[]).audit_text(f"Library closes: live\n\nAnn P\u200boe was there.\n\n{entries}")
    assert [note.code for note in report.notes] == ["hidden-characters", "live-blog"]
    assert [report.places[n.span].text for n in report.notes if n.span is not None] == ["Ann P\u200boe", "10.42am"]


@pytest.mark.model
def test_what_may_be_raised(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="there are no words in it"):
        audit_text(" \n")
    with pytest.raises(ReadingError, match="there is no such file"):
        audit_file(tmp_path / "nope.txt")
    with pytest.raises(PackError, match="there is no pack 'nope'"):
        audit_text(TEXT, policies=["nope"])
    with pytest.raises(ModelError, match="the language model 'nope' is not installed"):
        audit_text(TEXT, model="nope")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"language": "xx"}, "language is 'xx'"),
        ({"detectors": ["sources"]}, "detectors is"),
        ({"detectors": ["nobody", "rules"]}, "detectors is"),
        ({"detectors": None}, "detectors is None"),
        ({"policies": [1]}, "policies is"),
        ({"policies": {"default": 1}}, "policies is"),
        ({"today": "x"}, "today is 'x'"),
        ({"today": "2026-02-30"}, "today is '2026-02-30'"),
        ({"max_bytes": -1}, "max_bytes is -1"),
        ({"max_bytes": "10"}, "max_bytes is '10'"),
        ({"model": ""}, "model is ''"),
    ],
)
def test_what_no_setting_can_be_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match="A102 ") as caught:
        Auditor.load(**given)
    assert caught.value.message.startswith(says)
    assert caught.value.hint.startswith("it must be ")


@pytest.mark.model
def test_one_name_is_a_list_of_one_and_a_time_has_a_day() -> None:
    tool = Auditor.load(policies="default", detectors="rules", today=datetime(2026, 2, 28, 12, 30))
    settings = tool.toolkits.settings
    assert (settings.policies, [*settings.detectors], settings.today) == (("default",), ["rules"], "2026-02-28")
    assert Auditor.load(policies=["ap", "default"][:1]).toolkits.settings.policies == ("ap",)


@pytest.mark.model
def test_what_many_cannot_be_is_refused_before_any_is_asked_for(tool: Auditor) -> None:
    for given, says in (
        ({"jobs": -1}, "jobs is -1"),
        ({"jobs": "2"}, "jobs is '2'"),
        ({"jobs": True}, "jobs is True"),
        ({"jobs": 1.5}, "jobs is 1.5"),
        ({"time_limit": -1}, "time_limit is -1"),
        ({"time_limit": None}, "time_limit is None"),
    ):
        with pytest.raises(SettingsError) as wrong:
            tool.audit_many([TEXT], **given)
        assert wrong.value.message == says
    for one in ("ab", Path("a.md"), {"text": "ab"}):
        with pytest.raises(UsageError, match="give a list of drafts"):
            tool.audit_many(one)  # type: ignore[arg-type]


def test_importing_costs_nothing() -> None:
    script = "import sys, auditor; auditor.__version__; sys.exit('spacy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    with pytest.raises(AttributeError, match="module 'auditor' has no attribute 'nope'"):
        _ = auditor.nope


# ---------------------------------------------------------------- what is known of a draft


@pytest.fixture(scope="module")
def tool() -> Auditor:
    return Auditor.load()


BARE = "The harbour will close in May, an insider said."


@pytest.mark.model
def test_metadata_count_as_front_matter_does(tool: Auditor, tmp_path: Path) -> None:
    told = {
        "byline": "Ann Poe",
        "outlet": "The Herald",
        "auditor": 'waive default/bare-source at "an insider" because so',
    }
    front = "".join(f"{key}: '{value}'\n" for key, value in told.items())
    inside = tool.audit_text(f"---\n{front}---\n\n{BARE}", name="a.md")
    beside = tool.audit_text(BARE, metadata=told)
    (tmp_path / "a.txt").write_text(BARE)
    of_file = tool.audit_file(tmp_path / "a.txt", metadata=told)
    assert inside.article.meta == beside.article.meta == of_file.article.meta
    assert beside.article.meta["author"] == "Ann Poe"
    for report in (inside, beside, of_file):
        assert [(each.policy, each.waived) for each in report.findings if each.waived] == [
            ("default/bare-source", "so")
        ]
    assert audit_text(BARE, metadata=told, policies=[]).article.meta == beside.article.meta
    with pytest.raises(ReadingError, match="“desk” holds an object"):
        tool.audit_text(BARE, metadata={"desk": object()})


@pytest.mark.model
def test_a_ledger_among_metadata_is_weighed(tool: Auditor) -> None:
    ledger = {"sources": [{"label": "an insider", "people": 1, "editor": "KL"}, {"label": "a porter", "people": 1}]}
    found = tool.audit_text(BARE, metadata={"ledger": ledger}).findings
    assert {each.policy for each in found} - {each.policy for each in tool.audit_text(BARE).findings} == {
        "ledger/approval-missing",
        "ledger/entry-without-match",
    }


@pytest.mark.model
def test_what_lies_beside_a_file_counts_and_waivers_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BARE)
    rule = "rule: default/bare-source\n    reason: so\n    words: an insider\n    until: 2026-06-30"
    (tmp_path / "a.auditor.yaml").write_text(f"waive:\n  - {rule}\n")
    for today, waived in (("2026-06-30", ["so (until 2026-06-30)"]), ("2026-07-01", [])):
        report = Auditor.load(today=today).audit_file(tmp_path / "a.txt")
        assert [each.waived for each in report.findings if each.waived] == waived
    (tmp_path / "c.csv").write_text(f'id,text\na1,"{BARE} It was said on Monday, she said."\na2,"{BARE} So be it."\n')
    report = Auditor.load(policies=[]).audit_file(f"{tmp_path / 'c.csv'}#a2")
    assert report.article.path.endswith("c.csv#a2")


# ---------------------------------------------------------------- many drafts


@pytest.mark.model
def test_many_drafts_give_their_results_in_order_and_failures_as_records(
    tool: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    Path("<text 2>.auditor.yaml").write_text("waive: [{rule: default/bare-source, reason: so}]\n")
    told: list[tuple[int, int | None, str]] = []
    given: list[object] = [
        Path("a.txt"),
        BARE,
        (BARE, {"id": "a17", "desk": "metro"}),
        Path("lost.txt"),
        (Path("a.txt"), {"desk": "city"}),
        "a.txt",
        float("nan"),
        b"bytes",
        (BARE, {"desk": object()}),
        (BARE, {}, 3),
        "Nul\0",
        Path(),
    ]
    results = list(tool.audit_many(given, progress=lambda *each: told.append(each)))  # type: ignore[arg-type]
    assert [each.path if isinstance(each, Failure) else each.article.path for each in results] == [
        "a.txt", "<text 2>", "a17", "lost.txt", "a.txt", "<text 6>", "<text 7>", "<text 8>", "<text 9>", "<text 10>",
        "<text 11>", ".",
    ]  # fmt: skip
    codes = [each.code if isinstance(each, Failure) else "" for each in results]
    assert codes == ["", "", "", "A302", "", "A323", "A305", "A323", "A323", "A323", "A307", "A304"]
    assert results[1] == tool.audit_text(BARE, name="<text 2>")
    assert isinstance(results[4], Report)
    assert results[4].article.meta == {"desk": "city"}
    assert isinstance(results[5], Failure)
    assert "pathlib.Path" in results[5].hint
    assert told == [(n, 12, name) for n, name in enumerate([_path(each) for each in results], 1)]


def _path(result: Report | Failure) -> str:
    return result.path if isinstance(result, Failure) else result.article.path


@pytest.mark.model
def test_drafts_are_asked_for_as_they_are_needed(tool: Auditor) -> None:
    asked: list[int] = []

    def drafts() -> Iterator[str]:
        for number in range(5):
            asked.append(number)
            yield BARE

    totals: list[int | None] = []
    results = tool.audit_many(drafts(), progress=lambda done, of, name: totals.append(of))
    next(results)
    next(results)
    assert asked == [0, 1]
    assert totals == [None, None]
    assert list(tool.audit_many([])) == []


@pytest.mark.model
def test_opinion_is_audited_by_whoever_asks_for_it_by_name(tool: Auditor) -> None:
    (report,) = tool.audit_many([(BARE, {"genre": "Opinion"})])
    assert isinstance(report, Report)


@pytest.mark.model
@pytest.mark.slow
def test_a_script_without_a_guard_works_in_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "count.py"
    script.write_text(
        "from auditor import Auditor, Failure\n"
        "print('begun')\n"
        f"drafts = [({BARE!r}, {{'id': f'a{{n}}'}}) for n in range(9)] + ['']\n"
        "for each in Auditor.load(policies=[], detectors='rules').audit_many(drafts, jobs=2):\n"
        "    print(each.code if isinstance(each, Failure) else (each.article.path, len(each.sources)))\n"
        "print(__file__.endswith('count.py'), __spec__)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    numbered = [f"('a{number}', 1)" for number in range(9)]
    assert done.stdout.splitlines() == ["begun", *numbered, "A305", "True None"]


def test_a_shell_completes_the_public_names_before_they_are_asked_for() -> None:
    code = "import auditor; print(*dir(auditor))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told == sorted(auditor.__all__)
    assert all(hasattr(auditor, name) for name in told)
