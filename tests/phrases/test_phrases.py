"""Grants and non-responses in passages of our own, with exact spans; the passages lie beside this file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.analysis.phrases import find as phrases
from auditor.base.spans import Span
from auditor.language.read import parse
from auditor.readers.dispatch import read_text
from auditor.records.sourcing import AnonymityGrant, NonResponse, NonResponseKind
from auditor.toolkit import Toolkit

HERE = Path(__file__).parent
Marked = tuple[str, frozenset[tuple[str, str, int]]]


def passages(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unmarked(line: str) -> Marked:
    """The text without its marks, and each mark as role, words and start."""
    text = ""
    opened: list[tuple[str, int]] = []
    found: set[tuple[str, str, int]] = set()
    for piece in re.split(r"(\[\[\w+: |\]\])", line):
        if piece == "]]":
            role, start = opened.pop()
            found.add((role, text[start:], start))
        elif piece.startswith("[["):
            opened.append((piece[2:-2], len(text)))
        else:
            text += piece
    return text, frozenset(found)


def read(text: str, toolkit: Toolkit) -> tuple[tuple[AnonymityGrant, ...], tuple[NonResponse, ...]]:
    told = phrases.find(parse(read_text(text, "passage.txt"), replace(toolkit, tagger=None)))
    return told.grants, told.non_responses


def told(text: str, **spans: Span | None) -> set[tuple[str, str, int]]:
    return {(role, span.of(text), span.start) for role, span in spans.items() if span is not None}


@pytest.mark.model
@pytest.mark.parametrize("line", passages("grants.txt"))
def test_grants(line: str, toolkit: Toolkit) -> None:
    text, expected = unmarked(line)
    grants, non_responses = read(text, toolkit)
    found = [told(text, grant=g.span, reason=g.reason, source=g.source) for g in grants]
    assert set().union(*found) == expected
    assert not non_responses


@pytest.mark.model
@pytest.mark.parametrize("line", passages("non_responses.txt"))
def test_non_responses(line: str, toolkit: Toolkit) -> None:
    text, expected = unmarked(line)
    grants, non_responses = read(text, toolkit)
    found = [told(text, **{n.kind.value: n.span, "party": n.party}) for n in non_responses]
    assert set().union(*found) == expected
    assert not grants


@pytest.mark.model
@pytest.mark.parametrize("text", passages("neither.txt"))
def test_neither(text: str, toolkit: Toolkit) -> None:
    assert read(text, toolkit) == ((), ())


@pytest.mark.model
def test_one_grant_for_each_source_of_a_sentence(toolkit: Toolkit) -> None:
    text = (
        "The vote was close, said one aide, who asked not to be named, and another who spoke on background, "
        "both of them at the harbour."
    )
    grants, _ = read(text, toolkit)
    assert [g.span.of(text) for g in grants] == ["who asked not to be named", "who spoke on background"]


@pytest.mark.model
def test_evidence_names_every_rule(toolkit: Toolkit) -> None:
    text = "The clerk spoke on condition of anonymity because he was not authorized to discuss the audit."
    (grant,), _ = read(text, toolkit)
    assert [e.rule for e in grant.evidence] == [
        "core/grants/condition-of-anonymity",
        "core/grants/reason-after",
        "core/grants/not-authorized",
    ]
    assert all(e.what == e.span.of(text) for e in grant.evidence)


@pytest.mark.model
def test_a_reason_in_another_sentence_is_none(toolkit: Toolkit) -> None:
    text = "The clerk spoke on condition of anonymity. Because of rain, the fair was put off."
    (grant,), _ = read(text, toolkit)
    assert grant.reason is None


@pytest.mark.model
def test_a_quotation_grants_nothing(toolkit: Toolkit) -> None:
    text = "“He asked not to be named and declined to comment,” Ms. Ferrow said of her rival."
    assert read(text, toolkit) == ((), ())


@pytest.mark.model
def test_a_refusal_to_speak_on_the_record_is_no_refusal_to_comment(toolkit: Toolkit) -> None:
    text = "A second clerk declined to speak on the record for fear of the mayor."
    grants, non_responses = read(text, toolkit)
    assert [g.reason and g.reason.of(text) for g in grants] == ["for fear of the mayor"]
    assert non_responses == ()


@pytest.mark.model
def test_what_one_party_did_is_one_non_response(toolkit: Toolkit) -> None:
    text = "Mr. Pell did not return calls and declined to comment through a lawyer."
    _, (found,) = read(text, toolkit)
    assert found.kind is NonResponseKind.DECLINED
    assert found.span.of(text) == "Mr. Pell did not return calls and declined to comment through a lawyer"
    assert [e.rule for e in found.evidence] == [
        "core/non_responses/did-not-return-calls",
        "core/non_responses/declined-to-comment",
    ]
