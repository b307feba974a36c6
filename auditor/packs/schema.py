"""What a rule, a lexicon and a pack may contain: closed, typed, every error with its place.

Errors are PackErrors of the codes A203 to A262, one code a cause; docs/rules.md lists them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes, every
from auditor.packs import examples, limits, patterns, values, yamlpos
from auditor.packs.yamlpos import Node, Scalar
from auditor.records.appraisal import AccusationKind
from auditor.records.article import BlockRole
from auditor.records.rules import Engine, Example, Lexicon, PatternLabel, Rule, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Alias, NonResponseKind

ROLES: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.ATTRIBUTION: ("cue", "source", "content"),
    RuleKind.DESCRIPTOR: ("source", "descriptor", "cue"),
    RuleKind.GRANT: ("grant", "reason", "source", "cue"),
    RuleKind.NON_RESPONSE: ("non_response", "party", "cue"),
    RuleKind.HEDGE: ("hedge", "cue", "content"),
    RuleKind.EXCLUSION: ("exclusion", "cue"),
    RuleKind.LAYOUT: ("layout", "cue"),
    RuleKind.ACCUSATION: ("accusation", "cue", "deed", "party", "accuser", "wrong"),
    RuleKind.RELAYED: ("relayed", "outlet", "cue"),
    RuleKind.WORDING: ("wording", "cue"),
}
"""The roles that matches of each kind of rule may have; `cue` is what the phrase engine finds."""

RULE_KEYS = (
    "kind", "engine", "message", "why", "references", "yields", "scope", "part", "quotations", "confidence", "status",
    "case", "spans", "patterns", "examples",
)  # fmt: skip
RULE_NEEDS = ("kind", "engine", "message", "why", "patterns", "examples")
PACK_NEEDS = ("name", "version", "description", "language", "licence")
_PACK_KEYS = (*PACK_NEEDS, "extends", "without")
PARTS = ("any", "lead", "body")
QUOTATIONS = ("skip", "any", "only")
STATUSES = ("stable", "preview", "deprecated")
GROWTH = ("token", "phrase", "clause", "verb", "subtree", "rest")
_YIELDS: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.GRANT: tuple(Alias),
    RuleKind.NON_RESPONSE: tuple(NonResponseKind),
    RuleKind.LAYOUT: tuple(BlockRole),
    RuleKind.EXCLUSION: tuple(RuleKind),
    RuleKind.ATTRIBUTION: ("quotation",),
    RuleKind.ACCUSATION: tuple(AccusationKind),
}
_MAY_YIELD = (RuleKind.EXCLUSION, RuleKind.ATTRIBUTION, RuleKind.GRANT)
_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


# ---------------------------------------------------------------- rules


def rule(node: Node, rule_id: str, path: str) -> Rule:
    """The detection rule in `node`; raises PackError for all that is not in order."""
    told = Mistakes()
    entries = values.keys(told, node, RULE_KEYS, RULE_NEEDS)
    read = values.Reader(told, entries).read
    kind = read("kind", None, values.member, RuleKind, RuleKind.LAYOUT)
    engine = read("engine", None, values.member, Engine, Engine.REGEX)
    roles = ROLES[kind] if kind is not None else tuple(role for roles in ROLES.values() for role in roles)
    found = read("patterns", None, patterns.patterns, engine, roles) if engine is not None else None
    shown = read("examples", None, examples.examples, roles)
    if kind is RuleKind.LAYOUT and engine is not None:
        told.attempt(None, _check_layout, entries, engine)
    named = None if found is None or shown is None or engine is None else _named(found, engine, shown[0])
    bare = Rule(
        id=rule_id,
        kind=kind or RuleKind.LAYOUT,
        engine=engine or Engine.REGEX,
        patterns=found or (),
        message=read("message", "", _message, named),
        why=read("why", "", values.word),
        match=shown[0] if shown else (),
        no_match=shown[1] if shown else (),
        path=path,
        line=node.at.line,
        labels=_labels(entries, engine),
    )
    made = _with_options(bare, entries, told, kind, engine)
    told.end()
    return made


def _with_options(
    bare: Rule, entries: yamlpos.Mapping, told: Mistakes, kind: RuleKind | None, engine: Engine | None
) -> Rule:
    """`bare` with what its file says beyond the keys that every rule has; kind and engine are None where unknown."""
    read = values.Reader(told, entries).read
    return replace(
        bare,
        yields=None if kind is None else told.attempt(None, _yields, entries, kind),
        scope=frozenset(map(BlockRole, read("scope", (), values.choices, tuple(BlockRole)))),
        part=read("part", PARTS[0], values.choice, PARTS),
        quotations=read("quotations", QUOTATIONS[0], values.choice, QUOTATIONS),
        flags=() if kind is None or engine is None else told.attempt((), _flags, entries, kind, engine),
        confidence=read("confidence", Confidence.HIGH, values.member, Confidence, Confidence.HIGH),
        status=read("status", STATUSES[0], values.choice, STATUSES),
        references=read("references", (), values.words),
    )


def _named(found: tuple[object, ...], engine: Engine, match: Sequence[Example]) -> frozenset[str]:
    """The roles that a message may name: those that examples mark or, of regular expressions, groups give."""
    grouped = patterns.group_roles(found) if engine is Engine.REGEX else frozenset[str]()
    return grouped | {role for example in match for role, _ in example.roles}


def _labels(entries: yamlpos.Mapping, engine: Engine | None) -> tuple[PatternLabel, ...]:
    node = entries.get("patterns") if engine in (Engine.TOKEN, Engine.DEPENDENCY) else None
    return () if node is None else tuple(patterns.labels(node))


def _needed(entries: yamlpos.Mapping, key: str) -> Node:
    node = entries.get(key)
    assert node is not None, f"values.mapping lets nothing pass without {key}"
    return node


def _message(node: Node, roles: Collection[str] | None) -> str:
    """A message whose braces name `roles` only; None where these are not known."""
    message = values.scalar(node)

    def check(name: str) -> None:
        if roles is not None and name not in roles:
            hint = values.suggestion(name, sorted(roles), "Marked roles") or "No example marks any role."
            text = f"the message names the role '{name}', which no example marks"
            raise PackError(text, code="A223", at=message.at, hint=hint)

    every(check, values.placeholders(message))
    return message.text


def _yields(entries: yamlpos.Mapping, kind: RuleKind) -> str | None:
    node = entries.get("yields")
    if kind is RuleKind.WORDING:
        return _tag(entries, node)
    known = _YIELDS.get(kind)
    if known is None and node is not None:
        hint = f"Take 'yields' out; it belongs to the kinds {', '.join(_YIELDS)}."
        raise PackError(f"a rule of kind '{kind}' yields nothing", code="A224", at=node.at, hint=hint)
    if node is None:
        if known is not None and kind not in _MAY_YIELD:
            hint = f"Add `yields:` with one of: {', '.join(known)}."
            raise PackError(f"a rule of kind '{kind}' needs 'yields'", code="A224", at=entries.at, hint=hint)
        return None
    return values.choice(node, known or ())


def _tag(entries: yamlpos.Mapping, node: Node | None) -> str:
    """The tag of a wording, any one word."""
    if node is None:
        hint = "Add `yields:` with a word by which policies ask for it: boilerplate."
        raise PackError("a rule of kind 'wording' needs 'yields'", code="A224", at=entries.at, hint=hint)
    tag = values.word(node)
    if not _NAME.fullmatch(tag):
        hint = "A tag is one word in lower case, with - or _ where needed."
        raise PackError(f"'{tag}' is no tag", code="A218", at=node.at, hint=hint)
    return tag


def _flags(entries: yamlpos.Mapping, kind: RuleKind, engine: Engine) -> tuple[tuple[str, str], ...]:
    in_text = engine in (Engine.REGEX, Engine.PHRASE)
    wrong = entries.get("spans" if in_text else "case")
    if wrong is not None:
        key, fit = ("spans", "token and dependency") if in_text else ("case", "regex and phrase")
        hint = f"Take it out; it belongs to the engines {fit}."
        raise PackError(f"'{key}' means nothing to the engine '{engine}'", code="A225", at=wrong.at, hint=hint)
    if (case := entries.get("case")) is not None:
        return (("case", values.choice(case, ("ignore", "exact"))),)
    if (spans := entries.get("spans")) is not None:
        told = Mistakes()
        grown = values.keys(told, spans, ROLES[kind])
        flags = [(f"spans.{role.text}", told.attempt("", values.choice, how, GROWTH)) for role, how in grown.entries]
        told.end()
        return tuple(flags)
    return ()


def _check_layout(entries: yamlpos.Mapping, engine: Engine) -> None:
    """Layout is decided before the text is parsed, by the words of whole blocks."""
    if engine is not Engine.REGEX:
        hint = "Write `engine: regex`."
        at = _needed(entries, "engine").at
        raise PackError(f"a layout rule cannot use the engine '{engine}'", code="A225", at=at, hint=hint)

    def refuse(named: tuple[str, str, At]) -> None:
        name, tag, at = named
        hint = "Write the words out."
        message = f"a layout rule cannot refer to a lexicon, as it does to {name}#{tag}"
        raise PackError(message, code="A233", at=at, hint=hint)

    found = entries.get("patterns")
    every(refuse, patterns.references(found) if found is not None else ())


# ---------------------------------------------------------------- lexicons


def lexicon(node: Node, lexicon_id: str, path: str) -> Lexicon:
    """A lexicon: words under tags; a word may stand under several tags, under each of them once."""
    told = Mistakes()
    entries = values.keys(told, node, ("why", "references", "words"), ("why", "words"))
    found = values.Reader(told, entries).read("words", {}, _tagged)
    made = Lexicon(
        id=lexicon_id,
        entries={text: frozenset(tags) for text, tags in found.items()},
        why=values.Reader(told, entries).read("why", "", values.word),
        references=values.Reader(told, entries).read("references", (), values.words),
        path=path,
    )
    told.end()
    return made


def _tagged(node: Node) -> dict[str, set[str]]:
    """Each entry of a lexicon, with its tags."""
    if not isinstance(node, yamlpos.Mapping):
        values.mapping(node, ())
    assert isinstance(node, yamlpos.Mapping)
    told = Mistakes()
    found: dict[str, set[str]] = {}
    for tag, listed in node.entries:
        if not _NAME.fullmatch(tag.text):
            hint = "A tag is one word in lower case, with - or _ where needed."
            told.add(PackError(f"'{tag.text}' is no tag", code="A218", at=tag.at, hint=hint))
        for text in told.attempt((), _entries, listed):
            found.setdefault(text, set()).add(tag.text)
    told.end()
    limits.LEXICON_ENTRIES.check(len(found), node.at)
    return found


def _entries(listed: Node) -> tuple[str, ...]:
    """The entries under a tag."""

    def entry(pair: tuple[Node, str]) -> str:
        item, text = pair
        limits.ENTRY_LENGTH.check(len(text), item.at)
        return _plain(text, item.at)

    words = values.words(listed)
    return every(entry, zip(values.items(listed), words, strict=True))


def _plain(text: str, at: At) -> str:
    plain = " ".join(text.lower().split())
    if plain != text:
        hint = f'Write "{plain}": entries are in lower case, with one space between words.'
        raise PackError(f"'{text}' is not in the form of an entry", code="A218", at=at, hint=hint)
    return text


# ---------------------------------------------------------------- packs


@dataclass(frozen=True, slots=True)
class Card:
    """What a pack.yaml says of its pack."""

    name: str
    version: str
    description: str
    language: str
    licence: str
    extends: tuple[Scalar, ...] = ()
    """The packs whose policies it takes over."""
    without: tuple[Scalar, ...] = ()
    """The names of the policies that it leaves out of those."""


def pack_card(node: Node) -> Card:
    """The card in the pack.yaml that `node` holds; raises PackError."""
    told = Mistakes()
    entries = values.keys(told, node, _PACK_KEYS, PACK_NEEDS)
    read = values.Reader(told, entries).read
    card = Card(
        name=read("name", "", _pack_name),
        version=read("version", "", values.word),
        description=read("description", "", values.word),
        language=read("language", "", values.choice, ("en",)),
        licence=read("licence", "", values.word),
        extends=read("extends", (), _names),
        without=read("without", (), _names),
    )
    told.end()
    return card


def _pack_name(node: Node) -> str:
    if not is_name(name := values.word(node)):
        hint = "A name is in lower case, its words joined by hyphens: night-desk."
        raise PackError(f"'{name}' is no name for a pack", code="A216", at=node.at, hint=hint)
    return name


def _names(node: Node) -> tuple[Scalar, ...]:
    values.words(node)
    return tuple(values.scalar(item) for item in values.items(node))


def is_name(text: str) -> bool:
    """Whether `text` can name a pack, a folder or a rule: lower case, words joined by hyphens."""
    return _NAME.fullmatch(text) is not None
