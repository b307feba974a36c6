"""`docs/answer.schema.json` is what answers are as JSON: each validates, and has no key that is not told there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from auditor.archiving.questions import ask
from auditor.archiving.questions.asked import Asked, Figure, Form, Question
from auditor.archiving.questions.dispatch import QUESTIONS
from auditor.render.answers import dispatch, free
from tests.unit.archiving.questions.archives import report, write

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "answer.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)
SPLIT = date(2026, 4, 1)
ASKED = {
    "as it is": Asked(),
    "by two fields": Asked(by=("outlet", "meta.papersize")),
    "two times": Asked(split=SPLIT),
    "two times by desk": Asked(by=("desk",), split=SPLIT),
    "first": Asked(top=1),
    "nothing": Asked(least=1000),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of articles on both sides of SPLIT, with an outlet and without a desk."""
    made = [
        report(n, outlet=("Herald", "Courier")[n % 2], date=f"2026-0{1 + n % 6}-11", paperSize="A4") for n in range(80)
    ]
    made += [report(n, outlet="Herald", desk="metro", date="2026-05-02", paperSize="A5") for n in range(80, 84)]
    return write(tmp_path_factory.mktemp("archives") / "tables", made)


def told(out: Path, name: str, asked: Asked) -> dict[str, Any]:
    text = dispatch.render(ask.answer(out, name, asked, lambda _: None), "json")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_is_as_the_schema_says(out: Path, name: str, asked: str) -> None:
    found = told(out, name, ASKED[asked])
    VALID.validate(found)
    assert (found["schema"], found["question"]) == (dispatch.SCHEMA, name)
    known = row_of(name, "compared" if ASKED[asked].split else "plain")["properties"]
    for row in (*found["rows"], found["total"]):
        assert [key for key in row if not key.startswith("group.")] == list(known)
    assert set(found) == set(SCHEMA["$defs"]["answer"]["properties"])


def row_of(name: str, sort: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = SCHEMA["$defs"][name]["$defs"][sort]
    return found


def test_an_answer_to_another_question_is_none(out: Path) -> None:
    found = told(out, "silent", Asked())
    for key, value in (("question", "rules"), ("question", "silence"), ("rows", [{"label": "Herald"}]), ("notes", "a")):
        with pytest.raises(ValidationError):
            VALID.validate({**found, key: value})


@pytest.mark.parametrize("name", QUESTIONS)
def test_figures_mean_what_the_questions_say(name: str) -> None:
    question: Question = QUESTIONS[name]
    assert SCHEMA["$defs"][name]["description"] == question.answers
    row = row_of(name, "plain")
    described = {key: each["description"].partition(";")[0] for key, each in row["properties"].items()}
    assert {figure.key: figure.means for figure in question.figures} == {
        key: means for key, means in described.items() if key not in ("label", "articles")
    }
    assert row["required"] == list(row["properties"])
    assert {key for key, each in row["properties"].items() if "number" in each["type"]} == set(shares(question.figures))


def shares(figures: tuple[Figure, ...]) -> Iterator[str]:
    return (figure.key for figure in figures if figure.form is Form.SHARE)


def test_rows_of_ones_own_are_as_the_schema_says(out: Path) -> None:
    rows = ask.select(out, "SELECT outlet, outlet, day, anonymous / sources AS share FROM articles", 3, lambda _: None)
    found = json.loads(dispatch.render_free(rows, "json"))
    VALID.validate(found)
    assert found["schema"] == free.SCHEMA and found["has_more"]
    assert set(found) == set(SCHEMA["$defs"]["selection"]["properties"])
    with pytest.raises(ValidationError):
        VALID.validate({**found, "rows": [[1]]})
