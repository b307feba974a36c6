"""The licence of every distribution that an installation with all that ships brings, and whether it may be there.

    python bench/licences.py                     each with its licence, and why, where that needs a reason

It goes by what each says of itself in its metadata: its licence expression, else its line on the licence, else its
classifiers. Exit codes: 0 all are permitted, 1 one is not.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from tabulate import tabulate

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("formats", "reviews", "archive", "ray", "editor")
"""The extras that people install; those for tests and training bring nothing to a newsroom."""

PERMITTED = frozenset(
    (
        *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python"),
        *("HPND", "ISC", "MIT", "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
    )
)
"""Licences, by their SPDX names, that ask for no more than that they and the authors be named. `BSD` is one of the BSD
licences where nobody says which."""

TAKEN: Mapping[str, tuple[frozenset[str], str]] = {
    "auditor": (
        frozenset({"Apache-2.0", "CC-BY-SA-3.0"}),
        "the program is under Apache-2.0; CC-BY-SA-3.0 is that of one file of data, fastText's lid.176.ftz, which is "
        "unchanged, and whose NOTICE ships beside it. Whoever changes that file shares it alike; reports are no copies",
    ),
    "certifi": (
        frozenset({"MPL-2.0"}),
        "copyleft of single files: a list of certificates, unchanged. The auditor opens no connection",
    ),
    "pathspec": (
        frozenset({"MPL-2.0"}),
        "copyleft of single files, unchanged: it reads patterns of files as .gitignore has them",
    ),
    "pyphen": (
        frozenset({"GPL-2.0-or-later", "LGPL-2.0-or-later", "MPL-1.1"}),
        "one may choose, and MPL-1.1 is chosen: copyleft of single files, unchanged. Comes with textacy (reviews)",
    ),
    "pypdfium2": (
        frozenset({"Apache-2.0", "BSD-3-Clause", "dependency licenses"}),
        "the other licences are those of PDFium's parts, all permissive, listed in its BUILD_LICENSES (formats)",
    ),
    "tld": (
        frozenset({"GPL-2.0-only", "LGPL-2.1-or-later", "MPL-1.1"}),
        "one may choose, and MPL-1.1 is chosen: copyleft of single files, unchanged. Comes with trafilatura (formats)",
    ),
    "tqdm": (
        frozenset({"MIT", "MPL-2.0"}),
        "copyleft of single files, unchanged. Comes with spaCy and textacy",
    ),
}
"""Distributions with licences that ask for more: the licences as they are known, and why it may be there all the same.

Should one change its licence, it is no longer permitted until somebody has looked at it.
"""

_SPDX: Mapping[str, str] = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
"""What licences are called where they are not called by their SPDX names."""

_CLASSIFIER = "License :: "
_LONGEST = 80
"""Code points; what is longer is the text of a licence, and no name."""


@dataclass(frozen=True, slots=True)
class Licensed:
    """A distribution, its version, its licences as SPDX calls them, and what there is to say of them."""

    name: str
    version: str
    licences: frozenset[str]
    reason: str

    @property
    def is_permitted(self) -> bool:
        """Whether all its licences are permitted, or it is taken knowingly."""
        known = TAKEN.get(self.name)
        return (bool(self.licences) and self.licences <= PERMITTED) or (known is not None and known[0] == self.licences)


def asked(extras: Sequence[str] = EXTRAS) -> tuple[Requirement, ...]:
    """What pyproject.toml asks for, with these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (line for extra in extras for line in project["optional-dependencies"][extra])
    return tuple(map(Requirement, (*project["dependencies"], *lines)))


def installed(extras: Sequence[str] = EXTRAS) -> tuple[Licensed, ...]:
    """The auditor and all that an installation of it with `extras` brings to this machine, in order of their names."""
    found: dict[str, set[str]] = {}
    left = [(_normal(each.name), frozenset({"", *each.extras})) for each in asked(extras)]
    while left:
        name, wanted = left.pop()
        new = wanted - found.setdefault(name, set())
        found[name] |= new
        for text in distribution(name).requires or () if new else ():
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in new):
                left.append((_normal(requirement.name), frozenset({"", *requirement.extras})))
    return tuple(licensed(name) for name in sorted({*found, "auditor"}))


def licensed(name: str) -> Licensed:
    """What the installed distribution `name` says of its licence."""
    told = distribution(name).metadata
    expression, line = (" ".join(told.get_all(key) or ()).strip() for key in ("License-Expression", "License"))
    classifiers = [c for c in told.get_all("Classifier") or () if c.startswith(_CLASSIFIER)]
    reason = TAKEN[name][1] if name in TAKEN else ""
    return Licensed(name, told["Version"], named(expression, line, classifiers), reason)


def named(expression: str, line: str, classifiers: Sequence[str]) -> frozenset[str]:
    """The licences that metadata name, as SPDX calls them; what SPDX does not know, as it is written there."""
    if expression:
        parts = re.split(r"\s+(?:AND|OR)\s+|[()]", expression)
    elif line and len(line) <= _LONGEST and "\n" not in line:
        parts = re.split(r",|\s+(?:AND|OR)\s+", line)
    else:
        parts = [classifier.rpartition(" :: ")[2] for classifier in classifiers]
    return frozenset(_SPDX.get(part.strip(), part.strip()) for part in parts if part.strip())


def _normal(name: str) -> str:
    """As the specification of names normalises it (packaging.python.org, name normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Prints every distribution with its licence; 1 if one is not permitted."""
    every = installed()
    refused = [each for each in every if not each.is_permitted]
    rows = [(each.name, each.version, " / ".join(sorted(each.licences)), each.reason) for each in every]
    print(tabulate(rows, headers=("distribution", "version", "licence", "why"), maxcolwidths=[None, None, 40, 60]))
    for each in refused:
        print(
            f"not permitted: {each.name} {each.version}: {' / '.join(sorted(each.licences)) or 'it names no licence'}"
        )
    print(f"{len(every)} distributions, {len(refused)} not permitted")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
