"""YAML in which every word knows its line and column, and in which nothing is guessed.

Of YAML only mappings, lists and scalars are taken. Anchors, aliases, tags, merge keys, repeated keys and
several documents in one file are refused, since each makes a file mean something other than it seems to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from auditor.base.errors import At

if TYPE_CHECKING:
    import yaml

_DEEPEST = 30
"""The most lists and mappings inside one another that are read."""

_MOST_FAULTS = 100

_UNACCEPTABLE = re.compile("[^\\t\\n\\r -~\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that YAML allows nowhere, such as control characters and lone surrogates."""

_KINDS = {
    "tag:yaml.org,2002:bool": "a boolean",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge key",
}


class Fault(Enum):
    """What can be wrong with a file."""

    ENCODING = "encoding"
    SYNTAX = "syntax"
    EMPTY = "empty"
    DOCUMENTS = "documents"
    REPEATED = "repeated"
    INDIRECTION = "indirection"
    SHAPE = "shape"
    UNQUOTED = "unquoted"


class YamlError(Exception):
    """Says what is wrong with a YAML file, where, and what to do; the caller turns it into an error with a code."""

    def __init__(self, fault: Fault, message: str, at: At, hint: str = "") -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message
        self.at = at
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written; `kind` is what YAML takes it for: `text`, `a boolean`, `a number`, …"""

    at: At
    text: str
    kind: str = "text"
    source: str = ""
    """The value as it stands in the file, with its quotation marks."""

    def place(self, offset: int) -> At:
        """Where the code point at `offset` of `text` stands in the file; the value's start where that is not clear."""
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
        """The value of `key`; None if the mapping lacks it."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def decode(content: bytes, path: str) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark; raises YamlError at a line that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise YamlError(Fault.ENCODING, "this is not UTF-8", At(path, line), "Save it as UTF-8.") from None


def parse(text: str, path: str, faults: list[YamlError] | None = None) -> Node:
    """The one document in `text`; raises YamlError at its place for anything that is not plain YAML.

    With `faults`, those that leave the rest clear are put there, up to a hundred, and what they spoil is left out.
    """
    if (found := _UNACCEPTABLE.search(text)) is not None:
        raise _unacceptable(found, path)
    import yaml  # where it is needed: most runs read no file of settings

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        return _document(_events(loader), _Builder(loader, text, path, faults), path)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # libyaml counts brackets as well
            raise _too_deep(_place(error.problem_mark, path)) from None
        raise _syntax_error(error, path) from None
    except yaml.YAMLError as error:
        message = str(error).partition("\n")[0]
        raise YamlError(Fault.SYNTAX, f"this is not YAML: {message}", At(path)) from None
    except (ValueError, OverflowError):  # without libyaml nothing else checks the code points of escapes
        raise YamlError(Fault.SYNTAX, "this is not YAML: an escape that stands for no character", At(path)) from None
    finally:
        loader.dispose()


def _unacceptable(found: re.Match[str], path: str) -> YamlError:
    line, column = (
        found.string.count("\n", 0, found.start()) + 1,
        found.start() - found.string.rfind("\n", 0, found.start()),
    )
    message = f"this is not YAML: unacceptable character #x{ord(found.group()):04x}"
    return YamlError(Fault.SYNTAX, message, At(path, line, column), "Take it out; an editor may not show it.")


def _events(loader: Any) -> Iterator[Any]:
    while loader.check_event():
        yield loader.get_event()


def _document(events: Iterator[Any], builder: _Builder, path: str) -> Node:
    import yaml

    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        hint = "Fill it, or delete it."
        raise YamlError(Fault.EMPTY, "the file is empty", At(path), hint)
    node = builder.node(next(events), events)
    next(events)
    rest = next(events)
    if not isinstance(rest, yaml.StreamEndEvent):
        hint = "Put each document into a file of its own; a line of `---` begins a new one."
        raise YamlError(Fault.DOCUMENTS, "the file holds more than one document", builder.at(rest), hint)
    return node


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns the events of one file into nodes."""

    loader: Any
    text: str
    path: str
    faults: list[YamlError] | None

    def at(self, event: Any) -> At:
        """Where `event` begins."""
        return _place(event.start_mark, self.path)

    def node(self, event: Any, events: Iterator[Any], depth: int = 0) -> Node:
        """The node that begins with `event` and goes on in `events`; raises YamlError."""
        import yaml

        self._refuse_indirection(event)
        if depth > _DEEPEST:
            raise _too_deep(self.at(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event_ := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event_, events, depth + 1))
            return Sequence(self.at(event), tuple(items))
        return self._mapping(event, events, depth + 1)

    def _refuse_indirection(self, event: Any) -> None:
        import yaml

        hint = "Write the value out; a value that begins with &, * or ! needs quotation marks."
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias *{event.anchor} is not allowed here"
            raise YamlError(Fault.INDIRECTION, message, self.at(event), hint)
        if event.anchor is not None:
            what = f"the anchor &{event.anchor}"
        elif event.tag is not None:
            what = f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}"
        else:
            return
        self._note(YamlError(Fault.INDIRECTION, f"{what} is not allowed here", self.at(event), hint))

    def _note(self, fault: YamlError) -> None:
        """Raises `fault`, or keeps it where faults are kept and are few."""
        if self.faults is None or len(self.faults) >= _MOST_FAULTS:
            raise fault
        self.faults.append(fault)

    def _scalar(self, event: Any) -> Scalar:
        kind = "text"
        if event.implicit[0]:
            import yaml

            tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
            kind = _KINDS.get(tag, "text")
        source = self.text[event.start_mark.index : event.end_mark.index]
        return Scalar(self.at(event), event.value, kind, source)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        import yaml

        seen: dict[str, At] = {}
        entries: list[tuple[Scalar, Node]] = []
        while not isinstance(event_ := next(events), yaml.MappingEndEvent):
            key = self.node(event_, events, depth)
            value = self.node(next(events), events, depth)
            if (fault := _fault_of(key, seen)) is not None:
                self._note(fault)
            elif isinstance(key, Scalar):
                seen[key.text] = key.at
                entries.append((key, value))
        return Mapping(self.at(event), tuple(entries))


