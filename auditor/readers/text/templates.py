"""What generators of websites find in Markdown and replace: shortcodes, template tags, components.

Shortcodes are Hugo's (`{{< figure >}}`, `{{% notice %}}`), tags those of Liquid, which Jekyll uses (`{% include x %}`,
`{{ page.title }}`), components those of MDX (`<Callout type="note">`). None of them is a word that readers see, but the
caption that many have; what stands between a pair of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.base.spans import Span
from auditor.records.article import Note

_LONGEST = 2_000
"""Code points of one tag; an opening sign without an end within that is a word as it stands."""
_MOST_STRAYS = 500
"""Opening signs without an end, after which none is looked for."""
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{{/*": "*/}}", "{%": "%}", "{{": "}}", "{/*": "*/}"}
_OPENING = re.compile(r"\{\{[<%]|\{\{/\*|\{%|\{\{|\{/\*|</?(?=[A-Z]+[a-z][\w.]*[\s/>])")
_COMPONENT = re.compile(r"</?[\w.]+")
_NAME = re.compile(r"[-\s]*(/?)[-\s]*([\w./-]+)")
_CAPTION = re.compile(r"\bcaption\s*[=:]\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)", re.S)
_UNREAD = frozenset({"comment", "highlight", "mermaid", "math", "katex", "script", "style"})
"""Pairs between which no words of the article stand: code, formulas, comments."""
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of a draft that a generator replaces."""

    span: Span
    name: str
    captions: tuple[Span, ...] = ()
    """The words in it that readers see below a picture."""


def tags(text: str, start: int = 0) -> Iterator[Tag]:
    """The tags in `text` from `start` on, in order and apart; one that is never closed is none."""
    at = start
    open_only = set[str]()
    strays = 0
    while strays < _MOST_STRAYS and (found := _OPENING.search(text, at)):
        tag = _component(text, found) if found[0].startswith("<") else _template(text, found)
        if tag is None:
            at, strays = found.end(), strays + 1
            continue
        yield (tag := _through(text, tag, found[0], open_only))
        at = tag.span.end


def tags_note(left_out: Iterable[Tag]) -> tuple[Note, ...]:
    """Says how many tags were left out; nothing if there are none."""
    names = [tag.name for tag in left_out]
    if not names:
        return ()
    some = ", ".join(dict.fromkeys(names[:_MOST_NAMES]))
    what = "tag of the site's templates was" if len(names) == 1 else "tags of the site's templates were"
    return (Note("shortcodes", f"{len(names)} {what} left out, such as {some}"),)


def _template(text: str, found: re.Match[str]) -> Tag | None:
    """The shortcode or tag that opens at `found`."""
    closing = _CLOSING[found[0]]
    end = text.find(closing, found.end(), found.end() + _LONGEST)
    if end < 0 or text.find(found[0], found.end(), end) >= 0:
        return None
    inner = Span(found.end(), end)
    if found[0] == "{{" and ("\n" in inner.of(text) or "{" in inner.of(text)):
        return None
    named = _NAME.match(text, inner.start, inner.end)
    name = f"{found[0]} {named[1]}{named[2]} {closing}" if named else f"{found[0]} {closing}"
    return Tag(Span(found.start(), end + len(closing)), name, tuple(_captions(text, inner)))


def _component(text: str, found: re.Match[str]) -> Tag | None:
    """The tag of a component that opens at `found`; expressions in braces and words in quotes may hold any sign."""
    depth, quote = 0, ""
    for at in range(found.end(), min(len(text), found.end() + _LONGEST)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (depth or text[at - 1] == "="):
            quote = char
        elif char in "{}":
            depth += 1 if char == "{" else -1
        elif depth <= 0 and char == ">":
            name = _COMPONENT.match(text, found.start(), at)
            captions = tuple(_captions(text, Span(found.end(), at)))
            return Tag(Span(found.start(), at + 1), f"{name[0] if name else '<'}>", captions)
        elif depth <= 0 and char == "<":
            return None
    return None


def _captions(text: str, inner: Span) -> Iterator[Span]:
    for found in _CAPTION.finditer(text, inner.start, inner.end):
        span = Span(*found.span(found.lastindex or 0))
        if len(span):
            yield span


def _through(text: str, tag: Tag, opening: str, open_only: set[str]) -> Tag:
    """The tag, with all up to the one that closes it where what stands between is not read."""
    named = _NAME.match(text, tag.span.start + len(opening), tag.span.end)
    name = named[2] if named and not named[1] else ""
    if name not in _UNREAD or name in open_only:
        return tag
    close = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}|\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}")
    if (found := close.search(text, tag.span.end)) is None:
        open_only.add(name)
        return tag
    return Tag(Span(tag.span.start, found.end()), tag.name)
