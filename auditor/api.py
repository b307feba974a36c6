"""Auditing from Python: the same reports as the command line's, as records (auditor.records).

    from auditor import audit_text

    report = audit_text("Two people briefed on the plan said it was dead.")
    for source in report.sources:
        print(source.kind, source.label, source.count)

`audit_text` and `audit_file` load the language model and the rules each time, which takes about a second; for
more than one article make an `Auditor` and use that. Settings files and the environment play no part here.
docs/python.md is the handbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from numbers import Integral
from pathlib import Path
from typing import Any, cast

from auditor import engine
from auditor.base.errors import At, AuditorError, ReadingError, UsageError
from auditor.readers.given import plain
from auditor.records.report import Failure, Report, Skipped
from auditor.runs import runner
from auditor.runs.collections import Shelves
from auditor.runs.drafts import Draft, named
from auditor.runs.jobs import threads_for
from auditor.runs.packs import InForce, in_force
from auditor.runs.toolkits import Toolkits
from auditor.settings.files import Unfit
from auditor.settings.settings import Settings
from auditor.settings.values import Given, Layer, value_of

Metadata = Mapping[str, object]
"""What a newsroom knows of a draft, by the names that front matter may have: headline, byline, outlet, date, desk,
section, genre and others, a `ledger`, and waivers under `auditor`."""

AnyDraft = Path | str | tuple[Path | str, Metadata]
"""A draft to audit: the path of its file, or its text, either alone or with metadata."""

Progress = Callable[[int, int | None, str], None]
"""Told after each draft: how many are done, of how many (None if nobody can say), and which it was."""

_TOGETHER = 1000
"""Drafts that are handed to processes at once, so that no more than these are held in memory."""
_LONGEST_PATH = 1000
_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Auditor:
    """A language model and rules, loaded once, for any number of articles; made by `Auditor.load`."""

    toolkits: Toolkits
    packs: InForce

    @classmethod
    def load(
        cls,
        *,
        policies: Sequence[str] | str = ("default",),
        rules: Sequence[str | Path] | str | Path = (),
        model: str = _USUAL.model,
        max_bytes: int = _USUAL.max_bytes,
        detectors: Sequence[str] | str = _USUAL.detectors,
        language: str = _USUAL.language,
        today: date | str = "",
    ) -> Auditor:
        """An auditor with the policies of these names, and further rule packs from the folders `rules`; one or several.

        `detectors` are `rules`, `tagger` and `sources`; one of the first two is needed. `language` is `en`, or `any`
        to audit articles in whatever language. Waivers end by `today`, which is the day on which this is called
        unless it is given. Raises SettingsError for a value that cannot be, PackError if a pack is missing or broken,
        ModelError if the spaCy pipeline `model`, the tagger, the source model or what tells languages apart is.
        """
        today = today.date() if isinstance(today, datetime) else today
        settings = Settings(
            policies=_checked("policies", _listed(policies)),
            rules=_checked("rules", _listed(rules)),
            model=_checked("model", model),
            max_bytes=_number("max_bytes", max_bytes),
            detectors=_checked("detectors", _listed(detectors)),
            language=_checked("language", language),
            today=_checked("today", str(today or date.today())),
            all_genres=True,
        )
        packs = in_force(settings)
        return cls(Toolkits(settings, packs, threads_for(1)), packs)

    def audit_text(self, text: str, *, name: str = "<text>", metadata: Metadata | None = None) -> Report:
        """The report on `text`, which is read as Markdown if `name` ends in `.md`, else as plain text.

        `metadata` count as front matter does, and more than what the text says itself. Offsets in the report are
        indices into `text`, which are code points. Raises ReadingError if there are no words in it, if it is no text
        (NUL, lone surrogates), if it has more than `max_bytes` in UTF-8, if it is in another language than English and
        the auditor not for any, or if metadata hold what they cannot.
        """
        return self._audit(Draft(name, name, text=text, is_file=False, metadata=metadata))

    def audit_file(self, path: str | Path, *, metadata: Metadata | None = None) -> Report:
        """The report on the draft at `path`, with the waivers and the ledger beside it; raises ReadingError.

        One article of a file that holds many is called by its id: `corpus.csv#a17`. `metadata` are as in `audit_text`.
        """
        return self._audit(replace(runner.one(named(str(path)), self.toolkits.settings), metadata=metadata))

    def audit_many(
        self,
        drafts: Iterable[AnyDraft],
        *,
        jobs: int = 1,
        time_limit: int = _USUAL.time_limit,
        progress: Progress | None = None,
    ) -> Iterator[Report | Failure]:
        """For each draft, in their order, its report, or a Failure that says why there is none.

        A draft is a `Path`, a text, or a pair of one and its metadata. A text is called by the `id` of its metadata,
        else `<text 3>`, by its number. Drafts are asked for as they are needed (for several processes a thousand at a
        time), and reports come as they are done. `jobs` is the number of processes, 0 to choose it; for fewer than
        eight drafts one is quicker. They end when the last report was taken, or when whoever takes them closes the
        iterator or lets go of it. A draft that takes longer than `time_limit` seconds is given up; 0 is no limit.
        """
        chosen = {"jobs": _number("jobs", jobs), "time_limit": _number("time_limit", time_limit)}
        if isinstance(drafts, str | bytes | Path | Mapping):
            hint = "give a list of drafts: audit_many([pathlib.Path(…)]); audit_file and audit_text are for one"
            raise UsageError(f"this is one {type(drafts).__name__}, not many drafts", code="A001", hint=hint)
        return self._many(drafts, replace(self.toolkits.settings, **chosen), progress)

    def _many(
        self, drafts: Iterable[AnyDraft], settings: Settings, progress: Progress | None
    ) -> Iterator[Report | Failure]:
        jobs = settings.jobs
        toolkits = Toolkits(settings, self.packs, threads_for(1), before=self.toolkits)
        total = len(drafts) if isinstance(drafts, Sized) else None
        done = 0

        def one_more(path: str) -> None:
            nonlocal done
            done += 1
            if progress is not None:
                progress(done, total, path)

        numbered = enumerate(drafts, 1)
        while batch := [_draft(n, each, settings) for n, each in islice(numbered, 1 if jobs == 1 else _TOGETHER)]:
            good = [each for each in batch if isinstance(each, Draft)]
            audited = runner.stream(
                good, settings, engine.audit, lambda _, __, path: one_more(path), self.packs, toolkits
            )
            with closing(audited):
                for each in batch:
                    if isinstance(each, Failure):
                        one_more(each.path)
                        yield each
                    else:
                        outcome = next(audited)
                        if not isinstance(outcome, Skipped):  # as the settings ask for all genres
                            yield outcome

    def _audit(self, draft: Draft) -> Report:
        settings = self.toolkits.settings
        with closing(Shelves(settings)) as shelves:
            return engine.audit(shelves.article(draft), self.toolkits.of(settings))


def audit_text(
    text: str,
    *,
    name: str = "<text>",
    metadata: Metadata | None = None,
    policies: Sequence[str] | str = ("default",),
    rules: Sequence[str | Path] | str | Path = (),
    model: str = _USUAL.model,
) -> Report:
    """The report on one text: `Auditor.load` and `Auditor.audit_text` in one, with what they may raise."""
    return Auditor.load(policies=policies, rules=rules, model=model).audit_text(text, name=name, metadata=metadata)


def audit_file(
    path: str | Path,
    *,
    metadata: Metadata | None = None,
    policies: Sequence[str] | str = ("default",),
    rules: Sequence[str | Path] | str | Path = (),
    model: str = _USUAL.model,
) -> Report:
    """The report on one draft: `Auditor.load` and `Auditor.audit_file` in one, with what they may raise."""
    return Auditor.load(policies=policies, rules=rules, model=model).audit_file(path, metadata=metadata)


def _listed(given: Any) -> Any:
    """A list of what was given, or of the one thing that was; what is no list stays as it is, to be refused."""
    if isinstance(given, str | Path):
        return (str(given),)
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, bytes | Mapping) else given


def _number(name: str, given: object) -> Any:
    """The whole number that was given; raises SettingsError A102 if it is none, or one that cannot be."""
    is_number = isinstance(given, Integral) and not isinstance(given, bool)
    return _checked(name, int(cast("int", given)) if is_number else Unfit(repr(given)))


def _checked(name: str, given: object) -> Any:
    """A setting that was given, as `Settings` holds it; raises SettingsError A102 for what it cannot be."""
    return value_of(Given(name, given, At(name), name, Layer.FLAG))


def _draft(number: int, given: AnyDraft, settings: Settings) -> Draft | Failure:
    """The draft that somebody gave as the one of this number, or why it is none."""
    what, told = given if isinstance(given, tuple | list) and len(given) == 2 else (given, None)
    name = str(what) if isinstance(what, Path) else f"<text {number}>"
    try:
        fields = None if told is None else plain(told, name)
        if isinstance(what, Path):
            return replace(runner.one(named(str(what)), settings), metadata=fields)
        key = (fields or {}).get("id")
        name = key if isinstance(key, str) else name
        return Draft(name, name, text=_text(what, name), is_file=False, metadata=fields)
    except AuditorError as error:
        return Failure(name, error.code, error.message, error.hint)


def _text(what: object, name: str) -> str:
    """What somebody gave as a text, blank for None and NaN; raises ReadingError A323 for other things and for paths."""
    if what is None or what != what:
        return ""
    if not isinstance(what, str):
        hint = "a draft is a pathlib.Path, a text, or a pair of one of them and its metadata"
        raise ReadingError(f"this is no draft: {type(what).__name__}", code="A323", at=At(name), hint=hint)
    if len(what) <= _LONGEST_PATH and "\n" not in what and "\0" not in what and Path(what).is_file():
        hint = "give it as a path: pathlib.Path(…)"
        raise ReadingError("this is the path of a file, not a text", code="A323", at=At(name), hint=hint)
    return what
