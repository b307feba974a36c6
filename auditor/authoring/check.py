"""Runs every example of every rule, and tells every difference in exact spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from spacy.language import Language

from auditor import engine
from auditor.base.errors import At
from auditor.base.pool import Loss, spread
from auditor.base.spans import Span
from auditor.judging.misses import misses
from auditor.language import layout
from auditor.language import parser as language
from auditor.language import quotations as quoting
from auditor.language.match.compile import CompiledRules
from auditor.language.match.run import run_rules
from auditor.readers.dispatch import read_text
from auditor.records.article import Article, BlockRole
from auditor.records.reading import Languages
from auditor.records.report import Report
from auditor.records.rules import Example, PolicyExample, PolicyRule, Rule, RuleKind, RulePack
from auditor.records.sourcing import Match
from auditor.toolkit import build_toolkit

_SHOWN = 70
"""How many characters of a span a message shows."""


@dataclass(frozen=True, slots=True)
class Check:
    """One example of one rule, and what is wrong with it: nothing, if it passes."""

    rule_id: str
    sort: str
    """`match` or `no_match`."""
    text: str
    at: At
    problems: tuple[str, ...]
    known_failure: bool = False
    """Whether it fails as its file says that it does, with the reason."""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with the example."""
        return not self.problems


Checks = tuple[Check, ...]
"""What the examples of one rule came to."""
Why = Callable[[Article, PolicyRule], Sequence[str]]
"""Why a policy objects to nothing in an article, a line for each thing that comes near."""
Numbered = tuple[int, Rule | PolicyRule]
_MANY = 100
"""For so many examples that are audited it pays to find out beforehand what each regular expression needs."""


def run(packs: Sequence[RulePack], tested: Sequence[Rule | PolicyRule], jobs: int) -> Iterator[tuple[int, Checks]]:
    """Numbers of rules with the checks of their examples, as they come, from `jobs` processes."""
    groups: dict[tuple[str, ...], list[Numbered]] = defaultdict(list)
    for number, entry in enumerate(tested):
        shared = (example.text for example in entry.match)  # by rules that extend one another; a text is audited once
        groups[tuple(shared)].append((number, entry))
    audited = sum(len(each.match) + len(each.no_match) for each in tested if isinstance(each, PolicyRule))
    prepare = partial(_checking, packs=packs, many=audited >= _MANY)
    tasks = sorted(groups.values(), key=len, reverse=True)
    done = spread(prepare, tasks, jobs) if jobs > 1 else enumerate(map(prepare(), tasks))
    return (each for _, checks in done if not isinstance(checks, Loss) for each in checks)


def _checking(packs: Sequence[RulePack], many: bool) -> Callable[[Sequence[Numbered]], list[tuple[int, Checks]]]:
    toolkit = build_toolkit(packs, language=Languages.ANY, today=date.today().isoformat(), many=many)
    audit = remembering(partial(engine.audit, toolkit=toolkit))

    def why(article: Article, policy: PolicyRule) -> Sequence[str]:
        return misses(engine.understood(article, toolkit), policy)

    def check(group: Sequence[Numbered]) -> list[tuple[int, Checks]]:
        return [
            (number, tuple(check_rule(entry, toolkit.rules, toolkit.nlp)))
            if isinstance(entry, Rule)
            else (number, tuple(check_policy(entry, audit, why)))
            for number, entry in group
        ]

    return check


def check_rule(rule: Rule, compiled: CompiledRules, nlp: Language) -> Iterator[Check]:
    """Each example of `rule`; nothing for a deprecated rule, which is not run either."""
    if rule.status != "deprecated":
        yield from (check_example(rule, "match", example, compiled, nlp) for example in rule.match)
        yield from (check_example(rule, "no_match", example, compiled, nlp) for example in rule.no_match)


def check_example(rule: Rule, sort: str, example: Example, compiled: CompiledRules, nlp: Language) -> Check:
    """One example of `rule`: of `match`, one match must have exactly the marked roles; of `no_match`, none may be."""
    matches = find_matches(rule, example.text, compiled, nlp)
    wrong = _missed(rule, example, matches) if sort == "match" else _unwanted(example, matches)
    known = example.model is not None and bool(wrong)
    if known:
        wrong = []
    elif example.model is not None:
        wrong = [f"passes now, though it is said to fail ({example.model}): take `model` out"]
    return Check(rule.id, sort, example.text, At(rule.path, example.line), tuple(wrong), known)


def remembering(audit: Callable[[Article], Report]) -> Callable[[Article], Report]:
    """`audit`, which audits no text twice: rules that extend one another share their examples."""
    seen: dict[str, Report] = {}

    def once(article: Article) -> Report:
        if article.text not in seen:
            seen[article.text] = audit(article)
        return seen[article.text]

    return once


def check_policy(policy: PolicyRule, audit: Callable[[Article], Report], why: Why) -> Iterator[Check]:
    """Each example of `policy`, audited as an article of its own."""
    yield from (check_policy_example(policy, "match", example, audit, why) for example in policy.match)
    yield from (check_policy_example(policy, "no_match", example, audit, why) for example in policy.no_match)


