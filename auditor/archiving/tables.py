"""The tables of an audited archive and their columns: names, types, meanings, as data. docs/archives.md explains them.

Rows are joined by `record`, which stands in every table and is given to one record of the corpus only; within a record
by the ids of its sources (`S1`) and statements (`A1`). Columns that lines of `auditor check --format jsonl` or a table
of `auditor summary` have as well have the same names here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SCHEMA = "auditor.archive/1"
"""The form of the tables; columns may be added within version 1, none is renamed or dropped."""

MANIFEST = "archive.json"
"""The file of an archive that says of which corpus it is made, by what, and of how many shards."""

SHARDS = "shards"
"""The folder below that of the archive that has a folder for each finished shard, with a file `TABLE.parquet` each."""


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    """A whole number, of 32 bits."""
    TRUTH = "truth"
    DAY = "day"
    TEXTS = "texts"
    """A list of texts."""


class Status(StrEnum):
    """What became of a record."""

    AUDITED = "audited"
    SKIPPED = "skipped"
    """It says itself that it is opinion, satire or advertising."""
    FAILED = "failed"
    """It could not be read or audited; `failures` has the reason."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what it holds and means, and whether a row may lack it."""

    name: str
    type: Type
    means: str
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row of it is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]


_RECORD = Column(
    "record", Type.TEXT, "the record: its own id, or its place (FILE#NUMBER) where that is not its alone in the corpus"
)
_SPOT = (
    Column("place", Type.TEXT, "where it is, for people: 12:4, paragraph 12, whole article"),
    Column("words", Type.TEXT, "the words of the article at that place, without markup", True),
    Column("start", Type.COUNT, "offset in the article in code points, 0-based", True),
    Column("end", Type.COUNT, "the offset behind the last code point", True),
    Column("line", Type.COUNT, "1-based; in the part, where there is one", True),
    Column("column", Type.COUNT, "1-based, in code points", True),
    Column("end_line", Type.COUNT, "where it ends", True),
    Column("end_column", Type.COUNT, "the column behind the last code point", True),
    Column(
        "part", Type.TEXT, "the part of the file in which lines and columns are counted; null for the whole file", True
    ),
)
"""Where the words of a row are; for a source where it is mentioned first, for a charge where it is made first."""
_GROUPS: Mapping[str, str] = {
    "named": "named people and organizations",
    "anonymous": "anonymous sources",
    "unnamed_spokesperson": "unnamed spokespeople",
    "unnamed_person": "other unnamed people",
    "unnamed_group": "unnamed groups",
    "document": "documents",
    "media": "media",
    "unattributed": "words that hide who says so",
}
"""Kinds of source that are counted together, as a summary has them."""
_COUNTED = (
    Column("statements", Type.COUNT, "statements", True),
    Column("sources", Type.COUNT, "all sources", True),
    *(Column(key, Type.COUNT, f"sources: {means}", True) for key, means in _GROUPS.items()),
    Column("relayed", Type.COUNT, "sources by way of another outlet", True),
    *(Column(f"{key}_statements", Type.COUNT, f"statements of {means}", True) for key, means in _GROUPS.items()),
    Column("relayed_statements", Type.COUNT, "statements of sources by way of another outlet", True),
    Column("unresolved_statements", Type.COUNT, "statements whose source could not be made out", True),
    *(Column(f"{key}_quoted_words", Type.COUNT, f"quoted words of {means}", True) for key, means in _GROUPS.items()),
    Column("unresolved_quoted_words", Type.COUNT, "quoted words whose source could not be made out", True),
    Column("grants_with_reason", Type.COUNT, "promises of anonymity that the article tells, with a reason", True),
    Column("grants_without_reason", Type.COUNT, "promises of anonymity that the article tells, without a reason", True),
    Column("non_responses", Type.COUNT, "people and bodies asked for comment who gave none", True),
    Column("charges", Type.COUNT, "accusations and criticisms but those of low confidence, each once", True),
    Column("unanswered", Type.COUNT, "charges without an answer of the accused", True),
    Column("errors", Type.COUNT, "findings that are errors, neither waived nor of low confidence", True),
    Column("warnings", Type.COUNT, "findings that are warnings, neither waived nor of low confidence", True),
    Column("info", Type.COUNT, "findings for information, neither waived nor of low confidence", True),
    Column("waived", Type.COUNT, "findings that were waived", True),
    Column("unsure", Type.COUNT, "findings of low confidence, counted nowhere else", True),
    Column("unexplained", Type.COUNT, "anonymous sources whom the article gives no reason for not naming", True),
    Column("headline_anonymous_only", Type.COUNT, "1 where the headline rests on anonymous sources only, else 0", True),
    Column(
        "lead_anonymous_only",
        Type.COUNT,
        "1 where the lead (first paragraph) rests on anonymous sources only, else 0",
        True,
    ),
)
"""The counts of an article, with the names of a summary's columns; null unless it was audited."""

