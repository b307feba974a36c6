"""Which mentions are one source: a pass over the article in order, with sieves from precise to bold.

A name goes with its bearer. A description or pronoun is tried by each sieve in turn, and the first that finds a chain
decides (Raghunathan et al., EMNLP 2010). Where several chains fit, the most salient is taken: mentions weigh by their
grammatical role and fade by half with each sentence of the writer's own (Lappin and Leass, CL 1994); words inside
quotations neither weigh nor fade, since whoever is quoted names others all the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.model import Evidence
from auditor.sources.bearers import MEDIA, PERSON, Bearer
from auditor.sources.mentions import NAME, NOMINAL, PRONOUN, Phrase
from auditor.sources.names import Name
from auditor.sources.page import Page

PEOPLE, BODY, DOCUMENT, OTHER = "people", "body", "document", "other"

_HE = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_SHE = {"she": "female", "her": "female", "hers": "female", "herself": "female"}
GENDERED = {**_HE, **_SHE}
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_OWN = frozenset({"i", "we", "us", "our", "my", "me", "ourselves"})
_WEIGHTS = {
    "nsubj": 80.0,
    "nsubjpass": 70.0,
    "dobj": 40.0,
    "dative": 35.0,
    "pobj": 30.0,
    "poss": 35.0,
    "compound": 10.0,
}
_SOURCE_WEIGHT, _MENTION_WEIGHT, _QUOTED_WEIGHT = 110.0, 40.0, 0.0
_FADED = 4.0
_FADING = 0.3
_NEARNESS = 2.0
"""How much more a chain weighs that the same sentence has mentioned before."""


@dataclass(slots=True)
class Chain:
    """One source as it is being put together; nothing outside this module changes it."""

    number: int
    type: str
    bearer: Bearer | None = None
    gender: str = ""
    plural: bool = False
    phrases: list[Phrase] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    roles: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    classes: frozenset[str] = frozenset()
    owner: int = -1
    """Number of the chain whose it is (*the Vane campaign*), -1 if none."""
    own_outlet: bool = False
    salience: float = 0.0
    touched: int = -1
    """When its salience was last true, in sentences of the writer's own."""


@dataclass(slots=True)
class _Discourse:
    """What has been read so far."""

    page: Page
    names: Sequence[Name]
    bearers: Sequence[Bearer]
    home: dict[int, Bearer]
    upcoming: Sequence[Phrase]
    clock: Sequence[int]
    genders: dict[str, str]
    chains: list[Chain] = field(default_factory=list)
    of_bearer: dict[str, Chain] = field(default_factory=dict)
    of_token: dict[int, Chain] = field(default_factory=dict)
    of_owner: dict[tuple[int, str], Chain] = field(default_factory=dict)
    of_text: dict[str, Chain] = field(default_factory=dict)
    spoken: list[tuple[Phrase, Chain]] = field(default_factory=list)


Found = tuple[Chain, str] | None
Sieve = Callable[[_Discourse, Phrase], Found]


def link(
    page: Page, names: Sequence[Name], bearers: Sequence[Bearer], phrases: Sequence[Phrase]
) -> tuple[Chain, ...]:
    """The chains of `phrases`, which must be in order, by their first mention."""
    home = {n: b for b in bearers for n in b.names}
    state = _Discourse(
        page, names, bearers, home, phrases, _clock(page), _genders(page, names, home, phrases)
    )
    for phrase in phrases:
        chain, step = _find(state, phrase)
        _join(state, chain, phrase, step)
    return tuple(state.chains)


def _clock(page: Page) -> list[int]:
    """For each sentence, how many sentences of the writer's own began before it."""
    own: dict[int, int] = {}
    for i, sentence in enumerate(page.sentence):
        own[sentence] = own.get(sentence, 0) + (not page.quoted[i] and page.tag[i][:1].isalpha())
    out, now = [], 0
    for sentence in sorted(own):
        now += own[sentence] > 3
        out.append(now)
    return out


