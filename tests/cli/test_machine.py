"""`auditor check` for programs: files written whole, rows, real documents and records, and the schemas."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditor.cli.main import main
from auditor.render.dispatch import RESULTS
from tests.cli.test_main import word_file
from tests.unit.render.machine.test_forms import MACHINE, check

ROOT = Path(__file__).parents[2]
CSV = (
    'id,headline,text\na17,Council shuts pool,"The pool will shut, a source said.\n\nIt is said that the roof leaks."\n'
)
MARKDOWN = (
    "# Pool shuts\r\n\r\nThe 🦊 pool will shut, *a source* said &amp; left.\r\n\r\nIt is said that the roof leaks.\r\n"
)

Captured = pytest.CaptureFixture[str]


def write_drafts(folder: Path) -> None:
    """A text, a Word document, a table, and a picture that calls itself a text."""
    (folder / ".git").mkdir()
    (folder / "drafts").mkdir()
    (folder / "drafts/a b🦊.md").write_bytes(MARKDOWN.encode())
    (folder / "drafts/photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (folder / "c.csv").write_text(CSV)
    (folder / "--output=x.txt").write_text(CSV)
    (folder / "drafts/trial.docx").write_bytes(word_file())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with drafts."""
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path)
    return tmp_path


# ---------------------------------------------------------------- what is asked for makes no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "drafts", "--format", "sarf"], "there is no format 'sarf'"),
        (["check", "drafts", "--rows", "sources"], "--rows goes with --format jsonl, not with terminal"),
        (["check", "drafts", "--format", "sarif", "--rows", "sources"], "--rows goes with --format jsonl"),
        (["check", "drafts", "--format", "jsonl", "--rows", "source"], "there is no sort of row 'source'"),
        (["check", "drafts", "--output", "drafts/photo.txt"], "A004 cannot write drafts/photo.txt: a draft"),
        (["check", "drafts", "--also", "sarif"], "A001 --also is 'sarif'\n  it must be FORMAT=FILE"),
        (["check", "drafts", "--also", "sarf=x"], "there is no format 'sarf'"),
        (["check", "drafts", "--also", "json=x", "--also", "sarif=x"], "x is to be written twice"),
        (["check", "drafts", "--also", "sarif=drafts/photo.txt"], "A004 cannot write drafts/photo.txt: a draft"),
        (["check", "--output=x.txt", "drafts"], "A001 '--output=x.txt' looks like an option and is a file here"),
        (["schema", "reprot"], "there is no schema 'reprot'"),
    ],
)
def test_what_makes_no_sense_is_refused(here: Path, capsys: Captured, arguments: list[str], message: str) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_what_is_meant_is_guessed(here: Path, capsys: Captured) -> None:
    main(["check", "drafts", "--format", "jsonl", "--rows", "source"])
    assert "Did you mean 'sources'? There are: findings, sources, statements." in capsys.readouterr().err


@pytest.mark.parametrize("fmt", MACHINE)
def test_the_help_names_every_form(fmt: str, capsys: Captured) -> None:
    main(["check", "--help"])
    assert fmt in RESULTS
    assert fmt in capsys.readouterr().out.replace("\n", " ")


# ---------------------------------------------------------------- schemas


@pytest.mark.parametrize("name", ["report", "findings", "rows", "archive", "answer"])
def test_a_schema_is_printed_as_it_is_published(name: str, capsys: Captured) -> None:
    assert main(["schema", name]) == 0
    out = capsys.readouterr().out
    assert out == (ROOT / f"docs/{name}.schema.json").read_text(encoding="utf-8")
    schema = json.loads(out)
    assert schema["$id"] == f"urn:auditor:{name}:1"
    Draft202012Validator.check_schema(schema)


# ---------------------------------------------------------------- real drafts