ARTICLES = Table(
    "articles",
    "one record of the corpus, whatever became of it",
    (
        _RECORD,
        Column("id", Type.TEXT, "what the record calls itself, if it does; may be given twice in a corpus", True),
        Column("file", Type.TEXT, "the file that it stands in, below the corpus"),
        Column("number", Type.COUNT, "its number in that file, from 1; null where the file is the article", True),
        Column("status", Type.TEXT, "audited, skipped (it says itself that it is no news report), or failed"),
        Column("why", Type.TEXT, "why it was not audited; null where it was", True),
        Column("format", Type.TEXT, "how the file was read: jsonl, csv, parquet, markdown and others", True),
        Column("title", Type.TEXT, "its headline", True),
        Column("outlet", Type.TEXT, "the outlet that it tells", True),
        Column("desk", Type.TEXT, "the desk that it tells", True),
        Column("section", Type.TEXT, "the section that it tells", True),
        Column("genre", Type.TEXT, "the genre that it tells", True),
        Column("author", Type.TEXT, "who wrote it, as it tells; several with semicolons between", True),
        Column("date", Type.TEXT, "its date, as it tells it", True),
        Column("day", Type.DAY, "the day of that date; null where that could be two days, or none is told", True),
        Column("language", Type.TEXT, "the language that it tells", True),
        Column("meta", Type.TEXT, "all that it tells of itself, as an object of JSON", True),
        Column("sha256", Type.TEXT, "digest of the record as it was read", True),
        Column("words", Type.COUNT, "words of the article that are read", True),
        *_COUNTED,
    ),
)

SOURCES = Table(
    "sources",
    "somebody or something that an article quotes, paraphrases or relies on",
    (
        _RECORD,
        Column("id", Type.TEXT, "S1, S2, … within the record"),
        Column("label", Type.TEXT, "the fullest name or description"),
        Column("kind", Type.TEXT, "named_person, anonymous, document and others (docs/taxonomy.md)"),
        Column("confidence", Type.TEXT, "how sure it is that it is of its kind: high, medium, low"),
        Column("count", Type.COUNT, "how many individuals the article says it is", True),
        Column("relayed_by", Type.TEXT, "the other outlet that relays it", True),
        *_SPOT,
        Column("description", Type.TEXT, "the words that best say who it is", True),
        Column("mentions", Type.COUNT, "how often it is mentioned"),
        Column("statements", Type.COUNT, "how many statements it makes"),
        Column("statement_words", Type.COUNT, "of how many words"),
        Column("direct", Type.COUNT, "statements in quotation marks", True),
        Column("indirect", Type.COUNT, "statements in paraphrase", True),
        Column("alone", Type.COUNT, "statements that nobody else bears out", True),
        Column("identified", Type.TEXT, "how it is identified: a grade of the report", True),
        Column("knows", Type.TEXT, "how it knows: a grade of the report", True),
        Column("unnamed", Type.TEXT, "why it is not named: a grade of the report; null for a source that is", True),
        Column("has_reason", Type.TRUTH, "whether the article says why it is not named"),
    ),
)

STATEMENTS = Table(
    "statements",
    "something that an article has somebody say",
    (
        _RECORD,
        Column("id", Type.TEXT, "A1, A2, … within the record"),
        Column("mode", Type.TEXT, "direct in quotation marks, indirect in the writer's words, or mixed"),
        Column("confidence", Type.TEXT, "how sure it is: high, medium, low"),
        Column("content", Type.TEXT, "what is said; an ellipsis between pieces"),
        Column("cue", Type.TEXT, "the words that mark it", True),
        Column("who", Type.TEXT, "the words that name the source here", True),
        *_SPOT,
        Column("source_id", Type.TEXT, "the id of the source; null where it could not be made out", True),
        Column("source_label", Type.TEXT, "its label", True),
        Column("source_kind", Type.TEXT, "its kind", True),
    ),
)

GRANTS = Table(
    "grants",
    "words by which an article says that a source was given, or asked for, anonymity",
    (
        _RECORD,
        Column("number", Type.COUNT, "1, 2, … within the record"),
        *_SPOT,
        Column("has_reason", Type.TRUTH, "whether a reason is given"),
        Column("reason", Type.TEXT, "the words of the reason", True),
        Column("who", Type.TEXT, "the words in or beside the grant that name whom it is given to", True),
        Column("source_id", Type.TEXT, "the id of the source; null where it could not be made out", True),
        Column("source_label", Type.TEXT, "its label", True),
        Column("source_kind", Type.TEXT, "its kind", True),
    ),
)

