"""What says of itself that it is opinion, satire or advertising is told; a report that could be taken for it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.language import genres
from auditor.language.words import Words
from auditor.readers.dispatch import read_text
from auditor.readers.metadata import in_vocabulary
from auditor.records.article import BlockRole
from auditor.records.rules import RulePack

TEXT = (
    "The night ferry will sail until May, two people briefed on the plan said on Monday, though the port loses "
    "money.\n\n"
    "“We have decided nothing,” Mayor Ida Brandt said after the meeting, which lasted until midnight."
)
HEADED = "The ferry must sail"


@pytest.fixture(scope="module")
def words(packs: tuple[RulePack, ...]) -> Words:
    return Words({lexicon.id: lexicon for pack in packs for lexicon in pack.lexicons})


def told(text: str, words: Words, name: str = "a.txt") -> tuple[str, str] | None:
    found = genres.of(read_text(text, name), words)
    return (found.name, found.told) if found else None


@pytest.mark.parametrize(
    ("front", "kind", "said"),
    [
        ("genre: OpinionNewsArticle", "opinion", "genre “OpinionNewsArticle”"),
        ("genre: Editorial", "opinion", "genre “Editorial”"),
        ("genre: 'genre:Opinion'", "opinion", "genre “genre:Opinion”"),
        ("genre: http://codes.example/genre/Opinion", "opinion", "genre “http://codes.example/genre/Opinion”"),
        ("section: Local\ncategory: Opinion", "opinion", "category “Opinion”"),
        ("type: post\narticle_type: Opinion", "opinion", "article_type “Opinion”"),
        ("type: article\nkind: opinion", "opinion", "kind “opinion”"),
        ("section: News\nsectionName: Opinion", "opinion", "sectionName “Opinion”"),
        ("section_name: Opinion", "opinion", "section_name “Opinion”"),
        ("pillarName: Opinion", "opinion", "pillarName “Opinion”"),
        ("Article-Section: Op-Ed", "opinion", "Article-Section “Op-Ed”"),
        ("news_desk: OpEd", "opinion", "news_desk “OpEd”"),
        ("type_of_material: Op-Ed", "opinion", "type_of_material “Op-Ed”"),
        ("type_of_material: Editorial", "opinion", "type_of_material “Editorial”"),
        ("section: Editorial", "opinion", "section “Editorial”"),
        ("category: Editorials", "opinion", "category “Editorials”"),
        ("section: Comment", "opinion", "section “Comment”"),
        ("kicker: Viewpoint", "opinion", "kicker “Viewpoint”"),
        ("subtype: guest-column", "opinion", "subtype “guest-column”"),
        ("desk: Opinion", "opinion", "desk “Opinion”"),
        ("section: Opinion/Columnists", "opinion", "section “Opinion/Columnists”"),
        ("section: Opinion > Editorials", "opinion", "section “Opinion > Editorials”"),
        ("section: Opinion & Analysis", "opinion", "section “Opinion & Analysis”"),
        ("section: Editorials &amp; Opinion", "opinion", "section “Editorials &amp; Opinion”"),
        ("section: Comment & Debate", "opinion", "section “Comment & Debate”"),
        ("section: Columnists", "opinion", "section “Columnists”"),
        ("section: Opinion, Politics", "opinion", "section “Opinion, Politics”"),
        ("categories: [Politics, Opinion]", "opinion", "categories “Opinion”"),
        ("type: Opinion-Editorial", "opinion", "type “Opinion-Editorial”"),
        ("label: Op-Ed Contributor", "opinion", "label “Op-Ed Contributor”"),
        ("label: Opinion Columnist", "opinion", "label “Opinion Columnist”"),
        ("section: Letters to the Editor", "opinion", "section “Letters to the Editor”"),
        ("category: Satire", "satire", "category “Satire”"),
        ("genre: SatiricalArticle", "satire", "genre “SatiricalArticle”"),
        ("type: parody", "satire", "type “parody”"),
        ("type: AdvertiserContentArticle", "advertising", "type “AdvertiserContentArticle”"),
        ("content_type: Sponsored content", "advertising", "content_type “Sponsored content”"),
        ("content_type: branded-content", "advertising", "content_type “branded-content”"),
        ("section: Advertorials", "advertising", "section “Advertorials”"),
        ("title: 'Opinion: The ferry must sail'", "opinion", "headline “Opinion”"),
    ],
)
def test_metadata_tells(front: str, kind: str, said: str, words: Words) -> None:
    assert told(f"---\n{front}\n---\n{TEXT}", words) == (kind, said)


@pytest.mark.parametrize(
    "front",
    [
        "department: Editorial",
        "team: Editorial",
        "desk: Editorial",
        "type: editorial",
        "content_type: Editorial",
        "format: editorial",
        "section: Advertising",
        "category: [Media, Advertising]",
        "category: Content Marketing",
        "category: Branded Content",
        "categories: [Media, Sponsored Content]",
        "content_type: paid content",
        "kind: column",
        "format: column",
        "section: Views",
        "section: Ideas",
        "section: Letters",
        "section: Leaders",
        "section: Humor",
        "section: News & Opinion",
        "label: Leader",
        "categories: [Politics, Comment]",
        "categories: [Courts, Parody]",
        "section: Comment\ncategories: [Comment, Politics]",
        "section: Media/Editorial",
        "section: Opinion polls",
        "category: Public opinion",
        "tags: [opinion]",
        "keywords: opinion",
        "comments: open",
        "author: Opinion Research Ltd",
    ],
)
def test_metadata_of_a_report_does_not(front: str, words: Words) -> None:
    assert told(f"---\n{front}\n---\n{TEXT}", words) is None


@pytest.mark.parametrize(
    ("top", "kind", "said"),
    [
        ("OPINION: The ferry must sail", "opinion", "headline “OPINION”"),
        ("Op-Ed: The ferry must sail", "opinion", "headline “Op-Ed”"),
        ("Letter to the editor: Keep the ferry", "opinion", "headline “Letter to the editor”"),
        ("OPINION - The ferry must sail", "opinion", "headline “OPINION”"),
        ("Opinion — The ferry must sail", "opinion", "headline “Opinion”"),
        ("[Opinion] The ferry must sail", "opinion", "headline “Opinion”"),
        ("The ferry must sail | Opinion", "opinion", "headline “Opinion”"),
        ("The ferry must sail | Opinion | Lindholm Herald", "opinion", "headline “Opinion”"),
        ("[Satire] The ferry will sink", "satire", "headline “Satire”"),
    ],
)
@pytest.mark.parametrize(("mark", "name"), [("", "a.txt"), ("# ", "a.md"), ("Ferries\n\n# ", "a.md")])
def test_a_headline_tells(top: str, kind: str, said: str, mark: str, name: str, words: Words) -> None:
    assert told(f"{mark}{top}\n\n{TEXT}", words, name) == (kind, said)


@pytest.mark.parametrize(
    "top",
    [
        "Opinion polls: Mayor ahead",
        "Opinions: Supreme Court hands down three",
        "Court opinion: what the judges said",
        "Parody: Supreme Court hears case",
        "Satire: magazine’s trial opens",
        "Viewpoint: Two shot in Kentucky town",
        "Editorial: Guardian names new chief",
        "Comment: minister's three words cost a seat",
        "Branded content: watchdog fines papers",
        "Sponsored content: papers fined",
        "Advertising: council sells its sites",
        "Opinion-makers meet in Lindholm",
        "News | Opinion | Sport",
        "Opinion | Letters | Video",
        "Port cuts ferry | News | Lindholm Herald",
    ],
)
@pytest.mark.parametrize(("mark", "name"), [("", "a.txt"), ("# ", "a.md")])
def test_a_headline_of_a_report_does_not(top: str, mark: str, name: str, words: Words) -> None:
    assert told(f"{mark}{top}\n\n{TEXT}", words, name) is None


@pytest.mark.parametrize(
    ("top", "kind", "said"),
    [
        (f"Opinion\n\n{HEADED}", "opinion", "label “Opinion”"),
        (f"Editorial\n\n{HEADED}", "opinion", "label “Editorial”"),
        (f"OPINION | GUEST ESSAY\n\n{HEADED}", "opinion", "headline “OPINION”"),
        (f"Opinion | Ida Quill\n\n{HEADED}", "opinion", "headline “Opinion”"),
        (f"{HEADED}\n\nOpinion | Ida Quill", "opinion", "label “Opinion”"),
        (f"Op-Ed Contributor\n\n{HEADED}", "opinion", "label “Op-Ed Contributor”"),
        (f"{HEADED}\n\nThe Editorial Board", "opinion", "label “The Editorial Board”"),
        (f"{HEADED}\n\nBy the Editorial Board", "opinion", "label “By the Editorial Board”"),
        (f"{HEADED}\n\nBy the Lindholm Herald Editorial Board", "opinion", None),
        (f"{HEADED}\n\nBy Ida Quill, Opinion Columnist", "opinion", "label “Opinion Columnist”"),
        (f"Our View\n\n{HEADED}", "opinion", "label “Our View”"),
        (f"{HEADED}\n\nBy Ida Quill\n\nOpinion", "opinion", "label “Opinion”"),
        (f"{HEADED}\n\nBy Ida Quill\n\n3 May 2024\n\nOpinion", "opinion", "label “Opinion”"),
        (f"Opinion by Ida Quill\n\n{HEADED}", "opinion", "label “Opinion by Ida Quill”"),
        (f"Satire\n\n{HEADED}", "satire", "label “Satire”"),
        (f"SPONSORED CONTENT\n\n{HEADED}", "advertising", "label “SPONSORED CONTENT”"),
        (f"Sponsored by Acme\n\n{HEADED}", "advertising", "label “Sponsored by Acme”"),
        (f"Paid for by Acme Bank\n\n{HEADED}", "advertising", "label “Paid for by Acme Bank”"),
    ],
)
def test_a_line_at_the_top_tells(top: str, kind: str, said: str | None, words: Words) -> None:
    found = told(f"{top}\n\n{TEXT}", words)
    assert found is not None and found[0] == kind and found[1] == (said or found[1])
    marked = told(f"{top.replace(HEADED, f'# {HEADED}')}\n\n{TEXT}", words, "a.md")
    assert marked is not None and marked[0] == kind


def test_a_line_in_bold_and_a_byline_of_its_own_tell(words: Words) -> None:
    assert told(f"**Opinion**\n\n# {HEADED}\n\n{TEXT}", words, "a.md") == ("opinion", "label “Opinion”")
    assert told(f"# **Opinion:** {HEADED}\n\n{TEXT}", words, "a.md") == ("opinion", "headline “Opinion”")
    article = read_text(f"{HEADED}\n\nIda Quill, Opinion Columnist\n\n{TEXT}", "a.txt")
    assert genres.of(article, words) is None
    headline, byline, *rest = article.blocks
    roles = (
        replace(headline, role=BlockRole.HEADLINE, level=1),
        replace(byline, role=BlockRole.BYLINE),
    )
    found = genres.of(replace(article, blocks=(*roles, *rest)), words)
    assert found == genres.Genre("opinion", "label “Opinion Columnist”")


@pytest.mark.parametrize(
    "top",
    [
        "News\nOpinion\nSport\n\nPort cuts ferry to the island",
        "Opinion\nSport\nWeather\n\nPort cuts ferry to the island",
        "Opinion\n\nSport\n\nPort cuts ferry to the island",
        "Lindholm\n\nOpinion\n\nPort cuts ferry to the island",
        "Opinion\n\nIsland\n\nHarbour\n\nPort cuts ferry to the island",
        "The Lindholm Herald\n\nOpinion\n\nSport\n\nPort cuts ferry to the island",
        "- News\n- Opinion\n- Sport\n\nPort cuts ferry to the island",
        "Port cuts ferry to the island\n\nSponsored content",
        "Port cuts ferry to the island\n\nBy Ida Quill\n\nSponsored content",
        "Sponsored content\n\nAdvertisement\n\nPort cuts ferry to the island",
        "Sponsored content\n\nPaid content\n\nPort cuts ferry to the island",
        "Sponsored content\n\nPort cuts ferry to the island\n\nBy Ida Quill",
        "Advertisement\n\nPort cuts ferry to the island",
        "Comments\n\nPort cuts ferry to the island",
        "Comment\n\nPort cuts ferry to the island",
        "Port cuts ferry to the island\n\nEditorial",
        "Port cuts ferry to the island\n\nShare\n\nOpinion",
        "Sponsored by gangs, boys join a war",
        "Paid for by taxpayers and never used",
        "Mayor meets the editorial board",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_line_at_the_top_of_a_report_does_not(top: str, name: str, words: Words) -> None:
    assert told(f"{top}\n\n{TEXT}", words, name) is None


@pytest.mark.parametrize("heading", ["Opinion", "Editorial", "The editorial board", "Letters to the editor"])
def test_a_heading_below_the_headline_does_not(heading: str, words: Words) -> None:
    assert told(f"# Port cuts ferry\n\n## {heading}\n\n{TEXT}", words, "a.md") is None
    assert told(f"# Port cuts ferry\n\n{TEXT}\n\n{heading}\n\n{TEXT}", words, "a.md") is None


def test_names_of_fields_are_compared_without_case_and_what_joins_their_words() -> None:
    meta = {"webPublicationDate": "2024-05-03", "Section-Name": "Politics", "pillarName": "News", "news_desk": "Metro"}
    assert in_vocabulary(meta) == {**meta, "date": "2024-05-03", "section": "Politics", "desk": "Metro"}
    assert in_vocabulary({"type": "post", "article_type": "Review", "inLanguage": "en"})["genre"] == "Review"
    assert in_vocabulary({"genre": "", "type_of_material": "News", "pub_date": "2024"}) == {
        "genre": "News",
        "type_of_material": "News",
        "pub_date": "2024",
        "date": "2024",
    }
