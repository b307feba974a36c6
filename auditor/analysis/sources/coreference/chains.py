"""What coreference builds: chains of mentions (coreference chains), and the discourse in which their salience fades.

Mentions weigh by their grammatical role and fade with each sentence of the writer's own (Lappin and Leass,
CL 1994); words inside quotations neither weigh nor fade, since whoever is quoted names others all the time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.coreference.said import Said
from auditor.analysis.sources.mentions.descriptions import Role
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import ARTICLES
from auditor.analysis.sources.names.entities import Entity
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import FIRST_PERSON, GENDERED, THEY
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Evidence, Form


class ChainType(StrEnum):
    """What the mentions of a chain stand for."""

    PERSON = "person"
    PEOPLE = "people"
    BODY = "body"
    MEDIA = "media"
    DOCUMENT = "document"
    OTHER = "other"


THINGS = (ChainType.BODY, ChainType.DOCUMENT, ChainType.MEDIA)

Sort = tuple[ChainType, bool, str]
"""The type of a chain, whether it has a name, and its gender; empty where that is not known."""

_OF_NAME = {
    NameType.PERSON: ChainType.PERSON,
    NameType.MEDIA: ChainType.MEDIA,
    NameType.DOCUMENT: ChainType.DOCUMENT,
}
"""What a chain stands for, by the type of its name; any other type makes it a body."""

_WEIGHTS = {"nsubj": 80.0, "nsubjpass": 70.0, "dobj": 40.0, "dative": 35.0, "poss": 35.0, "pobj": 30.0}
_MENTION, _SOURCE, _ELSEWHERE, _COMPOUND = 40.0, 110.0, 20.0, 10.0
_REPORTED = 0.3
_FADING = 0.4
_FADED = 4.0
_MEMORY = 0.75
"""The share of its salience that a chain keeps when mentioned again, so that many mentions weigh no more than four."""
_ASLEEP = 7
"""After so many sentences of the writer's own no chain is salient: of the most that mentions weigh, 600, and twice that
for nearness, less than `_FADED` is left."""
_NEARNESS = 2.0
"""The factor by which a chain weighs more if the same sentence has mentioned it before."""


@dataclass(slots=True)
class Chain:
    """One source as it is being put together: its mentions, and what they say of it."""

    number: int
    type: ChainType
    entity: Entity | None = None
    gender: str = ""
    plural: bool = False
    phrases: list[Phrase] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    roles: dict[Role, None] = field(default_factory=dict)
    """What it is called, each once, in order."""
    classes: frozenset[str] = frozenset()
    owner: int = -1
    """Number of the chain of its owner (Vane, for *the Vane campaign*); -1 if it has none."""
    own_outlet: bool = False
    likely: dict[int, float] = field(default_factory=dict)
    """How likely it is that each of its statements, by number, is its own."""
    salience: float = 0.0
    touched: int = -1
    """The clock (`Discourse.now`) for which `salience` was worked out; -1 before the first mention."""

    has_spoken: bool = False
    """Whether one of its mentions is the source of a statement."""
    counts: set[int] = field(default_factory=set)
    """The numbers of individuals that its mentions tell."""

    contents: dict[frozenset[str], None] = field(default_factory=dict)
    """The words of its mentions, as far as they have been `read`."""
    read: int = 0

    @property
    def sort(self) -> Sort:
        """What decides which pronouns may stand for it."""
        return self.type, self.entity is not None, self.gender

    @property
    def is_named_person(self) -> bool:
        """Whether it is a person whom the article names."""
        return self.entity is not None and self.type == ChainType.PERSON

    @property
    def nouns(self) -> set[str]:
        """What the article calls it: its roles and titles, without the words before them."""
        return {*(noun for noun, _ in self.roles), *(self.entity.titles if self.entity is not None else ())}


@dataclass
class Discourse:
    """The state of the pass over an article: what has been read so far, and the phrases still to come."""

    cols: Columns
    names: Sequence[Name]
    home: Mapping[int, Entity]
    """For each name, by its number, the entity that it is a name of."""
    genders: Mapping[str, str]
    """The gender of each named person, by label, as far as the article shows it."""
    phrases: Sequence[Phrase]
    """All phrases of the article in order."""
    clock: Sequence[int]
    """For each sentence, how many sentences of the writer's own have begun."""
    reported: Collection[int] = frozenset()
    """The tokens that somebody is said to have said."""
    said: Said = field(default_factory=Said)
    """What the statements say."""
    goes_by_they: Collection[str] = frozenset()
    """The labels of those of whom the article says that *they* is their pronoun."""
    chains: list[Chain] = field(default_factory=list)
    of_bearer: dict[str, Chain] = field(default_factory=dict)
    of_token: dict[int, Chain] = field(default_factory=dict)
    of_owner: dict[tuple[int, str], Chain] = field(default_factory=dict)
    of_text: dict[str, Chain] = field(default_factory=dict)
    of_class: dict[str, list[Chain]] = field(default_factory=dict)
    """The chains that began with words of a class, in order."""
    of_word: dict[str, list[Chain]] = field(default_factory=dict)
    """The chains with a name, in order, by each word of it in lower case."""
    of_role: dict[str, dict[int, Chain]] = field(default_factory=dict)
    """The chains that are called so, or have such a title, by their numbers."""
    possessed: dict[int, Chain] = field(default_factory=dict)
    """The chains with a name after a possessive pronoun (*his wife, Ada*), by their numbers."""
    outlet: Chain | None = None
    """The article's own outlet, once it has spoken of itself."""
    recent: dict[Sort, dict[int, Chain]] = field(default_factory=dict)
    """The chains of each sort in the order of their last mentions."""
    latest: dict[int, Chain] = field(default_factory=dict)
    """All chains in the order of their last mentions."""
    spoken: list[tuple[Phrase, Chain]] = field(default_factory=list)
    """The sources of statements so far."""

    @cached_property
    def longest(self) -> int:
        """The tokens of the longest phrase."""
        return max((p.end - p.start for p in self.phrases), default=0)

    @cached_property
    def introductions(self) -> Mapping[str, Sequence[Phrase]]:
        """The names of people, in order, by each title and role that the article gives with them."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            if phrase.form is Form.NAME and self.home[phrase.name].type is NameType.PERSON:
                for noun in dict.fromkeys((*self.home[phrase.name].titles, *(noun for noun, _ in phrase.roles))):
                    found.setdefault(noun, []).append(phrase)
        return found

    @cached_property
    def first_heard(self) -> Sequence[Phrase]:
        """The speakers who are people named for the first time, in order."""
        named = (p for p in self.phrases if p.form is Form.NAME and p.statement >= 0)
        people = (p for p in named if self.home[p.name].type is NameType.PERSON)
        return [p for p in people if p.name == self.home[p.name].names[0]]

    @cached_property
    def nameless(self) -> Mapping[str, Sequence[int]]:
        """For each noun for somebody who wants no name, the heads of the phrases with it, in order."""
        heads: dict[str, list[int]] = {}
        for phrase in self.phrases:
            if self.said.wants_no_name(phrase.span):
                heads.setdefault(phrase.noun, []).append(phrase.head)
        return heads

    @cached_property
    def most_named(self) -> Entity | None:
        """The person of whom most names are; the first of several."""
        people = {e.label: e for e in self.home.values() if e.type is NameType.PERSON}.values()
        return max(people, key=lambda e: len(e.names), default=None)

    @property
    def has_named_person(self) -> bool:
        """Whether a person with a name has been spoken of."""
        return any(c.type is ChainType.PERSON for chains in self.of_word.values() for c in chains)

    def now(self, phrase: Phrase) -> int:
        """The clock at `phrase`: how many sentences of the writer's own have begun."""
        return self.clock[self.cols.sentence[phrase.head]]

    def awake(self, phrase: Phrase) -> Iterator[Chain]:
        """The chains that can be salient where `phrase` stands, the last mentioned first."""
        asleep = self.now(phrase) - _ASLEEP
        return takewhile(lambda c: c.touched > asleep, reversed(self.latest.values()))

    def following(self, head: int) -> Iterator[Phrase]:
        """The phrases whose head is the token `head` or comes after it."""
        first = bisect_left(self.phrases, head, key=lambda p: p.head)
        return (self.phrases[number] for number in range(first, len(self.phrases)))


