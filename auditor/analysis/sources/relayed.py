"""Relayed sources: nameless people on whom another outlet relies, whom it cites or whom the article has tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import nouns
from auditor.analysis.sources.outlets import NamedOutlet, Outlet, Outlets
from auditor.base.spans import Span, hull
from auditor.language import syntax
from auditor.language.function_words import AND, DEFINITE, FIRST_PERSON, OBJECTS, RELATIVES
from auditor.records.resolved import Resolved
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.sourcing import Evidence, Form, Match, Relayed, Source, SourceKind, Statement

_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TO = frozenset({"to", "with"})
_IN_PHRASES = frozenset({"DT", "NNP", "NNPS", "NN", "JJ", "POS", "CC", "CD", ",", "PRP$", "HYPH"})
_IN_NAMES = AND | {"of"}
_CLIMB = 5
"""How many verbs up the one may stand that says who cites."""
_LONGEST = 14
"""Tokens of the words for those who are told."""


def told_apart(cols: Columns, named: Sequence[NamedOutlet], matches: Sequence[Match], resolved: Resolved) -> Resolved:
    """The same, with the people on whom other outlets rely; those that are sources are marked as relayed."""
    cited = [m for m in matches if m.kind is RuleKind.RELAYED]
    outlets = Outlets(cols, named, resolved.sources, resolved.statements)
    by = _Article(cols, resolved, outlets)
    found = [*_cited(by, cited), *_reported(by), *_credited(by), *_told(by)]
    kept = _each_once(found)
    relayed_by = {r.source_id: r.outlet_label for r in kept if r.source_id is not None}
    sources = tuple(replace(s, relayed_by=relayed_by[s.id]) if s.id in relayed_by else s for s in resolved.sources)
    return replace(resolved, sources=sources, relayed=tuple(kept))


@dataclass(frozen=True, slots=True)
class _Article:
    """What the constructions look at."""

    cols: Columns
    resolved: Resolved
    outlets: Outlets


def _each_once(found: Iterable[Relayed]) -> list[Relayed]:
    """All of them in order; of those whose words overlap, or that are one source, the first found."""
    kept: list[Relayed] = []
    for each in found:
        again = any(
            k.span.overlaps(each.span) or (k.source_id is not None and k.source_id == each.source_id) for k in kept
        )
        if not again:
            kept.append(each)
    return sorted(kept, key=lambda r: r.span)


# ---------------------------------------------------------------- cited


def _cited(by: _Article, matches: Sequence[Match]) -> Iterator[Relayed]:
    """The people whom an outlet cites or quotes, and those that are its own: *the Post, citing two aides*."""
    cols = by.cols
    for match in matches:
        words, cue, owner = match.role("relayed"), match.role("cue"), match.role("outlet")
        head = _head(cols, words) if words is not None else -1
        if words is None or head < 0 or not _is_nameless(cols, head):
            continue
        outlet = None
        if owner is not None:
            outlet = by.outlets.at(*cols.tokens(owner), people=False)
        elif cue is not None:
            outlet = _who_cites(by, cols.tokens(cue)[0])
        if outlet is None or by.outlets.is_own(outlet):
            continue
        whole = hull((words, syntax.noun_phrase(cols.doc[head])))
        evidence = Evidence.of_match(match, match.span, "people on whom another outlet relies")
        yield _relayed(by, _words(cols, whole, head), head, outlet, evidence)


def _who_cites(by: _Article, verb: int) -> Outlet | None:
    """The outlet that does what the verb at `verb` says; None where somebody else does, or nobody who is known."""
    cols = by.cols
    before = verb - 1
    while before > 0 and cols.pos[before] == "PUNCT" and cols.sentence[before] == cols.sentence[verb]:
        before -= 1
    beside = (by.outlets.of(s) for s in by.resolved.statements if _ends_at(cols, s, before))
    if (outlet := next((o for o in beside if o is not None), None)) is not None:
        return outlet
    at = verb
    for _ in range(_CLIMB):
        doer = _doer(cols, at)
        if 0 <= doer < verb:
            return by.outlets.at(*cols.tokens(syntax.noun_phrase(cols.doc[doer])))
        if cols.head[at] == at:
            break
        at = cols.head[at]
        if cols.pos[at] in ("NOUN", "PROPN"):
            return by.outlets.at(*cols.tokens(syntax.noun_phrase(cols.doc[at])))
    here = (by.outlets.of(s) for s in by.resolved.statements if _is_in(cols, s, verb))
    return next((o for o in here if o is not None), None)


def _ends_at(cols: Columns, statement: Statement, at: int) -> bool:
    """Whether the cue of a statement, or the words for its source, end with the token at `at`."""
    marks = [span for span in (statement.cue, statement.source) if span is not None]
    return any(cols.tokens(span)[1] - 1 == at for span in marks)


def _is_in(cols: Columns, statement: Statement, at: int) -> bool:
    """Whether a statement is marked in the sentence of the token at `at`."""
    marks = [span for span in (statement.cue, statement.source) if span is not None]
    return any(cols.sentence[cols.tokens(span)[0]] == cols.sentence[at] for span in marks)


def _doer(cols: Columns, verb: int) -> int:
    """The token of whoever does what the verb says: its subject, or the noun before *which*; -1 if it has none."""
    for child in cols.doc[verb].children:
        if child.dep_ == "nsubj":
            relative = child.lower_ in RELATIVES and cols.dep[verb] == "relcl"
            return cols.head[verb] if relative else child.i
    return -1


# ---------------------------------------------------------------- in what an outlet reports


def _reported(by: _Article) -> Iterator[Relayed]:
    """The people who speak in what an outlet reports: *the Post reports that two aides have said so*."""
    cols = by.cols
    for statement in by.resolved.statements:
        outlet = by.outlets.of(statement)
        if outlet is None or by.outlets.is_own(outlet):
            continue
        for at in (t for span in statement.content for t in range(*cols.tokens(span))):
            if cols.quoted[at] or not _speaks(cols, at) or not _is_nameless(cols, at):
                continue
            phrase = syntax.noun_phrase(cols.doc[at])
            what = f"speaks in what {outlet.label!r} reports"
            evidence = Evidence("sources/relayed", phrase, what, FoundBy.SOURCES)
            yield _relayed(by, _words(cols, phrase, at), at, outlet, evidence)


def _credited(by: _Article) -> Iterator[Relayed]:
    """The sources of what an outlet reports: *the Post reported that the plan was dead, according to two aides*."""
    cols = by.cols
    unnamed = {s.id: s for s in reversed(by.resolved.sources) if s.kind in _UNNAMED}
    for statement in by.resolved.statements:
        source = unnamed.get(statement.source_id or "")
        relays = statement.cue is not None and any(
            cols.words.has("channels", cols.doc[at].lemma_.lower(), "relay")
            for at in range(*cols.tokens(statement.cue))
        )
        if source is None or statement.source is None or not relays:
            continue
        outlet = next((o for span in statement.content if (o := _reporter(by, span)) is not None), None)
        head = _head(cols, statement.source)
        if outlet is None or head < 0 or by.outlets.is_own(outlet):
            continue
        what = f"the source of what {outlet.label!r} reports"
        evidence = Evidence("sources/relayed", statement.source, what, FoundBy.SOURCES)
        yield _relayed(by, _words(cols, statement.source, head), head, outlet, evidence)


def _reporter(by: _Article, content: Span) -> Outlet | None:
    """The outlet of which `content` says that it reports something: *the Post reported that the plan was dead*."""
    cols = by.cols
    for at in range(*cols.tokens(content)):
        reports = cols.words.has("descriptors", cols.lower[at], "says") and not cols.quoted[at]
        if reports and any(c.dep_ == "ccomp" for c in cols.doc[at].rights) and (doer := _doer(cols, at)) >= 0:
            return by.outlets.at(*cols.tokens(syntax.noun_phrase(cols.doc[doer])), people=False)
    return None


def _speaks(cols: Columns, at: int) -> bool:
    """Whether the noun at `at` is one for people who say something, to nobody in particular."""
    if not cols.words.has("descriptors", cols.lower[at], "people"):
        return False
    first = _first_joined(cols, at)
    verb = cols.head[first]
    if cols.dep[first] == "pobj":
        return cols.words.has("channels", cols.doc[cols.head[verb]].lemma_.lower(), "relay")
    if cols.dep[first] != "nsubj" or not cols.words.has("descriptors", cols.lower[verb], "says"):
        return _estimates(cols, at)
    others = (c for c in cols.doc[verb].rights if c.dep_ in syntax.OBJECTS)
    return not any(_is_person(cols, c.i) for c in others)


def _estimates(cols: Columns, at: int) -> bool:
    """Whether it is a source, of which the verb may be any: *sources have estimated*, *sources expect*."""
    source = cols.words.has("descriptors", cols.lower[at], "informants")
    of_things = any(c.lower_ == "of" for c in cols.doc[at].rights)
    first = _first_joined(cols, at)
    return source and cols.dep[first] == "nsubj" and not of_things and cols.doc[cols.head[first]].lemma_ != "be"


def _first_joined(cols: Columns, at: int) -> int:
    """The first of the nouns that *and* joins with the one at `at`: *industry* in *industry and government sources*."""
    while cols.dep[at] == "conj" and cols.head[at] < at:
        at = cols.head[at]
    return at


def _is_person(cols: Columns, at: int) -> bool:
    """Whether the object at `at` is a person or a pronoun for people; the outlet is *it*."""
    noun, _ = nouns.singular(cols, at)
    return cols.lower[at] in OBJECTS or (cols.tag[at] in ("NN", "NNS") and "human" in nouns.classes(cols, noun, at))


# ---------------------------------------------------------------- told


def _told(by: _Article) -> Iterator[Relayed]:
    """The sources without a name whom the article has tell another outlet: *a port source told Reuters*."""
    heard = [(s, outlets) for s in by.resolved.statements if (outlets := _hearers(by, s))]
    own = any(_is_at_home(by, o) for _, outlets in heard for o in outlets)
    own = own or any(_tells_us(by.cols, s) for s in by.resolved.statements)
    by_source: dict[str | None, list[tuple[Statement, list[Outlet]]]] = {}
    for each in heard:
        by_source.setdefault(each[0].source_id, []).append(each)
    for source in by.resolved.sources:
        mine = by_source.get(source.id, [])
        others = mine and all(_are_others(by, outlets, own) for _, outlets in mine)
        if not others or source.kind not in _UNNAMED:
            continue
        statement, outlet = mine[0][0], mine[0][1][0]
        nominal = [m.span for m in source.mentions if m.form is Form.NOMINAL] or [m.span for m in source.mentions]
        here = [span for span in nominal if statement.source is not None and span.overlaps(statement.source)]
        here = [span for span in here if by.cols.lower[by.cols.tokens(span)[0]] not in DEFINITE]
        what = f"told {outlet.label!r}, which is another outlet"
        evidence = Evidence("sources/relayed", statement.cue or nominal[0], what, FoundBy.SOURCES)
        yield Relayed(
            (here or nominal)[0],
            source.label,
            source.count,
            outlet.span,
            outlet.label,
            source.id,
            outlet.source_id,
            (evidence,),
        )


def _are_others(by: _Article, told: Sequence[Outlet], own_is_told: bool) -> bool:
    """Whether the outlets that one statement was made to are others than the article's own.

    If nothing says whose the article is, an outlet that is told and never credited is its own: so papers, agencies and
    stations write of themselves. `own_is_told` says that the article tells of another, which is its own.
    """
    if any(by.outlets.is_own(o) for o in told):
        return False
    if by.outlets.own_names or len({o.label for o in told}) > 1:
        return True
    foreign = any(by.outlets.credited(o) or o.described or by.outlets.is_spelled_out(o) for o in told)
    return foreign or (own_is_told and all(by.outlets.is_wire(o) for o in told))


def _is_at_home(by: _Article, outlet: Outlet) -> bool:
    """Whether an outlet that is told is plainly the article's own: it is never credited, and no agency or station."""
    return not (by.outlets.is_wire(outlet) or by.outlets.credited(outlet) or outlet.described)


