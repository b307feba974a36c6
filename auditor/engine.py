"""`audit`: one article in, its transparency report out. Read this first: it is the table of contents of the tool.

Opens no file and prints nothing.
"""

from __future__ import annotations

from auditor import cases, phrases, policy, reading, reports
from auditor.accusations import build as accusations
from auditor.model import Article, Report
from auditor.sources import resolve as sources
from auditor.statements import find as statements
from auditor.toolkit import Toolkit


def audit(article: Article, toolkit: Toolkit) -> Report:
    """The transparency report of `article`; equal input gives an equal report."""
    parsed = reading.parse(article, toolkit)
    told = phrases.find(parsed)
    heard = statements.find(parsed, told, toolkit.detectors, toolkit.tagger)
    resolved = sources.resolve(parsed, heard, told)
    accused = accusations.find(parsed, resolved)
    case = cases.make(parsed, resolved, accused)
    verdict = policy.judge(case, toolkit.policies, toolkit.questions)
    return reports.make(case, verdict, toolkit.provenance)
