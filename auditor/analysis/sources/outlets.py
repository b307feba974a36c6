"""Which words of an article stand for news outlets, and which of those outlets is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names.entities import Entity
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.base.spans import Span
from auditor.language.function_words import DEFINITE, FIRST_PERSON, GENITIVE, IT, THEY
from auditor.language.words import ListName
from auditor.records.article import BlockRole
from auditor.records.sourcing import Source, SourceKind, Statement

_AGENCY = re.compile(r"\(\s*([A-Z][^()]{1,30}?)\s*\)")
_DATELINE = re.compile(rf"{_AGENCY.pattern}\s*[-–—]")
_SIGNED = re.compile(r"[(\[–—-]\s*([A-Z][^()\[\]]{1,30}?)\s*[)\]]?\s*$")
_OPENING = 80
"""Code points of a paragraph in which its dateline ends."""
_OPENERS = 3
"""Paragraphs at the start of an article that may have a dateline."""
_OWNS = re.compile(r"['’]s?\s+[A-Z]")
_OF = re.compile(r"\bof\s+(?:the\s+)?$", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 2
"""How many sentences back *it* may stand for an outlet."""


NamedOutlet = tuple[int, int, str]
"""The tokens, half-open, at which an outlet's name stands, and the label of its bearer."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Words for an outlet, or for somebody who reports for one; `source_id` where it is a source of the article."""

    label: str
    span: Span
    source_id: str | None = None
    described: bool = False
    """Whether a noun beside the name says what it is, as of an outlet that readers may not know: *the Kyodo agency*."""


def named(found: Sequence[Name], known: Sequence[Entity]) -> list[NamedOutlet]:
    """All names of outlets, by the names of an article and the entities that they are of."""
    media = (entity for entity in known if entity.type is NameType.MEDIA)
    return [(found[n].lead, found[n].end, entity.label) for entity in media for n in entity.names]


