"""Core phrases that rules found, each with the clause around it, and which of them tell of one and the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import clauses, syntax
from auditor.language.clauses import Clause
from auditor.records.article import Article
from auditor.records.sourcing import Evidence, Match

_STOPS = frozenset(",;:—–-()[].!?")


@dataclass(frozen=True, slots=True)
class Core:
    """A core phrase that a rule found, and the clause around it."""

    match: Match
    core: Span
    clause: Clause

    @property
    def subject(self) -> Token | None:
        """The subject of the clause, as the parse has it; None where it has none."""
        return self.clause.subject


def core_of(doc: Doc, match: Match, core: Span, *, outside: bool = False) -> Core | None:
    """The core phrase `core` with its clause, `outside` as in `clauses.around`; None where there is no clause."""
    clause = clauses.around(doc, core, outside=outside)
    return Core(match, core, clause) if clause is not None else None


def groups(found: Iterable[Core]) -> Iterator[list[Core]]:
    """Core phrases in lists that tell of one thing each, in order; in each, those with a noun as subject come first."""
    group: list[Core] = []
    for item in [*sorted(found, key=lambda f: f.core), None]:
        if group and (item is None or not any(_is_same(other, item) for other in group)):
            yield sorted(group, key=lambda f: f.subject is None or f.subject.pos_ == "PRON")
            group = []
        if item is not None:
            group.append(item)


def _is_same(a: Core, b: Core) -> bool:
    """Whether two core phrases overlap, or share a subject in one sentence, be it as a pronoun in a linked clause."""
    if a.core.overlaps(b.core):
        return True
    if a.clause.verb.sent != b.clause.verb.sent or a.subject is None or b.subject is None:
        return False
    linked = a.clause.verb.is_ancestor(b.clause.verb) or b.clause.verb.is_ancestor(a.clause.verb)
    return a.subject == b.subject or (linked and "PRON" in (a.subject.pos_, b.subject.pos_))


def clause_end(verb: Token, start: int) -> int:
    """Where the clause of `verb` ends, from `start` on: at a mark, or where a conjunct or a governing verb goes on."""
    above = {verb.i, *(t.i for t in verb.ancestors)}
    end = start
    for token in syntax.tokens_from(verb.doc, start):
        hyphen = token.text in "-–" and not token.doc[token.i - 1].whitespace_
        joins = token.dep_ == "cc" and token.head.i in above and token.lower_ not in ("or", "nor")
        goes_on = joins or token.i in above
        if token.sent != verb.sent or goes_on or (token.text[:1] in _STOPS and not hyphen):
            break
        if not token.is_space:
            end = token.idx + len(token)
    return end


def head_of(doc: Doc, span: Span) -> Token | None:
    """The head of the noun phrase in `span`, or else its last word; None where no word stands there."""
    words = list(syntax.between(doc, span.start, span.end))
    return next((t for t in words if t.pos_ in ("NOUN", "PROPN", "PRON") and not span.covers(t.head.idx)), None) or (
        words[-1] if words else None
    )


def without_aside(doc: Doc, words: Span) -> Span:
    """`words` of a noun phrase, short of a participle after a comma: *The firm*, asked about the loan."""
    tokens = list(syntax.between(doc, words.start, words.end))
    asides = (n for n, t in enumerate(tokens[1:], 1) if tokens[n - 1].text == "," and t.tag_ in ("VBN", "VBG"))
    cut = next(asides, None)
    if cut is None or cut < 2:
        return words
    last = tokens[cut - 2]
    return Span(words.start, last.idx + len(last))


def evidence_of(article: Article, matches: Iterable[Match]) -> tuple[Evidence, ...]:
    """One piece of evidence for each rule, on the longest of its matches."""
    longest: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: m.span):
        if match.rule_id not in longest or len(match.span) > len(longest[match.rule_id].span):
            longest[match.rule_id] = match
    return tuple(Evidence.of_match(m, m.span, m.span.of(article.text)) for m in longest.values())
