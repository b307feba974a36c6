"""Token and dependency rules that ship find in the example drafts what spaCy's own matchers find with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc

from auditor.language import layout, parser, quotations
from auditor.language.match.dependencies import Trees, dependency_matches
from auditor.language.match.elements import Tokens
from auditor.language.match.meter import allowed
from auditor.language.match.sequences import sequence_matches
from auditor.readers.dispatch import read
from auditor.records.rules import Engine, Lexicon, Rule
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model

DRAFTS = sorted((Path(__file__).parents[2] / "cases").glob("*/*.txt"))
DRAFTS += sorted((Path(__file__).parents[2] / "cases").glob("*/*.md"))


def written_out(value: Any, rule: Rule, lexicons: Mapping[str, Lexicon]) -> Any:
    """A pattern as spaCy takes it: no roles, and words for lexicons."""
    if isinstance(value, Mapping):
        if "LEXICON" in value:
            name, _, tag = str(value["LEXICON"]).partition("#")
            full = name if "/" in name else f"{rule.id.split('/')[0]}/{name}"
            return {"IN": list(lexicons[full].tagged(tag))}
        return {key: written_out(item, rule, lexicons) for key, item in value.items() if key != "ROLE"}
    if isinstance(value, list | tuple):
        return [written_out(item, rule, lexicons) for item in value]
    return value


@pytest.fixture(scope="module")
def docs(toolkit: Toolkit) -> list[Doc]:
    found = []
    for path in DRAFTS:
        article = layout.arrange(read(path), toolkit.layout)
        found.append(parser.parse(article, toolkit.nlp, quotations.find(article.text, article.blocks)))
    assert len(found) >= 8
    return found


def test_token_rules_find_what_spacy_finds(toolkit: Toolkit, docs: list[Doc]) -> None:
    compiled = toolkit.rules
    sources = [(r, p) for r in compiled.rules.values() if r.engine is Engine.TOKEN for p in r.patterns]
    number = 0
    for (rule, source), (_, pattern) in zip(sources, compiled.tokens, strict=True):
        matcher = Matcher(toolkit.nlp.vocab)
        matcher.add("x", [written_out(source, rule, compiled.lexicons)], greedy="LONGEST")
        for doc in docs:
            expected: list[Any] = [tuple(found[1:]) for found in matcher(doc, with_alignments=True)]
            runs = sequence_matches(pattern.steps, Tokens(doc), allowed(len(doc)))
            assert [(run.start, run.end, list(run.positions)) for run in runs] == expected
            number += len(expected)
    assert number


def test_dependency_rules_find_what_spacy_finds(toolkit: Toolkit, docs: list[Doc]) -> None:
    compiled = toolkit.rules
    sources = [(r, p) for r in compiled.rules.values() if r.engine is Engine.DEPENDENCY for p in r.patterns]
    number = 0
    for (rule, source), (_, pattern) in zip(sources, compiled.dependencies, strict=True):
        matcher = DependencyMatcher(toolkit.nlp.vocab)
        matcher.add("x", [written_out(source, rule, compiled.lexicons)])
        for doc in docs:
            expected = [tuple(tokens) for _, tokens in matcher(doc)]
            found = dependency_matches(pattern.nodes, Trees(doc), Tokens(doc), allowed(len(doc)))
            assert list(found) == expected
            number += len(expected)
    assert number


def test_no_rule_that_ships_comes_near_its_limits(toolkit: Toolkit, docs: list[Doc]) -> None:
    compiled = toolkit.rules
    for doc in docs:
        tokens, trees = Tokens(doc), Trees(doc)
        for _, pattern in compiled.dependencies:
            meter = allowed(len(doc))
            before = meter.steps
            found = sum(1 for _ in dependency_matches(pattern.nodes, trees, tokens, meter))
            assert before - meter.steps < before / 10
            assert found < meter.matches / 2
