"""Files that hold many articles: a draft for each article, and the files opened once a process."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from auditor.base.errors import ReadingError
from auditor.readers.collections.shelf import Entry, Shelf, may_hold_many
from auditor.records.article import Article
from auditor.records.reading import Reading
from auditor.records.report import Failure, Omission, Skipped
from auditor.runs import beside
from auditor.runs.drafts import Draft, Selection, identity, no_draft, opening, stamp
from auditor.runs.faults import our_fault
from auditor.runs.sieve import suffix_of
from auditor.settings.settings import Settings

_UNFIT = re.compile(r"[^\w~-]+")
"""What no name of a report's file has."""
_LONGEST = 80
_MANY = re.compile(rb"\s*(?:[{\[]|<[?!\w])|[^\n]{0,200}\x01|\s*ZCZC")
"""How files begin that may hold many articles though they are called as texts."""


def expanded(selection: Selection, settings: Settings) -> Selection:
    """The selection, with a draft for each article of a file that holds many; a file that cannot be opened fails."""
    found = _Found(list(selection.failures), list(selection.skipped))
    for draft in selection.drafts:
        try:
            if draft.entry is None and may_be_several(draft):
                _open(draft, draft.settings(settings), found)
            else:
                found.add(draft)
        except ReadingError as error:
            found.failures.append(Failure(draft.path, error.code, error.message, error.hint))
        except Exception as error:  # one file that cannot be coped with must not cost the others their audit
            found.failures.append(our_fault(draft.path, error))
    return replace(
        selection,
        drafts=tuple(found.drafts),
        failures=tuple(found.failures),
        skipped=tuple(found.skipped),
        told=tuple(found.told),
    )


@dataclass(slots=True)
class _Found:
    """What is found of the files of a run; lives while they are opened."""

    failures: list[Failure]
    skipped: list[Skipped]
    drafts: list[Draft] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _seen: set[tuple[object, int]] = field(default_factory=set)

    def add(self, draft: Draft) -> None:
        """Adds a draft, unless it is an article that was named in another way as well."""
        if draft.entry is not None:
            key = ("-" if draft.data is not None else identity(draft.file), draft.entry.number)
            if key in self._seen:
                return
            self._seen.add(key)
        self.drafts.append(draft)


def may_be_several(draft: Draft) -> bool:
    """Whether the file of a draft may hold many articles, by its name or its beginning."""
    name = draft.file or draft.path
    return bool(draft.wanted) or may_hold_many(name) or _MANY.match(opening(draft)) is not None


def _open(draft: Draft, settings: Settings, found: _Found) -> None:
    """Adds the drafts that a file holds, or the file itself where it is one article; raises ReadingError."""
    from auditor.readers.collections.dispatch import opened_shelf  # what reads drafts is imported when one is read

    file = draft.file or draft.path
    source = draft.data if draft.data is not None else Path(file)
    shelf = opened_shelf(source, file, settings.reading) if source else None
    if shelf is None and not draft.wanted:
        found.add(draft)
        return
    try:
        entries = list(shelf.entries()) if shelf is not None else []
    finally:
        if shelf is not None:
            shelf.close()
    chosen = [each for each in entries if draft.wanted in ("", each.key)]
    if not chosen:
        hint = f"the first is {entries[0].key}, the last {entries[-1].key}" if entries else "name the file alone"
        raise ReadingError(f"there is no article {draft.wanted or 'in it'}", code="A302", hint=hint)
    others = [each for each in chosen if not (each.is_draft or draft.wanted)]
    for entry in others:
        path = f"{file}#{entry.key}"
        if settings.strict_files:
            found.failures.append(no_draft(path, settings))
        else:
            found.skipped.append(Skipped(path, Omission.NO_DRAFT, suffix_of(entry.key)))
    drafts = [each for each in chosen if each not in others]
    made_at = stamp(file) if draft.data is None else None
    for entry, name in zip(drafts, _names(drafts), strict=True):
        path, below = f"{file}#{entry.key}", f"{draft.below}/{name}"
        found.add(Draft(path, below, draft.data, file, entry, stamp=made_at, orders=draft.orders))
    if shelf is not None and shelf.told:
        found.told += shelf.told.split("\n")


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    """A name of a file for each entry, none given twice."""
    seen = set[str]()
    for entry in entries:
        plain = _UNFIT.sub("-", entry.key).strip("-")[:_LONGEST] or str(entry.number)
        name, count = plain, entry.number
        while name.lower() in seen:
            name, count = f"{plain[: _LONGEST - 12]}~{count}", count + 1
        seen.add(name.lower())
        yield name


class Shelves:
    """Reads drafts; of files that hold many articles it keeps the last one open."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file = ""
        self._shelf: Shelf | None = None

    def article(self, draft: Draft) -> Article:
        """The article of a draft, called by its path, with what stands beside it and is told of it.

        Raises ReadingError.
        """
        from auditor.readers.given import with_metadata

        article = self._article(draft)
        return article if draft.metadata is None else with_metadata(article, draft.metadata, draft.path)

    def _article(self, draft: Draft) -> Article:
        from auditor.readers.dispatch import finished, read, read_bytes, read_text
        from auditor.readers.ledger import joined

        reading = draft.settings(self._settings).reading
        if draft.entry is None:
            if draft.data is not None:
                return read_bytes(draft.data, draft.path, reading)
            if draft.text is not None and not draft.is_file:
                return read_text(draft.text, draft.path, reading)
            if draft.text is not None:
                article = read_text(draft.text, draft.path, reading)
            else:
                article = replace(read(draft.path, reading), path=draft.path)
            waivers = (*article.waivers, *beside.waivers(Path(draft.path), draft.path))
            ledger = joined(article.ledger, beside.ledger(Path(draft.path), draft.path))
            return replace(article, waivers=waivers, ledger=ledger)
        if draft.stamp is not None and stamp(draft.file) != draft.stamp:
            raise ReadingError("its file was changed while the run was going on", code="A302", hint="run it again")
        shelf = self._opened(draft, reading)
        if shelf is None:
            raise ReadingError("it holds no such article any more", code="A302", hint="run it again")
        return finished(shelf.article(draft.entry, draft.path), reading)

    def close(self) -> None:
        """Lets go of the file that is open."""
        if self._shelf is not None:
            self._shelf.close()
        self._file, self._shelf = "", None

    def _opened(self, draft: Draft, reading: Reading) -> Shelf | None:
        if draft.file != self._file:
            from auditor.readers.collections.dispatch import opened_shelf

            self.close()
            source = draft.data if draft.data is not None else Path(draft.file)
            self._shelf = opened_shelf(source, draft.file, reading)
            self._file = draft.file
        return self._shelf
