"""The ledger of a draft joined to its text: which entry is which source or party, by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.base.names import full_names
from auditor.judging.case import Case
from auditor.records.ledger import Asking, EntryState, LedgerSource, Request, Standing
from auditor.records.sourcing import NonResponse, NonResponseKind, Source, SourceKind

_WORD = re.compile(r"\w+")
_ARTICLES = ("the", "a", "an")


def entry_of(case: Case, source: Source) -> LedgerSource | None:
    """The entry of the ledger that is about `source`: its label, or the words of a place where it is spoken of."""
    ledger = case.article.ledger
    if ledger is None or source.kind is not SourceKind.ANONYMOUS:
        return None
    called = {_folded(source.label), *(_folded(m.span.of(case.article.text)) for m in source.mentions)}
    return next((entry for entry in ledger.sources if _folded(entry.label) in called), None)


def standing(case: Case, source: Source) -> Standing:
    """How a source stands to the ledger."""
    if case.article.ledger is None:
        return Standing.NO_LEDGER
    return Standing.MISSING if entry_of(case, source) is None else Standing.KNOWN


def asking(case: Case, party: str) -> Asking:
    """Whether the ledger says that `party` was asked for comment."""
    ledger = case.article.ledger
    if ledger is None:
        return Asking.NO_LEDGER
    return (
        Asking.ASKED if any(_is_same(case, request.party, party) for request in ledger.requests) else Asking.NOT_ASKED
    )


def state_of_source(case: Case, entry: LedgerSource) -> EntryState:
    """What became of an entry: a name in its label that the article does not have is refused."""
    read = " ".join(span.of(case.article.text) for span in case.paragraphs)
    if any(found not in read for found in full_names(entry.label)):
        return EntryState.REFUSED
    joined = any(entry_of(case, source) is entry for source in case.sources)
    return EntryState.JOINED if joined else EntryState.UNMATCHED


def state_of_request(case: Case, request: Request) -> EntryState:
    """Whether the article has the party that was asked: as one that is accused, that did not answer, or that speaks."""
    parties = (
        *(item.party_label for item in case.accusations),
        *(_party(case, item) for item in case.non_responses),
        *(source.label for source in case.sources),
    )
    return EntryState.JOINED if any(_is_same(case, request.party, each) for each in parties) else EntryState.UNMATCHED


def is_overdue(case: Case, request: Request, today: str) -> bool:
    """Whether the deadline is past, no answer came, and the article does not say so."""
    if request.is_answered or not request.deadline or not today or request.deadline[:10] >= today:
        return False
    return not any(_is_same(case, request.party, _party(case, item)) for item in case.non_responses if not _waits(item))


def _waits(item: NonResponse) -> bool:
    return item.kind is NonResponseKind.PENDING


def _party(case: Case, item: NonResponse) -> str:
    return item.party_label or ("" if item.party is None else item.party.of(case.article.text))


def _is_same(case: Case, one: str, other: str) -> bool:
    """Whether all words of the shorter name stand in the longer one, titles and articles aside."""
    mine, theirs = _words(case, one), _words(case, other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _words(case: Case, text: str) -> set[str]:
    found = _WORD.findall(text.casefold())
    return {word for word in found if not case.words.has("titles", word) and word not in _ARTICLES}


def _folded(text: str) -> str:
    return " ".join(_plain(_WORD.findall(text.casefold())))


def _plain(words: Iterable[str]) -> Iterable[str]:
    """The words without an article before them."""
    found = list(words)
    return found[1:] if found and found[0] in _ARTICLES and len(found) > 1 else found
