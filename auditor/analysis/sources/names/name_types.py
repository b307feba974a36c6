"""What a name is a name of, by all its mentions (entity typing): person, institution, outlet, place, document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import pairwise

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import bodies
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import AND, ARTICLES, HE_OR_SHE, INDEFINITE, IT, POSSESSIVES


class NameType(StrEnum):
    """What a name is a name of."""

    PERSON = "person"
    ORGANIZATION = "organization"
    MEDIA = "media"
    PLACE = "place"
    DOCUMENT = "document"


_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(-TV|-FM|-AM)?")
"""What American stations are called."""
_CAMEL = re.compile(r"(?!Ma?c|De|Di|La|Le|Fitz|Van)[A-Z]?[a-z]{2,}[A-Z]\w*")
"""*IndiGo*, *eBay*, but not *McKay*."""
_NUMBERED = re.compile(r"([a-z]+)\d+")
"""*TV3*, *News24*."""
_REACH_OF_PRONOUN = 15
_MARKS = frozenset({'"', "“", "”", "‘", "’", "'"})

# How strongly each sign speaks, of all mentions of a name together. Set by hand on the names in the training part of
# PolNeAR (Newell, Margolin and Ruths, LREC 2018) and checked on its development part; only what they are beside each
# other matters. For a person:
_TITLE = 4.0
_DESCRIBED_AS_PERSON = 3.0
_SPEAKS = 2.5
_FOLLOWED_BY_PRONOUN = 2.0
_ROLE_BEFORE = 2.0
_ENTITY = 2.0
_TAKEN_UP = 2.5
_SHARED_WORD = 1.5
"""People go by their last word, institutions by their first."""
# for a body:
_KNOWN = 5.0
_DESCRIBED_AS_BODY = 4.0
_STATED_TO_BE_BODY = 4.0
"""Besides, where an apposition says so between commas: *Jana Mukti Dal, the main opposition party,*."""
_CALLED_OUTLET = 7.0
_HAS_COVERAGE = 3.0
_HAS_HEAD = 3.0
_THE_BEFORE = 1.0
_TAKEN_UP_BY_IT = 2.0
_REPORTS = 1.0
_LEARNS = 3.0
_IS_EMPLOYER = 2.5
_OF_BODIES = (3.0, 3.0, 2.0, 3.0, 1.0)
"""*The Valtura said*; *Halvex's shares*; *Halvex acquired*; *Halvex in its note*; *Halvex said it would*."""
_SURE, _SURE_OF_PERSON = 1.5, 3.0
"""How much more must speak for a body, and for a person, than against it, so that there is no doubt."""
# and of the words of the name alone, for a person:
_FIRST_NAME = 3.0
_INITIAL = 2.0
_MOST_INITIALS = 3
_FIRST_NAME_ALONE = 1.5
_TWO_OR_THREE_WORDS = 1.0
# for a body:
_BODY_NOUN = 6.0
_IN_PLURAL = 1.0
"""*Orrin Hotels*, whatever Orrin is."""
_DOCUMENT_NOUN = 3.0
_MEDIA_WORD = 3.0
_CAPITALS = 2.0
_SHOUTED = 1.0
"""*DAILY BEACON*, as some papers write other papers' names."""
_AMPERSAND = 2.0
_CAPITAL_WITHIN = 2.0
_PERSON_ENTITIES = frozenset({"PERSON"})
_BODY_ENTITIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})


