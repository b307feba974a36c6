"""Whether somebody who is accused answers: in words of their own, of those who speak for them, or by silence.

Names decide; where words like *her lawyer* or *the company* could mean the party, the reply is unsure. Words of the
accused are an answer if they deny, answer or own to something, or take up that somebody is accused, near the charge;
those of somebody who speaks for the accused if they stand right after it. Words further on, and words after the charge
that begin by saying that something is not so, may be one. What else the accused says is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from auditor.analysis.accusations.acts import Act, Acts
from auditor.analysis.accusations.charges import forms, own_words, telling
from auditor.analysis.accusations.parties import Party
from auditor.analysis.accusations.principals import Principals
from auditor.analysis.accusations.voices import Voices, called, is_named
from auditor.base.spans import Span, number_at
from auditor.language import syntax
from auditor.language.function_words import NEGATIVES, any_of
from auditor.language.parsed import Parsed
from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.resolved import Resolved
from auditor.records.sourcing import NonResponse, NonResponseKind, Statement

_NAMED = re.compile(r"\b[A-Z][a-z]+|\b[A-Z]{2,}")
_NOBODY = re.compile(r"(?!)")
_PRONOUN = re.compile(any_of({"he", "she", "they", "it", "both", "neither"}), re.I)
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
    negates: bool
    """Whether it begins by saying that something is not so: *“I never saw it”*."""


@dataclass(frozen=True, slots=True)
class _Silence:
    """A non-response, and the words that tell whose it is."""

    found: NonResponse
    party: str
    """The words for the party, in lower case, without *the*; empty where they are not given."""
    named: tuple[str, str]
    """What may name the party: the words for it, and all words of the non-response; in lower case."""
    is_anybodys: bool
    """Whether nothing in it says whose it is."""


class Hearing:
    """What an article gives of those who are accused; all of it is read once, however many charges there are."""

    def __init__(self, parsed: Parsed, resolved: Resolved) -> None:
        self._parsed = parsed
        self._resolved = resolved
        self._blocks = [block.span for block in parsed.article.blocks]
        self._said: dict[str, _Said] = {}
        self._telling: dict[str, frozenset[tuple[str, str]]] = {}
        self._speakers: dict[Party, dict[str, bool]] = {}
        self._unanswered: dict[Party, tuple[Reply, ...]] = {}

    def answers(self, place: Place) -> Answers:
        """Every place where the accused answers, or gives no answer, in order; and where it says something else."""
        sure = self._speakers_for(place.party)
        found: list[Reply] = []
        speaks: list[Span] = []
        for number in sorted(n for by in sure if by != place.by for n in self._by_speaker.get(by, ())):
            statement = self._resolved.statements[number]
            by = statement.source_id or ""
            said = self._signs(statement)
            if said.span.overlaps(place.span):
                continue
            kind = self._kind(place, statement, said)
            if kind is not None:
                found.append(Reply(kind, said.span, sure[by], by))
            elif self._may_answer(place, statement, said):
                found.append(Reply(ReplyKind.STATEMENT, said.span, False, by))
            else:
                speaks.append(said.span)
        acts = [act for act in self._acts.of(place.party) if not any(act.span.overlaps(r.span) for r in found)]
        found += (Reply(act.kind, act.span, True, place.party.source_id) for act in acts)
        found += (Reply(act.kind, act.span, False) for act in self._acts_of_somebody(place) if act not in acts)
        every = (*found, *(reply for reply in self._silences_of(place.party) if not reply.span.overlaps(place.cue)))
        ordered = sorted(every, key=lambda reply: (reply.span.start, reply.span.end))
        return Answers(tuple(ordered), tuple(sorted(speaks)))

    def _acts_of_somebody(self, place: Place) -> Iterator[Act]:
        """Silences right after the charge, of *she* or *the company*: perhaps of the accused."""
        for act in self._acts.silences:
            unnamed = _PRONOUN.fullmatch(act.called) or self._voice.fullmatch(act.called)
            away = number_at(self._blocks, act.span.start) - number_at(self._blocks, place.span.start)
            if unnamed and act.span.start > place.span.start and 0 <= away <= _NEXT:
                yield act

    @cached_property
    def _acts(self) -> Acts:
        return Acts(self._parsed, self._resolved)

    @cached_property
    def _voice(self) -> re.Pattern[str]:
        return self._parsed.words.pattern("replies", "voice") or _NOBODY

    @cached_property
    def _by_speaker(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the statements of each source that have a place."""
        found: dict[str, list[int]] = {}
        for number, statement in enumerate(self._resolved.statements):
            if statement.source_id is not None and (statement.cue or statement.content):
                found.setdefault(statement.source_id, []).append(number)
        return found

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[Span]]:
        """Where the article speaks of each figure, by its label."""
        found: dict[str, list[Span]] = {}
        for figure in self._resolved.figures:
            found.setdefault(figure.label, []).extend(figure.mentions)
        return found

    @cached_property
    def _voices(self) -> Voices:
        return Voices(self._parsed.text, self._resolved.sources, self._voice, self._parsed.words)

    @cached_property
    def _principals(self) -> Principals:
        return Principals(self._parsed.doc, self._resolved.sources, self._voice)

    @cached_property
    def _silences(self) -> Sequence[_Silence]:
        return [_silence(self._parsed.text, item, self._voice) for item in self._resolved.non_responses]

    def _speakers_for(self, party: Party) -> dict[str, bool]:
        """Those who speak for `party`, itself among them, and whether that is sure."""
        if party not in self._speakers:
            theirs = self._principals.voices(self._mentions.get(party.label, ()))
            self._speakers[party] = {**self._voices.of(party), **dict.fromkeys(theirs, True)}
        return self._speakers[party]

    def _silences_of(self, party: Party) -> tuple[Reply, ...]:
        """The places that tell that `party` gave no answer, or that somebody gave none of whom nothing is said."""
        if party not in self._unanswered:
            named = self._mentions.get(party.label, ())
            labels = called(party, self._parsed.words)
            self._unanswered[party] = tuple(self._found_silent(party, named, labels))
        return self._unanswered[party]

    def _found_silent(self, party: Party, mentions: Sequence[Span], labels: frozenset[str]) -> Iterator[Reply]:
        for each in self._silences:
            words, kind = each.found.party, _KINDS[each.found.kind]
            same = words is not None and (each.party in labels or any(self._is_for(words, m) for m in mentions))
            others = party.person and words is not None and self._is_of_others(words)
            if same or (not others and is_named(each.named, party.names)):
                yield Reply(kind, each.found.span, True)
            elif each.is_anybodys and not others:
                yield Reply(kind, each.found.span, False)

    def _is_for(self, words: Span, mention: Span) -> bool:
        """Whether the words for who is silent stand for somebody, or for a voice of theirs: not *his neighbour*."""
        if not words.overlaps(mention):
            return False
        head = syntax.root_of(self._parsed.doc, words)
        return head is None or mention.covers(head.idx) or self._voice.search(words.of(self._parsed.text)) is not None

    def _is_of_others(self, words: Span) -> bool:
        """Whether somebody is silent who is no voice (*Ames's wife*), or a voice of others (*of the police*).

        *a police spokesman* is one of these; *a company spokesman* may be anybody's.
        """
        head = syntax.root_of(self._parsed.doc, words)
        if head is None:
            return False
        if self._voice.search(words.of(self._parsed.text)) is None:
            return any(c.dep_ == "poss" for c in head.children)
        served = [n for p in head.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj"]
        served += [c for c in head.children if c.dep_ == "compound"]
        return bool(served) and all(n.pos_ == "NOUN" and self._voice.search(n.text) is None for n in served)

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
                negates=any(map(self._negates, opening)),
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

    def _negates(self, span: Span) -> bool:
        tokens = syntax.between(self._parsed.doc, span.start, span.end)
        return any(token.dep_ == "neg" or token.lower_ in NEGATIVES for token in tokens)

    def _may_answer(self, place: Place, statement: Statement, said: _Said) -> bool:
        """Whether what the accused says later in the article may be an answer, though no word tells what it answers."""
        if statement.source_id != place.party.source_id or said.span.start < place.span.start:
            return False
        return said.negates or said.takes_up or said.answers

    def _shares_words(self, place: Place, statement: Statement) -> bool:
        """Whether a statement has a word of the charge in it that says something, beside the party's name."""
        if statement.id not in self._telling:
            self._telling[statement.id] = frozenset(forms(self._parsed.doc, statement.content))
        own = own_words(place.party.label) | place.party.names
        said = {lemma for word, lemma in self._telling[statement.id] if word not in own}
        return not said.isdisjoint(telling(self._parsed.doc, [place.span], own))


def _silence(text: str, item: NonResponse, voice: re.Pattern[str]) -> _Silence:
    party = item.party.of(text) if item.party else ""
    about = f"{item.party_label or ''} {party}".strip()
    anybodys = not _NAMED.search(about[1:]) and (not about or voice.search(about) or _PRONOUN.fullmatch(about))
    named = about.lower(), item.span.of(text).lower() if not about or anybodys else ""
    return _Silence(item, party.lower().removeprefix("the "), named, bool(anybodys))


def nearest(found: Sequence[Reply], place: Span) -> Reply | None:
    """The sure reply nearest to `place`, else the nearest unsure one; None if there is none."""
    sure = [r for r in found if r.sure] or list(found)
    return min(sure, key=lambda reply: abs(reply.span.start - place.start), default=None)
