"""Where the core of a noun phrase ends: before its postmodifiers, at a preposition, a comma or a verb."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS
from auditor.analysis.sources.names.names import Name, names_between

_ENDS_CORE = frozenset(
    ["IN", "TO", "RP", "WDT", "WP", "WP$", "WRB", "VBD", "VBZ", "VBP", "MD", ":", ",", "-LRB-", "''", "``"]
)
_ADJECTIVAL = frozenset({"JJ", "NN", "VBN", "VBG", "CD", "HYPH", ",", "CC", "RB", "NNP"})
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
_THIS_OR_LAST = frozenset({"this", "last"})
"""After a noun they begin words that say when: *an inquiry last year by the council*."""
_LONGEST_TITLE = 8
_LONGEST_GLOSS = 6


def end_of(cols: Columns, names: Sequence[Name], start: int, end: int) -> int:
    """The token from `start` on that ends the core: a preposition, comma, verb or relative pronoun outside a name."""
    after_name = {i: n.end for n in names_between(names, start, end) for i in (n.lead, n.start)}
    at = start
    while at < end:
        if at in after_name:
            at = after_name[at]
        elif cols.text[at] == "(" and cols.word(at + 2) == ")" and at + 3 < end:
            at += 3  # a constituency: Harbour County (Ohio) Sheriff Lee Moss
        elif cols.text[at] == "(" and at > start and (after := _after_gloss(cols, at, end)) in after_name:
            at = after
        elif cols.text[at] in _QUOTES and (closing := _closing(cols, at, end)):
            at = closing  # a title: the “Harbour Lights” star
        elif at > start and _ends_core(cols, at, end) and not _joins_nouns(cols, start, at, end):
            break
        else:
            at += 1
    return min(max(at, start + 1), end)


def _after_gloss(cols: Columns, at: int, end: int) -> int:
    """The token after a word or two in brackets that explain a title: *Provost (presiding judge)* Lee Moss; or -1."""
    closing = (i for i in range(at + 2, min(at + _LONGEST_GLOSS, end - 1)) if cols.text[i] == ")")
    return next(closing, -2) + 1


def past_when(cols: Columns, at: int, end: int) -> int:
    """The token after words that say when, if they stand at `at`: *issued on Monday by*, *posted late Sunday on*."""
    stop = at
    while stop < end and (cols.doc[stop].ent_type_ in ("DATE", "TIME") or cols.lower[stop] in ("on", "late", "early")):
        stop += 1
    while stop > at and cols.doc[stop - 1].ent_type_ not in ("DATE", "TIME"):
        stop -= 1
    return stop


def past_participle(cols: Columns, names: Sequence[Name], start: int, end: int) -> tuple[int, int]:
    """The same range, from the name on where a lone participle goes before it: *Prosecuting, Lee Moss*."""
    if end - start < 3 or cols.text[start + 1] != "," or not cols.lower[start].endswith("ing"):
        return start, end
    leads = {name.lead for name in names_between(names, start, end)}
    return (start + 2 if start + 2 in leads and start not in leads else start), end


def past_making(cols: Columns, at: int, end: int) -> int:
    """The token after the participle of *gathered by the Mercury*, if one stands at `at`; else `at`."""
    found_out = at > 0 and cols.words.has("documents", cols.lower[at - 1], "compiled", "coverage")
    return at + (found_out and at + 1 < end and cols.tag[at] == "VBN" and cols.lower[at + 1] == "by")


def _closing(cols: Columns, at: int, end: int) -> int:
    """The token after the quotation marks that open at `at` and close before a noun; 0 if they do not."""
    for i in range(at + 2, min(at + _LONGEST_TITLE, end - 1)):
        if cols.text[i] in _QUOTES:
            return i + 1 if cols.tag[i + 1] in NOUN_TAGS else 0
    return 0


def _is_than(cols: Columns, at: int, end: int) -> bool:
    """The *than* of *more than a dozen aides*."""
    return cols.lower[at] == "than" and cols.word(at - 1) in ("more", "fewer", "less") and at + 1 < end


def _ends_core(cols: Columns, at: int, end: int) -> bool:
    tag = cols.tag[at]
    if cols.text[at] in ("'s", "’s", "’") or _is_than(cols, at, end):
        return False
    if cols.lower[at] in _THIS_OR_LAST and cols.tag[at - 1] in NOUN_TAGS:
        return cols.doc[at].ent_type_ == "DATE"
    if tag == "CC" or cols.text[at] == ",":
        return not (_joins_adjectives(cols, at, end) or (tag == "CC" and _joins_modifiers(cols, at, end)))
    if tag in ("''", "``"):
        return not _noun_follows(cols, at, end)
    if tag in ("VBG", "VBN"):
        return cols.tag[at - 1] in NOUN_TAGS and not _noun_follows(cols, at, end)
    if tag.startswith("W") and cols.text[at][:1].isupper() and cols.lower[at - 1] == "the":
        return False  # the front man of The Who
    dash = cols.text[at] == "-" and cols.idx[at] > cols.idx[at - 1] + len(cols.text[at - 1])
    return dash or tag in _ENDS_CORE or cols.text[at] in "—–("


def _noun_follows(cols: Columns, at: int, end: int) -> bool:
    return at + 1 < end and cols.tag[at + 1] in ("NN", "NNS")


def _joins_adjectives(cols: Columns, at: int, end: int) -> bool:
    """*A long, four-page letter*, *environmental and farming groups*: the noun of the first adjective comes later."""
    if cols.tag[at - 1] not in ("JJ", "VBN"):
        return False
    noun = cols.head[at - 1]
    return (
        at < noun < end and cols.tag[noun] in ("NN", "NNS") and all(cols.tag[i] in _ADJECTIVAL for i in range(at, noun))
    )


def _joins_nouns(cols: Columns, start: int, at: int, end: int) -> bool:
    """*Good government and finance experts*: one noun without an article, and another with a plural after it."""
    bare = all(cols.tag[i] in ("NN", "JJ") for i in range(start, at)) and cols.tag[at - 1] == "NN"
    bare = bare and cols.text[at - 1].islower()
    stop = at + 1
    while stop < end and cols.tag[stop] in ("NN", "JJ"):
        stop += 1
    return bare and cols.tag[at] == "CC" and at + 1 < stop < end and cols.tag[stop] == "NNS"


def _joins_modifiers(cols: Columns, at: int, end: int) -> bool:
    """*Home Office and Treasury spokesmen*, *lobbyist and strategist Lee Moss*: one noun phrase."""
    words, before = cols.words, cols.lower[at - 1]
    if words.has("organizations", before, "place") and cols.tag[at + 1] == "JJ":
        return False  # the UK and European allies
    capital = cols.text[at - 1][:1].isupper()
    body = capital and (words.has("organizations", before, "head", "known", "place") or words.has("demonyms", before))
    title = words.has("titles", before) or (words.has("roles", before) and cols.tag[at - 1] != "NNS")
    stop = at + 1
    while stop < end and cols.tag[stop] in (*NOUN_TAGS, "JJ"):
        stop += 1
    if stop - at < 3:
        return False
    return (body and cols.tag[stop - 1] in ("NN", "NNS")) or (title and cols.tag[stop - 1] == "NNP")
