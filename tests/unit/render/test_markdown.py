"""The transparency report in Markdown: its words, its order, and that an article's words cannot break it."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.base.printable import one_line
from auditor.records.report import Finding, Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, SourceKind
from auditor.render import markup
from auditor.render.document import SIGNATURE
from tests.factories import FERRY, as_markdown, cranes, ferry, find, make_report, nothing, source, statement

PARSER = MarkdownIt("commonmark").enable("table")
TRICKY = "\\`*_{}[]()<>|~#+-.!&$\"'“” ab\n\t1"


def section(text: str, title: str) -> list[str]:
    """The lines of one section, without the empty ones around them."""
    body = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return body.strip("\n").split("\n")


def plain(markup: str) -> str:
    """The words of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


# ---------------------------------------------------------------- nothing found


def test_every_section_says_so_when_there_is_nothing() -> None:
    text = as_markdown(nothing())
    assert text.startswith("# Transparency report: drafts/rain.txt\n\n**No source was found.**\n\n`drafts/rain.txt`")
    assert section(text, "Sources") == ["No source was found."]
    assert section(text, "Anonymity grants") == ["No anonymity grant was found."]
    assert section(text, "Asked for comment, none given") == [
        "The article names nobody who was asked for comment and gave none."
    ]
    assert section(text, "What stands on anonymous sources alone") == ["- No statement comes from an anonymous source."]
    assert section(text, "Findings") == ["No finding: no policy of the packs in use objects to anything."]
    assert section(text, "Notes") == ["Nothing in the file had to be guessed, dropped or cut."]
    assert section(text, "Appendix: every statement") == ["No statement was found."]


def test_relayed_sources_have_a_section_where_there_are_any() -> None:
    assert section(as_markdown(cranes()), "Relayed: people on whom another outlet relied") == [
        "- 3:23 “a port source”, 1 person, by way of **Radio Brack**. Source S1, no anonymous source of the article’s"
        " own.",
        "- 3:108 “two aides”, 2 people, by way of **Radio Brack**.",
    ]
    assert "Relayed" not in as_markdown(nothing())


# ---------------------------------------------------------------- words of an article


@given(st.text(alphabet=TRICKY))
def test_words_are_shown_as_they_are(text: str) -> None:
    assert plain(PARSER.renderInline(markup.escape(text))) == one_line(text)


@given(st.text(alphabet=TRICKY))
def test_words_cannot_leave_their_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {markup.escape(text)} | end |\n"
    cells = re.findall(r"<td>(.*?)</td>", PARSER.render(table), re.DOTALL)
    assert [plain(cell) for cell in cells] == [one_line(text), "end"]


@given(st.text(alphabet="`a b|", min_size=1).filter(str.strip))
def test_code_is_shown_as_it_is(text: str) -> None:
    shown = PARSER.renderInline(markup.code(text))
    assert shown.startswith("<code>")
    assert plain(shown) == text


def test_underscores_inside_words_stay_readable() -> None:
    assert markup.escape("snake_case and _stress_") == "snake_case and \\_stress\\_"


def test_an_article_full_of_markup_breaks_nothing() -> None:
    words = "*Bold* | <script>alert(1)</script> `code` _x_ [link](http://x.example) # end"
    text = f"“{words}” said {words}.\n"
    who = find(text, words, 1)
    report = make_report(
        text,
        title=words,
        sources=(source(text, 1, SourceKind.NAMED_PERSON, [who], 1, who),),
        statements=(statement(text, 1, [f"“{words}”"], "said", who, "S1"),),
    )
    rendered = PARSER.render(as_markdown(report))
    assert "<script" not in rendered
    assert "<em>" not in rendered
    assert "<a " not in rendered
    assert rendered.count("<td>") == 7
    assert plain(rendered).count(words) == 9


# ---------------------------------------------------------------- the whole


