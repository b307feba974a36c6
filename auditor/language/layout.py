"""What each block of an article is: headline, byline, paragraph, or the page around the article.

Rules of the kind `layout` decide by the words of a whole block; the shape of the text decides the rest. A
block is only ever silenced by a rule that fits all of it, or as a short line without a sentence beside such
blocks: to read a stray label does little harm, to lose a paragraph much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import re2

from auditor.base.errors import At, PackError
from auditor.base.spans import subtract
from auditor.language import expressions
from auditor.language.expressions import Expression, Known
from auditor.language.literals import clauses, meets, whole
from auditor.records.article import SILENT_ROLES, Article, Block, BlockRole
from auditor.records.rules import Engine, Rule, RuleKind

_LONGEST_RULED = 420
"""Code points; longer blocks are paragraphs, whatever they say."""

_HEADLINE_WORDS = 25
_SUBHEADING_WORDS = 12
_LABEL_WORDS = 2
_NAME_WORDS = 3
_TOP_LINES = 8
_WORD = re.compile(r"[^\W_][\w.'’-]*")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]*_]*$")
_STOP = re.compile(r"[.…:;,][\"'”’)\]*_]*$")


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A layout rule with its patterns."""

    rule: Rule
    role: BlockRole
    patterns: tuple[Expression, ...]

    def fits(self, words: str, folded: str) -> bool:
        """Whether the rule fits the whole of `words`; `folded` is what `literals.whole` makes of them."""
        return any(meets(folded, each.clauses) and each.compiled().fullmatch(words) for each in self.patterns)


_TOP_ROLES = frozenset({BlockRole.HEADLINE, BlockRole.STANDFIRST})
"""Roles that the format tells of blocks among which the byline stands."""
_PAGE = frozenset({BlockRole.FURNITURE, BlockRole.TEASER, BlockRole.CORRECTION})
"""Roles of what stands around an article."""


def compile_rules(rules: Iterable[Rule], *, many: bool = True, known: Known | None = None) -> tuple[LayoutRule, ...]:
    """The layout rules among `rules`, in the order of their rank; raises PackError for a pattern that is not RE2.

    `many` and `known` say as in `match.compile` of which patterns it is found out what they need, and which wait.
    """
    chosen = (r for r in rules if r.kind is RuleKind.LAYOUT and r.engine is Engine.REGEX)
    return tuple(_compiled(rule, many, known or {}) for rule in sorted(chosen, key=lambda rule: rule.rank))


def arrange(article: Article, rules: Sequence[LayoutRule]) -> Article:
    """`article` with the role of every block decided, and with a title."""
    blocks = [_by_rule(b, article.text, rules) for b in article.blocks]
    blocks = _without_words(blocks, article.text)
    blocks = _top(blocks, article.text)
    blocks = [_subheading(b, article.text) for b in _tail(blocks, article.text)]
    arranged = replace(article, blocks=tuple(blocks))
    return replace(arranged, title=article.title or _title(arranged))


def matching_rule(words: str, rules: Sequence[LayoutRule]) -> LayoutRule | None:
    """The first rule that fits the whole of a block with these words, white space apart."""
    plain = " ".join(words.split())
    if not plain or len(plain) > _LONGEST_RULED:
        return None
    folded = whole(plain)
    return next((r for r in rules if r.fits(plain, folded)), None)


def _compiled(rule: Rule, many: bool, known: Known) -> LayoutRule:
    options = re2.Options()
    options.case_sensitive = dict(rule.flags).get("case") == "exact"
    options.log_errors = False
    needed = expressions.known_of(known, rule.id, len(rule.patterns))
    make = [partial(re2.compile, pattern, options) for pattern in rule.patterns]
    try:
        if needed is not None:
            patterns = tuple(map(expressions.later, make, needed))
        else:
            found = (clauses(str(pattern), of_whole=True) if many else () for pattern in rule.patterns)
            patterns = tuple(expressions.ready(compiled(), each) for compiled, each in zip(make, found, strict=True))
    except re2.error as error:
        told = error.args[0]
        reason = told.decode(errors="replace") if isinstance(told, bytes) else told
        raise PackError(f"rule {rule.id!r}: {reason}", code="A230", at=At(rule.path, rule.line)) from error
    return LayoutRule(rule, BlockRole(rule.yields or BlockRole.FURNITURE), patterns)


def _by_rule(block: Block, text: str, rules: Sequence[LayoutRule]) -> Block:
    if block.role in SILENT_ROLES:
        return block
    words = block.span.of(text).strip("*_ ")
    found = matching_rule(words, [r for r in rules if not r.rule.scope or block.role in r.rule.scope])
    return replace(block, role=found.role) if found else block


