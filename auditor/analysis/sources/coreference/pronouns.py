"""Sieves that find whom a pronoun stands for (pronominal anaphora), from precise to bold."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile

from auditor.analysis.sources.coreference.chains import (
    THINGS,
    Chain,
    ChainType,
    Discourse,
    Found,
    Sieve,
    chain_of,
    found,
    most_salient,
    salience,
)
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.names import names_between
from auditor.language import syntax
from auditor.language.function_words import FIRST_PERSON, GENDERED, IT, OF_ONE, RELATIVES, THEY
from auditor.records.sourcing import Form

_REACH_OF_OBJECT = 10
_STEPS_UP = 4
_STEPS_BACK = 25
_LONGEST_QUOTATION = 300
"""Tokens between the sentence in which somebody acts and *she said*."""
_NEARLY = 0.7
"""A person whose gender fits goes before one of unknown gender from this share of that one's salience on."""


def _own_outlet(state: Discourse, phrase: Phrase) -> Found:
    """*I* and *we* of the writer."""
    if phrase.noun not in FIRST_PERSON:
        return None
    return found(state.outlet)


def _relative_clause(state: Discourse, phrase: Phrase) -> Found:
    """*who*, *which*: the noun that the clause hangs on, or what stands before it."""
    if phrase.noun not in RELATIVES:
        return None
    cols, at = state.cols, phrase.head
    for _ in range(_STEPS_UP):
        at = cols.head[at]
        if cols.dep[at] == "relcl":
            chain = _around(state, _last_joined(state, cols.head[at], phrase.head, at))
            if chain is not None and (_may_be_relative(chain, phrase.noun) or _is_peopled(chain, phrase.noun)):
                return _whose(state, chain), ""
            break
    before = (state.of_token.get(i) for i in range(phrase.head - 1, max(-1, phrase.head - _STEPS_BACK), -1))
    return found(next((c for c in before if c is not None and _may_be_relative(c, phrase.noun)), None))


def _last_joined(state: Discourse, noun: int, relative: int, verb: int) -> int:
    """The noun right before *who* if *and* joins it to `noun` and the verb is for one, as *has* is; else `noun`."""
    cols, last = state.cols, relative - 1
    while last > noun and cols.pos[last] == "PUNCT":
        last -= 1
    single = cols.tag[verb] == "VBZ" or any(c.lower_ in OF_ONE for c in cols.doc[verb].lefts if c.dep_ == "aux")
    return last if single and cols.dep[last] == "conj" and cols.head[last] == noun else noun


def _is_peopled(chain: Chain, pronoun: str) -> bool:
    """Whether *who* shows that a noun which no list knows stands for people: *the clan, who ordered him to pay*."""
    return pronoun == "who" and chain.entity is None and chain.type is ChainType.OTHER


def _whose(state: Discourse, chain: Chain) -> Chain:
    """The owner of a chain that is mere words (Moss, of *a Moss tweet that blasts Vane*); any other chain itself."""
    return state.chains[chain.owner] if chain.owner >= 0 and chain.classes & {"voice", "issued"} else chain


def _may_be_relative(chain: Chain, pronoun: str) -> bool:
    """Whether a relative pronoun can take the chain as its antecedent: *who* takes people, *which* does not."""
    human = chain.type in (ChainType.PERSON, ChainType.PEOPLE)
    crowd = chain.entity is None and "collective" in chain.classes  # the industry, which welcomed the vote
    return human if pronoun in ("who", "whom") else not human or crowd if pronoun == "which" else True


def _around(state: Discourse, token: int) -> Chain | None:
    """The chain of the phrase whose core covers `token`."""
    if token in state.of_token:
        return state.of_token[token]
    near = takewhile(lambda c: c.phrases[-1].head >= token - state.longest, reversed(state.latest.values()))
    covering = (c for c in near if any(p.start <= token < p.end for p in c.phrases[-3:]))
    return min(covering, key=lambda c: c.number, default=None)


def _cataphora(state: Discourse, phrase: Phrase) -> Found:
    """*As he left, Lee Moss said*: the pronoun of an opening clause is the subject that follows."""
    cols, at = state.cols, phrase.head
    if phrase.noun not in GENDERED or phrase.statement >= 0:
        return None
    for _ in range(_STEPS_UP):
        at = cols.head[at]
        if cols.dep[at] in ("advcl", "prep") and cols.head[at] > phrase.head:
            subject = _subject_after(state, phrase, cols.head[at])
            chain = chain_of(state, state.home[subject.name]) if subject is not None else None
            return found(chain if chain is not None and _agrees(chain, GENDERED[phrase.noun]) else None)
    return None


