"""The subjects that policies judge, each with its facts: the article, its parts, its sources, and so on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from auditor import descriptions
from auditor.facts import NO_KIND, FactValue
from auditor.metrics import carriers, part_spans, touches
from auditor.model import (
    NAMED_KINDS,
    SILENT_ROLES,
    AnonymityGrant,
    Article,
    BlockRole,
    Confidence,
    Evidence,
    Lexicon,
    Metrics,
    Mode,
    NonResponse,
    Source,
    SourceKind,
    Statement,
)
from auditor.quotations import Quotation
from auditor.spans import Span, count_words, hull, subtract


@dataclass(frozen=True, slots=True)
class Case:
    """All that an audit has found in one article, before anything is judged."""

    article: Article
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    grants: tuple[AnonymityGrant, ...]
    non_responses: tuple[NonResponse, ...]
    quotations: tuple[Quotation, ...]
    metrics: Metrics
    lexicons: Mapping[str, Lexicon]
    sentences: tuple[Span, ...]
    """The sentences, in order, as the parser divides the text."""
    finite_verbs: tuple[Span, ...]
    """The verbs that carry tense or mood, in order: what makes words a sentence."""

    def source(self, source_id: str | None) -> Source | None:
        """The source with that id, if any."""
        return next((s for s in self.sources if s.id == source_id), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a policy judges: its facts, where it stands and how sure it is."""

    id: str | None
    span: Span | None
    facts: Mapping[str, FactValue]
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()


def subjects(kind: str, case: Case) -> tuple[Subject, ...]:
    """The subjects of `kind` (a key of `facts.TABLE`) in `case`, with all their facts, in order of place."""
    return _MAKERS[kind](case)


# ---------------------------------------------------------------- the article and its parts


def _articles(case: Case) -> tuple[Subject, ...]:
    article, metrics = case.article, case.metrics
    total = metrics.total_statements
    of_named = sum(n for kind, n in metrics.statements.items() if kind in NAMED_KINDS)
    of_anonymous = metrics.statements.get(SourceKind.ANONYMOUS, 0)
    facts: dict[str, FactValue] = {
        "label": article.title or article.path,
        "length": sum(
            count_words(block.span.of(article.text)) for block in article.blocks if block.role not in SILENT_ROLES
        ),
        "sources": metrics.total_sources,
        "named": metrics.named,
        "anonymous": metrics.anonymous,
        "statements": total,
        "anonymous_statements": of_anonymous,
        "anonymous_share": of_anonymous / total if total else 0.0,
        "named_share": of_named / total if total else 0.0,
        "unresolved": metrics.unresolved_statements,
        "grants": metrics.grants,
        "grants_with_reason": metrics.grants_with_reason,
        "non_responses": metrics.non_responses,
        "headline_anonymous_only": _is_anonymous(metrics, "headline"),
        "lead_anonymous_only": _is_anonymous(metrics, "lead"),
    }
    return (Subject(None, None, facts, Confidence.HIGH),)


def _is_anonymous(metrics: Metrics, part: str) -> bool:
    footing = metrics.footing(part)
    return footing is not None and footing.anonymous_only


def _footings(case: Case) -> tuple[Subject, ...]:
    found = []
    for part, spans in part_spans(case.article).items():
        footing = case.metrics.footing(part)
        carrying = carriers(case.statements, spans)
        if footing is None or not carrying:
            continue
        first = min(s.source or s.cue or s.content[0] for s in carrying)
        labels = [source.label for id_ in footing.source_ids if (source := case.source(id_))]
        facts: dict[str, FactValue] = {
            "part": part,
            "label": _listed(labels),
            "words": first.of(case.article.text),
            "statements": footing.statements,
            "sources": len(footing.source_ids),
            "anonymous_only": footing.anonymous_only,
        }
        evidence = tuple(dict.fromkeys(e for s in carrying for e in s.evidence))
        sure = [s.confidence for s in carrying]
        if not all(_is_plainly_anonymous(case, source) for id_ in footing.source_ids if (source := case.source(id_))):
            sure.append(Confidence.LOW)
        found.append(Subject(part, first, facts, _least(sure), evidence))
    return tuple(found)


