r"""Messages in ANPA-1312 (American Newspaper Publishers Association, 1989; also NAA 89-3), as agencies send them.

The header tells the service level and the number of the story, the codes of whom it is for, priority, category and
format, keyword, version, reference, the day and the words. In the text a circumflex begins a line that is set flush:
the slug, notes to editors, headline and byline above the text, headings in it. `<`, `=` and `>` end a line that is set
left, centred or right; paragraphs are indented. Some systems write no circumflex: lines above the first indented one,
or the first line, are read as flush then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.wire.dates import full_year
from auditor.readers.wire.heads import ANPA, BARE_ANPA
from auditor.readers.wire.transmission import Message, Told, messages, paragraphs_of, plain, story
from auditor.records.article import BlockRole, MetaValue, Note

_TABULAR = "\x12"
"""The format of a message in which each line stands by itself."""
_FILED = re.compile(r"(?P<keyword>\S+)(?P<version>.*?)\s(?P<date>\d{1,2}-\d{1,2})(?:\s+(?P<words>\d{1,5}))?\s*")
"""The keyword line of a header."""
_REFERENCE = re.compile(r"(?:.*\s)?([A-Za-z]{1,2}\d{2,4})")
_SLUG = re.compile(r"(?P<slug>[^,]+)(?:,\s*(?P<version>.*?))?,\s*(?P<words>\d{1,5})")
"""The first flush line: the slug, the version, the words."""
_MOMENT = re.compile(
    r"(?P<wire>[A-Z]{2,4}-[A-Z]{2}-)?(?:(?P<before>\d\d:\d\d) ?(?P<zone>[A-Z]{2,4})? )?"
    r"(?P<first>\d\d)-(?P<second>\d\d)-(?P<year>\d\d)"
    r"(?: (?P<after>\d\d[:-]?\d\d)(?:-\d\d)?(?P<gmt>GMT|UTC)?[A-Z]{0,4})?"
)
"""When a message was sent: `AP-WF-11-13-13 1509GMT`, `16:45 11-13-13`, `13-11-13 16-45-12`."""
_SPLIT = re.compile(r"(?<=[<=>])[ \t]*(?=\^)")
_ENDING = re.compile(r"@?\s*([<=>])\s*$")
_FLUSH = re.compile(r" *\^|(?=code:\d)")
_INDENTED = re.compile(r"\t| {2}")
_LONGEST = 3
"""Lines over which a flush line goes on at most."""
_HEADS = 8
"""Lines that stand above the first indented one at most, where no circumflex tells them."""
_CYCLE = re.compile(r"(?:[AP]M|BC|AP)-", re.I)
"""For which papers of a day a story is, before its slug: morning, evening, both."""
_SURE = 12
"""Characters that tell a slug for sure: the header cuts it, and the text spells it out."""
_MONTHS = 12
_HEADLINE = 25
"""Words of a headline at most."""
_HEADING = 12
"""Words of a heading in the text at most."""
_BYLINE = re.compile(r"(?:By|BY) \S")
_NOTE = re.compile(r"\(?(?:Eds?|Editors|EDITORS|EDITOR'S NOTE|Editor's note|Update)\b\s*[:.,_–—]")
_PICTURES = re.compile(r"\(?(?:With )?AP (?:Photos?|Graphics?|Videos?)\b")
_CODED = re.compile(r"(?P<name>HL|INDEX|SYMBOL|code)\s*:\s*(?P<words>.*)", re.S)
"""Lines that the Canadian Press begins with their name."""
_CLOSING = re.compile(r"(?:MORE|ENDS|-30-|###|[A-Z]{2,6}(?: [a-z]{2,4}(?:/[a-z]{2,4})?)?)")
"""The last line: that it goes on or ends, or who sent it."""


@dataclass(slots=True)
class _Line:
    """A line that is set flush, or the lines of a stretch of text, from line `first` of the message on."""

    first: int
    is_flush: bool
    lines: list[str] = field(default_factory=list)
    ending: str = ""

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.lines).split())


def read_anpa(draft: Draft) -> Sequence[Item]:
    """The articles in a file of messages; raises ReadingError A306 to A308 if it cannot be read."""
    found, notes = messages(draft, ANPA, BARE_ANPA)
    return [_item(message, number, notes) for number, message in enumerate(found, 1)]


def _item(message: Message, number: int, notes: Sequence[Note]) -> Item:
    header = ANPA.match(message.header)
    meta = dict(_header(header)) if header is not None else {}
    text, date = _dated(message)
    if date:
        meta["date"] = date
    lines = _lines(_without_closing(plain(text)), str(meta.get("slug", "")))
    is_tabular = header is not None and _TABULAR in header["layout"]
    head, body = _told(lines, meta, is_tabular or all(line.is_flush for line in lines))
    found = story(head, body, number, meta)
    found.body.out.notes += notes
    return Item(str(meta.get("id", number)), found.article(message.draft, "anpa"))


# ---------------------------------------------------------------- header and trailer


def _header(told: re.Match[str]) -> Iterator[tuple[str, MetaValue]]:
    """What the header says, by the names that metadata has."""
    yield "service", told["service"]
    yield "id", told["service"] + told["number"]
    yield "priority", told["priority"]
    yield "section", told["section"]
    if selector := plain(told["selector"]).replace("\x1f", " ").strip(" -"):
        yield "selector", selector
    filed = _FILED.fullmatch(told["line"].strip())
    if filed is None:
        yield "slug", told["line"].split()[0] if told["line"].split() else ""
        return
    yield "slug", filed["keyword"]
    reference = _REFERENCE.fullmatch(filed["version"].rstrip())
    if version := filed["version"][: reference.start(1) if reference else None].strip():
        yield "version", version
    if reference:
        yield "reference", reference[1]
    yield "date", filed["date"]
    if filed["words"]:
        yield "words", str(int(filed["words"]))


def _dated(message: Message) -> tuple[str, str]:
    """The text without a line at its end that tells when it was sent, and what that says, as ISO 8601 if it can be."""
    found = _MOMENT.search(message.trailer)
    if found is not None:
        return message.text, _moment(found)
    start = message.text.rfind("\n") + 1
    found = _MOMENT.fullmatch(message.text[start:].strip(" \t^<"))
    return (message.text, "") if found is None else (message.text[:start].rstrip(), _moment(found))


def _moment(told: re.Match[str]) -> str:
    """A date is month first where the agency is named before it, or where its numbers say so."""
    first, second = int(told["first"]), int(told["second"])
    month, day = (first, second) if told["wire"] or second > _MONTHS else (second, first)
    is_told = told["wire"] or max(first, second) > _MONTHS
    time = re.sub(r"\D", "", told["before"] or told["after"] or "")
    try:
        moment = datetime(full_year(told["year"]), month, day, int(time[:2] or 0), int(time[2:] or 0))
    except ValueError:
        is_told = None
    if not is_told:
        return " ".join(told[0].split())
    if not time:
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes") + ("Z" if told["gmt"] else "")


# ---------------------------------------------------------------- text


def _without_closing(text: str) -> str:
    """The text without its last line if that only says who sent it, that it ends, or that it goes on."""
    text = text.rstrip()
    start = text.rfind("\n") + 1
    return text[:start].rstrip() if start and _CLOSING.fullmatch(text[start:].strip()) else text


def _lines(text: str, slug: str) -> Sequence[_Line]:
    """The lines that are set flush, one by one, and the stretches of text between them."""
    raw = text.split("\n")
    parts = [(number, part) for number, line in enumerate(raw, 1) for part in _SPLIT.split(line)]
    has_tabs = any(line.startswith("\t") for line in raw)
    unmarked = set() if any(map(_FLUSH.match, raw)) else set(_unmarked(raw, slug))
    found: list[_Line] = []
    goes_on = False
    for at, (number, part) in enumerate(parts):
        if not part.strip() and (has_tabs or not goes_on):
            goes_on = False
            continue
        is_flush = number in unmarked or _FLUSH.match(part) is not None
        ending = _ENDING.search(part)
        if is_flush or not goes_on or part.startswith("\t"):
            found.append(_Line(number, is_flush))
            goes_on = not is_flush or (number not in unmarked and _is_continued(parts, at))
        words = part[: ending.start()] if ending else part
        found[-1].lines.append(_FLUSH.sub("", words) if is_flush else words)
        if ending is not None:
            found[-1].ending = ending[1]
            goes_on = False
    return found


def _is_continued(parts: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether a flush line without a sign at its end has that sign on one of the next lines."""
    for _, part in parts[at + 1 : at + 1 + _LONGEST]:
        if not part.strip() or _FLUSH.match(part) or _INDENTED.match(part):
            return False
        if _ENDING.search(part):
            return True
    return False


