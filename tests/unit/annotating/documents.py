"""Word documents for tests, and what a reader of our own, apart from the package's, finds in copies of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring, tostring

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", W),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
HOLDERS = {"p", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml"}
"""What may hold the marks of a range, of all that is in these documents (ECMA-376, part 1, EG_RangeMarkupElements)."""
SPACES = {"tab": "\t", "br": "\n", "noBreakHyphen": "-"}


def run(words: str, properties: str = "") -> str:
    """A run of words."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{words}</w:t></w:r>'


def deleted(words: str) -> str:
    """A run of words that was deleted."""
    inner = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="4" w:author="A" w:date="2026-01-01T00:00:00Z">{inner}</w:del>'


def para(*inner: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(inner)}</w:p>"


def relations(**targets: str) -> str:
    """The relations of the main part, each sort with its target."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{sort}" Target="{target}"/>'
        for number, (sort, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def document(body: str, further: dict[str, str | bytes] | None = None) -> bytes:
    """A Word document with this body and these further parts, which may stand in place of the usual ones."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {NAMES}><w:body>{body}'
        "<w:sectPr/></w:body></w:document>",
        **(further or {}),
    }
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """All parts of a package."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def number_of(element: Element) -> int:
    return int(next(value for key, value in element.attrib.items() if key.endswith("}id")))


@dataclass(frozen=True)
class Said:
    """A comment of a copy."""

    words: str
    """What is between its marks: as the accepted text has it, without text boxes."""
    paragraphs: Sequence[str]


def said(data: bytes, original: bool = False) -> dict[int, Said]:
    """The comments of a copy by id, after all that can be asked of their marks has been asked."""
    parts = parts_of(data)
    root = fromstring(parts["word/document.xml"])
    name = next(name for name in parts if re.fullmatch(r"word/comments\d?\.xml", name))
    told = {number_of(each): each for each in fromstring(parts[name])}
    assert len(told) == len(list(fromstring(parts[name])))
    starts, ends, signs = _marks(root)
    found: dict[int, Said] = {}
    for number, comment in told.items():
        if comment.get(f"{{{comment.tag[1:].partition('}')[0]}}}author") != "auditor":
            continue
        assert starts[number] < ends[number] < signs[number]
        paragraphs = ["".join(each.itertext()) for each in comment]
        assert paragraphs and all(local(each) == "p" for each in comment)
        found[number] = Said(_between(root, number, original), paragraphs)
    return found


def _marks(root: Element) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Where each range starts and ends and its sign stands, as numbers in the order of the document."""
    parents = {each: above for above in root.iter() for each in above}
    found: dict[str, dict[int, int]] = {"commentRangeStart": {}, "commentRangeEnd": {}, "commentReference": {}}
    for at, each in enumerate(root.iter()):
        kind = local(each)
        if kind not in found:
            continue
        above = parents[each]
        assert number_of(each) not in found[kind]
        found[kind][number_of(each)] = at
        if kind == "commentReference":
            assert local(above) == "r" and local(parents[above]) == "p"
        else:
            assert local(above) in HOLDERS
        while above in parents:
            above = parents[above]
            assert local(above) not in {"txbxContent", "r"}
    for each in root.iter():
        if local(each) in {"r", "p"}:
            first = [local(inner) for inner in each]
            assert f"{local(each)}Pr" not in first[1:]
    return found["commentRangeStart"], found["commentRangeEnd"], found["commentReference"]


def _between(root: Element, number: int, original: bool) -> str:
    """The words between the marks of a comment."""
    parents = {each: local(above) for above in root.iter() for each in above}
    taken_out = {"ins", "moveTo"} if original else {"del", "moveFrom"}
    words: list[str] = []
    is_in = False

    def walk(element: Element, is_gone: bool) -> None:
        nonlocal is_in
        name = local(element)
        if name in {"commentRangeStart", "commentRangeEnd"} and number_of(element) == number:
            is_in = name == "commentRangeStart"
        if name in {"txbxContent", "rt", "Fallback"} or (
            name == "r" and any(local(e) == "vanish" for e in element.iter())
        ):
            return
        if is_in and not is_gone:
            if name == "t" or (name == "delText" and original):
                words.append(element.text or "")
            elif name in SPACES and parents[element] == "r":
                words.append(SPACES[name])
            elif name == "p":
                words.append(" ")
        for each in element:
            walk(each, is_gone or name in taken_out)

    walk(root, False)
    return "".join(words)


def content(data: bytes) -> list[object]:
    """The body, run by run, without the comments of the auditor; runs that are alike and side by side are one."""
    parts = parts_of(data)
    comments = next((parts[name] for name in parts if re.fullmatch(r"word/comments\d?\.xml", name)), None)
    ours = set[int]()
    if comments is not None:
        for each in fromstring(comments):
            if any(key.endswith("}author") and value == "auditor" for key, value in each.attrib.items()):
                ours.add(number_of(each))
    return list(_content(fromstring(parts["word/document.xml"]), ours))


def _content(element: Element, ours: set[int]) -> Iterator[object]:
    held: tuple[object, list[object]] | None = None
    for each in element:
        name = local(each)
        if name in {"commentRangeStart", "commentRangeEnd"} and number_of(each) in ours:
            continue
        if name != "r":
            if held is not None:
                yield held
                held = None
            yield name, sorted(each.attrib.items()), each.text, list(_content(each, ours)), (each.tail or "").strip()
            continue
        if any(local(inner) == "commentReference" and number_of(inner) in ours for inner in each):
            continue
        properties = next((tostring(inner) for inner in each if local(inner) == "rPr"), b"")
        key = sorted(each.attrib.items()), properties
        items = [item for inner in each if local(inner) != "rPr" for item in _items(inner)]
        if held is not None and held[0] == key:
            held[1].extend(items)
        else:
            if held is not None:
                yield held
            held = key, items
    if held is not None:
        yield held


def _items(element: Element) -> Iterator[object]:
    if local(element) in {"t", "delText"}:
        yield from ((local(element), char) for char in element.text or "")
    else:
        yield tostring(element)
