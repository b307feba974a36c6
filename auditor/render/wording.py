"""The plain words that every report uses: kinds of source, plurals, shares, excerpts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from auditor.base.errors import UsageError
from auditor.base.printable import one_line
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import Mode, NonResponseKind, Source, SourceKind

KIND: Mapping[SourceKind, str] = {
    SourceKind.NAMED_PERSON: "named person",
    SourceKind.NAMED_ORGANIZATION: "named organization",
    SourceKind.UNNAMED_SPOKESPERSON: "unnamed spokesperson",
    SourceKind.ANONYMOUS: "anonymous",
    SourceKind.UNNAMED_PERSON: "unnamed person",
    SourceKind.UNNAMED_GROUP: "unnamed group",
    SourceKind.DOCUMENT: "document",
    SourceKind.MEDIA: "news outlet",
    SourceKind.UNATTRIBUTED: "not attributed",
}

KINDS: Mapping[SourceKind, str] = {
    **KIND,
    SourceKind.NAMED_PERSON: "named people",
    SourceKind.NAMED_ORGANIZATION: "named organizations",
    SourceKind.UNNAMED_SPOKESPERSON: "unnamed spokespeople",
    SourceKind.UNNAMED_PERSON: "unnamed people",
    SourceKind.UNNAMED_GROUP: "unnamed groups",
    SourceKind.DOCUMENT: "documents",
    SourceKind.MEDIA: "news outlets",
}

RELAYED = "relayed"
"""What stands for the kind of a source that another outlet relays."""

NON_RESPONSE: Mapping[NonResponseKind, str] = {
    NonResponseKind.NO_RESPONSE: "did not respond",
    NonResponseKind.DECLINED: "declined to comment",
    NonResponseKind.UNREACHABLE: "could not be reached",
    NonResponseKind.PENDING: "was asked and has not answered yet",
}

PART: Mapping[str, str] = {"headline": "headline", "lead": "first paragraph"}
"""The parts of an article whose sources are told apart."""

WHOLE = "whole article"
"""The place of what is about no words of their own."""

CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.HIGH: "high confidence",
    Confidence.MEDIUM: "medium confidence",
    Confidence.LOW: "low confidence",
}

MODE: Mapping[Mode, str] = {
    Mode.DIRECT: "in quotation marks",
    Mode.INDIRECT: "in the writer’s words",
    Mode.MIXED: "partly in quotation marks",
}

_DOUBLE = '"“”«»„'


def plural(number: int, one: str, many: str = "") -> str:
    """`number` with the noun that goes with it: `1 source`, `2 sources`, `3 people`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def some(items: Sequence[str], most: int) -> str:
    """The first `most` items, and how many more there are: `a, b and 3 more`."""
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def percent(part: int, whole: int) -> str:
    """`part` of `whole` in per cent, rounded to 0 or 100 only if it is; a dash if there is no whole."""
    if not whole:
        return "–"
    rounded = round(100 * part / whole)
    if part and not rounded:
        return "<1%"
    if part < whole and rounded == 100:
        return ">99%"
    return f"{rounded}%"


def shorten(text: str, limit: int = 160) -> str:
    """`text` on one line and at most `limit` code points long, cut between words and ended by an ellipsis."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if text[limit - 1] != " " and " " in head[limit // 2 :]:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:–—-") + "…"


def quoted(text: str) -> str:
    """`text` in quotation marks: single ones around double ones, none around marks of its own."""
    opening, closing = marks_of(text)
    return f"{opening}{text}{closing}"


def marks_of(text: str) -> tuple[str, str]:
    """The quotation marks that `text` needs before and after it."""
    if len(text) > 1 and text[0] in _DOUBLE and text[-1] in _DOUBLE:
        return "", ""
    return ("‘", "’") if any(mark in text for mark in _DOUBLE) else ("“", "”")


def kind_of(source: Source) -> str:
    """The kind of `source` in plain words, with how many people it is where that says something."""
    kind = sort_of(source)
    if source.count is None or source.kind in {SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION}:
        return kind
    return f"{kind} ({plural(source.count, 'person', 'people')})"


def sort_of(source: Source) -> str:
    """The kind of `source` in plain words; one that another outlet relays is of none."""
    return KIND[source.kind] if source.relayed_by is None else RELAYED


def severities(counts: Mapping[Severity, int]) -> str:
    """Findings by severity, the gravest first: `1 error, 2 warnings`; empty for none."""
    many = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
    return ", ".join(plural(counts[s], s.value, many[s]) for s in Severity if counts.get(s))


def unknown_format(asked: str, known: Sequence[str], noun: str = "format") -> UsageError:
    """The error for a format that does not exist, with the one that may be meant and all there are."""
    near = get_close_matches(asked, known, 1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    return UsageError(f"there is no {noun} {asked!r}", hint=f"{guess}There are: {', '.join(known)}.")
