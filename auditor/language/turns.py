"""Turns of talk in interviews and transcripts: paragraphs that open with a label and a colon, or lines with several.

*Q: Why now? A: Because …*, *MODERATOR: …*, *PELL: …*. Two labels at least make a transcript; one alone, in capitals, is
the place of a dateline, unless somebody speaks after it in the first person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from auditor.base.spans import Span
from auditor.language.words import Words
from auditor.records.article import SILENT_ROLES, Article, Block, BlockRole

_LABEL = re.compile(
    r"(?P<name>[QA]\d{0,2}|(?:Question|Answer|Interviewer|Moderator|Host|Reporter)|"
    r"(?:[A-Z][A-Z.'’-]+)(?: [A-Z][A-Z.'’-]+){0,4}|"
    r"(?:[A-Z][\w.'’-]+)(?: [A-Z][\w.'’-]+){0,3})(?P<sign>:|\.(?= ))\s+(?=\S)"
)
_SENTENCE_END = re.compile(r"[.?!…][\"”’)]*\s+")
_FORMAL = frozenset({"Q", "A", "Question", "Answer", "Interviewer", "Moderator", "Host", "Reporter"})
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Yy]ou|[Yy]our)\b")
_ROLES = frozenset(
    {BlockRole.PARA, BlockRole.LIST, BlockRole.TABLE, BlockRole.QUOTE, BlockRole.STANDFIRST, BlockRole.HEADLINE}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a time, paragraph by paragraph."""

    label: Span
    cue: Span
    """The sign after the label."""
    words: tuple[Span, ...]
    asks: bool
    """Whether it is the interviewer's."""
    nameless: bool
    """Whether the label is no name (*A:*)."""


@dataclass(frozen=True, slots=True)
class _Opening:
    block: Block
    label: Span
    cue: Span
    words: Span

    def name(self, text: str) -> str:
        return self.label.of(text).rstrip("0123456789").lower()


def find(article: Article, words: Words) -> tuple[Turn, ...]:
    """The turns of a transcript in order; none in an article that is not one."""
    read = [b for b in article.blocks if b.role not in SILENT_ROLES]
    asks, answers = partial(_is_called, words, "asker"), partial(_is_called, words, "answer")
    kept = _parted(article.text, _of_transcript(article.text, _openings(article.text, read), asks, answers))
    return tuple(_turns(article, read, kept, asks, answers))


def _is_called(words: Words, tag: str, name: str) -> bool:
    return words.has("channels", name, tag)


def datelines(article: Article, turns: Sequence[Turn]) -> Iterator[Span]:
    """The labels in capitals that are no speakers': *TARNPUR: The bridge is shut.*"""
    if turns:
        return
    for opening in _openings(article.text, [b for b in article.blocks if b.role not in SILENT_ROLES]):
        shouted = opening.label.of(article.text).isupper() and len(opening.label) > 2
        words = re.sub(r"[“\"][^”\"]*[”\"]", "", opening.words.of(article.text))
        if shouted and opening.block.role is BlockRole.PARA and not _FIRST_PERSON.search(words):
            yield Span(opening.label.start, opening.cue.end)


def _openings(text: str, blocks: Sequence[Block]) -> list[_Opening]:
    return _parted(text, [o for block in blocks for o in _of_block(text, block)])


def _of_block(text: str, block: Block) -> Iterator[_Opening]:
    """The label at the start of a block, and those after the ends of sentences in it."""
    first = _opening(text, block, block.span.start)
    if first is None:
        return
    yield first
    last = first
    for end in _SENTENCE_END.finditer(text, first.cue.end, block.span.end):
        following = _opening(text, block, end.end()) if end.end() > last.words.start else None
        if following is not None and _is_label(text, following, first):
            last = following
            yield following


def _is_label(text: str, opening: _Opening, first: _Opening) -> bool:
    """Whether what looks like a label within a paragraph is of the kind that opens the paragraph."""
    name, other = opening.label.of(text), first.label.of(text)
    return (name.isupper() and other.isupper()) or name in _FORMAL


