"""Articles of formats that tell headline, standfirst, byline and body apart: the head first, and each thing once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.readers.composer import Composer, hidden_note
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.passages import Passages, plain_line
from auditor.records.article import Article, BlockRole, MetaValue

_HEAD: Mapping[BlockRole, str] = {
    BlockRole.HEADLINE: "headline",
    BlockRole.STANDFIRST: "standfirst",
    BlockRole.BYLINE: "byline",
    BlockRole.DATELINE: "dateline",
    BlockRole.CORRECTION: "editor's note",
    BlockRole.FURNITURE: "remark",
}
"""What an article opens with, in the order in which it is printed, by the names that people give its places."""
_PROSE = frozenset({BlockRole.PARA, BlockRole.QUOTE, BlockRole.LIST, BlockRole.TABLE})
_LABELS = ("title", "slug", "genre", "keywords", "credit", "series")
"""Metadata that bodies repeat above their first paragraph."""
_OPENING = 5
"""Paragraphs at the start of a body that may say once more what the head says."""
_OWN_WORDS = 5
"""Words of a summary from which on it is an excerpt if the body has them: fewer are in many texts by chance."""
_REACH = 20_000
"""Code points of a body in which an excerpt stands."""
_NUMBERED = re.compile(r"([^\d,]+) \d+")
"""Names of places that are told by their number alone."""
_BY = re.compile(r"\s*by\s+", re.I)
_DOTS = re.compile(r"\.\.\.|…")
"""What stands where a program cut a text off."""
_EDGES = " \t\u00a0-–—:,"
_BEHIND = tuple("-–—(,:./")
"""Signs of which one stands behind a dateline in a text."""
_USABLE = frozenset({"", "usable"})
_NAMED = 3
"""Items that a note names."""
_LONGEST = 500
"""Code points of a value that is metadata."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Something that stands before a body."""

    role: BlockRole
    words: str
    address: str
    name: str
    offer: int
    """The number of the offer that it is of; 0 if it stands whatever else there is."""


@dataclass(slots=True)
class Story:
    """Gathers what a format says of one article, in any order; lives while that article is read."""

    meta: dict[str, MetaValue] = field(default_factory=dict)
    place: str = ""
    """Where the article stands in a file of several, which is told before each of its places: *row 3*."""
    body: Passages = field(default_factory=Passages)
    """What reads texts into the body; its numbers are given anew once it is known what stands."""
    _head: list[_Line] = field(default_factory=list)
    _offers: int = 0

    def head(self, role: BlockRole, words: str, address: str, name: str = "", offer: int = 0) -> None:
        """Adds what stands before the body, plain or marked up, called `name` or by its role; nothing without words."""
        if told := plain_line(words):
            self._head.append(_Line(role, told, address, name or _HEAD[role], offer))

    def offer(self, role: BlockRole, lines: Iterable[tuple[str, str]]) -> None:
        """Adds lines before the body, each its words and address, that stand unless others of this role do."""
        self._offers += 1
        for words, address in lines:
            self.head(role, words, address, offer=self._offers)

    def add(self, role: BlockRole, words: str, address: str, level: int = 0, name: str = "") -> None:
        """Adds one block of the body, plain or marked up; nothing without words."""
        if told := plain_line(words):
            self.body.out.add(role, told, name or self.body.next_of(role), address, level)

    def passage(self, text: str, address: str, role: BlockRole | None = None, is_html: bool | None = None) -> None:
        """Adds paragraphs of the body, as `Passages.add` reads them."""
        self.body.add(text, address, role, is_html)

    def note(self, code: str, message: str) -> None:
        """Adds something that the reader of a report should know."""
        self.body.out.note(code, message)

    def tell(self, name: str, *values: str) -> None:
        """Adds metadata as `metadata` has it; what was told before holds, and an empty value tells nothing."""
        if name not in self.meta and (told := _told(name, values)):
            self.meta[name] = told

    def status(self, status: str) -> None:
        """Notes that a provider has withdrawn an item, withholds it, or has put it under an embargo."""
        if status.lower() not in _USABLE:
            self.tell("status", status.lower())
            self.note("status", f"its provider does not release it: its status is “{status.lower()}”")

    def article(self, draft: Draft, form: str) -> Article:
        """The article of all that was added, each place called by its number among those of its kind."""
        out = Composer()
        head = list(self._settled_head())
        if head and not self.body.out.blocks:
            out.note("no-body", "the file has no text of this article, only what stands above it")
        out.notes += self.body.out.notes
        counts = Counter[str]()
        for line in head:
            counts[line.name] += 1
            name = line.name if counts[line.name] == 1 else f"{line.name} {counts[line.name]}"
            level = min(2, counts[line.name]) if line.role is BlockRole.HEADLINE else 0
            out.add(line.role, line.words, self._placed(name), line.address, level)
        self._add_body(out, head, counts)
        hidden_note(out, self.body.hidden)
        return out.article(draft, form, self.meta)

    def _settled_head(self) -> Iterator[_Line]:
        """The head in the order of print, each thing once, without what the body says in the same words.

        No dateline stands with which the text begins, no summary that is an excerpt of the text, and of several
        offers the first that stands.
        """
        prose = [words for role, _, words, _, _ in self._blocks() if role in _PROSE]
        opening = [words[:_LONGEST].casefold() for words in prose[:_OPENING]]
        keys = [_key(words) for _, _, words, _, _ in self._blocks()]
        whole, text = set(keys), " ".join(keys)[:_REACH]
        seen = set[str]()
        for role in _HEAD:
            stands: _Line | None = None
            lines = [line for line in self._head if line.role is role]
            if role is BlockRole.DATELINE and any(_opens(line.words, words) for line in lines for words in opening):
                continue
            for line in lines:
                key = _key(line.words)
                is_late = stands is not None and line.offer not in (0, stands.offer)
                is_said = role is BlockRole.STANDFIRST and (key in whole or _is_excerpt(line.words, text))
                if not (is_late or is_said or key in seen):
                    stands = line
                    seen.add(key)
                    yield line

    def _add_body(self, out: Composer, head: Sequence[_Line], counts: Counter[str]) -> None:
        """Adds the body without what it repeats: headings and, at its start, paragraphs that say what the head says.

        Above the first paragraph labels that are metadata are no text either, and a caption stands once.
        """
        said = {_key(line.words) for line in head}
        labels = {_key(label) for name in _LABELS for label in _values(self.meta.get(name, ()))}
        has_headline = any(line.role is BlockRole.HEADLINE for line in head)
        captions, prose = set[str](), 0
        given: dict[str, str] = {}
        for role, level, words, name, address in self._blocks():
            key = _key(words)
            is_heading, is_caption = role is BlockRole.HEADLINE, role is BlockRole.CAPTION
            is_repeated = key in said and (is_heading or prose < _OPENING)
            is_label = key in labels and not prose
            if is_repeated or is_label or (is_caption and key in captions):
                continue
            captions |= {key} if is_caption else set()
            prose += role in _PROSE
            if name not in given:
                given[name] = _numbered(name, counts)
            level = max(2, level) if is_heading and has_headline else level
            out.add(role, words, self._placed(given[name]), address, level)

    def _blocks(self) -> Iterator[tuple[BlockRole, int, str, str, str]]:
        """Role, level, words, name and address of each block of the body."""
        body = self.body.out
        for block, words, part in zip(body.blocks, body.words, body.parts, strict=True):
            yield block.role, block.level, words, part.name, part.address

    def _placed(self, name: str) -> str:
        return f"{self.place}, {name}" if self.place else name


