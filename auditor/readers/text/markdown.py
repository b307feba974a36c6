"""Markdown (CommonMark, and what GitHub, Pandoc, kramdown, MkDocs and Obsidian add): blocks by line.

Markup is set aside, never removed, so that offsets are the file's. Raw code, comments and tags are not read. Where
CommonMark would let an unclosed fence or comment swallow the rest of a draft, only its own line is set aside and a note
says so: words must not go missing over a slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.base.spans import Nest, Span, hull, trim
from auditor.readers.draft import Draft
from auditor.readers.text.blocks import INVISIBLE, is_blank, lines, number, opening_heading_is_headline
from auditor.readers.text.encoding import decoded
from auditor.readers.text.frontmatter import front_matter
from auditor.readers.text.inline import inline_entities, inline_marks
from auditor.readers.text.templates import Tag, tags, tags_note
from auditor.readers.text.titles import declared_title
from auditor.records.article import Article, Block, BlockRole, Note

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|$")
_BAR = re.compile(r"(?<!\\)\|")
_DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
_BOX = re.compile(
    r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+(?:inline|end))*(?:[ \t]+\"(.*)\")?[ \t]*$"  # MkDocs
    r"|[ \t]*:{3,}[ \t]*(?:\{[^{}]*\}|[a-z][\w-]*)(?:\[(.*)\]|[ \t]+([^:].*))?[ \t]*$"  # Docusaurus, Pandoc
)
"""The head of a box beside the text, and its title."""
# No alternative gives back what it took, and none ends in space, so that the time is linear in the line's length.
_DELIMITER = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?$")
"""The line below a table's head."""
_SILENT = re.compile(
    r"[ \t]*+(?:"
    r"\[[^\]^][^\]]*\]:[ \t]*\S++(?:[ \t]++(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"  # where a link leads, and its title
    r"|</?[a-zA-Z][^<>]*>(?:[ \t]*</?[a-zA-Z][^<>]*>)*"  # tags
    r"|(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)++\|?"
    r"|\{:[^{}]*+\}|\{[ \t]*+[#.][^{}]*+\}"  # classes and names of what stands above
    r"|:{3,}|\[TOC\]|\[\[_?TOC_?\]\]"  # the end of a box; a table of contents
    r")$",
    re.I,
)
_PICTURES = re.compile(
    r"[ \t]*+(?:(?:\[!\[[^\]]*+\]\([^)]*+\)\]\([^)]*+\)|!\[\[[^\[\]]*+\]\]|!\[[^\]]*+\](?:\([^)]*+\)|\[[^\]]*+\]))"
    r"(?:\{[^{}]*+\})?[ \t]*+)++"
)
_ITALIC = re.compile(r"[ \t]*(?:\*(?![*\s]).*(?<![*\s\\])\*|_(?![_\s]).*(?<![_\s\\])_)[ \t]*$", re.S)
_FIGCAPTION = re.compile(r"[ \t]*<figcaption\b[^<>]*>(.*?)(?:</figcaption>(?:[ \t]*</figure>)?)?[ \t]*$", re.I)
_SCRIPT = re.compile(
    r"import\s+(?:[\w$*{}\s,]{1,400}?\s+from\s+)?(?:\"[^\"]*\"|'[^']*')\s*;?\s*$"
    r"|export\s+(?:(?:const|let|var)\s+[\w$]+\s*=|(?:default\s+)?(?:async\s+)?(?:function|class)\s|\{"
    r"|default\s+[\w$({\[]\S*\s*$)"
)
"""What MDX takes for a program, up to the next blank line."""


@dataclass(slots=True)
class _Scan:
    """What has been found so far in one text; lives only while that text is read."""

    text: str
    tags: dict[int, Tag]
    """What a generator of websites replaces, by where it begins."""
    pieces: list[tuple[BlockRole, Span, int]] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)
    """The lines of the block that may still go on."""
    role: BlockRole = BlockRole.PARA
    own_lines: set[int] = field(default_factory=set)
    """Where the tags begin that have lines of their own."""
    is_below_picture: bool = False
    """Whether the last line that was not blank was a picture."""
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

    def set_aside(self, span: Span) -> None:
        """Ends the open block, and adds one that is not read."""
        self.close()
        self.add(BlockRole.CODE, span)