def _without_words(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, with those that have no word (rows of stars, lone brackets) made furniture."""
    return [b if b.role in SILENT_ROLES or _WORD.search(text, b.span.start, b.span.end) else _silent(b) for b in blocks]


def _silent(block: Block) -> Block:
    return replace(block, role=BlockRole.FURNITURE)


def _top(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, with labels, headline, standfirst and byline found among the short lines at the top."""
    read = [b for b in blocks if b.role not in SILENT_ROLES]
    run: list[Block] = []
    for block in read[:_TOP_LINES]:
        if block.role in _TOP_ROLES or (block.role is BlockRole.PARA and _is_line(block, text, not run)):
            run.append(block)
        else:
            break
    if not run or len(run) == len(read):
        return list(blocks)
    declared = next((b for b in run if b.role is BlockRole.HEADLINE), None)
    lines = [b for b in run if b.role is BlockRole.PARA]
    full = (b for b in lines if len(_words(b, text)) > _LABEL_WORDS)
    headline = declared or next(full, None) or max(lines, key=lambda b: len(_words(b, text)), default=None)
    if headline is None:
        return list(blocks)
    roles = {b.id: _top_role(b, headline, text) for b in run}
    return [replace(b, role=roles[b.id], level=b.level or int(b is headline)) if b.id in roles else b for b in blocks]


def _top_role(block: Block, headline: Block, text: str) -> BlockRole:
    if block.role in _TOP_ROLES:
        return block.role
    if block is headline:
        return BlockRole.HEADLINE
    words = _words(block, text)
    if block.span < headline.span:
        return BlockRole.FURNITURE if len(words) <= _LABEL_WORDS else block.role
    if 2 <= len(words) <= _NAME_WORDS and all(w[0].isupper() for w in words):
        return BlockRole.BYLINE
    return BlockRole.STANDFIRST if len(words) > _NAME_WORDS else block.role


def _is_line(block: Block, text: str, first: bool) -> bool:
    """Whether a block is a line such as a headline: short, and no sentence with its full stop.

    A first line in title case is a headline even with a stop, and may be a question.
    """
    words = _words(block, text)
    line = block.span.of(text).strip()
    if not words or len(words) > _HEADLINE_WORDS:
        return False
    if not _SENTENCE_END.search(line):
        return True
    return first and (not _STOP.search(line) or (line[-1] == "." and _is_title_case(words)))


def _is_title_case(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) > 3]
    return len(long) >= 3 and sum(w[0].isupper() or w[0].isdigit() for w in long) >= 0.8 * len(long)


def _words(block: Block, text: str) -> list[str]:
    return [m.group() for m in _WORD.finditer(text, block.span.start, block.span.end)]


def _tail(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, with short lines that follow furniture after the last sentence made furniture as well."""
    sentences = [i for i, b in enumerate(blocks) if b.role not in SILENT_ROLES and _is_sentence(b, text)]
    last = sentences[-1] if sentences else len(blocks)
    first = next((i for i in range(last + 1, len(blocks)) if blocks[i].role in _PAGE), len(blocks))
    return [
        _silent(b) if i > first and b.role in {BlockRole.PARA, BlockRole.HEADLINE} else b for i, b in enumerate(blocks)
    ]


def _subheading(block: Block, text: str) -> Block:
    """The block, as a heading if it is a short line all in capitals: *A CULTURE OF BLAME*."""
    words, line = _words(block, text), block.span.of(text).strip()
    shouted = block.role is BlockRole.PARA and line.isupper() and 1 < len(words) <= _SUBHEADING_WORDS
    if not shouted or _SENTENCE_END.search(line) or any(sign in line for sign in ":—"):
        return block
    return replace(block, role=BlockRole.HEADLINE, level=2)


def _is_sentence(block: Block, text: str) -> bool:
    """Whether a block may be running text, and not a line of the page around the article."""
    if block.role in {BlockRole.QUOTE, BlockRole.LIST, BlockRole.TABLE, BlockRole.CAPTION}:
        return True
    line = block.span.of(text).strip()
    return len(_words(block, text)) > _HEADLINE_WORDS or _SENTENCE_END.search(line) is not None


def _title(article: Article) -> str | None:
    """The words of the headline; in a text without one, its first line."""
    read = [b for b in article.blocks if b.role not in SILENT_ROLES]
    if not read:
        return None
    chosen = next((b for b in read if b.role is BlockRole.HEADLINE), read[0])
    unmarked = "".join(s.of(article.text) for s in subtract(chosen.span, article.marks))
    first = next((line for line in unmarked.splitlines() if line.strip()), "")
    return " ".join((unmarked if chosen.role is BlockRole.HEADLINE else first).split()) or None
