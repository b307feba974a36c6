"""Hits with the words around them (key word in context): for a terminal, as CSV, as JSON, or a hit a line as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.records.reviews import Concordance, Hit, Standing
from auditor.records.saved.fields import dump, escaped
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.render.summary.cells import csv_cell
from auditor.render.terminal.styled import DIM, GRANT_STYLE, KIND_STYLE, NON_RESPONSE_STYLE, to_str
from auditor.render.wording import KIND, RELAYED, plural

SCHEMA = "auditor.concordance/1"
NARROWEST = 80
"""Columns that a terminal has at least."""

STANDING: Mapping[Standing, str] = {
    **{Standing(kind.value): words for kind, words in KIND.items()},
    Standing.RELAYED: RELAYED,
    Standing.UNKNOWN: "source not made out",
    Standing.GRANT: "anonymity grant",
    Standing.NON_RESPONSE: "non-response",
    Standing.NONE: "own words",
}
"""What a hit stands in, in plain words."""

_STYLE: Mapping[Standing, str] = {
    **{Standing(kind.value): KIND_STYLE[kind] for kind in SourceKind},
    Standing.RELAYED: "blue",
    Standing.UNKNOWN: "red",
    Standing.GRANT: GRANT_STYLE,
    Standing.NON_RESPONSE: NON_RESPONSE_STYLE,
    Standing.NONE: DIM,
}
_UNSURE = " (unsure)"
_GAP = "  "
_ANY = 1_000_000
"""More columns than any line has."""
_SIDE = 12
"""Columns for the words on either side without which a hit gets a line of its own below its place."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose beyond the format; `width` is a terminal's, in columns, None for lines of any length."""

    colour: bool = False
    width: int | None = NARROWEST
    top: int | None = None
    """So many hits are listed; all of them if None."""


def _terminal(found: Concordance, options: Options) -> str:
    """A line for each hit, the words that were looked for one below the other, and a closing line; none for no hit."""
    if not found.hits:
        return ""
    shown = _shown(found, options)
    lines = list(_aligned(shown, options.width))
    return to_str([*lines, Text(), Text(closing(found, len(shown)), style="bold")], options.colour)


def _csv(found: Concordance, options: Options) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "part", "line", "column", "before", "words", "after", "kind", "source", "confidence"))
    for hit in _shown(found, options):
        where = (hit.path, hit.place.part or "", hit.place.line, hit.place.column)
        words = map(one_line, (hit.before, hit.words, hit.after))
        whose = (hit.standing.value, one_line(hit.source), hit.confidence.value)
        writer.writerow([csv_cell(value) for value in (*where, *words, *whose)])
    return out.getvalue()


def _json(found: Concordance, options: Options) -> str:
    shown = _shown(found, options)
    return dump(
        {
            "schema": SCHEMA,
            "pattern": found.pattern,
            "drafts": found.drafts,
            "total": len(found.hits),
            "kinds": {standing.value: number for standing, number in _by_standing(found)},
            "hits": [_record(hit) for hit in shown],
            "failures": [
                {"path": f.path, "code": f.code, "message": f.message, "hint": f.hint} for f in found.failures
            ],
        }
    )


def _jsonl(found: Concordance, options: Options) -> str:
    return "".join(escaped(json.dumps(_record(hit), ensure_ascii=False)) + "\n" for hit in _shown(found, options))


FORMATS: Mapping[str, Callable[[Concordance, Options], str]] = {
    "terminal": _terminal,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}
"""The formats of a concordance; of them only the terminal's is coloured, and says how many hits there are."""


def nothing(found: Concordance, only: Standing | None = None) -> str:
    """What there is to say where there is no hit."""
    where = f" with --kind {only.value}" if only is not None else ""
    return f"No draft has {visible(found.pattern)!r}{where}; {plural(found.drafts, 'draft')} searched."


def closing(found: Concordance, shown: int) -> str:
    """How many hits there are, in how many drafts, and what they stand in."""
    having = len({hit.path for hit in found.hits})
    kinds = ", ".join(f"{STANDING[standing]} {number}" for standing, number in _by_standing(found))
    first = f" The first {shown} are listed." if shown < len(found.hits) else ""
    return f"{plural(len(found.hits), 'hit')} in {having} of {plural(found.drafts, 'draft')}: {kinds}.{first}"


def _by_standing(found: Concordance) -> list[tuple[Standing, int]]:
    counts = Counter(hit.standing for hit in found.hits)
    return [(standing, counts[standing]) for standing in Standing if counts[standing]]


def _shown(found: Concordance, options: Options) -> tuple[Hit, ...]:
    return found.hits if options.top is None else found.hits[: options.top]


def _record(hit: Hit) -> dict[str, object]:
    return {
        "path": hit.path,
        "part": hit.place.part,
        "line": hit.place.line,
        "column": hit.place.column,
        "start": hit.span.start,
        "end": hit.span.end,
        "before": hit.before,
        "words": hit.words,
        "after": hit.after,
        "kind": hit.standing.value,
        "source": hit.source or None,
        "confidence": hit.confidence.value,
    }


# ---------------------------------------------------------------- lines for a terminal


def _aligned(hits: Sequence[Hit], columns: int | None) -> Iterator[Text]:
    """The hits with place and kind in columns of their own; above the words where these leave too little room."""
    width = _ANY if columns is None else max(NARROWEST, columns)
    places, kinds = [_place(hit) for hit in hits], [_kind(hit) for hit in hits]
    words = [_cut(_plain(hit.words), width // 3) for hit in hits]
    start, end = (max(map(cell_len, column)) + len(_GAP) for column in (places, kinds))
    middle = max(map(cell_len, words))
    is_beside = width - start - end - middle >= 2 * _SIDE
    room = width - (start + end if is_beside else len(_GAP))
    before = max(cell_len(_plain(hit.before)) for hit in hits)
    after = max(cell_len(_plain(hit.after)) for hit in hits)
    left = min((room - middle) // 2, before)
    right = min(room - left, middle + after)
    for hit, place, kind, key in zip(hits, places, kinds, words, strict=True):
        if is_beside:
            line = Text(set_cell_size(place, start), DIM)
        else:
            yield Text.assemble((place, DIM), _GAP, (kind, _STYLE[hit.standing]))
            line = Text(_GAP)
        line.append_text(_in_context(hit, key, left, right))
        if is_beside:
            line.append(_GAP).append(kind, _STYLE[hit.standing])
        line.rstrip()
        yield line


def _in_context(hit: Hit, key: str, left: int, right: int) -> Text:
    """The words of a hit: `left` columns before the key word and `right` columns that begin with it."""
    before = set_cell_size(_plain(hit.before)[::-1], left)[::-1]  # cut where it begins
    after = set_cell_size(_plain(hit.after), right - cell_len(key))
    return Text.assemble((before, ""), (key, "bold"), (after, ""))


def _plain(text: str) -> str:
    """`text` on one line, with a space at either end where it has white space there."""
    words = one_line(text)
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _cut(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def _place(hit: Hit) -> str:
    gap = " " if hit.place.part is not None else ""
    return f"{visible(hit.path)}:{gap}{visible(hit.place.where)}"


def _kind(hit: Hit) -> str:
    return STANDING[hit.standing] + (_UNSURE if hit.confidence is Confidence.LOW else "")
