"""Rules run over an article: where they may match, what their roles cover, and in what order matches come."""

from __future__ import annotations

import pytest
from spacy.language import Language

from auditor.base.spans import Span
from auditor.language.match.run import run_rules
from auditor.language.parser import parse
from auditor.readers.dispatch import read_text
from auditor.records.article import BlockRole
from auditor.records.rules import Engine, RuleKind
from auditor.toolkit import Toolkit
from tests.unit.language.matching import matches, rule

pytestmark = pytest.mark.model

SAID = ({"LOWER": "said", "ROLE": "cue"},)
CLAUSE = (
    {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": "say"}},
    {"LEFT_ID": "cue", "REL_OP": ">", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": "ccomp"}},
)


def words(text: str, found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [m.span.of(text) for m in found]


# ---------------------------------------------------------------- where rules do not match


@pytest.mark.parametrize("role", [BlockRole.FURNITURE, BlockRole.META, BlockRole.CODE, BlockRole.BYLINE])
@pytest.mark.parametrize(("engine", "pattern"), [(Engine.REGEX, "said"), (Engine.PHRASE, "said"), (Engine.TOKEN, SAID)])
def test_blocks_that_are_never_read_match_nothing(
    nlp: Language, role: BlockRole, engine: Engine, pattern: object
) -> None:
    assert matches(nlp, "The mayor said so.", rule(engine, pattern), roles={0: role}) == ()


def test_layout_rules_are_not_run(nlp: Language) -> None:
    assert matches(nlp, "Read more", rule(Engine.REGEX, "Read", kind=RuleKind.LAYOUT, yields="furniture")) == ()


def test_a_pattern_does_not_match_over_two_blocks(nlp: Language) -> None:
    assert matches(nlp, "The mayor\n\nsaid so.", rule(Engine.REGEX, r"mayor\s+said")) == ()


def test_an_empty_match_is_none(nlp: Language) -> None:
    text = "The mayor said so."
    assert words(text, matches(nlp, text, rule(Engine.REGEX, "x*|(?:said)?"))) in ([], ["said"])
    assert matches(nlp, text, rule(Engine.REGEX, "x*")) == ()


def test_a_rule_with_a_scope_matches_there_only(nlp: Language) -> None:
    text = "Mayor says so\n\nThe mayor says so."
    says = rule(Engine.REGEX, "says", scope=(BlockRole.HEADLINE,))
    assert matches(nlp, text, says) == ()
    assert [m.span for m in matches(nlp, text, says, roles={0: BlockRole.HEADLINE})] == [Span(6, 10)]


@pytest.mark.parametrize(
    ("part", "expected"), [("any", [Span(19, 23), Span(41, 45)]), ("lead", [Span(19, 23)]), ("body", [Span(41, 45)])]
)
def test_a_rule_may_look_at_the_lead_or_at_the_body_alone(nlp: Language, part: str, expected: list[Span]) -> None:
    text = "Harbour\n\nThe mayor says so.\n\nThe council says no."
    says = rule(Engine.REGEX, "says", part=part)
    assert [m.span for m in matches(nlp, text, says, roles={0: BlockRole.HEADLINE})] == expected


@pytest.mark.parametrize(
    ("where", "expected"), [("skip", [Span(27, 31)]), ("only", [Span(4, 8)]), ("any", [Span(4, 8), Span(27, 31)])]
)
def test_quotations_are_skipped_unless_the_rule_says_otherwise(nlp: Language, where: str, expected: list[Span]) -> None:
    text = "“He said so to me,” Quill  said."
    assert [m.span for m in matches(nlp, text, rule(Engine.TOKEN, SAID, quotations=where))] == expected


def test_whether_a_match_is_quoted_is_asked_of_its_cue(nlp: Language) -> None:
    text = "Quill said “the bridge is old.”"
    found = matches(nlp, text, rule(Engine.DEPENDENCY, CLAUSE, kind=RuleKind.ATTRIBUTION))
    assert [m.role("cue") for m in found] == [Span(6, 10)]


# ---------------------------------------------------------------- exclusions


@pytest.mark.parametrize(
    ("pattern", "yields", "left"),
    [
        ("said so", None, []),
        ("said so", "hedge", []),
        ("said so", "grant", ["said"]),
        ("aid so", None, ["said"]),
        ("so said", None, ["said"]),
    ],
)
def test_an_exclusion_voids_what_lies_in_it_of_its_kind(
    nlp: Language, pattern: str, yields: str | None, left: list[str]
) -> None:
    text = "The mayor said so."
    exclusion = rule(Engine.REGEX, pattern, name="t/exclusions/y", kind=RuleKind.EXCLUSION, yields=yields)
    found = matches(nlp, text, rule(Engine.REGEX, "said"), exclusion)
    assert [m.span.of(text) for m in found if m.kind is RuleKind.HEDGE] == left


def test_an_exclusion_out_of_scope_voids_nothing(nlp: Language) -> None:
    text = "“The mayor said so.”"
    exclusion = rule(Engine.REGEX, "said so", name="t/exclusions/y", kind=RuleKind.EXCLUSION)
    assert words(text, matches(nlp, text, rule(Engine.REGEX, "said", quotations="any"), exclusion)) == ["said"]


# ---------------------------------------------------------------- what matches cover


def test_named_groups_are_roles_and_a_number_after_a_name_is_none(nlp: Language) -> None:
    text = "Quill, asked by us and by them, said no."
    pattern = r"(?P<party>Quill), asked by (?P<source1>\w+)(?: and by (?P<source2>\w+))?(?: twice (?P<cue>x))?"
    (found,) = matches(nlp, text, rule(Engine.REGEX, pattern))
    assert [(name, span.of(text)) for name, span in found.roles] == [
        ("party", "Quill"),
        ("source", "us"),
        ("source", "them"),
    ]
    assert found.role("cue") is None


@pytest.mark.parametrize(("flags", "expected"), [((), ["SAID", "said"]), ((("case", "exact"),), ["said"])])
def test_case_counts_only_where_a_rule_says_so(
    nlp: Language, flags: tuple[tuple[str, str], ...], expected: list[str]
) -> None:
    text = "She SAID and said so."
    assert words(text, matches(nlp, text, rule(Engine.REGEX, "said", flags=flags))) == expected


def test_a_phrase_matches_in_any_case_and_is_the_cue(nlp: Language) -> None:
    text = "As It Were, she left."
    (found,) = matches(nlp, text, rule(Engine.PHRASE, "as it were"))
    assert found.roles == (("cue", Span(0, 10)),)


def test_the_longest_token_match_wins_and_a_role_covers_all_its_tokens(nlp: Language) -> None:
    text = "She very very firmly said so."
    pattern = ({"POS": "ADV", "OP": "*", "ROLE": "hedge"}, {"LOWER": "said", "ROLE": "cue"})
    (found,) = matches(nlp, text, rule(Engine.TOKEN, pattern))
    assert [(name, span.of(text)) for name, span in found.roles] == [("hedge", "very very firmly"), ("cue", "said")]


@pytest.mark.parametrize(
    ("flags", "cue", "content"),
    [
        ((), "later said", "the old bridge was unsafe"),
        ((("spans.cue", "token"), ("spans.content", "token")), "said", "was"),
        ((("spans.content", "rest"),), "later said", "was unsafe"),
        ((("spans.content", "subtree"),), "later said", "the old bridge was unsafe"),
        ((("spans.content", "verb"),), "later said", "was"),
    ],
)
def test_a_node_grows_to_its_words(nlp: Language, flags: tuple[tuple[str, str], ...], cue: str, content: str) -> None:
    text = "Quill later said the old bridge was unsafe."
    (found,) = matches(nlp, text, rule(Engine.DEPENDENCY, CLAUSE, kind=RuleKind.ATTRIBUTION, flags=flags))
    assert [(name, span.of(text)) for name, span in found.roles] == [("cue", cue), ("content", content)]


def test_a_source_grows_to_its_noun_phrase_without_the_possessive(nlp: Language) -> None:
    text = "The town council’s warning was late."
    pattern = (
        {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LOWER": "warning"}},
        {"LEFT_ID": "cue", "REL_OP": ">", "RIGHT_ID": "source", "RIGHT_ATTRS": {"DEP": "poss"}},
    )
    found = matches(nlp, text, rule(Engine.DEPENDENCY, pattern, flags=(("spans.cue", "token"),)))
    assert [[(n, s.of(text)) for n, s in m.roles] for m in found] == [
        [("source", "The town council"), ("cue", "warning")]
    ]


def test_nodes_that_name_no_role_give_none(nlp: Language) -> None:
    text = "Quill said the bridge was old."
    pattern = (*CLAUSE, {"LEFT_ID": "content", "REL_OP": ">", "RIGHT_ID": "thing", "RIGHT_ATTRS": {"DEP": "nsubj"}})
    (found,) = matches(nlp, text, rule(Engine.DEPENDENCY, pattern))
    assert [name for name, _ in found.roles] == ["cue", "content"]


# ---------------------------------------------------------------- order


def test_matches_come_by_start_longest_first_then_by_rule(nlp: Language) -> None:
    text = "The mayor said so."
    rules = [
        rule(Engine.REGEX, "said", name="t/hedges/z"),
        rule(Engine.REGEX, "said", "said", name="t/hedges/a"),
        rule(Engine.REGEX, "said so", name="t/hedges/b"),
        rule(Engine.REGEX, "The", name="t/hedges/c"),
    ]
    expected = ["t/hedges/c", "t/hedges/b", "t/hedges/a", "t/hedges/z"]
    assert [m.rule_id for m in matches(nlp, text, *rules)] == expected
    assert matches(nlp, text, *rules) == matches(nlp, text, *reversed(rules))


TEXTS = (
    "A senior official, who asked not to be named because the talks are private, said no.",
    "The council did not respond to a request for comment. Quill declined to comment.",
    "The mayor was blunt: “We lost,” she said, speaking on condition of anonymity.\n\n— Ida Brandt",
    "SHE SPOKE ON CONDITION OF ANONYMITY. İzmir’s mayor wasn’t authorised to speak publicly.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_all_regular_expressions_together_find_what_each_finds_alone(toolkit: Toolkit, text: str) -> None:
    article = read_text(text, "a.txt")
    doc = parse(article, toolkit.nlp)
    regexes = [r for r in toolkit.rules.rules.values() if r.engine is Engine.REGEX and r.kind is not RuleKind.EXCLUSION]
    alone = {
        (made.id, hit.start() + block.span.start, hit.end() + block.span.start)
        for made, regex in toolkit.rules.regexes
        for block in article.blocks
        for hit in regex.compiled().finditer(block.span.of(text))
        if made in regexes and made.kind is not RuleKind.LAYOUT and hit.group()
        if not made.scope or block.role in made.scope
    }
    found = run_rules(doc, article, toolkit.rules, ())
    void = [m.span for m in found if m.kind is RuleKind.EXCLUSION]
    expected = {hit for hit in alone if not any(e.contains(Span(hit[1], hit[2])) for e in void)}
    ids = {r.id for r in regexes}
    assert expected
    assert {(m.rule_id, m.span.start, m.span.end) for m in found if m.rule_id in ids} == {
        hit for hit in expected if toolkit.rules.rules[hit[0]].quotations != "only"
    }
