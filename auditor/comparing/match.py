"""Which source of an old version is which of a new one, and which findings stand in both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from auditor.records.comparison import Comparison, Kept
from auditor.records.report import Finding, Report
from auditor.records.sourcing import Source
from auditor.render.verdict import has_reason

_WORD = re.compile(r"\w+")
_ALIKE = 0.6
"""Two contents of which so great a part of the words is the same are one statement, mended here and there."""


def compare(name: str, old: Report, new: Report) -> Comparison:
    """The two versions beside each other.

    A source is the same if it is called the same, or else if it says the same: so one whose name was put in, or taken
    out, is known by its words. A finding is the same if its fingerprint is, or else if the same rule objects to the
    same source.
    """
    kept = _same_sources(old, new)
    befores, afters = {k.old.id for k in kept}, {k.new.id: k.old.id for k in kept}
    fixed, stay, fresh = _same_findings(old.findings, new.findings, afters)
    return Comparison(
        name=name,
        old=old,
        new=new,
        came=tuple(source for source in new.sources if source.id not in afters),
        went=tuple(source for source in old.sources if source.id not in befores),
        kept=kept,
        new_findings=fresh,
        fixed_findings=fixed,
        kept_findings=stay,
    )


# ---------------------------------------------------------------- sources


def _same_sources(old: Report, new: Report) -> tuple[Kept, ...]:
    pairs: dict[str, Source] = {}
    taken: set[str] = set()
    for mine, theirs in (*_by_label(old, new), *_by_words(old, new)):
        if theirs.id not in pairs and mine.id not in taken:
            pairs[theirs.id] = mine
            taken.add(mine.id)
    return tuple(
        Kept(pairs[source.id], source, has_reason(old, pairs[source.id]), has_reason(new, source))
        for source in new.sources
        if source.id in pairs
    )


def _by_label(old: Report, new: Report) -> Iterator[tuple[Source, Source]]:
    called: dict[str, Source] = {}
    for source in old.sources:
        called.setdefault(_folded(source.label), source)
    for source in new.sources:
        if (mine := called.get(_folded(source.label))) is not None:
            yield mine, source


def _by_words(old: Report, new: Report) -> list[tuple[Source, Source]]:
    """Pairs of sources with statements in common, those with the most words in common first."""
    said = {source.id: _contents(old, source) for source in old.sources}
    ranked = []
    for place, theirs in enumerate(new.sources):
        contents = _contents(new, theirs)
        for at, mine in enumerate(old.sources):
            if shared := sum(_in_common(words, said[mine.id]) for words in contents):
                ranked.append((-shared, place, at, mine, theirs))
    return [(mine, theirs) for *_, mine, theirs in sorted(ranked, key=lambda each: each[:3])]


def _contents(report: Report, source: Source) -> list[Counter[str]]:
    """The words of each of its statements."""
    statements = report.statements_of(source.id)
    return [_words(" ".join(report.text(span) for span in each.content)) for each in statements]


def _in_common(words: Counter[str], others: Iterable[Counter[str]]) -> int:
    """How many words a statement has in common with the one of `others` that it is, if it is one of them."""
    best = 0
    for other in others:
        shared = (words & other).total()
        if shared and shared >= _ALIKE * max(words.total(), other.total()):
            best = max(best, shared)
    return best


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _folded(label: str) -> str:
    return " ".join(_WORD.findall(label.casefold()))


# ---------------------------------------------------------------- findings


def _same_findings(
    old: Sequence[Finding], new: Sequence[Finding], afters: dict[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Those of the old version alone, those of both, those of the new version alone."""
    rest = {each.fingerprint: each for each in old}
    stay = [each for each in new if rest.pop(each.fingerprint, None) is not None]
    about = {(each.policy, each.subject): each.fingerprint for each in rest.values() if each.subject is not None}
    fresh = []
    for each in new:
        if each in stay:
            continue
        before = about.pop((each.policy, afters.get(each.subject or "", "")), None)
        if before is None:
            fresh.append(each)
        else:
            stay.append(each)
            del rest[before]
    stay.sort(key=new.index)
    return tuple(rest.values()), tuple(stay), tuple(fresh)
