"""What the documents tell people to type: lines of a shell, read out of Markdown, and the commands of ours in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import typer.main

from auditor.cli.main import build

SHELLS = ("console", "sh", "bash", "shell", "zsh")
OTHERS = ("yaml", "yml", "toml", "ini", "dockerfile", "groovy", "makefile", "make", "vim", "lua")
"""Languages of blocks in which a command of ours may stand as a value."""
_BLOCK = re.compile(r"^([ >]*)```(\w[\w-]*)[^\n]*\n(.*?)^\1```[ \t]*$", re.M | re.S)
_INLINE = re.compile(r"(?<!`)`(auditor(?: [^`]*)?)`(?!`)", re.S)
_CONTINUED = re.compile(r"\\\n[ >]*")
_SEPARATORS = frozenset({"|", "||", "&&", ";", "&", "(", ")"})
_VALUE = re.compile(r"(?<![\w./-])auditor +([^\n\"'`]*)")
_PLACEHOLDER = re.compile(r"^[\[{(]*(?:[A-Z][A-Z:/…]*|…)")


@dataclass(frozen=True, slots=True)
class Told:
    """One simple command: a program, what it is given, and where its input comes from and its output goes."""

    program: str
    words: Sequence[str]
    line: str
    reads: str = ""
    writes: str = ""
    within: str = ""
    """The program that starts it, such as strace; empty if it is typed as it stands."""
    piped: bool = False
    """Whether it reads what the command before it prints."""

    def is_ours(self) -> bool:
        return self.program == "auditor"


def blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """Language and text of each fenced block, without what it is indented or quoted by."""
    for indent, language, text in _BLOCK.findall(markdown):
        yield language.lower(), re.sub(rf"^{re.escape(indent)}", "", text, flags=re.M)


def lines(language: str, text: str) -> list[str]:
    """The lines that are typed in a block of a shell."""
    if language == "console":
        text = "\n".join(re.findall(r"^\$ ((?:.*\\\n)*.*)$", text, re.M))
    joined = _CONTINUED.sub(" ", text).splitlines()
    return [line.strip() for line in joined if line.strip() and not line.lstrip().startswith("#")]


def commands(line: str) -> list[Told]:
    """The simple commands of a line, in order."""
    told: list[Told] = []
    parts: list[list[str]] = [[]]
    pipes = [False]
    for word in _words(line):
        if word in _SEPARATORS:
            parts.append([])
            pipes.append(word == "|")
        else:
            parts[-1].append(word)
    for part, piped in zip(parts, pipes, strict=True):
        if command := _simple(part, line):
            told.append(replace(command, piped=piped))
    return told


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words = list(lexer)
    comment = next((n for n, word in enumerate(words) if word.startswith("#")), len(words))
    return words[:comment]


def _simple(words: Sequence[str], line: str) -> Told | None:
    plain: list[str] = []
    streams = {"<": "", ">": ""}
    rest = iter(words)
    for word in rest:
        if word in ("<", ">", ">>", ">&", "&>"):
            target = next(rest, "")
            if word in streams and not (plain and plain[-1] == "2"):
                streams[word] = target
            if plain and plain[-1] in ("1", "2"):
                plain.pop()
        else:
            plain.append(word)
    while plain and re.match(r"\w+=", plain[0]):
        plain.pop(0)
    if not plain:
        return None
    at = _ours_at(plain)
    within = _name(plain[0]) if at else ""
    return Told(_name(plain[at]), tuple(plain[at + 1 :]), line, streams["<"], streams[">"], within)


def _name(word: str) -> str:
    return word.rpartition("/")[2]


def _ours_at(words: Sequence[str]) -> int:
    """Where the command of ours begins among the words of another that starts it; 0 if there is none."""
    known = {*tree().commands, "--help", "--version"}
    for n, word in enumerate(words):
        if _name(word) == "auditor" and n + 1 < len(words) and words[n + 1] in known:
            return n
    return 0


def mentions(markdown: str) -> Iterator[list[str]]:
    """The words of each command of ours that stands in a line of prose or as a value in a block of another language."""
    bare = _BLOCK.sub("", markdown)
    for found in _INLINE.findall(bare):
        yield _split(found.removeprefix("auditor"))
    for language, text in blocks(markdown):
        if language in OTHERS:
            yield from (words for found in _VALUE.findall(text) if (words := _split(found)))


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a single mark, as in an abbreviation
        return text.split()


@cache
def tree() -> Any:
    """All commands with their options, as click has them; Typer may bring a click of its own."""
    return typer.main.get_command(build())


def misnamed(words: Sequence[str]) -> str:
    """What is wrong with a command as far as names of commands and options go; empty if nothing is."""
    at = tree()
    rest = list(words)
    while hasattr(at, "commands") and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if _PLACEHOLDER.match(name):
            return ""
        if name not in at.commands:
            return f"there is no command {name}"
        at = at.commands[name]
    known = {"--help", *(name for each in at.params for name in (*each.opts, *each.secondary_opts))}
    for word in rest:
        if word == "--":
            break
        option = word.partition("=")[0]
        if re.match(r"--?[a-zA-Z]", option) and option not in known:
            return f"{at.name} has no option {option}"
    return ""
