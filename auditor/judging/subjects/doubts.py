"""What makes a source or a hedge doubtful: what seems to be new may be somebody, or something, told of beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

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


def may_be_another(case: Case, source: Source) -> bool:
    """Whether an unnamed source may be one that the article tells of elsewhere, so that it counts twice or has a name.

    It may be taken up by *the* or *the same* after other unnamed people spoke, be a headline's word for those below, or
    be named right after it or where the article comes to it.
    """
    if source.kind is not SourceKind.ANONYMOUS or not source.mentions or not case.statements_of(source.id):
        return False
    tests = (_is_taken_up, _is_headlines_word, _is_cut_short, _is_named_beside, _is_named_next, _is_told_again)
    return any(test(case, source) for test in tests)


def may_be_granted_with_others(case: Case) -> bool:
    """Whether one of many was granted anonymity with them: *one of the ten aides who spoke on that condition*."""
    text = case.article.text
    mentions = ((g, m.span) for g in case.grants if (s := case.source(g.source_id)) is not None for m in s.mentions)
    return any(m.contains(g.span) and _WORD.findall(m.of(text).lower())[:2] == ["one", "of"] for g, m in mentions)


def _is_taken_up(case: Case, source: Source) -> bool:
    """Whether all its descriptions begin with *the*, *those* or the like, and another without a name spoke before."""
    if not _described(case, source, case.blocks, definite=True) or _described(case, source, case.blocks):
        return False
    start = opening(case.statements_of(source.id)[0])
    others = (case.source(s.source_id) for s in case.statements if opening(s) < start)
    return any(o is not None and o is not source and o.kind in _INDIVIDUALS for o in others)


def _is_headlines_word(case: Case, source: Source) -> bool:
    """Whether it is introduced in the headline alone, and other anonymous sources of the article's own speak below."""
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


def _is_cut_short(case: Case, source: Source) -> bool:
    """Whether it is called by the first words, and no others, of what was called more fully: *a person familiar*."""
    words = _WORD.findall(source.label.lower())
    start = case.mentioned[source.id][0]
    before = (
        _WORD.findall(s.label.lower())
        for s in case.sources
        if s is not source and s.kind is SourceKind.ANONYMOUS and case.mentioned[s.id][0] < start
    )
    return len(words) >= _FULL and any(len(longer) > len(words) == _shared(words, longer) for longer in before)


def _shared(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words two lists begin with alike."""
    return next((n for n, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), len(words))


def _is_named_beside(case: Case, source: Source) -> bool:
    """Whether a role without *a* or *the* stands before a name between commas: *chief warden, Ada Moss, said*."""
    text = case.article.text
    bare = (s for s in _described(case, source, case.blocks) if source.count == 1)
    return any(_first(s.of(text)) not in INDEFINITE and _NAMED_BESIDE.match(text, s.end) for s in bare)


def _is_named_next(case: Case, source: Source) -> bool:
    """Whether the next words of its paragraph are those of one whom the article names there first, and says no more of.

    *A spokeswoman for the mill said it would close. "We tried all we could," said Ada Moss.*
    """
    if source.count not in (None, 1) or case.grants_of(source.id):
        return False
    last = case.statements_of(source.id)[-1]
    after = next((s for s in case.statements if opening(s) > opening(last)), None)
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


def _is_told_again(case: Case, source: Source) -> bool:
    """Whether it is a role alone (*an expert*), and somebody named only further down says what it says again."""
    mentions = [m for m in source.mentions if m.form is not Form.PRONOUN]
    said = case.statements_of(source.id)
    if len(mentions) != 1 or len(said) != 1 or source.count != 1:
        return False
    text, words = case.article.text, _WORD.findall(mentions[0].span.of(case.article.text).lower())
    if not 1 < len(words) <= _TEASER or words[0] not in ARTICLES - {"the"} | {"one"}:
        return False
    mine = _stems(text, said[0].content)
    named = (s for s in case.sources if s.kind is SourceKind.NAMED_PERSON)
    later = (s for s in named if case.mentioned[s.id][0] > mentions[0].span.end)
    return any(
        len(mine & _stems(text, statement.content)) >= _AGAIN
        for person in later
        for statement in case.statements_of(person.id)
    )


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
