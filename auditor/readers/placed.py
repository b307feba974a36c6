"""XML that is to be added to: every element with its place in the bytes, and nothing else of it ever rewritten."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from auditor.base.errors import At
from auditor.readers.xml import Tags, damaged, parse

_TAG = re.compile(rb"<[^>\"']*+(?:\"[^\"]*\"[^>\"']*+|'[^']*'[^>\"']*+)*+>")
_NAME = re.compile(rb"</?([^\s/>]+)")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a file that is XML. All places are bytes in `data`."""

    data: bytes
    """In UTF-8."""
    encoding: str
    """The encoding that the part has in its file."""
    root: Element
    tags: dict[Element, Tags]

    def start(self, element: Element) -> int:
        """Where an element begins."""
        return self.tags[element].start

    def inside(self, element: Element) -> int:
        """Where what is in an element begins: behind its start tag."""
        return self._behind(self.tags[element].start)

    def close(self, element: Element) -> int:
        """Where what is in an element ends: before its end tag."""
        return self.tags[element].end

    def end(self, element: Element) -> int:
        """Behind an element."""
        return self.tags[element].end if self.is_one_tag(element) else self._behind(self.tags[element].end)

    def is_one_tag(self, element: Element) -> bool:
        """Whether an element is written as one tag, so that nothing can be put into it."""
        return self.start_tag(element).endswith(b"/>")

    def start_tag(self, element: Element) -> bytes:
        """An element's start tag as it is written."""
        return self.data[self.start(element) : self.inside(element)]

    def name(self, element: Element) -> bytes:
        """An element's name as it is written, with its prefix."""
        found = _NAME.match(self.data, self.start(element))
        return found[1] if found else b""

    def written(self, element: Element) -> bytes:
        """An element as it is written, whole."""
        return self.data[self.start(element) : self.end(element)]

    def added(self, insertions: Iterable[tuple[int, bytes]]) -> bytes:
        """The part with something put in at these places, in its own encoding; all at one place in order."""
        parts, at = [], 0
        for place, what in sorted(insertions, key=lambda each: each[0]):
            parts += [self.data[at:place], what]
            at = place
        whole = b"".join([*parts, self.data[at:]])
        return whole if self.encoding == "utf-8" else whole.decode("utf-8").encode(self.encoding)

    def added_last(self, what: bytes) -> bytes:
        """The part with something put in as the last of what its root holds, in its own encoding."""
        if not self.is_one_tag(self.root):
            return self.added([(self.close(self.root), what)])
        behind = self.inside(self.root)
        opened = self.start_tag(self.root)[:-2] + b">" + what + b"</" + self.name(self.root) + b">"
        whole = self.data[: self.start(self.root)] + opened + self.data[behind:]
        return whole if self.encoding == "utf-8" else whole.decode("utf-8").encode(self.encoding)

    def _behind(self, place: int) -> int:
        """The place behind the tag that begins at `place`."""
        found = _TAG.match(self.data, place)
        return found.end() if found else place


def placed(data: bytes, at: At, what: str, deepest: int) -> Placed:
    """The document in `data`; raises ReadingError as `xml.parse` does, and A311 for an encoding that nobody knows."""
    encoding = _encoding_of(data)
    try:
        text = data if encoding == "utf-8" else data.decode(encoding).encode("utf-8")
        is_kept = encoding == "utf-8" or text.decode("utf-8").encode(encoding) == data
    except (LookupError, ValueError) as error:
        raise damaged(at, f"{what} is written in an encoding that nobody knows") from error
    if not is_kept:
        raise damaged(at, f"{what} is written in an encoding that has several ways to write one text")
    tags: dict[Element, Tags] = {}
    return Placed(text, encoding, parse(text, at, what, deepest, tags), tags)


def _encoding_of(data: bytes) -> str:
    """The encoding of XML, by its first bytes and by what it says (XML 1.0, appendix F); ASCII is UTF-8 too."""
    if (wide := _WIDE.get(data[:2])) is not None:
        return wide
    found = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return "utf-8" if name in {"utf-8", "utf8", "us-ascii", "ascii"} else name
