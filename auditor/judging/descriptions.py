"""How well words describe an unnamed source, by the ladder that newsroom codes share.

A bare "source" says least (1), then a class such as "officials" (2), then a role in a body (3), then how the
person knows (4), then on which side the person stands (5). Compare the Guardian's readers' editor
(2014) and NPR (2011).
"""

from __future__ import annotations

import re

from auditor.base.spans import Span
from auditor.language.words import Words


def level(description: str, words: Words) -> int:
    """The rung (1 to 5) of `description`; raises PackError if the lexicon of descriptions is not loaded."""
    plain = [w for w in re.findall(r"[\w'’-]+", description) if not w.isdigit()]
    text = " ".join(plain)

    def has(tag: str) -> bool:
        return words.first(text, [Span(0, len(text))], "descriptions", tag) is not None

    says_nothing = words.tagged("descriptions", "bare", "empty")
    telling = [word for word in plain if word.lower() not in says_nothing]
    if not telling:
        return 1
    if has("side"):
        return 5
    if has("access"):
        return 2 if has("abstract") else 4
    in_a_body = any(word[:1].isupper() for word in plain[1:]) or len(telling) > 1
    return 3 if in_a_body else 2
