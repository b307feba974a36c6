"""How well words describe an unnamed source, by the ladder that newsroom codes share.

A bare "source" says least (1), then a class such as "officials" (2), then a role in a body (3), then how the
person knows (4), then on which side the person stands (5). Compare the Guardian's readers' editor
(2014) and NPR (2011).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from auditor.errors import PackError
from auditor.model import Lexicon

LEXICON = "core/descriptions"
"""The lexicon whose tags `bare`, `empty`, `access`, `abstract` and `side` say what words tell readers."""


def level(description: str, lexicons: Mapping[str, Lexicon]) -> int:
    """The rung (1 to 5) of `description`; raises PackError if the lexicon of descriptions is not loaded."""
    words = [w for w in re.findall(r"[\w'’-]+", description) if not w.isdigit()]
    text = " ".join(words).lower()
    telling = _telling(lexicons, words)
    if not telling:
        return 1
    if _has(text, _tagged(lexicons, "side")):
        return 5
    if _has(text, _tagged(lexicons, "access")):
        return 2 if _has(text, _tagged(lexicons, "abstract")) else 4
    in_a_body = any(word[:1].isupper() for word in words[1:]) or len(telling) > 1
    return 3 if in_a_body else 2


def _telling(lexicons: Mapping[str, Lexicon], words: Iterable[str]) -> list[str]:
    says_nothing = {*_tagged(lexicons, "bare"), *_tagged(lexicons, "empty")}
    return [word for word in words if word.lower() not in says_nothing]


def _tagged(lexicons: Mapping[str, Lexicon], tag: str) -> tuple[str, ...]:
    if LEXICON not in lexicons:
        hint = "Load the pack 'core' beside your own."
        raise PackError(f"the lexicon '{LEXICON}' is not loaded", code="A252", hint=hint)
    return lexicons[LEXICON].tagged(tag)


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) for phrase in phrases)
