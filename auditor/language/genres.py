"""Which articles say of themselves that they are no news reports: opinion, satire, advertising.

A report that is skipped is worse than an opinion that is audited, so what may mean something else tells nothing: the
words that say it, and the fields in which they do, are the lexicon `genres`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import chain

from auditor.language.plain import plainly
from auditor.language.words import Words
from auditor.records.article import Article, BlockRole, MetaValue, Note, compared

_KINDS = ("opinion", "satire", "advertising")
_LABELS = 4
"""Lines at the top of an article one of which may be a label: *Opinion* stands below headline, byline and date."""
_TOP = _LABELS + 2
"""Lines that are looked at: two below the last label tell whether it is one of a page's links."""
_LONGEST, _LONGEST_HEADLINE = 60, 150
"""Characters of a label and of a headline."""
_LEAST_HEADLINE, _LONGEST_BYLINE, _LONGEST_LINK, _LONGEST_NAME = 3, 8, 2, 5
"""Words of a first line that is taken for a headline, of a byline or date, of a page's link, and of who has paid."""
_ROLES = frozenset({BlockRole.HEADLINE, BlockRole.STANDFIRST, BlockRole.BYLINE, BlockRole.PARA, BlockRole.LIST})
_PREFIX = re.compile(r"(?P<label>[^:|–—]{2,40}?)(?::\s|\s+[–—-]\s)\s*\S")
_BRACKETED = re.compile(r"[\[(](?P<label>[^\])]{2,40})[\])]:?\s+\S")
_BAR = re.compile(r"\s*[|•·]\s*")
_PARTS = re.compile(r"[/>|;,:»›•·]+")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_/|:–—-]+")
_AROUND = "[](){}*#.'\"“”‘’ \t"
_BY = re.compile(r"by\s+", re.I)
_NAME = re.compile(r"[A-Z0-9][^.!?,:;]*")


@dataclass(frozen=True, slots=True)
class Genre:
    """What an article is, and the words by which it says so."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A block at the top as people see it."""

    words: str
    role: BlockRole
    level: int

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.words.split())

    @property
    def is_byline(self) -> bool:
        """Whether it is a byline, or a line that looks like one or like a date."""
        if self.role is BlockRole.BYLINE:
            return True
        looks = _BY.match(self.words) is not None or any(c.isdigit() for c in self.words)
        return self.role is BlockRole.PARA and looks and self.count <= _LONGEST_BYLINE and self.words[-1] not in ".?!"


def of(article: Article, words: Words) -> Genre | None:
    """What the article says it is; None for a news report, and for one that does not say."""
    if found := next(_by_fields(article, words), None):
        return found
    top = _top(article)
    return next(chain(_by_headlines(article, top, words), _by_lines(top, words)), None)


def noted(article: Article, words: Words) -> Article:
    """The article, with a note on what it says it is."""
    found = of(article, words)
    if found is None:
        return article
    note = Note("genre", f"this is {found.name}, as it says itself ({found.told}); it was audited as a report would be")
    return replace(article, notes=(*article.notes, note))


def _by_fields(article: Article, words: Words) -> Iterator[Genre]:
    """What the metadata says, by the first field that says it.

    A genre that repeats another field was taken from it, and says no more than that.
    """
    shared = {
        each for value in article.meta.values() if not isinstance(value, str) and len(value) > 1 for each in value
    }
    seen: list[MetaValue] = []
    for name, value in article.meta.items():
        endings = _endings(name, words)
        if not endings or (name == "genre" and value in seen):
            continue
        seen.append(value)
        for each in (value,) if isinstance(value, str) else value:
            for kind in _KINDS:
                if _says(each, kind, () if each in shared else endings, words):
                    yield Genre(kind, f"{name} “{each}”")


def _endings(name: str, words: Words) -> tuple[str, ...]:
    """The tags, without their kinds, of what counts in a field if it says nothing else; none for other fields."""
    key = compared(name)
    tags = {tag for entry, tags in words.entries("genres").items() if compared(entry) == key for tag in tags}
    if "field" not in tags:
        return ()
    return ("-alone", *(f"-{sort}" for sort in ("section", "type") if f"{sort}-field" in tags))


def _says(value: str, kind: str, endings: Sequence[str], words: Words) -> bool:
    """Whether a value is of a kind, in all or in a part: *Opinion/Columnists*, *http://x.example/genre/Opinion*."""
    value = unescape(value)
    parts = [_plain(part) for part in (value, *_PARTS.split(value))]
    whole = [f"{kind}{ending}" for ending in endings]
    return any(words.has("genres", part, kind) for part in parts) or (
        bool(whole) and words.has("genres", parts[0], *whole)
    )


