"""`auditor waive`: what it writes beside a draft or into it, and what it refuses."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from auditor.cli.main import main
from tests.unit.annotating.documents import W, document, para, parts_of, relations, run

pytestmark = pytest.mark.model
TEXT = "The harbour will close in May, an insider said."
MORE = "The ferry will go on until the end of the year, and the cranes will be sold in spring."
BARE, REASON = "default/bare-source", "default/anonymous-without-reason"
SAID = f"auditor: waive {BARE} because no more can be said safely"
FORMATS = Path(__file__).resolve().parents[1] / "formats"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "aid.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    (tmp_path / "aid.md").write_text(f"# Harbour\r\n\r\n{TEXT}\r\n\r\nIt rained.\r\n", encoding="utf-8", newline="")
    return tmp_path


def test_a_waiver_beside_a_draft_holds_and_the_next_is_added(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["waive", "aid.txt:1", BARE, "--reason", "no more: can be said", "--by", "KL"]) == 0
    assert main(["waive", "aid.txt:1", REASON, "--reason", "so", "--until", "2999-12-31"]) == 0
    assert (here / "aid.txt.auditor.yaml").read_text(encoding="utf-8") == (
        'waive:\n  - rule: "default/bare-source"\n    words: "an insider"\n    reason: "no more: can be said"\n'
        '    by: "KL"\n  - rule: "default/anonymous-without-reason"\n    words: "an insider"\n    reason: "so"\n'
        '    until: "2999-12-31"\n'
    )
    capsys.readouterr()
    main(["check", "aid.txt"])
    out = capsys.readouterr().out
    assert BARE not in out
    assert "2 waived" in out


def test_in_a_draft_a_comment_is_added_and_line_ends_stay(here: Path) -> None:
    assert main(["waive", "aid.md:3", BARE, "--reason", "no more can be said", "--in-draft"]) == 0
    comment = f'<!-- auditor: waive {BARE} at "an insider" because no more can be said -->'
    assert (here / "aid.md").read_bytes().decode() == f"# Harbour\r\n\r\n{TEXT} {comment}\r\n\r\nIt rained.\r\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["aid.txt:1", BARE, "--reason", "It was Olaf Berg"], "seems to name somebody"),
        (["aid.txt:1", BARE, "--reason", "  "], "gives no reason"),
        (["aid.txt:1", BARE, "--reason", "so", "--until", "Friday"], "'Friday' is no day"),
        (["aid.txt:1", BARE, "--reason", "so", "--until", "2001-01-01"], "held until 2001-01-01"),
        (["aid.txt:1", "default/bear", "--reason", "so"], "there are: default/"),
        (["aid.md:5", BARE, "--reason", "so"], "objects to nothing there"),
        (["aid.txt", BARE, "--reason", "so"], "names no line"),
        (["aid.txt:1", BARE, "--reason", "so", "--in-draft"], "only Markdown can hold it"),
        (["aid.md:3", BARE, "--reason", "so --> no", "--in-draft"], "no brackets"),
    ],
)
def test_what_is_refused_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    assert main(["waive", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_a_file_in_which_nothing_can_be_added_is_left_as_it_was(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flow = "waive: [{rule: a/b, reason: so}]\n"
    (here / "aid.txt.auditor.yaml").write_text(flow, encoding="utf-8")
    assert main(["waive", "aid.txt:1", BARE, "--reason", "so"]) == 2
    assert "add it yourself" in capsys.readouterr().err
    assert (here / "aid.txt.auditor.yaml").read_text(encoding="utf-8") == flow


# ---------------------------------------------------------------- in the comments of documents and pages


def waiver_findings(capsys: pytest.CaptureFixture[str], name: str) -> list[tuple[str, str, bool]]:
    """Rule and place of each finding that a waiver has to do with, and whether it is waived."""
    capsys.readouterr()
    main(["check", name, "--format", "jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [
        (row["policy"], row["place"], row["waived"] is not None)
        for row in rows
        if row["row"] == "finding" and (row["waived"] is not None or row["policy"].startswith("waivers/"))
    ]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_comments_of_a_document_waive_and_are_told_where_they_do_not(
    here: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    (here / f"waived.{suffix}").write_bytes((FORMATS / f"waived.{suffix}").read_bytes())
    assert waiver_findings(capsys, f"waived.{suffix}") == [
        ("default/lead-on-anonymous-only", "paragraph 2", True),
        (BARE, "paragraph 3", True),
        ("waivers/unclear", "paragraph 4", False),
    ]


def test_a_copy_with_comments_keeps_the_waivers_of_others_and_its_own_comments_are_none(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "waived.docx").write_bytes((FORMATS / "waived.docx").read_bytes())
    before = waiver_findings(capsys, "waived.docx")
    assert main(["annotate", "waived.docx", "--sources", "-o", "copy.docx"]) == 0
    comments = parts_of((here / "copy.docx").read_bytes())["word/comments.xml"].decode()
    assert comments.count('w:author="auditor"') > 2
    assert "waivers/unclear" in comments
    assert f"Rule: {BARE}" not in comments
    assert waiver_findings(capsys, "copy.docx") == before


def test_somebody_answers_a_comment_of_the_auditor_with_a_waiver(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "aid.docx").write_bytes(document(para(run("Harbour")) + para(run(TEXT))))
    assert main(["annotate", "aid.docx", "-o", "copy.docx"]) == 0
    parts = {name: part.decode() for name, part in parts_of((here / "copy.docx").read_bytes()).items()}
    own = next(each for each in parts["word/comments.xml"].split("<w:comment ") if BARE in each)
    number = own.partition('w:id="')[2].partition('"')[0]
    marked = parts["word/document.xml"]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        marked = marked.replace(f'<w:{mark} w:id="{number}"/>', f'<w:{mark} w:id="{number}"/><w:{mark} w:id="77"/>')
    answer = f'<w:comment w:id="77" w:author="Karla Lindqvist" w:initials="KL">{para(run(SAID))}</w:comment>'
    answered = parts["word/comments.xml"].replace("</w:comments>", f"{answer}</w:comments>")
    further: dict[str, str | bytes] = {**parts, "word/document.xml": marked, "word/comments.xml": answered}
    (here / "answered.docx").write_bytes(document("", further))
    assert waiver_findings(capsys, "answered.docx") == [(BARE, "paragraph 2", True)]
    main(["check", "answered.docx", "--format", "jsonl"])
    assert "no more can be said safely (KL)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (f"waive {BARE}", "waivers/without-reason"),
        (f"waive {BARE} because Olaf Berg would lose his post", "waivers/names-somebody"),
        (f"waive {BARE} because so (until 2001-01-31)", "waivers/expired"),
        ("waive default/bear-source because so", "waivers/unknown-rule"),
        ("waive default/hedge-without-source because so", "waivers/unused"),
        ("ignore this", "waivers/unclear"),
    ],
)
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_what_is_wrong_with_a_comment_is_found_in_its_paragraph(
    here: Path, capsys: pytest.CaptureFixture[str], suffix: str, said: str, rule: str
) -> None:
    marks = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    body = (
        para(run("Harbour"))
        + para(marks[0], run(TEXT), marks[1])
        + para(run("The ferry will go on until the end of the year, and the cranes will be sold in spring."))
    )
    comment = f'<w:comment w:id="1" w:author="Karla Lindqvist">{para(run(f"auditor: {said}"))}</w:comment>'
    further: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(comments="comments.xml"),
        "word/comments.xml": f'<w:comments xmlns:w="{W}">{comment}</w:comments>',
    }
    (here / "told.docx").write_bytes(document(body, further))
    (here / "told.html").write_text(
        f"<html><body><article><h1>Harbour</h1>\n<!-- auditor: {said} -->\n<p>{TEXT}</p>\n"
        f"<p>{MORE}</p></article></body></html>"
    )
    place = {"docx": "paragraph 2", "html": "paragraph 1"}[suffix]
    assert waiver_findings(capsys, f"told.{suffix}") == [(rule, place, False)]


def test_in_the_head_of_a_page_it_is_a_blanket(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "page.html").write_text(
        f"<html><head><!-- {SAID} --></head><body><article><h1>Harbour</h1><p>{TEXT}</p>"
        f"<p>{MORE}</p></article></body></html>"
    )
    assert waiver_findings(capsys, "page.html") == [
        ("waivers/blanket", "whole article", False),
        (BARE, "paragraph 1", True),
    ]


def test_for_a_document_it_is_written_beside_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "told.docx").write_bytes(document(para(run("Harbour")) + para(run(TEXT))))
    assert main(["waive", "told.docx: paragraph 2", BARE, "--reason", "no more can be said"]) == 0
    assert (here / "told.auditor.yaml").exists()
    assert waiver_findings(capsys, "told.docx") == [(BARE, "paragraph 2", True)]
    assert main(["waive", "told.docx: paragraph 2", REASON, "--reason", "so", "--in-draft"]) == 2
    assert "only Markdown can hold it" in capsys.readouterr().err


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-8-sig"])
def test_in_a_draft_of_another_encoding_the_comment_is_in_that_encoding(here: Path, codec: str) -> None:
    text = f"# Zoë’s harbour\r\n\r\n{TEXT}\r\n"
    (here / "aid.md").write_bytes(text.encode(codec))
    assert main(["waive", "aid.md:3", BARE, "--reason", "no more can be said", "--in-draft"]) == 0
    comment = f'<!-- auditor: waive {BARE} at "an insider" because no more can be said -->'
    assert (here / "aid.md").read_bytes() == text.replace(TEXT, f"{TEXT} {comment}").encode(codec)


def test_what_the_encoding_of_a_draft_does_not_have_is_written_beside_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = f"# Zoë\n\n{TEXT}\n".encode("cp1252")
    (here / "aid.md").write_bytes(data)
    assert main(["waive", "aid.md:3", BARE, "--reason", "so, says the desk in Łódź", "--in-draft"]) == 2
    assert "without --in-draft it is written beside the draft" in capsys.readouterr().err
    assert (here / "aid.md").read_bytes() == data


def test_what_cannot_be_added_is_printed_line_by_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "aid.txt.auditor.yaml").write_text("waive: [{rule: a/b, reason: so}]\n")
    assert main(["waive", "aid.txt:1", BARE, "--reason", "no more can be said"]) == 2
    out, err = capsys.readouterr()
    assert out == f'  - rule: "{BARE}"\n    words: "an insider"\n    reason: "no more can be said"\n'
    assert "add it yourself: the lines above" in err
    assert "\\n" not in err


# ---------------------------------------------------------------- places as `auditor check` and `explain` have them

TWO = "The harbour will close in May, an insider said. The ferry will go too, a dock worker said."


@pytest.mark.parametrize("place", ["told.docx:2", "told.docx:2:1", "told.docx: paragraph 2:"])
def test_a_paragraph_is_named_for_a_waiver_as_it_is_for_explain(
    here: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (here / "told.docx").write_bytes(document(para(run("Harbour")) + para(run(TEXT))))
    assert main(["explain", place]) == 0
    assert main(["waive", place, BARE, "--reason", "no more can be said"]) == 0
    assert waiver_findings(capsys, "told.docx") == [(BARE, "paragraph 2", True)]


def test_a_place_that_is_not_there_is_told_with_those_there_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "told.docx").write_bytes(document(para(run("Harbour")) + para(run(TEXT))))
    assert main(["waive", "told.docx:9", BARE, "--reason", "so"]) == 2
    assert "there is no paragraph 9\n  its parts are paragraph 1 to paragraph 2" in capsys.readouterr().err
    assert main(["waive", "aid.txt:9", BARE, "--reason", "so"]) == 2
    assert "there is no line 9\n  its lines are 1 to 2" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["waive", "explain"])
def test_a_hint_names_the_command_in_use(here: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    rest = [BARE, "--reason", "so"] if command == "waive" else []
    assert main([command, "aid.txt", *rest]) == 2
    assert f"for instance: auditor {command} drafts/aid.md:12" in capsys.readouterr().err


CARD = "name: own\nversion: '1'\ndescription: Ours.\nlanguage: en\nlicence: Apache-2.0\n"
WHOLE = """\
for_each: article
where: {sources: {at_least: 1}}
require: {sources: {at_least: 2}}
severity: warning
message: "The article has one source."
mend: "Ask somebody else."
why: One is not enough.
examples:
  match:
    - The harbour will close in May, Ana Ruiz said.
    - The ferry will stop, Ida Brandt said.
  no_match:
    - It rained on Monday.
    - It rained on Tuesday.
