"""Proper names of an article: where they stand and what titles they carry (named-entity recognition).

Capital letters and tags say where a run of name words is; word lists say what in it is a title, a modifier or
a noun, and where an institution's name goes on after *of*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names import name_runs, titles
from auditor.analysis.sources.names.name_runs import LONGEST_TITLE
from auditor.analysis.sources.names.titles import FORMS_OF_ADDRESS

_MALE, _FEMALE = "male", "female"
_MARKS = frozenset({'"', "“", "”", "‘", "’", "'", "(", ")"})


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name, in token numbers: `lead` to `start` are titles, `start` to `end` the name."""

    lead: int
    start: int
    end: int
    words: tuple[str, ...]
    """The words of the name as written, without titles and suffixes."""
    titles: tuple[str, ...] = ()
    """What the titles say: `senator`, `male`."""
    written: str = ""
    """The name as the article writes it: with hyphens, and with the nickname in it."""

    @property
    def gender(self) -> str:
        """`male` or `female` where a title says so, else empty."""
        return next((t for t in self.titles if t in (_MALE, _FEMALE)), "")

    @property
    def key(self) -> str:
        """The name in lower case, without a leading *the*: what word lists are asked for."""
        return " ".join(self.words).lower().removeprefix("the ")


def find(cols: Columns, edges: Collection[int] = frozenset()) -> tuple[Name, ...]:
    """All names of the article in order, those inside quotations included; none runs over one of `edges`.

    The edges are tokens before which the words for a source begin or end.
    """
    found: list[Name] = []
    loud = name_runs.shouted(cols)
    stops = loud | frozenset(edges)
    at = 0
    while at < len(cols):
        if at in loud or not name_runs.begins(cols, at):
            at += 1
            continue
        end = name_runs.end_of(cols, at, stops)
        found.extend(name for name in _names_of_run(cols, at, end) if name.words)
        at = end
    return tuple(_with_surnames(cols, _without_domains(found)))


# ---------------------------------------------------------------- what names a run holds


def _names_of_run(cols: Columns, start: int, end: int) -> Iterator[Name]:
    """The names in the run: those of modifiers (*Indiana* Gov. …) and the main one; no titles, no groups."""
    while start < end and _is_opener(cols, start):
        start += 1
    if _is_after_name(cols, start, end) or _is_office_in_letters(cols, start, end) or _is_office(cols, start, end):
        return
    if _opens_with_another(cols, start, end):
        start += 1
    if start == end or _names_nothing(cols, start, end):
        return
    if _is_known(cols, start, end):
        yield _name(cols, start, start, end)
        return
    if not _is_institution(cols, start, end) and (role := titles.ending(cols, start, end)) < end:
        yield from [_name(cols, start, start, role)] if not _is_common(cols, start, role) else []
        return
    lead, main = _main(cols, start, end)
    if lead > start and not _is_common(cols, start, lead):
        yield _name(cols, start, start, lead)
    if _is_constituency(cols, main, end):
        return
    titled = any(cols.words.has("titles", w, *FORMS_OF_ADDRESS) for w in cols.lower[lead:main])
    if main < end and (titled or not _is_group_or_title(cols, main, end)):
        yield _name(cols, lead, main, end)
    elif main < end - 1 and not _is_common(cols, main, end - 1):
        yield _name(cols, main, main, end - 1)


def _main(cols: Columns, start: int, end: int) -> tuple[int, int]:
    """Where the titles of the main name begin, and where it does itself."""
    lead, main = titles.after_title(cols, start, end) if not _is_institution(cols, start, end) else (start, start)
    if main == lead:
        lead, main = titles.after_office(cols, start, end)
    if main == lead:
        lead = main = _after_modifiers(cols, start, end)
    return lead, main


def _is_office(cols: Columns, start: int, end: int) -> bool:
    """*Member of Parliament for Ashby North*, before a comma and the name of whoever is that."""
    if cols.word(end) != "," or end + 1 >= len(cols) or not name_runs.begins(cols, end + 1):
        return False
    ends = (at for at in range(start + 1, min(start + LONGEST_TITLE + 1, end)) if cols.lower[at] in ("for", "of"))
    return any(cols.words.has("titles", name_runs.spelled(cols, start, at)) for at in ends)


def _names_nothing(cols: Columns, start: int, end: int) -> bool:
    """Whether the run is shouted, or a number or letters for what is counted."""
    return _is_shouting(cols, start, end) or _is_number(cols, start, end) or _is_measure(cols, start, end)


def _is_number(cols: Columns, start: int, end: int) -> bool:
    """The *Several* of *Several said so*."""
    return end - start == 1 and start in cols.starts and cols.words.has("numbers", cols.lower[start])


