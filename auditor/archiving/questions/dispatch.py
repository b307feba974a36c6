"""The questions that an archive answers, by name. docs/archive-questions.md explains them."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.archiving.questions.asked import Figure, Grouped, Listed, Question

OFTEN = 5
"""Articles that use a reason in the same words before it counts as rote."""

_NAMES = "Two people of one name count as one, and one who is called by two names as two."

_ANONYMOUS = Grouped(
    "Anonymous sourcing",
    "How much rests on sources who are not named?",
    (
        Figure("sources", "sources", "all sources", "a.sources", is_plain=True),
        Figure("anonymous", "anony·mous", "anonymous sources", "a.anonymous", is_plain=True),
        Figure(
            "unexplained",
            "unex·plained",
            "anonymous sources whom the article gives no reason for not naming",
            "a.unexplained",
        ),
        Figure(
            "anonymous_articles_share",
            "articles with any",
            "of all articles, those with an anonymous source",
            "(a.anonymous > 0)",
            "1",
        ),
        Figure(
            "anonymous_statements_share",
            "share anony·mous",
            "of all statements, those of anonymous sources",
            "a.anonymous_statements",
            "a.statements",
        ),
    ),
    "anonymous_statements_share",
)

_UNEXPLAINED = Grouped(
    "Anonymous sources without a reason",
    "How many anonymous sources does the article give no reason for not naming?",
    (
        Figure("anonymous", "anony·mous", "anonymous sources", "a.anonymous", is_plain=True),
        Figure("unexplained", "unex·plained", "anonymous sources without a reason", "a.unexplained"),
        Figure(
            "grants_with_reason",
            "promises with reason",
            "promises of anonymity that the article tells, with a reason",
            "a.grants_with_reason",
        ),
        Figure(
            "grants_without_reason",
            "promises without",
            "promises of anonymity that the article tells, without a reason",
            "a.grants_without_reason",
        ),
        Figure(
            "unexplained_share",
            "share unex·plained",
            "of all anonymous sources, those without a reason",
            "a.unexplained",
            "a.anonymous",
        ),
    ),
    "unexplained_share",
)

_REASONS = Listed(
    "Reasons given for anonymity",
    "Which reasons do articles give for not naming a source, and which come in the same words again and again?",
    {"reason": ""},
    "SELECT record, alike(reason) AS k0, squeezed(reason) AS label, 1 AS times FROM grants WHERE reason IS NOT NULL",
    (
        Figure("times", "times", "times that it is given", "times", is_plain=True),
        Figure("share", "share of reasons", "of all reasons that are given, those in these words", "times", "times"),
    ),
    "times",
    caution="Reasons are the same if their words are, but for capitals and marks at the ends.",
)

_ROTE = Grouped(
    "Rote reasons for anonymity",
    f"How many of the reasons are in words that {OFTEN} or more articles of the archive use?",
    (
        Figure("reasons", "reasons given", "promises of anonymity with a reason", "coalesce(r.reasons, 0)"),
        Figure("rote", "rote", f"reasons in words that {OFTEN} or more articles use", "coalesce(r.rote, 0)"),
        Figure(
            "rote_share",
            "share rote",
            f"of all reasons, those in words that {OFTEN} or more articles use",
            "coalesce(r.rote, 0)",
            "coalesce(r.reasons, 0)",
        ),
    ),
    "rote_share",
    f"""LEFT JOIN (
        WITH given AS (SELECT record, alike(reason) AS words FROM grants WHERE reason IS NOT NULL),
        often AS (SELECT words FROM given GROUP BY words HAVING count(DISTINCT record) >= {OFTEN})
        SELECT record, count(*) AS reasons, count(*) FILTER (words IN (FROM often)) AS rote FROM given GROUP BY record
    ) r USING (record)""",
)

_DESCRIPTORS = Listed(
    "What anonymous sources are called",
    "In which words do articles describe the sources whom they do not name?",
    {"description": ""},
    """SELECT record, described(label) AS k0, described(label) AS label, 1 AS times FROM sources
        WHERE kind = 'anonymous' AND relayed_by IS NULL""",
    (
        Figure("times", "sources", "anonymous sources so described", "times"),
        Figure("share", "share of anony·mous", "of all anonymous sources, those so described", "times", "times"),
    ),
    "times",
    caution="A number or an article before a description is left out: two officials and several officials are one.",
)

_SOURCES = Listed(
    "Sources most relied on",
    "On whom, by name, do most statements rest?",
    {"source": "", "kind": "kind"},
    """SELECT record, alike(label) AS k0, kind AS k1, squeezed(label) AS label, statements AS times FROM sources
        WHERE kind IN ('named_person', 'named_organization', 'media') AND relayed_by IS NULL""",
    (
        Figure("statements", "state·ments", "statements", "times", is_plain=True),
        Figure("share", "share", "of all statements of such sources, those of this one", "times", "times"),
    ),
    "statements",
    caution=f"A source is known by its name and kind alone. {_NAMES}",
)

_SILENCE = Grouped(
    "No comment",
    "In how many articles does somebody who was asked give no comment?",
    (
        Figure("non_responses", "no com·ment", "asked for comment, and gave none", "a.non_responses"),
        Figure("declined", "declined", "declined to comment", "coalesce(n.declined, 0)", is_plain=True),
        Figure("no_response", "no answer", "did not respond", "coalesce(n.no_response, 0)"),
        Figure("unreachable", "not reached", "could not be reached", "coalesce(n.unreachable, 0)"),
        Figure("pending", "pending", "was asked and has not answered yet", "coalesce(n.pending, 0)"),
        Figure(
            "non_responses_share",
            "articles with any",
            "of all articles, those that tell of somebody who gave none",
            "(a.non_responses > 0)",
            "1",
        ),
    ),
    "non_responses_share",
    """LEFT JOIN (SELECT record, count(*) FILTER (kind = 'declined') AS declined,
        count(*) FILTER (kind = 'no_response') AS no_response, count(*) FILTER (kind = 'unreachable') AS unreachable,
        count(*) FILTER (kind = 'pending') AS pending FROM non_responses GROUP BY record) n USING (record)""",
)

_ASKED_IN_VAIN = """SELECT record, alike(party_label) AS k0, squeezed(party_label) AS label, 1 AS times,
    (kind = 'declined')::INT AS declined FROM non_responses WHERE party_label IS NOT NULL"""
_HEARD = """SELECT alike(s.label) AS k0, count(DISTINCT s.record) AS known FROM sources s JOIN picked USING (record)
    WHERE s.kind IN ('named_person', 'named_organization') AND s.statements > 0 GROUP BY ALL"""
_SILENT_FIGURES = (
    Figure("times", "times", "times that it was asked, and gave no comment", "times", is_plain=True),
    Figure("declined", "declined", "times that it said that it would not comment", "declined"),
    Figure("heard", "quoted in", "articles in which it makes a statement", "known"),
)

_SILENT = Listed(
    "Who gives no comment",
    "Who gives no comment most often, and how often is the same person or body quoted?",
    {"asked": ""},
    _ASKED_IN_VAIN,
    _SILENT_FIGURES,
    "times",
    _HEARD,
    caution=_NAMES,
)

_NEVER = Listed(
    "Who never answers",
    "Who was asked for comment, gave none, and is quoted in no article at all?",
    {"asked": ""},
    _ASKED_IN_VAIN,
    _SILENT_FIGURES[:2],
    "times",
    _HEARD,
    "known = 0 AND times > 0",
    caution=f"{_NAMES} The total counts those who answer elsewhere too.",
)

_RELAYED = Listed(
    "Outlets relied on for nameless people",
    "Which other outlets' anonymous sources do articles pass on?",
    {"other outlet": ""},
    "SELECT record, alike(outlet_label) AS k0, squeezed(outlet_label) AS label, 1 AS times FROM relayed",
    (
        Figure("relayed", "re·layed", "nameless people or groups on whom the other outlet relies", "times"),
        Figure("share", "share", "of all that are relayed, those by this outlet", "times", "times"),
    ),
    "relayed",
    caution="Two outlets of one name count as one, and one that is called by two names as two.",
)

_RULES = Listed(
    "Findings by rule",
    "Which rules object most, and how often?",
    {"rule": "", "severity": ""},
    """SELECT record, policy AS k0, severity AS k1, policy AS label,
        (waived IS NULL AND confidence <> 'low')::INT AS times,
        (waived IS NULL AND confidence = 'low')::INT AS unsure, (waived IS NOT NULL)::INT AS waived FROM findings""",
    (
        Figure("findings", "findings", "findings, neither waived nor of low confidence", "times"),
        Figure("unsure", "unsure", "findings of low confidence, counted nowhere else", "unsure"),
        Figure("waived", "waived", "findings that were waived", "waived", is_plain=True),
        Figure("share", "share of findings", "of all findings, those of this rule", "times", "times"),
    ),
    "findings",
    only="times + unsure + waived > 0",
)

_CHARGES = Grouped(
    "Charges without an answer",
    "How many accusations and criticisms stand without an answer of the accused?",
    (
        Figure("charges", "charges", "accusations and criticisms, each once in an article", "a.charges"),
        Figure("unanswered", "un·answered", "charges without an answer of the accused", "a.unanswered"),
        Figure(
            "unanswered_share",
            "share un·answered",
            "of all charges, those without an answer",
            "a.unanswered",
            "a.charges",
        ),
    ),
    "unanswered_share",
)

_ACCUSED = Listed(
    "Who is accused without an answer",
    "Against whom do charges stand without an answer most often?",
    {"accused": ""},
    """SELECT record, alike(party_label) AS k0, squeezed(party_label) AS label, (NOT answered)::INT AS times,
        1 AS charges FROM charges WHERE confidence <> 'low'""",
    (
        Figure("unanswered", "un·answered", "charges without an answer of the accused", "times"),
        Figure("charges", "charges", "accusations and criticisms", "charges", is_plain=True),
    ),
    "unanswered",
    caution=_NAMES,
)

QUESTIONS: Mapping[str, Question] = {
    "anonymous": _ANONYMOUS,
    "unexplained": _UNEXPLAINED,
    "reasons": _REASONS,
    "rote": _ROTE,
    "descriptors": _DESCRIPTORS,
    "sources": _SOURCES,
    "relayed": _RELAYED,
    "silence": _SILENCE,
    "silent": _SILENT,
    "never": _NEVER,
    "charges": _CHARGES,
    "accused": _ACCUSED,
    "rules": _RULES,
}
"""The questions in the order of the list."""
