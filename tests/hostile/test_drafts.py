"""Drafts changed at random are audited, or refused with a reason; none crashes, hangs, or loses another.

`HOSTILE_ROUNDS=50000 pytest tests/hostile/test_drafts.py` tries more of them than the suite does.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from auditor.language.plain import plainly
from auditor.readers.dispatch import read_bytes
from auditor.records.report import Report
from auditor.runs.drafts import Draft, Selection
from auditor.runs.runner import run
from auditor.settings.settings import Settings
from tests.hostile.mutations import drafts

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "150"))
AT_A_TIME = 1000
SEED = int(os.environ.get("HOSTILE_SEED", "0"))

REFUSED = re.compile(r"A30[5-9]|A31\d|A320")
"""Codes of drafts that are no text, damaged, or hold no word, or none of English any more."""


def batches() -> Iterator[dict[str, bytes]]:
    batch: dict[str, bytes] = {}
    for name, data in drafts(ROUNDS, SEED):
        batch[name] = data
        if len(batch) == AT_A_TIME:
            yield batch
            batch = {}
    if batch:
        yield batch


@pytest.mark.model
@pytest.mark.slow
def test_drafts_changed_at_random(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    settings = Settings(jobs=2, time_limit=120)
    outcomes: Counter[str] = Counter()
    strange: dict[str, str] = {}
    for batch in batches():
        result = run(Selection(tuple(Draft(name, name, data) for name, data in batch.items())), settings)
        strange |= {f.path: f"{f.code} {f.message}" for f in result.failures if not REFUSED.fullmatch(f.code)}
        told = [*(r.article.path for r in result.reports), *(f.path for f in result.failures)]
        assert sorted(told) == sorted(batch)
        for report in result.reports:
            assert_in_place(report, batch[report.article.path])
        outcomes.update(audited=len(result.reports), refused=len(result.failures))
    print(f"{ROUNDS} drafts, seed {SEED}: {dict(outcomes)}")
    assert not strange
    assert outcomes["audited"] > ROUNDS // 2


def assert_in_place(report: Report, data: bytes) -> None:
    """Every span of `report` lies in the text, and its place holds the words that stand there, markup left out."""
    article = read_bytes(data, report.article.path)
    text, plain = article.text, plainly(article)[0].text
    for span, place in report.places.items():
        assert 0 <= span.start <= span.end <= len(text)
        assert place.text == span.of(text) or place.text in plain
    ids = {source.id for source in report.sources}
    assert {s.source_id for s in report.statements} <= ids | {None}
