"""Rule packs that run away: each is refused, or its rule is stopped and named; none takes long or much memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from auditor.base.errors import PackError
from auditor.packs.load import load_packs

SECONDS = 120
"""Far more than any of these takes; what runs away takes for ever."""
MEMORY = 4 * 1024**3
"""In bytes of address space, most of which the libraries take up without using it."""

CARD = 'name: hostile\nversion: "1.0"\ndescription: Runs away.\nlanguage: en\nlicence: Apache-2.0\n'
EXAMPLES = {"match": ["One is here.", "Two are here."], "no_match": ["None is.", "Nor is one."]}
ANY: Mapping[str, object] = {}


def pack(folder: Path, rules: Mapping[str, Mapping[str, object]], words: Sequence[str] = ()) -> Path:
    """A pack of these rules, by name, in `folder`, with a lexicon `words#all` if there are words."""
    made = folder / "hostile"
    (made / "hedges").mkdir(parents=True)
    (made / "pack.yaml").write_text(CARD)
    for name, given in rules.items():
        rule = {"kind": "hedge", "message": "m", "why": "w", **given, "examples": EXAMPLES}
        (made / "hedges" / f"{name}.yaml").write_text(json.dumps(rule))
    if words:
        (made / "lexicons").mkdir()
        (made / "lexicons" / "words.yaml").write_text(json.dumps({"why": "w", "words": {"all": list(words)}}))
    return made


def tokens(*elements: Mapping[str, object]) -> Mapping[str, object]:
    return {"engine": "token", "patterns": [list(elements)]}


def chain(relation: str, length: int = 10) -> Mapping[str, object]:
    """A dependency pattern in which each node hangs on the one before by `relation`."""
    nodes: list[object] = [{"RIGHT_ID": "n0", "RIGHT_ATTRS": ANY}]
    for n in range(1, length):
        nodes.append({"LEFT_ID": f"n{n - 1}", "REL_OP": relation, "RIGHT_ID": f"n{n}", "RIGHT_ATTRS": ANY})
    return {"engine": "dependency", "patterns": [nodes]}


# ---------------------------------------------------------------- refused when the pack is read

REFUSED: Mapping[str, tuple[Mapping[str, object], str]] = {
    "a-hundred-million-times": (tokens({"OP": "{1,100000000}"}), "A244 too many repetitions of a token"),
    "at-least-a-hundred-million": (tokens({"OP": "{100000000,}"}), "A244 too many repetitions of a token"),
    "more-digits-than-a-number-has": (tokens({"OP": f"{{{'9' * 5000}}}"}), "A244 too many repetitions of a token"),
    "groups": ({"engine": "regex", "patterns": ["(" * 2000 + "a" + ")" * 2000]}, "A244 too many groups in a regular"),
    "groups-of-a-token": (tokens({"LOWER": {"REGEX": "(" * 31 + "a" + ")" * 31}}), "A244 too many groups in a regular"),
    "bomb": ({"engine": "regex", "patterns": ["(((a{100}){100}){100})"]}, "A230 the regular expression is not valid"),
    "bomb-in-a-token": (tokens({"LOWER": {"REGEX": "(((a{100}){100}){100})"}}), "A230 the regular expression is not"),
    "lookahead-in-a-token": (tokens({"LOWER": {"REGEX": "^(?=(a+)+$)"}}), "A230 the regular expression is not valid"),
    "long-regex": ({"engine": "regex", "patterns": ["ab|" * 2000 + "c"]}, "A244 too many characters in a regular"),
    "long-phrase": ({"engine": "phrase", "patterns": ["a " * 400 + "a"]}, "A244 too many characters in a phrase"),
    "many-tokens": (tokens(*[{"LOWER": "a"}] * 41), "A244 too many tokens in a pattern: 41, and 40 at the most"),
    "many-nodes": (chain(">", 13), "A244 too many nodes in a pattern: 13, and 12 at the most"),
    "many-patterns": ({"engine": "phrase", "patterns": [f"a{n}" for n in range(1001)]}, "A244 too many patterns in a"),
    "many-values": (tokens({"LOWER": {"IN": [f"a{n}" for n in range(5001)]}}), "A244 too many values in a list"),
}


@pytest.mark.parametrize(("rule", "message"), REFUSED.values(), ids=REFUSED)
def test_what_asks_for_too_much_is_refused_at_its_place(
    tmp_path: Path, rule: Mapping[str, object], message: str
) -> None:
    with pytest.raises(PackError) as caught:
        load_packs((), (pack(tmp_path, {"greedy": rule}),))
    assert message in str(caught.value)
    assert caught.value.at is not None
    assert caught.value.at.path.endswith("hostile/hedges/greedy.yaml")
    assert caught.value.at.line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([f"word{n}" for n in range(30_000)], "A244 too many words in a lexicon: 30,000, and 20,000 at the most"),
        (["a" * 201], "A244 too many characters in an entry: 201, and 200 at the most"),
    ],
    ids=["many", "long"],
)
def test_a_lexicon_that_is_too_large_is_refused_at_its_place(tmp_path: Path, words: list[str], message: str) -> None:
    with pytest.raises(PackError) as caught:
        load_packs((), (pack(tmp_path, {}, words),))
    assert message in str(caught.value)
    assert caught.value.at is not None
    assert caught.value.at.path.endswith("hostile/lexicons/words.yaml")


# ---------------------------------------------------------------- refused when patterns are compiled


def within_limits(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, which may take neither long nor much memory."""
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )


@pytest.mark.model
def test_a_regular_expression_grown_by_lexicons_is_refused(tmp_path: Path) -> None:
    words = [f"word {n} {'x' * 150}" for n in range(5_000)]
    made = pack(tmp_path, {"grown": {"engine": "regex", "patterns": ["{{words#all}}" * 300]}}, words)
    draft = tmp_path / "draft.txt"
    draft.write_text("Nothing much.\n")
    done = within_limits("check", str(draft), "--rules", str(made))
    assert done.returncode == 2
    assert "A244 too many characters in a regular expression with its lexicons" in done.stderr
    assert "hostile/hedges/grown.yaml" in done.stderr


# ---------------------------------------------------------------- stopped on an article

STOPPED: Mapping[str, Mapping[str, object]] = {
    "twelve-stars": tokens(*[{"OP": "*"}] * 12),
    "not-nowhere": tokens(*[{"LOWER": "nowhere", "OP": "!"}, {"OP": "*"}] * 6),
    "fifty-times-forty": tokens(*[{"OP": "{1,50}"}] * 40),
    "before": chain(".*"),
    "behind": chain(";*"),
    "below": chain(">>"),
    "growing": {
        "engine": "dependency",
        "patterns": [[{"RIGHT_ID": "hedge", "RIGHT_ATTRS": ANY}]],
        "spans": {"hedge": "subtree"},
    },
    "everywhere": {"engine": "regex", "patterns": [r"\w"]},
    "every-word": {"engine": "phrase", "patterns": ["that", "word", "saw"]},
    "every-token": tokens({"IS_SPACE": False}),
}
"""Rules each of which takes or finds too much in a draft that repeats one word."""

BORNE: Mapping[str, Mapping[str, object]] = {
    "nested-quantifiers": tokens({"LOWER": {"REGEX": "^(a+)+$"}}),
    "nested-quantifiers-in-text": {"engine": "regex", "patterns": ["(?:a+)+b"]},
    "twenty-two-optional": tokens(*[{"LOWER": "aaaa", "OP": "?"}] * 22, {"LOWER": "nowhere"}),
    "lexicon": tokens(*[{"LEMMA": {"LEXICON": "words#all"}}] * 40),
    "stars-that-end-nowhere": tokens(*[{"IS_ALPHA": True, "OP": "*"}] * 12, {"LOWER": "nowhere"}),
}
"""Rules that would run away in an engine that tries one way after the other, and are cheap here."""

BY_THE_PARSE: Mapping[str, Mapping[str, object]] = {"right-of": chain("$++"), "left-of": chain("$--")}
"""Rules that are stopped or borne, as the parser sees the sentence."""


@pytest.mark.model
@pytest.mark.parametrize("size", [4_000, pytest.param(50_000, marks=pytest.mark.slow)])
def test_a_rule_that_runs_away_is_stopped_and_named(tmp_path: Path, size: int) -> None:
    made = pack(tmp_path, {**STOPPED, **BORNE, **BY_THE_PARSE}, [f"word{n}" for n in range(20_000)])
    sentence = f"The {'a' * 30}! word said {'that word saw ' * (size // 14)}it."
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{sentence}\n")
    done = within_limits("report", str(draft), "--output", str(tmp_path / "out"), "--rules", str(made))
    assert done.returncode in (0, 1), done.stderr
    (written,) = (tmp_path / "out").rglob("*.json")
    notes = [note["message"] for note in json.loads(written.read_text())["notes"] if note["code"] == "rule-stopped"]
    named = {note.split(" was ")[0].removeprefix("the rule hostile/hedges/") for note in notes}
    assert named - set(BY_THE_PARSE) == set(STOPPED)
    markdown = next((tmp_path / "out").rglob("*.md")).read_text()
    assert "hostile/hedges/twelve-stars was stopped on this article" in markdown
