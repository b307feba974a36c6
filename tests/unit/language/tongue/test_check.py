"""Articles that are not English are refused, paragraphs that are not are set aside, and English is never touched."""

from __future__ import annotations

from itertools import chain, zip_longest
from pathlib import Path

import pytest

from auditor.base.errors import ReadingError
from auditor.language.tongue import model
from auditor.language.tongue.check import checked
from auditor.language.tongue.model import Identifier
from auditor.language.tongue.names import name
from auditor.readers.dispatch import read, read_text
from auditor.records.article import Article, BlockRole
from tests.unit.language.tongue.test_model import ARTICLES, ENGLISH

CASES = Path(__file__).parents[3] / "cases"

HEADLINE = "Council to close night shelter"
FIRST = (
    "Northgate Council will close its night shelter in May, according to two people briefed on the plan. It would be "
    "the third in the county to close since the winter began."
)
SECOND = (
    "“We were never told,” said Maria Okafor, who has run the shelter since 2011. Her staff heard of it from a "
    "reporter, she said, and nobody at the council has called her since."
)
ENGLISH_DRAFT = (HEADLINE, FIRST, SECOND)


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return model.load()


def paragraphs(stem: str) -> list[str]:
    """Headline and paragraphs of one of the articles in other languages."""
    (path,) = (path for path in ARTICLES if path.stem == stem)
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


def draft(*blocks: str, file: str = "a.txt") -> Article:
    return read_text("\n\n".join(blocks), file)


def refusal(article: Article, identifier: Identifier) -> str:
    with pytest.raises(ReadingError) as refused:
        checked(article, identifier)
    return refused.value.message


def left_out(article: Article) -> list[str]:
    return [b.span.of(article.text) for b in article.blocks if b.role is BlockRole.FOREIGN]


def notes(article: Article) -> list[tuple[str, str, str]]:
    return [(n.code, n.message, n.span.of(article.text)) for n in article.notes if n.span is not None]


# ---------------------------------------------------------------- English


@pytest.mark.parametrize("words", ENGLISH.values(), ids=ENGLISH)
def test_english_of_many_countries_is_read_alone_and_quoted(words: str, identifier: Identifier) -> None:
    alone, quoted = draft(words), draft(*ENGLISH_DRAFT, words, f"“{words}”")
    assert checked(alone, identifier) is alone
    assert checked(quoted, identifier) is quoted


@pytest.mark.parametrize("path", sorted(CASES.glob("*/draft.*")), ids=lambda path: str(path.parent.name))
def test_the_example_drafts_are_left_as_they_are(path: Path, identifier: Identifier) -> None:
    article = read(path)
    assert checked(article, identifier) is article


@pytest.mark.parametrize(
    "words",
    [
        "Krzysztof Nowak, Agnieszka Wiśniewska, Tomasz Zieliński, Małgorzata Kamińska, Paweł Wójcik, Michał Szymański, "
        "Joanna Dąbrowska, Zbigniew Warda",
        "Nguyễn Văn An, Trần Thị Bình, Lê Hoàng Cường, Phạm Minh Đức, Hoàng Thị Giang, Vũ Quốc Hùng, Đặng Thị Lan",
        "Films: La Dolce Vita; Otto e Mezzo; Roma, Città Aperta; Ladri di Biciclette; Il Gattopardo; La Notte.",
        "Results: 1. 34.5 2. 33.1 3. 29.8 4. 12.4 5. 11.1 6. 9.9 7. 8.8 8. 7.7 9. 6.6 10. 5.5 11. 5.4 12. 5.3",
        "Group A: Deutschland, Ungarn, Schweiz, Schottland. Group B: España, Hrvatska, Italia, Shqipëria. Group C: "
        "Slovenija, Danmark, Srbija, England.",
        "The play, Le Malade imaginaire, follows Les Fourberies de Scapin, Le Bourgeois gentilhomme and L'Avare.",
        "“Il faut que le gouvernement nous écoute enfin, nous ne pouvons plus payer nos factures et personne ne répond "
        "à nos lettres,” said Mr. Duval in French.",
        "He read: « Je vous demande de quitter cette maison avant la fin du mois, faute de quoi nous appellerons la "
        "police », the letter said.",
        "‘Ons is nooit iets verteld en de winter duurt dit jaar langer dan anders, dus wij blijven gewoon hier,’ she "
        "told the Herald.",
    ],
)
def test_names_figures_and_quotations_are_no_other_language(words: str, identifier: Identifier) -> None:
    article = draft(*ENGLISH_DRAFT, words)
    assert checked(article, identifier) is article


def test_an_english_paragraph_around_a_quotation_is_no_french_article(identifier: Identifier) -> None:
    article = draft(
        "“Il faut que le gouvernement nous écoute enfin, nous ne pouvons plus payer nos factures et personne ne répond "
        "à nos lettres,” said Mr. Duval in French."
    )
    assert checked(article, identifier) is article


@pytest.mark.parametrize("words", ["On ne nous a jamais rien dit.", "Non.", "« Il n'y a rien à faire », dit-elle."])
def test_a_text_of_a_few_words_is_taken_for_english(words: str, identifier: Identifier) -> None:
    for article in (draft(words), draft(*ENGLISH_DRAFT, words)):
        assert checked(article, identifier) is article


