"""Where the audited text comes from in its file: of a text file each character, of other formats part by part."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from auditor.base.spans import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file with a counting of its own, and the stretch of the audited text that it gives."""

    name: str
    """As people are told it: `paragraph 12`, `page 3`."""
    address: str
    """As programs find it in the file: an element's path, a JSON pointer."""
    span: Span
    """Code points of the audited text, which stand in the part in the same order with nothing between them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The parts that give the audited text, in its order; none where the text is the file's, character for character.

    What lies between two parts (line ends that a reader put there) belongs to the part before it.
    """

    parts: tuple[Part, ...] = ()

    def part(self, offset: int) -> Part | None:
        """The part that gives the character at `offset` of the audited text; None in a file that has no parts."""
        if not self.parts:
            return None
        return self.parts[max(0, bisect_right(self.parts, offset, key=lambda part: part.span.start) - 1)]


TEXT_FILE = Origin()
"""The text is the file's, character for character."""
