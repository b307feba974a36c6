"""Grants joined with sources, and non-responses with the names of their parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.phrases import find as phrases
from auditor.analysis.sources import grants as joining
from auditor.base.spans import Span
from auditor.language.read import parse
from auditor.readers.dispatch import read_text
from auditor.records.sourcing import Form, Mention, NonResponse, NonResponseKind, Source, SourceKind
from auditor.toolkit import Toolkit


def source(text: str, id_: str, kind: SourceKind, count: int | None, *mentions: tuple[str, int]) -> Source:
    """A source with mentions given as words and which of their occurrences is meant."""
    spans = []
    for words, nth in mentions:
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        spans.append(Mention(Span(start, start + len(words)), Form.NOMINAL))
    return Source(id_, mentions[0][0], kind, count, tuple(spans))


def owners(text: str, sources: list[Source], toolkit: Toolkit) -> list[str | None]:
    parsed = parse(read_text(text, "draft.txt"), replace(toolkit, tagger=None))
    told = phrases.find(parsed)
    assert told.grants and all(g.source_id is None for g in told.grants)
    return [g.source_id for g in joining.attach_grants(parsed, told, sources)]


FERRY = """\
The night ferry will be cut, according to two people briefed on the plan.

A harbour official said the captain knew.

The vote is in May. %s
"""


def ferry_sources(text: str) -> list[Source]:
    return [
        source(text, "S1", SourceKind.ANONYMOUS, 2, ("two people briefed on the plan", 0)),
        source(text, "S2", SourceKind.ANONYMOUS, 1, ("A harbour official", 0)),
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("The people, who were granted anonymity to discuss the plan, said it was final.", "S1"),
        ("Both spoke on condition of anonymity.", "S1"),
        ("They asked not to be named.", "S1"),
        ("The official asked not to be named.", "S2"),
        ("He insisted on anonymity.", "S2"),
    ],
)
def test_a_grant_reaches_the_source_before_it(sentence: str, owner: str, toolkit: Toolkit) -> None:
    text = FERRY % sentence
    assert owners(text, ferry_sources(text), toolkit) == [owner]


@pytest.mark.model
def test_a_mention_in_the_grant_itself_comes_first(toolkit: Toolkit) -> None:
    text = FERRY % "A diver, who asked not to be named, agreed."
    sources = [*ferry_sources(text), source(text, "S3", SourceKind.ANONYMOUS, 1, ("A diver", 0))]
    assert owners(text, sources, toolkit) == ["S3"]


@pytest.mark.model
def test_a_pronoun_joined_to_a_named_person_gives_way_to_an_unnamed_source(toolkit: Toolkit) -> None:
    text = FERRY % "Mayor Ida Brandt was told. He asked not to be named."
    named = source(text, "S9", SourceKind.NAMED_PERSON, 1, ("Ida Brandt", 0), ("He", 0))
    assert owners(text, [*ferry_sources(text), named], toolkit) == ["S2"]


@pytest.mark.model
def test_a_grant_reaches_only_a_few_paragraphs_back(toolkit: Toolkit) -> None:
    text = "A guard said it was late.\n\n" + "It rained.\n\n" * 5 + "They asked not to be named.\n"
    assert owners(text, [source(text, "S1", SourceKind.ANONYMOUS, 1, ("A guard", 0))], toolkit) == [None]


@pytest.mark.model
def test_no_source_no_owner(toolkit: Toolkit) -> None:
    assert owners("The clerk asked not to be named.\n", [], toolkit) == [None]


def test_a_party_is_called_by_its_fullest_name() -> None:
    text = "Ida Brandt left. She declined to comment."
    brandt = source(text, "S1", SourceKind.NAMED_PERSON, 1, ("Ida Brandt", 0), ("She", 0))
    declined = NonResponse(Span(17, 40), NonResponseKind.DECLINED, Span(17, 20))
    unknown = NonResponse(Span(0, 5), NonResponseKind.PENDING, None)
    attached = joining.attach_parties([declined, unknown], [brandt])
    assert [n.party_label for n in attached] == ["Ida Brandt", None]
    assert joining.attach_parties([declined], []) == (declined,)
