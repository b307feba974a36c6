"""Lines of a document as HTML: whatever comes from a draft or a rule pack is shown, never read."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from auditor.base.printable import one_line, visible
from auditor.render.document import Code, Emphasis, Excerpt, Foreign, Line, Locus, Piece, Quote, Ref, Strong
from auditor.render.wording import marks_of, quoted

Target = Callable[[Locus], str]
"""The id of the passage of the page in which a place of the draft lies; empty if the page has none."""


def html(line: Line, target: Target) -> Markup:
    """The line as HTML; sources and places are links to where the page has them, if `target` knows of any."""
    return Markup("").join(_html(piece, target) for piece in line)


def plain(line: Line) -> str:
    """The words of a line, without anything that shows how they look."""
    return "".join(_plain(piece) for piece in line)


def _html(piece: Piece, target: Target) -> Markup:
    match piece:
        case Code():
            return Markup("<code>{}</code>").format(_plain(piece))
        case Locus():
            return _place(piece, target(piece))
        case Quote():
            return Markup('<span class="said">{}</span>').format(_plain(piece))
        case Excerpt(line):
            opening, closing = marks_of(plain(line))
            return Markup('<span class="said">{}{}{}</span>').format(opening, html(line, target), closing)
        case Ref(id_, family):
            return Markup('<span class="chip {}">{}</span>').format(family.value, id_)
        case Strong(line):
            return Markup("<strong>{}</strong>").format(html(line, target))
        case Emphasis(line):
            return Markup("<em>{}</em>").format(html(line, target))
        case _:
            return Markup("{}").format(_plain(piece))


def _place(place: Locus, target: str) -> Markup:
    if not target:
        return Markup('<span class="at">{}</span>').format(place.where)
    return Markup('<a class="at" href="#{}">{}</a>').format(target, place.where)


def _plain(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Foreign(text):
            return one_line(text)
        case Quote(parts):
            return quoted(" […] ".join(map(one_line, parts)))
        case Excerpt(line):
            return quoted(plain(line))
        case Code(text):
            return visible(text)
        case Locus(where):
            return where
        case Ref(id_):
            return id_
        case Strong(line) | Emphasis(line):
            return plain(line)
