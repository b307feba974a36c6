"""`merged`: brings the statements that rules found and the readings of the tagger into one list.

Where both found a cue, the tagger says which words belong to the speaker and to what was said, since it learned that
from annotators; the rule says that it is a statement, and is named first in the evidence. A statement inside another's
content is left out: it is that speaker's word, not the article's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from auditor.analysis.statements import asides as asiding
from auditor.analysis.statements.asides import Aside
from auditor.analysis.statements.bounds import bounded, strayed
from auditor.analysis.statements.nesting import frame_of, frames, left_out, unframed
from auditor.analysis.statements.owners import Claim, allotted
from auditor.analysis.statements.paragraphs import parted
from auditor.base.spans import Nest, Span, merge, subtract, trim
from auditor.language import quotations as quoting
from auditor.language.quotations import Quotation
from auditor.records.article import Article
from auditor.records.resolved import Heard
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Mode, Reading, SourceKind, Statement, Unvoiced

FOUND = 0.4
"""From this probability on the tagger takes words for a cue; below it a rule that is itself unsure yields."""
_NEVER = 0.05
"""Below this probability a shipped rule yields, however sure, unless it names the speaker; one of a newsroom's own
never does."""
_VOICED = 0.5
"""What the tagger found alone must be voiced at least as likely as this; the rest are states of mind."""
_UNLIKELY, _LIKELY = 0.2, 0.5
"""A statement that both found is of low confidence below the first probability of being voiced, and of high
confidence only from the second on."""
_SURE = 0.9
_ARTICLE = 3
"""Code points of *a* or *an* and the space after it."""
_EDGES = " \t\r\n\u00a0,;:—–-"


@dataclass(frozen=True, slots=True)
class _Joined:
    """A statement before it is numbered, with the tagger's reading of it, if it has one."""

    statement: Statement
    reading: Reading | None
    by_rule: tuple[Span, ...] = ()
    """The content that a rule gave it."""


def merged(
    article: Article,
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    quotations: Sequence[Quotation],
    is_denied: Callable[[Span], bool] = lambda cue: False,
    is_silent: Callable[[Span], bool] = lambda cue: False,
    is_gesture: Callable[[Span], bool] = lambda cue: False,
    is_outlet: Callable[[Span], bool] = lambda source: False,
) -> Heard:
    """The statements of rules and tagger, each once and numbered, and what the tagger finds to be unvoiced.

    Of a cue that only the tagger found, `is_denied` says whether the sentence denies it (*did not say*),
    and `is_silent` whether its verb voices nothing without a quotation (*backed*, *feared*). `is_gesture` says of
    any cue whether it is a sound or a movement (*sighed*, *nodded*), `is_outlet` of the words for a speaker whether
    they name an outlet.
    """
    framing = frames([*statements, *readings], is_outlet)
    statements = [unframed(article.text, s, framing, is_outlet) for s in statements]
    partners = _partners(statements, readings)
    asides = asiding.find(article.text)
    misread = _misread(article, asides, statements, readings, quotations)
    misread |= {n for n, s in enumerate(statements) if frame_of(article.text, s, framing, is_outlet) is not None}
    joined = [_together(article, s, partners.get(n), quotations, n in misread) for n, s in enumerate(statements)]
    taken = {id(reading) for reading in partners.values()}
    free = [r for r in readings if id(r) not in taken and r.probability >= FOUND]
    likely = [r for r in free if r.voiced >= _VOICED and not is_denied(r.cue)]
    alone = [(_alone(article, r, quotations), r) for r in likely]
    voiced = [j for j, r in alone if j.statement.mode is not Mode.INDIRECT or not is_silent(r.cue)]
    within = [_bounded(article, j, quotations) for j in (*joined, *voiced) if j is not None]
    said = _apart(article.text, asides, [j for j in within if j.statement.content])
    nested = left_out(article.text, [j.statement for j in said], is_outlet)
    outermost = [j for n, j in enumerate(said) if n not in nested]
    kept = _once(_owning(article, outermost, quotations, is_gesture))
    contents = Nest((piece, j) for j in kept if j.statement.cue is not None for piece in j.statement.content)
    kept = [_without_others(j, contents) for j in kept if not _is_spoken_for(j.statement, contents)]
    kept = [part for j in kept for part in _paragraphs(article, j, quotations)]
    kept.sort(key=lambda j: (_start(j.statement), j.statement.cue.start if j.statement.cue else 0))
    numbered = [_Joined(replace(j.statement, id=f"A{n}"), j.reading) for n, j in enumerate(kept, 1)]
    used = {id(j.reading) for j in kept}
    return Heard(
        tuple(j.statement for j in numbered),
        {j.statement.id: j.reading for j in numbered if j.reading is not None},
        _unvoiced(article, [r for r in free if id(r) not in used], kept),
    )