Found = tuple[Chain, str] | None
"""The chain that a sieve found, and the step's name where it is not the sieve's own; None if it found none."""
Sieve = Callable[[Discourse, Phrase], Found]
"""One way to find the chain that a description or a pronoun belongs to; they are tried in a fixed order."""


def found(chain: Chain | None, step: str = "") -> Found:
    """What a sieve returns for `chain`, by a `step` of its own if one is named; None for no chain."""
    return (chain, step) if chain is not None else None


# ---------------------------------------------------------------- beginning and lengthening chains


def chain_of(state: Discourse, entity: Entity) -> Chain:
    """The chain of a named person or body, begun if there is none yet."""
    chain = state.of_bearer.get(entity.label)
    if chain is None:
        chain = _add(state, _OF_NAME.get(entity.type, ChainType.BODY))
        chain.entity, chain.gender = entity, state.genders.get(entity.label, "")
        state.of_bearer[entity.label] = chain
        for word in dict.fromkeys(entity.label.lower().split()):
            state.of_word.setdefault(word, []).append(chain)
        for title in entity.titles:
            state.of_role.setdefault(title, {})[chain.number] = chain
    return chain


def begin(state: Discourse, phrase: Phrase, owner: Chain | None) -> Chain:
    """A new chain that begins with a description or a pronoun."""
    chain = _add(state, _type_of(phrase))
    chain.classes, chain.plural = phrase.classes, phrase.plural
    chain.own_outlet = phrase.form == Form.PRONOUN and phrase.noun in FIRST_PERSON
    if chain.own_outlet and state.outlet is None:
        state.outlet = chain
    for name in sorted(phrase.classes):
        state.of_class.setdefault(name, []).append(chain)
    chain.gender = GENDERED.get(phrase.noun, "") or gender_of(phrase)
    if phrase.form == Form.NOMINAL:
        call(state, chain, [(phrase.noun, phrase.modifiers)])
        state.of_text.setdefault(text_of(state.cols, phrase), chain)
        if owner is not None:
            chain.owner = owner.number
            state.of_owner.setdefault((owner.number, phrase.noun), chain)
    return chain


