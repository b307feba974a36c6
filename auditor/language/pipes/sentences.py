"""Where sentences begin, told to a document all at once: told one by one, each costs spaCy a look at every token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]
from spacy.tokens import Doc

_MARKS = {None: 0, True: 1, False: -1}
"""How spaCy writes whether a sentence begins."""


def begin(doc: Doc, starts: Sequence[bool | None]) -> None:
    """Lets a sentence begin at each token of `doc` as `starts` says; where that is None, the parser finds out."""
    if starts:
        marks = np.array([_MARKS[each] for each in starts], dtype=np.int64).view(np.uint64)
        doc.from_array([SENT_START], marks.reshape(-1, 1))  # type: ignore[arg-type]
