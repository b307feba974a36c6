"""Front matter at the head of a draft: YAML between `---` lines, TOML between `+++` lines, or an object of JSON.

It is metadata, never text.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import islice
from typing import Any

import yaml

from auditor.base.spans import LineIndex, Span, trim
from auditor.readers.metadata import VOCABULARY
from auditor.readers.text.blocks import lines
from auditor.records.article import MetaValue, Note

_KEY = re.compile(r"\s*[\w\"'-][\w .\"'-]*:(?:\s|$)")
_ASSIGNED = re.compile(r"\s*(?:[\w\"'.-]+\s*=|\[{1,2}[\w\"'. -]+\]{1,2}\s*$)")
_OBJECT = re.compile(r'\{\s*(?:"|\}\s*$)', re.M)

_DEEPEST, _MOST, _LONGEST, _LONGEST_NAME = 20, 2_000, 50_000, 500
"""Levels, values, characters, and characters of one name that front matter may have; it has a few dozen at most."""
_AUTHORS = frozenset({"author", *VOCABULARY["author"]})
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""How YAML (1.2, 10.2.1.1) writes that there is no value."""
_LINE_ENDS = re.compile(r"\s*\n\s*")
"""The line ends of a value that stands on several lines."""
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that escapes can put into a value and that no report can hold."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the `---` lines, the lines included in `span`; no span where there is none."""

    span: Span | None = None
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def end(self) -> int:
        """The offset at which the front matter ends; 0 where there is none."""
        return self.span.end if self.span else 0


def front_matter(text: str) -> FrontMatter:
    """The front matter at the head of `text`; what cannot be understood gives a note and no metadata."""
    all_lines = lines(text)
    first = next((i for i, line in enumerate(all_lines) if line.of(text).strip()), None)
    opening = all_lines[first].of(text).rstrip() if first is not None else ""
    if first is not None and opening == "+++":
        return _toml(text, all_lines, first)
    if first is not None and _OBJECT.match(text, all_lines[first].start):
        return _json(text, all_lines[first].start)
    if first is None or opening != "---":
        return FrontMatter()
    close = next((i for i in range(first + 1, len(all_lines)) if _closes(all_lines[i].of(text))), None)
    inner = all_lines[first + 1 : close]
    has_keys = bool(inner) and _KEY.match(next((s for i in inner if (s := i.of(text)).strip()), "")) is not None
    if close is None:
        if not has_keys:
            return FrontMatter()
        note = Note("front-matter", "the front matter is never closed by a line `---`; read as text", all_lines[first])
        return FrontMatter(notes=(note,))
    span = trim(Span(all_lines[first].start, all_lines[close].end), text)
    if not inner:
        return FrontMatter(span)
    return _parsed(text, span, Span(inner[0].start, inner[-1].end), has_keys)


