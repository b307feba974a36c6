"""`auditor rules new`, `lint`, `schema`, `bench`: what those who write packs work with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from auditor.base.errors import PackError, UsageError
from auditor.cli import authoring
from auditor.judging.facts import FACTS
from auditor.packs import jsonschema
from auditor.packs.load import load_packs, rules_root

BAD_PACKS = Path(__file__).parent.parent / "bad_packs"
SCHEMAS = jsonschema.schemas(FACTS)


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(authoring.app, list(arguments), catch_exceptions=False)
    assert result.exit_code == code, result.stdout
    return result.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of one rule and one policy, as `rules new` makes it."""
    monkeypatch.chdir(tmp_path)
    run("new", "desk/wordings/worn-phrases")
    run("new", "desk/no-blind-quotes")
    return tmp_path / "desk"


# ---------------------------------------------------------------- new


def test_new_files_make_a_pack(desk: Path) -> None:
    (pack,) = load_packs((), (desk,))
    assert [rule.id for rule in pack.rules] == ["desk/wordings/worn-phrases"]
    assert [policy.id for policy in pack.policies] == ["desk/no-blind-quotes"]


def test_new_says_what_it_wrote_and_overwrites_nothing(desk: Path) -> None:
    assert run("new", "desk/another") == "desk/another.yaml\n"
    with pytest.raises(UsageError, match=r"A023 desk/another\.yaml exists"):
        run("new", "desk/another")


@pytest.mark.parametrize("target", ["alone", "desk/No", "desk/two words"])
def test_a_name_that_is_none(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="A023"):
        run("new", target)


@pytest.mark.model
def test_the_examples_of_a_new_pack_pass(desk: Path) -> None:
    assert run("test", "desk", "--rules", desk.as_posix()) == "8 examples of 2 rules: all pass\n"


# ---------------------------------------------------------------- lint


@pytest.mark.model
def test_a_pack_in_order_has_no_remark_but_what_is_true_of_it(desk: Path) -> None:
    assert run("lint", "desk", code=1).splitlines() == [
        "desk/no-blind-quotes.yaml:3: desk/no-blind-quotes it gives no reference: whose rule is it?",
        "desk/wordings/worn-phrases.yaml:2: desk/wordings/worn-phrases no policy of the pack asks for its tag"
        " 'worn-phrases'",
        "desk: 1 rule, 1 policy rule; 2 remarks",
    ]


@pytest.mark.model
def test_a_policy_without_a_mend_gets_a_hint_which_fails_nothing(desk: Path) -> None:
    (desk / "wordings" / "worn-phrases.yaml").unlink()
    path = desk / "no-blind-quotes.yaml"
    text = path.read_text(encoding="utf-8").replace("mend: Say it in your own words.\n", "references: [Our desk]\n")
    path.write_text(text, encoding="utf-8")
    assert run("lint", "desk").splitlines() == [
        "desk/no-blind-quotes.yaml:3: desk/no-blind-quotes (a hint) it says what is wrong, and not under `mend` what"
        " would put it right",
        "desk: 1 policy rule; no remarks",
    ]


@pytest.mark.model
def test_dead_and_overlapping_patterns_are_told(desk: Path) -> None:
    rule = desk / "wordings" / "worn-phrases.yaml"
    text = rule.read_text(encoding="utf-8")
    more = r"  - '\b(?P<wording>when all is said and done)\b'" + "\n"
    more += r"  - '\b(?P<wording>at the end of the day)\b nothing'" + "\n"
    rule.write_text(text.replace("# Begin here", f"{more}# Begin here"), encoding="utf-8")
    told = run("lint", "desk", code=1)
    assert "worn-phrases pattern 2 is dead: it finds no example under 'match'" in told
    assert "worn-phrases pattern 3 overlaps pattern 1, which finds all that it finds" in told


def test_a_pack_that_cannot_be_read_is_an_error(desk: Path) -> None:
    (desk / "broken.yaml").write_text("for_each: source\n", encoding="utf-8")
    with pytest.raises(PackError, match="A211"):
        run("lint", "desk")


# ---------------------------------------------------------------- schema


def sort_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).parts
    if path.name == "pack.yaml":
        return "pack"
    if len(parts) == 1:
        return "policy"
    return {"lexicons": "lexicon", "questions": "question"}.get(parts[0], "rule")


def test_every_schema_is_one() -> None:
    for made in SCHEMAS.values():
        Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_file_that_ships_fits_its_schema(name: str) -> None:
    validator = Draft202012Validator(SCHEMAS[name])
    seen = 0
    for card in rules_root().rglob("pack.yaml"):
        for path in (p for p in card.parent.rglob("*.yaml") if sort_of(p, card.parent) == name):
            if card.parent.name != "policies" and "policies" in path.relative_to(card.parent).parts:
                continue
            seen += 1
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            assert [error.message for error in validator.iter_errors(data)] == [], path
    assert seen


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("policy", "policies/misspelt-key"),
        ("policy", "policies/misspelt-severity"),
        ("policy", "policies/neither-require-nor-forbid"),
        ("policy", "policies/standard-year"),
        ("policy", "facts/unknown-fact"),
        ("policy", "facts/word-for-truth"),
        ("question", "questions/unknown-fact"),
        ("question", "questions/no-ask"),
        ("rule", "rules/foreign-key"),
        ("pack", "packs/no-licence"),
    ],
)
def test_what_is_wrong_is_seen_while_typing(name: str, broken: str) -> None:
    data = yaml.safe_load((BAD_PACKS / f"{broken}.yaml").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(SCHEMAS[name]).iter_errors(data))


def test_a_schema_is_printed() -> None:
    assert json.loads(run("schema", "policy")) == SCHEMAS["policy"]


# ---------------------------------------------------------------- bench


@pytest.mark.model
def test_what_each_rule_costs_and_finds(desk: Path) -> None:
    draft = desk.parent / "draft.txt"
    draft.write_text("At the end of the day nothing was decided, Ida Brandt said.\n", encoding="utf-8")
    lines = run("bench", draft.as_posix(), "--rules", desk.as_posix(), "--top", "500").splitlines()
    hits = {line.split()[0]: line.split()[2] for line in lines if line.count("/") > 1}
    assert hits["desk/wordings/worn-phrases"] == "1"
    assert hits["core/grants/on-background"] == "0"
    assert lines[-1].endswith(" matches")
