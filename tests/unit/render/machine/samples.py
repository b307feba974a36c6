"""Runs for the forms for machines: a whole one, one of parts and records, and one in which all is hostile."""

from __future__ import annotations

from dataclasses import replace

from auditor.base.spans import Span
from auditor.judging import reports
from auditor.records.article import Block, BlockRole
from auditor.records.manuscript import Manuscript
from auditor.records.origin import Origin, Original, Part
from auditor.records.report import Failure, Finding, Omission, Report, RuleCard, RunResult, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import SourceKind
from tests.factories import ferry, find, finding, make_report, nothing, source, statement

FAILED = Failure("drafts/photo.txt", "A307", "this is no text", "save it as plain text")

CARD = RuleCard(
    "default/hedge",
    "Readers cannot judge a claim\nof which nobody says who makes it.",
    Severity.ERROR,
    ("Herald, Handbook, 2020, https://herald.example/style_book?p=1.",),
    confidence=Confidence.MEDIUM,
    message="“{words}” hides who says so.",
    mend="Say whose information {label} is.",
    caution="A *headline* may be short.",
    standard="Every claim has a source (Herald, 2020; read)",
)

EMOJI = (
    "Café 🦊 closes\r\n\r\nIt is said 𝒾n 🦊 town that “the till is 100% empty” , a source close to the 🦊 said.\r\n"
    "It is said so again.\n"
)


def with_article(report: Report, text: str) -> Report:
    """A report that has its article beside it, as reports of an audit have."""
    block = Block(1, BlockRole.PARA, Span(0, len(text)))
    return replace(report, manuscript=Manuscript(text, (block,), (), Original(text)))


def whole() -> RunResult:
    """Two drafts, of which one is clean, a file that failed, and an opinion that was passed over."""
    skipped = Skipped("drafts/view.txt", Omission.GENRE, "opinion, as it says itself: Opinion")
    return RunResult((ferry(), nothing()), (FAILED,), (CARD,), (skipped,))


def emoji() -> Report:
    """A text file with characters beyond the first plane, CRLF and LF, and findings before and after them."""
    first, second = find(EMOJI, "It is said"), find(EMOJI, "It is said", 1)
    person = find(EMOJI, "a source close to the 🦊")
    low = replace(finding(4, "default/bare", Severity.ERROR, "Who?", person, subject="S1"), confidence=Confidence.LOW)
    found = (
        replace(finding(1, "default/hedge", Severity.ERROR, "Say who says so.", first), sentence=_line(3)),
        replace(finding(2, "default/hedge", Severity.ERROR, "Say who says so.", second), fingerprint="0" * 15 + "1"),
        finding(3, "default/long", Severity.WARNING, "Two lines.", Span(first.start, second.end)),
        low,
    )
    report = make_report(
        EMOJI,
        path="drafts/café 🦊.md",
        sources=(source(EMOJI, 1, SourceKind.ANONYMOUS, [person], 1),),
        statements=(statement(EMOJI, 1, ["“the till is 100% empty”"], find(EMOJI, "said", 1), person, "S1"),),
        findings=found,
    )
    return with_article(replace(report, places=reports.places(EMOJI, reports.spans_in((found, *_rest(report))))), EMOJI)


def _rest(report: Report) -> tuple[object, ...]:
    return report.sources, report.statements


def _line(number: int) -> Span:
    lines = EMOJI.splitlines(keepends=True)
    start = sum(map(len, lines[: number - 1]))
    return Span(start, start + len(lines[number - 1].rstrip()))


def in_parts(path: str, *names: str) -> Report:
    """A draft whose paragraphs are parts of a file that has no lines of its own."""
    paragraphs = ["It is said that it rains.", "It is said that it pours."]
    text = "\n\n".join(paragraphs)
    origin = Origin(
        tuple(
            Part(n, f"/{n}", Span(text.index(p), text.index(p) + len(p)))
            for n, p in zip(names, paragraphs, strict=True)
        )
    )
    found = (
        finding(1, "default/hedge", Severity.WARNING, "Say who says so.", find(text, "It is said", 1)),
        finding(2, "default/no-source", Severity.WARNING, "There is no source.", None),
    )
    report = make_report(text, path=path, findings=found)
    return with_article(replace(report, places=reports.places(text, reports.spans_in(found), origin)), text)


def parts() -> RunResult:
    """A Word document, a record of a table, a text in an archive, and a record that failed."""
    word = in_parts("drafts/aid.docx", "paragraph 1", "paragraph 12")
    record = in_parts("out/corpus.csv#a17", "row 1, paragraph 1", "row 1, paragraph 2")
    text = "It is said.\n"
    zipped = make_report(
        text, path="all.zip#city/a.txt", findings=(finding(1, "default/hedge", Severity.ERROR, "Who?", Span(0, 10)),)
    )
    held = {"out/corpus.csv#a17": "out/corpus.csv", "all.zip#city/a.txt": "all.zip"}
    failed = Failure("out/corpus.csv#a18", "A305", "there are no words in it")
    return RunResult((word, record, zipped), (failed,), held=held)


HOSTILE = (
    "::error file=x::pwned\n##[error]pwned ]]> \"quoted\" 'single' <b>&amp;</b> [a](http://x.example) {0} \x1b[31m"
    "\x00\x07\u202eevil\u200b\u2028\r\n</script><!-- % %0A é 🦊 \ufffe\ufdd0\n"
)


def hostile(text: str = HOSTILE, path: str = "dr,a:f%t\n::error::x<&>\"' \x1b[1m\udce9]]>.txt") -> RunResult:
    """A run in which the draft, its name, the rules, the waiver and the failure hold what could do harm."""
    span = Span(0, len(text))
    found: list[Finding] = []
    for number, severity in enumerate(Severity, 1):
        found.append(
            replace(
                finding(number, f"desk/{severity.value}", severity, f"Words: {text}", span, subject="S1", caution=text),
                mend=text,
                standard=text,
                sentence=span,
            )
        )
    found.append(finding(9, "desk/error", Severity.ERROR, text, None, waived=text))
    report = make_report(
        text,
        path=path,
        title=text,
        meta={"author": text, "date": text, "language": text},
        sources=(source(text, 1, SourceKind.NAMED_PERSON, [span], 1), source(text, 2, SourceKind.ANONYMOUS, [span])),
        statements=(statement(text, 1, [text], span, span, "S1"),),
        findings=tuple(found),
    )
    card = RuleCard(
        "desk/error", text, Severity.ERROR, (text, 'https://x.example/"<>'), path, message=text, mend=text, caution=text
    )
    failed = Failure(f"{path}2", "A3\n07", text, text)
    skipped = Skipped(f"{path}3", Omission.GENRE, text)
    return RunResult((with_article(report, text),), (failed,), (card,), (skipped,))
