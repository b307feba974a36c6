"""The patterns of each engine: the keys and values they may hold, and the labels of the model they name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import re2

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes, every
from auditor.packs import limits
from auditor.packs.values import Reader, choice, items, keys, mapping, number, scalar, suggestion, truth, word
from auditor.packs.yamlpos import Mapping, Node, Scalar, Sequence
from auditor.records.rules import Engine, PatternLabel

LABELLED = ("POS", "TAG", "DEP", "ENT_TYPE")
"""Attributes whose values are labels of the language model."""

_TEXT = ("ORTH", "TEXT", "NORM", "LOWER", "LEMMA", "SHAPE", "MORPH", "ENT_IOB", "PREFIX", "SUFFIX", *LABELLED)
_TRUTH = (
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP",
    "IS_SENT_START", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_BRACKET", "IS_CURRENCY", "LIKE_NUM",
    "LIKE_URL", "LIKE_EMAIL", "SPACY",
)  # fmt: skip
_ATTRIBUTES = (*_TEXT, *_TRUTH, "LENGTH")
_LISTS = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
_COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")
_REPEATED: dict[str, tuple[int, int | None]] = {"?": (0, 1), "+": (1, None), "*": (0, None)}
_COUNTED = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")
_DIGITS = 9
"""Digits that are read of a number; one with more is too large whatever it is."""
_RELATIONS = (
    "<", ">", "<<", ">>", ".", ".*", ";", ";*",
    "$+", "$-", "$++", "$--", ">+", ">-", ">++", ">--", "<+", "<-", "<++", "<--",
)  # fmt: skip
# spaCy's own tables (spacy.io/api/matcher#patterns, /api/dependencymatcher#operators), less what packs have
# no use for: extension attributes, knowledge-base ids and fuzzy matching.

LEXICON_REFERENCE = re.compile(r"\{\{([\w/-]+)#([\w-]+)\}\}")
"""`{{lexicon#tag}}` or `{{pack/lexicon#tag}}` in a regular expression."""

_TOKEN_REFERENCE = re.compile(r"[\w/-]+#[\w-]+")


def patterns(node: Node, engine: Engine, roles: Collection[str]) -> tuple[object, ...]:
    """The patterns in `node`, as strings or, for tokens and dependencies, lists of dictionaries; raises PackError."""
    limits.PATTERNS_OF_RULE.check(len(items(node)), node.at)
    readers: dict[Engine, Callable[[Node], object]] = {
        Engine.REGEX: lambda item: _regex(scalar(item), roles),
        Engine.PHRASE: _phrase,
        Engine.TOKEN: lambda item: _token_pattern(item, roles),
        Engine.DEPENDENCY: lambda item: _dependency_pattern(item, roles),
    }
    return every(readers[engine], items(node))


def group_roles(patterns: tuple[object, ...]) -> frozenset[str]:
    """The roles that named groups of regular expressions give; `cue2` gives `cue`."""
    return frozenset(name.rstrip("0123456789") for pattern in patterns for name in _group_names(str(pattern)))


def labels(node: Node) -> Iterator[PatternLabel]:
    """Every label of the language model that token or dependency patterns name, with its place."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from labels(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text in LABELLED:
                yield from (PatternLabel(key.text, s.text, s.at) for s in _label_scalars(value))
            else:
                yield from labels(value)


def references(node: Node) -> Iterator[tuple[str, str, At]]:
    """Every lexicon reference in patterns: lexicon, tag, and its place."""
    if isinstance(node, Scalar):
        for found in LEXICON_REFERENCE.finditer(node.text):
            yield found.group(1), found.group(2), node.place(found.start())
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from references(item)
    else:
        for key, value in node.entries:
            if key.text == "LEXICON" and isinstance(value, Scalar):
                name, _, tag = value.text.partition("#")
                if _TOKEN_REFERENCE.fullmatch(value.text):
                    yield name, tag, value.at
            else:
                yield from references(value)


def _label_scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text in _LISTS and isinstance(value, Sequence):
                yield from (item for item in value.items if isinstance(item, Scalar))


# ---------------------------------------------------------------- phrase and regex


