"""Whose each quotation is, where contents end, and what is nobody's: whole texts, read by rules and tagger together.

`source <cue> content | content`, with `?` where nobody is said to speak and `~` where it is hidden.
"""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.report import Report
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model


def voices(toolkit: Toolkit, text: str, name: str = "draft.txt") -> list[str]:
    report = audit(read_text(text, name), toolkit)
    return [_shown(report, number) for number in range(len(report.statements))]


def _shown(report: Report, number: int) -> str:
    own = report.statements[number]
    hidden = "~" if own.hides_speaker else "?"
    source = report.text(own.source) if own.source else hidden
    content = " | ".join(report.text(c) for c in own.content)
    return f"{source} <{report.text(own.cue) if own.cue else ''}> {content}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It sank!” Ivo Lenz cried. “We all swam,” Dora Falk answered.",
            ["Ivo Lenz <cried> “It sank!”", "Dora Falk <answered> “We all swam,”"],
        ),
        (
            '"The tide is out," Ivo Lenz said. "It is coming in!" Dora Falk told the crew. "Run."',
            ['Ivo Lenz <said> "The tide is out,"', 'Dora Falk <told> "It is coming in!" | "Run."'],
        ),
        (
            "Lenz shot back: “Nobody,” he said, “will pay.”",
            ["he <said> “Nobody,” | “will pay.”"],
        ),
        (
            "The boat sank on Friday.\n\nJudge Dora Falk told Lenz: “You knew the boat leaked.\n\n"
            "“You sailed it all year.\n\n“That was a crime.”\n\nThe crew left.",
            [
                "Judge Dora Falk <told> “You knew the boat leaked. | “You sailed it all year. | “That was a crime.”",
            ],
        ),
        (
            '"Who saw it?" the judge asked. "Nobody," the mate, Dora Falk, said.',
            ['the judge <asked> "Who saw it?"', 'the mate, Dora Falk, <said> "Nobody,"'],
        ),
        ("“No one,” the captain, Ivo Lenz, replied.", ["the captain, Ivo Lenz, <replied> “No one,”"]),
        ("“Is it deep?”[4] asked the pilot, Dora Falk.", ["the pilot, Dora Falk <asked> “Is it deep?”"]),
        ('"It sank," Dora Falk wrote on X. "No comment," Ivo Lenz said.', ['Dora Falk <wrote> "It sank,"']),
        ("“The harbour is full “, a pilot said on Monday.", ["a pilot <said> “The harbour is full “"]),
        ("“The harbour is full“, a pilot said on Monday.", ["a pilot <said> “The harbour is full“"]),
    ],
)
def test_a_quotation_is_one_speakers(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dora Falk rose in the hall. “You sold us.” Ivo Lenz chuckled.",
        "A woman by the door rose. “You sold us!” Ivo Lenz laughed.",
        "Dora Falk faced the crew. “The boat is lost.” Ivo Lenz shrugged.",
    ],
)
def test_whoever_reacts_to_a_quotation_did_not_say_it(toolkit: Toolkit, text: str) -> None:
    assert not any("Lenz" in voice.partition("<")[0] for voice in voices(toolkit, text))