@pytest.mark.model
def test_sarif_of_real_drafts(here: Path, capsys: Captured) -> None:
    code = main(["check", "drafts", "c.csv", "--format", "sarif", "--output", "out/auditor.sarif"])
    out, err = capsys.readouterr()
    assert (code, out) == (3, "out/auditor.sarif\n")
    assert "drafts/photo.txt: A307" in err
    assert err.splitlines()[-1].startswith("3 drafts audited: ")
    text = (here / "out/auditor.sarif").read_text(encoding="utf-8")
    check("sarif", text)
    (run,) = json.loads(text)["runs"]
    places: dict[str, list[Any]] = {}
    for result in run["results"]:
        (place,) = result["locations"]
        places.setdefault(place["physicalLocation"]["artifactLocation"]["uri"], []).append(place)
    assert set(places) == {"drafts/a%20b%F0%9F%A6%8A.md", "drafts/trial.docx", "c.csv"}
    for place in places["drafts/a%20b%F0%9F%A6%8A.md"]:
        region = place["physicalLocation"]["region"]
        cut = MARKDOWN[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert region["snippet"]["text"] == cut
        line = MARKDOWN.split("\r\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == cut
    assert places["drafts/trial.docx"][0]["logicalLocations"][0]["name"] == "paragraph 2"
    assert places["c.csv"][0]["logicalLocations"][0]["fullyQualifiedName"] == "a17/row 1, paragraph 1"
    for place in (*places["drafts/trial.docx"], *places["c.csv"]):
        assert "region" not in place["physicalLocation"]
    rules = run["tool"]["driver"]["rules"]
    assert {"default/bare-source", "default/hedge-without-source"} <= {rule["id"] for rule in rules}
    assert all(rule["fullDescription"]["text"] and "{" not in rule["shortDescription"]["text"] for rule in rules)


@pytest.mark.model
def test_all_forms_of_real_drafts(here: Path, capsys: Captured) -> None:
    for fmt in ("github", "junit", "gitlab", "rdjson", "findings", "jsonl"):
        assert main(["check", "drafts", "c.csv", "--format", fmt]) == 3
        out = capsys.readouterr().out
        check(fmt, out)
        assert "photo.txt" in out
        assert "c.csv" in out


@pytest.mark.model
def test_forms_of_one_report_are_written_beside_each_other(here: Path, capsys: Captured) -> None:
    assert main(["report", "drafts/a b🦊.md", "--format", "jsonld,findings,sarif"]) == 0
    names = ["a b🦊.jsonld", "a b🦊.findings.json", "a b🦊.sarif"]
    assert capsys.readouterr().out.splitlines() == [f"reports/{name}" for name in names]
    article, found, log = ((here / "reports" / name).read_text(encoding="utf-8") for name in names)
    assert json.loads(article)["headline"] == "Pool shuts"
    assert "*a source*" not in article
    assert '"a source"' not in article
    check("findings", found)
    check("sarif", log)
    rules = json.loads(log)["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) > len(json.loads(found)["findings"]), "rules that found nothing are told as well"


@pytest.mark.model
def test_a_waiver_in_a_draft_is_a_suppression_in_sarif(here: Path, capsys: Captured) -> None:
    waiver = "<!-- auditor: waive default/bare-source because no more can be said safely (by KL) -->"
    (here / "w.md").write_text(f"Pool shuts\n\nThe pool will shut, an insider said. {waiver}\n")
    main(["check", "w.md", "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (waived,) = (each for each in results if each["suppressions"])
    assert waived["ruleId"] == "default/bare-source"
    assert "no more can be said safely" in waived["suppressions"][0]["justification"]
    main(["check", "w.md", "--format", "github"])
    assert "title=default/bare-source" not in capsys.readouterr().out


@pytest.mark.model
def test_several_forms_of_one_run(here: Path, capsys: Captured) -> None:
    also = ["--also", "sarif=out/a.sarif", "--also", "jsonl=out/b.jsonl", "--also", "github=out/c.txt"]
    code = main(["check", "drafts", "--format", "gitlab", "--rows", "sources", *also])
    assert code == 3
    printed = capsys.readouterr().out
    for form, name in (("gitlab", ""), ("sarif", "a.sarif"), ("jsonl", "b.jsonl"), ("github", "c.txt")):
        rows = ["--rows", "sources"] if form == "jsonl" else []
        assert main(["check", "drafts", "--format", form, *rows]) == 3
        alone = capsys.readouterr().out
        assert alone == ((here / "out" / name).read_text(encoding="utf-8") if name else printed)


@pytest.mark.model
def test_drafts_that_have_not_changed_are_not_audited(here: Path, capsys: Captured) -> None:
    (here / ".git").rmdir()
    for arguments in (
        ["init"],
        ["add", "drafts"],
        ["-c", "user.name=D", "-c", "user.email=d@e", "commit", "-m", "old"],
    ):
        subprocess.run(["git", *arguments], check=True, capture_output=True)
    assert main(["check", "drafts", "c.csv", "--changed-since", "HEAD", "--verbose"]) == 1
    told = capsys.readouterr()
    assert "3 drafts not audited: not changed since HEAD" in told.err
    assert "drafts/photo.txt: skipped (not changed since HEAD)" in told.err
    assert "c.csv#a17" in told.out


@pytest.mark.model
def test_beside_a_baseline_sarif_tells_all_and_only_what_is_new_fails(here: Path, capsys: Captured) -> None:
    draft = here / "w.md"
    draft.write_text("Pool shuts\n\nThe pool will shut, an insider said.\n\nThe pool will reportedly be sold.\n")
    assert main(["baseline", "write", "w.md", "--file", "b.json"]) == 0
    again = ["check", "w.md", "--format", "sarif", "--baseline", "b.json"]
    capsys.readouterr()
    assert main(again) == 0
    out, err = capsys.readouterr()
    check("sarif", out)
    results = json.loads(out)["runs"][0]["results"]
    assert {each["baselineState"] for each in results} == {"unchanged"}
    assert f"{len(results)} findings of b.json marked as known: there before" in err
    draft.write_text(
        "Pool shuts\n\nThe pool will shut, an insider said.\n\nIt is believed to have been sold, for nothing.\n"
    )
    assert main(again) == 1
    out = capsys.readouterr().out
    check("sarif", out)
    found = {each["baselineState"] for each in json.loads(out)["runs"][0]["results"]}
    assert found == {"new", "unchanged", "absent"}
    assert main(["check", "w.md", "--baseline", "b.json"]) == 1
    out, err = capsys.readouterr()
    assert "an insider" not in out
    assert "not shown: there before" in err
