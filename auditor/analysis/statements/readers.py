"""Letters in the hands of others: *the board saw an email saying it was late* is the email's word, not the board's."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from auditor.base.spans import Span, subtract
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.language.words import Words
from auditor.records.sourcing import Reading, SourceKind


def received(participle: Token, words: Words) -> Token | None:
    """The noun for what `participle` tells of, if whoever the sentence is about only got or read it."""
    if participle.tag_ != "VBG" or participle.dep_ not in ("acl", "advcl") or not participle.i:
        return None
    noun: Token | None = participle.head
    if participle.dep_ == "advcl":  # the parser hangs it on the verb, though it stands right after the noun
        beside = (c for c in participle.head.children if c.dep_ == "dobj")
        noun = next((c for c in beside if c.right_edge.i == participle.i - 1), None)
    if noun is None or noun.dep_ != "dobj" or not words.has("documents", noun.lemma_.lower()):
        return None
    return noun if words.has("channels", noun.head.lemma_.lower(), "received") else None


def of_document(parsed: Parsed, reading: Reading) -> Reading | None:
    """`reading` as the document's word where its cue begins with the deed of a reader; None if that is all it has."""
    tokens = [t for t in syntax.between(parsed.doc, reading.cue.start, reading.cue.end) if not t.is_space]
    for token in tokens:
        noun = received(token, parsed.words)
        if noun is not None and noun.head in tokens:
            source = syntax.tokens_span(parsed.doc, noun.left_edge.i, token.i)
            content = (c for piece in reading.content for c in subtract(piece, [source]))
            cue = Span(token.idx, reading.cue.end)
            kinds = tuple(float(kind is SourceKind.DOCUMENT) for kind in SourceKind)
            return replace(reading, cue=cue, source=source, content=tuple(content), kinds=kinds)
    return None if _only_reads(parsed, reading, tokens) else reading


def _only_reads(parsed: Parsed, reading: Reading, tokens: list[Token]) -> bool:
    """Whether the cue is somebody's reading, and the content what was read: *read* a memo accusing the clerk."""
    start = reading.content[0].start if reading.content else 0
    nouns = (c for t in tokens for c in t.children if c.dep_ == "dobj" and c.left_edge.idx == start)
    return any(received(child, parsed.words) == noun for noun in nouns for child in noun.children)
