"""The grades of a source's profile in plain words, as sentences of a report use them."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.appraisal import Knows, Profile, Reason
from auditor.records.report import Report
from auditor.render.document import Line, joined, line
from auditor.render.transparency.pieces import name_of
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
    charged = f"; {plural(len(seen.accusations), 'accusation')} among it" if seen.accusations else ""
    if len(seen.alone) == total:
        return (f"Nobody else in the draft says the same{charged}",)
    also = line("; the rest is said by ", others, " too") if others else ()
    return line(f"Nobody else in the draft says the same in {len(seen.alone)} of {total} statements{charged}", also)


def _backing(report: Report, seen: Profile) -> Line:
    """Who else says what a source says: `S4, Ann Bell (in A7)`; nothing if nobody does."""
    by = dict.fromkeys((each.by_source, each.statement_id) for each in seen.backing)
    found = [
        line(name_of(source), f" (in {statement})")
        for id_, statement in by
        if (source := report.source(id_)) is not None
    ]
    more = len(found) - _SHOWN
    return line(joined(found[:_SHOWN], ", ", " and "), f" and {more} more" if more > 0 else ())
