"""Packs read from their folders, with what they take over from one another; mistakes are told, and reading goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes
from auditor.packs import patterns, policies, schema, values, yamlpos
from auditor.packs.folder import CARD, MOST_FILES, contents, shown
from auditor.packs.yamlpos import Node, Scalar
from auditor.records.rules import Check, Lexicon, PolicyQuestion, PolicyRule, Rule, RulePack

_LONGEST_ROW = 20
"""How many packs may extend one another in a row."""

_LEXICONS, _QUESTIONS = "lexicons", "questions"

Reference = tuple[str, str, At]
"""Lexicon id, tag, and the place in a pattern that refers to them."""

Entry = TypeVar("Entry", PolicyRule, PolicyQuestion)


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read of a pack, and the lexicons that its patterns refer to."""

    pack: RulePack
    references: Sequence[Reference]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs that others may extend, by name; what has been read of them, and what is wrong with it."""

    folders: Mapping[str, Path]
    root: Path
    """The packs below it are those that ship."""
    checks: Mapping[str, Check]
    judge: policies.Judge | None
    told: Mistakes = field(default_factory=Mistakes)
    read: dict[Path, Read] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Names of packs and ids of entries that could not be read: what refers to them is no mistake of its own."""
    reading: tuple[str, ...] = ()
    reader: Reader | None = None
    """What reads the packs that ship, where it is not `anew`."""

    def ships(self, folder: Path) -> bool:
        """Whether a pack is one of those that ship."""
        return folder.resolve().is_relative_to(self.root.resolve())

    def is_known(self, folder: Path) -> bool:
        """Whether this is a pack that ships, called as what ships is; the folder need not be one that can be."""
        return self.folders.get(folder.name) == folder and folder.is_relative_to(self.root)

    def is_broken(self, id_: str) -> bool:
        """Whether what `id_` names could not be read, or nothing of its pack."""
        return id_ in self.broken or id_.partition("/")[0] in self.broken


Reader = Callable[[Path, Shelf], Read]
"""Reads the pack in a folder for a shelf, as `anew` does."""


class _FollowsError(Exception):
    """Something cannot be read because of a mistake that is told elsewhere."""


@dataclass(frozen=True, slots=True)
class _Entries:
    """What the files of a pack hold, by their names or in order."""

    rules: list[Rule] = field(default_factory=list)
    lexicons: list[Lexicon] = field(default_factory=list)
    policies: dict[str, PolicyRule] = field(default_factory=dict)
    questions: dict[str, PolicyQuestion] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


def load(folder: Path, shelf: Shelf) -> Read:
    """What can be read of the pack in `folder`, once; what cannot is told to `shelf`.

    Raises PackError for a folder that is no pack, and where nothing more is to be read at all.
    """
    if folder not in shelf.read:
        reader = shelf.reader if shelf.is_known(folder) else None
        shelf.read[folder] = (reader or anew)(folder, shelf)
    return shelf.read[folder]


def anew(folder: Path, shelf: Shelf) -> Read:
    """What can be read of the pack in `folder` as it is now; tells and raises as `load` does."""
    try:
        files = contents(folder, shelf.told)
    except PackError:
        shelf.broken.add(folder.name)
        raise
    return _read(folder, files, shelf)


def once() -> Reader:
    """What reads each pack once for all shelves with the same checks and judge, as long as nothing is wrong on them."""
    known: dict[Path, Read] = {}
    return remembering(known.get, known.__setitem__)


def remembering(find: Callable[[Path], Read | None], keep: Callable[[Path, Read], None]) -> Reader:
    """What takes a pack that `find` finds, or reads it as `anew` does, and has it kept where nothing is wrong."""

    def read(folder: Path, shelf: Shelf) -> Read:
        found = find(folder)
        if found is not None:
            return found
        made = anew(folder, shelf)
        if not shelf.told.found:
            keep(folder, made)
        return made

    return read