def _toml(text: str, all_lines: Sequence[Span], first: int) -> FrontMatter:
    """The TOML between two lines `+++`."""
    close = next((i for i in range(first + 1, len(all_lines)) if all_lines[i].of(text).rstrip() == "+++"), None)
    inner = all_lines[first + 1 : close]
    has_keys = any(_ASSIGNED.match(line.of(text)) for line in inner[:3])
    if not has_keys:
        return FrontMatter()
    if close is None:
        note = Note("front-matter", "the front matter is never closed by a line `+++`; read as text", all_lines[first])
        return FrontMatter(notes=(note,))
    span = trim(Span(all_lines[first].start, all_lines[close].end), text)
    source = text[inner[0].start : inner[-1].end]
    if len(source) > _LONGEST:
        return _unread(span, f"more than {_LONGEST:,} characters")
    try:
        value = tomllib.loads(source.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        note = Note("front-matter", f"the front matter is not valid TOML ({error}); none of it was used", span)
        return FrontMatter(span, notes=(note,))
    return _of_mapping(span, value)


def _json(text: str, start: int) -> FrontMatter:
    """The object of JSON that a draft begins with, if a line ends after it."""
    try:
        value, end = json.JSONDecoder().raw_decode(text[start : start + _LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter()
    after = text[start + end :].partition("\n")[0]
    if not isinstance(value, Mapping) or after.strip():
        return FrontMatter()
    return _of_mapping(Span(start, start + end), value)


def _of_mapping(span: Span, value: Mapping[Any, object]) -> FrontMatter:
    """The metadata that `value` holds, if it is of a common size."""
    try:
        meta = dict(islice(_flat(value), _MOST + 1))
    except RecursionError:
        return _unread(span, f"more than {_DEEPEST} levels")
    if len(meta) > _MOST:
        return _unread(span, f"more than {_MOST:,} values")
    if any(len(name) > _LONGEST_NAME for name in meta):
        return _unread(span, f"names of more than {_LONGEST_NAME} characters")
    return FrontMatter(span, meta)


def _closes(line: str) -> bool:
    return line.rstrip() in {"---", "..."}


def _parsed(text: str, span: Span, inner: Span, has_keys: bool) -> FrontMatter:
    try:
        source = inner.of(text)
        if reason := _swells(source):
            return _unread(span, reason)
        value = yaml.load(source, Loader=yaml.BaseLoader)  # every scalar stays a string
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # not YAML, or an escape that is no character
        if not has_keys:
            return FrontMatter()
        return FrontMatter(span, notes=(_broken(text, span, inner, error),))
    if isinstance(value, Mapping):
        return _of_mapping(span, value)
    # Prose between two rules is no front matter.
    return FrontMatter() if value else FrontMatter(span)


def _unread(span: Span, reason: str) -> FrontMatter:
    return FrontMatter(span, notes=(Note("front-matter", f"front matter with {reason} is not read", span),))


def _swells(source: str) -> str | None:
    """What makes `source` too costly to parse, in words, or None: aliases of aliases can stand for gigabytes.

    Long names multiply as well, since each value bears the names of all levels above it.
    """
    if len(source) > _LONGEST:
        return f"more than {_LONGEST:,} characters"
    depth = values = 0
    for event in yaml.parse(source, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        values += isinstance(event, yaml.ScalarEvent)
        if isinstance(event, yaml.AliasEvent):
            return "aliases"
        if depth > _DEEPEST:
            return f"more than {_DEEPEST} levels"
        if values > 2 * _MOST:
            return f"more than {_MOST:,} values"
    return None


def _broken(text: str, span: Span, inner: Span, error: Exception) -> Note:
    mark = getattr(error, "problem_mark", None)
    line = LineIndex(text).line_column(inner.start)[0] + (mark.line if mark else 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return Note(
        "front-matter",
        f"the front matter is not valid YAML (line {line}: {problem}); none of it was used",
        span,
    )


def _flat(value: Mapping[object, object], prefix: str = "") -> Iterator[tuple[str, MetaValue]]:
    for key, item in value.items():
        name = f"{prefix}{_text(key)}"[: _LONGEST_NAME + 1]  # longer ones would multiply, and are refused
        if isinstance(item, Mapping):
            yield from _flat(item, f"{name}.")
        elif isinstance(item, list):
            told = (_named(entry) if name.lower() in _AUTHORS else _text(entry) for entry in item)
            yield name, tuple(entry for entry in told if entry)
        elif name.lower() in _AUTHORS and len(each := str(item).split("\n")) > 1:
            yield name, tuple(words for line in each if (words := _text(line)))
        else:
            yield name, _text(item)


def _named(author: object) -> str:
    """The name of an author, of whom more may be told."""
    if isinstance(author, Mapping):
        return next((_text(value) for key, value in author.items() if _text(key).lower() == "name"), _text(author))
    return _text(author)


def _text(item: object) -> str:
    if isinstance(item, Mapping):
        return ", ".join(_text(v) for v in item.values())
    if isinstance(item, list):
        return ", ".join(_text(v) for v in item)
    if isinstance(item, (date, time)):
        return item.isoformat()
    words = str(item).lower() if isinstance(item, bool) else "" if item is None else str(item)
    return "" if words in _NOTHING else _LINE_ENDS.sub(" ", _UNFIT.sub("\ufffd", words)).strip()