def _hearers(by: _Article, statement: Statement) -> list[Outlet]:
    """The outlets to which a statement was made."""
    phrases = [_phrase(by.cols, start) for start in _addressed(by.cols, statement)]
    found = [outlet for phrase in phrases for outlet in by.outlets.within(*phrase)]
    return list({outlet.span: outlet for outlet in found}.values())


def _tells_us(cols: Columns, statement: Statement) -> bool:
    """Whether a statement was made to the article's own outlet, by that name: *told this newspaper*, *told us*."""
    return any(cols.word(at) in FIRST_PERSON | {"this"} for at in _addressed(cols, statement))


def _addressed(cols: Columns, statement: Statement) -> Iterator[int]:
    """The tokens at which the words begin for whoever a statement was made to."""
    if statement.cue is None:
        return
    first, last = cols.tokens(statement.cue)
    verbs = [at for at in range(first, last) if cols.pos[at] in ("VERB", "AUX")]
    tells = bool(verbs) and cols.words.has("channels", cols.doc[verbs[-1]].lemma_.lower(), "addressed")
    after = last
    while after < len(cols) and cols.tag[after] == "RB":
        after += 1
    if tells or (verbs and cols.word(after) in _TO):
        yield after + (cols.word(after) in _TO)
    here = cols.sentence[first]
    at = first
    while at > 0 and cols.sentence[at - 1] == here:
        at -= 1
    while at < len(cols) and cols.sentence[at] == here:
        if cols.lower[at] in _TO and not cols.quoted[at] and _converses(cols, at, statement):
            yield at + 1
        at += 1


