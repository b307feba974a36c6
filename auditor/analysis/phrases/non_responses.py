"""Non-responses: core phrases that rules found, grown by syntax to whole clauses, with those who gave no answer."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from auditor.analysis.phrases.cores import Core, clause_end, core_of, evidence_of, groups, head_of
from auditor.base.spans import Span
from auditor.language import clauses
from auditor.language.parsed import Parsed
from auditor.records.article import Article
from auditor.records.rules import RuleKind
from auditor.records.sourcing import NonResponse, NonResponseKind

_WEIGHTIEST = (
    NonResponseKind.DECLINED,
    NonResponseKind.NO_RESPONSE,
    NonResponseKind.UNREACHABLE,
    NonResponseKind.PENDING,
)


def find(parsed: Parsed) -> tuple[NonResponse, ...]:
    """The non-responses in order, one for each party in a sentence; words that are part of a grant are none."""
    doc, article, matches = parsed.doc, parsed.article, parsed.matches
    granted = [core for m in matches if m.kind is RuleKind.GRANT and (core := m.role("grant")) is not None]
    found = []
    for match in matches:
        core = match.role("non_response") or match.span
        if match.kind is RuleKind.NON_RESPONSE and not any(core.overlaps(g) for g in granted):
            found.append(core_of(doc, match, core))
    told = groups(f for f in found if f is not None)
    return tuple(sorted((_non_response(doc, article, g) for g in told), key=lambda n: n.span))


def _non_response(doc: Doc, article: Article, group: Sequence[Core]) -> NonResponse:
    kinds = {f.match.yields for f in group}
    kind = next(k for k in _WEIGHTIEST if k in kinds)
    parties = [role for f in group if (role := f.match.role("party")) is not None]
    named = min((p for p in parties if p.start == parties[0].start), key=len, default=None)
    party = (
        _party(doc, named)
        if named is not None
        else next((f.clause.words for f in group if not _holds(f.match.span, f.subject)), None)
    )
    first = min(group, key=lambda f: f.core)
    start = min(f.clause.start for f in group)
    if first.clause.own and first.clause.words is not None:
        start = min(start, first.clause.words.start)
    end = max(clause_end(f.clause.verb, f.core.end) for f in group)
    return NonResponse(Span(start, end), kind, party, None, evidence_of(article, [f.match for f in group]))


def _party(doc: Doc, role: Span) -> Span:
    """What a pattern took for the party, no further than its noun phrase reaches."""
    head = head_of(doc, role)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return role
    return Span(role.start, max(clauses.noun_phrase(head, role.end).end, role.start + 1))


def _holds(span: Span, token: Token | None) -> bool:
    return token is not None and span.covers(token.idx)
