"""The reader's box: a few sentences on how a story was sourced, to be published beside it.

It says nothing that the article does not say, and of nobody more: sources without a name stand in the article's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, NonResponse, NonResponseKind, Source, SourceKind
from auditor.render.document import Block, Document, Foreign, Item, Line, Quote, items, joined, line, told
from auditor.render.transparency.pieces import words
from auditor.render.verdict import anonymous, people
from auditor.render.wording import plural, shorten

_ASKED: Mapping[NonResponseKind, str] = {
    NonResponseKind.DECLINED: "declined to comment",
    NonResponseKind.NO_RESPONSE: "did not respond to our questions",
    NonResponseKind.UNREACHABLE: "could not be reached",
    NonResponseKind.PENDING: "had not answered when this was published",
}
_UNNAMED = (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_SPOKESPERSON)


def document(report: Report) -> Document:
    """The box for readers; what is not sure is left out."""
    return Document(("How we sourced this story",), tuple(_blocks(report)), ())


def doubtful(report: Report) -> tuple[Source, ...]:
    """The sources that the box leaves out, as it is not sure that they are sources, or of that kind."""
    return tuple(source for source in report.sources if source.confidence is Confidence.LOW)


def _blocks(report: Report) -> Iterator[Block]:
    sure = [source for source in report.sources if source not in doubtful(report)]
    own = [source for source in sure if source.relayed_by is None]
    hidden = [source for source in anonymous(report) if source in sure]
    yield told(*_on_the_record([source for source in own if source.kind in NAMED_KINDS]))
    if hidden:
        verb = "is" if len(hidden) == 1 else "are"
        yield told(f"{plural(len(hidden), 'source')} ({people(hidden)}) {verb} not named:")
        yield items(_reason(report, source) for source in hidden)
    else:
        yield told("No anonymous source is quoted.")
    if unnamed := [source for source in own if source.kind in _UNNAMED]:
        yield told("Others are described, and not named: ", _labels(unnamed), ".")
    if papers := [source for source in own if source.kind is SourceKind.DOCUMENT]:
        yield told("It draws on ", plural(len(papers), "document"), ": ", _labels(papers), ".")
    if outlets := [source for source in own if source.kind is SourceKind.MEDIA]:
        yield told("It passes on what others have reported: ", _names(outlets), ".")
    if asked := list(dict.fromkeys(_answer(report, item) for item in report.non_responses)):
        yield told("Asked for comment:")
        yield items(asked)


def _on_the_record(named: Sequence[Source]) -> Line:
    persons = sum(source.kind is SourceKind.NAMED_PERSON for source in named)
    bodies = len(named) - persons
    if not named:
        return ("Nobody speaks in this story by name.",)
    parts = [plural(persons, "person", "people")] if persons else []
    parts += [plural(bodies, "organization")] if bodies else []
    verb = "speaks" if len(named) == 1 else "speak"
    return (f"{' and '.join(parts)} {verb} in this story by name.",)


def _reason(report: Report, source: Source) -> Item:
    reasons = [grant.reason for grant in report.grants_of(source.id) if grant.reason is not None]
    why = joined((line(words(report, reason, 200)) for reason in reasons), "; ") or ("no reason is given",)
    return Item(line(Foreign(shorten(source.label, 120)), ": ", why))


def _labels(sources: Sequence[Source]) -> Line:
    """Sources in the article's words, which may point to what stands before them there: hence the quotation marks."""
    return joined((line(Quote((shorten(source.label, 120),))) for source in sources), ", ", " and ")


def _names(sources: Sequence[Source]) -> Line:
    return joined((line(Foreign(source.label)) for source in sources), ", ", " and ")


def _answer(report: Report, item: NonResponse) -> Line:
    named = item.party_label or (None if item.party is None else report.text(item.party))
    who: Line = (Foreign(_closed(named)),) if named else ("Somebody whom the story does not name",)
    further = " further" if item.kind is NonResponseKind.DECLINED and _is_quoted(report, item) else ""
    return line(*who, f" {_ASKED[item.kind]}{further}")


def _closed(named: str) -> str:
    """Words for somebody, with the comma that ends what explains them: *the clerk, Ada Moll,*."""
    before, comma, after = named.partition(", ")
    return f"{named}," if comma and before and not after.endswith(",") and " and " not in after else named


def _is_quoted(report: Report, item: NonResponse) -> bool:
    """Whether who gave no comment is a source that says something all the same."""
    names = {item.party_label, None if item.party is None else report.text(item.party)}
    return any(
        report.statements_of(source.id)
        and (source.label in names or any(mention.span == item.party for mention in source.mentions))
        for source in report.sources
    )