def _converses(cols: Columns, at: int, statement: Statement) -> bool:
    """Whether the *to* or *with* at `at` names a partner in talk, outside what the statement says."""
    before = cols.head[at]
    talk = cols.words.has("channels", cols.lower[before], "conversation") or cols.words.has(
        "channels", cols.doc[before].lemma_.lower(), "converses"
    )
    return talk and not any(span.covers(cols.idx[at]) for span in statement.content)


def _phrase(cols: Columns, start: int) -> tuple[int, int]:
    """The tokens from `start` that can belong to a list of nouns: *Canada's Globe and Mail, Reuters and AP*."""
    end = start
    while end < min(len(cols), start + _LONGEST):
        within = cols.tag[end] in _IN_PHRASES or cols.lower[end] in _IN_NAMES
        if not within or (cols.text[end] == "," and not _goes_on(cols, end)):
            break
        end += 1
    return start, end


def _goes_on(cols: Columns, comma: int) -> bool:
    """Whether a name, perhaps after *the*, follows the comma."""
    after = comma + 1 + (cols.word(comma + 1) == "the")
    return after < len(cols) and cols.tag[after] in ("NNP", "NNPS")


# ---------------------------------------------------------------- the people


def _head(cols: Columns, words: Span) -> int:
    """The last noun for people in `words` before any clause; -1 if there is none."""
    start, end = cols.tokens(words)
    heads = [at for at in range(start, end) if cols.words.has("descriptors", cols.lower[at], "people")]
    inside = [at for at in heads if not start <= cols.head[at] < end or cols.dep[at] in ("pobj", "conj")]
    return next(iter(inside or heads), -1)


