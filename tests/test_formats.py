"""One article in every format that is read: the same sources, statements and findings, each at its place.

Every file in `tests/formats` that is called `council.*` is that article in one more format; `council.md` is the one
that the others are compared with. The other files there are taken only for the places of what is found in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from auditor.base.errors import ReadingError
from auditor.base.spans import LineIndex, Span
from auditor.engine import audit
from auditor.judging.reports import spans_in
from auditor.language import layout
from auditor.language.plain import plainly
from auditor.packs.load import load_packs
from auditor.readers.dispatch import form_of, holds_several, items, read, read_bytes
from auditor.readers.draft import Draft
from auditor.records.article import Article, BlockRole
from auditor.records.report import Report
from auditor.toolkit import Toolkit

FORMATS = Path(__file__).parent / "formats"
COUNCIL = sorted(path.name for path in FORMATS.glob("council.*"))
ALL = sorted(path.name for path in FORMATS.iterdir())

Told = tuple[BlockRole, int, str]
BYLINE: Told = (BlockRole.BYLINE, 0, "By Ida Quill")
SUBHEAD: Told = (BlockRole.HEADLINE, 2, "Reaction")
NO_SUBHEAD: Told = (BlockRole.PARA, 0, "Reaction")

CANNOT_TELL: Mapping[str, Mapping[Told, Told | None]] = {
    "council.txt": {SUBHEAD: NO_SUBHEAD},
    "council.iptc7901": {SUBHEAD: NO_SUBHEAD},
    "council.jsonld": {BYLINE: None},
    "council.wp.json": {BYLINE: None},
    "council.wxr.xml": {BYLINE: None},
    "council.ans.json": {BYLINE: (BlockRole.BYLINE, 0, "Ida Quill")},
}
"""What a format has no sign for, and what is read instead; None if only the metadata tell it."""

REFUSED: Mapping[str, str] = {"columns.fodt": "A319", "revised.fodt": "A319", "waived.fodt": "A319"}
"""Files that others were made of, and the codes with which they are refused."""


@pytest.fixture(scope="module")
def expected(toolkit: Toolkit) -> Mapping[str, object]:
    """What is found in the article as Markdown."""
    return found(audit(read(FORMATS / "council.md"), toolkit))


def found(report: Report) -> dict[str, object]:
    """What a report says, without places."""

    def words(span: Span | None) -> str | None:
        return None if span is None else report.text(span)

    return {
        "sources": [(source.label, source.kind.value, source.count) for source in report.sources],
        "mentions": [[words(mention.span) for mention in source.mentions] for source in report.sources],
        "statements": [
            (
                each.cue and report.text(each.cue),
                [report.text(span) for span in each.content],
                each.source_id,
                each.mode.value,
            )
            for each in report.statements
        ],
        "grants": [(words(each.span), each.source_id) for each in report.grants],
        "non-responses": [(words(each.span), each.kind.value) for each in report.non_responses],
        "findings": [(each.policy, each.severity.value, words(each.span)) for each in report.findings],
    }


def told(article: Article) -> list[Told]:
    """Role, level and words of each block that is no furniture, as it is audited."""
    (core,) = load_packs(("core",))
    plain = layout.arrange(plainly(article)[0], layout.compile_rules(core.rules))
    return [
        (block.role, block.level, block.span.of(plain.text))
        for block in plain.blocks
        if block.role not in {BlockRole.FURNITURE, BlockRole.META, BlockRole.CODE}
    ]


@pytest.mark.model
@pytest.mark.parametrize("name", COUNCIL)
def test_one_article_gives_the_same_report_in_every_format(
    name: str, expected: Mapping[str, object], toolkit: Toolkit
) -> None:
    assert found(audit(read(FORMATS / name), toolkit)) == expected


def test_the_report_that_all_others_are_compared_with(expected: Mapping[str, object]) -> None:
    assert expected["sources"] == [("Paula Dray", "named_person", 1), ("A senior official", "anonymous", 1)]
    assert expected["statements"] == [
        ("said", ["The council has dropped its plan for a second quay"], "S1", "indirect"),
        ("told", ["“We cannot pay for it,”", "“Nobody can.”"], "S1", "direct"),
        ("said", ["the decision was made in April"], "S2", "indirect"),
    ]
    assert expected["grants"] == [("who was not authorised to speak", "S2")]
    assert expected["non-responses"] == [
        ("Hallam Textiles, which had asked for the quay, declined to comment", "declined")
    ]
    assert expected["findings"]


@pytest.mark.parametrize("name", COUNCIL)
def test_what_each_block_is_is_the_same_in_every_format(name: str) -> None:
    untold = CANNOT_TELL.get(name, {})
    blocks = [untold.get(block, block) for block in told(read(FORMATS / "council.md"))]
    assert told(read(FORMATS / name)) == [block for block in blocks if block is not None]


def test_the_table_of_what_formats_cannot_tell_is_of_files_that_are_there() -> None:
    assert set(CANNOT_TELL) <= set(COUNCIL)
    assert set(REFUSED) <= set(ALL)
    assert len(COUNCIL) >= 20


# ---------------------------------------------------------------- places


@pytest.mark.model
@pytest.mark.parametrize("name", [name for name in ALL if name not in REFUSED])
def test_every_span_of_a_report_is_at_its_place(name: str, toolkit: Toolkit) -> None:
    for article in articles(name):
        report = audit(article, toolkit)
        spans = set(spans_in((report.findings, report.statements, report.sources, report.grants)))
        plain = plainly(article)[0].text
        for span in spans:
            assert_in_place(span, article, report, plain)


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_file_of_no_format_is_refused(name: str, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(FORMATS / name)
    assert caught.value.code == code


def articles(name: str) -> Iterator[Article]:
    """Every article in a file."""
    data = (FORMATS / name).read_bytes()
    draft = Draft(name, data)
    if holds_several(form := form_of(draft)):
        yield from (item.article for item in items(draft, form))
    else:
        yield read_bytes(data, name)


def assert_in_place(span: Span, article: Article, report: Report, plain: str) -> None:
    """The part that a span is mapped to has its words, at the line and column that are told of it."""
    place, part = report.places[span], article.origin.part(span.start)
    whole, start = (article.text, 0) if part is None else (part.span.of(article.text), part.span.start)
    lines = LineIndex(whole)
    first = lines.offset(place.line) + place.column - 1
    last = lines.offset(place.end_line) + place.end_column - 1
    words = whole[first:last]
    assert (first, last) == (span.start - start, span.end - start)
    assert words == span.of(article.text)
    assert place.part == (part and part.name)
    assert place.text == words or place.text in plain
    assert part is None or part.span.contains(span)
