"""XML from whoever sent it: a tree, or a clear refusal. Nothing outside the document is ever fetched.

Expat reads no external DTD and fetches no entity by itself; a document that declares entities of its own is refused,
and so is one that is nested deeper than any that people write.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.entities import html5
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from auditor.base.errors import At, ReadingError
from auditor.records.reading import USUAL_LIMITS

MOST = 500_000
"""Elements of one document; a long book has a tenth of that."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The bytes at which an element's start tag and its end tag begin; if it is one tag, where that begins and ends."""

    start: int
    end: int


def parse(
    data: bytes,
    at: At,
    what: str,
    deepest: int = USUAL_LIMITS.depth,
    tags: dict[Element, Tags] | None = None,
) -> Element:
    """The root of the document in `data`, names as `{namespace}name`; `what` is what to call it to people.

    It may have at most `deepest` elements within one another. Where `tags` is given, the place of each element is put
    into it, and `data` is UTF-8, whatever it says.

    Raises ReadingError: A306 if it is too large, A311 if damaged, A312 if it declares entities or is nested too deep.
    """
    builder = TreeBuilder()
    depth = count = 0
    begun: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > deepest:
            raise _refused(at, f"{what} is nested more than {deepest} deep (the setting max_depth)")
        if count > MOST:
            raise ReadingError(
                f"{what} has more than {MOST:,} elements", code="A306", at=at, hint="split it into articles"
            )
        begun.append(parser.CurrentByteIndex)
        builder.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ended = builder.end(_name(name))
        begins = begun.pop()
        if tags is not None:
            tags[ended] = Tags(begins, parser.CurrentByteIndex)

    def declared(*_: object) -> None:
        raise _refused(at, f"{what} declares entities, by which a small file can fill a whole memory")

    def skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            builder.data(html5.get(f"{name};", f"&{name};"))

    parser = expat.ParserCreate(None if tags is None else "utf-8", "}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    parser.SkippedEntityHandler = skipped  # a DTD that is not read would declare it: the characters of HTML, as a rule
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise damaged(at, f"{what} is damaged in line {error.lineno}: {expat.ErrorString(error.code)}") from error
    except (LookupError, ValueError) as error:
        raise damaged(at, f"{what} is written in an encoding that nobody knows") from error


def local(name: str) -> str:
    """`name` without its namespace."""
    return name.rpartition("}")[2]


def child(parent: Element | None, name: str) -> Element | None:
    """The first child by its local name; None without one."""
    return None if parent is None else next((each for each in parent if local(each.tag) == name), None)


def value(element: Element | None, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace; None without it."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def damaged(at: At, message: str) -> ReadingError:
    """The error for a file that cannot be read as what it is."""
    return ReadingError(message, code="A311", at=at, hint="open it in the program that wrote it and save it anew")


def _refused(at: At, message: str) -> ReadingError:
    return ReadingError(
        message, code="A312", at=at, hint="copy the article's words into a .txt or .md file and audit that"
    )


def _name(name: str) -> str:
    return "{" + name if "}" in name else name
