"""A run over an archive: begun or gone on with, shard by shard, until all of them are finished."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.archiving import corpus as corpora
from auditor.archiving import folder, parquet, plans
from auditor.archiving.corpus import Listing
from auditor.archiving.dispatch import engine
from auditor.archiving.shards import Done, Job
from auditor.archiving.tables import SCHEMA
from auditor.base.errors import UsageError
from auditor.base.threads import processors
from auditor.render.wording import plural
from auditor.runs.jobs import at_most, threads_for
from auditor.runs.packs import InForce, in_force
from auditor.settings.house import House
from auditor.settings.settings import Settings, shown
from auditor.toolkit import provenance

_UNTOUCHED = ("cache", "jobs")
"""Settings that change nothing in the tables."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for."""

    corpus: Path
    out: Path
    settings: Settings
    house: House | None = None
    size: int | None = None
    """Records in a shard; None to choose it."""
    limit: int | None = None
    """The first records of the corpus only."""
    fresh: bool = False
    """Whether an archive that is there is removed first."""
    engine: str = "local"
    address: str | None = None
    """Of a cluster, for an engine that works on many machines."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is."""

    shards: int
    finished: int
    records: int
    """In the whole archive."""
    audited: int
    skipped: int
    failed: int
    before: int = 0
    """Records of shards that earlier runs have finished."""

    @property
    def done(self) -> int:
        """Records of finished shards."""
        return self.audited + self.skipped + self.failed

    def and_(self, done: Done) -> Standing:
        """The standing with one more shard finished."""
        return replace(
            self,
            finished=self.finished + 1,
            audited=self.audited + done.audited,
            skipped=self.skipped + done.skipped,
            failed=self.failed + done.failed,
        )


Tell = Callable[[str], None]


def run(wanted: Wanted, tell: Tell) -> Iterator[Standing]:
    """How far the run is, at its beginning and after each shard; whoever closes it ends the processes.

    Raises UsageError: A001 for an engine that there is none of, A002 without a corpus or records, A004 where nothing
    can be written, A010 without a library, A017 while another run is at work there, A018 for a folder of something
    else, A019 for an archive that is made otherwise; PackError and ModelError before the first record is read.
    """
    chosen = engine(wanted.engine, wanted.address)
    parquet.check()
    corpora.check(wanted.corpus, wanted.out)
    packs = in_force(wanted.settings)
    made_by = _provenance(wanted.settings, packs)
    with folder.locked(wanted.out):
        if wanted.fresh:
            folder.forget(wanted.out)
        before = folder.manifest(wanted.out)
        scratch = folder.clear(wanted.out)
        if before is None:
            with folder.beginning(wanted.out):
                made, listing = _begun(wanted, scratch, made_by, tell)
        else:
            made, listing = _gone_on_with(wanted, made_by, before)
            if damaged := folder.remove_damaged(wanted.out, scratch):
                tell(f"{plural(damaged, 'finished shard')} {'is' if damaged == 1 else 'are'} damaged, and made anew")
        finished = folder.finished(wanted.out)
        left = folder.Plan(wanted.out, frozenset(finished), made["shards"])
        processes = at_most(wanted.settings.jobs or processors(), len(left))
        job = _job(wanted, scratch, packs, made, listing, threads_for(processes))
        with closing(chosen(job, left, processes)) as done:  # type: ignore[type-var]
            yield from _standings(wanted.out, scratch, made, finished.values(), done)
        folder.tidy(wanted.out)


def _standings(
    out: Path, scratch: Path, made: Mapping[str, Any], before: Iterable[Done], done: Iterable[Done]
) -> Iterator[Standing]:
    """How far a run is that has finished some shards `before`, and after each that is `done`, which it takes over."""
    standing = Standing(made["shards"], 0, made["corpus"]["records"], 0, 0, 0)
    for each in before:
        standing = standing.and_(each)
    standing = replace(standing, before=standing.done)
    yield standing
    for each in done:
        folder.commit(out, scratch, each)
        standing = standing.and_(each)
        yield standing


# ---------------------------------------------------------------- beginning, and going on