def read_markdown(draft: Draft) -> Article:
    """The article in a Markdown draft: headings, paragraphs, quotes, list items, and blocks that are not read."""
    found = decoded(draft)
    text = found.text
    front = front_matter(text)
    all_tags = list(tags(text, front.end))
    scan = _Scan(text, {tag.span.start: tag for tag in all_tags})
    rest = lines(text, front.end)
    at = 0
    while at < len(rest):
        at = _step(scan, rest, at)
    scan.close()
    if front.span:
        scan.pieces.append((BlockRole.META, front.span, 0))
    blocks = opening_heading_is_headline(number(scan.pieces))
    left_out, tag_marks = _left_out(scan, all_tags, blocks)
    marks = [*scan.marks, *tag_marks, *(m for b in blocks for m in inline_marks(text, b))]
    entities = tuple(e for b in blocks for e in inline_entities(text, b))
    return Article(
        path=draft.name,
        format="markdown",
        text=text,
        blocks=blocks,
        digest=draft.digest,
        title=declared_title(front.meta),
        meta=front.meta,
        notes=found.notes + front.notes + tuple(scan.notes) + tags_note(left_out),
        marks=tuple(sorted(mark for mark in marks if mark)),
        entities=entities,
    )


def _left_out(scan: _Scan, all_tags: Sequence[Tag], blocks: Sequence[Block]) -> tuple[list[Tag], list[Span]]:
    """The tags that were left out, and what of them lies in blocks that are read: captions are blocks themselves."""
    nest = Nest((block.span, block) for block in blocks if block.role not in {BlockRole.CODE, BlockRole.META})
    left_out, marks = [], []
    for tag in all_tags:
        inside = [block.span for block in nest.overlapping(tag.span)]
        if inside or tag.span.start in scan.own_lines:
            left_out.append(tag)
        marks += [
            Span(max(tag.span.start, span.start), min(tag.span.end, span.end))
            for span in inside
            if not any(caption.contains(span) for caption in tag.captions)
        ]
    return left_out, marks


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
    if (after := _template_lines(scan, rest, at) or _program(scan, rest, at) or _picture(scan, rest, at)) is not None:
        return after
    if scan.is_below_picture and not scan.open and (end := _caption_end(scan, rest, at)):
        scan.add(BlockRole.CAPTION, Span(line.start, rest[end - 1].end))
        scan.is_below_picture = False
        return end
    scan.is_below_picture = False
    if scan.open and scan.role is BlockRole.PARA and len(scan.open) == 1 and (m := _UNDERLINE.match(words)):
        _underlined(scan, line, 1 if m[1][0] == "=" else 2)
        return at + 1
    if _RULE.match(words) or _SILENT.match(words):
        scan.set_aside(line)
        return at + 1
    if "|" in words and at + 1 < len(rest) and _is_delimiter(rest[at + 1].of(scan.text)):
        return _table(scan, rest, at)
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
    elif box := _BOX.match(words):
        _box(scan, line, box)
    elif caption := _FIGCAPTION.match(words):
        scan.close()
        scan.add(BlockRole.CAPTION, Span(start + caption.start(1), start + caption.end(1)))
    elif _ROW.match(words):
        _row(scan, line, words)
    elif quote := _QUOTE.match(words):
        _quote_line(scan, line, quote.end())
    elif (item := _ITEM.match(words)) and not _is_number_in_text(scan, item):
        scan.marks.append(Span(start, start + item.end()))
        scan.begin(BlockRole.LIST, Span(start + item.end(), line.end))
    elif definition := _DEFINITION.match(words):
        if len(scan.open) == 1:
            scan.role = BlockRole.LIST  # the word that is explained
        scan.marks.append(Span(start, start + definition.end()))
        scan.begin(BlockRole.LIST, Span(start + definition.end(), line.end))
    elif scan.open:
        scan.open.append(line)
    else:
        scan.begin(BlockRole.PARA, line)


def _quote_line(scan: _Scan, line: Span, sign: int) -> None:
    """A line of a block quotation, after a sign of so many code points."""
    scan.marks.append(Span(line.start, line.start + sign))
    inner = Span(line.start + sign, line.end)
    if is_blank(inner, scan.text):
        scan.close()
    elif scan.open and scan.role is BlockRole.QUOTE:
        scan.open.append(inner)
    else:
        scan.begin(BlockRole.QUOTE, inner)


