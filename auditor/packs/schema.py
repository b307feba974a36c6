"""What a rule, a lexicon and a pack may contain: closed, typed, every error with its place.

Errors are PackErrors of the codes A203 to A262, one code a cause; docs/rules.md lists them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from auditor.base.errors import At, PackError
from auditor.packs import examples, limits, patterns, values, yamlpos
from auditor.packs.yamlpos import Node, Scalar
from auditor.records.appraisal import AccusationKind
from auditor.records.article import BlockRole
from auditor.records.rules import Condition, Engine, Lexicon, Rule, RuleKind, RulePack
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

FactType = type | Collection[str]
"""The type of a policy's fact: bool, int, float, str, an enumeration, or the words that it may be."""

RULE_KEYS = (
    "kind", "engine", "message", "why", "references", "yields", "scope", "part", "quotations", "confidence", "status",
    "case", "spans", "patterns", "examples",
)  # fmt: skip
RULE_NEEDS = ("kind", "engine", "message", "why", "patterns", "examples")
PACK_NEEDS = ("name", "version", "description", "language", "licence")
_PACK_KEYS = (*PACK_NEEDS, "extends", "without")
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
    """The detection rule in `node`; raises PackError for whatever is not in order."""
    entries = values.mapping(node, RULE_KEYS, RULE_NEEDS)
    kind = values.member(entries.get("kind"), RuleKind, RuleKind.LAYOUT)
    engine = values.member(entries.get("engine"), Engine, Engine.REGEX)
    flags = _flags(entries, kind, engine)
    pattern_node, example_node = _needed(entries, "patterns"), _needed(entries, "examples")
    if kind is RuleKind.LAYOUT:
        _check_layout(entries, engine, pattern_node)
    found = patterns.patterns(pattern_node, engine, ROLES[kind])
    match, no_match = examples.examples(example_node, ROLES[kind])
    marked = {role for example in match for role, _ in example.roles}
    grouped = patterns.group_roles(found) if engine is Engine.REGEX else frozenset()
    return Rule(
        id=rule_id,
        kind=kind,
        engine=engine,
        patterns=found,
        message=_message(_needed(entries, "message"), marked | grouped),
        why=values.word(_needed(entries, "why")),
        yields=_yields(entries, kind),
        scope=frozenset(BlockRole(role) for role in _choices(entries.get("scope"), tuple(BlockRole))),
        part=_one_of(entries.get("part"), ("any", "lead", "body")),
        quotations=_one_of(entries.get("quotations"), ("skip", "any", "only")),
        flags=flags,
        confidence=values.member(entries.get("confidence"), Confidence, Confidence.HIGH),
        status=_one_of(entries.get("status"), ("stable", "preview", "deprecated")),
        references=values.words(entries.get("references")),
        match=match,
        no_match=no_match,
        path=path,
        line=node.at.line,
        labels=tuple(patterns.labels(pattern_node)) if engine in (Engine.TOKEN, Engine.DEPENDENCY) else (),
    )


def _needed(entries: yamlpos.Mapping, key: str) -> Node:
    node = entries.get(key)
    assert node is not None, f"values.mapping lets nothing pass without {key}"
    return node


def _one_of(node: Node | None, known: tuple[str, ...]) -> str:
    """One word of the closed set `known`; its first where there is no node."""
    return known[0] if node is None else values.choice(node, known)


def _choices(node: Node | None, known: Collection[str]) -> tuple[str, ...]:
    if node is None:
        return ()
    found = values.words(node)
    for item in values.items(node):
        values.choice(item, known)
    return found


def _message(node: Node, roles: Collection[str]) -> str:
    message = values.scalar(node)
    for name in values.placeholders(message):
        if name not in roles:
            hint = values.suggestion(name, sorted(roles), "Marked roles") or "No example marks any role."
            text = f"the message names the role '{name}', which no example marks"
            raise PackError(text, code="A223", at=message.at, hint=hint)
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
    flags = []
    if (case := entries.get("case")) is not None:
        flags.append(("case", values.choice(case, ("ignore", "exact"))))
    if (spans := entries.get("spans")) is not None:
        grown = values.mapping(spans, ROLES[kind])
        flags.extend((f"spans.{role.text}", values.choice(how, GROWTH)) for role, how in grown.entries)
    return tuple(flags)


def _check_layout(entries: yamlpos.Mapping, engine: Engine, pattern_node: Node) -> None:
    """Layout is decided before the text is parsed, by the words of whole blocks."""
    if engine is not Engine.REGEX:
        hint = "Write `engine: regex`."
        at = _needed(entries, "engine").at
        raise PackError(f"a layout rule cannot use the engine '{engine}'", code="A225", at=at, hint=hint)
    for name, tag, at in patterns.references(pattern_node):
        hint = "Write the words out."
        message = f"a layout rule cannot refer to a lexicon, as it does to {name}#{tag}"
        raise PackError(message, code="A233", at=at, hint=hint)


# ---------------------------------------------------------------- lexicons


