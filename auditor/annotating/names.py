"""How the elements of comments are written in one document: with its own prefix, in its namespace, in its styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from auditor.readers.documents.wordplaces import WordPlaces

_REFERENCE, _TEXT = "annotation reference", "annotation text"
"""The names of the styles that Word gives comments, whatever language it speaks."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document."""

    prefix: str
    namespace: str
    declared: str
    """What each element must say of its prefix, as the document does not; empty if it does."""
    sign_style: str | None
    text_style: str | None

    def mark(self, name: str, number: int) -> bytes:
        """A mark of the comment of this id."""
        element = f'<{self.prefix}:{name}{self.declared} {self.prefix}:id="{number}"/>'
        return element.encode("ascii", "xmlcharrefreplace")

    def reference(self, number: int) -> bytes:
        """The run that shows the sign of the comment of this id."""
        mark = f'<{self.prefix}:commentReference {self.prefix}:id="{number}"/>'
        run = f"<{self.prefix}:r{self.declared}>{self.sign(self.prefix)}{mark}</{self.prefix}:r>"
        return run.encode("ascii", "xmlcharrefreplace")

    def sign(self, prefix: str) -> str:
        """The properties of a run that shows a comment's sign."""
        return _styled(prefix, "rPr", "rStyle", self.sign_style)

    def paragraph(self, prefix: str) -> str:
        """The properties of a paragraph of a comment."""
        return _styled(prefix, "pPr", "pStyle", self.text_style)


def names_of(places: WordPlaces) -> Names:
    """The names of a document's main part."""
    main = places.main
    namespace = main.root.tag[1:].partition("}")[0] if main.root.tag.startswith("{") else ""
    prefix = main.name(main.root).decode("utf-8").rpartition(":")[0]
    uses = re.findall(rf"\sxmlns:{re.escape(prefix)}\s*=\s*[\"']([^\"']*)".encode(), main.data) if prefix else []
    is_one = bool(uses) and all(each.decode("utf-8") == namespace for each in uses)
    is_plain = is_one and prefix.isascii()
    styles = [_plain(places.styles.get(name)) for name in (_REFERENCE, _TEXT)]
    return Names(
        prefix=prefix if is_plain else "w",
        namespace=namespace,
        declared="" if is_plain else f' xmlns:w="{escape(namespace)}"',
        sign_style=styles[0],
        text_style=styles[1],
    )


def _plain(key: str | None) -> str | None:
    """The key of a style, if it can be written as it is."""
    return key if key is not None and re.fullmatch(r"[\w .-]+", key, re.A) else None


def _styled(prefix: str, outer: str, inner: str, key: str | None) -> str:
    if key is None:
        return ""
    return f'<{prefix}:{outer}><{prefix}:{inner} {prefix}:val="{key}"/></{prefix}:{outer}>'