def _is_measure(cols: Columns, start: int, end: int) -> bool:
    """The letters of what is counted, or of when: *EBIT* rose, in *FY18*, to *Rs* 40."""
    letters = "".join(c for c in cols.text[start] if not c.isdigit())
    bare = letters.isupper() and (len(letters) > 1 or letters != cols.text[start])
    if end - start == 1 and cols.words.has("not-names", cols.lower[start], "currency"):
        return True
    return end - start == 1 and bare and cols.words.has("not-names", letters.lower(), "measure")


def _is_after_name(cols: Columns, start: int, end: int) -> bool:
    """The *FNSE* of *Ada Roe, FNSE, said*: letters that a name bears."""
    enclosed = end - start == 1 and start > 2 and cols.text[start - 1] == "," and cols.word(end) == ","
    if not enclosed or not cols.text[start].isupper() or not cols.tag[start - 2].startswith("NNP"):
        return False
    word = cols.lower[start]
    listed = cols.words.has("titles", word) or cols.words.has("organizations", word) or cols.words.has("media", word)
    return cols.tag[start - 3].startswith("NNP") and not listed


def _is_opener(cols: Columns, at: int) -> bool:
    return cols.words.has("not-names", cols.lower[at], "then", "opener") and cols.text[at] not in cols.surnames


def _opens_with_another(cols: Columns, start: int, end: int) -> bool:
    """Whether the first word is none of the name: *Outside Harbour*, *Several Larkspur dealers*, *Grocer Larkspur*."""
    several = end - start > 1 and cols.words.has("numbers", cols.lower[start], "several")
    return several or _is_stray(cols, start, end) or _opens_with_trade(cols, start, end)


def _opens_with_trade(cols: Columns, start: int, end: int) -> bool:
    """*Grocer Larkspur said*: a word for a firm's trade, with a capital only because it opens a sentence."""
    if end - start < 2 or start not in cols.starts or cols.text[start] in cols.proper | cols.surnames:
        return False
    return cols.words.has("organizations", cols.lower[start], "trade") and cols.text[start + 1].isalpha()


def _is_stray(cols: Columns, start: int, end: int) -> bool:
    """Whether the first word has a capital only because it opens a sentence: *Outside Harbour*, *Endorse Moss*."""
    first = cols.text[start] if start < end else ""
    return (
        end - start == 2
        and start in cols.starts
        and not _is_person(cols, start, end)
        and first not in cols.proper
        and cols.text[end - 1] in cols.alone
        and not cols.words.has("first-names", first.lower())
        and not cols.words.has("titles", first.lower())
        and not cols.words.has("organizations", cols.lower[end - 1], "head")
    )


def _is_person(cols: Columns, start: int, end: int) -> bool:
    """Whether the parser takes all words for one person's name, and a comma follows: *Adair Barber, who …*"""
    named = all(cols.tag[at] == "NNP" and cols.ent[at] == "PERSON" for at in range(start, end))
    whole = named and cols.dep[start] == "compound" and cols.head[start] == end - 1
    return whole and cols.word(end) == ","


def _is_constituency(cols: Columns, start: int, end: int) -> bool:
    """The R-Vt. of *Rosa Vane (R-Vt.)*."""
    return (
        end - start > 1 and len(cols.text[start]) == 1 and cols.words.has("organizations", cols.lower[end - 1], "place")
    )


def _is_shouting(cols: Columns, start: int, end: int) -> bool:
    return end - start > 6 and all(w.isupper() for w in cols.text[start:end] if w.isalpha())


def _is_known(cols: Columns, start: int, end: int) -> bool:
    whole = " ".join(cols.lower[start:end])
    if name_runs.follows_the(cols, start) and cols.words.has("media", f"the {whole}", "outlet"):
        return True  # The Caucus, which has a noun for a name
    listed = cols.words.has("organizations", whole, "known", "place") or cols.words.has("media", whole, "outlet")
    return listed or _is_party(cols, start, whole)


def _is_party(cols: Columns, start: int, whole: str) -> bool:
    """*The Conservatives*, *Welsh Conservatives*: a party by its members' name; bare, they are some people of it."""
    first, _, others = whole.partition(" ")
    if cols.words.has("demonyms", first, "nationality"):
        return cols.words.has("demonyms", others, "members")
    return start > 0 and cols.lower[start - 1] == "the" and cols.words.has("demonyms", whole, "members")


