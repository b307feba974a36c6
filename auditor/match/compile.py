"""Rules compiled to matchers, one for each engine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher

from auditor.errors import At, PackError
from auditor.model import Engine, Lexicon, Rule, RuleKind, RulePack

_LEXICON_REFERENCE = re.compile(r"\{\{([\w/-]+)#([\w-]+)\}\}")


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """All detection rules of the loaded packs, ready to run; spaCy's and RE2's objects, so never passed on."""

    rules: Mapping[str, Rule]
    lexicons: Mapping[str, Lexicon]
    regexes: tuple[tuple[Rule, Any], ...]
    """Rule and compiled RE2 pattern, one entry a pattern."""
    phrases: PhraseMatcher
    tokens: Matcher
    dependencies: DependencyMatcher
    token_roles: Mapping[str, Mapping[int, str]]
    """Match key of a token pattern -> position in the pattern -> role."""
    node_roles: Mapping[str, tuple[str, ...]]
    """Match key of a dependency pattern -> role (or node name) of each node."""


def compile_rules(packs: Sequence[RulePack], nlp: Language) -> CompiledRules:
    """Raises PackError for a pattern that its engine refuses."""
    lexicons = {lex.id: lex for pack in packs for lex in pack.lexicons}
    rules = {rule.id: rule for pack in packs for rule in pack.rules if rule.status != "deprecated"}
    regexes: list[tuple[Rule, Any]] = []
    phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
    tokens = Matcher(nlp.vocab)
    dependencies = DependencyMatcher(nlp.vocab)
    token_roles: dict[str, dict[int, str]] = {}
    node_roles: dict[str, tuple[str, ...]] = {}
    for rule in rules.values():
        if rule.kind is RuleKind.LAYOUT:  # those run on blocks before anything is parsed
            continue
        for number, pattern in enumerate(rule.patterns):
            key = f"{rule.id}#{number}"
            try:
                if rule.engine is Engine.REGEX:
                    regexes.append((rule, re2.compile(regex_source(str(pattern), rule, lexicons), _options(rule))))
                elif rule.engine is Engine.PHRASE:
                    phrases.add(key, [nlp.make_doc(str(pattern))])
                elif rule.engine is Engine.TOKEN:
                    plain, roles = _token_pattern(pattern, rule, lexicons)
                    tokens.add(key, [plain], greedy="LONGEST")
                    token_roles[key] = roles
                else:
                    nodes = [_resolved(node, rule, lexicons) for node in _as_list(pattern)]
                    dependencies.add(key, [nodes])
                    node_roles[key] = tuple(str(node["RIGHT_ID"]).rstrip("0123456789") for node in nodes)
            except (ValueError, KeyError, re2.error) as error:
                raise PackError(
                    f"pattern {number + 1} of rule {rule.id!r}: {_reason(error)}",
                    code="A240",
                    at=At(rule.path, rule.line),
                ) from error
    return CompiledRules(
        rules,
        lexicons,
        tuple(regexes),
        phrases,
        tokens,
        dependencies,
        token_roles,
        node_roles,
    )


def _reason(error: Exception) -> str:
    """What is wrong, in words: RE2's errors carry bytes."""
    reason = error.args[0] if error.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(error)


def _options(rule: Rule) -> Any:
    options = re2.Options()
    options.log_errors = False  # to standard error, before anybody asks
    options.case_sensitive = dict(rule.flags).get("case") == "exact"
    return options


def regex_source(pattern: str, rule: Rule, lexicons: Mapping[str, Lexicon]) -> str:
    """`pattern` with each `{{lexicon#tag}}` written out, longest words first."""

    def words(found: re.Match[str]) -> str:
        entries = _tagged(f"{found.group(1)}#{found.group(2)}", rule, lexicons)
        ordered = sorted(entries, key=lambda e: (-len(e), e))
        escaped = (re2.escape(e).replace(r"\ ", r"\s+").replace(r"\'", "['’]") for e in ordered)
        return "(?:" + "|".join(escaped) + ")"

    return _LEXICON_REFERENCE.sub(words, pattern)


def _tagged(reference: str, rule: Rule, lexicons: Mapping[str, Lexicon]) -> tuple[str, ...]:
    name, _, tag = reference.partition("#")
    full = name if "/" in name else f"{rule.id.split('/')[0]}/{name}"
    lexicon = lexicons.get(full)
    entries = lexicon.tagged(tag) if lexicon else ()
    if not entries:
        raise PackError(
            f"rule {rule.id!r} names the words {reference!r}, which no lexicon holds",
            code="A241",
            at=At(rule.path, rule.line),
        )
    return entries


def _as_list(pattern: object) -> list[Any]:
    if not isinstance(pattern, (list, tuple)):
        raise ValueError("a list was expected")
    return list(pattern)


def _token_pattern(
    pattern: object, rule: Rule, lexicons: Mapping[str, Lexicon]
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    plain, roles = [], {}
    for position, item in enumerate(_as_list(pattern)):
        attributes = dict(item)
        role = attributes.pop("ROLE", None)
        if role is not None:
            roles[position] = str(role)
        plain.append(_resolved(attributes, rule, lexicons))
    return plain, roles


def _resolved(value: Any, rule: Rule, lexicons: Mapping[str, Lexicon]) -> Any:
    """A copy of a pattern in plain lists and dictionaries, with lexicon references written out."""
    if isinstance(value, Mapping):
        if set(value) == {"LEXICON"}:
            return {"IN": list(_tagged(str(value["LEXICON"]), rule, lexicons))}
        return {key: _resolved(item, rule, lexicons) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_resolved(item, rule, lexicons) for item in value]
    return value
