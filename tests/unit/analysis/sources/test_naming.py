"""What kind of source it is, how many, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.records.rules import Lexicon, RuleKind
from auditor.records.sourcing import SourceKind
from tests.unit.analysis.sources.builder import match, parsed, resolved, sources, statement

Lexicons = Mapping[str, Lexicon]
K = SourceKind


def tagged(words: str) -> str:
    """*said* with `words` as its source, each with its tag."""
    return f"Then/RB {words} said/VBD so/RB ./."


@pytest.mark.parametrize(
    ("words", "kind", "count"),
    [
        ("Rosa/NNP Vane/NNP", K.NAMED_PERSON, 1),
        ("the/DT Pentagon/NNP", K.NAMED_ORGANIZATION, None),
        ("France/NNP", K.NAMED_ORGANIZATION, None),
        ("the/DT committee/NN", K.NAMED_ORGANIZATION, None),
        ("a/DT company/NN", K.UNNAMED_GROUP, None),
        ("the/DT Vane/NNP campaign/NN", K.NAMED_ORGANIZATION, None),
        ("a/DT spokesman/NN for/IN Vane/NNP", K.UNNAMED_SPOKESPERSON, 1),
        ("a/DT spokeswoman/NN", K.UNNAMED_SPOKESPERSON, 1),
        ("a/DT senior/JJ official/NN", K.ANONYMOUS, 1),
        ("sources/NNS", K.ANONYMOUS, None),
        ("two/CD officials/NNS", K.ANONYMOUS, 2),
        ("one/CD voter/NN", K.ANONYMOUS, 1),
        ("officials/NNS", K.UNNAMED_GROUP, None),
        ("40/CD voters/NNS", K.UNNAMED_GROUP, None),
        ("55/CD percent/NN of/IN voters/NNS", K.UNNAMED_GROUP, None),
        ("critics/NNS", K.UNNAMED_GROUP, None),
        ("police/NNS", K.UNNAMED_GROUP, None),
        ("Republicans/NNPS", K.UNNAMED_GROUP, None),
        ("many/JJ", K.UNNAMED_GROUP, None),
        ("a/DT heckler/NN", K.UNNAMED_PERSON, 1),
        ("his/PRP$ wife/NN", K.UNNAMED_PERSON, 1),
        ("her/PRP$ doctor/NN", K.UNNAMED_PERSON, 1),
        ("the/DT foreign/JJ minister/NN", K.UNNAMED_PERSON, 1),
        ("the/DT report/NN", K.DOCUMENT, None),
        ("polls/NNS", K.DOCUMENT, None),
        ("a/DT Vane/NNP University/NNP poll/NN", K.DOCUMENT, None),
        ("Reuters/NNP", K.MEDIA, None),
        ("media/NNS reports/NNS", K.MEDIA, None),
        ("a/DT reporter/NN", K.MEDIA, None),
        ("the/DT plan/NN", K.DOCUMENT, None),
    ],
)
def test_kind_and_count(words: str, kind: SourceKind, count: int | None, lexicons: Lexicons) -> None:
    article = parsed(tagged(words), lexicons)
    plain = article.article.text.removeprefix("Then ").removesuffix(" said so.")
    (source,), _ = sources(article, plain)
    assert (source.kind, source.count) == (kind, count)


def test_what_is_shouted_is_not_told_to_a_journalist(lexicons: Lexicons) -> None:
    article = parsed("A/DT voter/NN shouted/VBD no/DT ./.\nA/DT clerk/NN told/VBD us/PRP no/DT ./.", lexicons)
    said = [statement(1, article, "A voter", cue="shouted"), statement(2, article, "A clerk", cue="told")]
    found, _ = resolved(article, said)
    # lemmas are the words themselves in these parses, so the cue is looked up as it stands
    assert [s.kind for s in found] == [K.ANONYMOUS, K.ANONYMOUS]
    shout = parsed("A/DT voter/NN shout/VBD no/DT ./.", lexicons)
    (voter,), _ = resolved(shout, [statement(1, shout, "A voter", cue="shout")])
    assert voter.kind is K.UNNAMED_PERSON


@pytest.mark.parametrize(
    ("kind", "words"), [(RuleKind.DESCRIPTOR, "People close to Vane"), (RuleKind.GRANT, "asked not to be named")]
)
def test_a_description_or_a_grant_makes_a_group_anonymous(kind: RuleKind, words: str, lexicons: Lexicons) -> None:
    text = "People/NNS close/JJ to/IN Vane/NNP ,/, who/WP asked/VBD not/RB to/TO be/VB named/VBN ,/, said/VBD so/RB ./."
    article = parsed(text, lexicons)
    (without,), _ = sources(article, "People close to Vane")
    (given,), _ = sources(article, "People close to Vane", matches=[match(kind, article, words, "core/x/rule")])
    assert (without.kind, given.kind) == (K.UNNAMED_GROUP, K.ANONYMOUS)
    assert "core/x/rule" in [e.rule for e in given.evidence]


def test_a_grant_in_another_sentence_is_not_theirs(lexicons: Lexicons) -> None:
    article = parsed("Aides/NNS said/VBD so/RB ./.\nA/DT clerk/NN asked/VBD not/RB to/TO be/VB named/VBN ./.", lexicons)
    grant = match(RuleKind.GRANT, article, "asked not to be named")
    (aides,), _ = sources(article, "Aides", matches=[grant])
    assert aides.kind is K.UNNAMED_GROUP


def test_labels_and_descriptions(lexicons: Lexicons) -> None:
    text = (
        "Danish/JJ pilot/NN Lee/NNP Moss/NNP said/VBD so/RB ./.\n"
        "A/DT clerk/NN at/IN the/DT port/NN ,/, who/WP left/VBD ,/, said/VBD so/RB ./.\n"
        "The/DT clerk/NN said/VBD no/DT ./."
    )
    article = parsed(text, lexicons)
    (moss, clerk), _ = sources(article, "Danish pilot Lee Moss", "A clerk at the port, who left", "The clerk")
    assert (moss.label, article.words(moss.description)) == ("Lee Moss", "Danish pilot")
    assert (clerk.label, article.words(clerk.description)) == ("A clerk at the port", "A clerk at the port")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("one/CD of/IN the/DT aides/NNS", 1),
        ("more/JJR than/IN a/DT dozen/NN aides/NNS", None),
        ("half/PDT a/DT dozen/NN aides/NNS", 6),
        ("several/JJ members/NNS of/IN the/DT committee/NN", None),
        ("several/JJ of/IN them/PRP", None),
        ("two/CD others/NNS", 2),
        ("a/DT second/JJ", 1),
        ("several/JJ relatives/NNS", None),
    ],
)
def test_a_few_whom_a_journalist_knows(words: str, count: int | None, lexicons: Lexicons) -> None:
    article = parsed(tagged(words), lexicons)
    plain = article.article.text.removeprefix("Then ").removesuffix(" said so.")
    (source,), _ = sources(article, plain)
    assert (source.kind, source.count) == (K.ANONYMOUS, count)


@pytest.mark.parametrize("words", ["Those/DT close/JJ to/IN Vane/NNP", "Several/JJ in/IN the/DT room/NN"])
def test_described_people_without_a_noun(words: str, lexicons: Lexicons) -> None:
    article = parsed(f"{words} said/VBD so/RB ./.", lexicons)
    plain = article.article.text.removesuffix(" said so.")
    (source,), _ = sources(article, plain, matches=[match(RuleKind.DESCRIPTOR, article, plain)])
    assert (source.kind, source.count) == (K.ANONYMOUS, None)
