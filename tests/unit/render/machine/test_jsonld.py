"""JSON-LD for the article's page: figures, and nobody whom the article does not name."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from auditor.base.spans import Span
from auditor.records.article import Block, BlockRole
from auditor.records.manuscript import Manuscript
from auditor.records.origin import Original
from auditor.records.report import Report
from auditor.records.sourcing import NAMED_KINDS, SourceKind
from auditor.render.dispatch import REPORTS, render_report
from tests.factories import FERRY, cranes, ferry, nothing
from tests.unit.render.machine import samples

TERMS = {
    "NewsArticle": {
        "headline",
        "author",
        "datePublished",
        "inLanguage",
        "articleSection",
        "wordCount",
        "backstory",
        "mentions",
        "isBasedOn",
        "citation",
        "correction",
        "subjectOf",
    },
    "Person": {"name"},
    "Organization": {"name"},
    "NewsMediaOrganization": {"name"},
    "CreativeWork": {"name", "publisher"},
    "CorrectionComment": {"text"},
    "Dataset": {"name", "description", "creator", "variableMeasured"},
    "SoftwareApplication": {"name", "softwareVersion"},
    "PropertyValue": {"name", "value"},
}
"""The properties that schema.org gives to each type, as far as they are used."""


def data(report: Report) -> Any:
    return json.loads(render_report(report, "jsonld"))


def figures(report: Report) -> dict[str, int]:
    return {each["name"]: each["value"] for each in data(report)["subjectOf"]["variableMeasured"]}


def check_terms(node: Any) -> None:
    if isinstance(node, dict):
        assert set(node) - {"@type", "@context"} <= TERMS[node["@type"]], node
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        check_terms(item)


def test_an_article() -> None:
    told = data(ferry())
    assert told.pop("subjectOf")["@type"] == "Dataset"
    assert told == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Night ferry may be cut, aides say",
        "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Lund"}],
        "datePublished": "2025-03-14",
        "wordCount": 127,
        "backstory": "6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document.",
        "mentions": [{"@type": "Person", "name": "Mayor Ida Brandt"}],
        "isBasedOn": [{"@type": "CreativeWork", "name": "A port report from 2024"}],
    }
    assert REPORTS["jsonld"].suffix == ".jsonld"


def test_figures() -> None:
    told = figures(ferry())
    assert (told["sources"], told["sources: named people"], told["sources: anonymous"]) == (6, 1, 2)
    assert (told["statements"], told["statements of anonymous sources"]) == (10, 3)
    assert set(figures(nothing()).values()) == {0}
    assert (figures(cranes())["sources: anonymous"], figures(cranes())["sources: relayed by other outlets"]) == (0, 1)


def test_only_terms_of_schema_org() -> None:
    for report in (ferry(), cranes(), nothing(), samples.hostile().reports[0]):
        check_terms(data(report))


def test_nobody_without_a_name_is_told_of() -> None:
    for report in (ferry(), cranes(), samples.emoji()):
        text = render_report(report, "jsonld")
        for source in report.sources:
            if source.kind not in {*NAMED_KINDS, SourceKind.DOCUMENT, SourceKind.MEDIA} or source.relayed_by:
                spans = [source.mentions[0].span, *([source.description] if source.description else [])]
                for span in spans:
                    assert f'"{report.text(span)}"' not in text
                assert source.label not in json.dumps({**json.loads(text), "headline": ""})
    relayed = replace(cranes(), sources=tuple(replace(s, kind=SourceKind.NAMED_PERSON) for s in cranes().sources))
    assert "a port source" not in json.dumps(data(relayed).get("mentions"))


def test_a_document_that_is_relayed_or_an_outlet() -> None:
    assert data(cranes())["citation"] == [
        {"@type": "CreativeWork", "publisher": {"@type": "NewsMediaOrganization", "name": "Radio Brack"}}
    ]


def test_corrections_of_the_outlet() -> None:
    span = Span(FERRY.index("“Last boat"), FERRY.index("“Last boat") + 30)
    manuscript = Manuscript(FERRY, (Block(1, BlockRole.CORRECTION, span),), (), Original(FERRY))
    assert data(replace(ferry(), manuscript=manuscript))["correction"] == [
        {"@type": "CorrectionComment", "text": "“Last boat out,” a sign read."}
    ]


def test_a_date_that_is_none_is_left_out() -> None:
    article = replace(ferry().article, meta={"date": "yesterday", "language": "en", "section": ("News", "Port")})
    told = data(replace(ferry(), article=article))
    assert "datePublished" not in told
    assert (told["inLanguage"], told["articleSection"]) == ("en", "News")


def test_it_can_be_put_into_a_page() -> None:
    text = render_report(samples.hostile().reports[0], "jsonld")
    assert "<" not in text

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: list[str] = []
            self.words = ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.tags.append(tag)

        def handle_data(self, words: str) -> None:
            self.words += words

    reader = Reader()
    reader.feed(f'<script type="application/ld+json">{text}</script>')
    reader.close()
    assert reader.tags == ["script"]
    assert json.loads(reader.words)["headline"] == samples.HOSTILE
    assert not re.search("[\u2028\u2029]", text)
