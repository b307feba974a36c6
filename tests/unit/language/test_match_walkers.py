"""The walkers of token, phrase and dependency patterns find what spaCy's matchers find, whatever is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc

from auditor.language.match.dependencies import Trees, dependency_matches, nodes
from auditor.language.match.elements import Tokens, element
from auditor.language.match.meter import ExhaustedError, Meter
from auditor.language.match.sequences import phrase_matches, sequence_matches, steps

VOCAB = English().vocab
PLENTY = 10**6

words = st.sampled_from(["a", "b", "c"])
thorough = settings(max_examples=400, derandomize=True, deadline=None)


def meter(steps: int = PLENTY, matches: int = PLENTY) -> Meter:
    return Meter(steps, matches)


# ---------------------------------------------------------------- single tokens


TOKENS = """
Ana     Ana     PROPN NNP Number=Sing           nsubj  1  B-PERSON
said    say     VERB  VBD Tense=Past|VerbForm=Fin ROOT 1  O
12      12      NUM   CD  NumType=Card          nummod 3  B-CARDINAL
aides   aide    NOUN  NNS Number=Plur           nsubj  4  O
left    leave   VERB  VBD Tense=Past|VerbForm=Fin ccomp 1 O
.       .       PUNCT .   _                     punct  1  O
¶       ¶       SPACE _SP _                     dep    5  O
“       “       PUNCT ``  _                     punct  8  O
OK      ok      INTJ  UH  _                     ROOT   8  O
€       €       SYM   $   _                     dep    8  O
x@y.org x@y.org X     ADD _                     dep    8  O
—       —       PUNCT :   _                     punct  8  O
Bo      Bo      PROPN NNP Number=Sing           nsubj  13 B-PERSON
ran     run     VERB  VBD Tense=Past|VerbForm=Fin ROOT 13 I-PERSON
on      on      ADP   IN  _                     prep   13 O
"""


def annotated() -> Doc:
    """Three sentences with every sort of annotation that patterns can ask for; ¶ stands for a line's end."""
    rows = [line.replace("¶", "\n").split(" ") for line in TOKENS.strip().splitlines()]
    texts, lemmas, pos, tags, morphs, deps, heads, ents = zip(*([c for c in row if c] for row in rows), strict=True)
    doc = Doc(
        VOCAB,
        words=list(texts),
        spaces=[number % 5 != 4 for number in range(len(texts))],
        lemmas=list(lemmas),
        pos=list(pos),
        tags=list(tags),
        morphs=[morph.replace("_", "") for morph in morphs],
        deps=list(deps),
        heads=[int(head) for head in heads],
        ents=list(ents),
    )
    doc[9].norm_ = "euro"
    return doc


