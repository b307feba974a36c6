"""Live blogs and round-ups are told; articles with a time or a dateline here and there are neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.language.entries import noted
from auditor.readers.dispatch import read, read_text

CASES = Path(__file__).parents[2] / "cases"
TEXT = "The council voted to close the Elm Street library, two people briefed on the plan said."
MORE = "Parents stood outside the town hall with banners, and the mayor left by the back door."
LIVE = (
    "it looks like a live blog of 3 entries, read as one article: sources of different entries may be taken for one "
    "another; split it into files to audit each"
)
ROUND_UP = (
    "it looks like a round-up of 3 reports, read as one article: sources of different reports may be taken for one "
    "another; split it into files to audit each"
)


def told(*blocks: str, name: str = "a.txt") -> list[tuple[str, str, str]]:
    article = noted(read_text("\n\n".join(blocks), name))
    return [(n.code, n.message, n.span.of(article.text)) for n in article.notes if n.span is not None]


@pytest.mark.parametrize(
    "times",
    [
        ("10.42am", "9.15am", "8am"),
        ("10:42 AM", "9:15 AM", "8:00 AM"),
        ("7 p.m.", "6:05 p.m.", "11:50 a.m.:"),
        ("14:05 GMT", "13:40 GMT", "12:15 GMT"),
        ("1405 GMT", "1340 GMT", "1215 GMT"),
        ("14.05 BST", "13.40 BST", "00.15 BST"),
        ("14:05", "13:40", "09:15"),
        ("[14:05]", "[13:40]", "[9:15]"),
        ("14h05", "13h40", "9h15"),
        ("Updated 3:15 p.m. ET", "Updated at 2:40 p.m. ET", "1 p.m. ET"),
        ("10.42am: Mayor resigns", "9.15am – Votes are counted", "8am BST | Doors open"),
        ("10:42 GMT Mayor resigns", "9.15am The votes are counted", "8am Doors open"),
    ],
)
def test_lines_that_are_times_make_a_live_blog(times: tuple[str, str, str]) -> None:
    first, second, third = times
    plain = told("Library closes – live", MORE, first, TEXT, second, TEXT, MORE, third, TEXT)
    assert plain == [("live-blog", LIVE, first)]
    headed = told(
        "# Library closes", MORE, f"## {first}", TEXT, f"## {second}", TEXT, f"### {third}", TEXT, name="a.md"
    )
    assert headed == [("live-blog", LIVE, first)]
    bold = told("# Library closes", f"**{first}**", TEXT, f"**{second}**", TEXT, f"**{third}**", TEXT, name="a.md")
    assert bold == [("live-blog", LIVE, f"**{first}**")]


def test_times_in_bold_within_their_paragraphs_make_one_as_well() -> None:
    first, second, third = (f"**{time}:** {TEXT}" for time in ("10.42am", "9.15am", "8am"))
    assert told("# Library closes", first, second, third, name="a.md") == [("live-blog", LIVE, first)]


@pytest.mark.parametrize(
    "blocks",
    [
        ("Library closes", "Updated 3:15 p.m.", TEXT, MORE),
        ("Library closes", "10.42am", TEXT, "9.15am", TEXT),
        ("What is on", "10.30am: Mass", "2 p.m. Bingo", "7.30pm Film: The Ferry", "9pm Doors close"),
        ("How it came about", f"At 10.42am {TEXT}", f"At 11 a.m. {TEXT}", f"By noon {TEXT}"),
        ("Interview", "00:12", TEXT, "01:15", TEXT, "02:40", MORE, "03:55", TEXT),
        ("Interview", "[0:12]", TEXT, "[1:15]", TEXT, "[2:40]", MORE),
        ("Lessons", "John 3:16", TEXT, "Mark 4:12", TEXT, "Luke 5:30", TEXT),
        ("The figures", "10.42", TEXT, "9.15", TEXT, "8.30", TEXT),
        ("The figures", "3:1", TEXT, "2:0", TEXT, "5:4", TEXT),
        ("The years", "2014", TEXT, "2015", TEXT, "2016", TEXT),
        ("The record", "2:03:41", TEXT, "2:05:12", TEXT, "2:06:30", TEXT),
    ],
)
def test_other_lines_with_figures_make_none(blocks: tuple[str, ...]) -> None:
    assert told(*blocks) == []
    assert told(f"# {blocks[0]}", *blocks[1:], name="a.md") == []


def test_headings_with_datelines_below_them_make_a_round_up() -> None:
    sections = (
        ("## Library closes", f"ASHBY, Maine (Wire) — {TEXT}"),
        ("## Ferry sinks", f"HARROW: {TEXT}"),
        ("## Mayor resigns", f"SAN MARCO (Wire) — {TEXT}", MORE),
    )
    blocks = [block for section in sections for block in section]
    assert told("# In brief", *blocks, name="a.md") == [("round-up", ROUND_UP, "Library closes")]
    plain = [block.removeprefix("## ") for block in blocks]
    assert told("In brief", MORE, *plain) == [("round-up", ROUND_UP, "Library closes")]


@pytest.mark.parametrize(
    "blocks",
    [
        ("Library closes", f"ASHBY, Maine (Wire) — {TEXT}", "The vote", MORE, "The mayor", TEXT),
        ("Ashby", f"ASHBY: {TEXT}", "Again", f"ASHBY: {TEXT}", "And again", f"ASHBY: {MORE}"),
        ("One", f"ASHBY (Wire) — {TEXT}", "Two", f"HARROW (Wire) — {TEXT}", "Three", MORE),
        (
            "The doctor",
            f"HE HAS BEEN CALLED OUT BY FELLOW DOCTORS — {TEXT}",
            "The show",
            f"EVEN HIS BOSS THINKS HE IS FULL OF IT — {TEXT}",
            "The cure",
            f"CONGRESS HAS LOOKED INTO HIS PILLS AND HIS TEAS — {TEXT}",
        ),
    ],
)
def test_other_headings_make_none(blocks: tuple[str, ...]) -> None:
    marked = [f"## {block}" if len(block) < 40 else block for block in blocks]
    assert told("# In brief", *marked, name="a.md") == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*/draft.*")), ids=lambda path: str(path.parent.name))
def test_the_example_drafts_are_neither(path: Path) -> None:
    article = read(path)
    assert noted(article) is article
