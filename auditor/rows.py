"""Findings, sources and statements of reports as rows, for tables: plain tuples, or a table of pandas.

The fields of a row are those of a line of `auditor check --format jsonl` (docs/rows.schema.json).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from auditor.base.errors import UsageError
from auditor.records.report import Bar, Failure, Report, RunResult
from auditor.records.scales import Confidence, Severity
from auditor.render.machine import rows as machine
from auditor.render.wording import unknown_format

Results = Report | Failure | Iterable[Report | Failure]
"""A report, or what `Auditor.audit_many` gives."""


class FindingRow(NamedTuple):
    """What a policy rule objects to."""

    path: str
    """The draft, as it was given."""
    file: str
    """The file that it stands in."""
    entry: str | None
    """Its id in a file of many articles; None where the file is the draft."""
    id: str
    """F1, F2, … within the draft."""
    policy: str
    """The policy rule that objects."""
    severity: str
    """How grave it is: `error`, `warning`, `info`."""
    confidence: str
    """How sure it is: `high`, `medium`, `low`."""
    fails: bool
    """Whether it would fail `auditor check`: grave and sure enough, and not waived."""
    message: str
    """What is wrong."""
    mend: str
    """What would put it right; may be empty."""
    place: str
    """Where it is, for people: `12:4`, `paragraph 12`, `whole article`."""
    words: str | None
    """The words of the draft, without markup; None for the whole article."""
    start: int | None
    """Offset in code points, 0-based."""
    end: int | None
    """The offset behind the last code point."""
    line: int | None
    """1-based; in the part, where there is one."""
    column: int | None
    """1-based, in code points."""
    end_line: int | None
    """Where it ends."""
    end_column: int | None
    """The column behind the last code point."""
    part: str | None
    """The part of the file in which lines and columns are counted; None where they are the file's."""
    sentence: str | None
    """The sentences around the words."""
    caution: str
    """What to keep in mind before acting on it."""
    standard: str
    """Whose written standard it stands for."""
    subject: str | None
    """The id of the source or statement that it is about."""
    fingerprint: str
    """Stable under edits elsewhere."""
    waived: str | None
    """Why it was waived; None where it stands."""


class SourceRow(NamedTuple):
    """Somebody or something that a draft quotes, paraphrases or relies on."""

    path: str
    """The draft, as it was given."""
    file: str
    """The file that it stands in."""
    entry: str | None
    """Its id in a file of many articles; None where the file is the draft."""
    id: str
    """S1, S2, … within the draft."""
    label: str
    """The fullest name or description."""
    kind: str
    """The kind of source: `named_person`, `anonymous`, `document` and others (docs/taxonomy.md)."""
    confidence: str
    """How sure it is that it is of its kind: `high`, `medium`, `low`."""
    count: int | None  # type: ignore[assignment]  # a tuple has a method of this name, of which a row has no need
    """How many individuals the article says it is."""
    relayed_by: str | None
    """The other outlet that relays it."""
    place: str
    """Where it is mentioned first, for people."""
    words: str | None
    """The words of that mention."""
    start: int | None
    """Offset in code points, 0-based."""
    end: int | None
    """The offset behind the last code point."""
    line: int | None
    """1-based; in the part, where there is one."""
    column: int | None
    """1-based, in code points."""
    end_line: int | None
    """Where it ends."""
    end_column: int | None
    """The column behind the last code point."""
    part: str | None
    """The part of the file in which lines and columns are counted; None where they are the file's."""
    description: str | None
    """The words that best say who it is."""
    mentions: int
    """How often it is mentioned."""
    statements: int
    """How many statements it makes."""
    statement_words: int
    """Of how many words."""
    direct: int | None
    """Statements in quotation marks."""
    indirect: int | None
    """Statements in paraphrase."""
    alone: int | None
    """Statements that nobody else bears out."""
    identified: str | None
    """How it is identified: a grade of the report."""
    knows: str | None
    """How it knows: a grade of the report."""
    unnamed: str | None
    """Why it is not named: a grade of the report; None for a source that is."""
    has_reason: bool
    """Whether the article says why it is not named."""