ASKED: Sequence[Mapping[str, Any]] = [
    {},
    {"LOWER": {}},
    {"TEXT": "OK"},
    {"ORTH": "said"},
    {"ORTH": {"IN": ["said", "Ana", "not there"]}},
    {"NORM": "euro"},
    {"LEMMA": {"NOT_IN": ["say", "run"]}},
    {"SHAPE": "Xxx"},
    {"PREFIX": "a", "SUFFIX": {"IN": ["des", "on"]}},
    {"MORPH": "Number=Sing"},
    {"MORPH": ""},
    {"MORPH": {"IN": ["Number=Sing", ""]}},
    {"MORPH": {"NOT_IN": ["Number=Sing"]}},
    {"MORPH": {"IS_SUBSET": ["Tense=Past", "VerbForm=Fin"]}},
    {"MORPH": {"IS_SUPERSET": ["Tense=Past"]}},
    {"MORPH": {"INTERSECTS": ["VerbForm=Fin", "Number=Plur"]}},
    {"MORPH": {"REGEX": "Tense=(Past|Pres)"}},
    {"POS": {"IS_SUBSET": ["VERB", "NOUN"]}},
    {"POS": {"IS_SUPERSET": ["VERB"]}},
    {"POS": {"IS_SUPERSET": ["VERB", "NOUN"]}},
    {"TAG": {"INTERSECTS": ["VBD", "IN"]}},
    {"TAG": {"REGEX": "^VB"}},
    {"LOWER": {"REGEX": "i", "NOT_IN": ["said"]}, "POS": "NOUN"},
    {"DEP": "ROOT", "POS": {"IN": ["VERB"]}},
    {"ENT_TYPE": ""},
    {"ENT_TYPE": "PERSON"},
    {"ENT_TYPE": {"IN": ["", "PERSON"]}},
    {"ENT_IOB": "O"},
    {"ENT_IOB": "B"},
    {"LENGTH": 2},
    {"LENGTH": {">=": 3, "!=": 4}},
    {"LENGTH": {"<": 2.5}},
    {"LENGTH": {"==": 4}},
    {"LENGTH": {"<=": 1}},
    {"LENGTH": {">": 6}},
    {"IS_SENT_START": True},
    {"IS_SENT_START": False},
    {"SPACY": True},
    {"SPACY": False},
    *(
        {flag: value}
        for flag in ("IS_ALPHA", "IS_DIGIT", "IS_PUNCT", "IS_SPACE", "IS_QUOTE")
        for value in (True, False)
    ),
    *({flag: True} for flag in ("IS_ASCII", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_STOP", "IS_LEFT_PUNCT")),
    *({flag: True} for flag in ("IS_RIGHT_PUNCT", "IS_BRACKET", "IS_CURRENCY", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL")),
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_token_has_what_is_asked_of_it_where_spacy_says_so(asked: Mapping[str, Any]) -> None:
    doc = annotated()
    matcher = Matcher(VOCAB, validate=False)  # its validation knows neither PREFIX nor SUFFIX
    matcher.add("x", [[dict(asked)]])
    expected = [start for _, start, _ in matcher(doc)]
    assert list(Tokens(doc).places(element(asked, VOCAB), meter())) == expected


def test_regular_expressions_are_those_of_re2() -> None:
    with pytest.raises(Exception, match=r"invalid perl operator"):
        element({"LOWER": {"REGEX": "(?=a)"}}, VOCAB)


@pytest.mark.parametrize(
    "asked",
    [
        {"COLOUR": "red"},
        {"LOWER": {"FUZZY": "a"}},
        {"LENGTH": 2.5},
        {"LOWER": {"LEXICON": "a#b"}},
        {"ENT_IOB": {"IN": ["B"]}},
        {"ENT_IOB": "X"},
    ],
)
def test_what_cannot_be_asked_is_refused(asked: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"unknown|cannot be"):
        element(asked, VOCAB)


# ---------------------------------------------------------------- tokens in a row

operators = st.sampled_from([None, None, "!", "?", "*", "+", "{2}", "{1,2}", "{2,}", "{,2}"])
asked_words: st.SearchStrategy[Mapping[str, Any]] = st.one_of(
    words.map(lambda word: {"ORTH": word}),
    st.just({"ORTH": {"IN": ["a", "b"]}}),
    st.just({}),
)
rows = st.lists(st.tuples(asked_words, operators), min_size=1, max_size=5)


def walked(row: Sequence[tuple[Mapping[str, Any], str | None]], doc: Doc) -> list[tuple[int, int, list[int]]]:
    pattern = [
        step
        for position, (asked, operator) in enumerate(row)
        for step in steps(element(asked, VOCAB), position, operator)
    ]
    return [(run.start, run.end, list(run.positions)) for run in sequence_matches(pattern, Tokens(doc), meter())]


@thorough
@given(rows, st.lists(words, max_size=9))
@example([({"ORTH": "a"}, None), ({}, "?"), ({"ORTH": "b"}, "*")], ["a", "b", "a", "b", "b"])
@example([({}, "?"), ({"ORTH": "a"}, "*"), ({}, "?")], ["a", "a", "a"])
def test_sequences_are_those_of_spacy(row: list[tuple[Mapping[str, Any], str | None]], text: list[str]) -> None:
    doc = Doc(VOCAB, words=text)
    matcher = Matcher(VOCAB)
    spec = [dict(asked) if operator is None else {**asked, "OP": operator} for asked, operator in row]
    matcher.add("x", [spec], greedy="LONGEST")
    expected: list[Any] = matcher(doc, with_alignments=True)
    assert walked(row, doc) == [(start, end, positions) for _, start, end, positions in expected]


def test_a_token_that_must_not_be_there_is_one_token() -> None:
    doc = Doc(VOCAB, words=["a", "c", "b", "a", "b"])
    row = [({"ORTH": "a"}, None), ({"ORTH": "b"}, "!"), ({"ORTH": "b"}, None)]
    assert walked(row, doc) == [(0, 3, [0, 1, 2])]


def test_many_optional_tokens_take_few_steps() -> None:
    doc = Doc(VOCAB, words=["a"] * 200)
    pattern = [step for position in range(22) for step in steps(element({}, VOCAB), position, "?")]
    allowance = meter(steps=200 * 22 * 22 * 2)
    runs = sequence_matches(pattern, Tokens(doc), allowance)
    assert [run.end - run.start for run in runs] == [22] * 9 + [2]


def test_a_walk_stops_when_its_steps_are_used_up() -> None:
    doc = Doc(VOCAB, words=["a"] * 500)
    pattern = [step for position in range(12) for step in steps(element({}, VOCAB), position, "*")]
    with pytest.raises(ExhaustedError):
        sequence_matches(pattern, Tokens(doc), meter(steps=10_000))


@thorough
@given(st.lists(words, min_size=1, max_size=4), st.lists(st.one_of(words, words.map(str.upper)), max_size=9))
def test_phrases_are_those_of_spacy(phrase: list[str], text: list[str]) -> None:
    doc = Doc(VOCAB, words=text)
    matcher = PhraseMatcher(VOCAB, attr="LOWER")
    matcher.add("x", [Doc(VOCAB, words=phrase)])
    found = phrase_matches([element({"LOWER": word}, VOCAB) for word in phrase], Tokens(doc), meter())
    assert sorted(found) == sorted((start, end) for _, start, end in matcher(doc))


# ---------------------------------------------------------------- tokens in a tree

RELATIONS = [
    "<", ">", "<<", ">>", ".", ".*", ";", ";*",
    "$+", "$-", "$++", "$--", ">+", ">-", ">++", ">--", "<+", "<-", "<++", "<--",
]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> Doc:
    """Words in trees, several of them perhaps, whose branches may cross."""
    text = draw(st.lists(words, min_size=1, max_size=9))
    order = draw(st.permutations(range(len(text))))
    heads = [0] * len(text)
    for rank, token in enumerate(order):
        above = draw(st.integers(0, rank))
        heads[token] = order[above]
    return Doc(VOCAB, words=text, heads=heads, deps=["dep"] * len(text))


hung = st.lists(st.tuples(asked_words, st.sampled_from(RELATIONS), st.integers(0, 9)), min_size=1, max_size=4)


@thorough
@given(trees(), hung)
def test_dependencies_are_those_of_spacy(doc: Doc, drawn: list[tuple[Mapping[str, Any], str, int]]) -> None:
    listed: list[dict[str, Any]] = []
    for number, (asked, relation, left) in enumerate(drawn):
        on = {"LEFT_ID": f"n{left % number}", "REL_OP": relation} if number else {}
        listed.append({**on, "RIGHT_ID": f"n{number}", "RIGHT_ATTRS": asked})
    matcher = DependencyMatcher(VOCAB)
    matcher.add("x", [listed])
    pattern = nodes(
        [
            (element(node["RIGHT_ATTRS"], VOCAB), node["RIGHT_ID"], node.get("REL_OP", ""), node.get("LEFT_ID", ""))
            for node in listed
        ]
    )
    grown = Trees(doc)
    ends = {root: (doc[root].left_edge.i, doc[root].right_edge.i + 1) for root in grown.roots}
    assume(grown.ends == ends)  # where branches cross again and again, spaCy loses sight of where a tree ends
    found = list(dependency_matches(pattern, grown, Tokens(doc), meter()))
    assert found == sorted(found)
    assert found == sorted(tuple(tokens) for _, tokens in matcher(doc))


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_finds_something(relation: str) -> None:
    """In a tree where each holds somewhere, so that a relation that never holds would be noticed."""
    doc = Doc(VOCAB, words=["a"] * 6, heads=[2, 2, 2, 2, 3, 3], deps=["dep"] * 6)
    one = element({}, VOCAB)
    pattern = nodes([(one, "l", "", ""), (one, "r", relation, "l")])
    matcher = DependencyMatcher(VOCAB)
    right = {"LEFT_ID": "l", "REL_OP": relation, "RIGHT_ID": "r", "RIGHT_ATTRS": {}}
    matcher.add("x", [[{"RIGHT_ID": "l", "RIGHT_ATTRS": {}}, right]])
    expected = sorted(tuple(tokens) for _, tokens in matcher(doc))
    assert expected
    assert list(dependency_matches(pattern, Trees(doc), Tokens(doc), meter())) == expected


def test_a_chain_of_words_anywhere_stops_when_its_steps_are_used_up() -> None:
    doc = Doc(VOCAB, words=["a"] * 300, heads=[0] * 300, deps=["dep"] * 300)
    one = element({}, VOCAB)
    pattern = nodes([(one, "n0", "", ""), *((one, f"n{n}", ".*", f"n{n - 1}") for n in range(1, 12))])
    with pytest.raises(ExhaustedError):
        list(dependency_matches(pattern, Trees(doc), Tokens(doc), meter(steps=10_000, matches=0)))