def _opening(text: str, block: Block, start: int) -> _Opening | None:
    found = _LABEL.match(text, start, block.span.end) if block.role in _ROLES else None
    if found is None or (found["sign"] == "." and found["name"] not in ("Q", "A")):
        return None
    words = Span(found.end(), block.span.end)
    return _Opening(block, Span(*found.span("name")), Span(*found.span("sign")), words)


def _parted(text: str, openings: Sequence[_Opening]) -> list[_Opening]:
    """`openings`, where the words of each end before the next label in its paragraph."""
    ends = [b.label.start if a.block.id == b.block.id else a.block.span.end for a, b in pairwise(openings)]
    ends += [o.block.span.end for o in openings[-1:]]
    words = [Span(o.words.start, end) for o, end in zip(openings, ends, strict=True)]
    stripped = [Span(w.start, w.start + len(w.of(text).rstrip())) for w in words]
    return [replace(o, words=own) for o, own in zip(openings, stripped, strict=True)]


def _of_transcript(
    text: str, openings: Sequence[_Opening], asks: Callable[[str], bool], answers: Callable[[str], bool]
) -> list[_Opening]:
    """The openings of turns: questions with answers, or labels below one another in whose words people speak."""
    names = [o.name(text) for o in openings]
    formal = [o for o, n in zip(openings, names, strict=True) if asks(n) or answers(n)]
    if any(map(asks, names)) and any(map(answers, names)):
        return formal
    openings = [o for o, n in zip(openings, names, strict=True) if asks(n) or not _is_common(text, n)]
    shouted = [o for o in openings if o.label.of(text).isupper()]
    if len({o.name(text) for o in shouted}) > 1 and _adjoin(shouted) and _is_talk(text, shouted):
        return shouted
    again = len(openings) > 2 and len({o.name(text) for o in openings}) < len(openings)
    return list(openings) if again and _adjoin(openings) and _is_talk(text, openings) else []


def _is_common(text: str, name: str) -> bool:
    """Whether the article has the label as an ordinary word: *FACT: …*, where it speaks of facts."""
    return re.search(rf"\b{re.escape(name)}(?:e?s)?\b", text) is not None


def _is_talk(text: str, openings: Sequence[_Opening]) -> bool:
    """Whether in half of the turns somebody says *I* or *you*, or asks."""
    spoken = sum(bool(_FIRST_PERSON.search(words := o.words.of(text))) or words.endswith("?") for o in openings)
    return 2 * spoken >= len(openings)


def _adjoin(openings: Sequence[_Opening]) -> bool:
    """Whether some stand one below the other."""
    return any(b.block.id - a.block.id <= 2 for a, b in pairwise(openings))


def _turns(
    article: Article,
    read: Sequence[Block],
    openings: Sequence[_Opening],
    asks: Callable[[str], bool],
    answers: Callable[[str], bool],
) -> Iterator[Turn]:
    """Each opening with the paragraphs below it, up to the next; headlines end a turn.

    What stands below the last is part of it only where turns run over several paragraphs, or somebody says *I* in it:
    *This interview was edited for length.* is no answer.
    """
    text = article.text
    questions, run_on = _questions(text, openings), False
    for opening, following in zip(openings, [*openings[1:], None], strict=False):
        spans = [opening.words]
        for number in range(bisect_right(read, opening.block.id, key=lambda b: b.id), len(read)):
            block = read[number]
            if block.role is BlockRole.HEADLINE or (following is not None and block.id >= following.block.id):
                break
            if following is None and not run_on and not _FIRST_PERSON.search(block.span.of(text)):
                break
            spans.append(block.span)
        run_on = run_on or len(spans) > 1
        name = opening.name(text)
        asked = asks(name) or name in questions
        yield Turn(opening.label, opening.cue, tuple(spans), asked, answers(name))


def _questions(text: str, openings: Sequence[_Opening]) -> set[str]:
    """The names of those who ask each time they speak, where others answer."""
    asked: dict[str, bool] = {}
    for opening in openings:
        name = opening.name(text)
        asked[name] = asked.get(name, True) and "?" in opening.words.of(text)
    return set() if all(asked.values()) else {name for name, only in asked.items() if only}
