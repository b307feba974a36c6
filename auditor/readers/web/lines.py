"""Lines of a page that tell by their own words what they are: the house's, pointers, offers, dates, corrections.

They are in English; what other languages say is told by the names of its elements and by trafilatura alone.
"""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"(?:related(?: (?:articles?|stories|content|topics|links|news|coverage|posts|reading|investigations))?"
    r"|read (?:more|next|also|on)|more (?:on|from|in) .{1,40}|more stories|up next|see also|also (?:read|in .{1,30})"
    r"|most (?:read|popular|viewed|watched)(?: .{1,30})?|trending(?: now)?|recommended(?: .{1,30})?"
    r"|latest (?:news|stories|posts|headlines|videos|from .{1,30})"
    r"|(?:you )?(?:may|might) also (?:like|be interested in)"
    r"|editor['’]?s['’]? picks?|popular (?:now|posts|stories)|don['’]t miss|features? (?:and|&) analysis"
    r"|share(?: (?:this|on) .{1,30})?|leave a (?:reply|comment)|(?:\d+ )?comments?(?: ?\(?\d+\)?)?"
    r"|join the (?:conversation|discussion)|tags?|(?:suggested |related )?topics?|about the authors?"
    r"|(?:our )?newsletters?|subscribe|get in touch|support us|follow us|advertisement|contact us|around the web"
    r"|print|e-?mail|tweet|save|like|text size|reprints?|facebook|twitter|linkedin|whatsapp|pinterest|reddit|close"
    r"|published|updated|posted|last updated"
    r"|(?:promoted|sponsored)(?: (?:content|stories|links))?|key events?|in this (?:article|story))\s*[:.…]?",
    re.I,
)
"""The heading of a box of furniture, or a word that stands on one."""
_HOUSE = re.compile(
    r"(?:advertisement|sponsored|promoted)(?: (?:by|content)\b.{0,40})?\s*(?:$|[·•|:-])|scroll to continue"
    r"|(?:story|article) continues (?:below|after)|continue reading|skip (?:to|advertisement|past)"
    r"|(?:follow|like|find) (?:us|\S+(?: \S+){0,3}) on (?:facebook|instagram|twitter|x\b|bluesky|tiktok|linkedin)"
    r"|follow \S+(?: \S+){0,3} for (?:more|email|news|updates)\b|\S+(?: \S+){1,3} can be reached (?:at|on|by)\b"
    r"|sign up (?:for|to|here|now)|subscribe\b|get (?:our|the|all the) .{0,60}\b(?:inbox|newsletter)|join our\b"
    r"|click (?:here|to)\b|tap (?:here|to)\b|listen to this article|to play this video|this video can ?not"
    r"|(?:share|print|e-?mail|save) this (?:article|story|page|post|link)|share on (?:facebook|twitter|x\b|whatsapp)"
    r"|(?:a version of )?this article (?:also )?appear(?:s|ed) in print|©|\(c\) |copyright (?:©|\(c\)|\d{4})"
    r"|all rights reserved|download (?:our|the) .{0,30}\bapp\b|comments (?:are|have been) (?:closed|moderated|off)"
    r"|if you (?:spot|notice|see) (?:an error|a mistake)|when we learn of a mistake"
    r"|(?:have|do you have|got) (?:you got )?(?:a|an|more|any) (?:story|opinion|tip|news tip|information)\b"
    r"|log in\b|sign in\b|already a (?:subscriber|member)|register (?:now|for free)|\d[\d,.]* views?$"
    r"|\d+ min(?:ute)?s? read"
    r"|view (?:all|comments|gallery|\d+ (?:images|photos))|reuse this content|loading\s*(?:…|\.\.|$)|back to top"
    r"|our standards:|we (?:and our .{0,40})?use .{0,40}\bcookies\b|\(?except for the headline|disclaimer:"
    r"|the (?:views|opinions) expressed (?:in|here|by|are)\b",
    re.I,
)
"""How lines begin that houses put into their pages."""
_POINTER = re.compile(
    r"(?:read|see|watch|listen|also|related|more|explainer|analysis|in pictures|recommended|don['’]t miss)\b"
    r"[^.?!]{0,24}[:|»→-]|(?:read more|read also|also read|see also|related)\b",
    re.I,
)
"""How a line begins that points to another article where much of it leads elsewhere."""
_SURE_POINTER = re.compile(
    r"(?:watch|listen|video|podcast|in pictures|read (?:more|also|next)|also read|see also"
    r"|related(?: (?:story|article))?)"
    r"\s*[:|»]",
    re.I,
)
"""How a line begins that points to another article, whether or not it leads there."""
_OFFERED = re.compile(
    r"subscri|sign[ -]?(?:up|in)\b|log[ -]?in\b|newsletter|inbox|free trial|cancel any|regist(?:er|ration)\b|donat"
    r"|unlimited access|(?:your|an) account|become a member|membership|already a",
    re.I,
)
"""Words of an offer."""
_DATE = re.compile(
    r"(?:[\s,|•·:/.–-]|\d{1,4}(?:st|nd|rd|th|h|hrs?|m)?\b"
    r"|\b(?:am|pm|at|on|of|ago|min(?:ute)?s?|hours?|days?|read|gmt|utc|[a-z]{1,3}[sd]t|cet|eet|wet|msk|published|updated|posted|modified"
    r"|first|last|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?"
    r"|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)+",
    re.I,
)
"""A line of nothing but a date, a time, or how long ago something was."""
_DIVIDED = re.compile(
    r"\s*[|·•]\s*|\s+[–—-]\s+|\s*(?<!first )(?<!last )(?=\b(?:first |last )?(?:published|updated|posted)\b)", re.I
)
_CORRECTION = re.compile(
    r"(?:corrections?|clarifications?|corrections? (?:and|&) clarifications?|editor['’]?s['’]? notes?)"
    r"\s*(?:[:.—–-]|$|\()|(?:a |this )?(?:correction|clarification) was made"
    r"|this (?:article|story|column|piece|report) (?:was|has been) (?:amended|corrected|updated|clarified)"
    r"|an earlier version of this (?:article|story|column|piece|report)",
    re.I,
)
"""How a correction or an editor's note begins."""
_BYLINE = re.compile(
    r"(?i:by|(?:words|text|story|reported|reporting|additional reporting|edited|interview|photographs|pictures)"
    r"(?: and \w+)? by):?\s+(?=[A-ZÀ-Þ])"
)
_SIGNS = "▶►▸»›→•·*-–—|✉📧👉🔔 "
"""What stands before such a line for a picture."""
_LONGEST_LINE, _LONGEST_LABEL, _LONGEST_BYLINE, _LONGEST_CROSSHEAD = 60, 8, 25, 12
"""Words of a line of the house, of a label, of a byline, of a heading."""