def _is_common(cols: Columns, start: int, end: int) -> bool:
    """Whether the words are no name of anybody: *Republican*, *Former*, *The*."""
    return all(
        cols.words.has("demonyms", w) or cols.words.has("not-names", w, "then", "opener") or w in ("-", "/")
        for w in cols.lower[start:end]
    )


def _is_institution(cols: Columns, start: int, end: int) -> bool:
    """Whether the run ends as institutions do, or does so before *of*: *Justice Department*, *Board of …*"""
    words = cols.words
    if words.has("titles", cols.lower[start], *FORMS_OF_ADDRESS):
        return False
    for at in range(start + 1, end + 1):
        if at != end and not words.has("not-names", cols.lower[at], "glue"):
            continue
        last = cols.lower[at - 1]
        if words.has("organizations", last, "head") and not (words.has("titles", last) and at == end):
            return not name_runs.has_title_at(cols, start, min(at + 2, end))
    return False


def _after_modifiers(cols: Columns, start: int, end: int) -> int:
    """Where the name begins after words that describe whoever bears it: *Republican* Rosa Vane."""
    if _is_institution(cols, start, end):
        return start
    words = cols.words
    for at in range(start, end - 1):
        place = at > start and words.has("organizations", f"{cols.lower[at - 1]} {cols.lower[at]}", "place")
        if words.has("first-names", cols.lower[at]) and cols.text[at][:1].isupper() and not place:
            return at if not _is_name_part(cols, start, at) else start
    at = start
    while at < end - 1 and words.has("demonyms", cols.lower[at]) and cols.text[at + 1] not in ("-", "–"):
        at += 1
    return at


def _is_name_part(cols: Columns, start: int, at: int) -> bool:
    """Whether the words before a first name are the same person's: *A.K.M.* Alamgir Jahan, *Hanuman* Prasad Meena."""
    before = range(start, at)
    words = cols.words
    if cols.text[at - 1] in ("-", "–"):
        return True
    if any(words.has("demonyms", cols.lower[i]) or words.has("organizations", cols.lower[i]) for i in before):
        return False
    if all(words.has("roles", cols.lower[i]) for i in before):
        return False  # Nurse Grace Ateka
    letters = at - start == 1 and cols.text[start].isupper() and len(cols.text[start]) <= 4
    return letters or all(cols.ent[i] == "PERSON" for i in before)


def _is_group_or_title(cols: Columns, start: int, end: int) -> bool:
    """Whether the last word is a noun for people (*Democrats*, *Speaker*), so that no name ends here."""
    last = cols.lower[end - 1]
    if end - start > 2 and cols.text[end - 2] == "&":
        return False  # Harmer & Sons
    if cols.text[end - 1] in cols.surnames and (end - start > 1 or _stands_alone(cols, start)):
        return False
    office = cols.words.has("titles", name_runs.spelled(cols, end - 2, end)) if end - start > 2 else False
    if end - start > 2 and cols.words.has("first-names", cols.lower[start]) and cols.tag[end - 1] == "NNP":
        return office  # the Solomon Islands Prime Minister
    singular = last[:-1] if last.endswith("s") else last
    letters = cols.text[end - 1].isupper() and cols.words.has("roles", last, "office")
    if letters and start > 0 and cols.lower[start - 1] == "the":
        return True  # the Kasoa MLA
    if _is_outlet_or_person(cols, start, end):
        return False
    if any(cols.words.has("not-names", cols.lower[i], "glue") for i in range(start + 1, end - 1)):
        return False
    if cols.block[start] in cols.headline and cols.words.has("documents", last, "document"):
        return True
    return (
        (end - start == 1 and cols.words.has("groups", last, "collective"))
        or _is_office_in_letters(cols, start, end)
        or (end - start == 1 and cols.words.has("organizations", last, "noun", "head"))
        or (end - start == 1 and cols.text[start].isupper() and cols.words.has("media", last, "noun"))  # state TV
        or (end - start == 1 and cols.words.has("documents", last) and cols.text[start] not in cols.proper)
        or cols.words.has("demonyms", last)
        or cols.words.has("demonyms", singular)
        or (cols.words.has("titles", last) and not _is_address_or_letters(cols, end - 1))
        or (cols.words.has("roles", last) or cols.words.has("roles", singular))
    ) and not (end - start >= 2 and cols.words.has("organizations", last, "head"))


