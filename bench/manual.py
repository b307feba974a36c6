"""The man page auditor(1), made of the command line itself: every command with what its --help says.

    python bench/manual.py                       prints it; to read it: python bench/manual.py | man -l -
    python bench/manual.py --update              writes docs/auditor.1

Exit codes: 0 done, 1 the page tells otherwise.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from typer.main import get_command

from auditor import __version__
from auditor.cli.main import build

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/auditor.1"
COMMON_FROM = 4
"""An option or an argument that so many commands have, in the same words, is described once."""
LONGEST_EXAMPLE = 66
"""Code points; eleven blanks stand before them."""

EXIT_STATUS: Mapping[str, str] = {
    "0": "Nothing was objected to.",
    "1": "There are findings at or above --fail-on.",
    "2": "Usage, settings, rules or language model are not in order; no drafts were found; standard output is closed.",
    "3": "A draft could not be read or audited, or its report not written; the others were.",
    "4": "An error of the program's own.",
    "129, 130, 143": "Ended by SIGHUP, by Ctrl-C or by SIGTERM.",
}
FILES: Mapping[str, str] = {
    "auditor.yaml": "The settings of a repository; or a table [tool.auditor] in its pyproject.toml.",
    "~/.config/auditor/auditor.yaml": "Your own settings; in XDG_CONFIG_HOME where that is set.",
    "DRAFT.auditor.yaml": "Waivers for the draft that it lies beside.",
    "~/.local/state/auditor/error-*.log": "The details of an error of the program's own; in XDG_STATE_HOME where that "
    "is set. A log may hold words of a draft.",
}
ENVIRONMENT: Mapping[str, str] = {
    "AUDITOR_...": "A setting each: AUDITOR_FAIL_ON is fail_on. Options on the command line overrule them.",
    "NO_COLOR": "If it is set, nothing is coloured.",
}

_CHARACTERS: Mapping[str, str] = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "`": r"\(ga", "^": r"\(ha"} | {
    "~": r"\(ti"
}
"""How roff spells what it would take for something else, or would print as something else."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option or an argument: how it is written, and what it does."""

    names: tuple[str, ...]
    value: str
    words: str

    @property
    def is_argument(self) -> bool:
        """Whether it is known by its place, not by its name."""
        return not self.names[0].startswith("-")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, its usage, what it does paragraph by paragraph, its options and its examples."""

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    options: tuple[Option, ...]
    examples: tuple[str, ...]


# ---------------------------------------------------------------- from the command line


def commands(group: Any, path: tuple[str, ...] = ("auditor",)) -> Iterator[Command]:
    """Every command below `group`, in the order of the help."""
    for name, below in group.commands.items():
        if hasattr(below, "commands"):
            yield from commands(below, (*path, name))
        else:
            yield command(below, " ".join((*path, name)))


def command(made: Any, name: str) -> Command:
    """A command of Typer's in plain words."""
    options = tuple(option(each) for each in made.params if not each.hidden)
    arguments = [each.metavar or each.name.upper() for each in made.params if each.param_type_name == "argument"]
    has_options = any(not each.is_argument for each in options)
    usage = " ".join([name, *(["[OPTIONS]"] if has_options else []), *arguments])
    examples = [line.removeprefix("For instance: ") for line in paragraphs(made.epilog or "")]
    return Command(name, usage, paragraphs(made.help or ""), options, tuple(examples))


def option(made: Any) -> Option:
    """An option or an argument of Typer's in plain words, with its default where that says anything."""
    words, default = " ".join((made.help or "").replace(r"\[", "[").split()), made.default
    if choices := _choices(made):
        words += f" One of {', '.join(choices)}."
    if made.show_default and default not in (None, False, "", ()) and not callable(default):
        words += f" Default: {default.as_posix() if isinstance(default, PurePath) else default}."
    if made.param_type_name == "argument":
        return Option((made.metavar or made.name.upper(),), "", words)
    names = tuple(sorted((*made.opts, *made.secondary_opts), key=len))
    return Option(names, "" if made.is_flag else made.metavar or made.name.strip("_").upper(), words)


