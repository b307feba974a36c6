"""The measurements: a figure that falls is noticed, and no floor is lowered in silence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.archiving.questions.dispatch import QUESTIONS
from auditor.records.sourcing import SourceKind
from bench import accuracy, archive, calibration, corpus, costs, countries, length, processor, relayed, scale
from bench.accuracy import BEGIN, END, EPSILON, ROOT, SHOWN, Measured


def measured(f1: float = 0.8, share: float = 0.5, miscredited: int = 3, **other: str) -> Measured:
    figures: Mapping[str, object] = {
        "articles": 3,
        "statements found": {"p": 0.9, "r": 0.7, "f1": f1, "gold": 10, "pred": 8},
        "named sources per article": {"mean abs error": 1.5, "exact": share, "within 1": 0.9},
        "kind accuracy on found statements": 0.7,
        "credit": {"right, of those credited": 0.9, "nameless credited to a name": miscredited},
        "per kind": {"anonymous": {"p": 1.0, "r": 0.5, "f1": 0.667, "gold": 4, "pred": 2}},
        "confusions (gold -> predicted)": {"anonymous -> none": 2},
    }
    digests = {"inventory/dev": other.get("digest", "ab")}
    return Measured({"inventory": figures}, digests, other.get("model", "m 1"), other.get("processor", "p 1"))


FLOORS: Mapping[str, Any] = {
    "model": "m 1",
    "processor": "p 1",
    "corpora": {"inventory/dev": "ab"},
    "floors": {"inventory: statements found": 0.8, "inventory: named sources per article, exact": 0.5},
    "ceilings": {"inventory: nameless credited to a name": 3},
}


def test_measures_are_those_of_which_more_is_better() -> None:
    assert accuracy.measures(measured()) == {
        "inventory: statements found": 0.8,
        "inventory: named sources per article, exact": 0.5,
        "inventory: named sources per article, within 1": 0.9,
        "inventory: kind accuracy on found statements": 0.7,
        "inventory: credit right, of statements credited": 0.9,
        "inventory: anonymous sources": 0.667,
    }


def test_where_nobody_is_anonymous_and_nobody_was_found_to_be_nothing_is_measured_of_it() -> None:
    figures = {"inventory": {**measured().figures["inventory"], "per kind": {}}}
    found = accuracy.measures(Measured(figures, {}, "m 1"))
    assert found == {k: v for k, v in accuracy.measures(measured()).items() if k != "inventory: anonymous sources"}


def test_a_short_ablation_is_of_the_first_articles_and_all_that_is_known_of_them(tmp_path: Path) -> None:
    corpus = accuracy.CORPORA[0]
    known, few = tmp_path / "eval" / corpus.folder, tmp_path / "few"
    for name in "fedcba":
        for path in (f"{name}.json", f"attributions/{name}_1.ann", f"{corpus.texts}/{name}.txt"):
            (known / path).parent.mkdir(parents=True, exist_ok=True)
            (known / path).write_text(name)
    (tmp_path / "eval/score.py").write_text("")
    accuracy.first(tmp_path / "eval", corpus, few)
    found = {path.relative_to(few / corpus.folder).as_posix() for path in (few / corpus.folder).rglob("*.*")}
    assert found == {f for n in "abcd" for f in (f"{n}.json", f"attributions/{n}_1.ann", f"{corpus.texts}/{n}.txt")}
    assert (few / corpus.folder / "attributions/b_1.ann").read_text() == "b"
    assert (few / "score.py").exists()


@pytest.mark.parametrize(
    ("figures", "code", "told"),
    [
        (measured(), 0, "accuracy: all 6 measures at or above their floors\n"),
        (measured(f1=0.8 - EPSILON), 0, "accuracy: all 6 measures at or above their floors\n"),
        (measured(f1=0.79), 1, "accuracy: inventory: statements found: 0.7900 is below its floor, 0.8000\n"),
        (measured(miscredited=4), 1, "accuracy: inventory: nameless credited to a name: 4 times, and at most 3 are"),
        (measured(digest="cd"), 2, "accuracy: bench/floors.json is of other articles or another model"),
        (measured(model="m 2"), 2, "accuracy: bench/floors.json is of other articles or another model"),
    ],
)
def test_a_figure_below_its_floor_fails(
    figures: Measured, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracy.compare(figures, FLOORS) == code
    assert capsys.readouterr().out.startswith(told)


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        (measured(f1=0.796, miscredited=4, processor="p 2"), 0),
        (measured(f1=0.794, processor="p 2"), 1),
        (measured(miscredited=5, processor="p 2"), 1),
        (measured(f1=0.796, processor=processor.UNKNOWN), 0),
    ],
)
def test_on_another_kind_of_processor_a_little_less_is_enough_and_that_is_said(
    figures: Measured, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracy.compare(figures, FLOORS) == code
    told = capsys.readouterr().out
    assert told.startswith(
        f"accuracy: the floors are of a processor of another kind (p 1) than this ({figures.processor})"
    )
    assert "a measure may be 0.005 below its floor, and errors of a sort 1 more than allowed" in told
    assert ("all 6 measures at or above their floors, or as little below as that allows\n" in told) == (code == 0)


def test_floors_of_nobody_knows_which_processor_are_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = {name: value for name, value in FLOORS.items() if name != "processor"}
    assert accuracy.compare(measured(f1=0.796), unknown) == 0
    assert "another kind (unknown) than this (p 1)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cpuinfo", "kind"),
    [
        ("processor : 0\nflags\t\t: fpu sse2 avx avx2 fma\n", "x86_64 avx2"),
        ("flags\t\t: fpu avx2 avx512f avx512bw\n", "x86_64 avx512f"),
        ("flags\t\t: fpu avx2 avx512f avx512_vnni\n", "x86_64 avx512_vnni"),
        ("flags\t\t: fpu sse2\n", "x86_64"),
        ("", "x86_64"),
    ],
)
def test_the_kind_of_a_processor_is_that_of_its_arithmetic(cpuinfo: str, kind: str) -> None:
    assert processor.kind(cpuinfo, "x86_64") == kind


def test_a_measure_that_is_no_longer_there_fails() -> None:
    gone = {**FLOORS, "floors": {"inventory: statements looked for": 0.8}}
    assert accuracy.compare(measured(), gone) == 1


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(accuracy, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(accuracy, "README", tmp_path / "README.md")
    monkeypatch.setattr(accuracy, "SHOWN", {"statements": ("inventory: statements found",) * 2})
    (tmp_path / "README.md").write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    return tmp_path


def test_floors_rise_and_the_readme_follows(files: Path) -> None:
    assert accuracy.update(measured(f1=0.85, share=0.499), FLOORS, allow_regression=False) == 0
    written = json.loads((files / "floors.json").read_text())
    assert written["processor"] == "p 1"
    floors = written["floors"]
    assert floors["inventory: statements found"] == 0.85
    assert floors["inventory: named sources per article, exact"] == 0.5
    readme = (files / "README.md").read_text()
    assert readme.startswith(f"Before.\n{BEGIN}\n| F1, where ")
    assert readme.endswith(f"|\n{END}\nAfter.\n") and readme.count("0.85") == 2


def test_no_floor_is_lowered_unless_that_is_allowed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.update(measured(f1=0.7), FLOORS, allow_regression=False) == 1
    assert capsys.readouterr().out == ("accuracy: not updated, since it would ease 1: inventory: statements found\n")
    assert not (files / "floors.json").exists()
    assert accuracy.update(measured(f1=0.7), FLOORS, allow_regression=True) == 0
    assert json.loads((files / "floors.json").read_text())["floors"]["inventory: statements found"] == 0.7


@pytest.mark.parametrize(("extra", "code"), [((), 2), (("--if-present",), 0)])
def test_no_annotated_articles(extra: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert accuracy.main(["--eval", str(tmp_path / "none"), *extra]) == code


def test_half_a_folder_of_them_is_an_error_in_any_case(tmp_path: Path) -> None:
    assert accuracy.main(["--eval", str(tmp_path), "--if-present"]) == 2


def test_what_the_readme_shows_is_measured() -> None:
    assert {name for names in SHOWN.values() for name in names} <= set(
        json.loads(accuracy.FLOORS.read_text(encoding="utf-8"))["floors"]
    )


def test_credit_is_right_where_the_two_sources_share_most() -> None:
    both = {0: ("G1", "S1"), 1: ("G1", "S1"), 2: ("G1", "S2"), 3: ("G2", "S2"), 4: ("G2", None)}
    assert calibration._credited(both) == {0: True, 1: True, 2: False, 3: True}


def test_countries_with_few_articles_share_a_row(tmp_path: Path) -> None:
    rows = [{"file": f"a{n}.txt", "country": "Norway" if n < 3 else f"land {n}"} for n in range(6)]
    (tmp_path / "origins.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert countries._grouped(tmp_path) == [("Norway", ["a0", "a1", "a2"]), ("3 others", ["a3", "a4", "a5"])]


def test_relayed_sources_are_found_by_their_words_and_their_outlet(tmp_path: Path) -> None:
    text = "The quay is shut, Radio Brack said, citing two aides. A clerk told the Herald so."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    gold = {"id": "a", "relayed": [{"words": "two aides", "via": "Brack"}, {"words": "A clerk", "via": "the Herald"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    at = text.index("two aides")
    found = [
        {"start": at, "end": at + 9, "outlet_label": "Radio Brack", "outlet": None},
        {"start": 0, "end": 8, "outlet_label": "Radio Brack", "outlet": None},
    ]
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.json").write_text(json.dumps({"relayed": found}), encoding="utf-8")
    assert relayed.score(tmp_path, reports) == {
        "relayed, precision": 0.5,
        "relayed, recall": 0.5,
        "outlet right, on found relayed": 1.0,
    }


def test_charges_lie_in_their_articles_and_name_who_is_accused() -> None:
    folder = ROOT.parent / "shared" / "eval"
    if not folder.is_dir():
        pytest.skip("the annotated articles are not beside this checkout")
    texts = [p.read_text(encoding="utf-8") for p in (folder / "world" / "train" / "text").glob("*.txt")]
    texts += [p.read_text(encoding="utf-8") for p in (folder / "polnear" / "train" / "text").glob("*.txt")]
    charges, by_digest = corpus.charges(), {corpus.digest(text): text for text in texts}
    assert len(charges) == 250 and set(charges) <= set(by_digest)
    for article, places in charges.items():
        text = by_digest[article]
        for each in places:
            assert each.words.of(text).strip() and each.words.end <= len(text)
            assert all(span is None or span.of(text).strip() for span in (each.party, each.accuser))


def test_what_is_kept_for_measuring_is_not_learned_from() -> None:
    learned, later = (
        {row["article"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        for path in (corpus.WORLD, corpus.LATER)
    )
    assert len(later) == 90
    assert not learned.keys() & later.keys()
    for row in later.values():
        kinds = [source["kind"] for source in row["sources"]]
        assert set(kinds) <= {kind.value for kind in SourceKind}
        assert all(said["source"] is None or said["source"] < len(kinds) for said in row["statements"])


@pytest.mark.model
@pytest.mark.slow
def test_the_measurement_of_archives_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.main(["--short"]) == 0
    row = capsys.readouterr().out.splitlines()[-1].split()
    assert row[:2] == ["4", "1"]
    assert float(row[2]) > 0 and int(row[3]) > 0 and 100 < int(row[4]) <= int(row[5])


def test_runs_of_archives_are_compared_by_the_last_and_the_first() -> None:
    first = archive.Measured(1000, 1, 500.0, 600.0, [500.0, 600.0], [500.0, 600.0])
    last = archive.Measured(10_000, 2, 2500.0, 6300.0, [500.0, 630.0], [900.0, 1200.0])
    assert list(archive.compared([first])) == []
    assert list(archive.compared([first, last])) == [
        "2 processes beside 1: 2.00 times the throughput",
        "memory of the largest process: 1.050 times",
        "memory of all: 2.000 times",
        "the largest process of the last run, tenth by tenth, in MB: 500, 630",
        "CPU time a record: 1.050 times",
    ]


def test_the_cost_of_an_archive_is_arithmetic_on_what_was_measured() -> None:
    one = scale.Measured(cpu_ms=360, start_s=0, bytes_in=2000, bytes_out=5000, memory_gb=0.9)
    assert scale.core_hours(1e6, one, 1.0) == pytest.approx(100)
    assert scale.core_hours(1e6, one, 0.5) == pytest.approx(200)
    started = scale.Measured(360, 2000 * 0.36, 2000, 5000, 0.9)
    assert scale.core_hours(1e6, started, 1.0) == pytest.approx(200)
    assert list(scale.costs(1e6, one, 1.0, [10, 200], [0.04, 0.01])) == [
        ("10", "10 hours", "9 GB", "$4", "$1"),
        ("200", "30 minutes", "180 GB", "$4", "$1"),
    ]
    sizes = dict(scale.sizes(1e6, one, 1000))
    assert (sizes["corpus"], sizes["tables"], sizes["shards of 1,000"]) == ("2.0 GB", "5.0 GB", "1,000")
    assert sizes["files in them"] == "10,000"


def test_the_cost_of_an_archive_is_told_for_other_figures_and_prices(capsys: pytest.CaptureFixture[str]) -> None:
    measured = ["--cpu-ms", "360", "--bytes-in", "2000", "--bytes-out", "5000", "--start-s", "0", "--use", "1"]
    assert scale.main([*measured, "--articles", "5e6", "--cores", "16", "--price", "0.05"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("5,000,000 articles: 500 core-hours\n")
    assert "at $0.05 a core-hour" in out and "$25" in out and "31 hours" in out
    with pytest.raises(SystemExit):
        scale.main([*measured[:-1], "0"])
    assert "--use is more than 0" in capsys.readouterr().err


def test_the_page_shows_what_the_arithmetic_gives(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    command, _, rest = page.partition("python bench/scale.py ")[2].partition("\n```\n\n```text\n")
    assert scale.main(command.split()) == 0
    assert capsys.readouterr().out.rstrip("\n") == rest.partition("\n```")[0]
    given = dict(zip(command.split()[::2], command.split()[1::2], strict=True))
    assert f"| CPU time of an article | {given['--cpu-ms']} ms |" in page
    assert f"| CPU time of a start | {given['--start-s']} s |" in page
    assert (
        f", {int(given['--bytes-in']):,} as Parquet" in page
        and f"| bytes out | {int(given['--bytes-out']):,} |" in page
    )
    one = scale.Measured(float(given["--cpu-ms"]), float(given["--start-s"]), 0, 0, 0)
    assert f"with 64 cores these take {scale.core_hours(1e7, one, 0.9) / 64:.0f} hours" in page


@pytest.mark.model
@pytest.mark.slow
def test_the_measurement_of_long_articles_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert length.main(["--short", "--rules", "--shapes", "one", "sentence"]) == 0
    heads, _, *rows = (line.split() for line in capsys.readouterr().out.splitlines())
    assert heads == ["shape", "2", "KB", "8", "KB", "bar", "bytes", "a", "word"]
    assert [row[:2] for row in rows] == [["one", "1.00"], ["sentence", "1.00"]]
    assert all(0 < float(row[2]) < 10 for row in rows)


@pytest.mark.parametrize("shape", length.SHAPES)
def test_articles_of_every_shape_are_as_long_as_was_asked_for(shape: str) -> None:
    small, large = (length.article(length.SHAPES[shape], size) for size in length.SMALL)
    assert 2000 <= len(small.text) < 3000 and 8000 <= len(large.text) < 9000
    assert small.text.split()[:20] == large.text.split()[:20]


def test_no_two_surnames_are_alike() -> None:
    assert len({length.surname(number) for number in range(5000)}) == 5000


@pytest.mark.model
@pytest.mark.slow
def test_the_measurement_of_what_an_article_costs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert costs.main(["--short"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    assert 2 < float(told["CPU time of a start"].removesuffix(" s")) < 60
    assert told["rows out"].split(": ")[1].startswith("1.0 articles, ")
    assert scale.main(lines[8].removeprefix("python bench/scale.py ").split()) == 0
    assert "1,000,000,000 articles" in capsys.readouterr().out
    assert " s of CPU over 20 rows: SELECT desk" in lines[9]
    assert len(lines) == 9 + len(costs.QUERIES) + len(QUESTIONS)
