"""Examples of a rule: sentences in which `[[role: words]]` marks what the rule must find."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TypeVar

from auditor.base.errors import PackError
from auditor.base.mistakes import Mistakes, every
from auditor.base.spans import Span
from auditor.packs import values
from auditor.packs.yamlpos import Mapping, Node, Scalar
from auditor.records.rules import Example, PolicyExample

Sort = TypeVar("Sort", Example, PolicyExample)

_PIECE = re.compile(r"\[\[|\]\]")
_ROLE = re.compile(r"\s*([A-Za-z_]+)\s*: ?")

EXAMPLES_NEEDED = 2
"""How many examples of each sort a rule must have, at the least."""

_WANTED = {
    "match": "Add one that must be found.",
    "no_match": "Add one that looks alike and must not be found.",
}


def examples(node: Node, roles: Collection[str]) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """The examples that a rule must and must not match, whose marks name `roles`; raises PackError."""
    return _both(node, lambda each: _example(each, roles), lambda each: _example(each, ()))


def policy_examples(node: Node) -> tuple[tuple[PolicyExample, ...], tuple[PolicyExample, ...]]:
    """The passages that a policy must and must not object to; raises PackError."""
    return _both(node, _passage, _passage)


def _both(
    node: Node, read: Callable[[Node], Sort], read_other: Callable[[Node], Sort]
) -> tuple[tuple[Sort, ...], tuple[Sort, ...]]:
    """What stands under `match`, by `read`, and under `no_match`, by `read_other`."""
    told = Mistakes()
    entries = values.keys(told, node, ("match", "no_match"), ("match", "no_match"))
    match = values.Reader(told, entries).read("match", (), _enough, "match", read)
    no_match = values.Reader(told, entries).read("no_match", (), _enough, "no_match", read_other)
    told.end()
    return match, no_match


def _passage(node: Node) -> PolicyExample:
    return PolicyExample(values.scalar(node).text.rstrip("\n"), node.at.line)


def _enough(node: Node, key: str, read: Callable[[Node], Sort]) -> tuple[Sort, ...]:
    """The examples under `key`, each by `read`; not enough of them is a mistake."""
    told = Mistakes()
    found = values.items(node)
    if len(found) < EXAMPLES_NEEDED:
        message = f"{len(found)} example under '{key}', and {EXAMPLES_NEEDED} are needed"
        told.add(PackError(message, code="A220", at=node.at, hint=_WANTED[key]))
    done = told.attempt((), every, read, found)
    told.end()
    return done


def _example(node: Node, roles: Collection[str]) -> Example:
    if not isinstance(node, Mapping):
        return parse(values.scalar(node), roles)
    entry = values.mapping(node, ("text", "model"), ("text", "model"))
    text, model = entry.get("text"), entry.get("model")
    assert text is not None and model is not None
    return parse(values.scalar(text), roles, values.word(model))


def parse(marked: Scalar, roles: Collection[str], model: str | None = None) -> Example:
    """The sentence without its marks, and the spans that were marked, in order; marks may nest. Raises PackError."""
    source = marked.text.rstrip("\n")
    text = ""
    at = 0
    opened: list[tuple[str, int, int]] = []
    found: list[tuple[str, Span]] = []
    for piece in _PIECE.finditer(source):
        if piece.start() < at:
            continue
        text += source[at : piece.start()]
        if piece.group() == "[[":
            role, at = _role(marked, source, piece, roles)
            opened.append((role, len(text), piece.start()))
        elif not opened:
            hint = "A mark is written [[role: words]]."
            raise _error(marked, piece.start(), "a mark is closed that was never opened", hint)
        else:
            role, start, _ = opened.pop()
            found.append((role, _span(marked, piece.start(), text, start)))
            at = piece.end()
    if opened:
        role, _, offset = opened[-1]
        raise _error(marked, offset, f"the mark of '{role}' is not closed", "Close it with ]].")
    found.sort(key=lambda pair: pair[1])
    return Example(text + source[at:], tuple(found), model, marked.at.line)


def _role(marked: Scalar, source: str, piece: re.Match[str], roles: Collection[str]) -> tuple[str, int]:
    if not roles:
        hint = "What must not be found has no roles; write the sentence without marks."
        raise _error(marked, piece.start(), "a mark stands in an example under 'no_match'", hint)
    match = _ROLE.match(source, piece.end())
    if match is None:
        raise _error(marked, piece.start(), "the mark names no role", "A mark is written [[role: words]].")
    role = match.group(1)
    if role not in roles:
        at = marked.place(match.start(1))
        hint = values.suggestion(role, roles, "Known roles")
        raise PackError(f"unknown role '{role}'", code="A222", at=at, hint=hint)
    return role, match.end()


def _span(marked: Scalar, offset: int, text: str, start: int) -> Span:
    words = text[start:]
    if not words.strip():
        raise _error(marked, offset, "the mark holds no words", "Mark at least one word.")
    if words != words.strip():
        raise _error(marked, offset, f"the mark around '{words.strip()}' holds white space", "Mark words only.")
    return Span(start, len(text))


def _error(marked: Scalar, offset: int, message: str, hint: str) -> PackError:
    return PackError(message, code="A221", at=marked.place(offset), hint=hint)