def test_capitals_are_english_too(identifier: Identifier) -> None:
    article = draft(HEADLINE.upper(), FIRST.upper(), SECOND.upper())
    assert checked(article, identifier) is article


# ---------------------------------------------------------------- other languages


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: str(path.stem))
def test_an_article_in_another_language_is_refused(path: Path, identifier: Identifier) -> None:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(ReadingError) as refused:
        checked(read_text(text, "drafts/a.txt"), identifier)
    error = refused.value
    told = f"it is in {name(path.stem.partition('-')[0])}"
    assert (error.code, error.message, str(error.at)) == ("A320", told, "drafts/a.txt")
    assert error.hint == "English is read; --language any audits it all the same"


def test_a_language_that_cannot_be_told_is_refused_without_a_name(identifier: Identifier) -> None:
    hausa = (
        "Gwamnan jihar ya ce za a rufe gidan marayu a watan Mayu saboda rashin kudi. Mutane biyu da suka san shirin "
        "sun shaida wa manema labarai cewa ba a sanar da ma'aikata ba. Hukumar ba ta amsa tambayoyinmu ba."
    )
    assert refusal(draft(hausa), identifier) == "it is not in English"


def test_a_french_article_with_an_english_label_is_french(identifier: Identifier) -> None:
    article = draft("Read more in our newsletter", *paragraphs("fr-1"), "Share this article")
    assert refusal(article, identifier) == "it is in French"


def test_markup_and_entities_hide_no_language(identifier: Identifier) -> None:
    text = "\n\n".join(paragraphs("fr-1")).replace("é", "&eacute;").replace("conseil", "**con\u00adseil**")
    assert refusal(read_text(text, "a.md"), identifier) == "it is in French"


# ---------------------------------------------------------------- both


def test_a_paragraph_in_another_language_is_left_out(identifier: Identifier) -> None:
    french = paragraphs("fr-1")[1]
    article = checked(draft(*ENGLISH_DRAFT, french, SECOND), identifier)
    assert left_out(article) == [french]
    assert notes(article) == [("other-language", "left out, as it is in French: line 7", french)]
    assert [b.role for b in article.blocks if b.role is not BlockRole.FOREIGN] == [BlockRole.PARA] * 4


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: str(path.stem))
def test_of_an_article_that_is_half_english_that_half_is_read(path: Path, identifier: Identifier) -> None:
    other = paragraphs(path.stem)
    article = checked(draft(*ENGLISH_DRAFT, FIRST, SECOND, *other), identifier)
    language = name(path.stem.partition("-")[0])
    if path.stem == "sw-2":  # the model is less sure of Swahili
        assert left_out(article) == [other[1], other[3]]
        return
    assert left_out(article) == other
    assert notes(article) == [
        ("other-language", f"left out, as they are in {language}: line 11, line 13, line 15, line 17", other[0])
    ]


def test_paragraphs_that_alternate_are_told_apart(identifier: Identifier) -> None:
    english, french, german = [FIRST, SECOND, FIRST], paragraphs("fr-2")[1:], paragraphs("de-2")[1:]
    blocks = list(chain.from_iterable(zip_longest(english, french, german)))
    article = checked(draft(*blocks), identifier)
    assert left_out(article) == [b for b in blocks if b not in english]
    assert notes(article) == [
        (
            "other-language",
            "left out, as they are in French: line 3, line 9, line 15; in German: line 5, line 11, line 17",
            french[0],
        )
    ]


def test_short_lines_beside_such_a_paragraph_go_with_it(identifier: Identifier) -> None:
    french = paragraphs("fr-1")[1]
    article = checked(draft(*ENGLISH_DRAFT, "« Non », dit-il.", french, "Il refuse.", SECOND, "Non."), identifier)
    assert left_out(article) == ["« Non », dit-il.", french, "Il refuse."]


def test_many_places_are_counted(identifier: Identifier) -> None:
    others = [block for stem in ("fr-1", "fr-2") for block in paragraphs(stem)]
    article = checked(draft(FIRST, *others, SECOND), identifier)
    ((_, message, _),) = notes(article)
    assert message == "left out, as they are in French: line 3, line 5, line 7, line 9, line 11, line 13 and 2 more"


def test_places_in_a_document_have_its_names(identifier: Identifier) -> None:
    french = paragraphs("fr-1")[1]
    page = "".join(f"<p>{words}</p>" for words in (FIRST, SECOND, FIRST, french, SECOND))
    text = f"<!DOCTYPE html><html><body><article><h1>{HEADLINE}</h1>{page}</article></body></html>"
    article = checked(read_text(text, "a.html"), identifier)
    assert left_out(article) == [french]
    ((code, message, words),) = notes(article)
    assert (code, words) == ("other-language", french)
    assert message.startswith("left out, as it is in French: paragraph ")


def test_what_is_not_read_has_no_language(identifier: Identifier) -> None:
    code = "```\n" + "\n".join(paragraphs("de-1")) + "\n```"
    article = read_text("\n\n".join([*ENGLISH_DRAFT, code]), "a.md")
    assert checked(article, identifier) is article
