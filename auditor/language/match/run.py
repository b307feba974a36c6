"""Compiled rules run over one article: all matches in one stable order, and which rules were stopped."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from itertools import accumulate, groupby
from operator import itemgetter, or_
from typing import Any, TypeVar

from spacy.tokens import Doc, Token

from auditor.base.spans import Span, hull
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.expressions import Expression
from auditor.language.literals import Clause
from auditor.language.match.compile import CompiledRules, DependencyPattern, Phrase, TokenPattern
from auditor.language.match.dependencies import Trees, dependency_matches
from auditor.language.match.elements import Tokens
from auditor.language.match.meter import Account, ExhaustedError, Meter
from auditor.language.match.sequences import phrase_matches, sequence_matches
from auditor.language.match.stretches import Literals, may_match, met
from auditor.language.quotations import Quotation
from auditor.packs import limits
from auditor.records.article import SILENT_ROLES, Article, Block, Note
from auditor.records.rules import Engine, Rule, RuleKind
from auditor.records.sourcing import Match

_GROWTH: Mapping[str, str] = {
    "source": "phrase",
    "party": "phrase",
    "relayed": "phrase",
    "outlet": "phrase",
    "content": "clause",
    "reason": "clause",
    "cue": "verb",
    "deed": "verb",
    "accuser": "phrase",
    "wrong": "clause",
}
"""How a role's token grows to its words where the rule does not say."""
_GROWING = 5
"""Steps for each token of a subtree that is searched for the words of a role."""


_Pattern = TypeVar("_Pattern")


@dataclass(frozen=True, slots=True)
class Matched:
    """What the rules found in an article, and a note for each that was stopped before its end."""

    matches: tuple[Match, ...]
    notes: tuple[Note, ...] = ()


def run_rules(
    doc: Doc, article: Article, compiled: CompiledRules, quotations: Sequence[Quotation]
) -> tuple[Match, ...]:
    """Matches of all rules but layout rules, by start, the longest first, then by rank; none inside an exclusion."""
    return match_rules(doc, article, compiled, quotations).matches


def match_rules(doc: Doc, article: Article, compiled: CompiledRules, quotations: Sequence[Quotation]) -> Matched:
    """As `run_rules`, with a note for each rule that was stopped at its limits, none of whose matches is kept."""
    page = _Page(doc, article, compiled.literals)
    account = Account.of(len(doc))
    candidates: list[Match] = []
    notes = []
    for rule, work in _work(page, compiled):
        meter, stopped = account.begin(), None
        found: list[Match] = []
        try:
            for match in work(meter):
                meter.found()
                found.append(match)
        except ExhaustedError as caught:
            stopped, found = caught, []
        if (reason := account.close(meter, stopped)) is not None:
            notes.append(_note(rule, reason))
        candidates += found
    kept = _in_scope(candidates, article, compiled.rules, quotations)
    exclusions = _Exclusions(m for m in kept if m.kind is RuleKind.EXCLUSION)
    counted = (m for m in kept if m.kind is RuleKind.EXCLUSION or not exclusions.void(m))
    return Matched(tuple(_ordered(counted, compiled.rules)), tuple(notes))


def _note(rule: Rule, reason: str) -> Note:
    message = f"the rule {rule.id} was stopped on this article: {reason}; nothing that it found counts"
    return Note("rule-stopped", message)


def _ordered(matches: Iterable[Match], rules: Iterable[str]) -> list[Match]:
    ranks = {rule: rank for rank, rule in enumerate(rules)}
    unique = {(m.span, ranks[m.rule_id], m.roles): m for m in matches}
    return [unique[key] for key in sorted(unique, key=lambda k: (k[0], k[1], [(n, s.start) for n, s in k[2]]))]


