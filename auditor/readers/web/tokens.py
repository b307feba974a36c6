"""Where the tags of marked-up text begin and end, in one pass over it, whatever is in it (WHATWG HTML, tokenization).

Python's own parser looks at the rest of a text again for each tag that is not closed, which takes minutes where
somebody writes many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(\s*=\s*)?")
_BARE = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"[\s/]*")
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
"""What holds no tags but its own end."""
_HUGE = re.compile(r"&#(?:0*\d{8,}|[xX]0*[0-9a-fA-F]{7,});?")
"""References to characters beyond the last there is."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A tag that begins an element."""

    tag: str
    attributes: Mapping[str, str | None]
    is_closed: bool = False
    """Whether it says that the element ends at once."""


@dataclass(frozen=True, slots=True)
class End:
    """A tag that ends an element."""

    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """What stands between tags, references to characters resolved."""

    text: str


Token = Begin | End | Words


def tokens(html: str) -> Iterator[Token]:
    """The tags and words of a text in order, without comments and declarations."""
    return _Scan(html).tokens()


@dataclass(slots=True)
class _Scan:
    """One text while it is read; what was once not found in its rest is not looked for again."""

    html: str
    at: int = 0
    absent: set[str] = field(default_factory=set)

    def tokens(self) -> Iterator[Token]:
        while self.at < len(self.html):
            sign = self._find("<", self.at)
            end = len(self.html) if sign < 0 else sign
            if end > self.at:
                yield Words(_resolved(self.html[self.at : end]))
            if sign < 0:
                return
            self.at = sign
            yield from self._tag()

    def _tag(self) -> Iterator[Token]:
        """What begins with the sign at which the scan stands: a tag, a comment, or only a sign."""
        html, at = self.html, self.at
        if html.startswith("<!--", at):
            self.at = self._after("-->", at + 4)
        elif html.startswith("<![CDATA[", at):
            self.at = self._after("]]>", at + 9)
            yield Words(html[at + 9 : self.at].removesuffix("]]>"))
        elif html.startswith(("<!", "<?"), at):
            self.at = self._after(">", at + 2)
        elif html.startswith("</", at) and (name := _NAME.match(html, at + 2)):
            self.at = self._after(">", name.end())
            yield End(name[0].lower())
        elif name := _NAME.match(html, at + 1):
            yield from self._begin(name[0].lower(), name.end())
        else:
            self.at = at + 1
            yield Words("<")

    def _begin(self, tag: str, at: int) -> Iterator[Token]:
        """A tag that begins an element, its attributes from `at` on, and what it holds if that has no tags."""
        attributes: dict[str, str | None] = {}
        html, start = self.html, self.at
        while (found := _ATTRIBUTE.match(html, at)) is not None:
            at, value = found.end(), None
            if found[2] is not None:
                value, at = self._value(at)
            attributes.setdefault(found[1].lower(), value)
        at = _SPACE.match(html, at).end()  # type: ignore[union-attr]
        if at >= len(html):
            self.at = len(html)
            yield Words(_resolved(html[start:]))  # it breaks off within the tag
            return
        self.at = at + 1
        is_closed = html[at - 1] == "/"
        yield Begin(tag, attributes, is_closed)
        if tag in _RAW and not is_closed:
            yield from self._raw(tag)

    def _value(self, at: int) -> tuple[str, int]:
        """The value of an attribute that begins at `at`, and where it ends."""
        quote = self.html[at : at + 1]
        if quote in ("'", '"') and (end := self._find(quote, at + 1)) >= 0:
            return _resolved(self.html[at + 1 : end]), end + 1
        bare = _BARE.match(self.html, at)
        assert bare is not None
        return _resolved(bare[0]), bare.end()

    def _raw(self, tag: str) -> Iterator[Token]:
        ending = re.compile(rf"</{tag}(?=[\s/>])", re.I)
        found = None if tag in self.absent else ending.search(self.html, self.at)
        if found is None:
            self.absent.add(tag)
            return
        yield Words(self.html[self.at : found.start()])
        self.at = self._after(">", found.end())
        yield End(tag)

    def _find(self, sign: str, at: int) -> int:
        """Where `sign` stands from `at` on; -1 if it does not."""
        found = -1 if sign in self.absent else self.html.find(sign, at)
        if found < 0:
            self.absent.add(sign)
        return found

    def _after(self, sign: str, at: int) -> int:
        """The place after `sign` from `at` on; the end of the text if it is never closed."""
        found = self._find(sign, at)
        return len(self.html) if found < 0 else found + len(sign)


def _resolved(text: str) -> str:
    return unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text
