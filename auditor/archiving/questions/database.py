"""The tables of an archive in DuckDB, which sees nothing else: no other file, no network, no further extensions."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.archiving.tables import TABLES, pattern
from auditor.base.errors import UsageError
from auditor.base.installed import package_folders
from auditor.base.printable import visible
from auditor.base.threads import processors

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LEAST_MEMORY = 4
"""Gigabytes that an answer may take on any machine."""
_MOST_THREADS = 8
_MACROS = (
    r"squeezed(x) AS trim(regexp_replace(x, '[\s\p{Z}]+', ' ', 'g'))",
    r"alike(x) AS regexp_replace(lower(squeezed(x)), '^[\pP\s]+|[\pP\s]+$', '', 'g')",
    r"described(x) AS regexp_replace(alike(x), '^(?:(?:a|an|the|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"\d+|several|some|many|multiple|a few|at least|more than|another|other) )+', '')",
    """several(j) AS [squeezed(x) FOR x IN from_json(j, '["VARCHAR"]') IF squeezed(x) <> '']""",
    r"filled(l) AS CASE WHEN len(l) > 0 THEN list_distinct(l) ELSE ['(none)'] END",
)
"""Words on one line; words as they are compared; descriptions without number and article; texts of a list of JSON."""
_GLOB = re.compile(r"[*?\[]")
_PARSED = re.compile(r"^(?:Parser|Binder|Catalog) Error: ")

_LOOK, _PATIENCE = 1.0, 5.0
"""The longest single wait in seconds, since a signal may reach another thread; and that for a query that is to end."""

MADE_ANEW = "give the same auditor archive run again: damaged shards are made anew"
"""What to do about files of an archive that are missing or damaged."""

Values = Mapping[str, Any]
T = TypeVar("T")


def check() -> None:
    """Raises UsageError A010 where DuckDB is not installed; imports nothing."""
    if not package_folders("duckdb"):
        hint = "pip install 'auditor[archive]'"
        raise UsageError("questions need the library DuckDB, which is not installed", code="A010", hint=hint)


class Database:
    """A connection that reads an archive; whatever fails becomes UsageError A020."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with _failing():
            return self._done(lambda: self._connection.execute(sql, dict(values or {})).fetchall())

    def row(self, sql: str, values: Values | None = None) -> tuple[Any, ...]:
        """The only row of a query."""
        (found,) = self.rows(sql, values)
        return found

    def run(self, sql: str, values: Values | None = None) -> None:
        """Runs a statement that has no rows."""
        self.rows(sql, values)

    def fill(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs an INSERT for each of `rows`."""
        if rows:
            with _failing():
                self._connection.executemany(sql, [list(row) for row in rows])

    def selected(self, sql: str, most: int) -> tuple[tuple[str, ...], list[tuple[Any, ...]], bool]:
        """The columns and at most `most` rows of somebody's own query, and whether there are more.

        Raises UsageError A020 for anything but one SELECT.
        """
        import duckdb

        with _failing():
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise _refused("only one SELECT is run: nothing is written, loaded or set")
            names, rows = self._done(lambda: self._first(statements[0], most + 1))
        return names, rows[:most], len(rows) > most

    def _first(self, statement: Any, most: int) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        done = self._connection.execute(statement)
        return tuple(column[0] for column in done.description or ()), done.fetchmany(most)

    def _done(self, work: Callable[[], T]) -> T:
        """What `work` on the connection gives; a signal ends it at once, since a thread of its own is at it.

        By itself DuckDB looks for signals between parts of a query, and one part may take for ever.
        """
        done = Future[T]()

        def do() -> None:
            try:
                done.set_result(work())
            except BaseException as error:
                done.set_exception(error)

        doing = Thread(target=do, daemon=True)
        doing.start()
        try:
            while not wait((done,), _LOOK).done:
                continue
        except BaseException:
            self._connection.interrupt()
            doing.join(_PATIENCE)
            raise
        return done.result()


@contextmanager
def opened(out: Path) -> Iterator[Database]:
    """The tables of an archive as views of their names; nothing can be changed in how it is locked up."""
    import duckdb

    check()
    folder = out.resolve()
    with _failing():
        connection = duckdb.connect(":memory:", config=dict(_settings()))
    with closing(connection):
        with _failing():
            for macro in _MACROS:
                connection.execute(f"CREATE MACRO {macro}")
            places = dict.fromkeys((folder.as_posix(), _plain(folder.as_posix())))  # both are asked for
            allowed = ", ".join(_text(f"{place}/") for place in places)
            connection.execute(f"SET allowed_directories = [{allowed}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        for table in TABLES:
            files = _text(f"{_plain(folder.as_posix())}/{pattern(table)}")
            try:
                connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({files})")
            except duckdb.Error as error:
                why = (
                    f"the table {table} in {visible(out.as_posix())} cannot be read: files of it are missing or damaged"
                )
                raise UsageError(why, code="A018", hint=MADE_ANEW) from error
        yield Database(connection)


def memory() -> str:
    """What an answer may take, half of what the machine has; more ends it with an error."""
    try:
        gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2 // 10**9
    except (AttributeError, ValueError, OSError):  # Windows
        gigabytes = 0
    return f"{max(_LEAST_MEMORY, gigabytes)}GB"


def _settings() -> Mapping[str, str | bool | int]:
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "allow_persistent_secrets": False,
        "python_enable_replacements": False,
        "memory_limit": memory(),
        "threads": min(_MOST_THREADS, processors()),
        "temp_directory": "",
        "preserve_insertion_order": False,
    }


def _text(value: str) -> str:
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def _plain(path: str) -> str:
    """A path of which no part is taken for a pattern."""
    return _GLOB.sub(lambda found: f"[{found[0]}]", path)


@contextmanager
def _failing() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        hint = "ask of fewer articles (--where, --since, --until), or of fewer groups"
        raise UsageError(f"the answer needs more than {memory()} of memory", code="A020", hint=hint) from error
    except (duckdb.PermissionException, duckdb.IOException, duckdb.Error) as error:
        raise _refused(_told(str(error))) from error


def _told(words: str) -> str:
    """What DuckDB says, without the part that draws the query and points into it."""
    first = words.strip().split("\n\n")[0]
    return _PARSED.sub("", first.replace("\n", " "))


def _refused(why: str) -> UsageError:
    hint = f"tables: {', '.join(TABLES)}; docs/archives.md has their columns"
    return UsageError(f"this cannot be answered: {why}", code="A020", hint=hint)
