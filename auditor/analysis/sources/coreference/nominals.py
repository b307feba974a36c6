"""Sieves that find whom a description means (nominal coreference), precise first: *the senator*, *her campaign*."""

from __future__ import annotations

from bisect import bisect_left

from auditor.analysis.sources.coreference import again, documents, individuals, matching, outlets
from auditor.analysis.sources.coreference.chains import (
    Chain,
    ChainType,
    Discourse,
    Found,
    Sieve,
    begun_with,
    chain_of,
    found,
    gender_of,
    most_recent,
    most_salient,
    salience,
    text_of,
)
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import IDENTIFYING, Determiner
from auditor.analysis.sources.names.entities import Entity
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name, names_between
from auditor.language.function_words import GENITIVE
from auditor.records.sourcing import Form

_REACH = 6
"""Sentences within which *the statement* or *the person* looks for its source."""
_BLOCKS_BELOW = 3
"""Blocks within which the person of a lead is introduced by name."""
_NEARLY = 0.5
"""A person without a known role goes before one with another role from this share of that one's salience on."""


# ---------------------------------------------------------------- sieves


def _beside_name(state: Discourse, phrase: Phrase) -> Found:
    """Lee Moss, *a lawyer* (apposition); Lee Moss is *a lawyer* (predicate nominal)."""
    if phrase.statement >= 0 or not matching.is_one_person(phrase):
        return None
    cols, start = state.cols, phrase.start
    after = phrase.head + 1
    if cols.word(after) == ",":
        named = [n for n in names_between(state.names, after + 1, min(len(cols), after + 8)) if n.lead == after + 1]
        closing = (",", ".") if phrase.determiner is Determiner.POSSESSIVE else (",",)  # with his wife, Rosa Vane.
        entity = _entity_of(state, named[0]) if named and cols.word(named[0].end) in closing else None
        if entity is not None and entity.type is NameType.PERSON:
            return chain_of(state, entity), ""  # a lawyer, Lee Moss,
    places = [start - 2] if start > 1 and cols.text[start - 1] == "," else []
    if cols.dep[phrase.head] == "attr":
        verb = cols.head[phrase.head]
        places += [i for i in range(max(0, start - 12), start) if cols.head[i] == verb and cols.dep[i] == "nsubj"]
    chain = next((state.of_token[i] for i in places if i in state.of_token), None)
    return found(chain if chain is not None and chain.is_named_person else None)


def _entity_of(state: Discourse, name: Name) -> Entity:
    return state.home[bisect_left(state.names, name.start, key=lambda n: n.start)]


def _own_voice(state: Discourse, phrase: Phrase) -> Found:
    """*his speech*, *Moss's tweet*, *a report in The Herald*: the person or outlet whose words they are."""
    reported, voice = phrase.classes & {"coverage", "compiled"}, "voice" in phrase.classes
    if not (reported or voice or _is_desk(state, phrase)):
        return None
    owner = matching.owner_of(state, phrase)
    if owner is None or _only_shows(state, phrase):
        return None
    of_outlet = owner.type == ChainType.MEDIA and (bool(reported) or not voice)
    return found(owner if of_outlet or (voice and phrase.statement >= 0) else None)


def _only_shows(state: Discourse, phrase: Phrase) -> bool:
    """Whether the phrase is the subject of a verb that shows and does not speak: *announcements show*."""
    cols, verb = state.cols, state.cols.head[phrase.head]
    word = cols.doc[verb].lemma_.lower()
    shows = cols.words.has("cues", word, "showing", "evidential") and not cols.words.has("cues", word, "clausal")
    return phrase.plural and cols.dep[phrase.head] == "nsubj" and shows and not cols.words.has("cues", word, "judgment")


def _is_desk(state: Discourse, phrase: Phrase) -> bool:
    """*the editors of*, *the investigative unit of*: with an outlet's name they are the outlet."""
    desk = state.cols.words.has("media", phrase.noun, "desk")
    return phrase.statement >= 0 and desk and phrase.determiner is not Determiner.INDEFINITE


