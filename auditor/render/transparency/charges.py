"""Who is accused of what, who stands behind it, and what the accused answers: for every reader, and for a lawyer.

It never says that anybody did anything: it lists what the article says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.base.printable import visible
from auditor.records.appraisal import Accusation, AccusationKind, Charge, Frame, Gravity, Reply, ReplyKind
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.render.document import Block, Document, Emphasis, Foreign, Item, Line, Section, Strong, items, joined, line
from auditor.render.document import told as paragraph
from auditor.render.transparency.pieces import name_of, place, words
from auditor.render.wording import CONFIDENCE, plural, sort_of

_SHOWN = 3
_SENTENCE = 400
_REPLY: Mapping[ReplyKind, str] = {
    ReplyKind.DENIAL: "denied",
    ReplyKind.STATEMENT: "answered",
    ReplyKind.DECLINED: "declined to comment",
    ReplyKind.NO_RESPONSE: "did not respond",
    ReplyKind.UNREACHABLE: "could not be reached",
    ReplyKind.PENDING: "was asked and has not answered yet",
}
_GRAVITY: Mapping[Gravity, str] = {
    Gravity.CRIME: "crime",
    Gravity.MISCONDUCT: "misconduct",
    Gravity.FAILURE: "failure",
    Gravity.CHARACTER: "character",
    Gravity.OPINION: "opinion",
}
_FRAME: Mapping[Frame, str] = {
    Frame.EXPLICIT: "in words of accusing",
    Frame.CONTENT: "in what a source says",
    Frame.NARRATOR: "in the article’s own voice",
}
_LOOKED_FOR = (
    "It was looked for words of accusing, of charges and inquiries, of blame and criticism; for accusations in what"
    " sources say; and for reproaches in the article’s own voice. A program misses some of them: that none was found"
    " does not say that there is none."
)


def short(report: Report) -> tuple[Block, ...]:
    """The charges as the transparency report lists them: one line each, the gravest first."""
    found = _ordered(report)
    if not found:
        return (paragraph("No accusation and no criticism was found. ", _LOOKED_FOR),)
    return (items(_in_short(report, charge, mine) for charge, mine in found),)


def legal(report: Report) -> Document:
    """What a lawyer must read of one article: by accused, every charge with its sentence, who says it, its answer."""
    found = _ordered(report)
    by_accused: dict[str, list[tuple[Charge, list[Accusation]]]] = {}
    for charge, mine in found:
        by_accused.setdefault(charge.party_label, []).append((charge, mine))
    return Document(
        title=("For legal reading: ", Foreign(report.article.title or visible(report.article.path))),
        opening=tuple(_opening(report, found)),
        sections=tuple(_accused(report, label, charges) for label, charges in by_accused.items()),
    )


def _ordered(report: Report) -> list[tuple[Charge, list[Accusation]]]:
    """The charges with their places: those that are surer first, then the graver, then the earlier."""
    places = {each.id: each for each in report.accusations}
    ranked = sorted(report.charges, key=lambda c: (c.confidence is Confidence.LOW, c.gravity.rank))
    return [(charge, [places[id_] for id_ in charge.places]) for charge in ranked]


# ---------------------------------------------------------------- what a lawyer reads


def _opening(report: Report, found: list[tuple[Charge, list[Accusation]]]) -> Iterator[Block]:
    if not found:
        yield paragraph(Strong(("No charge was found.",)), " ", _LOOKED_FOR)
        return
    accused = {charge.party_label for charge, _ in found}
    silent = sum(not _answers(mine) for _, mine in found)
    nameless = sum(_is_nameless(report, mine) for _, mine in found)
    own = sum(all(each.frame is Frame.NARRATOR for each in mine) for _, mine in found)
    head = f"{plural(len(found), 'charge')} against {plural(len(accused), 'person or body', 'people and bodies')}."
    facts = [f"{silent} without an answer of the accused"]
    if nameless:
        facts.append(f"{nameless} on the word of anonymous sources alone")
    if own:
        facts.append(f"{own} in the article’s own voice")
    yield paragraph(Strong((head,)), " ", "; ".join(facts), ".")
    yield paragraph(
        Emphasis(
            (
                "This page repeats what the article says of people. It does not say that any of it is so. It was made"
                " by a program, which misses some charges and takes some words for charges that are none: read the"
                " article as well.",
            )
        )
    )


def _accused(report: Report, label: str, charges: list[tuple[Charge, list[Accusation]]]) -> Section:
    mine = [each for _, places in charges for each in places]
    source = next((s for each in mine if (s := report.source(each.party_id)) is not None), None)
    said = plural(len(report.statements_of(source.id)), "statement") if source is not None else ""
    heard = f"Speaks in the article: {said}." if source is not None else "Is not quoted in the article."
    return Section(
        ("Against ", Foreign(label)),
        (paragraph(heard), items(_in_full(report, charge, places) for charge, places in charges)),
    )


def _in_full(report: Report, charge: Charge, mine: list[Accusation]) -> Item:
    head = line(
        Strong((f"{charge.id}, {charge.kind.value}",)),
        f", {_GRAVITY[charge.gravity]} ({CONFIDENCE[charge.confidence]})",
    )
    sentences = [
        Item(line(place(report, each.span), " ", words(report, each.sentence, _SENTENCE), f" – {_FRAME[each.frame]}"))
        for each in mine
    ]
    below = (
        *sentences[: _SHOWN * 2],
        *((Item((f"and at {len(sentences) - _SHOWN * 2} more places",)),) if len(sentences) > _SHOWN * 2 else ()),
        Item(line("Who says so: ", _behind(report, mine), ".")),
        Item(line("Borne out: ", _borne_out(report, mine))),
        Item(_answered(report, mine)),
    )
    return Item(head, below)


def _borne_out(report: Report, mine: list[Accusation]) -> Line:
    """Which further sources say the same."""
    behind = [id_ for id_ in dict.fromkeys(each.by for each in mine) if id_ is not None]
    further = behind[1:]
    profiles = (p for p in report.profiles if p.source_id in behind)
    statements = {each.statement_id for each in mine}
    further += [b.by_source for p in profiles for b in p.backing if b.statement_id in statements]
    named = [source for id_ in dict.fromkeys(further) if (source := report.source(id_)) is not None]
    if not named:
        return ("by nobody else in the article, as far as it was found.",)
    return line(joined((line(name_of(s), f" ({sort_of(s)})") for s in named[:_SHOWN]), ", ", " and "), ".")


# ---------------------------------------------------------------- one line


def _in_short(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    first = mine[0]
    more = f" and {plural(len(mine) - 1, 'place')} more" if len(mine) > 1 else ""
    kind = charge.kind.value if charge.kind is AccusationKind.CRITICISM else f"accusation ({_GRAVITY[charge.gravity]})"
    low = ", low confidence" if charge.confidence is Confidence.LOW else ""
    return line(
        *(Strong((charge.id,)), " ", place(report, first.span), f"{more}, {kind} of "),
        *(Strong((Foreign(charge.party_label),)), " ", _by(report, mine), f"{low}: "),
        *(words(report, first.span, 120), ". ", _answered(report, mine)),
    )


def _by(report: Report, mine: list[Accusation]) -> Line:
    behind = _behind(report, mine)
    return line("by ", behind) if behind[:1] != ("it is not said who",) else ("and it is not said by whom",)


def _behind(report: Report, mine: list[Accusation]) -> Line:
    """Who makes a charge: its sources, or the words for the accuser, or the article itself."""
    named = [source for id_ in dict.fromkeys(each.by for each in mine) if (source := report.source(id_)) is not None]
    if named:
        return joined((line(name_of(s), f" ({sort_of(s)})") for s in named[:_SHOWN]), ", ", " and ")
    accuser = next((each.accuser for each in mine if each.accuser is not None), None)
    if accuser is not None:
        return (words(report, accuser, 80),)
    return ("the article itself",) if mine[0].frame is Frame.NARRATOR else ("it is not said who",)


def _is_nameless(report: Report, mine: list[Accusation]) -> bool:
    kinds = {source.kind for each in mine if (source := report.source(each.by)) is not None}
    return kinds == {SourceKind.ANONYMOUS}


def _answers(mine: list[Accusation]) -> list[Reply]:
    return list(dict.fromkeys(reply for each in mine for reply in each.replies))


def _answered(report: Report, mine: list[Accusation]) -> Line:
    found = _answers(mine)
    if not found:
        spoke = list(dict.fromkeys(span for each in mine for span in each.speaks))
        else_ = line(" They speak of other things at ", place(report, spoke[0]), ".") if spoke else ()
        return line("No answer of theirs was found.", else_)
    sure = [reply for reply in found if reply.sure]
    shown = (sure or found)[:_SHOWN]
    own = {each.party_id for each in mine}
    each = joined((_reply(report, reply, own) for reply in shown), ", ")
    more = f" and {len(sure or found) - _SHOWN} more" if len(sure or found) > _SHOWN else ""
    return line("Answer: " if sure else "Perhaps an answer: ", each, f"{more}.")


def _reply(report: Report, reply: Reply, own: set[str | None]) -> Line:
    through = report.source(reply.by) if reply.by not in own else None
    by = line(" by ", name_of(through)) if through is not None else ()
    return line(f"{_REPLY[reply.kind]} at ", place(report, reply.span), by)