class _Exclusions:
    """Matches of exclusion rules: each voids the matches inside it, of the kind that it names or of all kinds."""

    def __init__(self, matches: Iterable[Match]) -> None:
        spans: dict[str | None, list[Span]] = defaultdict(list)
        for match in matches:
            spans[match.yields].append(match.span)
        self._starts = {kind: sorted(span.start for span in spans[kind]) for kind in spans}
        self._reach = {kind: list(accumulate((span.end for span in sorted(spans[kind])), max)) for kind in spans}

    def void(self, match: Match) -> bool:
        """Whether an exclusion voids `match`."""
        return any(self._covers(kind, match.span) for kind in (None, match.kind.value))

    def _covers(self, kind: str | None, span: Span) -> bool:
        """Whether one of those that start no later than `span` reaches its end."""
        before = bisect_right(self._starts.get(kind, ()), span.start)
        return before > 0 and self._reach[kind][before - 1] >= span.end


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
            block = _block_of(match.span, article.blocks)
            if block is None or not _looks_at(rule, block, article.lead):
                continue
        anchor = match.role("cue") or match.span
        quoted = quoting.inside(quotations, anchor.start) is not None
        if rule.quotations == "any" or quoted == (rule.quotations == "only"):
            kept.append(match)
    return kept


def _block_of(span: Span, blocks: Sequence[Block]) -> Block | None:
    """The block that holds all of `span`; `blocks` in order."""
    before = bisect_right(blocks, span.start, key=lambda block: block.span.start)
    return blocks[before - 1] if before and blocks[before - 1].span.contains(span) else None


def _looks_at(rule: Rule, block: Block, lead: Block | None) -> bool:
    if rule.scope and block.role not in rule.scope:
        return False
    if rule.part == "body":
        return lead is not None and block.span.start > lead.span.start
    return rule.part == "any" or block == lead


def _match(rule: Rule, span: Span, roles: Iterable[tuple[str, Span]]) -> Match:
    ordered = tuple(sorted(roles, key=lambda r: (r[1].start, -r[1].end, r[0])))
    return Match(rule.id, rule.kind, span, ordered, rule.yields, rule.confidence, rule.found_by)


