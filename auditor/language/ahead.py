"""What is loaded beside the import of all else, since it works outside Python for the most part.

Nothing here imports spaCy, which is what takes longest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditor.base.threads import begun
from auditor.language import pipeline
from auditor.language.tagger import network
from auditor.language.tagger.network import Network
from auditor.language.tongue import model as tongues
from auditor.language.tongue.model import Identifier


@dataclass(frozen=True, slots=True)
class Ahead:
    """What has been begun; each part waits for its own, and gives it or raises what went wrong."""

    verified: Callable[[], Path]
    """The folder of the language model, whose files are checked."""
    tagger: Callable[[], Network] | None
    tongues: Callable[[], Identifier] | None


def begin(model: str, *, threads: int, has_tagger: bool, is_english: bool) -> Ahead:
    """Begins to check the language model, and to load the tagger and what tells languages apart where they take part.

    Raises nothing that is wrong with them; the tagger works in so many `threads`.
    """
    verified = begun(lambda: pipeline.verified(model), "model")
    identifier = begun(tongues.load, "languages") if is_english else None
    if not has_tagger:
        return Ahead(verified, None, identifier)
    network.runtime()  # imported here, where it disturbs no other import
    return Ahead(verified, begun(lambda: network.load(threads=threads), "tagger"), identifier)
