"""What an audit finds: matches of rules, statements, sources, grants and non-responses, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.base.spans import Span
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence


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


NAMED_KINDS = frozenset({SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION})


class Mode(StrEnum):
    """How a statement is passed on: in quotation marks, in the writer's words, or partly each."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class NonResponseKind(StrEnum):
    """What became of a request for comment."""

    NO_RESPONSE = "no_response"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    PENDING = "pending"


class Alias(StrEnum):
    """What the name that an article gives its source is, where it is not that person's full name, by a promise.

    false_name   not the source's own: *Amal, a pseudonym*
    part_name    a first name, initials, or what the source asked to be called
    """

    FALSE_NAME = "false_name"
    PART_NAME = "part_name"


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
        """The words of the role `name`; None if the match has no such role."""
        return next((span for key, span in self.roles if key == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of one cue: a rule's, or one that it found itself."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    probability: float
    """The probability that the words are a cue at all."""
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

    `rule` is the name of either, for people to read. What follows from a piece of evidence is decided by `found_by` and
    `kind`, never by that name.
    """

    rule: str
    span: Span
    what: str
    found_by: FoundBy
    kind: RuleKind | None = None
    """The kind of the rule, or of rules that find what the step found; None for what no rule can find."""

    @classmethod
    def of_match(cls, match: Match, span: Span, what: str) -> Evidence:
        """The evidence that the rule of `match` found `span`."""
        return cls(match.rule_id, span, what, match.found_by, match.kind)


class Form(StrEnum):
    """How words stand for a source."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a source: a name, a description or a pronoun."""

    span: Span
    form: Form


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
    relayed_by: str | None = None
    """The label of the other outlet that it told, and that relays it; None for a source of the article's own."""
    confidence: Confidence = Confidence.HIGH
    """How sure it is that it is of this kind."""

    @property
    def is_own_anonymous(self) -> bool:
        """Whether it is anonymous, and the article's own: none that another outlet relays."""
        return self.kind is SourceKind.ANONYMOUS and self.relayed_by is None


@dataclass(frozen=True, slots=True)
class Relayed:
    """Nameless people on whom another outlet relies: a relayed source, no source of the article's own."""

    span: Span
    """The words for the people."""
    label: str
    count: int | None
    """How many individuals the words say it is; None where they do not say."""
    outlet: Span | None
    """The words for the outlet, beside those for the people where it is named there."""
    outlet_label: str
    source_id: str | None = None
    """The source that the people are, where the article passes on what they told the outlet."""
    outlet_id: str | None = None
    """The source that the outlet is, if it is one."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the article passes on from somebody (reported speech), whether or not its source is known."""

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
        """Whether it is a hedge: words that pass something on and hide who says so (*reportedly*)."""
        return self.source is None and any(e.kind is RuleKind.HEDGE for e in self.evidence)


@dataclass(frozen=True, slots=True)
class Unvoiced:
    """What is worded like a statement and is none: a thought, a wish, a question, something that was not said."""

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
