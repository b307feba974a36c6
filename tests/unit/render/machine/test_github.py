"""Workflow commands: escaped, the gravest first, nothing of a draft taken for a command."""

from __future__ import annotations

from auditor.records.report import Bar, RunResult
from auditor.records.scales import Confidence
from auditor.render.machine import github
from tests.unit.render.machine import samples


def lines(result: RunResult, bar: Bar | None = None) -> list[str]:
    return github.write(result, bar or Bar()).split("\n")[:-1]


def test_a_run() -> None:
    assert lines(samples.whole()) == [
        "::error file=drafts/photo.txt,title=not audited (A307)::this is no text; save it as plain text",
        "::error file=drafts/ferry.txt,line=11,col=57,endLine=11,endColumn=67,title=default/hedge::Say who says so.",
        "::warning file=drafts/ferry.txt,line=11,col=1,endLine=11,endColumn=28,title=default/reason-for-anonymity"
        "::S6 is anonymous and the article does not say why.",
        "::notice file=drafts/ferry.txt,title=default/lead-on-anonymous-sources::The lead rests on them.",
    ]


def test_a_clean_run_says_nothing() -> None:
    assert lines(RunResult(())) == []


def test_columns_are_told_within_one_line_only() -> None:
    wide = next(line for line in lines(RunResult((samples.emoji(),))) if "default/long" in line)
    assert wide == "::warning file=drafts/café 🦊.md,line=3,endLine=4,title=default/long::Two lines."


def test_what_is_unsure_is_a_notice_and_comes_last() -> None:
    run = RunResult((samples.emoji(),))
    *_, last = lines(run)
    assert last.startswith("::notice ")
    assert last.endswith("title=default/bare::Who? (low confidence)")
    assert any(
        line.startswith("::error ") and "bare" in line for line in lines(run, Bar(min_confidence=Confidence.LOW))
    )


def test_parts_and_records_are_told_in_words() -> None:
    assert lines(samples.parts()) == [
        "::error file=out/corpus.csv,title=not audited (A305)::a18: there are no words in it",
        "::error file=all.zip,title=default/hedge::city/a.txt, 1:1: Who?",
        "::warning file=drafts/aid.docx,title=default/hedge::paragraph 12: Say who says so.",
        "::warning file=drafts/aid.docx,title=default/no-source::There is no source.",
        "::warning file=out/corpus.csv,title=default/hedge::a17, row 1, paragraph 2: Say who says so.",
        "::warning file=out/corpus.csv,title=default/no-source::a17: There is no source.",
    ]


def test_names_and_words_are_escaped() -> None:
    for line in lines(samples.hostile()):
        properties, _, message = line[2:].partition("::")
        assert properties.startswith(("error file=", "warning file=", "notice file="))
        assert "file=dr%2Ca%3Af%25t\\n%3A%3Aerror%3A%3Ax<&>\"' \\x1b[1m\\udce9]]>.txt" in properties
        assert "%250A" in message, "a %0A of the draft is no line end"
        assert "%0A" not in message.replace("%250A", "")
