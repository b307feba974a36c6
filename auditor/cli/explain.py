"""`auditor explain`: the chain of evidence behind what was found on one line."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from auditor.base.errors import At, UsageError
from auditor.base.spans import LineIndex
from auditor.cli import options

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9})(?::\d{1,9})?:?", re.DOTALL)


def explain(
    place: Annotated[str, typer.Argument(metavar="ARTICLE:LINE", help="As `auditor check` prints places.")],
    policy: options.Policies = None,
    rules: options.Rules = None,
    model: options.Model = None,
    detectors: options.Detectors = None,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
) -> None:
    """Print everything that was found on one line of an article, and the evidence for it."""
    found = _PLACE.fullmatch(place)
    if found is None:
        hint = "for instance: auditor explain drafts/aid.md:12"
        raise UsageError(f"'{place}' names no line", code="A003", hint=hint)
    path, line = found["path"], int(found["line"])
    settings = options.settings_for(policies=policy, rules=rules, model=model, detectors=detectors).settings
    from auditor.render import explain as rendering
    from auditor.runs import runner

    stdin = options.standard_input(settings, stdin_filename) if path == "-" else None
    article, report = runner.audit_one(path, settings, stdin)
    lines = len(LineIndex(article.text))
    if not 1 <= line <= lines:
        hint = f"its lines are 1 to {lines}"
        raise UsageError(f"there is no line {line}", code="A003", at=At(article.path), hint=hint)
    colour = options.wants_colour(no_color)
    options.emit(rendering.explain(report, line, colour), colour)
