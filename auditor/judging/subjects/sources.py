"""The facts of a source: those of its profile, and how much of the article hangs on it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from auditor.base.spans import Span, count_words, number_at, overlaps_any, subtract
from auditor.judging import ledgers, profiles
from auditor.judging.case import Case, opening
from auditor.judging.facts import FactValue
from auditor.judging.metrics import part_spans, touches
from auditor.judging.subjects import doubts
from auditor.judging.subjects.record import OWN_OUTLET, Subject, is_plainly_anonymous, most, place
from auditor.judging.subjects.statements import sentences_of
from auditor.language import quotations as quoting
from auditor.language.words import Words
from auditor.records.appraisal import Knows, Profile, Reason
from auditor.records.report import Metrics
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, AnonymityGrant, Form, Mode, Source, SourceKind, Statement

_AGE = re.compile(r"\b\d{1,3}[- ]years?[- ]old|\baged? \d{1,3}\b|, \d{1,3},")
_TENURE = re.compile(r"\b(?:for|after) (?:\w+ ){0,2}(?:years|decades)\b|\bsince (?:19|20)\d\d\b")
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'.&-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'.&-]*)*")
_AFTER = re.compile(r",\s+(?:an?|the|who|whose|one|\d|(?-i:[A-Z][\w’']+['’]s)|[a-z]+)\b|\s+(?:of|at|from|with)\s|\s*\(")
_SCRAP = 2
"""Words in quotation marks that are no quotation yet."""
_WORD = re.compile(r"[\w’'-]+")
_ENDS_HEAD = frozenset({"of", "in", "with", "on", "at", "from", "who", "to", "for", "near", "inside", "within"})


def sources(case: Case) -> tuple[Subject, ...]:
    """All sources of the article's own, words that hide who says so among them."""
    parts, singulars = part_spans(case.article), _singulars(case)
    told = doubts.Told(case)
    own = (s for s in case.sources if s.relayed_by is None)
    return tuple(sorted((_source(case, s, parts, singulars, told) for s in own), key=place))


def _source(
    case: Case, source: Source, parts: Mapping[str, Sequence[Span]], singulars: Mapping[str, int], told: doubts.Told
) -> Subject:
    statements, grants = case.statements_of(source.id), case.grants_of(source.id)
    headline, lead = parts.get("headline", ()), parts.get("lead", ())
    span = _where(source, headline)
    seen = case.profile(source.id)
    level = profiles.rung(seen.identified.value) if source.kind not in NAMED_KINDS else 0
    facts: dict[str, FactValue] = {
        "label": source.label,
        "words": span.of(case.article.text) if span else source.label,
        "kind": source.kind.value,
        "named": source.kind in NAMED_KINDS,
        "own_outlet": source.label == OWN_OUTLET,
        "count": source.count,
        "count_stated": source.count is not None,
        "plural": source.count != 1,
        "number": _number(case, source),
        "singular_later": _is_singular_later(case, source, singulars),
        "identified": seen.identified.value.value,
        "bare": level == 1,
        "description_level": level,
        "spokesperson": _is_spokesperson(case, source),
        "called_source": _is_called_source(case, source),
        "described": source.description is not None or _is_told_beside(case, source),
        "details": _details(case, source, grants),
        "partial_name": _has_partial_name(case, source, grants),
        "empty_plural": _is_tagged(case, source, "empty-plural"),
        "document_bare": source.kind is SourceKind.DOCUMENT and _is_bare_document(case, source),
        "knows": seen.knows.value.value,
        "access_stated": seen.knows.value is not Knows.NOT_SAID,
        "first_hand": seen.knows.value in (Knows.FIRST_HAND, Knows.DOCUMENT),
        "granted": bool(grants),
        "reason_given": any(g.reason is not None for g in grants) or _is_by_law(case, source),
        "reason": (seen.unnamed.value if seen.unnamed is not None else Reason.NONE).value,
        "side_shown": seen.side is not None,
        "statements": len(statements),
        "statements_alone": len(seen.alone),
        "accusations": len(case.accusations_by(source.id)),
        "other_kind_within": _other_kind_within(case, source, seen),
        "named_within": _named_within(case, statements),
        "quoted_directly": any(_is_quoted(case, s) for s in statements),
        "in_headline": any(touches(s, headline) for s in statements),
        "in_lead": any(touches(s, lead) for s in statements),
        "only_source_of_headline": _rests_on(case.metrics, "headline", source),
        "only_source_of_lead": _rests_on(case.metrics, "lead", source),
        **_of_ledger(case, source),
    }
    return Subject(source.id, span, facts, _sure_of(told, source, statements, grants), source.evidence)


