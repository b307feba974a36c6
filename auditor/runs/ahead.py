"""What a run will need, loaded while what it works with is imported."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.records.reading import Languages
from auditor.records.report import Detector
from auditor.runs.drafts import Draft
from auditor.runs.jobs import jobs_for, threads_for
from auditor.settings.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.language.ahead import Ahead


def begin(drafts: Sequence[Draft], settings: Settings) -> Ahead | None:
    """What is begun for a run that audits in this process; None where others do so. Raises nothing."""
    if jobs_for(len(drafts), settings) > 1:
        return None
    from auditor.language import ahead

    return ahead.begin(
        settings.model,
        threads=threads_for(1),
        has_tagger=Detector.TAGGER in settings.detectors,
        is_english=settings.language is Languages.ENGLISH,
    )
