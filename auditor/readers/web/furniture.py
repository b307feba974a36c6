"""What pages call the things around an article, and the lines that tell them where they are not called anything.

The names are those that content systems and their themes give to classes, ids and parts (WordPress, Drupal, Ghost, Arc,
AMP and others), taken apart at hyphens, underscores and capitals. What bears such a name is held for furniture only
where the rest of the page agrees (`article`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.readers.web.flow import UNSEEN, Attributes
from auditor.records.article import BlockRole

ASIDE, BIO, CONSENT, COMMENTS, FOOTER, FORM, OFFER, PLAYER = (
    "aside",
    "bio",
    "consent",
    "comments",
    "footer",
    "form",
    "offer",
    "player",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing around an article: the names it goes by, and the words that it has at most."""

    names: str
    """A pattern of whole names."""
    most: int = 1_000_000
    is_sure: bool = False
    """Whether it may have more words than the article."""


KINDS: Mapping[str, Kind] = {
    COMMENTS: Kind(
        r"comments?|forum|discussion|commentlist|commenting|disqus|respond|coral|viafoura|livefyre", is_sure=True
    ),
    CONSENT: Kind(r"cookies?\w*|consent\w*|gdpr|onetrust|didomi|cmp", is_sure=True),
    "menu": Kind(
        r"nav|navigation|navbar|subnav|menus?|breadcrumbs?|pagination|pager|skip(?:-?(?:link|nav)s?)?|hamburger|masthead"
        r"|topbar|site-header|search"
    ),
    "advertisement": Kind(
        r"ads?|adverts?|advertisements?|advertising|ad-?(?:slot|holder|unit|label|break|container|wrapper)s?|dfp|mpu"
        r"|leaderboard|sponsor(?:ed|s)?|outbrain|taboola|promos?|promoted|promotions?"
    ),
    "share": Kind(
        r"shar(?:e|es|ing|er)(?:-?\w+)?|sharedaddy|social\w*|addtoany|a2a|sociable|follow(?:-(?:us|on))?|likes?|tools?"
        r"|toolbar|actions?|gift|email-this|printer-?friendly",
        80,
    ),
    "related": Kind(
        r"related\w*|recommend\w*|recirc\w*|read-?(?:more|next|also)|up-?next|more-?(?:on|from|in|like|stories|news)"
        r"|see-?alsos?|also-?read|most-?(?:read|popular|viewed|watched|shared)|popular|trending|latest|teasers?"
        r"|onward\w*|prev(?:ious)?|next|recent\w*|sidebar\w*|rail|widget(?:-area|-title|s)|widgettitle|suggest\w*"
        r"|link-?(?:box|list)|links|series-nav|key-?events?"
    ),
    "newsletter": Kind(
        r"news-?letters?\w*|sign-?ups?|subscribe|subscriptions?\w*|opt-?in\w*|mailchimp|mailing-?list", 250
    ),
    "appeal": Kind(r"donat\w+|support-?us|contribute|contributions?|membership|appeal|cta|call-?to-?action", 150),
    OFFER: Kind(r"pay-?wall\w*|reg-?wall\w*|meter|offers?|upsell\w*|piano|tp-container\w*|barrier|premium|gate"),
    BIO: Kind(
        r"(?:author|contributor|writer|reporter|columnist)s?-?(?:bio|box|card|blurb|about|description|profile)s?|bios?"
        r"|about-(?:the-)?(?:author|writer)s?|authorbios?|blurb|biograph\w+",
        250,
    ),
    "tags": Kind(
        r"tags|tag-?(?:list|links?|cloud)s?|tags-?(?:links|list)|tagged|topics?|topic-?list|keywords|categor(?:y|ies)"
        r"|cat-?links|taxonomy|submeta|kicker|eyebrow|overline|rubric",
        60,
    ),
    "date": Kind(r"dates?|times?|times?tamps?|pub-?dates?|published|updated|posted-?on|read(?:ing)?-?time|created", 20),
    PLAYER: Kind(r"player|jw-?player|vjs|video-?(?:js|controls|title|container|wrapper)|audio-?\w*|listen\w*", 100),
    "window": Kind(
        r"modal|pop-?ups?|lightbox|dialog|alertdialog|toast|banner|interstitial|notifications?|alert-?bar|ticker", 300
    ),
    "poll": Kind(r"polls?|quiz\w*|survey|ratings?|weather", 100),
    "rights": Kind(r"copyright\w*|licen[cs]ing|reprints?|trust-?badge|disclaimers?|disclosures?", 60),
    FOOTER: Kind(r"footer|colophon|site-?info|contentinfo|site-?foot"),
    ASIDE: Kind(r"complementary"),
    FORM: Kind(r"form"),
}
"""Each kind of furniture, the surest first."""

