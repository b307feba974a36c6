"""spaCy without what it imports beside all else and nobody here calls, or only to make ready what may never be asked.

The commands of its own command line alone bring a third of what is imported, libraries that fetch things from a network
among it. Whatever is left out is imported as soon as it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_FUNCTIONS: Mapping[str, Sequence[str]] = {
    "spacy.cli.info": ("info",),
    "srsly._yaml_api": ("read_yaml", "write_yaml", "yaml_dumps", "yaml_loads", "is_yaml_serializable"),
}
"""Modules of which spaCy, or what it needs, takes these functions."""
_OLD = "pydantic.v1"
"""Of it a class is taken, to know those that are made from it, and the error that they raise."""


def import_spacy() -> None:
    """Imports spaCy, if that has not been done, without what is left out."""
    if "spacy" in sys.modules:
        return
    import pydantic

    stand_ins = [_StandIn(name, {each: _later(name, each) for each in named}) for name, named in _FUNCTIONS.items()]
    if hasattr(pydantic, "ConfigDict"):  # an older one has no other form
        stand_ins.append(_StandIn(_OLD, {"BaseModel": _Made("BaseModel", (), {}), "ValidationError": _NeverError}))
    stand_ins = [each for each in stand_ins if each.__name__ not in sys.modules]
    sys.modules.update({each.__name__: each for each in stand_ins})
    try:
        with _made_later(pydantic.BaseModel):
            import spacy  # noqa: F401
    finally:
        for each in stand_ins:
            _end(each)


class _StandIn(ModuleType):
    """A module that has some attributes, and takes all others from the module in whose place it stands."""

    def __init__(self, name: str, attributes: Mapping[str, object]) -> None:
        super().__init__(name)
        self.__dict__.update(attributes)
        parent, _, _ = name.rpartition(".")
        found = PathFinder.find_spec(name, sys.modules[parent].__path__) if parent in sys.modules else None
        if found is not None and found.submodule_search_locations is not None:
            self.__path__ = list(found.submodule_search_locations)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _end(self)
        return getattr(import_module(self.__name__), name)


def _end(stand_in: _StandIn) -> None:
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]


def _later(module: str, name: str) -> Callable[..., Any]:
    """What calls a function of a module, which is imported for it."""

    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, **named)

    return call


class _Made(type):
    """Stands for the class of the same name in `_OLD`: none is made from that before it is imported."""

    def __subclasscheck__(cls, other: type) -> bool:
        there = sys.modules.get(_OLD)
        return there is not None and not isinstance(there, _StandIn) and issubclass(other, getattr(there, cls.__name__))


class _NeverError(Exception):
    """What nothing raises."""


@contextmanager
def _made_later(model: Any) -> Iterator[None]:
    """A context in which classes made from pydantic's `model` are made ready when something is checked by them."""
    before = getattr(model, "model_config", None)
    if before is None:  # of an older version
        yield
        return
    model.model_config = {**before, "defer_build": True}
    try:
        yield
    finally:
        model.model_config = before
