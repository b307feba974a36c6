"""What the elements of HTML are to a reader: blocks, what is never seen, and what a page hides (WHATWG HTML)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.records.article import BlockRole

ROLES: Mapping[str, tuple[BlockRole, int]] = {
    **{f"h{level}": (BlockRole.HEADLINE, level) for level in (1, 2, 3, 4, 5, 6)},
    "blockquote": (BlockRole.QUOTE, 0),
    "li": (BlockRole.LIST, 0),
    "dd": (BlockRole.LIST, 0),
    "dt": (BlockRole.LIST, 0),
    "figcaption": (BlockRole.CAPTION, 0),
    "caption": (BlockRole.CAPTION, 0),
    "tr": (BlockRole.TABLE, 0),
    "pre": (BlockRole.CODE, 0),
}
"""What an element makes of its words, with a heading's level."""
PROSE = frozenset({"p", "td", "th", "summary", "address", *ROLES}) - {"tr"}
"""What holds running words, in which an inline element is a part of a sentence."""
BLOCKS = frozenset(
    {"div", "section", "article", "main", "body", "html", "header", "footer", "figure", "ul", "ol", "dl", "table"}
    | {"thead", "tbody", "tfoot", "tr", "hr", "details", "center", "nav", "aside", "form", "fieldset", "dialog", "menu"}
    | PROSE
)
"""What begins and ends a block."""
SILENT = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "canvas", "video", "audio", "head"}
    | {"title", "button", "select", "textarea", "noembed", "noframes"}
)
"""What holds no words of an article: programs, players, controls."""
VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "source", "track", "wbr", "col", "area", "embed", "base", "param"}
)
"""What has no content and no end."""

HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?!\s*\.?\s*\d)|mso-hide\s*:\s*all"
    r"|(?:text-indent|left|right|top|bottom)\s*:\s*-\d{4,}",
    re.I,
)
"""Styles of what is not displayed."""
_UNSEEN = frozenset({"hidden", "is-hidden", "u-hidden", "d-none", "hide"})
"""Classes by which style sheets in wide use hide things (Bootstrap, Tailwind and their like)."""
_SEEN_ELSEWHERE = re.compile(r":(?:block|flex|inline|grid|table|contents)|^d-\w+-(?:block|flex|inline|grid|table)")
"""Classes that show the same things on screens of another width."""
_LONGEST = 2000
"""Code points that are read of a list of classes."""
_TRANSPARENT = re.compile(r"opacity\s*:\s*0(?:\.0+)?(?![.\d])", re.I)
_MOVING = re.compile(r"transform|transition|animation|translate", re.I)
"""What stands beside a transparency that ends as soon as the reader scrolls to the words."""
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;]+)", re.I)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;]+)", re.I)
_WHITE = re.compile(
    r"\s*(?:white|#fff(?:fff)?(?:ff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0+)?\s*)?\))\s*(?:!|$)", re.I
)
_NAMED_GROUND = re.compile(r"background|(?:^|[\s_-])bg(?:$|[\s_-])|cover|hero|overlay|dark|banner", re.I)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element says that it is not shown; what a style sheet says of it is known only by usual names."""
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").strip().lower() == "true":
        return True
    classes = (attributes.get("class") or "")[:_LONGEST].split()
    if not _UNSEEN.isdisjoint(classes) and not any(_SEEN_ELSEWHERE.search(each) for each in classes):
        return True
    style = attributes.get("style") or ""
    if HIDING.search(style) is not None:
        return True
    return _TRANSPARENT.search(style) is not None and _MOVING.search(style) is None


def is_white(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element says that its words are white."""
    told = _COLOUR.search(attributes.get("style") or "")
    colour = told[1] if told else attributes.get("color") or ""
    return _WHITE.match(colour) is not None


def has_ground(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element says, or its class does, that it has another ground than a white one."""
    told = _GROUND.search(attributes.get("style") or "")
    ground = told[1] if told else attributes.get("bgcolor") or attributes.get("background") or ""
    if ground:
        return _WHITE.match(ground) is None
    return _NAMED_GROUND.search(attributes.get("class") or "") is not None
