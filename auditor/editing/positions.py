"""Places in a text as editors count them: lines from 0, and in a line code units of the encoding that was agreed.

As in the Language Server Protocol a line ends at `\\n`, `\\r\\n` or a lone `\\r`, and a place past the end of its line
is that end.
"""

from __future__ import annotations

from auditor.base.spans import LineIndex, Span

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"

Position = tuple[int, int]
"""Line and character, both 0-based."""


class Positions:
    """The places of one text, found from offsets in code points and the other way round."""

    __slots__ = ("_encoding", "_index", "_text")

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self._text, self._encoding, self._index = text, encoding, LineIndex(text)

    def at(self, offset: int) -> Position:
        """The place of the code point at `offset`; that of the text's end for what lies beyond it."""
        line, column = self._index.line_column(max(0, min(offset, len(self._text))))
        words = self._line(line)
        return line - 1, self._units(words[: column - 1])

    def span(self, span: Span) -> tuple[Position, Position]:
        """Where `span` begins and ends."""
        return self.at(span.start), self.at(span.end)

    def offset(self, position: Position) -> int:
        """The offset of the code point at `position`, or of the one that it points into the midst of."""
        line, units = position
        if line < 0:
            return 0
        if line >= len(self._index):
            return len(self._text)
        start, left = self._index.offset(line + 1), units
        words = self._line(line + 1)
        for number, char in enumerate(words):
            left -= self._units(char)
            if left < 0:
                return start + number
        return start + len(words)

    def end_of_line(self, offset: int) -> int:
        """Where the line ends that the code point at `offset` is in: before its line end."""
        line, _ = self._index.line_column(max(0, min(offset, len(self._text))))
        return self._index.offset(line) + len(self._line(line))

    def _line(self, line: int) -> str:
        """The words of `line` (1-based), without its line end."""
        start = self._index.offset(line)
        end = self._index.offset(line + 1) if line < len(self._index) else len(self._text)
        words = self._text[start:end]
        return words.removesuffix("\n").removesuffix("\r") if line < len(self._index) else words

    def _units(self, words: str) -> int:
        if self._encoding == UTF32:
            return len(words)
        if self._encoding == UTF8:
            return len(words.encode("utf-8", "surrogatepass"))
        return len(words) + sum(char > "\uffff" for char in words)
