"""Where in its file the audited text stands: character for character in a text file, else part by part."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from auditor.base.spans import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file in which lines are counted anew, and the stretch of the audited text that it supplies."""

    name: str
    """What people call it: `paragraph 12`, `page 3`."""
    address: str
    """Where programs find it in the file: an element's path, a JSON pointer."""
    span: Span
    """The code points of the audited text that it supplies, in the same order and without a gap."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The parts that supply the audited text, in order; none where the text is the file's, character for character.

    What lies between two parts (line ends that a reader put there) belongs to the part before it.
    """

    parts: tuple[Part, ...] = ()

    def part(self, offset: int) -> Part | None:
        """The part that supplies the code point at `offset` of the audited text; None in a file that has no parts."""
        if not self.parts:
            return None
        return self.parts[max(0, bisect_right(self.parts, offset, key=lambda part: part.span.start) - 1)]


TEXT_FILE = Origin()
"""The text is the file's, character for character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a draft and the words that are read of it: its own, or what stands for it (an entity, markup)."""

    start: int
    """Where its words begin in the text that is read."""
    span: Span
    """Where it stands in the draft."""
    words: str
    verbatim: bool
    """Whether the words are the draft's, character for character."""


@dataclass(frozen=True, slots=True)
class Original:
    """The text of a draft as it was, and how the text that is read is made of it; no pieces where the two are alike."""

    text: str
    pieces: tuple[Piece, ...] = ()

    def span(self, read: Span) -> Span:
        """Where in the draft the words at `read` stand, from the first to the last of them."""
        if not self.pieces:
            return read
        first = self._piece(read.start)
        start = first.span.start + (read.start - first.start if first.verbatim else 0)
        if not len(read):
            return Span(start, start)
        last = self._piece(read.end - 1)
        end = last.span.start + read.end - last.start if last.verbatim else last.span.end
        return Span(start, max(start, end))

    def read_at(self, offset: int) -> int:
        """Where in the text that is read the draft's `offset` stands, or what follows it there."""
        if not self.pieces:
            return offset
        number = bisect_right(self.pieces, offset, key=lambda piece: piece.span.start) - 1
        piece = self.pieces[max(0, number)]
        if piece.verbatim:
            return piece.start + min(max(0, offset - piece.span.start), len(piece.words))
        return piece.start + (len(piece.words) if offset > piece.span.start else 0)

    def _piece(self, offset: int) -> Piece:
        """The piece whose words cover `offset` of the text that is read; the last one past its end."""
        number = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        return self.pieces[max(0, number)]
