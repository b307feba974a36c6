"""Text made fit for a terminal: what could steer it, or stand there unseen, is replaced or written out.

The characters are the controls of Unicode (categories Cc, Cs, Zl, Zp), the marks that turn the direction of
writing (Unicode Technical Report 36, section 3) and those that have no width.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_UNSEEN = r"\xad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f"
_STEERING = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2065-\u206f\ud800-\udfff\ufff9-\ufffb"
_IS_UNSEEN = re.compile(f"[{_UNSEEN}]")
_IS_EITHER = re.compile(f"[{_STEERING}{_UNSEEN}]")
_IS_NO_NAME = re.compile(f"[\t\n{_STEERING}{_UNSEEN}]")


def printable(text: str) -> str:
    """`text` at equal length, with U+FFFD for every character that steers or is unseen, but for tabs and line feeds."""
    return rewritten(text, lambda _: "\ufffd")


def one_line(text: str) -> str:
    """Words on one line: white space made one space, unseen characters left out, steering ones replaced."""
    return printable(_IS_UNSEEN.sub("", " ".join(text.split())))


def flowing(text: str) -> str:
    """Words of running text: unseen characters left out, steering ones replaced, line ends `\\n`, other space blank."""
    text = re.sub(r"[^\S\n]", " ", re.sub(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text))
    return printable(_IS_UNSEEN.sub("", text))


def visible(name: str, most: int | None = None) -> str:
    r"""A name on one line, every character shown: what steers or is unseen is written as `\n`, `\x1b`, `\u202e`.

    What is longer than `most` code points is cut there.
    """
    name = name if most is None or len(name) <= most else f"{name[: most - 1]}…"
    return _IS_NO_NAME.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), name)


def rewritten(text: str, write: Callable[[str], str]) -> str:
    """`text` with `write` applied to every character that steers or is unseen, but for tabs and line feeds."""
    return _IS_EITHER.sub(lambda found: write(found[0]), text)
