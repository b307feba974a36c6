"""Whom pronouns and descriptions stand for, sieve by sieve; negative cases first."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.rules import Lexicon
from tests.unit.analysis.sources.builder import parsed, sources

Lexicons = Mapping[str, Lexicon]

VANE_SAID = "Rosa/NNP/compound/1 Vane/NNP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
MOSS_SAID = "Lee/NNP/compound/1 Moss/NNP/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
HE_SAID = "He/PRP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
SHE_SAID = "She/PRP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."


# ---------------------------------------------------------------- pronouns


def test_a_pronoun_goes_with_nobody_of_another_gender(lexicons: Lexicons) -> None:
    article = parsed(f"{VANE_SAID}\n{MOSS_SAID}\n{SHE_SAID}", lexicons)
    assert sources(article, "Rosa Vane", "Lee Moss", "She")[1] == ["Rosa Vane", "Lee Moss", "Rosa Vane"]


def test_a_title_outweighs_a_first_name(lexicons: Lexicons) -> None:
    text = f"{MOSS_SAID}\nMrs./NNP/compound/1 Robin/NNP/nsubj/1 left/VBD/ROOT/0 ./.\n{SHE_SAID}"
    article = parsed(text, lexicons)
    assert sources(article, "Lee Moss", "She")[1] == ["Lee Moss", "Robin"]


def test_pronouns_used_of_somebody_outweigh_a_first_name(lexicons: Lexicons) -> None:
    left = (
        "Leslie/NNP/compound/1 Tal/NNP/nsubj/1 left/VBD/ROOT/0 when/WRB/advmod/2 she/PRP/nsubj/1 slept/VBD/advcl/-3 ./."
    )
    article = parsed(f"{MOSS_SAID}\n{left}\n{left}\n{MOSS_SAID}\n{SHE_SAID}", lexicons)
    assert sources(article, ("Lee Moss", 0), ("Lee Moss", 1), "She said")[1][2] == "Leslie Tal"


def test_names_inside_a_quotation_are_no_antecedents(lexicons: Lexicons) -> None:
    quote = "“/`` Mark/NNP/compound/1 Hill/NNP/nsubj/1 lied/VBD/ccomp/4 ,/, ”/'' he/PRP/nsubj/1 said/VBD/ROOT/0 ./."
    article = parsed(f"{MOSS_SAID}\n{quote}", lexicons)
    assert sources(article, "Lee Moss", "he said")[1] == ["Lee Moss", "Lee Moss"]


def test_the_subject_of_the_sentence_goes_before_the_speaker_of_the_last(lexicons: Lexicons) -> None:
    text = (
        f"{MOSS_SAID}\nMark/NNP/compound/1 Hill/NNP/nsubj/1 left/VBD/ROOT/0 before/IN/mark/2 he/PRP/nsubj/1 "
        "said/VBD/advcl/-3 so/RB/advmod/-1 ./."
    )
    assert sources(parsed(text, lexicons), "Lee Moss", "he said")[1] == ["Lee Moss", "Mark Hill"]


def test_an_object_does_not_take_over_from_a_speaker(lexicons: Lexicons) -> None:
    text = (
        "Lee/NNP/compound/1 Moss/NNP/nsubj/1 told/VBD/ROOT/0 Mark/NNP/compound/1 Hill/NNP/dobj/-2 so/RB/advmod/-3 ./.\n"
        + HE_SAID
    )
    assert sources(parsed(text, lexicons), "Lee Moss", "He")[1] == ["Lee Moss", "Lee Moss"]


def test_they_are_people_and_it_is_not(lexicons: Lexicons) -> None:
    text = (
        "Aides/NNS/nsubj/1 told/VBD/ROOT/0 Harbour/NNP/compound/1 Bank/NNP/dobj/-2 so/RB/advmod/-3 ./.\n"
        "They/PRP/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./.\nIt/PRP/nsubj/1 said/VBD/ROOT/0 yes/UH/dobj/-1 ./."
    )
    assert sources(parsed(text, lexicons), "Aides", "They", "It")[1] == ["Aides", "Aides", "Harbour Bank"]


def test_who_is_somebody_and_which_is_not(lexicons: Lexicons) -> None:
    text = (
        "An/DT/det/1 aide/NN/nsubj/10 of/IN/prep/-1 Harbour/NNP/compound/1 Bank/NNP/pobj/-2 ,/, who/WP/nsubj/1 "
        "said/VBD/relcl/-3 so/RB/advmod/-1 ,/, left/VBD/ROOT/0 the/DT/det/1 bank/NN/dobj/-2 ,/, which/WDT/nsubj/1 "
        "said/VBD/relcl/-3 no/DT/dobj/-1 ./."
    )
    article = parsed(text, lexicons)
    assert sources(article, "who", "which")[1] == ["An aide of Harbour Bank", "Harbour Bank"]


def test_cataphora(lexicons: Lexicons) -> None:
    text = (
        f"{MOSS_SAID}\nAs/IN/mark/2 he/PRP/nsubj/1 left/VBD/advcl/4 ,/, Mark/NNP/compound/1 Hill/NNP/nsubj/1 "
        f"slept/VBD/ROOT/0 ./.\n{HE_SAID}"
    )
    found, labels = sources(parsed(text, lexicons), "Lee Moss", "He said")
    assert labels == ["Lee Moss", "Mark Hill"]
    assert "sources/cataphora" in [e.rule for e in found[1].evidence]


def test_i_and_we_are_the_outlet(lexicons: Lexicons) -> None:
    article = parsed("We/PRP/nsubj/1 asked/VBD/ROOT/0 ./.\nI/PRP/nsubj/1 asked/VBD/ROOT/0 ./.", lexicons)
    found, labels = sources(article, "We", "I")
    assert labels == ["this article's own outlet"] * 2
    assert found[0].kind == "media"


# ---------------------------------------------------------------- descriptions


def test_another_official_is_a_new_source(lexicons: Lexicons) -> None:
    text = (
        "An/DT/det/1 official/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "Another/DT/det/1 official/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./.\n"
        "The/DT/det/1 official/NN/nsubj/1 added/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    found, labels = sources(parsed(text, lexicons), "An official", "Another official", "The official")
    assert labels == ["An official", "Another official", "Another official"]
    assert [s.count for s in found] == [1, 1]


def test_the_president_of_another_country_is_somebody_else(lexicons: Lexicons) -> None:
    text = (
        "President/NNP/compound/2 Lee/NNP/compound/1 Moss/NNP/nsubj/1 met/VBD/ROOT/0 Danish/JJ/amod/3 "
        "President/NNP/compound/2 Rosa/NNP/compound/1 Vane/NNP/dobj/-4 ./.\n"
        "The/DT/det/2 Danish/JJ/amod/1 president/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 president/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    article = parsed(text, lexicons)
    assert sources(article, "The Danish president", "The president")[1] == ["Rosa Vane", "Lee Moss"]


def test_somebodys_lawyer_is_not_them(lexicons: Lexicons) -> None:
    text = f"{MOSS_SAID}\nMoss/NNP/poss/2 ’s/POS/case/-1 lawyer/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
    assert sources(parsed(text, lexicons), "Lee Moss", "Moss’s lawyer")[1] == ["Lee Moss", "Moss’s lawyer"]


def test_a_title_an_apposition_and_a_copula_give_a_role(lexicons: Lexicons) -> None:
    text = (
        "Sen./NNP/compound/2 Lee/NNP/compound/1 Moss/NNP/nsubj/1 left/VBD/ROOT/0 ./.\n"
        "Rosa/NNP/compound/1 Vane/NNP/nsubj/6 ,/, a/DT/det/1 pilot/NN/appos/-3 ,/, slept/VBD/ROOT/0 ./.\n"
        "Mark/NNP/compound/1 Hill/NNP/nsubj/1 is/VBZ/ROOT/0 a/DT/det/1 baker/NN/attr/-2 ./.\n"
        "The/DT/det/1 lawmaker/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 pilot/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 baker/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
    )
    found, labels = sources(parsed(text, lexicons), "The lawmaker", "The pilot", "The baker")
    assert labels == ["Lee Moss", "Rosa Vane", "Mark Hill"]
    assert {e.rule for s in found for e in s.evidence if e.rule.startswith("sources/same")} == {"sources/same-role"}


def test_two_people_then_the_people(lexicons: Lexicons) -> None:
    text = (
        "Two/CD/nummod/1 people/NNS/nsubj/4 familiar/JJ/amod/-1 with/IN/prep/-1 it/PRP/pobj/-1 said/VBD/ROOT/0 ./.\n"
        f"{MOSS_SAID}\nThe/DT/det/1 people/NNS/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "One/CD/nsubj/4 of/IN/prep/-1 the/DT/det/1 people/NNS/pobj/-2 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    found, labels = sources(
        parsed(text, lexicons), "Two people familiar with it", "Lee Moss", "The people", "One of the people"
    )
    assert [labels[0], *labels[2:]] == ["Two people familiar with it"] * 3
    assert found[0].count == 2


def test_the_person_is_the_one_who_spoke_just_before(lexicons: Lexicons) -> None:
    text = (
        "A/DT/det/1 lobbyist/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 person/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    assert sources(parsed(text, lexicons), "A lobbyist", "The person")[1] == ["A lobbyist"] * 2


def test_somebodys_campaign(lexicons: Lexicons) -> None:
    text = (
        "The/DT/det/2 Vane/NNP/compound/1 campaign/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        f"{VANE_SAID}\nHer/PRP$/poss/1 campaign/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./.\n"
        "The/DT/det/2 Moss/NNP/compound/1 campaign/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    article = parsed(text, lexicons)
    found, labels = sources(article, "The Vane campaign", "Rosa Vane", "Her campaign", "The Moss campaign")
    assert labels == ["The Vane campaign", "Rosa Vane", "The Vane campaign", "The Moss campaign"]
    assert found[0].kind == "named_organization"


def test_the_company_and_the_department(lexicons: Lexicons) -> None:
    text = (
        "Harbour/NNP/compound/1 Motors/NNP/nsubj/1 left/VBD/ROOT/0 the/DT/det/2 Rail/NNP/compound/1 "
        "Department/NNP/dobj/-3 ./.\nThe/DT/det/1 company/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 department/NN/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    article = parsed(text, lexicons)
    assert sources(article, "The company", "The department")[1] == ["Harbour Motors", "Rail Department"]


def test_a_poll_is_the_survey_and_a_lawsuit_is_not(lexicons: Lexicons) -> None:
    text = (
        "A/DT/det/2 Harbour/NNP/compound/1 poll/NN/nsubj/1 found/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 survey/NN/nsubj/1 found/VBD/ROOT/0 no/DT/dobj/-1 ./.\n"
        "The/DT/det/1 lawsuit/NN/nsubj/1 says/VBZ/ROOT/0 no/DT/dobj/-1 ./."
    )
    found, labels = sources(parsed(text, lexicons), "A Harbour poll", "The survey", "The lawsuit")
    assert labels == ["A Harbour poll", "A Harbour poll", "The lawsuit"]
    assert {s.kind for s in found} == {"document"}


def test_words_of_somebody_are_theirs(lexicons: Lexicons) -> None:
    text = (
        "Lee/NNP/compound/1 Moss/NNP/nsubj/1 said/VBD/ROOT/0 in/IN/prep/-1 a/DT/det/1 statement/NN/pobj/-2 "
        "no/DT/dobj/-4 ./.\n"
        "The/DT/det/1 statement/NN/nsubj/1 added/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "Moss/NNP/poss/2 ’s/POS/case/-1 speech/NN/nsubj/1 warned/VBD/ROOT/0 us/PRP/dobj/-1 ./.\n"
        "A/DT/det/1 report/NN/nsubj/5 in/IN/prep/-1 The/DT/det/2 Harbour/NNP/compound/1 Tribune/NNP/pobj/-3 "
        "said/VBD/ROOT/0 no/DT/dobj/-1 ./."
    )
    article = parsed(text, lexicons)
    labels = sources(article, "Lee Moss", "The statement", "Moss’s speech", "A report in The Harbour Tribune")[1]
    assert labels == ["Lee Moss", "Lee Moss", "Lee Moss", "The Harbour Tribune"]


def test_analysts_stay_the_analysts(lexicons: Lexicons) -> None:
    text = (
        "Analysts/NNS/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "Rail/NN/compound/1 analysts/NNS/nsubj/1 said/VBD/ROOT/0 no/DT/dobj/-1 ./.\n"
        "But/CC analysts/NNS/nsubj/1 said/VBD/ROOT/0 yes/UH/dobj/-1 ./."
    )
    labels = sources(parsed(text, lexicons), "Analysts", "Rail analysts", ("analysts", 1))[1]
    assert labels == ["Analysts", "Rail analysts", "Analysts"]


def test_a_headline_speaks_of_whom_the_article_names(lexicons: Lexicons) -> None:
    text = (
        "Lawmaker/NN/nsubj/1 says/VBZ/ROOT/0 no/DT/dobj/-1 ,/, study/NN/nsubj/1 finds/VBZ/ccomp/-4\n\n"
        "Sen./NNP/compound/2 Lee/NNP/compound/1 Moss/NNP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "A/DT/det/1 study/NN/nsubj/3 of/IN/prep/-1 rain/NN/pobj/-1 found/VBD/ROOT/0 so/RB/advmod/-1 ./."
    )
    article = parsed(text, lexicons, headline=True)
    labels = sources(article, "Lawmaker", "study", "Sen. Lee Moss", "A study of rain")[1]
    assert labels == ["Lee Moss", "A study of rain", "Lee Moss", "A study of rain"]


def test_the_person_of_a_lead_is_introduced_below(lexicons: Lexicons) -> None:
    text = (
        "A/DT/det/1 lawmaker/NN/nsubj/1 said/VBD/ROOT/0 on/IN Monday/NNP that/IN it/PRP rained/VBD/ccomp/-5 ./.\n\n"
        "Sen./NNP/compound/2 Lee/NNP/compound/1 Moss/NNP/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
    )
    assert sources(parsed(text, lexicons), "A lawmaker", "Sen. Lee Moss")[1] == ["Lee Moss", "Lee Moss"]
    source = text.replace("lawmaker/NN", "source/NN")
    assert sources(parsed(source, lexicons), "A source", "Sen. Lee Moss")[1] == ["A source", "Lee Moss"]


def test_an_epithet_is_whoever_is_spoken_of(lexicons: Lexicons) -> None:
    text = (
        f"{VANE_SAID}\n{MOSS_SAID}\n"
        "The/DT/det/2 flamboyant/JJ/amod/1 businessman/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./.\n"
        "The/DT/det/1 actress/NN/nsubj/1 said/VBD/ROOT/0 so/RB/advmod/-1 ./."
    )
    article = parsed(text, lexicons)
    labels = sources(article, "Rosa Vane", "Lee Moss", "The flamboyant businessman", "The actress")[1]
    assert labels == ["Rosa Vane", "Lee Moss", "Lee Moss", "Rosa Vane"]
