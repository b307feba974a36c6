"""JSON Schemas of the files of a pack, for text editors that complete and check while somebody types.

They are made of the same tables by which packs are read. What a schema cannot say, such as that an example's
marks are in order, `auditor rules lint` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from auditor.packs import policies, schema
from auditor.packs.vocabulary import FactType, words_of
from auditor.records.article import BlockRole
from auditor.records.rules import Demand, Engine, RuleKind, Verified
from auditor.records.scales import Confidence, Severity

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Mapping[str, object] = {"type": "string", "minLength": 1}
_TEXTS: Mapping[str, object] = {"type": "array", "items": _TEXT, "uniqueItems": True}

Data = dict[str, object]


def schemas(facts: Mapping[str, Mapping[str, FactType]]) -> dict[str, Data]:
    """A schema for each sort of file, by its name; `facts` are those that policies may ask about."""
    return {
        "rule": _closed("A detection rule: FOLDER/NAME.yaml.", _rule(), schema.RULE_NEEDS),
        "lexicon": _closed("A lexicon: lexicons/NAME.yaml.", _lexicon(), ("why", "words")),
        "policy": {**_closed("A policy: NAME.yaml.", _policy(), ()), "allOf": [_policy_needs(), *_facts_of(facts)]},
        "question": {
            **_closed("A question: questions/NAME.yaml.", _question(), ()),
            "anyOf": [{"required": ["extends"]}, {"required": list(policies.QUESTION_NEEDS)}],
            "allOf": list(_facts_of(facts)),
        },
        "pack": _closed("The card of a pack: pack.yaml.", _card(), schema.PACK_NEEDS),
    }


def _closed(what: str, properties: Data, required: Collection[str]) -> Data:
    made: Data = {
        "$schema": _DIALECT,
        "description": what,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**made, "required": list(required)} if required else made


def _one_of(words: Iterable[object]) -> Data:
    """One of a closed set of words; members of an enumeration are named by their values."""
    return {"enum": [str(word) for word in words]}


def _rule() -> Data:
    example = {"type": "object", "properties": {"text": _TEXT, "model": _TEXT}, "required": ["text", "model"]}
    properties: Data = {
        "kind": _one_of(RuleKind),
        "engine": _one_of(Engine),
        "message": _TEXT,
        "why": _TEXT,
        "references": {"type": "array", "items": _TEXT},
        "yields": _TEXT,
        "scope": {"type": "array", "items": _one_of(BlockRole)},
        "part": _one_of(schema.PARTS),
        "quotations": _one_of(schema.QUOTATIONS),
        "confidence": _one_of(Confidence),
        "status": _one_of(schema.STATUSES),
        "case": _one_of(("ignore", "exact")),
        "spans": {"type": "object", "additionalProperties": _one_of(schema.GROWTH)},
        "patterns": {"type": "array", "minItems": 1},
        "examples": _examples({"anyOf": [_TEXT, example]}),
    }
    return properties


def _examples(item: Mapping[str, object]) -> Data:
    listed = {"type": "array", "items": item, "minItems": 2}
    return {
        "type": "object",
        "properties": {"match": listed, "no_match": listed},
        "required": ["match", "no_match"],
        "additionalProperties": False,
    }


def _lexicon() -> Data:
    words = {"type": "object", "additionalProperties": {**_TEXTS, "minItems": 1}}
    return {"why": _TEXT, "references": {"type": "array", "items": _TEXT}, "words": words}


def _policy() -> Data:
    standard = {
        "type": "object",
        "properties": {
            "says": _TEXT,
            "demand": _one_of(Demand),
            "verified": _one_of(Verified),
            "year": {"type": "string", "pattern": "^((about )?(19|20)[0-9][0-9]|undated)$"},
            "source": _TEXT,
        },
        "required": list(policies.STANDARD_KEYS),
        "additionalProperties": False,
    }
    conditions = {"type": "object", "minProperties": 1}
    return {
        "extends": _TEXT,
        "check": {"type": "string", "pattern": "^C[1-9][0-9]?$"},
        "for_each": _one_of(policies.SUBJECTS),
        "where": conditions,
        "require": conditions,
        "forbid": conditions,
        "severity": _one_of(Severity),
        "confidence": _one_of(Confidence),
        "message": _TEXT,
        "mend": _TEXT,
        "why": _TEXT,
        "caution": _TEXT,
        "standard": standard,
        "references": {"type": "array", "items": _TEXT},
        "examples": _examples(_TEXT),
    }


def _policy_needs() -> Data:
    judged = {"anyOf": [{"required": ["require"]}, {"required": ["forbid"]}]}
    return {"anyOf": [{"required": ["extends"]}, {"required": list(policies.NEEDS), **judged}]}


def _question() -> Data:
    return {
        "extends": _TEXT,
        "ask": _TEXT,
        "why": _TEXT,
        "for_each": _one_of(policies.SUBJECTS),
        "where": {"type": "object", "minProperties": 1},
        "checks": {"type": "array", "items": {"type": "string", "pattern": "^C[1-9][0-9]?$"}},
        "references": {"type": "array", "items": _TEXT},
    }


def _card() -> Data:
    names = {"type": "array", "items": _TEXT, "minItems": 1}
    return {**dict.fromkeys(schema.PACK_NEEDS, _TEXT), "extends": names, "without": names}


# ---------------------------------------------------------------- facts


def _facts_of(facts: Mapping[str, Mapping[str, FactType]]) -> list[Data]:
    """For each subject the facts that its conditions may name, and the values that each may be compared with."""
    made: list[Data] = []
    for subject, known in facts.items():
        conditions: Data = {
            "type": "object",
            "properties": {name: _condition(fact) for name, fact in known.items()},
            "additionalProperties": False,
        }
        then = {"properties": dict.fromkeys(("where", "require", "forbid"), conditions)}
        asked = {"properties": {"for_each": {"const": subject}}, "required": ["for_each"]}
        made.append({"if": asked, "then": then})
    return made


def _condition(fact: FactType) -> Data:
    value = _value(fact)
    comparisons: Data = {"is": value, "is_not": value}
    if fact in (int, float):
        comparisons |= {"at_least": value, "at_most": value}
    elif fact is not bool:
        comparisons["in"] = {"type": "array", "items": value, "minItems": 1}
    compared = {"type": "object", "properties": comparisons, "additionalProperties": False}
    return {"anyOf": [value, {**compared, "minProperties": 1, "maxProperties": 1}]}


def _value(fact: FactType) -> Data:
    words = words_of(fact)
    if words is not None:
        return _one_of(words)
    names: Mapping[object, str] = {bool: "boolean", int: "integer", float: "number"}
    return {"type": names.get(fact, "string")}
