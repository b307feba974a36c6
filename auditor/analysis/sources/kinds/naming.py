"""What a chain of mentions is as a source: its kind, label, description and number of individuals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.coreference.chains import Chain, ChainType
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import FEW, IDENTIFYING, Determiner
from auditor.analysis.sources.names.name_types import NameType
from auditor.base.spans import Span, trim
from auditor.records.sourcing import Evidence, Form, SourceKind

_LONG = 90
"""Code points; longer descriptions count as no longer than this, so that the first of them is taken."""
_ASKED = frozenset({"informant", "office", "person", "bystander", "relative"})


@dataclass(frozen=True, slots=True)
class Context:
    """What else bears on the kind of a source: to whom it spoke, and the rules that matched at its mentions."""

    told_a_journalist: bool
    descriptors: Sequence[Evidence]
    interviewed: bool = False
    """Whether the article says that it was in an interview."""
    public: bool = False
    """Whether the article says, each time, that it was to others."""


def kind_of(cols: Columns, chain: Chain, context: Context) -> tuple[SourceKind, str]:
    """The kind of source that a chain is, and why, in words."""
    if chain.own_outlet:
        return SourceKind.MEDIA, "the article's own outlet"
    entity = chain.entity
    if entity is not None:
        if entity.type == NameType.PERSON:
            return SourceKind.NAMED_PERSON, "the article names this person"
        if entity.type == NameType.MEDIA:
            return SourceKind.MEDIA, "a news outlet"
        if entity.type == NameType.DOCUMENT:
            return SourceKind.DOCUMENT, "a document with a name"
        return SourceKind.NAMED_ORGANIZATION, "the article names this institution"
    if chain.type in (ChainType.PERSON, ChainType.PEOPLE) or "human" in chain.classes:
        return _of_people(cols, chain, context)
    return _of_things(cols, chain, context)


def is_firm(chain: Chain) -> bool:
    """Whether the article's own words settle the kind: an outlet, a spokesperson, two aides."""
    if chain.entity is not None:
        return False
    if chain.type is ChainType.BODY and chain.owner < 0 and not chain.plural:
        return all(p.determiner is Determiner.INDEFINITE for p in chain.phrases if p.form is Form.NOMINAL)
    told = chain.own_outlet or chain.type == ChainType.MEDIA or bool(chain.classes & {"spokesperson", "source"})
    return told or any(p.count is not None and 1 < p.count <= FEW for p in chain.phrases)


def _of_things(cols: Columns, chain: Chain, context: Context) -> tuple[SourceKind, str]:
    if chain.type == ChainType.DOCUMENT:
        return SourceKind.DOCUMENT, "a document speaks for itself"
    if chain.type is ChainType.MEDIA:
        return SourceKind.MEDIA, "an outlet or its reporting"
    if chain.type == ChainType.BODY:
        known = any(p.determiner in IDENTIFYING or "'s" in p.modifiers for p in chain.phrases)
        identified = chain.owner >= 0 or known
        if chain.plural or not identified:
            return SourceKind.UNNAMED_GROUP, "institutions that are not identified"
        return SourceKind.NAMED_ORGANIZATION, "an identified institution"
    told = context.told_a_journalist
    nominal = [p for p in chain.phrases if p.form is Form.NOMINAL]
    if any(cols.words.has("numbers", p.noun, "single") and p.count == 1 for p in nominal):
        return (SourceKind.ANONYMOUS if told else SourceKind.UNNAMED_PERSON), "one individual, not named"
    if told and any(_are_some(cols, p) and (context.descriptors or _is_number(p)) for p in chain.phrases):
        return SourceKind.ANONYMOUS, "a number of unnamed individuals"
    things = [p for p in chain.phrases if p.form == Form.NOMINAL and cols.tag[p.head] == "NN" and not p.plural]
    if any(not cols.words.has("groups", p.noun, "quantifier", "quantity") for p in things):
        return SourceKind.DOCUMENT, "a thing that speaks for itself"
    return SourceKind.UNNAMED_GROUP, "nobody in particular"