def _genders(
    page: Page, names: Sequence[Name], home: dict[int, Bearer], phrases: Sequence[Phrase]
) -> dict[str, str]:
    """The gender of each named person, by titles, then by the pronouns used of them, then by first name."""
    votes: dict[str, dict[str, int]] = {}
    sentence, seen = -1, set[str]()
    for phrase in phrases:
        if page.quoted[phrase.head]:
            continue
        if page.sentence[phrase.head] != sentence:
            sentence, seen = page.sentence[phrase.head], set()
        if phrase.form == NAME and home[phrase.name].type == PERSON:
            seen.add(home[phrase.name].label)
        elif phrase.noun in GENDERED and len(seen) == 1:
            tally = votes.setdefault(next(iter(seen)), {"male": 0, "female": 0})
            tally[GENDERED[phrase.noun]] += 1
    out = {}
    for bearer in {b.label: b for b in home.values()}.values():
        titled = {names[n].gender for n in bearer.names} - {""}
        tally = votes.get(bearer.label, {"male": 0, "female": 0})
        top = max(tally, key=lambda g: tally[g])
        sure = tally[top] >= 2 and tally[top] >= 3 * (sum(tally.values()) - tally[top])
        out[bearer.label] = next(iter(titled)) if len(titled) == 1 else top if sure else bearer.gender
    return out


# ---------------------------------------------------------------- joining


def _find(state: _Discourse, phrase: Phrase) -> tuple[Chain, str]:
    if phrase.form == NAME:
        return _of_name(state, phrase)
    if phrase.head in state.of_token:  # one phrase with two statements
        return state.of_token[phrase.head], ""
    for step, sieve in _SIEVES[phrase.form]:
        found = sieve(state, phrase)
        if found is not None:
            return found[0], found[1] or step
    return _new(state, phrase), ""


def _of_name(state: _Discourse, phrase: Phrase) -> tuple[Chain, str]:
    bearer = state.home[phrase.name]
    chain = _chain_of(state, bearer)
    step = (bearer.steps or {}).get(phrase.name, "names/same") if chain.phrases else ""
    chain.roles += phrase.roles
    return chain, step


def _chain_of(state: _Discourse, bearer: Bearer) -> Chain:
    chain = state.of_bearer.get(bearer.label)
    if chain is None:
        chain = _add(state, bearer.type if bearer.type in (PERSON, MEDIA, DOCUMENT) else BODY)
        chain.bearer, chain.gender = bearer, state.genders.get(bearer.label, "")
        chain.roles += [(title, frozenset()) for title in bearer.titles]
        state.of_bearer[bearer.label] = chain
    return chain


def _new(state: _Discourse, phrase: Phrase) -> Chain:
    chain = _add(state, _type_of(phrase))
    chain.classes, chain.plural = phrase.classes, phrase.plural
    chain.own_outlet = phrase.form == PRONOUN and phrase.noun in _OWN
    chain.gender = GENDERED.get(phrase.noun, "") or next(iter(sorted(phrase.classes & {"male", "female"})), "")
    if phrase.noun:
        chain.roles.append((phrase.noun, phrase.modifiers))
    if phrase.form == NOMINAL:
        owner = _owner(state, phrase)
        if owner is not None:
            chain.owner = owner.number
            state.of_owner.setdefault((owner.number, phrase.noun), chain)
        state.of_text.setdefault(_text(state, phrase), chain)
    return chain


def _add(state: _Discourse, type_: str) -> Chain:
    chain = Chain(len(state.chains), type_)
    state.chains.append(chain)
    return chain


def _type_of(phrase: Phrase) -> str:
    """What a phrase that begins a chain stands for."""
    if phrase.form == PRONOUN:
        return PERSON if phrase.noun in GENDERED else PEOPLE if phrase.noun in _THEY else OTHER
    if "human" in phrase.classes:
        return PEOPLE if phrase.plural else PERSON
    if "collective" in phrase.classes:
        return PEOPLE
    for class_, type_ in (("document", DOCUMENT), ("media", MEDIA), ("body", BODY)):
        if class_ in phrase.classes:
            return type_
    return OTHER


