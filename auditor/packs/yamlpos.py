"""YAML in which every word knows its line and column, and in which nothing is guessed.

Of YAML only mappings, lists and scalars are taken. Anchors, aliases, tags, merge keys, repeated keys and
several documents in one file are refused, since each makes a file mean something other than it seems to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from auditor.errors import At, PackError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_KINDS = {
    "tag:yaml.org,2002:bool": "a boolean",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge key",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written; `kind` is what YAML takes it for: `text`, `a boolean`, `a number`, …"""

    at: At
    text: str
    kind: str = "text"
    source: str = ""
    """The value as it stands in the file, with its quotation marks."""

    def place(self, offset: int) -> At:
        """Where the character at `offset` of `text` stands; its start where that is not clear."""
        if "\n" in self.source:
            return self.at
        if self.source == self.text:
            return At(self.at.path, self.at.line, self.at.column + offset)
        if self.source[:1] not in ("'", '"') or (self.source[0] == '"' and "\\" in self.source):
            return self.at
        doubled = self.text[:offset].count("'") if self.source.startswith("'") else 0
        return At(self.at.path, self.at.line, self.at.column + 1 + offset + doubled)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    at: At
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping, in the order of the file; no key occurs twice."""

    at: At
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def parse(text: str, path: str) -> Node:
    """The one document in `text`; raises PackError at its place for anything that is not plain YAML."""
    loader = _Loader(text)
    try:
        events = iter(_events(loader))
        return _document(events, _Builder(loader, text, path), path)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # newer versions of PyYAML count it themselves
            raise PackError("this is nested too deep", code="A203", at=At(path)) from None
        raise _syntax_error(error, path) from None
    except yaml.YAMLError as error:
        message = str(error).partition("\n")[0]
        raise PackError(f"this is not YAML: {message}", code="A203", at=At(path)) from None
    except RecursionError:
        raise PackError("this is nested too deep", code="A203", at=At(path)) from None
    finally:
        loader.dispose()


def _events(loader: Any) -> Iterator[Any]:
    while loader.check_event():
        yield loader.get_event()


def _document(events: Iterator[Any], builder: _Builder, path: str) -> Node:
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        hint = "Fill it, or delete it."
        raise PackError("the file is empty", code="A204", at=At(path), hint=hint)
    node = builder.node(next(events), events)
    next(events)
    rest = next(events)
    if not isinstance(rest, yaml.StreamEndEvent):
        hint = "Put each document into a file of its own; a line of `---` begins a new one."
        raise PackError("the file holds more than one document", code="A205", at=builder.at(rest), hint=hint)
    return node


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns the events of one file into nodes."""

    loader: Any
    text: str
    path: str

    def at(self, event: Any) -> At:
        mark = event.start_mark
        return At(self.path, mark.line + 1, mark.column + 1)

    def node(self, event: Any, events: Iterator[Any]) -> Node:
        self._refuse_indirection(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event_ := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event_, events))
            return Sequence(self.at(event), tuple(items))
        return self._mapping(event, events)

    def _refuse_indirection(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            what = f"the alias *{event.anchor}"
        elif event.anchor is not None:
            what = f"the anchor &{event.anchor}"
        elif event.tag is not None:
            what = f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}"
        else:
            return
        hint = "Write the value out; a value that begins with &, * or ! needs quotation marks."
        raise PackError(f"{what} is not allowed in a pack", code="A207", at=self.at(event), hint=hint)

    def _scalar(self, event: Any) -> Scalar:
        kind = "text"
        if event.implicit[0]:
            tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
            kind = _KINDS.get(tag, "text")
        source = self.text[event.start_mark.index : event.end_mark.index]
        return Scalar(self.at(event), event.value, kind, source)

    def _mapping(self, event: Any, events: Iterator[Any]) -> Mapping:
        seen: dict[str, At] = {}
        entries: list[tuple[Scalar, Node]] = []
        while not isinstance(event_ := next(events), yaml.MappingEndEvent):
            key = self.node(event_, events)
            if not isinstance(key, Scalar):
                hint = "A value that begins with [ or { needs quotation marks."
                raise PackError("a key must be one word", code="A212", at=key.at, hint=hint)
            self._check_key(key, seen)
            seen[key.text] = key.at
            entries.append((key, self.node(next(events), events)))
        return Mapping(self.at(event), tuple(entries))

    def _check_key(self, key: Scalar, seen: dict[str, At]) -> None:
        if key.text in seen:
            hint = f"It was given before in line {seen[key.text].line}; keep one of the two."
            raise PackError(f"the key '{key.text}' is given twice", code="A206", at=key.at, hint=hint)
        if key.kind == "a merge key":
            hint = "Write out what it would bring in."
            raise PackError("the merge key << is not allowed in a pack", code="A207", at=key.at, hint=hint)
        if key.kind != "text":
            raise unquoted(key)


def unquoted(scalar: Scalar) -> PackError:
    """The error for a value that YAML takes for something else than the word that is wanted."""
    if not scalar.text.strip():
        hint = "Fill it, or take the key out."
        return PackError("a word is wanted here, and there is nothing", code="A213", at=scalar.at, hint=hint)
    message = f"YAML takes {scalar.text} for {scalar.kind}, and a word is wanted here"
    hint = f'Put it into quotation marks: "{scalar.text}".'
    return PackError(message, code="A213", at=scalar.at, hint=hint)


def _syntax_error(error: yaml.MarkedYAMLError, path: str) -> PackError:
    context, problem = str(error.context or ""), str(error.problem)
    never_ends = context.startswith(("while scanning a quoted", "while parsing a flow"))
    mark = error.context_mark if never_ends else error.problem_mark or error.context_mark
    at = At(path, mark.line + 1, mark.column + 1) if mark else At(path)
    message = f"{problem}, {context}" if context else problem
    if never_ends:
        message += " that begins here"
    return PackError(f"this is not YAML: {message}", code="A203", at=at, hint=_syntax_hint(problem))


def _syntax_hint(problem: str) -> str:
    if "cannot start any token" in problem:
        return "Indent with spaces, not tabs; a value that begins with @, ` or % needs quotation marks."
    if "mapping values are not allowed" in problem:
        return "A value that contains a colon and a space needs quotation marks, or the indentation is off."
    return "Look for a quotation mark or bracket that is not closed, or for wrong indentation, here or above."
