"""Waivers as people write them: in a comment of the draft, in its front matter, or in the margin of a document.

auditor: waive default/anonymous-without-reason because the desk knows why (by KL, until 2026-12-31)
auditor: waive default/bare-source at "an insider" because no more can be said safely
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditor.base.spans import Span
from auditor.records.article import Article, MetaValue
from auditor.records.waiver import Waiver

FIELD = "auditor"
"""The field of front matter that holds waivers, one or a list."""

_COMMENT = re.compile(r"(?<!`)<!--\s*(auditor\s{0,3}[:：](?:(?!\n[ \t\r]*\n)[^<>]){0,2000}?)\s*-->(?!`)", re.IGNORECASE)
"""A comment for the auditor: within one paragraph, so that one that is never closed takes no words, and no code."""
_WAIVER = re.compile(
    r"(?:auditor\s*[:：]\s*)?waive\s+(?P<rule>[\w./-]+)"
    r"(?:\s+at\s+[\"“‘'](?P<words>.+?)[\"”’'](?=\s|$))?"
    r"(?:\s+because\s+(?P<reason>.*?))?"
    r"\s*(?:\((?P<more>[^()]*)\)\.?)?\s*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 2000
"""Code points of a waiver."""
_BEGINS = re.compile(r"\s*auditor\s*[:：]", re.IGNORECASE)
_STRAY = re.compile(r"\buntil\s+\d{4}-", re.IGNORECASE)
"""A last day that is not written where one is looked for: the waiver would hold for good."""
_MORE = re.compile(
    r"(?:by\s+(?P<by>[^,]+?))?\s*,?\s*(?:until\s+(?P<until>[0-9]{4}-[0-9]{2}-[0-9]{2}))?\s*", re.IGNORECASE
)


def is_day(text: str | None) -> bool:
    """Whether `text` is a day as in 2026-12-31, or nothing."""
    if not text:
        return True
    try:
        return text.isascii() and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_for_auditor(comment: str) -> bool:
    """Whether a comment is meant for the auditor: by its first word."""
    return _BEGINS.match(comment) is not None


def told(lines: Sequence[str]) -> str:
    """What is said to the auditor in a comment of these lines: the first, if it is a whole waiver by itself.

    What follows it is for others then, unless it says until when the waiver holds, which would be lost.
    """
    first, rest = lines[0], "\n".join(lines[1:])
    return first if parsed(first).reason and not _STRAY.search(rest) else f"{first}\n{rest}"


def parsed(text: str, span: Span | None = None, where: str = "") -> Waiver:
    """The waiver that `text` is; one without a rule if it is not written as waivers are, or too long for one."""
    words = " ".join(text[: 2 * _LONGEST].split())
    found = _WAIVER.fullmatch(words) if len(text) <= _LONGEST else None
    more = _MORE.fullmatch(found["more"] or "") if found else None
    if found is None or more is None or not is_day(more["until"]) or _STRAY.search(found["reason"] or ""):
        return Waiver("", span=span, where=where, text=words)
    return Waiver(
        rule=found["rule"],
        reason=(found["reason"] or "").strip().rstrip("."),
        by=(more["by"] or "").strip(),
        until=more["until"] or "",
        words=found["words"] or "",
        span=span,
        where=where,
        text=words,
    )


def written(waiver: Waiver) -> str:
    """`waiver` as it is written in a draft, so that `parsed` reads it back; its values hold no brackets."""
    words = f' at "{waiver.words}"' if waiver.words else ""
    signed = (f"by {waiver.by}" if waiver.by else "", f"until {waiver.until}" if waiver.until else "")
    more = ", ".join(filter(None, signed))
    return f"auditor: waive {waiver.rule}{words} because {waiver.reason}{f' ({more})' if more else ''}"


def noticed(article: Article) -> Article:
    """`article` with the waivers in its comments and its front matter, and without their words in its text."""
    comments = list(_COMMENT.finditer(article.text)) if not article.origin.parts else []
    spans = [Span(*each.span()) for each in comments]
    waivers = [parsed(each[1], span) for each, span in zip(comments, spans, strict=True)]
    waivers += _of_front_matter(article.meta)
    if not waivers:
        return article
    meta = {key: value for key, value in article.meta.items() if key != FIELD}
    fresh = [span for span in spans if not any(mark.contains(span) for mark in article.marks)]
    marks = tuple(sorted((*article.marks, *fresh)))
    return replace(article, meta=meta, marks=marks, waivers=(*article.waivers, *waivers))


def _of_front_matter(meta: Mapping[str, MetaValue]) -> Iterator[Waiver]:
    value = meta.get(FIELD, ())
    for text in (value,) if isinstance(value, str) else value:
        yield parsed(text, where="front matter")
