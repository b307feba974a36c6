"""The accused: the words for them joined to one person, body or country, by name, role or pronoun."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.function_words import FIRST_PERSON, HE_OR_SHE, IT, RELATIVES, SECOND_PERSON, THEY
from auditor.language.words import ListName, Words
from auditor.records.resolved import Figure, Resolved
from auditor.records.sourcing import Source, SourceKind

_NAME = re.compile(r"[A-Z][\w’'.&-]*|[A-Z]\.")
_BODY, _PERSON = "ORG", "PERSON"
_PLACES = ("GPE", "NORP")
_LABELS = (_BODY, _PERSON, *_PLACES)
_WRONG = re.compile(r"\s+(?:(?:of|for|over)\s+(?!the\b|an?\b|[A-Z\d]).*|[a-z]+edly)$")
"""What the parser takes for a part of the words for the accused: the coast guard *of delay*, officers *allegedly*."""
_SHORTEST = 3
_SHARED: tuple[ListName, ...] = ("titles", "not-names", "organizations")
"""Lists of words that many names share."""
_NOBODY = FIRST_PERSON | SECOND_PERSON
PRONOUNS = HE_OR_SHE | THEY | IT
_OWNERS = frozenset({"of", "by", "from", "at"})
"""Between what somebody did or has and who it is: *the decision of the mayor*."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body that is accused."""

    label: str
    source_id: str | None
    person: bool
    names: frozenset[str]
    """Words, in lower case, each of which is enough to tell the party by; none for one that has no name."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which words tell one name from others in an article: all but those that many names share."""

    common: frozenset[str]
    """Titles, suffixes, words for kinds of bodies, places and days, in lower case."""
    entities: Mapping[str, tuple[str, ...]]
    """The names that the parser found, each once, by their label."""
    _known: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _bearing: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict, repr=False, compare=False)

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

    def bearing(self, entity: str, word: str) -> Sequence[str]:
        """The names of the label `entity` that `word` tells from others, in order."""
        if entity not in self._bearing:
            found: dict[str, list[str]] = {}
            for text in self.entities[entity]:
                for told in self.telling(text, entity == _PERSON):
                    found.setdefault(told, []).append(text)
            self._bearing[entity] = found
        return self._bearing[entity].get(word, ())

    def _telling(self, label: str, person: bool) -> frozenset[str]:
        words = [w.strip(".,’'").removesuffix("’s").removesuffix("'s") for w in _NAME.findall(label)]
        words = [w for w in words if w.lower() not in self.common]
        telling = [w for w in words if len(w) >= _SHORTEST or w.isupper()]
        if person:
            return frozenset(w.lower() for w in telling[-1:])
        initials = "".join(w[0] for w in words)
        found = {w.lower() for w in telling}
        return frozenset(found | {initials.lower()} if len(initials) >= _SHORTEST else found)


