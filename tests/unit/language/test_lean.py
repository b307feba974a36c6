"""spaCy is imported without what nobody here calls; whoever calls it all the same finds it as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BEGIN = "from auditor.language import lean\nlean.import_spacy()\nimport sys, spacy\n"


def told(script: str) -> str:
    """What a script says that has imported spaCy in this way."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", BEGIN + script], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_is_left_out_is_not_imported_and_nothing_stands_in_its_place() -> None:
    left_out = ("spacy.cli", "spacy.cli.info", "srsly._yaml_api", "srsly.ruamel_yaml", "pydantic.v1")
    assert told(f"print([name for name in {left_out!r} if name in sys.modules])") == "[]"
    assert told("import pydantic; print(pydantic.BaseModel.model_config)") == "{}"


def test_what_is_left_out_is_there_for_those_who_call_it() -> None:
    assert told("import srsly; print(srsly.yaml_loads(srsly.yaml_dumps({'a': 1})))") == "{'a': 1}"
    assert told("print('spacy_version' in spacy.info(silent=True))") == "True"
    assert told(
        "import pydantic.v1.main; print(sys.modules['pydantic.v1'].BaseModel is pydantic.v1.main.BaseModel)"
    ) == ("True")


def test_classes_of_either_form_of_pydantic_are_known() -> None:
    script = """
from confection import validation
import pydantic
class New(pydantic.BaseModel):
    x: int
before = validation._is_pydantic_model(New), validation._is_pydantic_model(int)
import pydantic.v1
class Old(pydantic.v1.BaseModel):
    x: int
print(before, *map(validation._is_pydantic_model, (New, Old, int)))
"""
    assert told(script) == "(True, False) True True False"


def test_what_spacy_checks_by_its_schemas_is_checked() -> None:
    script = """
from spacy.matcher import Matcher
nlp = spacy.blank("en")
matcher = Matcher(nlp.vocab, validate=True)
matcher.add("right", [[{"LOWER": "x"}]])
try:
    matcher.add("wrong", [[{"LOWR": "x"}]])
except spacy.errors.MatchPatternError as error:
    print("LOWR" in str(error))
"""
    assert told(script) == "True"


@pytest.mark.parametrize("first", ["import spacy", "import pydantic.v1", "import srsly", "import spacy.cli"])
def test_what_has_been_imported_before_stays(first: str) -> None:
    script = f"""
import sys
{first}
before = dict(sys.modules)
from auditor.language import lean
lean.import_spacy()
print(all(sys.modules[name] is module for name, module in before.items()))
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-P", "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
