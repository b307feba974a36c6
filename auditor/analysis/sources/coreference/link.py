"""Which mentions are one source: a pass over the article in order, with sieves from precise to bold.

A name goes with its bearer. A description or pronoun is tried by each sieve in turn, and the first that finds
a chain decides (Raghunathan et al., EMNLP 2010). Where several chains fit, the most salient is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.coreference import groups as jointly
from auditor.analysis.sources.coreference import matching as fitting
from auditor.analysis.sources.coreference import nominals, pronouns
from auditor.analysis.sources.coreference.chains import GENDERED, Chain, Discourse, Sieve, begin, chain_of, clock, join
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.entities import Bearer
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.records.sourcing import Form

_ENOUGH_VOTES, _MAJORITY = 2, 3


def link(
    page: Page,
    names: Sequence[Name],
    bearers: Sequence[Bearer],
    phrases: Sequence[Phrase],
    reported: Collection[int] = frozenset(),
) -> tuple[Chain, ...]:
    """The chains of `phrases`, which must be in order, by their first mention.

    `reported` are the tokens that somebody is said to have said: who is named there is less likely to speak next.
    """
    home = {number: bearer for bearer in bearers for number in bearer.names}
    genders = _genders(page, names, bearers, _votes(page, home, phrases))
    state = Discourse(page, names, home, genders, phrases, clock(page), reported)
    for phrase in phrases:
        together = jointly.named_together(state, phrase)
        for chain, step in [(c, "together") for c in together] or [_chain_for(state, phrase)]:
            join(state, chain, phrase, step)
    return tuple(state.chains)


def _chain_for(state: Discourse, phrase: Phrase) -> tuple[Chain, str]:
    if phrase.form == Form.NAME:
        return _of_name(state, phrase)
    if phrase.head in state.of_token:  # one phrase with two statements
        return state.of_token[phrase.head], ""
    sieves: tuple[tuple[str, Sieve], ...] = nominals.SIEVES if phrase.form == Form.NOMINAL else pronouns.SIEVES
    for step, sieve in sieves:
        match = sieve(state, phrase)
        if match is not None:
            chain, own_step = match
            if step == "beside-name":
                chain.roles.append((phrase.noun, phrase.modifiers))
            return chain, own_step or step
    owner = fitting.owner_of(state, phrase) if phrase.form == Form.NOMINAL else None
    return begin(state, phrase, owner), ""


def _of_name(state: Discourse, phrase: Phrase) -> tuple[Chain, str]:
    bearer = state.home[phrase.name]
    chain = chain_of(state, bearer)
    step = (bearer.steps or {}).get(phrase.name, "names/same") if chain.phrases else ""
    chain.roles += [(title, phrase.modifiers) for title in state.names[phrase.name].titles]
    chain.roles += phrase.roles
    return chain, step


def _votes(page: Page, home: Mapping[int, Bearer], phrases: Sequence[Phrase]) -> Mapping[str, Counter[str]]:
    """For each named person, the pronouns in the writer's own sentences that name nobody else before them."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    sentence, seen = -1, set[str]()
    for phrase in phrases:
        if page.quoted[phrase.head]:
            continue
        if page.sentence[phrase.head] != sentence:
            sentence, seen = page.sentence[phrase.head], set()
        if phrase.form == Form.NAME and home[phrase.name].type == NameType.PERSON:
            seen.add(home[phrase.name].label)
        elif phrase.noun in GENDERED and len(seen) == 1:
            votes[next(iter(seen))][GENDERED[phrase.noun]] += 1
    return votes


def _genders(
    page: Page, names: Sequence[Name], bearers: Sequence[Bearer], votes: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """The gender of each named person: by titles, then by the pronouns used of them, then by first name."""
    out = {}
    for bearer in bearers:
        titled = {names[n].gender for n in bearer.names} - {""}
        tally = votes.get(bearer.label, Counter())
        (top, most), *rest = [*tally.most_common(), ("", 0)]
        sure = most >= _ENOUGH_VOTES and most >= _MAJORITY * sum(n for _, n in rest)
        out[bearer.label] = titled.pop() if len(titled) == 1 else top if sure else bearer.gender
    return out
