"""Policies that change others, packs that take others over, standards and questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.errors import PackError
from auditor.packs.load import load_packs
from auditor.records.rules import Demand, Verified
from auditor.records.scales import Severity

CARD = """\
name: {name}
version: "1.0"
description: A desk.
language: en
licence: Apache-2.0
"""
RULE = """\
for_each: source
where: {kind: anonymous}
require: {reason_given: true}
severity: warning
message: "“{label}” is not named."
why: Readers should know.
examples:
  match: ['An official said so.', 'A nurse said so.']
  no_match: ['Ida Brandt said so.', 'It rained.']
"""
STANDARD = """\
standard:
  says: Give the reason.
  demand: requires
  verified: second_hand
  year: about 2017
  source: A guide
"""


def pack(name: str, extra: str = "", **files: str) -> Path:
    """A pack in the folder `name`; a file `questions_x` lies in the folder `questions`."""
    folder = Path(name)
    folder.mkdir()
    (folder / "pack.yaml").write_text(CARD.format(name=name) + extra, encoding="utf-8")
    for key, text in files.items():
        path = folder / f"{key.replace('questions_', 'questions/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_rule_keeps_what_the_file_does_not_change() -> None:
    base = pack("base", reason=RULE)
    desk = pack("desk", grave="extends: base/reason\nseverity: error\n" + STANDARD)
    (old, new) = (loaded.policies[0] for loaded in load_packs((), (base, desk)))
    assert (new.id, new.extends, new.severity, new.is_changed) == (
        "desk/grave",
        "base/reason",
        Severity.ERROR,
        False,
    )
    assert (new.where, new.require, new.match, new.no_match) == (old.where, old.require, old.match, old.no_match)
    assert new.standard is not None
    assert (new.standard.demand, new.standard.verified, new.standard.year) == (
        Demand.REQUIRES,
        Verified.SECOND_HAND,
        "about 2017",
    )
    assert old.standard is None


def test_what_would_mend_it_is_kept_unless_something_else_is_said_to_be_wrong() -> None:
    base = pack("base", reason=f"{RULE}mend: Say why not.\n")
    own = "extends: base/reason\nmessage: “{label}” has no name.\n"
    desk = pack("desk", same="extends: base/reason\n", other=own, own=f"{own}mend: Say why.\n")
    found = {rule.id: rule.mend for rule in load_packs((), (base, desk))[1].policies}
    assert found == {"desk/same": "Say why not.", "desk/other": "", "desk/own": "Say why."}


def test_other_conditions_need_other_examples() -> None:
    base = pack("base", reason=RULE)
    changed = "extends: base/reason\nforbid: {quoted_directly: true}\n"
    examples = "examples:\n  match: ['One.', 'Two.']\n  no_match: ['Three.', 'Four.']\n"
    desk = pack("desk", reason=changed + examples)
    new = load_packs((), (base, desk))[1].policies[0]
    assert (new.require, [c.fact for c in new.forbid], new.is_changed) == ((), ["quoted_directly"], True)
    assert [example.text for example in new.match] == ["One.", "Two."]


def test_a_pack_takes_over_others_but_for_what_it_leaves_out_or_has_itself() -> None:
    base = pack("base", reason=RULE, title=RULE, other=RULE)
    desk = pack("desk", "extends: [base]\nwithout: [other]\n", title=RULE.replace("warning", "info"))
    (found,) = load_packs((), (base, desk))[1:]
    assert [(rule.id, rule.severity.value, rule.extends) for rule in found.policies] == [
        ("desk/reason", "warning", "base/reason"),
        ("desk/title", "info", ""),
    ]


def test_a_pack_that_is_extended_need_not_be_in_force() -> None:
    desk = pack("desk", "extends: [npr]\n")
    (found,) = load_packs((), (desk,))
    assert "desk/anonymous-praise" in {rule.id for rule in found.policies}
    assert {question.id for question in found.questions} >= {"npr/questions/how-known"}


def test_the_digest_tells_what_is_extended() -> None:
    base = pack("base", reason=RULE)
    desk = pack("desk", grave="extends: base/reason\nseverity: error\n")
    before = load_packs((), (base, desk))[1].digest
    (base / "reason.yaml").write_text(RULE.replace("A nurse", "A clerk"), encoding="utf-8")
    assert load_packs((), (base, desk))[1].digest != before


def test_a_question_of_a_pack_and_one_that_changes_another() -> None:
    ask = "ask: Who agreed?\nwhy: Somebody should.\nfor_each: article\nchecks: [C34]\n"
    desk = pack(
        "desk",
        questions_own=ask,
        questions_known="extends: common/questions/how-known\nask: How does it know?\n",
    )
    known, own = load_packs((), (desk,))[0].questions
    assert (own.id, own.ask, own.checks) == ("desk/questions/own", "Who agreed?", ("C34",))
    assert (known.id, known.ask, known.for_each) == (
        "desk/questions/known",
        "How does it know?",
        "article",
    )


def test_two_packs_cannot_extend_each_other() -> None:
    one = pack("one", "extends: [two]\n", reason=RULE)
    two = pack("two", "extends: [one]\n")
    with pytest.raises(PackError, match="A256 the pack 'one' would extend itself"):
        load_packs((), (one, two))


def test_a_pack_may_hold_nothing_but_what_it_takes_over() -> None:
    strict = load_packs(("strict",))[0]
    assert {rule.id.partition("/")[0] for rule in strict.policies} == {"strict"}
    assert "strict/anonymous-attack" in {rule.id for rule in strict.policies}
    assert "strict/word-sources" not in {rule.id for rule in strict.policies}


# ---------------------------------------------------------------- mistakes


def told(*packs: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_packs((), packs)
    return [str(each).partition("\n")[0] for each in caught.value.each()]


def test_what_extends_a_broken_rule_is_no_mistake_of_its_own() -> None:
    base = pack("base", reason=RULE.replace("severity: warning", "severity: grave"))
    changed = pack("changed", grave="extends: base/reason\nseverity: error\n")
    taken = pack("taken", "extends: [base]\nwithout: [reason]\n")
    further = pack("further", "extends: [taken]\nwithout: [reason]\n", grave="extends: taken/reason\nwhy: So.\n")
    mine = "base/reason.yaml:4:11: A214 unknown value 'grave'"
    assert told(base, changed, taken, further) == told(further, taken, changed, base) == [mine]


def test_what_extends_a_pack_that_cannot_be_read_is_no_mistake_of_its_own() -> None:
    base = pack("base", reason=RULE)
    (base / "pack.yaml").write_text("name: base\n", encoding="utf-8")
    desk = pack("desk", "extends: [base]\nwithout: [reason]\n", grave="extends: base/reason\nseverity: error\n")
    missing = "base/pack.yaml:1:1: A211 the keys 'version', 'description', 'language' and 'licence' are missing"
    assert told(desk, base) == [missing]
    (base / "pack.yaml").unlink()
    assert told(desk, base) == told(base, desk) == ["base: A201 this folder holds no pack.yaml"]


def test_each_pack_tells_of_its_own_mistakes() -> None:
    base = pack("base", reason=RULE.replace("severity: warning", "severity: grave"), wrong="for_each: source\n")
    desk = pack("desk", "extends: [base, nobody]\n", grave="extends: base/reson\n", small="extends: base/wrong\n")
    assert told(desk, base, Path("none")) == [
        "base/reason.yaml:4:11: A214 unknown value 'grave'",
        "base/wrong.yaml:1:1: A211 the keys 'severity', 'message', 'why' and 'examples' are missing",
        "base/wrong.yaml:1:1: A211 the key 'require' is missing",
        "desk/grave.yaml:1:10: A255 there is no policy 'base/reson' to extend",
        "desk/pack.yaml:6:17: A255 there is no pack 'nobody' to extend",
        "none: A201 this folder holds no pack.yaml",
    ]