def _issuer(state: Discourse, phrase: Phrase) -> Found:
    """*the statement* of somebody who *said in a statement*; *the report* of an outlet that reported."""
    if phrase.statement < 0 or phrase.determiner is not Determiner.DEFINITE:
        return None
    if "issued" in phrase.classes:
        return found(next((c for p, c in _spoken_nearby(state, phrase) if _mentions(state, p, phrase.noun)), None))
    if "coverage" not in phrase.classes:
        return None
    documents = (c for c in matching.called(state, phrase.noun) if c.type == ChainType.DOCUMENT and c.has_spoken)
    if any(matching.fit(state, c, phrase) for c in documents):
        return None
    return found(next((c for _, c in _spoken_nearby(state, phrase) if c.type == ChainType.MEDIA), None))


def _spoken_nearby(state: Discourse, phrase: Phrase) -> list[tuple[Phrase, Chain]]:
    """The sources of the statements in the last sentences, the latest first."""
    earliest = state.cols.sentence[phrase.head] - _REACH
    return [(p, c) for p, c in reversed(state.spoken[-20:]) if state.cols.sentence[p.head] >= earliest]


def _mentions(state: Discourse, phrase: Phrase, noun: str) -> bool:
    """Whether the sentence of `phrase` has `noun` in it."""
    cols, at = state.cols, phrase.head
    around = range(max(0, at - 40), min(len(cols), at + 40))
    return any(cols.lower[i] == noun and cols.sentence[i] == cols.sentence[at] for i in around)


def _same_owner(state: Discourse, phrase: Phrase) -> Found:
    """*Vane's campaign*, *the Vane campaign*, *her campaign*."""
    again = "poll" in phrase.classes and phrase.statement >= 0  # a Wexford poll found, a Wexford poll found
    if (phrase.determiner is Determiner.INDEFINITE and not again) or matching.is_fresh(state, phrase):
        return None
    owner = matching.owner_of(state, phrase)
    chain = state.of_owner.get((owner.number, phrase.noun)) if owner is not None else None
    return found(chain if chain is not None and chain.plural == phrase.plural else None)


def _introduced_later(state: Discourse, phrase: Phrase) -> Found:
    """*Lawmaker says …* in a headline, *a lawmaker said* in a lead: the first person below who fits (cataphora)."""
    bare = not phrase.determiner
    if phrase.statement < 0 or not matching.is_one_person(phrase) or phrase.determiner in IDENTIFYING:
        return None
    if state.said.wants_no_name(phrase.span):
        return None
    at_top = _opens_block(state, phrase) if bare else state.cols.block[phrase.head] in state.cols.lead
    if phrase.noun == "source" or not (at_top or matching.is_in_headline(state, phrase)):
        return None
    later = _introduced(state, phrase, phrase.head + 1) if bare else _introduced_near(state, phrase)
    if later is not None:
        return chain_of(state, state.home[later.name]), ""
    if bare and phrase.classes & {"office", "person"} and not phrase.classes & {"informant", "bystander"}:
        most = state.most_named
        return found(chain_of(state, most) if most is not None else None, "most-named")
    return None


def _opens_block(state: Discourse, phrase: Phrase) -> bool:
    """Whether a phrase stands in the first sentence of its block: *Lawmaker says …*."""
    cols = state.cols
    first = bisect_left(cols.sentence, cols.sentence[phrase.start])
    return first == 0 or cols.block[first - 1] != cols.block[phrase.start]


def _introduced(state: Discourse, phrase: Phrase, start: int) -> Phrase | None:
    """The first name from the token `start` on of a person who may be called what `phrase` says."""
    found = []
    for role, names in state.introductions.items():
        at = bisect_left(names, start, key=lambda p: p.head)
        if at < len(names) and matching.is_called(state, role, phrase.noun):
            found.append(names[at])
    return min(found, key=lambda p: (p.head, p.statement), default=None)