def _unmarked(raw: Sequence[str], slug: str) -> Iterator[int]:
    """The numbers of the lines that stand above the text where no circumflex tells them."""
    seen = [number for number, line in enumerate(raw, 1) if line.strip()]
    indented = next((at for at, number in enumerate(seen) if _INDENTED.match(raw[number - 1])), None)
    above = seen[: 1 if indented is None else indented]
    if len(above) > _HEADS or any(_ends_sentence(raw[number - 1]) for number in above):
        return
    yield from above
    if indented is None and len(seen) > 1 and _is_slug(raw[seen[1] - 1], slug):
        yield seen[1]


def _ends_sentence(line: str) -> bool:
    return line.rstrip(" <=>@\"'”’)")[-1:] in (".", "!", "?", "…")


def _told(lines: Sequence[_Line], meta: dict[str, MetaValue], is_tabular: bool) -> tuple[list[Told], list[Told]]:
    """What stands above the text, and the text; what the lines above it tell of the story goes into `meta`."""
    head: list[Told] = []
    body: list[Told] = []
    is_above = True
    for line in lines:
        if line.is_flush and is_above:
            told = _above(line, meta, head)
            head += [told] if told is not None else []
            is_above = not (is_tabular and told is not None and told.role is BlockRole.HEADLINE)
        elif line.is_flush:
            body.append(_between(line, is_tabular))
        else:
            is_above = False
            body += _text(line, is_tabular)
    return head, body


