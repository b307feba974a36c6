"""The records that every stage passes on: frozen, typed, free of any parser.

An article flows one way (`Article`, then `Match`, `Statement`, `Source`, `Finding`) and ends as a `Report`, which is
self-contained: renderers need neither the article nor any arithmetic on offsets. The words are those of the
project's vocabulary (docs/taxonomy.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from auditor.appraisal import Accusation, Profile, Question
from auditor.errors import At
from auditor.spans import Span


class SourceKind(StrEnum):
    """The nine kinds of source, in the order in which reports list them."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANIZATION = "named_organization"
    UNNAMED_SPOKESPERSON = "unnamed_spokesperson"
    ANONYMOUS = "anonymous"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"
    DOCUMENT = "document"
    MEDIA = "media"
    UNATTRIBUTED = "unattributed"


class Detector(StrEnum):
    """What finds statements: the rules of packs, or the tagger that ships with the program."""

    RULES = "rules"
    TAGGER = "tagger"


NAMED_KINDS = frozenset({SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION})


class Mode(StrEnum):
    """How a statement is passed on: in quotation marks, in the writer's words, or partly each."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class _Ordered(StrEnum):
    """Members in order, the greatest first."""

    @property
    def rank(self) -> int:
        """0 for the greatest, and so on: what a list is sorted by that begins with it."""
        return list(type(self)).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank > self._of_same(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank >= self._of_same(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank < self._of_same(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank <= self._of_same(other).rank

    def _of_same(self, other: str) -> Self:
        if not isinstance(other, type(self)):
            raise TypeError(f"{type(self).__name__} has no order with {other!r}")
        return other


class Confidence(_Ordered):
    """How sure something is: `HIGH` is greater than `LOW`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def weaker(self) -> Confidence:
        """The next lower one; `LOW` stays what it is."""
        return Confidence.MEDIUM if self is Confidence.HIGH else Confidence.LOW


class Severity(_Ordered):
    """How grave a finding is: `ERROR` is greater than `INFO`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class NonResponseKind(StrEnum):
    NO_RESPONSE = "no_response"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    PENDING = "pending"


class BlockRole(StrEnum):
    """What a block of an article is. `FURNITURE` is the page around the article; `META` is front matter."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    PARA = "para"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    CODE = "code"
    FURNITURE = "furniture"
    META = "meta"


SILENT_ROLES = frozenset({BlockRole.FURNITURE, BlockRole.META, BlockRole.CODE, BlockRole.BYLINE})
"""Roles of blocks that are never read for statements or sources."""


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
    grant         an anonymity grant, perhaps with role `reason` and `source`
    non_response  comment sought and not given, perhaps with role `party`; `yields` names its kind
    hedge         words that pass information on and hide who says so, with role `cue` and perhaps `content`
    exclusion     words that look like one of the others and are not; matches of other rules inside them are void
    layout        what a block is; `yields` names its role
    accusation    words that accuse or criticise, with roles `cue` and `party`; `yields` says which of the two
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


# ---------------------------------------------------------------- what a reader builds


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a report should know that is no finding: what was guessed, dropped or cut."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a like piece of an article, without the line ends around it."""

    id: int
    role: BlockRole
    span: Span
    level: int = 0


MetaValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One draft as it was read. `text` is what is audited; for plain text it is the file's decoded content."""

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    title: str | None = None
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    marks: tuple[Span, ...] = ()
    """Markup that is no words, such as a list bullet or the stars of emphasis: blanked before parsing."""

    @property
    def lead(self) -> Block | None:
        """The first paragraph."""
        return next((block for block in self.blocks if block.role is BlockRole.PARA), None)


