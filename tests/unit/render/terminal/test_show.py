"""The marked article."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from auditor.records.origin import Origin, Part
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import AnonymityGrant, SourceKind
from auditor.render.terminal.show import show
from tests.factories import FERRY, ferry, find, finding, make_report, nothing, source, statement
from tests.unit.render.terminal.codes import without_codes

LEGEND = (
    "[S1 source]  {introduced by}  «what is said»  <anonymity: how it is given>",
    "<no comment: who gave none>  finding^F1",
)

PLAIN = """\
[S1 source]  {introduced by}  «what is said»  <anonymity: how it is given>
<no comment: who gave none>  finding^F1

F1 info, on the whole article: The lead rests on them.

  1 │ «Night ferry may be cut», [S1 aides] {say}
  2 │
  3 │ «The Port of Lindholm plans to end its night ferry in May», {according to} [S2 two people
    │ briefed on the plan].
  4 │
  5 │ [S2 The people], <anonymity: who asked not to be named because the vote is weeks away>, {said}
    │ «the route loses $40,000 a month».
  6 │
  7 │ «“We have decided nothing,”» [S3 Mayor Ida Brandt] {said}. «“Nobody saw a budget.”» [S3 She]
    │ *{promised}* «a hearing | a vote».
  8 │
  9 │ [S4 Critics] {called} «the plan rushed». [S5 A port report from 2024] {said} «1,200 riders use
    │ the boat each week».
 10 │
 11 │ [S6 A person close to the union^F2] {said} «a strike was possible». {[S7 It is said^F3]} that
    │ «the captain has quit».
    │   F2 warning: S6 is anonymous and the article does not say why.
    │   F3 error: Say who says so.
 12 │
 13 │ <no comment: The union did not respond to requests for comment>. Reached by phone, <no
    │ comment: the harbour master declined to comment>.
 14 │
 15 │ «“Last boat out,”» a sign {read}.

