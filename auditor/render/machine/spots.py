"""Where findings stand, as machines are told it: file, article in it, and lines only where they are the file's."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.base.printable import one_line, visible
from auditor.base.spans import Span
from auditor.records.report import Bar, Failure, Finding, Place, Report
from auditor.render.wording import CONFIDENCE, WHOLE

Held = Mapping[str, str]
"""The file of each draft that is one of several in it, by the path of the draft."""

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
"""The bytes that stand for themselves in the path of a URI (RFC 3986, section 2.3), and the slash."""


def apart(path: str, held: Held) -> tuple[str, str]:
    """The file of a draft, and its id in that file; the id is empty where the file is the draft."""
    file = held.get(path) or next((each for each in held.values() if path.startswith(f"{each}#")), path)
    return file, path[len(file) + 1 :]


def lined(report: Report, span: Span | None, held: Held) -> Place | None:
    """The place of `span` if its lines and columns are those of the file; None in a document, a record, a page."""
    place = None if span is None else report.places[span]
    return None if place is None or place.part is not None or report.article.path in held else place


def within(report: Report, span: Span | None, held: Held) -> tuple[str, ...]:
    """What leads from the file to `span` where its lines are not the file's: id of the article, part or line."""
    entry = apart(report.article.path, held)[1]
    place = None if span is None else report.places[span]
    inner = "" if place is None or lined(report, span, held) is not None else place.where
    return tuple(visible(each) for each in (entry, inner) if each)


def place_of(report: Report, span: Span | None) -> str:
    """As people are told it: `12:4`, `paragraph 12`, `whole article`."""
    return WHOLE if span is None else visible(report.places[span].where)


def told(report: Report, finding: Finding, held: Held, bar: Bar) -> str:
    """What is wrong and what mends it, on one line, after the place where no line of the file tells it."""
    inner = ", ".join(within(report, finding.span, held))
    sure = "" if bar.is_sure(finding) else f" ({CONFIDENCE[finding.confidence]})"
    return f"{f'{inner}: ' if inner else ''}{advice(finding)}{sure}"


def not_audited(failure: Failure, held: Held) -> str:
    """Why an input could not be audited and what to do, on one line, after its id in a file of many."""
    entry = apart(failure.path, held)[1]
    words = "; ".join(one_line(each) for each in (failure.message, failure.hint) if each)
    return f"{visible(entry)}: {words}" if entry else words


def advice(finding: Finding) -> str:
    """What is wrong and what mends it, on one line."""
    message, mend = one_line(finding.message), one_line(finding.mend)
    return f"{message} {mend}".strip() if mend not in message else message


def verbatim(report: Report, span: Span) -> str:
    """What stands in the draft at `span`, markup and all; the words alone for a report without its article."""
    manuscript = report.manuscript
    return report.text(span) if manuscript is None else span.of(manuscript.original.text)


def byte_column(report: Report, offset: int, column: int) -> int | None:
    """The column in bytes of UTF-8, 1-based, of what stands at `offset` in `column`; None without the article."""
    if report.manuscript is None:
        return None
    before = report.manuscript.original.text[offset - column + 1 : offset]
    return len(before.encode("utf-8", "surrogatepass")) + 1


def reference(path: str) -> str:
    """A path as a URI: relative to the folder that the run was in, or of the scheme `file` if it begins with a root."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    written = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in data)
    if path.startswith("/"):
        return f"file://{written}" if not path.startswith("//") else f"file:{written}"
    if path[1:3] in (":/", ":\\"):
        return f"file:///{written.replace('%3A', ':', 1)}"
    return written
