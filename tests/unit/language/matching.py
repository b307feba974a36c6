"""Rules made by hand, and what they match in a text."""

from __future__ import annotations

from spacy.language import Language

from auditor.language import parser as language
from auditor.language import quotations
from auditor.language.match.compile import compile_rules
from auditor.language.match.run import run_rules
from auditor.readers.dispatch import read_text
from auditor.records.article import Article, Block, BlockRole
from auditor.records.rules import Engine, Lexicon, Rule, RuleKind, RulePack
from auditor.records.scales import Confidence
from auditor.records.sourcing import Match


def rule(
    engine: Engine,
    *patterns: object,
    name: str = "t/hedges/x",
    kind: RuleKind = RuleKind.HEDGE,
    yields: str | None = None,
    scope: tuple[BlockRole, ...] = (),
    part: str = "any",
    quotations: str = "skip",
    flags: tuple[tuple[str, str], ...] = (),
    status: str = "stable",
) -> Rule:
    """A rule of the pack `t` with these patterns."""
    return Rule(
        id=name,
        kind=kind,
        engine=engine,
        patterns=patterns,
        message="m",
        why="w",
        yields=yields,
        scope=frozenset(scope),
        part=part,
        quotations=quotations,
        flags=flags,
        confidence=Confidence.HIGH,
        status=status,
        path="t.yaml",
        line=2,
    )


def pack(*rules: Rule, lexicons: tuple[Lexicon, ...] = ()) -> RulePack:
    """A pack `t` of these rules."""
    return RulePack("t", "1", "d", "en", "Apache-2.0", rules, lexicons, (), "0")


def matches(nlp: Language, text: str, *rules: Rule, roles: dict[int, BlockRole] | None = None) -> tuple[Match, ...]:
    """The matches of `rules` in `text`; `roles` are those of blocks that are no paragraphs, by number."""
    article = _with_roles(read_text(text, "a.txt"), roles or {})
    quoted = quotations.find(article.text, article.blocks)
    doc = language.parse(article, nlp, quoted)
    return run_rules(doc, article, compile_rules([pack(*rules)], nlp), quoted)


def _with_roles(article: Article, roles: dict[int, BlockRole]) -> Article:
    blocks = tuple(Block(b.id, roles.get(b.id, b.role), b.span, b.level) for b in article.blocks)
    return Article(article.path, article.format, article.text, blocks, article.digest)
