"""The facts of grants, non-responses, quotations, and of words that rules of the kind `wording` found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.base.spans import Nest, Span, count_words, overlaps_any
from auditor.judging import profiles
from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.metrics import part_spans, spans_of
from auditor.judging.subjects.record import Subject, kind_of, opening_words, place
from auditor.judging.subjects.statements import attributed_at, sentences_of
from auditor.language.quotations import Quotation
from auditor.records.article import BlockRole
from auditor.records.scales import Confidence
from auditor.records.sourcing import NonResponse, Statement

_NAMES = re.compile(r"\b[A-Z][\w’'-]{2,}")


def grants(case: Case) -> tuple[Subject, ...]:
    """All anonymity grants."""
    text = case.article.text
    found = []
    for grant in case.grants:
        source = case.source(grant.source_id)
        reason = profiles.reason_of(text, grant.reason, case.words).value.value if grant.reason else "none"
        facts: dict[str, FactValue] = {
            "label": source.label if source else "",
            "words": grant.span.of(text),
            "reason": grant.reason.of(text) if grant.reason else "",
            "reason_tier": reason,
            "has_reason": grant.reason is not None,
            "has_source": source is not None,
            "source_kind": kind_of(source),
        }
        found.append(Subject(grant.source_id, grant.span, facts, Confidence.HIGH, grant.evidence))
    return tuple(sorted(found, key=place))


def non_responses(case: Case) -> tuple[Subject, ...]:
    """All places where comment was sought and not given."""
    text = case.article.text
    found = []
    for item in case.non_responses:
        sentence = sentences_of(case, item.span)
        facts: dict[str, FactValue] = {
            "label": item.party_label or (item.party.of(text) if item.party else ""),
            "words": item.span.of(text),
            "kind": item.kind.value,
            "has_party": item.party is not None,
            "channel_stated": case.words.first(text, [sentence], "bare-words", "channel") is not None,
            "party_speaks_unnamed": _speaks_unnamed(case, item),
        }
        found.append(Subject(None, item.span, facts, Confidence.HIGH, item.evidence))
    return tuple(sorted(found, key=place))


def _speaks_unnamed(case: Case, item: NonResponse) -> bool:
    """Whether an anonymous source is described by the name of the party that gives no comment."""
    party = item.party_label or (item.party.of(case.article.text) if item.party else "")
    names = set(_NAMES.findall(party)) - {"The", "Both", "Neither"}
    return any(s.is_own_anonymous and names & set(_NAMES.findall(s.label)) for s in case.sources)


def wordings(case: Case) -> tuple[Subject, ...]:
    """All words that rules of the kind `wording` found."""
    text, headline = case.article.text, part_spans(case.article).get("headline", ())
    found = []
    for item in case.wordings:
        facts: dict[str, FactValue] = {
            "words": opening_words(item.span.of(text)),
            "tag": item.tag,
            "attributed_in_sentence": attributed_at(case, item.span),
            "in_headline": overlaps_any(headline, item.span),
        }
        found.append(Subject(None, item.span, facts, item.confidence))
    return tuple(sorted(found, key=place))


# ---------------------------------------------------------------- quotations


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around quotations, found by place."""

    said: Nest[Statement]
    """The contents of statements whose words name a speaker or mark a cue."""
    spoken: Nest[Statement]
    """All words of statements that name a speaker."""
    block_at: Mapping[Span, int]
    block_of: Mapping[int, int]
    """The number of the block of a span, and of an id, in the article's order."""
    quoted: frozenset[Span]

    @classmethod
    def of(cls, case: Case) -> _Around:
        """What stands around the quotations of `case`."""
        marked = [s for s in case.statements if s.source is not None or s.cue is not None]
        named = [s for s in case.statements if s.source is not None]
        blocks = case.article.blocks
        return cls(
            Nest((content, s) for s in marked for content in s.content),
            Nest((span, s) for s in named for span in spans_of(s)),
            {block.span: number for number, block in reversed(list(enumerate(blocks)))},
            {block.id: number for number, block in reversed(list(enumerate(blocks)))},
            frozenset(q.span for q in case.quotations),
        )


def quotations(case: Case) -> tuple[Subject, ...]:
    """All quotations; one has a speaker also if the one before it in its paragraph has one or is part of a sentence."""
    text, around = case.article.text, _Around.of(case)
    found: list[Subject] = []
    unbalanced = {q.block for q in case.quotations if not q.closed}
    spoken = attributed = False
    for before, quotation in zip((None, *case.quotations), case.quotations, strict=False):
        beside = before is not None and before.block == quotation.block
        alone = quotation.block not in unbalanced and _is_whole_sentence(case, quotation, around)
        spoken = (
            next(around.said.overlapping(quotation.inner), None) is not None
            or (spoken and quotation.continues)
            or (attributed and beside)
        )
        attributed = spoken or not alone
        facts: dict[str, FactValue] = {
            "words": opening_words(quotation.inner.of(text)),
            "length": count_words(quotation.inner.of(text)),
            "whole_sentence": alone,
            "has_speaker": spoken,
        }
        found.append(Subject(None, quotation.inner, facts, _sureness(case, quotation, around)))
    return tuple(found)


def _sureness(case: Case, quotation: Quotation, around: _Around) -> Confidence:
    """How sure a quotation is: less where it fills its paragraph, since the ones beside it may name its speaker."""
    blocks = case.article.blocks
    at = around.block_at.get(quotation.span)
    if at is None:
        return Confidence.HIGH
    beside = [block.span for block in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])]
    named = any(next(around.spoken.overlapping(span), None) is not None for span in beside)
    quoted = any(span in around.quoted for span in beside)
    return Confidence.LOW if named or quoted else Confidence.MEDIUM


def _is_whole_sentence(case: Case, quotation: Quotation, around: _Around) -> bool:
    """Whether it stands by itself: not led into, not followed up, with a verb, and no title."""
    text, blocks = case.article.text, case.article.blocks
    at = around.block_of.get(quotation.block)
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
        and _holds_verb(case, quotation.inner)
        and not _is_title(words)
    )


def _holds_verb(case: Case, span: Span) -> bool:
    """Whether a finite verb stands in `span`."""
    first = bisect_left(case.finite_verbs, span.start, key=lambda verb: verb.start)
    return first < len(case.finite_verbs) and span.contains(case.finite_verbs[first])


def _is_title(words: str) -> bool:
    """Whether most words are capitalised, as in the title of a book or a song."""
    capitals: list[bool] = [word[0].isupper() for word in re.findall(r"[^\W\d_][\w'’]*", words)]
    return sum(capitals) > 0.6 * len(capitals)