def _introduced_near(state: Discourse, phrase: Phrase) -> Phrase | None:
    """The first speaker in the next blocks who is named there for the first time, and may be called so."""
    here, heard = state.cols.block[phrase.head], state.first_heard
    for number in range(bisect_left(heard, phrase.head + 1, key=lambda p: p.head), len(heard)):
        later, entity = heard[number], state.home[heard[number].name]
        blocks = state.cols.block[later.head] - here
        if blocks > _BLOCKS_BELOW:
            return None
        nouns = [*entity.titles, *(noun for noun, _ in later.roles)]
        if any(matching.is_called(state, noun, phrase.noun) for noun in nouns):
            return later
        if not nouns and blocks == 1 and again.is_told_again(state, phrase, later):
            return later
    return None


def _same_role(state: Discourse, phrase: Phrase) -> Found:
    """*the senator* for one who was called senator; the modifiers of both nouns must not disagree."""
    unknown = not phrase.classes and not phrase.plural
    if not (unknown or matching.is_one_person(phrase)) or not matching.is_anaphoric(state, phrase):
        return None

    def may_be(chain: Chain) -> bool:
        return chain.type is ChainType.PERSON and (chain.entity is not None or _is_introduced(state, chain))

    return found(matching.best_fitting(state, phrase, may_be))


def _same_role_of(state: Discourse, phrase: Phrase) -> Found:
    """*her spokesman*, *Vane's manager* for one who was called *a spokesman for Vane*, *Vane's campaign manager*."""
    owned = phrase.owner >= 0 or phrase.owner_pronoun >= 0
    if (
        not owned
        or not matching.is_one_person(phrase)
        or phrase.determiner is Determiner.INDEFINITE
        or matching.is_fresh(state, phrase)
    ):
        return None
    owner = matching.owner_of(state, phrase)
    if owner is None or owner.entity is None:
        return None
    word = owner.entity.label.lower().split()[-1]
    by_role = {c.number: c for c in matching.called(state, phrase.noun) if _is_ones(state, c, phrase.noun, word)}
    beside = {n: c for n, c in state.possessed.items() if _is_called_ones(state, c, phrase.noun, owner)}
    ones = (c for _, c in sorted({**by_role, **beside}.items()))
    return found(most_recent(c for c in ones if c.is_named_person and c is not owner))


def _is_ones(state: Discourse, chain: Chain, noun: str, owner: str) -> bool:
    """Whether a person was called `noun` beside the name of `owner`."""
    if any(matching.is_called(state, role, noun) and owner in words for role, words in chain.roles):
        return True
    fits = (p for p in chain.phrases if any(matching.is_called(state, r, noun) for r, _ in p.roles))
    spans = (p.description for p in fits if p.description is not None)
    return any(owner in state.cols.lower[slice(*state.cols.tokens(span))] for span in spans)


def _is_called_ones(state: Discourse, chain: Chain, noun: str, owner: Chain) -> bool:
    """Whether a person was called *his wife, Ada,* or *her brother Lee*, and the pronoun meant `owner`."""
    for phrase in chain.phrases:
        before = range(max(0, phrase.start - 4), phrase.start) if phrase.form is Form.NAME else range(0)
        whose = any(state.of_token.get(at) is owner for at in before if state.cols.tag[at] == "PRP$")
        if whose and any(state.cols.lower[at] == noun for at in before):
            return True
    return False


def _same_poll(state: Discourse, phrase: Phrase) -> Found:
    """*four in 10 voters*, *61 percent*, *those surveyed*: all who answered are one group."""
    if phrase.statement < 0 or "respondents" not in phrase.classes:
        return None
    return found(next((c for c in begun_with(state, ("respondents",)) if c.has_spoken), None))


def _headline_again(state: Discourse, phrase: Phrase) -> Found:
    """*sources* or *study* in the headline for *sources close to the club* or *a study of …* below."""
    if phrase.statement < 0 or matching.is_in_headline(state, phrase) or matching.is_fresh(state, phrase):
        return None
    for chain in matching.called(state, phrase.noun):
        above = chain.entity is None and chain.plural == phrase.plural and chain.has_spoken
        if (
            above
            and all(matching.is_in_headline(state, p) for p in chain.phrases)
            and matching.fit(state, chain, phrase)
        ):
            return chain, ""
    return None


