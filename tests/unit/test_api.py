"""From Python: the reports of the command line, as records."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import auditor
from auditor import Auditor, Report, audit_file, audit_text
from auditor.base.errors import ModelError, PackError, ReadingError
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
    with pytest.raises(ValueError, match="'fr' is not a valid Languages"):
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


def test_importing_costs_nothing() -> None:
    script = "import sys, auditor; auditor.__version__; sys.exit('spacy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    with pytest.raises(AttributeError, match="module 'auditor' has no attribute 'nope'"):
        _ = auditor.nope