def _join(state: _Discourse, chain: Chain, phrase: Phrase, step: str) -> None:
    chain.phrases.append(phrase)
    if step == "beside-name":
        chain.roles.append((phrase.noun, phrase.modifiers))
    if step:
        text = phrase.span.of(state.page.article.text)
        chain.evidence.append(
            Evidence(f"sources/{step}", phrase.span, f"{text!r} is {_label(state, chain)!r}")
        )
    state.of_token[phrase.head] = chain
    if phrase.statement >= 0:
        state.spoken.append((phrase, chain))
    weight = _weight(state.page, phrase)
    now = state.clock[state.page.sentence[phrase.head]]
    chain.salience = _salience(chain, now) + weight
    chain.touched = now


def _label(state: _Discourse, chain: Chain) -> str:
    if chain.bearer is not None:
        return chain.bearer.label
    return chain.phrases[0].span.of(state.page.article.text)


def _weight(page: Page, phrase: Phrase) -> float:
    if page.quoted[phrase.head] and phrase.statement < 0:
        return _QUOTED_WEIGHT
    weight = _MENTION_WEIGHT + _WEIGHTS.get(page.dep[phrase.head], 20.0)
    if page.dep[phrase.head] == "compound":
        weight = _WEIGHTS["compound"]
    elif phrase.start in page.starts:
        weight = max(weight, _MENTION_WEIGHT + _WEIGHTS["nsubj"])
    if phrase.statement >= 0:
        weight = max(weight, _MENTION_WEIGHT + _SOURCE_WEIGHT)
    elif phrase.form == NOMINAL and phrase.determiner in ("", "indefinite"):
        weight *= 0.5
    return weight * (0.5 if page.block[phrase.head] in page.headline else 1.0)


def _salience(chain: Chain, now: int) -> float:
    return chain.salience * _FADING ** (now - chain.touched) if chain.touched >= 0 else 0.0


def _most_salient(
    state: _Discourse, phrase: Phrase, chains: Iterator[Chain] | Sequence[Chain]
) -> Chain | None:
    """The most salient of `chains` where `phrase` stands; None if all have faded."""
    page, now = state.page, state.clock[state.page.sentence[phrase.head]]
    here = page.sentence[phrase.head]
    scored = [(_salience(c, now) * (_NEARNESS if _is_in(page, c, here) else 1.0), -c.number, c) for c in chains]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] >= _FADED else None


def _is_in(page: Page, chain: Chain, sentence: int) -> bool:
    """Whether the chain plays a part of its own in the sentence so far."""
    last = chain.phrases[-1] if chain.phrases else None
    return (
        last is not None
        and page.sentence[last.head] == sentence
        and not page.quoted[last.head]
        and page.dep[last.head] not in ("poss", "compound", "nmod")
    )


# ---------------------------------------------------------------- pronouns


def _own_words(state: _Discourse, phrase: Phrase) -> Found:
    """*I* and *we* of the writer."""
    if phrase.noun not in _OWN or state.page.quoted[phrase.head]:
        return None
    chain = next((c for c in state.chains if c.own_outlet), None)
    return (chain, "") if chain is not None else None


def _antecedent(state: _Discourse, phrase: Phrase) -> Found:
    """*who*, *which*: the noun that the clause hangs on, or what stands before it."""
    if phrase.noun not in _RELATIVES:
        return None
    page, at = state.page, phrase.head
    for _ in range(4):
        at = page.head[at]
        if page.dep[at] == "relcl":
            chain = _covering(state, page.head[at])
            if chain is not None and _may_be_relative(chain, phrase.noun):
                return chain, ""
            break
    for before in range(phrase.head - 1, max(-1, phrase.head - 25), -1):
        chain = state.of_token.get(before)
        if chain is not None and _may_be_relative(chain, phrase.noun):
            return chain, ""
    return None


