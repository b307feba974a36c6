"""What makes a source or a hedge doubtful: what seems to be new may be somebody, or something, told of beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from auditor.base.spans import Span, number_at, overlaps_any
from auditor.judging.case import Case, opening
from auditor.judging.metrics import part_spans, touches
from auditor.language.function_words import ARTICLES, DEFINITE, INDEFINITE, THEY
from auditor.records.sourcing import Form, Source, SourceKind, Statement

_INDIVIDUALS = frozenset({SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON})
_REPORTS = frozenset({SourceKind.MEDIA, SourceKind.DOCUMENT})
_WORD = re.compile(r"[\w’'-]+")
_LETTERS = re.compile(r"[^\W\d_]{5,}")
_STEM = 6
"""So many letters of two long words are compared: *employee* and *employees* are one."""
_AGAIN = 2
"""So many long words are told again by whoever is named further down."""
_FULL = 3
"""Words of a description that another may begin with."""
_NAMED_BESIDE = re.compile(r",\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){1,3},")
_TEASER = 3
"""Words of a description that says nothing but a role: *a housing expert*."""
_TAKES_UP = 3
"""Words of what is said, if it only takes up what stands before: *the news*."""


@dataclass(frozen=True)
class Told:
    """What an article tells of all its sources, so that each of them is looked up and not compared with every other."""

    case: Case

    @cached_property
    def longer(self) -> Mapping[tuple[str, ...], int]:
        """Where, by words with which it begins but does not end, an anonymous source is first introduced."""
        found: dict[tuple[str, ...], int] = {}
        for source in self.case.sources:
            if source.kind is SourceKind.ANONYMOUS and self.case.mentioned[source.id]:
                words, start = _words(source.label), self.case.mentioned[source.id][0]
                for length in range(_FULL, len(words)):
                    found[words[:length]] = min(start, found.get(words[:length], start))
        return found

    @cached_property
    def reached(self) -> Sequence[int]:
        """How far into the article each statement, or one before it, stands."""
        return tuple(accumulate(map(opening, self.case.statements), max))

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """For each long word, the statements of named people with it: by number, and where the person is introduced."""
        named = {s.id for s in self.case.sources if s.kind is SourceKind.NAMED_PERSON}
        found: dict[str, list[tuple[int, int]]] = {}
        for number, statement in enumerate(self.case.statements):
            if statement.source_id in named:
                start = self.case.mentioned[statement.source_id][0]
                for stem in _stems(self.case.article.text, statement.content):
                    found.setdefault(stem, []).append((number, start))
        return found

    def after(self, statement: Statement) -> Statement | None:
        """The first statement that stands further down, if any."""
        number = bisect_right(self.reached, opening(statement))
        return self.case.statements[number] if number < len(self.reached) else None


def may_be_another(told: Told, source: Source) -> bool:
    """Whether an unnamed source may be one that the article tells of elsewhere, so that it counts twice or has a name.

    It may be taken up by *the* or *the same* after other unnamed people spoke, be a headline's word for those below, or
    be named right after it or where the article comes to it.
    """
    if source.kind is not SourceKind.ANONYMOUS or not source.mentions or not told.case.statements_of(source.id):
        return False
    tests = (
        _is_taken_up,
        _is_headlines_word,
        _is_cut_short,
        _is_named_beside,
        _is_named_next,
        _is_called_so_next,
        _is_told_again,
    )
    return any(test(told, source) for test in tests)


def _is_taken_up(told: Told, source: Source) -> bool:
    """Whether all its descriptions begin with *the*, *those* or the like, and another without a name spoke before."""
    case = told.case
    if not _described(case, source, case.blocks, definite=True) or _described(case, source, case.blocks):
        return False
    start = opening(case.statements_of(source.id)[0])
    others = (case.source(s.source_id) for s in case.statements if opening(s) < start)
    return any(o is not None and o is not source and o.kind in _INDIVIDUALS for o in others)


def _is_headlines_word(told: Told, source: Source) -> bool:
    """Whether it is introduced in the headline alone, and other anonymous sources of the article's own speak below."""
    case = told.case
    headline = part_spans(case.article).get("headline", ())
    above = len(_described(case, source, headline))
    if not above or above < len(_described(case, source, case.blocks)):
        return False
    return any(s is not source and s.kind is SourceKind.ANONYMOUS and s.relayed_by is None for s in case.sources)


def _described(case: Case, source: Source, within: Sequence[Span], definite: bool = False) -> list[Span]:
    """Its descriptions in some blocks: those that begin with *the* or the like, or those that do not."""
    text = case.article.text
    nominal = (m.span for m in source.mentions if m.form is Form.NOMINAL and overlaps_any(within, m.span))
    return [s for s in nominal if (_first(s.of(text)) in DEFINITE) is definite]


def _first(words: str) -> str:
    return next(iter(_WORD.findall(words.lower())), "")


def _is_cut_short(told: Told, source: Source) -> bool:
    """Whether it is called by the first words, and no others, of what was called more fully: *a person familiar*."""
    start = told.case.mentioned[source.id][0]
    return told.longer.get(_words(source.label), start) < start


def _words(label: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(label.lower()))