class Cast:
    """Everybody of whom an article speaks, to be found by the words for them."""

    def __init__(self, doc: Doc, resolved: Resolved, words: Words) -> None:
        self._doc = doc
        self._text = doc.text
        self._words = words
        self._sources = resolved.sources
        self._by_head = {head: figure for figure in resolved.figures for head in figure.heads}

    @cached_property
    def _names(self) -> Names:
        return Names.of(self._doc, self._words)

    @cached_property
    def _entities(self) -> Mapping[int, SpacySpan]:
        """The names that the parser found, by each of their tokens."""
        return {at: entity for entity in self._doc.ents for at in range(entity.start, entity.end)}

    @cached_property
    def _bearers(self) -> Mapping[tuple[SourceKind, str], Sequence[Source]]:
        """The sources with a name, in order, by their kind and each word that tells it from others."""
        found: dict[tuple[SourceKind, str], list[Source]] = {}
        for source in self._sources:
            if source.kind in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION):
                for word in self._names.telling(source.label, source.kind is SourceKind.NAMED_PERSON):
                    found.setdefault((source.kind, word), []).append(source)
        return found

    def head(self, span: Span) -> Token | None:
        """The word that the others of `span` hang on; of a part, the whole: *militants* in *dozens of militants*."""
        found = _head(self._doc, span)
        if found is None or not self._words.has("groups", found.lower_, "quantity"):
            return found
        of = (c for c in found.children if c.dep_ == "prep" and c.lower_ == "of")
        return next((c for prep in of for c in prep.children if c.dep_ == "pobj"), found)

    def _is_nobody(self, head: Token) -> bool:
        """Whether it is *you* or *we*, or *it* of no body with a name: a plan as often as anybody."""
        if head.lower_ in IT:
            figure = self._by_head.get(head.idx)
            return figure is None or not figure.is_named or figure.is_thing
        return head.lower_ in _NOBODY and head.pos_ == "PRON"

    def party(self, span: Span, *, itself: bool = False) -> Party | None:
        """Whom the words at `span` stand for, or, unless it must be `itself`, whose act, word or thing they do.

        None for what is nobody; *you*, *we* and *it* are none.
        """
        head = self.head(span)
        if head is None or self._is_nobody(head):
            return None
        befallen = self._words.has("blame", head.lemma_.lower(), "befall")
        done_to = self._words.has("blame", head.lemma_.lower(), "done-to")
        owners = () if befallen or (itself and head.lower_ not in RELATIVES) else tuple(_owners(head, done_to=done_to))
        for token in (*_equals(head), *_antecedents(head), head, *owners):
            figure = self._by_head.get(token.idx)
            found = None if figure is not None and figure.is_thing and token.pos_ != "PRON" else self._at(token)
            if found is not None:
                return found
        unknown = next((t for t in (head, *owners) if t.pos_ == "PROPN" or (t is not head and t.dep_ == "poss")), None)
        return self._called(syntax.noun_phrase(unknown), unknown) if unknown is not None else None

    def others(self, span: Span) -> Iterator[tuple[Span, Party]]:
        """Who is named or described beside the first in the words at `span`, joined by *and*: each with its words."""
        head = self.head(span)
        if head is None:
            return
        for token in head.conjuncts:
            figure = self._by_head.get(token.idx)
            is_thing = figure is not None and figure.is_thing
            of_first = _has_owner(head) and not _has_owner(token) and token.pos_ == "NOUN"  # her plans and remarks
            found = self._at(token) if span.covers(token.idx) and not (is_thing or of_first) else None
            if found is not None:
                yield syntax.noun_phrase(token), found

    def mentions(self, party: Party) -> Sequence[Span]:
        """Where else the article speaks of `party`."""
        return self._mentions.get(party.label, ())

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[Span]]:
        found: dict[str, list[Span]] = {}
        for figure in {id(each): each for each in self._by_head.values()}.values():
            found.setdefault(figure.label, []).extend(figure.mentions)
        return found

    @property
    def labels(self) -> Container[str]:
        """What those are called of whom the article speaks."""
        return self._mentions

    def described(self, span: Span) -> Party | None:
        """As `party`, but somebody of whom the article says nothing more than these words is one as well.

        None for things: an amendment is nobody.
        """
        head = self.head(span)
        if head is None or self._is_nobody(head) or head.lower_ in RELATIVES:
            return None
        figure = self._by_head.get(head.idx)
        if figure is not None and figure.is_thing and head.pos_ != "PRON":
            return None
        within = (t for t in syntax.between(self._doc, span.start, span.end) if t.pos_ == "PROPN" and t.head is head)
        for token in (head, *within) if head.pos_ not in ("NOUN", "PRON") else (head,):
            found = self._at(token)
            if found is not None:
                return found
        return self._called(span, head)

    def _called(self, span: Span, head: Token) -> Party:
        """One of whom the article says no more than the words at `span`."""
        label = re.sub(r"['’]s$", "", " ".join(span.of(self._text).split()))
        if head.pos_ == "PRON":
            return unclear(label)
        names = frozenset({head.lower_}) if head.pos_ == "PROPN" else frozenset()
        return Party(label, None, False, names)

    def _at(self, head: Token) -> Party | None:
        figure = self._by_head.get(head.idx)
        if figure is not None and not figure.is_named:
            beside = (c for c in head.children if c.dep_ == "appos")
            named = (f for c in beside if (f := self._by_head.get(c.idx)) is not None and f.is_named)
            figure = next(named, figure)
        if figure is not None and not (head.pos_ == "PROPN" and not figure.is_named):
            return self._of_figure(figure)
        if head.pos_ != "PROPN" or head.ent_type_ not in _LABELS:
            return None
        entity = self._entities.get(head.i)
        inside = entity is not None and entity.start >= head.sent.start and entity.end <= head.sent.end
        return self._unheard(head, entity.text) if entity is not None and inside else None

    def _unheard(self, head: Token, own: str) -> Party | None:
        """The party of a name that no mention covers: a source by a short form of it, or one who is no source."""
        names, person = self._names, head.ent_type_ == _PERSON
        if own.lower() in names.common and head.ent_type_ not in _PLACES:
            return None
        if head.ent_type_ in _PLACES:
            return Party(re.sub(r"['’]s$", "", " ".join(own.split())), None, False, frozenset({own.lower()}))
        told = names.telling(own, person)
        if not told:
            return None
        kind = SourceKind.NAMED_PERSON if person else SourceKind.NAMED_ORGANIZATION
        for source in self._bearers.get((kind, min(told)), ()):
            if _is_form_of(own, source.label, person, names):
                return Party(source.label, source.id, person, names.telling(source.label, person))
        alike = [text for text in names.bearing(head.ent_type_, min(told)) if _is_form_of(own, text, person, names)]
        label = " ".join(max(alike, key=len, default=own).split())
        label = re.sub(r"['’]s$", "", label)
        # The parser often takes a company for a person, so that any word of the name may be its short form.
        return Party(label, None, person, names.telling(label, False))

    def _without_wrong(self, label: str) -> str:
        """A description without what is said to be wrong; *a number of tenants* is whole."""
        short = _WRONG.sub("", label)
        counts = self._words.has("groups", short.rsplit(" ", 1)[-1].lower(), "quantity")
        return label if counts else short

    def _of_figure(self, figure: Figure) -> Party:
        if not figure.is_named and figure.label.lower() in PRONOUNS:
            return unclear(figure.label)
        if not figure.is_named:
            return Party(self._without_wrong(figure.label), figure.source_id, figure.is_person, frozenset())
        told = self._names.telling(figure.label, figure.is_person)
        return Party(figure.label, figure.source_id, figure.is_person, told)


