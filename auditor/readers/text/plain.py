"""Plain text: what is audited is the file's decoded content, character for character."""

from __future__ import annotations

from auditor.readers.draft import Draft
from auditor.readers.text.blocks import bullets, number, paragraphs
from auditor.readers.text.encoding import decoded
from auditor.readers.text.frontmatter import front_matter
from auditor.readers.text.titles import declared_title
from auditor.records.article import Article, BlockRole


def read_plain(draft: Draft) -> Article:
    """An article of paragraphs and list items; front matter at its head is metadata."""
    found = decoded(draft)
    text = found.text
    front = front_matter(text)
    pieces = [(role, span, 0) for role, span in paragraphs(text, front.end)]
    if front.span:
        pieces.append((BlockRole.META, front.span, 0))
    return Article(
        path=draft.name,
        format="txt",
        text=text,
        blocks=number(pieces),
        digest=draft.digest,
        title=declared_title(front.meta),
        meta=front.meta,
        notes=found.notes + front.notes,
        marks=bullets(text, front.end),
    )
