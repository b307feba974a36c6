"""The facts of a statement: whose, how sure, in which words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain, takewhile

from auditor.analysis.statements.nesting import is_only_promised
from auditor.base.spans import Span, count_words, hull, number_at, overlaps_any
from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.metrics import part_spans, spans_of, touches
from auditor.judging.subjects import doubts
from auditor.judging.subjects.record import (
    OWN_OUTLET,
    Subject,
    is_plainly_anonymous,
    kind_of,
    least,
    opening_words,
    place,
)
from auditor.language import quotations as quoting
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, Mode, Source, SourceKind, Statement

_TONE_TAGS = ("factive", "loaded", "non-speech")
_SOMEBODY = re.compile(
    r"(?<=[\w,;] )[A-Z][a-z]{2,}|\b[A-Z][a-z]{1,2}\.\s[A-Z][a-z]+|(?i:\b(?:he|she|they|him|her|them|his|their)\b)"
)
"""A name within a sentence or after an abbreviated title, or a pronoun for people."""
_SHORT_QUOTATION = 4
_WHAT = re.compile(r"(?i)\bwhat\s+$")
_SUM = re.compile(r"[^.;]{0,40}?[$£€₹¥]\s?\d")
"""An amount of money soon after a cue."""
_WORDS_BEFORE = 12
"""How far before a cue a *what* that it belongs to may begin, in code points."""


def statements(case: Case) -> tuple[Subject, ...]:
    """All statements, those whose source is not known among them."""
    parts = part_spans(case.article)
    attributed = _attributed(case)
    first = _first_quoted(case)
    return tuple(
        sorted((_statement(case, s, parts, s.id in attributed, s is first) for s in case.statements), key=place)
    )


def _statement(
    case: Case, statement: Statement, parts: Mapping[str, Sequence[Span]], attributed: bool, first: bool
) -> Subject:
    text = case.article.text
    source = case.source(statement.source_id)
    span = _anchor(statement)
    judged = {tag: _judges(case, statement, tag) for tag in ("frame", "attack", "praise")}
    found = next((each for each in (judged["attack"], judged["frame"], judged["praise"]) if each), None)
    facts: dict[str, FactValue] = {
        "label": source.label if source else "",
        "words": opening_words(span.of(text)) if span else "",
        "mode": statement.mode.value,
        "has_source": source is not None,
        "source_kind": kind_of(source),
        "source_named": source is not None and _has_name(source),
        "own_outlet": source is not None and source.label == OWN_OUTLET,
        "hedge": _hides(case, statement),
        "attributed_in_sentence": attributed,
        "tone": _tone(case, statement),
        "opinion": judged["frame"] is not None,
        "attack": judged["attack"] is not None,
        "praise": judged["praise"] is not None,
        "judgement": found.of(text) if found else "",
        "length": sum(count_words(content.of(text)) for content in statement.content),
        "first_quotation": first,
        "sentences_before_speaker": _sentences_before_speaker(case, statement, source),
        "runs_on": _runs_on(case, statement),
        "in_headline": touches(statement, parts.get("headline", ())),
        "in_lead": touches(statement, parts.get("lead", ())),
    }
    sure = [statement.confidence]
    if source is not None and not is_plainly_anonymous(case, source):
        sure.append(Confidence.LOW)
    if _hides(case, statement) and (_is_weak(case, statement) or doubts.is_answered_beside(case, statement)):
        sure.append(Confidence.LOW)
    return Subject(statement.id, span, facts, least(sure), statement.evidence)


def _anchor(statement: Statement) -> Span | None:
    return statement.cue or next(iter(statement.content), None)


def _has_name(source: Source) -> bool:
    """Whether the label holds a name: *the Hexton Herald*, not *local media*."""
    return any(word[:1].isupper() for word in source.label.split()[1:]) or source.label[:1].isupper()


# ---------------------------------------------------------------- words


def _tone(case: Case, statement: Statement) -> str:
    """What the cue adds to *said*, if its last word does so: whoever boasts *about* a thing may say nothing."""
    if statement.cue is None:
        return "plain"
    for tag in _TONE_TAGS:
        found = list(case.words.every(case.article.text, [statement.cue], "tones", tag))
        if found and found[-1].end == statement.cue.end:
            return tag.replace("-", "_")
    return "plain"


def _judges(case: Case, statement: Statement, tag: str) -> Span | None:
    """The words that make a statement an opinion, an attack or praise; the latter two of somebody."""
    text = case.article.text
    found = case.words.first(text, statement.content, "opinions", tag)
    if tag == "frame":
        cue = [statement.cue] if statement.cue is not None else []
        return found or case.words.first(text, cue, "opinions", "guess")
    if found is None:
        return None
    whole = hull(statement.content).of(text)
    return found if _SOMEBODY.search(whole) else None


def _is_weak(case: Case, statement: Statement) -> bool:
    """Whether words that hide who says so are of those that editors often let stand, or only describe (*what is*)."""
    text, cue = case.article.text, statement.cue
    if cue is None:
        return False
    if case.words.first(text, [cue], "hedges", "figure") is not None:
        before = Span(sentences_of(case, cue).start, cue.start)
        return case.words.first(text, [before], "groups", "people", "collective") is None
    sum_ = _SUM.match(text, max(0, cue.end)) if case.words.first(text, [cue], "hedges", "valued") else None
    if sum_ is not None and case.words.first(text, [Span(*sum_.span())], "hedges", "worth") is not None:
        return True
    described = _WHAT.search(text, max(0, cue.start - _WORDS_BEFORE), cue.start) is not None
    return described or case.words.first(text, [cue], "hedges", "weak") is not None


# ---------------------------------------------------------------- quotations


def _first_quoted(case: Case) -> Statement | None:
    """The statement that the first quotation below the headline belongs to."""
    headline = part_spans(case.article).get("headline", ())
    text = case.article.text
    for quotation in case.quotations:
        short = count_words(quotation.inner.of(text)) < _SHORT_QUOTATION
        if short or overlaps_any(headline, quotation.span):
            continue
        return next((s for s in case.statements if any(c.overlaps(quotation.inner) for c in s.content)), None)
    return None


def _sentences_before_speaker(case: Case, statement: Statement, source: Source | None) -> int:
    """How many quoted sentences readers get through before they learn who speaks; 0 if they know beforehand."""
    marks = [span for span in (statement.cue, statement.source) if span is not None]
    if statement.mode is Mode.INDIRECT or not marks or not statement.content or source is None:
        return 0
    start, told = min(statement.content).start, min(marks).start
    blocks = case.paragraphs
    block = blocks[number_at(blocks, start)] if blocks else Span(0, 0)
    mentions = case.mentioned[source.id]
    before = bisect_left(mentions, block.start)
    if told <= start or (before < len(mentions) and mentions[before] < start):
        return 0
    if not block.contains(Span(start, told)):
        return 0
    text = case.article.text
    first, last = (bisect_left(case.sentences, at, key=lambda s: s.start) for at in (start + 1, told))
    begun = (s.start for s in case.sentences[first:last] if any(c.covers(s.start) for c in statement.content))
    # The parser may cut an opening mark off from its sentence.
    return 1 + sum(any(char.isalpha() for char in text[start:at]) for at in begun)


def _runs_on(case: Case, statement: Statement) -> bool:
    """Whether its quotation follows that of another speaker, named as well, with nothing between the two."""
    if statement.mode is not Mode.DIRECT or not statement.content or not _is_named(case, statement):
        return False
    text, opening = case.article.text, min(statement.content)
    for number in quoting.overlapping(case.quotations, opening):
        before, here = case.quotations[number - 1], case.quotations[number]
        if not number or not opening.overlaps(here.inner) or text[before.span.end : here.span.start].strip():
            continue
        if count_words(before.inner.of(text)) < _SHORT_QUOTATION:
            return False
        others = list(case.contents.overlapping(before.inner))
        whole = all(s.mode is Mode.DIRECT and s.confidence is not Confidence.LOW for s in others)
        return (
            bool(others)
            and whole
            and all(_is_named(case, s) for s in others)
            and not any(s.source_id == statement.source_id for s in others)
        )
    return False


def _is_named(case: Case, statement: Statement) -> bool:
    source = case.source(statement.source_id)
    return source is not None and source.kind in NAMED_KINDS


# ---------------------------------------------------------------- the sentence


def attributed_at(case: Case, span: Span, but: str | None = None) -> bool:
    """Whether a known source other than `but` is credited in the sentence of `span`, or says the words of it."""
    marked = case.marks.overlapping(sentences_of(case, span))
    return any(s.source_id != but and _is_credited(case, s) for s in chain(marked, case.contents.around(span)))


def _is_credited(case: Case, statement: Statement) -> bool:
    """Whether a statement has a source that is known."""
    source = case.source(statement.source_id)
    return source is not None and source.kind is not SourceKind.UNATTRIBUTED


def _attributed(case: Case) -> set[str]:
    """Ids of the statements whose sentence credits the known source of another, or whose words are that other's.

    Words that hide who says so need more than the same sentence: *he is said to be ill, but she said nothing of it*.
    """
    text = case.article.text
    places = [(span, s) for s in case.statements if (span := _anchor(s)) is not None]
    places.sort(key=lambda item: item[0])
    starts = [span.start for span, _ in places]
    found: set[str] = set()
    for other in case.statements:
        if not _is_credited(case, other):
            continue
        marks = [sentences_of(case, mark) for mark in (other.cue, other.source) if mark is not None]
        for reach in (*marks, *other.content):
            near = places[bisect_left(starts, reach.start) : bisect_left(starts, reach.end)]
            found.update(
                s.id
                for span, s in near
                if s is not other
                and (reach.contains(span) or reach in marks)
                and (not _hides(case, s) or (_shares(s, span, other) and not is_only_promised(text, other)))
            )
    return found


def _hides(case: Case, statement: Statement) -> bool:
    """Whether the words of a statement hide who says so."""
    source = case.source(statement.source_id)
    return source is not None and source.kind is SourceKind.UNATTRIBUTED


def _shares(hedge: Statement, anchor: Span, other: Statement) -> bool:
    """Whether another statement takes in the words that hide who says so, or has some of what they pass on."""
    parts = spans_of(other)
    return hull(parts).contains(anchor) or any(content.overlaps(part) for content in hedge.content for part in parts)


def sentences_of(case: Case, span: Span) -> Span:
    """From the start of the first to the end of the last sentence that `span` lies in."""
    first = bisect_right(case.sentences, span.start, key=lambda s: s.end)
    following = (case.sentences[i] for i in range(first, len(case.sentences)))
    return hull([span, *takewhile(lambda s: s.start < span.end, following)])