def _is_nameless(cols: Columns, head: int) -> bool:
    """Whether the noun at `head` stands for people without names, who are no mouthpiece and hold no known office."""
    noun, _ = nouns.singular(cols, head)
    following = cols.tag[head + 1] if head + 1 < len(cols) else ""
    if following in ("NN", "NNS", "NNP", "NNPS", "POS") and cols.sentence[head + 1] == cols.sentence[head]:
        return False
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in cols.doc[head].children):
        return False
    if cols.words.has("titles", noun, "spokesperson"):
        return False
    start = cols.doc[head].left_edge.i
    office = "office" in nouns.classes(cols, noun, head)
    return not (office and cols.lower[start] in DEFINITE)


def _words(cols: Columns, words: Span, head: int) -> Span:
    """The words for the people, without what they are said to say."""
    start, end = cols.tokens(words)
    for at in range(head + 1, end):
        says = any(cols.words.has("descriptors", cols.word(at + n), "says") for n in (1, 2))
        relates = cols.lower[at] in RELATIVES and says
        quoted = cols.lower[at] == "as" and cols.tag[at + 1 : at + 2] == ["VBG"]
        mark = cols.text[at] in (",", "—", "–", ":", ";", '"', "“")
        if relates or quoted or mark:
            end = at
            break
    return cols.span(start, max(end, head + 1))


def _relayed(by: _Article, words: Span, head: int, outlet: Outlet, evidence: Evidence) -> Relayed:
    cols = by.cols
    start = cols.tokens(words)[0]
    many = nouns.singular(cols, head)[1] or cols.words.has("descriptors", cols.lower[head][:-1], "people")
    plural = many and cols.lower[start] != "one"
    source = _own_source(by, words)
    count = source.count if source is not None else nouns.count(cols, start, head, plural)[0]
    label = source.label if source is not None else " ".join(words.of(cols.article.text).split())
    id_ = source.id if source is not None else None
    return Relayed(words, label, count, outlet.span, outlet.label, id_, outlet.source_id, (evidence,))


def _own_source(by: _Article, words: Span) -> Source | None:
    """The source without a name that the words name as the one who speaks."""
    speaking = {s.source_id for s in by.resolved.statements if s.source is not None and s.source.overlaps(words)}
    return next((s for s in by.resolved.sources if s.id in speaking and s.kind in _UNNAMED), None)
