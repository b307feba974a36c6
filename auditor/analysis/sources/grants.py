"""Grants and non-responses joined with the sources whom they concern: the only place where that is decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from auditor.analysis.phrases.cores import head_of
from auditor.analysis.sources import aliases
from auditor.base.spans import Nest, Span
from auditor.language import syntax
from auditor.language.function_words import AND, THEY
from auditor.language.parsed import Parsed
from auditor.records.article import Block
from auditor.records.resolved import GoesBy, Told
from auditor.records.sourcing import (
    NAMED_KINDS,
    Alias,
    AnonymityGrant,
    Evidence,
    Form,
    Mention,
    NonResponse,
    Source,
    SourceKind,
    Statement,
)

_SOON = 60
"""Code points after a mention within which a grant in the same sentence may be its own."""
_OF_SEVERAL = frozenset({"DT", "CC", "CD", "NN"})
"""Tags of *both*, *neither*, *all*, *none* and *the four* where they stand alone."""
_BOTH = frozenset({"DT", "CC", "CD"})
"""The same without *the clerk*, who is one."""
_MOST = 40
"""Mentions after a grant, and statements before it, among which those are whom it is about."""
_FAR = 60
"""Tokens before *both* within which its people are told of."""
_NEAR_BLOCKS = 4
"""How many blocks back a grant may reach for a source that its own words do not lead to."""
MAY_BE_GRANTED = frozenset(
    {SourceKind.ANONYMOUS, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_SPOKESPERSON}
)
"""The kinds that a source may have by its own words before a grant makes it anonymous."""
_CALLED_BY_NAME = frozenset({SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION, SourceKind.DOCUMENT})
"""The kinds that a name by itself may be taken for; one that a grant calls an alias is a person's."""


@dataclass(frozen=True, slots=True)
class _Mentions:
    """The sources of an article, found by the places where they are mentioned."""

    ends: Sequence[int]
    """Where each block ends."""
    ordered: Sequence[tuple[int, Source, Mention]]
    """All mentions by their start, each with its number among all."""
    nest: Nest[tuple[int, Source, Mention]]

    @classmethod
    def of(cls, blocks: Sequence[Block], sources: Sequence[Source]) -> _Mentions:
        """The mentions of `sources`, in an article of such `blocks`."""
        every = [(n, s, m) for n, (s, m) in enumerate((s, m) for s in sources for m in s.mentions)]
        ordered = sorted(every, key=lambda each: each[2].span.start)
        return cls([b.span.end for b in blocks], ordered, Nest((m.span, (n, s, m)) for n, s, m in every))

    def mentioned(self, span: Span) -> Source | None:
        """The source with the mention that shares most with `span`; the shorter mention if two share the same."""
        shared = (
            (max(span.start, m.span.start) - min(span.end, m.span.end), len(m.span), n, s)
            for n, s, m in self.nest.overlapping(span)
        )
        best = min((each for each in shared if each[0] < 0), key=lambda each: each[:3], default=None)
        return best[3] if best is not None else None

    def at(self, offset: int) -> list[tuple[Source, Mention]]:
        """The sources with a mention at `offset`, in order, each once for every one."""
        found = (each for each in self.nest.around(Span(offset, offset)) if each[2].span.covers(offset))
        return [(s, m) for _, s, m in sorted(found, key=_number)]

    def before(self, span: Span) -> list[tuple[Source, Mention]]:
        """The mentions that begin no later than `span` ends, and no more than `_NEAR_BLOCKS` blocks before it."""
        block = bisect_right(self.ends, span.start)
        earliest = self.ends[block - _NEAR_BLOCKS - 1] if block > _NEAR_BLOCKS else 0
        first = bisect_left(self.ordered, earliest, key=_start)
        last = bisect_right(self.ordered, span.end, key=_start)
        return [(s, m) for _, s, m in sorted(self.ordered[first:last], key=_number)]

    def after(self, span: Span) -> list[Source]:
        """The sources first mentioned after `span`, and no more than `_NEAR_BLOCKS` blocks after it."""
        block = bisect_right(self.ends, span.start)
        latest = self.ends[min(block + _NEAR_BLOCKS, len(self.ends) - 1)] if self.ends else span.end
        first = bisect_left(self.ordered, span.end, key=_start)
        last = bisect_right(self.ordered, latest, key=_start)
        near = self.ordered[first : min(last, first + _MOST)]
        return list(dict.fromkeys(s for _, s, m in near if m is s.mentions[0]))


def _number(each: tuple[int, Source, Mention]) -> int:
    return each[0]