def _read(folder: Path, files: Mapping[str, bytes | None], shelf: Shelf) -> Read:
    card = _card(folder, files, shelf)
    shelf = replace(shelf, reading=(*shelf.reading, card.name))
    entries = _Entries()
    for relative in sorted(files.keys() - {CARD}):
        path, content = shown(folder / relative), files[relative]
        if content is None:
            shelf.broken.add("/".join((card.name, relative.removesuffix(".yaml").removeprefix(f"{_LEXICONS}/"))))
        elif (parts := shelf.told.attempt(None, _parts, relative, path)) is not None:
            id_ = "/".join((card.name, *(parts[1:] if parts[0] == _LEXICONS else parts)))
            if not shelf.told.attempt(False, _add, entries, parts, id_, path, content, shelf):
                shelf.broken.add(id_)
    policies_, questions = _with_extended(card, entries, shelf)
    ships = shelf.ships(folder)
    pack = RulePack(
        name=card.name,
        version=card.version,
        description=card.description,
        language=card.language,
        licence=card.licence,
        rules=tuple(replace(rule, ships=ships) for rule in entries.rules),
        lexicons=tuple(entries.lexicons),
        policies=policies_,
        digest="" if shelf.told.found else _digest({**files, **_bases(policies_, shelf)}),
        path=shown(folder),
        questions=questions,
    )
    return Read(pack, entries.references)


def _card(folder: Path, files: Mapping[str, bytes | None], shelf: Shelf) -> schema.Card:
    """The card of the pack; where it is not in order, one that has the name at least."""
    content = files.get(CARD)
    path = shown(folder / CARD)
    node = None if content is None else shelf.told.attempt(None, yamlpos.read, content, path, shelf.told)
    card = None if node is None else shelf.told.attempt(None, schema.pack_card, node)
    if card is not None:
        return card
    named = node.get("name") if isinstance(node, yamlpos.Mapping) else None
    name = named.text if isinstance(named, Scalar) and schema.is_name(named.text) else folder.name
    shelf.broken.update((name, folder.name))
    return schema.Card(name, "", "", "en", "")


# ---------------------------------------------------------------- the files of a pack


def _parts(relative: str, path: str) -> tuple[str, ...]:
    """The names that a file's place in its pack gives: (policy,) or (folder, rule)."""
    parts = tuple(relative.removesuffix(".yaml").split("/"))
    if len(parts) > 2:
        hint = "Rules lie in folder/name.yaml, lexicons in lexicons/name.yaml, policies in name.yaml."
        raise PackError("this file lies too deep in its pack", code="A216", at=At(path), hint=hint)
    wrong = [part for part in parts if not schema.is_name(part)]
    if wrong:
        hint = "Names are in lower case, their words joined by hyphens: reason-clause."
        raise PackError(f"'{wrong[0]}' is no name for a rule", code="A216", at=At(path), hint=hint)
    return parts


def _add(entries: _Entries, parts: Sequence[str], id_: str, path: str, content: bytes, shelf: Shelf) -> bool:
    """Adds what a file holds; false if it cannot be read for what is wrong elsewhere. Raises PackError."""
    told = Mistakes()
    node = yamlpos.read(content, path, told)
    try:
        told.attempt(None, _put, entries, parts, id_, path, node, shelf)
    except _FollowsError:
        return False
    finally:
        told.end()
    return True


def _put(entries: _Entries, parts: Sequence[str], id_: str, path: str, node: Node, shelf: Shelf) -> None:
    if len(parts) == 1:
        rule = _base(node, shelf, lambda pack: pack.policies)
        entries.policies[parts[0]] = policies.policy(node, id_, path, shelf.checks, rule, shelf.judge)
    elif parts[0] == _QUESTIONS:
        question = _base(node, shelf, lambda pack: pack.questions)
        entries.questions[parts[1]] = policies.question(node, id_, path, shelf.checks, question, shelf.judge)
    elif parts[0] == _LEXICONS:
        entries.lexicons.append(schema.lexicon(node, id_, path))
    else:
        entries.references.extend(_references(node, shelf.reading[-1]))
        entries.rules.append(schema.rule(node, id_, path))


def _references(node: Node, pack: str) -> Iterator[Reference]:
    found = node.get("patterns") if isinstance(node, yamlpos.Mapping) else None
    for name, tag, at in patterns.references(found) if found is not None else ():
        yield (name if "/" in name else f"{pack}/{name}"), tag, at


# ---------------------------------------------------------------- extending


