"""What a newsroom's policy can ask about: the facts of each subject, a closed and typed table.

A fact whose value is None is not known; it meets no condition but `is_not`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.records.appraisal import AccusationKind, Frame, Gravity, Identified, Knows, Reason, ReplyKind
from auditor.records.ledger import Asking, EntryState, Standing
from auditor.records.sourcing import Mode, NonResponseKind, SourceKind
from auditor.records.waiver import WaiverState

FactType = type | tuple[str, ...]
FactValue = bool | int | float | str | None

NO_KIND = "none"
"""The kind of source of a statement or a grant whose source is not known."""

RELAYED_KIND = "relayed"
"""What stands for the kind of a source that another outlet relays: no policy asks this article about it."""

_ANY_KIND = (*(kind.value for kind in SourceKind), RELAYED_KIND, NO_KIND)
_ANY_REPLY = (*(kind.value for kind in ReplyKind), "none")


class Fact(NamedTuple):
    """One thing that can be asked about a subject: its type and what it says."""

    type: FactType
    what: str
    basis: str = ""
    """For a share, the fact that says of how many: a rule about the share must set a minimum for it."""


_ARTICLE: Mapping[str, Fact] = {
    "label": Fact(str, "the title, or the path where there is none"),
    "genre": Fact(str, "what sort of article its metadata says it is, or nothing"),
    "section": Fact(str, "the section that its metadata names, or nothing"),
    "desk": Fact(str, "the desk that its metadata names, or nothing"),
    "outlet": Fact(str, "the outlet that its metadata names, or nothing"),
    "length": Fact(int, "words of the article"),
    "sources": Fact(int, "sources of any kind, words that hide who says so left out"),
    "named": Fact(int, "named people and organisations among the sources"),
    "anonymous": Fact(int, "anonymous sources of the article's own"),
    "media": Fact(int, "other news outlets among the sources"),
    "relayed": Fact(int, "relayed sources: nameless people on whom other outlets rely"),
    "documents": Fact(int, "documents among the sources"),
    "statements": Fact(int, "statements, those whose source is not known included"),
    "anonymous_statements": Fact(int, "statements of anonymous sources"),
    "anonymous_share": Fact(float, "share of the statements that anonymous sources carry, 0 to 1", "statements"),
    "named_share": Fact(float, "share of the statements that named sources carry, 0 to 1", "statements"),
    "anonymous_per_1000": Fact(int, "statements of anonymous sources in 1,000 words of the article", "length"),
    "anonymous_run": Fact(int, "statements of anonymous sources in a row, at the most"),
    "uncredited_run": Fact(int, "paragraphs in a row that credit nobody, at the most, after the first that does"),
    "unresolved": Fact(int, "statements whose source is not known"),
    "grants": Fact(int, "anonymity grants"),
    "grants_with_reason": Fact(int, "anonymity grants that give a reason"),
    "non_responses": Fact(int, "parties that were asked for comment and gave none"),
    "accusations": Fact(int, "accusations and criticisms of named people and bodies"),
    "headline_anonymous_only": Fact(bool, "the headline rests on anonymous sources alone"),
    "lead_anonymous_only": Fact(bool, "the lead rests on anonymous sources alone"),
    "byline": Fact(bool, "somebody signs it, in a byline or in the front matter"),
    "approval_recorded": Fact(bool, "its front matter says who approved its sources"),
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
    "own_outlet": Fact(bool, "it is the outlet that publishes the article"),
    "count": Fact(int, "how many individuals the article says it is"),
    "count_stated": Fact(bool, "the article says how many individuals it is"),
    "plural": Fact(bool, "it is more than one individual, or the article does not say that it is one"),
    "number": Fact(("exact", "vague", "none"), "how the article says how many it is: two, several, or not at all"),
    "singular_later": Fact(bool, "it is a plural that is later taken up as one: sources, then the source"),
    "identified": Fact(Identified, "how it is identified, by the ladder of its profile"),
    "bare": Fact(bool, "it is called a source, or the like, and never described"),
    "description_level": Fact(int, "1 bare, 2 a class, 3 a role in a body, 4 how it knows, 5 side; 0 if named"),
    "spokesperson": Fact(bool, "it is a spokesperson, or is called by another word for one"),
    "called_source": Fact(bool, "the words for it hold *source* or the like, described or not"),
    "described": Fact(bool, "the article says what it is, beside its name"),
    "details": Fact(int, "sorts of detail that narrow down who an unnamed person is: age, place, rank, trade, …"),
    "partial_name": Fact(bool, "a person goes by a first name alone, and the article does not say why"),
    "empty_plural": Fact(bool, "it is called experts, critics or the like, and nothing more"),
    "document_bare": Fact(bool, "a document about which readers learn neither what it is nor whose"),
    "knows": Fact(Knows, "how it knows, by its profile"),
    "access_stated": Fact(bool, "the article says how it knows"),
    "first_hand": Fact(bool, "it was there, or has seen the document"),
    "granted": Fact(bool, "the article says that it was given or asked for anonymity"),
    "reason_given": Fact(bool, "the article says why it is not named"),
    "reason": Fact(Reason, "what the reason is worth, by its profile"),
    "side_shown": Fact(bool, "the article shows on which side it stands or what it has at stake"),
    "statements": Fact(int, "its statements"),
    "statements_alone": Fact(int, "its statements that no other source bears out"),
    "accusations": Fact(int, "accusations that it makes"),
    "other_kind_within": Fact(int, "paragraphs to the nearest source of another kind that bears it out"),
    "named_within": Fact(int, "paragraphs to the nearest statement of a named person"),
    "quoted_directly": Fact(bool, "some of its words stand in quotation marks"),
    "in_headline": Fact(bool, "a statement of it lies in the headline"),
    "in_lead": Fact(bool, "a statement of it lies in the lead"),
    "only_source_of_headline": Fact(bool, "the headline rests on it alone"),
    "only_source_of_lead": Fact(bool, "the lead rests on it alone"),
    "ledger": Fact(Standing, "whether the newsroom's ledger knows it"),
    "ledger_people": Fact(int, "how many people stand behind it, by the ledger"),
    "ledger_editor": Fact(bool, "the ledger says which editor knows the identity"),
    "ledger_approved": Fact(bool, "the ledger says who approved it"),
}

_STATEMENT: Mapping[str, Fact] = {
    "label": Fact(str, "the label of its source, or nothing"),
    "words": Fact(str, "its cue, or its first words where it has none"),
    "mode": Fact(Mode, "whether it stands in quotation marks"),
    "has_source": Fact(bool, "its source is known"),
    "source_kind": Fact(_ANY_KIND, "the kind of its source"),
    "source_named": Fact(bool, "there is a name in the words for its source"),
    "own_outlet": Fact(bool, "its source is the outlet that publishes the article"),
    "hedge": Fact(bool, "its cue hides who says so"),
    "attributed_in_sentence": Fact(bool, "another source is named in the same sentence, or it is that one's words"),
    "tone": Fact(("plain", "factive", "loaded", "non_speech"), "what its cue adds to *said*"),
    "opinion": Fact(bool, "it is framed as an opinion or a guess"),
    "attack": Fact(bool, "it runs somebody down"),
    "praise": Fact(bool, "it praises somebody"),
    "judgement": Fact(str, "the words of the attack, the opinion or the praise, or nothing"),
    "length": Fact(int, "words of its content"),
    "first_quotation": Fact(bool, "the first quotation of the article is its"),
    "sentences_before_speaker": Fact(int, "quoted sentences that come before its speaker is told"),
    "runs_on": Fact(bool, "its quotation follows another speaker's with nothing between"),
    "in_headline": Fact(bool, "it lies in the headline"),
    "in_lead": Fact(bool, "it lies in the lead"),
}

_GRANT: Mapping[str, Fact] = {
    "label": Fact(str, "the label of the source, or nothing"),
    "words": Fact(str, "the words of the grant"),
    "reason": Fact(str, "the words of the reason, or nothing"),
    "reason_tier": Fact(Reason, "what the reason is worth"),
    "has_reason": Fact(bool, "a reason is given"),
    "has_source": Fact(bool, "whose anonymity it is, is known"),
    "source_kind": Fact(_ANY_KIND, "the kind of the source"),
}

_NON_RESPONSE: Mapping[str, Fact] = {
    "label": Fact(str, "the party's fullest name, or nothing"),
    "words": Fact(str, "the words that say so"),
    "kind": Fact(NonResponseKind, "what became of the request"),
    "has_party": Fact(bool, "the article says whom it asked"),
    "channel_stated": Fact(bool, "the sentence says how it was asked: by email, by phone, …"),
    "party_speaks_unnamed": Fact(bool, "an anonymous source is described by the name of the party"),
}

_QUOTATION: Mapping[str, Fact] = {
    "words": Fact(str, "its first words"),
    "length": Fact(int, "its words"),
    "whole_sentence": Fact(bool, "it stands in a paragraph as sentences of its own, with a verb, and is no title"),
    "has_speaker": Fact(bool, "it belongs to a statement, or goes on one whose speaker is plain"),
}

_ACCUSATION: Mapping[str, Fact] = {
    "label": Fact(str, "the fullest name of the accused"),
    "words": Fact(str, "the words that accuse"),
    "kind": Fact(AccusationKind, "whether it is an accusation or strong criticism"),
    "frame": Fact(Frame, "whether a word of accusing, what a source says, or the article itself accuses"),
    "gravity": Fact(Gravity, "how grave it would be if it were true, the gravest first"),
    "by": Fact(str, "the label of the source that makes it, or nothing"),
    "by_kind": Fact(_ANY_KIND, "the kind of that source"),
    "by_count": Fact(int, "how many individuals that source is"),
    "first_of_party": Fact(bool, "it is the first of this party in the article"),
    "weightiest_of_party": Fact(
        bool, "of all accusations of this party an open one, of these the surest, of these the gravest, then the first"
    ),
    "first_of_charge": Fact(bool, "it is the first place of its charge: of this party with this wrong"),
    "quoted": Fact(bool, "it stands in quotation marks"),
    "attributed": Fact(bool, "the sentence says who makes it, or whose words it is"),
    "answered": Fact(bool, "the accused answers, or is said to give no answer, by name or close by"),
    "perhaps_answered": Fact(bool, "the accused answers, or words like *her lawyer* may be the answer"),
    "reply": Fact(_ANY_REPLY, "the nearest reply"),
    "reply_distance": Fact(float, "share of the article's paragraphs between accusation and reply, 0 to 1"),
    "supported": Fact(bool, "somebody who can be known, or a document, says it too"),
    "checked": Fact(bool, "the article says near by how far it was checked"),
    "in_headline": Fact(bool, "it lies in the headline"),
    "in_lead": Fact(bool, "it lies in the lead"),
    "party_sort": Fact(
        ("person", "body", "state", "armed", "unnamed"),
        "what the accused is: a person or a body by name, a state or a people, an armed group, or nobody by name",
    ),
    "party_dead": Fact(bool, "the words beside the name of the accused say that the accused is dead"),
    "stage": Fact(
        ("said", "alleged", "charged", "decided", "held"),
        "how far it has come: said by somebody, alleged by a word for it, taken to court, decided, or an arrest only",
    ),
    "grave": Fact(bool, "a word in it is one for a crime or a misconduct"),
    "in_passing": Fact(bool, "nobody makes it, no court has it, and the article hardly speaks of the accused"),
    "asked": Fact(Asking, "whether the accused was asked for comment, by the ledger"),
}

_RELAYED: Mapping[str, Fact] = {
    "label": Fact(str, "the fullest words for the people on whom another outlet relies"),
    "words": Fact(str, "the words for them here"),
    "outlet": Fact(str, "the outlet that relies on them"),
    "count": Fact(int, "how many individuals the words say it is"),
    "count_stated": Fact(bool, "the words say how many individuals it is"),
    "description_level": Fact(int, "1 bare, 2 a class, 3 a role in a body, 4 how they know, 5 side"),
    "told_outlet": Fact(
        bool, "the article passes on what they told the outlet, and does not only say that it cites them"
    ),
    "in_headline": Fact(bool, "the words lie in the headline"),
    "in_lead": Fact(bool, "the words lie in the lead"),
}

_WORDING: Mapping[str, Fact] = {
    "words": Fact(str, "the words"),
    "tag": Fact(str, "what the rule that found them yields"),
    "attributed_in_sentence": Fact(bool, "a source is credited in the sentence, or says these words"),
    "in_headline": Fact(bool, "they lie in the headline"),
}

_WAIVER: Mapping[str, Fact] = {
    "words": Fact(str, "the waiver as it is written"),
    "rule": Fact(str, "the id of the rule that it names, or nothing"),
    "state": Fact(WaiverState, "what became of it"),
    "until": Fact(str, "the last day on which it holds, or *no day*"),
    "where": Fact(str, "where it is written"),
    "blanket": Fact(bool, "it waives findings at places that it does not name"),
    "signed": Fact(bool, "it says who waives"),
}

_LEDGER: Mapping[str, Fact] = {
    "entry": Fact(("source", "request"), "what the entry is about"),
    "label": Fact(str, "the words for the source, or the party that was asked"),
    "where": Fact(str, "file and line of the entry"),
    "state": Fact(EntryState, "what became of it when it was joined to the article"),
    "deadline": Fact(str, "until when an answer was asked for, or nothing"),
    "overdue": Fact(bool, "that time is past, no answer came, and the article does not say so"),
}

TABLE: Mapping[str, Mapping[str, Fact]] = {
    "article": _ARTICLE,
    "footing": _FOOTING,
    "source": _SOURCE,
    "statement": _STATEMENT,
    "grant": _GRANT,
    "non_response": _NON_RESPONSE,
    "quotation": _QUOTATION,
    "accusation": _ACCUSATION,
    "relayed": _RELAYED,
    "wording": _WORDING,
    "waiver": _WAIVER,
    "ledger": _LEDGER,
}
"""For each subject of a policy, its facts and what they say; `footing` is the headline or the lead."""

FACTS: Mapping[str, Mapping[str, FactType]] = {
    subject: {name: fact.type for name, fact in facts.items()} for subject, facts in TABLE.items()
}
"""The types of all facts, by subject and name."""