def type_of(
    cols: Columns, names: Sequence[Name], singles: Collection[str], speaks: bool = False
) -> tuple[NameType, bool]:
    """What a name is a name of, by what all mentions of one form say together, and whether that leaves no doubt.

    `singles` are the names of one word; `speaks` says whether some statement has this name for its source.
    """
    first = names[0]
    known = known_type(cols, first)
    if not known and len(first.words) == 1 and cols.words.has("media", first.key, "word"):
        known = NameType.MEDIA if any(_is_called_the(cols, n) for n in names) else None
    person, body = _form_votes(cols, first)
    for_person, for_body = _shared_votes(cols, first, singles)
    person, body = person + for_person, body + for_body
    lone = len(first.words) == 1 and not first.words[0].isupper() and not known
    person += _SPEAKS * (speaks and lone and not any(_is_thing(cols, n) for n in names))
    person += _FOLLOWED_BY_PRONOUN * (sum(_is_followed_by_pronoun(cols, n) for n in names) >= max(1, len(names) // 4))
    for_person, for_body = _context_votes(cols, names)
    seen_as_person, seen_as_body = _recogniser_votes(cols, names)
    person, body = person + for_person + seen_as_person, body + for_body + seen_as_body
    learns = not _is_institution(cols, first) and any(bodies.learns(cols, n) for n in names)
    body += _LEARNS * learns
    if known:
        body += _KNOWN
    called = any(_is_called_outlet(cols, n) for n in names)
    body += _CALLED_OUTLET * called
    stated = any(cols.words.has("organizations", _apposed_noun(cols, n), "noun") for n in names)
    reports = any(_reports(cols, n) for n in names) and not stated and not _is_institution(cols, first)
    written = any(_is_title_of_work(cols, n) for n in names)
    body += _DESCRIBED_AS_BODY * written
    body += _REPORTS * (reports and len(first.words) > 1)
    sure = body - seen_as_body - person >= _SURE or person - body >= _SURE_OF_PERSON or bool(known)
    if person >= body and (person > 0 or len(first.words) > 1):
        return NameType.PERSON, sure
    if known:
        return known, sure
    if written or (len(first.words) > 1 and cols.words.has("documents", first.words[-1].lower(), "named")):
        return NameType.DOCUMENT, sure
    outlet = reports or called or learns or _sounds_like_media(cols, first)
    return (NameType.MEDIA if outlet else NameType.ORGANIZATION), sure


def _shared_votes(cols: Columns, name: Name, singles: Collection[str]) -> tuple[float, float]:
    """What a word of the name says that also stands alone: for a person, for a body."""
    words = name.words
    place = cols.words.has("organizations", words[-1].lower(), "place")  # Air Zimbabwe
    if 2 <= len(words) <= 3 and words[-1] in singles and words[0] not in singles and not place:
        return _SHARED_WORD, 0.0
    by_first = len(words) > 1 and words[0] in singles and not cols.words.has("first-names", words[0].lower())
    return 0.0, _SHARED_WORD * by_first


def _context_votes(cols: Columns, names: Sequence[Name]) -> tuple[float, float]:
    """What stands around the mentions of a name: for a person, for a body."""
    person = body = 0.0
    for name in names:
        person += _TITLE * bool(set(name.titles))
        person += _DESCRIBED_AS_PERSON * (_is_described_as_person(cols, name) or _is_listed_as_person(cols, name))
        body += _DESCRIBED_AS_BODY * (_is_described_as_body(cols, name) or bodies.is_which(cols, name))
        body += _HAS_COVERAGE * _has_coverage(cols, name)
        body += _HAS_HEAD * bodies.has_head(cols, name)
        body += (_IS_EMPLOYER + _IN_PLURAL * (cols.tag[name.end - 1] == "NNPS")) * _is_employer(cols, name)
        body += _STATED_TO_BE_BODY * cols.words.has("organizations", _apposed_noun(cols, name), "noun")
        before = name.lead - 1
        if before >= 0 and not name.titles:
            body += _THE_BEFORE * (cols.lower[before] == "the" and not _modifies(cols, name))
            either = cols.words.has("organizations", cols.lower[before], "either")
            person += _ROLE_BEFORE * (cols.tag[before] == "NN" and _is_human(cols, cols.lower[before]) and not either)
    person += _TAKEN_UP * any(bodies.is_taken_up(cols, n, HE_OR_SHE) for n in names)
    body += _TAKEN_UP_BY_IT * any(bodies.is_taken_up(cols, n, IT) for n in names)
    for_body = (bodies.is_the, bodies.has_assets, bodies.acts, bodies.is_followed_by_its, bodies.is_followed_by_it)
    body += sum(weight * any(sign(cols, n) for n in names) for sign, weight in zip(for_body, _OF_BODIES, strict=True))
    return person, body


def _recogniser_votes(cols: Columns, names: Sequence[Name]) -> tuple[float, float]:
    """What the parser's recogniser of names says: for a person, for a body."""
    labels = Counter(cols.ent[name.end - 1] for name in names)
    person, body = (sum(labels[e] for e in kinds) for kinds in (_PERSON_ENTITIES, _BODY_ENTITIES))
    return _ENTITY * person / len(names), _ENTITY * body / len(names)


def _is_thing(cols: Columns, name: Name) -> bool:
    """*The Valtura said*, *Halvex said its note*: a lone name of no person, who would have been introduced."""
    return bodies.is_the(cols, name) or bodies.is_followed_by_its(cols, name)


def _is_called_the(cols: Columns, name: Name) -> bool:
    return name.start > 0 and cols.lower[name.start - 1] == "the"


def _reports(cols: Columns, name: Name) -> bool:
    """Whether the name reports, as outlets do: *The Mercury first reported*."""
    at = name.end + cols.words.has("media", cols.word(name.end), "reported-first")
    return (
        cols.words.has("media", cols.word(at), "reports") and cols.tag[at].startswith("VB") and cols.quoted[at] is False
    )


def _is_institution(cols: Columns, name: Name) -> bool:
    """Whether the name is one of an authority, a bank and the like, which may report as well."""
    last = name.words[-1].lower()
    return cols.words.has("organizations", last, "head") or cols.words.has("organizations", last, "noun")


def _is_called_outlet(cols: Columns, name: Name) -> bool:
    """*the magazine* Larkspur; the Mercury, *a weekly newspaper*."""
    at = name.lead - 1
    before = cols.lower[at] if at >= 0 and cols.tag[at] == "NN" else ""
    return any(cols.words.has("media", noun, "called") for noun in (before, _apposed_noun(cols, name)))


def _has_coverage(cols: Columns, name: Name) -> bool:
    """*A Morning Beacon analysis*, *a 2018 Larkspur investigation*: nobody has an article before a person's name."""
    before = name.lead - 1
    before -= before > 0 and cols.tag[before] == "CD"
    return cols.word(before) in INDEFINITE and cols.words.has("documents", cols.word(name.end), "coverage", "compiled")


def _is_title_of_work(cols: Columns, name: Name) -> bool:
    """*“Low Water,” a history*: a title in quotation marks, and what it is the title of."""
    if not name.lead or cols.text[name.lead - 1] not in _MARKS:
        return False
    at = name.end
    while at < len(cols) and (cols.text[at] in _MARKS or cols.text[at] == ","):
        at += 1
    if cols.word(at) not in ARTICLES:
        return False
    nouns = [cols.lower[i] for i in range(at + 1, min(at + 5, len(cols))) if cols.tag[i] == "NN"]
    return any(cols.words.has("documents", noun, "document") for noun in nouns)


def _is_described_as_person(cols: Columns, name: Name) -> bool:
    """Lee Moss*, who* …; Lee Moss*, a lawyer* …; Lee Moss*, 53*; Lee Moss*, a 53-year-old* …"""
    at = name.end
    if _is_kin(cols, name) or _is_role_before(cols, name):
        return True
    if at + 2 >= len(cols) or cols.text[at] not in (",", "(", "—"):
        return False
    if cols.lower[at + 1] == "who" or (cols.tag[at + 1] == "CD" and cols.text[at + 2] in (",", ")")):
        return True
    aged = any(cols.word(i) == "old" and cols.word(i - 2) == "year" for i in range(at + 3, at + 7))
    noun = _apposed_noun(cols, name)
    return aged or (_is_human(cols, noun) and not _is_body_alone(cols, noun))


def _is_kin(cols: Columns, name: Name) -> bool:
    """With his wife*, Rosa,* or *.*: one who is somebody's, by a word for relatives."""
    at = name.lead - 2
    closed = cols.word(name.end) in (",", ".") and at > 0 and cols.text[at + 1] == ","
    return closed and cols.tag[at - 1] == "PRP$" and cols.words.has("roles", cols.lower[at], "relative")


def _is_role_before(cols: Columns, name: Name) -> bool:
    """The curator*, Lee Moss,* said: between commas after a noun for a person, and for no firm."""
    noun = _noun_beside(cols, name)
    firm = cols.words.has("organizations", noun, "noun", "kin", "trade", "either") or cols.words.has("media", noun)
    return cols.words.has("roles", noun) and not firm


def _is_employer(cols: Columns, name: Name) -> bool:
    """Her employer*, Larkspur Care,* said: between commas after a noun for who may be a person or a firm."""
    either = cols.words.has("organizations", _noun_beside(cols, name), "either")
    return either and not _is_followed_by_pronoun(cols, name)


def _noun_beside(cols: Columns, name: Name) -> str:
    """The noun after which a name stands between commas; empty where it does not."""
    at = name.lead - 2
    if at < 1 or cols.text[at + 1] != "," or cols.word(name.end) != ",":
        return ""
    noun = cols.tag[at] == "NN" or (cols.tag[at] == "NNP" and cols.text[at].islower())
    return cols.lower[at] if noun else ""


def _is_listed_as_person(cols: Columns, name: Name) -> bool:
    """Both senators, *Moss and Vane,* said: one of the names between commas after a plural noun for people."""
    start, end = name.lead, name.end
    while start > 1 and _is_in_list(cols, start - 1) and cols.tag[start - 1 - (cols.text[start - 1] == ",")] != "NNS":
        start -= 1
    while end < len(cols) and _is_in_list(cols, end):
        end += 1
    joined = any(cols.lower[at] in AND for at in range(start, end)) and cols.text[end - 1] == ","
    if start < 2 or cols.text[start - 1] != "," or cols.tag[start - 2] != "NNS" or not joined:
        return False
    return _is_human(cols, cols.doc[start - 2].lemma_.lower())


def _is_in_list(cols: Columns, at: int) -> bool:
    return cols.tag[at] in ("NNP", "NNPS") or cols.text[at] == "," or cols.lower[at] in AND


def _is_followed_by_pronoun(cols: Columns, name: Name) -> bool:
    """Whether *he* or *her* comes next in the sentence, before any other name, and the name is no object."""
    if cols.dep[name.end - 1] in ("dobj", "pobj") or (
        len(name.words) == 1 and name.words[0].isupper() and _modifies(cols, name)
    ):
        return False
    for at in range(name.end, min(name.end + _REACH_OF_PRONOUN, len(cols))):
        if cols.sentence[at] != cols.sentence[name.start] or cols.tag[at].startswith("NNP"):
            return False
        if cols.lower[at] in HE_OR_SHE:
            return not bodies.acts_on(cols, name, at)
    return False


def _is_described_as_body(cols: Columns, name: Name) -> bool:
    """*the company,* Larkspur Care; *the charity* Larkspur."""
    comma = name.lead > 0 and cols.text[name.lead - 1] == ","
    at = name.lead - 1 - comma
    enclosed = not comma or cols.word(name.end) in (",", ".", "(", "—")
    before = cols.lower[at] if at >= 0 and cols.tag[at] == "NN" and enclosed else ""
    if not comma and bodies.is_after_trade(cols, name):
        return True
    return any(cols.words.has("organizations", noun, "noun") for noun in (before, _apposed_noun(cols, name)))


def _apposed_noun(cols: Columns, name: Name) -> str:
    """The noun of *, a research firm*; nothing where there is none."""
    at = name.end
    opens = cols.word(at + 1) in ARTICLES | POSSESSIVES or cols.tag[min(at + 1, len(cols) - 1)] in (
        "JJ",
        "NN",
    )
    if cols.word(at) not in (",", "(", "—") or not opens:
        return ""
    for i in range(at + 2, min(at + 9, len(cols))):
        if cols.tag[i] in ("IN", ",", ".", "WP", "WDT", "VBN", "VBG", "-RRB-"):
            return cols.lower[i - 1] if cols.tag[i - 1] in ("NN", "NNP") else ""
    return ""


def known_type(cols: Columns, name: Name) -> NameType | None:
    """What a word list says that the name is a name of; None where it says nothing."""
    key = name.key if name.words[0] == "The" else name.written.lower() or name.key
    if cols.words.has("media", key, "outlet") or cols.words.has("media", f"the {key}", "outlet"):
        return NameType.MEDIA
    if cols.words.has("organizations", key, "place"):
        return NameType.PLACE
    if cols.words.has("organizations", key, "known") or cols.words.has("organizations", f"the {key}", "known"):
        return NameType.ORGANIZATION
    if any(cols.words.has("demonyms", party, "members") for party in (key, key.partition(" ")[2])):
        return NameType.ORGANIZATION
    return None


def _form_votes(cols: Columns, name: Name) -> tuple[float, float]:
    """What the words of a name alone say: for a person, for a body."""
    lower = [w.lower() for w in name.words]
    person = body = 0.0
    outlet = _sounds_like_media(cols, name)
    if not outlet and cols.words.has("first-names", lower[_has_initials(name)]) and 2 <= len(lower) <= 4:
        person += _FIRST_NAME
    if len(lower) > 1 and any(len(w) == 2 and w[1] == "." for w in lower[:-1]):
        person += _INITIAL
    particle = len(lower) > 2 and cols.words.has("not-names", lower[1], "particle")
    person += _INITIAL * (particle and name.words[0].isupper() and len(name.words[0]) <= _MOST_INITIALS)
    person += _FIRST_NAME_ALONE * (len(lower) == 1 and cols.words.has("first-names", lower[0]))
    heads = [w for w in (lower[-1], *_before_glue(cols, lower)) if cols.words.has("organizations", w, "head")]
    if len(lower) > 1 and (heads or cols.words.has("organizations", lower[0], "opens")):
        body += _BODY_NOUN + _IN_PLURAL * (cols.tag[name.end - 1] == "NNPS")
    elif len(lower) > 1 and cols.words.has("documents", lower[-1], "named"):
        body += _DOCUMENT_NOUN
    body += _MEDIA_WORD * outlet
    body += _SHOUTED * (len(name.words) > 1 and all(w.isupper() and len(w) > 3 for w in name.words))
    if len(lower) == 1 and name.words[0].isupper() and len(name.words[0]) > 1:
        body += _CAPITALS
    body += _AMPERSAND * ("&" in name.words)
    body += _CAPITAL_WITHIN * any(_CAMEL.fullmatch(w) is not None for w in name.words)
    person += _TWO_OR_THREE_WORDS * (2 <= len(lower) <= 3 and all(w.isalpha() for w in lower))
    return person, body


def _has_initials(name: Name) -> bool:
    """Whether letters stand before the first name: *AKM* Alamgir Jahan, *Md* Jamal Hossen."""
    first = name.words[0]
    return len(name.words) > 2 and len(first) <= 4 and (first.isupper() or len(first) == 2)


def _before_glue(cols: Columns, lower: Sequence[str]) -> list[str]:
    return [w for w, after in pairwise(lower) if cols.words.has("not-names", after, "glue")]


def _sounds_like_media(cols: Columns, name: Name) -> bool:
    last = name.words[-1].lower()
    opens = len(name.words) > 1 and cols.words.has("media", name.words[0].lower(), "opening", "numbered")
    numbered = _NUMBERED.fullmatch(last)
    if numbered and cols.words.has("media", numbered[1], "word", "numbered"):
        return True
    if opens or _CALL_SIGN.fullmatch(name.words[0]):
        return True
    if len(name.words) > 2 and cols.words.has("media", f"{name.words[-2].lower()} {last}", "noun"):
        return True  # Kestrel News Agency
    if len(name.words) > 1 and cols.words.has("media", last, "word"):
        first = name.words[0].lower()
        daily = cols.words.has("not-names", first, "weekday") and _is_called_the(cols, name)  # the Sunday Herald
        return daily or not cols.words.has("first-names", first)
    stem, dot, domain = last.rpartition(".")
    return bool(stem) and cols.words.has("not-names", dot + domain, "domain")


def _is_body_alone(cols: Columns, noun: str) -> bool:
    """Whether a noun for people is one for a body, and for no single person: *party*."""
    single = cols.words.has("roles", noun, "informant", "bystander", "office", "person", "relative", "personal")
    return cols.words.has("organizations", noun, "noun") and not single


def _modifies(cols: Columns, name: Name) -> bool:
    """Whether a noun follows that the name describes: *the Vane campaign*."""
    return name.end < len(cols) and cols.tag[name.end] in ("NN", "NNS")


def _is_human(cols: Columns, word: str) -> bool:
    return cols.words.has("roles", word)
