"""How much of what annotators found the auditor finds, and whether that is less than it was.

    python bench/accuracy.py                     audit the annotated articles, score, compare with the floors
    python bench/accuracy.py --update            the same, then raise the floors to what was measured
    python bench/accuracy.py --reports DIR       keep the reports, one JSON file an article
    python bench/accuracy.py --ablation          the rules alone, the tagger alone, both, and all, side by side
    python bench/accuracy.py --ablation --short  the same, the ablation and times on four articles: shows that they run

The articles and their scorer lie outside the project, in a folder `eval` (`--eval`). Exit codes: 0 in order,
1 a measure below its floor, 2 nothing to measure or the floors are of other articles or another model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabulate import tabulate

from auditor.readers.dispatch import read
from auditor.records.report import Detector
from auditor.render.dispatch import render_report
from auditor.runs import runner
from auditor.runs.drafts import Selection, discover
from auditor.runs.jobs import threads_for
from auditor.runs.packs import packs_of
from auditor.settings.settings import Settings
from auditor.toolkit import build_toolkit
from bench import calibration, charges, countries, processor, relayed, speed

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "bench" / "floors.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- accuracy: written by bench/accuracy.py --update -->", "<!-- accuracy: end -->"
"""Where the README shows figures."""
CREDITED, MISCREDITED = "right, of those credited", "nameless credited to a name"
"""What the scorer calls the share of credit that is right, and the number of the gravest errors."""
FEW = 4
"""Articles of a short ablation, and for short times."""
EPSILON = 0.002
"""How far below its floor a measure may fall: less than one article's worth."""

Figures = Mapping[str, Any]
"""What the scorer says of one corpus."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated texts: what they are called, their folder, where in it the texts are, and what scores them how."""

    name: str
    folder: str
    texts: str = "."
    task: str = ""
    """What the scorer is asked for; nothing where a scorer of its own, `snippets`, is asked."""


SHOWN: Mapping[str, tuple[str, ...]] = {
    "statements found": ("inventory: statements found", "world: statements found"),
    "credited to the right source, of the statements found (share)": (
        "inventory: credit right, of statements credited",
        "world: credit right, of statements credited",
    ),
    "kind of the source right, of the statements found (share)": (
        "inventory: kind accuracy on found statements",
        "world: kind accuracy on found statements",
    ),
    "sources found, and of the right one of nine kinds": (
        "inventory: sources found with the right kind",
        "world: sources found with the right kind",
    ),
    "anonymous sources": ("inventory: anonymous sources", "world: anonymous sources"),
    "mentions of one source joined, those of others kept apart (B-cubed)": (
        "inventory: source clusters B-cubed",
        "world: source clusters B-cubed",
    ),
}
"""The measures that the README shows in plain words, on articles about the United States and about other countries."""

CORPORA = (
    Corpus("inventory", "inventory/dev", "text", "inventory"),
    Corpus("world", "world/dev", "text", "inventory"),
    Corpus("snippets", "snippets/dev"),
    Corpus("phrases", "phrases/dev", task="phrases"),
    Corpus("spans", "polnear/dev", "text", "spans"),
)


MARKS = "marks"
"""`spans` once more, with what was put like a statement and not voiced counted in, as PolNeAR marks it."""

CHARGES = "charges"
"""What of `world` is measured of accusations and their answers."""

