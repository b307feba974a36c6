"""What a regular expression needs is told truly: no match is ever without it."""

from __future__ import annotations

import random

import pytest
import re2

from auditor.language import literals
from auditor.language.match.stretches import literals_of, may_match, met
from auditor.packs.load import load_packs
from auditor.records.rules import Engine
from auditor.toolkit import Toolkit


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"declined to (?:say|speak)", [{"declined to s"}]),
        (r"\basked\s+not\b", [{"asked"}, {"not"}]),
        (r"(?P<cue>spoke)(?<source2>n)? [Aa]non", [{"spoke"}, {"non"}]),
        (r"(?:comment)?s \pL+ \x{2019}", []),
        (r"(?:comment|)ed", []),
        (r"(?:comment)+ \pL\p{Lu}[\pL’]", [{"comment"}]),
        (r"com{2}ent", [{"ent"}]),
        (r"\(?<abc", [{"<abc"}]),
        (r"[[:alpha:]]abc", []),
        (r"\Qabc\E", []),
        (r"café closed", [{" closed"}, {"caf"}]),
    ],
)
def test_what_a_match_holds(pattern: str, expected: list[set[str]]) -> None:
    assert [set(clause) for clause in literals.clauses(pattern)] == expected


@pytest.mark.parametrize(
    ("pattern", "held", "lacking"),
    [
        ("(?:By|by|From) .*", "by Jane", "baby and from"),
        ("x*(?:—|–|--?)", "xx -", "x - y"),
        (r"\d{1,2} [|/] ?y?", "12 | y", "12 y"),
        ("[^a]b", "cb", "c"),
        ("(?:a|b)?c", "c", "d"),
        (r"\pL+ [(][a-z]+[)]\.?", "x (y).", "x y."),
        ("é[–’]", "É’", "e'"),
        ("(?i:ſo)", "so", ""),
    ],
)
def test_what_a_whole_text_holds(pattern: str, held: str, lacking: str) -> None:
    clauses = literals.clauses(pattern, of_whole=True)
    assert literals.meets(literals.whole(held), clauses)
    assert not literals.meets(literals.whole(lacking), clauses) or not clauses


@pytest.mark.parametrize("text", ["asKed", "aſked", "ASKED", "aſ\u212aed"])
def test_letters_that_re2_takes_for_others_are_found(text: str) -> None:
    options = re2.Options()
    options.case_sensitive = False
    assert re2.compile("asked", options).search(text)
    assert "asked" in literals.fold(text)


def test_blocks_are_told_apart() -> None:
    clauses = literals.clauses("asked not (?:to|for)")
    found = met(["They aſ\u212aed", "He ASKED NOT for it", "asked", " not "], literals_of([clauses]))
    assert may_match(clauses, found, 4) == 0b10
    assert may_match((), found, 4) == 0b1111


@pytest.mark.model
def test_no_match_of_a_shipped_rule_is_without_what_it_needs(toolkit: Toolkit) -> None:
    chance = random.Random(7)
    rules = [rule for pack in load_packs(("core",)) for rule in pack.rules if rule.engine is Engine.REGEX]
    examples = [example.text for rule in rules for example in (*rule.match, *rule.no_match)]
    words = " ".join(examples).split()
    swapped = str.maketrans({"s": "ſ", "k": "\u212a", "K": "\u212a", "'": "’"})
    texts = examples + [" ".join(chance.choices(words, k=40)) for _ in range(100)]
    texts += [text.translate(swapped) for text in examples] + [text.upper() for text in examples]
    found = met(texts, toolkit.rules.literals)
    hits = 0
    for rule, pattern in toolkit.rules.regexes:
        where = may_match(pattern.clauses, found, len(texts))
        for number, text in enumerate(texts):
            if not where >> number & 1:
                assert not pattern.compiled().search(text), (rule.id, text)
            else:
                hits += 1
    assert 0 < hits < len(texts) * len(toolkit.rules.regexes) / 5
