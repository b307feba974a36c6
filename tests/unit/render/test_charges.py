"""The charges of an article: as the transparency report lists them, and as a lawyer reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.render.dispatch import render_report
from auditor.render.document import SIGNATURE
from tests.factories import accusation, find, make_report, nothing, source

TEXT = (
    "A former clerk said Colin Ames stole the harbour fund. Dora Finch said so too. Mr. Ames denied it.\n"
    "Hallam Textiles was blamed for the flood."
)


def charged(sure: Confidence = Confidence.MEDIUM) -> Report:
    """One charge at two places, with an answer; one without, of which this is how sure it is."""
    stole, too, blamed = find(TEXT, "stole the harbour fund"), find(TEXT, "said so too"), find(TEXT, "was blamed")
    ames, hallam = find(TEXT, "Colin Ames"), find(TEXT, "Hallam Textiles")
    denied = Reply(ReplyKind.DENIAL, find(TEXT, "denied it"), True, "S3")
    clerk = source(TEXT, 1, SourceKind.ANONYMOUS, [find(TEXT, "A former clerk")], 1)
    finch = source(TEXT, 2, SourceKind.NAMED_PERSON, [find(TEXT, "Dora Finch")], 1)
    himself = source(TEXT, 3, SourceKind.NAMED_PERSON, [find(TEXT, "Mr. Ames")], 1)
    made = (
        accusation(1, stole, ames, "Colin Ames", by="S1", replies=(denied,), charge="G1"),
        accusation(2, too, ames, "Colin Ames", by="S2", replies=(denied,), charge="G1"),
        replace(accusation(3, blamed, hallam, "Hallam <Textiles>", charge="G2"), confidence=sure),
    )
    return make_report(TEXT, sources=(clerk, finch, himself), accusations=made)


def test_each_charge_stands_once_with_who_says_so_and_what_is_answered() -> None:
    text = render_report(charged(), "legal")
    assert text.startswith("# For legal reading: ")
    assert (
        "**2 points to check: accusations and criticisms of 2 people and bodies.** 1 without a reply in the draft."
        in text
    )
    first, second = re.split(r"\n## ", text)[1:]
    assert first.startswith("Against Colin Ames\n")
    assert first.count("- **G1, accusation**") == 1
    assert "Who says so: S1, A former clerk (anonymous) and S2, Dora Finch (named person)." in first
    assert "Answer: denied at line 1 by S3, Mr. Ames." in first
    assert second.startswith("Against Hallam \\<Textiles\\>\n")
    assert "Who says so: the draft itself; it names nobody." in second
    assert "No reply to it was found in the draft." in second


def test_the_page_shows_the_words_of_a_draft_and_never_reads_them() -> None:
    page = render_report(charged(), "legal-html")
    assert page.startswith("<!doctype html>")
    assert page.endswith(f"{SIGNATURE}\n")
    assert ">Against Hallam &lt;Textiles&gt;</h2>" in page
    assert "<Textiles>" not in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_where_nothing_is_found_it_says_what_was_looked_for() -> None:
    for fmt in ("legal", "legal-html", "markdown"):
        text = render_report(nothing(), fmt)
        assert "does not say that there is none" in text
        assert "Nobody whom the article names" not in text


def test_the_transparency_report_has_a_line_for_each_charge() -> None:
    body = render_report(charged(), "markdown").split("\n## Accusations and answers\n")[1].split("\n## ")[0]
    lines = body.strip().split("\n")
    assert len(lines) == 2
    assert lines[0].startswith("- **G1** line 1 and 1 place more")
    assert "and 1 place more, accusation of misconduct, against **Colin Ames** by S1, A former clerk" in lines[0]
    assert "against **Hallam \\<Textiles\\>**" in lines[1]


def test_what_may_be_no_charge_is_a_passage_to_read_and_accuses_nobody() -> None:
    text = render_report(charged(Confidence.LOW), "legal")
    assert "**1 point to check: accusations and criticisms of 1 person or body.** 0 without a reply" in text
    assert "**1 further passage may accuse or criticise somebody.**" in text
    assert "Against Hallam" not in text
    passages = text.split("\n## Further passages to read\n")[1]
    assert "line 2: “was blamed” – perhaps about Hallam" in passages
    listed = (
        render_report(charged(Confidence.LOW), "markdown").split("\n## Accusations and answers\n")[1].split("\n## ")[0]
    )
    assert "1 passage may accuse or criticise somebody:" in listed
