"""Waivers in the comments of documents: which comments are any, whose they are, and on which words they hang.

`waived.docx` and `waived.odt` were made by LibreOffice from `waived.fodt`; the others are put together here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.spans import Span
from auditor.readers.dispatch import read, read_bytes
from auditor.readers.documents.margin import Margin, Mark, Remark
from auditor.records.article import Article
from tests.unit.annotating.documents import W, deleted, document, para, relations, run

FORMATS = Path(__file__).resolve().parents[2] / "formats"
SAID = "auditor: waive desk/bare because it is safer"


def start(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/>' + sign(key)


def sign(key: int) -> str:
    return f'<w:r><w:commentReference w:id="{key}"/></w:r>'


def comment(key: int, *paragraphs: str, author: str = "Karla Lindqvist", initials: str = "KL") -> str:
    inner = "".join(para(run(each)) for each in paragraphs)
    return f'<w:comment w:id="{key}" w:author="{author}" w:initials="{initials}">{inner}</w:comment>'


def word(body: str, *comments: str) -> Article:
    """The article of a Word document with these comments."""
    return read_bytes(
        document(
            body,
            {
                "word/_rels/document.xml.rels": relations(comments="comments.xml"),
                "word/comments.xml": f'<w:comments xmlns:w="{W}">{"".join(comments)}</w:comments>',
            },
        ),
        "aid.docx",
    )


def hung(article: Article) -> list[str | None]:
    """The words on which each waiver of an article hangs."""
    return [None if each.on is None else each.on.of(article.text) for each in article.waivers]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_comments_that_a_program_has_written(suffix: str) -> None:
    article = read(FORMATS / f"waived.{suffix}")
    assert [(each.rule, each.reason, each.by, each.until, each.where) for each in article.waivers] == [
        ("default/lead-on-anonymous-only", "no more can be said safely", "KL", "", "comment 1"),
        ("default/bare-source", "the lawyer has seen the letter", "the night desk", "2999-12-31", "comment 2"),
        ("", "", "KL", "", "comment 3"),
    ]
    assert hung(article) == ["an insider", "another insider", ""]
    last = article.waivers[-1].on
    assert last is not None
    assert article.text[: last.start].endswith("said that it would go on.")
    assert "waive" not in article.text


def test_words_across_runs_links_and_tracked_changes() -> None:
    link = f'<w:hyperlink w:anchor="x">{start(1)}{run("an insi")}</w:hyperlink>'
    inserted = f'<w:ins w:id="9" w:author="A">{run("der ")}</w:ins>'
    gone = f'<w:del w:id="4" w:author="A">{start(2)}<w:r><w:delText>a porter</w:delText></w:r></w:del>'
    body = para(
        run("May, "), link, inserted, deleted("never "), run("said"), end(1), run(". "), gone, run("So"), end(2)
    )
    article = word(body, comment(1, SAID), comment(2, SAID))
    assert article.text == "May, an insider said. So"
    assert hung(article) == ["an insider said", "So"]


def test_several_paragraphs_and_marks_between_them() -> None:
    body = para(run("One.")) + start(3) + para(run("Two.")) + para(run("  Three.")) + end(3) + para(run("Four."))
    assert hung(word(body, comment(3, SAID))) == ["Two.\n\nThree.\n\n"]
    closed_at_the_end = para(run("One.")) + start(3) + para(run("Two.")) + end(3)
    assert hung(word(closed_at_the_end, comment(3, SAID))) == ["Two."]


def test_a_sign_alone_and_no_mark_at_all() -> None:
    article = word(para(run("One. "), sign(1), run("Two.")), comment(1, SAID), comment(2, SAID))
    assert [each.on for each in article.waivers] == [Span(5, 5), None]


def test_cells_of_tables_and_words_behind_footnotes() -> None:
    cells = "".join(f"<w:tc>{para(*inner)}</w:tc>" for inner in ([run("Boats")], [start(1), run("forty"), end(1)]))
    article = word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + para(run("That is all.")), comment(1, SAID))
    assert article.text == "Boats forty\n\nThat is all."
    assert hung(article) == ["forty"]


@pytest.mark.parametrize(
    ("author", "initials", "by"),
    [
        ("Karla Lindqvist", "kl", "KL"),
        ("Karla Lindqvist", "", "KL"),
        ("Karla Lindqvist", "Karla Lindqvist", "KL"),
        ("Karla", "Karla", ""),
        ("", "", ""),
        ("k.lindqvist@herald.example", "k2", ""),
    ],
)
def test_who_has_written_it_waives_it_by_initials_and_never_by_name(author: str, initials: str, by: str) -> None:
    body = para(run("One."), sign(1))
    article = word(body, comment(1, SAID, author=author, initials=initials))
    assert article.waivers[0].by == by
    is_told = any(note.code == "unsigned" and "comment 1 is not signed" in note.message for note in article.notes)
    assert is_told == (not by and bool(author))
    article = word(body, comment(1, f"{SAID} (by MB)", author=author, initials=initials))
    assert article.waivers[0].by == "MB"
    assert article.notes == ()


def test_what_a_comment_says() -> None:
    body = para(run("One."), *(sign(key) for key in range(1, 7)))
    article = word(
        body,
        comment(1, "Ask her again.", SAID),
        comment(2, "", " Auditor: waive desk/bare", "because it is safer"),
        comment(3, SAID, "auditor: waive desk/lead because of this"),
        comment(4, SAID, author="auditor", initials="au"),
        comment(5, "the auditor: waive desk/bare because so"),
        comment(6, f"{SAID} {'so ' * 1000}"),
    )
    assert [(each.rule, each.reason, each.where) for each in article.waivers] == [
        ("desk/bare", "it is safer", "comment 2"),
        ("desk/bare", "it is safer", "comment 3"),
        ("desk/lead", "of this", "comment 3"),
        ("", "", "comment 6"),
    ]


def test_what_follows_a_whole_waiver_is_for_others() -> None:
    body = para(run("One."), *(sign(key) for key in range(1, 5)))
    article = word(
        body,
        comment(1, f"{SAID} (by MB)", "Thanks!", "K."),
        comment(2, SAID, "until 2999-12-31"),
        comment(3, "auditor： waive desk/bare because so"),
        comment(4, "Auditor : waive desk/bare because so"),
    )
    assert [(each.rule, each.reason, each.by) for each in article.waivers] == [
        ("desk/bare", "it is safer", "MB"),
        ("", "", "KL"),  # told as unclear: without its last day it would hold for good
        ("desk/bare", "so", "KL"),
        ("desk/bare", "so", "KL"),
    ]


def test_comments_that_cannot_be_read_are_told_and_stop_nothing() -> None:
    further: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(comments="comments.xml"),
        "word/comments.xml": "<w:comments",
    }
    article = read_bytes(document(para(run("One.")), further), "aid.docx")
    assert article.waivers == ()
    assert [note.code for note in article.notes] == ["not-read"]
    missing = {"word/_rels/document.xml.rels": relations(comments="comments.xml")}
    assert read_bytes(document(para(run("One.")), {**missing}), "aid.docx").notes == ()


def test_a_paragraph_that_is_not_in_the_text_shifts_nothing() -> None:
    margin = Margin()
    margin.add("  One.", [])
    margin.add("gone", [Mark(2, "a")])
    margin.add("\u200b Two. ", [Mark(2, "b"), Mark(6, "b")])
    remarks = [Remark("a", (SAID,)), Remark("b", (SAID,))]
    assert [each.on for each in margin.waivers("One.\n\nTwo.", remarks)] == [Span(4, 4), Span(6, 10)]
