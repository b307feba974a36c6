"""Sources introduced without a name and then called by an alias: *a widow whom we will call Amal … Amal said*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from auditor.analysis.sources.coreference.chains import Chain
from auditor.base.spans import Span
from auditor.language.parsed import Parsed
from auditor.records.resolved import GoesBy, Told
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Evidence

_BETWEEN = frozenset(" \t\n\u00a0\"“”‘’'([,.–—-")
"""What may stand between a grant and the name that it is about."""
_TITLE = 12
"""Code points that a title before the alias may take: *asked to be called Sister Mary*."""


def joined(parsed: Parsed, told: Told, speaking: Mapping[int, Sequence[Chain]]) -> Mapping[int, Sequence[Chain]]:
    """The chains that speak, by the statement's number, with that of an alias joined to whom the grant introduces."""
    chains = {c.number: c for each in speaking.values() for c in each}
    homes: dict[int, Chain] = {}
    for grant in told.grants:
        goes_by = told.aliases.get(grant.span)
        if goes_by is None or grant.source is None:
            continue
        unnamed = next((c for c in chains.values() if _is_introduced(c, grant.source)), None)
        named = next((c for c in chains.values() if _is_called(parsed.text, c, goes_by)), None)
        if unnamed is not None and named is not None and named is not unnamed:
            _join(unnamed, named, goes_by.words)
            homes[named.number] = unnamed
    return {n: [homes.get(c.number, c) for c in each] for n, each in speaking.items()} if homes else speaking


def _is_introduced(chain: Chain, words: Span) -> bool:
    """Whether it is one person without a name whom `words` mention."""
    return chain.entity is None and not chain.plural and any(p.span.overlaps(words) for p in chain.phrases)


def _is_called(text: str, chain: Chain, goes_by: GoesBy) -> bool:
    """Whether a chain has the name that follows the words of a grant, and is not mentioned before."""
    if chain.entity is None or not chain.is_named_person:
        return False
    at = after(text, goes_by.words.end)
    place = text.find(chain.entity.label, at, at + len(chain.entity.label) + _TITLE)
    return place >= 0 and text[at : at + 1].isupper() and all(p.span.end > goes_by.words.start for p in chain.phrases)


def _join(unnamed: Chain, named: Chain, words: Span) -> None:
    """Makes the mentions of `named` those of `unnamed`, which takes its name."""
    unnamed.phrases = sorted([*unnamed.phrases, *named.phrases], key=lambda p: p.head)
    unnamed.has_spoken = unnamed.has_spoken or named.has_spoken
    unnamed.entity, unnamed.gender = named.entity, unnamed.gender or named.gender
    step = Evidence("sources/alias", words, "goes by this name", FoundBy.SOURCES)
    unnamed.evidence = [*unnamed.evidence, *named.evidence, step]


def after(text: str, end: int) -> int:
    """The first word after the offset `end` begins here."""
    return next((at for at in range(end, len(text)) if text[at] not in _BETWEEN), len(text))


def before(text: str, start: int) -> int:
    """The last letter of the last word before the offset `start` is here."""
    return next((at for at in range(start - 1, -1, -1) if text[at] not in _BETWEEN), 0)


def is_full(names: Iterable[str]) -> bool:
    """Whether the words of a name are more than a first name and initials."""
    return sum(len(word.strip(".")) > 1 for word in names) > 1
