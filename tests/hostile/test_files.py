"""Files of every format that nobody would send: cut off, locked, endless, nested, in two encodings, gone when read.

Most are the article of `tests/formats/council.*` with some words of it replaced.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import form_of, holds_several, items, read, read_bytes
from auditor.readers.draft import Draft
from auditor.records.article import Article
from auditor.records.report import Detector
from auditor.runs.drafts import discover
from auditor.runs.runner import run
from auditor.settings.settings import Settings

FORMATS = Path(__file__).parents[1] / "formats"
LOCKED = Path(__file__).parent / "locked"
COUNCIL = sorted(path.name for path in FORMATS.glob("council.*") if path.suffix != ".pdf")
ALL = sorted(path.name for path in FORMATS.iterdir())

WORDS = b"declined to comment"
CUTS = 16
"""Places at which each file is cut off."""
SLOWEST = 30
"""Seconds of processor that a million characters, or a thousand levels, may take at the most."""


def replaced(name: str, words: bytes) -> bytes:
    """The article in one format, with some words of it replaced by bytes; in an archive, in each part that has them."""
    data = (FORMATS / name).read_bytes()
    if not data.startswith(b"PK"):
        assert WORDS in data
        return data.replace(WORDS, words)
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        assert any(WORDS in before.read(part) for part in before.namelist())
        for part in before.namelist():
            after.writestr(part, before.read(part).replace(WORDS, words))
    return held.getvalue()


def articles(data: bytes, name: str) -> list[Article]:
    """What is read; none if it is refused, for a reason that is told."""
    draft = Draft(name, data)
    try:
        form = form_of(draft)
        if holds_several(form):
            return [item.article for item in items(draft, form)]
        return [read_bytes(data, name)]
    except ReadingError as error:
        assert error.code.startswith("A3")
        assert error.hint
        return []


def kinds() -> Iterator[tuple[str, bytes, bytes, bytes]]:
    """Each file, with what opens and closes a level in its format, and half a character as it can be written there."""
    for name in COUNCIL:
        suffix = name.rpartition(".")[2]
        if suffix == "rtf":
            yield name, b"{", b"}", rb"\u-10240?"
        elif suffix in {"json", "jsonld"}:
            yield name, b"<em>", b"</em>", rb"\ud800"
        elif suffix in {"docx", "odt", "xml", "html"}:
            yield name, b"<em>", b"</em>", b"&#xD800;"
        elif suffix == "md":
            yield name, b"[", b"](x)", b"\xed\xa0\x80"
        else:
            yield name, b"(", b")", b"\xed\xa0\x80"


# ---------------------------------------------------------------- cut off, locked


@pytest.mark.parametrize("name", ALL)
def test_a_file_that_is_cut_off_is_read_or_refused(name: str) -> None:
    data = (FORMATS / name).read_bytes()
    for number in range(CUTS):
        articles(data[: len(data) * number // CUTS], name)


def with_flag(name: str) -> bytes:
    """An archive of which every part is said to be encrypted."""
    data = bytearray((FORMATS / name).read_bytes())
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ((LOCKED / "locked.odt").read_bytes(), "a.odt"),
        ((LOCKED / "locked.pdf").read_bytes(), "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
        (with_flag("council.docx"), "a.docx"),
        (with_flag("council.odt"), "a.odt"),
    ],
    ids=["OpenDocument", "PDF", "Word", "Word in a locked archive", "OpenDocument in a locked archive"],
)
def test_a_document_that_a_password_locks_is_refused_whatever_it_is_called(data: bytes, name: str) -> None:
    for called in (name, "draft.txt"):
        with pytest.raises(ReadingError) as caught:
            read_bytes(data, called)
        assert (caught.value.code, caught.value.message) == ("A313", "it is protected by a password")


# ---------------------------------------------------------------- endless, nested


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNCIL)
@pytest.mark.parametrize("words", [b"He left. " * 100_000, b"a" * 900_000], ids=["words", "one word"])
def test_a_line_of_a_million_characters_is_read(name: str, words: bytes) -> None:
    began = process_time()
    for article in articles(replaced(name, words), name):
        assert words.decode().strip() in article.text
    assert process_time() - began < SLOWEST


@pytest.mark.parametrize("name", COUNCIL)
def test_a_line_of_more_characters_than_a_draft_may_have_is_refused(name: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(replaced(name, b"He left. " * 120_000), name)
    assert caught.value.code == "A306"


@pytest.mark.parametrize(("name", "opening", "closing", "_"), kinds(), ids=COUNCIL)
def test_what_is_nested_deep_is_read_or_refused(name: str, opening: bytes, closing: bytes, _: bytes) -> None:
    for depth in (50, 1_000, 20_000):
        for words in (opening * depth + b"x" + closing * depth, opening * depth, closing * depth):
            began = process_time()
            articles(replaced(name, words), name)
            assert process_time() - began < SLOWEST


def test_messages_within_messages_are_read_or_refused() -> None:
    message = b"Content-Type: text/plain\n\nHe left.\n"
    for number in range(1_000):
        bound = b"b%d" % number
        head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=%b\n\n--%b\n" % (bound, bound)
        message = b"%b%b\n--%b--\n" % (head, message, bound)
    articles(message, "a.eml")


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(("name", "_", "__", "half"), kinds(), ids=COUNCIL)
def test_half_a_character_is_never_in_what_is_read(name: str, _: bytes, __: bytes, half: bytes) -> None:
    for words in (b"He " + half + b" left.", half, half * 1_000):
        for article in articles(replaced(name, words), name):
            assert article.text.encode()
            assert str(dict(article.meta)).encode()


@pytest.mark.parametrize("name", COUNCIL)
@pytest.mark.parametrize(
    "words",
    [
        "He “left” the café.".encode("cp1252"),
        "He “left” the café.".encode("utf-16"),
        "He “left” the café.".encode("mac-roman") + "He “left” the café.".encode(),
        b"He \x00 left \xff\xfe.",
        b"\xef\xbb\xbf He left.",
    ],
    ids=["Windows-1252", "UTF-16", "Macintosh", "NUL", "mark"],
)
def test_two_encodings_in_one_file_cost_no_other_words(name: str, words: bytes) -> None:
    for article in articles(replaced(name, words), name):
        assert "Mayor Paula Dray said on Friday" in " ".join(article.text.split())
        assert "\x00" not in article.text


# ---------------------------------------------------------------- what is no file, or none any more


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/tty"])
def test_a_device_is_no_draft(path: str) -> None:
    if not Path(path).exists():
        pytest.skip(f"there is no {path} here")
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == "A304"


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)


def _blank(path: Path) -> None:
    path.write_bytes(b"")


def _locked(path: Path) -> None:
    path.write_bytes((LOCKED / "locked.odt").read_bytes())


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "gone.txt": (_gone, "A302"),
    "folder.md": (_folder, "A304"),
    "pipe.docx": (_pipe, "A304"),
    "loop.txt": (_loop, "A301"),
    "huge.pdf": (_huge, "A306"),
    "blank.txt": (_blank, "A305"),
    "locked.odt": (_locked, "A313"),
}
"""What becomes of a draft between the moment when it is found and that when it is read, and how that is told."""


@pytest.mark.model
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_changes_in_the_middle_of_a_run_costs_itself(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "drafts"
    folder.mkdir()
    for name in ("a.txt", "z.txt", *CHANGES):
        (folder / name).write_text("The bridge is shut, two aides said on Monday.\n")
    settings = Settings(jobs=jobs, suffixes=tuple({Path(name).suffix for name in CHANGES}), detectors=(Detector.RULES,))
    selection = discover(("drafts",), settings)
    assert len(selection.drafts) == len(CHANGES) + 2
    for name, (change, _) in CHANGES.items():
        change(folder / name)
    result = run(selection, settings)
    assert [report.article.path for report in result.reports] == ["drafts/a.txt", "drafts/z.txt"]
    told = {failure.path: failure.code for failure in result.failures}
    assert told == {f"drafts/{name}": code for name, (_, code) in CHANGES.items()}
