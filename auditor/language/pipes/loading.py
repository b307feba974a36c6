"""A pipeline as spaCy loads it, without what is made only to be thrown away, and without what nothing asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from spacy.language import Language
from spacy.util import get_lang_class, get_model_meta, load_config

from auditor.language.pipes import arithmetic

_TOKENIZER = "spacy.Tokenizer.v1"
"""The tokenizer that takes all its rules from the pipeline's files."""

_ASKED = (("catalogue", "AVAILABLE_ENTRY_POINTS", "select"), ("srsly.msgpack", "msgpack_decoders", "get_all"))
"""Registries of spaCy's libraries, by module and name, with the method that looks through all that is in them."""


def load(data: Path, *, spare: bool) -> Language:
    """The pipeline whose files lie in `data`; raises whatever spaCy does for files that are none.

    A `spare` one does without the strings of the texts that it was trained on: whoever asks for that has seen that no
    part of it looks for one that it did not bring itself.
    """
    config = load_config(data / "config.cfg")
    meta = get_model_meta(data)
    unused = list(config["nlp"]["disabled"])
    language = get_lang_class(config["nlp"]["lang"])
    if config["nlp"]["tokenizer"] == {"@tokenizers": _TOKENIZER}:
        language = _without_exceptions(language)
    with arithmetic.chosen(), _asked_once():
        nlp = language.from_config(config, exclude=unused, auto_fill=False, meta=meta)
        nlp.from_disk(data, exclude=[*unused, "strings"] if spare else unused)
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            nlp.vocab.strings.add(label)
    return nlp


@contextmanager
def _asked_once() -> Iterator[None]:
    """A context in which what spaCy asks of `_ASKED` for each name and each array of a pipeline is found but once."""
    there = [(sys.modules.get(module), name, method) for module, name, method in _ASKED]
    before = [(module, name, getattr(module, name), method) for module, name, method in there if hasattr(module, name)]
    before = [each for each in before if hasattr(each[2], each[3])]
    for module, name, held, method in before:
        setattr(module, name, SimpleNamespace(**{method: cache(getattr(held, method))}))
    try:
        yield
    finally:
        for module, name, held, _ in before:
            setattr(module, name, held)


def _without_exceptions(language: type[Language]) -> type[Language]:
    """`language` without its exceptions for the tokenizer, which the files of a pipeline bring once more."""
    defaults = type("Defaults", (language.Defaults,), {"tokenizer_exceptions": {}})
    return type(language.__name__, (language,), {"Defaults": defaults})
