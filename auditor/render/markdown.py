"""A report's document in Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.records.article import BlockRole
from auditor.render.document import (
    SIGNATURE,
    Block,
    Code,
    Document,
    Draft,
    Emphasis,
    Excerpt,
    Fold,
    Foreign,
    Item,
    Items,
    Line,
    Locus,
    Mark,
    Objection,
    Paragraph,
    Passage,
    Piece,
    Quote,
    Ref,
    Sort,
    Strip,
    Strong,
    Table,
    as_line,
)
from auditor.render.families import FAMILY, told_in_words
from auditor.render.markup import code, escape, row
from auditor.render.wording import quoted


def write(whole: Document, folds: bool = False) -> str:
    """`whole` as Markdown that ends with `SIGNATURE` and a line end, its folds left out unless they are asked for.

    Equal documents give equal text.
    """
    parts = [f"# {_line(whole.title)}", *map(_block, whole.opening)]
    for section in whole.sections:
        shown = (block for block in section.blocks if folds or not isinstance(block, Fold))
        parts += [f"## {_line(as_line(section.title))}", *map(_block, shown)]
    return "\n\n".join((*parts, f"{SIGNATURE}\n"))


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _line(line)
        case Items(items):
            return "\n".join(_items(items))
        case Table(head, rows):
            ruler = row("---" for _ in head)
            return "\n".join([row(head), ruler, *(row(map(_line, cells)) for cells in rows)])
        case Objection():
            return "\n".join(_objection(block))
        case Fold(title, blocks):
            return "\n\n".join((f"### {escape(title)}", *map(_block, blocks)))
        case Draft():
            return draft(block)
        case Strip():
            return told_in_words(block)


def _objection(found: Objection) -> Iterator[str]:
    """The finding as a list entry: what is wrong, then the sentence, what would mend it, the caution, the rule."""
    waived = f" (waived: {escape(found.waived)})" if found.waived is not None else ""
    head = f"**{found.id}, {found.severity.value}**, {_line(found.where)}"
    yield f"- {head}: {escape(found.message)}{waived}"
    if found.sentence:
        yield f"  > {_line(found.sentence)}"
        yield ""
    if found.mend:
        yield f"  - To mend it: {escape(found.mend)}"
    if found.caution:
        yield f"  - *Caution: {escape(found.caution)}*"
    if found.standard:
        yield f"  - Standard: {escape(found.standard)}."
    yield f"  - Rule {code(found.rule)}{f', {found.sure}' if found.sure else ''}"


def draft(whole: Draft) -> str:
    """The article, each part of a statement followed by whose it is, `[S1, anonymous]`, a finding by its id, `[F2]`."""
    labels = {mark.id: _label(mark) for mark in whole.marks}
    return "\n\n".join(filter(None, (_passage(each, labels) for each in whole.passages)))


def _label(mark: Mark) -> str:
    """What stands after the words of a mark: nothing for those that only serve another."""
    if mark.sort is Sort.STATEMENT:
        who = f"{mark.label}, {FAMILY[mark.family]}" if mark.source and mark.family else "no source"
        return f" **\\[{who}\\]**"
    return f" **\\[{mark.label}\\]**" if mark.label else ""


def _passage(passage: Passage, labels: Mapping[str, str]) -> str:
    text = ""
    for each in passage.stretches:
        words = each.words
        text += f"{' ' * words[:1].isspace()}{escape(words)}"
        text += f"{''.join(labels[id_] for id_ in each.ends)}{' ' * (len(words) > 1 and words[-1:].isspace())}"
    text = text.strip()
    return f"> ### {text}" if passage.role is BlockRole.HEADLINE and text else f"> {text}" if text else ""


def _items(items: Iterable[Item], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}- {'[ ] ' if item.open else ''}{_line(item.line)}"
        yield from _items(item.below, indent + "  ")


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Foreign(text):
            return escape(text)
        case Quote(parts):
            return quoted(" […] ".join(map(escape, parts)))
        case Excerpt(line):
            return quoted(_line(line))
        case Code(text):
            return code(text)
        case Locus(where):
            return where
        case Strong(line):
            return f"**{_line(line)}**"
        case Emphasis(line):
            return f"*{_line(line)}*"
        case Ref(id_):
            return id_
