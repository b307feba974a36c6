"""The transparency report, self-contained: renderers need neither the article nor any arithmetic on offsets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.base.spans import Span
from auditor.records.appraisal import Accusation, Charge, Profile, Question
from auditor.records.article import MetaValue, Note
from auditor.records.manuscript import Manuscript
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import (
    NAMED_KINDS,
    AnonymityGrant,
    Evidence,
    NonResponse,
    Relayed,
    Source,
    SourceKind,
    Statement,
    Unvoiced,
)


class Detector(StrEnum):
    """What reads a draft: rules and the tagger find statements, the source model says whose they are.

    Without the source model that is left to the rules of syntax, which decide one after the other.
    """

    RULES = "rules"
    TAGGER = "tagger"
    SOURCES = "sources"

    @property
    def finds_statements(self) -> bool:
        """Whether it can stand alone."""
        return self is not Detector.SOURCES


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
    mend: str = ""
    """What would put it right, in words for the writer; may be empty."""
    sentence: Span | None = None
    """The whole sentences that the words of `span` stand in; None for the whole article."""

    @property
    def is_sure(self) -> bool:
        """Whether it is more than a hint: findings of low confidence are told and counted apart."""
        return self.confidence > Confidence.LOW


@dataclass(frozen=True, slots=True)
class Footing:
    """On whom a part of the article (headline or lead) rests: the sources of the statements in it."""

    part: str
    source_ids: tuple[str, ...]
    statements: int
    anonymous_only: bool


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is counted, each by kind of source. Words are counted in the contents of statements.

    Sources that another outlet relays are in no kind: they have figures of their own.
    """

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
    """Words in statements whose source is not known, so that shares can be taken of all words."""
    unresolved_quoted_words: int = 0
    relayed: int = 0
    """How many relayed sources there are: people on whom another outlet relies."""
    relayed_sources: int = 0
    """How many of them are sources, since the article passes on what they told the outlet."""
    relayed_statements: int = 0
    relayed_words: int = 0
    relayed_quoted_words: int = 0

    @property
    def named(self) -> int:
        """How many sources are named people or organizations."""
        return sum(n for kind, n in self.sources.items() if kind in NAMED_KINDS)

    @property
    def anonymous(self) -> int:
        """How many sources are anonymous, and the article's own."""
        return self.sources.get(SourceKind.ANONYMOUS, 0)

    @property
    def total_sources(self) -> int:
        """All sources, relayed ones too, but the entry for words that hide who says so."""
        return sum(n for kind, n in self.sources.items() if kind is not SourceKind.UNATTRIBUTED) + self.relayed_sources

    @property
    def total_statements(self) -> int:
        """How many statements there are, those whose source is not known included."""
        return sum(self.statements.values()) + self.relayed_statements + self.unresolved_statements

    @property
    def total_words(self) -> int:
        """The words of all statements."""
        return sum(self.words.values()) + self.relayed_words + self.unresolved_words

    def footing(self, part: str) -> Footing | None:
        """On whom `part` (`headline` or `lead`) rests; None if the article has no such part."""
        return next((f for f in self.footings if f.part == part), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span lies, for people: 1-based line and column of its start and end, and its words.

    In a file of parts (`records.origin`) lines and columns are counted in the part that `part` names.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    part: str | None = None

    @property
    def where(self) -> str:
        """As people are told it: `12:4`, or the part of a document that has no lines, `paragraph 12`."""
        return self.part or f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """The audited file; `words` are those of the blocks that are read, without front matter and page furniture."""

    path: str
    format: str
    title: str | None
    words: int
    sha256: str
    meta: Mapping[str, MetaValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackInfo:
    """The name, version and digest of a rule pack or of the weights of a model."""

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
    sources: PackInfo | None = None
    """The source model's weights, if it took part."""


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What is to be said of a policy rule apart from any finding."""

    id: str
    why: str
    severity: Severity
    references: tuple[str, ...] = ()
    path: str = ""
    """The file that it stands in."""
    confidence: Confidence = Confidence.HIGH
    """The most that a finding of it can have."""
    message: str = ""
    """As the rule words it, with placeholders for what differs from finding to finding."""
    mend: str = ""
    """In the same form; may be empty."""
    caution: str = ""
    standard: str = ""
    """Whose written standard it stands for, as findings say it."""
    judges: str = ""
    """The kind of subject that it judges, a key of `facts.TABLE`: `source`, `waiver`, …"""


@dataclass(frozen=True, slots=True)
class Bar:
    """Which findings fail a run: those at or above a severity (None: never any) that are sure enough."""

    fail_on: Severity | None = Severity.WARNING
    min_confidence: Confidence = Confidence.MEDIUM

    def is_sure(self, finding: Finding) -> bool:
        """Whether a finding is sure enough to fail a run, however grave it is."""
        return finding.confidence >= self.min_confidence

    def fails(self, finding: Finding) -> bool:
        """Whether a finding fails a run; one that is waived, or less sure than the bar, never does."""
        grave = self.fail_on is not None and finding.severity >= self.fail_on
        return grave and self.is_sure(finding) and finding.waived is None


@dataclass(frozen=True, slots=True)
class Report:
    """The transparency report of one article; statements, grants and non-responses are ordered by start offset."""

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
    """One for each source, in the order of `sources`."""
    accusations: tuple[Accusation, ...] = ()
    checklist: tuple[Question, ...] = ()
    relayed: tuple[Relayed, ...] = ()
    """The people on whom other outlets rely, in order."""
    manuscript: Manuscript | None = field(default=None, compare=False)
    """The article as it was read, for who shows it; no part of the saved form, so that a report read back has none."""

    def text(self, span: Span) -> str:
        """The words of `span`, which must be one of the report's."""
        return self.places[span].text

    def source(self, source_id: str | None) -> Source | None:
        """The source with that id; None if there is none."""
        return next((s for s in self.sources if s.id == source_id), None)

    def profile(self, source_id: str | None) -> Profile | None:
        """The profile of the source with that id; None if there is none."""
        return next((p for p in self.profiles if p.source_id == source_id), None)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody has waived, in order."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def charges(self) -> tuple[Charge, ...]:
        """The charges that its accusations are places of, in order of their first."""
        places: dict[str, list[Accusation]] = {}
        for each in self.accusations:
            places.setdefault(each.charge, []).append(each)
        return tuple(Charge.of(id_, mine) for id_, mine in places.items())

    @property
    def told_charges(self) -> tuple[Charge, ...]:
        """Those told as charges; what is of low confidence is told as a passage to read."""
        return tuple(charge for charge in self.charges if charge.confidence > Confidence.LOW)

    def statements_of(self, source_id: str) -> tuple[Statement, ...]:
        """The statements of the source with that id, in order."""
        return tuple(s for s in self.statements if s.source_id == source_id)

    def grants_of(self, source_id: str) -> tuple[AnonymityGrant, ...]:
        """The anonymity grants of the source with that id, in order."""
        return tuple(g for g in self.grants if g.source_id == source_id)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or audited."""

    path: str
    code: str
    message: str
    hint: str = ""


class Omission(StrEnum):
    """Why a file that is in order was not audited."""

    NO_DRAFT = "not a draft"
    """By its suffix; what it is may be anything."""
    REPORT = "report of the auditor"
    IGNORED = "ignored"
    """The settings leave it out."""
    GENRE = "no news report"
    """Opinion, satire or advertising, which says so itself."""
    UNCHANGED = "unchanged"
    """Nothing in it has changed since the revision that was asked about."""


_FATE = {
    Omission.NO_DRAFT: "not a draft",
    Omission.REPORT: "skipped",
    Omission.IGNORED: "skipped",
    Omission.GENRE: "skipped",
    Omission.UNCHANGED: "skipped",
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was found and not audited, though nothing is wrong with it."""

    path: str
    omission: Omission
    why: str
    """In words, for instance its suffix."""
    named: bool = False
    """Whether its name was given, not that of its folder."""
    usual: bool = True
    """Whether it would be passed over if nobody had changed the settings."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of all inputs of a run, in input order."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    cards: tuple[RuleCard, ...] = ()
    """One for each policy rule in force, whether it found anything or not."""
    skipped: tuple[Skipped, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    """The file of each draft that is one of several in it, by the draft's path: `corpus.csv` for `corpus.csv#a17`."""
    bars: Mapping[str, Bar] = field(default_factory=dict)
    """The bar of each draft that has another than the run, by its path."""

    def bar(self, report: Report, of_run: Bar) -> Bar:
        """Which findings of a report fail the run, where the run itself goes by `of_run`."""
        return self.bars.get(report.article.path, of_run)

    def fates(self) -> tuple[tuple[str, str, str], ...]:
        """Path, one word and the reason of every file that was named or found, by path."""
        audited = [(report.article.path, "audited", "") for report in self.reports]
        failed = [(failure.path, "failed", f"{failure.code} {failure.message}") for failure in self.failures]
        others = [(each.path, _FATE[each.omission], each.why) for each in self.skipped]
        return tuple(sorted((*audited, *failed, *others)))

    def exit_code(self, fail_on: Severity | None, min_confidence: Confidence = Confidence.MEDIUM) -> int:
        """3 if an input failed (outranks findings), 1 for findings at or above `fail_on`, else 0.

        Findings that are waived, or less sure than `min_confidence`, never fail a run; `fail_on` None means never. A
        draft with a bar of its own goes by that.
        """
        if self.failures:
            return 3
        bar = Bar(fail_on, min_confidence)
        return int(any(self.bar(report, bar).fails(f) for report in self.reports for f in report.findings))
