"""The content that a NewsML item carries: NITF, XHTML, or text, escaped or plain; the best of several renditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.base.errors import At, ReadingError
from auditor.readers.sniff import Form, sniff
from auditor.readers.story import Story
from auditor.readers.wire.bodies import Body, holds_blocks
from auditor.readers.wire.elements import DEEPEST, Placed, found
from auditor.readers.wire.nitf import add_nitf
from auditor.readers.xml import parse, value

_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")


@dataclass(frozen=True, slots=True)
class Content:
    """An element that holds content, and what its item says of it."""

    element: Placed
    kind: str = ""
    """Its media type or format, in lower case; empty where that is not told."""
    is_original: bool = False
    """Whether the others are said to be made of it."""

    @property
    def is_text(self) -> bool:
        """Whether it may hold an article: blocks of NITF or XHTML, or text; no XML of another sort."""
        element = self.element[0]
        return not len(element) or bool((element.text or "").strip()) or holds_blocks(element)


def best(contents: Sequence[Content]) -> Content:
    """The one to read of several renditions: the original, else one with blocks that is not cut short."""
    sizes = [len(" ".join(each.element[0].itertext()).split()) for each in contents]
    longest = max(sizes)

    def rank(number: int) -> tuple[bool, bool, bool, int]:
        each = contents[number]
        return each.is_original, 2 * sizes[number] >= longest, holds_blocks(each.element[0]), sizes[number]

    return contents[max(range(len(contents)), key=rank)]


def add_content(story: Story, content: Content, at: At) -> None:
    """Adds content to the body of a story; raises ReadingError (A306, A312) for NITF within text that is refused."""
    element, path = content.element
    text = "".join(element.itertext())
    if not holds_blocks(element) and _is_nitf(text, at):
        try:
            nitf = parse(_DECLARATION.sub("", text, count=1).encode(), at, "the NITF in it", DEEPEST)
        except ReadingError as error:
            if error.code != "A311":
                raise
        else:
            add_nitf(story, (nitf, f"{path}/nitf"))
            return
    documents = list(found(content.element, {"nitf"}))
    for each in documents:
        add_nitf(story, each)
    if documents:
        return
    if holds_blocks(element):
        Body(story.body).read(content.element)
        story.tell("language", *(value(each, "lang") or "" for each, _ in found(content.element, {"html"})))
    else:
        Body(story.body).read_text(text, path, "html" in content.kind)


def _is_nitf(text: str, at: At) -> bool:
    return text.lstrip()[:1] == "<" and sniff(text.encode("utf-8", "replace"), at) is Form.NITF