class _Page:
    """An article as the engines read it; what only some engines need is made when it is asked for."""

    def __init__(self, doc: Doc, article: Article, literals: Literals) -> None:
        self.doc = doc
        self._literals = literals
        read = [(b.span.start, b.span.of(article.text)) for b in article.blocks if b.role not in SILENT_ROLES]
        self.blocks = [(start, words, words.encode()) for start, words in read]
        """The start of each block that is read, its words, and the bytes that RE2 makes of them."""
        self.tokens = Tokens(doc)

    @cached_property
    def met(self) -> Mapping[Clause, int]:
        """The blocks in which each clause of a regular expression is met, a bit for each."""
        return met([words for _, words, _ in self.blocks], self._literals)

    @cached_property
    def costs(self) -> Sequence[int]:
        """The steps that an expression takes to read the blocks before each, and, at the end, all of them."""
        steps = (1 + len(encoded) // limits.CHARACTERS_A_STEP for _, _, encoded in self.blocks)
        return list(accumulate(steps, initial=0))

    @cached_property
    def trees(self) -> Trees:
        """The dependency trees of the sentences."""
        return Trees(self.doc)


_Work = Callable[[Meter], Iterator[Match]]


def _work(page: _Page, compiled: CompiledRules) -> Iterator[tuple[Rule, _Work]]:
    """Each rule with the function that finds its matches, engine by engine."""
    yield from _by_rule(compiled.regexes, page, _regex_matches)
    yield from _by_rule(compiled.tokens, page, _token_matches)
    yield from _by_rule(compiled.phrases, page, _phrase_matches)
    yield from _by_rule(compiled.dependencies, page, _dependency_matches)


def _by_rule(
    compiled: Iterable[tuple[Rule, _Pattern]],
    page: _Page,
    engine: Callable[[Rule, Sequence[_Pattern], _Page, Meter], Iterator[Match]],
) -> Iterator[tuple[Rule, _Work]]:
    for rule, group in groupby(compiled, key=itemgetter(0)):
        yield rule, partial(engine, rule, [pattern for _, pattern in group], page)


def _regex_matches(rule: Rule, patterns: Sequence[Expression], page: _Page, meter: Meter) -> Iterator[Match]:
    """Every pattern counts as run on every block; it is run only on those that hold what it needs."""
    where = [may_match(pattern.clauses, page.met, len(page.blocks)) for pattern in patterns]
    spent = 0
    for number in _bits(reduce(or_, where)):
        start, words, encoded = page.blocks[number]
        for before, (pattern, blocks) in enumerate(zip(patterns, where, strict=True), 1):
            # Searching the bytes tells at a fifth of the cost of iterating that a pattern matches nowhere.
            if not blocks >> number & 1 or not pattern.compiled().search(encoded):
                continue
            due = page.costs[number] * len(patterns) + (page.costs[number + 1] - page.costs[number]) * before
            meter.spend(due - spent)
            spent = due
            yield from _found(rule, pattern.compiled(), start, words)
    meter.spend(page.costs[-1] * len(patterns) - spent)


def _bits(number: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _found(rule: Rule, pattern: Any, start: int, words: str) -> Iterator[Match]:
    for found in pattern.finditer(words):
        if found.start() == found.end():
            continue
        roles = [
            (name.rstrip("0123456789"), Span(*found.span(number)).shift(start))
            for name, number in pattern.groupindex.items()
            if found.start(number) >= 0
        ]
        yield _match(rule, Span(*found.span()).shift(start), roles)


def _phrase_matches(rule: Rule, patterns: Sequence[Phrase], page: _Page, meter: Meter) -> Iterator[Match]:
    for pattern in patterns:
        for start, end in phrase_matches(pattern, page.tokens, meter):
            span = syntax.tokens_span(page.doc, start, end)
            yield _match(rule, span, [("cue", span)])


def _token_matches(rule: Rule, patterns: Sequence[TokenPattern], page: _Page, meter: Meter) -> Iterator[Match]:
    for pattern in patterns:
        for run in sequence_matches(pattern.steps, page.tokens, meter):
            roles: dict[str, list[Span]] = {}
            for token, position in enumerate(run.positions, run.start):
                role = pattern.roles.get(position)
                if role is not None:
                    roles.setdefault(role, []).append(_grown(page.doc[token], role, rule, meter))
            span = syntax.tokens_span(page.doc, run.start, run.end)
            yield _match(rule, span, [(role, hull(spans)) for role, spans in roles.items()])


def _dependency_matches(
    rule: Rule, patterns: Sequence[DependencyPattern], page: _Page, meter: Meter
) -> Iterator[Match]:
    for pattern in patterns:
        for tokens in dependency_matches(pattern.nodes, page.trees, page.tokens, meter):
            roles: dict[str, list[Span]] = {}
            for role, token in zip(pattern.roles, tokens, strict=True):
                roles.setdefault(role, []).append(_grown(page.doc[token], role, rule, meter))
            known = [(role, hull(spans)) for role, spans in roles.items() if role in _GROWTH or role == rule.kind.value]
            whole = hull(span for _, span in known) if known else syntax.token_span(page.doc[tokens[0]])
            yield _match(rule, whole, known)


def _grown(token: Token, role: str, rule: Rule, meter: Meter) -> Span:
    """The words that a matched token stands for in `role`."""
    default = "token" if rule.engine is Engine.TOKEN else _GROWTH.get(role, "token")
    how = dict(rule.flags).get(f"spans.{role}") or default
    if how == "token":
        return syntax.token_span(token)
    meter.spend(_GROWING * (token.right_edge.i - token.left_edge.i))
    if how == "phrase":
        return syntax.without_case(token.doc, syntax.noun_phrase(token))
    if how == "verb":
        return syntax.verb_group(token)
    if how == "clause":
        spans = syntax.clause(token)
        return Span(spans[0].start, spans[-1].end) if spans else syntax.token_span(token)
    if how == "subtree":
        return syntax.subtree_span(token)
    return syntax.rest_of_clause(token)
