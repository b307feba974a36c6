"""`auditor explain`: the chain of evidence behind what was found on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import At, UsageError
from auditor.base.spans import LineIndex
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.article import Article

_PLACE = re.compile(
    r"(?P<path>.+?):(?:(?P<line>\d{1,9})(?::\d{1,9})?"
    r"| ?(?P<part>[a-z][a-z ]*\d{1,9}(?:, [a-z]+(?: \d{1,9})?)?|headline|subject)):?",
    re.DOTALL,
)


def explain(
    ctx: typer.Context,
    place: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE:PLACE", help="As `auditor check` prints places: a line, or a paragraph of a document."
        ),
    ],
    policies: options.Policies = None,
    rules: options.Rules = None,
    model: options.Model = None,
    detectors: options.Detectors = None,
    revisions: options.Revisions = None,
    language: options.Language = None,
    text_column: options.TextColumn = None,
    meta: options.Meta = None,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
) -> None:
    """Print everything that was found on one line of an article, and the evidence for it."""
    path, line, part = named_place(place)
    settings = options.settings_for(ctx).settings
    from auditor.render.terminal import explain as rendering
    from auditor.runs import runner

    stdin = options.standard_input(settings, stdin_filename) if path == "-" else None
    article, report = runner.audit_one(path, settings, stdin)
    where = _part(article, part, line) if article.origin.parts else None
    colour = options.wants_colour(no_color)
    options.emit(rendering.explain(report, where or _line(article, line), colour, options.width()), colour)


def named_place(place: str) -> tuple[str, int | None, str | None]:
    """The path, the line and the part of a document that `place` names; raises UsageError A003 if it names none."""
    found = _PLACE.fullmatch(place)
    if found is None:
        hint = "for instance: auditor explain drafts/aid.md:12"
        raise UsageError(f"'{place}' names no line", code="A003", hint=hint)
    return found["path"], None if found["line"] is None else int(found["line"]), found["part"]


def _part(article: Article, part: str | None, number: int | None) -> str:
    """The name of a part of a document; 1 is its first part, where it has no paragraph 1.

    Raises UsageError A003 if it has none of that name.
    """
    names = list(dict.fromkeys(part.name for part in article.origin.parts))
    name = part or f"paragraph {number}"
    if part is None and number == 1 and name not in names:
        return names[0]
    if name not in names:
        hint = f"its parts are {names[0]} to {names[-1]}"
        raise UsageError(f"there is no {name}", code="A003", at=At(article.path), hint=hint)
    return name


def _line(article: Article, number: int | None) -> int:
    """A line of a text; raises UsageError A003 if it has none of that number."""
    lines = len(LineIndex(article.text))
    if number is None or not 1 <= number <= lines:
        hint = f"its lines are 1 to {lines}"
        raise UsageError(f"there is no line {number or 'of that name'}", code="A003", at=At(article.path), hint=hint)
    return number
