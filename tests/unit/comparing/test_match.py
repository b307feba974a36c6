"""Which source of an old version is which of a new one, and which findings stand in both."""

from __future__ import annotations

from dataclasses import replace

from auditor.comparing.match import compare
from auditor.records.comparison import Comparison
from auditor.records.report import Report
from auditor.records.scales import Severity
from auditor.records.sourcing import AnonymityGrant, SourceKind
from tests.factories import ferry, find, finding, make_report, source, statement

KIND = SourceKind
OLD = "The pier is closed, said a dock hand. The crane fell at noon, said Ida Brandt."
NAMED = "The pier is closed, said Olaf Berg. The crane fell at noon, said Ida Brandt."


def version(text: str, *speakers: tuple[str, SourceKind, str], reason: str = "") -> Report:
    """A report in which each speaker, by words and kind, says some words of `text`."""
    sources = tuple(source(text, n, kind, [find(text, who)], 1) for n, (who, kind, _) in enumerate(speakers, 1))
    said = tuple(
        statement(text, n, [words], find(text, "said", n - 1), who, f"S{n}")
        for n, (who, _, words) in enumerate(speakers, 1)
    )
    grants = (AnonymityGrant(find(text, reason), find(text, reason), "S1"),) if reason else ()
    return make_report(text, sources=sources, statements=said, grants=grants)


def old() -> Report:
    return version(
        OLD,
        ("a dock hand", KIND.ANONYMOUS, "The pier is closed"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The crane fell at noon"),
    )


def labels(found: Comparison) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    return (
        [each.label for each in found.came],
        [each.label for each in found.went],
        [(each.old.label, each.new.label) for each in found.kept],
    )


def test_nothing_changes_between_equal_versions() -> None:
    found = compare("ferry", ferry(), ferry())
    assert labels(found)[:2] == ([], [])
    assert len(found.kept) == len(ferry().sources)
    assert (found.new_findings, found.fixed_findings) == ((), ())
    assert found.kept_findings == ferry().findings


def test_a_source_whose_name_was_put_in_is_known_by_its_words() -> None:
    new = version(
        NAMED,
        ("Olaf Berg", KIND.NAMED_PERSON, "The pier is closed"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The crane fell at noon"),
    )
    found = compare("pier", old(), new)
    assert labels(found) == ([], [], [("a dock hand", "Olaf Berg"), ("Ida Brandt", "Ida Brandt")])
    assert found.kept[0].became_named
    assert compare("pier", new, old()).kept[0].became_anonymous


def test_a_source_that_says_something_else_is_another() -> None:
    text = "The ferry is late, said Olaf Berg. The crane fell at noon, said Ida Brandt."
    new = version(
        text,
        ("Olaf Berg", KIND.NAMED_PERSON, "The ferry is late"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The crane fell at noon"),
    )
    assert labels(compare("pier", old(), new)) == (["Olaf Berg"], ["a dock hand"], [("Ida Brandt", "Ida Brandt")])


def test_words_that_were_mended_are_still_the_same_statement() -> None:
    text = "The old pier is closed, said Olaf Berg. The crane fell, said Ida Brandt."
    new = version(
        text,
        ("Olaf Berg", KIND.NAMED_PERSON, "The old pier is closed"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The crane fell"),
    )
    assert labels(compare("pier", old(), new))[2][0] == ("a dock hand", "Olaf Berg")


def test_a_name_goes_before_words_that_are_alike() -> None:
    swapped = version(
        "The crane fell at noon, said a dock hand. The pier is closed, said Ida Brandt.",
        ("a dock hand", KIND.ANONYMOUS, "The crane fell at noon"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The pier is closed"),
    )
    assert labels(compare("pier", old(), swapped))[2] == [("a dock hand", "a dock hand"), ("Ida Brandt", "Ida Brandt")]


def test_whether_a_source_is_explained_now() -> None:
    text = "The pier is closed, said a dock hand, who feared for his job. The crane fell at noon, said Ida Brandt."
    new = version(
        text,
        ("a dock hand", KIND.ANONYMOUS, "The pier is closed"),
        ("Ida Brandt", KIND.NAMED_PERSON, "The crane fell at noon"),
        reason="feared for his job",
    )
    kept = compare("pier", old(), new).kept[0]
    assert (kept.reason_before, kept.reason_now) == (False, True)


def test_findings_are_new_fixed_or_kept() -> None:
    who = find(OLD, "a dock hand")
    bare = finding(1, "desk/bare", Severity.WARNING, "Who?", who, subject="S1")
    lead = finding(2, "desk/lead", Severity.ERROR, "Alone.", None)
    other = finding(3, "desk/hedge", Severity.WARNING, "Says who?", find(OLD, "The crane"))
    found = compare("pier", replace(old(), findings=(bare, lead)), replace(old(), findings=(bare, other)))
    assert (found.new_findings, found.fixed_findings, found.kept_findings) == ((other,), (lead,), (bare,))


def test_the_same_objection_to_the_same_source_is_kept_though_its_words_changed() -> None:
    before = finding(1, "desk/bare", Severity.WARNING, "Who?", find(OLD, "a dock hand"), subject="S1")
    after = finding(9, "desk/bare", Severity.WARNING, "Who is it?", find(OLD, "a dock hand"), subject="S1")
    found = compare("pier", replace(old(), findings=(before,)), replace(old(), findings=(after,)))
    assert (found.new_findings, found.fixed_findings, found.kept_findings) == ((), (), (after,))
