"""The charges of an article, as the transparency report lists them."""

from __future__ import annotations

from dataclasses import replace

from auditor.base.spans import Span
from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import NonResponse, NonResponseKind, SourceKind
from auditor.render.dispatch import render_report
from tests.factories import accusation, find, make_report, nothing, source, statement

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


def test_where_nothing_is_found_it_says_what_was_looked_for() -> None:
    for fmt in ("legal", "legal-html", "markdown"):
        text = render_report(nothing(), fmt)
        assert "does not say that there is none" in text
        assert "Nobody whom the article names" not in text


def test_the_transparency_report_has_a_line_for_each_charge() -> None:
    lines = listed(charged())
    assert len(lines) == 2
    assert "against **Hallam \\<Textiles\\>**" in lines[0]
    assert lines[1].startswith("- **G1** line 1 and 1 place more")
    assert "and 1 place more, accusation of misconduct, against **Colin Ames** by S1, A former clerk" in lines[1]


def test_a_passage_that_may_accuse_two_stands_once() -> None:
    text = "Ada Moll and Ben Roth are no saints, neighbours say."
    whole = find(text, text)
    made = tuple(
        replace(
            accusation(n, find(text, "are no saints"), find(text, name), name),
            sentence=whole,
            confidence=Confidence.LOW,
        )
        for n, name in enumerate(("Ada Moll", "Ben Roth"), 1)
    )
    body = listed(make_report(text, accusations=made))
    assert body[0] == "1 passage may accuse or criticise somebody:"
    assert body[2] == f"- line 1: “{text}” – perhaps about Ada Moll or Ben Roth"
    assert len(body) == 3


def test_of_charges_as_grave_the_unanswered_stands_first() -> None:
    lines = listed(charged())
    assert [each[2:10] for each in lines] == ["**G2** l", "**G1** l"]


def test_who_only_may_speak_for_the_accused_is_not_said_to_be_the_accused() -> None:
    text = "Cole Agnew was blamed. Mr. Agnew spoke of rain. “We are assessing it,” a spokesperson said."
    agnew = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Mr. Agnew")], 1)
    other = source(text, 2, SourceKind.UNNAMED_SPOKESPERSON, [find(text, "a spokesperson")], 1)
    said = (
        statement(text, 1, ["of rain"], "spoke", "Mr. Agnew", "S1"),
        statement(text, 2, ["“We are assessing it,”"], "said", "a spokesperson", "S2"),
    )
    blamed = accusation(1, find(text, "was blamed"), find(text, "Cole Agnew"), "Cole Agnew")
    spoke, assessed = find(text, "spoke"), find(text, "said")

    def told(*speaks: Span) -> str:
        made = (replace(blamed, party_id="S1", speaks=speaks),)
        return listed(make_report(text, sources=(agnew, other), statements=said, accusations=made))[0]

    none = "No reply to it was found in the draft."
    assert told().endswith(none)
    assert told(spoke, assessed).endswith(f"{none} Other words of the accused stand at line 1.")
    assert told(assessed).endswith(f"{none} Look whether S2, a spokesperson, speaks for the accused, at line 1.")


def test_an_answer_is_told_in_its_words_from_who_speaks_to_what_is_said() -> None:
    text = "Cole Agnew was blamed. Mr. Agnew objected to a charge of waste. The Fund declined to comment."
    agnew = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Mr. Agnew")], 1)
    objected = statement(text, 1, ["a charge of waste"], "objected to", "Mr. Agnew", "S1")
    silence = NonResponse(find(text, "declined to comment"), NonResponseKind.DECLINED, find(text, "The Fund"))
    told = Reply(ReplyKind.STATEMENT, find(text, "objected to"), True, None)
    asked = Reply(ReplyKind.DECLINED, find(text, "declined to comment"), False)
    for reply, words in (
        (told, "Answer: answered at line 1: “Mr. Agnew objected to a charge of waste”."),
        (asked, "Perhaps asked about it: declined to comment at line 1: “The Fund declined to comment”."),
    ):
        made = accusation(1, find(text, "was blamed"), find(text, "Cole Agnew"), "Cole Agnew", replies=(reply,))
        report = make_report(
            text, sources=(agnew,), statements=(objected,), non_responses=(silence,), accusations=(made,)
        )
        assert words in listed(report)[0]


def listed(report: Report) -> list[str]:
    """The lines of the transparency report on accusations."""
    body = render_report(report, "markdown").split("\n## Accusations and answers\n")[1].split("\n## ")[0]
    return body.strip().split("\n")
