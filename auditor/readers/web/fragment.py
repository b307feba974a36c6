"""Stretches of HTML that other formats hold: the body of an agency's item, a post, a message.

They are an article already, and nothing is told apart but blocks and what is never seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.readers.web.elements import BLOCKS, VOID
from auditor.readers.web.elements import SILENT as NEVER_SEEN
from auditor.readers.web.flow import Flow, Marking
from auditor.readers.web.tokens import Begin, End, tokens
from auditor.records.article import BlockRole

SILENT = NEVER_SEEN | {"nav", "form", "aside"}
"""What holds no words of the article: programs, players, forms, boxes beside it."""
_ENDED: Mapping[str, frozenset[str]] = {
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
    "body": frozenset({"head"}),
}
"""Which elements a new one ends that do not say so themselves; any block ends a paragraph."""
_KEPT = frozenset({"table", "ul", "ol", "dl", "div", "blockquote", "section", "article", "figure"})
"""Across which none is ended."""
_LEFT_OPEN = 100
"""Inline elements at most that are looked through for the paragraph in which they were left open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a fragment: its role, a heading's level, its words on one line, and the path of its element."""

    role: BlockRole
    level: int
    words: str
    path: str
    mark: str = ""
    """What the elements around it mark it as, such as quoted; empty if they do not."""


def pieces(html: str, marking: Marking | None = None) -> tuple[list[Piece], list[str]]:
    """The blocks of a fragment in order, marked by `marking`, and the words in it that a page does not show.

    An element that holds no words of an article and never ends takes none of those that follow it.
    """
    reading = _Fragment(html, SILENT, marking)
    if endless := reading.endless & SILENT:
        reading = _Fragment(html, SILENT - endless, marking)
    flow = reading.flow
    found = [Piece(each.role, each.level, each.words, each.path, each.at.mark) for each in flow.found]
    return found, [words for words, _ in flow.hidden]


def plain_words(html: str) -> str:
    """The words of a fragment on one line, such as a headline's."""
    return " ".join(piece.words for piece in pieces(html)[0])


class _Fragment:
    """One fragment as it is read: which elements are open, though not all say where they end."""

    def __init__(self, html: str, silent: frozenset[str], marking: Marking | None) -> None:
        self.flow = Flow(silent=silent, marking=marking)
        self._open: Counter[str] = Counter()
        self._steps: list[Counter[str]] = [Counter()]
        for token in tokens(html):
            if isinstance(token, Begin):
                self._begin(token)
            elif isinstance(token, End):
                self._end(token.tag)
            else:
                self.flow.words(token.text)
        self.endless = frozenset(tag for tag, count in self._open.items() if count)
        """The names of the elements that never end."""
        while self.flow.here.outer is not None:
            self._end_innermost()
        self.flow.flush()

    def _begin(self, token: Begin) -> None:
        tag = token.tag
        if tag in BLOCKS:
            self._end_unsaid(_ENDED.get(tag, frozenset({"p"})))
        steps = self._steps[-1]
        steps[tag] += 1
        self.flow.start(tag, token.attributes, f"{tag}[{steps[tag]}]")
        if tag not in VOID:
            self._open[tag] += 1
            self._steps.append(Counter())
            if token.is_closed:
                self._end_innermost()

    def _end(self, tag: str) -> None:
        """Ends the innermost element of this name and all within it; a tag that ends nothing still ends a block."""
        if self._open[tag]:
            while self._end_innermost() != tag:
                pass
        elif tag in BLOCKS:
            self.flow.flush()

    def _end_unsaid(self, ended: frozenset[str]) -> None:
        """Ends what a new block ends, with the inline elements that were left open in it."""
        outermost, here = None, self.flow.here
        for _ in range(_LEFT_OPEN):
            if here.outer is None or here.tag in _KEPT or (here.is_block and here.tag not in ended):
                break
            outermost = here if here.tag in ended else outermost
            here = here.outer
        while outermost is not None and self.flow.here is not outermost.outer:
            self._end_innermost()

    def _end_innermost(self) -> str:
        tag = self.flow.here.tag
        self.flow.end()
        self._open[tag] -= 1
        self._steps.pop()
        return tag
