"""The article with its marks: what is marked where, in which parts, and who carries it along its length."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.spans import Span, count_words
from auditor.records.article import Block, BlockRole
from auditor.records.manuscript import Manuscript
from auditor.records.origin import Original, Piece
from auditor.records.report import Report
from auditor.records.sourcing import SourceKind
from auditor.render import markdown
from auditor.render.document import Draft, Family, Flag, Mark, Sort, Stretch
from auditor.render.families import shares_of
from auditor.render.transparency.draft import draft, strip
from auditor.render.transparency.sections import document
from tests.factories import CRANES, FERRY, beside, cranes, ferry, find, make_report, nothing, source, statement

NESTED = """\
Quay is shut

Ana Ruiz said that a port source told her that the cranes are old.
"""


def nested() -> Report:
    """A statement inside a statement, which begin apart and end together."""
    ana, port = find(NESTED, "Ana Ruiz"), find(NESTED, "a port source")
    return beside(
        make_report(
            NESTED,
            sources=(
                source(NESTED, 1, SourceKind.NAMED_PERSON, [ana], 1),
                source(NESTED, 2, SourceKind.ANONYMOUS, [port], 1),
            ),
            statements=(
                statement(NESTED, 1, ["a port source told her that the cranes are old"], "said", ana, "S1"),
                statement(NESTED, 2, ["the cranes are old"], "told", port, "S2"),
            ),
        ),
        NESTED,
    )


def drawn(report: Report) -> Draft:
    found = draft(report)
    assert found is not None
    return found


def words_of(whole: Draft, id_: str) -> list[str]:
    """The stretches under a mark."""
    return [each.words for passage in whole.passages for each in passage.stretches if id_ in each.marks]


def mark(whole: Draft, id_: str) -> Mark:
    return next(each for each in whole.marks if each.id == id_)


def test_a_report_without_its_article_has_no_draft() -> None:
    assert draft(ferry()) is None
    (section,) = [each for each in document(ferry()).sections if each.name == "draft"]
    assert "Audit the draft itself" in markdown.write(document(ferry()))
    assert len(section.blocks) == 1


def test_the_draft_stands_after_the_questions_and_before_how_it_was_read() -> None:
    names = [each.name for each in document(beside(ferry(), FERRY)).sections]
    assert names[-4:] == ["questions", "draft", "notes", "evidence"]


@pytest.mark.parametrize(("report", "text"), [(ferry(), FERRY), (cranes(), CRANES), (nothing(), "Rain.\n")])
def test_every_word_is_there_once(report: Report, text: str) -> None:
    whole = drawn(beside(report, text))
    said = "\n".join("".join(each.words for each in passage.stretches) for passage in whole.passages)
    assert said.split() == text.split()


def test_each_statement_is_marked_with_the_words_that_introduce_it_and_its_speaker() -> None:
    whole = drawn(beside(ferry(), FERRY))
    assert words_of(whole, "A4") == ["“We have decided nothing,”", "“Nobody saw a budget.”"]
    assert words_of(whole, "A4-by") == ["said"]
    assert words_of(whole, "A4-who") == ["Mayor Ida Brandt"]
    assert (mark(whole, "A4").label, mark(whole, "A4").family) == ("S3", Family.NAMED)
    assert mark(whole, "A2").family is Family.ANONYMOUS
    assert (mark(whole, "A10").label, mark(whole, "A10").family) == ("no source", Family.NOBODY)
    assert [term for term, _ in mark(whole, "A2").facts] == [
        "Source",
        "Named here as",
        "Introduced by",
        "What is said",
        "How",
    ]


def test_marks_that_overlap_share_stretches() -> None:
    whole = drawn(nested())
    assert whole.passages[1].stretches == (
        Stretch("Ana Ruiz", ("A1-who", "S1-named"), ("A1-who", "S1-named")),
        Stretch(" "),
        Stretch("said", ("A1-by",), ("A1-by",)),
        Stretch(" that "),
        Stretch("a port source", ("A1", "A2-who", "S2-named"), ("A2-who", "S2-named")),
        Stretch(" ", ("A1",)),
        Stretch("told", ("A1", "A2-by"), ("A2-by",)),
        Stretch(" her that ", ("A1",)),
        Stretch("the cranes are old", ("A1", "A2"), ("A1", "A2")),
        Stretch("."),
    )


def test_of_nested_statements_the_inner_carries_the_words() -> None:
    report = nested()
    assert [(each.words, each.source) for each in strip(report, drawn(report)).segments] == [
        (7, ""),
        (6, "S1"),
        (4, "S2"),
    ]


def test_the_strip_has_every_word_and_the_findings() -> None:
    report = beside(ferry(), FERRY)
    whole = strip(report, drawn(report))
    assert sum(each.words for each in whole.segments) == count_words(FERRY)
    assert whole.opening == count_words("".join(FERRY.splitlines(keepends=True)[:3]))
    assert [flag.id for flag in whole.flags] == ["F2", "F3", "F4"]
    assert whole.flags[0] == Flag(
        count_words(FERRY[: FERRY.index("A person close")]), "F2", report.findings[1].severity
    )
    assert dict(shares_of(whole))["from anonymous sources"] == 22


def test_what_another_outlet_relays_is_that_outlets() -> None:
    assert mark(drawn(beside(cranes(), CRANES)), "A1").family is Family.OUTLET


def test_grants_silences_charges_and_findings_are_marked() -> None:
    whole = drawn(beside(ferry(), FERRY))
    assert [(each.id, each.label) for each in whole.marks if each.sort is Sort.GRANT] == [("N1", "why unnamed")]
    assert "".join(words_of(whole, "N1")) == "who asked not to be named because the vote is weeks away"
    assert "".join(words_of(whole, "R2")) == "the harbour master declined to comment"
    assert (mark(whole, "C1").sort, mark(whole, "C1").label) == (Sort.ACCUSATION, "G1")
    assert "".join(words_of(whole, "F2")) == "A person close to the union"
    assert "F1" not in {each.id for each in whole.marks}, "it is about the whole draft"


def test_spans_of_the_draft_are_taken_to_the_text_that_readers_see() -> None:
    """`&amp;` is one character to readers and five in the draft."""
    raw, seen = "Salt &amp; Sons shut, Ann Bell said.\n", "Salt & Sons shut, Ann Bell said.\n"
    original = Original(
        raw,
        (
            Piece(0, Span(0, 5), "Salt ", True),
            Piece(5, Span(5, 10), "&", False),
            Piece(6, Span(10, len(raw)), seen[6:], True),
        ),
    )
    ann = find(raw, "Ann Bell")
    report = make_report(
        raw,
        sources=(source(raw, 1, SourceKind.NAMED_PERSON, [ann], 1),),
        statements=(statement(raw, 1, ["Salt &amp; Sons shut"], "said", ann, "S1"),),
    )
    block = Block(0, BlockRole.PARA, Span(0, len(seen) - 1))
    whole = drawn(replace(report, manuscript=Manuscript(seen, (block,), (), original)))
    assert [each.words for each in whole.passages[0].stretches] == [
        "Salt & Sons shut",
        ", ",
        "Ann Bell",
        " ",
        "said",
        ".",
    ]
    assert whole.passages[0].begins == 0


def test_front_matter_is_left_out_and_what_is_not_read_is_silent() -> None:
    text = "title: Rain\n\nBy Ana Ruiz\n\nRain fell.\n"
    spans = [find(text, "title: Rain"), find(text, "By Ana Ruiz"), find(text, "Rain fell.")]
    roles = [BlockRole.META, BlockRole.BYLINE, BlockRole.PARA]
    blocks = tuple(Block(n, role, span) for n, (role, span) in enumerate(zip(roles, spans, strict=True)))
    report = replace(make_report(text), manuscript=Manuscript(text, blocks, (), Original(text)))
    whole = drawn(report)
    assert [(each.role, each.silent) for each in whole.passages] == [(BlockRole.BYLINE, True), (BlockRole.PARA, False)]
    assert sum(each.words for each in strip(report, whole).segments) == 2


def test_markdown_says_after_each_part_whose_it_is() -> None:
    written = markdown.draft(drawn(beside(ferry(), FERRY)))
    assert written.splitlines()[0] == r"> ### Night ferry may be cut **\[S1, unnamed\]**, aides say"
    assert (
        r"“Nobody saw a budget.” **\[S3, named\]** She \*promised\* a hearing \| a vote **\[S3, named\]**." in written
    )
    assert r"A person close to the union **\[F2\]** said a strike was possible **\[S6, anonymous\]**." in written
    assert r"“Last boat out,” **\[no source\]**" in written.replace(r" **\[F4\]**", "")
