"""Finds packs and reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from auditor.base.errors import At, PackError
from auditor.base.installed import entry_points, package_folders
from auditor.packs import checks as check_list
from auditor.packs import patterns, policies, schema, values, yamlpos
from auditor.packs.folder import CARD, MOST_FILES, contents, shown
from auditor.packs.yamlpos import Node, Scalar
from auditor.records.rules import Check, Lexicon, PolicyQuestion, PolicyRule, Rule, RulePack

ENTRY_POINTS = "auditor.packs"
"""The group of entry points by which other packages bring packs."""

ALWAYS = ("core", "waivers", "ledger")
"""The packs in force whatever the policies: what is found, how waivers must be written, what a ledger must say."""

_LONGEST_ROW = 20
"""How many packs may extend one another in a row."""

_LEXICONS, _QUESTIONS = "lexicons", "questions"

Reference = tuple[str, str, At]
"""Lexicon id, tag, and the place in a pattern that refers to them."""


def rules_root() -> Path:
    """The folder of the packs that ship: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The packs that others may extend, by name, and those of them that have been read."""

    folders: Mapping[str, Path]
    checks: Mapping[str, Check]
    read: dict[str, RulePack] = field(default_factory=dict)
    reading: tuple[str, ...] = ()


def load_packs(names: Sequence[str] = ("core", "default"), extra: Sequence[Path] = ()) -> tuple[RulePack, ...]:
    """The packs called `names`, then those in the folders `extra`.

    A pack that one of them extends need not be among them. Raises PackError with the place for anything that is
    not as docs/rules.md has it.
    """
    ships = shipped()
    known = {**ships, **installed()}
    folders = [_find(name, known) for name in names] + [Path(folder) for folder in extra]
    shelf = _Shelf({**known, **{folder.name: folder for folder in folders}, **ships}, checks())
    packs: list[RulePack] = []
    references: list[Reference] = []
    for folder in folders:
        pack, named = _load(folder, shelf)
        if any(other.name == pack.name for other in packs) or not _may_bear(pack.name, folder, ships):
            at = At(shown(folder / CARD))
            hint = "Rules are told apart by the name of their pack; rename one of the two, or leave it out."
            raise PackError(f"two packs are named '{pack.name}'", code="A260", at=at, hint=hint)
        packs.append(pack)
        references.extend(named)
    _check_references(references, {lex.id: lex for pack in packs for lex in pack.lexicons})
    return tuple(packs)


def _may_bear(name: str, folder: Path, ships: Mapping[str, Path]) -> bool:
    """Whether the pack in `folder` may have this name: that of a pack that ships is taken, in force or not."""
    return name not in ships or folder.resolve() == ships[name].resolve()


def shipped() -> Mapping[str, Path]:
    """The packs that ship, by name."""
    root = rules_root()
    cards = sorted([*root.glob(f"*/{CARD}"), *root.glob(f"policies/*/{CARD}")])
    return {card.parent.name: card.parent for card in cards}


def checks() -> Mapping[str, Check]:
    """The checks that newsrooms share, by number."""
    return check_list.load(rules_root() / "policies" / "checks.yaml")


def installed() -> Mapping[str, Path]:
    """The packs of other installed packages, by the names of their entry points; nothing of them is run.

    An entry point of the group `auditor.packs` names a package and a folder in it: `desk = "desk_rules:packs/desk"`.
    An entry point with the name of a pack that ships is ignored.
    """
    found: dict[str, Path] = {}
    for point in entry_points(ENTRY_POINTS):
        package, _, below = point.value.partition(":")
        if ".." in PurePosixPath(below).parts or PurePosixPath(below).is_absolute():
            continue
        for place in package_folders(package):
            if (place / below / CARD).is_file():
                found.setdefault(point.name, place / below)
    ships = shipped()
    return {name: found[name] for name in sorted(found) if name not in ships}


def _find(name: str, packs: Mapping[str, Path]) -> Path:
    if name not in packs:
        hint = values.suggestion(name, packs, "Packs that are here") + " A pack of your own is named by its folder."
        raise PackError(f"there is no pack '{name}'", code="A201", hint=hint)
    return packs[name]


def _load(folder: Path, shelf: _Shelf) -> tuple[RulePack, list[Reference]]:
    files = contents(folder)
    card = schema.pack_card(_node(folder / CARD, files[CARD]))
    shelf = _Shelf(shelf.folders, shelf.checks, shelf.read, (*shelf.reading, card.name))
    rules: list[Rule] = []
    lexicons: list[Lexicon] = []
    own: dict[str, PolicyRule] = {}
    asked: dict[str, PolicyQuestion] = {}
    references: list[Reference] = []
    ships = folder.resolve().is_relative_to(rules_root().resolve())
    for relative in sorted(files):
        if relative == CARD:
            continue
        path, node = shown(folder / relative), _node(folder / relative, files[relative])
        parts = _parts(relative, path)
        entry_id = "/".join((card.name, *(parts[1:] if parts[0] == _LEXICONS else parts)))
        if len(parts) == 1:
            own[parts[0]] = _policy(node, entry_id, path, shelf)
        elif parts[0] == _QUESTIONS:
            asked[parts[1]] = _question(node, entry_id, path, shelf)
        elif parts[0] == _LEXICONS:
            lexicons.append(schema.lexicon(node, entry_id, path))
        else:
            rules.append(replace(schema.rule(node, entry_id, path), ships=ships))
            references.extend(_references(node, card.name))
    policies_, questions = _with_extended(card, own, asked, shelf)
    pack = RulePack(
        name=card.name,
        version=card.version,
        description=card.description,
        language=card.language,
        licence=card.licence,
        rules=tuple(rules),
        lexicons=tuple(lexicons),
        policies=policies_,
        digest=_digest({**files, **_bases(policies_, shelf)}),
        path=shown(folder),
        questions=questions,
    )
    shelf.read.setdefault(card.name, pack)
    return pack, references


def _policy(node: Node, policy_id: str, path: str, shelf: _Shelf) -> PolicyRule:
    named = policies.base_of(node)
    base = None if named is None else _base(named, {p.id: p for p in _pack_of(named, shelf).policies})
    return policies.policy(node, policy_id, path, shelf.checks, base)


def _question(node: Node, question_id: str, path: str, shelf: _Shelf) -> PolicyQuestion:
    named = policies.base_of(node)
    base = None if named is None else _base(named, {q.id: q for q in _pack_of(named, shelf).questions})
    return policies.question(node, question_id, path, shelf.checks, base)


def _base(named: Scalar, known: Mapping[str, Entry]) -> Entry:
    """What an entry extends; raises PackError if its pack has nothing of that name."""
    if named.text not in known:
        raise _no_base(named, known)
    return known[named.text]


def _no_base(named: Scalar, known: Mapping[str, object]) -> PackError:
    hint = values.suggestion(named.text, sorted(known), "To extend there are")
    return PackError(f"there is no policy '{named.text}' to extend", code="A255", at=named.at, hint=hint)


def _pack_of(named: Scalar, shelf: _Shelf) -> RulePack:
    """The pack that an id, or a name alone, belongs to."""
    name = named.text.partition("/")[0]
    if name in shelf.reading:
        at, hint = named.at, "A pack can extend others, not itself, and none that extends it in turn."
        raise PackError(f"the pack '{name}' would extend itself", code="A256", at=at, hint=hint)
    if len(shelf.reading) > _LONGEST_ROW:
        hint = "Let each extend the first one."
        raise PackError(
            f"more than {_LONGEST_ROW} packs extend one another in a row", code="A257", at=named.at, hint=hint
        )
    if name not in shelf.folders:
        hint = values.suggestion(name, sorted(shelf.folders), "Packs")
        raise PackError(f"there is no pack '{name}' to extend", code="A255", at=named.at, hint=hint)
    if name not in shelf.read:
        shelf.read[name] = _load(shelf.folders[name], shelf)[0]
    return shelf.read[name]


def _with_extended(
    card: schema.Card, own: Mapping[str, PolicyRule], asked: Mapping[str, PolicyQuestion], shelf: _Shelf
) -> tuple[tuple[PolicyRule, ...], tuple[PolicyQuestion, ...]]:
    """The pack's own policies and questions, and those of the packs that it extends, but for what it leaves out."""
    rules: dict[str, PolicyRule] = {}
    questions: dict[str, PolicyQuestion] = {}
    for named in card.extends:
        base = _pack_of(named, shelf)
        for rule in base.policies:
            name = rule.id.partition("/")[2]
            rules[name] = policies.taken_over(rule, f"{card.name}/{name}")
        questions |= {question.id.rpartition("/")[2]: question for question in base.questions}
    for left_out in card.without:
        if left_out.text not in rules:
            hint = values.suggestion(left_out.text, sorted(rules), "Policies taken over")
            message = f"no policy '{left_out.text}' is taken over, so that none can be left out"
            raise PackError(message, code="A255", at=left_out.at, hint=hint)
        del rules[left_out.text]
    rules |= own
    questions |= asked
    if len(rules) + len(questions) > MOST_FILES:
        hint = "Take over fewer packs."
        message = f"a pack has at most {MOST_FILES:,} policies and questions, those that it takes over included"
        raise PackError(message, code="A264", at=card.extends[0].at, hint=hint)
    return tuple(rules[name] for name in sorted(rules)), tuple(questions[name] for name in sorted(questions))


