"""Rules compiled: each pattern in the form in which its engine walks an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import re2
from spacy.language import Language

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes
from auditor.language import expressions
from auditor.language.expressions import Expression, Known
from auditor.language.literals import Clause, clauses
from auditor.language.match.dependencies import Node, nodes
from auditor.language.match.elements import Element, element
from auditor.language.match.sequences import Step, steps
from auditor.language.match.stretches import Literals, literals_of
from auditor.language.match.words import Words
from auditor.packs import limits
from auditor.records.rules import Engine, Lexicon, Rule, RuleKind, RulePack

_LEXICON_REFERENCE = re.compile(r"\{\{([\w/-]+)#([\w-]+)\}\}")


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A pattern of tokens in a row, and which of them give roles, by their position."""

    steps: Sequence[Step]
    roles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DependencyPattern:
    """A pattern of nodes, and the role (or the name) of each."""

    nodes: Sequence[Node]
    roles: Sequence[str]


Compiled = Mapping[tuple[str, str], Any]
"""RE2's patterns by the id of the rule and the pattern as it stands there."""

Phrase = Sequence[Element]
"""The words of a phrase, one element each."""


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """All detection rules of the loaded packs, ready to run; they hold RE2's objects and never leave their process."""

    rules: Mapping[str, Rule]
    """By id, in the order of their rank."""
    lexicons: Mapping[str, Lexicon]
    regexes: tuple[tuple[Rule, Expression], ...]
    """Rule and pattern, one entry a pattern."""
    phrases: tuple[tuple[Rule, Phrase], ...]
    tokens: tuple[tuple[Rule, TokenPattern], ...]
    dependencies: tuple[tuple[Rule, DependencyPattern], ...]
    literals: Literals
    """What the regular expressions need, looked for all at once."""


def compile_expressions(packs: Sequence[RulePack]) -> Compiled:
    """The regular expressions of `packs`, compiled; without those that are refused, of which `compile_rules` tells.

    RE2 compiles without holding up other threads, and needs no language model.
    """
    rules = _rules(packs)
    words, memory = Words(_lexicons(packs)), _memory(rules)
    found: dict[tuple[str, str], Any] = {}
    for rule in rules.values():
        for pattern in rule.patterns if rule.engine is Engine.REGEX and rule.kind is not RuleKind.LAYOUT else ():
            try:
                found[rule.id, str(pattern)] = _compiled(regex_source(str(pattern), rule, words), rule, memory)
            except (PackError, ValueError, KeyError, re2.error):
                continue
    return found


def compile_rules(
    packs: Sequence[RulePack],
    nlp: Language,
    compiled: Compiled | None = None,
    *,
    many: bool = True,
    known: Known | None = None,
) -> CompiledRules:
    """The rules of `packs`, compiled; raises PackError for a pattern that is refused, and for too many or too large.

    Of regular expressions, those that are `compiled` are taken, and those that are `known` are compiled when they are
    first run. For `many` articles it is found out what each of the others needs, so that most need not be run; for a
    few that would take longer than it saves.
    """
    told = Mistakes()
    for pack in packs:
        limits.PATTERNS_OF_PACK.check(sum(len(rule.patterns) for rule in pack.rules), At(pack.path))
    lexicons, rules = _lexicons(packs), _rules(packs)
    made = _Made(nlp, Words(lexicons), _memory(rules), compiled or {}, many, known or {})
    for rule in rules.values():
        if rule.kind is not RuleKind.LAYOUT:  # those run on blocks before anything is parsed
            told.attempt(None, made.add, rule)
    told.end()
    return CompiledRules(
        rules,
        lexicons,
        tuple(made.regexes),
        tuple(made.phrases),
        tuple(made.tokens),
        tuple(made.dependencies),
        literals_of(pattern.clauses for _, pattern in made.regexes),
    )


def _lexicons(packs: Sequence[RulePack]) -> dict[str, Lexicon]:
    return {lex.id: lex for pack in packs for lex in pack.lexicons}


def _rules(packs: Sequence[RulePack]) -> dict[str, Rule]:
    in_force = (rule for pack in packs for rule in pack.rules if rule.status != "deprecated")
    return {rule.id: rule for rule in sorted(in_force, key=lambda rule: rule.rank)}


