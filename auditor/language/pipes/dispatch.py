"""Which parts of a pipeline are done over, and by what; every other part is run as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler, EntityRecognizer
from spacy.tokens import Doc

from auditor.language.pipes import entities, lemmas, rulers

Step = Callable[[Doc], Doc]
"""What annotates a `Doc` and returns it."""

_QUICKER: Mapping[type, Callable[..., Step | None]] = {
    AttributeRuler: rulers.quicker,
    EnglishLemmatizer: lemmas.quicker,
    EntityRecognizer: entities.quicker,
}
"""By the very class of a part, what makes a step of it; None for one that cannot be done over."""


_KEPT = "auditor_steps"


def annotate(doc: Doc, nlp: Language) -> Doc:
    """`doc`, annotated as by all parts of `nlp` in their order."""
    steps: dict[Step, Step] = vars(nlp).setdefault(_KEPT, {})  # with the pipeline, so that they go when it goes
    for _, pipe in nlp.pipeline:
        if pipe not in steps:
            steps[pipe] = step(pipe)
        doc = steps[pipe](doc)
    return doc


def step(pipe: Step) -> Step:
    """A step that annotates as `pipe` does."""
    make = _QUICKER.get(type(pipe))
    return (make(pipe) if make is not None else None) or pipe
