"""Plurals, shares, excerpts, and the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.spans import Span
from auditor.records.report import Footing, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import AnonymityGrant, NonResponseKind, Source, SourceKind
from auditor.render import wording
from auditor.render.verdict import standing, verdict
from tests.factories import cranes, ferry, find, make_report, nothing, source, statement

TEXT = "one two three four five six because seven\n"


@pytest.mark.parametrize(
    ("number", "one", "many", "words"),
    [
        (0, "source", "", "0 sources"),
        (1, "source", "", "1 source"),
        (2, "source", "", "2 sources"),
        (1, "person", "people", "1 person"),
        (3, "person", "people", "3 people"),
    ],
)
def test_plurals(number: int, one: str, many: str, words: str) -> None:
    assert wording.plural(number, one, many) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(items: list[str], words: str) -> None:
    assert wording.listed(items) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "–"),
        (0, 9, "0%"),
        (1, 1000, "<1%"),
        (1, 3, "33%"),
        (2, 3, "67%"),
        (999, 1000, ">99%"),
        (9, 9, "100%"),
    ],
)
def test_shares_are_never_rounded_to_nothing_or_all(part: int, whole: int, words: str) -> None:
    assert wording.percent(part, whole) == words


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("exactly 10", 10, "exactly 10"),
        ("one two three", 10, "one two…"),
        ("one two, three", 10, "one two…"),
        ("unbreakable", 6, "unbre…"),
        ("two\n lines\there", 40, "two lines here"),
    ],
)
def test_excerpts_are_cut_between_words(text: str, limit: int, short: str) -> None:
    assert wording.shorten(text, limit) == short
    assert len(short) <= limit


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("said", "“said”"),
        ("“Yes.”", "“Yes.”"),
        ("‘Yes.’", "“‘Yes.’”"),
        ("said “yes”", "‘said “yes”’"),
        ("“Yes, and …", "‘“Yes, and …’"),
    ],
)
def test_words_get_quotation_marks_once(text: str, marked: str) -> None:
    assert wording.quoted(text) == marked


def test_every_kind_has_words() -> None:
    assert set(wording.KIND) == set(wording.KINDS) == set(SourceKind)
    assert set(wording.NON_RESPONSE) == set(NonResponseKind)


def test_severities_are_counted_gravest_first() -> None:
    counts = {Severity.INFO: 2, Severity.WARNING: 1, Severity.ERROR: 0}
    assert wording.severities(counts) == "1 warning, 2 info"
    assert wording.severities({}) == ""


def test_an_unknown_format_is_named_with_the_nearest_and_all() -> None:
    error = wording.unknown_format("jsn", ("json", "csv"))
    assert str(error) == "A001 there is no format 'jsn'\n  Did you mean 'json'? There are: json, csv."
    assert wording.unknown_format("x", ("json", "csv")).hint == "There are: json, csv."


# ---------------------------------------------------------------- the verdict


def report(*kinds: SourceKind | int | None, reasons: tuple[int, ...] = ()) -> Report:
    """A report of sources; a number (or None) is an anonymous one of so many people, `reasons` explains."""
    words = ("one", "two", "three", "four", "five", "six")
    because = find(TEXT, "because")

    def make(number: int, kind: SourceKind | int | None) -> Source:
        span = find(TEXT, words[number - 1])
        if isinstance(kind, SourceKind):
            return source(TEXT, number, kind, [span])
        return source(TEXT, number, SourceKind.ANONYMOUS, [span], kind)

    return make_report(
        TEXT,
        sources=tuple(make(number, kind) for number, kind in enumerate(kinds, 1)),
        grants=tuple(AnonymityGrant(because, because, f"S{number}") for number in reasons),
    )


NAMED = SourceKind.NAMED_PERSON


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (report(), "No source was found."),
        (report(SourceKind.UNATTRIBUTED), "No source was found; S1 stands for words that hide who says so."),
        (report(NAMED), "1 source: 1 named. No source is anonymous."),
        (
            report(NAMED, SourceKind.NAMED_ORGANIZATION, SourceKind.UNNAMED_SPOKESPERSON),
            "3 sources: 2 named, 1 unnamed spokesperson. No source is anonymous.",
        ),
        (
            report(*[SourceKind.UNNAMED_PERSON] * 2, *[SourceKind.DOCUMENT] * 2, *[SourceKind.MEDIA] * 2),
            "6 sources: 2 unnamed people, 2 documents, 2 news outlets. No source is anonymous.",
        ),
        (
            report(NAMED, 2, SourceKind.UNNAMED_GROUP, SourceKind.MEDIA, reasons=(2,)),
            "4 sources: 1 named, 1 anonymous (2 people), 1 unnamed group, 1 news outlet."
            " The anonymous source is explained.",
        ),
        (report(1), "1 source: 1 anonymous (1 person). The anonymous source is not explained."),
        (report(None), "1 source: 1 anonymous (number not said). The anonymous source is not explained."),
        (
            report(2, 1, reasons=(1, 2)),
            "2 sources: 2 anonymous (3 people). Both anonymous sources are explained.",
        ),
        (
            report(2, None),
            "2 sources: 2 anonymous (at least 3 people). Neither anonymous source is explained.",
        ),
        (
            report(1, 1, 1, reasons=(1, 2, 3)),
            "3 sources: 3 anonymous (3 people). All 3 anonymous sources are explained.",
        ),
        (
            report(1, 1, 1),
            "3 sources: 3 anonymous (3 people). None of the 3 anonymous sources is explained.",
        ),
        (
            report(1, 1, 1, reasons=(2,)),
            "3 sources: 3 anonymous (3 people). 1 of the 3 anonymous sources is explained; not S1 and S3.",
        ),
        (
            report(1, 1, 1, reasons=(2, 3)),
            "3 sources: 3 anonymous (3 people). 2 of the 3 anonymous sources are explained; not S1.",
        ),
    ],
)
def test_verdicts(given: Report, words: str) -> None:
    assert verdict(given) == words


def test_a_grant_without_a_reason_explains_nothing() -> None:
    given = report(1)
    bare = AnonymityGrant(find(TEXT, "because"), None, "S1")
    assert verdict(replace(given, grants=(bare,))).endswith("The anonymous source is not explained.")


def test_a_relayed_source_is_told_apart_from_the_anonymous_ones() -> None:
    assert verdict(cranes()) == "2 sources: 1 news outlet, 1 relayed. No source is anonymous."


def test_nothing_further_stands_in_a_clean_report() -> None:
    assert standing(nothing()) == ()


def test_what_further_stands() -> None:
    assert standing(ferry()) == (
        "The first paragraph rests on anonymous sources alone.",
        "1 statement hides who says so.",
        "1 statement has no source that could be made out.",
    )


def test_what_further_stands_in_the_plural() -> None:
    said = tuple(statement(TEXT, n, ["two"], Span(0, 3), None, None) for n in (1, 2))
    parts = tuple(Footing(part, ("S1",), 1, True) for part in ("headline", "lead"))
    assert standing(make_report(TEXT, statements=said, footings=parts)) == (
        "The headline and the first paragraph rest on anonymous sources alone.",
        "2 statements have no source that could be made out.",
    )
