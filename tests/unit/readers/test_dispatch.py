"""The reader contract: what every file gives, or the one message that says why not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import read, read_bytes, read_text
from auditor.records.reading import USUAL_LIMITS, Limits, Reading

TEXT = "Mayor resigns\r\n\r\nThe mayor resigned on Tuesday, two aides said.\r\n"


def most(words: int) -> Reading:
    return Reading(Limits(words=words))


def refused(path: Path, max_bytes: int = USUAL_LIMITS.words) -> tuple[str, str, str]:
    with pytest.raises(ReadingError) as caught:
        read(path, most(max_bytes))
    assert caught.value.exit_code == 3
    return caught.value.code, caught.value.message, caught.value.hint


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "a.rst", "a.md", "a.markdown"])
def test_text_is_the_file_and_spans_slice_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode())
    article = read(path)
    assert article.text == TEXT
    assert article.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article.path == path.as_posix()
    assert [b.span.of(article.text) for b in article.blocks] == [
        "Mayor resigns",
        "The mayor resigned on Tuesday, two aides said.",
    ]
    assert article.format == ("markdown" if name.endswith(("md", "markdown")) else "txt")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_front_matter_is_metadata_in_every_format(name: str) -> None:
    article = read_text("---\nheadline: Mayor  out\ndesk: metro\n---\nThe mayor resigned.\n", name)
    assert article.title == "Mayor out"
    assert article.meta["desk"] == "metro"
    assert [b.role.value for b in article.blocks] == ["meta", "para"]


def test_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.txt")[:2] == ("A302", "there is no such file or folder")


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything; for the time of a test we are not root."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_no_right_to_read(nobody: None) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(TEXT)
        path.chmod(0)
        assert refused(path)[:2] == ("A303", "you may not read this file")


def test_folder_and_pipe(tmp_path: Path) -> None:
    assert refused(tmp_path)[:2] == ("A304", "this is a folder, not a draft")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert refused(pipe)[:2] == ("A304", "this is no ordinary file")


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "\u200b\n"])
def test_empty(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode())
    assert refused(path)[:2] == ("A305", "there are no words in it")


def test_five_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The mayor resigned. " * 250_000)
    assert refused(path) == (
        "A306",
        "5.0 MB is more than the limit of 1.0 MB for one draft",
        "split it into articles, or raise the limit with the setting max_bytes (AUDITOR_MAX_BYTES)",
    )
    assert len(read(path, most(5_000_000)).text) == 5_000_000


def test_the_limit_itself_is_allowed() -> None:
    assert read_bytes(b"He left.", "a.txt", most(8)).text == "He left."
    with pytest.raises(ReadingError) as caught:
        read_bytes(b"He left!!", "a.txt", most(8))
    assert caught.value.code == "A306"


def text_refused(text: str, name: str = "a.txt", limit: int = USUAL_LIMITS.words) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        read_text(text, name, most(limit))
    assert caught.value.at is not None and caught.value.at.path == name
    return caught.value.code, caught.value.message


def test_a_lone_surrogate_is_no_text() -> None:
    assert text_refused("He left \ud800.") == ("A308", "holds half a character (a lone surrogate) at code point 9")
    assert text_refused("\udcff")[0] == "A308"


def test_a_text_of_binary_data_is_refused_as_a_file_of_it_is() -> None:
    assert text_refused("He left.\x00") == ("A307", "this is binary data, not a text")
    assert text_refused("\x01\x02\x03 He left.")[0] == "A307"


def test_a_text_has_the_limit_of_a_file() -> None:
    assert read_text("Er ging für immer.", "a.txt", most(19)).text == "Er ging für immer."
    assert text_refused("Er ging für immer.", limit=18)[0] == "A306"
    assert text_refused("He left!!", limit=8)[0] == "A306"
    assert text_refused("\ud800" * 9, limit=8)[0] == "A306"


def test_half_a_character_in_a_name_is_written_out() -> None:
    assert read_text("He left.", "a\udcff.md").path == "a\\udcff.md"
    assert read_text("He left.", "a\udcff.md").format == "markdown"


@given(st.text(alphabet=st.characters(codec=None)), st.sampled_from(["a.txt", "a.md"]))
def test_any_string_is_read_or_refused(text: str, name: str) -> None:
    try:
        assert read_text(text, name).text == text
    except ReadingError as error:
        assert error.code in ("A305", "A307", "A308")