# ---------------------------------------------------------------- sources


def _sources(case: Case) -> tuple[Subject, ...]:
    parts = part_spans(case.article)
    return tuple(sorted((_source(case, s, parts) for s in case.sources), key=_place))


def _source(case: Case, source: Source, parts: Mapping[str, Sequence[Span]]) -> Subject:
    statements = [s for s in case.statements if s.source_id == source.id]
    grants = [g for g in case.grants if g.source_id == source.id]
    headline, lead = parts.get("headline", ()), parts.get("lead", ())
    span = _where(source, headline)
    level = _level(case, source) if source.kind in _DESCRIBED else 0
    facts: dict[str, FactValue] = {
        "label": source.label,
        "words": span.of(case.article.text) if span else source.label,
        "kind": source.kind.value,
        "named": source.kind in NAMED_KINDS,
        "count": source.count,
        "count_stated": source.count is not None,
        "plural": source.count != 1,
        "bare": level == 1,
        "description_level": level,
        "granted": bool(grants),
        "reason_given": any(g.reason is not None for g in grants),
        "statements": len(statements),
        "quoted_directly": any(s.mode is not Mode.INDIRECT for s in statements),
        "in_headline": any(touches(s, headline) for s in statements),
        "in_lead": any(touches(s, lead) for s in statements),
        "only_source_of_headline": _rests_on(case.metrics, "headline", source),
        "only_source_of_lead": _rests_on(case.metrics, "lead", source),
    }
    return Subject(source.id, span, facts, _sure_of(case, source, statements, grants), source.evidence)


def _sure_of(
    case: Case, source: Source, statements: Sequence[Statement], grants: Sequence[AnonymityGrant]
) -> Confidence:
    """As sure as the surest statement; not where another's grant may be its own, or anonymity is a guess."""
    if not _is_plainly_anonymous(case, source):
        return Confidence.LOW
    unnamed = {source.id for source in case.sources if source.kind is SourceKind.ANONYMOUS}
    if not grants and any(grant.source_id not in unnamed for grant in case.grants):
        return Confidence.LOW
    return _most(s.confidence for s in statements)


def _is_plainly_anonymous(case: Case, source: Source) -> bool:
    """Whether the words say that an anonymous source is one: a grant, or a descriptor of journalists' sources.

    Any unnamed individual who speaks may be anonymous (*one voter*), but then an editor may see it otherwise.
    """
    if source.kind is not SourceKind.ANONYMOUS:
        return True
    described = any("/descriptors/" in e.rule for e in source.evidence)
    return described or any(grant.source_id == source.id for grant in case.grants)


def _where(source: Source, headline: Sequence[Span]) -> Span | None:
    """Where to point for a source: the mention that describes it, else the first below the headline."""
    described = source.description
    mentions = sorted(m.span for m in source.mentions)
    best = [span for span in mentions if described is not None and span.overlaps(described)]
    below = [span for span in mentions if not any(span.overlaps(h) for h in headline)]
    return next(iter([*best, *below, *mentions]), described)


def _rests_on(metrics: Metrics, part: str, source: Source) -> bool:
    footing = metrics.footing(part)
    return footing is not None and footing.source_ids == (source.id,)


def _level(case: Case, source: Source) -> int:
    """How well the article describes an unnamed source, by the best of its descriptions."""
    spans = [m.span for m in source.mentions if m.form == "nominal"]
    if source.description is not None:
        spans.append(source.description)
    grants = [g.span for g in case.grants]
    told = [" ".join(s.of(case.article.text) for s in subtract(span, grants)) for span in spans]
    return max((descriptions.level(words, case.lexicons) for words in told), default=1)


# ---------------------------------------------------------------- statements


