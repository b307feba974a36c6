"""Which mentions are one source: a pass over the article in order, with sieves from precise to bold.

A name goes with its entity. A description or pronoun is tried by each sieve in turn, and the first that finds
a chain decides (Raghunathan et al., EMNLP 2010); for the words for a speaker only firm sieves decide, where there is
a ranker to weigh the others' proposals.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.coreference import governments, groups, matching, nominals, pronouns, retold
from auditor.analysis.sources.coreference.chains import (
    Chain,
    Discourse,
    Sieve,
    begin,
    call,
    chain_of,
    clock,
    join,
)
from auditor.analysis.sources.coreference.ranking import FIRM, Choice, Ranker, candidates
from auditor.analysis.sources.coreference.said import Said
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names import titles
from auditor.analysis.sources.names.entities import Entity
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.base.spans import Span
from auditor.language.function_words import GENDERED
from auditor.records.sourcing import Form

_NOTHING = Said()
_CONTESTED = 0.8
"""How likely it is at most that *the coach* is one of two coaches."""
_UNCERTAIN = 0.45
"""How likely it is at most that *the candidate* is somebody whom nothing calls so."""
_ENOUGH_VOTES, _MAJORITY = 2, 3
_THEY_THEM = re.compile(r"\bthey ?/ ?them\b|\bthey(?: and|,) them (?:as )?pronouns\b", re.IGNORECASE)
"""How an article says that *they* is somebody's pronoun."""


def link(
    cols: Columns,
    names: Sequence[Name],
    entities: Sequence[Entity],
    phrases: Sequence[Phrase],
    reported: Collection[int] = frozenset(),
    ranker: Ranker | None = None,
    said: Said = _NOTHING,
) -> tuple[Chain, ...]:
    """The chains of `phrases`, which must be in order, by their first mention.

    `reported` are the tokens that somebody is said to have said: who is named there is less likely to speak next.
    """
    home = {number: entity for entity in entities for number in entity.names}
    genders = _genders(cols, names, entities, _votes(cols, home, phrases))
    they = _goes_by_they(cols, names, home)
    state = Discourse(cols, names, home, genders, phrases, clock(cols), reported, said, they)
    for phrase in phrases:
        together = groups.named_together(state, phrase)
        for choice in [Choice(c, "together") for c in together] or [_choice_for(state, phrase, ranker)]:
            chain = choice.chain or begin(state, phrase, _owner(state, phrase))
            join(state, chain, phrase, choice.step, choice.probability, choice.reasons)
    governments.join(state)
    retold.join(state)
    return tuple(state.chains)


def _owner(state: Discourse, phrase: Phrase) -> Chain | None:
    return matching.owner_of(state, phrase) if phrase.form == Form.NOMINAL else None


def _choice_for(state: Discourse, phrase: Phrase, ranker: Ranker | None) -> Choice:
    if phrase.form == Form.NAME:
        return Choice(*_of_name(state, phrase))
    if phrase.head in state.of_token:  # one phrase with two statements
        return Choice(state.of_token[phrase.head])
    if ranker is None or phrase.statement < 0:
        return _by_sieves(state, phrase) or Choice(None)
    choice = _by_sieves(state, phrase, FIRM) or ranker.pick(phrase, candidates(state, phrase))
    if choice.chain is None:
        return choice
    if matching.is_merely_likely(state, choice.chain, phrase):
        return replace(choice, probability=min(choice.probability, _UNCERTAIN))
    contested = matching.is_contested(state, choice.chain, phrase)
    return replace(choice, probability=min(choice.probability, _CONTESTED)) if contested else choice


def _by_sieves(state: Discourse, phrase: Phrase, only: Collection[str] | None = None) -> Choice | None:
    """What the first sieve finds that finds anything, of those in `only` if that is given."""
    sieves: tuple[tuple[str, Sieve], ...] = nominals.SIEVES if phrase.form == Form.NOMINAL else pronouns.SIEVES
    for step, sieve in sieves:
        match = sieve(state, phrase) if only is None or step in only else None
        if match is not None:
            chain, own_step = match
            if step in ("beside-name", "apposition"):
                nouns = (phrase.noun, *titles.said_over(state.cols, phrase.head))
                call(state, chain, [(noun, phrase.modifiers) for noun in nouns])
            return Choice(chain, own_step or step)
    return None


def _of_name(state: Discourse, phrase: Phrase) -> tuple[Chain, str]:
    entity = state.home[phrase.name]
    chain = chain_of(state, entity)
    step = (entity.steps or {}).get(phrase.name, "names/same") if chain.phrases else ""
    call(state, chain, [(title, phrase.modifiers) for title in state.names[phrase.name].titles])
    call(state, chain, phrase.roles)
    return chain, step


def _votes(cols: Columns, home: Mapping[int, Entity], phrases: Sequence[Phrase]) -> Mapping[str, Counter[str]]:
    """For each named person, the genders of pronouns before which the writer's sentence names nobody else."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    sentence, seen = -1, set[str]()
    for phrase in phrases:
        if cols.quoted[phrase.head]:
            continue
        if cols.sentence[phrase.head] != sentence:
            sentence, seen = cols.sentence[phrase.head], set()
        if phrase.form == Form.NAME and home[phrase.name].type == NameType.PERSON:
            seen.add(home[phrase.name].label)
        elif phrase.noun in GENDERED and len(seen) == 1:
            votes[next(iter(seen))][GENDERED[phrase.noun]] += 1
    return votes


def _goes_by_they(cols: Columns, names: Sequence[Name], home: Mapping[int, Entity]) -> frozenset[str]:
    """The labels of the people whose pronouns the article gives: Lee Moss *(they/them)*, who *uses they and them*."""
    found = set[str]()
    for match in _THEY_THEM.finditer(cols.article.text):
        at, _ = cols.tokens(Span(match.start(), match.end()))
        before = [
            n for n, name in enumerate(names) if name.end <= at and cols.sentence[name.start] == cols.sentence[at]
        ]
        if before and home[before[-1]].type is NameType.PERSON:
            found.add(home[before[-1]].label)
    return frozenset(found)


def _genders(
    cols: Columns, names: Sequence[Name], entities: Sequence[Entity], votes: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """The gender of each named person: by titles, then by the pronouns used of them, then by first name."""
    out = {}
    for entity in entities:
        titled = {names[n].gender for n in entity.names} - {""}
        tally = votes.get(entity.label, Counter())
        (top, most), *rest = [*tally.most_common(), ("", 0)]
        sure = most >= _ENOUGH_VOTES and most >= _MAJORITY * sum(n for _, n in rest)
        out[entity.label] = titled.pop() if len(titled) == 1 else top if sure else entity.gender
    return out