def _box(scan: _Scan, line: Span, box: re.Match[str]) -> None:
    """The head of a box: nothing is read of it but its title."""
    if box.lastindex is None or not box[box.lastindex].strip():
        scan.set_aside(line)
        return
    scan.close()
    title = Span(line.start + box.start(box.lastindex), line.start + box.end(box.lastindex))
    scan.marks += [Span(line.start, title.start), Span(title.end, line.end)]
    scan.add(BlockRole.HEADLINE, title, 3)


# ---------------------------------------------------------------- tables


def _is_delimiter(line: str) -> bool:
    """Whether a line parts a table's head from its body."""
    line = line.rstrip()
    return ("|" in line or ":" in line) and "-" in line and _DELIMITER.match(line) is not None


def _table(scan: _Scan, rest: Sequence[Span], at: int) -> int:
    """A table from its head on; its rows need no bars at their ends."""
    for number_ in range(at, len(rest)):
        line = rest[number_]
        words = line.of(scan.text).rstrip()
        if number_ == at + 1:
            scan.set_aside(line)
        elif is_blank(line, scan.text) or "|" not in words:
            return number_
        else:
            _row(scan, line, words)
    return len(rest)


def _row(scan: _Scan, line: Span, words: str) -> None:
    scan.close()
    scan.marks += [Span(line.start + bar.start(), line.start + bar.end()) for bar in _BAR.finditer(words)]
    scan.add(BlockRole.TABLE, trim(line, scan.text, INVISIBLE + "|"))


# ---------------------------------------------------------------- pictures, templates, programs


def _picture(scan: _Scan, rest: Sequence[Span], at: int) -> int | None:
    """The line after one of pictures and perhaps their caption; None if this is none."""
    line = rest[at]
    words = line.of(scan.text).rstrip()
    pictures = _PICTURES.match(words)
    left = words[pictures.end() :] if pictures else ""
    if pictures is None or (left and not _ITALIC.match(left)):
        return None
    middle = line.start + pictures.end()
    scan.set_aside(Span(line.start, middle))
    if left:
        scan.add(BlockRole.CAPTION, Span(middle, line.end))
    scan.is_below_picture = not left
    return at + 1


def _caption_end(scan: _Scan, rest: Sequence[Span], at: int) -> int | None:
    """The line after a paragraph that is all in italics; None if it is not."""
    end = at
    while end < len(rest) and not is_blank(rest[end], scan.text):
        end += 1
    return end if _ITALIC.match(scan.text[rest[at].start : rest[end - 1].end].rstrip()) else None


def _template_lines(scan: _Scan, rest: Sequence[Span], at: int) -> int | None:
    """The line after those of nothing but tags of templates; None if there are words on this one."""
    start = end = _after_blanks(scan.text, rest[at].start)
    found: list[Tag] = []
    while tag := scan.tags.get(end):
        found.append(tag)
        end = _after_blanks(scan.text, tag.span.end)
    last = at
    while rest[last].end < end:
        last += 1
    left = Span(end, max(end, rest[last].end))
    has_words = not is_blank(left, scan.text)
    if end == start or (has_words and last == at):
        return None
    scan.close()
    scan.own_lines.update(tag.span.start for tag in found)
    captions = [caption for tag in found for caption in tag.captions]
    before = start
    for caption in captions:
        scan.add(BlockRole.CODE, Span(before, caption.start))
        scan.add(BlockRole.CAPTION, caption)
        before = caption.end
    scan.add(BlockRole.CODE, Span(before, end))
    scan.is_below_picture = not captions
    if has_words:
        scan.begin(BlockRole.PARA, left)
    return last + 1


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in {" ", "\t"}:
        at += 1
    return at


def _program(scan: _Scan, rest: Sequence[Span], at: int) -> int | None:
    """The line after a program of MDX; None if none begins here."""
    if scan.open or not _SCRIPT.match(rest[at].of(scan.text).rstrip()):
        return None
    end = at
    while end < len(rest) and not is_blank(rest[end], scan.text):
        end += 1
    scan.set_aside(Span(rest[at].start, rest[end - 1].end))
    return end


# ---------------------------------------------------------------- headings, code


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
    scan.is_below_picture = False
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