def finished(stories: Sequence[Story], passed: Sequence[str], draft: Draft, form: str) -> list[Item]:
    """The articles of a file; the first one's notes name the items that were passed over because they hold no text."""
    if stories and passed:
        some = ", ".join(passed[:_NAMED]) + (" and others" if len(passed) > _NAMED else "")
        many = "1 item that holds" if len(passed) == 1 else f"{len(passed)} items that hold"
        stories[0].note("not-read", f"passed over {many} no text of an article: {some}")
    return [Item(str(story.meta.get("id", "")), story.article(draft, form)) for story in stories]


def metadata(**fields: str | Iterable[str]) -> dict[str, MetaValue]:
    """The fields that hold something, each as one string if it is one; keywords are several even if they are one.

    Values are plain, on one line, and at most 500 code points long. Of several sections the first is the article's,
    and all are its categories.
    """
    told: dict[str, MetaValue] = {}
    for name, value in fields.items():
        if held := _told(name, (value,) if isinstance(value, str) else value):
            told[name] = held
    if isinstance(told.get("section"), tuple):
        told["categories"], told["section"] = told["section"], told["section"][0]
    return told


def author_of(byline: str) -> str:
    """The author whom a byline names: its words without *by*."""
    found = _BY.match(byline)
    return byline[found.end() :] if found else byline


def _told(name: str, values: Iterable[str]) -> MetaValue:
    told = tuple(dict.fromkeys(words for value in values if (words := plain_line(value)[:_LONGEST])))
    return told if len(told) != 1 or name == "keywords" else told[0]


def _values(value: MetaValue) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _numbered(name: str, counts: Counter[str]) -> str:
    """A name of a place with the number that it has now; one that is no number in a row as it is."""
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return name
    counts[found[1]] += 1
    return f"{found[1]} {counts[found[1]]}"


def _opens(dateline: str, words: str) -> bool:
    """Whether a paragraph, in lower case, begins with a dateline, and not only with the place that it names."""
    start = dateline.strip(_EDGES).casefold()
    behind = words[len(start) : len(start) + _OPENING].lstrip(" \u00a0")
    return bool(start) and words.startswith(start) and behind[:1] in _BEHIND


def _is_excerpt(words: str, text: str) -> bool:
    """Whether a summary is a stretch of the text, or was cut off by a program."""
    begins, *cut = _DOTS.split(words)
    key = _key(begins)
    is_long = bool(cut) or len(key.split()) >= _OWN_WORDS
    return (is_long and key in text) or (bool(cut) and not re.search(r"\w", cut[-1]))


def _key(words: str) -> str:
    """What is alike in two ways of printing the same words: no case, no signs, no *by* before a name."""
    return " ".join(re.findall(r"\w+", author_of(words).casefold())) or words