def _choices(made: Any) -> list[str]:
    """The words that an option or an argument may be, where Typer knows them; where it keeps them, versions differ."""
    home = getattr(made, "type_descriptor", None) or getattr(made, "type", None)
    return [str(getattr(choice, "value", choice)) for choice in getattr(home, "choices", None) or ()]


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a help text, each on one line, without the escapes of its markup."""
    return tuple(" ".join(part.replace(r"\[", "[").split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def common(every: Sequence[Command]) -> tuple[Option, ...]:
    """The arguments and options that many commands have in the same words, in order of their names."""
    counts = Counter(each for command in every for each in command.options)
    often = [each for each, n in counts.most_common() if n >= COMMON_FROM]
    return tuple(sorted(often, key=_sort_key))


def _sort_key(option: Option) -> tuple[bool, str]:
    return not option.is_argument, option.names[-1]


# ---------------------------------------------------------------- to roff


def page() -> str:
    """The whole page."""
    group = get_command(build())
    every = tuple(commands(group))
    shared = common(every)
    return "\n".join([*_head(group), *_commands(every, shared), *_common(shared), *_foot()]) + "\n"


def _head(group: Any) -> Iterator[str]:
    yield '.\\" Made by bench/manual.py of the command line; change the help texts there.'
    yield f'.TH AUDITOR 1 "" "auditor {__version__}" "User Commands"'
    yield from (".nh", ".ad l")  # an option that is hyphenated cannot be copied
    yield ".SH NAME"
    yield r"auditor \- audits the sourcing of news drafts"
    yield ".SH SYNOPSIS"
    yield r"\fBauditor\fR \fICOMMAND\fR [\fIOPTIONS\fR] [\fIDRAFTS\fR...]"
    yield ".br"
    yield r"\fBauditor\fR \fICOMMAND\fR \fB\-\-help\fR"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(paragraphs(group.help or ""))
    yield from _paragraphs(
        [
            "Drafts are files and folders. Folders are searched for .docx, .odt, .rtf, .md and .txt; what is named is "
            "always read. A single - is standard input, and after -- nothing is an option. Nothing is sent anywhere."
        ]
    )
    yield ".SH OPTIONS"
    yield from _options(option(each) for each in group.params)


def _commands(every: Sequence[Command], shared: Sequence[Option]) -> Iterator[str]:
    yield ".SH COMMANDS"
    for each in every:
        yield f".SS {_quoted(each.usage)}"
        yield from _paragraphs(each.paragraphs)
        yield from _options(own for own in each.options if own not in shared)
        if also := sorted((o for o in each.options if o in shared and not o.is_argument), key=_sort_key):
            names = ", ".join(rf"\fB{escaped(o.names[-1])}\fR" for o in also)
            yield ".PP"
            yield f"Common options: {names}."
        if each.examples:
            yield ".PP"
            yield from _literal(each.examples)


def _common(shared: Sequence[Option]) -> Iterator[str]:
    yield ".SH COMMON OPTIONS"
    yield ".PP"
    yield "These mean the same in every command that has them."
    yield from _options({each.names: each for each in reversed(shared)}[names] for names in _names(shared))


def _names(options: Iterable[Option]) -> Iterable[tuple[str, ...]]:
    return dict.fromkeys(each.names for each in options)


def _foot() -> Iterator[str]:
    for heading, entries in (("EXIT STATUS", EXIT_STATUS), ("FILES", FILES), ("ENVIRONMENT", ENVIRONMENT)):
        yield f".SH {heading}"
        for term, words in entries.items():
            yield from (".TP", rf"\fB{escaped(term)}\fR", escaped(words))
    yield ".SH SEE ALSO"
    yield ".PP"
    yield "README.md and docs/ of the source have handbooks for editors, for rule writers and for whoever installs it."


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (".PP", escaped(text))


def _options(options: Iterable[Option]) -> Iterator[str]:
    for each in options:
        font = "I" if each.is_argument else "B"
        names = ", ".join(rf"\f{font}{escaped(name)}\fR" for name in each.names)
        yield from (".TP", names + (rf" \fI{escaped(each.value)}\fR" if each.value else ""), escaped(each.words))


def _literal(lines: Iterable[str]) -> Iterator[str]:
    shown = (part for line in lines for part in _broken(line))
    yield from (".RS 4", ".nf", *map(escaped, shown), ".fi", ".RE")


def _broken(line: str) -> Iterator[str]:
    """A command in lines that fit a terminal, broken before an option as a shell understands it."""
    head, *options = re.split(r" (?=--\w)", line)
    for option in options:
        if len(f"{head} {option}") > LONGEST_EXAMPLE:
            yield f"{head} \\"
            head = f"  {option}"
        else:
            head = f"{head} {option}"
    yield head


def _quoted(text: str) -> str:
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Words as roff prints them and nothing else: no request, no escape, all of ASCII."""
    spelt = "".join(_CHARACTERS.get(c, c if c.isascii() else f"\\[u{ord(c):04X}]") for c in text)
    return rf"\&{spelt}" if spelt.startswith(".") else spelt


def main() -> int:
    """Prints the page or writes it; 1 if what is there differs."""
    parser = argparse.ArgumentParser(description="The man page, made of the command line.")
    parser.add_argument("--update", action="store_true", help="write docs/auditor.1")
    made = page()
    if parser.parse_args().update:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    sys.stdout.write(made)
    return 0 if PAGE.is_file() and made == PAGE.read_text(encoding="utf-8") else 1


if __name__ == "__main__":
    sys.exit(main())
