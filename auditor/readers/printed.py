"""PDF documents with a text layer: the words of each page, put together to paragraphs again, by pypdfium2 (PDFium)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.blocks import paragraphs
from auditor.readers.composer import Composer
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.readers.package import broken, protected
from auditor.records.article import Article, BlockRole, MetaValue

_HYPHEN = re.compile("\ufffe\\s*")
"""A hyphen that only the layout put there, at the end of a line, as PDFium tells it."""
_BULLET = re.compile("[\ue000-\uf8ff]\\s*")
"""A sign of a font of signs, before the entry of a list."""
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_PASSWORD = 4
"""PDFium's number for a document that a password locks."""


def read_printed(draft: Draft) -> Article:
    """The article in a PDF; raises ReadingError A311 (damaged), A313 (locked), A316 (no library), A317 (no text)."""
    at = At(draft.name)
    try:
        import pypdfium2
    except ImportError as error:
        raise missing(at, "PDF documents") from error
    try:
        document = pypdfium2.PdfDocument(draft.data)
    except pypdfium2.PdfiumError as error:
        raise (protected(at) if getattr(error, "err_code", None) == _PASSWORD else broken(at)) from error
    out = Composer()
    try:
        pages = len(document)
        for number in range(pages):
            text = _HYPHEN.sub("", _text(document, number, at).replace("\r\n", "\n"))
            for role, span in paragraphs(text):
                words = " ".join(span.of(text).split())
                if bullet := _BULLET.match(words):
                    role, words = BlockRole.LIST, words[bullet.end() :]
                out.add(role, words, f"page {number + 1}", f"page[{number + 1}]")
        meta = dict(_properties(document.get_metadata_dict()))
    finally:
        document.close()
    if not out.words:
        message = (
            f"its {pages} pages have no words, only pictures" if pages > 1 else "its page has no words, only a picture"
        )
        raise ReadingError(
            message, code="A317", at=at, hint="run it through text recognition (OCR), or ask for the text"
        )
    return out.article(draft, "pdf", meta)


def _text(document: Any, number: int, at: At) -> str:
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
        words: str = layer.get_text_bounded()
        layer.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise broken(at) from error
    return words


def _properties(known: dict[str, str]) -> Iterator[tuple[str, MetaValue]]:
    for name, ours in (("Title", "title"), ("Author", "author"), ("Keywords", "keywords")):
        if words := " ".join((known.get(name) or "").split()):
            yield ours, words
    if made := _DATE.match(known.get("CreationDate") or ""):
        yield "date", "-".join(made.groups())
