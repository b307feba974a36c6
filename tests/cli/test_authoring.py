"""`auditor rules new`, `lint`, `schema`, `bench`: what those who write packs work with."""

from __future__ import annotations

import json
import re
import shutil
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
TEMPLATES = ("desk/no-blind-quotes", "desk/wordings/worn-phrases", "desk/lexicons/words", "desk/questions/lawyer")
TOKENS = """\
kind: wording
engine: token
message: A noun.
why: Why.
yields: noun
patterns:
  - - {POS: NOUN}
examples:
  match: ['One word.', 'Two words.']
  no_match: ['So.', 'No.']
"""
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


@pytest.mark.parametrize("target", ["../x/y", "../x/rules/y", "../y", "a/../b/c", "My Pack/rules/y", "{}/x/y"])
def test_a_new_pack_is_made_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UsageError, match="A023"):
        run("new", target.format(tmp_path))
    assert [path.name for path in tmp_path.rglob("*")] == ["here"]


def test_a_pack_that_is_there_may_lie_anywhere(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.parent / "here").mkdir()
    monkeypatch.chdir(desk.parent / "here")
    run("new", "../desk/no-leaks")
    run("new", "../desk/wordings/leaks")
    assert (desk / "no-leaks.yaml").exists()
    assert (desk / "wordings" / "leaks.yaml").exists()


def test_new_says_what_it_wrote_and_overwrites_nothing(desk: Path) -> None:
    assert run("new", "desk/another") == "desk/another.yaml\n"
    with pytest.raises(UsageError, match=r"A023 desk/another\.yaml exists"):
        run("new", "desk/another")


@pytest.mark.parametrize("target", ["alone", "desk/No", "desk/two words", "desk/a/b/c", "desk/wordings/a/b"])
def test_a_name_that_is_none(target: str, desk: Path) -> None:
    with pytest.raises(UsageError, match="A023"):
        run("new", target)


@pytest.mark.model
def test_the_examples_of_a_new_pack_pass(desk: Path) -> None:
    assert run("test", "desk", "--rules", desk.as_posix()) == "desk: 2 rules, 8 examples, all as they say\n"


# ---------------------------------------------------------------- lint


@pytest.mark.model
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_passes_lint_and_its_own_examples(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", name).splitlines()[-1] == f"{name}.yaml"
    verdict = run("lint", "desk").splitlines()[-1]
    assert verdict.startswith("desk: 1 ") and verdict.endswith("; no remarks")
    if name.split("/")[1] in ("lexicons", "questions"):
        with pytest.raises(UsageError, match="A022 there are no examples to run"):
            run("test", "desk")
    else:
        assert run("test", "desk") == "desk: 1 rule, 4 examples, all as they say\n"


@pytest.mark.model
def test_a_pack_in_order_has_no_remark_and_hints_fail_nothing(desk: Path) -> None:
    path = desk / "no-blind-quotes.yaml"
    text = path.read_text(encoding="utf-8").replace("mend: Say it in your own words.\n", "")
    path.write_text(text.replace("references: [Our desk]\n", ""), encoding="utf-8")
    assert run("lint", "desk").splitlines() == [
        "desk/no-blind-quotes.yaml:3: desk/no-blind-quotes (a hint) it says what is wrong, and not under `mend` what"
        " would put it right",
        "desk/no-blind-quotes.yaml:3: desk/no-blind-quotes (a hint) it does not say under `references` whose rule"
        " it is",
        "desk/wordings/worn-phrases.yaml:2: desk/wordings/worn-phrases (a hint) no policy asks for its tag"
        " 'worn-phrases', so that nothing is said of what it finds",
        "desk: 1 rule, 1 policy rule; no remarks",
    ]


@pytest.mark.model
def test_packs_are_linted_by_name_by_folder_and_all_in_force(desk: Path) -> None:
    assert run("lint", "waivers", "./desk/").splitlines()[-1] == "desk: 1 rule, 1 policy rule; no remarks"
    moved = desk.rename(desk.with_name("elsewhere"))
    assert run("lint", "desk", "--rules", "elsewhere").splitlines()[-1] == "desk: 1 rule, 1 policy rule; no remarks"
    (moved.parent / "auditor.yaml").write_text("policies: []\nrules: [elsewhere]\n", encoding="utf-8")
    rule = moved / "wordings" / "worn-phrases.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("patterns:\n", "patterns:\n  - 'nowhere'\n"), "utf-8")
    lines = run("lint", code=1).splitlines()
    assert [line.split(":")[0] for line in lines if "remark" in line] == ["core", "ledger", "waivers", "desk"]
    assert re.match(r"core: \d+ rules, ", lines[0]) and "`auditor rules lint core` lists them" in lines[0]
    assert "desk/wordings/worn-phrases pattern 1 is dead: it finds no example under 'match'" in lines[3]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dsek", "Did you mean 'desk'?"),
        ("cor", "Did you mean 'core'?"),
        ("empty", "A pack is a folder with a pack.yaml; `auditor rules new PACK/NAME` makes one."),
        ("xyzzy", "Packs: core, afp, "),
    ],
)
def test_a_pack_that_there_is_not(desk: Path, name: str, hint: str) -> None:
    (desk.parent / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        run("lint", name)
    assert str(caught.value).startswith(f"A021 there is no pack '{name}'\n  {hint}")


@pytest.mark.model
def test_what_the_language_model_cannot_serve_is_told_all_at_once(desk: Path) -> None:
    for number, wrong in enumerate(("{POS: NUON}", "{DEP: nsbj, TAG: VBX}")):
        (desk / "wordings" / f"a{number}.yaml").write_text(TOKENS.replace("{POS: NOUN}", wrong), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        run("lint", "desk")
    assert [(str(each.at), each.code) for each in caught.value.each()] == [
        ("desk/wordings/a0.yaml:7:13", "A241"),
        ("desk/wordings/a1.yaml:7:13", "A241"),
        ("desk/wordings/a1.yaml:7:24", "A241"),
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
    (desk / "wordings" / "worn-phrases.yaml").write_text("kind: wordng\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        run("lint", "desk")
    assert [each.code for each in caught.value.each()] == ["A211", "A211", "A211", "A214"]
    with pytest.raises(PackError) as again:
        run("test", "desk")
    assert str(again.value) == str(caught.value)


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


@pytest.mark.model
def test_a_star_that_stands_for_nothing_is_remarked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(__file__).parents[1] / "bad_packs" / "good", "good")
    path = Path("good/reason.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("  kind: anonymous", "  label: '*official*'"), "utf-8")
    assert run("lint", "good", code=1).splitlines()[0] == (
        "good/reason.yaml:3:3: good/reason `label` must be '*official*' as it stands there: "
        "a * stands for no other words"
    )
