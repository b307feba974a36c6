"""The name beside a description: *the finance minister, Lee Moss*; *the tenants' league, Roof First*."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import nouns
from auditor.analysis.sources.names import name_types
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name, names_between
from auditor.language.function_words import AND

_DASHES = frozenset({"—", "–", "--", "-", ":"})
_REACH = 9


def name(cols: Columns, names: Sequence[Name], start: int, head: int, core: int, end: int) -> Name | None:
    """The name in *the finance minister, Lee Moss,* or *the secretary of the Treasury, Rosa Vane, who …*"""
    noun, plural = nouns.singular(cols, head)
    unknown = cols.tag[head] == "NN" and not nouns.classes(cols, noun, head)
    further = cols.words.has("numbers", noun, "new")  # and a third, Lee Moss,
    if not plural and nouns.classes(cols, noun, head) & {"body", "collective"} and not nouns.is_role(cols, head):
        return _of_body(cols, names, core, end)
    if plural or not (unknown or further or nouns.is_role(cols, head)):
        return None
    for named in names_between(names, core, _limit(cols, start, end)):
        before = named.lead - 1
        while before > core and cols.tag[before] in (*nouns.MODIFIER_TAGS, "PRP$", "DT", "POS"):
            before -= 1  # her introducer, actress Rosa Vane
        closed = (
            named.end == end
            or cols.word(named.end) in (",", ".", "(", "—", "–", "--")
            or (named.end < end and cols.tag[named.end] in ("WP", "CC", "IN", ":"))
        )
        if closed and cols.text[before] in (",", *_DASHES):
            type_, sure = name_types.type_of(cols, [named], ())
            nearer = before > core and sure and type_ is not NameType.PERSON
            return None if nearer else named  # a spokesman for the owner, Larkspur Freight: the name is the owner's
    return None


def _of_body(cols: Columns, names: Sequence[Name], core: int, end: int) -> Name | None:
    """The name in *the tenants' league, Roof First, said*: one of a body, between commas, and no list."""
    close = names_between(names, core, min(len(cols), max(end, core + _REACH)))
    name = next((n for n in close if n.lead == core + 1), None)
    enclosed = name is not None and cols.word(core) == "," and cols.word(name.end) == ","
    if name is None or not enclosed or cols.word(name.end + 1) in AND or cols.lower[core - 1] in ("to", "of"):
        return None
    return name if name_types.type_of(cols, [name], ())[0] is NameType.ORGANIZATION else None


def _limit(cols: Columns, start: int, end: int) -> int:
    """The token before which a name in apposition must end: *said its head*, Lee Moss, but not after *according to*."""
    if cols.word(end) != "," or cols.lower[max(0, start - 1)] == "to":
        return end
    return min(end + _REACH, len(cols))