def _start(each: tuple[int, Source, Mention]) -> int:
    return each[2].span.start


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The statements of an article whose words name a source, found by where these stand."""

    starts: Sequence[int]
    ordered: Sequence[tuple[Statement, Span]]
    """By the start of the words that name the source, which stand beside each."""
    together: Mapping[tuple[Span, Span | None], Sequence[str | None]]
    """The ids of all who speak by the same words and the same cue."""

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> _Spoken:
        """Those of `statements` that have words for their source."""
        named = sorted(((s, s.source) for s in statements if s.source is not None), key=lambda each: each[1].start)
        together: dict[tuple[Span, Span | None], dict[str | None, None]] = {}
        for statement, words in named:
            together.setdefault((words, statement.cue), {})[statement.source_id] = None
        return cls([words.start for _, words in named], named, {key: list(ids) for key, ids in together.items()})

    def before(self, offset: int) -> Sequence[tuple[Statement, Span]]:
        """The last of those whose words begin before `offset`, the nearest first."""
        end = bisect_left(self.starts, offset)
        return self.ordered[max(0, end - _MOST) : end][::-1]

    def jointly(self, statement: Statement) -> Sequence[str | None]:
        """The ids of all who make it jointly."""
        return self.together[statement.source, statement.cue] if statement.source is not None else ()


def attach_grants(
    parsed: Parsed, told: Told, sources: Sequence[Source], statements: Sequence[Statement] = ()
) -> tuple[AnonymityGrant, ...]:
    """Each grant with its source: the one that its words or the name beside it name, or the likeliest before it.

    A grant of *both* or *they*, who spoke jointly in `statements`, comes once for each of them; and so does one of
    people of whom the article goes on to quote *one* and *another*.
    """
    by = _Mentions.of(parsed.article.blocks, sources)
    may_be, spoken = {s.id for s in sources if s.kind in MAY_BE_GRANTED}, _Spoken.of(statements)
    owned = ((g, _source_of(parsed, told, g, by)) for g in told.grants)
    return tuple(
        replace(g, source_id=each)
        for g, id_ in owned
        for each in _with_members(parsed, g, _owners(parsed.doc, g, id_, spoken, may_be), by)
    )


def _with_members(
    parsed: Parsed, grant: AnonymityGrant, owners: Sequence[str | None], by: _Mentions
) -> Sequence[str | None]:
    """The owners of a grant of several, and those of them who speak next: *Two nurses. Both asked … One nurse said*."""
    head = head_of(parsed.doc, grant.source) if grant.source is not None else None
    if head is None or not (head.tag_ in _OF_SEVERAL or head.lower_ in THEY or head.tag_ == "NNS"):
        return owners
    nouns = {t.lemma_.lower() for t in _since_sentence_before(parsed.doc, head) if t.tag_ in ("NNS", "NNPS")}
    members = [s.id for s in by.after(grant.span) if s.kind in MAY_BE_GRANTED and _is_one_of(parsed, s, nouns)]
    known = [each for each in owners if each is not None]
    return list(dict.fromkeys([*known, *members])) or owners


def _since_sentence_before(doc: Doc, token: Token) -> Sequence[Token]:
    """The tokens up to `token` of its sentence and of the one before."""
    start = token.sent.start
    return list(doc[max(doc[start - 1].sent.start if start else 0, token.i - _FAR) : token.i + 1])


def _is_one_of(parsed: Parsed, source: Source, nouns: Collection[str]) -> bool:
    """Whether a source is brought in as one of several people: *one*, *the other*, *a second nurse* of *nurses*."""
    words = list(syntax.between(parsed.doc, source.mentions[0].span.start, source.mentions[0].span.end))
    counted = any(parsed.words.has("numbers", t.lower_, "new", "single") for t in words[:2])
    head = head_of(parsed.doc, source.mentions[0].span)
    if not counted or head is None or head.tag_ in ("NNS", "NNPS") or source.count not in (None, 1):
        return False
    return head.lemma_.lower() in nouns or parsed.words.has("numbers", head.lower_, "new", "single")


def _owners(
    doc: Doc, grant: AnonymityGrant, id_: str | None, spoken: _Spoken, may_be: Collection[str]
) -> Sequence[str | None]:
    """The source `id_` of a grant, and who spoke jointly with it just before: *a clerk and a cook said; both asked*."""
    if grant.source is None:
        return [id_]
    beside = next((s for s, words in spoken.before(grant.span.start) if _follows_comma(doc, words, grant.span)), None)
    if beside is None and id_ in may_be and _are_several(doc, grant.source):
        before = (s for s, words in spoken.before(grant.source.start) if words.end <= grant.source.start)
        beside = next((s for s in before if s.source_id == id_), None)
    jointly = spoken.jointly(beside) if beside is not None else ()
    several = [each for each in jointly if each in may_be] if len(jointly) > 1 else []
    return several or [id_]


def _are_several(doc: Doc, words: Span) -> bool:
    """Whether the words for whom a grant is about are *both*, *they* or the like."""
    tokens = list(syntax.between(doc, words.start, words.end))
    return bool(tokens) and all(t.tag_ in _BOTH or t.lower_ in THEY for t in tokens)


def _follows_comma(doc: Doc, source: Span, grant: Span) -> bool:
    """Whether a grant is told of all who are the source: *two aides and a cook, who asked not to be named*."""
    if not (source.end + 2 >= grant.start or source.covers(grant.start)):
        return False
    before = list(syntax.between(doc, source.start, grant.start))
    return bool(before) and before[-1].text == "," and before[-1].idx <= source.end


def gone_by_alias(
    parsed: Parsed, told: Told, grants: Sequence[AnonymityGrant], sources: Sequence[Source]
) -> frozenset[str]:
    """The ids of named people whom readers cannot know, since all that the article gives of their names is an alias.

    `grants` are those of `told` with their sources.
    """
    by = _Mentions.of(parsed.article.blocks, sources)
    named = [s for s in sources if s.kind in _CALLED_BY_NAME]
    people = {s.id for s in named if s.kind is SourceKind.NAMED_PERSON}
    found: set[str] = set()
    for grant in grants:
        goes_by = told.aliases.get(grant.span)
        if goes_by is None:
            continue
        beside = {s.id for s in _beside(parsed, goes_by, by)}
        near = beside | (people & {grant.source_id})
        if beside and _are_names(parsed.doc, goes_by):
            near |= _listed_with(parsed.text, named, beside)
        if grant.source is None and not near and _are_names(parsed.doc, goes_by):
            near = people
        found.update(s.id for s in named if s.id in near and _is_alias(parsed.text, goes_by, s))
    return frozenset(found)


def _source_of(parsed: Parsed, told: Told, grant: AnonymityGrant, by: _Mentions) -> str | None:
    owner = _owner(parsed.doc, grant, by)
    goes_by = told.aliases.get(grant.span)
    if goes_by is None:
        return owner
    if goes_by.alias is Alias.FALSE_NAME and _is_of_nobody_heard(parsed, goes_by, by):
        return None
    beside = [s.id for s in _beside(parsed, goes_by, by)]
    told_of = by.mentioned(grant.source) if grant.source is not None else None
    if not beside or owner in beside or (told_of is not None and told_of.kind not in NAMED_KINDS):
        return owner
    return beside[0]


def _beside(parsed: Parsed, goes_by: GoesBy, by: _Mentions) -> list[Source]:
    """The sources whose names stand right after and right before the words of a grant."""
    places = (aliases.after(parsed.text, goes_by.words.end), aliases.before(parsed.text, goes_by.words.start))
    return [s for at in places for s, m in by.at(at) if _is_name(parsed.doc, m)]


def _is_name(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is a name, or a single word that may be one."""
    words = list(syntax.between(doc, mention.span.start, mention.span.end))
    return mention.form is Form.NAME or (len(words) == 1 and words[0].pos_ == "PROPN")


