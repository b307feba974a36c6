"""Text broken into lines between words, and carets under some of them; widths are columns of a terminal.

A wide character (East Asian, most emoji) takes two columns, a combining one none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from auditor.render.terminal.styled import DIM, MARK, console

NARROWEST = 40
"""What is narrower is treated as if it were so many columns wide."""

USUAL = 80
"""The columns of a line that is written to a file or a pipe."""

_LABEL = 15
_LABELS_FROM = 64
"""From so many columns on, labels stand in a column of their own."""


def wrapped(text: Text, width: int, first: str | Text = "", later: str | Text | None = None) -> Iterator[Text]:
    """`text` in lines of at most `width` columns, broken between words.

    The first line begins with `first`, the others with `later`, or with as many blanks. A word that is longer than a
    line is broken too.
    """
    first = _as_text(first)
    later = Text(" " * first.cell_len) if later is None else _as_text(later)
    room = max(width, NARROWEST) - max(first.cell_len, later.cell_len)
    for number, part in enumerate(text.wrap(console(colour=False), max(10, room)) or [Text()]):
        part.rstrip()
        yield Text().append_text(first if number == 0 else later).append_text(part)


def pathed(path: str, text: Text, width: int, indent: str = "  ") -> Iterator[Text]:
    """A path, a colon and the words about it, broken between words; the path stays whole, so that it can be copied."""
    head = Text().append(path, "bold").append(":")
    first_word = cell_len(text.plain.partition(" ")[0])
    if head.cell_len + 1 + first_word > max(width, NARROWEST) - len(indent):
        yield head
        yield from wrapped(text, width, indent)
        return
    stand_in = "x" * head.cell_len  # a path may have blanks, which are no places to break a line
    lines = wrapped(Text(f"{stand_in} ").append_text(text), width, "", indent)
    yield Text().append_text(head).append_text(next(lines)[len(stand_in) :])
    yield from lines


def marked(text: Text, width: int, margin: Text, colour: bool) -> Iterator[Text]:
    """`text` in lines that begin with `margin`; without colour, carets below stand for what has the style `MARK`."""
    for line in wrapped(text, width, margin, margin):
        yield line
        if not colour and (below := carets(line)):
            yield Text().append_text(margin).append(below[margin.cell_len :])


def carets(line: Text) -> str:
    """Carets that stand below the characters of `line` with the style `MARK`; empty if there are none."""
    below = ""
    for span in sorted(line.spans):
        if span.style == MARK and span.end > span.start:
            start = cell_len(line.plain[: span.start])
            below += " " * (start - len(below)) + "^" * max(1, cell_len(line.plain[: span.end]) - start)
    return below


def labelled(label: str, text: Text, width: int, indent: str = "  ") -> Iterator[Text]:
    """A label and what it says: in a column of its own where there is room, else before the words."""
    if width >= _LABELS_FROM:
        return wrapped(text, width, Text(indent).append(f"{label:<{_LABEL}} ", DIM))
    if not label:
        return wrapped(text, width, f"{indent}  ", f"{indent}    ")
    return wrapped(Text(f"{label}: ", DIM).append_text(text), width, indent, f"{indent}  ")


def plainly(text: str, width: int, indent: str = "", style: str = "") -> Iterator[Text]:
    """Words of one style, those of one thing indented alike."""
    return wrapped(Text(text, style), width, indent)


def joined(lines: Iterable[Iterable[Text]]) -> Iterator[Text]:
    """Groups of lines with an empty line between them."""
    for number, group in enumerate(lines):
        if number:
            yield Text()
        yield from group


def _as_text(words: str | Text) -> Text:
    return Text(words) if isinstance(words, str) else words
