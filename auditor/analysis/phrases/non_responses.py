"""Non-responses: core phrases that rules found, grown by syntax to whole clauses, with those who gave no answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from auditor.analysis.phrases.cores import Core, clause_end, core_of, evidence_of, groups, head_of, without_aside
from auditor.analysis.phrases.tellers import Teller, teller_of
from auditor.base.spans import Nest, Span, hull
from auditor.language import clauses, syntax
from auditor.language.parsed import Parsed
from auditor.records.rules import RuleKind
from auditor.records.sourcing import NonResponse, NonResponseKind

_WEIGHTIEST = (
    NonResponseKind.DECLINED,
    NonResponseKind.NO_RESPONSE,
    NonResponseKind.UNREACHABLE,
    NonResponseKind.PENDING,
)
_ENDS = frozenset(".!?")
_MARKS = frozenset('"“‘')


def find(parsed: Parsed) -> tuple[NonResponse, ...]:
    """The non-responses in order, one for each party in a sentence; words that are part of a grant are none."""
    doc, matches = parsed.doc, parsed.matches
    granted = Nest((c, c) for m in matches if m.kind is RuleKind.GRANT and (c := m.role("grant")) is not None)
    found = []
    for match in matches:
        core = match.role("non_response") or match.span
        if match.kind is RuleKind.NON_RESPONSE and next(granted.overlapping(core), None) is None:
            found.append(core_of(doc, match, core))
    told = (_non_response(parsed, g) for g in groups(f for f in found if f is not None))
    return _each_party_once(doc, sorted((n for n in told if n is not None), key=lambda n: n.span))


def _non_response(parsed: Parsed, group: Sequence[Core]) -> NonResponse | None:
    """What `group` tells of; None where only the newsroom itself could be the party."""
    kinds = {f.match.yields for f in group}
    kind = next(k for k in _WEIGHTIEST if k in kinds)
    named = _named_party(parsed, group)
    teller = next((t for f in group if (t := _teller(parsed, f, named)) is not None), None)
    own = [f for f in group if not _holds(f.match.span, f.subject) and not _is_cut_off(parsed, f)]
    party = teller.words if teller is not None else named
    if party is None:
        party = next((without_aside(parsed.doc, w) for f in own if (w := f.clause.words) is not None), None)
    if party is not None and _is_asker(parsed, party):
        party = None
        if all(f.match.role("party") is None and _is_first_person(f.subject) for f in group):
            return None
    first = min(group, key=lambda f: f.core)
    start = min(f.core.start if _is_apart(parsed, f) else f.clause.start for f in group)
    if first.clause.own and first.clause.words is not None and not _is_apart(parsed, first):
        start = min(start, first.clause.words.start)
    end = max(clause_end(f.clause.verb, f.core.end) for f in group)
    span = Span(start, end)
    if teller is not None and teller.says_only_this:
        span = _with_mark(parsed.text, hull([span, teller.words, teller.cue]))
    return NonResponse(span, kind, party, None, evidence_of(parsed.article, [f.match for f in group]))


def _with_mark(text: str, span: Span) -> Span:
    """`span` with the quotation mark that stands right before it."""
    return Span(span.start - 1, span.end) if span.start and text[span.start - 1] in _MARKS else span


def _named_party(parsed: Parsed, group: Sequence[Core]) -> Span | None:
    """The party that the patterns took, no further than its noun phrase reaches."""
    doc = parsed.doc
    roles = [role for f in group if (role := f.match.role("party")) is not None and not _opens_verbs(doc, role)]
    if not roles:
        return None
    first = next((r for r in roles if not _is_pronoun(doc, r)), roles[0])
    shortest = min((r for r in roles if r.overlaps(first)), key=len)
    whole = next((f.clause.words for f in group if f.clause.words is not None), None)
    if whole is not None and whole.start == shortest.start and _has_comma(doc, shortest.end, whole.end):
        return without_aside(doc, whole)
    head = head_of(doc, shortest)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return shortest
    end = max(clauses.noun_phrase(head, shortest.end).end, shortest.start + 1)
    if end < shortest.end and parsed.text[end] == ".":
        return shortest  # the parser takes the stop of a short form for the end of the sentence: Hon. Ada Wynn
    return Span(shortest.start, end)


def _has_comma(doc: Doc, start: int, end: int) -> bool:
    """Whether a comma stands at the offset `start`, before `end`."""
    return syntax.text_between(doc, start, end).startswith(",")


def _opens_verbs(doc: Doc, role: Span) -> bool:
    """Whether the first word of `role` is a verb or goes with verbs: *neither* took our calls nor wrote."""
    first = next(syntax.between(doc, role.start, role.end))
    return syntax.is_finite(first) or (first.dep_ == "preconj" and syntax.is_verbal(first.head))


def _teller(parsed: Parsed, found: Core, named: Span | None) -> Teller | None:
    """Who says of himself that he gives no answer: *the bank* said it would not comment."""
    if named is not None and not _is_pronoun(parsed.doc, named):
        return None
    return teller_of(parsed.words, found.clause)


def _is_cut_off(parsed: Parsed, found: Core) -> bool:
    """Whether a sentence or a quotation ends between the subject and the core phrase, so that it is not its own."""
    words = found.clause.words
    if words is None or words.end > found.core.start:
        return False
    gap = Span(words.end, found.core.start)
    if any(gap.start < q.span.end <= gap.end for q in parsed.quotations):
        return True
    ends = (t for t in syntax.between(parsed.doc, gap.start, gap.end) if t.text in _ENDS)
    return any(not _goes_on(t) for t in ends)


def _is_apart(parsed: Parsed, found: Core) -> bool:
    """Whether the core phrase is cut off from the words before it, or opens a sentence."""
    start = found.core.start
    before = next((char for char in map(parsed.text.__getitem__, range(start - 1, -1, -1)) if not char.isspace()), "")
    opens = parsed.text[start] in _MARKS and before in _ENDS
    return opens or _is_cut_off(parsed, found)


def _goes_on(stop: Token) -> bool:
    """Whether the sentence goes on after the full stop of a short form: *of Bethel, Vt., declined*."""
    after = next((t for t in stop.doc[stop.i + 1 :] if not t.is_space), None)
    return after is not None and (after.text == "," or after.is_lower)


def _is_asker(parsed: Parsed, party: Span) -> bool:
    """Whether `party` is the newsroom: *we*, *this newspaper*."""
    head = head_of(parsed.doc, party)
    if head is None or _is_first_person(head):
        return head is not None
    opens = next(syntax.between(parsed.doc, party.start, party.end))
    return opens.lower_ in ("this", "our") and parsed.words.has("media", head.lemma_.lower(), "noun")


def _is_first_person(token: Token | None) -> bool:
    return token is not None and token.pos_ == "PRON" and token.morph.get("Person", []) == ["1"]


def _is_pronoun(doc: Doc, span: Span) -> bool:
    return all(t.pos_ == "PRON" for t in syntax.between(doc, span.start, span.end))


def _holds(span: Span, token: Token | None) -> bool:
    return token is not None and span.covers(token.idx)


def _each_party_once(doc: Doc, found: Iterable[NonResponse]) -> tuple[NonResponse, ...]:
    """`found`, where one whose party is a pronoun or not told belongs to the one before it in the same sentence."""
    kept: list[NonResponse] = []
    for item in found:
        last = kept[-1] if kept else None
        if (
            last is None
            or last.party is None
            or not _is_same_sentence(doc, last.span, item.span)
            or (item.party is not None and item.party != last.party and not _is_pronoun(doc, item.party))
        ):
            kept.append(item)
        else:
            kind = min(last.kind, item.kind, key=_WEIGHTIEST.index)
            evidence = tuple(dict.fromkeys((*last.evidence, *item.evidence)))
            kept[-1] = replace(last, span=hull((last.span, item.span)), kind=kind, evidence=evidence)
    return tuple(kept)


def _is_same_sentence(doc: Doc, one: Span, other: Span) -> bool:
    first, second = syntax.token_at(doc, one.start), syntax.token_at(doc, other.start)
    return first is not None and second is not None and first.sent == second.sent
