"""Finds packs and reads them: the only module of this package that opens files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.errors import At, PackError
from auditor.model import Lexicon, PolicyRule, Rule, RulePack
from auditor.packs import patterns, schema, values, yamlpos
from auditor.packs.yamlpos import Node

_CARD = "pack.yaml"
_LEXICONS = "lexicons"

Reference = tuple[str, str, At]
"""Lexicon id, tag, and the place in a pattern that refers to them."""


def rules_root() -> Path:
    """The folder of the packs that ship: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_packs(names: Sequence[str] = ("core", "default"), extra: Sequence[Path] = ()) -> tuple[RulePack, ...]:
    """The packs called `names`, then those in the folders `extra`.

    Raises PackError with the place for anything that is not as docs/rules.md has it.
    """
    folders = [_find(name) for name in names] + [Path(folder) for folder in extra]
    packs: list[RulePack] = []
    references: list[Reference] = []
    for folder in folders:
        pack, named = _load(folder)
        if any(other.name == pack.name for other in packs):
            at = At(shown(folder / _CARD))
            hint = "Rules are told apart by the name of their pack; rename one of the two, or leave it out."
            raise PackError(f"two packs are named '{pack.name}'", code="A260", at=at, hint=hint)
        packs.append(pack)
        references.extend(named)
    _check_references(references, {lex.id: lex for pack in packs for lex in pack.lexicons})
    return tuple(packs)


def shipped() -> Mapping[str, Path]:
    """The packs that ship, by name."""
    root = rules_root()
    cards = sorted([*root.glob(f"*/{_CARD}"), *root.glob(f"policies/*/{_CARD}")])
    return {card.parent.name: card.parent for card in cards}


def shown(path: Path) -> str:
    """`path` as messages show it: relative to the working directory where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _find(name: str) -> Path:
    packs = shipped()
    if name not in packs:
        hint = values.suggestion(name, packs, "Packs that ship") + " A pack of your own is named by its folder."
        raise PackError(f"there is no pack '{name}'", code="A201", hint=hint)
    return packs[name]


def _load(folder: Path) -> tuple[RulePack, list[Reference]]:
    contents = _contents(folder)
    card = schema.pack_card(_node(folder / _CARD, contents[_CARD]))
    rules: list[Rule] = []
    lexicons: list[Lexicon] = []
    policies: list[PolicyRule] = []
    references: list[Reference] = []
    for relative in sorted(contents):
        if relative == _CARD:
            continue
        path, node = shown(folder / relative), _node(folder / relative, contents[relative])
        parts = _parts(relative, path)
        if len(parts) == 1:
            policies.append(schema.policy(node, f"{card['name']}/{parts[0]}", path))
        elif parts[0] == _LEXICONS:
            lexicons.append(schema.lexicon(node, f"{card['name']}/{parts[1]}", path))
        else:
            rules.append(schema.rule(node, f"{card['name']}/{parts[0]}/{parts[1]}", path))
            references.extend(_references(node, card["name"]))
    pack = RulePack(
        **card,
        rules=tuple(rules),
        lexicons=tuple(lexicons),
        policies=tuple(policies),
        digest=_digest(contents),
        path=shown(folder),
    )
    return pack, references


def _contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a pack, by its path inside the pack."""
    if not (folder / _CARD).is_file():
        hint = f"A pack is a folder with a {_CARD}; see docs/rules.md."
        raise PackError(f"this folder holds no {_CARD}", code="A201", at=At(shown(folder)), hint=hint)
    files = [p for p in folder.rglob("*") if not p.is_dir() and not _is_hidden(p.relative_to(folder))]
    return {p.relative_to(folder).as_posix(): _bytes(p) for p in files}


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _bytes(path: Path) -> bytes:
    if path.suffix != ".yaml":
        hint = "A pack holds .yaml files only; rename it, or move it elsewhere."
        raise PackError("this file is no part of a pack", code="A216", at=At(shown(path)), hint=hint)
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror}", code="A202", at=At(shown(path))) from None


def _node(path: Path, content: bytes) -> Node:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        hint = "Save it as UTF-8."
        raise PackError("this is not UTF-8", code="A202", at=At(shown(path), line), hint=hint) from None
    return yamlpos.parse(text, shown(path))


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


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for relative in sorted(contents):
        for part in (relative.encode(), contents[relative]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