def _fault_of(key: Node, seen: dict[str, At]) -> YamlError | None:
    """What is wrong with a key, if anything is."""
    if not isinstance(key, Scalar):
        hint = "A value that begins with [ or { needs quotation marks."
        return YamlError(Fault.SHAPE, "a key must be one word", key.at, hint)
    if key.text in seen:
        hint = f"It was given before in line {seen[key.text].line}; keep one of the two."
        return YamlError(Fault.REPEATED, f"the key '{key.text}' is given twice", key.at, hint)
    if key.kind == "a merge key":
        hint = "Write out what it would bring in."
        return YamlError(Fault.INDIRECTION, "the merge key << is not allowed here", key.at, hint)
    return unquoted(key) if key.kind != "text" else None


def _too_deep(at: At) -> YamlError:
    hint = f"More than {_DEEPEST} lists and mappings in one another are not read."
    return YamlError(Fault.SYNTAX, "this is nested too deep", at, hint)


def _place(mark: Any, path: str) -> At:
    return At(path, mark.line + 1, mark.column + 1) if mark else At(path)


def unquoted(scalar: Scalar) -> YamlError:
    """The error for a value that YAML takes for something else than the word that is wanted."""
    if not scalar.text.strip():
        hint = "Fill it, or take the key out."
        return YamlError(Fault.UNQUOTED, "a word is wanted here, and there is nothing", scalar.at, hint)
    message = f"YAML takes {scalar.text} for {scalar.kind}, and a word is wanted here"
    hint = f'Put it into quotation marks: "{scalar.text}".'
    return YamlError(Fault.UNQUOTED, message, scalar.at, hint)


def _syntax_error(error: yaml.MarkedYAMLError, path: str) -> YamlError:
    context, problem = str(error.context or ""), str(error.problem)
    never_ends = context.startswith(("while scanning a quoted", "while parsing a flow"))
    mark = error.context_mark if never_ends else error.problem_mark or error.context_mark
    message = f"{problem}, {context}" if context else problem
    if never_ends:
        message += " that begins here"
    return YamlError(Fault.SYNTAX, f"this is not YAML: {message}", _place(mark, path), _syntax_hint(problem))


def _syntax_hint(problem: str) -> str:
    if "cannot start any token" in problem:
        return "Indent with spaces, not tabs; a value that begins with @, ` or % needs quotation marks."
    if "mapping values are not allowed" in problem:
        return "A value that contains a colon and a space needs quotation marks, or the indentation is off."
    return "Look for a quotation mark or bracket that is not closed, or for wrong indentation, here or above."
