"""`auditor concordance`: words in many drafts with what stands around them, and whose words they stand in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from auditor.cli import flags, options

if TYPE_CHECKING:
    from auditor.records.reviews import Concordance, Standing

E = TypeVar("E", bound=StrEnum)

_Pattern = Annotated[
    str, typer.Argument(metavar="PATTERN", help="A word or a phrase, found as whole words, over line ends too.")
]
_Regex = Annotated[
    bool, typer.Option("--regex", help="PATTERN is a regular expression (RE2): no lookaround, no backreferences.")
]
_IgnoreCase = Annotated[bool, typer.Option("--ignore-case", "-i", help="Capitals and small letters are alike.")]
_Context = Annotated[
    int,
    typer.Option("--context", "-C", metavar="N", min=0, max=2000, help="Characters before and after, at the most."),
]
_Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Only hits in words of anonymous, named_person, named_organization, unnamed_spokesperson, unnamed_person, "
        "unnamed_group, document, media, unattributed, relayed or unknown sources, in a grant or a non_response, or in "
        "none of these: the article's own words.",
    ),
]
_Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, csv, json or jsonl.")]
_Sort = Annotated[
    str,
    typer.Option(
        "--sort", metavar="ORDER", help="place, before or after (by the words there), kind (by whose words they are)."
    ),
]
_Top = Annotated[int | None, typer.Option("--top", metavar="N", min=1, help="List the first N hits only.")]


@flags.taking("rules", *flags.DRAFTS, *flags.READING, *flags.RUN)
def concordance(
    ctx: typer.Context,
    pattern: _Pattern,
    drafts: options.Drafts = None,
    is_regex: _Regex = False,
    ignore_case: _IgnoreCase = False,
    context: _Context = 60,
    kind: _Kind = None,
    sort: _Sort = "place",
    top: _Top = None,
    fmt: _Format = "terminal",
    wide: options.Wide = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
) -> None:
    r"""Find a word or a phrase in drafts, with what stands around it and whose words it stands in.

    Each hit is told as standing in a statement of a kind of source, in an anonymity grant, in a non-response, or in the
    article's own words. Page furniture and front matter are not searched.

    Needs: pip install 'auditor\[reviews]'
    """
    house = options.house_for(ctx)
    from auditor.records.reviews import Order, Standing
    from auditor.render import concordance as rendering
    from auditor.render import wording
    from auditor.reviewing import contexts, library
    from auditor.reviewing.patterns import Wanted, compiled

    if fmt not in rendering.FORMATS:
        raise wording.unknown_format(fmt, tuple(rendering.FORMATS))
    only = None if kind is None else _member(Standing, kind, "kind")
    order = _member(Order, sort, "order")
    wanted = Wanted(pattern, is_regex, ignore_case, context)
    compiled(wanted)
    library.check()
    selection = options.select(drafts, house, stdin_filename)
    with options.progress(len(selection.drafts), "searching") as on_progress:
        found = contexts.concordance(selection, house.settings, wanted, order, only, on_progress)
    colour = options.wants_colour(no_color)
    chosen = rendering.Options(colour, None if wide else options.columns(), top)
    options.emit(rendering.FORMATS[fmt](found, chosen), colour and fmt == "terminal")
    _said(found, only)
    raise typer.Exit(3 if found.failures else 0)


def _member(scale: type[E], name: str, noun: str) -> E:
    from auditor.render import wording

    if name not in (known := [each.value for each in scale]):
        raise wording.unknown_format(name, known, noun)
    return scale(name)


def _said(found: Concordance, only: Standing | None) -> None:
    """Says on standard error that nothing was found, and what became of drafts that were not searched."""
    from auditor.records.report import RunResult
    from auditor.render import concordance as rendering

    if not found.hits:
        options.tell(rendering.nothing(found, only))
    for failure in found.failures:
        options.tell_failure(failure)
    options.tell_genres(RunResult((), skipped=found.skipped))