def call(state: Discourse, chain: Chain, roles: Iterable[Role]) -> None:
    """Notes that a chain is called `roles`."""
    for role in roles:
        chain.roles[role] = None
        state.of_role.setdefault(role[0], {})[chain.number] = chain


def join(
    state: Discourse,
    chain: Chain,
    phrase: Phrase,
    step: str,
    probability: float = 1.0,
    reasons: Sequence[str] = (),
) -> None:
    """Makes `phrase` the chain's latest mention; a `step` that joined it leaves evidence."""
    if step:
        words = phrase.span.of(state.cols.article.text)
        what = f"{words!r} is {_label(state, chain)!r}" + (f" ({', '.join(reasons)})" if reasons else "")
        chain.evidence.append(Evidence(f"sources/{step}", phrase.span, what, FoundBy.SOURCES))
    state.recent.get(chain.sort, {}).pop(chain.number, None)
    chain.gender = chain.gender or _told_gender(state, chain, phrase)
    chain.phrases.append(phrase)
    state.of_token[phrase.head] = chain
    for noun, _ in phrase.roles:
        state.of_role.setdefault(noun, {})[chain.number] = chain
    if phrase.form is Form.NAME and "PRP$" in state.cols.tag[max(0, phrase.start - 4) : phrase.start]:
        state.possessed[chain.number] = chain
    if phrase.count:
        chain.counts.add(phrase.count)
    state.latest.pop(chain.number, None)
    for order in (state.latest, state.recent.setdefault(chain.sort, {})):
        order[chain.number] = chain
    if phrase.statement >= 0:
        state.spoken.append((phrase, chain))
        chain.has_spoken = True
        chain.likely[phrase.statement] = probability
    now = state.now(phrase)
    chain.salience = _MEMORY * salience(chain, now) + _weight(state, phrase)
    chain.touched = now


def _told_gender(state: Discourse, chain: Chain, phrase: Phrase) -> str:
    """The gender that a pronoun tells of an individual: as a speaker's, or beside a mention in the same sentence."""
    cols, at = state.cols, phrase.head
    if chain.type is not ChainType.PERSON or phrase.form is not Form.PRONOUN or cols.quoted[at]:
        return ""
    beside = any(cols.sentence[p.head] == cols.sentence[at] for p in chain.phrases[-1:])
    return GENDERED.get(phrase.noun, "") if phrase.statement >= 0 or beside else ""


def _add(state: Discourse, type_: ChainType) -> Chain:
    chain = Chain(len(state.chains), type_)
    state.chains.append(chain)
    return chain


