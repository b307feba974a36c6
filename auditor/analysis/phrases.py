"""Grants of anonymity and non-responses: core phrases that rules found, grown by syntax to whole clauses.

Rules say where the words are; the parse says whose they are (the subject, also through relative clauses and
conjunctions), how far they reach, and which of them tell of one and the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from auditor.base.spans import Span, hull
from auditor.language import clauses, syntax
from auditor.language.clauses import Clause
from auditor.language.parsed import Parsed
from auditor.records.article import Article
from auditor.records.resolved import Told
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.sourcing import (
    NAMED_KINDS,
    AnonymityGrant,
    Evidence,
    Match,
    NonResponse,
    NonResponseKind,
    Source,
    SourceKind,
)

_STOPS = frozenset(",;:—–-()[].!?")
_CLOSING = frozenset(';:—–()"“”')
_WEIGHTIEST = (
    NonResponseKind.DECLINED,
    NonResponseKind.NO_RESPONSE,
    NonResponseKind.UNREACHABLE,
    NonResponseKind.PENDING,
)
_NEAR_BLOCKS = 4
"""How many blocks back a grant may reach for a source that its own words do not lead to."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A core phrase that a rule found, and the clause around it."""

    match: Match
    core: Span
    clause: Clause

    @property
    def subject(self) -> Token | None:
        return self.clause.subject


# ---------------------------------------------------------------- grants


def find(parsed: Parsed) -> Told:
    """The grants and non-responses of an article, without the sources whom they concern."""
    doc, article, matches = parsed.doc, parsed.article, parsed.matches
    return Told(build_grants(doc, article, matches), build_non_responses(doc, article, matches))