def _subject_after(state: Discourse, phrase: Phrase, verb: int) -> Phrase | None:
    cols = state.cols
    for later in state.following(phrase.head):
        if later.head > verb + 1:
            return None
        if later.head > phrase.head and cols.head[later.head] == verb and cols.dep[later.head] == "nsubj":
            return later if later.form == Form.NAME else None
    return None


def _agrees(chain: Chain, gender: str) -> bool:
    return chain.type == ChainType.PERSON and chain.gender in ("", gender)


def _same_turn(state: Discourse, phrase: Phrase) -> Found:
    """*he said*, after a sentence in the same paragraph in which one person speaks, and nobody else acts."""
    gender = GENDERED.get(phrase.noun)
    if gender is None or phrase.statement < 0 or not state.spoken:
        return None
    cols, (before, chain) = state.cols, state.spoken[-1]
    near = cols.block[before.head] == cols.block[phrase.head] and state.now(phrase) - state.now(before) <= 1
    if not near or before.head >= phrase.head or not _agrees(chain, gender) or cols.dep[before.head] != "nsubj":
        return None
    others = takewhile(lambda c: c.phrases[-1].head > before.head, reversed(state.latest.values()))
    return None if any(_acts_after(state, c, before.head) for c in others if c is not chain) else found(chain)


