"""Matches of attribution and hedge rules as candidates for statements: one for each cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from auditor import quotations as quoting
from auditor import syntax
from auditor.model import Confidence, Evidence, Lexicon, Match, RuleKind
from auditor.quotations import Quotation
from auditor.spans import Span, hull, merge, subtract
from auditor.statements import speakers

CUES = "core/cues"


@dataclass(slots=True)
class Candidate:
    """A cue with what syntax gives it; built up by the stages of this package, then frozen as a `Statement`."""

    head: Token
    cue: Span
    source: Span | None
    content: list[Span]
    evidence: list[Evidence]
    confidence: Confidence
    hedge: bool = False
    needs_quotation: bool = False
    quotations: list[Span] = field(default_factory=list)


def collect(
    doc: Doc, matches: Sequence[Match], lexicons: Mapping[str, Lexicon], quotations: Sequence[Quotation]
) -> list[Candidate]:
    """Candidates in order of their cues; those whose saying is denied, hypothetical or not yet done are left out."""
    by_head: dict[int, list[Match]] = {}
    for match in matches:
        cue = match.role("cue")
        if match.kind in (RuleKind.ATTRIBUTION, RuleKind.HEDGE) and cue is not None:
            by_head.setdefault(_head(doc, cue).i, []).append(match)
    carriers = lexicons[CUES]
    heads = frozenset(by_head)
    found = []
    for index in sorted(by_head):
        head = doc[index]
        group = by_head[index]
        if not _is_realised(head, carriers, group):
            continue
        candidate = _candidate(head, group, heads)
        if candidate is None:
            continue
        if candidate.source is None and not candidate.hedge and not speakers.is_passive(head):
            _fall_back(candidate, quotations)
        found.append(candidate)
    return found


def _fall_back(candidate: Candidate, quotations: Sequence[Quotation]) -> None:
    """The subject of the sentence speaks where the parser gives the cue none; less sure."""
    if candidate.head.pos_ not in ("VERB", "AUX"):
        return
    speaker = speakers.of_sentence(candidate.head, lambda at: quoting.inside(quotations, at) is not None)
    if speaker is None:
        return
    candidate.source = syntax.without_case(candidate.head.doc, syntax.noun_phrase(speaker.head))
    candidate.confidence = Confidence.LOW
    candidate.evidence.append(Evidence("syntax/subject-of-the-sentence", candidate.source, "speaker"))


def _head(doc: Doc, span: Span) -> Token:
    """The token of `span` that governs the others."""
    first = syntax.token_at(doc, span.start)
    assert first is not None
    inside = [first]
    while inside[-1].i + 1 < len(doc) and doc[inside[-1].i + 1].idx < span.end:
        inside.append(doc[inside[-1].i + 1])
    members = {t.i for t in inside}
    roots = [t for t in inside if t.head.i not in members or t.head == t]
    return next((t for t in roots if t.pos_ in ("VERB", "AUX", "NOUN")), roots[0])


def _is_realised(head: Token, lexicon: Lexicon, group: Sequence[Match]) -> bool:
    """Whether something was in fact said: no denial, no mere intention, no order to say it."""
    if head.pos_ not in ("VERB", "AUX") or group[0].kind is RuleKind.HEDGE:
        return True
    quoting = any(m.yields == "quotation" for m in group)
    children = list(head.children)
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in children):
        return False
    modals = [c for c in children if c.tag_ == "MD"]
    if modals and not any(c.lower_ in ("have", "'ve", "’ve") for c in children) and not quoting:
        return False
    to = any(c.tag_ == "TO" for c in children)
    if to or (head.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp")):
        return _is_carried(head, lexicon)
    if (
        head.tag_ == "VB"
        and not modals
        and head.dep_ == "ROOT"
        and not any(c.dep_ == "nsubj" for c in children)
    ):
        return False
    if head.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in children
    ):
        return False
    return not any(
        c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") and head.dep_ not in ("relcl", "acl") for c in children
    )


def _is_carried(head: Token, lexicon: Lexicon) -> bool:
    """Whether an infinitive hangs on a verb that says it was done (*went on to say*)."""
    governor = head.head
    if head.dep_ not in ("xcomp", "advcl", "ccomp", "conj"):
        return False
    tags = lexicon.entries.get(governor.lemma_.lower(), frozenset())
    return "carrier" in tags and "unrealised" not in tags


def _candidate(head: Token, group: Sequence[Match], heads: frozenset[int]) -> Candidate | None:
    best = max(
        group, key=lambda m: (m.role("content") is not None, len(m.role("content") or Span(0, 0)), m.rule_id)
    )
    cue = max((m.role("cue") or m.span for m in group if m is best or m.role("content") is None), key=len)
    evidence = [Evidence(m.rule_id, m.role("cue") or m.span, "cue") for m in _by_rule(group)]
    hedge = all(m.kind is RuleKind.HEDGE for m in group)
    bound = next((s for m in group if (s := m.role("source")) is not None), None)
    speaker = None if bound is not None or hedge else _speaker(head, group)
    if hedge and _agent_of(head) is not None:
        return None
    source = bound if bound is not None else (syntax.noun_phrase(speaker.head) if speaker else None)
    if source is not None:
        source = syntax.without_case(head.doc, source)
    if speaker is not None and source is not None:
        evidence.append(Evidence(f"syntax/{speaker.step.replace(' ', '-')}", source, "speaker"))
    pieces = [piece for span in _content(head, best, cue, source) for piece in _unfollowed(head, span, heads)]
    content = [piece for span in pieces if (piece := _without_joint(head.doc, span)) is not None]
    needs = all(m.yields == "quotation" or m.role("content") is None and not m.role("source") for m in group)
    if speakers.is_passive(head) and speaker is None and bound is None and not hedge:
        return None
    return Candidate(head, cue, source, content, evidence, best.confidence, hedge, needs)


def _by_rule(group: Iterable[Match]) -> list[Match]:
    return list({m.rule_id: m for m in group}.values())


def _speaker(head: Token, group: Sequence[Match]) -> speakers.Speaker | None:
    if head.pos_ == "NOUN":
        return speakers.of_noun(head)
    return speakers.of_verb(head, quoted=any(m.yields == "quotation" for m in group))


def _agent_of(head: Token) -> speakers.Speaker | None:
    return speakers.of_verb(head) if speakers.is_passive(head) else None


def _content(head: Token, best: Match, cue: Span, source: Span | None) -> list[Span]:
    """The content's stretches: the clause of its head without the cue's own words."""
    spans = [span for name, span in best.roles if name == "content"]
    if not spans:
        if (
            best.kind is RuleKind.ATTRIBUTION
            and best.role("source") is not None
            and head.lower_ == "according"
        ):
            return _around(head)
        return []
    whole = hull(spans)
    anchor = _head(head.doc, whole)
    if head.is_ancestor(anchor) or len(spans) > 1:
        return _without(whole, cue, source)
    if anchor.is_ancestor(head):
        return [s for s in syntax.clause(_clause_head(anchor), [head]) if len(s) > 1]
    return _without(whole, cue, source)


def _without(whole: Span, cue: Span, source: Span | None) -> list[Span]:
    holes = [cue] if source is None else [cue, source]
    if not any(hole.overlaps(whole) for hole in holes):
        return [whole]
    return [s for s in subtract(whole, merge(holes, gap=2)) if len(s) > 2]


def _unfollowed(head: Token, span: Span, heads: frozenset[int]) -> Iterator[Span]:
    """`span` up to a participle of saying that goes on with the same speaker (*said X, adding that Y*)."""
    for index in sorted(heads):
        other = head.doc[index]
        if not span.covers(other.idx) or other.dep_ not in ("advcl", "conj") or other.i < head.i:
            continue
        follows = other.tag_ == "VBG" and other.dep_ == "advcl" and head.doc[other.left_edge.i - 1].text == ","
        if follows and other.left_edge.idx > span.start:
            yield from (s for s in [Span(span.start, other.left_edge.idx)] if len(s))
            return
    yield span


def _without_joint(doc: Doc, span: Span) -> Span | None:
    """`span` without a conjunction that joins its clause to the one before; None if nothing else is in it."""
    token = syntax.token_at(doc, span.start)
    while token is not None and token.idx < span.end and (token.pos_ in ("CCONJ", "SCONJ") or token.is_punct):
        follower = token.nbor() if token.i + 1 < len(doc) else None
        if token.pos_ != "CCONJ" and follower is not None and follower.idx < span.end:
            return Span(token.idx, span.end)
        token = follower
    return None if token is None or token.idx >= span.end else Span(token.idx, span.end)


def _around(head: Token) -> list[Span]:
    """The clause that an *according to* hangs on."""
    governor = head.head if head.head != head else None
    if governor is None:
        return []
    return [s for s in syntax.clause(_clause_head(governor), [head]) if len(s) > 1]


def _clause_head(token: Token) -> Token:
    """The verb of the clause that `token` belongs to."""
    at = token
    while at.head != at and not syntax.is_verbal(at):
        at = at.head
    while (
        at.dep_ in ("xcomp", "acomp", "conj")
        and at.head != at
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children)
    ):
        at = at.head
    return at
