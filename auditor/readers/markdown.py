"""Markdown (CommonMark): blocks by line; markup is set aside, never removed, so that offsets are the file's.

Raw code, comments and tags are not read. Where CommonMark would let an unclosed fence or comment swallow the
rest of a draft, only its own line is set aside and a note says so: words must not go missing over a slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.base.spans import Span, hull, trim
from auditor.readers.blocks import INVISIBLE, is_blank, lines, number, opening_heading_is_headline
from auditor.readers.draft import Draft
from auditor.readers.encoding import decoded
from auditor.readers.frontmatter import front_matter
from auditor.readers.inline import inline_entities, inline_marks
from auditor.readers.titles import declared_title
from auditor.records.article import Article, BlockRole, Note

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|$")
# No alternative gives back what it took, and none ends in space, so that the time is linear in the line's length.
_SILENT = re.compile(
    r"[ \t]*+(?:"
    r"!\[[^\]]*\]\([^)]*\)"  # a picture
    r"|\[[^\]^][^\]]*\]:[ \t]*\S++(?:[ \t]++(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"  # where a link leads, and its title
    r"|</?[a-zA-Z][^<>]*>(?:[ \t]*</?[a-zA-Z][^<>]*>)*"  # tags
    r"|(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)++\|?"  # the line below a table's head
    r")$"
)


@dataclass(slots=True)
class _Scan:
    """What has been found so far in one text; lives only while that text is read."""

    text: str
    pieces: list[tuple[BlockRole, Span, int]] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)
    """The lines of the block that may still go on."""
    role: BlockRole = BlockRole.PARA
    never_closed: set[str] = field(default_factory=set)
    """Marks that nothing further down closes, so that it is looked for only once."""

    def close(self) -> None:
        """Ends the open block, if there is one."""
        if self.open:
            self.add(self.role, hull(self.open))
        self.open, self.role = [], BlockRole.PARA

    def add(self, role: BlockRole, span: Span, level: int = 0) -> None:
        """Adds a block, without the space around it."""
        self.pieces.append((role, trim(span, self.text, INVISIBLE), level))

    def begin(self, role: BlockRole, span: Span) -> None:
        """Ends the open block, and opens one with its first line."""
        self.close()
        self.open, self.role = [span], role


def read_markdown(draft: Draft) -> Article:
    """The article in a Markdown draft: headings, paragraphs, quotes, list items, and blocks that are not read."""
    found = decoded(draft)
    text = found.text
    front = front_matter(text)
    scan = _Scan(text)
    rest = lines(text, front.end)
    at = 0
    while at < len(rest):
        at = _step(scan, rest, at)
    scan.close()
    if front.span:
        scan.pieces.append((BlockRole.META, front.span, 0))
    blocks = opening_heading_is_headline(number(scan.pieces))
    marks = scan.marks + [m for b in blocks for m in inline_marks(text, b)]
    entities = tuple(e for b in blocks for e in inline_entities(text, b))
    return Article(
        path=draft.name,
        format="markdown",
        text=text,
        blocks=blocks,
        digest=draft.digest,
        title=declared_title(front.meta),
        meta=front.meta,
        notes=found.notes + front.notes + tuple(scan.notes),
        marks=tuple(sorted(marks)),
        entities=entities,
    )


def _step(scan: _Scan, rest: Sequence[Span], at: int) -> int:
    """Reads what begins on line `at`, and returns the number of the next line to read."""
    line = rest[at]
    words = line.of(scan.text).rstrip("\r\n\u2028\u2029 \t")
    if is_blank(line, scan.text):
        scan.close()
        return at + 1
    if fence := _FENCE.match(words):
        return _code(scan, rest, at, fence[1], _fence_end)
    if words.lstrip().startswith("<!--"):
        return _code(scan, rest, at, "<!--", _comment_end)
    if scan.open and scan.role is BlockRole.PARA and len(scan.open) == 1 and (m := _UNDERLINE.match(words)):
        _underlined(scan, line, 1 if m[1][0] == "=" else 2)
        return at + 1
    if _RULE.match(words) or _SILENT.match(words):
        scan.close()
        scan.add(BlockRole.CODE, line)
        return at + 1
    _block_line(scan, line, words)
    return at + 1


def _block_line(scan: _Scan, line: Span, words: str) -> None:
    """A line of words: a heading, a row, or a line that begins or continues a block."""
    start = line.start
    if heading := _HEADING.match(words):
        scan.close()
        first = heading.end()
        last = max(first, len(words.rstrip("#").rstrip(" \t")))  # closing hashes are no words
        scan.marks += [Span(start, start + first), Span(start + last, start + len(words))]
        scan.add(BlockRole.HEADLINE, Span(start + first, start + last), len(heading[1]))
    elif _ROW.match(words):
        scan.close()
        scan.marks += [Span(start + i, start + i + 1) for i, char in enumerate(words) if char == "|"]
        scan.add(BlockRole.LIST, trim(line, scan.text, INVISIBLE + "|"))
    elif quote := _QUOTE.match(words):
        scan.marks.append(Span(start, start + quote.end()))
        inner = Span(start + quote.end(), line.end)
        if is_blank(inner, scan.text):
            scan.close()
        elif scan.open and scan.role is BlockRole.QUOTE:
            scan.open.append(inner)
        else:
            scan.begin(BlockRole.QUOTE, inner)
    elif (item := _ITEM.match(words)) and not _is_number_in_text(scan, item):
        scan.marks.append(Span(start, start + item.end()))
        scan.begin(BlockRole.LIST, Span(start + item.end(), line.end))
    elif scan.open:
        scan.open.append(line)
    else:
        scan.begin(BlockRole.PARA, line)


def _is_number_in_text(scan: _Scan, item: re.Match[str]) -> bool:
    """Whether a number that opens a line goes on a paragraph (*2016. Then*): only the first of a list can end one."""
    return bool(scan.open) and scan.role is BlockRole.PARA and item[1] is not None and item[1] != "1"


def _underlined(scan: _Scan, line: Span, level: int) -> None:
    heading = hull(scan.open)
    scan.open = []
    scan.add(BlockRole.HEADLINE, heading, level)
    scan.add(BlockRole.CODE, line)


End = Callable[[str, Sequence[Span], int, str], Span | None]


def _code(scan: _Scan, rest: Sequence[Span], at: int, mark: str, end_of: End) -> int:
    """Sets a fence or comment aside, or only its first line if it is never closed."""
    scan.close()
    first = rest[at]
    closing = None if mark in scan.never_closed else end_of(scan.text, rest, at, mark)
    if closing is None:
        scan.add(BlockRole.CODE, first)
        if mark not in scan.never_closed:
            message = "code or a comment begins here and is never closed; the rest was read"
            scan.notes.append(Note("unclosed", message, trim(first, scan.text, INVISIBLE)))
            scan.never_closed.add(mark)
        return at + 1
    scan.add(BlockRole.CODE, Span(first.start, closing.end))
    after = next(i for i in range(at, len(rest)) if rest[i].end >= closing.end)
    left = Span(closing.end, rest[after].end)
    if not is_blank(left, scan.text):
        scan.begin(BlockRole.PARA, left)
    return after + 1


def _fence_end(text: str, rest: Sequence[Span], at: int, mark: str) -> Span | None:
    for line in range(at + 1, len(rest)):
        words = rest[line].of(text).strip()
        if len(words) >= len(mark) and set(words) == {mark[0]}:
            return rest[line]
    return None


def _comment_end(text: str, rest: Sequence[Span], at: int, mark: str) -> Span | None:
    close = text.find("-->", rest[at].start)
    return Span(close, close + 3) if close >= 0 else None
