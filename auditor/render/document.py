"""A report without a format: sections of paragraphs, tables and lists, and the pieces that their lines are made of.

`render.transparency` says what stands where; a writer (`render.markdown`) says how it looks in its format. A piece
that is a plain string is the report's own words; whatever comes from a draft, a file's name or a rule pack is one of
the types below, so that each writer makes it harmless in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.base.spans import Span
from auditor.records.article import BlockRole
from auditor.records.scales import Severity

SIGNATURE = "<!-- auditor.report/1: a transparency report, not a draft -->"
"""The last line of every report that is written for people, by which it is known wherever it lies; nothing shows it."""


class Family(StrEnum):
    """Kinds of source that are shown alike; `NOBODY` is for what has no source, or hides it."""

    ANONYMOUS = "anonymous"
    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    OUTLET = "outlet"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words that are not the report's own, shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article, shown in quotation marks; between its parts the article has other words."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of the article in quotation marks; the words in question are `Strong`."""

    line: Line


@dataclass(frozen=True, slots=True)
class Code:
    """A name that programs use: a path, a rule's id."""

    text: str


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in the draft, as people are told it, and the stretch of the text (code points) that begins there."""

    where: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ref:
    """A source by what the report calls it: `S2`."""

    id: str
    family: Family


@dataclass(frozen=True, slots=True)
class Strong:
    """What the eye should meet first."""

    line: Line


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words of warning, or words said in passing."""

    line: Line


Piece = str | Foreign | Quote | Excerpt | Code | Locus | Ref | Strong | Emphasis
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, and rows with one cell for each."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with entries of its own below it; with `open`, a question that somebody must tick off."""

    line: Line
    below: tuple[Item, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A finding as people read it: what is wrong in which words, what would put it right, and which rule says so."""

    id: str
    severity: Severity
    sure: str
    """How sure it is, in words; empty where it is as sure as can be."""
    where: Line
    """Its place, or that it is about the whole article."""
    sentence: tuple[Piece, ...]
    """The sentence that it is about, the words in question as `Strong`; empty for the whole article."""
    message: str
    mend: str = ""
    caution: str = ""
    standard: str = ""
    rule: str = ""
    waived: str | None = None
    """The reason for which somebody waived it."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What only some readers want: out of the way until it is asked for."""

    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    """What programs call it."""


class Sort(StrEnum):
    """What a mark in the article stands for."""

    STATEMENT = "statement"
    INTRODUCTION = "introduction"
    SPEAKER = "speaker"
    """The words that say whose a statement is; all other words for a source are mentions."""
    MENTION = "mention"
    GRANT = "grant"
    NO_ANSWER = "no-answer"
    ACCUSATION = "accusation"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was found in the article; its words are the stretches that name it."""

    id: str
    sort: Sort
    label: str
    """What stands beside its words: the source of a statement, the id of a finding; empty for nothing."""
    source: str = ""
    """The id of the source that it belongs to; empty for none."""
    family: Family | None = None
    severity: Severity | None = None
    facts: tuple[tuple[str, Line], ...] = ()
    """What is told of it to whoever asks, each under a name; nothing for what another mark tells."""
    evidence: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the article under the same marks throughout."""

    words: str
    """Foreign, with their white space."""
    marks: tuple[str, ...] = ()
    """Ids, those that cover more first."""
    ends: tuple[str, ...] = ()
    """Ids of the marks of which this is the end, or the end of a part."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the article, or what stands in the place of one."""

    role: BlockRole
    level: int
    silent: bool
    """Whether it was never read for sources."""
    begins: int
    """The offset in the draft (code points), as a `Locus` has it."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The article itself, with everything marked that was found in it."""

    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """So many words in a row of one source; of `family` None, the writer's own."""

    words: int
    source: str = ""
    family: Family | None = None
    label: str = ""
    """The source as the article calls it: foreign."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding after so many words of the article."""

    after: int
    id: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Strip:
    """Who carries the article along its length, in words; the first `opening` of them are headline and lead."""

    segments: tuple[Segment, ...]
    opening: int
    flags: tuple[Flag, ...] = ()


Block = Paragraph | Table | Items | Objection | Fold | Draft | Strip


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading of its own; `name` is what programs call it."""

    title: str | Line
    blocks: tuple[Block, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: what stands at its head, and its sections in order."""

    title: Line
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def line(*parts: Piece | Line) -> Line:
    """One line of pieces and of lines."""
    return tuple(piece for part in parts for piece in (part if isinstance(part, tuple) else (part,)))


def as_line(words: str | Line) -> Line:
    """`words` as a line."""
    return (words,) if isinstance(words, str) else words


def joined(lines: Iterable[Line], between: str, last: str | None = None) -> Line:
    """The lines as one, with `between` in the gaps, but with `last`, if it is given, in the last gap."""
    every = list(lines)
    gaps: list[Line] = [() if at == 0 else (between,) for at in range(len(every))]
    if last is not None and len(every) > 1:
        gaps[-1] = (last,)
    return tuple(piece for gap, each in zip(gaps, every, strict=True) for piece in (*gap, *each))


def items(lines: Iterable[Line | Item]) -> Items:
    """A list with an entry for each line."""
    return Items(tuple(each if isinstance(each, Item) else Item(each) for each in lines))


def told(*parts: Piece | Line) -> Paragraph:
    """A paragraph of these pieces."""
    return Paragraph(line(*parts))
