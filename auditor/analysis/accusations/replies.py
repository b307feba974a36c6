"""Whether somebody who is accused answers: in words of their own, of those who speak for them, or by silence.

Names decide; where words like *her lawyer* or *the company* could mean the party, the reply is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.analysis.accusations.parties import Party
from auditor.base.spans import Span
from auditor.language.function_words import ARTICLES, HE_OR_SHE, IT, THEY, any_of
from auditor.language.words import Words
from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.resolved import Resolved
from auditor.records.sourcing import Form, NonResponse, NonResponseKind, Source, SourceKind

_NAMED = re.compile(r"\b[A-Z][a-z]+|\b[A-Z]{2,}")
_ABOUT = re.compile(rf"\b{any_of(HE_OR_SHE | THEY | IT | ARTICLES)}\b", re.I)
_NOBODY = re.compile(r"(?!)")
_PRONOUN = re.compile(any_of({"he", "she", "they", "it", "both", "neither"}), re.I)
_SPOKES = (SourceKind.UNNAMED_SPOKESPERSON, SourceKind.NAMED_ORGANIZATION, SourceKind.NAMED_PERSON, SourceKind.DOCUMENT)

_KINDS: Mapping[NonResponseKind, ReplyKind] = {
    NonResponseKind.DECLINED: ReplyKind.DECLINED,
    NonResponseKind.NO_RESPONSE: ReplyKind.NO_RESPONSE,
    NonResponseKind.UNREACHABLE: ReplyKind.UNREACHABLE,
    NonResponseKind.PENDING: ReplyKind.PENDING,
}


def replies(text: str, party: Party, accuser: str | None, resolved: Resolved, words: Words) -> tuple[Reply, ...]:
    """Every place where `party` answers, or gives no answer, in order."""
    voice = words.pattern("replies", "voice") or _NOBODY
    sure = {s.id: _speaks_for(text, s, party, voice) for s in resolved.sources if s.id != accuser}
    found: list[Reply] = []
    for statement in resolved.statements:
        is_sure = sure.get(statement.source_id or "")
        span = statement.cue or next(iter(statement.content), None)
        if is_sure is None or span is None:
            continue
        denies = statement.cue is not None and words.first(text, [statement.cue], "replies", "denial") is not None
        found.append(Reply(ReplyKind.DENIAL if denies else ReplyKind.STATEMENT, span, is_sure))
    found += _silences(text, party, resolved.non_responses, voice)
    return tuple(sorted(found, key=lambda reply: (reply.span.start, reply.span.end)))


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
