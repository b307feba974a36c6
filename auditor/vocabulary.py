"""Words of a lexicon looked for in a stretch of text: whole words, whatever their case, spacing and apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.errors import PackError
from auditor.model import Lexicon
from auditor.spans import Span


def tagged(lexicons: Mapping[str, Lexicon], lexicon: str, tag: str) -> tuple[str, ...]:
    """The entries of `lexicon` with `tag`; raises PackError if the lexicon is not loaded."""
    if lexicon not in lexicons:
        hint = "Load the pack 'core' beside your own."
        raise PackError(f"the lexicon '{lexicon}' is not loaded", code="A252", hint=hint)
    return lexicons[lexicon].tagged(tag)


def first(text: str, spans: Iterable[Span], words: Sequence[str]) -> Span | None:
    """The first of `words` in `spans`, taken in their order; None if there is none."""
    return next(every(text, spans, words), None)


def every(text: str, spans: Iterable[Span], words: Sequence[str]) -> Iterator[Span]:
    """All of `words` in `spans`, in their order; where several begin at one place, the longest."""
    if not words:
        return
    pattern = re.compile(alternatives(words), re.I)
    for span in spans:
        for match in pattern.finditer(text, span.start, span.end):
            yield Span(match.start(), match.end())


def alternatives(words: Sequence[str]) -> str:
    """A regular expression for any of `words`, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?<![\w-])(?:{'|'.join(map(_pattern, longest))})(?![\w-])"


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
