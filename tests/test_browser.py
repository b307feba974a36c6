"""Pages in a real Chromium: what a click, a key and a printer make of them, and that they reach nothing.

They are skipped where there is no Chromium, but not where changes are judged.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.dispatch import render_report
from auditor.render.page import index
from tests.factories import FERRY, beside, ferry, finding, make_report, source, statement
from tests.unit.render.page.test_writer import HOSTILE_TEXT, hostile
from tests.unit.render.test_index import ALL

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FONTS = list(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf"))
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
SECONDS = 5.0
"""In which 20,000 words must be shown and answer; they take about one."""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="there is no Chromium here"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@dataclass(slots=True)
class Shown:
    """A page in the browser, with all that it complained of and asked for."""

    page: Page
    path: Path
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def lit(self) -> str:
        """The words that are lit up, in order."""
        return "|".join(self.page.locator("#sheet .m.st.on").all_inner_texts())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, report in {"ferry": beside(ferry(), FERRY), "hostile": hostile(), "long": long_report()}.items():
        (made / f"{name}.html").write_text(render_report(report, "html"), encoding="utf-8")
    (made / "legal.html").write_text(render_report(ferry(), "legal-html"), encoding="utf-8")
    (made / "index.html").write_text(index.write([*ALL, (ferry(), "ferry.html")]), encoding="utf-8")
    return made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def show(context: BrowserContext, path: Path) -> Shown:
    shown = Shown(context.new_page(), path)
    shown.page.on("console", lambda message: shown.complaints.append(message.text))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.on("request", lambda request: shown.asked.append(request.url))
    shown.page.goto(path.as_uri())
    return shown


@pytest.fixture
def shown(context: BrowserContext, folder: Path) -> Iterator[Shown]:
    found = show(context, folder / "ferry.html")
    yield found
    assert found.complaints == []
    assert found.asked == [found.path.as_uri()]


# ---------------------------------------------------------------- sources and filters


def test_a_source_lights_up_all_that_it_carries(shown: Shown) -> None:
    button = shown.page.get_by_role("button", name="S2: light up")
    button.click()
    assert shown.lit() == "The Port of Lindholm plans to end its night ferry in May|the route loses $40,000 a month"
    assert button.get_attribute("aria-pressed") == "true"
    assert shown.page.locator(".ribbon .bar.on").count() == 2
    assert (
        shown.page.get_by_role("status").inner_text()
        == "S2, two people briefed on the plan, anonymous (2 people): 2 statements"
    )
    button.click()
    assert shown.lit() == ""
    assert button.get_attribute("aria-pressed") == "false"
    assert shown.page.locator("#litbar").is_hidden()


def test_next_goes_from_statement_to_statement(shown: Shown) -> None:
    shown.page.get_by_role("button", name="S2: light up").click()
    for place, words in ((1, "The Port of Lindholm"), (2, "the route loses"), (1, "The Port of Lindholm")):
        shown.page.get_by_role("button", name="Next").click()
        assert shown.page.locator(".here").first.inner_text().startswith(words)
        assert shown.page.get_by_role("status").inner_text().endswith(f"{place} of 2")
    shown.page.get_by_role("button", name="Show all", exact=True).click()
    assert shown.page.locator(".here, .on").count() == 0


def test_the_strip_answers_a_click(shown: Shown) -> None:
    shown.page.locator('.ribbon .bar[data-s="S6"]').click()
    assert shown.lit() == "a strike was possible"


def test_kinds_of_source_are_filtered_one_or_several(shown: Shown) -> None:
    kinds = shown.page.locator("#controls .kinds button")
    assert kinds.all_inner_texts() == ["Anonymous 3", "Named 2", "Unnamed 2", "Document 1", "No source 2"]
    kinds.nth(0).click()
    assert shown.page.locator("#sheet .m.st.on").count() == 3
    kinds.nth(3).click()
    assert shown.page.locator("#sheet .m.st.on").count() == 4
    assert "Anonymous, Document" in shown.page.get_by_role("status").inner_text()


def test_findings_are_filtered_by_severity(shown: Shown) -> None:
    shown.page.locator("#controls .severities").get_by_role("button", name="Error").click()
    assert [each.get_attribute("id") for each in shown.page.locator("article.finding:visible").all()] == ["F3"]
    assert shown.page.locator(".margin a.more:visible").all_inner_texts() == ["F3"]
    assert shown.page.locator("#sheet .m.hit:not(.off)").all_inner_texts() == ["It is said"]


# ---------------------------------------------------------------- the card


def test_a_click_shows_what_is_known_of_the_words(shown: Shown) -> None:
    shown.page.locator("#sheet").get_by_text("the route loses").click()
    card = shown.page.get_by_role("dialog")
    told = card.inner_text()
    for part in ("S2 two people briefed on the plan", "The people", "Introduced by", "“said”", "What found it"):
        assert part in told
    assert card.locator("details.found").get_attribute("open") is None
    card.get_by_role("button", name="Light up all that it carries").click()
    assert "the route loses" in shown.lit()
    assert card.is_hidden()


def test_the_mouse_shows_it_without_a_click_and_takes_it_away(shown: Shown) -> None:
    shown.page.locator("#sheet").get_by_text("a strike was possible").hover()
    shown.page.get_by_role("dialog").wait_for(state="visible")
    shown.page.mouse.move(2, 2)
    shown.page.get_by_role("dialog").wait_for(state="hidden")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keys_open_and_escape_closes(shown: Shown, key: str) -> None:
    tag = shown.page.locator("#sheet a.tag.st").nth(1)
    assert tag.get_attribute("role") == "button"
    tag.focus()
    shown.page.keyboard.press(key)
    assert shown.page.get_by_role("dialog").is_visible()
    assert tag.get_attribute("aria-expanded") == "true"
    assert shown.page.evaluate("document.activeElement.id") == "card"
    shown.page.keyboard.press("Escape")
    assert shown.page.get_by_role("dialog").is_hidden()
    assert tag.get_attribute("aria-expanded") == "false"
    assert tag.evaluate("each => each === document.activeElement")


def test_the_first_stop_of_the_keyboard_skips_to_the_report(shown: Shown) -> None:
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.textContent") == "To the report"
    assert shown.page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


# ---------------------------------------------------------------- other readers


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ferry", "legal", "index"])
def test_axe_finds_no_barrier(context: BrowserContext, folder: Path, name: str, scheme: str) -> None:
    page = show(context, folder / f"{name}.html").page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if name == "ferry":
        page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    tags = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    assert Axe().run(page, options=tags).response["violations"] == []
    if name == "ferry":
        page.get_by_role("button", name="S2: light up").click()
        page.locator("#sheet a.tag.st").first.click()
        assert Axe().run(page, options=tags).response["violations"] == []


@pytest.mark.parametrize("name", ["ferry", "hostile", "legal", "index"])
def test_a_phone_never_scrolls_sideways(browser: Browser, folder: Path, name: str) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = show(phone, folder / f"{name}.html").page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    if name == "ferry":
        page.locator("#sheet").get_by_text("the route loses").tap()
        box = page.get_by_role("dialog").bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, 360)
        note = page.locator(".noted").nth(1)
        assert note.locator(".margin").bounding_box()["y"] > note.locator(".row").bounding_box()["y"]  # type: ignore[index]
    phone.close()


def test_targets_are_large_enough_to_hit(shown: Shown) -> None:
    small = shown.page.locator("button:visible, a.tag, summary:visible").evaluate_all(
        "all => all.map((each) => [each.textContent, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"
    )
    assert small == []


def test_without_its_script_the_page_says_everything(browser: Browser, folder: Path) -> None:
    silent = browser.new_context(java_script_enabled=False)
    page = show(silent, folder / "ferry.html").page
    assert page.get_by_role("button").count() == 0
    page.locator("#sheet a.tag.st").nth(1).click()
    assert page.locator("#A2").is_visible(), "a link into the closed list opens it"
    assert "Introduced by" in page.locator("#A2").inner_text()
    silent.close()


def test_it_prints_in_full_without_controls(context: BrowserContext, folder: Path) -> None:
    page = show(context, folder / "ferry.html").page
    page.get_by_role("button", name="S2: light up").click()
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as printed:
        text = " ".join(" ".join(each.get_textpage().get_text_bounded() for each in printed).split())
    for part in ("two people briefed on the plan", "Reached by phone", "Say who says so.", "How this report was made"):
        assert part in text
    for part in ("Show all", "To the report", "What found it", "Previous"):
        assert part not in text


@pytest.mark.skipif(
    not FONTS and os.environ.get("CI") != "true", reason="the fonts that pages fall back to are missing"
)
def test_a_draft_of_500_words_without_objections_fits_on_two_pages(context: BrowserContext) -> None:
    page = show(context, Path(__file__).parents[1] / "reports" / "walking-study" / "draft.html").page
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as printed:
        assert len(printed) == 2


# ---------------------------------------------------------------- the index


def drafts_of(page: Page) -> list[str]:
    """The paths of the drafts that the table shows, in its order."""
    return page.locator("table.drafts tbody tr:visible .path").all_inner_texts()


def test_the_index_sorts_by_any_column_both_ways(context: BrowserContext, folder: Path) -> None:
    shown = show(context, folder / "index.html")
    assert drafts_of(shown.page) == ["drafts/ferry.txt", "grave", "warned", "clean"]
    shown.page.get_by_role("button", name="Draft", exact=True).click()
    assert drafts_of(shown.page) == ["clean", "grave", "drafts/ferry.txt", "warned"]
    shown.page.get_by_role("button", name="Warnings").focus()
    shown.page.keyboard.press("Enter")
    assert drafts_of(shown.page)[0] == "warned"
    assert shown.page.locator("th[aria-sort]").all_inner_texts() == ["Warnings"]
    shown.page.keyboard.press("Enter")
    assert drafts_of(shown.page)[-1] == "warned"
    assert (shown.complaints, shown.asked) == ([], [shown.path.as_uri()])


def test_the_index_is_filtered_by_words_desk_and_need(context: BrowserContext, folder: Path) -> None:
    page = show(context, folder / "index.html").page
    page.get_by_label("Desk").select_option("Metro")
    assert drafts_of(page) == ["drafts/ferry.txt", "grave", "warned"]
    page.get_by_role("searchbox").fill("GRAVE")
    assert drafts_of(page) == ["grave"]
    assert page.get_by_role("status").inner_text() == "1 of 4 drafts"
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Desk").select_option("")
    page.get_by_label("Only those").check()
    assert drafts_of(page) == ["drafts/ferry.txt", "grave", "warned"]


def test_the_index_leads_to_the_reports(context: BrowserContext, folder: Path) -> None:
    page = show(context, folder / "index.html").page
    page.get_by_role("link", name="Night ferry may be cut, aides say").first.click()
    assert page.url.endswith("/ferry.html")
    assert page.locator("h1").inner_text() == "Night ferry may be cut, aides say"


# ---------------------------------------------------------------- what is foreign, and what is long


def test_a_hostile_draft_is_inert(context: BrowserContext, folder: Path) -> None:
    shown = show(context, folder / "hostile.html")
    said: list[str] = []
    shown.page.on("dialog", lambda dialog: said.append(dialog.message))
    shown.page.locator("#sheet a.tag").first.click()
    shown.page.wait_for_timeout(100)
    assert shown.page.locator("img, #sheet svg, #sheet script, #sheet b:text('clerk')").count() == 0
    assert "{{ 7*7 }}" in shown.page.locator("#sheet").inner_text()
    assert HOSTILE_TEXT.split()[0] in shown.page.locator("h1").inner_text()
    assert (said, shown.complaints, shown.asked) == ([], [], [shown.path.as_uri()])


def long_report() -> Report:
    """20,000 words with 800 statements of 40 sources and 40 findings."""
    sentence = (
        "The harbour will close in May because nobody has paid for it and the cranes are old and rusty,"
        " clerk {n} said in a letter to the port. "
    )
    text, statements = "Harbour to close\n\n", []
    for number in range(800):
        start = len(text)
        text += sentence.format(n=number % 40) + ("Nothing else is known of it.\n\n" if number % 2 else "")
        who, cue = text.index("clerk", start), text.index("said", start)
        made = statement(text, number + 1, [], Span(cue, cue + 4), Span(who, cue - 1), f"S{number % 40 + 1}")
        statements.append(replace(made, content=(Span(start, who - 2),)))
    speakers = [each.source for each in statements if each.source is not None]
    kinds = [SourceKind.NAMED_PERSON if n % 4 else SourceKind.ANONYMOUS for n in range(40)]
    sources = tuple(source(text, n + 1, kind, [speakers[n]], 1) for n, kind in enumerate(kinds))
    findings = tuple(finding(n + 1, "p/q", Severity.WARNING, f"Number {n}.", speakers[n * 20]) for n in range(40))
    return beside(make_report(text, sources=sources, statements=tuple(statements), findings=findings), text)


def test_twenty_thousand_words_answer_at_once(context: BrowserContext, folder: Path) -> None:
    start = time.perf_counter()
    shown = show(context, folder / "long.html")
    loaded = time.perf_counter() - start
    assert len(shown.page.locator("#sheet").inner_text().split()) > 20_000
    start = time.perf_counter()
    shown.page.get_by_role("button", name="S1: light up").click()
    assert shown.page.locator("#sheet .m.st.on").count() == 20
    shown.page.get_by_role("button", name="Next").click()
    shown.page.locator("#sheet a.tag.st.on").first.click()
    assert shown.page.get_by_role("dialog").is_visible()
    answered = time.perf_counter() - start
    print(f"loaded in {loaded:.2f} s, answered in {answered:.2f} s")
    assert max(loaded, answered) < SECONDS
