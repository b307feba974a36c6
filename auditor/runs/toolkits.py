"""What audits work with: a toolkit for each set of settings, made when it is first asked for, its parts shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from auditor import __version__
from auditor.language.ahead import Ahead
from auditor.records.article import MetaValue
from auditor.runs.drafts import Draft
from auditor.runs.kept import expressions
from auditor.runs.orders import deciding
from auditor.runs.packs import InForce, in_force
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit, build_toolkit, found_out


class Toolkits:
    """The toolkits of one process, whose model, tagger and patterns are loaded once."""

    def __init__(
        self,
        settings: Settings,
        packs: InForce,
        threads: int,
        before: Toolkits | None = None,
        *,
        many: bool = True,
        ahead: Ahead | None = None,
    ) -> None:
        """The toolkit of a run with these settings is made at once; raises PackError or ModelError.

        What those of `before` have loaded is not loaded again, nor what is being loaded `ahead`. For a few drafts, not
        `many`, less is made ready.
        """
        self.settings = settings
        self._threads = threads
        self._many = many
        self._keep = packs.keep
        self._made: dict[Settings, Toolkit] = {}
        self._usual: Toolkit = self._make(settings, packs, None if before is None else before._usual, ahead)
        self._made[deciding(settings)] = self._usual

    def settings_for(self, draft: Draft, meta: Mapping[str, MetaValue]) -> Settings:
        """The settings for a draft with this metadata."""
        return self.settings if draft.orders is None else draft.orders.of(meta)

    def of(self, settings: Settings, today: str = "") -> Toolkit:
        """The toolkit for a draft with these settings, on the day `today` if they name none.

        Raises PackError or ModelError where they ask for what is not in order.
        """
        key = deciding(settings)
        if key not in self._made:
            self._made[key] = self._make(settings, in_force(settings, self._keep), self._usual)
        toolkit = self._made[key]
        return replace(toolkit, today=today) if today and not settings.today else toolkit

    def _make(self, settings: Settings, packs: InForce, like: Toolkit | None, ahead: Ahead | None = None) -> Toolkit:
        known = expressions.get(packs.keep, packs.packs)
        made = build_toolkit(
            packs.packs,
            settings.model,
            version=__version__,
            detectors=settings.detectors,
            threads=self._threads,
            language=settings.language,
            today=settings.today or date.today().isoformat(),
            off=packs.off,
            notes=packs.notes,
            like=like,
            many=self._many or (known is None and packs.keep is not None),
            known=known,
            ahead=ahead,
        )
        if known is None:
            expressions.put(packs.keep, packs.packs, found_out(made))
        return made
