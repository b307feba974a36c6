"""Relayed sources: nameless people on whom another outlet relies, whom it cites or whom the article has tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.spans import Span
from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.report import Detector, Report
from auditor.records.sourcing import SourceKind
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model


def report(text: str, toolkit: Toolkit, name: str = "x.txt") -> Report:
    by_rules = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    return audit(read_text(text, name), by_rules)


def relayed(text: str, toolkit: Toolkit, name: str = "x.txt") -> list[tuple[str, int | None, str, bool]]:
    """Of each relayed source its words, its number, the outlet, and whether it is a source itself."""
    found = report(text, toolkit, name)
    return [(found.text(r.span), r.count, r.outlet_label, r.source_id is not None) for r in found.relayed]


CITED = [
    (
        "The harbour will be sold, the Hexton Herald reported, citing two people familiar with the talks.",
        ("two people familiar with the talks", 2, "Hexton Herald"),
    ),
    (
        "The Wall Street Journal said on Monday, citing people close to the bank, that it would merge.",
        ("people close to the bank", None, "Wall Street Journal"),
    ),
    ("The Daily Lantern quoted sources as saying that the mayor would go.", ("sources", None, "Daily Lantern")),
    (
        "The Evening Post cited anonymous sources who said that the boats had left.",
        ("anonymous sources", None, "Evening Post"),
    ),
    (
        "The Evening Post first reported the sale. It quoted a senior official as saying that it was near.",
        ("a senior official", 1, "Evening Post"),
    ),
    (
        "Citing unnamed officials, the Evening Post reported that the bridge was shut.",
        ("unnamed officials", None, "Evening Post"),
    ),
    (
        "Reuters, quoting a source close to the bank, said the merger was off.",
        ("a source close to the bank", 1, "Reuters"),
    ),
    (
        "The plan has failed, according to a report in the Evening Post that cited three aides.",
        ("three aides", 3, "Evening Post"),
    ),
    ("The Evening Post said one of its sources had seen the plan.", ("its sources", None, "Evening Post")),
    (
        "The Evening Post reports that industry sources have estimated the cost at ten million dollars.",
        ("industry sources", None, "Evening Post"),
    ),
    (
        "The Evening Post reports that letters and two aides say so.",
        ("two aides", 2, "Evening Post"),
    ),
    (
        "The Evening Post reports that sources close to the mayor expect him to resign.",
        ("sources close to the mayor", None, "Evening Post"),
    ),
    (
        "The Evening Post reports that two people at the port have told it of a strike.",
        ("two people at the port", 2, "Evening Post"),
    ),
    (
        "The Australian reports that industry sources have estimated the cost at ten million dollars.",
        ("industry sources", None, "The Australian"),
    ),
    (
        "A senior defence official was quoted by army radio as saying that the border would be shut.",
        ("A senior defence official", 1, "army radio"),
    ),
    (
        "Mara Quill, a Lantern correspondent, said a source in the army had confirmed the arrests.",
        ("a source in the army", 1, "Mara Quill"),
    ),
]


@pytest.mark.parametrize(("text", "found"), CITED)
def test_people_whom_an_outlet_cites_are_no_source_and_relayed(
    text: str, found: tuple[str, int | None, str], toolkit: Toolkit
) -> None:
    assert relayed(text, toolkit) == [(*found, False)]


TOLD = [
    (
        "The Evening Post’s sources said the film would open in May.",
        ("The Evening Post’s sources", None, "Evening Post"),
    ),
    (
        "The minister will leave in May, according to sources cited by Bloomberg.",
        ("sources cited by Bloomberg", None, "Bloomberg"),
    ),
    (
        "The men were released on Friday, a prison source told Agence France-Presse.",
        ("a prison source", 1, "Agence France-Presse"),
    ),
    ("A port source told the Kyodo news agency that the cranes were old.", ("A port source", 1, "Kyodo")),
    (
        "Sources have told Canada’s Globe and Mail, Reuters and AP that the man was known to police.",
        ("Sources", None, "Globe and Mail"),
    ),
    (
        "A person close to the mayor told Mara Quill of The New York Times that the plan was dead.",
        ("A person close to the mayor", 1, "New York Times"),
    ),
    (
        "A dock worker told this newspaper that the cranes were old. A port source told Reuters that it was shut.",
        ("A port source", 1, "Reuters"),
    ),
    (
        "The ferry will stop, two people close to the owner told the Evening Post. The Evening Post also said that"
        " the crew knew.",
        ("two people close to the owner", 2, "Evening Post"),
    ),
    (
        "The singer will stay at home, according to The Mirror.\n\n“They tried,” a source close to the group told The"
        " Mirror. “That is that.”",
        ("a source close to the group", 1, "The Mirror"),
    ),
    (
        "A port official has said that the strike will end. He told the Kyodo news agency that nothing was signed.",
        ("A port official", 1, "Kyodo"),
    ),
    (
        "The Evening Post reported that the deal was dead, according to a person briefed on it.",
        ("a person briefed on it", 1, "Evening Post"),
    ),
]


@pytest.mark.parametrize(("text", "found"), TOLD)
def test_whoever_tells_another_outlet_is_a_source_and_relayed(
    text: str, found: tuple[str, int | None, str], toolkit: Toolkit
) -> None:
    assert (*found, True) in relayed(text, toolkit)


@pytest.mark.parametrize(
    "text",
    [
        "The Hexton Herald reported, citing court papers, that the mayor would go.",
        "The mayor cited his own experience.",
        "The mayor, citing officials, said that the bridge was safe.",
        "The mayor quoted officials as saying that the bridge was safe.",
        "The indictment cites two people who worked at the bank.",
        "The Hexton Herald reported that the mayor would go, citing a spokesman for the council.",
        "The Hexton Herald, citing the mayor, said that the bridge was safe.",
        "The company, citing court papers, said that it would appeal, the Evening Post reported.",
        "The Evening Post reported that the mayor told police that a woman had left.",
        "The Hexton Herald cited officials’ letters.",
        "The Hexton Herald reported that the sources of the river were dry.",
        "We quoted two people close to the mayor last week.",
    ],
)
def test_nobody_is_relayed_without_an_outlet_that_relies_on_nameless_people(text: str, toolkit: Toolkit) -> None:
    assert relayed(text, toolkit) == []


@pytest.mark.parametrize(
    "text",
    [
        "A dock worker told reporters that the cranes were old.",
        "A dock worker told the Herald that the cranes were old.",
        "A dock worker told the newspaper that the cranes were old.",
        "A dock worker told this newspaper that the cranes were old.",
        "LONDON (Reuters) - The bank will merge, a source told Reuters.",
        "OSLO, May 3 (AFP) — The bank will merge, a source told Agence France-Presse.",
        "OSLO, May 3 (NTB/AFP) - The bank will merge, a source told AFP.",
        "By Mara Quill, Associated Press\n\nThe bank will merge, a source told The Associated Press.",
        "A source told AFP that the quay was shut. Mara Quill, a clerk, told AFP that it was not.",
        "Mara Quill, a clerk, told the Kyodo news agency that sources had said nothing.",
    ],
)
def test_whoever_tells_the_articles_own_outlet_is_its_own(text: str, toolkit: Toolkit) -> None:
    assert relayed(text, toolkit) == []


def test_front_matter_says_whose_the_article_is(toolkit: Toolkit) -> None:
    body = "The bank will merge, a source told Reuters.\n"
    assert relayed(f"---\noutlet: Reuters\n---\n\n{body}", toolkit, "x.md") == []
    assert relayed(f"---\noutlet: The Hexton Herald\n---\n\n{body}", toolkit, "x.md") == [
        ("a source", 1, "Reuters", True)
    ]
    told = "The bank will merge, a source told the Hexton Herald.\n"
    assert relayed(f"---\npublication: The Hexton Herald\n---\n\n{told}", toolkit, "x.md") == []


TWO = "The men were released on Friday, a prison source told Agence France-Presse. “Nobody was hurt,” a guard said."


def test_a_relayed_source_stays_anonymous_and_is_counted_apart(toolkit: Toolkit) -> None:
    found = report(TWO, toolkit)
    source = found.sources[0]
    assert (source.kind, source.relayed_by) == (SourceKind.ANONYMOUS, "Agence France-Presse")
    metrics = found.metrics
    assert (metrics.relayed, metrics.relayed_sources, metrics.relayed_statements) == (1, 1, 1)
    assert metrics.total_sources == len(found.sources) == sum(metrics.sources.values()) + 1
    assert metrics.total_statements == len(found.statements)
    assert all(not footing.anonymous_only for footing in metrics.footings)


def test_no_policy_asks_for_the_reasons_of_a_relayed_source(toolkit: Toolkit) -> None:
    found = report("The men were released on Friday, a prison source told Agence France-Presse.", toolkit)
    assert {finding.policy.partition("/")[2] for finding in found.findings} == {"relayed-unnamed"}


def test_the_words_for_the_outlet_are_those_beside_the_people(toolkit: Toolkit) -> None:
    text = "The harbour will be sold, the Hexton Herald reported, citing two people familiar with the talks."
    (item,) = report(text, toolkit).relayed
    start = text.index("the Hexton Herald")
    assert item.outlet == Span(start, start + len("the Hexton Herald"))
    assert item.outlet_id == "S1"
    assert item.evidence
