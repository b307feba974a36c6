"""LibreOffice opens copies, and finds every comment at its words."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from auditor.annotating.annotate import Comment, annotated
from auditor.readers.documents.word import read_word
from auditor.readers.draft import Draft
from tests.factories import find
from tests.unit.annotating.documents import deleted, document, para, run

SOFFICE = shutil.which("soffice")
FORMATS = Path(__file__).resolve().parents[2] / "formats"
SKIPPED = {"annotation", "tracked-changes", "note-citation", "custom-shape"}

WORDS = {
    "made": [
        "aides said",
        "Räte & 😀",
        "named\ttoday",
        "linked words go",
        "Ms. Brandt left",
        "inside",
        "cell one",
        "plain",
    ],
    "revised": [
        "two aides who asked not to be named",
        "feared for their jobs said",
        "chief resigned",
        "Colin Ames told",
        "told the Hexton",
        "boats that nobody",
        "The council did not respond",
    ],
    "council": ["council"],
}


def made() -> bytes:
    """A document with most kinds of runs."""
    cells = f"<w:tc><w:tcPr/>{para(run('cell one'))}</w:tc><w:tc><w:tcPr/>{para(run('two'))}</w:tc>"
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
    return document(
        para(run("Two ai"), run("des", "<w:b/>"), run(" said Räte &amp; 😀 came."))
        + para("<w:r><w:t>Nobody named</w:t><w:tab/><w:t>today, </w:t></w:r>")
        + para('<w:hyperlink w:anchor="x">', run("Those linked words"), "</w:hyperlink>", run(" go on."))
        + para(
            run("Mayor Ms. "),
            deleted("Smith"),
            '<w:ins w:id="5" w:author="A" w:date="2026-01-01T00:00:00Z">',
            run("Brandt"),
            "</w:ins>",
            run(" left."),
        )
        + para("<w:sdt><w:sdtPr/><w:sdtContent>", run("Words inside here"), "</w:sdtContent></w:sdt>")
        + f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl>"
        + para(run("The last plain words."))
    )


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice; the marks are checked against the format elsewhere")
@pytest.mark.parametrize("name", list(WORDS))
def test_libreoffice_finds_each_comment_at_its_words(name: str, tmp_path: Path) -> None:
    data = made() if name == "made" else (FORMATS / f"{name}.docx").read_bytes()
    draft = Draft("a.docx", data)
    text = read_word(draft).text
    spans = [find(text, words) for words in WORDS[name]]
    said = [Comment(span, span.of(text), (f"On {number}", "Räte & <so>")) for number, span in enumerate(spans)]
    (tmp_path / "a.docx").write_bytes(annotated(draft, said))
    (tmp_path / "b.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx"), str(tmp_path / "b.docx")], check=True, capture_output=True)
    found = ranges_of(content(tmp_path / "a.odt"))
    assert {head: words for head, words in found.items() if head.startswith("On ")} == {
        f"On {number}": words.replace("\t", "") for number, words in enumerate(WORDS[name])
    }
    whole, before = (words_of(content(tmp_path / f"{each}.odt")) for each in ("a", "b"))
    assert whole == before


def content(path: Path) -> Element:
    with zipfile.ZipFile(path) as file:
        return fromstring(file.read("content.xml"))


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def words_of(root: Element) -> str:
    out: list[str] = []

    def walk(element: Element) -> None:
        if local(element) not in SKIPPED:
            out.append(element.text or "")
            for each in element:
                walk(each)
                out.append(each.tail or "")

    walk(root)
    return "".join(out)


def ranges_of(root: Element) -> dict[str, str]:
    """The first paragraph of each annotation, with the words of its range."""
    heads: dict[str, str] = {}
    ranges: dict[str, list[str]] = {}
    opened = set[str]()

    def say(words: str | None) -> None:
        for name in opened:
            ranges[name].append(words or "")

    def walk(element: Element) -> None:
        name = next((value for key, value in element.attrib.items() if key.endswith("}name")), "")
        if local(element) == "annotation":
            heads[name] = "".join(next(each for each in element if local(each) == "p").itertext())
            ranges[name] = []
            opened.add(name)
        elif local(element) == "annotation-end":
            opened.discard(name)
        elif local(element) == "s":
            say(" ")
        if local(element) not in SKIPPED:
            say(element.text)
            for each in element:
                walk(each)
                say(each.tail)

    walk(root)
    return {heads[name]: "".join(words) for name, words in ranges.items()}