def _is_of_nobody_heard(parsed: Parsed, goes_by: GoesBy, by: _Mentions) -> bool:
    """Whether the words in brackets follow the name of somebody who is no source: *her son Ali (a pseudonym)*."""
    at = aliases.before(parsed.text, goes_by.words.start)
    last = syntax.token_at(parsed.doc, at)
    opens = parsed.text[at + 1 : goes_by.words.start].strip() in ("(", "[")
    return opens and last is not None and last.pos_ == "PROPN" and not _beside(parsed, goes_by, by)


def _are_names(doc: Doc, goes_by: GoesBy) -> bool:
    """Whether it is about several names: *Some names have been changed*."""
    return any(t.tag_ == "NNS" for t in syntax.between(doc, goes_by.words.start, goes_by.words.end))


def _listed_with(text: str, named: Sequence[Source], beside: Collection[str]) -> set[str]:
    """The ids of those whose names *and* or a comma joins to the name before *(names changed)*: *Ada and Lee*."""
    starts = {m.span.start for s in named if s.id in beside for m in s.mentions if m.form is Form.NAME}
    return {
        s.id
        for s in named
        for m in s.mentions
        for start in starts
        if m.form is Form.NAME and m.span.end < start and text[m.span.end : start].strip(" ,") in ("", *AND)
    }


