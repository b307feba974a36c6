"""Examples of a rule: sentences in which `[[role: words]]` marks what the rule must find."""

from __future__ import annotations

import re
from collections.abc import Collection

from auditor.base.errors import PackError
from auditor.base.spans import Span
from auditor.packs.values import items, mapping, scalar, suggestion, word
from auditor.packs.yamlpos import Mapping, Node, Scalar
from auditor.records.rules import Example, PolicyExample

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
    entries = mapping(node, ("match", "no_match"), ("match", "no_match"))
    match = tuple(_example(n, roles) for n in _enough(entries, "match"))
    no_match = tuple(_example(n, ()) for n in _enough(entries, "no_match"))
    return match, no_match


def policy_examples(node: Node) -> tuple[tuple[PolicyExample, ...], tuple[PolicyExample, ...]]:
    """The passages that a policy must and must not object to; raises PackError."""
    entries = mapping(node, ("match", "no_match"), ("match", "no_match"))
    match, no_match = (
        tuple(PolicyExample(scalar(n).text.rstrip("\n"), n.at.line) for n in _enough(entries, key))
        for key in ("match", "no_match")
    )
    return match, no_match


def _enough(entries: Mapping, key: str) -> tuple[Node, ...]:
    node = entries.get(key)
    assert node is not None
    found = items(node)
    if len(found) < EXAMPLES_NEEDED:
        raise PackError(
            f"{len(found)} example under '{key}', and {EXAMPLES_NEEDED} are needed",
            code="A220",
            at=node.at,
            hint=_WANTED[key],
        )
    return found


def _example(node: Node, roles: Collection[str]) -> Example:
    if not isinstance(node, Mapping):
        return parse(scalar(node), roles)
    entry = mapping(node, ("text", "model"), ("text", "model"))
    text, model = entry.get("text"), entry.get("model")
    assert text is not None and model is not None
    return parse(scalar(text), roles, word(model))


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
        hint = suggestion(role, roles, "Known roles")
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
