"""The bytes in which each character of an element's words is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from auditor.readers.placed import Placed

_WRITTEN = re.compile(r"&#x([0-9A-Fa-f]+);|&#([0-9]+);|&(\w+);|\r\n?|[^<&]", re.S)
_NAMED: Mapping[str, str] = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def offsets(part: Placed, element: Element) -> tuple[int, ...] | None:
    """The byte at which each code point of an element's words begins, and the byte behind the last.

    None if they are not written one after the other: between them lies a comment, or they are marked as no markup.
    """
    first = part.inside(element)
    raw = part.data[first : part.close(element)].decode("utf-8")
    found = list(_characters(raw))
    if "".join(char for char, _ in found) != (element.text or "") or sum(len(as_is) for _, as_is in found) != len(raw):
        return None
    begins = [first]
    for _, as_is in found:
        begins.append(begins[-1] + len(as_is.encode("utf-8")))
    return tuple(begins)


def _characters(raw: str) -> Iterator[tuple[str, str]]:
    """Each character with the way in which it is written, as far as that is understood (XML 1.0, 2.11 and 4.1)."""
    at = 0
    while (found := _WRITTEN.match(raw, at)) is not None:
        at = found.end()
        as_is = found[0]
        if found[1] or found[2]:
            yield chr(int(found[1], 16) if found[1] else int(found[2])), as_is
        elif found[3]:
            yield _NAMED.get(found[3], as_is), as_is
        else:
            yield "\n" if as_is[0] == "\r" else as_is, as_is
