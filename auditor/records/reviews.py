"""What a newsroom looks up in many drafts: where words stand and who says them, and how long drafts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.base.spans import Span
from auditor.records.article import MetaValue
from auditor.records.report import Failure, Place, Skipped
from auditor.records.scales import Confidence


class Standing(StrEnum):
    """In what words of an article stand: a statement of a kind of source (as `SourceKind`), or something else.

    `RELAYED` is a source that another outlet relays, `UNKNOWN` one that was not made out. `NONE` are the article's own
    words.
    """

    NAMED_PERSON = "named_person"
    NAMED_ORGANIZATION = "named_organization"
    UNNAMED_SPOKESPERSON = "unnamed_spokesperson"
    ANONYMOUS = "anonymous"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"
    DOCUMENT = "document"
    MEDIA = "media"
    UNATTRIBUTED = "unattributed"
    RELAYED = "relayed"
    UNKNOWN = "unknown"
    GRANT = "grant"
    NON_RESPONSE = "non_response"
    NONE = "none"


class Order(StrEnum):
    """In what order hits are listed: as they stand, or by the words before or after them, or by whose words they are.

    Words before are compared from the last to the first.
    """

    PLACE = "place"
    BEFORE = "before"
    AFTER = "after"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a draft has the words that were looked for, with the words of its paragraph around them."""

    path: str
    span: Span
    """Where it stands in the draft's text."""
    place: Place
    before: str
    words: str
    after: str
    standing: Standing = Standing.NONE
    source: str = ""
    """The label of the source whose statement it stands in, where there is one."""
    confidence: Confidence = Confidence.HIGH
    """How sure it is that it stands in that."""


@dataclass(frozen=True, slots=True)
class DraftHits:
    """The hits of one draft, in order."""

    path: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """What was looked for, its hits in the order that was asked for, and what became of the drafts."""

    pattern: str
    hits: tuple[Hit, ...]
    drafts: int
    """How many drafts were searched."""
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """How long a draft is and how easily it reads, in what is read of it."""

    path: str
    words: int
    sentences: int
    quoted_words: int
    """Those of its words that are between quotation marks, or somebody's for another reason that the layout gives."""
    ease: float | None
    """Flesch reading ease; None if there are no words."""
    grade: float | None
    """Flesch-Kincaid grade, in years of school; None if there are no words."""
    meta: Mapping[str, MetaValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of drafts, in the order in which they were named, and what became of the others."""

    drafts: tuple[Length, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
