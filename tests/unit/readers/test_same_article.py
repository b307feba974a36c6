"""One article as agencies and content systems write it: the same sources, statements and findings in every format."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read
from auditor.toolkit import Toolkit
from tests.unit.readers.stories import FORMATS

JSON_AND_EXPORTS = ("ninjs1.json", "ninjs2.json", "ninjs3.json", "ans.json", "wxr.xml", "wp.json", "jsonld")


def found(name: str, toolkit: Toolkit) -> tuple[object, ...]:
    """Sources, statements and findings of tests/formats/council in one format."""
    report = audit(read(FORMATS / f"council.{name}"), toolkit)
    sources = sorted((source.label, source.kind.value) for source in report.sources)
    said = [" … ".join(report.text(span) for span in each.content) for each in report.statements]
    return sources, said, [(finding.policy, finding.severity) for finding in report.findings]


@pytest.mark.model
@pytest.mark.parametrize("name", JSON_AND_EXPORTS)
def test_one_article_has_the_same_sources_and_findings_in_every_format(name: str, toolkit: Toolkit) -> None:
    document = found("docx", toolkit)
    assert document[0]
    assert found(name, toolkit) == document