def _top(article: Article) -> list[_Line]:
    """The first lines that are read, without markup."""
    plain, original = plainly(article)
    top = []
    for block in (block for block in article.blocks if block.role in _ROLES):
        start, end = original.read_at(block.span.start), original.read_at(block.span.end)
        if line := " ".join(plain.text[start : max(start, end)].split()):
            top.append(_Line(line, block.role, block.level))
        if len(top) == _TOP:
            break
    return top


def _by_headlines(article: Article, top: Sequence[_Line], words: Words) -> Iterator[Genre]:
    """What a headline says: *Opinion: The ferry must sail*, *The ferry must sail | Opinion*."""
    title = [article.title] if article.title else []
    first = [line.words for line in top[:1] if not line.words.endswith(".") and line.role is not BlockRole.LIST]
    headed = [line.words for line in top[:_LABELS] if line.role is BlockRole.HEADLINE and line.level == 1]
    for headline in (*title, *first, *headed):
        if len(headline) <= _LONGEST_HEADLINE:
            yield from _marked(headline, words)


def _marked(headline: str, words: Words) -> Iterator[Genre]:
    if (found := _PREFIX.match(headline)) and words.has("genres", _plain(found["label"]), "opinion-prefix"):
        yield Genre("opinion", f"headline “{found['label'].strip(_AROUND)}”")
    if found := _BRACKETED.match(headline):
        yield from _called(found["label"], "headline", True, words)
    yield from _barred(headline, "headline", words)


def _barred(line: str, place: str, words: Words) -> Iterator[Genre]:
    """What one part of a line with bars says; links of a page say nothing."""
    parts = _BAR.split(line)
    called = [genre for part in parts for genre in _called(part, place, True, words)]
    links = [part for part in parts if words.has("genres", _plain(part), "navigation") and not _is_label(part, words)]
    if len(parts) > 1 and called and not links:
        yield called[0]


def _by_lines(top: Sequence[_Line], words: Words) -> Iterator[Genre]:
    """What a line at the top says: the first, or one that stands below nothing but headline, byline and date."""
    for at, line in enumerate(top[:_LABELS]):
        is_subhead = line.role is BlockRole.HEADLINE and line.level != 1
        if len(line.words) <= _LONGEST and line.role is not BlockRole.LIST and not is_subhead:
            found = next(_labelled(line, at == 0, words), None)
            if found and not _is_link(found, top[at + 1 :], words):
                yield found
        if not (line.is_byline or line.role in {BlockRole.HEADLINE, BlockRole.STANDFIRST}) and (
            at or line.count < _LEAST_HEADLINE
        ):
            return


def _labelled(line: _Line, is_first: bool, words: Words) -> Iterator[Genre]:
    yield from _called(line.words, "label", is_first, words)
    yield from _barred(line.words, "label", words)
    signed = _BY.sub("", line.words, count=1) if _BY.match(line.words) else ""
    if signed and any(_plain(signed).endswith(f" {board}") for board in words.tagged("genres", "board")):
        yield Genre("opinion", f"label “{line.words}”")
    if line.is_byline and "," in line.words:  # By Ida Quill, Opinion Columnist
        yield from _called(line.words.rpartition(",")[2].strip(), "label", False, words)
    for kind in ("opinion", "advertising") if is_first else ("opinion",):
        for by in words.tagged("genres", f"{kind}-by"):
            name = line.words[len(by) :].strip()
            if line.words.lower().startswith(f"{by} ") and _NAME.fullmatch(name) and len(name.split()) <= _LONGEST_NAME:
                yield Genre(kind, f"label “{line.words}”")


def _called(label: str, place: str, is_first: bool, words: Words) -> Iterator[Genre]:
    """What a label says, with *By the* before it or without."""
    plain = _plain(label).removeprefix("by ").removeprefix("the ")
    for kind in _KINDS:
        if words.has("genres", plain, f"{kind}-label", *([f"{kind}-first"] if is_first else [])):
            yield Genre(kind, f"{place} “{label.strip()}”")


def _is_label(words_of_line: str, words: Words) -> bool:
    return next(_called(words_of_line, "", True, words), None) is not None


def _is_link(found: Genre, below: Sequence[_Line], words: Words) -> bool:
    """Whether what looked like a label is one of a page's links or slots, by what stands below it.

    An advertisement that a page left in a report stands above other labels or above a byline.
    """
    if below and words.has("genres", _plain(below[0].words), "navigation"):
        return True
    if found.name == "advertising" and below and "by " not in found.told.lower():
        return _is_label(below[0].words, words) or any(line.is_byline for line in below)
    links = [line for line in below[:2] if line.count <= _LONGEST_LINK and line.role is BlockRole.PARA]
    return len(links) == 2


def _plain(value: str) -> str:
    """The words of a label, in lower case: those of *OpinionNewsArticle* and of *op-ed* apart."""
    joined = _JOINED.split(value.strip(_AROUND).replace("&", " and "))
    return " ".join(part.lower() for part in joined if part)
