"""The page for a lawyer: what stands first on it, each charge with its words, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from auditor.records.appraisal import (
    Accusation,
    Backing,
    Frame,
    Grade,
    Gravity,
    Identified,
    Knows,
    Profile,
    Reply,
    ReplyKind,
)
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.render.dispatch import render_report
from auditor.render.document import SIGNATURE
from tests.factories import accusation, beside, ferry, find, make_report, nothing, source, statement
from tests.unit.render.test_charges import charged

ARRESTS = (
    "Clerk arrested over harbour fund\n"
    "Vera Lund and Otto Marsh stole the fund, police allege. Marsh did not respond. A clerk was held.\n"
    "Aides said Lund had lied, the Brack Post reported."
)


def arrests() -> Report:
    """Charges that differ in gravity, in who says so, in what is answered, and in whether the accused has a name."""

    def charge(n: int, cue: str, party: str, **more: object) -> Accusation:
        by = more.pop("by", None)
        made = accusation(n, find(ARRESTS, cue), find(ARRESTS, party), party, by=by)  # type: ignore[arg-type]
        return replace(made, sentence=find(ARRESTS, more.pop("sentence", cue)), **more)  # type: ignore[arg-type]

    stole = "Vera Lund and Otto Marsh stole the fund, police allege."
    silent = Reply(ReplyKind.NO_RESPONSE, find(ARRESTS, "did not respond"), True)
    crime = {"gravity": Gravity.CRIME, "sentence": stole, "by": "S1"}
    made = (
        charge(1, "Clerk arrested over harbour fund", "Clerk", confidence=Confidence.MEDIUM),
        charge(2, "stole the fund", "Vera Lund", **crime),
        charge(3, "stole the fund", "Otto Marsh", replies=(silent,), **crime),
        charge(4, "A clerk was held", "A clerk", frame=Frame.NARRATOR),
        charge(5, "Lund had lied", "Lund", sentence=ARRESTS.split("\n")[2], by="S2", charge="G2"),
    )
    police = source(ARRESTS, 1, SourceKind.UNNAMED_GROUP, [find(ARRESTS, "police")])
    aides = replace(source(ARRESTS, 2, SourceKind.ANONYMOUS, [find(ARRESTS, "Aides")]), relayed_by="Brack Post")
    return beside(make_report(ARRESTS, sources=(police, aides), accusations=made), ARRESTS)


def sections(text: str) -> list[str]:
    return [each.split("\n")[0] for each in re.split(r"\n## ", text)[1:]]


def test_each_charge_stands_once_with_who_says_so_and_what_is_answered() -> None:
    text = render_report(charged(), "legal")
    assert text.startswith("# For legal reading: ")
    assert (
        "**2 points to check: accusations and criticisms of 2 people and bodies.**"
        " 1 without a reply in the draft; 1 with an answer." in text
    )
    parts = re.split(r"\n## ", text)
    first, second = parts[2:4]
    assert first.startswith("Against Hallam \\<Textiles\\>\n")
    assert "- **Who says so:** the draft itself; it names nobody." in first
    assert "**No reply to it was found in the draft.**" in first
    assert second.startswith("Against Colin Ames\n")
    assert second.count("- **G1, accusation**") == 1
    assert "S1, A former clerk (anonymous) and S2, Dora Finch (named person)." in second
    assert "- **Answer:** denied at line 1 by S3, Mr. Ames" in second


def test_the_gravest_and_least_answered_stands_first() -> None:
    assert sections(render_report(arrests(), "legal")) == [
        "At a glance",
        "Against Vera Lund",
        "Against Otto Marsh",
        "Against Clerk",
        "Against A clerk",
        "What this page cannot tell",
        "How this page was made",
    ]


def test_what_should_trouble_a_lawyer_is_listed_with_the_charges_it_is_true_of() -> None:
    text = render_report(arrests(), "legal")
    head = text.split("\n## ")[0]
    assert "3 without a reply in the draft; 1 where the draft says only that somebody was asked." in head
    for told in (
        "- **In a headline**: G1",
        "- **Nobody is named who says so**: G1, G4",
        "- **Neither an answer nor a refusal**: G2, G1, G4",
        "- **The accused has no name here**: G4",
    ):
        assert told in head.split("\n")
    assert "On the word of anonymous sources alone" not in head
    every = [each for each in arrests().accusations if each.by == "S1"]
    alike = render_report(replace(arrests(), accusations=tuple(every)), "legal")
    assert "- **On the word of other people without a name alone**: all\n" in alike


def test_a_charge_from_another_outlet_alone_is_told_as_such() -> None:
    report = arrests()
    kept = tuple(replace(each, charge="G5") for each in report.accusations if each.by == "S2")
    text = render_report(replace(report, accusations=kept), "legal")
    assert "- **From a news outlet alone**: G5" in text
    assert "- **On the word of anonymous sources alone**: G5" in text
    assert "S2, Aides (relayed by Brack Post)." in text


def test_a_table_has_a_row_for_each_of_the_accused() -> None:
    table = render_report(arrests(), "legal").split("\n## At a glance\n")[1].split("\n## ")[0].strip().split("\n")
    assert table[0] == "| Accused | Charges | Said by | Answer |"
    assert table[2].startswith("| Vera Lund | G2 (of a crime) | S1, police (unnamed group) and S2, Aides")
    assert table[2].endswith(" | none found |")
    assert table[3].endswith(" | did not respond |")
    assert len(table) == 6


def test_the_words_that_accuse_are_marked_in_their_sentence_and_it_is_quoted_once() -> None:
    text = render_report(arrests(), "legal")
    assert "- line 2: “Vera Lund and Otto Marsh **stole the fund**, police allege.”\n" in text
    assert "- line 2: “stole the fund” (in the sentence quoted under G2)\n" in text
    assert "- line 1, in a headline: “Clerk arrested over harbour fund”\n" in text
    assert "“A clerk was held” – **in the draft’s own voice**" in text
    page = render_report(arrests(), "legal-html")
    assert (
        '<span class="said">“Vera Lund and Otto Marsh <strong>stole the fund</strong>, police allege.”</span>' in page
    )


def test_a_sentence_that_is_found_twice_for_one_charge_is_quoted_once() -> None:
    report = arrests()
    again = replace(report.accusations[1], id="C9")
    text = render_report(replace(report, accusations=(*report.accusations, again)), "legal")
    assert text.count("**stole the fund**, police allege") == 1


def test_words_for_the_accused_that_differ_in_capitals_are_one_heading() -> None:
    report = arrests()
    other = replace(report.accusations[3], id="C9", charge="G9", party_label="a clerk")
    text = render_report(replace(report, accusations=(*report.accusations, other)), "legal")
    assert sections(text).count("Against A clerk") == 1
    assert "Against a clerk" not in text
    assert "criticisms of 4 people and bodies" in text


def test_only_where_it_is_less_sure_does_it_say_so() -> None:
    text = render_report(arrests(), "legal")
    assert "- **G1, accusation** – perhaps no charge: look twice\n" in text
    assert "- **G2, accusation of a crime**\n" in text


def test_what_others_say_is_told_in_their_words_to_be_compared() -> None:
    text = "Aldo Crane took the money, said Ines Poe. Crane kept the money, Rolf Tay said."
    poe = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Ines Poe")], 1)
    tay = source(text, 2, SourceKind.NAMED_PERSON, [find(text, "Rolf Tay")], 1)
    said = (
        statement(text, 1, ["Aldo Crane took the money"], "said", "Ines Poe", "S1"),
        statement(text, 2, ["Crane kept the money"], find(text, "said", 1), "Rolf Tay", "S2"),
    )
    made = accusation(1, find(text, "took the money"), find(text, "Aldo Crane"), "Aldo Crane", by="S1")
    alone = Profile("S1", Grade(Identified.NAME), Grade(Knows.NOT_SAID), None, None, 0, 1, ("A1",), (), ("C1",), ())
    backed = replace(alone, alone=(), backing=(Backing("A1", "A2", "S2", 0),))
    for profile, told in (
        (alone, "  - No other source for it was found in the draft.\n"),
        (
            backed,
            "  - **Compare what others say:** S2, Rolf Tay at line 1: “Crane kept the money […] Rolf Tay said”.\n",
        ),
    ):
        report = make_report(
            text,
            sources=(poe, tay),
            statements=said,
            accusations=(replace(made, statement_id="A1"),),
            profiles=(profile,),
        )
        assert told in render_report(report, "legal")


def test_an_article_without_a_headline_is_not_quoted_whole_in_the_title() -> None:
    told = make_report("x", title="The council met. " * 40)
    for fmt in ("legal", "markdown"):
        assert len(render_report(told, fmt).split("\n")[0]) < 200


def test_a_passage_whose_sentence_is_quoted_above_points_to_it() -> None:
    report = arrests()
    doubtful = replace(report.accusations[1], id="C9", charge="G9", confidence=Confidence.LOW, party_label="Brack Post")
    text = render_report(replace(report, accusations=(*report.accusations, doubtful)), "legal")
    passages = text.split("\n## Further passages to read\n")[1].split("\n## ")[0]
    assert passages.strip() == (
        "- line 2: “stole the fund” (in the sentence quoted under G2) – perhaps about Brack Post"
    )


def test_what_may_be_no_charge_is_a_passage_to_read_and_accuses_nobody() -> None:
    text = render_report(charged(Confidence.LOW), "legal")
    assert "**1 point to check: accusations and criticisms of 1 person or body.** 1 with an answer." in text
    assert "**1 further passage may accuse or criticise somebody.**" in text
    assert "Against Hallam" not in text
    assert "At a glance" not in text
    passages = text.split("\n## Further passages to read\n")[1]
    assert "line 2: “was blamed” – perhaps about Hallam" in passages


@pytest.mark.parametrize("report", [nothing(), charged(), charged(Confidence.LOW), ferry()])
def test_it_says_what_was_looked_for_what_was_not_and_of_which_file(report: Report) -> None:
    text = render_report(report, "legal")
    assert "does not say that there is none" in text
    assert "- [ ] Is a trial, an inquest or an inquiry pending" in text
    assert f"`{report.article.path}`" in text
    assert report.article.sha256[:12] in text


def test_where_nothing_is_found_that_clears_nothing() -> None:
    text = render_report(nothing(), "legal")
    assert "**The program found no accusation and no criticism. That clears nothing: read the draft.**" in text


def test_the_page_shows_the_words_of_a_draft_and_never_reads_them() -> None:
    page = render_report(charged(), "legal-html")
    assert page.startswith("<!doctype html>")
    assert page.endswith(f"{SIGNATURE}\n")
    assert ">Against Hallam &lt;Textiles&gt;</h2>" in page
    assert "<Textiles>" not in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