6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document; S7 stands for words that
hide who says so. 1 of the 2 anonymous sources is explained; not S6. The first paragraph rests on
anonymous sources alone. 1 statement hides who says so. 1 statement has no source that could be made
out.
S1  aides: unnamed group, 1 statement
S2  two people briefed on the plan: anonymous (2 people), 2 statements
S3  Mayor Ida Brandt: named person, 2 statements
S4  Critics: unnamed group, 1 statement
S5  A port report from 2024: document, 1 statement
S6  A person close to the union: anonymous (1 person), 1 statement
S7  It is said: not attributed, 1 statement
"""


def test_without_colour_brackets_mark_the_article() -> None:
    assert show(FERRY, ferry(), colour=False, width=100) == PLAIN


def test_an_article_without_sources_is_shown_as_it_is() -> None:
    assert show("Rain is expected on Sunday.\n", nothing(), colour=False).split("\n") == [
        *LEGEND,
        "",
        " 1 │ Rain is expected on Sunday.",
        "",
        "No source was found.",
        "",
    ]


def styles(shown: str, words: str) -> set[str]:
    """The styles of every character of the first occurrence of `words` in text with ANSI codes."""
    text = Text.from_ansi(shown)
    start = text.plain.index(words)
    return {str(span.style) for span in text.spans if span.start < start + len(words) and start < span.end}


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("aides", "bold color(3)"),
        ("two people briefed", "bold color(1)"),
        ("Ida Brandt", "bold color(2)"),
        ("port report", "bold color(4)"),
        ("according to", "italic color(5)"),
        ("end its night ferry", "underline"),
        ("asked not to be named", "color(0) on color(3)"),
        ("union did not respond", "color(0) on color(6)"),
        ("person close to the union", "bold reverse color(1)"),
    ],
)
def test_colours_mark_the_article(words: str, style: str) -> None:
    found = styles(show(FERRY, ferry(), colour=True, width=200), words)
    assert found == {style}


def test_with_colour_only_ids_are_added() -> None:
    shown = without_codes(show(FERRY, ferry(), colour=True, width=1000))
    body = [line.split("│", 1)[1].strip() for line in shown.split("\n") if re.match(r" +\d+ │", line)]
    assert [re.sub(r" S\d\b|\^F\d\b", "", line) for line in body] == FERRY.strip("\n").split("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_as_the_file_has_them(end: str) -> None:
    text = FERRY.replace("\n", end)
    said = statement(text, 1, ["captain has quit"], "It is said", None, None)
    shown = show(text, make_report(text, statements=(said,)), colour=False, width=200)
    assert " 11 │ A person close to the union said a strike was possible. {It is said} that the " in shown
    assert shown.count("│") == 15
    assert "\r" not in shown


def test_marks_may_cross() -> None:
    text = "He said aides left town.\n"
    report = make_report(
        text,
        statements=(
            statement(text, 1, ["aides left"], "said", "He", None),
            statement(text, 2, ["left town"], "said", "He", None),
        ),
        grants=(AnonymityGrant(find(text, "said aides"), None, None),),
    )
    line = show(text, report, colour=False).split("\n")[3]
    assert line == " 1 │ He <anonymity: {{said}} «aides> «left» town»."


def test_a_mention_inside_another_of_the_same_source_is_not_marked() -> None:
    text = "Hill Street Voice said no.\n"
    whole, street, hill = find(text, "Hill Street Voice"), find(text, "Street"), find(text, "Hill")
    voice = source(text, 1, SourceKind.NAMED_ORGANIZATION, [whole, street])
    report = make_report(text, sources=(voice, source(text, 2, SourceKind.NAMED_PERSON, [hill])))
    assert show(text, report, colour=False).split("\n")[3] == " 1 │ [S1 [S2 Hill] Street Voice] said no."


def test_nothing_in_an_article_steers_the_terminal() -> None:
    text = "a\x1b[2Jb [bold]c[/bold] :smile:\n"
    assert show(text, make_report(text), colour=False).split("\n")[3] == (" 1 │ a\ufffd[2Jb [bold]c[/bold] :smile:")


# ---------------------------------------------------------------- findings and margins


def test_findings_are_told_below_their_paragraph_with_what_mends_them() -> None:
    text = "One line of\na source said\na wrapped paragraph.\n\nAnother one.\n"
    found = finding(1, "a/b", Severity.WARNING, "No reason is given.", find(text, "a source"))
    unsure = replace(finding(2, "a/c", Severity.INFO, "Look.", find(text, "a source")), confidence=Confidence.LOW)
    report = make_report(text, findings=(replace(found, mend="Say why."), unsure))
    assert show(text, report, colour=False).split("\n")[3:9] == [
        " 1 │ One line of",
        " 2 │ a source^F1,F2 said",
        " 3 │ a wrapped paragraph.",
        "   │   F1 warning: No reason is given. → Say why.",
        "   │   F2 info, less sure: Look.",
        " 4 │",
    ]


def test_waived_findings_are_not_shown() -> None:
    assert "F4" not in show(FERRY, ferry(), colour=False)


def test_the_lines_of_a_document_have_the_numbers_of_its_paragraphs() -> None:
    text = "Harbour chief quits\n\nHe quit.\n\nYear\tBoats\n\n2025\t41\n\nHis lawyer said so.\n"
    names = ("headline", "paragraph 1", "table 1, row 1", "table 1, row 2", "a very long name 2")
    lines = ("Harbour chief quits", "He quit.", "Year\tBoats", "2025\t41", "His lawyer said so.")
    parts = tuple(Part(name, "", find(text, line)) for name, line in zip(names, lines, strict=True))
    shown = show(text, make_report(text), colour=False, origin=Origin(parts)).split("\n")
    assert [line for line in shown if "│" in line] == [
        "     headline │ Harbour chief quits",
        "              │",
        "            1 │ He quit.",
        "              │",
        "      table 1 │ Year Boats",
        "              │",
        "              │ 2025 41",
        "              │",
        " a very long… │ His lawyer said so.",
    ]


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [40, 50, 64, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int, colour: bool) -> None:
    found = finding(1, "a/b", Severity.WARNING, "word " * 40, find(FERRY, "Critics"))
    for report in (ferry(), replace(ferry(), findings=(*ferry().findings, found))):
        text = without_codes(show(FERRY, report, colour=colour, width=width))
        assert max(map(cell_len, text.splitlines())) <= width
