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


def test_the_words_of_a_place_are_the_draft_s(toolkit: Toolkit) -> None:
    report = audit(read_text(MARKED, "draft.md"), toolkit)
    for span, place in report.places.items():
        assert place.text == MARKED[span.start : span.end]
    (grant,) = report.grants
    assert report.text(grant.span).startswith("who *asked* not to be **named**")
