"""Code pages of Rich Text: by the number of a font's character set, and by the words for those of a machine."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

MACHINES: Mapping[str, str] = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARSETS: Mapping[int, str] = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def known(number: int) -> str:
    """The code page of this number if there is one, else that of Windows in western Europe."""
    if number == 10000:
        return "mac_roman"
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
