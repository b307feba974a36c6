"""What speaks for and against each kind of a source: its words, its names, to whom it spoke, what the tagger reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.analysis.scorer import Features
from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.coreference.chains import Chain
from auditor.analysis.sources.kinds import tagger_kinds
from auditor.analysis.sources.kinds.naming import Context
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import FEW
from auditor.language.function_words import GENDERED, IT, THEY
from auditor.records.sourcing import Form, Mode, Reading, SourceKind, Statement


def features(
    cols: Columns,
    chain: Chain,
    context: Context,
    kinds: tuple[SourceKind, SourceKind],
    statements: Sequence[Statement],
    readings: Sequence[Reading],
) -> Features:
    """The features of a chain; `kinds` are what its words alone say, and what they say with the tagger's readings.

    `statements` are those that it makes, `readings` what the tagger makes of them.
    """
    found = dict(_of_words(chain, context, kinds))
    found.update(_of_mentions(cols, chain))
    found.update(_of_statements(cols, statements))
    found.update(_of_readings(readings, named=chain.entity is not None))
    if chain.entity is not None:
        found.update(_of_names(cols, chain))
    return found


def _of_words(chain: Chain, context: Context, kinds: tuple[SourceKind, SourceKind]) -> Iterator[tuple[str, float]]:
    words, voted = kinds
    yield "bias", 1.0
    yield f"words say {words}", 1.0
    yield f"with the tagger {voted}", 1.0
    named = "named" if chain.entity is not None else "unnamed"
    yield f"{named} {chain.type}", 1.0
    if chain.entity is not None:
        yield f"name of {chain.entity.type}", 1.0
    for name in sorted(chain.classes):
        yield f"class {name}", 1.0
    if context.descriptors:
        yield "described as sources are", 1.0
    yield f"{'told a journalist' if context.told_a_journalist else 'told others'}, {named}", 1.0


def _of_mentions(cols: Columns, chain: Chain) -> Iterator[tuple[str, float]]:
    first = next((p for p in chain.phrases if p.statement >= 0), chain.phrases[0])
    yield f"{'plural' if chain.plural else 'singular'}", 1.0
    yield f"begins with {first.form}", 1.0
    if first.form is Form.PRONOUN:
        yield f"pronoun {_pronoun(first)}", 1.0
    if first.form is Form.NOMINAL:
        yield f"{first.determiner or 'no determiner'}, {'plural' if first.plural else 'singular'}", 1.0
        yield f"noun {first.noun}", 1.0
        yield f"noun ends in {first.noun[-3:]}", 1.0
        if first.owner >= 0 or first.owner_pronoun >= 0:
            yield "owned", 1.0
        if first.span.end > cols.idx[first.head] + len(cols.text[first.head]) + 1:
            yield "described further", 1.0
        yield f"count {_count(first)}", 1.0
        if cols.tag[first.head].startswith("NNP"):
            yield "capital letters", 1.0
    said = Counter(_pronoun(p) for p in chain.phrases if p.form is Form.PRONOUN)
    for pronoun, number in said.items():
        yield f"called {pronoun}", min(2.0, float(number))


def _pronoun(phrase: Phrase) -> str:
    if phrase.noun in GENDERED:
        return "he or she"
    return "they" if phrase.noun in THEY else "it" if phrase.noun in IT else "other"


def _count(phrase: Phrase) -> str:
    if phrase.several:
        return "several"
    if phrase.count is None:
        return "not said"
    return "one" if phrase.count == 1 else "few" if phrase.count <= FEW else "many"


def _of_statements(cols: Columns, statements: Sequence[Statement]) -> Iterator[tuple[str, float]]:
    total = len(statements) or 1
    yield "statements", min(3.0, total / 3)
    yield "quoted", sum(s.mode is not Mode.INDIRECT for s in statements) / total
    cues = Counter(cols.doc[cols.tokens(s.cue)[0]].lemma_.lower() for s in statements if s.cue is not None)
    for cue, number in cues.items():
        yield f"cue {cue}", number / total
    yield "without a cue", sum(s.cue is None for s in statements) / total
    firsts = [s.source or s.cue for s in statements]
    blocks = [cols.block[cols.tokens(span)[0]] for span in firsts if span is not None]
    yield "in the headline", sum(block in cols.headline for block in blocks) / total


def _of_readings(readings: Sequence[Reading], *, named: bool) -> Iterator[tuple[str, float]]:
    if not readings:
        yield "not read by the tagger", 1.0
        return
    votes = tagger_kinds.averaged(readings)
    for kind, vote in votes.items():
        yield f"tagger {kind}", max(-4.0, vote)
    top = max(votes, key=lambda kind: votes[kind])
    yield f"tagger's first {top}, {'named' if named else 'unnamed'}", 1.0


def _of_names(cols: Columns, chain: Chain) -> Iterator[tuple[str, float]]:
    assert chain.entity is not None
    words = chain.entity.label.split()
    yield f"name of {min(len(words), 4)} words", 1.0
    if words[0].isupper() and len(words[0]) > 1:
        yield "capitals", 1.0
    if chain.entity.titles:
        yield "has a title", 1.0
    if cols.words.has("first-names", words[0].lower()):
        yield "begins with a first name", 1.0
    last = words[-1].lower()
    if cols.words.has("organizations", last, "head", "noun"):
        yield "ends as bodies do", 1.0
    if cols.words.has("media", last, "word"):
        yield "ends as outlets do", 1.0
    yield f"ends in {last[-3:]}", 1.0
    names = [p for p in chain.phrases if p.form is Form.NAME]
    total = len(names) or 1
    for label, number in Counter(cols.ent[p.end - 1] for p in names).items():
        yield f"recognised as {label or 'nothing'}", number / total
    yield "the before", sum(p.start > 0 and cols.lower[p.start - 1] == "the" for p in names) / total
    yield "described", float(any(p.description is not None for p in names))
    for noun in sorted({noun for p in names for noun, _ in p.roles}):
        yield f"described as {noun}", 1.0
