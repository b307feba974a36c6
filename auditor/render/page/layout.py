"""The draft laid out for a page: paragraphs with the findings that belong beside them, and the strip above them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.printable import flowing
from auditor.records.article import BlockRole
from auditor.render.document import Draft, Family, Locus, Mark, Objection, Passage, Sort, Stretch, Strip
from auditor.render.families import FAMILY, WHOSE, words_of
from auditor.render.wording import percent, plural

_LOOKS: Mapping[Sort, str] = {
    Sort.STATEMENT: "st",
    Sort.INTRODUCTION: "by",
    Sort.SPEAKER: "who",
    Sort.MENTION: "named-here",
    Sort.GRANT: "grant",
    Sort.NO_ANSWER: "silence",
    Sort.ACCUSATION: "charge",
    Sort.FINDING: "hit",
}
"""The class of each sort of mark in style/draft.css."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of a mark after its words; `href` is empty where another of the same mark is the one to follow."""

    label: str
    name: str
    href: str
    looks: str
    marks: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks; ids of marks and of sources, and families, with spaces between."""

    words: str
    looks: str = ""
    marks: str = ""
    sources: str = ""
    families: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A passage: its element, its class, its runs, and the findings that stand beside it."""

    id: str
    element: str
    looks: str
    runs: tuple[Run, ...]
    beside: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The draft as the page shows it; `notes` are the marks of which there is something to tell."""

    rows: tuple[Row, ...]
    notes: tuple[Mark, ...]
    families: tuple[Family, ...]
    severities: tuple[str, ...]
    sorts: frozenset[str]


def sheet(draft: Draft, objections: Sequence[Objection]) -> Sheet:
    """`draft` with `objections` beside the passages in which they begin; those without a place beside the first."""
    marks = {mark.id: mark for mark in draft.marks}
    seen: set[str] = set()
    beside: list[list[Objection]] = [[] for _ in draft.passages]
    by_id = {each.id: each for each in objections}
    for number, passage in enumerate(draft.passages):
        named = dict.fromkeys(id_ for stretch in passage.stretches for id_ in stretch.marks)
        beside[number] += [by_id.pop(id_) for id_ in named if id_ in by_id]
    if beside:
        beside[0][:0] = by_id.values()
    headline = next((each for each in draft.passages if each.role is BlockRole.HEADLINE), None)
    rows = [
        _row(
            number,
            passage,
            _element(passage, headline),
            notes,
            [_run(stretch, marks, seen) for stretch in passage.stretches],
        )
        for number, (passage, notes) in enumerate(zip(draft.passages, beside, strict=True), 1)
    ]
    used = {id_ for passage in draft.passages for stretch in passage.stretches for id_ in stretch.marks}
    present = [mark for mark in draft.marks if mark.id in used]
    return Sheet(
        rows=tuple(rows),
        notes=tuple(mark for mark in present if mark.facts),
        families=tuple(f for f in Family if any(m.family is f and m.sort is Sort.STATEMENT for m in present)),
        severities=tuple(dict.fromkeys(each.severity.value for each in sorted(objections, key=_rank))),
        sorts=frozenset(mark.sort.value for mark in present),
    )


def _rank(found: Objection) -> int:
    return found.severity.rank


def targets(draft: Draft | None, locus: Locus) -> str:
    """The id of the passage in which a place lies; empty without a draft."""
    if draft is None or not draft.passages:
        return ""
    number = bisect_right(draft.passages, locus.span.start, key=lambda each: each.begins)
    return f"p{max(1, number)}"


# ---------------------------------------------------------------- one passage


def _element(passage: Passage, headline: Passage | None) -> str:
    """The element for a passage: other headlines stand below the first."""
    if passage.role is not BlockRole.HEADLINE:
        return "p"
    return "h3" if passage is headline else "h4"


def _row(number: int, passage: Passage, element: str, beside: Sequence[Objection], runs: Sequence[Run]) -> Row:
    looks = f"{passage.role.value}{' silent' if passage.silent else ''}"
    return Row(f"p{number}", element, looks, tuple(runs), tuple(beside))


def _run(stretch: Stretch, marks: Mapping[str, Mark], seen: set[str]) -> Run:
    over = [marks[id_] for id_ in stretch.marks]
    tags = tuple(_tag(marks[id_], seen) for id_ in stretch.ends if marks[id_].label)
    return Run(
        words=flowing(stretch.words),
        looks=" ".join(_looks(over)),
        marks=" ".join(mark.id for mark in over),
        sources=" ".join(dict.fromkeys(mark.source for mark in over if mark.source)),
        families=" ".join(dict.fromkeys(mark.family.value for mark in over if mark.family)),
        tags=tags,
    )


def _looks(over: Sequence[Mark]) -> Iterator[str]:
    """The classes of words under these marks: of statements the inner one shows, of findings the gravest."""
    yield from dict.fromkeys(_LOOKS[mark.sort] for mark in over)
    spoken = [mark for mark in over if mark.sort is Sort.STATEMENT] or [
        mark for mark in over if mark.family and mark.sort is not Sort.GRANT
    ]
    if spoken and (family := spoken[-1].family) is not None:
        yield family.value
    grave = max((mark.severity for mark in over if mark.severity is not None), default=None)
    if grave is not None:
        yield grave.value


def _tag(mark: Mark, seen: set[str]) -> Tag:
    first = mark.id not in seen
    seen.add(mark.id)
    looks = [_LOOKS[mark.sort], mark.family.value if mark.family else "", mark.severity.value if mark.severity else ""]
    return Tag(
        label=mark.label,
        name=_name(mark),
        href=f"#{mark.id}" if first else "",
        looks=" ".join(filter(None, looks)),
        marks=mark.id,
    )


def _name(mark: Mark) -> str:
    """What a reader who hears the page is told of a label."""
    match mark.sort:
        case Sort.STATEMENT:
            return f"{mark.label}: statement, {FAMILY[mark.family or Family.NOBODY]}"
        case Sort.FINDING:
            return f"{mark.label}: finding, {mark.severity.value if mark.severity else ''}"
        case Sort.ACCUSATION:
            return f"{mark.label}: accusation or criticism"
        case Sort.GRANT:
            return f"{mark.label}: anonymity"
        case _:
            return mark.label


# ---------------------------------------------------------------- the strip


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the strip, in hundredths of its length."""

    x: str
    width: str
    looks: str
    source: str
    hint: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The strip as it is drawn, and what it shows in words."""

    bars: tuple[Bar, ...]
    flags: tuple[tuple[str, str, str], ...]
    """Where each stands, its severity, its id."""
    opening: str
    words: str
    """How many words the shares are of."""
    shares: tuple[tuple[str, str, str, str], ...]
    """Class, share, words and whose, for each family."""
    told: str


def ribbon(strip: Strip) -> Ribbon:
    """`strip` in hundredths of its length."""
    total = sum(each.words for each in strip.segments) or 1
    bars, at = [], 0
    for each in strip.segments:
        looks = each.family.value if each.family else "writer"
        hint = f"{each.source} {flowing(each.label)}: " if each.family else "The writer’s own: "
        bars.append(
            Bar(
                _share(at, total),
                _share(each.words, total),
                looks,
                each.source,
                hint.lstrip() + plural(each.words, "word"),
            )
        )
        at += each.words
    shares = tuple(
        (family.value if family else "writer", percent(number, total), plural(number, "word"), WHOSE[family])
        for family, number in words_of(strip).items()
    )
    return Ribbon(
        tuple(bars),
        tuple((_share(flag.after, total), flag.severity.value, flag.id) for flag in strip.flags),
        _share(strip.opening, total),
        plural(total, "word"),
        shares,
        _told(strip, total, shares),
    )


def _share(words: int, total: int) -> str:
    return f"{100 * words / total:.2f}%"


def _told(strip: Strip, words: int, shares: Sequence[tuple[str, str, str, str]]) -> str:
    """The strip in a sentence for whoever does not see it: who opens the article, and the shares of all."""
    first = next((each for each in strip.segments if each.family), None)
    opens = ""
    if first is not None and first.family is not None:
        opens = f"The first source to speak is {first.source or 'not known'}, {FAMILY[first.family]}. "
    said = "; ".join(f"{share} {whose}" for _, share, _, whose in shares)
    return f"Who carries the draft from its first word to its last. {opens}Of its {plural(words, 'word')}: {said}."
