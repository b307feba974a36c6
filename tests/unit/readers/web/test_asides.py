"""Comments in the source of web pages that are waivers: for which paragraph each holds; they change nothing else."""

from __future__ import annotations

import dataclasses
import json

import pytest

from auditor.readers.dispatch import read, read_bytes
from auditor.records.article import Article
from tests.unit.readers.web.test_webpage import FORMATS, HEAD, LAST, LEAD, NEXT, TITLE, page

SAID = "auditor: waive desk/bare because it is safer (by KL)"
COMMENT = f"<!-- {SAID} -->"
LONG = "The company, which builds quays, has had no other contract with the town in the last ten years."


def told(data: bytes) -> Article:
    return read_bytes(data, "mayor.html")


def hung(article: Article) -> list[str | None]:
    """The words on which each waiver of an article hangs, which are whole paragraphs."""
    return [None if each.on is None else each.on.of(article.text) for each in article.waivers]


def source(*lines: str) -> bytes:
    body = "\n".join(lines)
    return f"<!doctype html><html><head>{HEAD}</head><body>\n<article>\n{body}\n</article>\n</body></html>".encode()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([f"<h1>{TITLE}</h1>", f"<p>{LEAD} {COMMENT}</p>", f"<p>{NEXT}</p>", f"<p>{LAST}</p>"], LEAD),
        ([f"<h1>{TITLE}</h1>", f"<p>{COMMENT}{LEAD}</p>", f"<p>{NEXT}</p>", f"<p>{LAST}</p>"], LEAD),
        ([f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p> {COMMENT}", f"<p>{NEXT}</p>", f"<p>{LAST}</p>"], LEAD),
        ([f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p>", COMMENT, f"<p>{NEXT}</p>", f"<p>{LAST}</p>"], NEXT),
        ([f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p>", f"<div>{COMMENT}<p>{NEXT}</p></div>", f"<p>{LAST}</p>"], NEXT),
        ([f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p>", f"<p>{NEXT}</p>", f"<p>{LAST}</p>", COMMENT], LAST),
        (
            [f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p>", f"<ul><li>{NEXT}{COMMENT}</li><li>{LONG}</li></ul>", f"<p>{LAST}"],
            NEXT,
        ),
        (
            [
                f"<h1>{TITLE}</h1>",
                f"<p>{LEAD}</p>",
                f"<table><tr><td>2025</td><td>41 {COMMENT}</td></tr><tr><td>2026</td><td>43</td></tr></table>",
                f"<p>{NEXT}</p>",
                f"<p>{LAST}</p>",
            ],
            "2025 41",
        ),
        (
            [
                f"<table><tr><td><h1>{TITLE}</h1><p>{LEAD}</p>",
                f"{COMMENT}<p>{NEXT}</p>",
                f"<p>{LAST}</p></td></tr></table>",
            ],
            NEXT,
        ),
        (
            [f"<h1>{TITLE}</h1>", f"<div>{LEAD}<br><br>{NEXT} {COMMENT}<br><br>{LAST}</div>"],
            NEXT,
        ),
    ],
)
def test_where_a_comment_holds(lines: list[str], words: str) -> None:
    article = told(source(*lines))
    assert [(each.rule, each.reason, each.by, each.where) for each in article.waivers] == [
        ("desk/bare", "it is safer", "KL", "comment 1")
    ]
    assert hung(article) == [words]
    assert "waive" not in article.text


@pytest.mark.parametrize(
    "data",
    [
        page(head=f"{HEAD}{COMMENT}"),
        page().replace(b"<html>", f"{COMMENT}<html>".encode()),
        page().replace(b"</html>", f"</html>{COMMENT}".encode()),
    ],
)
def test_in_the_head_and_around_the_page_it_is_for_all_of_the_draft(data: bytes) -> None:
    assert hung(told(data)) == [None]


def test_where_paragraphs_come_from_the_pages_data_it_is_for_all_of_the_draft() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": f"{LEAD}\n\n{NEXT}\n\n{LAST}"}
    head = f'{HEAD}<script type="application/ld+json">{json.dumps(data)}</script>'
    empty = f"<!doctype html><html><head>{head}</head><body><article><h1>{TITLE}</h1>{COMMENT}</article></body></html>"
    article = told(empty.encode())
    assert LAST in article.text
    assert hung(article) == [None]


def test_furniture_between_is_passed_over() -> None:
    nav = f'<nav><a href="/">Home</a> {COMMENT}</nav>'
    article = told(source(nav, f"<h1>{TITLE}</h1>", f"<p>{LEAD}</p>", f"<p>{NEXT}</p>", f"<p>{LAST}</p>"))
    assert hung(article) == [TITLE]


def test_comments_for_others_are_let_alone_and_those_for_the_auditor_change_no_word() -> None:
    data = (FORMATS / "council.html").read_bytes()
    plain = read(FORMATS / "council.html")
    paragraphs = data.split(b"</p>")
    marked = b"</p>".join([part + b"<!-- the auditor: waive this --><!--auditor: waive-->" for part in paragraphs])
    article = read_bytes(marked, "council.html")
    assert (article.text, article.blocks, article.origin) == (plain.text, plain.blocks, plain.origin)
    assert [each.rule for each in article.waivers] == [""] * len(paragraphs)
    assert dataclasses.replace(article, digest="", waivers=()) == dataclasses.replace(
        plain, digest="", path=article.path
    )
