"""An archive is asked a question: `answer` gives a table, `select` the rows of somebody's own query."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from auditor.archiving import folder
from auditor.archiving.questions import grouped, listed
from auditor.archiving.questions.asked import Asked, Grouped, Question
from auditor.archiving.questions.database import MADE_ANEW, check, opened
from auditor.archiving.questions.dispatch import QUESTIONS
from auditor.archiving.tables import MANIFEST, SCHEMA, SHARDS
from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.render.answers.answer import Answer, Free
from auditor.render.wording import plural

Tell = Callable[[str], None]


def named(name: str) -> Question:
    """The question of this name; raises UsageError if there is none."""
    if name in QUESTIONS:
        return QUESTIONS[name]
    near = get_close_matches(name.lower(), QUESTIONS, 1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    raise UsageError(f"there is no question {name!r}", hint=f"{guess}There are: {', '.join(QUESTIONS)}.")


def answer(out: Path, name: str, asked: Asked, tell: Tell) -> Answer:
    """The answer to a question; tells of a run that is not finished.

    Raises UsageError for a question, a field or a value that there is not, A010 without DuckDB, A018 for a folder that
    is no archive that this version reads, A020 where the tables cannot be read or memory does not suffice.
    """
    question = named(name)
    check()
    see(out, tell)
    with opened(out) as database:
        if isinstance(question, Grouped):
            return grouped.answer(name, question, asked, database)
        return listed.answer(name, question, asked, database)


def select(out: Path, sql: str, most: int, tell: Tell) -> Free:
    """At most `most` rows of a query of somebody's own; raises UsageError as `answer`, and A020 for what is wrong."""
    check()
    see(out, tell)
    with opened(out) as database:
        columns, rows, has_more = database.selected(sql, most)
    return Free(columns, tuple(rows), has_more)


def see(out: Path, tell: Tell) -> None:
    """Raises UsageError A018 for a folder that is no archive, or one of another form; tells of one not finished."""
    hint = "name the folder that auditor archive run --out made"
    shown = visible(out.as_posix())
    if not out.is_dir():
        raise UsageError(f"there is no folder {shown}", code="A002", hint=hint)
    if not (out / MANIFEST).is_file():
        raise UsageError(f"{shown} is no archive: it has no {MANIFEST}", code="A018", hint=hint)
    made = folder.manifest(out) or {}
    if made.get("schema") != SCHEMA:
        told = f"its form is {made.get('schema')!r}, and this version reads {SCHEMA!r}"
        raise UsageError(f"{shown} cannot be read: {told}", code="A018", hint="read it with the version that made it")
    done = sum(path.is_dir() and path.name.isdigit() for path in (out / SHARDS).glob("*"))
    if not done:
        hint = "wait for the first shard, or go on with auditor archive run"
        raise UsageError(f"no shard of {shown} is finished", code="A018", hint=hint)
    if damaged := len(folder.damaged(out)):
        why = f"{plural(damaged, 'shard')} of {shown} cannot be read: files are missing or damaged"
        raise UsageError(why, code="A018", hint=MADE_ANEW)
    if done != made.get("shards"):
        tell(f"note: {shown} is not finished: the answer is of {done} of {made.get('shards')} shards")
