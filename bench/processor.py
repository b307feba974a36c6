"""What kind of processor this is, as far as the tagger's rounding depends on it (docs/tagger.md)."""

from __future__ import annotations

import platform
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_DECIDING = ("avx512_vnni", "avx512f", "avx_vnni", "avx2")
"""What onnxruntime has arithmetic of its own for: the first of them that a processor has decides."""
UNKNOWN = "unknown"
ELSEWHERE = 0.005
"""How far a measure may be below its floor on another kind of processor than that of the floors."""
ERRORS_ELSEWHERE = 1
"""How many errors more than the floors allow there may be of a sort there."""


def kind(cpuinfo: str | None = None, machine: str = "") -> str:
    """`x86_64 avx2`, for example; where no instructions are told, as outside Linux, the machine alone."""
    machine = machine or platform.machine() or UNKNOWN
    if cpuinfo is None:
        cpuinfo = _CPUINFO.read_text(encoding="utf-8", errors="replace") if _CPUINFO.exists() else ""
    flags = next((line.partition(":")[2].split() for line in cpuinfo.splitlines() if line.startswith("flags")), [])
    deciding = next((each for each in _DECIDING if each in flags), "")
    return f"{machine} {deciding}".rstrip()


def is_same(theirs: str, mine: str) -> bool:
    """Whether figures of two kinds can be compared as they are; not where nobody knows one of them."""
    return theirs == mine != UNKNOWN