def _base(node: Node, shelf: Shelf, entries_of: Callable[[RulePack], Sequence[Entry]]) -> Entry | None:
    """What an entry extends, if anything; raises PackError if its pack has nothing of that name."""
    named = policies.base_of(node)
    if named is None:
        return None
    known = {entry.id: entry for entry in entries_of(_pack_of(named, shelf))}
    if named.text in known:
        return known[named.text]
    if shelf.is_broken(named.text):
        raise _FollowsError
    hint = values.suggestion(named.text, sorted(known), "To extend there are")
    raise PackError(f"there is no policy '{named.text}' to extend", code="A255", at=named.at, hint=hint)


def _pack_of(named: Scalar, shelf: Shelf) -> RulePack:
    """The pack that an id, or a name alone, belongs to."""
    name = named.text.partition("/")[0]
    if name in shelf.reading:
        at, hint = named.at, "A pack can extend others, not itself, and none that extends it in turn."
        raise PackError(f"the pack '{name}' would extend itself", code="A256", at=at, hint=hint)
    if len(shelf.reading) > _LONGEST_ROW:
        hint = "Let each extend the first one."
        message = f"more than {_LONGEST_ROW} packs extend one another in a row"
        raise PackError(message, code="A257", at=named.at, hint=hint, is_final=True)
    if name not in shelf.folders:
        if name in shelf.broken:
            raise _FollowsError
        hint = values.suggestion(name, sorted(shelf.folders), "Packs")
        raise PackError(f"there is no pack '{name}' to extend", code="A255", at=named.at, hint=hint)
    folder = shelf.folders[name]
    if folder not in shelf.read and name in shelf.broken:
        raise _FollowsError
    return load(folder, shelf).pack


def _with_extended(
    card: schema.Card, entries: _Entries, shelf: Shelf
) -> tuple[tuple[PolicyRule, ...], tuple[PolicyQuestion, ...]]:
    """The pack's own policies and questions, and those of the packs that it extends, but for what it leaves out."""
    rules: dict[str, PolicyRule] = {}
    questions: dict[str, PolicyQuestion] = {}
    for base in _extended(card, shelf):
        for rule in base.policies:
            name = rule.id.partition("/")[2]
            rules[name] = policies.taken_over(rule, f"{card.name}/{name}")
        questions |= {question.id.rpartition("/")[2]: question for question in base.questions}
    for left_out in card.without:
        if left_out.text in rules:
            del rules[left_out.text]
        elif not shelf.is_broken(f"{card.name}/{left_out.text}"):
            hint = values.suggestion(left_out.text, sorted(rules), "Policies taken over")
            message = f"no policy '{left_out.text}' is taken over, so that none can be left out"
            shelf.told.add(PackError(message, code="A255", at=left_out.at, hint=hint))
    rules |= entries.policies
    questions |= entries.questions
    if len(rules) + len(questions) > MOST_FILES:
        hint = "Take over fewer packs."
        message = f"a pack has at most {MOST_FILES:,} policies and questions, those that it takes over included"
        at = card.extends[0].at if card.extends else None
        shelf.told.add(PackError(message, code="A264", at=at, hint=hint, is_final=True))
    return tuple(rules[name] for name in sorted(rules)), tuple(questions[name] for name in sorted(questions))


def _extended(card: schema.Card, shelf: Shelf) -> Iterator[RulePack]:
    """The packs that a pack extends; what is broken in one of them is broken in it too."""
    for named in card.extends:
        try:
            base = shelf.told.attempt(None, _pack_of, named, shelf)
        except _FollowsError:
            base = None
        if base is None:
            shelf.broken.add(card.name)
        else:
            if base.name in shelf.broken:
                shelf.broken.add(card.name)
            start = f"{base.name}/"
            lost = [id_.removeprefix(start) for id_ in shelf.broken if id_.startswith(start)]
            shelf.broken.update(f"{card.name}/{name}" for name in lost)
            yield base


# ---------------------------------------------------------------- digests


def _bases(rules: Sequence[PolicyRule], shelf: Shelf) -> dict[str, bytes]:
    """The digests of the packs whose rules are changed or taken over: they decide what this pack says as well."""
    names = sorted({rule.extends.partition("/")[0] for rule in rules if rule.extends})
    read = {each.pack.name: each.pack for each in shelf.read.values()}
    return {f"extends {name}": read[name].digest.encode() for name in names if name in read}


def _digest(contents: Mapping[str, bytes | None]) -> str:
    digest = hashlib.sha256()
    for relative in sorted(contents):
        for part in (relative.encode(), contents[relative] or b""):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
