"""The site made of docs/ builds without a warning, every link on it leads somewhere, and no page asks elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest

from bench import docsite

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = 360
pytestmark = pytest.mark.skipif(
    find_spec("zensical") is None and os.environ.get("CI") != "true",
    reason="zensical is not installed: pip install 'auditor[docs]'",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "built"
    docsite.build(folder)
    return folder


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    assert docsite.faults(site) == []


def test_every_page_is_in_the_navigation(site: Path) -> None:
    nav = tomllib.loads(docsite.CONFIGURATION.read_text(encoding="utf-8"))["project"]["nav"]
    assert sorted(named(nav)) == sorted(path.name for path in docsite.DOCS.glob("*.md"))


def named(nav: object) -> Iterator[str]:
    """The pages of a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for each in nav.values():
            yield from named(each)
    elif isinstance(nav, list):
        for each in nav:
            yield from named(each)


def test_examples_lie_on_the_site(site: Path) -> None:
    assert (site / "reports/night-shifts/draft.html").read_bytes() == (
        docsite.ROOT / "reports/night-shifts/draft.html"
    ).read_bytes()
    assert (site / "tests/cases/night-shifts/draft.md.txt").is_file()


# ---------------------------------------------------------------- what would be noticed


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A small site in order."""
    (tmp_path / "a.html").write_text('<h1 id="x">A</h1><p>See <a href="b.html#y">B</a>.</p><ul><li>- c</li></ul>')
    (tmp_path / "b.html").write_text('<h1 id="y">B</h1><a href="a.html">A</a><a href="https://a.example/">out</a>')
    (tmp_path / "s.css").write_text("p { background: url(data:image/png;base64,AA) }")
    assert docsite.faults(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="c.html">C</a>', "b.html:1: a link that leads nowhere: c.html"),
        ('<a href="a.html#z">A</a>', "b.html:1: an anchor that is not there: a.html#z"),
        ('<a href="#z">A</a>', "b.html:1: an anchor that is not there: #z"),
        ('<img src="no.png">', "b.html:1: a link that leads nowhere: no.png"),
        ('<script src="https://cdn.example/x.js"></script>', "b.html:1: loads https://cdn.example/x.js"),
        ('<link href="//fonts.example/f.css" rel="stylesheet">', "b.html:1: loads //fonts.example/f.css"),
        ('<img srcset="a.html 1x, https://cdn.example/y.png 2x">', "b.html:1: loads https://cdn.example/y.png"),
        ("<p>So:\n- one\n- two</p>", "b.html:1: a list or a table that is not shown as one: - one"),
        ("<p>| a | b |</p>", "b.html:1: a list or a table that is not shown as one: | a | b |"),
    ],
)
def test_a_fault_is_noticed(pages: Path, html: str, fault: str) -> None:
    (pages / "b.html").write_text(f'<h1 id="y">B</h1>{html}')
    assert fault in docsite.faults(pages)


def test_a_style_that_loads_a_font_is_noticed(pages: Path) -> None:
    (pages / "s.css").write_text(
        '@import "https://fonts.example/f.css"; p { background: url(https://c.example/b.png) }'
    )
    assert docsite.faults(pages) == ["s.css: loads https://fonts.example/f.css", "s.css: loads https://c.example/b.png"]


def test_a_dead_link_is_a_site_that_is_not_built(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(docsite.DOCS, docs)
    with (docs / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[gone](gone.md)\n")
    with pytest.raises(docsite.UnbuiltError, match="page does not exist"):
        docsite.build(tmp_path / "site", docs)


def test_links_out_of_the_pages_lead_to_copies_or_are_words() -> None:
    page = (
        "[a](../reports) [b](../tests/cases/x/draft.md) [c](../LICENSE) [d](rules.md#x)\n"
        "```text\n[e](../LICENSE)\n```\n"
    )
    assert docsite.at_home(page, {}) == (
        "[a](examples.md) [b](tests/cases/x/draft.md.txt) c [d](rules.md#x)\n```text\n[e](../LICENSE)\n```\n"
    )


def test_a_link_that_says_the_name_of_a_file_says_the_title_of_the_page() -> None:
    called = docsite.titles([{"Start": "index.md"}, {"Rules": [{"How to": "rules.md"}]}])
    assert called == {"index.md": "Start", "rules.md": "How to"}
    page = (
        "[rules.md](rules.md) [rules.md](rules.md#x) [below](rules.md) [no.md](no.md)\n```\n[rules.md](rules.md)\n```\n"
    )
    assert docsite.at_home(page, called) == (
        "[How to](rules.md) [How to](rules.md#x) [below](rules.md) [no.md](no.md)\n```\n[rules.md](rules.md)\n```\n"
    )


def test_no_link_on_the_site_says_the_name_of_a_file(site: Path) -> None:
    pages = {path.name for path in docsite.DOCS.glob("*.md")}
    for path in site.glob("*.html"):
        said = set(re.findall(r"<a [^>]*>([\w-]+\.md)</a>", path.read_text(encoding="utf-8")))
        assert said & pages == set(), path.name


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="there is no Chromium here")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_pages_in_a_browser_fit_a_phone_and_ask_nobody_else(site: Path, address: str) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    wide: list[str] = []
    with sync_playwright() as started:
        args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = started.chromium.launch(executable_path=CHROMIUM, args=args)
        page = browser.new_page(viewport={"width": PHONE, "height": 720})
        page.on("request", lambda request: asked.append(request.url))
        for path in sorted(each.name for each in site.glob("*.html") if each.name != "404.html"):
            page.goto(f"{address}/{path}")
            width = page.evaluate("document.documentElement.scrollWidth")
            wide += [f"{path}: {width}"] if width > PHONE else []
        browser.close()
    assert [url for url in asked if not re.match(rf"{address}/|data:|blob:", url)] == []
    assert wide == []
