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