def _type_of(phrase: Phrase) -> ChainType:
    """What a phrase that begins a chain stands for."""
    if phrase.form == Form.PRONOUN:
        if phrase.noun in GENDERED:
            return ChainType.PERSON
        return ChainType.PEOPLE if phrase.noun in THEY else ChainType.OTHER
    if "human" in phrase.classes:
        return ChainType.PEOPLE if phrase.plural else ChainType.PERSON
    by_class = (
        ("collective", ChainType.PEOPLE),
        ("document", ChainType.DOCUMENT),
        ("media", ChainType.MEDIA),
        ("body", ChainType.BODY),
    )
    return next((type_ for class_, type_ in by_class if class_ in phrase.classes), ChainType.OTHER)


def _label(state: Discourse, chain: Chain) -> str:
    if chain.entity is not None:
        return chain.entity.label
    return chain.phrases[0].span.of(state.cols.article.text)


def text_of(cols: Columns, phrase: Phrase) -> str:
    """The words of a description in lower case, without its article and without what follows a comma."""
    _, end = cols.tokens(phrase.span)
    start = phrase.start + (phrase.determiner in ARTICLES and phrase.end - phrase.start > 1)
    stop = phrase.end
    while stop < end and cols.text[stop] not in ",—–(" and cols.tag[stop] not in ("WP", "WDT"):
        stop += 1
    return " ".join(cols.lower[start:stop])


def gender_of(phrase: Phrase) -> str:
    """The gender that a description tells (*the actress*); empty if it tells none."""
    told = phrase.classes & {"male", "female"}
    return next(iter(told)) if len(told) == 1 else ""


# ---------------------------------------------------------------- salience


def clock(cols: Columns) -> list[int]:
    """For each sentence, how many sentences of the writer's own have begun, itself included."""
    own = [0] * (cols.sentence[-1] + 1 if cols.sentence else 0)
    for i, sentence in enumerate(cols.sentence):
        own[sentence] += not cols.quoted[i] and cols.tag[i][:1].isalpha()
    out, now = [], 0
    for words in own:
        now += words > 3
        out.append(now)
    return out


def salience(chain: Chain, now: int) -> float:
    """How salient `chain` is when the clock stands at `now`: less with each sentence of the writer's own."""
    return chain.salience * _FADING ** (now - chain.touched) if chain.touched >= 0 else 0.0


def most_salient(state: Discourse, phrase: Phrase, chains: Iterable[Chain]) -> Chain | None:
    """The most salient of `chains` where `phrase` stands; None if all have faded."""
    now, here = state.now(phrase), state.cols.sentence[phrase.head]
    afresh = ((salience(c, now), c) for c in chains)
    known = ((worth, c) for worth, c in afresh if worth * _NEARNESS >= _FADED)
    scored = ((worth * (_NEARNESS if _is_in(state.cols, c, here) else 1.0), -c.number, c) for worth, c in known)
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] >= _FADED else None


def begun_with(state: Discourse, classes: Iterable[str]) -> list[Chain]:
    """The chains, in order, that began with words of one of `classes`."""
    chains = {c.number: c for name in classes for c in state.of_class.get(name, ())}
    return [chains[number] for number in sorted(chains)]


def most_recent(chains: Iterable[Chain]) -> Chain | None:
    """The chain last mentioned, one that has spoken before one that has not."""
    return max((c for c in chains if c.phrases), key=lambda c: (c.has_spoken, c.phrases[-1].head), default=None)


def _is_in(cols: Columns, chain: Chain, sentence: int) -> bool:
    """Whether the sentence has mentioned the chain, outside quotations and not just as a modifier (*Vane's*)."""
    if not chain.phrases:
        return False
    last = chain.phrases[-1].head
    return cols.sentence[last] == sentence and not cols.quoted[last] and cols.dep[last] not in ("poss", "compound")


def _weight(state: Discourse, phrase: Phrase) -> float:
    cols, at = state.cols, phrase.head
    if cols.quoted[at] and phrase.statement < 0:
        return 0.0
    weight = _MENTION + _WEIGHTS.get(cols.dep[at], _ELSEWHERE)
    if cols.dep[at] == "compound":
        weight = _COMPOUND
    elif phrase.start in cols.starts:
        weight = max(weight, _MENTION + _WEIGHTS["nsubj"])
    if phrase.statement >= 0:
        weight = max(weight, _MENTION + _SOURCE)
    elif phrase.form == Form.NOMINAL:
        weight *= 0.5
    if phrase.statement < 0 and at in state.reported:
        weight *= _REPORTED
    return weight * (0.5 if cols.block[at] in cols.headline else 1.0)
