"""Quotation marks. What is no quotation comes first: apostrophes, possessives, years, measures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.base.spans import Span
from auditor.language import quotations
from auditor.language.quotations import Quotation
from auditor.records.article import Block, BlockRole


def blocks(*paragraphs: str, role: BlockRole = BlockRole.PARA) -> tuple[str, tuple[Block, ...]]:
    """A text of these paragraphs, each a block."""
    made, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        made.append(Block(number, role, Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    return "\n\n".join(paragraphs), tuple(made)


def found(*paragraphs: str) -> list[str]:
    """The words of each quotation with its marks; one left open is shown with … at its end, one that goes on with +."""
    text, made = blocks(*paragraphs)
    return [f"{'+' * q.continues}{q.span.of(text)}{'' if q.closed else ' …'}" for q in quotations.find(text, made)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He didn't go and she wouldn’t say.",
        "The officials' plan, the workers’ pay and the boss's car.",
        "Back in the '90s and the ’80s, the '60s were far.",
        'He is 5\'10" tall and 12" wide.',
        "He is 5’10” tall.",
        'The pipe is 20" long, she said.',
        "It was rock 'n' roll.",
        "Get 'em to the officials' office.",
        "No,” she said. He left.",
        "O'Neill and D’Arcy left at 5 o'clock.",
    ],
)
def test_apostrophes_measures_and_stray_marks_are_no_quotations(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” she said. “Never.”", ["“No,”", "“Never.”"]),
        ('"No," she said. "Never."', ['"No,"', '"Never."']),
        ("‘No,’ she said. ‘Never.’", ["‘No,’", "‘Never.’"]),
        ("'No,' she said. 'Never.'", ["'No,'", "'Never.'"]),
        ("''No,'' she said. ``Never,'' she said.", ["''No,''", "``Never,''"]),
        ("‘‘No,’’ she said.", ["‘‘No,’’"]),
        ("«Non,» she said.", ["«Non,»"]),
        ("“I won’t, and they didn't,” she said.", ["“I won’t, and they didn't,”"]),
        ("'The officials' report isn't in,' Quill said.", ["'The officials' report isn't in,'"]),
        ("‘The officials’ report isn’t in,’ Quill said.", ["‘The officials’ report isn’t in,’"]),
        ("The ‘Tigers’ won.", ["‘Tigers’"]),
        ("Mayor's ‘reckless’ plan is 'dead'", ["‘reckless’", "'dead'"]),
        ("‘We will not bow to bullies’ says mayor", ["‘We will not bow to bullies’"]),
        ('The 5\'10" guard said "no" to it.', ['"no"']),
        ('The pipe is 20" long, and "that was it."', ['"that was it."']),
        ("The sign read “Ashby”—“Corle” in parts.", ["“Ashby”", "“Corle”"]),
        ('(“No,” she said.) the "so-called" plan', ["“No,”", '"so-called"']),
        ("Quill said “[the] bridge” is “…old.”", ["“[the] bridge”", "“…old.”"]),
    ],
)
def test_each_kind_of_mark(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("“‘No,’ he told me,” she said.", ["“‘No,’ he told me,”"]),
        ("“He told me ‘no.’” She left.", ["“He told me ‘no.’”"]),
        ('"They say, \'It is late,\' " she said. "So be it."', ["\"They say, 'It is late,' \"", '"So be it."']),
        ("''He told me 'no,''' she said.", ["''He told me 'no,'''"]),
        ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’"]),
        ("'He said \"no\" to me,' she said. 'Twice.'", ["'He said \"no\" to me,'", "'Twice.'"]),
        ("The ‘Tigers’ coach said “no” to the officials’ plan.", ["‘Tigers’", "“no”"]),
    ],
)
def test_a_quotation_inside_another_is_part_of_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No, she said. He left.", ["“No, she said. He left. …"]),
        ("She said “one and “two” and three.", ["“one and …", "“two”"]),
        ("“One is left open. It goes on. “Two,” she said.", ["“One is left open. …", "“Two,”"]),
        ("”No,“ she said. He left.", ["“ she said. He left. …"]),
        ("“No,’ she said.", ["“No,’ she said. …"]),
    ],
)
def test_an_unbalanced_mark_reaches_to_the_end_of_its_paragraph_at_most(text: str, expected: list[str]) -> None:
    assert found(text, "He said “yes.”") == [*expected, "“yes.”"]


def test_a_quotation_runs_over_paragraphs_that_open_with_a_mark() -> None:
    assert found("He said: “One.", "“Two.", "“Three,” he said. “Four.”") == [
        "“One. …",
        "+“Two. …",
        "+“Three,”",
        "“Four.”",
    ]
    assert found("‘One.", "‘Two,’ she said.") == ["‘One. …", "+‘Two,’"]
    assert found("“One.", "Two.", "“Three.”") == ["“One. …", "“Three.”"]
    assert found("“One.”", "“Two.”") == ["“One.”", "“Two.”"]


def test_blocks_that_are_never_read_have_no_quotations() -> None:
    text, made = blocks("“One.”", "“Two.”", role=BlockRole.FURNITURE)
    assert quotations.find(text, made) == ()


def test_a_quotation_has_its_marks_its_words_and_its_block() -> None:
    text, made = blocks("No.", "She said “yes.”")
    (quotation,) = quotations.find(text, made)
    assert quotation == Quotation(Span(14, 20), Span(15, 19), 1, True, False)
    assert quotation.inner.of(text) == "yes."


def test_inside_knows_the_words_from_the_marks() -> None:
    text, made = blocks("A “b” c", "d “e”")
    all_found = quotations.find(text, made)
    assert [at for at in range(len(text) + 1) if quotations.inside(all_found, at)] == [text.index("b"), text.index("e")]
    assert quotations.inside((), 0) is None


def test_overlapping_gives_the_numbers_of_the_quotations_that_share_text() -> None:
    text, made = blocks("“a” b “c” d “e”")
    all_found = quotations.find(text, made)
    b, c, d = text.index("b"), text.index("c"), text.index("d")
    assert list(quotations.overlapping(all_found, Span(b, b + 1))) == []
    assert list(quotations.overlapping(all_found, Span(0, b))) == [0]
    assert list(quotations.overlapping(all_found, Span(b, d))) == [1]
    assert list(quotations.overlapping(all_found, Span(c, len(text)))) == [1, 2]


words = st.sampled_from(
    [
        "She said",
        "“No,”",
        '"No,"',
        "‘no’",
        "'No.'",
        "it isn't",
        "the aides' plan",
        "5'10\"",
        "he left.",
        "“He said ‘no.’”",
    ]
)
paragraphs = st.lists(words, min_size=1, max_size=6).map(" ".join)
unbalanced = st.sampled_from(["“", "”", '"', "'", "‘", "’", "''", "«", "»"])


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(texts=st.lists(paragraphs, min_size=2, max_size=4), mark=unbalanced, data=st.data())
def test_an_unbalanced_mark_harms_its_own_paragraph_at_most(texts: list[str], mark: str, data: st.DataObject) -> None:
    hurt = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts[hurt])))
    broken = [t[:at] + mark + t[at:] if n == hurt else t for n, t in enumerate(texts)]

    def elsewhere(paragraphs: list[str]) -> list[tuple[int, str, bool]]:
        text, made = blocks(*paragraphs)
        return [(q.block, q.span.of(text), q.closed) for q in quotations.find(text, made) if q.block != hurt]

    assert elsewhere(broken) == elsewhere(texts)


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(texts=st.lists(st.text(alphabet="aAs .,5\"'‘’“”«»`(—", max_size=25), min_size=1, max_size=3))
def test_quotations_are_in_order_apart_and_within_their_blocks(texts: list[str]) -> None:
    text, made = blocks(*texts)
    all_found = quotations.find(text, made)
    assert all(a.span.end <= b.span.start for a, b in pairwise(all_found))
    for quotation in all_found:
        assert made[quotation.block].span.contains(quotation.span)
        assert quotation.span.contains(quotation.inner)


def test_many_marks_in_one_long_paragraph_take_no_long_time() -> None:
    paragraph = "'Tis “a” 'b " * 20_000
    text, made = blocks(paragraph)
    assert len(quotations.find(text, made)) >= 20_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left“, he said. It rained.", ["“We left“"]),
        ("“We left “, he said. “We ate,” she said.", ["“We left “", "“We ate,”"]),
        ("“We left at “noon” or so,” he said.", ["“We left at …", "“noon”"]),
        ("He said “…and then we left.”", ["“…and then we left.”"]),
    ],
)
def test_an_opening_mark_where_only_a_closing_one_can_stand_closes(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def quoted(*paragraphs: tuple[BlockRole, str]) -> list[tuple[str, bool, bool]]:
    """The words of each quotation, whether it ends with its block, and whether it continues the one before."""
    text, made = blocks(*(words for _, words in paragraphs))
    roles = [Block(b.id, role, b.span) for b, (role, _) in zip(made, paragraphs, strict=True)]
    found = quotations.find(text, roles, lambda words: words.endswith("aloud."))
    return [(q.span.of(text), q.closed, q.continues) for q in found]


PARA, QUOTE = BlockRole.PARA, BlockRole.QUOTE


@pytest.mark.parametrize("before", ["The letter reads:", "He read the letter aloud."])
def test_quotes_set_apart_are_quotations_where_they_are_introduced(before: str) -> None:
    assert quoted((PARA, before), (QUOTE, "We lied."), (QUOTE, "He said “no”."), (PARA, "It rained.")) == [
        ("We lied.", False, False),
        ("He said “no”.", True, True),
    ]


def test_other_quotes_set_apart_are_read_by_their_marks() -> None:
    assert quoted((PARA, "It rained."), (QUOTE, "We lied.")) == []
    assert quoted((PARA, "He put it so:"), (QUOTE, "“We lied,” he said.")) == [("“We lied,”", True, False)]


def test_answers_are_quotations_without_marks() -> None:
    text, made = blocks("A: We “never” left.", "It rained.")
    answer = Span(3, made[0].span.end)
    assert [q.span for q in quotations.find(text, made, answers=[answer])] == [answer]