def _is_alias(text: str, goes_by: GoesBy, person: Source) -> bool:
    """Whether the label of `person` is no full name, or is the very name that the grant speaks of."""
    if not aliases.is_full(person.label.split()):
        return True
    opens, closes = aliases.after(text, goes_by.words.end), aliases.before(text, goes_by.words.start)
    return text.startswith(person.label, opens) or text.endswith(person.label, 0, closes + 1)


def _owner(doc: Doc, grant: AnonymityGrant, by: _Mentions) -> str | None:
    near = grant.source or grant.span
    named = by.mentioned(near)
    head = head_of(doc, grant.source) if grant.source is not None else None
    vague = head is None or head.pos_ in ("PRON", "DET")
    if named is not None and named.kind in NAMED_KINDS and head is not None and not vague and not _heads(named, head):
        named = None
    if named is not None and not (vague and named.kind in NAMED_KINDS):
        return named.id
    before = [
        (m.span.start, s, head_of(doc, m.span))
        for s, m in by.before(grant.span)
        if (s.kind is SourceKind.ANONYMOUS or (s.kind in MAY_BE_GRANTED and _may_reach(doc, m.span, grant, head)))
    ]
    before.sort(key=lambda item: item[0], reverse=True)
    if head is not None and not vague:
        fitting = [s for _, s, h in before if h is not None and h.lemma_.lower() == head.lemma_.lower()]
    else:
        plural = head is not None and (head.morph.get("Number", []) == ["Plur"] or head.tag_ in _OF_SEVERAL)
        fitting = [s for _, s, h in before if h is not None and _is_plural(s, h) == plural]
    choice = fitting or [s for _, s, _ in before] or _called_so_after(doc, grant, by)
    return choice[0].id if choice else named.id if named is not None else None


def _called_so_after(doc: Doc, grant: AnonymityGrant, by: _Mentions) -> list[Source]:
    """The sources after a grant that are called what it is about: *the owner, a cook who asked … the cook said*."""
    words = syntax.between(doc, grant.source.start, grant.source.end) if grant.source is not None else ()
    nouns = {t.lemma_.lower() for t in words if t.pos_ == "NOUN"}
    each = ((s, head_of(doc, s.mentions[0].span)) for s in by.after(grant.span) if s.kind in MAY_BE_GRANTED)
    return [s for s, head in each if head is not None and head.lemma_.lower() in nouns]


def _heads(source: Source, head: Token) -> bool:
    """Whether a mention of a source covers the noun that a grant is about: *an aide of Ms Moss, who asked*."""
    return any(m.span.covers(head.idx) for m in source.mentions)


def _may_reach(doc: Doc, mention: Span, grant: AnonymityGrant, head: Token | None) -> bool:
    """Whether a grant may be about the mention: soon after it, or in the next sentence, by the same noun or *both*."""
    if _is_close(doc, mention, grant.span):
        return True
    first, last, own = (
        syntax.token_at(doc, mention.start),
        syntax.token_at(doc, grant.span.start),
        head_of(doc, mention),
    )
    if first is None or last is None or own is None or head is None:
        return False
    if head.pos_ in ("NOUN", "PROPN"):
        return head.lemma_.lower() == own.lemma_.lower()
    return last.sent.start > 0 and doc[last.sent.start - 1].sent == first.sent


def _is_close(doc: Doc, mention: Span, grant: Span) -> bool:
    """Whether a grant follows the mention soon, in the same sentence."""
    first, last = syntax.token_at(doc, mention.start), syntax.token_at(doc, grant.start)
    return first is not None and last is not None and first.sent == last.sent and grant.start - mention.end <= _SOON


def _is_plural(source: Source, head: Token) -> bool:
    return source.count > 1 if source.count is not None else head.tag_ in ("NNS", "NNPS")


def attach_parties(non_responses: Sequence[NonResponse], sources: Sequence[Source]) -> tuple[NonResponse, ...]:
    """Each non-response with the fullest name of its party, where the party is a source of the article."""
    by = _Mentions.of((), sources)
    attached = []
    for item in non_responses:
        source = by.mentioned(item.party) if item.party is not None else None
        attached.append(item if source is None else replace(item, party_label=source.label))
    return tuple(attached)


def by_source(grants: Sequence[AnonymityGrant]) -> Mapping[str, Sequence[Evidence]]:
    """For each source that has a grant, by its id, the evidence that it was granted anonymity."""
    granted: dict[str, list[Evidence]] = {}
    for grant in grants:
        if grant.source_id is not None:
            granted.setdefault(grant.source_id, []).extend(grant.evidence)
    return granted