COMPARED = (
    "inventory: statements found",
    "inventory: kind accuracy on found statements",
    "inventory: source clusters B-cubed",
    "inventory: sources found with the right kind",
    "spans: attribution",
    "spans: source exact spans",
    "spans: cue exact spans",
    "spans: content exact spans",
    "marks: attribution",
)
"""What the ablation shows."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of all corpora, and what they were measured on and with."""

    figures: Mapping[str, Figures]
    corpora: Mapping[str, str]
    """Digest of each corpus by its folder."""
    model: str
    processor: str = processor.UNKNOWN
    """The kind that it was measured on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, compares; gives the exit code."""
    asked = _parser().parse_args(arguments)
    missing = [c.folder for c in CORPORA if not (asked.eval / c.folder).is_dir()]
    if missing:
        print(f"accuracy: no annotated articles in {asked.eval}: {', '.join(missing)} missing", file=sys.stderr)
        return 0 if asked.if_present and not asked.eval.exists() else 2
    with tempfile.TemporaryDirectory() as scratch:
        reports = asked.reports or Path(scratch)
        measured = measure(asked.eval, reports, Settings(jobs=asked.jobs))
        told = [calibration.table(asked.eval, each.folder, reports / each.name) for each in CORPORA[:2]]
        told.append(countries.table(asked.eval, CORPORA[1].folder, reports / CORPORA[1].name))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    print(table(measured, floors))
    print("".join(f"\n{each}\n" for each in told))
    times = ratio(asked.eval, FEW if asked.short else 12)
    print(f"\nan audit takes {times:.2f} times as long as spaCy alone, on articles of inventory/dev")
    if asked.ablation:
        print(f"\n{short_ablation(asked.eval) if asked.short else ablation(asked.eval, asked.jobs, measured)}")
    if asked.update:
        return update(measured, floors, asked.allow_regression)
    return compare(measured, floors)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    parser.add_argument("--reports", type=Path, help="folder to keep the reports in")
    parser.add_argument("--jobs", type=int, default=2, help="processes to work in")
    parser.add_argument("--ablation", action="store_true", help="each detector alone and both as well")
    parser.add_argument("--short", action="store_true", help="an ablation, and times, on few articles")
    parser.add_argument("--update", action="store_true", help="write the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    parser.add_argument("--if-present", action="store_true", help="no annotated articles at all are no error")
    return parser


# ---------------------------------------------------------------- measuring


def measure(evaluation: Path, reports: Path, settings: Settings, corpora: Sequence[Corpus] = CORPORA) -> Measured:
    """Audits `corpora` below `evaluation`, writes a report an article below `reports`, and scores them."""
    selections = {c: discover([str(evaluation / c.folder / c.texts)], settings) for c in corpora}
    drafts = tuple(draft for selection in selections.values() for draft in selection.drafts)
    result = runner.run(Selection(drafts), settings)
    if result.failures:
        raise SystemExit("\n".join(f"{f.path}: {f.code} {f.message}" for f in result.failures))
    remaining = iter(result.reports)
    for corpus, selection in selections.items():
        folder = reports / corpus.name
        folder.mkdir(parents=True, exist_ok=True)
        for draft in selection.drafts:
            target = folder / f"{Path(draft.path).stem}.json"
            target.write_text(render_report(next(remaining), "json"), encoding="utf-8")
    made_with = result.reports[0].provenance
    figures = {c.name: score(evaluation, c, reports / c.name) for c in corpora}
    for world in (c for c in corpora if c.name == "world"):
        gold = evaluation / world.folder
        figures[CHARGES] = charges.score(evaluation, gold / "accusations.jsonl", gold / "text", reports / world.name)
    for spans in (c for c in corpora if c.name == "spans"):
        figures[MARKS] = score(evaluation, spans, with_unvoiced(reports / spans.name, reports / MARKS))
    return Measured(
        figures=figures,
        corpora={c.folder: digest(evaluation / c.folder) for c in corpora},
        model=f"{made_with.model_name} {made_with.model_version}",
        processor=processor.kind(),
    )


def score(evaluation: Path, corpus: Corpus, reports: Path) -> Figures:
    """What the scorer says of the reports on `corpus`."""
    gold = evaluation / corpus.folder
    command = [sys.executable, str(evaluation / "score.py"), corpus.task, "--json"]
    command += ["--gold", str(gold), "--pred", str(reports)]
    if not corpus.task:
        command = [
            sys.executable,
            str(evaluation / "score_snippets.py"),
            str(gold / "gold.jsonl"),
            str(gold),
            str(reports),
        ]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures if corpus.task else {**figures, **relayed.score(gold, reports)}


def with_unvoiced(reports: Path, folder: Path) -> Path:
    """The reports once more in `folder`, with what was not voiced among the statements, as PolNeAR marks it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(reports.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        report["attributions"] += report["unvoiced"]
        (folder / path.name).write_text(json.dumps(report), encoding="utf-8")
    return folder


def ratio(evaluation: Path, articles: int) -> float:
    """How many times as long as spaCy alone an audit takes, on the first articles of `inventory`."""
    drafts = sorted((evaluation / CORPORA[0].folder / CORPORA[0].texts).glob("*.txt"))[:articles]
    settings = Settings()
    threads = threads_for(1)
    toolkit = build_toolkit(packs_of(settings), settings.model, threads=threads)
    return speed.ratio([read(draft) for draft in drafts], toolkit, settings.model, 3)


def ablation(evaluation: Path, jobs: int, both: Measured, corpora: Sequence[Corpus] = CORPORA) -> str:
    """The chief measures with the rules alone, the tagger alone and both."""
    rules, tagger = Detector.RULES, Detector.TAGGER
    choices: tuple[tuple[Detector, ...], ...] = ((rules,), (tagger,), (rules, tagger), tuple(Detector))
    columns = []
    for detectors in choices[:-1]:
        with tempfile.TemporaryDirectory() as scratch:
            alone = measure(evaluation, Path(scratch), Settings(jobs=jobs, detectors=detectors), corpora)
            columns.append(measures(alone))
    columns.append(measures(both))
    rows = [(name, *(column.get(name) for column in columns)) for name in COMPARED if name in columns[0]]
    heads = ("measure (F1 or share)", *(" and ".join(chosen) for chosen in choices))
    return tabulate(rows, heads, floatfmt=".3f")


def short_ablation(evaluation: Path) -> str:
    """The same on the first articles whose sources are annotated: by its figures nothing is judged."""
    corpus = CORPORA[0]
    with tempfile.TemporaryDirectory() as scratch:
        few = first(evaluation, corpus, Path(scratch) / "eval")
        both = measure(few, Path(scratch) / "reports", Settings(jobs=1), [corpus])
        return f"on {FEW} articles\n{ablation(few, 1, both, [corpus])}"


def first(evaluation: Path, corpus: Corpus, folder: Path) -> Path:
    """A folder like `evaluation` with the first articles of one corpus, and all that is known of them."""
    known = evaluation / corpus.folder
    names = tuple(text.stem for text in sorted((known / corpus.texts).glob("*.txt"))[:FEW])
    for path in (each for each in known.rglob("*") if each.is_file() and each.name.startswith(names)):
        target = folder / path.relative_to(evaluation)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(evaluation / "score.py", folder / "score.py")
    return folder


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files below `folder`."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


# ---------------------------------------------------------------- what is measured


def measures(measured: Measured) -> Mapping[str, float]:
    """Every measure of which more is better, by name: F1 where there is one, else a share."""
    return {
        f"{corpus}: {name}": value for corpus, figures in measured.figures.items() for name, value in _values(figures)
    }


def _values(figures: Figures) -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, float):
            yield name, value
        elif isinstance(value, dict) and "f1" in value:
            yield name, value["f1"]
        elif name == "per kind" and "anonymous" in value:
            yield "anonymous sources", value["anonymous"]["f1"]
        elif isinstance(value, dict) and CREDITED in value:
            yield "credit right, of statements credited", value[CREDITED]
        elif isinstance(value, dict) and "exact" in value:
            yield from ((f"{name}, {how}", value[how]) for how in ("exact", "within 1"))


def errors(measured: Measured) -> Mapping[str, int]:
    """What is counted of which less is better: how often words of a source without a name are credited to a name."""
    found = {corpus: figures.get("credit", figures) for corpus, figures in measured.figures.items()}
    return {f"{corpus}: {MISCREDITED}": where[MISCREDITED] for corpus, where in found.items() if MISCREDITED in where}


def table(measured: Measured, floors: Mapping[str, Any]) -> str:
    """All measures beside their floors; then F1 by kind of source, and which kinds are confused."""
    rows = [(name, value, floors["floors"].get(name)) for name, value in measures(measured).items()]
    counts = [(name, count, floors.get("ceilings", {}).get(name)) for name, count in errors(measured).items()]
    tables = [
        tabulate(rows, ("measure (F1 or share)", "value", "floor"), floatfmt=".3f", missingval="-"),
        tabulate(counts, ("errors", "times", "at most"), missingval="-"),
    ]
    for name in ("inventory", "world"):
        figures = measured.figures[name]
        kinds = [(kind, f["p"], f["r"], f["f1"], f["gold"]) for kind, f in figures["per kind"].items()]
        confusions = list(figures["confusions (gold -> predicted)"].items())[:10]
        tables.append(tabulate(kinds, (f"{name}: sources by kind", "P", "R", "F1", "gold"), floatfmt=".3f"))
        tables.append(tabulate(confusions, (f"{name}: kind of a statement's source, gold -> found", "times")))
    return "\n\n".join(tables) + f"\n\n{measured.model}"


# ---------------------------------------------------------------- floors


def compare(measured: Measured, floors: Mapping[str, Any]) -> int:
    """Prints what is below its floor; the exit code."""
    if floors.get("corpora") != measured.corpora or floors.get("model") != measured.model:
        print("accuracy: bench/floors.json is of other articles or another model; --update writes it anew")
        return 2
    values = measures(measured)
    theirs = floors.get("processor", processor.UNKNOWN)
    is_same = processor.is_same(theirs, measured.processor)
    slack, spare = (EPSILON, 0) if is_same else (processor.ELSEWHERE, processor.ERRORS_ELSEWHERE)
    if not is_same:
        print(
            f"accuracy: the floors are of a processor of another kind ({theirs}) than this ({measured.processor}), "
            f"which rounds otherwise: a measure may be {slack} below its floor, and errors of a sort {spare} more than "
            "allowed"
        )
    low = [name for name, floor in floors["floors"].items() if values.get(name, 0.0) < floor - slack]
    for name in low:
        print(f"accuracy: {name}: {values.get(name, 0.0):.4f} is below its floor, {floors['floors'][name]:.4f}")
    counted = errors(measured)
    more = [name for name, most in floors["ceilings"].items() if counted.get(name, 0) > most + spare]
    for name in more:
        print(f"accuracy: {name}: {counted[name]} times, and at most {floors['ceilings'][name]} are allowed")
    if not low and not more:
        near = "" if is_same else ", or as little below as that allows"
        print(f"accuracy: all {len(values)} measures at or above their floors{near}")
    return int(bool(low or more))


def update(measured: Measured, floors: Mapping[str, Any], allow_regression: bool) -> int:
    """Writes the floors and ceilings; none is made easier unless that is allowed."""
    values, counted = measures(measured), errors(measured)
    low = [name for name, floor in floors["floors"].items() if values.get(name, 0.0) < floor - EPSILON]
    low += [name for name, most in floors.get("ceilings", {}).items() if counted.get(name, 0) > most]
    if low and not allow_regression:
        print(f"accuracy: not updated, since it would ease {len(low)}: {'; '.join(low)}")
        return 1
    kept = {} if allow_regression else floors["floors"]
    data: dict[str, Any] = {
        "model": measured.model,
        "processor": measured.processor,
        "corpora": measured.corpora,
        "floors": {name: max(value, kept.get(name, 0.0)) for name, value in values.items()},
        "ceilings": dict(counted),
    }
    FLOORS.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    README.write_text(with_figures(README.read_text(encoding="utf-8"), data["floors"]), encoding="utf-8")
    print("accuracy: bench/floors.json and the figures in README.md written")
    return 0


def with_figures(readme: str, floors: Mapping[str, float]) -> str:
    """The README with the table of figures between its two marks written anew."""
    rows = [(words, *(f"{floors[name]:.2f}" for name in names)) for words, names in SHOWN.items()]
    heads = ("F1, where no other measure is named", "28 articles of US politics", "60 of other countries and desks")
    figures = tabulate(rows, heads, tablefmt="github", disable_numparse=True)
    before, rest = readme.split(f"{BEGIN}\n", 1)
    return f"{before}{BEGIN}\n{figures}\n{END}{rest.split(END, 1)[1]}"


if __name__ == "__main__":
    sys.exit(main())
