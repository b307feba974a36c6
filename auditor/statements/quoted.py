"""Quotations and their cues: which cue carries which quotation, and quotations that run on without one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from auditor import syntax
from auditor.model import Article, Confidence, Evidence
from auditor.quotations import Quotation
from auditor.spans import Span, merge
from auditor.statements.candidates import Candidate

_NEAR = 4
"""Code points between a quotation and its cue clause that are mere punctuation."""
_WIDE = 90
"""Code points of an adverbial between a cue and the quotation after it (*said on Monday, “…”*)."""
_LEAD_IN = 5
"""Words that may stand between a cue and the fragment of a quotation that ends what it passes on."""
_SENTENCE_WORDS = 5
"""Words from which a quotation standing alone counts as a statement."""


def assign(doc: Doc, article: Article, found: Sequence[Candidate], quotations: Sequence[Quotation]) -> None:
    """Gives each candidate its quotations, as parts of its content; a quotation belongs to one cue."""
    taken: set[int] = set()
    for candidate in found:
        _absorb(candidate, quotations, taken)
    for candidate in found:
        if not candidate.hedge and _can_quote(candidate):
            _adopt(article.text, candidate, quotations, taken)
    _run_on(article, found, quotations, taken)


def _absorb(candidate: Candidate, quotations: Sequence[Quotation], taken: set[int]) -> None:
    """Quotations that the syntactic content overlaps are content to their ends."""
    if candidate.hedge:
        return
    for number, quotation in enumerate(quotations):
        if quotation.span.covers(candidate.cue.start):
            continue
        if any(quotation.span.overlaps(span) for span in candidate.content):
            taken.add(number)
            candidate.quotations.append(quotation.span)
    if candidate.quotations:
        candidate.content = _joined(candidate)


def _joined(candidate: Candidate) -> list[Span]:
    holes = [candidate.cue] + ([candidate.source] if candidate.source else [])
    pieces = list(merge([*candidate.content, *candidate.quotations]))
    return [p for p in pieces if not any(h.contains(p) for h in holes)]


def _can_quote(candidate: Candidate) -> bool:
    return any(e.rule.endswith(("/quotation", "/colon", "/signature")) for e in candidate.evidence)


def _adopt(text: str, candidate: Candidate, quotations: Sequence[Quotation], taken: set[int]) -> None:
    """The free quotations right beside the cue clause, before and after it."""
    frame = merge_frame(candidate)
    sides: dict[bool, tuple[int, int]] = {}
    for number, quotation in enumerate(quotations):
        distance = None if number in taken else _distance(text, frame, quotation, candidate)
        before = quotation.span.end <= frame.start
        if distance is not None and (before not in sides or distance < sides[before][0]):
            sides[before] = (distance, number)
    if not sides:
        return
    if candidate.needs_quotation:
        candidate.content = []
        candidate.needs_quotation = False
    for _, number in sides.values():
        taken.add(number)
        candidate.quotations.append(quotations[number].span)
        between = Span(min(frame.end, quotations[number].span.start), quotations[number].span.start)
        if between.start >= frame.end and _is_phrase(between.of(text)):
            candidate.content.append(between)
    candidate.content = list(merge([*candidate.content, *candidate.quotations]))


def _is_phrase(words: str) -> bool:
    """Whether `words` between a cue and a quotation are the start of what was said (*branded the plans “…”*)."""
    return 0 < len(words.split()) <= _LEAD_IN and not any(c in ".,;:!?()—–“”\"" for c in words)


def merge_frame(candidate: Candidate) -> Span:
    """From the first to the last word of cue and speaker where they stand side by side."""
    frame = candidate.cue
    source = candidate.source
    if source is not None and min(abs(source.end - frame.start), abs(frame.end - source.start)) < _WIDE:
        return Span(min(source.start, frame.start), max(source.end, frame.end))
    return frame


def _distance(text: str, frame: Span, quotation: Quotation, candidate: Candidate) -> int | None:
    if quotation.span.end <= frame.start:
        if candidate.head.text == ":":  # a colon hands over to what follows it
            return None
        if candidate.head.is_punct and not text[quotation.span.end : candidate.cue.start].strip():
            return 0  # a signature, perhaps on a line of its own
        between = text[quotation.span.end : frame.start]
        ends = text[quotation.inner.end - 1 : quotation.inner.end]
        if len(between.strip(" ,\u00a0—–-")) == 0 and (ends in ",?!.—-…" or between.strip()[:1] == ","):
            return len(between)
        return None
    if quotation.span.start >= frame.end:
        between = text[frame.end : quotation.span.start]
        if len(between.strip()) <= _NEAR and "." not in between and not between.strip().isalnum():
            return len(between) + 1
        if candidate.needs_quotation and _is_phrase(between):
            return len(between) + 3
        adverbial = len(between) <= _WIDE and "." not in between.replace(".m.", "")
        if candidate.needs_quotation and adverbial and between.rstrip()[-1:] in ",:":
            return len(between) + 2
        if candidate.cue.end <= quotation.span.start and text[candidate.cue.end - 1] == ":":
            return len(between) + 2
    return None


def _run_on(
    article: Article, found: Sequence[Candidate], quotations: Sequence[Quotation], taken: set[int]
) -> None:
    """A free quotation that begins a sentence goes on the last speaker's, of this paragraph or the last."""
    blocks = {b.id: b.span for b in article.blocks}
    order = [b.id for b in article.blocks]
    before_of = {after: before for before, after in pairwise(order)}
    for number, quotation in enumerate(quotations):
        if number in taken or not _is_sentence(article.text, quotation):
            continue
        block = blocks[quotation.block]
        starts_block = quotation.span.start == block.start
        speaker = _last_speaker(found, quotation.span.start, block)
        if speaker is None and (starts_block or quotation.continues):
            before = before_of.get(quotation.block)
            if before is not None and _is_all_quotation(article.text, block, quotations):
                speaker = _last_speaker(found, blocks[before].end, blocks[before], quoted_only=True)
        if speaker is None or speaker.cue.end <= quotation.span.start < speaker.cue.end + 1:
            continue
        taken.add(number)
        speaker.quotations.append(quotation.span)
        speaker.content = list(merge([*speaker.content, quotation.span]))
        speaker.evidence.append(
            Evidence("quotations/run-on", quotation.span, "quotation that goes on without a cue")
        )


