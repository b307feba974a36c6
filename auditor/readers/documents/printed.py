"""PDF documents with a text layer: their words in the order in which people read them, by pypdfium2 (PDFium).

What a file has is words at places on a page (`layer`); columns, paragraphs and what is a headline are told by how
these are set (`columns`, `setting`). Running headlines and page numbers are not read (`margins`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.composer import Composer, hidden_note
from auditor.readers.documents.captions import captions
from auditor.readers.documents.columns import Column, Line, columns, stretches, strips
from auditor.readers.documents.layer import Box, Page, read_page
from auditor.readers.documents.margins import apart
from auditor.readers.documents.package import broken, protected
from auditor.readers.documents.setting import Paragraph, Type, joined, middle_size, paragraphs, usual_type
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.records.article import Article, BlockRole, MetaValue

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_PASSWORD = 4
"""PDFium's number for a document that a password locks."""
_MOST_PAGES = 10_000
_CLEARLY = 1.25
"""Of the size of a document's type: a headline is at least as large."""
_LARGER = 1.12
"""A subhead or a standfirst is."""
_HEADLINE_WORDS, _SUBHEAD_WORDS, _STANDFIRST_WORDS = 40, 12, 5
"""Words that a headline and a subhead have at most, and a standfirst at least."""
_PULLED_WORDS, _MOST_PULLED = 6, 100
"""Words that a pull quote has at least, and how many may be looked for in a document."""
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page, and what its lines are."""

    page: Page
    lines: list[Line]
    """Those of the article."""
    captions: list[list[Line]]
    pictures: tuple[Box, ...]
    """Each with the room of its caption."""
    around: list[Line]
    columns: tuple[Column, ...] = ()
    """Its lines in the order in which they are read."""


def read_printed(draft: Draft) -> Article:
    """The article in a PDF.

    Raises ReadingError A306 (too large), A311 (damaged), A313 (locked), A316 (no library), A317 (pictures only).
    """
    pages, known = _pages(draft)
    if not any(page.words or page.aside or page.hidden for page in pages):
        message = (
            f"its {len(pages)} pages have no words, only pictures"
            if len(pages) > 1
            else "its page has no words, only a picture"
        )
        hint = "run it through text recognition (OCR), or ask for the text"
        raise ReadingError(message, code="A317", at=At(draft.name), hint=hint)
    out = Composer()
    _compose(out, _sheets(pages))
    hidden_note(out, [words for page in pages for words in page.hidden])
    return out.article(draft, "pdf", dict(_properties(known)))


def _pages(draft: Draft) -> tuple[list[Page], dict[str, str]]:
    """The pages of a document, and what it says of itself."""
    at = At(draft.name)
    try:
        import pypdfium2
    except ImportError as error:
        raise missing(at, "PDF documents") from error
    try:
        document = pypdfium2.PdfDocument(draft.data)
    except pypdfium2.PdfiumError as error:
        raise (protected(at) if getattr(error, "err_code", None) == _PASSWORD else broken(at)) from error
    try:
        return list(_read(document, draft)), _known(document)
    except pypdfium2.PdfiumError as error:
        raise broken(at) from error
    finally:
        document.close()


def _known(document: Any) -> dict[str, str]:
    """What a document says of itself; nothing if that cannot be read."""
    try:
        return dict(document.get_metadata_dict())
    except UnicodeDecodeError:
        return {}


def _read(document: Any, draft: Draft) -> Iterator[Page]:
    """Each page; raises ReadingError A306 where there are too many, or too many characters."""
    hint = "print the article's pages alone into a PDF of their own"
    if len(document) > _MOST_PAGES:
        raise ReadingError(f"it has more than {_MOST_PAGES:,} pages", code="A306", at=At(draft.name), hint=hint)
    left = draft.reading.limits.words
    for index in range(len(document)):
        page = read_page(document, index, left)
        if page is None:
            message = f"its words have more than {draft.reading.limits.words:,} characters"
            raise ReadingError(message, code="A306", at=At(draft.name), hint=hint)
        left -= sum(len(word.text) + 1 for word in page.words) + sum(map(len, (*page.aside, *page.hidden)))
        yield page


def _sheets(pages: Sequence[Page]) -> list[_Sheet]:
    """What the lines of each page are."""
    lines = [(stretches(page.words), page.box) for page in pages]
    letters, upright = Counter[float](), Counter[bool]()
    for line in (line for each, _ in lines for line in each):
        letters[line.size] += len(line.text)
        upright[line.is_italic] += len(line.text)
    size = middle_size(letters)
    sheets = []
    for page, (own, around) in zip(pages, apart(lines, size), strict=True):
        found, pictures = captions(own, page.pictures, page.box, size, upright[True] > upright[False])
        taken = {id(line) for each in found for line in each}
        sheets.append(_Sheet(page, [line for line in own if id(line) not in taken], found, pictures, around))
    known = strips((sheet.lines for sheet in sheets), size)
    return [replace(sheet, columns=tuple(columns(sheet.lines, size, known))) for sheet in sheets]


def _compose(out: Composer, sheets: Sequence[_Sheet]) -> None:
    """Adds the article page by page, what stands around it and its captions after the words of their page."""
    type_ = usual_type(sheet.columns for sheet in sheets)
    flow: list[Paragraph] = []
    counts = []
    for sheet in sheets:
        number = 1
        for column in sheet.columns:
            flow += paragraphs(column, type_, sheet.page.number, number, sheet.pictures)
            number += len(column.lines)
        counts.append(number)
    whole = list(joined(flow, type_))
    roles = _roles(whole, type_)
    at = 0
    for sheet, number in zip(sheets, counts, strict=True):
        page = sheet.page.number
        while at < len(whole) and whole[at].page == page:
            _add(out, *roles[at], whole[at])
            at += 1
        for lines in sheet.captions:
            _add(out, BlockRole.CAPTION, 0, Paragraph(tuple(lines), page, page, number))
            number += len(lines)
        for part, words in enumerate((*(line.text for line in sheet.around), *sheet.page.aside), 1):
            out.add(BlockRole.FURNITURE, words, f"page {page}, margin", f"page[{page}]/margin[{part}]")


def _add(out: Composer, role: BlockRole, level: int, each: Paragraph) -> None:
    name, address = f"page {each.page}, line {each.number}", f"page[{each.page}]/line[{each.number}]"
    out.add(role, " ".join(each.words.split()), name, address, level)


# ---------------------------------------------------------------- roles


def _roles(whole: Sequence[Paragraph], type_: Type) -> list[tuple[BlockRole, int]]:
    """What each paragraph is by how it is set."""
    first = [each for each in whole if each.page == whole[0].page]
    pulled = _pull_quotes(whole, type_)
    large = [each for each in first if each.size >= _CLEARLY * type_.size and _is_headline(each)]
    headline = max((each for each in large if id(each) not in pulled), key=lambda each: each.size, default=None)
    bold = sum(len(each.words) for each in whole if each.is_bold)
    is_bold = 2 * bold > sum(len(each.words) for each in whole)
    roles: list[tuple[BlockRole, int]] = []
    is_above, is_below = headline is not None, False
    for each in whole:
        if each is headline:
            roles.append((BlockRole.HEADLINE, 1))
            is_above, is_below = False, True
            continue
        if id(each) in pulled:
            roles.append((BlockRole.FURNITURE, 0))
            continue
        role = _role(each, type_, is_bold, is_below)
        if is_above and role[0] is BlockRole.HEADLINE:
            role = BlockRole.PARA, 0  # a line above the headline
        is_below = is_below and role[0] is BlockRole.STANDFIRST
        roles.append(role)
    return roles


def _role(each: Paragraph, type_: Type, is_bold: bool, is_below: bool) -> tuple[BlockRole, int]:
    """What a paragraph is; `is_bold` is whether most are, `is_below` whether it stands right below the headline."""
    if each.is_row:
        return BlockRole.TABLE, 0
    if each.is_entry:
        return BlockRole.LIST, 0
    words = len(each.words.split())
    is_larger = each.size >= _LARGER * type_.size
    stands_out = is_larger or (each.is_bold and not is_bold)
    if not stands_out or each.size < (1 - 0.1) * type_.size:
        return BlockRole.PARA, 0
    if is_below and words >= _STANDFIRST_WORDS:
        return BlockRole.STANDFIRST, 0
    is_line = words <= _SUBHEAD_WORDS and not _SENTENCE_END.search(each.words)
    return (BlockRole.HEADLINE, 2) if is_line else (BlockRole.PARA, 0)


def _pull_quotes(whole: Sequence[Paragraph], type_: Type) -> set[int]:
    """The ids of paragraphs in larger type that say once more what stands in the article: to be read once."""
    letters = {id(each): "".join(filter(str.isalnum, each.words.lower())) for each in whole}
    usual = " ".join(letters[id(each)] for each in whole if each.size < _LARGER * type_.size)
    large = [each for each in whole if each.size >= _LARGER * type_.size and len(each.words.split()) >= _PULLED_WORDS]
    return {id(each) for each in large[:_MOST_PULLED] if letters[id(each)] in usual}


def _is_headline(each: Paragraph) -> bool:
    return not each.is_row and not each.is_entry and 2 <= len(each.words.split()) <= _HEADLINE_WORDS


def _properties(known: dict[str, str]) -> Iterator[tuple[str, MetaValue]]:
    for name, ours in (("Title", "title"), ("Author", "author"), ("Keywords", "keywords")):
        if words := " ".join((known.get(name) or "").split()):
            yield ours, words
    if made := _DATE.match(known.get("CreationDate") or ""):
        yield "date", "-".join(made.groups())
