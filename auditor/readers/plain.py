"""Plain text: what is audited is the file's decoded content, character for character."""

from __future__ import annotations

from auditor.readers.blocks import bullets, number, paragraphs
from auditor.readers.encoding import Decoded
from auditor.readers.frontmatter import front_matter
from auditor.readers.titles import declared_title
from auditor.records.article import Article, BlockRole


def read_plain(decoded: Decoded, path: str, digest: str) -> Article:
    """An article of paragraphs and list items; front matter at its head is metadata."""
    text = decoded.text
    front = front_matter(text)
    pieces = [(role, span, 0) for role, span in paragraphs(text, front.end)]
    if front.span:
        pieces.append((BlockRole.META, front.span, 0))
    return Article(
        path=path,
        format="txt",
        text=text,
        blocks=number(pieces),
        digest=digest,
        title=declared_title(front.meta),
        meta=front.meta,
        notes=decoded.notes + front.notes,
        marks=bullets(text, front.end),
    )
