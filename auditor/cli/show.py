"""`auditor show`: an article with everything that was found in it marked."""

from __future__ import annotations

import typer

from auditor.cli import flags, options


@flags.taking(*flags.RULES, *flags.READING, "config")
def show(
    ctx: typer.Context,
    article: options.Article,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
) -> None:
    """Print one article with its sources, what they say, grants of anonymity, non-responses and findings marked."""
    house = options.house_for(ctx)
    from auditor.render.terminal import show as rendering
    from auditor.runs import runner

    stdin = options.standard_input(house.settings, stdin_filename) if article == "-" else None
    read, report = runner.audit_one(article, house.settings, stdin, house=house)
    colour = options.wants_colour(no_color)
    options.emit(rendering.show(read.text, report, colour, options.width(), read.origin), colour)
