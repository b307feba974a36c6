"""How much a rule pack may ask for: every limit on what it holds and on what its rules do with one article.

All lie well above what the packs that ship need, and keep the cost of a pack that nobody has looked at within bounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.base.errors import At, PackError


@dataclass(frozen=True, slots=True)
class Limit:
    """The most there may be of something in a pack, and what to do about more."""

    most: int
    what: str
    hint: str
    is_final: bool = False
    """Whether nothing more is looked at once there is too much."""

    def check(self, count: int, at: At) -> None:
        """Raises PackError at `at` if `count` is more than there may be."""
        if count > self.most:
            message = f"{self.what}: {count:,}, and {self.most:,} at the most"
            raise PackError(message, code="A244", at=at, hint=self.hint, is_final=self.is_final)


PATTERNS_OF_RULE = Limit(1_000, "too many patterns in a rule", "Make several rules of it.")
PATTERNS_OF_PACK = Limit(5_000, "too many patterns in a pack", "Make several packs of it, or put words into lexicons.")
TOKENS = Limit(40, "too many tokens in a pattern", "Split the pattern, or leave out what does not decide.")
NODES = Limit(12, "too many nodes in a pattern", "Split the pattern, or leave out what does not decide.")
REPETITIONS = Limit(50, "too many repetitions of a token", "Write * or + if the number does not matter.")
VALUES = Limit(5_000, "too many values in a list", "Put the words into a lexicon.")
REGEX_LENGTH = Limit(5_000, "too many characters in a regular expression", "Split it, or put words into a lexicon.")
REGEX_WRITTEN_OUT = Limit(
    500_000, "too many characters in a regular expression with its lexicons", "Use smaller lexicons, or fewer of them."
)
REGEX_GROUPS = Limit(
    30, "too many groups in a regular expression", "Write (?:…) for parts that are not to be told apart."
)
PHRASE_LENGTH = Limit(500, "too many characters in a phrase", "Keep the words that make it certain.")
LEXICON_ENTRIES = Limit(20_000, "too many words in a lexicon", "Make several lexicons of it.")
ENTRY_LENGTH = Limit(200, "too many characters in an entry", "An entry is a word or a short phrase.")
COMPILED = Limit(
    5_000_000, "the regular expressions are too large together", "Use shorter ones, or smaller lexicons.", is_final=True
)
"""In instructions of RE2, all packs together."""
REGEX_MEMORY = 8 << 20
REGEX_MEMORY_TOGETHER = 2 << 30
"""Bytes that RE2 may set aside for one regular expression and for all; it goes slower, not wrong, with less."""

STEPS_AT_LEAST = 10_000
STEPS_A_TOKEN = 200
"""Steps (looks at a token) that a rule may take for each token of the article, on top of `STEPS_AT_LEAST`."""
MATCHES_AT_LEAST = 100
TOKENS_A_MATCH = 4
"""For every so many tokens of the article a rule may match once, on top of `MATCHES_AT_LEAST`."""
RULES_AT_FULL_COST = 10
"""All rules together may spend as much on an article as this many rules that exhaust their own limits."""
CHARACTERS_A_STEP = 64
"""So many bytes of text that a regular expression reads count as one step."""