def _node(path: Path, content: bytes) -> Node:
    return yamlpos.parse_bytes(content, shown(path))


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


def _references(node: Node, pack: str) -> list[Reference]:
    found = node.get("patterns") if isinstance(node, yamlpos.Mapping) else None
    named = patterns.references(found) if found is not None else ()
    return [(name if "/" in name else f"{pack}/{name}", tag, at) for name, tag, at in named]


def _check_references(references: Sequence[Reference], lexicons: Mapping[str, Lexicon]) -> None:
    tags = {key: frozenset[str]().union(*lex.entries.values()) for key, lex in lexicons.items()}
    for name, tag, at in references:
        if name not in tags:
            hint = values.suggestion(name, sorted(tags), "Lexicons") or "No pack that is loaded has a lexicon."
            raise PackError(f"there is no lexicon '{name}'", code="A232", at=at, hint=hint)
        if tag not in tags[name]:
            hint = values.suggestion(tag, sorted(tags[name]), "Its tags")
            message = f"the lexicon '{name}' has no tag '{tag}'"
            raise PackError(message, code="A232", at=at, hint=hint)


def _bases(rules: Sequence[PolicyRule], shelf: _Shelf) -> dict[str, bytes]:
    """The digests of the packs whose rules are changed or taken over: they decide what this pack says as well."""
    names = sorted({rule.extends.partition("/")[0] for rule in rules if rule.extends})
    return {f"extends {name}": shelf.read[name].digest.encode() for name in names if name in shelf.read}


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for relative in sorted(contents):
        for part in (relative.encode(), contents[relative]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