def check_policy_example(
    policy: PolicyRule, sort: str, example: PolicyExample, audit: Callable[[Article], Report], why: Why
) -> Check:
    """One example of `policy`: of `match`, the policy must object to it, or `why` says what is missing; of `no_match`,
    it must not.
    """
    article = read_text(example.text, "example.txt")
    report = audit(article)
    findings = [finding.message for finding in report.findings if finding.policy == policy.id]
    problems: tuple[str, ...] = ()
    if sort == "match" and not findings:
        problems = ("expected a finding, got none", *why(article, policy))
    elif sort == "no_match":
        problems = tuple(f"expected no finding, got: {message}" for message in findings)
    return Check(policy.id, sort, example.text, At(policy.path, example.line), problems)


def find_matches(rule: Rule, text: str, compiled: CompiledRules, nlp: Language) -> tuple[Match, ...]:
    """The matches of `rule` in `text`, which is read as an article in a block that the rule looks at.

    A layout rule judges whole blocks, so that it matches all of `text` or nothing.
    """
    if rule.kind is RuleKind.LAYOUT:
        fits = layout.matching_rule(text, layout.compile_rules([rule])) is not None
        return (Match(rule.id, rule.kind, Span(0, len(text))),) if fits else ()
    return tuple(match for match in run_all(rule, text, compiled, nlp) if match.rule_id == rule.id)


def run_all(rule: Rule, text: str, compiled: CompiledRules, nlp: Language) -> tuple[Match, ...]:
    """The matches of all compiled rules in `text`, which is read as an article in a block that `rule` looks at."""
    article = _article(rule, text)
    quotations = quoting.find(article.text, article.blocks)
    doc = language.parse(article, nlp, quotations)
    return run_rules(doc, article, compiled, quotations)


def invariants(packs: Sequence[RulePack]) -> tuple[str, ...]:
    """What no single file shows: ids used twice, patterns given twice, examples that say both yes and no."""
    return (*_ids_twice(packs), *_patterns_twice(packs), *_contradictions(packs))


def _article(rule: Rule, text: str) -> Article:
    article = read_text(text, "example.txt")
    anywhere = not rule.scope or BlockRole.PARA in rule.scope
    role = BlockRole.PARA if anywhere else min(rule.scope)
    return replace(article, blocks=tuple(replace(block, role=role) for block in article.blocks))


def _missed(rule: Rule, example: Example, matches: Sequence[Match]) -> list[str]:
    if not matches:
        return ["expected a match, got none"]
    if not example.roles:
        return []
    return min((_differences(rule, example, match) for match in matches), key=len)


def _unwanted(example: Example, matches: Sequence[Match]) -> list[str]:
    return [f"expected no match, got {_quoted(example.text, match.span)}" for match in matches]


def _differences(rule: Rule, example: Example, match: Match) -> list[str]:
    """How the roles of `match` differ from the marks; a role named as the rule's kind is the whole match."""
    whole = str(rule.kind)
    found = list(match.roles)
    if match.role(whole) is None and any(role == whole for role, _ in example.roles):
        found.append((whole, match.span))
    missed = [pair for pair in example.roles if pair not in found]
    surplus = [pair for pair in found if pair not in example.roles and pair[0] != whole]
    wrong = []
    for role, span in missed:
        other = next((pair for pair in found if pair[0] == role and pair not in example.roles), None)
        surplus = [pair for pair in surplus if pair != other]
        got = _quoted(example.text, other[1]) if other else "none"
        wrong.append(f"expected {role} {_quoted(example.text, span)}, got {got}")
    wrong += [f"got {role} {_quoted(example.text, span)}, which is not marked" for role, span in surplus]
    return wrong


def _quoted(text: str, span: Span) -> str:
    words = span.of(text)
    if len(words) > _SHOWN:
        words = f"{words[: _SHOWN // 2]}…{words[-_SHOWN // 2 :]}"
    return f'"{words}" {span.start}:{span.end}'


def _ids_twice(packs: Sequence[RulePack]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for pack in packs:
        entries: Sequence[Rule | PolicyRule] = (*pack.rules, *pack.policies)
        for entry in entries:
            if entry.id in seen:
                yield f"{entry.path}: the id {entry.id} is that of {seen[entry.id]}"
            seen[entry.id] = entry.path


def _patterns_twice(packs: Sequence[RulePack]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        for number, pattern in enumerate(rule.patterns, 1):
            key = (f"{rule.engine} {rule.flags} {rule.scope} {rule.part} {rule.quotations}", repr(pattern))
            if key in seen:
                yield f"{rule.path}:{rule.line}: pattern {number} of {rule.id} is that of {seen[key]}"
            seen[key] = f"{rule.id}, pattern {number}"


def _contradictions(packs: Sequence[RulePack]) -> Iterator[str]:
    for pack in packs:
        for rule in pack.rules:
            wanted = {example.text for example in rule.match}
            for example in rule.no_match:
                if example.text in wanted:
                    yield f"{rule.path}:{example.line}: the example of {rule.id} is also under 'match'"