def build_grants(doc: Doc, article: Article, matches: Sequence[Match]) -> tuple[AnonymityGrant, ...]:
    """Anonymity grants by their start, one for each source that a sentence speaks of, with their reasons.

    A sentence that only gives the reason of the one before it belongs to that one.
    """
    grants = [m for m in matches if m.kind is RuleKind.GRANT]
    loose = [m for m in grants if m.role("grant") is None]
    found = [f for m in grants if (core := m.role("grant")) is not None and (f := _found(doc, m, core, outside=True))]
    surnames = frozenset(e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    groups = _groups(f for f in found if not _is_named(f.subject, surnames) and not _is_appointed(f))
    built = sorted((_grant(doc, article, g, loose) for g in groups), key=lambda g: g.span)
    return tuple(g for g in built if not any(o is not g and o.span.contains(g.span) for o in built))


def _grant(doc: Doc, article: Article, group: Sequence[_Found], loose: Sequence[Match]) -> AnonymityGrant:
    joined = [m for m in loose if any(m.span.overlaps(f.core) for f in group)]
    reasons = [_own_reason(f, role) for f in group if (role := f.match.role("reason")) is not None]
    reasons += [_reason(doc, role, group) for m in joined if (role := m.role("reason")) is not None]
    reasons += [purpose for f in group if (purpose := _purpose(doc, f.core)) is not None]
    reason = hull(reasons) if reasons else None
    start = min(f.clause.start for f in group)
    end = max(_own_reason(f, f.core).end if f.match.role("reason") else f.core.end for f in group)
    named = [role for f in group if (role := f.match.role("source")) is not None]
    source = next(iter([*named, *(f.clause.words for f in group if f.clause.words is not None)]), None)
    evidence = _evidence(article, [*(f.match for f in group), *joined])
    return AnonymityGrant(hull([Span(start, end), *reasons]), reason, None, source, evidence)


def _own_reason(found: _Found, role: Span) -> Span:
    """A core phrase that is its own reason (*was not authorized to speak*), to where the clause goes on."""
    verb = found.clause.verb
    infinitive = next((t for t in syntax.between(verb.doc, role.start, role.end) if t.tag_ == "TO"), verb)
    return Span(role.start, min(role.end, _clause_end(verb, infinitive.idx)))


def _reason(doc: Doc, role: Span, group: Sequence[_Found]) -> Span:
    """A reason that follows, to the end of the clause that its first word opens; others as they are."""
    first = syntax.token_at(doc, role.start)
    if first is None or role.start < min(f.core.start for f in group):
        return role
    root = first
    while root.head.i > root.i and root.head.sent == first.sent:
        root = root.head
    return _to_edge(first, root)


def _purpose(doc: Doc, core: Span) -> Span | None:
    """*… anonymity to discuss private talks*: the infinitive right after the core phrase."""
    rest = (t for t in syntax.tokens_from(doc, core.end) if not t.is_space and t.pos_ != "ADV")
    after = list(islice(rest, 2))
    if len(after) < 2 or after[0].tag_ != "TO" or after[1].tag_ != "VB":
        return None
    return _to_edge(after[0], after[1])


def _to_edge(first: Token, root: Token) -> Span:
    """From `first` to the last word below `root`, short of a closing mark and of the main clause."""
    doc = first.doc
    end = max(root.right_edge.i, first.i) + 1
    for token in doc[first.i + 1 : end]:
        if token.text in _CLOSING or (token.text == "," and _resumes(token)):
            end = token.i
            break
    while end > first.i + 1 and clauses.is_loose(doc[end - 1]):
        end -= 1
    return syntax.tokens_span(doc, first.i, end)


def _resumes(comma: Token) -> bool:
    """Whether a finite verb stands right after `comma`, and so the clause around it goes on."""
    following = comma.doc[comma.i + 1 : comma.i + 2]
    return any(syntax.is_finite(t) for t in following)


# ---------------------------------------------------------------- non-responses


def build_non_responses(doc: Doc, article: Article, matches: Sequence[Match]) -> tuple[NonResponse, ...]:
    """Non-responses by their start; what one party did in one sentence is one of them. Grants come first."""
    granted = [core for m in matches if m.kind is RuleKind.GRANT and (core := m.role("grant")) is not None]
    found = []
    for match in matches:
        core = match.role("non_response") or match.span
        if match.kind is RuleKind.NON_RESPONSE and not any(core.overlaps(g) for g in granted):
            found.append(_found(doc, match, core))
    groups = _groups(f for f in found if f is not None)
    return tuple(sorted((_non_response(doc, article, g) for g in groups), key=lambda n: n.span))


def _non_response(doc: Doc, article: Article, group: Sequence[_Found]) -> NonResponse:
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
    end = max(_clause_end(f.clause.verb, f.core.end) for f in group)
    return NonResponse(Span(start, end), kind, party, None, _evidence(article, [f.match for f in group]))


def _party(doc: Doc, role: Span) -> Span:
    """What a pattern took for the party, no further than its noun phrase reaches."""
    head = _head(doc, role)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return role
    return Span(role.start, max(clauses.noun_phrase(head, role.end).end, role.start + 1))


def _holds(span: Span, token: Token | None) -> bool:
    return token is not None and span.covers(token.idx)


def _clause_end(verb: Token, start: int) -> int:
    """Where the clause of `verb` ends from `start` on: at a mark, or where a verb beside or above goes on."""
    above = {verb.i, *(t.i for t in verb.ancestors)}
    end = start
    for token in syntax.tokens_from(verb.doc, start):
        hyphen = token.text in "-–" and not token.doc[token.i - 1].whitespace_
        joins = token.dep_ == "cc" and token.head.i in above and token.lower_ not in ("or", "nor")
        goes_on = joins or token.i in above
        if token.sent != verb.sent or goes_on or (token.text[:1] in _STOPS and not hyphen):
            break
        if not token.is_space:
            end = token.idx + len(token)
    return end


# ---------------------------------------------------------------- what belongs together


def _found(doc: Doc, match: Match, core: Span, *, outside: bool = False) -> _Found | None:
    clause = clauses.around(doc, core, outside=outside)
    return _Found(match, core, clause) if clause is not None else None


def _groups(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    """Core phrases in order, those together that tell of one thing, those about a noun first."""
    group: list[_Found] = []
    for item in [*sorted(found, key=lambda f: f.core), None]:
        if group and (item is None or not any(_is_same(other, item) for other in group)):
            yield sorted(group, key=lambda f: f.subject is None or f.subject.pos_ == "PRON")
            group = []
        if item is not None:
            group.append(item)


def _is_same(a: _Found, b: _Found) -> bool:
    """Whether two core phrases have one subject in one sentence, or a pronoun in one clause stands for it."""
    if a.core.overlaps(b.core):
        return True
    if a.clause.verb.sent != b.clause.verb.sent or a.subject is None or b.subject is None:
        return False
    linked = a.clause.verb.is_ancestor(b.clause.verb) or b.clause.verb.is_ancestor(a.clause.verb)
    return a.subject == b.subject or (linked and "PRON" in (a.subject.pos_, b.subject.pos_))


def _is_named(subject: Token | None, surnames: frozenset[str]) -> bool:
    """Whether `subject` is a person whose full name the text has: such a one is not anonymous.

    `surnames` are the last words of all full names of people in the text.
    """
    if subject is None or subject.ent_type_ != "PERSON" or subject.pos_ != "PROPN":
        return False
    return subject.text in surnames or any(c.pos_ == "PROPN" and c.i < subject.i for c in subject.children)


def _is_appointed(found: _Found) -> bool:
    """Whether *named* takes an object of its own: *asked not to be named ambassador*."""
    last = syntax.token_at(found.clause.verb.doc, found.core.end - 1)
    return last is not None and any(c.dep_ in ("oprd", "attr", "dobj") and c.pos_ != "VERB" for c in last.rights)


def _evidence(article: Article, matches: Iterable[Match]) -> tuple[Evidence, ...]:
    """One piece for each rule: the longest of its matches."""
    longest: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: m.span):
        if match.rule_id not in longest or len(match.span) > len(longest[match.rule_id].span):
            longest[match.rule_id] = match
    return tuple(Evidence.of_match(m, m.span, m.span.of(article.text)) for m in longest.values())


# ---------------------------------------------------------------- joining with sources


def attach_grants(
    doc: Doc, article: Article, grants: Sequence[AnonymityGrant], sources: Sequence[Source]
) -> tuple[AnonymityGrant, ...]:
    """Each grant with its source: the one that its words name, or else the likeliest before it."""
    return tuple(replace(g, source_id=_owner(doc, article, g, sources)) for g in grants)


def _owner(doc: Doc, article: Article, grant: AnonymityGrant, sources: Sequence[Source]) -> str | None:
    near = grant.source or grant.span
    named = _mentioned(near, sources)
    head = _head(doc, grant.source) if grant.source is not None else None
    vague = head is None or head.pos_ in ("PRON", "DET")
    if named is not None and not (vague and named.kind in NAMED_KINDS):
        return named.id
    unnamed = [s for s in sources if s.kind is SourceKind.ANONYMOUS]
    block = _block(article, grant.span.start)
    before = [
        (m.span.start, s, _head(doc, m.span))
        for s in unnamed
        for m in s.mentions
        if m.span.start <= grant.span.end and block - _block(article, m.span.start) <= _NEAR_BLOCKS
    ]
    before.sort(key=lambda item: item[0], reverse=True)
    if head is not None and not vague:
        fitting = [s for _, s, h in before if h is not None and h.lemma_.lower() == head.lemma_.lower()]
    else:
        plural = head is not None and (head.morph.get("Number", []) == ["Plur"] or head.lower_ == "both")
        fitting = [s for _, s, h in before if h is not None and _is_plural(s, h) == plural]
    choice = fitting or [s for _, s, _ in before]
    return choice[0].id if choice else named.id if named is not None else None


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


def _head(doc: Doc, span: Span) -> Token | None:
    words = list(syntax.between(doc, span.start, span.end))
    return next((t for t in words if t.pos_ in ("NOUN", "PROPN", "PRON") and not span.covers(t.head.idx)), None) or (
        words[-1] if words else None
    )


def _block(article: Article, offset: int) -> int:
    return next((n for n, b in enumerate(article.blocks) if offset < b.span.end), len(article.blocks))


def attach_parties(non_responses: Sequence[NonResponse], sources: Sequence[Source]) -> tuple[NonResponse, ...]:
    """Each non-response with the fullest name of its party, where the party is a source of the article."""
    attached = []
    for item in non_responses:
        source = _mentioned(item.party, sources) if item.party is not None else None
        attached.append(item if source is None else replace(item, party_label=source.label))
    return tuple(attached)


def with_grants(sources: Sequence[Source], grants: Sequence[AnonymityGrant]) -> tuple[Source, ...]:
    """Sources whom the article grants anonymity are anonymous, whatever their words alone would make them."""
    granted = {g.source_id: g for g in reversed(grants) if g.source_id is not None}
    regraded = []
    for source in sources:
        grant = granted.get(source.id)
        if grant is not None and source.kind in _UNNAMED:
            evidence = Evidence("sources/granted-anonymity", grant.span, "granted anonymity", FoundBy.SOURCES)
            source = replace(source, kind=SourceKind.ANONYMOUS, evidence=(*source.evidence, evidence))
        regraded.append(source)
    return tuple(regraded)


_UNNAMED = frozenset({SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_SPOKESPERSON})