def _begun(wanted: Wanted, scratch: Path, made_by: Mapping[str, Any], tell: Tell) -> tuple[dict[str, Any], Listing]:
    """Plans the run, and writes down what it is; raises UsageError A002 for a corpus without records."""
    survey = plans.Survey()
    unit = wanted.size or plans.UNIT
    found = plans.surveyed(wanted.corpus, wanted.settings, wanted.house, survey, unit, wanted.limit)
    pieces = folder.hold(scratch, found)
    if not survey.records:
        hint = "a corpus is Parquet, JSON lines, CSV, or a folder or an archive of such files or of drafts"
        raise UsageError(f"there are no articles in {wanted.corpus.as_posix()}", code="A002", hint=hint)
    for line in survey.told:
        tell(line)
    if passed := survey.listing.passed:
        tell(f"not looked at, as no drafts: {', '.join(f'{count} {kind}' for kind, count in passed.most_common())}")
    size = wanted.size or plans.size_for(survey.records)
    made = _manifest(wanted, survey.listing, made_by)
    made["corpus"]["records"] = survey.records
    made["shard_size"] = size
    made["shards"] = folder.begin(wanted.out, scratch, plans.shards(pieces, size, survey.digests), made)
    return made, survey.listing


def _gone_on_with(wanted: Wanted, made_by: Mapping[str, Any], before: dict[str, Any]) -> tuple[dict[str, Any], Listing]:
    """What the archive is that is there; raises UsageError A019 if it is of another corpus or made otherwise."""
    listing = Listing()
    for _ in corpora.files(wanted.corpus, wanted.settings, wanted.house, listing):
        pass
    now = _manifest(wanted, listing, made_by)
    now["settings"]["today"] = wanted.settings.today or before.get("settings", {}).get("today")
    if before.get("schema") != SCHEMA:
        raise _refused(wanted, f"has the form {before.get('schema')}, and this version writes {SCHEMA}")
    told = before.get("corpus", {})
    if {**now["corpus"], "records": told.get("records")} != told:
        raise _refused(wanted, "is made of a corpus that was another then: files have come, gone or changed")
    for what in ("settings", "made_by"):
        if changed := _changed(before.get(what, {}), now[what]):
            raise _refused(wanted, f"was begun otherwise: {changed}")
    if wanted.size is not None and wanted.size != before["shard_size"]:
        raise _refused(wanted, f"has shards of {before['shard_size']} records")
    return before, listing


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What differs, each with both values where they are short."""
    names = [name for name in {**before, **now} if before.get(name) != now.get(name) and name not in _UNTOUCHED]
    return ", ".join(
        f"{name} ({before.get(name) or 'not set'} then, {now.get(name) or 'not set'} now)"
        if _is_short(before.get(name), now.get(name))
        else name
        for name in names
    )


def _is_short(*values: object) -> bool:
    return all(len(str(value)) <= 60 for value in values)


def _refused(wanted: Wanted, why: str) -> UsageError:
    hint = "go on with it as it was begun, begin anew with --fresh, or name another folder with --out"
    return UsageError(f"the archive in {wanted.out.as_posix()} {why}", code="A019", hint=hint)


def _manifest(wanted: Wanted, listing: Listing, made_by: Mapping[str, Any]) -> dict[str, Any]:
    """What an archive says of itself but for its records and shards; no clock, no path of this machine."""
    settings = asdict(wanted.settings)
    told = {name: shown(getattr(wanted.settings, name)) for name in settings if name not in _UNTOUCHED}
    told["today"] = wanted.settings.today or date.today().isoformat()
    told["limit"] = "none" if wanted.limit is None else str(wanted.limit)
    if listing.orders:
        told["of_some_files"] = "; ".join(map(repr, listing.orders))
    return {
        "schema": SCHEMA,
        "corpus": {
            "name": wanted.corpus.resolve().name,
            "files": listing.files,
            "bytes": listing.size,
            "sha256": listing.digest,
        },
        "settings": told,
        "made_by": dict(made_by),
    }


def _provenance(settings: Settings, packs: InForce) -> dict[str, Any]:
    """The program, the packs and the models, with the digests of all that can be changed."""
    told = provenance(packs.packs, settings.model, version=__version__, detectors=settings.detectors)
    weights = {each.name: each.sha256 for each in (told.tagger, told.sources) if each is not None}
    return {
        "auditor": told.auditor,
        "model": f"{told.model_name} {told.model_version}",
        "packs": {each.name: f"{each.version} {each.sha256}" for each in told.packs},
        "weights": weights,
    }


def _job(wanted: Wanted, scratch: Path, packs: InForce, made: Mapping[str, Any], listing: Listing, threads: int) -> Job:
    return Job(
        root=str(corpora.root_of(wanted.corpus)),
        is_folder=wanted.corpus.is_dir(),
        scratch=str(scratch),
        settings=wanted.settings,
        packs=packs,
        threads=threads,
        size=made["shard_size"],
        today=made["settings"]["today"],
        made_by=json.dumps(made["made_by"], ensure_ascii=False),
        orders=tuple(listing.orders),
    )