class Outlets:
    """The outlets of one article: found by their names, by what they are called, and as its sources."""

    def __init__(
        self, cols: Columns, named: Sequence[NamedOutlet], sources: Sequence[Source], statements: Sequence[Statement]
    ) -> None:
        self._cols = cols
        self._named = named
        self._statements = statements
        press = [s for s in sources if (s.kind is SourceKind.MEDIA and not is_own(cols, s)) or _reports(cols, s)]
        self._mentions = sorted(
            ((*cols.tokens(m.span), source) for source in press for m in source.mentions), key=lambda each: each[:2]
        )
        self.press = {source.id: source for source in press}
        """The sources that are other outlets, or report for them, by their ids."""

    def within(self, start: int, end: int) -> list[Outlet]:
        """The outlets that tokens `start` to `end` (half-open) name or call by a noun, in order."""
        if start >= end:
            return []
        found: list[tuple[int, int, str]] = []
        for first, last, label in (*self._listed(start, end), *self._named):
            if first < end and start < last and not any(a < last and first < b for a, b, _ in found):
                found.append((first, last, label))
        taken = {at for first, last, _ in found for at in range(first, last)}
        told_of = any(self._describes(at) for at in range(start, end) if at not in taken)
        outlets = [replace(self._outlet(*each), described=told_of) for each in sorted(found)]
        return outlets or [o for at in range(start, end) if (o := self.called(at)) is not None][-1:]

    def at(self, start: int, end: int, people: bool = True) -> Outlet | None:
        """The outlet that the noun phrase of tokens `start` to `end` stands for, by name, by noun or as *it*.

        With `people` that may be somebody who reports for one.
        """
        found = self.within(start, end)
        if found:
            return found[0]
        mention = next((m for m in self._mentions if m[0] < end and start < m[1]), None)
        if mention is not None and (people or mention[2].kind is SourceKind.MEDIA):
            return self._of(mention[2], start, end)
        return self._before(start) if self._cols.lower[start] in IT | THEY else None

    def called(self, at: int) -> Outlet | None:
        """The outlet that the common noun at `at` stands for: the last one before, where it is definite."""
        cols = self._cols
        if not cols.words.has("media", cols.lower[at], "told") or cols.tag[at] not in ("NN", "NNP"):
            return None
        start = cols.doc[at].left_edge.i
        start = start if at - start <= 3 else at
        mention = next((m for m in self._mentions if m[0] <= at < m[1]), None)
        if mention is not None:
            return self._of(mention[2], start, at + 1)
        before = self._before(start, far=True) if cols.lower[start] in DEFINITE and start == at - 1 else None
        if before is not None:
            return Outlet(before.label, cols.span(start, at + 1), before.source_id)
        if cols.lower[start] in DEFINITE | FIRST_PERSON and start == at - 1:
            return None
        span = cols.span(start, at + 1)
        return Outlet(span.of(cols.article.text), span, described=True)

    def of(self, statement: Statement) -> Outlet | None:
        """The outlet whose statement it is; None where it is nobody's of the press."""
        if statement.source is None:
            return None
        source = self.press.get(statement.source_id or "")
        if source is not None:
            return Outlet(source.label, statement.source, source.id)
        start, end = self._cols.tokens(statement.source)
        whole = [label for first, last, label in self._listed(start, end) if last == end and first - start <= 1]
        return Outlet(whole[0], statement.source, statement.source_id) if whole else None

    def credited(self, outlet: Outlet) -> bool:
        """Whether the article says of the outlet that it reports, and not that it has learned."""
        return any(_same(label, outlet.label) for label in self._credited)

    def is_own(self, outlet: Outlet) -> bool:
        """Whether front matter, byline or dateline say that the article is this outlet's."""
        return any(_same(name, outlet.label) for name in self.own_names)

    def is_wire(self, outlet: Outlet) -> bool:
        """Whether it is a well-known agency or station."""
        return self._cols.words.has("media", _key(outlet.label), "unprinted")

    def is_spelled_out(self, outlet: Outlet) -> bool:
        """Whether it is an agency, by a full name that others write and its own copy does not."""
        words = outlet.span.of(self._cols.article.text)
        return any(self._cols.words.has("media", _key(name), "spelled-out") for name in (outlet.label, words))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the article's own outlet is called in front matter, byline, dateline and the last line."""
        article, words = self._cols.article, self._cols.words
        values = [v for key, v in article.meta.items() if words.has("bare-words", key.lower(), "outlet-field")]
        found = {_key(text) for value in values for text in ((value,) if isinstance(value, str) else value)}
        for block in article.blocks:
            if block.role is BlockRole.BYLINE:
                listed = _entries(self._cols, [block.span], "media", "outlet")
                found |= {_key(span.of(article.text)) for span in listed}
        opening = [b.span.of(article.text) for b in article.blocks if b.role is BlockRole.PARA][:_OPENERS]
        datelines = [m[1] for text in opening if (m := _DATELINE.search(text[:_OPENING]))]
        lines = [b.span.of(article.text) for b in article.blocks if b.role is BlockRole.DATELINE]
        datelines += [m[1] for text in lines if (m := _AGENCY.search(text))]
        found |= {_key(name) for dateline in datelines for name in dateline.split("/")}
        last = article.blocks[-1].span.of(article.text) if article.blocks else ""
        signed = [m[1] for m in [_SIGNED.search(last)] if m] + [last.strip(" .")]
        return frozenset(found | {_key(n) for n in signed if words.has("media", _key(n), "unprinted")} - {""})

    # ---------------------------------------------------------------- how they are found

    def _describes(self, at: int) -> bool:
        """Whether the token at `at` says of an outlet what it is, whence, or who there listened: *the X agency*."""
        cols = self._cols
        name = cols.tag[at] in ("NNP", "NNPS")
        beside = name and (cols.word(at + 1) in GENITIVE | {"of"} or cols.word(at - 1) in GENITIVE)
        return beside or cols.words.has("media", cols.lower[at], "told")

    def _listed(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The tokens and the words of the outlets between `start` and `end` that the word list has."""
        cols = self._cols
        text = cols.article.text
        for span in _entries(cols, [cols.span(start, end)], "media", "outlet"):
            first, last = cols.tokens(span)
            proper = any(tag in ("NNP", "NNPS") for tag in cols.tag[first:last])
            titled = last - first > 1 and all(word[:1].isupper() for word in cols.text[first:last])
            if text[span.start].isupper() and (proper or titled):
                yield first, last, span.of(text)

    def _outlet(self, first: int, last: int, label: str) -> Outlet:
        """The outlet named there, as the source that it is, if it is one."""
        span = self._cols.span(first, last)
        mention = next((m for m in self._mentions if m[0] < last and first < m[1]), None)
        source = mention[2] if mention is not None else None
        if source is None or source.kind is not SourceKind.MEDIA:
            source = next((s for s in self.press.values() if _same(s.label, label)), None)
        return Outlet(label, span) if source is None else Outlet(source.label, span, source.id)

    def _of(self, source: Source, start: int, end: int) -> Outlet:
        return Outlet(source.label, self._cols.span(start, end), source.id)

    def _before(self, at: int, far: bool = False) -> Outlet | None:
        """The source of the press last mentioned before `at`, within a few sentences or, where `far`, anywhere."""
        here = self._cols.sentence[at]
        before = [m for m in self._mentions if m[1] <= at and (far or here - self._cols.sentence[m[0]] <= _REACH)]
        return self._of(before[-1][2], *before[-1][:2]) if before else None

    @cached_property
    def _credited(self) -> tuple[str, ...]:
        """The labels of the outlets that report something."""
        saying = {s.source_id for s in self._statements if s.cue is not None and not _learns(self._cols, s.cue)}
        return tuple(source.label for id_, source in self.press.items() if id_ in saying)


def _entries(cols: Columns, spans: Iterable[Span], name: ListName, tag: str) -> Iterator[Span]:
    """Where entries of a word list stand in `spans`; nowhere if the list is not loaded."""
    return cols.words.every(cols.article.text, spans, name, tag) if cols.words.entries(name) else iter(())


def is_own(cols: Columns, source: Source) -> bool:
    """Whether the source is the article's own outlet, speaking as *we*."""
    words = [m.span.of(cols.article.text).lower() for m in source.mentions]
    return bool(words) and all(word in FIRST_PERSON for word in words)


def _reports(cols: Columns, source: Source) -> bool:
    """Whether a named person is said to report for an outlet."""
    if source.kind is not SourceKind.NAMED_PERSON:
        return False
    text = cols.article.text
    spans = [m.span for m in source.mentions] + ([source.description] if source.description is not None else [])
    if any(True for _ in _entries(cols, spans, "titles", "reporter")):
        return True
    named = _entries(cols, spans, "media", "outlet")
    return any(_OWNS.match(text, s.end) or _OF.search(text, max(0, s.start - 8), s.start) for s in named)


def _learns(cols: Columns, cue: Span) -> bool:
    return any(cols.words.has("media", cols.lower[at], "learns") for at in range(*cols.tokens(cue)))


def _key(name: str) -> str:
    """A name in lower case, without its article and odd spaces: what word lists are asked for."""
    return " ".join(name.lower().split()).removeprefix("the ")


def _same(one: str, other: str) -> bool:
    """Whether two names are one outlet's: the same, one the initials of the other, or one part of the other."""
    first, second = sorted((_key(one), _key(other)), key=len)
    words = _LETTERS.findall(second)
    if first == second or first == "".join(word[0] for word in words):
        return True
    return bool(first) and (second.startswith(f"{first} ") or second.endswith(f" {first}"))
