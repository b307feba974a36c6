"""Messages in IPTC 7901 (the recommended message format of the IPTC, 5th edition, 1995), as agencies send them.

The header says who sent which message, how urgent it is, its category and its words; a line of keywords may follow. In
the text the headline and what goes with it end in an equals sign, or in an empty line. What an agency writes below the
text for editors, as dpa does under a heading of its own, is a note; what it says is not for publication is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.wire.dates import full_year
from auditor.readers.wire.heads import BARE_IPTC7901, DAY_TIME, IPTC7901
from auditor.readers.wire.transmission import Message, Told, messages, paragraphs_of, plain, story
from auditor.records.article import BlockRole, MetaValue, Note

_MONTHS: Mapping[str, int] = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "aoû": 8, "aou": 8, "déc": 12,
}  # fmt: skip
"""Months as English, German and French agencies write them."""
_HEADS, _PLAIN_HEAD = 15, 3
"""Lines within which the headline and what goes with it end: if an equals sign tells so, and if it does not."""
_WRAPPED = 45
"""Code points of a headline's line from which on the next may go on with it: lines have some 69."""
_BYLINE = re.compile(r"(?:By|BY|Von|VON|Par|PAR) \S")
_RELEASE = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH)? ?)?(?:LEAD|UPDATE|REFILE|REPEAT|URGENT|FLASH|ALERT|CORRECTION|CORRECTED)[ \d]*"
)
"""Which lead, update or correction of a report it is."""
_STANDING = 6
"""Words of a remark on the message, such as *(photo follows)*; a longer one says something to editors."""
_NOTEBOOK = re.compile(r"^# \w.*$", re.M)
"""The heading above what dpa writes below the text."""
_UNPUBLISHED = re.compile(
    r"^(?:\*[ *]*\n)?(?:The following information is not (?:intended )?for publication"
    r"|Die folgenden Informationen sind nicht zur Veröffentlichung)",
    re.M,
)
_FINISH = re.compile(r"\.?/\.[\w./ -]{0,20}")
"""The end of a text, and who wrote it."""
_INITIALS = re.compile(r"([A-Za-z]{2,10})[A-Za-z-]*(?: [\w/]{1,5}){0,8}")


def read_iptc7901(draft: Draft) -> Sequence[Item]:
    """The articles in a file of messages; raises ReadingError A306 to A308 if it cannot be read."""
    found, notes = messages(draft, IPTC7901, BARE_IPTC7901)
    return [_item(message, number, notes) for number, message in enumerate(found, 1)]


def _item(message: Message, number: int, notes: Sequence[Note]) -> Item:
    meta = dict(_header(message.header))
    text, date = _dated(message)
    if date:
        meta["date"] = date
    text = _without_finish(plain(text), meta)
    text, unpublished = _cut(text, _UNPUBLISHED)
    text, notebook = _cut(text, _NOTEBOOK)
    lines = text.split("\n")
    end = _end_of_head(lines)
    notes_below = [
        replace(told, role=BlockRole.CORRECTION, words=told.words.lstrip("#- "))
        for told in paragraphs_of(notebook.split("\n"), len(lines))
    ]
    head = list(_head(lines[:end], meta))
    found = story(head, (*paragraphs_of(lines[end:], end + 1), *notes_below), number, meta)
    found.body.out.notes += notes
    if count := len(unpublished.split()):
        found.note("not-read", f"left out, as the agency says that it is not for publication: {count} words")
    return Item(str(meta.get("id", number)), found.article(message.draft, "iptc7901"))


def _header(header: str) -> Iterator[tuple[str, MetaValue]]:
    """What the header says, by the names that metadata has; nothing if it is damaged."""
    told = IPTC7901.match(header)
    if told is None:
        return
    yield "service", told["service"]
    yield "id", told["service"] + told["number"]
    yield "priority", told["priority"]
    yield "section", told["section"]
    yield "words", str(int(told["words"]))
    if rest := " ".join((told["rest"] or "").split()):
        yield "reference", rest
    if slug := " ".join(" ".join(header.split("\n")[1:]).split()).strip("/ "):
        yield "slug", slug
        yield "keywords", tuple(each.strip() for each in slug.split("/") if each.strip())


