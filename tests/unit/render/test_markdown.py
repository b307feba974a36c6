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
from auditor.judging.reports import places
from auditor.records.appraisal import Question
from auditor.records.report import Finding, Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, SourceKind
from auditor.render import markup
from auditor.render.dispatch import Options, render_report
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
    assert section(text, "What to do") == ["Nothing: the policies in use object to nothing in this draft."]
    assert section(text, "Who carries the story") == ["No source was found."]
    assert section(text, "Anonymity") == ["No source of the draft’s own is anonymous."]
    assert section(text, "Asked, and no answer") == ["The draft names nobody who was asked for comment and gave none."]
    assert section(text, "Accusations and answers")[0].startswith(
        "No accusation and no criticism was found. Looked for"
    )
    assert "## Questions for people" not in text
    assert "## How the draft was read" not in text


def test_what_to_do_comes_first_and_how_it_was_made_last() -> None:
    assert re.findall(r"^## (.*)$", as_markdown(ferry()), re.M) == [
        "What to do",
        "Who carries the story",
        "Anonymity",
        "Asked, and no answer",
        "Accusations and answers",
        "Questions for people",
        "The draft, with everything marked",
        "How the draft was read",
        "How this report was made",
    ]


def test_people_on_whom_another_outlet_relies_are_told_apart() -> None:
    assert section(as_markdown(cranes()), "Anonymity") == [
        "No source of the draft’s own is anonymous.",
        "",
        "- Another outlet’s: “a port source” (line 3; 1 person), relied on by **Radio Brack**; *no anonymous source of"
        " the draft’s own*.",
        "- Another outlet’s: “two aides” (line 3; 2 people), relied on by **Radio Brack**; *no anonymous source of"
        " the draft’s own*.",
    ]


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
    assert rendered.count("<td>") == 5
    assert plain(rendered).count(words) == 2


# ---------------------------------------------------------------- the whole


def test_it_opens_with_the_verdict() -> None:
    lines = as_markdown(ferry()).split("\n")
    assert lines[:7] == [
        "# Transparency report: Night ferry may be cut, aides say",
        "",
        "**6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document; "
        "S7 stands for words that hide who says so. "
        "1 of the 2 anonymous sources is explained; not S6.**",
        "",
        "The first paragraph rests on anonymous sources alone. 1 statement hides who says so. "
        "1 statement has no source that could be made out.",
        "",
        "`drafts/ferry.txt` · 127 words · 10 statements · desk: Metro · author: Ana Ruiz, Bo Lund · date: 2025-03-14",
    ]


def test_a_date_is_told_by_its_day_and_one_policy_needs_no_name_beside_each_question() -> None:
    asked = (Question("Who approved it?", "An editor should.", ("npr",)), Question("Who knows?", "One.", ("npr",)))
    text = as_markdown(make_report(FERRY, meta={"date": "2025-03-14T23:15:00Z"}, checklist=asked))
    assert "statements · date: 2025-03-14\n" in text
    assert section(text, "Questions for people") == ["- [ ] Who approved it?", "- [ ] Who knows?"]
    asked = (asked[0], replace(asked[1], policies=("ap",)))
    text = as_markdown(make_report(FERRY, meta={"date": "in March"}, checklist=asked))
    assert "statements · date: in March\n" in text
    assert section(text, "Questions for people") == ["- [ ] Who approved it? *(npr)*", "- [ ] Who knows? *(ap)*"]


def test_the_table_of_sources_and_what_headline_and_lead_rest_on() -> None:
    assert section(as_markdown(ferry()), "Who carries the story") == [
        "| Source | Kind | Statements | Where | What readers are told |",
        "| --- | --- | --- | --- | --- |",
        "| S1 aides | unnamed group | 1 (10%) | headline; line 1 | no more than that |",
        "| S2 two people briefed on the plan | anonymous (2 people) | 2 (20%) | first paragraph; lines 3 and 5 "
        "| “briefed on the plan”; was told by those in charge |",
        "| S3 Mayor Ida Brandt | named person | 2 (20%) | line 7 | “Mayor” |",
        "| S4 Critics | unnamed group | 1 (10%) | line 9 | no more than that |",
        "| S5 A port report from 2024 | document | 1 (10%) | line 9 | – |",
        "| S6 A person close to the union | anonymous (1 person) | 1 (10%) | line 11 "
        "| is familiar with the matter; side or stake: “union” |",
        "| S7 It is said | not attributed | 1 (10%) | line 11 | nothing |",
        "",
        "- The headline rests on S1, aides (1 statement).",
        "- The first paragraph rests on S2, two people briefed on the plan (1 statement) – **anonymous sources"
        " alone**.",
    ]


