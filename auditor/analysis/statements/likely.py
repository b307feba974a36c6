"""Which of the statements found are any: how likely it is that words pass something on, by all that is known of them.

Rules and tagger take some acts of office for statements (*the board approved the plan*), promises that nobody voiced,
titles and captions. What each of them makes of the words, the verb, the form of the content and whether the same source
is heard elsewhere are weighed together; docs/sources.md tells from what the weights were learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from math import log

from spacy.tokens import Token

from auditor.analysis.scorer import Features, Scorer
from auditor.analysis.statements.contents import head_of
from auditor.base.spans import Nest, Span
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.records.resolved import Heard, Told
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Reading, SourceKind, Statement, Unvoiced

_LIKELY = 0.5
"""Below this probability a statement of low confidence is none: most of those would bring a source of their own."""
_LIKELY_ELSEWHERE = 0.3
"""The same for a speaker of whom another statement is as likely as this:"""
_SURE = 0.8
_CLOSED = frozenset({"ADP", "DET", "PART", "PRON", "SCONJ"})
"""Parts of speech whose words are few and always the same."""
_TELLING = frozenset({"neg", "aux", "auxpass", "ccomp", "xcomp", "dobj", "prep", "advcl", "mark"})
"""Dependents that tell how a verb is used."""
_SHORT, _VERY_SHORT, _LONG = 25, 12, 120
"""Code points of content."""
_MOST_WORDS, _MOST_OTHERS = 8, 5
_EXTREME = 1e-3


def likely(parsed: Parsed, heard: Heard, told: Told, model: Scorer) -> Heard:
    """`heard` without statements of low confidence that are likely to be none; they are told as unvoiced.

    What a newsroom's own rule found stays, and so does the word of a nameless source, which is what an editor must not
    miss: of one who is described as such sources are, and whatever stands in a sentence with a grant.
    """
    granting = Nest((grant.span, grant.span) for grant in told.grants)
    described = Nest((m.span, m.span) for m in parsed.matches if m.kind is RuleKind.DESCRIPTOR)
    doubtful = {s.id for s in heard.statements if not _is_kept(parsed, s, granting, described)}
    if not doubtful:
        return heard
    likelihoods = [model.probability(found) for found in features(parsed, heard)]
    heads = [_head(parsed, s.source) for s in heard.statements]
    surely = {_word(h) for h, likelihood in zip(heads, likelihoods, strict=True) if h and likelihood >= _SURE}
    unlikely = {
        s.id
        for s, head, likelihood in zip(heard.statements, heads, likelihoods, strict=True)
        if s.id in doubtful and likelihood < (_LIKELY_ELSEWHERE if _is_met(head, surely) else _LIKELY)
    }
    if not unlikely:
        return heard
    dropped = (s for s in heard.statements if s.id in unlikely)
    unvoiced = [*heard.unvoiced, *(Unvoiced(s.source, s.cue, s.content) for s in dropped if s.cue is not None)]
    return Heard(
        tuple(s for s in heard.statements if s.id not in unlikely),
        {key: reading for key, reading in heard.readings.items() if key not in unlikely},
        tuple(sorted(unvoiced, key=lambda each: each.cue)),
    )


def _head(parsed: Parsed, source: Span | None) -> Token | None:
    return None if source is None else head_of(parsed.doc, source)


def _is_met(head: Token | None, surely: Set[str]) -> bool:
    """Whether the article has the speaker from elsewhere: a pronoun stands for somebody, a word is that of another."""
    return head is not None and (head.pos_ == "PRON" or _word(head) in surely)


def _is_kept(parsed: Parsed, statement: Statement, granting: Nest[Span], described: Nest[Span]) -> bool:
    """Whether a statement stays, however unlikely."""
    if statement.cue is None or statement.confidence > Confidence.LOW:
        return True
    if any(e.found_by is FoundBy.HOUSE_RULE for e in statement.evidence):
        return True
    if statement.source is not None and next(described.overlapping(statement.source), None) is not None:
        return True
    sentence = head_of(parsed.doc, statement.cue).sent
    around = Span(sentence.start_char, sentence.end_char)
    return next(granting.overlapping(around), None) is not None


def features(parsed: Parsed, heard: Heard) -> list[Features]:
    """For each statement of `heard` what speaks for and against its being one."""
    heads = [_head(parsed, s.source) for s in heard.statements]
    met = Counter(_word(head) for head in heads if head is not None)
    return [
        dict(
            [
                ("bias", 1.0),
                *_of_finders(statement),
                *_of_reading(heard.readings.get(statement.id)),
                *_of_content(parsed, statement.content),
                *(_of_cue(parsed, statement, statement.cue) if statement.cue is not None else ()),
                *(_of_source(head, met[_word(head)] - 1) if head is not None else ()),
            ]
        )
        for statement, head in zip(heard.statements, heads, strict=True)
    ]


def _word(head: Token) -> str:
    return str(head.lemma_.lower())


def _of_finders(statement: Statement) -> Iterator[tuple[str, float]]:
    for finder in sorted({e.found_by for e in statement.evidence}):
        yield f"found by {finder}", 1.0
    rules = sum(e.found_by is FoundBy.RULE for e in statement.evidence)
    yield "rules that found it", float(rules)
    yield f"of {statement.confidence} confidence", 1.0
    yield f"{statement.mode}", 1.0
    if statement.hides_speaker:
        yield "hides who says so", 1.0
    if statement.source is None:
        yield "names no speaker", 1.0
    if statement.cue is None:
        yield "has no cue", 1.0


def _of_reading(reading: Reading | None) -> Iterator[tuple[str, float]]:
    if reading is None:
        yield "not read by the tagger", 1.0
        return
    yield "a cue by the tagger", _odds(reading.probability)
    yield "voiced by the tagger", _odds(reading.voiced)
    for kind, share in zip(SourceKind, reading.kinds, strict=True):
        yield f"a source of {kind} by the tagger", share
    if reading.source is None:
        yield "the tagger sees no speaker", 1.0


def _odds(probability: float) -> float:
    """The logarithm of the odds, no farther from 0 than that of one in a thousand, by a third."""
    return log(max(probability, _EXTREME) / max(1.0 - probability, _EXTREME)) / 3


def _of_content(parsed: Parsed, content: Sequence[Span]) -> Iterator[tuple[str, float]]:
    length = sum(map(len, content))
    yield "length", log(length + 1) / 5
    for name, is_so in (("short", length < _SHORT), ("very short", length < _VERY_SHORT), ("long", length > _LONG)):
        if is_so:
            yield f"{name} content", 1.0
    first = syntax.token_at(parsed.doc, content[0].start) if content else None
    if first is not None:
        yield f"content begins with {first.lower_ if first.pos_ in _CLOSED else first.pos_}", 1.0


def _of_cue(parsed: Parsed, statement: Statement, cue: Span) -> Iterator[tuple[str, float]]:
    head = head_of(parsed.doc, cue)
    yield f"cue {_word(head)}", 1.0
    yield f"cue is {head.tag_}", 1.0
    yield f"cue as {head.dep_}", 1.0
    yield "words of the cue", float(len(list(syntax.between(parsed.doc, cue.start, cue.end))))
    for name in sorted({child.dep_ for child in head.children} & _TELLING):
        yield f"cue with {name}", 1.0
    for helper in sorted({_word(child) for child in head.children if child.dep_ == "aux"}):
        yield f"cue after {helper}", 1.0
    subjects = [child.dep_ for child in head.children if child.dep_ in syntax.SUBJECTS]
    yield f"cue's subject {subjects[0] if subjects else 'not there'}", 1.0
    sentence = Span(head.sent.start_char, head.sent.end_char)
    if next(quoting.overlapping(parsed.quotations, sentence), None) is not None:
        yield "words quoted in the sentence", 1.0
    if statement.source is not None and statement.source.start < cue.start:
        yield "speaker before the cue", 1.0


def _of_source(head: Token, others: int) -> Iterator[tuple[str, float]]:
    yield f"speaker is {head.pos_}", 1.0
    yield f"speaker recognised as {head.ent_type_ or 'nothing'}", 1.0
    yield "words of the speaker", min(head.right_edge.i - head.left_edge.i + 1, _MOST_WORDS) / _MOST_WORDS
    determiner = next((child.lower_ for child in head.children if child.dep_ == "det"), "none")
    yield f"speaker with determiner {determiner}", 1.0
    yield "speaker heard elsewhere", min(others, _MOST_OTHERS) / _MOST_OTHERS
    if not others:
        yield "speaker heard nowhere else", 1.0
