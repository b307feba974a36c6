"""What stands beside a name and says whose it is: titles, appositions, *is a lawyer*."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS, in_full, is_role, singular
from auditor.analysis.sources.names.names import Name
from auditor.base.spans import Span
from auditor.language.function_words import ARTICLES

Role = tuple[str, frozenset[str]]
"""A noun for a person, and the words before it: *Ukrainian*, *former*."""

_DASHES = frozenset({"—", "–", "--", "-"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WITHIN_SUBJECT = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "CC", "CD", "HYPH", "``", "''", "POS", "PRP$", "VBN"}
)
_DETERMINERS = ARTICLES | {"his", "her", "its", "who", "one"}
_ENDS_ROLE = frozenset({"IN", ",", "WP", "WDT", "VBD", "VBZ", ".", ":", "CC", "TO"})
_MODIFIER_TAGS = frozenset({"NN", "JJ", "NNP", "POS", "VBN", "HYPH"})
_LONGEST_BRACKETS = 6
_REACH_OF_ROLE, _REACH_OF_APPOSITION = 9, 25


def roles(cols: Columns, start: int, name: Name) -> tuple[Role, ...]:
    """The nouns for a person from `start` to the name and in the apposition after it."""
    return (*_before(cols, min(start, name.lead), name), *_after(cols, name))


def description(cols: Columns, start: int, name: Name) -> Span | None:
    """The words that say who it is: those from `start` to the name, or else the apposition after it."""
    while start < name.start and cols.tag[start] in ("DT", "PRP$", "CC", "IN"):
        start += 1
    end = name.start
    while end > start and (cols.pos[end - 1] == "PUNCT" or _is_address(cols, end - 1)):
        end -= 1
    return cols.span(start, end) if start < end else _apposition(cols, name)


def _is_address(cols: Columns, at: int) -> bool:
    return cols.words.has("titles", cols.lower[at], "male", "female", "address")


def start_of_modifiers(cols: Columns, name: Name) -> int:
    """Where the words that describe the name begin, if they stand right before it."""
    start = _walk_back(cols, name.lead)
    if start == name.lead and start > 1 and cols.text[start - 1] == ",":
        noun = before_brackets(cols, start - 2, max(0, start - 2 - _LONGEST_BRACKETS))
        return _walk_back(cols, noun + 1) if is_role(cols, noun) else start  # the finance minister, Lee Moss
    return start


def before_brackets(cols: Columns, at: int, first: int) -> int:
    """The *commissioner* of the commissioner (traffic), where `at` is the bracket that closes; else `at`.

    The bracket that opens is looked for down to the token after `first`.
    """
    if cols.text[at] != ")":
        return at
    return next((i - 1 for i in range(at, first, -1) if cols.text[i] == "("), at)


def _walk_back(cols: Columns, at: int) -> int:
    while at > 0 and at not in cols.starts:
        owners = cols.tag[at] == "POS" and cols.tag[at - 1] == "NNS"  # children's commissioner Lee Moss
        if not (owners or cols.tag[at - 1] in _MODIFIER_TAGS):
            break
        at -= 1
    return at


def _before(cols: Columns, start: int, name: Name) -> Iterator[Role]:
    """*Vane campaign manager* Lee Moss; *the finance minister,* Lee Moss."""
    since = start
    for at in range(start, name.lead):
        if cols.tag[at] in ("IN", "DT", "PRP$", ","):
            since = at
        ends = at + 1 == name.lead or cols.tag[at + 1] == "IN" or cols.text[at + 1] in (",", "(", *_DASHES)
        ends = ends or cols.words.has("not-names", cols.lower[at + 1], "naming")  # a worker named Lee Moss
        if ends and cols.tag[at] in NOUN_TAGS and is_role(cols, at):
            noun, before = _role(cols, since, at)
            yield noun, before | charge(cols, name.end - 1)


def _after(cols: Columns, name: Name) -> Iterator[Role]:
    """Lee Moss, *the finance minister*, …; Lee Moss *is a lawyer*."""
    at = _start_after(cols, name)
    if at < 0:
        return
    for i in range(at, min(at + _REACH_OF_ROLE, len(cols))):
        if cols.tag[i] in _ENDS_ROLE or cols.block[i] != cols.block[name.start]:
            return
        ends = i + 1 >= len(cols) or cols.tag[i + 1] not in NOUN_TAGS
        if cols.tag[i] in NOUN_TAGS and ends and is_role(cols, i):
            if speaks_itself(cols, name.lead, at, i):
                return
            yield _role(cols, at, i)
            return


def _role(cols: Columns, start: int, noun: int) -> Role:
    """The role whose noun is at `noun`, and the words before it from `start` on."""
    before = frozenset(cols.lower[start:noun]) | genitives(cols, start, noun) | charge(cols, noun)
    return in_full(cols, noun, singular(cols, noun)[0]), before


def is_charge(cols: Columns, word: str) -> bool:
    """Whether a word beside an office says what its holder is in charge of: *health*, *foreign*."""
    return cols.words.has("organizations", word, "field", "portfolio")


def charge(cols: Columns, noun: int) -> frozenset[str]:
    """The words after a noun for an office that say whose or of what it is: the minister *for works*.

    Of people they are a genitive: a lawyer *for the family* is the family's.
    """
    at = noun + 1 + (cols.word(noun + 1) == "," and cols.word(noun + 2) == "for")
    if cols.word(at) not in ("of", "for"):
        return frozenset()
    end = next((i for i in range(at + 2, len(cols)) if not _is_within_charge(cols, i)), len(cols))
    fields = frozenset(w for w in cols.lower[at + 1 : end] if cols.words.has("organizations", w, "field"))
    whose = at + 1 + (cols.word(at + 1) in ARTICLES)
    plain = cols.word(at) == "for" and whose < len(cols) and cols.tag[whose] in ("NN", "NNS")
    return fields | {f"{cols.lower[whose]}'s"} if plain else fields


def _is_within_charge(cols: Columns, at: int) -> bool:
    joins = cols.lower[at] in ("and", "&", "the") or cols.text[at] == ","
    return at not in cols.starts and (joins or cols.words.has("organizations", cols.lower[at], "field"))


def genitives(cols: Columns, start: int, end: int) -> frozenset[str]:
    """The genitives among words, each as one: *family's*, of *the victims'* as well *victims's*."""
    return frozenset(f"{cols.lower[i - 1]}'s" for i in range(start + 1, end) if cols.tag[i] == "POS")


