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

from auditor.analysis.accusations.charges import own_words, telling
from auditor.analysis.accusations.parties import Party
from auditor.base.spans import Span, number_at
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What a statement shows of being an answer, whatever it may answer."""

    span: Span
    """Its cue, or its first words."""
    block: int
    denies: bool
    takes_up: bool
    """Whether it speaks of an accusation."""
    answers: bool


class Hearing:
    """What an article gives of those who are accused; each statement is read once, however many charges there are."""

    def __init__(self, parsed: Parsed, resolved: Resolved) -> None:
        self._parsed = parsed
        self._resolved = resolved
        self._blocks = [block.span for block in parsed.article.blocks]
        self._said: dict[str, _Said] = {}
        self._speakers: dict[Party, dict[str, bool]] = {}

    def answers(self, place: Place) -> Answers:
        """Every place where the accused answers, or gives no answer, in order; and where it says something else."""
        voice = self._parsed.words.pattern("replies", "voice") or _NOBODY
        sure = self._speakers_for(place.party, voice)
        found: list[Reply] = []
        speaks: list[Span] = []
        for statement in self._resolved.statements:
            by = statement.source_id
            if by is None or by == place.by or by not in sure or not (statement.cue or statement.content):
                continue
            said = self._signs(statement)
            if said.span.overlaps(place.span):
                continue
            kind = self._kind(place, statement, said)
            if kind is None:
                speaks.append(said.span)
            else:
                found.append(Reply(kind, said.span, sure[by], by))
        silences = _silences(self._parsed.text, place.party, self._resolved.non_responses, voice)
        every = (*found, *(reply for reply in silences if not reply.span.overlaps(place.cue)))
        ordered = sorted(every, key=lambda reply: (reply.span.start, reply.span.end))
        return Answers(tuple(ordered), tuple(sorted(speaks)))

    def _speakers_for(self, party: Party, voice: re.Pattern[str]) -> dict[str, bool]:
        """Those who speak for `party`, itself among them, and whether that is sure."""
        if party not in self._speakers:
            text = self._parsed.text
            told = ((s.id, _speaks_for(text, s, party, voice)) for s in self._resolved.sources)
            self._speakers[party] = {id_: is_sure for id_, is_sure in told if is_sure is not None}
        return self._speakers[party]

    def _signs(self, statement: Statement) -> _Said:
        if statement.id not in self._said:
            text, words = self._parsed.text, self._parsed.words
            cue = [statement.cue] if statement.cue is not None else []
            opening = [Span(c.start, min(c.end, c.start + _OPENING)) for c in statement.content[:1]]
            span = statement.cue or statement.content[0]
            self._said[statement.id] = _Said(
                span=span,
                block=number_at(self._blocks, span.start),
                denies=words.first(text, [*cue, *opening], "replies", "denial") is not None,
                takes_up=words.first(text, statement.content, "replies", "charge") is not None,
                answers=words.first(text, cue, "replies", "answer") is not None,
            )
        return self._said[statement.id]

    def _kind(self, place: Place, statement: Statement, said: _Said) -> ReplyKind | None:
        """How a statement of the accused answers the charge; None if it does not."""
        away = said.block - number_at(self._blocks, place.span.start)
        if said.denies:
            near = said.takes_up or abs(away) <= _NEAR
            return ReplyKind.DENIAL if near or self._shares_words(place, statement) else None
        spoken_for = statement.source_id != place.party.source_id
        answered = (said.takes_up or said.answers) and abs(away) <= _NEAR
        return ReplyKind.STATEMENT if answered or (spoken_for and 0 <= away <= _NEXT) else None

    def _shares_words(self, place: Place, statement: Statement) -> bool:
        """Whether a statement has a word of the charge in it that says something, beside the party's name."""
        doc, own = self._parsed.doc, own_words(place.party.label) | place.party.names
        return bool(telling(doc, [place.span], own) & telling(doc, statement.content, own))


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
