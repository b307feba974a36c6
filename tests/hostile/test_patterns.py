"""Rule packs that somebody else made: no pattern runs away with time or memory, and the report says which rule did."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from tests.hostile.bounded import auditor

CARD = 'name: foreign\nversion: "1.0"\ndescription: A desk.\nlanguage: en\nlicence: Apache-2.0\n'
RULE = """\
kind: wording
engine: {engine}
yields: odd
message: Odd words
why: To see what becomes of them.
patterns:
{patterns}
examples:
  match: ['[[wording: The council closed the hall]] today.', '[[wording: The mayor closed the hall]] today.']
  no_match: ['Yes.', 'No.']
"""
SAID = "Two people briefed on the plan said that it was dead.\n\n"
ONE_SENTENCE = SAID + "The council and " * 250 + "left.\n"
LONG = SAID + ("The council closed the hall and the mayor closed the library. " * 330)
DRAFTS = [ONE_SENTENCE, LONG] if "HOSTILE_ROUNDS" in os.environ else [ONE_SENTENCE]


def audited(folder: Path, engine: str, patterns: str, draft: str, lexicon: str = "") -> tuple[int, str, list[str]]:
    """Exit code, messages, and the notes of the report on a draft that is audited with a pack of one rule."""
    pack = folder / "foreign"
    (pack / "wordings").mkdir(parents=True)
    (pack / "pack.yaml").write_text(CARD)
    (pack / "wordings/odd.yaml").write_text(RULE.format(engine=engine, patterns=patterns))
    if lexicon:
        (pack / "lexicons").mkdir()
        (pack / "lexicons/words.yaml").write_text(lexicon)
    (folder / "draft.txt").write_text(draft)
    arguments = ("check", "draft.txt", "--rules", "foreign", "--detectors", "rules", "--format", "json")
    code, out, err = auditor(*arguments, cwd=folder)
    if code == 2:
        return code, err, []
    (report,) = json.loads(out)["reports"]
    assert [s["kind"] for s in report["sources"]] == ["anonymous"]  # what other rules find is there
    return code, err, [note["message"] for note in report["notes"] if note["code"] == "rule-stopped"]


def token(*tokens: str) -> str:
    return "  - [" + ", ".join(tokens) + "]"


def chain(relation: str, nodes: int) -> str:
    """A dependency pattern in which each node stands so to the one before it."""
    names = ["first", "wording", *(f"a{number}" for number in range(2, nodes))]
    lines = [f"{{RIGHT_ID: {names[0]}, RIGHT_ATTRS: {{}}}}"]
    for left, right in pairwise(names):
        lines.append(f"{{LEFT_ID: {left}, REL_OP: '{relation}', RIGHT_ID: {right}, RIGHT_ATTRS: {{}}}}")
    return "  - - " + "\n    - ".join(lines)


# ---------------------------------------------------------------- refused when the pack is read


@pytest.mark.parametrize(
    ("engine", "patterns", "message"),
    [
        ("token", token("{ORTH: The, OP: '{1,100000000}', ROLE: wording}"), "too many repetitions of a token"),
        ("token", token("{ORTH: The, OP: '{99999999999999999999}', ROLE: wording}"), "too many repetitions"),
        ("token", token("{ORTH: The, ROLE: wording}", *["{OP: '?'}"] * 60), "too many tokens in a pattern"),
        ("token", token(r"{ORTH: {REGEX: '(a+)\1'}, ROLE: wording}"), "the regular expression is not valid"),
        ("dependency", chain(".*", 20), "too many nodes in a pattern"),
        ("regex", "  - '(?P<wording>(((a{100}){100}){100}))'", "the regular expression is not valid"),
        ("regex", f"  - '(?P<wording>{'a?' * 4000}b)'", "too many characters in a regular expression"),
        ("phrase", "\n".join(f"  - word {n}" for n in range(6000)), "too many patterns in a rule"),
    ],
    ids=["repetitions", "more repetitions", "tokens", "backreference", "nodes", "bomb", "length", "patterns"],
)
def test_what_is_too_much_is_refused(tmp_path: Path, engine: str, patterns: str, message: str) -> None:
    code, err, _ = audited(tmp_path, engine, patterns, SAID)
    assert code == 2
    assert err.startswith("foreign/wordings/odd.yaml:")
    assert message in err


def test_a_lexicon_of_a_hundred_thousand_words_is_refused(tmp_path: Path) -> None:
    words = "".join(f"  word{n}: [odd]\n" for n in range(100_000))
    pattern = token('{LOWER: {LEXICON: "words#odd"}, ROLE: wording}')
    code, err, _ = audited(tmp_path, "token", pattern, SAID, f"why: To see.\nentries:\n{words}")
    assert code == 2
    assert "foreign/lexicons/words.yaml" in err


# ---------------------------------------------------------------- done, or stopped and told


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    ("engine", "patterns"),
    [
        ("token", token("{LOWER: {REGEX: '^(a+)+$'}, ROLE: wording}")),
        ("token", token("{LOWER: {REGEX: '^(([a-z])+.)+[A-Z]([a-z])+$'}, ROLE: wording}")),
        ("token", token(*["{OP: '?'}"] * 22, "{ORTH: nowhere, ROLE: wording}")),
        ("token", token(*["{OP: '*'}"] * 12, "{ORTH: left, ROLE: wording}")),
        ("token", token(*["{OP: '+'}"] * 12, "{ROLE: wording}")),
        ("token", token("{IS_ALPHA: true, OP: '{1,50}', ROLE: wording}", *["{OP: '{0,50}'}"] * 3)),
        ("dependency", chain(".*", 8)),
        ("dependency", chain(";*", 8)),
        ("dependency", chain(">>", 8)),
        ("dependency", chain("$++", 8)),
        ("regex", r"  - '(?P<wording>\w)'"),
        ("regex", r"  - '(?P<wording>.{1,200})'"),
    ],
    ids=[
        "nested quantifiers", "more of them", "optional tokens", "stars", "pluses", "ranges", "after", "before",
        "below", "beside", "every letter", "every stretch",
    ],
)  # fmt: skip
def test_no_pattern_runs_away(tmp_path: Path, engine: str, patterns: str, draft: str) -> None:
    code, err, stopped = audited(tmp_path, engine, patterns, draft)
    assert code in {0, 1}, err
    assert all("foreign/wordings/odd" in message for message in stopped)


@pytest.mark.model
def test_a_rule_that_is_stopped_is_named(tmp_path: Path) -> None:
    *_, stopped = audited(tmp_path, "dependency", chain(".*", 8), ONE_SENTENCE)
    assert len(stopped) == 1
    assert "foreign/wordings/odd" in stopped[0]
