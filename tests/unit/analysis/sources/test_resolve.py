"""Sources in order, statements with their ids, and what each came from."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.rules import Lexicon, RuleKind
from auditor.records.sourcing import Form, Mention, SourceKind
from tests.unit.analysis.sources.builder import Parsed, parsed, resolved, statement

Lexicons = Mapping[str, Lexicon]

TEXT = (
    "Rosa/NNP/compound/1 Vane/NNP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
    "Vane/NNP/nsubj/3 and/CC/cc/-1 Moss/NNP/conj/-2 said/VBD/ROOT/0 no/DT/dobj/-1 ./.\n"
    "It/PRP/nsubj/2 is/VBZ/aux/1 reportedly/RB/advmod/1 over/JJ/ROOT/0 ./."
)


def article(lexicons: Lexicons) -> Parsed:
    return parsed(TEXT, lexicons)


def test_nothing_comes_of_nothing(lexicons: Lexicons) -> None:
    empty = article(lexicons)
    assert resolved(empty, ()) == ((), ())


def test_a_statement_without_words_for_its_source_keeps_none(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    said = statement(1, draft, None)
    assert resolved(draft, [said]) == ((), (said,))


def test_hedges_share_one_entry(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    hedges = [statement(n, draft, None, cue="reportedly", kind=RuleKind.HEDGE) for n in (1, 2)]
    (source,), said = resolved(draft, hedges)
    assert (source.kind, source.count) == (SourceKind.UNATTRIBUTED, None)
    assert [s.source_id for s in said] == ["S1", "S1"]
    assert [draft.words(m.span) for m in source.mentions] == ["reportedly", "reportedly"]


def test_a_joint_statement_is_one_of_each(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    given = [statement(1, draft, "Rosa Vane"), statement(2, draft, "Vane and Moss")]
    sources, said = resolved(draft, given)
    assert [(s.id, s.label) for s in sources] == [("S1", "Rosa Vane"), ("S2", "Moss")]
    assert [(s.id, s.source_id) for s in said] == [("A1", "S1"), ("A2", "S1"), ("A2b", "S2")]
    assert [s.source for s in said[1:]] == [given[1].source] * 2


def test_sources_are_numbered_by_their_first_statements(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    given = [statement(1, draft, "Moss"), statement(2, draft, "Rosa Vane")]
    sources, _ = resolved(draft, given)
    assert [(s.id, s.label) for s in sources] == [("S1", "Moss"), ("S2", "Rosa Vane")]


def test_each_joining_leaves_evidence_and_each_mention_is_kept(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    (source,), _ = resolved(draft, [statement(1, draft, "Rosa Vane")])
    full, surname = draft.span("Rosa Vane"), draft.span("Vane", 1)
    assert source.mentions == (Mention(full, Form.NAME), Mention(surname, Form.NAME))
    assert [(e.rule, e.span, e.what) for e in source.evidence] == [
        ("sources/kind/named_person", full, "the article names this person"),
        ("sources/names/surname", surname, "'Vane' is 'Rosa Vane'"),
    ]


def test_equal_input_gives_equal_output(lexicons: Lexicons) -> None:
    draft = article(lexicons)
    given = [statement(1, draft, "Rosa Vane"), statement(2, draft, "Vane and Moss")]
    first = resolved(draft, given)
    assert first == resolved(draft, given)


def test_without_word_lists_names_are_still_found(lexicons: Lexicons) -> None:
    draft = parsed(TEXT, {})
    (source,), _ = resolved(draft, [statement(1, draft, "Rosa Vane")])
    assert source.label == "Rosa Vane"