def _may_be_relative(chain: Chain, pronoun: str) -> bool:
    """*who* is people, *which* is not."""
    human = chain.type in (PERSON, PEOPLE)
    return human if pronoun in ("who", "whom") else not human if pronoun == "which" else True


def _covering(state: _Discourse, token: int) -> Chain | None:
    """The chain of the phrase around `token`."""
    if token in state.of_token:
        return state.of_token[token]
    for chain in state.chains:
        for phrase in reversed(chain.phrases):
            if phrase.start <= token < phrase.end:
                return chain
            if phrase.end < token - 40:
                break
    return None


def _cataphora(state: _Discourse, phrase: Phrase) -> Found:
    """*As he left, Lee Moss said*: the pronoun of an opening clause is the subject that follows."""
    page = state.page
    if phrase.noun not in GENDERED or phrase.statement >= 0:
        return None
    at = phrase.head
    for _ in range(4):
        at = page.head[at]
        if page.dep[at] in ("advcl", "prep") and page.head[at] > phrase.head:
            verb = page.head[at]
            subject = next(
                (p for p in state.upcoming if p.head > phrase.head and page.head[p.head] == verb), None
            )
            if subject is not None and subject.form == NAME and page.dep[subject.head] == "nsubj":
                chain = state.of_bearer.get(state.home[subject.name].label)
                if chain is not None and _agrees(chain, GENDERED[phrase.noun]):
                    return chain, ""
            return None
    return None


def _agrees(chain: Chain, gender: str) -> bool:
    return chain.type == PERSON and chain.gender in ("", gender)


def _salient_person(state: _Discourse, phrase: Phrase) -> Found:
    gender = GENDERED.get(phrase.noun)
    if gender is None:
        return None
    people = [c for c in state.chains if _agrees(c, gender)]
    sure = [c for c in people if c.gender == gender]
    best = _most_salient(state, phrase, people)
    if best is not None and best.gender == "" and sure:
        rival = _most_salient(state, phrase, sure)
        now = state.clock[state.page.sentence[phrase.head]]
        if rival is not None and _salience(rival, now) > 0.7 * _salience(best, now):
            best = rival
    return (best, "") if best is not None else None


def _salient_group(state: _Discourse, phrase: Phrase) -> Found:
    if phrase.noun not in _THEY:
        return None
    best = _most_salient(
        state, phrase, [c for c in state.chains if c.type == PEOPLE or (c.plural and c.type == BODY)]
    )
    if best is None:
        best = _most_salient(state, phrase, [c for c in state.chains if c.type in (BODY, MEDIA, DOCUMENT)])
    return (best, "") if best is not None else None


def _salient_thing(state: _Discourse, phrase: Phrase) -> Found:
    if phrase.noun not in _IT:
        return None
    things = [c for c in state.chains if c.type in (BODY, DOCUMENT, MEDIA) and not c.plural]
    best = _most_salient(state, phrase, things)
    return (best, "") if best is not None else None


# ---------------------------------------------------------------- descriptions


def _text(state: _Discourse, phrase: Phrase) -> str:
    """The words of a description without its determiner and without what follows a comma, small."""
    _, end = state.page.tokens(phrase.span)
    words: list[str] = []
    for i in range(phrase.start, max(phrase.end, end)):
        if i >= phrase.end and (state.page.text[i] in ",—–(" or state.page.tag[i] in ("WP", "WDT")):
            break
        words.append(state.page.lower[i])
    return " ".join(
        words[1:] if phrase.determiner in ("definite", "indefinite") and len(words) > 1 else words
    )


def _is_fresh(state: _Discourse, phrase: Phrase) -> bool:
    """Whether its words say that it has not been mentioned: *another*, *a second*."""
    words = (state.page.lower[i] for i in range(phrase.start, phrase.head))
    return any(state.page.words.has("numbers", w, "new") and w != "one" for w in words)