def test_a_source_on_many_lines_shows_the_first_and_the_last() -> None:
    text = "".join(f"word{n} said she\n" for n in range(7))
    who = [find(text, "she", n) for n in range(7)]
    said = tuple(statement(text, n + 1, [f"word{n}"], find(text, "said", n), who[n], "S1") for n in range(7))
    report = make_report(text, sources=(source(text, 1, SourceKind.NAMED_PERSON, who, 1),), statements=said)
    assert section(as_markdown(report), "Who carries the story")[2] == (
        "| S1 she | named person | 7 (100%) | lines 1 to 7 | the name only |"
    )


def test_a_source_that_says_nothing_stands_nowhere() -> None:
    report = make_report(FERRY, sources=(source(FERRY, 1, SourceKind.MEDIA, [find(FERRY, "aides")]),))
    assert (
        section(as_markdown(report), "Who carries the story")[2] == "| S1 aides | news outlet | 0 (–) | – | the name |"
    )


def test_each_anonymous_source_with_its_reason_and_what_rests_on_it() -> None:
    assert section(as_markdown(ferry()), "Anonymity") == [
        "3 of 10 statements (30%) come from anonymous sources: 22 of the 56 words that sources say (39%).",
        "",
        "- **S2, two people briefed on the plan** (2 people)",
        "  - Why not named: “because the vote is weeks away” (line 5) – a reason of its own, for an editor to weigh.",
        "  - How the source knows: was told by those in charge (“briefed on”).",
        "  - No other source for 1 of its 2 statements was found in the draft; the rest is said by S5, A port report"
        " from 2024 (line 9), too.",
        "- **S6, A person close to the union** (1 person)",
        "  - Why not named: **the draft does not say**.",
        "  - How the source knows: is familiar with the matter (“close to”).",
        "  - No other source for what it says was found in the draft.",
    ]


def test_who_was_asked_and_did_not_answer() -> None:
    assert section(as_markdown(ferry()), "Asked, and no answer") == [
        "- line 13: **The union** did not respond: “The union did not respond to requests for comment”.",
        "- line 13: **Per Holm** declined to comment: “the harbour master declined to comment”.",
    ]


def test_a_grant_without_reason_or_source_says_so() -> None:
    report = make_report(FERRY, grants=(AnonymityGrant(find(FERRY, "who asked not to be named"), None, None),))
    assert section(as_markdown(report), "Anonymity")[-1] == (
        "- Anonymity at line 5: “who asked not to be named”; to whom could not be made out; no reason."
    )


def test_findings_come_gravest_first_and_waived_ones_last() -> None:
    assert section(as_markdown(ferry()), "What to do") == [
        "3 findings: 1 error, 1 warning, 1 info; 1 waived.",
        "",
        "- **F3, error**, line 11: Say who says so.",
        "  > **It is said**",
        "",
        "  - Rule `default/hedge`",
        "",
        "- **F2, warning**, line 11: S6 is anonymous and the article does not say why.",
        "  > **A person close to the union**",
        "",
        "  - *Caution: A reason may be known to the desk.*",
        "  - Rule `default/reason-for-anonymity`",
        "",
        "- **F1, info**, the whole draft: The lead rests on them.",
        "  - Rule `default/lead-on-anonymous-sources`",
        "",
        "Waived:",
        "",
        "- **F4, warning**, line 15: Who? (waived: A sign.)",
        "  > **“Last**",
        "",
        "  - Rule `default/quotation`",
    ]


