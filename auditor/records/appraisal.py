"""Records that weigh what an audit found: profiles of sources, accusations, questions for people.

Each grade keeps the words of the article that it rests on; none is a number, and none is added to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from auditor.base.spans import Span
from auditor.records.scales import Confidence, Ordered


class Identified(StrEnum):
    """How an article identifies a source, from not at all to name and position.

    Its members are the rungs of the ladder that newsroom codes share: the Guardian's readers' editor (2014), NPR (2011)
    and the Wall Street Journal (2012).
    """

    HIDDEN = "hidden"
    BARE = "bare"
    CLASS = "class"
    ROLE = "role"
    ACCESS = "access"
    SIDE = "side"
    NAME = "name"
    NAME_AND_POSITION = "name_and_position"


class Knows(StrEnum):
    """How a source knows, as far as the article says, the best way first."""

    FIRST_HAND = "first_hand"
    DOCUMENT = "document"
    BRIEFED = "briefed"
    FAMILIAR = "familiar"
    NOT_SAID = "not_said"


class Reason(StrEnum):
    """Why a source is not named, as far as the article says, the weightiest reason first.

    `specific` names what the source would lose, `other` is a reason that no vocabulary knows, `convenience` spares
    the source trouble, `rote` says nothing that readers could weigh.
    """

    PROTECTIVE = "protective"
    SPECIFIC = "specific"
    OTHER = "other"
    CONVENIENCE = "convenience"
    ROTE = "rote"
    NONE = "none"


G = TypeVar("G", Identified, Knows, Reason)


@dataclass(frozen=True, slots=True)
class Grade(Generic[G]):
    """A grade, and the words that it rests on; no words where the article is silent."""

    value: G
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Backing:
    """Records that a statement of one source is borne out by a statement of another."""

    statement_id: str
    by_statement: str
    by_source: str
    paragraphs: int
    """How many paragraphs lie between the two."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells its readers about one source, so that they can judge it."""

    source_id: str
    identified: Grade[Identified]
    knows: Grade[Knows]
    unnamed: Grade[Reason] | None
    """Why it is not named; None for a source that is named, or that has no name to keep back."""
    side: Span | None
    """The words that show on which side it stands, or what it has at stake."""
    direct: int
    """Statements of it that stand, in whole or in part, in quotation marks."""
    indirect: int
    alone: tuple[str, ...]
    """The statements of it that no other source bears out."""
    only_in: tuple[str, ...]
    """The parts of the article, `headline` or `lead`, that rest on it alone."""
    accusations: tuple[str, ...]
    """Ids of the accusations that it makes against a party whom no other source accuses."""
    backing: tuple[Backing, ...]


class AccusationKind(StrEnum):
    """Whether somebody is accused of a deed, or criticised."""

    ACCUSATION = "accusation"
    CRITICISM = "criticism"


class Frame(StrEnum):
    """How words accuse: by a word of accusing, by what a source says, or in the article's own voice."""

    EXPLICIT = "explicit"
    CONTENT = "content"
    NARRATOR = "narrator"


class Gravity(Ordered):
    """How grave it would be, if it were true: `CRIME` is greater than `OPINION`."""

    CRIME = "crime"
    MISCONDUCT = "misconduct"
    FAILURE = "failure"
    CHARACTER = "character"
    OPINION = "opinion"


class ReplyKind(StrEnum):
    """How somebody who is accused or criticised is heard in the article, or is said to be silent."""

    DENIAL = "denial"
    STATEMENT = "statement"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    UNREACHABLE = "unreachable"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Reply:
    """Where the accused answers a charge, or is said to give no answer."""

    kind: ReplyKind
    span: Span
    sure: bool
    """Whether the words name the party and answer the charge; false where only *her lawyer* or *the company* points to
    the party, or where words of the party may as well answer something else."""
    by: str | None = None
    """The source whose words they are: the accused, or who speaks for it; None for a silence of somebody else."""


@dataclass(frozen=True, slots=True)
class ChargeReading:
    """What the tagger takes for a charge."""

    words: Span
    party: Span | None
    accuser: Span | None
    kind: AccusationKind
    frame: Frame
    probability: float
    """That the words are a charge."""
    demanded: float
    """The probability that a careful editor would want to be told of it."""
    known: float
    """The probability that `party` is the accused; 0 without one."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Whom the tagger takes for the accused, of words that a rule found."""

    words: Span
    party: Span | None
    """The words that are sooner those for the accused than not; None without such."""
    likely: tuple[tuple[Span, float], ...]
    """Each word that may be one of those for the accused, with the probability."""

    def share(self, spans: Iterable[Span]) -> float:
        """How likely words in `spans` are to be those for the accused; 1 where no other words are likelier."""
        most = max((probability for _, probability in self.likely), default=0.0)
        own = (p for span in spans for word, p in self.likely if word.overlaps(span))
        return max(own, default=0.0) / most if most else 1.0


@dataclass(frozen=True, slots=True)
class Accusation:
    """A place where somebody is accused or criticised."""

    id: str
    kind: AccusationKind
    frame: Frame
    gravity: Gravity
    confidence: Confidence
    span: Span
    cue: Span
    sentence: Span
    """The whole sentence, or the sentences, in which it stands."""
    party: Span
    party_label: str
    """The fullest name of the accused in the article, or the words for it."""
    party_id: str | None
    """The source that the accused is, if it is one."""
    accuser: Span | None
    """The words beside the cue that name who accuses, if there are any."""
    by: str | None
    """The id of the source that accuses; None where the article names nobody, or somebody who is no source."""
    statement_id: str | None
    """The id of the statement that is the accusation or contains it."""
    charge: str
    """The id of the charge that it is a place of."""
    replies: tuple[Reply, ...]
    speaks: tuple[Span, ...]
    """Where the accused says something else, which is no answer."""
    rule: str
    """The rule that found it, or `tagger/charges`."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody is accused, or criticised, of one thing, at one or more places."""

    id: str
    party_label: str
    kind: AccusationKind
    gravity: Gravity
    """The gravest of its places."""
    confidence: Confidence
    """That of its surest place."""
    places: tuple[str, ...]
    """The ids of its accusations, in order."""
    replies: tuple[Reply, ...]
    """What the accused answers to it, each reply once, in the order of the places."""

    @classmethod
    def of(cls, id_: str, places: Sequence[Accusation]) -> Charge:
        """The charge that is made at `places`, of which there is one at least."""
        return cls(
            id=id_,
            party_label=places[0].party_label,
            kind=places[0].kind,
            gravity=max(each.gravity for each in places),
            confidence=max(each.confidence for each in places),
            places=tuple(each.id for each in places),
            replies=tuple(dict.fromkeys(reply for each in places for reply in each.replies)),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question about this article that its text cannot answer, and the policies that ask it."""

    ask: str
    why: str
    policies: tuple[str, ...]
