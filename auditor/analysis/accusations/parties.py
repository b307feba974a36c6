"""The accused: names and short forms joined to one person or body whom the article names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.words import ListName, Words
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind

_NAME = re.compile(r"[A-Z][\w’'.&-]*|[A-Z]\.")
_BODY, _PERSON = "ORG", "PERSON"
_LABELS = (_BODY, _PERSON)
_SHORTEST = 3
_SHARED: tuple[ListName, ...] = ("titles", "not-names", "organizations")
"""Lists of words that many names share."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body that can be told by name."""

    label: str
    source_id: str | None
    person: bool
    names: frozenset[str]
    """Words, in lower case, each of which is enough to tell the party by."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which words tell one name from others in an article: all but those that many names share."""

    common: frozenset[str]
    """Titles, suffixes, words for kinds of bodies, places and days, in lower case."""
    entities: Mapping[str, tuple[str, ...]]
    """The names that the parser found, each once, by their label."""
    _known: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, doc: Doc, words: Words) -> Names:
        """The names that the parser found in `doc`, and the words that many names share."""
        known = (words.entries(name).items() for name in _SHARED)
        shared = {entry for entries in known for entry, tags in entries if tags != {"known"}}
        entities = {label: tuple(dict.fromkeys(e.text for e in doc.ents if e.label_ == label)) for label in _LABELS}
        return cls(frozenset(shared | {entry.rstrip(".") for entry in shared}), entities)

    def telling(self, label: str, person: bool) -> frozenset[str]:
        """The words of `label` that tell it from others: a person's last name, a body's own words and initials."""
        key = (label, person)
        if key not in self._known:
            self._known[key] = self._telling(label, person)
        return self._known[key]

    def _telling(self, label: str, person: bool) -> frozenset[str]:
        words = [w.strip(".,’'").removesuffix("’s").removesuffix("'s") for w in _NAME.findall(label)]
        words = [w for w in words if w.lower() not in self.common]
        telling = [w for w in words if len(w) >= _SHORTEST or w.isupper()]
        if person:
            return frozenset(w.lower() for w in telling[-1:])
        initials = "".join(w[0] for w in words)
        found = {w.lower() for w in telling}
        return frozenset(found | {initials.lower()} if len(initials) >= _SHORTEST else found)


def party_at(doc: Doc, span: Span, sources: Sequence[Source], names: Names) -> Party | None:
    """The named person or body that the words at `span` stand for; None for anything else."""
    head = _head(doc, span)
    if head is None:
        return None
    place = syntax.token_span(head)
    source = next((s for s in sources if s.kind in NAMED_KINDS and _stands_for(s, place, span)), None)
    if source is not None:
        person = source.kind is SourceKind.NAMED_PERSON
        return Party(source.label, source.id, person, names.telling(source.label, person))
    if head.pos_ != "PROPN" or head.ent_type_ not in _LABELS:
        return None
    return _unheard(doc, head, sources, names)


def _head(doc: Doc, span: Span) -> Token | None:
    tokens = [t for t in syntax.between(doc, span.start, span.end) if not t.is_space]
    return next((t for t in tokens if t.head == t or not span.covers(t.head.idx)), None)


def _stands_for(source: Source, head: Span, span: Span) -> bool:
    """Whether a mention of `source` is what the words at `span` are about, and not just a part of them."""
    return any(
        mention.span.contains(head) and abs(mention.span.end - head.end) <= len(span) for mention in source.mentions
    )


def _unheard(doc: Doc, head: Token, sources: Sequence[Source], names: Names) -> Party | None:
    """The party of a name that no mention covers: a source by a short form of its name, or one who is no source."""
    person = head.ent_type_ == _PERSON
    own = next((e.text for e in head.sent.ents if e.start <= head.i < e.end), None)
    if own is None or own.lower() in names.common or not names.telling(own, person):
        return None
    kind = SourceKind.NAMED_PERSON if person else SourceKind.NAMED_ORGANIZATION
    for source in sources:
        if source.kind is kind and _is_form_of(own, source.label, person, names):
            return Party(source.label, source.id, person, names.telling(source.label, person))
    alike = [text for text in names.entities[head.ent_type_] if _is_form_of(own, text, person, names)]
    label = " ".join(max(alike, key=len, default=own).split())
    label = re.sub(r"['’]s$", "", label)
    # The parser often takes a company for a person, so that any word of the name may be its short form.
    return Party(label, None, person, names.telling(label, False))


def _is_form_of(short: str, full: str, person: bool, names: Names) -> bool:
    """Whether `full` may be a fuller form of `short`; a body's holds all its words: no committee is a convention."""
    if not names.telling(short, person) <= names.telling(full, person):
        return False
    return person or {w.lower() for w in _NAME.findall(short)} <= {w.lower() for w in _NAME.findall(full)}
