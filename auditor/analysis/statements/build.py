"""`build`: what rules, syntax and quotation marks say are the statements of an article."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.statements import candidates, quoted
from auditor.analysis.statements.candidates import Candidate
from auditor.analysis.statements.merge import mode_of, trimmed
from auditor.analysis.statements.unsaid import spoken
from auditor.language.parsed import Parsed
from auditor.language.quotations import Quotation
from auditor.records.article import Article
from auditor.records.scales import Confidence
from auditor.records.sourcing import Statement


def build(parsed: Parsed) -> tuple[Statement, ...]:
    """The statements that the rules find, without ids; `statements.merge` orders and numbers them."""
    doc, article, quotations = parsed.doc, parsed.article, spoken(parsed)
    found = candidates.collect(parsed)
    quoted.assign(doc, article, found, quotations)
    kept = [c for c in found if c.content and not (c.needs_quotation and not c.quotations)]
    kept += quoted.speakerless(doc, article, kept, quotations)
    statements = [_statement(c, article, quotations) for c in kept]
    return tuple(s for s in statements if s.content)


def _statement(candidate: Candidate, article: Article, quotations: Sequence[Quotation]) -> Statement:
    content = trimmed(candidate.content, article.text)
    return Statement(
        "",
        mode_of(content, quotations, article.text),
        candidate.cue if len(candidate.cue) else None,
        content,
        candidate.source,
        None,
        _confidence(candidate),
        tuple(candidate.evidence),
    )


def _confidence(candidate: Candidate) -> Confidence:
    if candidate.source is None and not candidate.hedge:
        return Confidence.LOW
    return candidate.confidence
