"""What was found out about the regular expressions of packs when they were compiled, so that few need be again."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.base import cache as caches
from auditor.base import fingerprints
from auditor.language.expressions import Known
from auditor.packs.kept import Keep, keep_in
from auditor.records import packed
from auditor.records.rules import RulePack


def get(keep: Keep | None, packs: Sequence[RulePack]) -> Known | None:
    """What is known of the expressions of `packs`, all of which RE2 has taken; None if that is not kept."""
    if keep is None or not _are_whole(packs):
        return None
    try:
        found = packed.unpack(caches.get(keep.cache, _key(keep, packs)), ())
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def put(keep: Keep | None, packs: Sequence[RulePack], known: Known) -> None:
    """Keeps what is known of the expressions of `packs`, unless the program has changed since."""
    if keep is None or not _are_whole(packs) or keep != keep_in(keep.cache):
        return
    key = _key(keep, packs)
    if caches.put(keep.cache, key, packed.pack(known, ())):
        caches.trim(keep.cache, [key])


def _are_whole(packs: Sequence[RulePack]) -> bool:
    """Whether all of `packs` were read from files, of which their digests tell."""
    return all(pack.digest for pack in packs)


def _key(keep: Keep, packs: Sequence[RulePack]) -> str:
    of = tuple((pack.name, pack.digest) for pack in packs)
    return fingerprints.of_values({"what": "expressions", "program": keep.program, "packs": of})
