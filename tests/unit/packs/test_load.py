"""Finding and reading packs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from auditor.base.errors import At, PackError
from auditor.base.spans import Span
from auditor.packs import checks as check_list
from auditor.packs.folder import shown
from auditor.packs.load import installed, load_packs, rules_root, shipped
from auditor.records.article import BlockRole
from auditor.records.rules import Condition, Engine, RuleKind, RulePack
from auditor.records.scales import Confidence, Severity

GOOD = Path(__file__).parents[2] / "bad_packs" / "good"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good pack in the working directory."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, "good")
    return Path("good")


def load(pack: Path) -> RulePack:
    (loaded,) = load_packs((), (pack,))
    return loaded


def error_of(*packs: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_packs((), packs)
    return str(caught.value)


def test_default_packs() -> None:
    assert [pack.name for pack in load_packs()] == ["core", "default"]


def test_a_pack_is_the_same_however_it_is_reached(pack: Path) -> None:
    assert load(pack).digest == load(GOOD).digest


def test_rule(pack: Path) -> None:
    (rule,) = load(pack).rules
    assert (rule.id, rule.kind, rule.engine) == ("good/grants/promise", RuleKind.GRANT, Engine.REGEX)
    assert rule.patterns == (r"\b(?P<grant>{{words#promise}} anonymity)\b",)
    assert rule.message == "Anonymity was promised: {grant}"
    assert (rule.confidence, rule.status, rule.quotations, rule.flags) == (
        Confidence.HIGH,
        "stable",
        "skip",
        (),
    )
    assert rule.scope == frozenset()
    assert [example.line for example in rule.match] == [10, 11]
    assert rule.match[0].text == "The clerk was promised anonymity by the paper."
    assert rule.match[0].roles == (("grant", Span(14, 32)),)
    assert [example.text for example in rule.no_match] == [
        "He promised a bridge.",
        "Anonymity was not on offer.",
    ]
    assert (rule.path, rule.line) == ("good/grants/promise.yaml", 1)


def test_lexicon(pack: Path) -> None:
    (lexicon,) = load(pack).lexicons
    assert lexicon.id == "good/words"
    assert lexicon.tagged("promise") == ("offered", "promised")
    assert lexicon.entries["say"] == {"verb"}


def test_policy(pack: Path) -> None:
    (policy,) = load(pack).policies
    assert (policy.id, policy.for_each, policy.severity) == ("good/reason", "source", Severity.WARNING)
    assert policy.where == (Condition("kind", "is", "anonymous"),)
    assert policy.require == (Condition("reason_given", "is", True),)
    assert policy.require[0].at == At("good/reason.yaml", 5, 3)


@pytest.mark.parametrize(
    ("written", "op", "value"),
    [
        ("count: 2", "is", 2),
        ("count: {at_least: 3}", "at_least", 3),
        ("share: {at_most: 0.5}", "at_most", 0.5),
        ("kind: {is_not: document}", "is_not", "document"),
        ("kind: {in: [document, media]}", "in", ("document", "media")),
        ("named: {is: false}", "is", False),
        ('kind: "none"', "is", "none"),
    ],
)
def test_conditions(pack: Path, written: str, op: str, value: object) -> None:
    path = pack / "reason.yaml"
    path.write_text(path.read_text().replace("kind: anonymous", written))
    (policy,) = load(pack).policies
    assert policy.where == (Condition(written.partition(":")[0], op, value),)  # type: ignore[arg-type]


def test_settings_of_a_rule(pack: Path) -> None:
    path = pack / "grants" / "promise.yaml"
    settings = "scope: [para, quote]\nquotations: any\nconfidence: low\nstatus: preview\ncase: exact\n"
    path.write_text(settings + path.read_text())
    (rule,) = load(pack).rules
    assert rule.scope == {BlockRole.PARA, BlockRole.QUOTE}
    assert (rule.quotations, rule.confidence, rule.status) == ("any", Confidence.LOW, "preview")
    assert rule.flags == (("case", "exact"),)


def test_token_patterns_are_plain_lists(pack: Path) -> None:
    shutil.copy(GOOD.parent / "labels" / "misspelt-pos.yaml", pack / "grants" / "said.yaml")
    rule = load(pack).rules[1]
    assert rule.patterns == (
        [
            {"POS": {"IN": ["PROPN", "NUON"]}, "DEP": "nsubj", "ROLE": "source"},
            {"LEMMA": {"LEXICON": "words#verb"}, "TAG": "VBD", "ROLE": "cue"},
        ],
    )
    assert rule.flags == (("spans.cue", "verb"),)
    assert [(label.attribute, label.value) for label in rule.labels] == [
        ("POS", "PROPN"),
        ("POS", "NUON"),
        ("DEP", "nsubj"),
        ("TAG", "VBD"),
    ]


def test_an_example_may_be_known_to_fail(pack: Path) -> None:
    path = pack / "grants" / "promise.yaml"
    sentence = "'A nurse, [[grant: offered anonymity]], said yes.'"
    path.write_text(path.read_text().replace(sentence, f"{{text: {sentence}, model: a verb is read as a noun}}"))
    (rule,) = load(pack).rules
    assert [example.model for example in rule.match] == [None, "a verb is read as a noun"]
    assert rule.match[1].roles == (("grant", Span(9, 26)),)


def test_digest_changes_with_contents_and_names_and_nothing_else(pack: Path) -> None:
    before = load(pack).digest
    os.utime(pack / "reason.yaml", (1, 1))
    assert load(pack).digest == before
    (pack / "reason.yaml").rename(pack / "motive.yaml")
    renamed = load(pack).digest
    with (pack / "motive.yaml").open("a") as file:
        file.write("# a remark\n")
    assert len({before, renamed, load(pack).digest}) == 3


def test_hidden_files_are_no_part_of_a_pack(pack: Path) -> None:
    before = load(pack).digest
    (pack / ".DS_Store").write_bytes(b"\0\xff")
    assert load(pack).digest == before


def test_a_byte_order_mark_is_let_pass(pack: Path) -> None:
    path = pack / "reason.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(pack).policies[0].where[0].at == At("good/reason.yaml", 3, 3)


def test_rules_of_one_pack_may_use_the_words_of_another(pack: Path) -> None:
    shutil.copytree(pack, "other")
    card, rule = Path("other/pack.yaml"), Path("other/grants/promise.yaml")
    card.write_text(card.read_text().replace("name: good", "name: other"))
    rule.write_text(rule.read_text().replace("words#promise", "good/words#promise"))
    assert [p.name for p in load_packs((), (pack, Path("other")))] == ["good", "other"]
    Path("other/lexicons/words.yaml").unlink()
    assert error_of(Path("other")) == (
        "other/grants/promise.yaml:7:18: A232 there is no lexicon 'good/words'\n  No pack that is loaded has a lexicon."
    )


def test_unknown_pack() -> None:
    with pytest.raises(PackError) as caught:
        load_packs(("defualt",))
    assert str(caught.value) == (
        "A201 there is no pack 'defualt'\n  Did you mean 'default'? A pack of your own is named by its folder."
    )


def test_folder_without_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    hint = "\n  A pack is a folder with a pack.yaml; see docs/rules.md."
    assert error_of(Path("empty")) == "empty: A201 this folder holds no pack.yaml" + hint
    assert error_of(Path("nowhere")) == "nowhere: A201 this folder holds no pack.yaml" + hint


def test_two_packs_of_one_name(pack: Path) -> None:
    shutil.copytree(pack, "copy")
    assert error_of(pack, Path("copy")).startswith("copy/pack.yaml: A260 two packs are named 'good'\n")


def test_not_utf8(pack: Path) -> None:
    (pack / "reason.yaml").write_bytes(b"for_each: source\nwhy: caf\xe9\n")
    assert error_of(pack) == "good/reason.yaml:2: A202 this is not UTF-8\n  Save it as UTF-8."


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("reason.yml", "good/reason.yml: A216 this file is no part of a pack"),
        ("notes.txt", "good/notes.txt: A216 this file is no part of a pack"),
        ("grants/deep/reason.yaml", "good/grants/deep/reason.yaml: A216 this file lies too deep in its pack"),
        ("grants/Reason.yaml", "good/grants/Reason.yaml: A216 'Reason' is no name for a rule"),
        ("big grants/reason.yaml", "good/big grants/reason.yaml: A216 'big grants' is no name for a rule"),
    ],
)
def test_misplaced_files(pack: Path, name: str, message: str) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    shutil.copy(pack / "grants" / "promise.yaml", pack / name)
    assert error_of(pack).splitlines()[0] == message


def test_a_file_that_cannot_be_read(pack: Path) -> None:
    (pack / "gone.yaml").symlink_to(pack / "nowhere.yaml")
    assert error_of(pack) == (
        "good/gone.yaml: A202 cannot be read: No such file or directory\n"
        "  It must be there and yours to read; mend that, or take it away."
    )


def test_packs_that_ship() -> None:
    assert set(shipped()) >= {"core", "default"}
    assert shipped()["core"] == rules_root() / "core"
    assert shipped()["default"] == rules_root() / "policies" / "default"


def test_paths_are_shown_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(tmp_path.parent / "b.yaml") == f"{tmp_path.parent.as_posix()}/b.yaml"
    assert shown(Path("a/b.yaml")) == "a/b.yaml"


# ---------------------------------------------------------------- packs of other packages


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed package that brings the pack `good` by an entry point, and fails if it is run."""
    site = tmp_path / "site"
    package = site / "desk_rules"
    shutil.copytree(GOOD, package / "packs" / "good")
    (package / "__init__.py").write_text("raise RuntimeError('a pack never runs code')\n", encoding="utf-8")
    info = site / "desk_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: desk-rules\nVersion: 1.0\n", encoding="utf-8")
    points = "[auditor.packs]\ngood = desk_rules:packs/good\nnpr = desk_rules:packs/good\nlost = desk_rules:nowhere\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    return package


def test_a_package_brings_a_pack_and_none_of_its_code_is_run(brought: Path) -> None:
    assert installed() == {"good": brought / "packs" / "good"}
    assert [pack.name for pack in load_packs(("core", "good"))] == ["core", "good"]


def test_what_is_installed_never_stands_in_for_what_ships(brought: Path) -> None:
    (npr,) = load_packs(("npr",))
    assert len(npr.policies) > 5
    assert "good" not in shipped()


def test_an_installation_without_the_list_of_checks_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as told:
        check_list.load(tmp_path / "checks.yaml")
    assert (told.value.code, str(told.value.at)) == ("A202", "checks.yaml")
    assert told.value.hint == "It ships with the program: reinstall auditor."