"""


@pytest.mark.parametrize("name", ["whole article", "whole draft"])
def test_what_is_about_the_whole_article_is_named_as_check_names_it(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (here / "own").mkdir()
    (here / "own" / "pack.yaml").write_text(CARD, encoding="utf-8")
    (here / "own" / "two.yaml").write_text(WHOLE, encoding="utf-8")
    rules = ["--rules", "own"]
    main(["check", "aid.md", *rules])
    assert "whole article  warning" in capsys.readouterr().out
    assert main(["explain", f"aid.md: {name}", *rules]) == 0
    told = capsys.readouterr().out
    assert told.startswith("aid.md: whole article\n")
    assert "own/two" in told
    assert "Statement" not in told
    assert main(["waive", f"aid.md: {name}", BARE, "--reason", "so", *rules]) == 2
    assert "own/two at whole article" in capsys.readouterr().err
    assert main(["waive", f"aid.md: {name}", "own/two", "--reason", "so", *rules]) == 0
    capsys.readouterr()
    main(["check", "aid.md", *rules])
    assert "own/two" not in capsys.readouterr().out


def test_of_two_findings_in_a_paragraph_the_other_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "two.txt").write_text(f"{TWO}\n", encoding="utf-8")
    assert main(["waive", "two.txt:1", REASON, "--reason", "so"]) == 0
    err = capsys.readouterr().err
    assert "one more finding of default/anonymous-without-reason there stands: “a dock worker”" in err
    assert "--words" in err
    assert waiver_findings(capsys, "two.txt") == [(REASON, "1:32", True)]


def test_of_two_findings_in_a_paragraph_one_is_chosen_by_its_words(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "two.txt").write_text(f"{TWO}\n", encoding="utf-8")
    assert main(["waive", "two.txt:1", REASON, "--reason", "so", "--words", "the docker"]) == 2
    assert "its words there are “an insider” and “a dock worker”" in capsys.readouterr().err
    assert main(["waive", "two.txt:1", REASON, "--reason", "so", "--words", "Dock  worker"]) == 0
    assert "one more" in capsys.readouterr().err
    assert waiver_findings(capsys, "two.txt") == [(REASON, "1:72", True)]


def test_where_it_is_written_is_told_in_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["waive", "aid.txt:1", BARE, "--reason", "so"]) == 0
    told = capsys.readouterr()
    assert told.out == "aid.txt.auditor.yaml\n"
    assert told.err.splitlines()[0].startswith("waived, written into aid.txt.auditor.yaml: ")


# ---------------------------------------------------------------- what a check that fails ends with


def told_to(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines on standard error of a check with `--quiet`."""
    capsys.readouterr()
    assert main(["check", "--quiet", *arguments]) in (0, 1)
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("name", ["two words é.md", "told.docx", "-x.md"])
def test_a_quiet_check_that_fails_ends_with_what_lets_a_finding_stand(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (here / name).write_bytes(document(para(run("Harbour")) + para(run(TEXT))) if "docx" in name else TEXT.encode())
    while lines := told_to(capsys, "--", name):
        (line,) = lines
        assert line.startswith("to let a finding stand: auditor waive ")
        assert line.endswith(" --reason REASON")
        program, *typed = shlex.split(line.removeprefix("to let a finding stand: "))
        assert program == "auditor"
        assert main(typed) == 2
        assert main([*typed[:-1], "no more can be said"]) == 0
    capsys.readouterr()
    assert main(["check", "--quiet", "--", name]) == 0


def test_a_quiet_check_says_no_more_where_nothing_fails_or_the_form_is_for_programs(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(told_to(capsys, "aid.md")) == 1
    assert told_to(capsys, "aid.md", "--format", "concise") == []
    assert told_to(capsys, "aid.md", "--format", "jsonl") == []
    assert not any("to let" in line for line in told_to(capsys, "aid.md", "--fail-on", "never"))
    assert main(["check", "aid.md"]) == 1
    assert "to let a finding stand" not in capsys.readouterr().err


def test_a_quiet_check_tells_nothing_of_what_no_waiver_can_stand_beside(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "many.csv").write_text(f'id,text\na1,"{TEXT}"\na2,"{TEXT}"\n', encoding="utf-8")
    assert not any("to let" in line for line in told_to(capsys, "many.csv"))
