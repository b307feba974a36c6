"""The marks of comments in a document's main part: only ever put in, never in the place of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from auditor.annotating.anchors import Anchor, Edge
from auditor.annotating.names import Names
from auditor.readers.placed import Placed
from auditor.readers.xml import child, value

_BEGINS_BLANK, _ENDS_BLANK = re.compile(rb"[ \t\r\n]|&#"), re.compile(rb"[ \t\r\n;]\Z")
"""White space as it is written, or a reference to a character that may be such."""
_PRESERVE = b' xml:space="preserve"'


@dataclass(slots=True)
class _Slot:
    """A place in the part, with what is put in there; lives while the part is marked."""

    run: Element | None = None
    """The run that is parted there."""
    words: Element | None = None
    """The element of it in whose words that is."""
    ends: list[bytes] = field(default_factory=list)
    references: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)

    def marks(self) -> bytes:
        return b"".join((*self.ends, *self.references, *self.starts))


def marked(part: Placed, names: Names, anchors: Sequence[tuple[int, Anchor]]) -> bytes:
    """The part with the marks of comments, each told by its id and its range."""
    slots: dict[int, _Slot] = {}
    for number, anchor in anchors:
        first, last = _begin(part, slots, anchor), _end(part, slots, anchor)
        first.starts.append(names.mark("commentRangeStart", number))
        last.ends.append(names.mark("commentRangeEnd", number))
        _reference(part, slots, anchor).references.append(names.reference(number))
    return part.added(_inserted(part, slots))


def _begin(part: Placed, slots: dict[int, _Slot], anchor: Anchor) -> _Slot:
    if anchor.start is None:
        properties = child(anchor.paragraph, "pPr")
        return _slot(slots, part.inside(anchor.paragraph) if properties is None else part.end(properties))
    return _slot_of(slots, anchor.start, part.start(anchor.start.element))


def _end(part: Placed, slots: dict[int, _Slot], anchor: Anchor) -> _Slot:
    if anchor.end is None:
        return _slot(slots, part.close(anchor.paragraph))
    return _slot_of(slots, anchor.end, part.end(anchor.end.element))


def _reference(part: Placed, slots: dict[int, _Slot], anchor: Anchor) -> _Slot:
    """Where the sign of a comment stands: behind the range, and outside of links, fields and tracked changes."""
    edge = anchor.end
    if edge is None or edge.top in (edge.run, edge.element):
        return _end(part, slots, anchor)
    return _slot(slots, part.end(edge.top))


def _slot_of(slots: dict[int, _Slot], edge: Edge, beside: int) -> _Slot:
    if edge.byte is None:
        return _slot(slots, beside, edge.run)
    return _slot(slots, edge.byte, edge.run, edge.element)


def _slot(slots: dict[int, _Slot], at: int, run: Element | None = None, words: Element | None = None) -> _Slot:
    return slots.setdefault(at, _Slot(run, words))


def _inserted(part: Placed, slots: Mapping[int, _Slot]) -> Iterator[tuple[int, bytes]]:
    """What is put in at each place: marks, and around them the end of a run and the beginning of another like it."""
    cuts: dict[Element, list[int]] = {}
    for at in sorted(slots):
        if (words := slots[at].words) is not None:
            cuts.setdefault(words, []).append(at)
    again: dict[int, bytes] = {}
    for words, places in cuts.items():
        at = part.inside(words)
        first, *others = (_start_tag(part, words, *piece) for piece in pairwise([at, *places, part.close(words)]))
        again |= zip(places, others, strict=True)
        if first != part.start_tag(words):
            yield at - 1, _PRESERVE
    for at, slot in slots.items():
        if slot.run is None:
            yield at, slot.marks()
            continue
        properties = child(slot.run, "rPr")
        begin = part.start_tag(slot.run) + (b"" if properties is None else part.written(properties))
        end = b"</" + part.name(slot.run) + b">"
        if slot.words is not None:
            end = b"</" + part.name(slot.words) + b">" + end
        yield at, end + slot.marks() + begin + again.get(at, b"")


def _start_tag(part: Placed, words: Element, start: int, end: int) -> bytes:
    """The start tag for those of an element's words that stand between two bytes.

    Programs drop white space at the ends of words unless they are told to keep it: it is kept at an end that is new.
    """
    tag, own = part.start_tag(words), part.data[start:end]
    is_new = start != part.inside(words), end != part.close(words)
    has_space = _BEGINS_BLANK.match(own), _ENDS_BLANK.search(own)
    if value(words, "space") == "preserve" or not any(
        new and blank for new, blank in zip(is_new, has_space, strict=True)
    ):
        return tag
    return tag[:-1] + _PRESERVE + b">"
