"""Auditing from Python: the same reports as the command line's, as records (auditor.records).

    from auditor import audit_text

    report = audit_text("Two people briefed on the plan said it was dead.")
    for source in report.sources:
        print(source.kind, source.label, source.count)

`audit_text` and `audit_file` load the language model and the rules each time, which takes about a second; for
more than one article make an `Auditor` and use that. Settings files and the environment play no part here, and there
is no limit on the time that an article takes: that is the command line's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import __version__, engine
from auditor.packs.load import ALWAYS, load_packs
from auditor.readers.dispatch import read, read_text
from auditor.records.reading import Languages, Limits, Reading
from auditor.records.report import Detector, Report
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit, build_toolkit


@dataclass(frozen=True, slots=True)
class Auditor:
    """A language model and rules, loaded once, for any number of articles; made by `Auditor.load`."""

    toolkit: Toolkit
    reading: Reading

    @classmethod
    def load(
        cls,
        *,
        policies: Sequence[str] = ("default",),
        rules: Sequence[str | Path] = (),
        model: str = Settings().model,
        max_bytes: int = Settings().max_bytes,
        detectors: Sequence[str] = Settings().detectors,
        language: str = Settings().language,
    ) -> Auditor:
        """An auditor with the policies of these names, and further rule packs from the folders `rules`.

        `detectors` are `rules`, `tagger` and `sources`; one of the first two is needed. `language` is `en`, or `any`
        to audit articles in whatever language. Raises PackError if a pack is missing or broken, ModelError if the spaCy
        pipeline `model`, the tagger, the source model or what tells languages apart is.
        """
        packs = load_packs(tuple(dict.fromkeys((*ALWAYS, *policies))), [Path(folder) for folder in rules])
        chosen = [Detector(name) for name in detectors]
        toolkit = build_toolkit(packs, model, version=__version__, detectors=chosen, language=Languages(language))
        return cls(toolkit, Reading(Limits(words=max_bytes)))

    def audit_text(self, text: str, *, name: str = "<text>") -> Report:
        """The report on `text`, which is read as Markdown if `name` ends in `.md`, else as plain text.

        Offsets in the report are indices into `text`, which are code points. Raises ReadingError if there are no words
        in it, if it is no text (NUL, lone surrogates), if it has more than `max_bytes` in UTF-8, or if it is in another
        language than English and the auditor not for any.
        """
        return engine.audit(read_text(text, name, self.reading), self.toolkit)

    def audit_file(self, path: str | Path) -> Report:
        """The report on the draft at `path`; raises ReadingError if it cannot be read."""
        return engine.audit(read(path, self.reading), self.toolkit)


def audit_text(
    text: str,
    *,
    name: str = "<text>",
    policies: Sequence[str] = ("default",),
    rules: Sequence[str | Path] = (),
    model: str = Settings().model,
) -> Report:
    """The report on one text: `Auditor.load` and `Auditor.audit_text` in one, with what they may raise."""
    return Auditor.load(policies=policies, rules=rules, model=model).audit_text(text, name=name)


def audit_file(
    path: str | Path,
    *,
    policies: Sequence[str] = ("default",),
    rules: Sequence[str | Path] = (),
    model: str = Settings().model,
) -> Report:
    """The report on one draft: `Auditor.load` and `Auditor.audit_file` in one, with what they may raise."""
    return Auditor.load(policies=policies, rules=rules, model=model).audit_file(path)
