"""Words that may accuse somebody: what rules match, and what the tagger reads, each place once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from auditor.analysis.accusations import binding, weighing
from auditor.analysis.accusations.accusers import accuser_of
from auditor.analysis.accusations.lifted import is_charged, is_lifted, is_unreal
from auditor.analysis.accusations.parties import PRONOUNS, Cast, Party, unclear
from auditor.base.spans import Nest, Span, hull
from auditor.language import syntax
from auditor.language.words import Words
from auditor.records.appraisal import AccusationKind, ChargeReading, Frame, Suspects
from auditor.records.rules import RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Match

BY_TAGGER = "tagger/charges"
LIKELY, PERHAPS, CLEARLY = 0.5, 0.45, 0.55
"""From these probabilities on, a charge that the tagger alone found is of medium, or low, confidence; and from the last
on of low confidence even if the accused is not known."""
PLAINLY, WELL_KNOWN = 0.6, 0.8
"""A charge that is at least so likely, of an accused who is, is of high confidence: it need not be looked at twice."""
DOUBTFUL, WRONG = 0.7, 0.5
"""A rule's party that the tagger finds less than so likely as the likeliest is not told to be accused, or is not."""
KNOWN, SURE = 0.5, 0.7
"""An accused whom the tagger finds less likely than the first is no better than a rule's; what it alone finds is of
medium confidence only from the second on, or from the first on where other words in the article accuse the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that accuse `party`."""

    cue: Span
    words: Span
    """The cue with what is charged, as far as it is known."""
    place: Span
    """`words`; with the words for the accused, where a rule found both together."""
    span: Span
    """The words for the accused."""
    party: Party
    accuser: Span | None
    kind: AccusationKind
    frame: Frame | None
    """None where it depends on who says it."""
    confidence: Confidence
    rule: str
    is_beside: bool = False
    """Whether a rule found `party` only because it is named beside another."""
    known: float = 1.0
    """How likely the tagger finds it that `party` is the accused; 1 for what a rule found."""
    is_pronoun: bool = False
    """Whether the words for the accused are a pronoun."""
    is_read: bool = False
    """Whether the tagger, too, takes the words for a charge."""
    likely: float = 1.0
    """How likely what the tagger alone found is a charge; 1 for what a rule found."""

    def of_nobody_known(self, text: str) -> Candidate:
        """The same, of somebody of whom nothing is known but these words."""
        return replace(self, party=unclear(self.span.of(text)))


def candidates(
    doc: Doc,
    matches: Sequence[Match],
    readings: Sequence[ChargeReading],
    suspects: Sequence[Suspects],
    cast: Cast,
    words: Words,
) -> tuple[Candidate, ...]:
    """What rules and the tagger find, in order; where both find one, the rule's party in the tagger's words.

    Where a rule alone finds one, the tagger's `suspects` tell whether the rule's party is the accused.
    """
    ruled = list(_by_rule(doc, matches, cast, words))
    told_of = {one.words: one for one in suspects}
    read = list(_by_tagger(doc, readings, cast, words))
    found: list[Candidate] = []
    taken = set[int]()
    places = Nest((other.words, n) for n, other in enumerate(read))
    for one in ruled:
        mates = sorted(places.overlapping(one.place))
        taken.update(mates)
        knowing = [n for n in mates if read[n].known >= KNOWN or read[n].party.label == one.party.label]
        both = _joined(one, read[(knowing or mates)[0]]) if mates else one
        found.append(both if knowing else _doubted(both, told_of.get(one.words), cast))
    told = {(one.party.label, _sentence(doc, one.cue)) for one in ruled}
    found += [
        other
        for n, other in enumerate(read)
        if n not in taken and (other.party.label, _sentence(doc, other.cue)) not in told
    ]
    unique: dict[tuple[str, Span], Candidate] = {}
    for each in sorted(found, key=lambda c: (c.words, c.cue)):
        unique.setdefault((each.party.label, each.words), each)
    return tuple(_seconded(list(unique.values())))


