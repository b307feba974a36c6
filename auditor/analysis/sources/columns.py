"""One parsed article laid out in columns, with the word lists that say what its nouns stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    ENT_TYPE,
    HEAD,
    IDX,
    LOWER,
    ORTH,
    POS,
    SENT_START,
    TAG,
)
from spacy.tokens import Doc

from auditor.base.spans import Span
from auditor.language.parsed import Parsed
from auditor.language.words import ListName, Words
from auditor.records.article import Article, BlockRole

_BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$", "CD", "POS", "NNP", "NN"})
_MAY_BE_SURNAMES = frozenset({"NNP", "NNPS", "MD", "VB", "VBP", "VBD", "NN", "JJ"})
_OTHER_WORDS: tuple[ListName, ...] = (
    *("titles", "roles", "demonyms", "organizations", "not-names", "groups", "media"),
)
_SHORTEST_LEAD = 8
"""Words; what is shorter is a label or a dateline."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The tokens of a `Doc` as columns: reading them from lists is many times faster than from the `Doc`."""

    doc: Doc
    article: Article
    words: Words
    text: Sequence[str]
    lower: Sequence[str]
    tag: Sequence[str]
    pos: Sequence[str]
    dep: Sequence[str]
    head: Sequence[int]
    idx: Sequence[int]
    ent: Sequence[str]
    sentence: Sequence[int]
    """The number of the sentence that a token stands in."""
    block: Sequence[int]
    """The number of the block that a token stands in, -1 outside all."""
    starts: frozenset[int]
    """Tokens at which a sentence or a quotation begins."""
    quoted: Sequence[bool]
    """Whether a token stands inside a quotation."""
    lead: frozenset[int]
    """Ids of the blocks that are headlines, standfirsts or the first paragraph."""
    headline: frozenset[int]
    """Ids of the blocks that are headlines or standfirsts."""
    proper: frozenset[str]
    """Words that stand as proper nouns inside sentences of running text."""
    alone: frozenset[str]
    """Those of them that stand without a proper noun before them."""
    surnames: frozenset[str]
    """Words that are somebody's name, though they are nouns elsewhere: *Baker*."""

    def __len__(self) -> int:
        return len(self.text)

    def word(self, at: int) -> str:
        """Token `at` in lower case; empty past the end."""
        return self.lower[at] if at < len(self.lower) else ""

    def span(self, start: int, end: int) -> Span:
        """The text of tokens `start` to `end` (half-open token numbers)."""
        return Span(self.idx[start], self.idx[end - 1] + len(self.text[end - 1]))

    def tokens(self, span: Span) -> tuple[int, int]:
        """The half-open range of tokens that overlap `span`."""
        start = bisect_left(self.idx, span.start)
        if start and self.idx[start - 1] + len(self.text[start - 1]) > span.start:
            start -= 1
        return start, max(start, bisect_left(self.idx, span.end))


def lay_out(parsed: Parsed) -> Columns:
    """The columns of an article's parse."""
    doc, article, words = parsed.doc, parsed.article, parsed.words
    idx: Sequence[int] = doc.to_array(IDX).tolist()
    head = [token + offset for token, offset in enumerate(doc.to_array(HEAD).astype("int64").tolist())]
    text, lower, tag, pos, dep, ent = (_words(doc, attribute) for attribute in (ORTH, LOWER, TAG, POS, DEP, ENT_TYPE))
    quoted = _covered(idx, [q.inner for q in parsed.quotations])
    block = _blocks(idx, article)
    opens = [i for i, opening in enumerate(doc.to_array(SENT_START).tolist()) if opening == 1 or i == 0]
    starts = {i for i in opens if not i or tag[i - 1 : i + 1] != ["NNP", "NNP"] or block[i] != block[i - 1]}
    sentence = [number - 1 for number in accumulate(int(i in starts) for i in range(len(idx)))]
    starts |= {i for i in range(1, len(idx)) if quoted[i] and not quoted[i - 1]}
    headline = _with_roles(article, BlockRole.HEADLINE, BlockRole.STANDFIRST)
    proper = [i for i, t in enumerate(tag) if t == "NNP" and i not in starts and block[i] not in headline]
    return Columns(
        doc=doc,
        article=article,
        words=words,
        text=text,
        lower=[word.replace("’", "'") for word in lower],
        tag=tag,
        pos=pos,
        dep=dep,
        head=head,
        idx=idx,
        ent=ent,
        sentence=sentence,
        block=block,
        starts=frozenset(starts),
        quoted=quoted,
        lead=headline | _first_paragraph(article),
        headline=headline,
        surnames=_surnames(text, tag, words) | _after_first_names(text, tag, dep, ent, words),
        proper=frozenset(text[i] for i in proper),
        alone=frozenset(text[i] for i in proper if tag[i - 1] != "NNP"),
    )


