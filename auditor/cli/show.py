"""`auditor show`: an article with everything that was found in it marked."""

from __future__ import annotations

import typer

from auditor.cli import options


def show(
    ctx: typer.Context,
    article: options.Article,
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
    """Print one article with its sources, what they say, grants of anonymity, non-responses and findings marked."""
    settings = options.settings_for(ctx).settings
    from auditor.render.terminal import show as rendering
    from auditor.runs import runner

    stdin = options.standard_input(settings, stdin_filename) if article == "-" else None
    read, report = runner.audit_one(article, settings, stdin)
    colour = options.wants_colour(no_color)
    options.emit(rendering.show(read.text, report, colour, options.width(), read.origin), colour)
