"""What tells languages apart: the file that ships, the languages of articles, and the varieties of English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from auditor.base.errors import ModelError
from auditor.language.tongue import model
from auditor.language.tongue.model import Guess, Identifier
from auditor.language.tongue.names import NAMES, name

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))

ENGLISH = {
    "Nigeria": "The Oba of Ijebu-Ode, Oba Adewale Ogunlesi, has charged politicians from Oyo, Ogun and Ekiti to shun "
    "thuggery. Speaking through the Otunba Tokunbo Adeyemi, he said Chief Babatunde Olaniyan had no case to answer.",
    "Nigerian Pidgin": "Di people wey dey live for Ajegunle don cry out say dem no get light for three weeks. “We no "
    "fit sleep for night because mosquito too much,” na so Mama Ngozi wey dey sell pepper talk.",
    "India": "The accused were nabbed by a team led by Circle Inspector Venkata Subba Reddy and produced before "
    "the Hon'ble Magistrate. Rs 4.5 lakh and 12 sovereigns of gold were recovered from the kingpin's almirah.",
    "Singapore": "Wah lau eh, the lift spoil again how many times already, every time call council they say coming "
    "coming, in the end nobody come also. My mother eighty plus leh, like that cannot lah.",
    "Scotland": "Ah dinnae ken whit they're playin at. The cooncil telt us nae bother, the hoose wid be fixed by "
    "Hogmanay, and we're still staunin here wi the rain comin through the roof. It's no right, so it's no.",
    "Scots": "The cooncil haes votit for tae gie mair siller tae the schuils that learns bairns in the Scots leid. "
    "Maister Robert Geddes said that it wis a muckle day for the toun and that he wis fair chuffed.",
    "Jamaica": "Mi nah lie, wi frighten bad when di wata come dung di gully. Mi seh to mi bredda, run, yuh nuh see seh "
    "di house a go wash weh? Wi lose everyting, an nobody nuh come look fi wi yet.",
    "Ireland": "The Taoiseach told the Dáil that the Ceann Comhairle had been informed; Máire Ní Chonghaile TD said "
    "An Garda Síochána and Údarás na Gaeltachta had failed the people of Béal Átha na Sluaighe.",
    "New Zealand": "Iwi leaders from Ngāti Porou and Te Whānau-ā-Apanui met at Waitangi to kōrero about te Tiriti and "
    "the kaitiakitanga of the moana, with kaumātua Hēmi Te Rangihuia saying the mana of tangata whenua was at stake.",
    "South Africa": "Eskom bosses, including Sipho Ngcobo and Thabo Mokoena, must vuka and stop the tsotsis from "
    "stealing cables; ja nee, she said, the bakkie braai boet tenders are finish and klaar.",
    "the Philippines": "Barangay captain Rodrigo Dela Cruz of Sitio Maligaya, Brgy. San Isidro, said the sari-sari "
    "store of Aling Nena was razed. Usec. Maria Teresa Villanueva-Santos visited the evacuees.",
}


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return model.load()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: str(path.stem))
def test_articles_in_fifteen_languages_are_known(path: Path, identifier: Identifier) -> None:
    guess = identifier.identify(path.read_text(encoding="utf-8"))
    assert guess.code == path.stem.partition("-")[0]
    assert guess.probability > (0.45 if guess.code == "sw" else 0.84)
    assert guess.english < 0.08


def test_there_are_two_articles_in_each_of_fifteen_languages() -> None:
    codes = [path.stem.partition("-")[0] for path in ARTICLES]
    assert {codes.count(code) for code in codes} == {2}
    assert len(set(codes)) == 15


@pytest.mark.parametrize("words", ENGLISH.values(), ids=ENGLISH)
def test_english_of_many_countries_is_english(words: str, identifier: Identifier) -> None:
    assert identifier.identify(words).english > 0.15


def test_capitals_change_nothing(identifier: Identifier) -> None:
    words = "The council will close the night shelter in May, two people briefed on the plan said."
    assert identifier.identify(words.upper()) == identifier.identify(words.lower())
    assert identifier.identify(words.upper()).english > 0.9


@pytest.mark.parametrize("words", ["", " \n\t", "\u2028"])
def test_no_words_are_in_no_language(words: str, identifier: Identifier) -> None:
    assert identifier.identify(words) == Guess("und", 0.0, 0.0)


@pytest.mark.parametrize("words", ["\0", "__label__fr", "\ufffd\ufffe", "a" * 100_000, "\u200b", "\x85a\rb"])
def test_odd_texts_are_no_error(words: str, identifier: Identifier) -> None:
    guess = identifier.identify(words)
    assert 0.0 <= guess.english <= 1.0
    assert 0.0 <= guess.probability <= 1.0


def test_languages_have_names() -> None:
    assert (name("fr"), name("sw"), name("zh")) == ("French", "Swahili", "Chinese")
    assert name("gom") == "the language with the code gom"
    assert "en" not in NAMES
    assert list(NAMES) == sorted(NAMES)


def test_a_file_that_is_missing_or_altered_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        model.load(tmp_path / "lid.176.ftz")
    assert missing.value.code == "A404"
    data = bytearray(model.weights().read_bytes())
    data[1000] ^= 1
    (tmp_path / "lid.176.ftz").write_bytes(data)
    with pytest.raises(ModelError) as altered:
        model.load(tmp_path / "lid.176.ftz")
    assert (altered.value.code, altered.value.message, altered.value.hint) == (
        "A405",
        "the file lid.176.ftz, by which languages are known, is not the one that was trained",
        "reinstall auditor, or work without it: --language any",
    )


def test_the_notice_names_licence_and_digest() -> None:
    notice = (model.weights().parent / "NOTICE").read_text(encoding="utf-8")
    assert model.DIGEST in notice
    assert "Creative Commons Attribution-Share-Alike 3.0" in notice


def test_nothing_is_printed_when_it_is_loaded() -> None:
    code = "from auditor.language.tongue import model; model.load().identify('Bonjour tout le monde')"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