def _phrase(node: Node) -> str:
    text = word(node)
    if "{{" in text:
        hint = "Use the engine regex or token, or write the words out."
        raise PackError("a phrase cannot refer to a lexicon", code="A233", at=node.at, hint=hint)
    limits.PHRASE_LENGTH.check(len(text), node.at)
    if text != " ".join(text.split()):
        hint = "Write one space between the words."
        raise PackError("a phrase holds white space in a row", code="A218", at=node.at, hint=hint)
    return text


def _regex(node: Scalar, roles: Collection[str]) -> str:
    stray = LEXICON_REFERENCE.sub("", node.text)
    if "{{" in stray or "}}" in stray:
        hint = "A reference is written {{lexicon#tag}}."
        raise PackError("a lexicon reference is not in order", code="A233", at=node.at, hint=hint)
    compiled = _re2(LEXICON_REFERENCE.sub("(?:x)", node.text), node)
    if compiled.fullmatch(b"") is not None:
        hint = "Make at least one part of it obligatory."
        raise PackError("the regular expression matches the empty text", code="A231", at=node.at, hint=hint)

    def check(name: str) -> None:
        if (role := name.rstrip("0123456789")) not in roles:
            at = node.place(max(node.text.find(f"<{name}>") + 1, 0))
            hint = suggestion(role, roles, "Known roles")
            raise PackError(f"unknown role '{name}'", code="A222", at=at, hint=hint)

    every(check, (group.decode() for group in compiled.groupindex))
    return node.text