def _dated(message: Message) -> tuple[str, str]:
    """The text without the day-time group at its end, and what that says, as ISO 8601 if it can be."""
    found = DAY_TIME.search(message.trailer)
    if found is not None:
        return message.text, _moment(found)
    *_, last = (None, *DAY_TIME.finditer(message.text))
    if last is not None and not message.text[last.end() :].strip():
        return message.text[: last.start()], _moment(last)
    return message.text, ""


def _moment(group: re.Match[str]) -> str:
    try:
        month = _MONTHS[group["month"].lower()[:3]]
        moment = datetime(
            full_year(group["year"]), month, int(group["day"]), int(group["hour"]), int(group["minute"])
        ).isoformat(timespec="minutes")
    except (KeyError, ValueError):
        return " ".join(group[0].split())
    return f"{moment}Z" if group["zone"] else moment


def _without_finish(text: str, meta: Mapping[str, MetaValue]) -> str:
    """The text without its last line if that only says that it ends, or by which hands of the agency it went."""
    text = text.rstrip()
    start = text.rfind("\n") + 1
    last = text[start:].strip()
    told = _INITIALS.fullmatch(last)
    agency = re.split(r"\W", f"{meta.get('reference', '')} {meta.get('service', '')}".lower())
    if _FINISH.fullmatch(last) or (told is not None and told[1].lower() in agency):
        return text[:start].rstrip()
    return text


def _cut(text: str, mark: re.Pattern[str]) -> tuple[str, str]:
    """What stands before `mark`, and what stands from it on."""
    found = mark.search(text)
    return (text, "") if found is None else (text[: found.start()], text[found.start() :])


def _end_of_head(lines: Sequence[str]) -> int:
    """How many lines stand above the text proper: the headline and what goes with it."""
    start = block = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        return 0
    while block < min(len(lines), start + _HEADS) and lines[block].strip():
        if block > start and lines[block].startswith("  ") and not lines[start].startswith("  "):
            break
        block += 1
        if lines[block - 1].rstrip().endswith("="):
            return block
    following = next((line for line in lines[block:] if line.strip()), "")
    is_indented = following.startswith("  ") and not lines[start].startswith("  ")
    ends_sentence = lines[block - 1].rstrip("\"'”’») ")[-1:] in (".", "!", "?", "…", ":")
    return block if block - start <= _PLAIN_HEAD and (is_indented or not ends_sentence) else 0


def _head(lines: Sequence[str], meta: dict[str, MetaValue]) -> Iterator[Told]:
    """What the lines above the text are; which lead it is goes into `meta`."""
    has_headline = False
    for line, words in _joined(lines):
        if words.startswith("(") and words.endswith(")"):
            role = BlockRole.FURNITURE if len(words.split()) <= _STANDING else BlockRole.CORRECTION
            yield Told(role, words, line)
        elif _RELEASE.fullmatch(words):
            meta["version"] = words
        elif _BYLINE.match(words):
            meta.setdefault("author", words.split(" ", 1)[1])
            yield Told(BlockRole.BYLINE, words, line)
        elif not has_headline:
            has_headline = True
            yield Told(BlockRole.HEADLINE, words, line, 1)
        else:
            yield Told(BlockRole.STANDFIRST, words, line)


def _joined(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each thing above the text on one line, and the line on which it begins, from 1."""
    gathered, first, before = "", 0, ""
    for number, line in enumerate(lines, 1):
        words = " ".join(line.split()).removesuffix("=").rstrip()
        if not words:
            continue
        is_open = gathered.startswith("(") and not gathered.endswith(")")
        begins = words.startswith("(") or _BYLINE.match(words) or _RELEASE.fullmatch(words)
        if is_open or (gathered and len(before) >= _WRAPPED and not gathered.endswith(")") and not begins):
            gathered = f"{gathered} {words}"
        else:
            if gathered:
                yield first, gathered
            gathered, first = words, number
        before = words
    if gathered:
        yield first, gathered
