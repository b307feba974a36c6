"""The grades of a source's profile in plain words, as sentences of a report use them."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.appraisal import Knows, Profile, Reason
from auditor.records.report import Report
from auditor.render.document import Line, joined, line
from auditor.render.transparency.pieces import first_of, name_of, place
from auditor.render.wording import plural

KNOWS: Mapping[Knows, str] = {
    Knows.FIRST_HAND: "was there",
    Knows.DOCUMENT: "has seen the document",
    Knows.BRIEFED: "was told by those in charge",
    Knows.FAMILIAR: "is familiar with the matter",
    Knows.NOT_SAID: "not said",
}
REASON: Mapping[Reason, str] = {
    Reason.PROTECTIVE: "it protects the source from harm",
    Reason.SPECIFIC: "it says what the source would lose",
    Reason.OTHER: "a reason of its own, for an editor to weigh",
    Reason.CONVENIENCE: "it only spares the source trouble",
    Reason.ROTE: "a stock phrase, which gives readers nothing to weigh",
    Reason.NONE: "none is given",
}
_SHOWN = 4


def alone(report: Report, seen: Profile) -> Line:
    """Whether anybody else in the article says what a source says, and who; without a full stop at its end."""
    total = seen.direct + seen.indirect
    if not total:
        return ("Nothing that it says is passed on",)
    others = _backing(report, seen)
    if not seen.alone:
        return line("The same is said by ", others) if others else ("Others in the draft say the same",)
    charged = f"; nobody else makes its {_accusations(len(seen.accusations))}" if seen.accusations else ""
    if len(seen.alone) == total:
        return (f"No other source for what it says was found in the draft{charged}",)
    also = line("; the rest is said by ", others, ", too") if others else ()
    some = f"{len(seen.alone)} of its {total} statements"
    return line(f"No other source for {some} was found in the draft{charged}", also)


def _accusations(number: int) -> str:
    return "accusation" if number == 1 else plural(number, "accusation")


def _backing(report: Report, seen: Profile) -> Line:
    """Who else says what a source says, and where: `S4, Ann Bell (line 12)`; nothing if nobody does."""
    said = {statement.id: statement for statement in report.statements}
    by = dict.fromkeys((each.by_source, each.by_statement) for each in seen.backing)
    found = []
    for id_, statement in by:
        source, first = report.source(id_), first_of(said[statement]) if statement in said else None
        if source is not None:
            found.append(line(name_of(source), *((" (", place(report, first), ")") if first is not None else ())))
    found = list(dict.fromkeys(found))
    more = len(found) - _SHOWN
    return line(joined(found[:_SHOWN], ", ", " and "), f" and {more} more" if more > 0 else ())
