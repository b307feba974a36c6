"""What packs hold: detections, word lists, policies and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.base.errors import At
from auditor.base.spans import Span
from auditor.records.article import BlockRole
from auditor.records.scales import Confidence, Severity


class Engine(StrEnum):
    """How a rule matches: word lists, token patterns, dependency patterns, or regular expressions (RE2)."""

    PHRASE = "phrase"
    TOKEN = "token"
    DEPENDENCY = "dependency"
    REGEX = "regex"


class RuleKind(StrEnum):
    """What a detection rule finds.

    attribution   a statement's cue, with roles `cue` and perhaps `source` and `content`; one that yields
                  `quotation` counts only with a quotation beside it
    descriptor    a noun phrase that describes an unnamed source, with role `source`
    grant         an anonymity grant, perhaps with role `reason` and `source`; one that yields `false_name` or
                  `part_name` says that the source's name in the article is no more than that
    non_response  comment sought and not given, perhaps with role `party`; `yields` names its kind
    hedge         words that pass information on and hide who says so, with role `cue` and perhaps `content`
    exclusion     words that look like one of the others and are not; matches of other rules inside them are void
    layout        what a block is; `yields` names its role
    accusation    words that accuse or criticise, with roles `cue` and `party`; `yields` says which of the two
    relayed       nameless people on whom somebody relies who cites them, with role `relayed` and perhaps `outlet`; they
                  count where that is another outlet
    wording       words for policies to judge; `yields` is the tag by which they ask for them
    """

    ATTRIBUTION = "attribution"
    DESCRIPTOR = "descriptor"
    GRANT = "grant"
    NON_RESPONSE = "non_response"
    HEDGE = "hedge"
    EXCLUSION = "exclusion"
    LAYOUT = "layout"
    ACCUSATION = "accusation"
    RELAYED = "relayed"
    WORDING = "wording"


class FoundBy(StrEnum):
    """What came to a conclusion: a rule that ships, a rule of a newsroom's own, or a step of the analysis."""

    RULE = "rule"
    HOUSE_RULE = "house_rule"
    TAGGER = "tagger"
    SYNTAX = "syntax"
    QUOTATIONS = "quotations"
    SOURCES = "sources"
    ACCUSATIONS = "accusations"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a rule's examples; `roles` are the spans marked in it, `text` is without the marks."""

    text: str
    roles: tuple[tuple[str, Span], ...] = ()
    model: str | None = None
    """Why the language model is known to fail on it; such an example must fail."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PatternLabel:
    """A label of the language model that a pattern names: the attribute (POS, TAG, DEP, ENT_TYPE) and its value."""

    attribute: str
    value: str
    at: At


@dataclass(frozen=True, slots=True)
class Rule:
    """A detection. `patterns` are in the form of its engine: strings, or lists of token or node dictionaries."""

    id: str
    kind: RuleKind
    engine: Engine
    patterns: tuple[object, ...]
    message: str
    why: str
    yields: str | None = None
    scope: frozenset[BlockRole] = frozenset()
    """Roles of blocks it looks at; empty means all that are read."""
    part: str = "any"
    """In which part of the article: `lead`, `body` (what comes after the lead) or `any`."""
    quotations: str = "skip"
    """Whether it matches inside quotations: `skip`, `any` or `only`."""
    flags: tuple[tuple[str, str], ...] = ()
    """What its file says under `case` and `spans`, e.g. ("case", "exact") and ("spans.content", "clause")."""
    confidence: Confidence = Confidence.HIGH
    status: str = "stable"
    references: tuple[str, ...] = ()
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    path: str = ""
    line: int = 0
    labels: tuple[PatternLabel, ...] = ()
    """The labels that its patterns name, for checking against the loaded model."""
    ships: bool = True
    """Whether it comes with the program, and not from a newsroom's own pack."""

    @property
    def found_by(self) -> FoundBy:
        """What evidence from its matches gives as the finder: a rule that ships, or a newsroom's own."""
        return FoundBy.RULE if self.ships else FoundBy.HOUSE_RULE

    @property
    def rank(self) -> tuple[str, ...]:
        """The sort key of rules: what they say and do, and only last their ids, so that file names change no result."""
        return (self.kind, self.yields or "", self.engine, self.message, self.why, repr(self.patterns), self.id)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with tags. An entry is a lemma or a lower-case phrase; tags say what it means for the rules."""

    id: str
    entries: Mapping[str, frozenset[str]]
    why: str = ""
    references: tuple[str, ...] = ()
    path: str = ""

    def tagged(self, tag: str) -> tuple[str, ...]:
        """The entries that carry `tag`, sorted."""
        return tuple(sorted(e for e, tags in self.entries.items() if tag in tags))


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a policy: the fact `fact` of a subject compared by `op` with `value`."""

    fact: str
    op: str
    """`is`, `is_not`, `in`, `at_least` or `at_most`."""
    value: bool | int | float | str | tuple[str, ...]
    at: At | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the written standards of newsrooms ask of sourcing."""

    wants: str
    nobody: str = ""
    """Why neither a rule nor a question covers it, where that is so."""


@dataclass(frozen=True, slots=True)
class PolicyExample:
    """An invented passage that a policy rule must, or must not, object to."""

    text: str
    line: int = 0


class Demand(StrEnum):
    """How strongly a newsroom wants what a rule checks."""

    REQUIRES = "requires"
    ADVISES = "advises"


class Verified(StrEnum):
    """Where a newsroom's standard was read: in its own text, or in what others say of it."""

    OWN_TEXT = "own_text"
    SECOND_HAND = "second_hand"


