"""Whether somebody who is accused answers: in words of their own, of those who speak for them, or by silence.

Names decide; where words like *her lawyer* or *the company* could mean the party, the reply is unsure. Words of the
accused are an answer if they deny, answer or own to something, or take up that somebody is accused, near the charge;
those of somebody who speaks for the accused if they stand right after it. What else the accused says is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.analysis.accusations.parties import Party
from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.function_words import ARTICLES, HE_OR_SHE, IT, THEY, any_of
from auditor.language.parsed import Parsed
from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.resolved import Resolved
from auditor.records.sourcing import Form, NonResponse, NonResponseKind, Source, SourceKind, Statement

_NAMED = re.compile(r"\b[A-Z][a-z]+|\b[A-Z]{2,}")
_ABOUT = re.compile(rf"\b{any_of(HE_OR_SHE | THEY | IT | ARTICLES)}\b", re.I)
_NOBODY = re.compile(r"(?!)")
_PRONOUN = re.compile(any_of({"he", "she", "they", "it", "both", "neither"}), re.I)
_SPOKES = (SourceKind.UNNAMED_SPOKESPERSON, SourceKind.NAMED_ORGANIZATION, SourceKind.NAMED_PERSON, SourceKind.DOCUMENT)
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_OPENING = 60
"""Code points at the beginning of what the accused says in which it says that something is not so."""
_NEXT, _NEAR = 1, 3
"""Paragraphs: who speaks for the accused in the next one answers; up to so many away, a sign of answering is needed."""

_KINDS: Mapping[NonResponseKind, ReplyKind] = {
    NonResponseKind.DECLINED: ReplyKind.DECLINED,
    NonResponseKind.NO_RESPONSE: ReplyKind.NO_RESPONSE,
    NonResponseKind.UNREACHABLE: ReplyKind.UNREACHABLE,
    NonResponseKind.PENDING: ReplyKind.PENDING,
}


class Answers(NamedTuple):
    """What the article gives of the accused, beside one charge."""

    replies: tuple[Reply, ...]
    speaks: tuple[Span, ...]
    """Where the accused says something else."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is accused: of whom, by which source, in which words."""

    party: Party
    by: str | None
    span: Span
    cue: Span


def answers(parsed: Parsed, place: Place, resolved: Resolved) -> Answers:
    """Every place where the accused answers, or gives no answer, in order; and where it says something else."""
    text, words, party = parsed.text, parsed.words, place.party
    voice = words.pattern("replies", "voice") or _NOBODY
    sure = {s.id: _speaks_for(text, s, party, voice) for s in resolved.sources if s.id != place.by}
    found: list[Reply] = []
    speaks: list[Span] = []
    for statement in resolved.statements:
        is_sure = sure.get(statement.source_id or "")
        span = statement.cue or next(iter(statement.content), None)
        if is_sure is None or span is None or span.overlaps(place.span):
            continue
        kind = _kind(parsed, place, statement)
        if kind is None:
            speaks.append(span)
        else:
            found.append(Reply(kind, span, is_sure, statement.source_id))
    silences = (r for r in _silences(text, party, resolved.non_responses, voice) if not r.span.overlaps(place.cue))
    ordered = sorted((*found, *silences), key=lambda reply: (reply.span.start, reply.span.end))
    return Answers(tuple(ordered), tuple(sorted(speaks)))


def _kind(parsed: Parsed, place: Place, statement: Statement) -> ReplyKind | None:
    """How a statement of the accused answers the charge; None if it does not."""
    text, words = parsed.text, parsed.words
    cue = [statement.cue] if statement.cue is not None else []
    opening = [Span(c.start, min(c.end, c.start + _OPENING)) for c in statement.content[:1]]
    at = statement.cue or statement.content[0]
    away = _paragraphs(parsed, place.span.start, at.start)
    takes_up = words.first(text, statement.content, "replies", "charge") is not None
    if words.first(text, [*cue, *opening], "replies", "denial") is not None:
        shared = _telling(parsed, place.party, [place.span]) & _telling(parsed, place.party, statement.content)
        return ReplyKind.DENIAL if shared or takes_up or abs(away) <= _NEAR else None
    answered = takes_up or words.first(text, cue, "replies", "answer") is not None
    spoken_for = statement.source_id != place.party.source_id
    if (answered and abs(away) <= _NEAR) or (spoken_for and 0 <= away <= _NEXT):
        return ReplyKind.STATEMENT
    return None


def _paragraphs(parsed: Parsed, one: int, other: int) -> int:
    """How many blocks `other` stands after `one`; negative if it stands before it."""
    starts = [block.span.start for block in parsed.article.blocks]
    place = [max((n for n, start in enumerate(starts) if start <= at), default=0) for at in (one, other)]
    return place[1] - place[0]


def _telling(parsed: Parsed, party: Party, spans: Sequence[Span]) -> frozenset[str]:
    """The lemmas of the words in `spans` that say something, without the party's name."""
    own = {word.lower() for word in party.label.split()} | party.names
    inside = (t for span in spans for t in syntax.between(parsed.doc, span.start, span.end))
    return frozenset(t.lemma_.lower() for t in inside if t.pos_ in _TELLING and not t.is_stop and t.lower_ not in own)


def _speaks_for(text: str, source: Source, party: Party, voice: re.Pattern[str]) -> bool | None:
    """True for the party and those who are said to speak for it, False for those who may, None for all others."""
    if source.id == party.source_id:
        return True
    if source.kind not in _SPOKES:
        return None
    words = [source.label, *(m.span.of(text) for m in source.mentions if m.form is Form.NOMINAL)]
    if source.description is not None:
        words.append(source.description.of(text))
    about = " ".join(words)
    named = _is_named(about, party.names)
    if not party.person and _is_short_form(source.label, party):
        return True
    if named and (voice.search(about) or not party.person or source.kind is SourceKind.NAMED_ORGANIZATION):
        return True
    if source.kind is SourceKind.UNNAMED_SPOKESPERSON and not _NAMED.search(about[1:]):
        return False
    if source.kind is SourceKind.NAMED_PERSON and source.description is not None:
        described = source.description.of(text)
        if voice.search(described) and _ABOUT.search(described) and not _NAMED.search(described[1:]):
            return False
    return None


def _silences(text: str, party: Party, non_responses: Sequence[NonResponse], voice: re.Pattern[str]) -> Iterator[Reply]:
    for item in non_responses:
        about = f"{item.party_label or ''} {item.party.of(text) if item.party else ''}".strip()
        short = item.party is not None and _is_short_form(item.party.of(text), party)
        if short or _is_named(about, party.names) or _is_named(item.span.of(text), party.names):
            yield Reply(_KINDS[item.kind], item.span, True)
        elif not _NAMED.search(about[1:]) and (not about or voice.search(about) or _PRONOUN.fullmatch(about)):
            yield Reply(_KINDS[item.kind], item.span, False)


def _is_short_form(words: str, party: Party) -> bool:
    """Whether *the council* stands for Northgate Council."""
    return not party.person and words.lower().removeprefix("the ") == party.label.split()[-1].lower()


def _is_named(words: str, names: frozenset[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words.lower()) for name in names)


def nearest(found: Sequence[Reply], place: Span) -> Reply | None:
    """The sure reply nearest to `place`, else the nearest unsure one; None if there is none."""
    sure = [r for r in found if r.sure] or list(found)
    return min(sure, key=lambda reply: abs(reply.span.start - place.start), default=None)
