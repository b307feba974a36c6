"""Files of many articles: what is in them, what each article is, and what a damaged file costs."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tracemalloc
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.collections.dispatch import opened_shelf
from auditor.readers.collections.shelf import Entry, Shelf
from auditor.readers.dispatch import finished
from auditor.records.article import Article, BlockRole
from auditor.records.reading import USUAL, Limits, Reading
from tests.unit.readers.mutations import MUTATIONS, changed

ROWS: Sequence[Mapping[str, str]] = (
    {
        "id": "a17",
        "headline": "Ferry to close",
        "body": "The ferry will close in May, two aides said.\n\n“It hurts,” Mayor Ann Poe said.",
        "byline": "Lena Marsh",
        "section": "Metro",
        "published": "2026-11-02",
    },
    {
        "id": "a18",
        "headline": "Harbour <i>chief</i> quits",
        "body": "<p>He resigned, <b>two aides</b> said.</p><blockquote>“Enough,” he wrote.</blockquote>",
        "byline": "Tom Roe",
        "section": "",
        "published": "2026-10-02",
    },
    {
        "id": "a17",
        "headline": "",
        "body": "Nobody was hurt, “he” said; a, b.",
        "byline": "",
        "section": "",
        "published": "",
    },
)


def table(rows: Sequence[Mapping[str, str]] = ROWS, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def lines(rows: Sequence[Mapping[str, object]] = ROWS) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def columns(rows: Sequence[Mapping[str, object]] = ROWS, group: int = 2) -> bytes:
    import pyarrow
    from pyarrow import parquet

    held = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), held, row_group_size=group)
    return held.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return held.getvalue()


FILES: Mapping[str, bytes] = {
    "c.csv": table(),
    "c.tsv": table(delimiter="\t"),
    "c.jsonl": lines(),
    "c.json": json.dumps(ROWS).encode(),
    "c.parquet": columns(),
}


def shelf(data: bytes | Path, name: str, reading: Reading = USUAL) -> Shelf:
    found = opened_shelf(data, name, reading)
    assert found is not None
    return found


def articles(data: bytes | Path, name: str, reading: Reading = USUAL) -> list[tuple[Entry, Article]]:
    held = shelf(data, name, reading)
    return [(each, finished(held.article(each, f"{name}#{each.key}"), reading)) for each in held.entries()]


def refused(data: bytes, name: str, reading: Reading = USUAL) -> tuple[str, str, str]:
    with pytest.raises(ReadingError) as caught:
        articles(data, name, reading)
    return caught.value.code, caught.value.message, caught.value.hint


# ---------------------------------------------------------------- records


@pytest.mark.parametrize("name", FILES)
def test_each_record_is_an_article_with_its_headline_blocks_and_metadata(name: str) -> None:
    found = articles(FILES[name], name)
    record = {"csv": "row", "tsv": "row", "jsonl": "line", "json": "record", "parquet": "row"}[name[2:]]
    assert [entry.key for entry, _ in found] == ["a17", "a18", "a17~2"]
    assert [
        [
            (part.name, block.role.value, block.span.of(article.text))
            for part, block in zip(article.origin.parts, article.blocks, strict=True)
        ]
        for _, article in found
    ] == [
        [
            (f"{record} 1, headline", "headline", "Ferry to close"),
            (f"{record} 1, paragraph 1", "para", "The ferry will close in May, two aides said."),
            (f"{record} 1, paragraph 2", "para", "“It hurts,” Mayor Ann Poe said."),
        ],
        [
            (f"{record} 2, headline", "headline", "Harbour chief quits"),
            (f"{record} 2, paragraph 1", "para", "He resigned, two aides said."),
            (f"{record} 2, paragraph 2", "quote", "“Enough,” he wrote."),
        ],
        [(f"{record} 3, paragraph 1", "para", "Nobody was hurt, “he” said; a, b.")],
    ]
    assert found[0][1].meta == {
        "byline": "Lena Marsh",
        "section": "Metro",
        "published": "2026-11-02",
        "id": "a17",
        "author": "Lena Marsh",
        "date": "2026-11-02",
    }
    assert found[0][1].path == f"{name}#a17"
    assert len({article.digest for _, article in found}) == 3


@pytest.mark.parametrize("name", FILES)
def test_an_entry_is_found_again_in_any_order(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    held = shelf(path, name)
    entries = list(held.entries())
    texts = [held.article(entry, "x").text for entry in entries]
    held.close()
    again = shelf(path, name)
    assert [again.article(entry, "x").text for entry in reversed(entries)] == texts[::-1]
    again.close()


@pytest.mark.parametrize("name", FILES)
def test_what_was_guessed_is_told(name: str) -> None:
    assert (
        "the articles are in 'body'; headlines in 'headline'; ids in 'id'; metadata:" in shelf(FILES[name], name).told
    )


def test_columns_that_are_named_are_taken() -> None:
    reading = Reading(text_column="headline", meta=("desk=section", "title=byline", "id=published"))
    held = shelf(FILES["c.csv"], "c.csv", reading)
    entry = next(held.entries())
    article = finished(held.article(entry, "x"), reading)
    assert entry.key == "2026-11-02"
    assert article.text == "Lena Marsh\n\nFerry to close"
    assert article.meta == {"desk": "Metro", "id": "2026-11-02"}


def test_columns_are_known_however_their_names_are_joined() -> None:
    rows = [{"Article-ID": "7", "webTitle": "Ferry to close", "Article Body": "He left, she said.", "Pub Date": "2026"}]
    [(entry, article)] = articles(table(rows), "c.csv")
    assert (entry.key, article.text) == ("7", "Ferry to close\n\nHe left, she said.")
    assert article.meta["date"] == "2026"


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    told = refused(FILES["c.csv"], "c.csv", Reading(text_column="words"))
    assert told == (
        "A318",
        "there is no column 'words'",
        "its columns are id, headline, body, byline, section, published",
    )
    assert refused(FILES["c.jsonl"], "c.jsonl", Reading(meta=("desk=ressort",)))[1] == "there is no column 'ressort'"


@pytest.mark.parametrize("name", ["c.csv", "c.jsonl", "c.json", "c.parquet"])
def test_a_table_without_a_column_of_articles_is_refused(name: str) -> None:
    rows = [{"year": "2025", "boats": "41"}, {"year": "2026", "boats": "12"}]
    data = {
        "c.csv": table(rows),
        "c.jsonl": lines(rows),
        "c.json": json.dumps(rows).encode(),
        "c.parquet": columns(rows),
    }
    code, message, hint = refused(data[name], name)
    assert (code, message) == ("A318", "it is not plain which of its columns holds the articles")
    assert hint == "say which with --text-column; its columns are year, boats"


def test_a_record_without_words_fails_and_the_others_do_not() -> None:
    rows = [{"title": "Empty", "text": " "}, {"title": "Full", "text": "He left, she said."}]
    held = shelf(table(rows), "c.csv")
    first, second = held.entries()
    with pytest.raises(ReadingError) as caught:
        finished(held.article(first, "c.csv#1"), USUAL)
    assert caught.value.code == "A305"
    assert finished(held.article(second, "c.csv#2"), USUAL).text == "Full\n\nHe left, she said."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("He <em>left</em>, she said.\n\nNobody <a href='/x'>came</a>.", ["He left, she said.", "Nobody came."]),
        ("Roe &amp; Sons closed.\n\n• A point", ["Roe & Sons closed.", "A point"]),
        ("<p>He left, she said.</p>\n\n<p>3 &lt; 4</p>", ["He left, she said.", "3 < 4"]),
        ("He left<br><br>Nobody came", ["He left", "Nobody came"]),
        ("FERRY TO CLOSE\n\nHe left, she said.", ["He left, she said."]),
    ],
)
def test_bodies_are_plain_or_marked_up_within_paragraphs_or_by_them(body: str, told: list[str]) -> None:
    [(_, article)] = articles(table([{"headline": "Ferry to close", "body": body}]), "c.csv")
    parts = [(part.name, part.span.of(article.text)) for part in article.origin.parts]
    assert parts == [
        ("row 1, headline", "Ferry to close"),
        *((f"row 1, paragraph {number}", words) for number, words in enumerate(told, 1)),
    ]


def test_a_broken_line_is_an_entry_that_says_so() -> None:
    held = shelf(lines(ROWS[:2]) + b'{"body": \n', "c.jsonl")
    entries = list(held.entries())
    assert [entry.key for entry in entries] == ["a17", "a18", "3"]
    with pytest.raises(ReadingError) as caught:
        held.article(entries[2], "c.jsonl#3")
    assert (caught.value.code, str(caught.value.at)) == ("A311", "c.jsonl:3")


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_delimiters_encodings_and_marks(delimiter: str) -> None:
    rows = [{"id": "1", "text": "Café; closed, he said | so\the said."}]
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        [(_, article)] = articles(table(rows, delimiter, encoding), "c.csv")
        assert article.text == "Café; closed, he said | so he said."


def test_a_table_in_utf_16_is_refused_with_what_to_do() -> None:
    assert refused(table(encoding="utf-16"), "c.csv") == ("A308", "it is a table in UTF-16", "save it as CSV in UTF-8")


def test_a_long_record_is_refused_and_named() -> None:
    rows = [{"id": "1", "text": "He left, she said. " * 100}, {"id": "2", "text": "He left, she said."}]
    held = shelf(table(rows), "c.csv", Reading(Limits(words=1000)))
    first, second = held.entries()
    with pytest.raises(ReadingError) as caught:
        finished(held.article(first, "c.csv#1"), Reading(Limits(words=1000)))
    assert caught.value.code == "A306"
    assert held.article(second, "c.csv#2").text == "He left, she said."


def test_a_field_beyond_every_limit_ends_the_table_with_an_error() -> None:
    data = b"id,text\n1," + b"a" * 300_000 + b"\n2,He left.\n"
    assert refused(data, "c.csv", Reading(Limits(words=100)))[0] in ("A306", "A311")


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_line_beyond_every_limit_is_never_held_and_the_others_are_read(packed: bool, tmp_path: Path) -> None:
    long = b'{"id": "2", "text": "' + b"He left. " * 2_000_000 + b'"}\n'
    data = lines(ROWS[:1]) + long + lines(ROWS[1:2])
    path = tmp_path / ("c.jsonl.gz" if packed else "c.jsonl")
    path.write_bytes(gzip.compress(data, 1) if packed else data)
    reading = Reading(Limits(words=1000, file=100_000))
    tracemalloc.start()
    held = shelf(path, path.name, reading)
    found = list(held.records())
    assert [entry.key for entry, _ in found] == ["a17", "", "a18"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
    for read in (found[1][1], lambda name: held.article(found[1][0], name)):
        with pytest.raises(ReadingError) as caught:
            read("x")
        assert (caught.value.code, caught.value.message) == ("A306", "this line has more than 0.1 MB")
        assert "max_file_bytes" in caught.value.hint
    assert held.article(found[2][0], "x").text.startswith("Harbour chief quits")
    held.close()


# ---------------------------------------------------------------- archives


def test_each_file_of_an_archive_is_an_article_also_in_a_table_within_it() -> None:
    data = archive(
        {
            "a.txt": b"The ferry will close, two aides said.",
            "desk/b.md": b"# Harbour\n\nHe left, she said.",
            "desk/c.csv": table(),
            "__MACOSX/a.txt": b"\0\5",
        }
    )
    found = articles(data, "drafts.zip")
    assert [(entry.key, article.format) for entry, article in found] == [
        ("a.txt", "txt"),
        ("desk/b.md", "markdown"),
        ("desk/c.csv#a17", "csv"),
        ("desk/c.csv#a18", "csv"),
        ("desk/c.csv#a17~2", "csv"),
    ]
    assert found[1][1].path == "drafts.zip#desk/b.md"
    assert found[1][1].blocks[0].role is BlockRole.HEADLINE


def test_an_archive_in_an_archive_stays_shut() -> None:
    held = shelf(archive({"in.zip": archive({"a.txt": b"He left."})}), "drafts.zip")
    [entry] = held.entries()
    with pytest.raises(ReadingError) as caught:
        held.article(entry, "drafts.zip#in.zip")
    assert (caught.value.code, caught.value.message) == ("A307", "an archive in an archive is not opened")


def test_what_is_packed_in_an_archive_stays_packed_and_that_is_said() -> None:
    held = shelf(archive({"in.jsonl.gz": gzip.compress(FILES["c.jsonl"])}), "drafts.zip")
    [entry] = held.entries()
    with pytest.raises(ReadingError) as caught:
        held.article(entry, "drafts.zip#in.jsonl.gz")
    assert (caught.value.code, caught.value.message) == ("A307", "a packed file in an archive is not opened")
    assert caught.value.hint == "take it out, and name it"


def test_a_bomb_is_never_unpacked_whole() -> None:
    bomb = archive({"a.txt": b"a" * 60_000_000, "b.txt": b"He left, she said."})
    held = shelf(bomb, "drafts.zip")
    first, second = held.entries()
    with pytest.raises(ReadingError) as caught:
        held.article(first, "drafts.zip#a.txt")
    assert caught.value.code == "A306" and "max_unpacked_bytes" in caught.value.hint
    assert held.article(second, "drafts.zip#b.txt").text == "He left, she said."


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "./a.txt"])
def test_names_that_lead_out_of_an_archive_are_only_names(name: str) -> None:
    [(entry, article)] = articles(archive({name: b"He left, she said."}), "drafts.zip")
    assert (entry.key, article.path, article.text) == (name, f"drafts.zip#{name}", "He left, she said.")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_two_articles() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.txt", "The first, she said.")
        file.writestr("a.txt", "The second, she said.")
    found = articles(held.getvalue(), "drafts.zip")
    assert [(entry.key, article.text) for entry, article in found] == [
        ("a.txt", "The first, she said."),
        ("a.txt~2", "The second, she said."),
    ]


def test_links_and_pictures_in_an_archive_are_no_drafts() -> None:
    held = BytesIO()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(link, "/etc/passwd")
        file.writestr("a.png", "x")
        file.writestr("a.md", "He left, she said.")
    assert [(e.key, e.is_draft) for e in shelf(held.getvalue(), "drafts.zip").entries()] == [
        ("link.txt", False),
        ("a.png", False),
        ("a.md", True),
    ]


# ---------------------------------------------------------------- tables as people write them


@pytest.mark.parametrize(
    ("data", "name", "texts"),
    [
        (b'id\ttext\n1\t"We were never told," said Ann.\n2\t"Open quote only\n3\tThird.\n', "c.tsv",
         ['"We were never told," said Ann.', '"Open quote only', "Third."]),
        (b'id\ttext\n1\t"He said ""no"" to it."\n2\t"Two\nlines."\n', "c.tsv",
         ['He said "no" to it.', "Two\n\nlines."]),
        (b"sep=;\r\nid;text\r\n1;He left, she said.\r\n", "c.csv", ["He left, she said."]),
        (b"\n\nid,text\n1,He left.\n", "c.csv", ["He left."]),
        (b"id,text\n1,Para one\rPara two\n2,Fine\n", "c.csv", ["Para one\n\nPara two", "Fine"]),
        (b"id,text,body\n1,Breaking,The ferry will close in May.\n", "c.csv", ["The ferry will close in May."]),
        (b"id,text,text\n1,He left.,\n", "c.csv", ["He left."]),
    ],
)  # fmt: skip
def test_tables_as_people_write_them(data: bytes, name: str, texts: list[str]) -> None:
    assert [article.text for _, article in articles(data, name)] == texts


def test_a_stray_byte_costs_one_character_and_not_the_encoding() -> None:
    data = "id,text\n1,“Told” said Zoë Ünal of the “Gärten”.\n".encode().replace(b",\xe2", b",\xff\xe2", 1)
    held = shelf(data, "c.csv")
    [entry] = held.entries()
    assert "“Told" in held.article(entry, "x").text


def test_a_row_with_more_cells_than_headings_fails_and_says_so() -> None:
    held = shelf(b"id,text\n1,Maria Okafor, who runs it, said so\n2,He left.\n", "c.csv")
    first, second = held.entries()
    with pytest.raises(ReadingError) as caught:
        held.article(first, "c.csv#1")
    assert (caught.value.code, caught.value.message) == ("A311", "row 1 has 4 cells, and the heading 2")
    assert held.article(second, "c.csv#2").text == "He left."


@pytest.mark.parametrize("name", ["c.csv", "c.tsv"])
def test_a_row_with_a_mark_that_is_never_closed_fails_and_says_what_is_in_it(name: str) -> None:
    data = 'id,text\n1,He left.\n2,"She said\n3,He stayed.\n'.replace(",", "," if name == "c.csv" else "\t").encode()
    if name == "c.tsv":
        data = data.replace(b"left.", b'"left".\n4\t"x\ny"')
    held = shelf(data, name)
    *before, last = held.entries()
    assert held.article(before[0], name).text.startswith("He")
    with pytest.raises(ReadingError) as caught:
        held.article(last, f"{name}#2")
    assert caught.value.code == "A311"
    assert "is never closed: all that follows is in this row" in caught.value.message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "c.jsonl"),
        (b"\n \n", "c.jsonl"),
        (b"{}", "c.json"),
        ('{"text": "x"}\n'.encode("utf-16"), "c.jsonl"),
        ('{"text": "Caf\u00e9 closed."}\n'.encode("latin-1"), "c.jsonl"),
        (b"\0" * 99, "c.jsonl"),
        (lines().replace(b"\n", b"\r"), "c.jsonl"),
    ],
)
def test_a_file_without_a_field_says_what_it_should_be(data: bytes, name: str) -> None:
    code, message, hint = refused(data, name)
    assert (code, message) == ("A318", "no record with fields can be read in it")
    assert hint == "see that it is not empty; save JSON in UTF-8, and of lines each ends in a newline"


def test_a_first_line_that_is_no_heading_is_not_shown() -> None:
    row = b'1,"The ferry will close in May, two aides said.\n\nIt hurts, Mayor Ann Poe said."\n'
    code, message, hint = refused(row * 2, "c.csv")
    assert (code, message) == ("A318", "it is not plain which of its columns holds the articles")
    assert hint == "give it a first line that names its columns, or say which with --text-column"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("timestamp", [2**50, 0]), [None, "1970-01-01 00:00:00"]),
        (("duration", [2**62, 0]), [None, "0:00:00"]),
        (("string", [b"caf\xff", b"x"]), ["caf\ufffd", "x"]),
    ],
)
def test_a_value_of_a_column_that_cannot_be_told_costs_nothing_else(
    values: tuple[str, list[Any]], told: list[Any]
) -> None:
    import pyarrow
    from pyarrow import parquet

    form = {"timestamp": pyarrow.timestamp("ms"), "duration": pyarrow.duration("ms")}.get(values[0])
    column = pyarrow.array(values[1], pyarrow.binary() if form is None else pyarrow.int64())
    column = column.view(pyarrow.string() if form is None else form)
    held = BytesIO()
    rows = pyarrow.table({"id": ["1", "2"], "text": ["He left.", "She stayed."], "desk": column})
    parquet.write_table(rows, held)
    found = [article for _, article in articles(held.getvalue(), "c.parquet")]
    assert [each.text for each in found] == ["He left.", "She stayed."]
    assert [each.meta.get("desk") for each in found] == told


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["Para “one”.", "Para two."], "Para “one”.\n\nPara two."),
        (17, "17"),
        (True, ""),
        (None, ""),
        ({"p": "no"}, ""),
        (float("nan"), ""),
        ("half \ud800 a character", "half \ufffd a character"),
    ],
)
def test_values_that_are_no_strings(value: object, text: str) -> None:
    held = shelf(json.dumps([{"id": 1, "text": "One."}, {"id": 2, "text": value}]).encode(), "c.json")
    _, entry = held.entries()
    assert held.article(entry, "x").text == text


def test_bytes_in_columns_are_text() -> None:
    held = shelf(columns([{"id": b"a1", "text": "“Told,” she said.".encode()}]), "c.parquet")
    [entry] = held.entries()
    assert (entry.key, held.article(entry, "x").text) == ("a1", "“Told,” she said.")


def test_ids_are_given_once_also_beside_those_that_look_as_if_made_up() -> None:
    rows = [{"id": key, "text": "He left."} for key in ("a", "a", "a~2", "", "4", "a")]
    assert [entry.key for entry in shelf(lines(rows), "c.jsonl").entries()] == ["a", "a~3", "a~2", "4~2", "4", "a~4"]


# ---------------------------------------------------------------- what is one article, and what is damaged


@pytest.mark.parametrize("name", ["a.log", "a", "a.eml"])
def test_a_file_of_one_article_is_no_shelf(name: str) -> None:
    assert opened_shelf(b"The ferry will close in May, two aides said.", name, USUAL) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, "c.zip"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole = FILES.get(name) or archive({"a.txt": b"He left, she said.", "c.csv": table()})
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        data = changed(whole, chance)
        try:
            held = opened_shelf(data, name, USUAL)
            if held is None:
                continue
            for entry in held.entries():
                try:
                    held.article(entry, "x")
                except ReadingError as error:
                    assert error.code.startswith("A3")
        except ReadingError as error:
            assert error.code.startswith("A3")