@dataclass(frozen=True, slots=True)
class Standard:
    """What a newsroom has written down, in paraphrase, and how far that has been verified."""

    says: str
    demand: Demand
    verified: Verified
    year: str
    """The year of the text, `about 2008` where it is not certain, `undated` where it is not known."""
    source: str


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """What a newsroom wants: each subject that meets all of `where` must meet all of `require`, not all of `forbid`."""

    id: str
    for_each: str
    """What it judges, a key of `facts.TABLE`: `article`, `footing` (headline or lead), `source`, `statement`, …"""
    where: tuple[Condition, ...]
    require: tuple[Condition, ...]
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    caution: str = ""
    mend: str = ""
    """What would put it right, with the same placeholders as the message."""
    references: tuple[str, ...] = ()
    match: tuple[PolicyExample, ...] = ()
    no_match: tuple[PolicyExample, ...] = ()
    path: str = ""
    line: int = 0
    forbid: tuple[Condition, ...] = ()
    check: str = ""
    """Its number in the catalogue of checks (docs/policies.md): `C1`."""
    standard: Standard | None = None
    extends: str = ""
    """The id of the rule that it changes or takes over; empty for a rule that stands by itself."""
    is_changed: bool = False
    """Whether it brings examples of its own, as it must where it changes what the rule that it extends asks for."""
    message_at: At | None = field(default=None, compare=False)
    mend_at: At | None = field(default=None, compare=False)
    """Where message and mend stand, for errors."""

    @property
    def rank(self) -> tuple[str | int, ...]:
        """The sort key of policy rules: the gravest first, then by what they say, and only last by id."""
        return (self.severity.rank, self.message, self.why, self.for_each, self.id)


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """A question that only people can answer; asked of an article in which some subject meets `where`."""

    id: str
    ask: str
    why: str
    for_each: str
    where: tuple[Condition, ...]
    checks: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RulePack:
    """A pack as it was read: its detections, lexicons, policy rules and questions, and a digest of its files."""

    name: str
    version: str
    description: str
    language: str
    licence: str
    rules: tuple[Rule, ...]
    lexicons: tuple[Lexicon, ...]
    policies: tuple[PolicyRule, ...]
    digest: str
    path: str = ""
    questions: tuple[PolicyQuestion, ...] = ()