def _same_words(state: Discourse, phrase: Phrase) -> Found:
    """*analysts* … *analysts*; a bare plural counts only as the source of a statement."""
    if phrase.determiner is Determiner.INDEFINITE or phrase.owner_pronoun >= 0 or matching.is_fresh(state, phrase):
        return None
    if not phrase.determiner and (phrase.statement < 0 or not phrase.plural):
        return None
    return found(state.of_text.get(text_of(state.cols, phrase)))


def _same_noun(state: Discourse, phrase: Phrase) -> Found:
    """*the officials* for *two officials*, *sources* again, *records* for *its records*."""
    bare_sources = phrase.noun == "source" and phrase.plural and not phrase.modifiers and phrase.statement >= 0
    papers = (
        phrase.plural and "document" in phrase.classes and not phrase.classes & documents.SORTS and not phrase.modifiers
    )
    bare_papers = papers and phrase.statement >= 0 and phrase.owner < 0 and not phrase.determiner
    if not (matching.is_anaphoric(state, phrase) or bare_sources or bare_papers):
        return None
    one = matching.is_one_person(phrase)

    def may_be(chain: Chain) -> bool:
        return chain.entity is None and chain.plural == phrase.plural and (not one or _is_introduced(state, chain))

    return found(matching.best_fitting(state, phrase, may_be))


def _is_introduced(state: Discourse, chain: Chain) -> bool:
    """Whether the writer brought an individual in: not in somebody's words, and not as nobody (*no other mayor*)."""
    first = chain.phrases[0]
    if state.cols.lower[first.start] in ("no", "any", "every", "each"):
        return False
    return not state.cols.quoted[first.head] and (chain.has_spoken or first.determiner is Determiner.INDEFINITE)


def _body(state: Discourse, phrase: Phrase) -> Found:
    """*the department* for a body with that word in its name; *the company* for the most salient body."""
    if not phrase.classes & {"body", "media"} or phrase.plural or not matching.is_anaphoric(state, phrase):
        return None
    bodies = (ChainType.BODY, ChainType.MEDIA)
    ending = most_recent(c for c in state.of_word.get(phrase.noun, ()) if c.type in bodies)
    if ending is not None:
        return ending, "same-head"
    owned = phrase.owner >= 0 or not phrase.modifiers.isdisjoint(GENITIVE)  # the mayor's office
    if owned or phrase.statement < 0 or any(matching.tells_apart(state, m) for m in phrase.modifiers):
        return None
    wanted = ChainType.BODY if "body" in phrase.classes else ChainType.MEDIA
    named = (c for c in state.awake(phrase) if c.type == wanted and c.entity is not None)
    alike = [c for c in named if not _is_place(c) and outlets.may_be_called(state, c, phrase.noun)]
    return found(most_salient(state, phrase, alike), "salient-body")


def _is_place(chain: Chain) -> bool:
    return chain.entity is not None and chain.entity.type == NameType.PLACE


def _same_individual(state: Discourse, phrase: Phrase) -> Found:
    """*the person*, *the official* for one unnamed individual who spoke just before."""
    if "generic" not in phrase.classes or phrase.plural or phrase.modifiers or not matching.is_anaphoric(state, phrase):
        return None
    unnamed = (c for _, c in _spoken_nearby(state, phrase) if c.entity is None and c.type == ChainType.PERSON)
    return found(next((c for c in unnamed if "informant" in c.classes), None))


def _named_below(state: Discourse, phrase: Phrase) -> Found:
    """*the capital's new mayor*, *his son* for one whom the article names further down."""
    relative = "relative" in phrase.classes and phrase.determiner is Determiner.POSSESSIVE
    if phrase.statement < 0 or not ("office" in phrase.classes or relative):
        return None
    if phrase.plural or phrase.determiner is Determiner.INDEFINITE:
        return None
    later = _introduced(state, phrase, phrase.head)
    return found(chain_of(state, state.home[later.name]) if later is not None else None)


