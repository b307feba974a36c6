"""The site made of docs/: built, and every link on it followed.

    python bench/docsite.py FOLDER                  builds the site in FOLDER, which must not be there yet

Examples lie in the project and not among the pages, so they are copied into the site: reports/ as they are, drafts and
whatever else is Markdown as plain text. Other files of the project stand on a page as words, without a link. Exit
codes: 0 built, 1 something on it is wrong (a dead link, a page that loads anything from elsewhere), 2 not built.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CONFIGURATION = DOCS / "zensical.toml"
COPIED = ("reports", "tests/cases")
"""Folders of the project to whose files pages may link."""
FOLDERS = "examples.md"
"""The page that stands for those folders themselves."""

_FENCE = re.compile(r"^(```.*?^```$)", re.M | re.S)
_OUTSIDE = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\.\./([^)\s]*)\)")
_FILE = re.compile(r"\[([\w-]+\.md)\]\((\1(?:#[^)\s]*)?)\)")
"""A link whose words are the name of the page that it leads to."""
_LOADING = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("link", "href"),
    ("form", "action"),
    ("use", "href"),
}
_IN_STYLES = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_UNREAD = re.compile(r"^\s*(?:[-*] |\d+\. |\|.*\|)")


class UnbuiltError(Exception):
    """The site could not be built; says why."""


def main(argv: list[str] | None = None) -> int:
    """Builds the site and prints what is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the site goes")
    args = parser.parse_args(argv)
    try:
        build(args.folder)
    except UnbuiltError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = faults(args.folder)
    print(
        "\n".join(wrong) or f"built in {args.folder}: every link leads somewhere, and nothing is loaded from elsewhere"
    )
    return 1 if wrong else 0


# ---------------------------------------------------------------- building


def build(folder: Path, docs: Path = DOCS) -> None:
    """Makes the site in `folder`, which is new; raises `UnbuiltError` where zensical objects to anything."""
    if folder.exists():
        raise UnbuiltError(f"{folder} is there already")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        shutil.copy(docs / CONFIGURATION.name, work)
        shutil.copytree(docs, work / "pages", ignore=shutil.ignore_patterns(CONFIGURATION.name, "__pycache__"))
        called = titles(tomllib.loads((docs / CONFIGURATION.name).read_text(encoding="utf-8"))["project"]["nav"])
        for page in (work / "pages").glob("*.md"):
            page.write_text(at_home(page.read_text(encoding="utf-8"), called), encoding="utf-8")
        for name in COPIED:
            _copy(ROOT / name, work / "pages" / name)
        run = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", CONFIGURATION.name],
            cwd=work,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_COLOR": "1"},
            check=False,
        )
        if run.returncode:
            raise UnbuiltError(f"zensical does not build this:\n{run.stdout}{run.stderr}")
        shutil.copytree(work / "site", folder)


def _copy(source: Path, target: Path) -> None:
    """Copies a folder of examples; Markdown becomes plain text, which browsers show as it is."""
    for path in (each for each in source.rglob("*") if each.is_file()):
        there = target / on_site(path.relative_to(source).as_posix())
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, there)


def on_site(path: str) -> str:
    """What a file of the examples is called on the site."""
    return f"{path}.txt" if path.endswith(".md") else path


def titles(nav: object) -> dict[str, str]:
    """What each page of a navigation is called there, by the name of its file."""
    if isinstance(nav, list):
        return {page: title for each in nav for page, title in titles(each).items()}
    if not isinstance(nav, dict):
        return {}
    named = {held: title for title, held in nav.items() if isinstance(held, str)}
    return named | titles(list(nav.values()))


def at_home(markdown: str, called: Mapping[str, str]) -> str:
    """The page with its links to files outside docs/ leading to their copies, or gone where there is none.

    A link whose words are the name of a page's file has the title of that page instead: files of that name are not seen
    on a site.
    """

    def named(found: re.Match[str]) -> str:
        return f"[{called.get(found[1], found[1])}]({found[2]})"

    parts = _FENCE.split(markdown)
    return "".join(part if part.startswith("```") else _FILE.sub(named, _OUTSIDE.sub(_relink, part)) for part in parts)


