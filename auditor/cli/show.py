"""`auditor show`: an article with everything that was found in it marked."""

from __future__ import annotations

import shutil

from auditor.cli import options


def show(
    article: options.Article,
    policy: options.Policies = None,
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
    """Print one article with its sources, cues, statements, grants and non-responses marked."""
    settings = options.settings_for(
        policies=policy,
        rules=rules,
        model=model,
        detectors=detectors,
        revisions=revisions,
        language=language,
        text_column=text_column,
        meta=meta,
    ).settings
    from auditor.render import show as rendering
    from auditor.runs import runner

    stdin = options.standard_input(settings, stdin_filename) if article == "-" else None
    read, report = runner.audit_one(article, settings, stdin)
    width = max(40, min(shutil.get_terminal_size().columns, 120))
    colour = options.wants_colour(no_color)
    options.emit(rendering.show(read.text, report, colour, width), colour)