class StatementRow(NamedTuple):
    """Something that a draft has somebody say."""

    path: str
    """The draft, as it was given."""
    file: str
    """The file that it stands in."""
    entry: str | None
    """Its id in a file of many articles; None where the file is the draft."""
    id: str
    """A1, A2, … within the draft."""
    mode: str
    """`direct` in quotation marks, `indirect` in the writer's words, or `mixed`."""
    confidence: str
    """How sure it is: `high`, `medium`, `low`."""
    content: str
    """What is said; an ellipsis between pieces."""
    cue: str | None
    """The words that mark it."""
    who: str | None
    """The words that name the source here."""
    place: str
    """Where it is, for people."""
    words: str | None
    """The words of the draft at that place."""
    start: int | None
    """Offset in code points, 0-based."""
    end: int | None
    """The offset behind the last code point."""
    line: int | None
    """1-based; in the part, where there is one."""
    column: int | None
    """1-based, in code points."""
    end_line: int | None
    """Where it ends."""
    end_column: int | None
    """The column behind the last code point."""
    part: str | None
    """The part of the file in which lines and columns are counted; None where they are the file's."""
    source_id: str | None
    """The source; None where it could not be made out."""
    source_label: str | None
    """Its label."""
    source_kind: str | None
    """Its kind."""


class FailureRow(NamedTuple):
    """A draft that could not be audited."""

    path: str
    """The draft, as it was given."""
    file: str
    """The file that it stands in."""
    entry: str | None
    """Its id in a file of many articles; None where the file is the draft."""
    code: str
    """The code of the error."""
    message: str
    """What is wrong."""
    hint: str
    """What to do; may be empty."""


Row = TypeVar("Row", FindingRow, SourceRow, StatementRow, FailureRow)


def findings(
    results: Results, *, fail_on: str | None = "warning", min_confidence: str = "medium"
) -> Iterator[FindingRow]:
    """A row for each finding, waived ones too, in the order of drafts and places.

    `fails` is by `fail_on`, a severity or None for never, and `min_confidence`.
    """
    bar = Bar(None if fail_on is None else Severity(fail_on), Confidence(min_confidence))
    for result in _runs(results):
        yield from (_row(FindingRow, row) for row in machine.findings(result, bar))


def sources(results: Results) -> Iterator[SourceRow]:
    """A row for each source, in the order of drafts and of first mentions."""
    for result in _runs(results):
        yield from (_row(SourceRow, row) for row in machine.sources(result, Bar()))


def statements(results: Results) -> Iterator[StatementRow]:
    """A row for each statement, in the order of drafts and places."""
    for result in _runs(results):
        yield from (_row(StatementRow, row) for row in machine.statements(result, Bar()))


def failures(results: Results) -> Iterator[FailureRow]:
    """A row for each draft that could not be audited."""
    for result in _runs(results):
        yield from (_row(FailureRow, row) for row in machine.failures(result))


_SORTS: Mapping[str, tuple[type[Any], Callable[[Results], Iterator[Any]]]] = {
    "findings": (FindingRow, findings),
    "sources": (SourceRow, sources),
    "statements": (StatementRow, statements),
    "failures": (FailureRow, failures),
}


def to_dataframe(results: Results, of: str) -> Any:
    """A pandas DataFrame `of` findings, sources, statements or failures: a row each, all columns even without rows.

    Numbers, truth values and texts have the nullable types of pandas. Raises UsageError for another sort of row, and
    if pandas is not installed.
    """
    if of not in _SORTS:
        raise unknown_format(of, tuple(_SORTS), "sort of row")
    try:
        import pandas
    except ImportError as error:
        message = "a DataFrame needs the library pandas, which is not installed"
        raise UsageError(message, code="A010", hint="pip install pandas") from error
    row, make = _SORTS[of]
    types = {name: _type(hint) for name, hint in get_type_hints(row).items()}
    return pandas.DataFrame(list(make(results)), columns=list(row._fields)).astype(types)


_TYPES: Mapping[object, str] = {str: "string", int: "Int64", bool: "boolean"}
"""The type of a column that may lack values, by the type of its values."""


def _type(hint: Any) -> str:
    return next(_TYPES[each] for each in (hint, *get_args(hint)) if each in _TYPES)


def _runs(results: Results) -> Iterator[RunResult]:
    """Each report or failure as a run of its own."""
    for each in (results,) if isinstance(results, Report | Failure) else results:
        yield RunResult((each,)) if isinstance(each, Report) else RunResult((), (each,))


def _row(sort: type[Row], told: Mapping[str, object]) -> Row:
    return sort._make(told[name] for name in sort._fields)
