"""Compiled rules run over one article: all matches in one stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from auditor import quotations as quoting
from auditor import syntax
from auditor.match.compile import CompiledRules
from auditor.model import SILENT_ROLES, Article, Block, Match, Rule, RuleKind
from auditor.quotations import Quotation
from auditor.spans import Span, hull

_GROWTH: Mapping[str, str] = {
    "source": "phrase",
    "party": "phrase",
    "content": "clause",
    "reason": "clause",
    "cue": "verb",
}
"""How a role's token grows to its words where the rule does not say."""


def run_rules(
    doc: Doc, article: Article, compiled: CompiledRules, quotations: Sequence[Quotation]
) -> tuple[Match, ...]:
    """Matches of all rules but layout's, ordered by start, longest first, then rule; none inside an exclusion."""
    blocks = [b for b in article.blocks if b.role not in SILENT_ROLES]
    candidates = [
        *_regex_matches(article.text, blocks, compiled),
        *_token_matches(doc, compiled),
        *_phrase_matches(doc, compiled),
        *_dependency_matches(doc, compiled),
    ]
    kept = _in_scope(candidates, article, compiled.rules, quotations)
    exclusions = [m for m in kept if m.kind is RuleKind.EXCLUSION]
    return tuple(_ordered(m for m in kept if m.kind is RuleKind.EXCLUSION or not _excluded(m, exclusions)))


def _ordered(matches: Iterable[Match]) -> list[Match]:
    unique = {(m.span.start, m.span.end, m.rule_id, m.roles): m for m in matches}
    return [unique[key] for key in sorted(unique, key=lambda k: (k[0], -k[1], k[2], [(n, s.start) for n, s in k[3]]))]


def _excluded(match: Match, exclusions: Sequence[Match]) -> bool:
    """An exclusion voids the matches inside it, of the kinds it names or of all kinds."""
    return any(e.span.contains(match.span) and (e.yields is None or e.yields == match.kind.value) for e in exclusions)


def _in_scope(
    matches: Sequence[Match],
    article: Article,
    rules: Mapping[str, Rule],
    quotations: Sequence[Quotation],
) -> list[Match]:
    kept = []
    for match in matches:
        rule = rules[match.rule_id]
        if rule.scope or rule.part != "any":
            block = next((b for b in article.blocks if b.span.contains(match.span)), None)
            if block is None or not _looks_at(rule, block, article.lead):
                continue
        anchor = match.role("cue") or match.span
        quoted = quoting.inside(quotations, anchor.start) is not None
        if rule.quotations == "any" or quoted == (rule.quotations == "only"):
            kept.append(match)
    return kept


def _looks_at(rule: Rule, block: Block, lead: Block | None) -> bool:
    if rule.scope and block.role not in rule.scope:
        return False
    if rule.part == "body":
        return lead is not None and block.span.start > lead.span.start
    return rule.part == "any" or block == lead


def _match(rule: Rule, span: Span, roles: Iterable[tuple[str, Span]]) -> Match:
    ordered = tuple(sorted(roles, key=lambda r: (r[1].start, -r[1].end, r[0])))
    return Match(rule.id, rule.kind, span, ordered, rule.yields, rule.confidence, rule.found_by)


def _regex_matches(text: str, blocks: Sequence[Block], compiled: CompiledRules) -> Iterator[Match]:
    for block in blocks:
        words = block.span.of(text)
        for rule, pattern in compiled.regexes:
            # Most patterns match nowhere: to search says so at a third of what it costs to iterate.
            if not pattern.search(words):
                continue
            for found in pattern.finditer(words):
                if found.start() == found.end():
                    continue
                span = Span(*found.span()).shift(block.span.start)
                roles = [
                    (name.rstrip("0123456789"), Span(*found.span(number)).shift(block.span.start))
                    for name, number in pattern.groupindex.items()
                    if found.start(number) >= 0
                ]
                yield _match(rule, span, roles)


def _phrase_matches(doc: Doc, compiled: CompiledRules) -> Iterator[Match]:
    if not len(compiled.phrases):
        return
    for key, start, end in compiled.phrases(doc):
        rule = compiled.rules[doc.vocab.strings[key].partition("#")[0]]
        span = syntax.tokens_span(doc, start, end)
        yield _match(rule, span, [("cue", span)])


def _token_matches(doc: Doc, compiled: CompiledRules) -> Iterator[Match]:
    if not len(compiled.tokens):
        return
    aligned: list[tuple[int, int, int, list[int]]] = compiled.tokens(doc, with_alignments=True)  # type: ignore[assignment]
    for key_hash, start, end, alignment in aligned:
        key = doc.vocab.strings[key_hash]
        rule = compiled.rules[key.partition("#")[0]]
        roles: dict[str, list[Span]] = {}
        for offset, position in enumerate(alignment):
            role = compiled.token_roles[key].get(position)
            if role is not None:
                roles.setdefault(role, []).append(_grown(doc[start + offset], role, rule, engine_default="token"))
        span = syntax.tokens_span(doc, start, end)
        yield _match(rule, span, [(role, hull(spans)) for role, spans in roles.items()])


def _dependency_matches(doc: Doc, compiled: CompiledRules) -> Iterator[Match]:
    if not len(compiled.dependencies):
        return
    for key_hash, token_ids in compiled.dependencies(doc):
        key = doc.vocab.strings[key_hash]
        rule = compiled.rules[key.partition("#")[0]]
        roles: dict[str, list[Span]] = {}
        for role, i in zip(compiled.node_roles[key], token_ids, strict=True):
            roles.setdefault(role, []).append(_grown(doc[i], role, rule))
        known = [(role, hull(spans)) for role, spans in roles.items() if role in _GROWTH or role == rule.kind.value]
        yield _match(rule, hull(span for _, span in known) if known else syntax.token_span(doc[token_ids[0]]), known)


def _grown(token: Token, role: str, rule: Rule, engine_default: str | None = None) -> Span:
    """The words that a matched token stands for in `role`."""
    how = dict(rule.flags).get(f"spans.{role}") or engine_default or _GROWTH.get(role, "token")
    if how == "phrase":
        return syntax.without_case(token.doc, syntax.noun_phrase(token))
    if how == "verb":
        return syntax.verb_group(token)
    if how == "clause":
        spans = syntax.clause(token)
        return Span(spans[0].start, spans[-1].end) if spans else syntax.token_span(token)
    if how == "subtree":
        return syntax.subtree_span(token)
    if how == "rest":
        return syntax.rest_of_clause(token)
    return syntax.token_span(token)
