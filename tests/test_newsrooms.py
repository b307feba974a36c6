"""Example articles for the policies of newsrooms: what each objects to, and what it leaves alone.

`expected.json` holds, for each article and policy, the findings of high or medium confidence.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.api import Auditor
from auditor.records.scales import Confidence

FOLDER = Path(__file__).parent / "newsrooms"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.model
@pytest.mark.parametrize("policy", ["npr", "ap", "reuters", "nyt", "bbc", "guardian", "bloomberg", "strict"])
def test_what_a_newsroom_objects_to(policy: str) -> None:
    tool = Auditor.load(policies=[policy])
    found = {}
    for name in EXPECTED:
        report = tool.audit_file(FOLDER / name)
        sure = [finding for finding in report.findings if finding.confidence is not Confidence.LOW]
        words = [report.text(finding.span) if finding.span else "" for finding in sure]
        rules = [f"{finding.severity} {finding.policy.partition('/')[2]}" for finding in sure]
        found[name] = [f"{rule}: {each}" for rule, each in zip(rules, words, strict=True)]
    assert found == {name: by_policy[policy] for name, by_policy in EXPECTED.items()}


def test_an_article_with_well_explained_sources_passes_where_one_without_does_not() -> None:
    good, bad = EXPECTED["ward.txt"], EXPECTED["harbour.md"]
    assert good["npr"] == good["reuters"] == good["guardian"] == []
    assert all(bad[policy] for policy in bad)