def is_label(words: str) -> bool:
    """Whether a line is the heading of a box of furniture, or stands on one."""
    return len(words.split()) <= _LONGEST_LABEL and _LABEL.fullmatch(words) is not None


def is_date(words: str) -> bool:
    """Whether a line has nothing but a date, a time, or how long ago something was."""
    return _DATE.fullmatch(words) is not None


def is_house_line(words: str) -> bool:
    """Whether a line is the house's, not the article's: a label, an offer, an advertisement."""
    return is_label(words) or (len(words.split()) <= _LONGEST_LINE and _HOUSE.match(words.lstrip(_SIGNS)) is not None)


def is_pointer(words: str, linked: float) -> bool:
    """Whether a line points to another article; `linked` is the share of it that leads elsewhere."""
    if len(words.split()) <= _LONGEST_LINE and _SURE_POINTER.match(words):
        return True
    return linked > 0.8 or (linked > 0.4 and _POINTER.match(words) is not None)


def is_offer(words: str) -> bool:
    """Whether a line speaks of subscribing, registering or giving."""
    return _OFFERED.search(words) is not None


def is_crosshead(words: str, bold: float) -> bool:
    """Whether a paragraph is a heading in all but its element: a few words in bold type that end no sentence."""
    return bold == 1.0 and len(words.split()) <= _LONGEST_CROSSHEAD and not words.endswith((".", "?", "!", ":", ","))


def without_date(words: str) -> str:
    """A line that names authors, without the dates and the time it takes to read that stand beside them."""
    told = [part for part in _DIVIDED.split(words) if part]
    kept = [part for part in told if not _DATE.fullmatch(part) and any(map(str.isalnum, part))]
    return words if len(kept) == len(told) else ", ".join(kept)


def is_correction(words: str) -> bool:
    """Whether a paragraph begins as corrections and editor's notes do."""
    return _CORRECTION.match(words) is not None


def is_byline(words: str) -> bool:
    """Whether a line says by whom an article is."""
    return len(words.split()) <= _LONGEST_BYLINE and _BYLINE.match(words) is not None
