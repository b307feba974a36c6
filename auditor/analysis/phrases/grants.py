"""Grants of anonymity: core phrases that rules found, grown by syntax to whole clauses, with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from spacy.tokens import Doc, Token

from auditor.analysis.phrases.cores import Core, clause_end, core_of, evidence_of, groups
from auditor.base.spans import Nest, Span, hull
from auditor.language import clauses, syntax
from auditor.language.parsed import Parsed
from auditor.records.article import Article
from auditor.records.resolved import GoesBy
from auditor.records.rules import RuleKind
from auditor.records.sourcing import Alias, AnonymityGrant, Match

_NEXT = 2
"""Code points between words that stand beside each other, a quotation mark included."""
_CLOSING = frozenset(';:—–()"“”')


def find(parsed: Parsed) -> tuple[tuple[AnonymityGrant, GoesBy | None], ...]:
    """Anonymity grants by their start, one for each source that a sentence speaks of, with their reasons.

    With each, what it says of the name beside it. A sentence that only gives the reason of the one before it belongs
    to that one.
    """
    doc, article = parsed.doc, parsed.article
    grants = [m for m in parsed.matches if m.kind is RuleKind.GRANT]
    loose = Nest((m.span, (n, m)) for n, m in enumerate(grants) if m.role("grant") is None)
    found = [f for m in grants if (core := m.role("grant")) is not None and (f := core_of(doc, m, core, outside=True))]
    surnames = frozenset(e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    told = groups(f for f in found if not _keeps_name(f, surnames) and not _is_appointed(f))
    built = sorted(((_grant(doc, article, g, loose), _alias(g)) for g in told), key=lambda b: b[0].span)
    spans = Nest((g.span, g) for g, _ in built)
    return tuple((g, a) for g, a in built if all(o is g for o in spans.around(g.span)))


def _alias(group: Sequence[Core]) -> GoesBy | None:
    """What the rules of `group` say of the name beside the grant; a false name outweighs a part of one."""
    for alias in Alias:
        words = next((f.core for f in group if f.match.yields == alias), None)
        if words is not None:
            return GoesBy(alias, words)
    return None


def _keeps_name(found: Core, surnames: frozenset[str]) -> bool:
    """Whether the grant is about somebody whom the text names in full, and not by a false name.

    Nor is somebody with another name than that beside the grant unknown: *Vane, who goes by Dusty*.
    """
    if found.match.yields == Alias.FALSE_NAME:
        return False
    following = next((t for t in syntax.tokens_from(found.clause.verb.doc, found.core.end) if not t.is_quote), None)
    called = following is not None and following.pos_ == "PROPN" and following.idx - found.core.end <= _NEXT
    other = called and found.subject is not None and found.subject.pos_ == "PROPN"
    return (other and found.match.yields == Alias.PART_NAME) or _is_named(found.subject, surnames)


def _grant(doc: Doc, article: Article, group: Sequence[Core], loose: Nest[tuple[int, Match]]) -> AnonymityGrant:
    joined = [m for _, m in sorted({n: (n, m) for f in group for n, m in loose.overlapping(f.core)}.values(), key=_nth)]
    reasons = [_own_reason(f, role) for f in group if (role := f.match.role("reason")) is not None]
    reasons += [_reason(doc, role, group) for m in joined if (role := m.role("reason")) is not None]
    reasons += [purpose for f in group if (purpose := _purpose(doc, f.core)) is not None]
    reason = hull(reasons) if reasons else None
    start = min(f.clause.start for f in group)
    end = max(_own_reason(f, f.core).end if f.match.role("reason") else f.core.end for f in group)
    named = [role for f in group if (role := f.match.role("source")) is not None]
    source = next(iter([*named, *(f.clause.words for f in group if f.clause.words is not None)]), None)
    evidence = evidence_of(article, [*(f.match for f in group), *joined])
    return AnonymityGrant(hull([Span(start, end), *reasons]), reason, None, source, evidence)


def _nth(numbered: tuple[int, Match]) -> int:
    return numbered[0]


def _own_reason(found: Core, role: Span) -> Span:
    """`role` in a core phrase that is its own reason (*was not authorized to speak*), cut where its clause ends."""
    verb = found.clause.verb
    infinitive = next((t for t in syntax.between(verb.doc, role.start, role.end) if t.tag_ == "TO"), verb)
    end = clause_end(verb, infinitive.idx)
    return Span(role.start, min(role.end, end)) if end > role.start else role


def _reason(doc: Doc, role: Span, group: Sequence[Core]) -> Span:
    """The reason at `role`: one that follows runs to the end of the clause that it opens, others stay as matched."""
    first = syntax.token_at(doc, role.start)
    if first is None or role.start < min(f.core.start for f in group):
        return role
    root = first
    while root.head.i > root.i and root.head.sent == first.sent:
        root = root.head
    return _to_edge(first, root)


def _purpose(doc: Doc, core: Span) -> Span | None:
    """*… anonymity to discuss private talks*: the infinitive right after the core phrase."""
    rest = (t for t in syntax.tokens_from(doc, core.end) if not t.is_space and t.pos_ != "ADV")
    after = list(islice(rest, 2))
    if len(after) < 2 or after[0].tag_ != "TO" or after[1].tag_ != "VB":
        return None
    return _to_edge(after[0], after[1])


def _to_edge(first: Token, root: Token) -> Span:
    """From `first` to the last word below `root`, short of a closing mark and of the main clause."""
    doc = first.doc
    end = max(root.right_edge.i, first.i) + 1
    for token in doc[first.i + 1 : end]:
        if token.text in _CLOSING or (token.text == "," and _resumes(token)):
            end = token.i
            break
    while end > first.i + 1 and clauses.is_loose(doc[end - 1]):
        end -= 1
    return syntax.tokens_span(doc, first.i, end)


def _resumes(comma: Token) -> bool:
    """Whether a finite verb stands right after `comma`, and so the clause around it goes on."""
    following = comma.doc[comma.i + 1 : comma.i + 2]
    return any(syntax.is_finite(t) for t in following)


def _is_named(subject: Token | None, surnames: frozenset[str]) -> bool:
    """Whether `subject` is a person whose full name the text has, and who is therefore not anonymous.

    `surnames` are the last words of all full names of people in the text.
    """
    if subject is None or subject.ent_type_ != "PERSON" or subject.pos_ != "PROPN":
        return False
    return subject.text in surnames or any(c.pos_ == "PROPN" and c.i < subject.i for c in subject.children)


def _is_appointed(found: Core) -> bool:
    """Whether *named* takes an object of its own: *asked not to be named ambassador*; a name is none."""
    if found.match.yields is not None:
        return False
    last = syntax.token_at(found.clause.verb.doc, found.core.end - 1)
    return last is not None and any(c.dep_ in ("oprd", "attr", "dobj") and c.pos_ != "VERB" for c in last.rights)