def speaks_itself(cols: Columns, lead: int, start: int, noun: int) -> bool:
    """Whether the noun is the subject of a verb right after it: *in a note to* Lee Moss, *the mayor said*.

    The noun's phrase begins at `start`, after a comma, and the name before it at `lead`. A name that opens the
    sentence may be a subject whose apposition was left open.
    """
    if cols.text[start - 1] != "," or cols.tag[min(noun + 1, len(cols) - 1)] not in _FINITE:
        return False
    at = lead
    while at > 0 and at not in cols.starts and cols.tag[at - 1] in _WITHIN_SUBJECT:
        at -= 1
    return at > 0 and at not in cols.starts


def _start_after(cols: Columns, name: Name) -> int:
    """The first word of *, 53, a pilot* or *is a pilot*; -1 if there is none."""
    at = name.end
    if at + 1 >= len(cols):
        return -1
    if cols.lower[at] in ("is", "was") and cols.lower[at + 1] in ARTICLES:
        return at + 1
    if cols.text[at] not in (",", "(", *_DASHES):
        return -1
    at += 1
    if at + 2 < len(cols) and cols.tag[at] == "CD" and cols.text[at + 1] == ",":
        at += 2
    begins = cols.lower[at] in _DETERMINERS or cols.tag[at] in ("NN", "JJ", "NNP", "VBN")
    return at if begins and cols.block[at] == cols.block[name.start] else -1


def _apposition(cols: Columns, name: Name) -> Span | None:
    at = _start_after(cols, name)
    if at < 0 or cols.lower[at - 1] in ("is", "was"):
        return None
    end = at
    while end < min(at + _REACH_OF_APPOSITION, len(cols)) and not _is_break(cols, end):
        if cols.tag[end] in ("VBD", "VBZ") and cols.lower[at] != "who":
            if speaks_itself(cols, name.lead, at, end - 1):
                return None
            break
        end += 1
    tells = cols.lower[at] == "who" or any(is_role(cols, i) for i in range(at, end))
    return cols.span(at, end) if tells and end > at + 1 else None


def _is_break(cols: Columns, at: int) -> bool:
    """Whether an apposition ends here; the hyphen of a compound is no dash."""
    spaced = cols.idx[at] > cols.idx[at - 1] + len(cols.text[at - 1])
    return cols.text[at] in (",", ")", ".", "”") or (cols.text[at] in _DASHES and spaced)