# ---------------------------------------------------------------- what packs hold


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
        """What evidence says of its matches."""
        return FoundBy.RULE if self.ships else FoundBy.HOUSE_RULE

    @property
    def rank(self) -> tuple[str, ...]:
        """By what rules are ordered: what they say and do, so that it matters to nothing how their files are called."""
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
    """What a newsroom has written down, in our words, and how far that has been verified."""

    says: str
    demand: Demand
    verified: Verified
    year: str
    """The year of the text, `about 2008` where it is not certain, `undated` where it is not known."""
    source: str


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """What a newsroom wants: for each subject where all of `where` hold, all of `require` and not all of `forbid`."""

    id: str
    for_each: str
    """A key of `facts.TABLE`: `article`, `footing` (headline or lead), `source`, `statement`, …"""
    where: tuple[Condition, ...]
    require: tuple[Condition, ...]
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    caution: str = ""
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
    """The id of the rule that it changes, if it is not one of its own."""
    is_changed: bool = False
    """Whether it asks for something else than the rule that it extends, so that its examples are its own."""

    @property
    def rank(self) -> tuple[str | int, ...]:
        """By what policies are ordered: the gravest first, then what they say, whatever their files are called."""
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


# ---------------------------------------------------------------- what an audit finds


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a rule matched, with the spans of its roles."""

    rule_id: str
    kind: RuleKind
    span: Span
    roles: tuple[tuple[str, Span], ...] = ()
    yields: str | None = None
    confidence: Confidence = Confidence.HIGH
    found_by: FoundBy = FoundBy.RULE

    def role(self, name: str) -> Span | None:
        return next((span for key, span in self.roles if key == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of one cue: a rule's, or one that it found itself."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    probability: float
    """That the words are a cue at all."""
    voiced: float
    """The probability that somebody is said to have voiced it, and did not merely think or feel it."""
    kinds: tuple[float, ...]
    """The probability of each kind of source, in the order of `SourceKind`."""

    @property
    def kind(self) -> SourceKind:
        """The likeliest kind of source."""
        return max(zip(self.kinds, SourceKind, strict=True), key=lambda pair: pair[0])[1]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the tool thinks so: a rule, or a step of the analysis, and the words it rests on.

    `rule` names the two for people. What follows from a piece of evidence is decided by what found it and by the kind
    of detection that it is, never by that name.
    """

    rule: str
    span: Span
    what: str
    found_by: FoundBy
    kind: RuleKind | None = None
    """Of which kind the rule is, or what a step found as such a rule would: None for what no rule can find."""

    @classmethod
    def of_match(cls, match: Match, span: Span, what: str) -> Evidence:
        """That the rule of `match` found `span`."""
        return cls(match.rule_id, span, what, match.found_by, match.kind)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a source: a name, a description or a pronoun."""

    span: Span
    form: str
    """`name`, `nominal` or `pronoun`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who gave the information; one entry however often and in whatever words it is mentioned."""

    id: str
    label: str
    kind: SourceKind
    count: int | None
    """How many individuals the article says it is; None where it does not say."""
    mentions: tuple[Mention, ...]
    description: Span | None = None
    """The words that best say who an unnamed source is, or what a named one is."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the article passes on from somebody. No source is a legal value, never a reason to drop."""

    id: str
    mode: Mode
    cue: Span | None
    content: tuple[Span, ...]
    source: Span | None
    source_id: str | None
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()

    @property
    def hides_speaker(self) -> bool:
        """Whether its words pass something on and hide who says so."""
        return self.source is None and any(e.kind is RuleKind.HEDGE for e in self.evidence)


@dataclass(frozen=True, slots=True)
class Unvoiced:
    """What is put like a statement and is none: a thought, a wish, a question, something that was not said."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnonymityGrant:
    """Words by which the article itself says that a source was given, or asked for, anonymity."""

    span: Span
    reason: Span | None
    source_id: str | None
    source: Span | None = None
    """The words in or beside the grant that name whom it is given to."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NonResponse:
    """Words by which the article says that somebody whom journalists asked for comment gave none."""

    span: Span
    kind: NonResponseKind
    party: Span | None
    party_label: str | None = None
    """The party's fullest name in the article, where `party` is a pronoun or a short form."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place, or an absence, that a policy objects to. `span` is None for the whole article."""

    id: str
    policy: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span | None
    fingerprint: str
    """Stable under edits elsewhere: a digest of the policy, the words of the span and which occurrence it is."""
    subject: str | None = None
    """The id of the source or statement it is about."""
    waived: str | None = None
    evidence: tuple[Evidence, ...] = ()
    caution: str = ""
    """What to keep in mind before acting on it, from the policy rule."""
    standard: str = ""
    """Whose written standard the policy rule stands for, of which year, and how far that was verified."""


