"""A report as a page: complete, of its own, and nothing from a draft is ever more than words."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from auditor.records.report import Report
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.dispatch import render_report
from auditor.render.document import SIGNATURE
from tests.factories import FERRY, beside, ferry, find, finding, make_report, nothing, source, statement

HOSTILE = """\
</title><script>alert(1)</script> {{ 7*7 }} {% raw %}

“<img src=x onerror=alert(1)> & \u202egnp.exe\u202c “said the <b>clerk</b> “><svg onload=alert(2)>, who left.

{words} javascript:alert(1) <!-- </style> ]]> &lt;script&gt; was closed.
"""
HOSTILE_TEXT = HOSTILE.replace("{words}", "x" * 3000)


def hostile() -> Report:
    """Whatever can be foreign in a report is markup."""
    clerk = find(HOSTILE_TEXT, "the <b>clerk</b>")
    return beside(
        make_report(
            HOSTILE_TEXT,
            path='drafts/"><script>alert(3)</script>.txt',
            title="</title><script>alert(1)</script>",
            meta={"<i>desk": "<script>alert(4)</script>"},
            sources=(source(HOSTILE_TEXT, 1, SourceKind.NAMED_PERSON, [clerk], 1),),
            statements=(statement(HOSTILE_TEXT, 1, ["<img src=x onerror=alert(1)>"], "said", clerk, "S1"),),
            findings=(
                finding(1, "p/<b>", Severity.ERROR, "<script>alert(5)</script>", clerk, caution="<img src=y>"),
                finding(2, "p/q", Severity.INFO, "{{ 7*7 }}", None, waived="<svg onload=alert(6)>"),
            ),
        ),
        HOSTILE_TEXT,
    )


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "rect", "circle", "path"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.words.append(data)


REPORTS = {
    "ferry": beside(ferry(), FERRY),
    "read back": ferry(),
    "nothing": beside(nothing(), "Rain is expected on Sunday.\n"),
    "hostile": hostile(),
}


@pytest.fixture(
    scope="module", params=[(name, fmt) for name in REPORTS for fmt in ("html", "legal-html")], ids="-".join
)
def text(request: pytest.FixtureRequest) -> str:
    name, fmt = request.param
    return render_report(REPORTS[name], fmt)


def attributes(page: Page, name: str) -> Iterator[str]:
    for _, found in page.elements:
        if name in found:
            yield found[name] or ""


def test_a_page_ends_with_the_signature(text: str) -> None:
    assert text.endswith(f"</html>\n{SIGNATURE}\n")


def test_every_element_is_closed(text: str) -> None:
    assert Page(text).open == []


def test_equal_reports_give_equal_pages() -> None:
    assert render_report(hostile(), "html") == render_report(hostile(), "html")


def test_nothing_comes_from_elsewhere(text: str) -> None:
    page = Page(text)
    assert {tag for tag, _ in page.elements} & {
        "img",
        "iframe",
        "object",
        "link",
        "form",
        "audio",
        "video",
        "image",
    } == set()
    assert [each for each in attributes(page, "href") if not each.startswith("#")] == []
    assert list(attributes(page, "src")) == list(attributes(page, "style")) == []
    assert [name for _, found in page.elements for name in found if name.startswith("on")] == []


def test_the_policy_lets_this_style_and_this_script_run_and_nothing_else(text: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    rules = dict(rule.split(" ", 1) for rule in html.unescape(policy).split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert rules["style-src"] == digest(style)
    assert rules.get("script-src") == (digest(scripts[0]) if scripts else None)
    assert len(scripts) < 2


def digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_every_link_leads_somewhere_and_every_id_is_given_once(text: str) -> None:
    page = Page(text)
    ids = list(attributes(page, "id"))
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in attributes(page, "href")} <= set(ids)
    assert {each for name in ("aria-labelledby",) for each in attributes(page, name)} <= set(ids)


def test_headings_stand_in_order(text: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(text).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("fmt", ["html", "legal-html"])
def test_markup_in_a_draft_is_words(fmt: str) -> None:
    page = Page(render_report(hostile(), fmt))
    assert [tag for tag, _ in page.elements].count("script") == (fmt == "html")
    assert "</title><script>alert(1)</script>" in "".join(page.words)
    assert "49" not in "".join(page.words)
    assert "\u202e" not in "".join(page.words)


def test_the_whole_article_is_on_the_page() -> None:
    words = "".join(Page(render_report(REPORTS["ferry"], "html")).words)
    for part in ("Night ferry may be cut", "She *promised* ", "a hearing | a vote", "Reached by phone, "):
        assert part in words


def test_a_finding_stands_beside_its_paragraph_and_one_without_a_place_beside_the_first() -> None:
    text = render_report(REPORTS["ferry"], "html")
    placed = {}
    for each in text.split('<div class="noted">')[1:]:
        (number,) = re.findall(r'id="(p\d+)"', each)[:1]
        placed[number] = re.findall(r'class="more" href="#(F\d)"', each)
    assert placed == {"p1": ["F1"], "p6": ["F2", "F3"], "p8": ["F4"]}


def test_a_place_is_a_link_to_its_paragraph() -> None:
    assert '<a class="at" href="#p6">line 11</a>' in render_report(REPORTS["ferry"], "html")
    assert '<span class="at">line 11</span>' in render_report(REPORTS["read back"], "html")


def test_the_anonymous_lead_is_on_the_strip_with_its_words() -> None:
    text = render_report(REPORTS["ferry"], "html")
    assert text.index(
        '<g class="bar anonymous" data-s="S2" data-k="anonymous"><title>S2 two people briefed on the plan: 12 words'
    )
    assert "The first source to speak is S1, unnamed. Of its 127 words: " in text


def test_the_shares_of_the_strip_say_what_they_are_of() -> None:
    text = render_report(REPORTS["ferry"], "html")
    assert '<ul class="shares">\n<li>Of its 127 words:</li>\n<li data-k="anonymous">' in text


def test_a_page_without_the_draft_says_why_and_has_no_script() -> None:
    text = render_report(ferry(), "html")
    assert "A saved report does not hold the draft." in text
    assert "<script" not in text