def _epithet(state: Discourse, phrase: Phrase) -> Found:
    """*the billionaire businessman* for the person spoken of."""
    if not matching.is_one_person(phrase) or not matching.is_anaphoric(state, phrase):
        return None
    relative = "relative" in phrase.classes and not _has_children(state, phrase)
    if relative or "spokesperson" in phrase.classes or _is_somebody_else(state, phrase):
        return None
    gender = gender_of(phrase)

    def may_be(chain: Chain) -> bool:
        fits = chain.is_named_person and (not gender or chain.gender in ("", gender))
        apart = matching.is_ruled_out(state, chain, phrase) or matching.holds_another_office(state, chain, phrase)
        return fits and not apart

    people = [c for c in state.awake(phrase) if may_be(c)]
    best = most_salient(state, phrase, people)
    if best is not None and "office" in phrase.classes:  # who was introduced by another role would be called by that
        free, now = most_salient(state, phrase, [c for c in people if not c.roles]), state.now(phrase)
        best = free if free is not None and salience(free, now) > _NEARLY * salience(best, now) else best
    if best is None and (phrase.statement >= 0 or "office" in phrase.classes):
        known = (chains for (type_, named, _), chains in state.recent.items() if named and type_ is ChainType.PERSON)
        named = sorted(number for chains in known for number in chains)
        best = max((c for n in named if may_be(c := state.chains[n])), key=lambda c: len(c.phrases), default=None)
    return found(best) or (None if phrase.classes & {"bystander", "source"} else _first_below(state, phrase))


def _has_children(state: Discourse, phrase: Phrase) -> bool:
    """Whether a word for a relative only says how many children somebody has: *the father of three*."""
    after = phrase.head + 1
    return state.cols.word(after) == "of" and state.cols.tag[min(after + 1, len(state.cols) - 1)] == "CD"


def _first_below(state: Discourse, phrase: Phrase) -> Found:
    """*The Ohio Democrat says …* in a lead that names nobody: the first person whom the article names."""
    cols = state.cols
    if phrase.statement < 0 or cols.block[phrase.head] not in cols.lead or state.has_named_person:
        return None
    names = (p for p in state.following(phrase.head + 1) if p.form == Form.NAME)
    first = next((p for p in names if state.home[p.name].type == NameType.PERSON), None)
    if first is None or cols.block[first.head] - cols.block[phrase.head] > _BLOCKS_BELOW:
        return None
    entity = state.home[first.name]
    called = [*entity.titles, *(noun for noun, _ in first.roles)]
    is_role = not cols.words.has("demonyms", phrase.noun)  # a Democrat may be a senator; a cook is no head nurse
    told = bool(called) or first.description is not None
    if is_role and told and not any(matching.is_called(state, noun, phrase.noun) for noun in called):
        return None
    return found(chain_of(state, entity), "introduced-later")


def _is_somebody_else(state: Discourse, phrase: Phrase) -> bool:
    """*Vane's lawyer* is not Vane; *the man in the hat*, where nobody speaks, is somebody new."""
    if phrase.owner >= 0 and state.home[phrase.owner].type == NameType.PERSON:
        return True
    if phrase.statement >= 0:
        return False
    end_of_noun = state.cols.idx[phrase.head] + len(state.cols.text[phrase.head])
    present = any(state.cols.words.has("not-names", m, "present") for m in phrase.modifiers)  # the current sheriff
    return phrase.span.end > end_of_noun or "informant" in phrase.classes or present


SIEVES: tuple[tuple[str, Sieve], ...] = (
    ("beside-name", _beside_name),
    ("apposition", individuals.apposition),
    ("same-poll", _same_poll),
    ("own-voice", _own_voice),
    ("issuer", _issuer),
    ("same-owner", _same_owner),
    ("introduced-later", _introduced_later),
    ("same-role", _same_role),
    ("same-role-of", _same_role_of),
    ("headline-again", _headline_again),
    ("same-words", _same_words),
    ("one-of", individuals.one_of),
    ("same-noun", _same_noun),
    ("same-document", documents.same_document),
    ("paper", outlets.paper_of_study),
    ("body", _body),
    ("same-individual", _same_individual),
    ("named-below", _named_below),
    ("epithet", _epithet),
)
"""In the order in which they are tried; each with the name of its step in the evidence."""