def _owner(state: _Discourse, phrase: Phrase) -> Chain | None:
    if phrase.owner >= 0:
        return _chain_of(state, state.home[phrase.owner])
    if phrase.owner_pronoun >= 0:
        token = phrase.owner_pronoun
        if token in state.of_token:
            return state.of_token[token]
        pronoun = Phrase(
            state.page.span(token, token + 1), PRONOUN, token, token + 1, token, noun=state.page.lower[token]
        )
        for _, sieve in _SIEVES[PRONOUN]:
            found = sieve(state, pronoun)
            if found is not None:
                return found[0]
    return None


def _beside_name(state: _Discourse, phrase: Phrase) -> Found:
    """Lee Moss, *a lawyer*; Lee Moss is *a lawyer*."""
    if phrase.statement >= 0 or "human" not in phrase.classes or phrase.plural:
        return None
    page, start = state.page, phrase.start
    subjects = [start - 2] if start > 1 and page.text[start - 1] == "," else []
    if page.dep[phrase.head] == "attr":
        verb = page.head[phrase.head]
        subjects += [i for i in range(max(0, start - 12), start) if page.head[i] == verb and page.dep[i] == "nsubj"]
    chain = next((state.of_token[i] for i in subjects if i in state.of_token), None)
    return (chain, "") if chain is not None and chain.type == PERSON and chain.bearer is not None else None


def _own_voice(state: _Discourse, phrase: Phrase) -> Found:
    """*his speech*, *Moss's tweet*: whose words they are speaks."""
    if not phrase.classes & {"voice", "coverage"}:
        return None
    owner = _owner(state, phrase)
    if owner is None:
        return None
    if "coverage" in phrase.classes and owner.type == MEDIA:
        return owner, ""
    return (owner, "") if "voice" in phrase.classes and phrase.statement >= 0 else None


def _issuer(state: _Discourse, phrase: Phrase) -> Found:
    """*the statement* of somebody who *said in a statement* just before."""
    if not phrase.classes & {"issued", "coverage"} or phrase.determiner != "definite" or phrase.statement < 0:
        return None
    coverage = "coverage" in phrase.classes
    if coverage and any(c.type == DOCUMENT and _plays(state, c, phrase) for c in state.chains):
        return None
    page, here = state.page, state.page.sentence[phrase.head]
    for spoken, chain in reversed(state.spoken):
        sentence = page.sentence[spoken.head]
        if here - sentence > 6:
            return None
        around = range(max(0, spoken.head - 40), min(len(page), spoken.head + 40))
        if coverage and chain.type == MEDIA:
            return chain, ""
        if not coverage and any(page.sentence[i] == sentence and page.lower[i] == phrase.noun for i in around):
            return chain, ""
    return None


def _same_owner(state: _Discourse, phrase: Phrase) -> Found:
    """*Vane's campaign*, *the Vane campaign*, *her campaign*."""
    owner = _owner(state, phrase)
    if owner is None or _is_fresh(state, phrase):
        return None
    chain = state.of_owner.get((owner.number, phrase.noun))
    if chain is not None and chain.plural == phrase.plural and phrase.determiner != "indefinite":
        return chain, ""
    return None


def _same_words(state: _Discourse, phrase: Phrase) -> Found:
    if phrase.determiner == "indefinite" or _is_fresh(state, phrase) or phrase.owner_pronoun >= 0:
        return None
    if phrase.statement < 0 and not phrase.determiner:
        return None
    chain = state.of_text.get(_text(state, phrase))
    if chain is None or (phrase.determiner == "" and not phrase.plural):
        return None
    return chain, ""


def _is_anaphoric(state: _Discourse, phrase: Phrase) -> bool:
    return phrase.determiner == "definite" and not _is_fresh(state, phrase)


def _same_role(state: _Discourse, phrase: Phrase) -> Found:
    """*the senator* for one who was called senator; what is said before the nouns must agree."""
    if "human" not in phrase.classes or phrase.plural or not _is_anaphoric(state, phrase):
        return None
    fitting = [c for c in state.chains if c.type == PERSON and _plays(state, c, phrase)]
    best = _most_recent(state, fitting)
    return (best, "") if best is not None else None


