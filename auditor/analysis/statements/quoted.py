"""Quotations and their cues: which cue carries which quotation, and quotations that run on without one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from auditor.analysis.statements.candidates import Candidate
from auditor.base.spans import Span, merge
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.quotations import Quotation
from auditor.records.article import Article
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence

_NEAR = 4
"""Code points between a quotation and its cue clause that are mere punctuation."""
_WIDE = 90
"""Code points of an adverbial between a cue and the quotation after it (*said on Monday, “…”*)."""
_LEAD_IN = 5
"""Words that may stand between a cue and the fragment of a quotation that ends what it passes on."""
_BESIDE = 4
"""How many quotations from the cue clause on are searched for the one that it introduces."""
_SENTENCE_WORDS = 5
"""The least words that a quotation standing alone must have to count as a statement."""


def assign(doc: Doc, article: Article, found: Sequence[Candidate], quotations: Sequence[Quotation]) -> None:
    """Gives each candidate its quotations, as parts of its content; a quotation belongs to one cue."""
    owners: dict[int, Candidate] = {}
    for candidate in found:
        _absorb(candidate, quotations, owners)
    for candidate in found:
        if not candidate.hedge and candidate.can_quote:
            _adopt(article, candidate, quotations, owners)
    _run_back(quotations, owners)
    _run_on(article, found, quotations, owners)


def _absorb(candidate: Candidate, quotations: Sequence[Quotation], owners: dict[int, Candidate]) -> None:
    """Adds to the content, to their ends, the quotations that the syntactic content overlaps."""
    if candidate.hedge:
        return
    numbers = {n for span in candidate.content for n in quoting.overlapping(quotations, span)}
    for number in sorted(numbers):
        if not quotations[number].span.covers(candidate.cue.start):
            owners[number] = candidate
            candidate.quotations.append(quotations[number].span)
    if candidate.quotations:
        candidate.content = _joined(candidate)


def _joined(candidate: Candidate) -> list[Span]:
    holes = [candidate.cue] + ([candidate.source] if candidate.source else [])
    pieces = list(merge([*candidate.content, *candidate.quotations]))
    return [p for p in pieces if not any(h.contains(p) for h in holes)]


def _adopt(
    article: Article, candidate: Candidate, quotations: Sequence[Quotation], owners: dict[int, Candidate]
) -> None:
    """Gives the candidate the free quotations right beside its cue clause, one before and one after it."""
    frame = merge_frame(candidate)
    sides: dict[bool, tuple[int, int]] = {}
    following = quoting.after(quotations, frame.start)
    for number in range(max(0, following - 1), min(following + _BESIDE, len(quotations))):
        quotation = quotations[number]
        distance = None if number in owners else _distance(article, frame, quotation, candidate)
        before = quotation.span.end <= frame.start
        if distance is not None and (before not in sides or distance < sides[before][0]):
            sides[before] = (distance, number)
    if not sides:
        return
    if candidate.needs_quotation:
        candidate.content = []
        candidate.needs_quotation = False
    source = candidate.source
    if True in sides and source is not None and candidate.cue.end <= source.start:
        # “…,” shouted a man at the back: what follows the speaker is about the speaker
        candidate.content = [c for c in candidate.content if c.start < source.start]
    for _, number in sides.values():
        owners[number] = candidate
        candidate.quotations.append(quotations[number].span)
        between = Span(min(frame.end, quotations[number].span.start), quotations[number].span.start)
        if between.start >= frame.end and _is_phrase(between.of(article.text)):
            candidate.content.append(between)
    candidate.content = list(merge([*candidate.content, *candidate.quotations]))


def _is_phrase(words: str) -> bool:
    """Whether `words` between a cue and a quotation are the start of what was said (*branded the plans “…”*)."""
    return 0 < len(words.split()) <= _LEAD_IN and not any(c in '.,;:!?()—–“”"' for c in words)


def merge_frame(candidate: Candidate) -> Span:
    """From the first to the last word of cue and speaker where they stand side by side."""
    frame = candidate.cue
    source = candidate.source
    if source is not None and min(abs(source.end - frame.start), abs(frame.end - source.start)) < _WIDE:
        return Span(min(source.start, frame.start), max(source.end, frame.end))
    return frame


def _distance(article: Article, frame: Span, quotation: Quotation, candidate: Candidate) -> int | None:
    """How far a quotation stands from the cue clause `frame`; None if it is not beside it."""
    if quotation.span.end <= frame.start:
        return _distance_before(article.text, frame, quotation, candidate)
    if quotation.span.start < frame.end:
        return None
    between = article.text[frame.end : quotation.span.start]
    mark = between.strip() or article.text[frame.end - 1]
    if mark[-1] != ":" and article.blocks[quotation.block].span.start >= frame.end:
        return None  # only a colon hands over to the next paragraph
    if len(between.strip()) <= _NEAR and "." not in between and not between.strip().isalnum():
        return len(between) + 1
    if candidate.needs_quotation and _is_phrase(between):
        return len(between) + 3
    adverbial = len(between) <= _WIDE and "." not in between.replace(".m.", "")
    handed = article.text[candidate.cue.end - 1] == ":" or (candidate.needs_quotation and mark[-1] in ",:")
    if adverbial and handed:
        return len(between) + 2
    return None


def _distance_before(text: str, frame: Span, quotation: Quotation, candidate: Candidate) -> int | None:
    if candidate.head.text == ":":  # a colon hands over to what follows it
        return None
    if candidate.head.is_punct and not text[quotation.span.end : candidate.cue.start].strip():
        return 0  # a signature, perhaps on a line of its own
    between = text[quotation.span.end : frame.start]
    ends = quotation.inner.of(text).rstrip(" \u00a0'’\"”")[-1:] or " "
    stops = ".?!" if candidate.needs_quotation else "?!"  # “It fell.” Quill said that …: not hers
    if not between.strip(" ,\u00a0—–-") and (ends in f",{stops}—-…" or between.strip()[:1] == ","):
        return len(between)
    return None


def _run_back(quotations: Sequence[Quotation], owners: dict[int, Candidate]) -> None:
    """Gives a quotation that the next paragraph continues to the speaker of that paragraph."""
    for number in range(len(quotations) - 2, -1, -1):
        speaker = owners.get(number + 1)
        if speaker is not None and number not in owners and quotations[number + 1].continues:
            _give(speaker, number, quotations, owners)


def _run_on(
    article: Article, found: Sequence[Candidate], quotations: Sequence[Quotation], owners: dict[int, Candidate]
) -> None:
    """Gives a free quotation that begins a sentence to the last speaker of its paragraph or of the one before."""
    blocks = {b.id: b.span for b in article.blocks}
    before_of = {after.id: before.id for before, after in pairwise(article.blocks)}
    by_block = _by_block(article, found)
    quoted_length = Counter[int]()
    for quotation in quotations:
        quoted_length[quotation.block] += len(quotation.span)
    for number, quotation in enumerate(quotations):
        if number in owners or not _is_sentence(article.text, quotation):
            continue
        block = quotation.block
        speaker = _last_speaker(by_block[block], quotation.span.start, blocks[block])
        if speaker is None and (quotation.span.start == blocks[block].start or quotation.continues):
            before = before_of.get(block)
            if before is not None and quoted_length[block] >= len(blocks[block]) - 3:
                speaker = _last_speaker(by_block[before], blocks[before].end, blocks[before], quoted_only=True)
        if speaker is None or quotation.span.start == speaker.cue.end:
            continue
        _give(speaker, number, quotations, owners)
        if not any(c is speaker for c in by_block[block]):
            by_block[block].append(speaker)


def _by_block(article: Article, found: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """The candidates whose cue or quotations stand in a block, in order, by its id."""
    starts = [b.span.start for b in article.blocks]
    by_block: dict[int, list[Candidate]] = {b.id: [] for b in article.blocks}
    for candidate in found:
        places = {bisect_right(starts, span.start) - 1 for span in (candidate.cue, *candidate.quotations)}
        for place in sorted(places - {-1}):
            by_block[article.blocks[place].id].append(candidate)
    return by_block


def _give(speaker: Candidate, number: int, quotations: Sequence[Quotation], owners: dict[int, Candidate]) -> None:
    span = quotations[number].span
    owners[number] = speaker
    speaker.quotations.append(span)
    speaker.content = list(merge([*speaker.content, span]))
    what = "quotation that goes on without a cue"
    speaker.evidence.append(Evidence("quotations/run-on", span, what, FoundBy.QUOTATIONS))


def _is_sentence(text: str, quotation: Quotation) -> bool:
    """Whether a quotation stands by itself: it begins a sentence and is no mere phrase."""
    at = quotation.span.start
    while at > 0 and text[at - 1] in " \u00a0":
        at -= 1
    before = text[at - 1 : at]
    inner = quotation.inner.of(text).lstrip("[(‘'… ")
    starts = before in ("", "\n", "\r", ".", "!", "?", "”", '"', "'", "’", "—", "…", ":")
    return starts and (inner[:1].isupper() or inner[:1].isdigit() or quotation.continues)


def _last_speaker(
    found: Sequence[Candidate], offset: int, block: Span, *, quoted_only: bool = False
) -> Candidate | None:
    """The candidate in `block` whose cue is the last before `offset`."""
    best: Candidate | None = None
    for candidate in found:
        if candidate.hedge or not candidate.content or (candidate.needs_quotation and not candidate.quotations):
            continue
        by_cue = block.contains(candidate.cue) and candidate.cue.start < offset
        by_words = any(block.contains(q) and q.end <= offset for q in candidate.quotations)
        if by_words or (by_cue and (candidate.quotations or not quoted_only)):
            best = candidate
    return best


def speakerless(
    doc: Doc, article: Article, kept: Sequence[Candidate], quotations: Sequence[Quotation]
) -> list[Candidate]:
    """Candidates without a cue for quoted sentences that nobody is said to have spoken (free direct speech)."""
    used = {n for c in kept for s in (*c.quotations, *c.content) for n in quoting.overlapping(quotations, s)}
    found = []
    for number, quotation in enumerate(quotations):
        if number in used:
            continue
        words = quotation.inner.of(article.text).split()
        if len(words) < _SENTENCE_WORDS or not _is_sentence(article.text, quotation):
            continue
        head = syntax.token_at(doc, quotation.inner.start)
        if head is None or not _has_verb(doc, quotation):
            continue
        found.append(
            Candidate(
                head,
                Span(quotation.span.start, quotation.span.start),
                None,
                [quotation.span],
                [Evidence("quotations/alone", quotation.span, "quoted sentence without a cue", FoundBy.QUOTATIONS)],
                Confidence.LOW,
                quotations=[quotation.span],
            )
        )
    return found


def _has_verb(doc: Doc, quotation: Quotation) -> bool:
    return any(syntax.is_finite(t) for t in syntax.between(doc, quotation.inner.start, quotation.inner.end))
