"""From a record (a table's row, an object of JSON) to an article: which column is what, and the words of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.errors import At, ReadingError
from auditor.readers.draft import Draft
from auditor.readers.metadata import TEXTS, VOCABULARY
from auditor.readers.story import Story
from auditor.records.article import Article, BlockRole, MetaValue, compared
from auditor.records.reading import Reading

_KEYS = ("id", "articleid", "storyid", "guid", "uuid", "uri", "slug", "url", "link")
TRIED = 200
"""Records by which columns are told."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which is no text."""
_LONGEST_NAME = 60
"""Code points of what a column is called; longer ones are no headings."""
_LONGEST_META = 500
"""Code points of a value that is metadata; longer ones are texts of another sort."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is what, each by the name that the table gives it."""

    text: str
    title: str | None
    key: str | None
    meta: Mapping[str, str]
    """Our name of each, and the table's."""

    def told(self, name: str, records: str) -> str:
        """The line that says so."""
        parts = [f"the articles are in {self.text!r}"]
        if self.title:
            parts.append(f"headlines in {self.title!r}")
        if self.key:
            parts.append(f"ids in {self.key!r}")
        meta = ", ".join(ours if ours == theirs else f"{ours}={theirs}" for ours, theirs in self.meta.items())
        parts.append(f"metadata: {meta or 'none'}")
        return f"{name}: each {records} is an article: {'; '.join(parts)} (--text-column and --meta say otherwise)"


def columns(names: Sequence[str], tried: Sequence[Mapping[str, object]], reading: Reading, at: At) -> Columns:
    """Which of the columns called `names` is what, by their names and by the first records, `tried`.

    Of several columns that are called as those of articles are, the one with the most words is taken.
    Raises ReadingError A318 if none can hold the articles.
    """
    if not any(name.strip() for name in names):
        hint = "see that it is not empty; save JSON in UTF-8, and of lines each ends in a newline"
        raise ReadingError("no record with fields can be read in it", code="A318", at=at, hint=hint)
    known = {compared(name): name for name in reversed(names)}
    asked = dict(_pair(each) for each in reading.meta)
    for wanted in (*([reading.text_column] if reading.text_column else ()), *asked.values()):
        if wanted not in names:
            raise ReadingError(f"there is no column {wanted!r}", code="A318", at=at, hint=_there_are(names))
    texts = [known[name] for name in TEXTS if name in known]
    longest = max(texts, key=lambda name: sum(len(_text(each.get(name)).split()) for each in tried), default=None)
    text = reading.text_column or longest
    if text is None:
        hint = f"say which with --text-column; {_there_are(names)}"
        if any(map(_is_no_name, names)):  # the words of an article are shown to nobody
            hint = "give it a first line that names its columns, or say which with --text-column"
        raise ReadingError("it is not plain which of its columns holds the articles", code="A318", at=at, hint=hint)
    title = asked.pop("title", None) or _first(known, ("title", *VOCABULARY["title"]), text)
    key = asked.pop("id", None) or _first(known, _KEYS, text, title)
    rest = [name for name in names if name.strip() and name not in (text, title, key)]
    return Columns(text, title, key, asked or {name: name for name in rest})


def article(record: Mapping[str, object], which: Columns, place: str, address: str, draft: Draft, form: str) -> Article:
    """The article of one record, whose parts are called by `place`; without words if its column has none."""
    story = Story(dict(_meta(record, which)), place)
    body = _text(record.get(which.text))
    if which.title and body.strip():
        story.head(BlockRole.HEADLINE, _text(record.get(which.title)), f"{address}/{which.title}")
    story.passage(body, f"{address}/{which.text}")
    return story.article(draft, form)


def key_of(record: Mapping[str, object], which: Columns) -> str:
    """What the record calls itself; empty if it does not."""
    return " ".join(_text(record.get(which.key)).split())[:_LONGEST_META] if which.key else ""


def _meta(record: Mapping[str, object], which: Columns) -> Iterable[tuple[str, MetaValue]]:
    named = which.meta if which.key is None else {**which.meta, "id": which.key}
    for ours, theirs in named.items():
        value = record.get(theirs)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield ours, tuple(each[:_LONGEST_META] for each in value)
        elif (words := " ".join(_text(value).split())) and len(words) <= _LONGEST_META:
            yield ours, words


def _text(value: object) -> str:
    """The words of a value: of a list its texts as paragraphs; nothing of what is no text, number or date."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value)))
    if value is None or value != value or isinstance(value, bool | dict):  # NaN is unlike itself
        return ""
    return str(value)


def _pair(given: str) -> tuple[str, str]:
    ours, sign, theirs = given.partition("=")
    return (ours.strip(), theirs.strip()) if sign else (given, given)


def _first(known: Mapping[str, str], wanted: Sequence[str], *taken: str | None) -> str | None:
    return next((known[name] for name in wanted if name in known and known[name] not in taken), None)


def _is_no_name(name: str) -> bool:
    return len(name) > _LONGEST_NAME or "\n" in name or name.strip().isdecimal()


def _there_are(names: Sequence[str]) -> str:
    return f"its columns are {', '.join(names[:30])}{', …' if len(names) > 30 else ''}"
