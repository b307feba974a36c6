"""`auditor check`: findings, one line each, for editors, hooks and continuous integration."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli import options

_Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, json (all reports) or markdown.")
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and failures only: nothing if clean.")]


def check(
    drafts: options.Drafts = None,
    fmt: _Format = "terminal",
    quiet: _Quiet = False,
    fail_on: options.FailOn = None,
    min_confidence: options.MinConfidence = None,
    policy: options.Policies = None,
    rules: options.Rules = None,
    jobs: options.Jobs = None,
    model: options.Model = None,
    detectors: options.Detectors = None,
    revisions: options.Revisions = None,
    language: options.Language = None,
    text_column: options.TextColumn = None,
    meta: options.Meta = None,
    strict_files: options.StrictFiles = None,
    all_genres: options.AllGenres = None,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
    show_settings: options.ShowSettings = False,
) -> None:
    """Print what the policies object to, one line a finding, like a linter."""
    resolved = options.settings_for(
        policies=policy,
        rules=rules,
        jobs=jobs,
        model=model,
        detectors=detectors,
        revisions=revisions,
        language=language,
        text_column=text_column,
        meta=meta,
        strict_files=strict_files,
        all_genres=all_genres,
        fail_on=fail_on,
        min_confidence=min_confidence,
    )
    if show_settings:
        return options.print_settings(resolved)
    from auditor.render import dispatch, wording

    if fmt not in dispatch.RESULTS:
        raise wording.unknown_format(fmt, tuple(dispatch.RESULTS))
    settings = resolved.settings
    options.warn_if_nothing_can_fail(resolved)
    result = options.audited(options.select(drafts, settings, stdin_filename), settings)
    colour = options.wants_colour(no_color)
    options.emit(dispatch.render(result, fmt, dispatch.Options(colour, quiet)), colour)
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(result.exit_code(settings.fail_on, settings.min_confidence))
