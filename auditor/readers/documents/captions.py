"""Captions on a printed page: lines below a picture, no wider than it, in smaller type or in italics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.readers.documents.columns import Line
from auditor.readers.documents.layer import Box

_SMALLER = 0.95
"""Of the size of a document's type: what is set as small as that is no paragraph of the article."""
_FIRST, _NEAR = 2.0, 1.6
"""Of the size of type: the farthest that a caption's first line stands below the picture, and others below one another.
"""
_LEAST = 30.0
"""Points: pictures that are less wide or less high are signs and have no captions."""
_MOST_PICTURES = 200


def captions(
    lines: Sequence[Line], pictures: Iterable[Box], page: Box, size: float, is_italic: bool
) -> tuple[list[list[Line]], tuple[Box, ...]]:
    """The captions of a page, and its pictures each with the room of its caption.

    `size` is that of the document's type, and `is_italic` whether that is set in italics.
    """
    small = [line for line in lines if line.size <= _SMALLER * size or (line.is_italic and not is_italic)]
    small.sort(key=lambda line: (-line.base, line.left))
    found: list[list[Line]] = []
    boxes: list[Box] = []
    for picture in [each for each in pictures if _may_have_one(each, page)][:_MOST_PICTURES]:
        held: list[Line] = []
        above = picture.bottom
        for line in small:
            if not _is_within(line, picture) or line.base > picture.bottom:
                continue
            if above - line.base > (_NEAR if held else _FIRST) * line.size:
                break
            held.append(line)
            above = line.base
        boxes.append(replace(picture, bottom=min([picture.bottom, *(line.base for line in held)])))
        if held and not any(line in caption for caption in found for line in held):
            found.append(held)
    return found, tuple(boxes)


def _may_have_one(picture: Box, page: Box) -> bool:
    """Whether a picture is neither a sign nor the ground of the whole page."""
    width, height = picture.right - picture.left, picture.top - picture.bottom
    return min(width, height) >= _LEAST and height < 0.8 * (page.top - page.bottom)


def _is_within(line: Line, picture: Box) -> bool:
    return line.left >= picture.left - line.size and line.right <= picture.right + line.size