def _relink(found: re.Match[str]) -> str:
    mark, words, target = found.groups()
    path = target.rstrip("/")
    if path in COPIED:
        return f"{mark}[{words}]({FOLDERS})"
    if path.startswith(tuple(f"{name}/" for name in COPIED)):
        return f"{mark}[{words}]({on_site(path)})"
    return words


# ---------------------------------------------------------------- checking


@dataclass(slots=True)
class Page:
    """What one page of HTML says of others: all with the line on which it stands."""

    links: list[tuple[int, str]] = field(default_factory=list)
    loads: list[tuple[int, str]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    unread: list[tuple[int, str]] = field(default_factory=list)


def faults(folder: Path) -> list[str]:
    """What is wrong with a site, one line each: dead links, what is loaded from elsewhere, Markdown not read."""
    pages = {path: read(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    wrong = [fault for path in pages for fault in _of_page(path, pages, folder)]
    for path in sorted(folder.rglob("*.css")):
        for at in _IN_STYLES.finditer(path.read_text(encoding="utf-8")):
            target = at[1] or at[2]
            if is_elsewhere(target):
                wrong.append(f"{path.relative_to(folder).as_posix()}: loads {target}")
    return wrong


def _of_page(path: Path, pages: Mapping[Path, Page], folder: Path) -> Iterator[str]:
    page, name = pages[path], path.relative_to(folder).as_posix()
    for line, target in page.loads:
        if is_elsewhere(target):
            yield f"{name}:{line}: loads {target}"
    for line, target in (*page.links, *page.loads):
        if not is_elsewhere(target) and (why := _is_dead(target, path, pages, folder)):
            yield f"{name}:{line}: {why}: {target}"
    for line, words in page.unread:
        yield f"{name}:{line}: a list or a table that is not shown as one: {words}"


def is_elsewhere(target: str) -> bool:
    """Whether an address leads to another machine; `data:` and `mailto:` do not load anything."""
    parts = urlsplit(target)
    return parts.scheme in ("http", "https", "ws", "wss", "ftp") or (not parts.scheme and bool(parts.netloc))


def _is_dead(target: str, path: Path, pages: Mapping[Path, Page], folder: Path) -> str:
    """Why an address within the site leads nowhere; empty if it leads somewhere."""
    parts = urlsplit(target)
    if parts.scheme:
        return ""
    at = urlsplit(urljoin("/" + path.relative_to(folder).as_posix(), target))
    there = folder / unquote(at.path).lstrip("/")
    there = there / "index.html" if there.is_dir() else there
    if not there.is_file():
        return "a link that leads nowhere"
    if parts.fragment and there in pages and unquote(parts.fragment) not in pages[there].anchors:
        return "an anchor that is not there"
    return ""


def read(html: str) -> Page:
    """The links and anchors of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Reads links, anchors, and paragraphs that look like lists which nobody made one."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page(anchors={"", "top"})
        self._within: list[str] = []
        self._begins = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begins = tag == "p"
        line = self.getpos()[0]
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.page.anchors.add(value)
            elif (tag, name) in _LOADING and value:
                targets = [each.split()[0] for each in value.split(",")] if name == "srcset" else [value]
                self.page.loads += [(line, target) for target in targets]
            elif name == "href" and value:
                self.page.links.append((line, value))
        self._within = ["p"] if tag == "p" else [*self._within, tag] if self._within else []

    def handle_endtag(self, tag: str) -> None:
        self._begins = False
        if tag in self._within:
            del self._within[self._within.index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._within == ["p"]:
            lines = data.split("\n")[0 if self._begins else 1 :]
            self.page.unread += [(self.getpos()[0], line) for line in lines if _UNREAD.match(line)]
        self._begins = False


if __name__ == "__main__":
    sys.exit(main())
