"""Elements of agencies' XML by their local names, each with the path where programs find it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from auditor.readers.xml import local, value

DEEPEST = 300
"""Elements within one another, whatever a setting allows: bodies are read by calls within one another."""
_LONGEST = 60
"""Code points of a name that are shown in a path."""

Placed = tuple[Element, str]
"""An element and its path, such as `/nitf/body/body.content/p[3]`."""


def root(element: Element) -> Placed:
    """The root of a document and its path."""
    return element, f"/{local(element.tag)[:_LONGEST]}"


def children(parent: Placed) -> Iterator[Placed]:
    """The children in order; those that share their name are numbered from 1, as in XPath."""
    element, path = parent
    many = Counter(local(each.tag) for each in element)
    seen: Counter[str] = Counter()
    for each in element:
        name = local(each.tag)
        seen[name] += 1
        number = f"[{seen[name]}]" if many[name] > 1 else ""
        yield each, f"{path}/{name[:_LONGEST]}{number}"


def named(parent: Placed, *names: str) -> Iterator[Placed]:
    """What `names` lead to, each the name of a child of the one before it."""
    if not names:
        yield parent
        return
    for each in children(parent):
        if local(each[0].tag) == names[0]:
            yield from named(each, *names[1:])


def first(parent: Placed | None, *names: str) -> Placed | None:
    """The first element that `names` lead to; None without one."""
    return None if parent is None else next(named(parent, *names), None)


def found(parent: Placed, names: Collection[str], within: bool = False) -> Iterator[Placed]:
    """`parent` or what lies in it of one of these names; with `within` also those in one another."""
    is_one = local(parent[0].tag) in names
    if is_one:
        yield parent
    if within or not is_one:
        for each in children(parent):
            yield from found(each, names, within)


def attribute(parent: Placed | None, name: str, *names: str) -> str:
    """The attribute `name` of the first element that `names` lead to, on one line; empty without it."""
    here = first(parent, *names)
    return "" if here is None else " ".join((value(here[0], name) or "").split())


def attributes(parent: Placed | None, name: str, *names: str) -> tuple[str, ...]:
    """The attribute `name` of all elements that `names` lead to, each value once."""
    told = (attribute(each, name) for each in named(parent, *names)) if parent is not None else ()
    return tuple(dict.fromkeys(words for words in told if words))
