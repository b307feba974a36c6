"""The facts of an accused: whether it can be asked by name, and how far the matter has come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.spans import Span
from auditor.judging.case import Case, plainly
from auditor.judging.facts import FactValue
from auditor.language.words import ListName
from auditor.records.appraisal import Accusation
from auditor.records.sourcing import SourceKind

_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_SMALL = re.compile(r"(?:of|and|the|for|in|on|at|de|da|del|della|di|la|le|van|von|der|bin|ibn|al|&)|[a-z]+-[A-Z].*")
_AFTER_NAME = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$|['’]s$")
_ASIDE = re.compile(r"(?:,[^,.;]{1,80},|\s*\([^)]{1,60}\))?\s+(?:(?:who|has|had|have|later|also|then)\s+){0,3}")
_FIRST = re.compile(r"\w+")
_SHORTEST = 3
_NEAR = 60
"""How far before or after a name words that say what became of its bearer may reach, in code points."""
_GAP = re.compile(r"(?:\s+[A-Z][\w.’'-]*){0,2}\s+")
"""What may stand between such words and the name: names and titles."""
_OF_GAP = re.compile(r"(?:\s+[\w.’'-]+){0,5}\s+")
"""The same after *of*: what the dead was, as in *the murder of the council's former clerk Colin Ames*."""
_HARDLY = 3
"""Who is named less often than this is hardly what the article is about."""
_STAGES = ("alleged", "decided", "charged", "held")


@dataclass(frozen=True, slots=True)
class Accused:
    """Somebody who is accused, once or often."""

    sort: str
    """A person or a body by name, a state, an armed group, or somebody without a name."""
    named: int
    """How often the article names it."""
    dead: bool
    denies: bool
    """Whether words right after the name say that somebody contradicts something, whatever it is."""


@dataclass(frozen=True, slots=True)
class _Bearer:
    """What the article says right beside a name, wherever it stands."""

    named: int
    dead: bool
    denies: bool


def everyone(case: Case, parties: Mapping[str, str | None]) -> Mapping[str, Accused]:
    """What the article shows of each of the accused, by label; `parties` has the source that each of them is, if any.

    What stands beside a name is looked up once, for all who bear it.
    """
    bearers: dict[str, _Bearer] = {}
    return {label: _accused(case, label, source_id, bearers) for label, source_id in parties.items()}


def _accused(case: Case, label: str, source_id: str | None, bearers: dict[str, _Bearer]) -> Accused:
    sort = sort_of(case, label, source_id)
    if sort == "unnamed":
        return Accused(sort, 0, dead=False, denies=False)
    name = _commonest(case, label, sort)
    if name not in bearers:
        bearers[name] = _bearer(case, list(_where(case, name)))
    return Accused(sort, bearers[name].named, bearers[name].dead, bearers[name].denies)


def _bearer(case: Case, places: Sequence[Span]) -> _Bearer:
    dead = any(_is_dead(case, place) for place in places)
    return _Bearer(len(places), dead, any(_opens(case, place, "replies", "denial") for place in places))


def facts_of(case: Case, item: Accusation, accused: Accused) -> dict[str, FactValue]:
    """The facts of the accused of one accusation."""
    stage = stage_of(case, item)
    unclaimed = case.source(item.by) is None and item.accuser is None
    return {
        "party_sort": accused.sort,
        "party_dead": accused.dead,
        "stage": stage,
        "grave": _has(case, item.span, "wrongs", "crime", "misconduct"),
        "in_passing": unclaimed and (stage == "said" or (stage != "charged" and accused.named < _HARDLY)),
    }


def stage_of(case: Case, item: Accusation) -> str:
    """How far the matter has come, by the words of the accusation, or else of its sentence."""
    for span in (item.span, item.sentence):
        for stage in _STAGES:
            if _has(case, span, "fates", stage):
                return stage
    return "said"


def sort_of(case: Case, label: str, source_id: str | None) -> str:
    """What somebody is: a person or a body by name, a state, an armed group, or somebody without a name."""
    name = _name_in(label)
    lower = name.lower()
    if case.words.has("fates", lower, "armed") or case.words.has("fates", lower.split()[-1], "armed"):
        return "armed"
    if not _is_name(name):
        return "unnamed"
    source = case.source(source_id)
    if source is not None and source.kind is SourceKind.NAMED_PERSON:
        return "person"
    if case.words.has("organizations", lower, "place") or case.words.has("demonyms", lower):
        return "state"
    if source is not None:
        return "body" if source.kind is SourceKind.NAMED_ORGANIZATION else "unnamed"
    return _sort_of_name(case, name)


def _sort_of_name(case: Case, name: str) -> str:
    """What a name is that no source has, by what the parser takes it for, and by its words."""
    sorts = {sort for words, sort in case.named if name in words}
    words = name.lower().split()
    if "PERSON" in sorts or (len(words) > 1 and case.words.has("first-names", words[0])):
        return "person"
    if "ORG" in sorts or case.words.has("organizations", words[-1], "head"):
        return "body"
    return "state" if sorts else "unnamed"


def _is_name(label: str) -> bool:
    """Whether every word of a label but the small ones has a capital."""
    words = [word for word in label.split() if not _SMALL.fullmatch(word)]
    return bool(words) and all(word[:1].isupper() for word in words)


def _name_in(label: str) -> str:
    """The label without its article, and without what follows a name."""
    return _AFTER_NAME.sub("", _ARTICLE.sub("", label))


def _commonest(case: Case, label: str, sort: str) -> str:
    """By what to look for somebody: a person by the word of the name that stands most often, a body by all of it."""
    name = plainly(_name_in(label))
    if sort != "person":
        return name
    words = [word for word in name.split() if len(word) >= _SHORTEST]
    return max(words, key=lambda word: sum(1 for _ in _where(case, word)), default="")


def _where(case: Case, name: str) -> Iterator[Span]:
    """Where the words of a name stand as whole words, in order."""
    first, end = _FIRST.match(name), 0
    for start in case.word_starts.get(first[0], ()) if first is not None else ():
        stop = start + len(name)
        if start >= end and case.plain.startswith(name, start) and not _FIRST.match(case.plain, stop):
            end = stop
            yield Span(start, stop)


def _is_dead(case: Case, place: Span) -> bool:
    """Whether the words right after a name, or right before it, say that its bearer is dead."""
    if _opens(case, place, "fates", "dead"):
        return True
    text = case.article.text
    for found in case.words.every(text, [Span(max(0, place.start - _NEAR), place.start)], "fates", "late"):
        gap = _OF_GAP if text.endswith(" of", 0, found.end) else _GAP
        if gap.fullmatch(text, found.end, place.start):
            return True
    return False


def _opens(case: Case, place: Span, name: ListName, tag: str) -> bool:
    """Whether words under `tag` of a list stand right after a name, but for an aside and auxiliary verbs."""
    text = case.article.text
    aside = _ASIDE.match(text, place.end)
    after = aside.end() if aside else place.end
    found = case.words.first(text, [Span(after, min(len(text), after + _NEAR))], name, tag)
    return found is not None and found.start == after


def _has(case: Case, span: Span, name: ListName, *tags: str) -> bool:
    return case.words.first(case.article.text, [span], name, *tags) is not None