def _seconded(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The same, each that the tagger alone found as sure as it is with what else is said of its accused.

    Whoever is accused in other words as well is likelier to be meant than somebody who is named beside them.
    """
    sure = Counter(one.party.label for one in found if one.confidence is not Confidence.LOW)
    for one in found:
        if one.rule != BY_TAGGER:
            yield one
            continue
        others = sure[one.party.label] - (one.confidence is not Confidence.LOW)
        yield replace(one, confidence=_sure(one.likely, one.known, KNOWN if others else SURE))


def _sentence(doc: Doc, span: Span) -> int:
    """Where the sentence of `span` begins."""
    token = syntax.token_at(doc, span.start)
    return -1 if token is None else token.sent.start


def _joined(ruled: Candidate, read: Candidate) -> Candidate:
    sure = max(ruled.confidence, read.confidence)
    words, accuser, frame = hull([ruled.cue, read.words]), ruled.accuser or read.accuser, ruled.frame or read.frame
    place = hull([words, ruled.span])
    return replace(ruled, words=words, place=place, accuser=accuser, frame=frame, confidence=sure, is_read=True)


def _doubted(ruled: Candidate, told: Suspects | None, cast: Cast) -> Candidate:
    """What a rule alone found, weighed with whom the tagger takes for the accused; if not clear, to be read."""
    if told is None:
        return ruled
    if ruled.is_beside:
        return replace(ruled, confidence=Confidence.LOW)
    share = told.share([ruled.span, *cast.mentions(ruled.party)])
    if share >= DOUBTFUL:
        return ruled
    party = None if told.party is None or share >= WRONG else cast.described(told.party)
    if party is None or told.party is None:
        return replace(ruled, confidence=Confidence.LOW)
    accuser = None if ruled.accuser is None or ruled.accuser.overlaps(told.party) else ruled.accuser
    place = hull([ruled.words, told.party])
    return replace(ruled, party=party, span=told.party, place=place, accuser=accuser)


def ruled_words(doc: Doc, matches: Sequence[Match]) -> tuple[Span, ...]:
    """The words in which rules find a charge, in order, each once: of these the tagger is asked who is accused."""
    found = (_charged(doc, match) for match in matches if match.kind is RuleKind.ACCUSATION)
    return tuple(dict.fromkeys(each[2] for each in found if each is not None))


def _charged(doc: Doc, match: Match) -> tuple[Span, Token, Span] | None:
    """The words of accusing in `match`, the one that the others hang on, and all with what is charged."""
    cue = match.role("cue") or match.role("deed")
    head = None if cue is None else syntax.root_of(doc, cue)
    if cue is None or head is None:
        return None
    wrong = match.role("wrong") or syntax.rest_of_clause(head)
    return cue, head, Span(cue.start, max(cue.end, wrong.end))


def _by_rule(doc: Doc, matches: Sequence[Match], cast: Cast, words: Words) -> Iterator[Candidate]:
    for match in matches:
        found, accused = _charged(doc, match) if match.kind is RuleKind.ACCUSATION else None, match.role("party")
        if found is None or accused is None:
            continue
        cue, head, charged = found
        if is_unreal(head, words) or is_charged(head, words) or _is_of_another(head, accused):
            continue
        held = words.has("blame", head.lemma_.lower(), "prosecute")
        party = cast.party(accused, itself=held)  # who owns what is seized or suspended is not arrested
        if party is None:
            continue
        freed = binding.freed(cast, accused, party)
        is_clear = freed == party or freed.label in cast.labels
        party, sure = freed, match.confidence if is_clear else Confidence.LOW
        kind = AccusationKind(match.yields or AccusationKind.ACCUSATION)
        frame = Frame.EXPLICIT if match.role("cue") is not None else None
        if is_lifted(doc, charged, words):
            continue
        accuser = match.role("accuser") or accuser_of(head, accused)
        for span, each in ((accused, party), *cast.others(accused)):
            place = hull([charged, span])
            told = (accuser, kind, frame, sure, match.rule_id, span != accused)
            yield Candidate(cue, charged, place, span, each, *told)


def _by_tagger(doc: Doc, readings: Sequence[ChargeReading], cast: Cast, words: Words) -> Iterator[Candidate]:
    text = doc.text  # made anew each time that it is asked for
    for one in readings:
        if one.party is None or (one.accuser is not None and one.accuser.overlaps(one.party)):
            continue
        party = cast.described(one.party)
        if party is None:
            continue
        if is_lifted(doc, one.words, words):
            continue
        pronoun = one.party.of(text).lower() in PRONOUNS
        freed = binding.freed(cast, one.party, party)
        if freed != party and freed.label not in cast.labels:
            continue
        party = freed
        likely = weighing.likely(text, one, words)
        if likely >= (PERHAPS if one.known >= KNOWN else CLEARLY):
            sure = _sure(likely, one.known, SURE)
            yield Candidate(
                cue=one.words,
                words=one.words,
                place=one.words,
                span=one.party,
                party=party,
                accuser=one.accuser,
                kind=one.kind,
                frame=one.frame,
                confidence=sure,
                rule=BY_TAGGER,
                known=one.known,
                is_pronoun=pronoun,
                is_read=True,
                likely=likely,
            )


def _sure(likely: float, known: float, least: float) -> Confidence:
    """How sure a charge is that the tagger alone found, by how likely it is one and its accused the right one.

    It is of low confidence where the accused is less than the `least` likely.
    """
    if likely >= PLAINLY and known >= WELL_KNOWN:
        return Confidence.HIGH
    return Confidence.MEDIUM if likely >= LIKELY and known >= least else Confidence.LOW


def _is_of_another(cue: Token, accused: Span) -> bool:
    """Whether a verb that stands beside that of the accused has a subject of its own."""
    if cue.dep_ != "conj" or accused.covers(cue.idx):
        return False
    own = [c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass")]
    beside = any(c.dep_ in ("nsubj", "nsubjpass") and accused.covers(c.idx) for c in cue.head.children)
    return beside and bool(own) and not any(accused.covers(c.idx) for c in own)
