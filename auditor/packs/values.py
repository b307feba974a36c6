"""The plain values of a pack file: words, lists, choices. What does not fit raises PackError with place and hint."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from collections.abc import Sequence as Row
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Concatenate, ParamSpec, TypeVar

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes, every
from auditor.packs.yamlpos import Mapping, Node, Scalar, Sequence, unquoted

Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")
D = TypeVar("D")
P = ParamSpec("P")

_LONGEST_GUESS, _MOST_GUESSES, _MOST_WORK = 100, 1000, 1_000_000
"""Longer words, or more of them, or more pairs of their letters, are not compared: that takes time."""


def suggestion(word: str, known: Iterable[str], what: str = "Known") -> str:
    """`Did you mean …?` where one of `known` looks like `word`, swapped letters first; else all of them."""
    names = [str(name) for name in known]
    if _is_too_much(word, names):
        return ""
    if (close := closest(word, names)) is not None:
        return f"Did you mean '{close}'?"
    return f"{what}: {', '.join(names)}." if names else ""


def closest(word: str, names: Row[str]) -> str | None:
    """The one of `names` that looks like `word`, swapped letters first."""
    if _is_too_much(word, names):
        return None
    by_folded = {name.lower(): name for name in reversed(names) if len(name) <= _LONGEST_GUESS}
    close = difflib.get_close_matches(word.lower(), list(by_folded), n=3, cutoff=0.6)
    close.sort(key=lambda name: sorted(name) != sorted(word.lower()))
    return by_folded[close[0]] if close else None


def _is_too_much(word: str, names: Row[str]) -> bool:
    letters = len(word) * sum(min(len(name), _LONGEST_GUESS) for name in names)
    return len(word) > _LONGEST_GUESS or len(names) > _MOST_GUESSES or letters > _MOST_WORK


def mapping(node: Node, known: Collection[str], required: Collection[str] = ()) -> Mapping:
    """`node` as a mapping with no other keys than `known` and all of `required`."""
    told = Mistakes()
    found = keys(told, node, known, required)
    told.end()
    return found


def keys(told: Mistakes, node: Node, known: Collection[str], required: Collection[str] = ()) -> Mapping:
    """`node` as a mapping, whose wrong and missing keys are `told`; raises PackError if it is none.

    A key that is missing because another is misspelt is not told.
    """
    if not isinstance(node, Mapping):
        raise PackError(
            f"a mapping is wanted here, not {_shape(node)}",
            code="A212",
            at=node.at,
            hint="Write `key: value`, each on its own line.",
        )
    missing = [name for name in required if node.get(name) is None]
    for key, _ in node.entries:
        if key.text not in known:
            hint = suggestion(key.text, known, "Known keys")
            told.add(PackError(f"unknown key '{key.text}'", code="A210", at=key.at, hint=hint))
            missing = [name for name in missing if name != closest(key.text, missing)]
    if missing:
        hint = f"Every entry of this sort needs: {', '.join(required)}."
        told.add(PackError(_missing(missing), code="A211", at=node.at, hint=hint))
    return node


def _missing(names: Row[str]) -> str:
    *most, last = (f"'{name}'" for name in names)
    return f"the keys {', '.join(most)} and {last} are missing" if most else f"the key {last} is missing"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of a mapping one by one; what is wrong with them is told."""

    told: Mistakes
    entries: Mapping

    def read(
        self, key: str, default: D, reader: Callable[Concatenate[Node, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | D:
        """What `reader` makes of the value of `key`; `default` where there is none or it is not in order."""
        node = self.entries.get(key)
        return default if node is None else self.told.attempt(default, reader, node, *args, **kwargs)


def items(node: Node) -> tuple[Node, ...]:
    """The entries of a list that is not empty."""
    if not isinstance(node, Sequence):
        hint = "Write each entry on a line of its own, after `- `."
        raise PackError(f"a list is wanted here, not {_shape(node)}", code="A212", at=node.at, hint=hint)
    if not node.items:
        raise PackError("the list is empty", code="A212", at=node.at, hint="Fill it, or leave the key out.")
    return node.items


def scalar(node: Node) -> Scalar:
    """`node` as one value that is not empty and that YAML, too, takes for text."""
    if not isinstance(node, Scalar):
        hint = "A value that begins with [ or { needs quotation marks."
        raise PackError(f"a word is wanted here, not {_shape(node)}", code="A212", at=node.at, hint=hint)
    if node.kind != "text":
        raise unquoted(node)
    if not node.text.strip():
        raise unquoted(node)
    return node


def word(node: Node) -> str:
    """The text of one value, without white space around it."""
    return scalar(node).text.strip()


def words(node: Node | None) -> tuple[str, ...]:
    """The words of a list, none of them twice; no words where there is no list."""
    if node is None or (isinstance(node, Sequence) and not node.items):
        return ()
    found: dict[str, None] = {}

    def new_word(item: Node) -> str:
        if (text := word(item)) in found:
            raise PackError(f"'{text}' is listed twice", code="A217", at=item.at, hint="Keep one of the two.")
        found[text] = None
        return text

    return every(new_word, items(node))


def choices(node: Node | None, known: Collection[str]) -> tuple[str, ...]:
    """The words of a list, each of them one of `known`; no words where there is no list."""
    words(node)
    return () if node is None else every(lambda item: choice(item, known), items(node))


def choice(node: Node, known: Collection[str]) -> str:
    """A word that is one of `known`."""
    text = word(node)
    if text not in known:
        raise unknown_value(text, known, node.at)
    return text


def unknown_value(text: str, known: Iterable[str], at: At) -> PackError:
    """The error for a word outside a closed set."""
    return PackError(f"unknown value '{text}'", code="A214", at=at, hint=suggestion(text, known, "Known values"))


def member(node: Node | None, enum: type[Choice], default: Choice) -> Choice:
    """A member of `enum`, named by its value; `default` where there is no node."""
    return default if node is None else enum(choice(node, [m.value for m in enum]))


def value(node: Node) -> bool | int | float | str | tuple[str, ...]:
    """A value as YAML means it: true, false, a number, a word or a list of words."""
    if isinstance(node, Sequence):
        return words(node)
    if isinstance(node, Scalar) and node.kind == "a boolean":
        return truth(node)
    if isinstance(node, Scalar) and node.kind == "a number":
        return number(node)
    return word(node)


def truth(node: Node) -> bool:
    """True or false, written so."""
    if isinstance(node, Scalar) and node.text in ("true", "false"):
        return node.text == "true"
    shown = f"'{node.text}'" if isinstance(node, Scalar) else _shape(node)
    hint = "If the word itself is meant, put it into quotation marks." if isinstance(node, Scalar) else ""
    raise PackError(f"true or false is wanted here, not {shown}", code="A213", at=node.at, hint=hint)


def number(node: Node) -> int | float:
    """A number in decimal digits."""
    if isinstance(node, Scalar) and node.kind == "a number":
        for kind in (int, float):
            try:
                return kind(node.text)
            except ValueError:
                continue
    shown = f"'{node.text}'" if isinstance(node, Scalar) else _shape(node)
    hint = "Write it in digits."
    raise PackError(f"a number is wanted here, not {shown}", code="A213", at=node.at, hint=hint)


def placeholders(message: Scalar) -> tuple[str, ...]:
    """The names in braces in a message."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(message.text) if name is not None]
    except ValueError:
        names = [""]
    if not all(name.isidentifier() for name in names):
        hint = "Braces hold one name, as in {reason}; write {{ and }} for the marks themselves."
        raise PackError("the braces in the message are not in order", code="A223", at=message.at, hint=hint)
    return tuple(names)


def _shape(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    return "a mapping" if isinstance(node, Mapping) else "a single word"