def _above(line: _Line, meta: dict[str, MetaValue], head: Sequence[Told]) -> Told | None:
    """What a line above the text is; None if it only tells of the story."""
    words = line.words
    coded = _CODED.fullmatch(words)
    if not words or _is_slug(words, str(meta.get("slug", ""))):
        if (slug := _SLUG.fullmatch(words)) is not None:
            meta["slug"] = slug["slug"]
            meta.setdefault("words", str(int(slug["words"])))
            if slug["version"]:
                meta["version"] = slug["version"]
    elif coded is not None and coded["name"] != "HL":
        meta[coded["name"].lower()] = coded["words"]
    elif _NOTE.match(words):
        return Told(BlockRole.CORRECTION, words, line.first)
    elif _PICTURES.match(words):
        return Told(BlockRole.FURNITURE, words, line.first)
    elif _BYLINE.match(words):
        meta.setdefault("author", words[3:].strip())
        return Told(BlockRole.BYLINE, words, line.first)
    elif head and head[-1].role is BlockRole.BYLINE:
        return Told(BlockRole.BYLINE, words, line.first)
    elif len(words.split()) > _HEADLINE or any(each.role is BlockRole.HEADLINE for each in head):
        return Told(BlockRole.STANDFIRST, words, line.first)
    else:
        return Told(BlockRole.HEADLINE, coded["words"] if coded else words, line.first, 1)
    return None


def _is_slug(words: str, slug: str) -> bool:
    """Whether a line above the text is the slug: its number, or what the header says, which is cut after 24 characters.

    A headline may begin with the word that is the slug.
    """
    if re.fullmatch(r"\*?\d{3,5}", words):
        return True
    bare = _letters(_CYCLE.sub("", slug))
    if not bare:
        return False
    if _letters(words) in (bare, _letters(slug)):
        return True
    if "-" in slug and words.lower().startswith(slug.lower()[:_SURE]):
        return True
    spelled = re.match("".join(rf"{letter}[^A-Za-z0-9]*" for letter in bare[:_SURE]), words, re.I)
    return spelled is not None and (spelled[0].isupper() or _SLUG.fullmatch(words) is not None)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.lower() if letter.isascii() and letter.isalnum())


def _between(line: _Line, is_tabular: bool) -> Told:
    """What a flush line in the text is."""
    words = line.words
    if _NOTE.match(words):
        return Told(BlockRole.CORRECTION, words, line.first)
    if _PICTURES.match(words):
        return Told(BlockRole.FURNITURE, words, line.first)
    if line.ending == "=" and not is_tabular and len(words.split()) <= _HEADING:
        return Told(BlockRole.HEADLINE, words, line.first, 2)
    return Told(BlockRole.PARA, words, line.first)


def _text(line: _Line, is_tabular: bool) -> Iterator[Told]:
    """The paragraphs of a stretch of text, which is one where tabs begin them; each line by itself in a table."""
    if is_tabular:
        for number, words in enumerate(line.lines, line.first):
            yield Told(BlockRole.TABLE, " ".join(words.replace("\x1f", " ").split()), number)
    elif line.lines[0].startswith("\t"):
        yield from paragraphs_of([line.words], line.first)
    else:
        yield from paragraphs_of(line.lines, line.first)
