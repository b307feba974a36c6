"""Runs: which files, in which order, and what becomes of the others when one fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor import engine
from auditor.base.errors import PackError, ReadingError, UsageError
from auditor.base.threads import processors
from auditor.records.article import Article
from auditor.records.report import Detector, Failure, Report
from auditor.records.scales import Severity
from auditor.render.document import SIGNATURE
from auditor.runs.drafts import Draft, Selection, discover
from auditor.runs.jobs import jobs_for
from auditor.runs.runner import audit_one, run, stream
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit
from tests.hostile.running import children

RULES = (Detector.RULES,)
"""What loads soonest, where it is processes that are looked at."""
TEXT = "The mayor of Harrow has resigned, Ann Poe said on Tuesday.\n"


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with drafts in folders, and things that are none."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "desk/b.txt",
        "desk/a.MD",
        "desk/metro/c.markdown",
        "desk/metro/old/d.txt",
        "desk/notes.doc",
        "desk/.hidden.txt",
        "desk/~$notes.docx",
        "desk/.git/e.txt",
        "desk/out/f.md",
        "other/g.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    (tmp_path / "desk/out/f.md").write_text(f"# Transparency report\n\n{SIGNATURE}\n")
    (tmp_path / "empty").mkdir()
    return tmp_path


def found(*paths: str, settings: Settings | None = None) -> list[str]:
    return [draft.path for draft in discover(paths, settings or Settings()).drafts]


# ---------------------------------------------------------------- which drafts


def test_a_folder_by_suffix_in_order_without_hidden_files_and_reports(drafts: Path) -> None:
    assert found("desk") == ["desk/a.MD", "desk/b.txt", "desk/metro/c.markdown", "desk/metro/old/d.txt"]
    assert [d.below for d in discover(["desk"], Settings()).drafts][2:] == [
        "metro/c.markdown",
        "metro/old/d.txt",
    ]


def test_named_files_always_and_in_the_order_of_their_names(drafts: Path) -> None:
    settings = Settings(ignore=("*.txt",))
    assert found("other/g.txt", "desk/notes.doc", "desk/.hidden.txt", settings=settings) == [
        "other/g.txt",
        "desk/notes.doc",
        "desk/.hidden.txt",
    ]


def test_each_file_once_however_it_is_named(drafts: Path) -> None:
    (drafts / "link.txt").symlink_to(drafts / "other/g.txt")
    named = ["other/g.txt", "./other/g.txt", str(drafts / "other/g.txt"), "link.txt", "other"]
    assert found(*named) == ["other/g.txt"]


def test_absolute_paths_are_shown_below_the_working_directory(drafts: Path) -> None:
    assert found(str(drafts / "other")) == ["other/g.txt"]
    assert found(".", settings=Settings(ignore=("desk",))) == ["other/g.txt"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("old", ["desk/a.MD", "desk/b.txt", "desk/metro/c.markdown"]),
        ("metro/", ["desk/a.MD", "desk/b.txt"]),
        ("metro/old/*", ["desk/a.MD", "desk/b.txt", "desk/metro/c.markdown"]),
        ("*.txt", ["desk/a.MD", "desk/metro/c.markdown"]),
    ],
)
def test_ignored(drafts: Path, pattern: str, left: list[str]) -> None:
    assert found("desk", settings=Settings(ignore=(pattern,))) == left


def test_suffixes(drafts: Path) -> None:
    assert found("desk", settings=Settings(suffixes=(".doc",))) == ["desk/notes.doc"]


def test_a_missing_path_fails_and_the_others_are_found(drafts: Path) -> None:
    selection = discover(["nope.txt", "other"], Settings())
    assert [d.path for d in selection.drafts] == ["other/g.txt"]
    assert [(f.path, f.code, f.message) for f in selection.failures] == [
        ("nope.txt", "A302", "there is no such file or folder")
    ]


def test_an_empty_folder_among_others_fails(drafts: Path) -> None:
    selection = discover(["empty", "other"], Settings())
    assert [(f.path, f.code, f.message, f.hint) for f in selection.failures] == [
        ("empty", "A309", "no drafts in this folder", "drafts end in .txt, .md, .markdown, .docx, .odt, .rtf")
    ]


@pytest.mark.parametrize("paths", [["empty"], ["desk/out"], ["empty", "desk/out"]])
def test_nothing_at_all_is_no_success(drafts: Path, paths: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        discover(paths, Settings())
    assert caught.value.code == "A002"
    passed_over = "; 1 report of the auditor was passed over" if "desk/out" in paths else ""
    assert caught.value.message == f"no drafts found: {', '.join(paths)}{passed_over}"


def test_names_that_are_no_unicode(drafts: Path) -> None:
    path = os.fsencode(drafts / "other") + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    assert len(found("other")) == 2


# ---------------------------------------------------------------- the run

CPUS = processors()


@pytest.mark.parametrize(
    ("drafts", "jobs", "expected"),
    [
        (1, 8, 1),
        (7, 8, 1),
        (8, 3, 3),
        (8, 99, 8),
        (0, 0, 1),
        (4000, 0, CPUS),
        (4000, 256, 4 * CPUS),
    ],
)
def test_jobs(drafts: int, jobs: int, expected: int) -> None:
    assert jobs_for(drafts, Settings(jobs=jobs)) == expected


@pytest.mark.model
def test_what_fails_never_stops_the_others(drafts: Path) -> None:
    (drafts / "desk/b.txt").write_bytes(b"%PDF-1.7")
    (drafts / "desk/a.MD").write_text(" \n")
    progress: list[tuple[int, int, str]] = []
    selection = discover(["nope", "desk"], Settings())
    result = run(selection, Settings(), lambda *args: progress.append(args))
    assert [r.article.path for r in result.reports] == ["desk/metro/c.markdown", "desk/metro/old/d.txt"]
    assert [(f.path, f.code) for f in result.failures] == [
        ("nope", "A302"),
        ("desk/a.MD", "A305"),
        ("desk/b.txt", "A311"),
    ]
    assert result.exit_code(Severity.ERROR) == 3
    assert progress == [
        (1, 4, "desk/a.MD"),
        (2, 4, "desk/b.txt"),
        (3, 4, "desk/metro/c.markdown"),
        (4, 4, "desk/metro/old/d.txt"),
    ]


@pytest.mark.model
@pytest.mark.parametrize("error", [ZeroDivisionError("as if"), RecursionError("as if")])
def test_an_error_of_our_own_costs_one_draft(drafts: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(drafts / "state"))
    (failure,) = run_with(error, drafts, monkeypatch)
    (log,) = (drafts / "state/auditor").iterdir()
    assert failure == Failure(
        "other/broken.txt",
        "A901",
        f"an error of our own, {type(error).__name__}",
        f"please report it; the details are in {log}",
    )
    assert "auditing other/broken.txt" in log.read_text()
    assert f"{type(error).__name__}: as if" in log.read_text()


@pytest.mark.model
def test_a_draft_without_memory_costs_itself(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_with(MemoryError(), drafts, monkeypatch) == (
        Failure(
            "other/broken.txt",
            "A904",
            "there is too little memory to audit it",
            "split it, or audit it where there is more memory",
        ),
    )


def run_with(error: Exception, drafts: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Failure, ...]:
    """The failures of a run over two drafts, one of which raises `error`; the other must have a report."""
    broken = Draft("other/broken.txt", "broken.txt", data=None)
    (drafts / broken.path).write_text(TEXT)
    real = engine.audit

    def fails(article: Article, toolkit: Toolkit) -> Report:
        if article.path == broken.path:
            raise error
        return real(article, toolkit)

    monkeypatch.setattr(engine, "audit", fails)
    result = run(Selection((broken, Draft("other/g.txt", "g.txt"))), Settings())
    assert [r.article.path for r in result.reports] == ["other/g.txt"]
    return result.failures


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may ring while rubbish is collected
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_draft_that_takes_too_long_costs_itself(drafts: Path, jobs: int) -> None:
    slow = "\n\n".join(f"“It hurts,” said Ann Poe {n}, who learned to read in street {n}." for n in range(12_000))
    (drafts / "other/a.txt").write_text(slow)
    for number in range(8):
        (drafts / f"other/{number}.txt").write_text(f"Draft {number}. " + TEXT)
    result = run(discover(["other"], Settings()), Settings(jobs=jobs, time_limit=6, detectors=RULES))
    assert [r.article.path for r in result.reports] == [*(f"other/{n}.txt" for n in range(8)), "other/g.txt"]
    hint = "split it, or raise the limit with the setting time_limit (AUDITOR_TIME_LIMIT); 0 is none"
    assert result.failures == (Failure("other/a.txt", "A903", "it took longer than 6 s", hint),)
    with pytest.raises(ReadingError) as caught:
        audit_one("other/a.txt", Settings(time_limit=2))
    assert str(caught.value) == f"other/a.txt: A903 it took longer than 2 s\n  {hint}"


def test_a_broken_pack_stops_the_run_before_the_first_draft(drafts: Path) -> None:
    with pytest.raises(PackError):
        run(Selection((Draft("nope", "nope"),)), Settings(policies=("nope",)))


@pytest.mark.model
@pytest.mark.slow
def test_processes_change_nothing(drafts: Path) -> None:
    for number in range(9):
        (drafts / f"other/{number}.txt").write_text(f"Draft {number}. " + TEXT)
    (drafts / "other/3.txt").write_bytes(b"\x00\x01")
    selection = discover(["other"], Settings())
    alone, together = run(selection, Settings(jobs=1)), run(selection, Settings(jobs=2))
    assert len(alone.reports) == 9
    assert [f.code for f in alone.failures] == ["A307"]
    assert together == alone


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_one_by_one_and_in_order(drafts: Path, jobs: int) -> None:
    for number in range(9):
        (drafts / f"other/{number}.txt").write_text(f"Draft {number}. " + TEXT * (20 if number == 0 else 1))
    (drafts / "other/4.txt").write_bytes(b"\0\0\0")
    selection = discover(["other"], Settings())
    coming = stream(selection.drafts, Settings(jobs=jobs, detectors=RULES), engine.audit)
    first = next(coming)
    assert isinstance(first, Report) and first.article.path == "other/0.txt"
    paths = [o.article.path if isinstance(o, Report) else o.path for o in coming]
    assert ["other/0.txt", *paths] == [draft.path for draft in selection.drafts]


@pytest.mark.model
@pytest.mark.slow
def test_whoever_stops_listening_ends_the_processes(drafts: Path) -> None:
    before = set(children(os.getpid()))
    for number in range(9):
        (drafts / f"other/{number}.txt").write_text(f"Draft {number}. " + TEXT)
    coming = stream(discover(["other"], Settings()).drafts, Settings(jobs=2, detectors=RULES), engine.audit)
    next(coming)
    coming.close()
    assert len(set(children(os.getpid())) - before) <= 1  # the helper of `multiprocessing`, which stays


@pytest.mark.model
def test_a_run_has_a_card_for_each_policy_rule_in_force(drafts: Path) -> None:
    result = run(Selection(()), Settings(policies=("default", "npr")))
    assert len(result.cards) > 10 and len({card.id for card in result.cards}) == len(result.cards)
    (card,) = (card for card in result.cards if card.id == "default/anonymous-without-reason")
    assert card.severity is Severity.WARNING and card.why.endswith(".") and card.path.endswith(".yaml")
    judged = {card.judges for card in result.cards}
    assert card.judges == "source" and {"waiver", "ledger"} < judged
