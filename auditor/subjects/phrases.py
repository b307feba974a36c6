"""The facts of grants, non-responses, quotations, and of words that rules of the kind `wording` found."""

from __future__ import annotations

import re

from auditor import profile, vocabulary
from auditor.cases import Case
from auditor.facts import NO_KIND, FactValue
from auditor.metrics import part_spans, touches
from auditor.model import BlockRole, Confidence, NonResponse, SourceKind
from auditor.quotations import Quotation
from auditor.spans import count_words
from auditor.subjects.record import Subject, opening_words, place
from auditor.subjects.statements import attributed_at, sentences_of

_WORDS = "core/bare-words"
_NAMES = re.compile(r"\b[A-Z][\w’'-]{2,}")


def grants(case: Case) -> tuple[Subject, ...]:
    """All anonymity grants."""
    text = case.article.text
    found = []
    for grant in case.grants:
        source = case.source(grant.source_id)
        reason = profile.reason_of(text, grant.reason, case.lexicons).value.value if grant.reason else "none"
        facts: dict[str, FactValue] = {
            "label": source.label if source else "",
            "words": grant.span.of(text),
            "reason": grant.reason.of(text) if grant.reason else "",
            "reason_tier": reason,
            "has_reason": grant.reason is not None,
            "has_source": source is not None,
            "source_kind": source.kind.value if source else NO_KIND,
        }
        found.append(Subject(grant.source_id, grant.span, facts, Confidence.HIGH, grant.evidence))
    return tuple(sorted(found, key=place))


def non_responses(case: Case) -> tuple[Subject, ...]:
    """All places where comment was sought and not given."""
    text = case.article.text
    channels = vocabulary.tagged(case.lexicons, _WORDS, "channel")
    found = []
    for item in case.non_responses:
        sentence = sentences_of(case, item.span)
        facts: dict[str, FactValue] = {
            "label": item.party_label or (item.party.of(text) if item.party else ""),
            "words": item.span.of(text),
            "kind": item.kind.value,
            "has_party": item.party is not None,
            "channel_stated": vocabulary.first(text, [sentence], channels) is not None,
            "party_speaks_unnamed": _speaks_unnamed(case, item),
        }
        found.append(Subject(None, item.span, facts, Confidence.HIGH, item.evidence))
    return tuple(sorted(found, key=place))


def _speaks_unnamed(case: Case, item: NonResponse) -> bool:
    """Whether an anonymous source is described by the name of the party that gives no comment."""
    party = item.party_label or (item.party.of(case.article.text) if item.party else "")
    names = set(_NAMES.findall(party)) - {"The", "Both", "Neither"}
    return any(
        source.kind is SourceKind.ANONYMOUS and names & set(_NAMES.findall(source.label)) for source in case.sources
    )


def wordings(case: Case) -> tuple[Subject, ...]:
    """All words that rules of the kind `wording` found."""
    text, headline = case.article.text, part_spans(case.article).get("headline", ())
    found = []
    for item in case.wordings:
        facts: dict[str, FactValue] = {
            "words": opening_words(item.span.of(text)),
            "tag": item.tag,
            "attributed_in_sentence": attributed_at(case, item.span),
            "in_headline": any(item.span.overlaps(part) for part in headline),
        }
        found.append(Subject(None, item.span, facts, item.confidence))
    return tuple(sorted(found, key=place))


# ---------------------------------------------------------------- quotations


def quotations(case: Case) -> tuple[Subject, ...]:
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
            "words": opening_words(quotation.inner.of(text)),
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