@dataclass(frozen=True, slots=True)
class Footing:
    """On whom a part of the article (headline or lead) rests: the sources of the statements in it."""

    part: str
    source_ids: tuple[str, ...]
    statements: int
    anonymous_only: bool


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is counted, each by kind of source. Words are counted in the contents of statements."""

    sources: Mapping[SourceKind, int]
    statements: Mapping[SourceKind, int]
    words: Mapping[SourceKind, int]
    quoted_words: Mapping[SourceKind, int]
    unresolved_statements: int
    """Statements whose source is not known."""
    grants: int
    grants_with_reason: int
    non_responses: int
    footings: tuple[Footing, ...]
    unresolved_words: int = 0
    """Words in statements whose source is not known; so that shares of words have a whole."""
    unresolved_quoted_words: int = 0

    @property
    def named(self) -> int:
        return sum(n for kind, n in self.sources.items() if kind in NAMED_KINDS)

    @property
    def anonymous(self) -> int:
        return self.sources.get(SourceKind.ANONYMOUS, 0)

    @property
    def total_sources(self) -> int:
        """All sources but the entry for words that hide who says so."""
        return sum(n for kind, n in self.sources.items() if kind is not SourceKind.UNATTRIBUTED)

    @property
    def total_statements(self) -> int:
        return sum(self.statements.values()) + self.unresolved_statements

    def footing(self, part: str) -> Footing | None:
        return next((f for f in self.footings if f.part == part), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span lies, for people: 1-based line and column of its start and end, and its words."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    path: str
    format: str
    title: str | None
    words: int
    sha256: str
    meta: Mapping[str, MetaValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackInfo:
    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a report; no clock time, so that equal input gives equal bytes."""

    auditor: str
    model_name: str
    model_version: str
    packs: tuple[PackInfo, ...]
    detectors: tuple[Detector, ...] = (Detector.RULES,)
    tagger: PackInfo | None = None
    """The tagger's weights, if it took part."""


@dataclass(frozen=True, slots=True)
class Report:
    """The transparency report of one article. Lists are ordered by start offset."""

    article: ArticleInfo
    provenance: Provenance
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    grants: tuple[AnonymityGrant, ...]
    non_responses: tuple[NonResponse, ...]
    metrics: Metrics
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    places: Mapping[Span, Place]
    """Every span used here, with its line, column and words."""
    unvoiced: tuple[Unvoiced, ...] = ()
    profiles: tuple[Profile, ...] = ()
    """One a source, in their order."""
    accusations: tuple[Accusation, ...] = ()
    checklist: tuple[Question, ...] = ()

    def text(self, span: Span) -> str:
        """The words of `span`, which must be one of the report's."""
        return self.places[span].text

    def source(self, source_id: str | None) -> Source | None:
        return next((s for s in self.sources if s.id == source_id), None)

    def profile(self, source_id: str | None) -> Profile | None:
        return next((p for p in self.profiles if p.source_id == source_id), None)

    def statements_of(self, source_id: str) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.source_id == source_id)

    def grants_of(self, source_id: str) -> tuple[AnonymityGrant, ...]:
        return tuple(g for g in self.grants if g.source_id == source_id)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or audited."""

    path: str
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of all inputs of a run, in input order."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()

    def exit_code(self, fail_on: Severity | None, min_confidence: Confidence = Confidence.MEDIUM) -> int:
        """3 if an input failed (outranks findings), 1 for findings at or above `fail_on`, else 0.

        Findings that are waived, or less sure than `min_confidence`, never fail a run; `fail_on` None means never.
        """
        if self.failures:
            return 3
        if fail_on is None:
            return 0
        counted = (f for r in self.reports for f in r.findings if f.waived is None)
        return int(any(f.severity >= fail_on and f.confidence >= min_confidence for f in counted))