def test_a_finding_shows_its_sentence_with_the_words_in_question_and_what_would_mend_it() -> None:
    found = next(each for each in ferry().findings if each.policy == "default/hedge")
    sentence = find(FERRY, "It is said that the captain has quit.")
    full = replace(found, sentence=sentence, mend="Say whose information it is.")
    text = as_markdown(replace(ferry(), findings=(full,), places={**ferry().places, **places(FERRY, [sentence])}))
    assert section(text, "What to do")[2:] == [
        "- **F3, error**, line 11: Say who says so.",
        "  > **It is said** that the captain has quit.",
        "",
        "  - To mend it: Say whose information it is.",
        "  - Rule `default/hedge`",
    ]


def test_a_long_sentence_is_shortened_around_the_words_in_question() -> None:
    text = f"{'word ' * 80}it is said {'more ' * 80}end.\n"
    words, whole = find(text, "it is said"), find(text, text.strip())
    found = replace(ferry().findings[0], span=words, sentence=whole)
    report = replace(make_report(text, findings=(found,)), places=places(text, [words, whole]))
    shown = section(as_markdown(report), "What to do")[3]
    assert re.fullmatch(r"  > … (word )+\*\*it is said\*\*( more)+ …", shown)
    assert len(shown) < 300


def test_notes_say_where() -> None:
    assert section(as_markdown(ferry()), "How the draft was read") == [
        "- The file was read as Windows-1252.",
        "- line 13: Odd mark.",
    ]


# ---------------------------------------------------------------- the evidence


def with_evidence(report: Report) -> list[str]:
    return render_report(report, "markdown", Options(evidence=True)).split("\n")


def test_evidence_is_left_out_unless_it_is_asked_for() -> None:
    assert "core/attribution/said" not in as_markdown(ferry())
    assert as_markdown(ferry()).split("\n")[:-4] == with_evidence(ferry())[: len(as_markdown(ferry()).split("\n")) - 4]


def test_every_statement_is_there_with_its_evidence() -> None:
    report = ferry()
    lines = with_evidence(report)
    start = lines.index("- **A4** line 7, in quotation marks, introduced by “said”, high confidence")
    assert lines[start + 1 : start + 4] == [
        "  - Source: S3, Mayor Ida Brandt (named person), in the words “Mayor Ida Brandt”",
        "  - What is said: “We have decided nothing,” […] “Nobody saw a budget.”",
        "  - `core/attribution/said` at line 7 “said”: cue",
    ]
    assert {f"- **{each.id}**" for each in report.statements} <= {" ".join(line.split()[:2]) for line in lines}
    assert "  - Source: no source could be made out" in lines
    assert "  - What is said: “a hearing \\| a vote”" in lines


def test_long_content_is_cut() -> None:
    text = f"She said {'very ' * 60}little.\n"
    report = make_report(text, statements=(statement(text, 1, ["very " * 60 + "little"], "said", "She", None),))
    line = next(line for line in with_evidence(report) if "What is said" in line)
    assert line == f"  - What is said: “{' '.join(['very'] * 32)}…”"


def test_the_mentions_of_each_source_are_there() -> None:
    lines = with_evidence(ferry())
    start = lines.index("- **S2** two people briefed on the plan (anonymous)")
    assert lines[start + 1 : start + 3] == [
        "  - Mentions: “two people briefed on the plan” (line 3), “The people” (line 5)",
        "  - `core/descriptors/made` at line 3 “two people briefed on the plan”: a source of the kind anonymous",
    ]


def test_it_says_how_it_was_made() -> None:
    assert section(as_markdown(ferry()), "How this report was made")[-3:] == [
        "auditor 0.1.0 · language model en_sample 3.8.0 · rules core 0.1.0 (cdcdcdcdcdcd) · file SHA-256 abababababab",
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
    lines = section(as_markdown(report), "What to do")
    assert lines[:3] == ["3 less sure; 1 waived.", "", "Less sure, so look before you act:"]
    assert sum(line.endswith(", low confidence") for line in lines) == 4