def mode_of(content: Sequence[Span], quotations: Sequence[Quotation], text: str) -> Mode:
    """Direct if no word lies outside quotation marks, mixed if some do and some do not."""
    quoted = plain = False
    for span in content:
        inside = [quotations[n].span for n in quoting.overlapping(quotations, span)]
        quoted = quoted or bool(inside)
        plain = plain or any(c.isalnum() for rest in subtract(span, inside) for c in rest.of(text))
    if not quoted:
        return Mode.INDIRECT
    return Mode.MIXED if plain else Mode.DIRECT


def trimmed(content: Sequence[Span], text: str) -> tuple[Span, ...]:
    """`content` without the marks at the edges of its pieces, and with pieces that touch made one."""
    pieces = [trim(s, text, _EDGES) for s in content]
    return tuple(merge((s for s in pieces if len(s) > 0), gap=1))


# ---------------------------------------------------------------- pairs


def _partners(statements: Sequence[Statement], readings: Sequence[Reading]) -> dict[int, Reading]:
    """For each statement, by its number, the reading whose cue shares most with its own; each reading once."""
    starts = [r.cue.start for r in readings]
    pairs = []
    for number, statement in enumerate(statements):
        cue = statement.cue
        if cue is None:
            continue
        for at in range(max(0, bisect_left(starts, cue.start) - 3), bisect_left(starts, cue.end)):
            shared = _shared(cue, readings[at].cue)
            if shared > 0:
                pairs.append((-shared, number, at))
    found: dict[int, Reading] = {}
    taken: set[int] = set()
    for _, number, at in sorted(pairs):
        if number not in found and at not in taken:
            found[number] = readings[at]
            taken.add(at)
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


# ---------------------------------------------------------------- one statement


def _together(
    article: Article,
    statement: Statement,
    reading: Reading | None,
    quotations: Sequence[Quotation],
    misread: bool,
) -> _Joined | None:
    """A rule's statement as the tagger reads it; None where the two together say that it is none.

    The tagger takes what stands in another's content for that speaker's word: with `misread`, wrongly.
    """
    ruled = statement.content
    if reading is None:
        return _Joined(statement, None, ruled)
    if reading.probability < FOUND:
        if not misread and _yields(article.text, statement, reading):
            return None
        return _Joined(_less_sure(statement), reading if reading.probability >= _NEVER else None, ruled)
    inverted = _is_inverted(article.text, statement, reading)
    content = trimmed(ruled if inverted else _content(statement, reading), article.text)
    by_tagger = None if inverted else reading.source
    source = None if statement.hides_speaker else _source(statement.source, by_tagger)
    agreed = statement.source is not None and reading.source is not None and reading.source.overlaps(statement.source)
    settled = replace(
        statement,
        mode=mode_of(content, quotations, article.text),
        cue=reading.cue,
        source=source,
        content=content,
        confidence=_agreed(statement, reading, agreed),
        evidence=(*statement.evidence, _by_tagger(reading)),
    )
    return _Joined(settled, reading, ruled)


def _misread(
    article: Article,
    asides: Sequence[Aside],
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    quotations: Sequence[Quotation],
) -> set[int]:
    """The statements, by number, that open an aside, or stand where a reading's content has strayed out of bounds."""
    lost = Nest((s, s) for r in readings for s in strayed(article, r.cue, r.content, quotations))
    return {
        number
        for number, own in enumerate(statements)
        if asiding.opened(article.text, asides, own) or (own.cue and any(True for _ in lost.around(own.cue)))
    }


