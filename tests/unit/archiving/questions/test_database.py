"""A query of one's own sees the tables of the archive and nothing else, and changes nothing."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from auditor.archiving.questions import ask, database
from auditor.archiving.tables import TABLES
from auditor.base.errors import UsageError
from bench.watched import watch
from tests.test_privacy import needs_strace
from tests.unit.archiving.questions.archives import report, write

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    (folder / "secret.csv").write_text("word\nhush\n")
    (folder / "tables-beside").mkdir()
    (folder / "tables-beside" / "secret.txt").write_text("hush")
    return write(folder / "tables", [report(1, outlet="Herald"), report(2, outlet="Courier")])


def selected(out: Path, sql: str) -> tuple[tuple[object, ...], ...]:
    return ask.select(out, sql, 100, lambda line: None).rows


def test_the_tables_are_there(out: Path) -> None:
    for table in TABLES:
        assert selected(out, f"SELECT count(*) >= 0 FROM {table}") == ((True,),)
    sql = "WITH a AS (FROM articles) SELECT outlet, sources FROM a ORDER BY outlet"
    assert ask.select(out, sql, 1, lambda line: None).columns == ("outlet", "sources")
    assert [row[0] for row in selected(out, sql)] == ["Courier", "Herald"]
    assert ask.select(out, sql, 1, lambda line: None).has_more


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM '{0}/secret.csv'", "Permission Error"),
        ("SELECT * FROM read_text('{0}/tables-beside/secret.txt')", "Permission Error"),
        ("SELECT * FROM read_text('{0}/tables/../secret.csv')", "Permission Error"),
        ("SELECT * FROM read_blob('/proc/self/environ')", "Permission Error"),
        ("SELECT * FROM glob('/etc/*')", "Permission Error"),
        ("SELECT * FROM read_csv('https://example.org/a.csv')", "Permission Error"),
        ("SELECT * FROM read_parquet('s3://example/a.parquet')", "Permission Error"),
        ("SELECT * FROM sqlite_scan('{0}/a.db', 'a')", "not in the catalog"),
        ("COPY (SELECT 1) TO '{0}/made.csv'", "only one SELECT is run"),
        ("COPY (SELECT 1) TO '{0}/tables/made.csv'", "only one SELECT is run"),
        ("EXPORT DATABASE '{0}/tables/made'", "only one SELECT is run"),
        ("ATTACH '{0}/made.db'", "only one SELECT is run"),
        ("INSTALL httpfs", "only one SELECT is run"),
        ("LOAD httpfs", "only one SELECT is run"),
        ("SET enable_external_access = true", "only one SELECT is run"),
        ("CREATE TABLE made AS SELECT 1", "only one SELECT is run"),
        ("DROP VIEW articles", "only one SELECT is run"),
        ("SELECT 1; COPY (SELECT 1) TO '{0}/tables/made.csv'", "only one SELECT is run"),
        ("SELECT * FROM query('COPY (SELECT 1) TO ''{0}/tables/made.csv''')", "single SELECT"),
        ("SELECT getenv('HOME')", "does not exist"),
        ("SELECT * FROM hidden", "Table with name hidden does not exist"),
        ("SELEC 1", "syntax error"),
        ("SELECT nope FROM articles", '"nope" not found'),
        ("", "only one SELECT is run"),
    ],
)
def test_nothing_else_is_read_and_nothing_written(out: Path, sql: str, told: str) -> None:
    hidden = ["of Python"]
    before = sorted(out.parent.rglob("*"))
    with pytest.raises(UsageError) as caught:
        selected(out, sql.format(out.parent.as_posix()))
    assert caught.value.code == "A020"
    assert told in caught.value.message and hidden
    assert "\n" not in caught.value.message
    assert sorted(out.parent.rglob("*")) == before


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "RESET lock_configuration",
        "SET autoinstall_known_extensions = true",
        "SET memory_limit = '100GB'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '{0}/made.db'",
        "COPY (SELECT 1) TO '{0}/made.csv'",
    ],
)
def test_the_lock_holds_without_the_guard(out: Path, statement: str) -> None:
    with database.opened(out) as held, pytest.raises(UsageError):
        held.run(statement.format(out.parent.as_posix()))


def test_what_takes_too_much_memory_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "memory", lambda: "60MB")
    with pytest.raises(UsageError, match="needs more than 60MB of memory"):
        selected(out, "SELECT count(DISTINCT (a.range, b.range)) FROM range(9000) a, range(9000) b")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no such signals here")
def test_a_query_without_end_is_ended_by_a_signal(out: Path) -> None:
    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, end)
    began = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        with pytest.raises(KeyboardInterrupt):
            selected(out, "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT max(n) FROM x")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 20


def test_without_its_library_it_says_what_to_install(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "package_folders", lambda name: ())
    with pytest.raises(UsageError) as caught:
        selected(out, "SELECT 1")
    assert str(caught.value) == (
        "A010 questions need the library DuckDB, which is not installed\n  pip install 'auditor[archive]'"
    )


SCRIPT = """\
import sys
from auditor.cli.main import main
for words in (["anonymous"], ["silent"], ["--sql", "SELECT * FROM read_csv('https://example.org/a.csv')"],
              ["--sql", "SELECT * FROM 's3://example/a.parquet'"], ["rules", "-o", "made.svg"]):
    print(main(["archive", "query", sys.argv[1], *words]))
"""


@needs_strace
def test_nothing_leaves_the_machine(out: Path, tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    (folder / "home").mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    seen = watch([sys.executable, "-B", "-c", SCRIPT, str(out)], folder, env, timeout=200)
    assert seen.exit_code == 0, seen.output
    assert re.findall(r"^\d$", seen.output, re.M) == ["0", "0", "2", "2", "0"]
    assert seen.network == ()
    mine = re.compile(rf"{folder}(/made\.svg|/\.auditor-\w+)?|/dev/null")
    assert {path for path in seen.written if not mine.fullmatch(path)} == set()
    assert not list((folder / "home").iterdir())
