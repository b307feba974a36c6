"""Words of an article made harmless for Markdown, and the small pieces that its reports are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.base.printable import one_line, visible
from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.sourcing import Source
from auditor.render.wording import quoted, shorten

_SPECIAL = re.compile(r"[\\`*\[\]<>|~#&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore inside a word means nothing


def escape(text: str) -> str:
    """`text` on one line, with every character that Markdown could take for its own marked as plain."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def code(text: str) -> str:
    """A name as code, whatever it holds."""
    text = visible(text)
    fence = "`"
    while fence in text:
        fence += "`"
    stripped = text.startswith(" ") and text.endswith(" ")  # a space at both ends is no part of the code
    pad = " " if text.startswith("`") or text.endswith("`") or stripped else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def words(report: Report, span: Span, limit: int = 160) -> str:
    """The words of `span` in quotation marks."""
    return quoted(escape(shorten(report.text(span), limit)))


def place(report: Report, span: Span) -> str:
    """Line and column of the start of `span`."""
    where = report.places[span]
    return f"{where.line}:{where.column}"


def row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"


def name_of(source: Source) -> str:
    """A source as sentences name it: `S2, a senior official`."""
    return f"{source.id}, {escape(source.label)}"
