"""The name in or beside a description: *the finance minister, Lee Moss*; *the tenants' league, Roof First*."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import cores, nouns
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
    further = cols.words.has("numbers", noun, "new") or cols.tag[head] == "JJS"  # and a third, Lee Moss; her eldest,
    if not plural and nouns.classes(cols, noun, head) & {"body", "collective"} and not nouns.is_role(cols, head):
        return _of_body(cols, names, core, end)
    if plural or not (unknown or further or nouns.is_role(cols, head)):
        return None
    for named in names_between(names, core, _limit(cols, start, end)):
        before = named.lead - 1
        while before > core and cols.tag[before] in (*nouns.MODIFIER_TAGS, "PRP$", "DT", "POS", "VBN"):
            before -= 1  # her introducer, actress Rosa Vane
        closed = (
            named.end == end
            or cols.word(named.end) in (",", ".", "(", "—", "–", "--")
            or (named.end < end and cols.tag[named.end] in ("WP", "CC", "IN", ":"))
        )
        if closed and cols.text[before] in (",", *_DASHES):
            if cols.words.has("roles", noun, "relative") and before > core and nouns.is_role(cols, before - 1):
                return None  # the sister of the painter, Lee Moss
            type_, sure = name_types.type_of(cols, [named], ())
            other = before > core and type_ is not NameType.PERSON
            common = cols.tag[before - 1] == "NN" and not nouns.is_role(
                cols, before - 1
            )  # the owner of a mill, Larkspur
            nearer = other and (sure or common)
            return None if nearer else named  # a spokesman for the owner, Larkspur Freight: the name is the owner's
    return None


def ending(cols: Columns, names: Sequence[Name], start: int, end: int) -> Name | None:
    """The name at the end of the core, so that what stands before it describes it."""
    if cols.text[end - 1] == ")" and end - start > 3 and cols.text[end - 3] == "(":
        end -= 3  # Rep. Lee Moss (D), a critic
    inside = names_between(names, start, end)
    return inside[-1] if inside and inside[-1].end == end else None


def after_title(cols: Columns, names: Sequence[Name], start: int, core: int, end: int) -> Name | None:
    """The name in *director of government affairs Lee Moss*: a role, *of* something, and a name at once.

    After *for*, only a field of work stands before it: *deputy director for youth sports* Lee Moss.
    """
    noun, plural = nouns.singular(cols, core - 1)
    thing = nouns.classes(cols, noun, core - 1) & {"document", "body", "collective"}
    if core >= end or cols.lower[core] not in ("of", "for") or cols.tag[start] == "DT" or plural or thing:
        return None
    stop = cores.end_of(cols, names, core + 1, end)
    name = ending(cols, names, core + 1, stop)
    if name is None or name.lead <= core + 1 or cols.text[name.lead - 1] == "the":
        return None
    if cols.lower[core] == "for":
        return name if cols.words.has("organizations", cols.lower[name.lead - 1], "field") else None
    return None if nouns.is_role(cols, name.lead - 1) else name  # wife of mayor Lee Moss


def given(cols: Columns, names: Sequence[Name], core: int, end: int) -> Name | None:
    """The name in *a worker named Lee Moss*."""
    if core + 1 >= end or not cols.words.has("not-names", cols.lower[core], "naming"):
        return None
    return next((n for n in names_between(names, core + 1, end) if n.lead == core + 1), None)


def outlet(cols: Columns, names: Sequence[Name], start: int, core: int) -> Name | None:
    """The name in *the Larkspur Herald newspaper*: an outlet's, with what it is after it."""
    inside = names_between(names, start, core)
    if not inside or inside[-1].end != core - 1 or not cols.words.has("media", cols.lower[core - 1], "called"):
        return None
    return inside[-1] if name_types.type_of(cols, [inside[-1]], ())[0] is NameType.MEDIA else None


def _of_body(cols: Columns, names: Sequence[Name], core: int, end: int) -> Name | None:
    """The name in *the tenants' league, Roof First, said*: one of a body, between commas, and no list."""
    close = names_between(names, core, min(len(cols), max(end, core + _REACH)))
    name = next((n for n in close if n.lead == core + 1), None)
    enclosed = name is not None and cols.word(core) == "," and cols.word(name.end) == ","
    if name is None or not enclosed or cols.word(name.end + 1) in AND or cols.lower[core - 1] in ("to", "of"):
        return None
    return name if name_types.type_of(cols, [name], ())[0] is NameType.ORGANIZATION else None


def _limit(cols: Columns, start: int, end: int) -> int:
    """The token before which a name in apposition must end: *said its head*, Lee Moss, but not after *according to*.

    After that only a bare title has its name beside it, or one with an age: *according to chief clerk*, Lee Moss, *they
    left*.
    """
    if cols.word(end) != ",":
        return end
    if cols.lower[max(0, start - 1)] == "to":
        stop = next((at for at in range(end + 1, min(end + _REACH, len(cols))) if cols.text[at] == ","), -1)
        aged = stop > 0 and cols.word(stop + 2) == "," and cols.tag[stop + 1] == "CD"  # the widow, Ada Roe, 68, the sea
        told = aged or cols.tag[start] in nouns.MODIFIER_TAGS
        encloses = told and stop > 0 and all(cols.tag[at] in ("NNP", "NNPS") for at in range(end + 1, stop))
        following = stop + (3 if aged else 1)
        return stop if encloses and not cols.tag[min(following, len(cols) - 1)].startswith("VB") else end
    return min(end + _REACH, len(cols))