def test_it_opens_with_the_verdict() -> None:
    lines = as_markdown(ferry()).split("\n")
    assert lines[:7] == [
        "# Transparency report: Night ferry may be cut, aides say",
        "",
        "**6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document. "
        "1 of the 2 anonymous sources is explained; not S6.**",
        "",
        "The lead rests on anonymous sources alone. 1 statement hides who says so. "
        "1 statement has no source that could be made out.",
        "",
        "`drafts/ferry.txt` · 127 words · 10 statements · desk: Metro · author: Ana Ruiz, Bo Lund · date: 2025-03-14",
    ]


def test_the_table_of_sources() -> None:
    assert section(as_markdown(ferry()), "Sources") == [
        "| Id | Source | Kind | Statements | Where | How identified | Why unnamed |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| S1 | aides | unnamed group | 1 (10%) | headline; line 1 | “aides” | – |",
        "| S2 | two people briefed on the plan | anonymous (2 people) | 2 (20%) | lead; lines 3 and 5 "
        "| “briefed on the plan” | “because the vote is weeks away” |",
        "| S3 | Mayor Ida Brandt | named person | 2 (20%) | line 7 | “Mayor” | – |",
        "| S4 | Critics | unnamed group | 1 (10%) | line 9 | “Critics” | – |",
        "| S5 | A port report from 2024 | document | 1 (10%) | line 9 | “A port report from 2024” | – |",
        "| S6 | A person close to the union | anonymous (1 person) | 1 (10%) | line 11 "
        "| “A person close to the union” | not said |",
        "| S7 | It is said | not attributed | 1 (10%) | line 11 | – | – |",
    ]


def test_a_source_on_many_lines_shows_the_first_and_the_last() -> None:
    text = "".join(f"word{n} said she\n" for n in range(7))
    who = [find(text, "she", n) for n in range(7)]
    said = tuple(statement(text, n + 1, [f"word{n}"], find(text, "said", n), who[n], "S1") for n in range(7))
    report = make_report(text, sources=(source(text, 1, SourceKind.NAMED_PERSON, who, 1),), statements=said)
    assert section(as_markdown(report), "Sources")[2] == (
        "| S1 | she | named person | 7 (100%) | lines 1 to 7 | by name only | – |"
    )


def test_a_source_that_says_nothing_stands_nowhere() -> None:
    report = make_report(FERRY, sources=(source(FERRY, 1, SourceKind.MEDIA, [find(FERRY, "aides")]),))
    assert section(as_markdown(report), "Sources")[2] == "| S1 | aides | media | 0 (–) | – | by name | – |"


def test_grants_and_non_responses() -> None:
    text = as_markdown(ferry())
    assert section(text, "Anonymity grants") == [
        "- 5:13 “who asked not to be named because the vote is weeks away”. "
        "Reason: “because the vote is weeks away”. Given to S2, two people briefed on the plan."
    ]
    assert section(text, "Asked for comment, none given") == [
        "- 13:1 **The union** did not respond: “The union did not respond to requests for comment”.",
        "- 13:70 **Per Holm** declined to comment: “the harbour master declined to comment”.",
    ]


def test_a_grant_without_reason_or_source_says_so() -> None:
    report = make_report(FERRY, grants=(AnonymityGrant(find(FERRY, "who asked not to be named"), None, None),))
    assert section(as_markdown(report), "Anonymity grants") == [
        "- 5:13 “who asked not to be named”. No reason is given. It could not be joined to a source."
    ]


def test_what_stands_on_anonymous_sources_alone() -> None:
    assert section(as_markdown(ferry()), "What stands on anonymous sources alone") == [
        "- Headline: no. 1 statement: S1, aides.",
        "- Lead: **yes**. 1 statement: S2, two people briefed on the plan.",
        "- 3 of 10 statements (30%) come from anonymous sources; 22 of the 56 words passed on (39%).",
    ]