def _memory(rules: Mapping[str, Rule]) -> int:
    """Bytes for each regular expression: the more there are, the less each may take."""
    number = sum(len(rule.patterns) for rule in rules.values() if rule.engine is Engine.REGEX)
    return min(limits.REGEX_MEMORY, limits.REGEX_MEMORY_TOGETHER // max(number, 1))


@dataclass(slots=True)
class _Made:
    """What has been compiled so far."""

    nlp: Language
    words: Words
    memory: int
    """Bytes for each regular expression."""
    compiled: Compiled
    many: bool
    known: Known
    regexes: list[tuple[Rule, Expression]] = field(default_factory=list)
    phrases: list[tuple[Rule, Phrase]] = field(default_factory=list)
    tokens: list[tuple[Rule, TokenPattern]] = field(default_factory=list)
    dependencies: list[tuple[Rule, DependencyPattern]] = field(default_factory=list)
    size: int = 0

    def add(self, rule: Rule) -> None:
        """Compiles the patterns of `rule`; raises PackError for one that its engine refuses."""
        known = expressions.known_of(self.known, rule.id, len(rule.patterns))
        if rule.engine is Engine.REGEX and known is not None:
            self._later(rule, known)
            return
        add: Callable[[Rule, Any], None] = {
            Engine.REGEX: self._regex,
            Engine.PHRASE: self._phrase,
            Engine.TOKEN: self._token,
            Engine.DEPENDENCY: self._dependency,
        }[rule.engine]
        for number, pattern in enumerate(rule.patterns, 1):
            try:
                add(rule, pattern)
            except (ValueError, KeyError, re2.error) as error:
                message = f"pattern {number} of rule {rule.id!r}: {_reason(error)}"
                raise PackError(message, code="A240", at=At(rule.path, rule.line)) from error

    def _later(self, rule: Rule, known: Sequence[Sequence[Clause]]) -> None:
        """Has the expressions of `rule`, which are not too large together with those of all others, compiled later."""
        for pattern, needed in zip(rule.patterns, known, strict=True):
            self.regexes.append((rule, expressions.later(partial(self._expression, str(pattern), rule), needed)))

    def _regex(self, rule: Rule, pattern: object) -> None:
        compiled = self.compiled.get((rule.id, str(pattern)))
        if compiled is None:
            compiled = self._expression(str(pattern), rule)
        self.size += compiled.programsize
        limits.COMPILED.check(self.size, At(rule.path, rule.line))
        needed = self._needed(str(pattern), rule) if self.many else ()
        self.regexes.append((rule, expressions.ready(compiled, needed)))

    def _expression(self, pattern: str, rule: Rule) -> Any:
        return _compiled(regex_source(pattern, rule, self.words), rule, self.memory)

    def _needed(self, pattern: str, rule: Rule) -> Sequence[Clause]:
        return clauses(pattern, _LEXICON_REFERENCE, lambda found: self.words.clause(_reference(found), rule))

    def _phrase(self, rule: Rule, pattern: object) -> None:
        words = [self._element({"LOWER": token.lower_}, rule) for token in self.nlp.make_doc(str(pattern))]
        self.phrases.append((rule, words))

    def _token(self, rule: Rule, pattern: object) -> None:
        walked: list[Step] = []
        roles = {}
        for position, item in enumerate(_as_list(pattern)):
            asked = dict(item)
            if (role := asked.pop("ROLE", None)) is not None:
                roles[position] = str(role)
            operator = asked.pop("OP", None)
            walked += steps(self._element(asked, rule), position, operator)
        self.tokens.append((rule, TokenPattern(walked, roles)))

    def _dependency(self, rule: Rule, pattern: object) -> None:
        listed = _as_list(pattern)
        names = [str(node["RIGHT_ID"]) for node in listed]
        hung = [
            (self._element(node["RIGHT_ATTRS"], rule), name, node.get("REL_OP", ""), node.get("LEFT_ID", ""))
            for name, node in zip(names, listed, strict=True)
        ]
        roles = [name.rstrip("0123456789") for name in names]
        self.dependencies.append((rule, DependencyPattern(nodes(hung), roles)))

    def _element(self, attributes: Mapping[str, Any], rule: Rule) -> Element:
        def listed(reference: str, attribute: int) -> frozenset[int]:
            return self.words.numbers(reference, rule, attribute, self.nlp.vocab)

        return element(attributes, self.nlp.vocab, listed)


def _reason(error: Exception) -> str:
    """What is wrong, in words: RE2's errors carry bytes."""
    reason = error.args[0] if error.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(error)


def _compiled(source: str, rule: Rule, memory: int) -> Any:
    """`source` compiled to run within `memory` bytes, or within `limits.REGEX_MEMORY` where it does not fit."""
    try:
        return re2.compile(source, _options(rule, memory))
    except re2.error:
        return re2.compile(source, _options(rule, limits.REGEX_MEMORY))


def _options(rule: Rule, memory: int) -> Any:
    options = re2.Options()
    options.log_errors = False  # they would go to standard error
    options.case_sensitive = dict(rule.flags).get("case") == "exact"
    options.max_mem = memory
    return options


def regex_source(pattern: str, rule: Rule, words: Words) -> str:
    """`pattern` with each `{{lexicon#tag}}` written out, longest words first; PackError if it grows too long."""

    def written(found: re.Match[str]) -> str:
        return words.alternatives(_reference(found), rule)

    lengths = (len(written(found)) for found in _LEXICON_REFERENCE.finditer(pattern))
    limits.REGEX_WRITTEN_OUT.check(len(pattern) + sum(lengths), At(rule.path, rule.line))
    return _LEXICON_REFERENCE.sub(written, pattern)


def _reference(found: re.Match[str]) -> str:
    return f"{found.group(1)}#{found.group(2)}"


def _as_list(pattern: object) -> list[Any]:
    if not isinstance(pattern, (list, tuple)):
        raise ValueError("a list was expected")
    return list(pattern)