def _is_named_beside(told: Told, source: Source) -> bool:
    """Whether a role without *a* or *the* stands before a name between commas: *chief warden, Ada Moss, said*."""
    case = told.case
    text = case.article.text
    bare = (s for s in _described(case, source, case.blocks) if source.count == 1)
    return any(_first(s.of(text)) not in INDEFINITE and _NAMED_BESIDE.match(text, s.end) for s in bare)


def _is_named_next(told: Told, source: Source) -> bool:
    """Whether the next words of its paragraph are those of one whom the article names there first, and says no more of.

    *A spokeswoman for the mill said it would close. "We tried all we could," said Ada Moss.*
    """
    case = told.case
    if source.count not in (None, 1) or case.grants_of(source.id):
        return False
    last = case.statements_of(source.id)[-1]
    after = told.after(last)
    speaker = case.source(after.source_id) if after is not None else None
    if after is None or speaker is None or speaker.kind is not SourceKind.NAMED_PERSON:
        return False
    spoken = after.source
    return (
        spoken is not None
        and case.mentioned[speaker.id][0] >= spoken.start
        and speaker.description is None
        and number_at(case.paragraphs, opening(last)) == number_at(case.paragraphs, opening(after))
        and " ".join(spoken.of(case.article.text).split()) == speaker.label
    )


def _is_called_so_next(told: Told, source: Source) -> bool:
    """Whether it is a role alone (*a local official*), and the next to speak is first named there, with that role.

    *The pier was shut, a local official said. Port official Ida Brandt said it would stay so.*
    """
    case = told.case
    role = _role_alone(told, source)
    if role is None or case.grants_of(source.id):
        return False
    after = told.after(case.statements_of(source.id)[0])
    speaker = case.source(after.source_id) if after is not None else None
    if after is None or after.source is None or speaker is None or speaker.kind is not SourceKind.NAMED_PERSON:
        return False
    text, first = case.article.text, case.mentioned[speaker.id][0]
    words = [after.source.of(text), *([speaker.description.of(text)] if speaker.description is not None else [])]
    return first > case.mentioned[source.id][0] and any(role in _WORD.findall(each.lower()) for each in words)


def _role_alone(told: Told, source: Source) -> str | None:
    """The last word of *an expert* or *one local official*; None if it is called anything else, or more than once."""
    mentions = [m for m in source.mentions if m.form is not Form.PRONOUN]
    if len(mentions) != 1 or source.count != 1:
        return None
    words = _WORD.findall(mentions[0].span.of(told.case.article.text).lower())
    return words[-1] if 1 < len(words) <= _TEASER and words[0] in ARTICLES - {"the"} | {"one"} else None


def _is_told_again(told: Told, source: Source) -> bool:
    """Whether it is a role alone (*an expert*), and somebody named only further down says what it says again."""
    case = told.case
    if _role_alone(told, source) is None or len(case.statements_of(source.id)) != 1:
        return False
    end = next(m.span.end for m in source.mentions if m.form is not Form.PRONOUN)
    said = case.statements_of(source.id)[0].content
    alike = Counter(
        number
        for stem in _stems(case.article.text, said)
        for number, start in told.by_name.get(stem, ())
        if start > end
    )
    return max(alike.values(), default=0) >= _AGAIN


def _stems(text: str, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for span in spans for word in _LETTERS.findall(span.of(text)))


# ---------------------------------------------------------------- hedges


def is_answered_beside(case: Case, hedge: Statement) -> bool:
    """Whether words that hide who says so stand beside those that tell it.

    They follow the sentence of a report in their paragraph, and so pass on more of it; what comes next says who first
    told *the news*; or they are the headline's, and its paragraphs tell.
    """
    at, parts = opening(hedge), part_spans(case.article)
    if touches(hedge, parts.get("headline", ())):
        return any(_is_credited(case, s) and touches(s, parts.get("lead", ())) for s in case.statements)
    here = bisect_left(case.sentences, at + 1, key=lambda s: s.start) - 1
    before = case.sentences[here - 1] if here > 0 else Span(0, 0)
    after = case.sentences[here + 1] if here + 1 < len(case.sentences) else Span(0, 0)
    together = number_at(case.paragraphs, before.start) == number_at(case.paragraphs, at) if here > 0 else False
    return (together and any(_is_of_report(case, s) for s in _marked(case, before))) or any(
        _takes_up(case, s) for s in _marked(case, after)
    )


def _marked(case: Case, sentence: Span) -> list[Statement]:
    return list(case.marks.overlapping(sentence))


def _is_of_report(case: Case, statement: Statement) -> bool:
    source = case.source(statement.source_id)
    return source is not None and source.kind in _REPORTS and any(c.isupper() for c in source.label)


def _is_credited(case: Case, statement: Statement) -> bool:
    source = case.source(statement.source_id)
    return source is not None and source.kind is not SourceKind.UNATTRIBUTED


def _takes_up(case: Case, statement: Statement) -> bool:
    """Whether a credited statement says no more than *the news* or *this* of what somebody reported."""
    if not _is_credited(case, statement):
        return False
    words = [_WORD.findall(content.of(case.article.text).lower()) for content in statement.content]
    short = len(words) == 1 and 0 < len(words[0]) <= _TAKES_UP
    return short and words[0][0] in DEFINITE | THEY | {"it"}