def _plays(state: _Discourse, chain: Chain, phrase: Phrase) -> bool:
    wanted = {m for m in phrase.modifiers if _tells_apart(state, m)}
    for noun, modifiers in chain.roles:
        if not _is_called(state, noun, phrase.noun):
            continue
        told = {m for m in modifiers if _tells_apart(state, m)}
        if not wanted or not told or wanted & told:
            return True
    return False


def _tells_apart(state: _Discourse, word: str) -> bool:
    """Whether a word before a noun says which one: *Ukrainian*, *former*."""
    words = state.page.words
    return (
        words.has("demonyms", word, "nationality", "party")
        or words.has("not-names", word, "then")
        or words.has("organizations", word, "place")
    )


def _most_recent(state: _Discourse, chains: Sequence[Chain]) -> Chain | None:
    """The chain last mentioned, one that has spoken before one that has not."""
    ranked = [
        ((any(p.statement >= 0 for p in c.phrases), c.phrases[-1].head), c) for c in chains if c.phrases
    ]
    return max(ranked, key=lambda r: r[0])[1] if ranked else None


def _same_noun(state: _Discourse, phrase: Phrase) -> Found:
    """*the officials* for *two officials*, *the people* for *people familiar with …*."""
    bare_sources = (
        phrase.noun == "source" and phrase.plural and not phrase.modifiers and phrase.statement >= 0
    )
    if not _is_anaphoric(state, phrase) and not bare_sources:
        return None
    fitting = [
        c for c in state.chains if c.bearer is None and c.plural == phrase.plural and _plays(state, c, phrase)
    ]
    best = _most_recent(state, fitting)
    return (best, "") if best is not None else None


def _same_document(state: _Discourse, phrase: Phrase) -> Found:
    """*the survey* for *a poll*, *the suit* for *a lawsuit*."""
    if "document" not in phrase.classes or not _is_anaphoric(state, phrase) or phrase.plural:
        return None
    sorts = phrase.classes & {"poll", "study", "suit", "mail", "film", "rule", "ruling"}
    fitting = [c for c in state.chains if c.type == DOCUMENT and not c.plural and c.classes & sorts]
    best = _most_recent(state, fitting)
    return (best, "") if best is not None else None


def _named_body(state: _Discourse, phrase: Phrase) -> Found:
    """*the department* for the one whose name ends so; *the company* for the body spoken of."""
    if not phrase.classes & {"body", "media"} or not _is_anaphoric(state, phrase) or phrase.plural:
        return None
    bodies = [c for c in state.chains if c.bearer is not None and c.type in (BODY, MEDIA)]
    ending = [c for c in bodies if c.bearer and phrase.noun in c.bearer.label.lower().split()]
    best = _most_recent(state, ending)
    if best is not None:
        return best, "same-head"
    if phrase.owner < 0 and phrase.statement >= 0 and not any(_tells_apart(state, m) for m in phrase.modifiers):
        wanted = MEDIA if "media" in phrase.classes and "body" not in phrase.classes else BODY
        fitting = [c for c in bodies if c.type == wanted and c.bearer and c.bearer.type != "place"]
        best = _most_salient(state, phrase, fitting)
        return (best, "salient-body") if best is not None else None
    return None


