"""The annotated articles that the tagger learns from: PolNeAR's marks, and our reading of who the sources are.

Marks are read from brat files (`text/NAME.txt`, `attributions/NAME_*.ann`, the first annotator's). What they do not
say, which of them are statements and of which kind their sources are, stands in `bench/sources.jsonl` and in
`bench/sources_first.jsonl`: an article a line, known by the digest of its text, without any of its words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.base.spans import Span

ROLES = ("source", "cue", "content")
SOURCES = Path(__file__).parent / "sources.jsonl"
"""Which marks of PolNeAR are statements, and who said them: two readers apart, settled by the text."""
FIRST = Path(__file__).parent / "sources_first.jsonl"
"""The same by the first of the two readers alone: what the tagger that ships learned from."""
WORLD = Path(__file__).parent / "world.jsonl"
"""Who says what in articles of other countries: offsets and kinds by digest of the text, without any of its words."""
LATER = Path(__file__).parent / "world_later.jsonl"
"""The same of 90 further articles of `world/train`, read by two readers apart and settled: nothing has learned from
them, so that what is tried can be measured on them."""
CHARGES = Path(__file__).parent / "charges.jsonl"
"""Who is accused or criticised of what, by whom, with what answer, in 250 articles of `polnear/train` and
`world/train`: offsets by digest of the text, read by two readers apart and settled by the text. The rules for
accusations were tried on it (`bench/charges.py` says on which part they are measured)."""
CHARGES_ONCE = Path(__file__).parent / "charges_once.jsonl"
"""The same of 646 further articles, read once and without the answers: good to learn from, not to measure by."""
CHARGES_LATER = Path(__file__).parent / "charges_later.jsonl"
"""The same of 163 further articles, read once and without the answers: nothing has learned from their charges, so that
what is tried can be measured on them. The encoder has seen the words of most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One attribution as PolNeAR marks it: the spans of each role."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def spans(self, role: str) -> tuple[Span, ...]:
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Judged:
    """Our reading of an article's marks."""

    kinds: Mapping[str, str]
    """The kind of source of each mark that is a statement."""
    silent: frozenset[str]
    """The marks that are none."""
    missed: tuple[Span, ...] = ()
    """Where a statement stands that no mark covers."""
    group: str = "train"
    """`train`, or `held` for those that nothing is learned from."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A place where somebody is accused or criticised; all places of one accused and one wrong share a number."""

    number: int
    words: Span
    party: Span | None
    accuser: Span | None
    kind: str
    """`accusation` (a deed) or `criticism`."""
    frame: str
    """`explicit` (a word of accusing stands there), `content` (what somebody says does it), or `narrator`."""
    reply: str
    optional: bool
    """Whether a careful editor would not demand it: an accused who cannot be told, a mild or implied reproach."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its marks and, where there is one, our reading of them."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    judged: Judged | None = field(default=None)


def articles(folder: Path, judged: Mapping[str, Judged]) -> Iterator[Annotated]:
    """The annotated articles below `folder`, in order of their names."""
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if files:
            text = path.read_text(encoding="utf-8")
            yield Annotated(path.stem, text, tuple(marks(files[0])), judged.get(digest(text)))


def fold(text: str, folds: int) -> int:
    """Which of so many folds an article belongs to, by its digest."""
    return int(digest(text), 16) % folds


def charges(path: Path = CHARGES) -> dict[str, tuple[Charge, ...]]:
    """The places of charges in each article, in order, by its digest."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["article"]] = tuple(
            Charge(
                number=each["charge"],
                words=Span(*each["at"]),
                party=Span(*each["party"]) if each["party"] else None,
                accuser=Span(*each["accuser"]) if each["accuser"] else None,
                kind=each["kind"],
                frame=each["frame"],
                reply=each.get("reply", "none"),
                optional=each.get("optional", False),
            )
            for each in row["charges"]
        )
    return found


def digest(text: str) -> str:
    """What these files know an article by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def readings(path: Path = FIRST) -> dict[str, Judged]:
    """Our readings, by the digest of the article."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kinds = {mark: source["kind"] for source in row["sources"] for mark in source["marks"]}
        missed = tuple(Span(start, end) for start, end in row["missed"])
        found[row["article"]] = Judged(kinds, frozenset(row["silent"]), missed, row["group"])
    return found


def marks(path: Path) -> Iterator[Mark]:
    """The attributions of a brat file."""
    spans: dict[str, tuple[Span, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"T\d+\t", line):  # the words of a mark may run on over further lines
            key, where, _ = line.split("\t", 2)
            pieces = (part.split() for part in where.split(" ", 1)[1].split(";"))
            spans[key] = tuple(Span(int(start), int(end)) for start, end in pieces)
        elif re.match(r"E\d+\t", line):
            key, roles = line.split("\t")[:2]
            by_role: dict[str, list[Span]] = {role: [] for role in ROLES}
            for part in roles.split():
                name, mark = part.split(":")
                role = name.rstrip("0123456789").lower()
                if role in by_role:
                    by_role[role] += spans.get(mark, ())
            yield Mark(key, *(tuple(sorted(by_role[role])) for role in ROLES))