def _is_inverted(text: str, statement: Statement, reading: Reading) -> bool:
    """Whether the speaker stands right after the verb, and the tagger takes the subject of what is said for it.

    *Ms. Moss was kind, said her brother*: by the rule the first words are said, and the last are the subject.
    """
    cue, source, other = statement.cue, statement.source, reading.source
    if cue is None or source is None or other is None or source.overlaps(other) or source.start < cue.end:
        return False
    return not text[cue.end : source.start].strip() and any(part.overlaps(other) for part in statement.content)


def _source(by_rule: Span | None, by_tagger: Span | None) -> Span | None:
    """The tagger's words for the speaker, unless they lack the start of it: *The Ledger*, a trade newsletter.

    An article before the rule's words is not the speaker's: *a* Herald *report*.
    """
    if by_rule is None or by_tagger is None:
        return by_tagger or by_rule
    if by_rule.end == by_tagger.end and 0 < by_rule.start - by_tagger.start <= _ARTICLE:
        return by_rule
    return by_rule if by_rule.start < by_tagger.start and by_rule.overlaps(by_tagger) else by_tagger


def _agreed(statement: Statement, reading: Reading, on_source: bool) -> Confidence:
    """How sure a statement is that both detectors found."""
    if statement.hides_speaker:
        # The tagger takes *is believed to* for a state of mind; whose it is, the words hide all the same.
        return Confidence.MEDIUM
    if reading.voiced < _UNLIKELY:
        return Confidence.LOW
    return Confidence.HIGH if on_source and reading.voiced >= _LIKELY else Confidence.MEDIUM


def _yields(text: str, statement: Statement, reading: Reading) -> bool:
    """Whether a rule's statement is dropped as the tagger sees no cue; that of a newsroom's own rule never is."""
    if any(e.found_by is FoundBy.HOUSE_RULE for e in statement.evidence):
        return False
    cue = statement.cue if statement.hides_speaker else None
    # The tagger knows hedges of one word, and few of the others.
    passive = cue is not None and (len(cue.of(text).split()) > 1 or text[cue.end : cue.end + 4] == " to ")
    named = statement.source is not None and all(e.found_by is not FoundBy.SYNTAX for e in statement.evidence)
    never = reading.probability < _NEVER and not (passive or named)
    return statement.confidence is not Confidence.HIGH or never


def _less_sure(statement: Statement) -> Statement:
    return replace(statement, confidence=statement.confidence.weaker())


def _content(statement: Statement, reading: Reading) -> tuple[Span, ...]:
    """What the tagger takes for said, and whole quotations that the rules saw run on after it."""
    if not reading.content:
        return statement.content
    run_on = [e.span for e in statement.evidence if e.found_by is FoundBy.QUOTATIONS]
    return tuple(merge([*reading.content, *run_on]))


def _alone(article: Article, reading: Reading, quotations: Sequence[Quotation]) -> _Joined:
    """A statement that no rule found."""
    content = trimmed(reading.content, article.text)
    hidden = reading.source is None and reading.kind is SourceKind.UNATTRIBUTED
    sure = reading.source is not None and min(reading.probability, reading.voiced) >= _SURE
    statement = Statement(
        "",
        mode_of(content, quotations, article.text),
        reading.cue,
        content,
        reading.source,
        None,
        Confidence.MEDIUM if sure else Confidence.LOW,
        (_by_tagger(reading, hidden),),
    )
    return _Joined(statement, reading)


def _by_tagger(reading: Reading, hidden: bool = False) -> Evidence:
    """The evidence that the tagger takes words for a cue, with `hidden` for one that hides who says so."""
    if hidden:
        return Evidence("tagger/hidden-source", reading.cue, "cue", FoundBy.TAGGER, RuleKind.HEDGE)
    return Evidence("tagger/cue", reading.cue, "cue", FoundBy.TAGGER)


def _unvoiced(article: Article, readings: Sequence[Reading], kept: Sequence[_Joined]) -> tuple[Unvoiced, ...]:
    """Those of `readings` that have content and whose cue lies in no statement's content, as unvoiced."""
    said = Nest((piece, j) for j in kept for piece in j.statement.content)
    found = []
    for reading in readings:
        content = trimmed(reading.content, article.text)
        if content and next(said.around(reading.cue), None) is None:
            found.append(Unvoiced(reading.source, reading.cue, content))
    return tuple(found)