def _group_names(pattern: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(\?P?<(\w+)>", pattern))


def _re2(text: str, node: Scalar) -> Any:
    """`text` compiled to check its syntax only: as bytes, which RE2 does four times as fast as with code points."""
    limits.REGEX_LENGTH.check(len(node.text), node.at)
    options = re2.Options()
    options.log_errors = False
    options.encoding = re2.Options.Encoding.LATIN1
    try:
        compiled = re2.compile(text.encode(), options)
    except re2.error as error:
        hint = "Patterns are RE2: no lookaround, no backreferences; see docs/rules.md."
        message = f"the regular expression is not valid: {_re2_message(error)}"
        raise PackError(message, code="A230", at=node.at, hint=hint) from None
    limits.REGEX_GROUPS.check(compiled.groups, node.at)
    return compiled


def _re2_message(error: Any) -> str:
    told = error.args[0]
    return told.decode(errors="replace") if isinstance(told, bytes) else str(told)


# ---------------------------------------------------------------- token and dependency


def _token_pattern(node: Node, roles: Collection[str]) -> list[dict[str, object]]:
    limits.TOKENS.check(len(items(node)), node.at)
    return list(every(lambda item: _token(item, roles), items(node)))


def _token(node: Node, roles: Collection[str]) -> dict[str, object]:
    told = Mistakes()
    token = keys(told, node, (*_ATTRIBUTES, "OP", "ROLE"))
    known = [(key.text, value) for key, value in token.entries if key.text in (*_ATTRIBUTES, "OP", "ROLE")]
    found = {key: told.attempt(None, _token_value, key, value, roles) for key, value in known}
    told.end()
    return found


def _token_value(key: str, node: Node, roles: Collection[str]) -> object:
    if key == "OP":
        return _operator(node)
    if key == "ROLE":
        return _role(node, roles)
    return _attribute(key, node)


def repetition(operator: str) -> tuple[int, int | None]:
    """The least and most times that a token stands, None for no limit; raises ValueError for an unknown operator."""
    if operator in _REPEATED:
        return _REPEATED[operator]
    if (counted := _COUNTED.fullmatch(operator)) is not None and (counted[1] or counted[3]):
        least = int(counted[1][:_DIGITS] or 0)
        most = int(counted[3][:_DIGITS]) if counted[3] else None if counted[2] else least
        if most is None or 0 < most >= least:
            return least, most
    raise ValueError(f"unknown operator '{operator}'")


def _operator(node: Node) -> str:
    text = word(node)
    if text != "!":
        try:
            least, most = repetition(text)
        except ValueError as error:
            hint = "Known operators: !, ?, +, *, {2}, {2,}, {2,4}, {,4}; put them into quotation marks."
            raise PackError(str(error), code="A242", at=node.at, hint=hint) from None
        limits.REPETITIONS.check(max(least, most or 0), node.at)
    return text


def _role(node: Node, roles: Collection[str]) -> str:
    text = word(node)
    if text not in roles:
        hint = suggestion(text, roles, "Known roles")
        raise PackError(f"unknown role '{text}'", code="A222", at=node.at, hint=hint)
    return text


def _attribute(key: str, node: Node) -> object:
    if key in _TRUTH:
        return truth(node)
    if key == "LENGTH":
        if isinstance(node, Mapping):
            return {op.text: number(value) for op, value in mapping(node, _COMPARISONS).entries}
        return number(node)
    if not isinstance(node, Mapping):
        return word(node) if not _is_empty_word(node) else ""
    predicate = mapping(node, (*_LISTS, "REGEX", "LEXICON"))
    return {op.text: _predicate(op.text, value) for op, value in predicate.entries}


def _is_empty_word(node: Node) -> bool:
    return isinstance(node, Scalar) and node.source in ("''", '""')


def _predicate(op: str, node: Node) -> object:
    if op == "LEXICON":
        if not _TOKEN_REFERENCE.fullmatch(text := word(node)):
            hint = "A reference is written lexicon#tag."
            raise PackError(f"the lexicon reference '{text}' is not in order", code="A233", at=node.at, hint=hint)
        return text
    if op == "REGEX":
        _re2(text := scalar(node).text, scalar(node))
        return text
    limits.VALUES.check(len(items(node)), node.at)
    return [word(item) if not _is_empty_word(item) else "" for item in items(node)]


def _dependency_pattern(node: Node, roles: Collection[str]) -> list[dict[str, object]]:
    limits.NODES.check(len(items(node)), node.at)
    told = Mistakes()
    found: list[dict[str, object]] = []
    names: list[str] = []
    is_sure = True
    for position, item in enumerate(items(node)):
        before = len(told.found)
        found.append(told.attempt({}, _dependency_node, item, position == 0, names, roles, is_sure))
        is_sure = is_sure and len(told.found) == before
    told.end()
    return found


def _dependency_node(
    node: Node, is_first: bool, names: list[str], roles: Collection[str], is_sure: bool
) -> dict[str, object]:
    """One node as a dictionary; adds its name to `names`. Unless `is_sure` that list may lack some."""
    told = Mistakes()
    known = ("RIGHT_ID", "RIGHT_ATTRS") if is_first else ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")
    entries = keys(told, node, known, known)
    read_one = Reader(told, entries).read
    parts: dict[str, object] = {}
    for key in (key.text for key, _ in entries.entries if key.text in known):
        if key == "LEFT_ID":
            parts[key] = read_one(key, "", choice, tuple(names)) if is_sure else ""
        elif key == "REL_OP":
            parts[key] = read_one(key, "", _relation)
        elif key == "RIGHT_ID":
            parts[key] = read_one(key, "", _node_name, names, roles)
        else:
            parts[key] = read_one(key, {}, _attributes)
    names.append(str(parts.get("RIGHT_ID", "")))
    told.end()
    return parts


def _attributes(node: Node) -> dict[str, object]:
    told = Mistakes()
    found = keys(told, node, _ATTRIBUTES)
    known = [(key.text, value) for key, value in found.entries if key.text in _ATTRIBUTES]
    read_ones = {key: told.attempt(None, _attribute, key, value) for key, value in known}
    told.end()
    return read_ones


def _node_name(node: Node, names: Collection[str], roles: Collection[str]) -> str:
    """The name of a node: a role, perhaps with a number, or a word that cannot be a misspelt role."""
    name = word(node)
    if name in names:
        hint = "Give every node a name of its own; `cue2` counts as `cue`."
        raise PackError(f"two nodes are named '{name}'", code="A243", at=node.at, hint=hint)
    role = name.rstrip("0123456789")
    if role not in roles and (close := difflib.get_close_matches(role, roles, n=1, cutoff=0.8)):
        hint = f"Did you mean '{close[0]}'? If not, choose a name that is less like it."
        raise PackError(f"unknown role '{name}'", code="A222", at=node.at, hint=hint)
    return name


def _relation(node: Node) -> str:
    text = word(node)
    if text not in _RELATIONS:
        hint = f"Known relations: {'  '.join(_RELATIONS)}"
        raise PackError(f"unknown relation '{text}'", code="A243", at=node.at, hint=hint)
    return text