def _of_people(cols: Columns, chain: Chain, context: Context) -> tuple[SourceKind, str]:
    if "spokesperson" in chain.classes:
        return SourceKind.UNNAMED_SPOKESPERSON, "an unnamed spokesperson"
    if "respondents" in chain.classes:
        return SourceKind.UNNAMED_GROUP, "answers to a poll"
    described = bool(context.descriptors) or "inside" in chain.classes
    if "source" in chain.classes or (described and context.told_a_journalist):
        return SourceKind.ANONYMOUS, "described as journalists describe their unnamed sources"
    if "media" in chain.classes:
        return SourceKind.MEDIA, "a reporter"
    if context.interviewed:
        return SourceKind.ANONYMOUS, "unnamed individuals who were interviewed"
    first = [p for n, p in enumerate(chain.phrases) if n == 0 or p.statement >= 0]
    counted = [p for p in first if _is_number(p)]
    if chain.plural or chain.type == ChainType.PEOPLE:
        unknown = chain.classes == {"human"}  # three denizens of the club told the Herald
        asked = unknown or bool(chain.classes & _ASKED) or any(_are_some(cols, p) for p in counted)
        if "human" in chain.classes and any(_were_interviewed(cols, p) for p in chain.phrases):
            return SourceKind.ANONYMOUS, "unnamed individuals who were interviewed"
        if counted and asked and context.told_a_journalist:
            return SourceKind.ANONYMOUS, "a number of unnamed individuals"
        return SourceKind.UNNAMED_GROUP, "a group without names"
    if "personal" in chain.classes and chain.phrases[0].determiner is Determiner.POSSESSIVE:
        return SourceKind.UNNAMED_PERSON, "somebody's own, not named"
    if "office" in chain.classes and chain.phrases[0].determiner in IDENTIFYING:
        return SourceKind.UNNAMED_PERSON, "the holder of an office, not named"
    if "informant" in chain.classes and context.told_a_journalist:
        return SourceKind.ANONYMOUS, "an unnamed individual who spoke to a journalist"
    return SourceKind.UNNAMED_PERSON, "an unnamed individual"


def _is_number(phrase: Phrase) -> bool:
    """Whether it says that there are a few of them, so that a journalist may know each."""
    return (phrase.count is not None and 1 < phrase.count <= FEW) or phrase.several


def _were_interviewed(cols: Columns, phrase: Phrase) -> bool:
    """*in interviews with*, *conversations with* aides."""
    before = cols.lower[max(0, phrase.start - 2) : phrase.start]
    return phrase.statement >= 0 and before[1:] == ["with"] and cols.words.has("documents", before[0], "talks")


def _are_some(cols: Columns, phrase: Phrase) -> bool:
    """*several*, *two others*, *those*, *two of them*: people, without a noun that says who they are."""
    word = cols.lower[phrase.head]
    return phrase.form == Form.NOMINAL and (word == "them" or cols.words.has("groups", word, "quantifier"))


def label_of(cols: Columns, chain: Chain, kind: SourceKind) -> str:
    """The fullest name, or the fullest description."""
    if chain.own_outlet:
        return "this article's own outlet"
    if chain.entity is not None:
        return chain.entity.label
    best = _fullest(cols, chain)
    return " ".join(_description(cols, best).of(cols.article.text).split()) if best is not None else kind.value


def _fullest(cols: Columns, chain: Chain) -> Phrase | None:
    """The phrase with the longest description, introductions before definite ones; a pronoun if there is no other."""
    nominals = [p for p in chain.phrases if p.form == Form.NOMINAL]
    introducing = [
        p for p in nominals if p.owner_pronoun < 0 and (p.determiner is not Determiner.DEFINITE or p.owner >= 0)
    ]
    described = introducing or nominals or chain.phrases
    spoken = [p for p in described if p.statement >= 0] or described
    return max(spoken, key=lambda p: (min(len(_description(cols, p)), _LONG), -p.head), default=None)


def _description(cols: Columns, phrase: Phrase) -> Span:
    """The words of a description without a clause, or examples, that a comma parts from it."""
    start, end = cols.tokens(phrase.span)
    for at in range(max(start + 1, phrase.end), end):
        example = cols.words.has("groups", cols.lower[at], "example")
        if (example or cols.tag[at] in ("WP", "WDT", "WP$")) and cols.text[at - 1] in (",", "—", "–"):
            return cols.span(start, at - 1)
    return trim(phrase.span, cols.article.text, " ,;:—–")


def description_of(cols: Columns, chain: Chain) -> Span | None:
    """Where the article says what a named source is, or how it describes an unnamed one."""
    if chain.entity is not None:
        found = [p.description for p in chain.phrases if p.form == Form.NAME and p.description is not None]
        return max(found, key=len, default=None)
    best = _fullest(cols, chain)
    return _description(cols, best) if best is not None and best.form == Form.NOMINAL else None


def count_of(chain: Chain, kind: SourceKind) -> int | None:
    """How many individuals it is, where the article says so."""
    if kind is SourceKind.NAMED_PERSON or chain.is_named_person:
        return 1
    if kind in (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_SPOKESPERSON):
        counts = [p.count for p in chain.phrases if p.form == Form.NOMINAL and p.count is not None]
        if chain.plural:
            return max((c for c in counts if c > 1), default=None)
        described = any(p.form == Form.NOMINAL for p in chain.phrases)
        return max(counts, default=None if described else 1)
    return None
