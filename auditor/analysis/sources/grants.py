"""Grants and non-responses joined with the sources whom they concern: the only place where that is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from auditor.analysis.phrases.cores import head_of
from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.records.article import Article
from auditor.records.sourcing import NAMED_KINDS, AnonymityGrant, Evidence, NonResponse, Source, SourceKind

_SOON = 60
"""Code points after a mention within which a grant in the same sentence may be its own."""
_NEAR_BLOCKS = 4
"""How many blocks back a grant may reach for a source that its own words do not lead to."""
MAY_BE_GRANTED = frozenset(
    {SourceKind.ANONYMOUS, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_SPOKESPERSON}
)
"""The kinds that a source may have by its own words before a grant makes it anonymous."""


def attach_grants(
    parsed: Parsed, grants: Sequence[AnonymityGrant], sources: Sequence[Source]
) -> tuple[AnonymityGrant, ...]:
    """Each grant with its source: the one that its words name, or else the likeliest before it."""
    return tuple(replace(g, source_id=_owner(parsed.doc, parsed.article, g, sources)) for g in grants)


def _owner(doc: Doc, article: Article, grant: AnonymityGrant, sources: Sequence[Source]) -> str | None:
    near = grant.source or grant.span
    named = _mentioned(near, sources)
    head = head_of(doc, grant.source) if grant.source is not None else None
    vague = head is None or head.pos_ in ("PRON", "DET")
    if named is not None and not (vague and named.kind in NAMED_KINDS):
        return named.id
    block = _block(article, grant.span.start)
    before = [
        (m.span.start, s, head_of(doc, m.span))
        for s in sources
        for m in s.mentions
        if m.span.start <= grant.span.end
        and block - _block(article, m.span.start) <= _NEAR_BLOCKS
        and (s.kind is SourceKind.ANONYMOUS or (s.kind in MAY_BE_GRANTED and _is_close(doc, m.span, grant.span)))
    ]
    before.sort(key=lambda item: item[0], reverse=True)
    if head is not None and not vague:
        fitting = [s for _, s, h in before if h is not None and h.lemma_.lower() == head.lemma_.lower()]
    else:
        plural = head is not None and (head.morph.get("Number", []) == ["Plur"] or head.lower_ == "both")
        fitting = [s for _, s, h in before if h is not None and _is_plural(s, h) == plural]
    choice = fitting or [s for _, s, _ in before]
    return choice[0].id if choice else named.id if named is not None else None


def _is_close(doc: Doc, mention: Span, grant: Span) -> bool:
    """Whether a grant follows the mention soon, in the same sentence."""
    first, last = syntax.token_at(doc, mention.start), syntax.token_at(doc, grant.start)
    return first is not None and last is not None and first.sent == last.sent and grant.start - mention.end <= _SOON


def _is_plural(source: Source, head: Token) -> bool:
    return source.count > 1 if source.count is not None else head.tag_ in ("NNS", "NNPS")


def _mentioned(span: Span, sources: Sequence[Source]) -> Source | None:
    """The source with the mention that shares most with `span`; the shorter mention if two share the same."""
    best: tuple[tuple[int, int], Source] | None = None
    for source in sources:
        for mention in source.mentions:
            shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
            rank = (shared, -len(mention.span))
            if shared > 0 and (best is None or rank > best[0]):
                best = rank, source
    return best[1] if best is not None else None


def _block(article: Article, offset: int) -> int:
    return next((n for n, b in enumerate(article.blocks) if offset < b.span.end), len(article.blocks))


def attach_parties(non_responses: Sequence[NonResponse], sources: Sequence[Source]) -> tuple[NonResponse, ...]:
    """Each non-response with the fullest name of its party, where the party is a source of the article."""
    attached = []
    for item in non_responses:
        source = _mentioned(item.party, sources) if item.party is not None else None
        attached.append(item if source is None else replace(item, party_label=source.label))
    return tuple(attached)


def by_source(grants: Sequence[AnonymityGrant]) -> Mapping[str, Sequence[Evidence]]:
    """For each source that has a grant, by its id, the evidence that it was granted anonymity."""
    granted: dict[str, list[Evidence]] = {}
    for grant in grants:
        if grant.source_id is not None:
            granted.setdefault(grant.source_id, []).extend(grant.evidence)
    return granted
