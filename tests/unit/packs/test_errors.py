"""Broken pack files: each has the exact message, with its place and the way out, in a text file beside it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.errors import PackError
from auditor.judging import terms
from auditor.judging.facts import FACTS
from auditor.packs import policies, schema
from auditor.packs.load import load_packs
from auditor.packs.vocabulary import check_facts, check_labels
from auditor.packs.yamlpos import parse

BAD_PACKS = Path(__file__).parents[2] / "bad_packs"
GOOD = BAD_PACKS / "good"
TARGETS: Mapping[str, str] = {
    "rules": "grants/broken.yaml",
    "labels": "grants/broken.yaml",
    "lexicons": "lexicons/broken.yaml",
    "policies": "broken.yaml",
    "questions": "questions/broken.yaml",
    "facts": "broken.yaml",
    "packs": "pack.yaml",
}
"""Where a broken file of each folder goes in an otherwise good pack."""

LABELS = {
    "POS": frozenset({"ADJ", "NOUN", "PROPN", "VERB"}),
    "TAG": frozenset({"NN", "NNP", "VBD", "VBZ"}),
    "DEP": frozenset({"ROOT", "ccomp", "dobj", "nsubj"}),
    "ENT_TYPE": frozenset({"", "ORG", "PERSON"}),
}
SEVERAL = sorted(path for path in (BAD_PACKS / "several").iterdir() if path.is_dir())
"""Folders of what makes the good pack a pack with several mistakes."""
BROKEN = sorted(path for folder in TARGETS for path in (BAD_PACKS / folder).glob("*.yaml"))


def message_of(broken: Path) -> str:
    """The message for a good pack, in the folder `good`, into which `broken` was put."""
    shutil.copytree(GOOD, "good")
    target = Path("good") / TARGETS[broken.parent.name]
    target.parent.mkdir(exist_ok=True)
    shutil.copy(broken, target)
    with pytest.raises(PackError) as caught:
        (pack,) = load_packs((), (Path("good"),))
        check_labels(pack, LABELS)
        check_facts(pack, FACTS)
    return str(caught.value)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_broken_file(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert message_of(broken) == broken.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("broken", SEVERAL, ids=lambda path: path.name)
def test_every_mistake_of_a_pack_is_told(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order of place, with no mistake that only follows from another."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, "good")
    shutil.copytree(broken, "good", dirs_exist_ok=True)
    with pytest.raises(PackError) as caught:
        load_packs((), (Path("good"),), terms.check)
    assert str(caught.value) == broken.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_the_good_pack_is_good() -> None:
    (pack,) = load_packs((), (GOOD,))
    check_labels(pack, LABELS)
    check_facts(pack, FACTS)
    assert [rule.id for rule in pack.rules] == ["good/grants/promise"]
    assert [policy.id for policy in pack.policies] == ["good/reason"]


def test_every_message_stands_for_a_broken_file() -> None:
    messages = {path.with_suffix(".yaml") for folder in TARGETS for path in (BAD_PACKS / folder).glob("*.txt")}
    assert messages == set(BROKEN)


@given(
    st.sampled_from(sorted(GOOD.rglob("*.yaml"))),
    st.floats(0, 1),
    st.integers(0, 8),
    st.text(alphabet="[]{}():,-?*&!|>'\"#\\ \n\tno1", max_size=6),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(path: Path, where: float, cut: int, put: str) -> None:
    text = path.read_text(encoding="utf-8")
    at = int(where * len(text))
    damaged = text[:at] + put + text[at + cut :]
    policy, question = partial(policies.policy, checks=("C1",)), partial(policies.question, known=("C1",))
    for decode in (schema.rule, policy, question, schema.lexicon):
        try:
            decode(parse(damaged, "a.yaml"), "good/a", "a.yaml")
        except PackError as error:
            assert str(error).startswith("a.yaml:")