def _is_sentence(text: str, quotation: Quotation) -> bool:
    """Whether a quotation stands by itself: it begins a sentence and is no mere phrase."""
    before = text[: quotation.span.start].rstrip(" \u00a0")[-1:]
    inner = quotation.inner.of(text).lstrip("[(‘'… ")
    starts = before in ("", "\n", "\r", ".", "!", "?", "”", '"', "'", "’", "—", "…", ":")
    return starts and (inner[:1].isupper() or inner[:1].isdigit() or quotation.continues)


def _last_speaker(
    found: Sequence[Candidate], offset: int, block: Span, *, quoted_only: bool = False
) -> Candidate | None:
    """The candidate in `block` whose cue is the last before `offset`."""
    best: Candidate | None = None
    for candidate in found:
        if (
            candidate.hedge
            or not candidate.content
            or (candidate.needs_quotation and not candidate.quotations)
        ):
            continue
        by_cue = block.contains(candidate.cue) and candidate.cue.start < offset
        by_words = any(block.contains(q) and q.end <= offset for q in candidate.quotations)
        if by_words or (by_cue and (candidate.quotations or not quoted_only)):
            best = candidate
    return best


def _is_all_quotation(text: str, block: Span, quotations: Sequence[Quotation]) -> bool:
    inside = sum(len(q.span) for q in quotations if block.contains(q.span))
    return inside >= len(block) - 3


def speakerless(
    doc: Doc, article: Article, kept: Sequence[Candidate], quotations: Sequence[Quotation]
) -> list[Candidate]:
    """Candidates without a cue for quoted sentences that nobody is said to have spoken."""
    used = [q for c in kept for q in c.quotations]
    found = []
    for quotation in quotations:
        if any(quotation.span.overlaps(u) for u in used) or any(
            s.overlaps(quotation.span) for c in kept for s in c.content
        ):
            continue
        words = quotation.inner.of(article.text).split()
        if len(words) < _SENTENCE_WORDS or not _is_sentence(article.text, quotation):
            continue
        head = syntax.token_at(doc, quotation.inner.start)
        if head is None or not _has_verb(doc, head, quotation):
            continue
        found.append(
            Candidate(
                head,
                Span(quotation.span.start, quotation.span.start),
                None,
                [quotation.span],
                [Evidence("quotations/alone", quotation.span, "quoted sentence without a cue")],
                Confidence.LOW,
                quotations=[quotation.span],
            )
        )
    return found


def _has_verb(doc: Doc, head: Token, quotation: Quotation) -> bool:
    at = head.i
    while at < len(doc) and doc[at].idx < quotation.inner.end:
        if doc[at].tag_ in ("VBZ", "VBP", "VBD", "MD"):
            return True
        at += 1
    return False