# ---------------------------------------------------------------- all together


def _bounded(article: Article, joined: _Joined, quotations: Sequence[Quotation]) -> _Joined:
    """`joined` with its content kept within its bounds."""
    own = joined.statement
    return _with_content(article, joined, bounded(article, own.cue, own.content, quotations), quotations)


def _apart(text: str, asides: Sequence[Aside], found: Sequence[_Joined]) -> list[_Joined]:
    """`found`, with asides that have a speaker of their own left to that speaker."""
    own = asiding.apart(text, asides, [j.statement for j in found])
    return [j if s is j.statement else replace(j, statement=s) for j, s in zip(found, own, strict=True)]


def _owning(
    article: Article,
    found: Sequence[_Joined],
    quotations: Sequence[Quotation],
    is_gesture: Callable[[Span], bool],
) -> list[_Joined]:
    """`found` with each quotation left to one statement, and without those that have nothing left."""
    contents = allotted(article, [Claim(j.statement, j.by_rule) for j in found], quotations, is_gesture)
    owning = [_with_content(article, j, c, quotations) for j, c in zip(found, contents, strict=True)]
    return [j for j in owning if j.statement.content]


def _once(found: Sequence[_Joined]) -> list[_Joined]:
    """`found` with one statement for each content that a source has, though two cues mark it (*wrote, saying that*)."""
    best: dict[tuple[Span, tuple[Span, ...]], _Joined] = {}
    for joined in found:
        own = joined.statement
        if own.source is not None and own.cue is not None:
            key = (own.source, own.content)
            best[key] = max(best.get(key, joined), joined, key=lambda j: (bool(j.by_rule), j.statement.confidence))
    kept = {id(j) for j in best.values()}
    return [j for j in found if j.statement.source is None or j.statement.cue is None or id(j) in kept]


def _with_content(
    article: Article, joined: _Joined, content: Sequence[Span], quotations: Sequence[Quotation]
) -> _Joined:
    pieces = trimmed(content, article.text)
    if pieces == joined.statement.content:
        return joined
    mode = mode_of(pieces, quotations, article.text)
    return replace(joined, statement=replace(joined.statement, content=pieces, mode=mode))


def _paragraphs(article: Article, joined: _Joined, quotations: Sequence[Quotation]) -> list[_Joined]:
    """`joined`, and those of its paragraphs that are statements of their own."""
    first, *rest = parted(article, joined.statement, quotations)
    if not rest:
        return [joined]
    mode = mode_of(first.content, quotations, article.text)
    return [replace(joined, statement=replace(first, mode=mode)), *(_Joined(part, None) for part in rest)]


def _is_spoken_for(statement: Statement, contents: Nest[_Joined]) -> bool:
    """Whether a quotation without a cue is part of what another's cue passes on."""
    if statement.cue is not None:
        return False
    return any(next(contents.overlapping(own), None) is not None for own in statement.content)


def _without_others(joined: _Joined, contents: Nest[_Joined]) -> _Joined:
    """`joined` but for pieces of content that stand nearer to another's cue, so that each word is passed on once."""
    own = joined.statement
    if own.cue is None or len(own.content) < 2:
        return joined
    cue = own.cue
    kept = tuple(
        p for p in own.content if not any(_is_nearer(j, cue, p) for j in contents.overlapping(p) if j is not joined)
    )
    return replace(joined, statement=replace(own, content=kept)) if kept else joined


def _is_nearer(other: _Joined, cue: Span, piece: Span) -> bool:
    nearer = other.statement.cue
    return nearer is not None and _gap(nearer, piece) < _gap(cue, piece)


def _gap(one: Span, other: Span) -> int:
    """Code points between two spans."""
    return max(one.start, other.start) - min(one.end, other.end)


def _start(statement: Statement) -> int:
    if statement.cue is None:
        return min(part.start for part in statement.content)
    parts = [*statement.content, *(s for s in (statement.cue, statement.source) if s is not None)]
    return min(part.start for part in parts)
