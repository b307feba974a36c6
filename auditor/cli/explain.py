"""`auditor explain`: the chain of evidence behind what was found on one line."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli import flags, options, places


@flags.taking(*flags.RULES, *flags.READING, "config")
def explain(
    ctx: typer.Context,
    place: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE:PLACE",
            help="As `auditor check` prints places: a line, a paragraph of a document, or `whole article`.",
        ),
    ],
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
) -> None:
    """Print everything that was found on one line of an article, and the evidence for it."""
    path, named = places.named(place, "explain drafts/aid.md:12")
    house = options.house_for(ctx)
    from auditor.render.terminal import explain as rendering
    from auditor.runs import runner

    stdin = options.standard_input(house.settings, stdin_filename) if path == "-" else None
    article, report = runner.audit_one(path, house.settings, stdin, house=house)
    where = places.in_article(article, named)
    colour = options.wants_colour(no_color)
    options.emit(rendering.explain(report, where, colour, options.width()), colour)
