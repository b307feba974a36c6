"""An article read by everything that reads it: all see one text, without markup, and offsets stay the draft's."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model

PLAIN = """\
The Alder bridge will close, according to two people familiar with the plan, who asked not to be
named because the vote is near.

The company did not respond to a request for comment. Northgate Council declined to comment.
"""
MARKED = """\
The Alder bridge will close, according to **two people** [familiar with](https://x.example) the
*plan*, who *asked* not to be **named** because the [vote](http://y.example/a_b) is near.

The company did *not* respond to a [request for comment](http://q.example). Northgate Council
**declined** to [comment](http://c.example).
"""


def test_markup_changes_nothing_in_what_is_found(toolkit: Toolkit) -> None:
    plain, marked = (audit(read_text(text, "draft.md"), toolkit) for text in (PLAIN, MARKED))
    assert [(s.kind, s.label, s.count) for s in marked.sources] == [(s.kind, s.label, s.count) for s in plain.sources]
    assert [(s.mode, s.confidence) for s in marked.statements] == [(s.mode, s.confidence) for s in plain.statements]
    assert (len(marked.grants), len(marked.non_responses)) == (len(plain.grants), len(plain.non_responses)) == (1, 2)
    assert marked.grants[0].source_id == marked.sources[0].id


def test_the_words_of_a_place_have_no_markup_and_its_offsets_are_the_draft_s(toolkit: Toolkit) -> None:
    report = audit(read_text(MARKED, "draft.md"), toolkit)
    for span, place in report.places.items():
        assert 0 <= span.start <= span.end <= len(MARKED)
        assert not set("*[]()") & set(place.text)
        assert not set("*[") & set(MARKED[span.start : span.start + 1])
    (grant,) = report.grants
    assert report.text(grant.span) == "who asked not to be named because the vote is near"
    assert grant.span.of(MARKED).startswith("who *asked* not to be **named**")


@pytest.mark.parametrize(
    ("draft", "same"),
    [
        ("The firm declined to\u00a0comment.", "The firm declined to comment."),
        ("A clerk spoke on condition of anon\u00adymity.", "A clerk spoke on condition of anonymity."),
        ("The firm didn&rsquo;t respond to a call for&nbsp;comment.", "The firm didn’t respond to a call for comment."),
        ("&ldquo;We left,&rdquo; Dana&nbsp;Pell said.", "“We left,” Dana Pell said."),
        ("“We left,”\u200b said [Dana](http://x.example) **Pell**.", "“We left,” said Dana Pell."),
        ('**"We left,"** Dana Pell said.', '"We left," Dana Pell said.'),
        ("![A clerk said no](a.png) “We left,” Dana Pell said.", "“We left,” Dana Pell said."),
        ("Rain fell.[^1]\n\n[^1]: The firm declined to comment.", "Rain fell.\n\nThe firm declined to comment."),
    ],
)  # fmt: skip
def test_what_is_not_seen_changes_nothing(toolkit: Toolkit, draft: str, same: str) -> None:
    one, other = (audit(read_text(text, "draft.md"), toolkit) for text in (draft, same))
    assert [(s.kind, s.label) for s in one.sources] == [(s.kind, s.label) for s in other.sources]
    assert [[one.text(c) for c in s.content] for s in one.statements] == [
        [other.text(c) for c in s.content] for s in other.statements
    ]
    assert [s.mode for s in one.statements] == [s.mode for s in other.statements]
    assert [one.text(g.span) for g in one.grants] == [other.text(g.span) for g in other.grants]
    assert [one.text(n.span) for n in one.non_responses] == [other.text(n.span) for n in other.non_responses]


def test_a_letter_set_apart_is_its_authors_word(toolkit: Toolkit) -> None:
    text = (
        "The letter of the chain reads in full:\n\n"
        "> A person close to the owner told us that she lied.\n>\n> We did not respond to a request for comment.\n\n"
        "The shop reopened on Monday."
    )
    report = audit(read_text(text, "draft.md"), toolkit)
    assert not report.grants
    assert not report.non_responses
    (statement,) = report.statements
    assert [report.text(c) for c in statement.content] == [
        "A person close to the owner told us that she lied.",
        "We did not respond to a request for comment.",
    ]


def test_a_block_quotation_that_names_its_speaker_is_read_by_its_marks(toolkit: Toolkit) -> None:
    text = "It rained in Ashby:\n\n> “We will not pay,” Mara Quill said on Monday."
    report = audit(read_text(text, "draft.md"), toolkit)
    assert [report.text(s.source) for s in report.statements if s.source] == ["Mara Quill"]