NON_RESPONSES = Table(
    "non_responses",
    "words by which an article says that somebody whom journalists asked for comment gave none",
    (
        _RECORD,
        Column("number", Type.COUNT, "1, 2, … within the record"),
        Column("kind", Type.TEXT, "no_response, declined, unreachable, pending"),
        *_SPOT,
        Column("party", Type.TEXT, "the words for who was asked", True),
        Column("party_label", Type.TEXT, "its fullest name in the article", True),
    ),
)

RELAYED = Table(
    "relayed",
    "nameless people on whom another outlet relies, whom an article passes on",
    (
        _RECORD,
        Column("number", Type.COUNT, "1, 2, … within the record"),
        Column("label", Type.TEXT, "the people, as the article calls them"),
        Column("count", Type.COUNT, "how many individuals the words say it is", True),
        *_SPOT,
        Column("outlet", Type.TEXT, "the words for the outlet beside them", True),
        Column("outlet_label", Type.TEXT, "the outlet's fullest name in the article"),
        Column(
            "source_id",
            Type.TEXT,
            "the source that they are, where the article passes on what they told the outlet",
            True,
        ),
        Column("outlet_id", Type.TEXT, "the source that the outlet is, if it is one", True),
    ),
)

CHARGES = Table(
    "charges",
    "one thing of which somebody is accused, or for which somebody is criticised, however often an article says so",
    (
        _RECORD,
        Column("id", Type.TEXT, "G1, G2, … within the record"),
        Column("kind", Type.TEXT, "accusation or criticism"),
        Column(
            "gravity",
            Type.TEXT,
            "how grave it would be, if it were true: crime, misconduct, failure, character, opinion",
        ),
        Column("confidence", Type.TEXT, "how sure it is: high, medium, low"),
        Column("party_label", Type.TEXT, "the fullest name of the accused in the article, or the words for it"),
        Column("party_id", Type.TEXT, "the source that the accused is, if it is one", True),
        *_SPOT,
        Column("accusations", Type.COUNT, "at how many places it is made"),
        Column("by", Type.TEXTS, "the ids of the sources that make it"),
        Column("answered", Type.TRUTH, "whether the accused is heard, or is said to be silent"),
        Column("replies", Type.TEXTS, "how: denial, statement, declined, no_response, unreachable, pending"),
    ),
)

FINDINGS = Table(
    "findings",
    "what a policy rule objects to",
    (
        _RECORD,
        Column("id", Type.TEXT, "F1, F2, … within the record"),
        Column("policy", Type.TEXT, "the policy rule that objects"),
        Column("severity", Type.TEXT, "how grave it is: error, warning, info"),
        Column("confidence", Type.TEXT, "how sure it is: high, medium, low"),
        Column("fails", Type.TRUTH, "whether it would fail a check: grave and sure enough, and not waived"),
        Column("message", Type.TEXT, "what is wrong"),
        Column("mend", Type.TEXT, "what would put it right; may be empty"),
        *_SPOT,
        Column("sentence", Type.TEXT, "the sentences around the words", True),
        Column("caution", Type.TEXT, "what to keep in mind before acting on it"),
        Column("standard", Type.TEXT, "whose written standard it stands for"),
        Column("subject", Type.TEXT, "the id of the source or statement that it is about", True),
        Column("fingerprint", Type.TEXT, "stable under edits elsewhere"),
        Column("waived", Type.TEXT, "why it was waived; null where it stands", True),
    ),
)

FAILURES = Table(
    "failures",
    "a record that was set aside; nothing of its text stands here",
    (
        _RECORD,
        Column("file", Type.TEXT, "the file that it stands in, below the corpus"),
        Column(
            "number",
            Type.COUNT,
            "its number in that file, from 1; null where the file as a whole could not be read",
            True,
        ),
        Column("code", Type.TEXT, "the code of the error"),
        Column("message", Type.TEXT, "what is wrong"),
        Column("hint", Type.TEXT, "what to do; may be empty"),
    ),
)

TABLES: Mapping[str, Table] = {
    "articles": ARTICLES,
    "sources": SOURCES,
    "statements": STATEMENTS,
    "grants": GRANTS,
    "non_responses": NON_RESPONSES,
    "relayed": RELAYED,
    "charges": CHARGES,
    "findings": FINDINGS,
    "failures": FAILURES,
}
"""All tables by name; each shard has a file of each, which may have no rows."""


def pattern(table: str) -> str:
    """The files of a table below the folder of an archive, as programs for tables take them."""
    return f"{SHARDS}/*/{table}.parquet"


def names(columns: Sequence[Column]) -> tuple[str, ...]:
    """The names of columns, in order."""
    return tuple(column.name for column in columns)
