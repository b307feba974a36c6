"""Sieves that find whom a description means (nominal coreference), precise first: *the senator*, *her campaign*."""

from __future__ import annotations

from bisect import bisect_left

from auditor.analysis.sources.coreference import documents, individuals, introduced, matching, offices, outlets
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
    text_of,
)
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import Determiner
from auditor.analysis.sources.names.entities import Entity
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name, names_between
from auditor.language.function_words import AND, GENITIVE
from auditor.records.sourcing import Form

_OF = frozenset({"for", "of"})
_REACH = 6
"""Sentences within which *the statement* or *the person* looks for its source."""


# ---------------------------------------------------------------- sieves


def _beside_name(state: Discourse, phrase: Phrase) -> Found:
    """Lee Moss, *a lawyer* (apposition); *her sister* Lee; Lee Moss is *a lawyer* (predicate nominal)."""
    if phrase.statement >= 0 or not matching.is_one_person(phrase):
        return None
    cols, start = state.cols, phrase.start
    if cols.tag[phrase.head] == "NN":
        named = names_between(state.names, phrase.head + 1, phrase.head + 6)
        if named and named[0].lead == phrase.head + 1 and _entity_of(state, named[0]).type is NameType.PERSON:
            return chain_of(state, _entity_of(state, named[0])), ""
    after = max(phrase.head + 1, cols.tokens(phrase.span)[1])  # the head of the league, Lee Moss,
    if cols.word(after) in AND and cols.tag[phrase.head] == "NN" and cols.word(after + 2) == ",":
        after += 2  # her sister and carer, Lee Moss,
    if cols.word(after) in _OF:
        after = next((at for at in range(after, min(len(cols), after + _REACH)) if cols.text[at] == ","), after)
    if cols.word(after) == ",":
        named = [n for n in names_between(state.names, after + 1, min(len(cols), after + 8)) if n.lead == after + 1]
        entity = _entity_of(state, named[0]) if named and cols.word(named[0].end) in (",", ".") else None
        if entity is not None and entity.type is NameType.PERSON:
            return chain_of(state, entity), ""  # a lawyer, Lee Moss,
    places = [start - 2] if start > 1 and cols.text[start - 1] == "," else []
    if cols.dep[phrase.head] == "attr":
        verb = cols.head[phrase.head]
        places += [i for i in range(max(0, start - 12), start) if cols.head[i] == verb and cols.dep[i] == "nsubj"]
    chain = next((state.of_token[i] for i in places if i in state.of_token), None)
    fits = chain is not None and chain.is_named_person and {gender_of(phrase), chain.gender} != {"male", "female"}
    return found(chain if fits else None)


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
    desk = state.cols.words.has("media", phrase.noun, "desk") and not matching.is_one_person(phrase)
    return phrase.statement >= 0 and desk and phrase.determiner is not Determiner.INDEFINITE


def _issuer(state: Discourse, phrase: Phrase) -> Found:
    """*the statement* of somebody who *said in a statement*; *the report* of an outlet that reported."""
    if phrase.statement < 0 or phrase.determiner is not Determiner.DEFINITE:
        return None
    if "issued" in phrase.classes or state.cols.words.has("documents", phrase.noun, "mail"):
        return found(next((c for p, c in _spoken_nearby(state, phrase) if _mentions(state, p, phrase.noun)), None))
    if "coverage" not in phrase.classes:
        return None
    documents = (c for c in matching.called(state, phrase) if c.type == ChainType.DOCUMENT and c.has_spoken)
    if any(matching.fit(state, c, phrase) for c in documents):
        return None
    return found(next((c for _, c in _spoken_nearby(state, phrase) if c.type == ChainType.MEDIA), None))


def _spoken_nearby(state: Discourse, phrase: Phrase) -> list[tuple[Phrase, Chain]]:
    """The sources of the statements in the last sentences, the latest first."""
    earliest = state.cols.sentence[phrase.head] - _REACH
    return [(p, c) for p, c in reversed(state.spoken[-20:]) if state.cols.sentence[p.head] >= earliest]


def _mentions(state: Discourse, phrase: Phrase, noun: str) -> bool:
    """Whether the sentence of `phrase` has `noun` in it; a letter or the like only as that in which somebody speaks."""
    cols, at = state.cols, phrase.head
    around = range(max(0, at - 40), min(len(cols), at + 40))
    places = [i for i in around if cols.lower[i] == noun and cols.sentence[i] == cols.sentence[at]]
    if cols.words.has("documents", noun, "mail") and not cols.words.has("documents", noun, "issued"):
        places = [i for i in places if not {"in", "by", "via"}.isdisjoint(cols.lower[max(0, i - 3) : i])]
    return bool(places)


def _same_owner(state: Discourse, phrase: Phrase) -> Found:
    """*Vane's campaign*, *the Vane campaign*, *her campaign*."""
    again = "poll" in phrase.classes and phrase.statement >= 0  # a Wexford poll found, a Wexford poll found
    if (phrase.determiner is Determiner.INDEFINITE and not again) or matching.is_fresh(state, phrase):
        return None
    owner = matching.owner_of(state, phrase)
    chain = state.of_owner.get((owner.number, phrase.noun)) if owner is not None else None
    return found(chain if chain is not None and chain.plural == phrase.plural else None)