@pytest.mark.parametrize("text", ["“What a catch!” she laughed.", "“What a catch,” Ivo Lenz sighed."])
def test_one_may_sigh_what_one_says(toolkit: Toolkit, text: str) -> None:
    assert len(voices(toolkit, text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Ivo Lenz said, "The tide is out." Nobody had told the crew.',
            ['Ivo Lenz <said> "The tide is out."'],
        ),
        (
            "It was a bad year for the yard: “We lost two boats,” Ivo Lenz said.",
            ["Ivo Lenz <said> “We lost two boats,”"],
        ),
        (
            "Old pier is closed\n\nThe pier was shut on Monday, the town said.",
            ["the town <said> The pier was shut on Monday"],
        ),
    ],
)
def test_a_content_ends_with_its_quotation_and_its_block(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was pointed out that the boat was old.", ["~ <was pointed out> that the boat was old"]),
        ("It’s said the pilot drinks.", ["~ <’s said> the pilot drinks"]),
        ("It was gathered that the crew left.", ["~ <was gathered> that the crew left"]),
        ("The inquest heard that the boat leaked.", ["~ <heard> that the boat leaked"]),
        ("Jurors were told the boat leaked.", ["~ <were told> the boat leaked"]),
        ("Pilot Ivo Lenz is reportedly wanted by Harrow Shipping.", ["~ <reportedly wanted> Pilot Ivo Lenz"]),
        ("The yard shut amid reports that the boat leaked.", ["~ <reports> that the boat leaked"]),
        ("Rumours are circulating that the yard will close.", ["~ <Rumours> that the yard will close"]),
        ("Rumour says the yard will close.", ["~ <says> the yard will close"]),
        ("Crews were told by the harbour board that they could leave.",
         ["the harbour board <were told> that they could leave"]),
    ],
)  # fmt: skip
def test_a_hedge_keeps_its_speaker_hidden(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The work goes on according to plan.",
        "Fish are sorted according to size.",
        "Shares are paid according to a formula.",
        "Experience shows that old boats leak.",
        "My gut tells me the tide will turn.",
        "Common sense says the boat will sink.",
        "The leak was reported to the coastguard on Friday.",
        "The town tabled a bill titled “Boats for All”.",
        "The crew released a song called “Low Water”.",
        "Debts threaten to sink the yard.",
        "Correction: an earlier version said the boat sank on Friday.",
    ],
)
def test_what_nobody_says(toolkit: Toolkit, text: str) -> None:
    assert voices(toolkit, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to the plan, the pier will close.",
            ["the plan <According to> the pier will close"],
        ),
        ("The Ledger, citing two sources, said the yard was sold.", ["The Ledger <said> the yard was sold"]),
        (
            "A pilot sent a note to crews claiming the port was unsafe.",
            ["A pilot <claiming> the port was unsafe"],
        ),
        ("A pilot wrote to crews saying the port was shut.", ["A pilot <saying> the port was shut"]),
        ("The Tarn Beacon has learnt that the yard shut.", ["The Tarn Beacon <has learnt> that the yard shut"]),
        ("The union threatened to strike.", ["The union <threatened> to strike"]),
    ],
)  # fmt: skip
def test_one_content_is_one_statement_of_whoever_says_it(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


def test_answers_are_statements_and_questions_are_none(toolkit: Toolkit) -> None:
    text = (
        "The baker Una Berg runs the mill.\n\nQ: Why did you buy it?\n\nA: The owner said I should.\n\n"
        "Q: Will you stay?\n\nA: I will, though two officials told me to go."
    )
    assert voices(toolkit, text) == [
        "Una Berg <:> The owner said I should.",
        "Una Berg <:> I will, though two officials told me to go.",
    ]


def test_lines_of_headings_have_their_own_speakers(toolkit: Toolkit) -> None:
    text = (
        "Report: Pier wall is cracked\n\nPilots say no work has begun\n\nDivers were sent on Monday, the council said."
    )
    assert voices(toolkit, text)[1:] == [
        "Pilots <say> no work has begun",
        "the council <said> Divers were sent on Monday",
    ]


def test_turns_in_one_line_are_their_speakers(toolkit: Toolkit) -> None:
    talk = "The baker Una Berg spoke to us.\n\nQ: Why bread? A: It was there, as Ivo Lenz said. Q: And cake? A: Never."
    assert voices(toolkit, talk) == ["Una Berg <:> It was there, as Ivo Lenz said.", "Una Berg <:> Never."]
    talk = "MODERATOR: Will you stay? MS. BERG: Never. MODERATOR: Why? MS. BERG: It costs too much."
    assert voices(toolkit, talk) == ["MS. BERG <:> Never.", "MS. BERG <:> It costs too much."]


def test_a_dateline_is_no_speaker(toolkit: Toolkit) -> None:
    assert voices(toolkit, "HARROW: The pier is shut, a clerk said.") == ["a clerk <said> The pier is shut"]


def test_a_statement_set_apart_is_one(toolkit: Toolkit) -> None:
    text = "Lenz wrote:\n\n> “Sources close to the board” is what they are. Two clerks said I lied.\n\nHe left."
    assert voices(toolkit, text, "draft.md") == [
        "Lenz <wrote:> “Sources close to the board” is what they are. Two clerks said I lied."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The vote drove crowds of pupils to accuse her of theft, denouncing the fees.",
            ["crowds of pupils <to accuse> her of theft", "crowds of pupils <denouncing> the fees"],
        ),
        (
            "It led the board to say the pier was safe, adding that tests went on.",
            ["the board <to say> the pier was safe", "the board <adding> that tests went on"],
        ),
        ("The memo led scores of pupils to accuse her of lying.", ["scores of pupils <to accuse> her of lying"]),
        ("The vote prompted the union to warn that it would strike.", ["the union <to warn> that it would strike"]),
        ("The outage drove critics to call him a fraud.", ["critics <to call> him a fraud"]),
        ("The law led firms to hire more guards.", []),
        ("The outage did not lead critics to call him a fraud.", []),
        ("The outage may lead critics to call him a fraud.", []),
    ],
)
def test_what_people_are_brought_to_say_is_said(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Falk kept the boat, an allegation he denies.", ["he <denies> an allegation"]),
        ("The clerk faced an allegation.", []),
        ("A survey handed Falk a narrow lead.", ["A survey <handed> Falk a narrow lead"]),
        ("A pilot, Capt. Dora Falk, put the crowd at 3,000.", ["A pilot, Capt. Dora Falk <put> the crowd at 3,000"]),
        ("The audit uncovered 40 missing invoices.", ["The audit <uncovered> 40 missing invoices"]),
        ("The club gave Falk a two-year deal.", []),
        ("Falk put the kettle at the back.", []),
        (
            "The party has renewed allegations that she took bribes.",
            ["The party <has renewed allegations> that she took bribes"],
        ),
        ("Falk faced accusations that she lied.", []),
        ("After a Herald report on the fees, the clerk resigned.", ["Herald <report on> the fees"]),
    ],
)
def test_nouns_and_figures_pass_things_on(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She wrote “Low Water” in 1990.",
        "Falk recited “Songs of the Quay” at noon.",
        "He recited “The Tide” at the wake.",
        "The crew released “Harbour Songs” in May.",
        "The anthem asks: “Who will row the boat?”",
        "The hymn says the sea will rise.",
        "A novel in which a mayor says he is innocent won a prize.",
        "The film, in which he bragged about the theft, came out in May.",
        "In the play, the king says: “I am lost.”",
    ],
)
def test_works_and_their_titles_are_no_statements(toolkit: Toolkit, text: str) -> None:
    assert voices(toolkit, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The film’s director, Dora Falk, said it was late.",
        "The documentary says the boat leaked.",
        "In a video, Dora Falk says the boat leaked.",
        "In the letter, the king says the boat leaked.",
        "She wrote “Low Water is a lie” on the wall.",
        "Falk, who wrote the anthem, said it was late.",
    ],
)
def test_films_and_letters_may_speak(toolkit: Toolkit, text: str) -> None:
    assert len(voices(toolkit, text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Divers – many said they knew the wreck – worked at night, said Dora Falk.",
            ["Dora Falk <said> Divers | worked at night", "many <said> they knew the wreck"],
        ),
        (
            "The ferries (though some captains say they leak) sail daily, according to Dora Falk.",
            ["Dora Falk <according to> The ferries | sail daily", "some captains <say> they leak"],
        ),
        (
            "“The guides – some said they were paid – work in pairs,” said Dora Falk.",
            ["Dora Falk <said> “The guides – some said they were paid – work in pairs,”"],
        ),
        (
            "The plan (the third in a year) will fail, Dora Falk said.",
            ["Dora Falk <said> The plan (the third in a year) will fail"],
        ),
    ],
)
def test_an_aside_has_its_own_speaker(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board saw an email saying the boiler had failed.", ["an email <saying> the boiler had failed"]),
        ("Dora Falk received a letter warning her of delays.", ["a letter <warning> her of delays"]),
        ("The mayor read a memo accusing the clerk of theft.", ["a memo <accusing> the clerk of theft"]),
        ("The tenants got a text telling them to leave.", ["a text <telling> them to leave"]),
        ("The owner signed a note saying he was sorry.", ["The owner <signed a note saying> he was sorry"]),
        (
            "The owner sent tenants a letter saying rents would rise.",
            ["The owner <sent tenants a letter saying> rents would rise"],
        ),
        ("The clerk resigned over a Gazette column describing the parties.", ["Gazette <describing> the parties"]),
    ],
)
def test_whoever_gets_a_letter_did_not_write_it(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected
