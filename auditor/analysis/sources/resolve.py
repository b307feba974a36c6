"""`resolve`: the sources of an article, each once, and the statements with their sources' ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from auditor.analysis.scorer import Features
from auditor.analysis.sources import aliases, outlets, relayed
from auditor.analysis.sources import grants as granting
from auditor.analysis.sources.columns import Columns, lay_out
from auditor.analysis.sources.coreference import link
from auditor.analysis.sources.coreference.chains import Chain, ChainType
from auditor.analysis.sources.coreference.ranking import Ranker
from auditor.analysis.sources.coreference.said import Said
from auditor.analysis.sources.kinds import features, listeners, naming, tagger_kinds
from auditor.analysis.sources.mentions import mentions
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names import entities, names
from auditor.analysis.sources.outlets import NamedOutlet
from auditor.analysis.sources.speakers import actors, carried_on, objects, whole
from auditor.base.spans import Nest, Span, hull
from auditor.language.parsed import Parsed
from auditor.records.resolved import Figure, Heard, Resolved, Told
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Form, Match, Mention, Reading, Source, SourceKind, Statement


class Judge(Ranker, Protocol):
    """What was learned of sources: whom words stand for, and of which kind a source is."""

    def kind(self, features: Features, chain: Chain) -> tuple[SourceKind, float]:
        """The kind of the source that `chain` is, and how likely it is of that kind."""
        ...


_TELLING = frozenset({"NOUN", "VERB", "ADJ", "NUM", "PROPN"})
_SURELY, _LIKELY = 0.85, 0.5
"""From these probabilities on it is sure, or likely, whose a statement is, and of which kind a source is."""
UNATTRIBUTED_LABEL = "not said by whom"


def resolve(parsed: Parsed, heard: Heard, told: Told, model: Judge | None = None) -> Resolved:
    """The sources in order of their first statements; statements, grants and parties with the ids of their sources.

    A statement of two named people comes back twice, once for each. Hedges share one entry. Any other statement without
    words for its source is given to whoever goes on speaking (`speakers.carried_on`), or has none.
    """
    cols = lay_out(parsed)
    statements, every, named = _linked(cols, heard.statements, told, model)
    speaking = _speaking(every)
    speaking = aliases.joined(parsed, told, speaking)
    joint = frozenset(number for number, chains in speaking.items() if len({c.number for c in chains}) > 1)
    signs = _Signs(cols, statements, heard.readings, _described(parsed.matches), joint, model)
    said, chains = _numbered(cols, statements, speaking)
    sources = tuple(_source(signs, id_, chain) for id_, chain in chains)
    grants = granting.attach_grants(parsed, told, sources, said)
    granted = granting.by_source(grants)
    by_alias = granting.gone_by_alias(parsed, told, grants, sources)
    found = Resolved(
        sources=tuple(
            _source(signs, id_, chain, granted.get(id_, ()), id_ in by_alias)
            if id_ in granted.keys() | by_alias
            else source
            for source, (id_, chain) in zip(sources, chains, strict=True)
        ),
        statements=said,
        grants=grants,
        non_responses=granting.attach_parties(told.non_responses, sources),
        unvoiced=heard.unvoiced,
        figures=tuple(_figures(cols, every, chains)),
    )
    return relayed.told_apart(cols, named, parsed.matches, found)


def _linked(
    cols: Columns, statements: Sequence[Statement], told: Told, model: Judge | None
) -> tuple[Sequence[Statement], Sequence[Chain], list[NamedOutlet]]:
    """The statements with the words of those who said them, all chains, and outlets' names."""
    statements = whole.widened(cols, statements)
    speaking = {cols.tokens(s.source) for s in statements if s.source is not None}
    edges = {edge for words in speaking for edge in words}
    found = names.find(cols, edges)
    statements = whole.widened(cols, objects.set_apart(cols, found, actors.corrected(cols, found, statements)))
    phrases = _phrases(cols, found, statements)
    reported = {t for s in statements for span in s.content for t in range(*cols.tokens(span))}
    speaking = {cols.tokens(s.source) for s in statements if s.source is not None and _speaks(cols, s)}
    known = entities.find(cols, found, speaking)
    nameless = Nest((g.source, g.source) for g in told.grants if g.source is not None)
    said = Said({n: _words(cols, s) for n, s in enumerate(statements)}, nameless)
    chains = link.link(cols, found, known, phrases, reported, model, said)
    return statements, chains, outlets.named(found, known)


def _words(cols: Columns, statement: Statement) -> frozenset[str]:
    """The words of a statement's content that tell something, as a dictionary has them."""
    tokens = (cols.doc[at] for span in statement.content for at in range(*cols.tokens(span)))
    return frozenset(t.lemma_.lower() for t in tokens if t.pos_ in _TELLING and not t.is_stop and len(t.text) > 2)


def _speaking(chains: Sequence[Chain]) -> Mapping[int, Sequence[Chain]]:
    """The chains that speak, by the numbers of their statements."""
    speakers: dict[int, list[Chain]] = defaultdict(list)
    for chain in chains:
        for phrase in chain.phrases:
            if phrase.statement >= 0:
                speakers[phrase.statement].append(chain)
    return speakers


def _figures(cols: Columns, every: Sequence[Chain], sources: Sequence[tuple[str, Chain | None]]) -> Iterator[Figure]:
    """All chains, those of sources with their ids."""
    ids = {phrase.head: id_ for id_, chain in sources if chain is not None for phrase in chain.phrases}
    for chain in sorted((c for c in every if c.phrases), key=lambda c: c.phrases[0].span):
        yield Figure(
            label=naming.label_of(cols, chain, SourceKind.UNNAMED_PERSON),
            is_named=chain.entity is not None,
            is_person=chain.type in (ChainType.PERSON, ChainType.PEOPLE),
            is_thing=chain.entity is None and chain.type in (ChainType.DOCUMENT, ChainType.OTHER),
            source_id=next((ids[p.head] for p in chain.phrases if p.head in ids), None),
            mentions=tuple(p.span for p in chain.phrases),
            heads=tuple(cols.idx[p.head] for p in chain.phrases),
        )


def _speaks(cols: Columns, statement: Statement) -> bool:
    """Whether the cue makes its source a speaker; *according to*, *citing* and the like relay documents as well."""
    cue = range(*cols.tokens(statement.cue)) if statement.cue is not None else ()
    return not any(cols.words.has("channels", cols.doc[at].lemma_.lower(), "relay") for at in cue)


def _phrases(cols: Columns, found: Sequence[names.Name], statements: Sequence[Statement]) -> list[Phrase]:
    """All phrases in order; a statement's own words for its source replace the phrase that was scanned there."""
    scanned = mentions.scan(cols, found)
    around = {p.head: p for p in scanned if p.form == Form.NOMINAL}
    told = {s.source for s in statements if s.cue is not None}  # a further paragraph goes by the words of the first
    own = [
        phrase if nth else _whole(phrase, around.get(phrase.head))
        for number, statement in enumerate(statements)
        if statement.source is not None and (statement.cue is not None or statement.source not in told)
        for nth, phrase in enumerate(_read(cols, found, statement, statement.source, number))
    ]
    taken = {p.head for p in own}
    return sorted([*own, *(p for p in scanned if p.head not in taken)], key=lambda p: (p.head, p.statement))


def _read(
    cols: Columns, found: Sequence[names.Name], statement: Statement, words: Span, number: int
) -> Iterator[Phrase]:
    """The phrases in the `words` that name who made a statement, and those joined to them where nobody speaks after."""
    words = _without_examples(cols, words)
    yield from mentions.read(cols, found, words, number)
    if statement.cue is not None and statement.cue.end <= words.start and not _speaks(cols, statement):
        yield from mentions.read_further(cols, found, words, number)


def _without_examples(cols: Columns, words: Span) -> Span:
    """The words for a speaker without those whom they name as examples: *his family, including his sister Ada*."""
    start, end = cols.tokens(words)
    for at in range(start + 1, end):
        if cols.words.has("groups", cols.lower[at], "example") and cols.tag[at] in ("VBG", "RB", "IN"):
            stop = at - (cols.text[at - 1] == ",")
            return cols.span(start, stop) if cols.tag[stop - 1] in ("NN", "NNS") else words
    return words


def _whole(phrase: Phrase, scanned: Phrase | None) -> Phrase:
    """`phrase`, with the words before it that the statement left out: *two former* supervisors."""
    if scanned is None or phrase.form != Form.NOMINAL or scanned.span.start >= phrase.span.start:
        return phrase
    whole = hull((scanned.span, phrase.span))
    return replace(scanned, span=whole, description=whole, end=phrase.end, statement=phrase.statement)


def _numbered(
    cols: Columns, statements: Sequence[Statement], speaking: Mapping[int, Sequence[Chain]]
) -> tuple[tuple[Statement, ...], list[tuple[str, Chain | None]]]:
    """The statements with the ids of their sources, and the chain of each id; None for the entry that hedges share."""
    ids: dict[int, str] = {}
    order: list[tuple[str, Chain | None]] = []
    out: list[Statement] = []
    for number, statement in enumerate(statements):
        chains = list({c.number: c for c in speaking.get(number, ())}.values())
        keys: list[tuple[int, Chain | None]] = [(c.number, c) for c in chains]
        if not keys and statement.hides_speaker:
            keys = [(-1, None)]
        if not keys and (speaker := carried_on.speaker(cols, statements, speaking, number)) is not None:
            keys = [(speaker.number, speaker)]
        if not keys:
            out.append(statement)
        for nth, (key, chain) in enumerate(keys):
            if key not in ids:
                ids[key] = f"S{len(ids) + 1}"
                order.append((ids[key], chain))
            own_id = statement.id if not nth else f"{statement.id}{chr(ord('a') + nth)}"
            sure = statement.confidence if chain is None else _sure(statement.confidence, chain.likely.get(number, 1.0))
            out.append(replace(statement, id=own_id, source_id=ids[key], confidence=sure))
    return tuple(out), order


def _sure(found: Confidence, likely: float) -> Confidence:
    """How sure a statement is: no surer than whose it is."""
    return min(found, _how_sure(likely))


def _how_sure(likely: float) -> Confidence:
    return Confidence.HIGH if likely >= _SURELY else Confidence.MEDIUM if likely >= _LIKELY else Confidence.LOW


_Described = Nest[tuple[int, Match]]
"""Matches of descriptors, found by the words that they describe; each with its place in their order."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells the kind of a source, beside its own chain."""

    cols: Columns
    statements: Sequence[Statement]
    readings: Mapping[str, Reading]
    described: _Described
    joint: frozenset[int]
    """Numbers of the statements that several sources make together, which a reading takes for one."""
    model: Judge | None


def _source(
    by: _Signs, id_: str, chain: Chain | None, grants: Sequence[Evidence] = (), goes_by_alias: bool = False
) -> Source:
    """The source of a chain; `grants` is the evidence that it was granted anonymity, which outweighs its own words.

    It outweighs a name only where that is an alias.
    """
    if chain is None:
        hedges = [s for s in by.statements if s.hides_speaker]
        marks = tuple(Mention(s.cue, Form.NOMINAL) for s in hedges if s.cue is not None)
        return Source(id_, UNATTRIBUTED_LABEL, SourceKind.UNATTRIBUTED, None, marks)
    context = _context(by.cols, chain, by.statements, by.described)
    kind, why = naming.kind_of(by.cols, chain, context)
    spoke = context.interviewed or "inside" in chain.classes
    firm = naming.is_firm(chain) or (spoke and kind is SourceKind.ANONYMOUS)
    firm = firm or (context.public and kind in (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP))
    settled, likely = (kind, 1.0) if firm else _settled(by, chain, context, kind)
    if settled is not kind:
        kind, why = settled, "all that tells of it"
    if grants and kind in granting.MAY_BE_GRANTED:
        kind, likely, why = SourceKind.ANONYMOUS, 1.0, "given anonymity"
    if goes_by_alias:
        kind, likely, why = SourceKind.ANONYMOUS, 1.0, "goes by a name that readers cannot know the person by"
    first = min(chain.phrases, key=lambda p: p.span)
    evidence = (
        Evidence(f"sources/kind/{kind.value}", first.span, why, FoundBy.SOURCES),
        *context.descriptors,
        *grants,
        *chain.evidence,
    )
    marks = tuple(Mention(p.span, p.form) for p in sorted(chain.phrases, key=lambda p: p.span))
    return Source(
        id_,
        naming.label_of(by.cols, chain, kind),
        kind,
        naming.count_of(chain, kind),
        tuple(dict.fromkeys(marks)),
        naming.description_of(by.cols, chain),
        evidence,
        confidence=_how_sure(likely),
    )


def _settled(by: _Signs, chain: Chain, context: naming.Context, kind: SourceKind) -> tuple[SourceKind, float]:
    """The kind once its statements are weighed in: by what was learned, or else by the tagger's readings alone.

    And how likely it is of that kind; where nothing was learned, likely enough.
    """
    numbers = [p.statement for p in chain.phrases if p.statement >= 0]
    mine = [by.statements[number] for number in numbers]
    alone = (by.statements[number] for number in numbers if number not in by.joint)
    readings = [r for s in alone if (r := by.readings.get(s.id)) is not None]
    voted = _voted(chain, kind, readings)
    if by.model is None:
        return voted, _LIKELY
    found = features.features(by.cols, chain, context, (kind, voted), mine, readings)
    learned, likely = by.model.kind(found, chain)
    body = kind in (SourceKind.NAMED_ORGANIZATION, SourceKind.MEDIA)
    stated = body and chain.entity is not None and chain.entity.sure
    return (kind, _LIKELY) if stated and learned is SourceKind.NAMED_PERSON else (learned, likely)


def _voted(chain: Chain, kind: SourceKind, readings: Sequence[Reading]) -> SourceKind:
    """The kind of a source once the tagger's readings of its statements are weighed in."""
    if chain.entity is None:
        human = chain.type in (ChainType.PERSON, ChainType.PEOPLE) or "human" in chain.classes
        return tagger_kinds.settle(kind, human, chain.plural or chain.type == ChainType.PEOPLE, readings)
    open_ = kind is SourceKind.NAMED_ORGANIZATION and not chain.entity.sure
    lone = open_ and tagger_kinds.is_person(chain.entity.label.split(), readings)
    return SourceKind.NAMED_PERSON if lone else kind


def _described(matches: Sequence[Match]) -> _Described:
    numbered = [(n, m) for n, m in enumerate(matches) if m.kind is RuleKind.DESCRIPTOR]
    return Nest((m.role("source") or m.span, (n, m)) for n, m in numbered)


def _in_order(found: Iterable[tuple[int, Match]]) -> list[Match]:
    """Each match once, in the order of all."""
    return [match for _, match in sorted(dict(found).items())]


def _context(cols: Columns, chain: Chain, statements: Sequence[Statement], described: _Described) -> naming.Context:
    spoken = [statements[p.statement] for p in chain.phrases if p.statement >= 0]
    spans = [p.span for p in chain.phrases if chain.entity is None]
    descriptors = [
        Evidence.of_match(m, m.span, "describes an unnamed source")
        for m in _in_order(each for s in spans for each in described.overlapping(s))
    ]
    return naming.Context(
        listeners.told_a_journalist(cols, spoken),
        descriptors,
        listeners.were_interviewed(cols, spoken),
        listeners.spoke_to_others(cols, spoken),
    )
