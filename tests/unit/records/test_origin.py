"""Where the audited text stands in its file: by itself in a text file, by part and place within it in others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.spans import Span
from auditor.judging.reports import places
from auditor.records.origin import TEXT_FILE, Origin, Part
from auditor.records.report import Place

TEXT = "Ferry late\n\nThe ferry was late.\nNobody said why.\n\nIt came at nine."
PARTS = Origin(
    (
        Part("paragraph 1", "/p[1]", Span(0, 10)),
        Part("paragraph 4", "/p[4]", Span(12, 48)),
        Part("text box 1", "/p[4]/box", Span(50, 66)),
    )
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ferry", Place(1, 1, 1, 6, "Ferry", "paragraph 1")),
        ("late.", Place(1, 15, 1, 20, "late.", "paragraph 4")),
        ("Nobody", Place(2, 1, 2, 7, "Nobody", "paragraph 4")),
        ("late.\nNobody", Place(1, 15, 2, 7, "late.\nNobody", "paragraph 4")),
        ("nine.", Place(1, 12, 1, 17, "nine.", "text box 1")),
    ],
)
def test_a_place_is_counted_in_its_part(words: str, place: Place) -> None:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    assert places(TEXT, [span], PARTS) == {span: place}


def test_a_text_file_has_no_parts() -> None:
    span = Span(12, 15)
    assert places(TEXT, [span]) == {span: Place(3, 1, 3, 4, "The")}
    assert TEXT_FILE.part(0) is None


@given(st.integers(0, len(TEXT)))
def test_every_offset_has_a_part_and_what_is_put_between_two_belongs_to_the_first(offset: int) -> None:
    part = PARTS.part(offset)
    assert part is not None
    following = [other.span.start for other in PARTS.parts if other.span.start > part.span.start]
    assert part.span.start <= offset < min(following, default=len(TEXT) + 1)
