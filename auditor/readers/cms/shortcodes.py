"""Posts of WordPress as their authors wrote them, made HTML: shortcodes, and paragraphs between blank lines.

What stands in square brackets is a shortcode only if WordPress has it, if it has attributes, if its name has an
underscore or if it is closed like a tag: *[sic]* and *[the mayor]* are words of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_CODE = re.compile(r"(?<!\[)\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,60})(?P<rest>\s[^\[\]]{0,2000})?/?\](?!\])")
"""A shortcode's beginning or end; within two pairs of brackets it is shown as it stands."""
_ATTRIBUTE = re.compile(r"""\w=["'\w&]""")
_CAPTION = re.compile(r"""\bcaption=(["'])(.{0,1000}?)\1""", re.S)
_CAPTIONS = frozenset({"caption", "wp_caption"})
_PLAYERS = frozenset({"gallery", "audio", "video", "playlist", "embed"})
"""WordPress's own shortcodes for what is shown or played; what they enclose is an address."""
_BOUNDS = "<!-- wp:"
"""How the block editor begins a block; what it wrote has paragraphs already."""
_TYPED = ("<pre", "</pre>")
_BLOCK = r"p|div|section|h[1-6]|hr|ul|ol|li|dl|blockquote|pre|t(?:able|body|head|foot|[rdh])|fig\w+"
_BLANK = re.compile(rf"\n(?:[ \t]*\n)++[ \t]*+(?!\Z|</?(?:{_BLOCK})\b)", re.I)
"""Blank lines before what is no block of HTML by itself."""


def as_html(text: str) -> tuple[str, Counter[str]]:
    """A post as HTML, captions as such, and how many shortcodes of which name were left out."""
    text, left = _expanded(text.replace("\r\n", "\n"))
    return (text if _BOUNDS in text else "".join(_paragraphed(text))), left


def _paragraphed(text: str) -> Iterator[str]:
    """The text with paragraphs marked where blank lines part them, but for what is printed as it was typed."""
    start, end = "\n\n", 0
    while (begin := text.find(_TYPED[0], end)) >= 0 and (close := text.find(_TYPED[1], begin)) >= 0:
        yield _BLANK.sub(r"\g<0><p>", start + text[end:begin])
        yield text[begin:close]
        start, end = "", close
    yield _BLANK.sub(r"\g<0><p>", start + text[end:])


def _expanded(text: str) -> tuple[str, Counter[str]]:
    """The text with captions marked up and without other shortcodes; what those of text enclose stays."""
    found = list(_CODE.finditer(text))
    closed = {code["name"] for code in found if code["end"]}
    codes = [code for code in found if _is_code(code, closed)]
    ended = _ended(codes)
    words: list[str] = []
    left = Counter[str]()
    at, player = 0, ""
    for code in codes:
        name = code["name"]
        if not player:
            words.append(text[at : code.start()])
        if player and not (code["end"] and name == player):
            continue
        at, player = code.end(), ""
        if name in _CAPTIONS:
            told = _CAPTION.search(code["rest"] or "")
            words.append("</figcaption>" if code["end"] else f"<figcaption>{told[2] if told else ''}")
        elif not code["end"]:
            left[name] += 1
            player = name if name in _PLAYERS and code.start() in ended else ""
    return "".join((*words, text[at:])), left


def _is_code(code: re.Match[str], closed: set[str]) -> bool:
    """Whether brackets hold a shortcode and no words of the article."""
    name = code["name"]
    is_known = name in _CAPTIONS or name in _PLAYERS or name in closed or "_" in name
    return is_known or _ATTRIBUTE.search(code["rest"] or "") is not None


def _ended(codes: list[re.Match[str]]) -> set[int]:
    """Where the shortcodes begin that are closed before another of their name begins."""
    following: dict[str, re.Match[str]] = {}
    ended = set[int]()
    for code in reversed(codes):
        after = following.get(code["name"])
        if not code["end"] and after is not None and after["end"]:
            ended.add(code.start())
        following[code["name"]] = code
    return ended
