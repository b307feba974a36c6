"""A Word document put together anew: every part as it was, but for those that are changed or added."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from auditor.base.errors import At, ReadingError
from auditor.readers.documents.package import Package
from auditor.records.reading import Limits
from auditor.render.document import SIGNATURE

_MOST = 10
"""How many times the limit on one part all parts together may have."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def archive(package: Package, changed: Mapping[str, bytes], at: At, limits: Limits) -> bytes:
    """The package with these parts in place of its own, new ones last; raises ReadingError A306 if it is too large.

    Its comment as an archive is the signature by which reports are known: programs that change the copy drop it, and
    only then is it a draft again.
    """
    infos = list(package.infos())
    if sum(each.file_size for each in infos) > _MOST * limits.unpacked:
        message = f"unpacked, it has more than {_MOST * limits.unpacked / 1e6:.0f} MB"
        hint = "take pictures out of it, or raise the limit with the setting max_unpacked_bytes"
        raise ReadingError(message, code="A306", at=at, hint=hint)
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        for each in infos:
            name = each.filename
            is_packed = each.compress_type != zipfile.ZIP_STORED
            new.writestr(_entry(each, is_packed), changed[name] if name in changed else package.bytes(name))
        own = {each.filename for each in infos}
        for name in sorted(changed.keys() - own):
            new.writestr(_entry(zipfile.ZipInfo(name, _EPOCH), is_packed=True), changed[name])
        new.comment = SIGNATURE.encode("ascii")
    return held.getvalue()


def _entry(like: zipfile.ZipInfo, is_packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(like.filename, like.date_time)
    entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    entry.create_system, entry.external_attr = like.create_system, like.external_attr
    entry.comment = like.comment
    return entry
