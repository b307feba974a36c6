"""One article has the same sources and findings whichever format of the agencies it comes in."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read
from auditor.toolkit import Toolkit
from tests.unit.readers.wire.agency import FORMATS


@pytest.mark.model
def test_one_article_has_the_same_sources_and_findings_in_every_format(toolkit: Toolkit) -> None:
    told = []
    for suffix in ("docx", "nitf.xml", "newsml-g2.xml", "newsml.xml"):
        report = audit(read(FORMATS / f"council.{suffix}"), toolkit)
        sources = sorted((source.label, source.kind.value) for source in report.sources)
        said = [" … ".join(report.text(span) for span in each.content) for each in report.statements]
        told.append((sources, said, [(finding.policy, finding.severity) for finding in report.findings]))
    assert told[0][0] == [("A senior official", "anonymous"), ("Paula Dray", "named_person")]
    assert told[1:] == told[:1] * 3
