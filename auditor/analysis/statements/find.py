"""`find`: the statements of an article, by rules, by the tagger, or by both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from auditor.analysis.scorer import Scorer
from auditor.analysis.statements.build import build
from auditor.analysis.statements.candidates import is_denied, is_gesture, is_outlet, names_nobody, voices_nothing
from auditor.analysis.statements.interviews import answers, outside
from auditor.analysis.statements.likely import likely
from auditor.analysis.statements.merge import FOUND, merged
from auditor.analysis.statements.readers import of_document
from auditor.analysis.statements.unsaid import (
    is_fiction,
    is_portent,
    is_told_in_headline,
    spoken,
    titles,
    without_reliance,
)
from auditor.base.spans import Nest, Span
from auditor.language.parsed import Parsed
from auditor.language.tagger.network import Network
from auditor.language.tagger.read import read
from auditor.records.report import Detector
from auditor.records.resolved import Heard, Told
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Reading, Statement, Unvoiced


def find(
    parsed: Parsed, told: Told, detectors: Sequence[Detector], tagger: Network | None, model: Scorer | None
) -> Heard:
    """What rules and the tagger find, each statement once; without what only tells of a grant or a non-response.

    Without what is likely to be none, too, if the tagger and a `model` are there to say so.
    """
    built = build(parsed) if Detector.RULES in detectors else ()
    named = Nest((title, title) for title in titles(parsed))
    voiced = (s for s in built if s.cue is None or not _is_unsaid(parsed, s.cue, s.source))
    by_rule = tuple(s for s in voiced if not _is_title_alone(s, named))
    seen = read(parsed.seen, tagger, by_rule) if tagger is not None else ()
    owned = (own for r in seen if (own := of_document(parsed, r)) is not None)
    readings = tuple(r for r in owned if not (_is_unsaid(parsed, r.cue, r.source) or _is_title_alone(r, named)))
    denied, silent = partial(is_denied, parsed), partial(voices_nothing, parsed)
    gesture, outlet = partial(is_gesture, parsed), partial(is_outlet, parsed)
    talk = (*outside(parsed, by_rule), *answers(parsed))
    heard = merged(parsed.article, talk, outside(parsed, readings), spoken(parsed), denied, silent, gesture, outlet)
    statements = without_reliance(parsed, heard.statements)
    kept = {own.id for own in statements}
    unvoiced = [Unvoiced(s.source, s.cue, s.content) for s in heard.statements if s.cue and s.id not in kept]
    cues = {r.cue.end for r in readings}
    unsaid = (r for r in seen if r.cue.end not in cues and r.probability >= FOUND and r.content)
    unvoiced += [Unvoiced(r.source, r.cue, r.content) for r in unsaid]
    ordered = tuple(sorted((*heard.unvoiced, *unvoiced), key=lambda u: u.cue))
    found = without(replace(heard, statements=statements, unvoiced=ordered), told)
    return found if tagger is None or model is None else likely(parsed, found, told, model)


def _is_unsaid(parsed: Parsed, cue: Span, source: Span | None) -> bool:
    return any(is_none(parsed, cue, source) for is_none in (names_nobody, is_portent, is_fiction, is_told_in_headline))


def _is_title_alone(found: Statement | Reading, titles: Nest[Span]) -> bool:
    """Whether all that somebody is found to have said is the title of a thing."""
    return bool(found.content) and all(next(titles.around(c), None) is not None for c in found.content)


def without(heard: Heard, told: Told) -> Heard:
    """`heard` without statements that are part of a grant or a non-response."""
    phrases = [*(n.span for n in told.non_responses), *(g.span for g in told.grants)]
    around = Nest((span, span) for span in phrases)
    parties = [n.party for n in told.non_responses if n.party is not None]
    statements = without_excuses(without_phrases(heard.statements, phrases), parties)
    unvoiced = tuple(u for u in heard.unvoiced if next(around.overlapping(u.cue), None) is None)
    return replace(heard, statements=statements, unvoiced=unvoiced)


def without_phrases(statements: Sequence[Statement], phrases: Sequence[Span]) -> tuple[Statement, ...]:
    """The statements but for those that `phrases` hold: *declined to comment* passes nothing on.

    *“We lost it,” an aide said on condition of anonymity because he is new* does: what stands outside them.
    """
    around = Nest((span, span) for span in phrases)
    kept: list[Statement] = []
    for statement in statements:
        holding = next(around.around(statement.cue), None) if statement.cue is not None else None
        said = statement.content if holding is None else tuple(c for c in statement.content if not holding.overlaps(c))
        if holding is None or any(c.start < holding.start for c in said):
            kept.append(replace(statement, content=said))
    return tuple(kept)


def without_excuses(statements: Sequence[Statement], parties: Sequence[Span]) -> tuple[Statement, ...]:
    """The statements but for those that only the tagger gives to one who gave no answer: *declined, citing privacy*."""
    around = Nest((span, span) for span in parties)

    def is_excuse(statement: Statement) -> bool:
        learned = all(e.found_by is FoundBy.TAGGER for e in statement.evidence)
        return learned and statement.source is not None and next(around.overlapping(statement.source), None) is not None

    return tuple(s for s in statements if not is_excuse(s))
