"""Comments in the margin of a document that are waivers, each with the words on which it hangs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from auditor.base.spans import Span
from auditor.readers.documents.wordplaces import standing
from auditor.readers.waivers import is_for_auditor, parsed, told
from auditor.records.waiver import Waiver

AUTHOR = "auditor"
"""Who writes the comments that are the auditor's own."""
_INITIALS = 4
"""Letters of initials; what is longer is a name."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of a document, as it is kept there."""

    key: str
    """What its marks in the text call it."""
    paragraphs: tuple[str, ...]
    author: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a paragraph at which a comment begins, ends or has its sign."""

    at: int
    """Code points of the paragraph's words before it."""
    key: str
    is_edge: bool = True
    """Whether it begins or ends the words of the comment."""


@dataclass(slots=True)
class Margin:
    """Gathers the paragraphs of one document, with the marks of comments in them; lives while it is read."""

    _words: list[str] = field(default_factory=list)
    _marks: list[Sequence[Mark]] = field(default_factory=list)

    def add(self, words: str, marks: Sequence[Mark]) -> None:
        """Adds a paragraph, in the order in which they make the text."""
        self._words.append(words)
        self._marks.append(marks)

    def waivers(self, text: str, remarks: Sequence[Remark]) -> tuple[Waiver, ...]:
        """The waivers among the comments on `text`, in the order of the comments.

        Who has written one waives it, if the waiver names nobody: by initials, as a draft has no need of names.
        """
        ours = [(n, each) for n, each in enumerate(remarks, 1) if each.author != AUTHOR and any(_waivers(each))]
        places = self._places(text, {each.key for _, each in ours})
        return tuple(
            replace(waiver, by=waiver.by or _signature(each), on=places.get(each.key))
            for number, each in ours
            for waiver in (parsed(said, where=f"comment {number}") for said in _waivers(each))
        )

    def unsigned(self, remarks: Sequence[Remark]) -> Iterator[str]:
        """A line for each comment that waives and names nobody, whose author is known but not by initials."""
        for number, each in enumerate(remarks, 1):
            is_known = each.author != AUTHOR and f"{each.author}{each.initials}".strip()
            if is_known and not _signature(each) and any(not parsed(said).by for said in _waivers(each)):
                yield f"comment {number} is not signed, as its author has no initials there: write “(by KL)” at its end"

    def _places(self, text: str, keys: Iterable[str]) -> dict[str, Span]:
        """The words in `text` on which the comments with these keys hang; none of those that hang on nothing."""
        found: dict[str, list[tuple[bool, int]]] = {key: [] for key in keys}
        if not found:
            return {}
        for (start, span), marks in zip(standing(text, self._words), self._marks, strict=True):
            for mark in marks:
                if mark.key in found:
                    found[mark.key].append((mark.is_edge, min(max(start + mark.at, span.start), span.end)))
        return {key: _span(marks) for key, marks in found.items() if marks}


def _span(marks: Sequence[tuple[bool, int]]) -> Span:
    """From the first edge to the last; the place of the sign for a comment without edges."""
    edges = [at for is_edge, at in marks if is_edge] or [at for _, at in marks]
    return Span(min(edges), max(edges))


def _waivers(remark: Remark) -> Iterator[str]:
    """What a comment says to the auditor: each paragraph that begins so, with those that follow it."""
    said: list[str] = []
    for paragraph in remark.paragraphs:
        if is_for_auditor(paragraph):
            yield from [told(said)] if said else []
            said = paragraph.splitlines()
        elif said:
            said += paragraph.splitlines()
        elif paragraph.strip():
            return
    yield from [told(said)] if said else []


def _signature(remark: Remark) -> str:
    """The initials of whoever has written a comment, also where a name stands in their place; nothing if unknown."""
    initials = remark.initials.strip()
    if not initials or " " in initials:
        initials = "".join(word[0] for word in (initials or remark.author).split())
    return initials.upper() if initials.isalpha() and len(initials) <= _INITIALS else ""
