"""`concordance`: every place where drafts have certain words, with what stands around it and whose words it is in.

textacy finds them (`textacy.extract.kwic`), paragraph by paragraph, so that no context runs into another paragraph.
It tells no offsets. Whatever finds its places by `finditer` may be handed to it, and what is handed to it is asked for
its places once more: both go through the text in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from auditor import engine
from auditor.base.spans import Nest, Span
from auditor.judging.reports import places
from auditor.language import read as reading
from auditor.records.article import SILENT_ROLES, Article
from auditor.records.report import Failure, Report, Skipped
from auditor.records.reviews import Concordance, DraftHits, Hit, Order, Standing
from auditor.records.scales import Confidence
from auditor.records.sourcing import Statement
from auditor.reviewing import library
from auditor.reviewing.patterns import Pattern, Wanted, compiled
from auditor.runs import runner
from auditor.runs.drafts import Selection
from auditor.runs.runner import OnProgress
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit

Voice = tuple[int, int, Standing, str, Confidence]
"""How far behind others it stands, how long it is, and what a hit in it stands in."""

_BREAKS = re.compile(r"[\r\n\t]")
"""What stands between the words of a paragraph as a space does."""
_GRANT, _NON_RESPONSE, _CONTENT, _ATTRIBUTION = 0, 1, 2, 3
"""What a hit stands in is told by the first of these that it shares words with."""


def concordance(
    selection: Selection,
    settings: Settings,
    wanted: Wanted,
    order: Order = Order.PLACE,
    only: Standing | None = None,
    on_progress: OnProgress | None = None,
) -> Concordance:
    """The hits of all drafts; a draft that fails never stops the others.

    Raises UsageError for what cannot be looked for or without textacy, PackError or ModelError, before the first draft.
    """
    library.check()
    compiled(wanted)
    outcomes = list(runner.stream(selection.drafts, settings, partial(of_article, wanted=wanted), on_progress))
    searched = [outcome for outcome in outcomes if isinstance(outcome, DraftHits)]
    hits = [hit for each in searched for hit in each.hits if only in (None, hit.standing)]
    return Concordance(
        wanted.pattern,
        tuple(sorted(hits, key=partial(_key, order))),
        len(searched),
        selection.failures + tuple(outcome for outcome in outcomes if isinstance(outcome, Failure)),
        selection.skipped + tuple(outcome for outcome in outcomes if isinstance(outcome, Skipped)),
    )


def _key(order: Order, hit: Hit) -> tuple[object, ...]:
    """What `hit` is sorted by; those that are alike stay in the order of the drafts."""
    if order is Order.BEFORE:
        return tuple(reversed(hit.before.casefold().split()))
    if order is Order.AFTER:
        return (hit.words.casefold(), *hit.after.casefold().split())
    return (list(Standing).index(hit.standing),) if order is Order.KIND else ()


def of_article(article: Article, toolkit: Toolkit, wanted: Wanted) -> DraftHits:
    """The hits of one article in what is read of it; it is audited only if there is one. Raises as `engine.audit`."""
    arranged, original, _ = reading.arrange(engine.admitted(article, toolkit), toolkit)
    found = list(search(arranged, compiled(wanted), wanted.context))
    if not found:
        return DraftHits(article.path, ())
    voices = voices_of(engine.audit(article, toolkit))
    spans = [original.span(span) for span, _ in found]
    words = {span: read for span, (_, (_, read, _)) in zip(spans, found, strict=True)}
    where = places(original.text, spans, article.origin, words)
    hits = (
        Hit(article.path, span, where[span], before, read, after)
        for span, (_, (before, read, after)) in zip(spans, found, strict=True)
    )
    return DraftHits(article.path, tuple(voiced(hit, voices) for hit in hits))


def search(article: Article, pattern: Pattern, context: int) -> Iterator[tuple[Span, tuple[str, str, str]]]:
    """Where `pattern` has words in what is read of an arranged article, each with those before it, of it and after."""
    in_context = library.keyword_in_context()
    for block in article.blocks:
        if block.role in SILENT_ROLES:
            continue
        words = _BREAKS.sub(" ", block.span.of(article.text))
        triples = in_context(words, pattern, window_width=context)
        for triple, found in zip(triples, pattern.finditer(words), strict=True):
            if triple[1]:  # a regular expression may find nothing at all anywhere
                yield Span(found.start(), found.end()).shift(block.span.start), triple


# ---------------------------------------------------------------- whose words they are


def voices_of(report: Report) -> Nest[Voice]:
    """The stretches of a draft that are somebody's words, or tell of somebody's silence or anonymity."""
    return Nest(_voices(report))


def _voices(report: Report) -> Iterator[tuple[Span, Voice]]:
    for grant in report.grants:
        yield grant.span, (_GRANT, len(grant.span), Standing.GRANT, "", Confidence.HIGH)
    for silence in report.non_responses:
        yield silence.span, (_NON_RESPONSE, len(silence.span), Standing.NON_RESPONSE, "", Confidence.HIGH)
    for statement in report.statements:
        whose = _whose(report, statement)
        for span in statement.content:
            yield span, (_CONTENT, len(span), *whose)
        for told in (statement.source, statement.cue):
            if told is not None:
                yield told, (_ATTRIBUTION, len(told), *whose)


def _whose(report: Report, statement: Statement) -> tuple[Standing, str, Confidence]:
    source = report.source(statement.source_id)
    if source is None:
        return Standing.UNKNOWN, "", statement.confidence
    standing = Standing(source.kind.value) if source.relayed_by is None else Standing.RELAYED
    return standing, source.label, min(statement.confidence, source.confidence)


def voiced(hit: Hit, voices: Nest[Voice]) -> Hit:
    """`hit` with what it stands in: of several, a grant or a non-response, then the shortest statement."""
    around = sorted(voices.overlapping(hit.span))
    if not around:
        return hit
    _, _, standing, source, confidence = around[0]
    return replace(hit, standing=standing, source=source, confidence=confidence)
