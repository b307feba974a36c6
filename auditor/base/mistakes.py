"""Mistakes in what somebody wrote, gathered while reading goes on, so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from auditor.base.errors import PackError

MOST = 100
"""So many mistakes end the reading: nobody mends more at a time, and what is hostile must not cost more."""

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D")
N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Mistakes:
    """PackErrors found so far."""

    found: list[PackError] = field(default_factory=list)

    def add(self, error: PackError) -> None:
        """Keeps `error` and all that it tells of; raises what there is if it is final, or if there is enough."""
        self.found.extend(error.each())
        if error.is_final or len(self.found) >= MOST:
            raise together(self.found, is_final=True)

    def attempt(self, default: D, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | D:
        """What `read` gives, or `default` if it raises PackError, which is kept."""
        try:
            return read(*args, **kwargs)
        except PackError as error:
            self.add(error)
            return default

    def end(self) -> None:
        """Raises all mistakes as one PackError, if there are any."""
        if self.found:
            raise together(self.found)


def every(read: Callable[[N], T], nodes: Iterable[N]) -> tuple[T, ...]:
    """What `read` gives for each of `nodes`; raises the mistakes of all of them as one PackError."""
    told = Mistakes()
    done = [told.attempt(None, lambda node: (read(node),), node) for node in nodes]
    told.end()
    return tuple(value for each in done if each is not None for value in each)


def together(found: Sequence[PackError], is_final: bool = False) -> PackError:
    """One PackError that tells of all in `found`, in order of place, each once."""
    once = {str(error): error for error in found}
    first, *others = sorted(once.values(), key=_place)
    return PackError(
        first.message, code=first.code, at=first.at, hint=first.hint, others=tuple(others), is_final=is_final
    )


def _place(error: PackError) -> tuple[str, int, int]:
    return (error.at.path, error.at.line, error.at.column) if error.at else ("", 0, 0)
