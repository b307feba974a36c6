"""The page for a lawyer: who is accused of what, who says so, what answers it, and what no program can tell.

It never says that anybody did anything, nor that nothing is there: it lists what the article says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.base.spans import Span
from auditor.records.appraisal import Accusation, Charge, Frame, Gravity
from auditor.records.article import BlockRole
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, SourceKind, Statement
from auditor.render.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Excerpt,
    Foreign,
    Item,
    Line,
    Section,
    Strong,
    Table,
    items,
    joined,
    line,
)
from auditor.render.document import told as paragraph
from auditor.render.transparency.charges import (
    LOOKED_FOR,
    REPLY,
    SHOWN,
    Heard,
    Told,
    answered,
    behind,
    by_sureness,
    heard,
    ordered,
    passages,
    sentences_of,
    sources_of,
    told_in,
    what,
)
from auditor.render.transparency.evidence import made_of
from auditor.render.transparency.pieces import first_of, marked, name_of, place, title, words
from auditor.render.wording import plural

_AROUND = 260
"""Code points of a sentence that are shown on each side of the words that accuse."""
_PLACES = 6
_NOTHING = "The program found no accusation and no criticism. That clears nothing: read the draft."
_CAUTION = (
    "This page repeats what the article says of people. It does not say that any of it is so. It was made by a program,"
    " which misses many charges, above all those that the draft makes in its own voice, and takes some words for"
    " charges that are none, or against somebody else: read the article as well. G1 and S1 are the charges and the"
    " sources of the transparency report; the words that were taken for a charge are marked."
)
_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})
_UNHEARD = {Heard.NOT: "none found", Heard.PERHAPS: "not clear"}
_ASK = (
    "Is a trial, an inquest or an inquiry pending, or is there an order against reporting it? May the draft name those"
    " whom it names: children, witnesses, those who say that they were abused, people who are arrested and not"
    " charged?",
    "Can readers tell who is meant where no name is given, or take somebody else of that name for the accused?",
    "What would prove each charge: which document, which witness who would say so in public?",
    "Does the draft say that a charge comes from a court, a parliament or an official paper, and is the report of it"
    " fair, exact and recent? Does it say what became of each arrest, charge and lawsuit?",
    "Is a charge taken from another outlet, or from what people post? To repeat a charge is to publish it.",
    "Was each of the accused told all that is said, with time to answer, and is the answer put fairly and near the"
    " charge?",
    "Do headline, pictures and captions charge more than the text, or show somebody else beside the charge?",
)
"""What a lawyer asks and a program cannot know; the law differs from country to country."""


def document(report: Report) -> Document:
    """What a lawyer must read of one article, the gravest and least answered first; equal for equal reports."""
    sure, unsure = by_sureness(ordered(report))
    sure = _by_urgency(report, sure)
    by_accused = _by_accused(sure)
    shown = [told for charges in by_accused.values() for told in charges]
    quoted_at = {each.sentence: charge.id for charge, mine in reversed(shown) for each in _by_sentence(mine)[:_PLACES]}
    doubtful = (Section("Further passages to read", (passages(report, unsure, quoted_at),)),) if unsure else ()
    return Document(
        title=("For legal reading: ", title(report)),
        opening=tuple(_opening(report, sure, unsure)),
        sections=(
            *(_glance(report, by_accused),) * (len(by_accused) > 1),
            *(_accused(report, label, charges, quoted_at) for label, charges in by_accused.items()),
            *doubtful,
            _unknown(),
            Section("How this page was made", (paragraph(Code(report.article.path)), made_of(report))),
        ),
    )


def _by_accused(found: list[Told]) -> dict[str, list[Told]]:
    """The charges against each of the accused, who is the same whether or not a sentence begins with the words."""
    labels: dict[str, str] = {}
    by_accused: dict[str, list[Told]] = {}
    for charge, mine in found:
        label = labels.setdefault(charge.party_label.casefold(), charge.party_label)
        by_accused.setdefault(label, []).append((charge, mine))
    return by_accused


def _by_urgency(report: Report, found: list[Told]) -> list[Told]:
    """The gravest first; of these the least answered, then those against somebody named, then the surest."""

    def urgency(told: Told) -> tuple[int, int, bool, int]:
        charge, mine = told
        return charge.gravity.rank, heard(charge).rank, not _is_named(report, charge, mine), charge.confidence.rank

    return sorted(found, key=urgency)


# ---------------------------------------------------------------- what is to be seen first


def _opening(report: Report, found: list[Told], unsure: list[Told]) -> Iterator[Block]:
    if not found and not unsure:
        yield paragraph(Strong((_NOTHING,)))
    if found:
        yield paragraph(*_counted(found))
        yield items(_flags(report, found))
    if unsure:
        what_ = "further passage" if found else "passage"
        yield paragraph(Strong((f"{plural(len(sentences_of(unsure)), what_)} may accuse or criticise somebody.",)))
    if found or unsure:
        yield paragraph(Emphasis((_CAUTION,)))


def _counted(found: list[Told]) -> Line:
    """How many charges there are, against how many, and to how many of them the accused answers."""
    who = plural(len(_by_accused(found)), "person or body", "people and bodies")
    head = f"{plural(len(found), 'point')} to check: accusations and criticisms of {who}."
    many = {state: sum(heard(charge) is state for charge, _ in found) for state in Heard}
    facts = [
        (many[Heard.NOT], "without a reply in the draft"),
        (many[Heard.PERHAPS], "with perhaps an answer or a refusal"),
        (many[Heard.ASKED], "where the draft says only that somebody was asked"),
        (many[Heard.ANSWERED], "with an answer"),
    ]
    return line(Strong((head,)), " ", "; ".join(f"{number} {told}" for number, told in facts if number), ".")


def _flags(report: Report, found: list[Told]) -> Iterator[Line]:
    """What should trouble a lawyer, each with the charges that it is true of."""
    tests: tuple[tuple[str, Callable[[Charge, list[Accusation]], bool]], ...] = (
        ("In a headline", lambda _, mine: any(_in_headline(report, each) for each in mine)),
        ("Nobody is named who says so", lambda _, mine: _is_own(report, mine)),
        ("On the word of anonymous sources alone", lambda _, mine: _kinds(report, mine) == {SourceKind.ANONYMOUS}),
        ("On the word of other people without a name alone", lambda _, mine: _is_nameless(report, mine)),
        ("From a news outlet alone", lambda _, mine: _is_relayed(report, mine)),
        ("Neither an answer nor a refusal", lambda charge, _: heard(charge) is Heard.NOT),
        ("The accused has no name here", lambda charge, mine: not _is_named(report, charge, mine)),
    )
    for told, is_so in tests:
        if ids := [charge.id for charge, mine in found if is_so(charge, mine)]:
            yield line(Strong((told,)), f": {'all' if len(ids) == len(found) > 1 else ', '.join(ids)}")


def _kinds(report: Report, mine: list[Accusation]) -> set[SourceKind]:
    return {source.kind for source in sources_of(report, mine)}


def _is_own(report: Report, mine: list[Accusation]) -> bool:
    """Whether a charge has no accuser but the draft, or words that hide who says so."""
    named = any(each.accuser is not None for each in mine)
    return _kinds(report, mine) == {SourceKind.UNATTRIBUTED} or (not named and not sources_of(report, mine))


def _is_nameless(report: Report, mine: list[Accusation]) -> bool:
    kinds = _kinds(report, mine)
    return bool(kinds) and kinds <= _UNNAMED and kinds != {SourceKind.ANONYMOUS}


def _is_relayed(report: Report, mine: list[Accusation]) -> bool:
    found = sources_of(report, mine)
    return bool(found) and all(each.kind is SourceKind.MEDIA or each.relayed_by is not None for each in found)


def _is_named(report: Report, charge: Charge, mine: list[Accusation]) -> bool:
    """Whether the accused is called by a name, as a source of the draft or by capital letters."""
    found = [source for each in mine if (source := report.source(each.party_id)) is not None]
    if found:
        return any(source.kind in NAMED_KINDS for source in found)
    capital = [word[:1].isupper() for word in charge.party_label.split()]
    return bool(capital) and capital[-1] and 2 * sum(capital) >= len(capital)


def _in_headline(report: Report, found: Accusation) -> bool:
    if report.manuscript is None:
        return False
    start = report.manuscript.seen(found.span).start
    blocks = (block for block in report.manuscript.blocks if block.role is BlockRole.HEADLINE)
    return any(block.span.start <= start < block.span.end for block in blocks)


def _glance(report: Report, by_accused: dict[str, list[Told]]) -> Section:
    """A table with a row for each of the accused."""
    rows = tuple(_row(report, label, charges) for label, charges in by_accused.items())
    return Section("At a glance", (Table(("Accused", "Charges", "Said by", "Answer"), rows),), "glance")


def _row(report: Report, label: str, charges: list[Told]) -> tuple[Line, ...]:
    points = ", ".join(f"{c.id} (of a crime)" if c.gravity is Gravity.CRIME else c.id for c, _ in charges)
    every = [each for _, mine in charges for each in mine]
    by_state: dict[Heard, list[Charge]] = {}
    for charge, _ in charges:
        by_state.setdefault(heard(charge), []).append(charge)
    told = [
        _state(state, mine) + (f" ({', '.join(each.id for each in mine)})" if len(by_state) > 1 else "")
        for state, mine in sorted(by_state.items(), key=lambda each: each[0].rank)
    ]
    who = ("nobody is named",) if _is_own(report, every) else behind(report, every)
    return line(Foreign(label)), (points,), who, ("; ".join(told),)


def _state(state: Heard, charges: list[Charge]) -> str:
    """How far the accused is heard on charges that are alike in this: what became of it, in a word or two."""
    if state in _UNHEARD:
        return _UNHEARD[state]
    return ", ".join(dict.fromkeys(REPLY[reply.kind] for each in charges for reply in each.replies if reply.sure))


# ---------------------------------------------------------------- each charge


def _accused(report: Report, label: str, charges: list[Told], quoted_at: dict[Span, str]) -> Section:
    found = items(_in_full(report, charge, places, quoted_at) for charge, places in charges)
    return Section(("Against ", Foreign(label)), (found,))


def _in_full(report: Report, charge: Charge, mine: list[Accusation], quoted_at: dict[Span, str]) -> Item:
    sort = what(charge) if charge.gravity is Gravity.CRIME else charge.kind.value
    doubt = " – perhaps no charge: look twice" if charge.confidence is Confidence.MEDIUM else ""
    places = _by_sentence(mine)
    told = [Item(_sentence(report, charge, each, quoted_at)) for each in places[:_PLACES]]
    if len(places) > _PLACES:
        told.append(Item(line("and at ", joined((line(place(report, p.span)) for p in places[_PLACES:]), ", "))))
    below = (
        *told,
        Item(line(Strong(("Who says so:",)), " ", behind(report, mine), ".")),
        *map(Item, _compared(report, mine)),
        Item(_heard(report, charge, mine)),
    )
    return Item(line(Strong((f"{charge.id}, {sort}",)), doubt), below)


def _by_sentence(mine: list[Accusation]) -> list[Accusation]:
    """One place of a charge for each sentence, the surest in it, in the order of the sentences."""
    found: dict[Span, Accusation] = {}
    for each in sorted(mine, key=lambda each: each.confidence.rank):
        found.setdefault(each.sentence, each)
    return [found[sentence] for sentence in dict.fromkeys(each.sentence for each in mine)]


def _sentence(report: Report, charge: Charge, each: Accusation, quoted_at: dict[Span, str]) -> Line:
    """A sentence that accuses; where it stands under another charge already, only the words that accuse."""
    where = line(place(report, each.span), ", in a headline" if _in_headline(report, each) else "", ": ")
    doubt = " – perhaps no charge" if each.confidence is Confidence.LOW else ""
    under = quoted_at.get(each.sentence, charge.id)
    if under != charge.id:
        again = f" (in the sentence quoted under {under})"
        return line(where, words(report, each.span, _AROUND), again, _framed(each.frame), doubt)
    return line(where, Excerpt(marked(report, each.span, each.sentence, _AROUND)), _framed(each.frame), doubt)


def _framed(frame: Frame) -> Line:
    """That the draft itself accuses, where it does; of what a source says, who says so stands below."""
    return (" – ", Strong(("in the draft’s own voice",))) if frame is Frame.NARRATOR else ()


def _compared(report: Report, mine: list[Accusation]) -> tuple[Line, ...]:
    """Statements of others that may bear a charge out, for the reader to compare, or that none was found.

    Nothing where who says so is no source, or where several do.
    """
    own = {each.by for each in mine}
    seen = [(profile, each) for each in mine if each.statement_id and (profile := report.profile(each.by)) is not None]
    others = dict.fromkeys(
        backing.by_statement
        for profile, each in seen
        for backing in profile.backing
        if backing.statement_id == each.statement_id and backing.by_source not in own
    )
    said = [statement for statement in report.statements if statement.id in others]
    if told := [each for statement in said[:SHOWN] if (each := _statement(report, statement))]:
        return (line(Strong(("Compare what others say:",)), " ", joined(told, "; "), "."),)
    alone = seen and len(own) == 1 and all(each.statement_id in profile.alone for profile, each in seen)
    return (("No other source for it was found in the draft.",),) if alone else ()


def _statement(report: Report, statement: Statement) -> Line:
    source, first = report.source(statement.source_id), first_of(statement)
    if source is None or first is None or not statement.content:
        return ()
    return line(name_of(source), " at ", place(report, first), ": ", told_in(report, statement))


def _heard(report: Report, charge: Charge, mine: list[Accusation]) -> Line:
    """What the accused answers; that there is nothing is what the eye should meet."""
    first, *rest = answered(report, charge, mine)
    label = first if isinstance(first, str) else ""
    return line(Strong((label.rstrip(),)), " " * label.endswith(" "), *rest)


# ---------------------------------------------------------------- what the page leaves open


def _unknown() -> Section:
    """What was looked for, and what was not: questions for the lawyer."""
    return Section(
        "What this page cannot tell",
        (
            paragraph(LOOKED_FOR),
            paragraph("Not looked at, for a person to answer:"),
            items(Item((each,), open=True) for each in _ASK),
        ),
        "open",
    )
