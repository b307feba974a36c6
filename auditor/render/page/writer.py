"""A report's document as one HTML page: nothing from elsewhere, readable on screen, on paper, without its script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from auditor.render.document import (
    SIGNATURE,
    Block,
    Document,
    Draft,
    Fold,
    Items,
    Line,
    Objection,
    Paragraph,
    Ref,
    Strip,
    Table,
    as_line,
)
from auditor.render.page import files, layout, pieces

_TEMPLATES = ("base.html", "plain.html", "report.html", "blocks.html", "draft.html", "fragment.html", "index.html")
_PLAIN = ("style/tokens.css", "style/plain.css")
_REPORT = (*_PLAIN, "style/draft.css", "style/print.css")
_SCRIPT = "script/draft.js"


def write(whole: Document) -> str:
    """`whole` as a page of its own that ends with `SIGNATURE`; one with the draft in it answers clicks and keys.

    Equal documents give equal pages.
    """
    blocks = list(_every(whole))
    draft = next((block for block in blocks if isinstance(block, Draft)), None)
    found = [block for block in blocks if isinstance(block, Objection)]
    style = files.texts(*(_PLAIN if draft is None else _REPORT))
    script = "" if draft is None else files.text(_SCRIPT)
    page = environment().get_template("plain.html" if draft is None else "report.html")
    filled = page.render(
        doc=whole,
        title=pieces.plain(whole.title),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        signature=Markup(SIGNATURE),
        say=partial(pieces.html, target=partial(layout.targets, draft)),
        sheet=None if draft is None else layout.sheet(draft, found),
    )
    return f"{filled.rstrip()}\n"


def fragment(whole: Document) -> str:
    """The title and the opening of `whole` as one element for a newsroom's own page, with `SIGNATURE`, no style."""
    say = partial(pieces.html, target=partial(layout.targets, None))
    part = environment().get_template("fragment.html")
    filled = part.render(doc=whole, signature=Markup(SIGNATURE), say=say, sheet=None)
    return f"{filled.strip()}\n"


def policy(style: str, script: str) -> str:
    """What the page may do: show this style, run this script, and reach nothing."""
    runs = f"; script-src {files.digest(script)}" if script else ""
    return f"default-src 'none'; style-src {files.digest(style)}{runs}; base-uri 'none'; form-action 'none'"


def _every(whole: Document) -> Iterator[Block]:
    for block in (*whole.opening, *(block for section in whole.sections for block in section.blocks)):
        yield block
        if isinstance(block, Fold):
            yield from block.blocks


@cache  # of constants: what ships with the program
def environment() -> Environment:
    """What fills the templates: everything is escaped that is not marked as markup of this room."""
    sources = {name: files.text(f"templates/{name}") for name in _TEMPLATES}
    made = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kinds = {
        "paragraph": Paragraph,
        "table": Table,
        "list": Items,
        "objection": Objection,
        "fold": Fold,
        "draft": Draft,
        "strip": Strip,
    }
    made.tests |= {name: _is(kind) for name, kind in kinds.items()}
    made.filters["ribbon"] = layout.ribbon
    made.filters["as_line"] = as_line
    made.filters["source"] = _source
    return made


def _is(kind: type) -> Callable[[object], bool]:
    def is_kind(block: object) -> bool:
        return isinstance(block, kind)

    return is_kind


def _source(row: tuple[Line, ...]) -> Ref | None:
    """The source that a row of a table is about: the one that its first cell begins with."""
    first = row[0][0] if row and row[0] else None
    return first if isinstance(first, Ref) else None