def _statements(case: Case) -> tuple[Subject, ...]:
    parts = part_spans(case.article)
    attributed = _attributed(case)
    return tuple(sorted((_statement(case, s, parts, s.id in attributed) for s in case.statements), key=_place))


def _statement(case: Case, statement: Statement, parts: Mapping[str, Sequence[Span]], attributed: bool) -> Subject:
    text = case.article.text
    source = case.source(statement.source_id)
    span = _anchor(statement)
    facts: dict[str, FactValue] = {
        "label": source.label if source else "",
        "words": _opening(span.of(text)) if span else "",
        "mode": statement.mode.value,
        "has_source": source is not None,
        "source_kind": source.kind.value if source else NO_KIND,
        "hedge": source is not None and source.kind is SourceKind.UNATTRIBUTED,
        "attributed_in_sentence": attributed,
        "length": sum(count_words(content.of(text)) for content in statement.content),
        "in_headline": touches(statement, parts.get("headline", ())),
        "in_lead": touches(statement, parts.get("lead", ())),
    }
    return Subject(statement.id, span, facts, statement.confidence, statement.evidence)


def _anchor(statement: Statement) -> Span | None:
    return statement.cue or next(iter(statement.content), None)


def _attributed(case: Case) -> set[str]:
    """Ids of the statements of which another, whose source can be told, marks the same sentence or says the words."""
    known = {source.id for source in case.sources if source.kind is not SourceKind.UNATTRIBUTED}
    places = [(span, s.id) for s in case.statements if (span := _anchor(s)) is not None]
    places.sort(key=lambda item: item[0])
    starts = [span.start for span, _ in places]
    found: set[str] = set()
    for other in case.statements:
        if other.source_id not in known:
            continue
        marks = [_sentences_of(case, mark) for mark in (other.cue, other.source) if mark is not None]
        for reach in (*marks, *other.content):
            near = places[bisect_left(starts, reach.start) : bisect_left(starts, reach.end)]
            found.update(i for span, i in near if i != other.id and (reach.contains(span) or reach in marks))
    return found


def _sentences_of(case: Case, span: Span) -> Span:
    """From the start of the first to the end of the last sentence that `span` lies in."""
    first = bisect_right(case.sentences, span.start, key=lambda s: s.end)
    following = (case.sentences[i] for i in range(first, len(case.sentences)))
    return hull([span, *takewhile(lambda s: s.start < span.end, following)])


# ---------------------------------------------------------------- grants, non-responses, quotations


def _grants(case: Case) -> tuple[Subject, ...]:
    text = case.article.text
    found = []
    for grant in case.grants:
        source = case.source(grant.source_id)
        facts: dict[str, FactValue] = {
            "label": source.label if source else "",
            "words": grant.span.of(text),
            "reason": grant.reason.of(text) if grant.reason else "",
            "has_reason": grant.reason is not None,
            "has_source": source is not None,
            "source_kind": source.kind.value if source else NO_KIND,
        }
        found.append(Subject(grant.source_id, grant.span, facts, Confidence.HIGH, grant.evidence))
    return tuple(sorted(found, key=_place))


def _non_responses(case: Case) -> tuple[Subject, ...]:
    text = case.article.text
    found = []
    for item in case.non_responses:
        facts: dict[str, FactValue] = {
            "label": item.party_label or (item.party.of(text) if item.party else ""),
            "words": item.span.of(text),
            "kind": item.kind.value,
            "has_party": item.party is not None,
        }
        found.append(Subject(None, item.span, facts, Confidence.HIGH, item.evidence))
    return tuple(sorted(found, key=_place))


