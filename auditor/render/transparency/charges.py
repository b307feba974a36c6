"""Who is accused of what, who stands behind it, and what the accused answers: for every reader, and for a lawyer.

It never says that anybody did anything: it lists what the article says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.records.appraisal import Accusation, AccusationKind, Charge, Frame, Gravity, Reply, ReplyKind
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.render.document import (
    Block,
    Document,
    Emphasis,
    Foreign,
    Item,
    Items,
    Line,
    Section,
    Strong,
    items,
    joined,
    line,
)
from auditor.render.document import told as paragraph
from auditor.render.transparency.pieces import name_of, place, title, words
from auditor.render.wording import CONFIDENCE, plural, sort_of

_SHOWN = 3
_SENTENCE, _ANSWER = 400, 200
_REPLY: Mapping[ReplyKind, str] = {
    ReplyKind.DENIAL: "denied",
    ReplyKind.STATEMENT: "answered",
    ReplyKind.DECLINED: "declined to comment",
    ReplyKind.NO_RESPONSE: "did not respond",
    ReplyKind.UNREACHABLE: "could not be reached",
    ReplyKind.PENDING: "was asked and has not answered yet",
}
_SILENT = (ReplyKind.DECLINED, ReplyKind.NO_RESPONSE, ReplyKind.UNREACHABLE, ReplyKind.PENDING)
_UNSURE = {"Answer": "an answer", "Asked": "asked about it"}
_ACCUSED_OF: Mapping[Gravity, str] = {
    Gravity.CRIME: "accusation of a crime",
    Gravity.MISCONDUCT: "accusation of misconduct",
    Gravity.FAILURE: "accusation of a failure",
}
_CRITICISED_FOR: Mapping[Gravity, str] = {
    Gravity.CRIME: "criticism that speaks of a crime",
    Gravity.MISCONDUCT: "criticism of conduct",
    Gravity.FAILURE: "criticism of a failure",
    Gravity.CHARACTER: "criticism of character",
}
_FRAME: Mapping[Frame, str] = {
    Frame.EXPLICIT: "in words of accusing",
    Frame.CONTENT: "in what a source says",
    Frame.NARRATOR: "in the draft’s own voice",
}
_LOOKED_FOR = (
    "Looked for were words of accusing, of charges and inquiries, of blame and criticism; accusations in what sources"
    " say; and reproaches in the draft’s own voice. A program misses some: that none was found does not say that there"
    " is none."
)


_NOTHING = "The program found no accusation and no criticism. That clears nothing: read the draft."
_Told = tuple[Charge, list[Accusation]]
"""A charge and its places."""
_DOUBTFUL = "Further passages to read"


def short(report: Report) -> tuple[Block, ...]:
    """The charges as the transparency report lists them: one line each, the gravest first."""
    found = _ordered(report)
    if not found:
        return (paragraph("No accusation and no criticism was found. ", _LOOKED_FOR),)
    sure, unsure = _by_sureness(found)
    told = (items(_in_short(report, charge, mine) for charge, mine in sure),) if sure else ()
    head = paragraph(f"{plural(len(unsure), 'passage')} may accuse or criticise somebody:")
    return (*told, head, _passages(report, unsure)) if unsure else told


def legal(report: Report) -> Document:
    """What a lawyer must read of one article: by accused, every charge with its sentence, who says it, its answer."""
    found = _ordered(report)
    sure, unsure = _by_sureness(found)
    by_accused: dict[str, list[_Told]] = {}
    for charge, mine in sure:
        by_accused.setdefault(charge.party_label, []).append((charge, mine))
    doubtful = (Section((_DOUBTFUL,), (_passages(report, unsure),)),) if unsure else ()
    return Document(
        title=("For legal reading: ", title(report)),
        opening=tuple(_opening(report, sure, unsure)),
        sections=(*(_accused(report, label, charges) for label, charges in by_accused.items()), *doubtful),
    )


def told_of(report: Report, charge: Charge, place: Accusation) -> tuple[tuple[str, Line], ...]:
    """What is to be said of one place of a charge: what sort it is, against whom, who says so, what answers it."""
    doubt: Line = (" – perhaps; read it",) if charge.confidence is Confidence.LOW else ()
    every = [each for each in report.accusations if each.charge == charge.id]
    return (
        (charge.kind.value.capitalize(), line(_what(charge), doubt)),
        ("Against", (Foreign(charge.party_label),)),
        ("Who says so", _behind(report, [place])),
        ("Answer", _answered(report, charge, every)),
    )


def _ordered(report: Report) -> list[_Told]:
    """The charges with their places: those that are surer first, then the graver, then the earlier."""
    places = {each.id: each for each in report.accusations}
    ranked = sorted(report.charges, key=lambda c: (c.confidence is Confidence.LOW, c.gravity.rank))
    return [(charge, [places[id_] for id_ in charge.places]) for charge in ranked]


def _by_sureness(found: list[_Told]) -> tuple[list[_Told], list[_Told]]:
    """Those that are charges in all likelihood, and those that may be none, or against somebody else."""
    sure = [each for each in found if each[0].confidence is not Confidence.LOW]
    return sure, [each for each in found if each[0].confidence is Confidence.LOW]


def _passages(report: Report, unsure: list[_Told]) -> Items:
    """What may accuse somebody: the sentences alone, and whom they may be about where that is a name."""
    ordered = sorted(unsure, key=lambda told: told[1][0].span)
    return items(
        line(
            *(place(report, mine[0].span), ": ", words(report, mine[0].sentence, _SENTENCE)),
            *((" – perhaps about ", Foreign(charge.party_label)) if charge.party_label[:1].isupper() else ()),
        )
        for charge, mine in ordered
    )


# ---------------------------------------------------------------- what a lawyer reads


def _opening(report: Report, found: list[_Told], unsure: list[_Told]) -> Iterator[Block]:
    if not found and not unsure:
        yield paragraph(Strong((_NOTHING,)), " ", _LOOKED_FOR)
        return
    if found:
        yield paragraph(*_counted(report, found))
    if unsure:
        what = "further passage" if found else "passage"
        yield paragraph(Strong((f"{plural(len(unsure), what)} may accuse or criticise somebody.",)))
    yield paragraph(
        Emphasis(
            (
                "This page repeats what the article says of people. It does not say that any of it is so. It was made"
                " by a program, which misses some charges and takes some words for charges that are none: read the"
                " article as well. S1, S2 are the sources of the transparency report.",
            )
        )
    )


def _counted(report: Report, found: list[_Told]) -> Line:
    """How many charges there are, against how many, and what should trouble a lawyer about them."""
    accused = {charge.party_label for charge, _ in found}
    silent = sum(not charge.replies for charge, _ in found)
    nameless = sum(_is_nameless(report, mine) for _, mine in found)
    own = sum(all(each.frame is Frame.NARRATOR for each in mine) for _, mine in found)
    who = plural(len(accused), "person or body", "people and bodies")
    head = f"{plural(len(found), 'point')} to check: accusations and criticisms of {who}."
    facts = [f"{silent} without a reply in the draft"]
    if nameless:
        facts.append(f"{nameless} on the word of anonymous sources alone")
    if own:
        facts.append(f"{own} in the draft’s own voice")
    return line(Strong((head,)), " ", "; ".join(facts), ".")


def _accused(report: Report, label: str, charges: list[_Told]) -> Section:
    return Section(
        ("Against ", Foreign(label)),
        (items(_in_full(report, charge, places) for charge, places in charges),),
    )


def _in_full(report: Report, charge: Charge, mine: list[Accusation]) -> Item:
    head = line(
        Strong((f"{charge.id}, {charge.kind.value}",)),
        f" ({CONFIDENCE[charge.confidence]} that it is one)",
    )
    sentences = [
        Item(line(place(report, each.span), ": ", words(report, each.sentence, _SENTENCE), f" – {_FRAME[each.frame]}"))
        for each in mine
    ]
    below = (
        *sentences[: _SHOWN * 2],
        *((Item((f"and at {len(sentences) - _SHOWN * 2} more places",)),) if len(sentences) > _SHOWN * 2 else ()),
        Item(line("Who says so: ", _behind(report, mine), ".")),
        Item(_answered(report, charge, mine)),
    )
    return Item(head, below)


def _what(charge: Charge) -> str:
    """What sort of charge it is, in words that say of nobody that it is so."""
    of = _ACCUSED_OF if charge.kind is AccusationKind.ACCUSATION else _CRITICISED_FOR
    return of.get(charge.gravity, charge.kind.value)


# ---------------------------------------------------------------- one line


def _in_short(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    first = mine[0]
    more = f" and {plural(len(mine) - 1, 'place')} more" if len(mine) > 1 else ""
    return line(
        *(Strong((charge.id,)), " ", place(report, first.span), f"{more}, {_what(charge)}, against "),
        *(Strong((Foreign(charge.party_label),)), " by ", _behind(report, mine), ": "),
        *(words(report, first.span, 120), ". ", _answered(report, charge, mine)),
    )


def _behind(report: Report, mine: list[Accusation]) -> Line:
    """Who makes a charge: its sources, or the words for the accuser, or the article itself."""
    named = [source for id_ in dict.fromkeys(each.by for each in mine) if (source := report.source(id_)) is not None]
    if named:
        return joined((line(name_of(s), f" ({sort_of(s)})") for s in named[:_SHOWN]), ", ", " and ")
    accuser = next((each.accuser for each in mine if each.accuser is not None), None)
    if accuser is not None:
        return (words(report, accuser, 80),)
    return ("the draft itself; it names nobody",)


def _is_nameless(report: Report, mine: list[Accusation]) -> bool:
    kinds = {source.kind for each in mine if (source := report.source(each.by)) is not None}
    return kinds == {SourceKind.ANONYMOUS}


def _answered(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    found = charge.replies
    if not found:
        spoke = list(dict.fromkeys(span for each in mine for span in each.speaks))
        who = Foreign(charge.party_label)
        else_ = line(" ", who, " is quoted on something else at ", place(report, spoke[0]), ".") if spoke else ()
        return line("No reply to it was found in the draft.", else_)
    sure = [reply for reply in found if reply.sure]
    shown, own = sure or found, {each.party_id for each in mine}
    told = joined((_reply(report, reply, own) for reply in shown[:_SHOWN]), ", ")
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    what = "Answer" if any(reply.kind not in _SILENT for reply in shown) else "Asked"
    return line(f"{what}: " if sure else f"Perhaps {_UNSURE[what]}: ", told, f"{more}.")


def _reply(report: Report, reply: Reply, own: set[str | None]) -> Line:
    through = report.source(reply.by) if reply.by not in own else None
    by = line(" by ", name_of(through)) if through is not None else ()
    said = next((s.content for s in report.statements if s.cue == reply.span), ())
    quoted = line(": ", words(report, max(said, key=len), _ANSWER)) if said else ()
    return line(f"{_REPLY[reply.kind]} at ", place(report, reply.span), by, quoted)