def _same_role(state: Discourse, phrase: Phrase) -> Found:
    """*the senator* for one who was called senator; the modifiers of both nouns must not disagree."""
    unknown = not phrase.classes and not phrase.plural
    if not (unknown or matching.is_one_person(phrase)) or not matching.is_anaphoric(state, phrase):
        return None

    nameless = matching.is_nameless(state, phrase)

    def may_be(chain: Chain) -> bool:
        known = not nameless if chain.entity is not None else _is_introduced(state, chain)
        return chain.type is ChainType.PERSON and known

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
    by_role = {c.number: c for c in matching.called(state, phrase) if _is_ones(state, c, phrase.noun, word)}
    beside = {n: c for n, c in state.possessed.items() if _is_called_ones(state, c, phrase.noun, owner)}
    ones = (c for _, c in sorted({**by_role, **beside}.items()))
    return found(most_recent(c for c in ones if c.is_named_person and c is not owner))


def _is_ones(state: Discourse, chain: Chain, noun: str, owner: str) -> bool:
    """Whether a person was called `noun` beside the name of `owner`."""
    if any(offices.is_called(state.cols, role, noun) and owner in words for role, words in chain.roles):
        return True
    fits = (p for p in chain.phrases if any(offices.is_called(state.cols, r, noun) for r, _ in p.roles))
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
    for chain in matching.called(state, phrase):
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
    in_name = (c for c in state.of_word.get(phrase.noun, ()) if c.type in bodies)
    ending = most_recent(c for c in in_name if not matching.is_another_body(state, c, phrase))
    if ending is not None:
        return ending, "same-head"
    owned = phrase.owner >= 0 or not phrase.modifiers.isdisjoint(GENITIVE)  # the mayor's office
    if state.cols.words.has("organizations", phrase.noun, "in_name"):
        return None  # a ministry has the word in its name, and the country is no firm
    if owned or phrase.statement < 0 or any(offices.tells_apart(state.cols, m) for m in phrase.modifiers):
        return None
    wanted = ChainType.BODY if "body" in phrase.classes else ChainType.MEDIA
    named = (c for c in state.awake(phrase) if c.type == wanted and c.entity is not None)
    alike = [c for c in named if not _is_place(c) and outlets.may_be_called(state, c, phrase.noun)]
    alike = [c for c in alike if not matching.is_another_body(state, c, phrase)]
    return found(most_salient(state, phrase, alike), "salient-body")


def _is_place(chain: Chain) -> bool:
    return chain.entity is not None and chain.entity.type == NameType.PLACE


def _same_individual(state: Discourse, phrase: Phrase) -> Found:
    """*the person*, *the official* for one unnamed individual who spoke just before."""
    if "generic" not in phrase.classes or phrase.plural or phrase.modifiers or not matching.is_anaphoric(state, phrase):
        return None
    unnamed = (c for _, c in _spoken_nearby(state, phrase) if c.entity is None and c.type == ChainType.PERSON)
    return found(next((c for c in unnamed if "informant" in c.classes), None))


def _epithet(state: Discourse, phrase: Phrase) -> Found:
    """*the billionaire businessman* for the person spoken of."""
    if not matching.is_one_person(phrase) or not matching.is_anaphoric(state, phrase):
        return None
    relative = "relative" in phrase.classes and not matching.has_children(state, phrase)
    if relative or "spokesperson" in phrase.classes or _is_somebody_else(state, phrase):
        return None
    if phrase.noun in individuals.FORMER_LATTER or individuals.is_anothers_age(state, phrase):
        return None
    holders = matching.holders(state, phrase)
    gender = gender_of(phrase) or individuals.told_gender(state, phrase)

    def may_be(chain: Chain) -> bool:
        fits = chain.is_named_person and (not gender or chain.gender in ("", gender))
        apart = (
            matching.is_ruled_out,
            matching.holds_another_office,
            matching.is_called_apart,
            matching.is_anothers,
            matching.acts_beside,
            matching.is_below,
            matching.is_its_owner,
            matching.is_of_other_gender,
            matching.is_called_nothing_of_the_kind,
        )
        others = bool(holders) and all(holder is not chain for holder in holders)
        return fits and not others and not any(is_apart(state, chain, phrase) for is_apart in apart)

    nameless = matching.is_nameless(state, phrase)
    people = [] if nameless else [c for c in state.awake(phrase) if may_be(c)]
    best = most_salient(state, phrase, people)
    if best is not None and "office" in phrase.classes:  # who was introduced by another role would be called by that
        best = most_salient(state, phrase, [c for c in people if not c.roles])
    if best is None and not nameless and (phrase.statement >= 0 or "office" in phrase.classes):
        known = (chains for (type_, named, _), chains in state.recent.items() if named and type_ is ChainType.PERSON)
        named = sorted(number for chains in known for number in chains)
        best = max((c for n in named if may_be(c := state.chains[n])), key=lambda c: len(c.phrases), default=None)
    return found(best) or (None if phrase.classes & {"bystander", "source"} else introduced.first_below(state, phrase))


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
    ("former-or-latter", individuals.former_or_latter),
    ("same-poll", _same_poll),
    ("own-voice", _own_voice),
    ("issuer", _issuer),
    ("same-owner", _same_owner),
    ("introduced-later", introduced.later),
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
    ("named-below", introduced.below),
    ("epithet", _epithet),
)
"""In the order in which they are tried; each with the name of its step in the evidence."""
