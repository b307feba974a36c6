"""Whose words they are where a reading takes the object of a verb and the subject of the next for one phrase.

*Police say he killed Abel Corso, a court file shows*: nobody who is killed is a court file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import mentions
from auditor.analysis.sources.names import name_types
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name, names_between
from auditor.base.spans import Span
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Evidence, Form, Statement

_THINGS = frozenset({"document", "body", "media"})


def set_apart(cols: Columns, names: Sequence[Name], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, those of a thing after the comma without the person before it, to whom something was done."""
    return tuple(_set_apart(cols, names, statement) for statement in statements)


def _set_apart(cols: Columns, names: Sequence[Name], statement: Statement) -> Statement:
    if statement.source is None or statement.cue is None or statement.cue.start < statement.source.end:
        return statement
    start, end = cols.tokens(statement.source)
    commas = [at for at in range(start + 1, end - 1) if cols.text[at] == ","]
    if not commas or start == 0 or not cols.tag[start - 1].startswith("VB") or cols.quoted[start]:
        return statement
    thing = cols.span(commas[-1] + 1, end)
    person = next((n for n in names_between(names, start, commas[0]) if n.end == commas[0]), None)
    if person is None or not _is_thing(cols, names, thing):
        return statement
    if name_types.type_of(cols, [person], ())[0] is not NameType.PERSON:
        return statement
    what = f"{person.written!r} is the object of the verb before"
    evidence = Evidence("sources/actor/object", thing, what, FoundBy.SOURCES)
    return replace(statement, source=thing, evidence=(*statement.evidence, evidence))


def _is_thing(cols: Columns, names: Sequence[Name], span: Span) -> bool:
    """Whether the words are for a body, an outlet or a document, which no person can be."""
    read = mentions.read(cols, names, span)
    if len(read) != 1:
        return False
    if read[0].form is Form.NAME:
        type_, sure = name_types.type_of(cols, [names[read[0].name]], ())
        return sure and type_ in (NameType.ORGANIZATION, NameType.MEDIA)
    return bool(read[0].classes & _THINGS) and "human" not in read[0].classes
