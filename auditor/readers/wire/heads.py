r"""How the messages of agencies begin that are framed by control characters: ANPA-1312 and IPTC 7901.

SYN and NUL fill the line, SOH begins a header, STX the text, ETX ends it, EOT ends the message. Programs that store
messages write these characters as signs at times (`[SOH]`, U+2401) or leave them out; then only a header that nothing
else looks like is taken for one.
"""

from __future__ import annotations

import re

_FILLING = r"[\s\x00\x16\x7f\ufeff]*"
_BEFORE = rf"{_FILLING}(?:ZCZC[^\r\n]{{0,80}}{_FILLING})?"
"""What may stand before the first message."""
_SIGN = re.compile(r"[\[<{](SYN|SOH|STX|ETX|EOT)[\]>}]|[\u2401-\u2404\u2416]", re.I)
_SIGNED = re.compile(rf"{_BEFORE}(?:{_SIGN.pattern})", re.I)
_CODES = {"SOH": "\x01", "STX": "\x02", "ETX": "\x03", "EOT": "\x04", "SYN": "\x16"}

ANPA = re.compile(
    r"(?P<service>[A-Za-z])(?P<number>\d{3,4})(?P<selector>[^\r\n\x02]{0,80})[\r\n]{1,4}"
    r"(?P<priority>[A-Za-z]) ?(?P<section>[A-Za-z0-9])(?P<layout>[ \x11-\x14]{1,8})(?P<line>[^\r\n\x02]{1,200})"
    r"(?:\r\n|\r|\n|(?=\x02)|\Z)"
)
"""The header of ANPA-1312: service level and story number, selector codes; priority, category, format, keyword line."""
BARE_ANPA = re.compile(
    r"^(?P<service>[A-Za-z])(?P<number>\d{4})(?P<selector>[\x1f ]?[A-Za-z0-9-]{0,40}) ?\r?\n"
    r"(?P<priority>[A-Za-z]) (?P<section>[A-Za-z0-9])(?P<layout>[ \x11-\x14]{1,8})"
    r"(?P<line>[^\r\n]{1,120} \d{1,2}-\d{1,2} \d{1,5}) ?(?:\r?\n|\Z)",
    re.M,
)
"""The same where no control character says that it is one."""

_IPTC = (
    r"(?P<service>[A-Za-z]{1,6}) ?(?P<number>\d{2,6}) +(?P<priority>[1-9]) +(?P<section>[A-Za-z]{1,3})"
    r" +(?P<words>\d{1,5})(?: +(?P<rest>[^\r\n\x02]{0,80}))? *(?=[\r\n\x02]|\Z)"
)
_CATCHLINE = (
    r"(?P<catchline>(?:[\r\n]{1,4}[^\r\n\x02]{0,120}/ *(?=[\r\n\x02])|[\r\n]{1,4}[^\s/\x02]{1,60}/\S{1,60}(?=\s))?)"
)
IPTC7901 = re.compile(rf"{_IPTC}{_CATCHLINE}")
"""The header of IPTC 7901: source and message number, priority, category, words, free field; a line of keywords."""
BARE_IPTC7901 = re.compile(rf"^{_IPTC}{_CATCHLINE}", re.M)
DAY_TIME = re.compile(
    r"^[ \t]*(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>GMT|UTC|Z)?"
    r" (?P<month>[^\W\d_]{3,4})\.? (?P<year>\d\d)[ \t]*$",
    re.M,
)
"""The day-time group at the end of a message of IPTC 7901 (6.2), alone on its line: `310001 JUL 97`."""

_FRAMED_ANPA = re.compile(rf"{_BEFORE}\x01\s{{0,4}}{ANPA.pattern}")
_FRAMED_IPTC = re.compile(rf"{_BEFORE}\x01\s{{0,4}}{_IPTC}")
_UNFRAMED_ANPA = re.compile(rf"{_BEFORE}(?m:{BARE_ANPA.pattern})")
_UNFRAMED_IPTC = re.compile(rf"{_BEFORE}{_IPTC}")


def is_anpa(head: str) -> bool:
    """Whether a file that begins with `head` is one of messages in ANPA-1312."""
    return bool(_FRAMED_ANPA.match(framed(head)) or _UNFRAMED_ANPA.match(head))


def is_iptc7901(head: str, tail: str) -> bool:
    """Whether a file of this beginning and end is one of messages in IPTC 7901."""
    if _FRAMED_IPTC.match(framed(head)):
        return True
    return bool(_UNFRAMED_IPTC.match(head) and DAY_TIME.search(tail.replace("\r", "")))


def framed(text: str) -> str:
    """`text` with control characters where it has signs for them, if it begins with such a sign."""
    return _SIGN.sub(_control, text) if _SIGNED.match(text) else text


def _control(sign: re.Match[str]) -> str:
    return _CODES[sign[1].upper()] if sign[1] else chr(ord(sign[0]) - 0x2400)
