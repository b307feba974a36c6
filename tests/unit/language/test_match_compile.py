"""Patterns compiled: lexicon references written out, and what an engine refuses."""

from __future__ import annotations

import pytest
import re2
from spacy.language import Language

from auditor.base.errors import PackError
from auditor.language.match.compile import compile_rules, regex_source
from auditor.language.match.words import Words
from auditor.records.rules import Engine, Lexicon
from tests.unit.language.matching import pack, rule

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("engine", "pattern", "message"),
    [
        (Engine.REGEX, "a(?=b)", "pattern 1 of rule 't/hedges/x': invalid perl operator: (?="),
        (Engine.REGEX, r"(a)\1", "pattern 1 of rule 't/hedges/x': invalid escape sequence: \\1"),
        (Engine.REGEX, "(a", "pattern 1 of rule 't/hedges/x': missing ): (a"),
        (Engine.TOKEN, "said", "pattern 1 of rule 't/hedges/x': a list was expected"),
        (Engine.DEPENDENCY, "said", "pattern 1 of rule 't/hedges/x': a list was expected"),
    ],
)
def test_a_pattern_that_its_engine_refuses(nlp: Language, engine: Engine, pattern: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        compile_rules([pack(rule(engine, pattern))], nlp)
    assert caught.value.code == "A240"
    assert caught.value.message == message
    assert str(caught.value.at) == "t.yaml:2"


def test_a_dependency_pattern_without_an_anchor_is_refused(nlp: Language) -> None:
    nodes = ({"LEFT_ID": "cue", "REL_OP": ">", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": "ccomp"}},)
    with pytest.raises(PackError) as caught:
        compile_rules([pack(rule(Engine.DEPENDENCY, nodes))], nlp)
    assert caught.value.code == "A240"


def test_the_pattern_at_fault_is_named_by_its_place(nlp: Language) -> None:
    with pytest.raises(PackError, match="pattern 2 of rule 't/hedges/x'"):
        compile_rules([pack(rule(Engine.REGEX, "fine", "(bad"))], nlp)


@pytest.mark.parametrize(
    ("engine", "pattern"),
    [
        (Engine.REGEX, "{{cues#none}}"),
        (Engine.REGEX, "{{nowhere#clausal}}"),
        (Engine.TOKEN, ({"LEMMA": {"LEXICON": "cues#none"}},)),
        (Engine.DEPENDENCY, ({"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": {"LEXICON": "cues#none"}}},)),
    ],
)
def test_words_that_no_lexicon_holds_are_reported(nlp: Language, engine: Engine, pattern: object) -> None:
    lexicon = Lexicon("t/cues", {"say": frozenset({"clausal"})})
    with pytest.raises(PackError) as caught:
        compile_rules([pack(rule(engine, pattern), lexicons=(lexicon,))], nlp)
    assert caught.value.code == "A241"
    name = "nowhere#clausal" if "nowhere" in str(pattern) else "cues#none"
    assert caught.value.message == f"rule 't/hedges/x' names the words {name!r}, which no lexicon holds"


def test_a_reference_becomes_an_alternation_with_the_longest_words_first() -> None:
    entries = {w: frozenset({"role"}) for w in ("aide", "press aide", "mayor's aide", "a.k.a.")}
    lexicons = {"t/nouns": Lexicon("t/nouns", entries | {"dog": frozenset({"pet"})})}
    source = regex_source(r"\b{{nouns#role}}s?\b", rule(Engine.REGEX, "x"), Words(lexicons))
    assert source == r"\b(?:mayor['’]s\s+aide|press\s+aide|a\.k\.a\.|aide)s?\b"
    found = re2.compile(source)
    assert [m.group() for m in found.finditer("the mayor’s aide, press  aides, akaa, a dog")] == [
        "mayor’s aide",
        "press  aides",
    ]


def test_a_reference_may_name_another_pack() -> None:
    lexicons = {"core/nouns": Lexicon("core/nouns", {"aide": frozenset({"role"})})}
    assert regex_source("{{core/nouns#role}}", rule(Engine.REGEX, "x"), Words(lexicons)) == "(?:aide)"


def test_deprecated_rules_are_left_out(nlp: Language) -> None:
    compiled = compile_rules([pack(rule(Engine.REGEX, "x", status="deprecated"))], nlp)
    assert compiled.rules == {}
    assert compiled.regexes == ()


def test_patterns_are_not_changed_by_compiling_them(nlp: Language) -> None:
    pattern = ({"LEMMA": {"LEXICON": "cues#clausal"}, "ROLE": "cue"},)
    made = rule(Engine.TOKEN, pattern)
    lexicon = Lexicon("t/cues", {"say": frozenset({"clausal"})})
    compile_rules([pack(made, lexicons=(lexicon,))], nlp)
    assert made.patterns == (({"LEMMA": {"LEXICON": "cues#clausal"}, "ROLE": "cue"},),)