def _of_ledger(case: Case, source: Source) -> dict[str, FactValue]:
    entry = ledgers.entry_of(case, source)
    return {
        "ledger": ledgers.standing(case, source).value,
        "ledger_people": None if entry is None else entry.people,
        "ledger_editor": entry is not None and bool(entry.editor),
        "ledger_approved": entry is not None and bool(entry.approved_by),
    }


def _sure_of(
    told: doubts.Told, source: Source, statements: Sequence[Statement], grants: Sequence[AnonymityGrant]
) -> Confidence:
    """As sure as its surest statement; `LOW` where another's grant may be its own, or its anonymity is a guess.

    `LOW` as well where it may be somebody of whom the article tells elsewhere.
    """
    case = told.case
    if not is_plainly_anonymous(case, source) or doubts.may_be_another(told, source):
        return Confidence.LOW
    if source.kind is SourceKind.ANONYMOUS and not grants and (case.has_stray_grant or case.has_shared_grant):
        return Confidence.LOW
    return most(s.confidence for s in statements)


def _is_quoted(case: Case, statement: Statement) -> bool:
    """Whether words of it stand in quotation marks, more than one or two of them: *a “thin” deal* is none."""
    if statement.mode is Mode.INDIRECT:
        return False
    if statement.mode is Mode.DIRECT:
        return True
    numbers = (number for c in statement.content for number in quoting.overlapping(case.quotations, c))
    inner = (case.quotations[number].inner for number in numbers)
    return any(count_words(span.of(case.article.text)) > _SCRAP for span in inner)


def _where(source: Source, headline: Sequence[Span]) -> Span | None:
    """Where to point for a source: the mention that describes it, else the first below the headline."""
    described = source.description
    mentions = sorted(m.span for m in source.mentions)
    best = [span for span in mentions if described is not None and span.overlaps(described)]
    below = (span for span in mentions if not overlaps_any(headline, span))
    return next(iter([*best, *below, *mentions]), described)


def _rests_on(metrics: Metrics, part: str, source: Source) -> bool:
    footing = metrics.footing(part)
    return footing is not None and footing.source_ids == (source.id,)


# ---------------------------------------------------------------- number


def _number(case: Case, source: Source) -> str:
    """Whether the article says how many: `exact`, `vague` (several, some) or `none`."""
    if source.count is not None:
        return "exact"
    spans = [m.span for m in source.mentions if m.form is Form.NOMINAL]
    return "vague" if case.words.first(case.article.text, spans, "numbers", "vague") else "none"


def _is_singular_later(case: Case, source: Source, singulars: Mapping[str, int]) -> bool:
    """Whether a plural such as *sources* is later taken up as one: *the source*."""
    if source.count is not None or source.kind is not SourceKind.ANONYMOUS:
        return False
    text = case.article.text
    plurals = {_last(m.span.of(text), case.words): m.span for m in source.mentions if m.form is Form.NOMINAL}
    return any(singulars.get(plural, -1) > first.start for plural, first in plurals.items())


def _singulars(case: Case) -> Mapping[str, int]:
    """By their plurals, the nouns that never introduce anybody and take up somebody unnamed: where that is last."""
    text = case.article.text
    found: dict[str, int] = {}
    introduced = set[str]()
    for source in case.sources:
        unnamed = source.kind in (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON)
        for span in (m.span for m in source.mentions if m.form is Form.NOMINAL):
            plural = f"{_last(span.of(text), case.words)}s"
            if not span.of(text).lower().startswith("the "):
                introduced.add(plural)
            elif unnamed:
                found[plural] = max(span.start, found.get(plural, -1))
    return {plural: start for plural, start in found.items() if plural not in introduced}