def test_findings_come_gravest_first_and_waived_ones_last() -> None:
    assert section(as_markdown(ferry()), "Findings") == [
        "3 findings: 1 error, 1 warning, 1 info; 1 waived.",
        "",
        "- **error** at 11:57 “It is said”: Say who says so. (high confidence, `default/hedge`)",
        "- **warning** at 11:1 “A person close to the union”: S6 is anonymous and the article does "
        "not say why. (high confidence, `default/reason-for-anonymity`) *Caution: A reason may be "
        "known to the desk.*",
        "- **info**, whole article: The lead rests on them. (high confidence, `default/lead-on-anonymous-sources`)",
        "- **warning** at 15:1 ‘“Last’: Who? (high confidence, `default/quotation`) Waived: A sign.",
    ]


def test_notes_say_where() -> None:
    assert section(as_markdown(ferry()), "Notes") == [
        "- The file was read as Windows-1252. (A311)",
        "- 13:1 Odd mark. (A320)",
    ]


def test_every_statement_is_in_the_appendix_with_its_evidence() -> None:
    report = ferry()
    lines = section(as_markdown(report), "Appendix: every statement")
    places = ["1:1", "3:1", "5:1", "7:1", "7:74", "9:1", "9:33", "11:1", "11:57", "15:1"]
    cues = ["say", "according to", "said", "said", "promised", "called", "said", "said", "It is said", "read"]
    assert [line for line in lines if line.startswith("- **")] == [
        f"- **{s.id}** {place} {s.mode.value}, cue “{cue}”, {s.confidence.value} confidence"
        for s, place, cue in zip(report.statements, places, cues, strict=True)
    ]
    start = lines.index("- **A4** 7:1 direct, cue “said”, high confidence")
    assert lines[start + 1 : start + 4] == [
        "  - Source: S3, Mayor Ida Brandt (named person), in the words “Mayor Ida Brandt”",
        "  - Content: “We have decided nothing,” […] “Nobody saw a budget.”",
        "  - `core/attribution/said` at 7:45 “said”: cue",
    ]
    assert "  - Source: no source could be made out" in lines
    assert "  - Content: “a hearing \\| a vote”" in lines


def test_long_content_is_cut() -> None:
    text = f"She said {'very ' * 60}little.\n"
    report = make_report(text, statements=(statement(text, 1, ["very " * 60 + "little"], "said", "She", None),))
    line = next(line for line in as_markdown(report).split("\n") if "Content" in line)
    assert line == f"  - Content: “{' '.join(['very'] * 32)}…”"


def test_the_mentions_of_each_source_are_in_the_appendix() -> None:
    lines = section(as_markdown(ferry()), "Appendix: how the sources were put together")
    assert lines[3:6] == [
        "- **S2** two people briefed on the plan (anonymous)",
        "  - Mentions: 3:72 “two people briefed on the plan”, 5:1 “The people”",
        "  - `core/descriptors/made` at 3:72 “two people briefed on the plan”: a source of the kind anonymous",
    ]


def test_it_says_how_it_was_made() -> None:
    assert section(as_markdown(ferry()), "How this report was made")[-5:] == [
        "- auditor 0.1.0, model en_sample 3.8.0",
        "- Packs: core 0.1.0 (cdcdcdcdcdcd)",
        "- File: `drafts/ferry.txt`, SHA-256 abababababab",
        "",
        SIGNATURE,
    ]


@pytest.mark.parametrize("report", [ferry(), nothing()], ids=["ferry", "nothing"])
def test_equal_reports_give_equal_text_with_one_line_end_at_the_end(report: Report) -> None:
    text = as_markdown(report)
    assert text == as_markdown(replace(report))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text


def test_low_confidence_is_said() -> None:
    def unsure(finding: Finding) -> Finding:
        return replace(finding, confidence=Confidence.LOW)

    report = replace(ferry(), findings=tuple(map(unsure, ferry().findings)))
    assert as_markdown(report).count("(low confidence, `default/") == 4
