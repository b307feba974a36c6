"""An article as a reader makes it: its text, and what each stretch of it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.base.spans import Span
from auditor.records.ledger import Ledger
from auditor.records.origin import TEXT_FILE, Origin
from auditor.records.waiver import Waiver


class BlockRole(StrEnum):
    """What a block of an article is.

    `TEASER` points to another article, `CORRECTION` is the outlet's own note on this one, `FURNITURE` the page around
    it, `META` front matter, `FOREIGN` in another language than the one that is audited.
    """

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARA = "para"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    CORRECTION = "correction"
    TEASER = "teaser"
    FOREIGN = "foreign"
    CODE = "code"
    FURNITURE = "furniture"
    META = "meta"


SILENT_ROLES = frozenset(
    {
        BlockRole.BYLINE,
        BlockRole.DATELINE,
        BlockRole.CORRECTION,
        BlockRole.TEASER,
        BlockRole.FOREIGN,
        BlockRole.CODE,
        BlockRole.FURNITURE,
        BlockRole.META,
    }
)
"""Roles of blocks that are never read for statements or sources."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a report should know that is no finding: what was guessed, dropped or cut."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a like piece of an article, without the line ends around it."""

    id: int
    role: BlockRole
    span: Span
    level: int = 0


MetaValue = str | tuple[str, ...]

_PARTING = re.compile(r"[\s_-]+")


def compared(name: str) -> str:
    """A field's name as names are compared: *articleSection*, *article_section* and *Article-Section* are one."""
    return _PARTING.sub("", name).lower()


def field_of(meta: Mapping[str, MetaValue], name: str) -> MetaValue | None:
    """What front matter tells under `name`, or under a name that is the same as names are compared; None if nothing."""
    if name in meta:
        return meta[name]
    wanted = compared(name)
    return next((value for key, value in meta.items() if compared(key) == wanted), None)


@dataclass(frozen=True, slots=True)
class Article:
    """One draft as it was read. `text` is what is audited; for plain text it is the file's decoded content."""

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    title: str | None = None
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    marks: tuple[Span, ...] = ()
    """Markup that is no words, such as a list bullet or the stars of emphasis: blanked before parsing."""
    entities: tuple[tuple[Span, str], ...] = ()
    """References to characters, such as `&amp;`, each with the character."""
    origin: Origin = TEXT_FILE
    """Where in the file the text stands."""
    waivers: tuple[Waiver, ...] = ()
    """What somebody has written in it, or beside it, that the auditor may let stand."""
    ledger: Ledger | None = None
    """What the newsroom has set down about its sources; None where no ledger is kept."""

    @property
    def lead(self) -> Block | None:
        """The first paragraph."""
        return next((block for block in self.blocks if block.role is BlockRole.PARA), None)
