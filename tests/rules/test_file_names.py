"""Folders and files of rules are their editors' to name: what they are called changes nothing that is found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from auditor.api import Auditor
from auditor.packs import brought, load
from auditor.packs.folder import CARD
from auditor.records.saved.write import report_to_dict

pytestmark = [pytest.mark.model, pytest.mark.slow]

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/draft.*"))
FIXED = ("lexicons", "questions")
"""Folders that say which form the files in them have; lexicons are referred to by name."""
POLICIES = ("default", "strict", "reuters")


def other(name: str) -> str:
    """A name that says nothing, and that sorts elsewhere."""
    return "n" + hashlib.sha256(name.encode()).hexdigest()[:8]


def renamed(root: Path, target: Path) -> Mapping[str, str]:
    """Copies the packs of `root` to `target` under other names, and says what each name was."""
    before: dict[str, str] = {}
    for path in sorted(root.rglob("*.yaml")):
        pack = next((folder for folder in path.parents if (folder / CARD).is_file()), None)
        if pack is None:  # the list of checks, which is no pack's
            (target / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(root)).write_bytes(path.read_bytes())
            continue
        names = path.relative_to(pack).with_suffix("").parts
        if path.name != CARD and names[0] != "lexicons":
            before |= {other(name): name for name in names if name not in FIXED}
            names = tuple(name if name in FIXED else other(name) for name in names)
        copy = target / pack.relative_to(root) / Path(*names).with_suffix(".yaml")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(pointed(path.read_text(encoding="utf-8")), encoding="utf-8")
    return before


def pointed(text: str) -> str:
    """The file with what it takes over or leaves out under the new names."""
    text = re.sub(r"^(extends: [a-z-]+/(?:questions/)?)([a-z-]+)$", lambda m: m[1] + other(m[2]), text, flags=re.M)
    left_out: Callable[[re.Match[str]], str] = lambda m: re.sub(r"[a-z][a-z-]*", lambda n: other(n[0]), m[2])  # noqa: E731
    return re.sub(r"^(without: )(\[.*\])$", lambda m: m[1] + left_out(m), text, flags=re.M)


def found(auditor: Auditor, draft: Path, before: Mapping[str, str]) -> str:
    """The report with the names that were there before; without what identifies a rule or its pack by design."""

    def plain(node: object) -> object:
        if isinstance(node, dict):
            return {key: plain(value) for key, value in node.items() if key not in ("fingerprint", "packs")}
        return [plain(value) for value in node] if isinstance(node, list) else node

    text = json.dumps(plain(report_to_dict(auditor.audit_file(draft))), indent=1, ensure_ascii=False)
    return re.sub(r"\bn[0-9a-f]{8}\b", lambda name: before.get(name[0], name[0]), text)


def test_what_rules_are_called_changes_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = load.rules_root()
    plain = Auditor.load(policies=POLICIES)
    before = renamed(root, tmp_path)
    monkeypatch.setattr(load, "rules_root", lambda: tmp_path)
    monkeypatch.setattr(brought, "rules_root", lambda: tmp_path)
    under_other_names = Auditor.load(policies=POLICIES)
    assert len(before) > 150
    for draft in CASES:
        assert found(under_other_names, draft, before) == found(plain, draft, {}), draft


PACK = 'name: desk\nversion: "1"\ndescription: A desk.\nlanguage: en\nlicence: Apache-2.0\n'
DRAFT = """\
# The harbour bridge

Ana Quill runs the bridge authority. “The bridge is safe,” Quill burbled.

The deck will grapevinely close in May.

A weary nurse at the harbour said the water was rising.
"""
EXAMPLES = """\
examples:
  match:
    - It is so.
    - So it is.
  no_match:
    - It is not.
    - Nor is it.
"""
RULES = {
    "quotation": "attribution\nyields: quotation\nengine: token\npatterns:\n  - [{LEMMA: burble, ROLE: cue}]\n",
    "hints": (
        "hedge\nengine: dependency\npatterns:\n  - - {RIGHT_ID: content, RIGHT_ATTRS: {POS: VERB}}\n"
        "    - {LEFT_ID: content, REL_OP: '>', RIGHT_ID: cue, RIGHT_ATTRS: {LOWER: grapevinely}}\n"
    ),
    "people": "descriptor\nengine: phrase\npatterns: [weary nurse at the harbour]\n",
}


@pytest.mark.parametrize("folder", ["attribution", "hedges", "descriptors", "odds-and-ends"])
def test_the_rules_of_a_newsroom_do_what_they_say_wherever_they_lie(tmp_path: Path, folder: str) -> None:
    reports = []
    for name in ("one", "other"):
        desk = tmp_path / name / "desk"
        (desk / folder).mkdir(parents=True)
        (desk / CARD).write_text(PACK)
        for stem, rule in RULES.items():
            file = desk / folder / f"{stem if name == 'one' else other(stem)}.yaml"
            file.write_text(f"message: Found.\nwhy: To try it.\nkind: {rule}{EXAMPLES}")
        report = Auditor.load(rules=(desk,)).audit_text(DRAFT)
        reports.append([(s.kind, s.label) for s in report.sources])
        statements = [(s.source.of(DRAFT) if s.source else None, s.confidence) for s in report.statements]
        assert ("Quill", "medium") in statements
        assert any(s.kind == "unattributed" for s in report.sources)
        assert [f.confidence for f in report.findings if f.policy == "default/anonymous-without-reason"] == ["high"]
    assert reports[0] == reports[1]
