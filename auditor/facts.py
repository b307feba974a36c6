"""What a newsroom's policy can ask about: the facts of each subject, a closed and typed table.

A fact whose value is None is not known; it meets no condition but `is_not`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.model import Mode, NonResponseKind, SourceKind

FactType = type | tuple[str, ...]
FactValue = bool | int | float | str | None

NO_KIND = "none"
"""The kind of source of a statement or a grant whose source is not known."""

_ANY_KIND = (*(kind.value for kind in SourceKind), NO_KIND)


class Fact(NamedTuple):
    """One thing that can be asked about a subject: its type and what it says."""

    type: FactType
    what: str
    basis: str = ""
    """For a share, the fact that says of how many: a rule about the share must set a minimum for it."""


_ARTICLE: Mapping[str, Fact] = {
    "label": Fact(str, "the title, or the path where there is none"),
    "length": Fact(int, "words of the article"),
    "sources": Fact(int, "sources of any kind, words that hide who says so left out"),
    "named": Fact(int, "named people and organisations among the sources"),
    "anonymous": Fact(int, "anonymous sources"),
    "statements": Fact(int, "statements, those whose source is not known included"),
    "anonymous_statements": Fact(int, "statements of anonymous sources"),
    "anonymous_share": Fact(float, "share of the statements that anonymous sources carry, 0 to 1", "statements"),
    "named_share": Fact(float, "share of the statements that named sources carry, 0 to 1", "statements"),
    "unresolved": Fact(int, "statements whose source is not known"),
    "grants": Fact(int, "anonymity grants"),
    "grants_with_reason": Fact(int, "anonymity grants that give a reason"),
    "non_responses": Fact(int, "parties that were asked for comment and gave none"),
    "headline_anonymous_only": Fact(bool, "the headline rests on anonymous sources alone"),
    "lead_anonymous_only": Fact(bool, "the lead rests on anonymous sources alone"),
}

_FOOTING: Mapping[str, Fact] = {
    "part": Fact(("headline", "lead"), "the part of the article"),
    "label": Fact(str, "the labels of the sources that it rests on"),
    "words": Fact(str, "the words that name the first of them there"),
    "statements": Fact(int, "statements that it rests on"),
    "sources": Fact(int, "sources that it rests on"),
    "anonymous_only": Fact(bool, "it has statements, and all are those of anonymous sources"),
}

_SOURCE: Mapping[str, Fact] = {
    "label": Fact(str, "the source's fullest name or description"),
    "words": Fact(str, "the words that best say who it is, at the place of the finding"),
    "kind": Fact(SourceKind, "the kind of source"),
    "named": Fact(bool, "it is a named person or organisation"),
    "count": Fact(int, "how many individuals the article says it is"),
    "count_stated": Fact(bool, "the article says how many individuals it is"),
    "plural": Fact(bool, "it is more than one individual, or the article does not say that it is one"),
    "bare": Fact(bool, "it is called a source, or the like, and never described"),
    "description_level": Fact(int, "1 bare, 2 a class, 3 a role in a body, 4 how it knows, 5 side; 0 if named"),
    "granted": Fact(bool, "the article says that it was given or asked for anonymity"),
    "reason_given": Fact(bool, "the article says why it is not named"),
    "statements": Fact(int, "its statements"),
    "quoted_directly": Fact(bool, "some of its words stand in quotation marks"),
    "in_headline": Fact(bool, "a statement of it lies in the headline"),
    "in_lead": Fact(bool, "a statement of it lies in the lead"),
    "only_source_of_headline": Fact(bool, "the headline rests on it alone"),
    "only_source_of_lead": Fact(bool, "the lead rests on it alone"),
}

_STATEMENT: Mapping[str, Fact] = {
    "label": Fact(str, "the label of its source, or nothing"),
    "words": Fact(str, "its cue, or its first words where it has none"),
    "mode": Fact(Mode, "whether it stands in quotation marks"),
    "has_source": Fact(bool, "its source is known"),
    "source_kind": Fact(_ANY_KIND, "the kind of its source"),
    "hedge": Fact(bool, "its cue hides who says so"),
    "attributed_in_sentence": Fact(bool, "another source is named in the same sentence, or it is that one's words"),
    "length": Fact(int, "words of its content"),
    "in_headline": Fact(bool, "it lies in the headline"),
    "in_lead": Fact(bool, "it lies in the lead"),
}

_GRANT: Mapping[str, Fact] = {
    "label": Fact(str, "the label of the source, or nothing"),
    "words": Fact(str, "the words of the grant"),
    "reason": Fact(str, "the words of the reason, or nothing"),
    "has_reason": Fact(bool, "a reason is given"),
    "has_source": Fact(bool, "whose anonymity it is, is known"),
    "source_kind": Fact(_ANY_KIND, "the kind of the source"),
}

_NON_RESPONSE: Mapping[str, Fact] = {
    "label": Fact(str, "the party's fullest name, or nothing"),
    "words": Fact(str, "the words that say so"),
    "kind": Fact(NonResponseKind, "what became of the request"),
    "has_party": Fact(bool, "the article says whom it asked"),
}

_QUOTATION: Mapping[str, Fact] = {
    "words": Fact(str, "its first words"),
    "length": Fact(int, "its words"),
    "whole_sentence": Fact(bool, "it stands in a paragraph as sentences of its own, with a verb, and is no title"),
    "has_speaker": Fact(bool, "it belongs to a statement, or goes on one whose speaker is plain"),
}

TABLE: Mapping[str, Mapping[str, Fact]] = {
    "article": _ARTICLE,
    "footing": _FOOTING,
    "source": _SOURCE,
    "statement": _STATEMENT,
    "grant": _GRANT,
    "non_response": _NON_RESPONSE,
    "quotation": _QUOTATION,
}
"""For each subject of a policy, its facts and what they say; `footing` is the headline or the lead."""

FACTS: Mapping[str, Mapping[str, FactType]] = {
    subject: {name: fact.type for name, fact in facts.items()} for subject, facts in TABLE.items()
}
"""The types of all facts, by subject and name."""