def unclear(words: str) -> Party:
    """Somebody of whom the article shows nothing but a pronoun."""
    return Party(f"“{words}” (not clear who)", None, True, frozenset())


def _equals(noun: Token) -> Iterator[Token]:
    """The name that a description is said to be: *the main suspect was Ames*, *Ames is the alleged killer*."""
    verb = noun.head
    if noun.pos_ != "NOUN" or verb.lemma_ != "be" or any(c.dep_ == "neg" for c in verb.children):
        return
    other = {"nsubj": "attr", "attr": "nsubj"}.get(noun.dep_)
    yield from (c for c in verb.children if c.dep_ == other and c.pos_ == "PROPN")


def _antecedents(noun: Token) -> Iterator[Token]:
    """Whose it is, where only a relative pronoun says so: *a mayor whose office was searched*."""
    if any(c.dep_ == "poss" and c.lower_ in RELATIVES for c in noun.children):
        said_of = _said_of(noun.head)
        if said_of is not None and said_of.pos_ in ("NOUN", "PROPN"):
            yield said_of


def _said_of(verb: Token) -> Token | None:
    """What a relative clause with `verb` in it belongs to."""
    return next((each.head for each in _upward(verb) if each.dep_ == "relcl"), None)


def _has_owner(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children)


def _head(doc: Doc, span: Span) -> Token | None:
    tokens = [t for t in syntax.between(doc, span.start, span.end) if not t.is_space and not t.is_punct]
    heads = (t for t in tokens if t.head == t or not span.covers(t.head.idx))
    found = next(heads, None)
    if found is not None and found.tag_ == "POS":
        return found.head
    return found


def _owners(head: Token, *, done_to: bool = False) -> Iterator[Token]:
    """Those whose act, word or thing it is: *the mayor's remarks*, *the plan announced by the mayor*.

    With `done_to`, not what stands after *of*: *the misuse of the fund*.
    """
    if head.lower_ in RELATIVES:
        clause_of = _said_of(head.head)
        said_of = head.head.head if clause_of is None else clause_of
        if said_of.dep_ == "appos" and said_of.head.pos_ == "PROPN":
            yield said_of.head  # Ames, the preacher whom they accuse
        if said_of.pos_ in ("NOUN", "PROPN"):
            yield said_of
        return
    for child in head.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ in ("prep", "agent") and child.lower_ in _OWNERS and not (done_to and child.lower_ == "of"):
            for thing in (c for c in child.children if c.dep_ == "pobj"):
                yield thing
                yield from (c for c in thing.children if c.dep_ == "poss")
        elif child.dep_ == "acl":
            yield from (c for by in child.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj")


def _upward(verb: Token) -> Iterator[Token]:
    """A verb, and those whose clause it completes: *which, officials have said, was responsible*."""
    yield verb
    while verb.dep_ in ("ccomp", "xcomp", "conj"):
        verb = verb.head
        yield verb


def _is_form_of(short: str, full: str, person: bool, names: Names) -> bool:
    """Whether `full` may be a fuller form of `short`; a body's holds all its words: no committee is a convention."""
    if not names.telling(short, person) <= names.telling(full, person):
        return False
    return person or {w.lower() for w in _NAME.findall(short)} <= {w.lower() for w in _NAME.findall(full)}
