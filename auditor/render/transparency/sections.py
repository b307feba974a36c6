"""The transparency report as a document without a format: its sections, in the order in which an editor needs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from auditor.records.appraisal import Question
from auditor.records.report import Report
from auditor.render.document import (
    Block,
    Code,
    Document,
    Draft,
    Emphasis,
    Foreign,
    Item,
    Line,
    Section,
    Strong,
    items,
    joined,
    line,
    told,
)
from auditor.render.transparency import anonymity, carriers, charges, draft, evidence, findings
from auditor.render.transparency.pieces import place, title, words
from auditor.render.verdict import standing, verdict
from auditor.render.wording import NON_RESPONSE, plural


def document(report: Report) -> Document:
    """All that the transparency report of one article says, and the article with its marks; equal for equal reports."""
    whole = draft.draft(report)
    carried = () if whole is None else (draft.strip(report, whole),)
    return Document(
        title=("Transparency report: ", title(report)),
        opening=(*_opening(report), *carried),
        sections=(
            Section("What to do", findings.blocks(report), "findings"),
            Section("Who carries the story", carriers.blocks(report), "sources"),
            Section("Anonymity", anonymity.blocks(report), "anonymity"),
            Section("Asked, and no answer", _non_responses(report), "unanswered"),
            Section("Accusations and answers", charges.short(report), "accusations"),
            *_questions(report),
            *_draft(whole),
            *_notes(report),
            Section("How this report was made", evidence.blocks(report), "evidence"),
        ),
    )


def _opening(report: Report) -> Iterator[Block]:
    article = report.article
    yield told(Strong((verdict(report),)))
    if further := " ".join(standing(report)):
        yield told(further)
    facts: list[Line] = [
        (Code(article.path),),
        (plural(article.words, "word"),),
        (plural(len(report.statements), "statement"),),
    ]
    for key, value in article.meta.items():
        if key != "title":
            written = value if isinstance(value, str) else ", ".join(value)
            facts.append((Foreign(key), ": ", Foreign(_day(written) if key == "date" else written)))
    yield told(joined(facts, " · "))


def _day(written: str) -> str:
    """The day of a date with a time, as programs write it; what people wrote stays as it is."""
    try:
        return datetime.fromisoformat(written).date().isoformat()
    except ValueError:
        return written


def _non_responses(report: Report) -> tuple[Block, ...]:
    if not report.non_responses:
        return (told("The draft names nobody who was asked for comment and gave none."),)
    found = []
    for each in report.non_responses:
        named = None if each.party is None else report.text(each.party)
        party = Strong((Foreign(each.party_label or named or "somebody the draft does not name"),))
        found.append(
            line(place(report, each.span), ": ", party, f" {NON_RESPONSE[each.kind]}: ", words(report, each.span), ".")
        )
    return (items(found),)


def _questions(report: Report) -> Iterator[Section]:
    """What the text cannot tell and the policies want to know: to be answered before publication."""
    if report.checklist:
        are_of_one = len({policy for each in report.checklist for policy in each.policies}) == 1
        asked = [
            Item(line(Foreign(each.ask), *(() if are_of_one else _whose(each))), open=True) for each in report.checklist
        ]
        yield Section("Questions for people", (items(asked),), "questions")


def _whose(asked: Question) -> Line:
    """The policies that want to know, where there are several."""
    return " ", Emphasis(("(", Foreign(", ".join(asked.policies)), ")"))


def _draft(whole: Draft | None) -> Iterator[Section]:
    """The article; of a report that was read back, only why it is not there."""
    gone = told("A saved report does not hold the draft. Audit the draft itself to see it here with its marks.")
    yield Section("The draft, with everything marked", (gone if whole is None else whole,), "draft")


def _notes(report: Report) -> Iterator[Section]:
    """What had to be guessed, dropped or cut when the file was read."""
    if report.notes:
        places = [() if note.span is None else line(place(report, note.span), ": ") for note in report.notes]
        told_so = [line(where, Foreign(note.message)) for where, note in zip(places, report.notes, strict=True)]
        yield Section("How the draft was read", (items(told_so),), "notes")