def _is_outlet_or_person(cols: Columns, start: int, end: int) -> bool:
    """*The Courier*, or what the parser takes for a person's name whose first word is no other word: *Ada Barber*."""
    first = cols.lower[start]
    if any(cols.tag[i] != "NNP" for i in range(start, end)) or end - start > 2:
        return False
    if end - start == 1:
        called = start > 0 and cols.lower[start - 1] == "the"
        return called and cols.words.has("media", first, "word") and cols.words.has("roles", first)
    if cols.words.has("media", cols.lower[end - 1], "word"):
        return True
    listed = any(cols.words.has(name, first) for name in ("organizations", "demonyms", "titles", "roles", "media"))
    return not listed and (cols.word(end) == "," or all(cols.ent[i] == "PERSON" for i in range(start, end)))


def _is_office_in_letters(cols: Columns, start: int, end: int) -> bool:
    """*the OC said*, *the Menteri Besar said*: letters, or words, that stand for whoever holds an office."""
    called = start > 0 and cols.lower[start - 1] == "the" and (end - start > 1 or cols.text[start].isupper())
    return called and cols.words.has("roles", " ".join(cols.lower[start:end]), "office")


def _is_address_or_letters(cols: Columns, at: int) -> bool:
    """*Mr.*, which is no noun, or letters that may be a party's as well as an officer's: *SP*."""
    return cols.words.has("titles", cols.lower[at], *FORMS_OF_ADDRESS) or cols.text[at].isupper()


def _stands_alone(cols: Columns, at: int) -> bool:
    """Whether no determiner or adjective goes before the word: *Baker said*, not *a young Cuban*."""
    return at in cols.starts or cols.tag[at - 1] not in ("DT", "JJ", "PRP$", "CD", "POS")


def _name(cols: Columns, lead: int, start: int, end: int) -> Name:
    last = end
    while last > start + 1 and cols.words.has("not-names", cols.lower[last - 1], "suffix"):
        last -= 1
    words = tuple(_parts(cols, start, last))
    if lead == start and name_runs.follows_the(cols, start):
        lead = start = start - 1
        words = (cols.text[start], *words)
    return Name(lead, start, end, words, titles.said(cols, lead, start), name_runs.written(cols, start, last))


def _parts(cols: Columns, start: int, end: int) -> Iterator[str]:
    """The words of a name without its nickname, hyphens as spaces, an ending *'s* with the word that it ends."""
    inside = False
    for i in range(start, end):
        if cols.text[i] in _MARKS:
            inside = cols.text[i] != ")" and not inside
        if inside or cols.text[i] in _MARKS or cols.text[i] in ("-", "–", "/", "'s", "’s", "."):
            continue
        owner = i + 1 < end and cols.text[i + 1] in ("'s", "’s")
        yield cols.text[i] + (cols.text[i + 1] if owner else "")


def _without_domains(found: Sequence[Name]) -> list[Name]:
    """The names without those that stand in the title of another: the *Roads* of *Minister for Roads* Ada Lamb."""
    out: list[Name] = []
    for name in found:
        while out and out[-1].start >= name.lead:
            out.pop()
        out.append(name)
    return out


def _with_surnames(cols: Columns, found: Sequence[Name]) -> list[Name]:
    """The names, the *Joan* of *Joan and Peter Vale* as Joan Vale."""
    last = {name.words[-1] for name in found if len(name.words) > 1}
    out = list(found)
    for number, (one, other) in enumerate(pairwise(found)):
        between = cols.lower[one.end : other.lead]
        surname = _surname(cols, other)
        if (
            len(one.words) == 1
            and surname
            and between in (["and"], ["&"])
            and _are_first_names(cols, one.words[0].lower(), other.words[0].lower())
            and one.words[0] not in last
        ):
            out[number] = replace(one, words=(*one.words, *surname), written=" ".join((one.written, *surname)))
    return out


def _surname(cols: Columns, name: Name) -> tuple[str, ...]:
    """The surname of a first name and a surname, with its particle: *Vale*, *Mac Giolla*; else nothing."""
    particle = len(name.words) == 3 and cols.words.has("not-names", name.words[1].lower(), "particle")
    return name.words[1:] if len(name.words) == 2 or particle else ()


def _are_first_names(cols: Columns, one: str, other: str) -> bool:
    """Whether both are first names, or the first is and nothing else, and no list knows the other."""
    if not cols.words.has("first-names", one):
        return False
    words = cols.words
    alone = not words.has("organizations", one, "place", "known") and not words.has("media", one)
    unknown = not words.has("organizations", other) and not words.has("titles", other)
    return words.has("first-names", other) or (alone and unknown)


def names_between(found: Sequence[Name], start: int, end: int) -> list[Name]:
    """The names that lie wholly in the tokens `start` to `end`; `found` in order."""
    at = bisect_left(found, start, key=lambda n: n.start)
    out = []
    while at < len(found) and found[at].start < end:
        if found[at].end <= end:
            out.append(found[at])
        at += 1
    return out
