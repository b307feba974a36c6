"""Which fields the front matter of a run's drafts has, found by reading no more of them than is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing

from auditor.base.limits import TimeUp, within
from auditor.records.article import MetaValue, field_of
from auditor.runs.collections import Shelves
from auditor.runs.drafts import Draft, Selection
from auditor.settings.settings import Settings


def front_matter(
    selection: Selection, settings: Settings, wanted: Iterable[str]
) -> tuple[Mapping[str, MetaValue], ...]:
    """The front matter of the drafts up to the one by which every field of `wanted` has been seen, else of all.

    Drafts that cannot be read are left out; the run itself says why.
    """
    missing = set(wanted)
    found: list[Mapping[str, MetaValue]] = []
    with closing(Shelves(settings)) as shelves:
        for draft in selection.drafts:
            if not missing:
                break
            if (meta := _meta(draft, shelves, settings)) is not None:
                found.append(meta)
                missing -= {name for name in missing if field_of(meta, name) is not None}
    return tuple(found)


def metadata_of(draft: Draft, settings: Settings) -> Mapping[str, MetaValue]:
    """What the front matter of a draft says; nothing where it cannot be read."""
    with closing(Shelves(settings)) as shelves:
        return _meta(draft, shelves, settings) or {}


def _meta(draft: Draft, shelves: Shelves, settings: Settings) -> Mapping[str, MetaValue] | None:
    try:
        return within(settings.time_limit, lambda: shelves.article(draft)).meta
    except (Exception, TimeUp):  # whatever is wrong with a draft is told when it is audited
        return None
