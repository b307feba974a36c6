"""Who is accused of what, who stands behind it, and what the accused answers; `legal` has the page for a lawyer.

It never says that anybody did anything: it lists what the article says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.base.spans import Span
from auditor.records.appraisal import Accusation, AccusationKind, Charge, Gravity, Reply, ReplyKind
from auditor.records.report import Report
from auditor.records.scales import Confidence, Ordered
from auditor.records.sourcing import Source, Statement
from auditor.render.document import Block, Foreign, Items, Line, Quote, Strong, items, joined, line
from auditor.render.document import told as paragraph
from auditor.render.transparency.pieces import name_of, place, words
from auditor.render.wording import plural, shorten, sort_of

SHOWN = 3
"""How many sources, or answers, are told in a row."""
_SENTENCE, _ANSWER = 400, 200
REPLY: Mapping[ReplyKind, str] = {
    ReplyKind.DENIAL: "denied",
    ReplyKind.STATEMENT: "answered",
    ReplyKind.DECLINED: "declined to comment",
    ReplyKind.NO_RESPONSE: "did not respond",
    ReplyKind.UNREACHABLE: "could not be reached",
    ReplyKind.PENDING: "was asked and has not answered yet",
}
SILENT = (ReplyKind.DECLINED, ReplyKind.NO_RESPONSE, ReplyKind.UNREACHABLE, ReplyKind.PENDING)
"""What is no answer, but that there is none."""
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
LOOKED_FOR = (
    "Looked for were words of accusing, of charges and inquiries, of blame and criticism; accusations in what sources"
    " say; and reproaches in the draft’s own voice. A program misses some: that none was found does not say that there"
    " is none."
)


Told = tuple[Charge, list[Accusation]]
"""A charge and its places."""


class Heard(Ordered):
    """How far the accused is heard on a charge, the least first: the order in which charges must be looked at."""

    NOT = "not"
    PERHAPS = "perhaps"
    ASKED = "asked"
    ANSWERED = "answered"


def short(report: Report) -> tuple[Block, ...]:
    """The charges as the transparency report lists them: one line each, the gravest first."""
    found = ordered(report)
    if not found:
        return (paragraph("No accusation and no criticism was found. ", LOOKED_FOR),)
    sure, unsure = by_sureness(found)
    told = (items(_in_short(report, charge, mine) for charge, mine in sure),) if sure else ()
    head = paragraph(f"{plural(len(sentences_of(unsure)), 'passage')} may accuse or criticise somebody:")
    return (*told, head, passages(report, unsure)) if unsure else told


def told_of(report: Report, charge: Charge, place: Accusation) -> tuple[tuple[str, Line], ...]:
    """What is to be said of one place of a charge: what sort it is, against whom, who says so, what answers it."""
    doubt: Line = (" – perhaps; read it",) if charge.confidence is Confidence.LOW else ()
    every = [each for each in report.accusations if each.charge == charge.id]
    label, is_sure, told = _answer(report, charge, every)
    return (
        ("Charge", line(what(charge), doubt)),
        ("Against", (Foreign(charge.party_label),)),
        ("Who says so", behind(report, [place])),
        (label, told if is_sure else line("perhaps ", told)),
    )


def ordered(report: Report) -> list[Told]:
    """The charges with their places: those that are surer first, then the graver, the unanswered, the earlier."""
    places = {each.id: each for each in report.accusations}
    ranked = sorted(report.charges, key=lambda c: (c.confidence is Confidence.LOW, c.gravity.rank, heard(c).rank))
    return [(charge, [places[id_] for id_ in charge.places]) for charge in ranked]


def by_sureness(found: list[Told]) -> tuple[list[Told], list[Told]]:
    """Those that are charges in all likelihood, and those that may be none, or against somebody else."""
    sure = [each for each in found if each[0].confidence is not Confidence.LOW]
    return sure, [each for each in found if each[0].confidence is Confidence.LOW]


def sentences_of(unsure: list[Told]) -> dict[Span, list[tuple[Charge, Accusation]]]:
    """The sentences of passages in order, each once, with what it may be a place of."""
    found: dict[Span, list[tuple[Charge, Accusation]]] = {}
    for charge, each in sorted(((c, each) for c, mine in unsure for each in mine), key=lambda told: told[1].span):
        found.setdefault(each.sentence, []).append((charge, each))
    return found


def passages(report: Report, unsure: list[Told], quoted_at: Mapping[Span, str] | None = None) -> Items:
    """What may accuse somebody: the sentences alone, and whom they may be about where that is a name.

    `quoted_at` has sentences that stand elsewhere on the page, each with the id of the charge that it stands under.
    """
    at = quoted_at or {}
    told = []
    for sentence, found in sentences_of(unsure).items():
        labels = dict.fromkeys(charge.party_label for charge, _ in found if charge.party_label[:1].isupper())
        whom = joined((line(Foreign(label)) for label in labels), ", ", " or ")
        first = found[0][1].span
        said = words(report, first if sentence in at else sentence, _SENTENCE)
        again = f" (in the sentence quoted under {at[sentence]})" if sentence in at else ""
        about = line(" – perhaps about ", whom) if whom else ()
        told.append(line(place(report, first), ": ", said, again, about))
    return items(told)


def what(charge: Charge) -> str:
    """What sort of charge it is, in words that say of nobody that it is so."""
    of = _ACCUSED_OF if charge.kind is AccusationKind.ACCUSATION else _CRITICISED_FOR
    return of.get(charge.gravity, charge.kind.value)


def _in_short(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    first = mine[0]
    more = f" and {plural(len(mine) - 1, 'place')} more" if len(mine) > 1 else ""
    return line(
        *(Strong((charge.id,)), " ", place(report, first.span), f"{more}, {what(charge)}, against "),
        *(Strong((Foreign(charge.party_label),)), " by ", behind(report, mine), ": "),
        *(words(report, first.span, 120), ". ", answered(report, charge, mine)),
    )


def sources_of(report: Report, mine: list[Accusation]) -> list[Source]:
    """The sources that make a charge, each once."""
    found = (report.source(id_) for id_ in dict.fromkeys(each.by for each in mine))
    return [source for source in found if source is not None]


def behind(report: Report, mine: list[Accusation]) -> Line:
    """Who makes a charge: its sources, or the words for the accuser, or the article itself."""
    named = sources_of(report, mine)
    if named:
        more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
        return line(joined((line(name_of(s), *_sort(s)) for s in named[:SHOWN]), ", ", "" if more else " and "), more)
    accuser = next((each.accuser for each in mine if each.accuser is not None), None)
    if accuser is not None:
        return (words(report, accuser, 80),)
    return ("the draft itself; it names nobody",)


def _sort(source: Source) -> Line:
    """The kind of a source in brackets; of one that another outlet relays, which outlet."""
    if source.relayed_by is None:
        return (f" ({sort_of(source)})",)
    return line(" (relayed by ", Foreign(source.relayed_by), ")")


def heard(charge: Charge) -> Heard:
    """How far the draft lets the accused be heard on a charge."""
    if not charge.replies:
        return Heard.NOT
    sure = [reply for reply in charge.replies if reply.sure]
    if not sure:
        return Heard.PERHAPS
    return Heard.ASKED if all(reply.kind in SILENT for reply in sure) else Heard.ANSWERED


def answered(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    """What the accused answers to a charge, or that nothing was found."""
    label, is_sure, told = _answer(report, charge, mine)
    if not charge.replies:
        return told
    return line(f"{label}: " if is_sure else f"Perhaps {_UNSURE[label]}: ", told)


def _answer(report: Report, charge: Charge, mine: list[Accusation]) -> tuple[str, bool, Line]:
    """What an answer is to be called, whether it is one for sure, and what it is, or that nothing was found."""
    found = charge.replies
    if not found:
        return "Answer", True, line("No reply to it was found in the draft.", _other_words(report, mine))
    sure = [reply for reply in found if reply.sure]
    shown, own = sure or found, {each.party_id for each in mine}
    told = joined((_reply(report, reply, own) for reply in shown[:SHOWN]), "; ")
    more = f"; and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    spoken = "Answer" if any(reply.kind not in SILENT for reply in shown) else "Asked"
    return spoken, bool(sure), line(told, f"{more}.")


def _other_words(report: Report, mine: list[Accusation]) -> Line:
    """Where else the accused speaks, or somebody who may speak for the accused; nothing if nobody does."""
    spoke = list(dict.fromkeys((span, each.party_id) for each in mine for span in each.speaks))
    said = {each.cue or each.content[0]: each.source_id for each in report.statements if each.cue or each.content}
    own = [span for span, party in spoke if party is not None and said.get(span) == party]
    if own:
        return line(" Other words of the accused stand at ", place(report, own[0]), ".")
    for span, _ in spoke:
        if (source := report.source(said.get(span))) is not None:
            return line(" Look whether ", name_of(source), ", speaks for the accused, at ", place(report, span), ".")
    return ()


def _reply(report: Report, reply: Reply, own: set[str | None]) -> Line:
    """What became of the question, where, through whom, and in which words of the draft."""
    through = report.source(reply.by) if reply.by not in own else None
    by = line(" by ", name_of(through)) if through is not None else ()
    quoted = _said(report, reply)
    return line(f"{REPLY[reply.kind]} at ", place(report, reply.span), by, *((": ", quoted) if quoted else ()))


def _said(report: Report, reply: Reply) -> Quote | None:
    """The words of an answer from who speaks to what is said, or those that say that there is none."""
    silent = next((each for each in report.non_responses if each.span == reply.span), None)
    if silent is not None:
        return _parts(report, [silent.span] if silent.party is None else [silent.party, silent.span])
    said = next((each for each in report.statements if each.cue == reply.span), None)
    return told_in(report, said) if said is not None and said.content else None


def told_in(report: Report, said: Statement) -> Quote:
    """The words of a statement that has content: who speaks, the cue, and the longest part of what is said."""
    spans = [max(said.content, key=lambda span: span.end - span.start), said.cue, said.source]
    return _parts(report, [span for span in spans if span is not None])


def _parts(report: Report, spans: Sequence[Span]) -> Quote:
    """The words of `spans` in their order in the draft, those that touch each other as one part."""
    parts: list[tuple[Span, str]] = []
    for span in sorted(spans):
        last = parts[-1] if parts else None
        if last is not None and span.end <= last[0].end:
            continue
        if last is not None and span.start - last[0].end in {0, 1}:
            gap = " " * (span.start - last[0].end)
            parts[-1] = (Span(last[0].start, span.end), f"{last[1]}{gap}{report.text(span)}")
        else:
            parts.append((span, report.text(span)))
    return Quote(tuple(shorten(text, _ANSWER) for _, text in parts))