def _words(doc: Doc, attribute: int) -> list[str]:
    """An attribute of all tokens, as people write it; each of its values is looked up once."""
    values: list[int] = doc.to_array(attribute).tolist()
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]


def _with_roles(article: Article, *roles: BlockRole) -> frozenset[int]:
    return frozenset(b.id for b in article.blocks if b.role in roles)


def _first_paragraph(article: Article) -> frozenset[int]:
    paragraphs = (b for b in article.blocks if b.role is BlockRole.PARA)
    return frozenset([b.id for b in paragraphs if len(b.span.of(article.text).split()) >= _SHORTEST_LEAD][:1])


def _surnames(text: Sequence[str], tag: Sequence[str], words: Words) -> frozenset[str]:
    """Words after a first name, and words that stand more than once where only a name does: *Baker said*."""
    found: set[str] = set()
    spoke: Counter[str] = Counter()
    for i in range(len(text) - 2):
        if tag[i] != "NNP":
            continue
        if tag[i + 1] in ("VBD", "VBZ") and (i == 0 or tag[i - 1] not in _BEFORE_NOUNS):
            spoke[text[i]] += 1
        place = words.has("organizations", " ".join(text[max(0, i - 1) : i + 1]).lower(), "place")
        if words.has("first-names", text[i].lower()) and not place:
            last = i + 2 if len(text[i + 1]) == 2 and text[i + 1].endswith(".") else i + 1
            body = words.has("organizations", text[last].lower(), "head")
            if tag[last] in _MAY_BE_SURNAMES and text[last][:1].isupper() and text[last][1:].islower() and not body:
                found.add(text[last])
    return frozenset(found | {word for word, times in spoke.items() if times > 1})


def _after_first_names(
    text: Sequence[str], tag: Sequence[str], dep: Sequence[str], ent: Sequence[str], words: Words
) -> set[str]:
    """The second words of what the parser takes for a person's name, the first no other word: *Adair Barber*."""
    found: set[str] = set()
    for i in range(len(text) - 1):
        if ent[i] != "PERSON" or ent[i + 1] != "PERSON" or dep[i] != "compound" or not tag[i] == tag[i + 1] == "NNP":
            continue
        first, last = text[i].lower(), text[i + 1]
        listed = any(words.has(name, first) for name in _OTHER_WORDS) or words.has(
            "organizations", last.lower(), "head"
        )
        if not listed and last[:1].isupper() and last[1:].islower():
            found.add(last)
    return found


def _covered(offsets: Sequence[int], spans: Iterable[Span]) -> list[bool]:
    """For each of the rising `offsets`, whether one of `spans`, in order, covers it."""
    found, at = [False] * len(offsets), 0
    for span in spans:
        while at < len(offsets) and offsets[at] < span.start:
            at += 1
        while at < len(offsets) and offsets[at] < span.end:
            found[at] = True
            at += 1
    return found


def _blocks(offsets: Sequence[int], article: Article) -> list[int]:
    found, at = [-1] * len(offsets), 0
    for block in sorted(article.blocks, key=lambda b: b.span):
        while at < len(offsets) and offsets[at] < block.span.start:
            at += 1
        while at < len(offsets) and offsets[at] < block.span.end:
            found[at] = block.id
            at += 1
    return found
