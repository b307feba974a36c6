"""What stands beside a name and says that it is a body's or an outlet's: *which*, *its shares*, *has learned that*."""

from __future__ import annotations

from collections.abc import Collection

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import AND, GENITIVE

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REACH_OF_PRONOUN = 8
_REACH_OF_VERB = 4
_LONGEST_HEAD = 3
_HAVE = frozenset({"has", "have", "had"})
_BEFORE_IT = frozenset({"VERB", "AUX", "ADV", "ADP", "SCONJ", "PART"})
_OPENS_CONTENT = frozenset({"that", ",", "it", "the", "from"})


def is_which(cols: Columns, name: Name) -> bool:
    """Brodin Tak*, which* advised the lender; no person is *which*."""
    return cols.word(name.end) == "," and cols.word(name.end + 1) == "which"


def is_the(cols: Columns, name: Name) -> bool:
    """*The* Valtura *said*: a lone name with an article, and no noun after it."""
    called = name.words[0] == "The" or (name.lead > 0 and cols.lower[name.lead - 1] == "the")
    lone = len(name.words) - (name.words[0] == "The") == 1 and not name.titles
    plural = name.words[-1].endswith("s") or cols.tag[name.end - 1] == "NNPS"
    if not called or not lone or plural or cols.words.has("titles", name.words[-1].lower()):
        return False
    return name.end < len(cols) and cols.tag[name.end] in _FINITE


def has_assets(cols: Columns, name: Name) -> bool:
    """Halvex*'s shares*, Halvex *shareholders*: what only bodies have."""
    at = name.end + (cols.word(name.end) in GENITIVE or cols.word(name.end) == "'")
    if at == name.end and cols.tag[min(at, len(cols) - 1)] not in ("NN", "NNS"):
        return False
    nouns = [cols.lower[i] for i in range(at, min(at + 3, len(cols))) if cols.tag[i] in ("NN", "NNS")]
    return any(cols.words.has("organizations", noun, "assets") for noun in nouns)


def acts(cols: Columns, name: Name) -> bool:
    """Halvex *acquired*, Halvex *has laid off*: what firms do."""
    verb = _verb_after(cols, name)
    return verb >= 0 and cols.words.has("organizations", cols.doc[verb].lemma_.lower(), "acts")


def learns(cols: Columns, name: Name) -> bool:
    """Fenline *has learned that*, the Sentinel *understands*: what outlets do with what they know."""
    verb = _verb_after(cols, name)
    if verb < 0 or cols.quoted[verb] or not cols.words.has("media", cols.lower[verb], "learns"):
        return False
    return cols.word(verb + 1) in _OPENS_CONTENT


def is_followed_by_its(cols: Columns, name: Name) -> bool:
    """Halvex in *its* note: no other noun stands before the pronoun."""
    at = _before_noun(cols, name)
    return cols.word(at) == "its"


def is_followed_by_it(cols: Columns, name: Name) -> bool:
    """Halvex said *it would* appeal, or *it was* seeking a partner: and not *it was cold*."""
    at = _before_noun(cols, name)
    if cols.word(at) != "it" or at + 2 >= len(cols):
        return False
    copula = cols.doc[at + 1].lemma_ == "be"
    return cols.tag[at + 2] == "VBG" if copula else cols.tag[at + 1] in _FINITE and cols.lower[at + 2] != "be"


def _before_noun(cols: Columns, name: Name) -> int:
    """The first token after a name and the verb that follows it that is neither verb, adverb nor preposition."""
    for at in range(name.end, min(name.end + _REACH_OF_PRONOUN, len(cols))):
        if cols.pos[at] not in _BEFORE_IT or cols.tag[at] == "VBG":
            return at
    return len(cols)


def is_taken_up(cols: Columns, name: Name, pronouns: Collection[str]) -> bool:
    """Whether the next sentence opens with one of `pronouns`, and nobody else is spoken of before it."""
    here = cols.sentence[name.start]
    at = name.end
    while at < len(cols) and cols.sentence[at] == here:
        at += 1
    if at >= len(cols) or cols.lower[at] not in pronouns or cols.block[at] - cols.block[name.start] > 1:
        return False
    start = name.start
    while start > 0 and cols.sentence[start - 1] == here:
        start -= 1
    others = [i for i in range(start, at) if not name.lead <= i < name.end]
    return not any(cols.tag[i].startswith("NNP") or cols.words.has("roles", cols.lower[i]) for i in others)


def _verb_after(cols: Columns, name: Name) -> int:
    """The verb whose subject the name seems to be, over auxiliaries and adverbs; -1 if another word comes first."""
    for at in range(name.end, min(name.end + _REACH_OF_VERB, len(cols))):
        if cols.pos[at] == "VERB" and cols.lower[at] not in _HAVE:
            return at
        if cols.pos[at] not in ("AUX", "ADV", "PART") and cols.lower[at] not in AND | _HAVE:
            return -1
    return -1


def is_after_trade(cols: Columns, name: Name) -> bool:
    """Grocer *Larkspur*: a word for the trade of a firm, unless a first name follows it."""
    before = name.lead - 1
    if before < 0 or name.titles or not cols.words.has("organizations", cols.lower[before], "trade"):
        return False
    return cols.tag[before].startswith("NN") and not cols.words.has("first-names", name.words[0].lower())


def has_head(cols: Columns, name: Name) -> bool:
    """Halvex *manager* Lee Moss: who heads it, by a word for those who head bodies, and by name."""
    if name.titles:
        return False
    for end in range(name.end + 1, min(name.end + 1 + _LONGEST_HEAD, len(cols) - 1)):
        if cols.words.has("organizations", " ".join(cols.lower[name.end : end]), "heads"):
            return cols.tag[end] == "NNP" and not any(word.istitle() for word in cols.text[name.end : end])
    return False


def acts_on(cols: Columns, name: Name, pronoun: int) -> bool:
    """The Ledger called *him*: whoever acts on somebody is not the one that the pronoun means."""
    at = pronoun
    while cols.dep[at] in ("prep", "pobj", "dative", "dobj", "iobj") and cols.head[at] != at:
        at = cols.head[at]
    if at == pronoun or cols.pos[at] != "VERB":
        return False
    return any(c.dep_ == "nsubj" and name.start <= c.i < name.end for c in cols.doc[at].lefts)