def _quotations(case: Case) -> tuple[Subject, ...]:
    """All of them; those in the paragraph of one that the writer's sentence holds have its speaker."""
    text = case.article.text
    found: list[Subject] = []
    unbalanced = {q.block for q in case.quotations if not q.closed}
    spoken = attributed = False
    for before, quotation in zip((None, *case.quotations), case.quotations, strict=False):
        beside = before is not None and before.block == quotation.block
        alone = quotation.block not in unbalanced and _is_whole_sentence(case, quotation)
        spoken = _has_speaker(case, quotation) or (spoken and quotation.continues) or (attributed and beside)
        attributed = spoken or not alone
        facts: dict[str, FactValue] = {
            "words": _opening(quotation.inner.of(text)),
            "length": count_words(quotation.inner.of(text)),
            "whole_sentence": alone,
            "has_speaker": spoken,
        }
        found.append(Subject(None, quotation.inner, facts, _sureness(case, quotation)))
    return tuple(found)


def _sureness(case: Case, quotation: Quotation) -> Confidence:
    """A quotation that fills its paragraph may be set off as a block, its speaker named in the ones beside it."""
    blocks = case.article.blocks
    at = next((i for i, block in enumerate(blocks) if block.span == quotation.span), None)
    if at is None:
        return Confidence.HIGH
    beside = [block.span for block in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])]
    named = any(s.source is not None and touches(s, beside) for s in case.statements)
    quoted = any(q.span in beside for q in case.quotations)
    return Confidence.LOW if named or quoted else Confidence.MEDIUM


def _has_speaker(case: Case, quotation: Quotation) -> bool:
    """Whether a statement claims it: words with a cue have a speaker, even one whom the analysis missed."""
    return any(
        (statement.source is not None or statement.cue is not None) and content.overlaps(quotation.inner)
        for statement in case.statements
        for content in statement.content
    )


def _is_whole_sentence(case: Case, quotation: Quotation) -> bool:
    """Whether it stands by itself: not led into, not followed up, with a verb, and no title."""
    text, blocks = case.article.text, case.article.blocks
    at = next((i for i, block in enumerate(blocks) if block.id == quotation.block), None)
    if at is None or blocks[at].role is not BlockRole.PARA:
        return False
    words = quotation.inner.of(text).strip()
    before = text[blocks[at].span.start : quotation.span.start].rstrip()
    if not before and at:
        before = blocks[at - 1].span.of(text).rstrip()
        before = before if before.endswith(":") else ""
    after = text[quotation.span.end : blocks[at].span.end].lstrip()
    return (
        bool(re.search(r"[.!?…]$", words))
        and (not before or bool(re.search(r"[.!?…][\"”’')]*$", before)))
        and not after[:1].islower()
        and after[:1] not in {",", ";", ":", "—", "–", "-", "("}
        and any(quotation.inner.contains(verb) for verb in case.finite_verbs)
        and not _is_title(words)
    )


def _is_title(words: str) -> bool:
    """Whether most words are capitalised, as in the title of a book or a song."""
    capitals: list[bool] = [word[0].isupper() for word in re.findall(r"[^\W\d_][\w'’]*", words)]
    return sum(capitals) > 0.6 * len(capitals)


# ---------------------------------------------------------------- small things


def _place(subject: Subject) -> tuple[int, int]:
    return (subject.span.start, -subject.span.end) if subject.span else (-1, 0)


def _most(found: Iterable[Confidence]) -> Confidence:
    return min(found, key=_ORDER.index, default=Confidence.LOW)


def _least(found: Iterable[Confidence]) -> Confidence:
    return max(found, key=_ORDER.index, default=Confidence.LOW)


def _opening(words: str, limit: int = 60) -> str:
    """`words` on one line, cut between words after `limit` code points at most."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit + 1].rsplit(" ", 1)[0] + " …"


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1] if labels else ""


_ORDER = list(Confidence)

_DESCRIBED = frozenset({SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})

_MAKERS: Mapping[str, Callable[[Case], tuple[Subject, ...]]] = {
    "article": _articles,
    "footing": _footings,
    "source": _sources,
    "statement": _statements,
    "grant": _grants,
    "non_response": _non_responses,
    "quotation": _quotations,
}