_OF_TAGS: Mapping[str, str] = {
    "nav": "menu",
    "footer": FOOTER,
    "aside": ASIDE,
    "form": FORM,
    "time": "date",
    "dialog": "window",
    "menu": "menu",
}
"""What an element is by its own name."""
_PARTS: Mapping[BlockRole, str] = {
    BlockRole.CORRECTION: r"corrections?|clarifications?|editor-?s?-?notes?|ednotes?|amendments?|errat(?:um|a)",
    BlockRole.CAPTION: r"captions?|caption-?\w+|cutline",
    BlockRole.QUOTE: r"pull-?quotes?|(?:article|big|block)-?quotes?",
    BlockRole.STANDFIRST: r"stand-?first|dek|deck|sub-?titles?|sub-?head(?:line|ing)?s?|strap-?line|summary|excerpt"
    r"|abstract|description|doc-subtitle",
    BlockRole.BYLINE: r"by-?lines?\w*|authors?|contrib(?:utor)?s?|writers?|reporters?|columnists?|journalists?"
    r"|posted-?by|sign-?off",
}
"""Names of the parts of an article itself, the surest first."""
_BESIDE = frozenset({"date", "tags", "share", "menu", PLAYER, "rights", ASIDE})
"""Kinds by which a part of the article may be called as well."""
_MACHINES = r"sr-?only|screen-?reader\w*|visually-?hidden|off-?screen|assistive\w*|a11y-?text"
"""What only machines read out."""

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"(?:^|[^a-z])(?:{kind.names})(?:$|[^a-z])") for name, kind in KINDS.items()
}
_PART_PATTERNS: Mapping[BlockRole, re.Pattern[str]] = {
    role: re.compile(rf"(?:^|[^a-z])(?:{names})(?:$|[^a-z])") for role, names in _PARTS.items()
}
_UNSEEN = re.compile(rf"(?:^|[^a-z])(?:{_MACHINES})(?:$|[^a-z])")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STATES = re.compile(
    r"(?:has|with|without|no|is|js|not|supports|category|tag|section|topic|theme)-(?!list|links|cloud)"
)
"""How classes begin that tell of a state, or of what a post is about."""
_NAMING = ("id", "role", "itemprop", "rel")
_DATA = frozenset(
    f"data-{name}" for name in ("component", "testid", "test-id", "module", "name", "gu-name", "qa", "block-type")
)
_LABELLED = frozenset({"div", "section", "aside", "ul", "ol", "figure"})
"""What tells by a label what it is, and not what it leads to."""
_LONGEST, _LONGEST_NAME = 2000, 100
"""Code points of a list of classes, and of another name."""


def judge(tag: str, attributes: Attributes, is_amid: bool) -> tuple[str, BlockRole | None]:
    """What kind of furniture an element is by its names, or nothing, and which part of an article."""
    if tag in ("html", "body", "main"):
        return "", None
    names = _names(tag, attributes)
    if names and _UNSEEN.search(names):
        return UNSEEN, None
    if is_amid:
        return "", None
    role = next((each for each, pattern in _PART_PATTERNS.items() if names and pattern.search(names)), None)
    if role is BlockRole.CORRECTION:
        return "", role
    kinds = (each for each, pattern in _PATTERNS.items() if names and pattern.search(names))
    kind = next((each for each in kinds if role is None or each not in _BESIDE), "")
    if not kind and role is None:
        kind = _OF_TAGS.get(tag, "")
    return kind, role


def _names(tag: str, attributes: Attributes) -> str:
    """All that an element is called, in small letters, words apart."""
    classes = (each for each in (attributes.get("class") or "")[:_LONGEST].split() if not _STATES.match(each))
    others = [attributes.get(name) or "" for name in _NAMING if name in attributes]
    others += [value for name, value in attributes.items() if name in _DATA and value]
    if tag in _LABELLED:
        others.append(attributes.get("aria-label") or "")
    named = " ".join((*classes, *(each for each in others if len(each) <= _LONGEST_NAME)))
    return _HUMP.sub("-", named).lower()
