"""The parts of a Word document that hold its comments and tell where they are: new, or with more than they had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from posixpath import dirname
from xml.etree.ElementTree import Element

from auditor.annotating.names import Names
from auditor.base.printable import printable
from auditor.readers.documents.margin import AUTHOR
from auditor.readers.documents.package import Package
from auditor.readers.documents.wordplaces import WordPlaces
from auditor.readers.placed import Placed
from auditor.readers.xml import local, value

_INITIALS = "au"
_TYPES = "[Content_Types].xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT, _RELATION = "http://purl.oclc.org/ooxml/", "officeDocument/relationships/comments"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[\ufffe\uffff]")
_MARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference", "comment"})


def first_free(places: WordPlaces) -> int:
    """The first id behind those of all comments that a document has, and of marks that lead to none."""
    roots = [places.main.root]
    if places.comments is not None and places.comments in places.package:
        roots.append(places.package.xml(places.comments))
    return max((number for root in roots for number in _ids(root)), default=-1) + 1


def parts(places: WordPlaces, names: Names, comments: Sequence[tuple[int, Sequence[str]]]) -> Mapping[str, bytes]:
    """The parts, by name, with these comments in them, each told by its id and its paragraphs; raises ReadingError."""
    package, name = places.package, places.comments
    changed: dict[str, bytes] = {}
    if name is None:
        name = _unused(package, f"{dirname(places.name)}/comments".lstrip("/"))
        changed |= _related(places, name)
    held = b"".join(_comment(names, number, paragraphs) for number, paragraphs in comments)
    if name in package:
        changed[name] = package.placed(name).added_last(held)
    else:
        opened, closed = f'<w:comments xmlns:w="{escape(names.namespace)}">', "</w:comments>"
        changed[name] = _XML + opened.encode("ascii", "xmlcharrefreplace") + held + closed.encode("ascii")
    types = package.placed(_TYPES)
    if not any((each.get("PartName") or "").lower() == f"/{name}".lower() for each in types.root):
        tag = _beside(types, "Override")
        changed[_TYPES] = types.added_last(_ascii(f'<{tag} PartName="/{escape(name)}" ContentType="{_COMMENTS}"/>'))
    return changed


def _ids(root: Element) -> Iterator[int]:
    for each in root.iter():
        number = value(each, "id") if local(each.tag) in _MARKS else None
        if number is not None and re.fullmatch(r"\d{1,9}", number, re.A):
            yield int(number)


def _unused(package: Package, stem: str) -> str:
    """A name for a part that the package does not have, in capitals or not."""
    taken = {each.filename.lower() for each in package.infos()}
    number = 1
    while (name := f"{stem}{number if number > 1 else ''}.xml").lower() in taken:
        number += 1
    return name


def _related(places: WordPlaces, name: str) -> Mapping[str, bytes]:
    """The relations of the main part, with one to the part of this name."""
    folder, _, main = places.name.rpartition("/")
    relations = f"{folder}/_rels/{main}.rels".lstrip("/")
    is_strict = places.main.root.tag.startswith("{" + _STRICT)
    sort = f"{_STRICT}{_RELATION}" if is_strict else f"{_TRANSITIONAL}officeDocument/2006/relationships/comments"
    target = f'Type="{sort}" Target="{escape(name.rpartition("/")[2])}"/>'
    if relations not in places.package:
        inner = f'<Relationship Id="rId1" {target}'
        return {relations: _XML + _ascii(f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>')}
    held = places.package.placed(relations)
    taken = {(each.get("Id") or "").lower() for each in held.root}
    number = 1
    while f"rid{number}" in taken:
        number += 1
    return {relations: held.added_last(_ascii(f'<{_beside(held, "Relationship")} Id="rId{number}" {target}'))}


def _beside(part: Placed, name: str) -> str:
    """The name of an element in the namespace of a part's root, as it is to be written there."""
    prefix, colon, _ = part.name(part.root).decode("utf-8").rpartition(":")
    return f"{prefix}{colon}{name}"


def _comment(names: Names, number: int, paragraphs: Sequence[str]) -> bytes:
    """One comment, its first paragraph set in bold. It has no date: equal drafts give equal copies."""
    head = (
        f'<w:comment xmlns:w="{escape(names.namespace)}" w:id="{number}" w:author="{AUTHOR}" w:initials="{_INITIALS}">'
    )
    sign, properties = f"<w:r>{names.sign('w')}<w:annotationRef/></w:r>", names.paragraph("w")
    inner = "".join(
        f"<w:p>{properties}{'' if at else sign}<w:r>{'' if at else '<w:rPr><w:b/></w:rPr>'}"
        f'<w:t xml:space="preserve">{escape(_NO_XML.sub(chr(0xFFFD), printable(each)), quote=False)}</w:t></w:r></w:p>'
        for at, each in enumerate(paragraphs)
    )
    return _ascii(f"{head}{inner}</w:comment>")


def _ascii(xml: str) -> bytes:
    """XML in which what is not ASCII is written as references, so that it fits into any encoding."""
    return xml.encode("ascii", "xmlcharrefreplace")