def _last(words: str, lists: Words) -> str:
    """The noun of a short description: its last word before any preposition."""
    found: list[str] = _WORD.findall(words.lower())
    ends = (
        at for at, word in enumerate(found) if at and (word in _ENDS_HEAD or lists.has("groups", word, "complement"))
    )
    head = found[: next(ends, len(found))]
    return head[-1] if head else ""


# ---------------------------------------------------------------- description


def _details(case: Case, source: Source, grants: Sequence[AnonymityGrant]) -> int:
    """How many sorts of detail, each of which narrows down who an unnamed person is, the article gives."""
    if source.kind not in (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON):
        return 0
    text = case.article.text
    spans = [m.span for m in source.mentions if m.form is Form.NOMINAL]
    spans += [source.description] if source.description is not None else []
    parts = [p for span in spans for p in subtract(span, [g.span for g in grants])]
    words = " | ".join(f" {p.of(text)} " for p in parts)
    found = sum(pattern.search(words) is not None for pattern in (_AGE, _TENURE, _NAME))
    return found + sum(case.words.first(text, parts, "details", tag) is not None for tag in ("rank", "person", "trade"))


def _is_told_beside(case: Case, source: Source) -> bool:
    """Whether words right beside some mention of a name say what its bearer is: *Vin Weber of Mercury*, *(R-Iowa)*."""
    text = case.article.text
    return any(_AFTER.match(text, m.span.end) for m in source.mentions if m.form is not Form.PRONOUN)


def _is_called_source(case: Case, source: Source) -> bool:
    spans = [m.span for m in source.mentions if m.form is Form.NOMINAL]
    return case.words.first(case.article.text, spans, "descriptions", "bare") is not None


def _is_spokesperson(case: Case, source: Source) -> bool:
    """Whether it is a spokesperson, also where a grant of anonymity has made it an anonymous source."""
    spans = [m.span for m in source.mentions if m.form is Form.NOMINAL]
    plain = source.kind is SourceKind.UNNAMED_SPOKESPERSON
    return plain or case.words.first(case.article.text, spans, "titles", "spokesperson") is not None


def _has_partial_name(case: Case, source: Source, grants: Sequence[AnonymityGrant]) -> bool:
    """Whether a person goes by a first name alone, and the article does not say why."""
    if source.kind is not SourceKind.NAMED_PERSON or grants:
        return False
    return case.words.has("first-names", source.label.lower())


def _is_tagged(case: Case, source: Source, tag: str) -> bool:
    words = " ".join(source.label.lower().split())
    return source.kind is SourceKind.UNNAMED_GROUP and case.words.has("bare-words", words, tag)


def _is_bare_document(case: Case, source: Source) -> bool:
    """Whether a document is called by nothing that says what it is or whose."""
    bare = set(case.words.tagged("bare-words", "document"))
    words = [m.span.of(case.article.text) for m in source.mentions if m.form is not Form.PRONOUN]
    return all(set(_WORD.findall(each.lower())) <= bare for each in (source.label, *words))


# ---------------------------------------------------------------- beside others


def _other_kind_within(case: Case, source: Source, seen: Profile) -> int | None:
    near = [
        b.paragraphs for b in seen.backing if (by := case.source(b.by_source)) is None or by.kind is not source.kind
    ]
    return min(near, default=None)


def _named_within(case: Case, statements: Sequence[Statement]) -> int | None:
    """How many paragraphs on, or back, the nearest statement of a named person stands."""
    there = case.named_paragraphs
    near = []
    for here in {number_at(case.paragraphs, opening(s)) for s in statements}:
        following = bisect_left(there, here)
        near += [abs(here - other) for other in there[max(0, following - 1) : following + 1]]
    return min(near, default=None)


def _is_by_law(case: Case, source: Source) -> bool:
    """Whether a sentence that describes it says that the law keeps its name back: *a right to lifelong anonymity*."""
    described = (sentences_of(case, m.span) for m in source.mentions if m.form is not Form.PRONOUN)
    return any(case.words.first(case.article.text, [each], "reasons", "by-law") is not None for each in described)