def lexicon(node: Node, lexicon_id: str, path: str) -> Lexicon:
    """A lexicon: words under tags; a word may stand under several tags, under each of them once."""
    entries = values.mapping(node, ("why", "references", "words"), ("why", "words"))
    tagged = _needed(entries, "words")
    if not isinstance(tagged, yamlpos.Mapping):
        values.mapping(tagged, ())
    assert isinstance(tagged, yamlpos.Mapping)
    found: dict[str, set[str]] = {}
    for tag, listed in tagged.entries:
        if not _NAME.fullmatch(tag.text):
            hint = "A tag is one word in lower case, with - or _ where needed."
            raise PackError(f"'{tag.text}' is no tag", code="A218", at=tag.at, hint=hint)
        for item, text in zip(values.items(listed), values.words(listed), strict=True):
            limits.ENTRY_LENGTH.check(len(text), item.at)
            found.setdefault(_plain(text, item.at), set()).add(tag.text)
    limits.LEXICON_ENTRIES.check(len(found), tagged.at)
    return Lexicon(
        id=lexicon_id,
        entries={text: frozenset(tags) for text, tags in found.items()},
        why=values.word(_needed(entries, "why")),
        references=values.words(entries.get("references")),
        path=path,
    )


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
    entries = values.mapping(node, _PACK_KEYS, PACK_NEEDS)
    fields = {key: values.word(_needed(entries, key)) for key in PACK_NEEDS}
    if not _NAME.fullmatch(fields["name"]):
        hint = "A name is in lower case, its words joined by hyphens: night-desk."
        at = _needed(entries, "name").at
        raise PackError(f"'{fields['name']}' is no name for a pack", code="A216", at=at, hint=hint)
    values.choice(_needed(entries, "language"), ("en",))
    return Card(**fields, extends=_names(entries.get("extends")), without=_names(entries.get("without")))


def _names(node: Node | None) -> tuple[Scalar, ...]:
    if node is None:
        return ()
    values.words(node)
    return tuple(values.scalar(item) for item in values.items(node))


def is_name(text: str) -> bool:
    """Whether `text` can name a pack, a folder or a rule: lower case, words joined by hyphens."""
    return _NAME.fullmatch(text) is not None


# ---------------------------------------------------------------- checks against what is loaded


def check_labels(pack: RulePack, labels: Mapping[str, Collection[str]]) -> None:
    """Raises PackError at the first label in a pattern of `pack` that the language model does not have."""
    for named in (label for rule_ in pack.rules for label in rule_.labels):
        known = labels.get(named.attribute)
        if known is not None and named.value not in known:
            hint = values.suggestion(named.value, sorted(known), "The model's labels")
            message = f"the language model knows no {named.attribute} '{named.value}'"
            raise PackError(message, code="A241", at=named.at, hint=hint)


def check_facts(pack: RulePack, facts: Mapping[str, Mapping[str, FactType]]) -> None:
    """Raises PackError at the first condition of `pack` that names an unknown fact or an impossible value.

    `facts` says for each subject which facts it has and what they are.
    """
    for rule_ in pack.policies:
        _check_conditions(rule_.for_each, (*rule_.where, *rule_.require, *rule_.forbid), facts)
    for question in pack.questions:
        _check_conditions(question.for_each, question.where, facts)


def _check_conditions(
    subject: str, conditions: Iterable[Condition], facts: Mapping[str, Mapping[str, FactType]]
) -> None:
    known = facts.get(subject, {})
    for condition in conditions:
        if condition.fact not in known:
            hint = values.suggestion(condition.fact, sorted(known), f"Facts of a {subject}")
            article = "an" if subject[0] in "aeiou" else "a"
            message = f"{article} {subject} has no fact '{condition.fact}'"
            raise PackError(message, code="A250", at=condition.at, hint=hint)
        _check_value(condition, known[condition.fact])


def _check_value(condition: Condition, fact: FactType) -> None:
    words = words_of(fact)
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if condition.op.startswith("at_") and fact not in (int, float):
        hint = "at_least and at_most compare numbers."
        raise PackError(f"'{condition.fact}' is no number", code="A251", at=condition.at, hint=hint)
    for each in given:
        if words is not None:
            fits, wanted = each in words, values.suggestion(str(each), words, "It may be")
        else:
            fits, wanted = _is_a(each, fact), f"It is {_NOUNS.get(fact, 'a word')}."
        if not fits:
            message = f"'{condition.fact}' is never {_shown(each)}"
            raise PackError(message, code="A251", at=condition.at, hint=wanted)


def _shown(value: object) -> str:
    return f"the word '{value}'" if isinstance(value, str) else str(value).lower()


_NOUNS: Mapping[object, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a word",
}


def words_of(fact: FactType) -> tuple[str, ...] | None:
    """The words that a fact may be, if it is one of a closed set."""
    if isinstance(fact, type):
        return tuple(str(member.value) for member in fact) if issubclass(fact, Enum) else None
    return tuple(str(each) for each in fact)


def _is_a(value: object, fact: FactType) -> bool:
    if fact is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is fact