def _same_subject(state: Discourse, phrase: Phrase) -> Found:
    """Her mother, Rose, sat down. “I am tired,” *she* said: the subject of the sentence before, in one paragraph.

    Not where the quotation speaks of such a one: “*She* was kind,” she said.
    """
    gender = GENDERED.get(phrase.noun)
    if gender is None or phrase.statement < 0 or state.cols.dep[phrase.head] != "nsubj":
        return None
    cols, at = state.cols, phrase.start - 1
    here, block, last = cols.sentence[phrase.head], cols.block[phrase.head], max(0, at - _LONGEST_QUOTATION)
    while (
        at >= last
        and cols.block[at] == block
        and (cols.quoted[at] or cols.sentence[at] == here or cols.pos[at] in ("PUNCT", "SPACE"))
    ):
        alike = GENDERED.get(cols.lower[at]) == gender
        if alike if cols.quoted[at] else cols.dep[at] in ("nsubj", "nsubjpass") and not alike:
            return None
        at -= 1
    if at < last or cols.block[at] != block:
        return None
    root = cols.doc[at].sent.root
    acted_on = (
        t
        for t in islice(root.subtree, _LONGEST_QUOTATION)
        if t.dep_ in (*syntax.OBJECTS, "pobj") and GENDERED.get(t.lower_) == gender
    )
    if next(acted_on, None) is not None:
        return None  # her mother taught her
    subject = next((t for t in root.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    chain = _around(state, subject.i) if subject is not None else None
    return found(chain if chain is not None and _agrees(chain, gender) else None)


def _acts_after(state: Discourse, chain: Chain, token: int) -> bool:
    """Whether a person is the subject of a clause of the writer's after `token`."""
    cols = state.cols
    if chain.type is not ChainType.PERSON:
        return False
    after = (p.head for p in chain.phrases if p.head > token)
    return any(
        cols.dep[at] in ("nsubj", "nsubjpass") and at not in state.reported and not cols.quoted[at] for at in after
    )


def _asked(state: Discourse, phrase: Phrase) -> Found:
    """*We asked the sheriff about it. He said …*: whoever the writer asked in the sentence before."""
    gender = GENDERED.get(phrase.noun)
    if gender is None or phrase.statement < 0:
        return None
    cols, here = state.cols, state.cols.sentence[phrase.head]
    start = bisect_left(cols.sentence, here - 1)
    for at in range(start, bisect_left(cols.sentence, here)):
        asks = (
            cols.pos[at] == "VERB"
            and not cols.quoted[at]
            and cols.words.has("channels", cols.doc[at].lemma_.lower(), "asking")
        )
        if not asks or not any(c.dep_ == "nsubj" and c.lower_ in FIRST_PERSON for c in cols.doc[at].lefts):
            continue
        whom = (state.of_token.get(c.i) for c in cols.doc[at].rights if c.dep_ in syntax.OBJECTS)
        return found(next((c for c in whom if c is not None and _agrees(c, gender)), None))
    return None


def _salient_person(state: Discourse, phrase: Phrase) -> Found:
    """*he*, *she*: the most salient person whose gender fits."""
    gender = GENDERED.get(phrase.noun)
    if gender is None:
        return None
    others = beside_it(state, phrase)
    people = [
        c for c in state.awake(phrase) if _agrees(c, gender) and (c.entity is None or c.entity.label not in others)
    ]
    best = most_salient(state, phrase, people)
    if best is not None and phrase.statement >= 0 and _only_mentioned(state, best):
        best = most_salient(state, phrase, [c for c in people if not _only_mentioned(state, c)]) or best
    if best is not None and not best.gender:
        surer = most_salient(state, phrase, [c for c in people if c.gender])
        now = state.now(phrase)
        if surer is not None and salience(surer, now) > _NEARLY * salience(best, now):
            best = surer
    return found(best)


def _only_mentioned(state: Discourse, chain: Chain) -> bool:
    """Whether it is somebody without a name who has neither said nor done anything: *for a president*."""
    cols = state.cols
    return chain.entity is None and not any(p.statement >= 0 or cols.dep[p.head] == "nsubj" for p in chain.phrases)


def beside_it(state: Discourse, phrase: Phrase) -> set[str]:
    """The labels of those whom a pronoun that is a subject cannot mean, for they stand in the same clause.

    In *he told Moss*, *he* is not Moss; in *Moss, she says, told them*, *she* is not.
    """
    cols = state.cols
    if phrase.form is not Form.PRONOUN or cols.dep[phrase.head] != "nsubj":
        return set()
    verb = cols.head[phrase.head]
    near = names_between(state.names, phrase.head + 1, min(len(cols), verb + _REACH_OF_OBJECT))
    others = [n for n in near if cols.dep[n.end - 1] in syntax.OBJECTS and cols.head[n.end - 1] == verb]
    if phrase.start > 1 and cols.text[phrase.start - 1] == "," and cols.word(verb + 1) == ",":
        before = names_between(state.names, max(0, phrase.start - _REACH_OF_OBJECT), phrase.start - 1)
        others += [n for n in before if n.end == phrase.start - 1]
    return {state.home[bisect_left(state.names, n.start, key=lambda name: name.start)].label for n in others}


def _stated_pronoun(state: Discourse, phrase: Phrase) -> Found:
    """*they* of one who goes by *they*, unless people are more salient."""
    if phrase.noun not in THEY or not state.goes_by_they:
        return None
    awake = list(state.awake(phrase))
    one = [c for c in awake if c.entity is not None and c.entity.label in state.goes_by_they]
    best = most_salient(state, phrase, [c for c in awake if c.type is ChainType.PEOPLE] + one)
    return found(best if best in one else None)


def _salient_group(state: Discourse, phrase: Phrase) -> Found:
    """*they*: the most salient group of people, else the most salient body, outlet or document."""
    if phrase.noun not in THEY:
        return None
    awake = list(state.awake(phrase))
    groups = [c for c in awake if c.type == ChainType.PEOPLE or (c.plural and c.type == ChainType.BODY)]
    bodies = [c for c in awake if c.type in THINGS]
    return found(most_salient(state, phrase, groups) or most_salient(state, phrase, bodies))


def _salient_thing(state: Discourse, phrase: Phrase) -> Found:
    """*it*: the most salient body, outlet or document."""
    if phrase.noun not in IT:
        return None
    things = [c for c in state.awake(phrase) if c.type in THINGS and not c.plural]
    if phrase.statement >= 0:  # who speaks again goes before who was only mentioned
        spoken = most_salient(state, phrase, [c for c in things if c.has_spoken])
        return found(spoken or most_salient(state, phrase, things))
    return found(most_salient(state, phrase, things))


SIEVES: tuple[tuple[str, Sieve], ...] = (
    ("own-outlet", _own_outlet),
    ("relative-clause", _relative_clause),
    ("cataphora", _cataphora),
    ("asked", _asked),
    ("same-turn", _same_turn),
    ("same-subject", _same_subject),
    ("salient-person", _salient_person),
    ("stated-pronoun", _stated_pronoun),
    ("salient-group", _salient_group),
    ("salient-thing", _salient_thing),
)
"""In the order in which they are tried; each with the name of its step in the evidence."""