def _introduced_later(state: _Discourse, phrase: Phrase) -> Found:
    """*Lawmaker says …*, *a lawmaker said* in headline or lead, for the first person below who fits and speaks."""
    page = state.page
    if phrase.plural or "human" not in phrase.classes:
        return None
    if phrase.determiner and page.block[phrase.head] not in page.lead:
        return None
    if phrase.statement < 0 or phrase.determiner not in ("", "indefinite") or phrase.noun == "source":
        return None
    headline = page.block[phrase.head] in page.headline or not phrase.determiner
    for later in state.upcoming:
        if later.form != NAME or later.head < phrase.head or state.home[later.name].type != PERSON:
            continue
        bearer, blocks = state.home[later.name], page.block[later.head] - page.block[phrase.head]
        if not headline and (blocks > 3 or later.statement < 0 or later.name != bearer.names[0]):
            continue
        nouns = [*bearer.titles, *(noun for noun, _ in later.roles)]
        unintroduced = not nouns and blocks == 1 and not headline
        if unintroduced or any(_is_called(state, noun, phrase.noun) for noun in nouns):
            return _chain_of(state, bearer), ""
    if headline and phrase.classes & {"office", "person"} and not phrase.classes & {"informant", "bystander"}:
        people = [b for b in state.bearers if b.type == PERSON]
        most = max(people, key=lambda b: len(b.names), default=None)
        return (_chain_of(state, most), "most-named") if most is not None else None
    return None


def _is_called(state: _Discourse, role: str, noun: str) -> bool:
    """Whether one with `role` may be called `noun`: a senator is a lawmaker."""
    return role == noun or role.rsplit(" ", 1)[-1] == noun or state.page.words.has("roles", role, f"is-{noun}")


def _same_individual(state: _Discourse, phrase: Phrase) -> Found:
    """*the person*, *the official* for one unnamed individual who spoke just before."""
    if "informant" not in phrase.classes or phrase.plural or not _is_anaphoric(state, phrase) or phrase.owner >= 0:
        return None
    here = state.page.sentence[phrase.head]
    for spoken, chain in reversed(state.spoken):
        if here - state.page.sentence[spoken.head] > 6:
            return None
        if chain.bearer is None and chain.type == PERSON and "informant" in chain.classes:
            return chain, ""
    return None


def _named_below(state: _Discourse, phrase: Phrase) -> Found:
    """*the capital's new mayor* for the mayor whom the article names further down."""
    if "office" not in phrase.classes or phrase.plural or phrase.statement < 0 or phrase.determiner == "indefinite":
        return None
    for later in state.upcoming:
        if later.form == NAME and later.head > phrase.head and state.home[later.name].type == PERSON:
            chain = _chain_of(state, state.home[later.name])
            known = [*chain.roles, *later.roles]
            if not chain.phrases and any(_is_called(state, noun, phrase.noun) for noun, _ in known):
                return chain, ""
    return None


def _epithet(state: _Discourse, phrase: Phrase) -> Found:
    """*the billionaire businessman* for the person spoken of."""
    if "human" not in phrase.classes or phrase.plural or not _is_anaphoric(state, phrase):
        return None
    if phrase.classes & {"spokesperson", "relative"}:
        return None
    if phrase.statement < 0 and (phrase.span.end > state.page.idx[phrase.head] + len(phrase.noun) + 1 or "informant" in phrase.classes):
        return None
    if phrase.owner >= 0 and state.home[phrase.owner].type == PERSON:
        return None
    gender = next(iter(phrase.classes & {"male", "female"}), "")
    people = [
        c
        for c in state.chains
        if c.bearer is not None and c.type == PERSON and (not gender or c.gender in ("", gender))
    ]
    best = _most_salient(state, phrase, people)
    return (best, "") if best is not None else None


_SIEVES: dict[str, tuple[tuple[str, Sieve], ...]] = {
    PRONOUN: (
        ("own-outlet", _own_words),
        ("relative-clause", _antecedent),
        ("cataphora", _cataphora),
        ("salient-person", _salient_person),
        ("salient-group", _salient_group),
        ("salient-thing", _salient_thing),
    ),
    NOMINAL: (
        ("beside-name", _beside_name),
        ("own-voice", _own_voice),
        ("issuer", _issuer),
        ("same-owner", _same_owner),
        ("introduced-later", _introduced_later),
        ("same-role", _same_role),
        ("same-words", _same_words),
        ("same-noun", _same_noun),
        ("same-document", _same_document),
        ("body", _named_body),
        ("same-individual", _same_individual),
        ("named-below", _named_below),
        ("epithet", _epithet),
    ),
}
