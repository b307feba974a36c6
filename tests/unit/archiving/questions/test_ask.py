"""Questions of an archive: every one is answered, and in the figures of a summary of the same drafts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.archiving.questions import ask, dispatch
from auditor.archiving.questions.asked import Asked
from auditor.base.errors import UsageError
from auditor.records.report import Failure, Report
from auditor.render.answers.answer import Answer
from auditor.render.summary import rows as summary
from auditor.render.summary.columns import Share, Value, counted
from tests.unit.archiving.questions.archives import report, write

SPLIT = date(2026, 4, 1)


def reports() -> Sequence[Report]:
    """Ninety articles of two outlets; some have two authors, some tell a month alone, one tells no date."""
    made = []
    for n in range(90):
        author = ("Ann Poe", "Tom Roe") if n % 5 == 0 else "Ann  Poe"
        when = "May 2026" if n % 7 == 0 else "3/4/2026" if n % 11 == 0 else f"2026-0{1 + n % 6}-1{n % 9}"
        made.append(report(n, outlet=("Herald", "Courier")[n % 2], author=author, date=when, paperSize="A4; A5"))
    made[1] = report(1, outlet="Herald", author="Ann Poe")
    return made


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    failed = Failure("x", "A305", "there are no words in it")
    return write(tmp_path_factory.mktemp("archives") / "tables [1]", reports(), [failed])


def asked(out: Path, name: str, question: Asked | None = None) -> Answer:
    told: list[str] = []
    found = ask.answer(out, name, question or Asked(), told.append)
    assert told == []
    return found


def values(answer: Answer) -> dict[tuple[str, ...], dict[str, Value]]:
    """The values of each group by the keys of their columns."""
    table = answer.table
    rows = zip((*table.groups, ("total",)), (*table.rows, table.total), strict=True)
    return {group: {column.key: column.of(row) for column in answer.columns} for group, row in rows}


BY = (("outlet",), ("author",), ("month",), ("week",), ("day",), ("outlet", "month"), ("meta.papersize",))
SAME = {
    "anonymous": ("articles", "sources", "anonymous", "unexplained", "anonymous_statements_share"),
    "unexplained": ("anonymous", "unexplained", "grants_with_reason", "grants_without_reason"),
    "silence": ("non_responses",),
    "charges": ("charges", "unanswered"),
}


@pytest.mark.parametrize("by", BY, ids=",".join)
@pytest.mark.parametrize("name", SAME)
def test_an_answer_and_a_summary_agree(out: Path, name: str, by: tuple[str, ...]) -> None:
    fields = ",".join(field.removeprefix("meta.") for field in by)
    table = summary.rows(reports(), fields)
    columns = {column.key: column for column in counted(is_grouped=True)}
    theirs = dict(zip((*table.groups, ("total",)), (*table.rows, table.total), strict=True))
    mine = values(asked(out, name, Asked(by=by)))
    assert {group: {key: mine[group][key] for key in SAME[name]} for group in mine} == {
        group: {key: columns[key].of(row) for key in SAME[name]} for group, row in theirs.items()
    }
    if by == ("month",):
        assert list(mine) == list(theirs)


def test_lists_add_up_to_what_a_summary_counts(out: Path) -> None:
    table = summary.rows(reports())
    of = {column.key: column.of(table.total) for column in counted(is_grouped=True)}

    def total(name: str, key: str) -> Value:
        found = values(asked(out, name, Asked(top=1000)))
        whole = found.pop(("total",))
        assert whole[key] and whole[key] == sum(row[key] for row in found.values() if isinstance(row[key], int))  # type: ignore[misc]
        return whole[key]

    assert total("reasons", "times") == of["grants_with_reason"]
    assert total("descriptors", "times") == of["anonymous"]
    assert total("relayed", "relayed") == of["relayed"]
    assert total("silent", "times") == of["non_responses"]
    assert total("accused", "unanswered") == of["unanswered"]
    findings = [of[key] for key in ("errors", "warnings", "info")]
    assert total("rules", "findings") == sum(n for n in findings if isinstance(n, int))
    assert total("rules", "waived") == of["waived"]
    named, media = of["named_statements"], of["media_statements"]
    assert isinstance(named, int) and isinstance(media, int)
    assert total("sources", "statements") == named + media


@pytest.mark.parametrize("question", [Asked(), Asked(by=("author", "month")), Asked(split=SPLIT), Asked(least=1000)])
@pytest.mark.parametrize("name", dispatch.QUESTIONS)
def test_every_question_is_answered_twice_alike(out: Path, name: str, question: Asked) -> None:
    first, second = (asked(out, name, question) for _ in range(2))
    assert values(first) == values(second)
    assert first.table.groups == second.table.groups
    assert first.table.notes == second.table.notes
    assert bool(first.table.rows) is (question.least == 1 and (name != "never" or bool(first.table.rows)))
    assert first.bars


def test_who_is_chosen(out: Path) -> None:
    of = Asked(by=("outlet",), where=(("outlet", "herald"), ("author", "Tom Roe"), ("author", "nobody")))
    found = values(asked(out, "anonymous", of))
    assert list(found) == [("Herald",), ("total",)]
    assert found["total",]["articles"] == 9
    spring = asked(out, "anonymous", Asked(since=date(2026, 3, 1), until=date(2026, 3, 31)))
    assert spring.table.total.articles == sum(
        str(each.article.meta.get("date", "")).startswith("2026-03-") for each in reports()
    )
    assert spring.table.notes[0] == "Only articles with: from 2026-03-01, up to 2026-03-31."
    assert "21 articles without a certain day left out." in spring.table.notes
    assert "Not counted: 1 set aside." in spring.table.notes
    assert values(asked(out, "anonymous", Asked(where=(("month", "2026-05"),))))["total",]["articles"] == 24


def test_few_and_first(out: Path) -> None:
    few = asked(out, "anonymous", Asked(by=("author",), least=50))
    assert few.table.groups == (("Ann Poe",),)
    assert few.table.notes[-1] == "1 group of fewer than 50 articles is not shown; the total counts them."
    first = asked(out, "sources", Asked(top=1))
    assert len(first.table.rows) == 1
    assert first.table.notes[-2].startswith("The first is shown, of ")


@pytest.mark.parametrize("name", [name for name, each in dispatch.QUESTIONS.items()])
def test_two_times_add_up(out: Path, name: str) -> None:
    found = asked(out, name, Asked(split=SPLIT))
    total = values(found)["total",]
    shares = [value for value in total.values() if isinstance(value, Share)]
    assert len(shares) == 2
    assert [column.key for column in found.bars] == [
        f"{k}_{side}" for k in [found.drawn[0][:-7]] for side in ("before", "after")
    ]
    if name in SAME:
        dated = [each for each in reports() if str(each.article.meta.get("date", "")).count("-") == 2]
        assert found.table.total.articles == len(dated)
        assert total["articles_before"] == sum(str(each.article.meta["date"]) < "2026-04" for each in dated)


def test_labels_have_their_usual_spelling(tmp_path: Path) -> None:
    made = report(1, outlet="Herald")
    upper = tuple(replace(s, label=s.label.upper()) for s in made.sources)
    loud = replace(made, sources=upper)
    out = write(tmp_path / "a", [made, made, loud], shards=1)
    answer = asked(out, "sources")
    assert [group[0] for group in answer.table.groups] == ["Mayor Ida Brandt"]
    assert answer.table.rows[0].articles == 3


def test_what_does_not_tell_metadata_is_grouped_by_folder(tmp_path: Path) -> None:
    answer = asked(write(tmp_path / "a", [report(1), report(2)]), "anonymous")
    assert answer.table.groups == (("2026",),)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "question", "told"),
    [
        ("anonymus", Asked(), "there is no question 'anonymus'\n  Did you mean 'anonymous'?"),
        (
            "anonymous",
            Asked(by=("desk",)),
            "no article of this archive tells its desk\n  Articles tell: outlet, author,",
        ),
        ("anonymous", Asked(by=("meta.paper",)), "no article has a field 'paper'"),
        (
            "sources",
            Asked(where=(("outlet", "Heralt"),)),
            "no article has the outlet 'Heralt'\n  Did you mean 'Herald'?",
        ),
        ("sources", Asked(since=date(2030, 1, 1)), "no article is of what was asked for\n  see --where"),
    ],
)
def test_what_cannot_be_answered_is_told(out: Path, name: str, question: Asked, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask.answer(out, name, question, lambda line: None)
    assert told in str(caught.value)


def test_what_is_no_archive_is_told(out: Path, tmp_path: Path) -> None:
    def refused(folder: Path) -> str:
        with pytest.raises(UsageError) as caught:
            ask.answer(folder, "anonymous", Asked(), lambda line: None)
        return f"{caught.value.code} {caught.value.message}"

    assert refused(tmp_path / "nothing").startswith("A002 there is no folder")
    assert refused(tmp_path).endswith("is no archive: it has no archive.json")
    (tmp_path / "archive.json").write_text('{"schema": "auditor.archive/2", "shards": 1}')
    assert "its form is 'auditor.archive/2', and this version reads 'auditor.archive/1'" in refused(tmp_path)
    (tmp_path / "archive.json").write_text('{"schema": "auditor.archive/1", "shards": 1}')
    assert refused(tmp_path).startswith("A018 no shard of ")
    (tmp_path / "archive.json").write_text("{")
    assert refused(tmp_path).startswith("A018")


def test_a_run_that_is_not_finished_is_told(tmp_path: Path) -> None:
    out = write(tmp_path / "a", [report(1, outlet="Herald"), report(2, outlet="Herald")])
    (out / "archive.json").write_text(json.dumps({"schema": "auditor.archive/1", "shards": 9}))
    told: list[str] = []
    ask.answer(out, "anonymous", Asked(), told.append)
    assert told == [f"note: {out.as_posix()} is not finished: the answer is of 2 of 9 shards"]


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    out = write(tmp_path / "a", [report(1, outlet="Herald")], shards=1)
    (out / "shards/00000/articles.parquet").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match=r"the table articles in .* cannot be read") as caught:
        ask.answer(out, "anonymous", Asked(), lambda line: None)
    assert caught.value.code == "A018"
