"""Summary tables in every format, and the dispatch of formats."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from lxml import html
from markdown_it import MarkdownIt
from tabulate import tabulate_formats

from auditor.base.errors import UsageError
from auditor.records.article import MetaValue
from auditor.records.report import Failure, Report, RunResult
from auditor.records.saved import read as restore
from auditor.records.saved import write as serial
from auditor.render import dispatch
from auditor.render.document import SIGNATURE
from auditor.render.summary import choices
from auditor.render.summary.columns import columns, for_programs
from auditor.render.summary.rows import Row, Table, cut, rows
from auditor.render.summary.table import format_of, formats, render
from auditor.render.terminal.findings import findings
from tests.factories import as_markdown, ferry, nothing

FAILED = Failure("drafts/a|b_1.txt", "A307", "this is <no> text", "save it as plain text")


def at(report: Report, path: str, **meta: MetaValue) -> Report:
    """`report` of an article at another path, and perhaps with other front matter."""
    return replace(report, article=replace(report.article, path=path, meta=meta or report.article.meta))


def sample(group_by: str | None = None) -> Table[Row]:
    """Two articles and a failure."""
    return rows([at(ferry(), "in/metro/ferry.md"), at(nothing(), "in/rain.md")], group_by, [FAILED])


# ---------------------------------------------------------------- what cannot be


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        render(sample(), "githib")
    assert caught.value.message == "there is no table format 'githib'"
    assert caught.value.hint.startswith(
        "Did you mean 'github'? There are: simple, csv, tsv, json, jsonl, html, github, "
    )


def test_an_empty_table_has_a_total() -> None:
    total = render(rows([])).split("\n\n")[0].split("\n")[-1]
    assert total.split() == ["total", "of", "0", "drafts", "0", "0", "0", "0", "–", "–", "–"]


# ---------------------------------------------------------------- the format


@pytest.mark.parametrize(
    ("asked", "file", "fmt"),
    [
        (None, None, "simple"),
        (None, "a.csv", "csv"),
        (None, "A.CSV", "csv"),
        (None, "a.b.jsonl", "jsonl"),
        (None, "a.xlsx", "xlsx"),
        (None, "a.htm", "html"),
        (None, "a.md", "github"),
        (None, "a.txt", "simple"),
        ("json", "a.csv", "json"),
        ("grid", "a", "grid"),
        ("xlsx", None, "xlsx"),
        ("markdown", None, "github"),
    ],
)
def test_the_format_is_what_was_asked_for_or_what_the_name_tells(asked: str | None, file: str | None, fmt: str) -> None:
    assert format_of(asked, file) == fmt


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("a.doc", "the format of 'a.doc' is not known: the end of its name, '.doc', tells no format"),
        ("table", "the format of 'table' is not known: its name has no ending"),
        (".csv", "the format of '.csv' is not known: its name has no ending"),
    ],
)
def test_a_name_that_tells_no_format_is_refused(file: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_of(None, file)
    assert caught.value.message == told
    assert caught.value.hint.startswith("end it in one of .csv, .tsv, ")
    assert ".xlsx" in caught.value.hint
    assert caught.value.hint.endswith("name the format with --format")


def test_a_format_that_there_is_not_is_refused_before_anything_is_done() -> None:
    with pytest.raises(UsageError) as caught:
        format_of("xlx", "a.csv")
    assert caught.value.hint.startswith("Did you mean 'xlsx'? ")


# ---------------------------------------------------------------- tables to read


def test_the_default_table() -> None:
    assert (
        render(sample())
        == """\
                                                     share  anony-
                                   anony-    unex-  anony-  mous
draft              sources  named    mous  plained    mous  only    findings
-----------------  -------  -----  ------  -------  ------  ------  ---------
metro/ferry.md           6      1       2        1     30%  lead    1 error
                                                                    1 warning
                                                                    1 info
rain.md                  0      0       0        0       –  –       –
-----------------  -------  -----  ------  -------  ------  ------  ---------
total of 2 drafts        6      1       2        1     30%  1 lead  1 error
                                                                    1 warning
                                                                    1 info

unexplained: anonymous sources whom the draft gives no reason for not naming
share anonymous: of all statements, those of anonymous sources
anonymous only: headline or lead (first paragraph) on anonymous sources only
findings: errors, warnings, information; unsure ones (low confidence) are apart
Paths are below in.
Not in the table, because 1 file failed:
drafts/a|b_1.txt: A307 this is <no> text
"""
    )


def test_on_a_wide_screen_nothing_is_broken() -> None:
    lines = render(sample(), width=120).split("\n")
    assert lines[0].split() == ["share", "anonymous"]
    assert re.split("  +", lines[1]) == [
        "draft",
        "sources",
        "named",
        "anonymous",
        "unexplained",
        "anonymous",
        "only",
        "findings",
    ]
    assert lines[3].endswith("  1 error, 1 warning, 1 info")


def longest(text: str) -> int:
    return max(map(len, text.split("\n")))


@pytest.mark.parametrize("group_by", [None, "desk", "author", "date", "folder", "desk,month", "author,desk,week"])
def test_ten_articles_fit_80_columns(group_by: str | None) -> None:
    names = ("a-rather-long-name-for-a-story", "anuncommonlylongnameinonewordthatcannotbebroken", "x")
    desks = ("Investigations", "Local Government", "Sport")
    reports = [
        at(
            ferry(),
            f"drafts/2025/march/politics/{names[n % 3]}-{n}.md",
            desk=desks[n % 3],
            author=("Rosalind Achebe-Quintanilla", "Bo Lund"),
            date=("2025-03-14", "soon")[n % 2],
        )
        for n in range(120)
    ]
    assert longest(render(rows(reports, group_by))) <= 80


def test_every_word_of_a_broken_label_is_there() -> None:
    path = "in/a-rather-long-name/for_a_story/anuncommonlylongnameinonewordthatcannotbebroken#12.md"
    text = render(rows([at(nothing(), path), at(ferry(), "other/x.md")]))
    first, *others = text.split("---\n")[1].split("\nother/x.md")[0].split("\n")
    assert len(others) > 2
    assert first.split(" ")[0] + "".join(line.strip() for line in others) == path


def test_paths_that_share_no_folder_are_whole() -> None:
    text = render(rows([at(nothing(), "/a/one.md"), at(nothing(), "two.md")]))
    assert "\n/a/one.md " in text
    assert "Paths are below" not in text


def test_folders_keep_a_name() -> None:
    text = render(rows([at(nothing(), "in/one.md"), at(nothing(), "in/a/two.md")], "folder"))
    assert "\nin " in text and "\nin/a " in text
    text = render(rows([at(nothing(), "in/b/one.md"), at(nothing(), "in/a/two.md")], "folder"))
    assert "\na " in text and "\nb " in text and "Paths are below in." in text


def test_wide_tables_show_every_figure() -> None:
    narrow, wide = render(sample(), "github"), render(sample(), "github", wide=True)
    assert "| words |" in re.sub(" +", " ", wide)
    assert "| share of quoted words, unnamed spokespeople |" in re.sub(" +", " ", wide)
    assert "| lead anonymous only |" in re.sub(" +", " ", wide)
    assert "words" not in narrow.split("\n")[0]


def test_groups_have_a_column_of_drafts_and_one_for_each_field() -> None:
    heads = [cell.strip() for cell in render(sample("author,desk"), "github").split("\n")[0].split("|")]
    assert heads[1:5] == ["author", "desk", "drafts", "sources"]
    assert re.search(r"(?m)^Ana Ruiz +Metro +1 +6", render(sample("author,desk")))


def test_labels_that_need_too_much_room_stand_in_one_column() -> None:
    report = at(ferry(), "x.md", desk="Local Government", author="Rosalind Achebe")
    lines = render(rows([report], "author,desk")).split("\n")
    assert lines[2].startswith("author, desk ")
    assert lines[4].startswith("Rosalind") and any(line.startswith("  Local") for line in lines)


def test_columns_that_are_chosen() -> None:
    chosen = choices.named(["charges", "share-anonymous", "meta.desk"])
    assert (
        render(sample(), "plain", chosen=chosen).split("\n\n")[0]
        == """\
draft                charges        share  desk
                                anonymous
metro/ferry.md             1          30%  Metro
rain.md                    0            –  –
total of 2 drafts          1          30%"""
    )
    assert render(sample(), "csv", chosen=chosen).startswith(
        "row,label,charges,anonymous_statements_share,meta.desk,error\narticle,in/metro/ferry.md,1,0.3,Metro,\n"
    )


def test_words_are_told_to_programs_as_figures() -> None:
    chosen = choices.named(["findings", "anonymous_only", "errors"])
    (head, first, *_) = render(sample(), "csv", chosen=chosen).split("\n")
    assert head == "row,label,errors,warnings,info,unsure,headline_anonymous_only,lead_anonymous_only,error"
    assert first == "article,in/metro/ferry.md,1,1,1,0,0,1,"


def test_a_table_that_is_cut_says_so_everywhere_it_can() -> None:
    table = cut(sample(), 1)
    told = "The first of 2 drafts is shown; the total counts the other 1 too."
    for fmt in ("simple", "github", "html", "latex", "grid"):
        assert told in render(table, fmt)
        assert "total of 2 drafts" in render(table, fmt).replace("\n", " ")
    assert json.loads(render(table, "json"))["notes"] == [told]


@pytest.mark.parametrize("fmt", formats())
@pytest.mark.parametrize("group_by", [None, "author"])
def test_every_format_shows_rows_total_and_failures(fmt: str, group_by: str | None) -> None:
    text = render(sample(group_by), fmt)
    for words in ("Bo Lund" if group_by else "rain.md", "total", "A307"):
        assert words in text
    assert text.endswith("\n")
    assert text == render(sample(group_by), fmt)


def test_formats_are_those_of_tabulate_and_three_more() -> None:
    assert set(formats()) == {*tabulate_formats, "csv", "json", "jsonl"}
    assert len(set(formats())) == len(formats())


def test_headings_are_plain_words_and_mean_one_thing() -> None:
    shown = columns(sample("desk"))
    assert len({column.heading for column in shown}) == len(shown)
    assert len({column.key for column in shown}) == len(shown)
    for column in shown:
        assert re.fullmatch(r"[a-z]{2,}(,? [a-z]{2,})*", column.heading), column.heading
        assert column.means and "·" not in column.heading


def test_a_github_table_holds_any_path() -> None:
    text = render(rows([at(nothing(), "a|b.md"), at(nothing(), "c\nd.md")]), "github")
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<td>a|b.md</td>" in page
    assert "<td>c\\nd.md</td>" in page


def test_what_stands_below_a_table_is_in_its_language() -> None:
    assert "<p>drafts/a|b_1.txt: A307 this is &lt;no&gt; text</p>\n" in render(sample(), "unsafehtml")
    assert "\ndrafts/a|b\\_1.txt: A307 this is <no> text\n" in render(sample(), "latex")
    assert "\ndrafts/a\\|b_1.txt: A307 this is \\<no\\> text\n" in render(sample(), "github")


def test_a_web_page_stands_alone_and_runs_nothing() -> None:
    report = at(ferry(), "<b>x</b>.md", desk="<script>alert(1)</script>", **{"a<b>": "y"})
    text = render(rows([report, at(nothing(), "y.md")], "desk", [FAILED]), "html")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">') and '<meta charset="utf-8">' in text
    assert not re.search(r"<script|<link|<img|url\(|https?:", text)
    page = html.fromstring(text)
    heads = [cell.text_content() for cell in page.iterfind(".//thead/tr/th")]
    assert heads[:3] == ["desk", "drafts", "sources"]
    assert all(len(row) == len(heads) for row in page.iterfind(".//tr"))
    assert [cell.text_content() for cell in page.iterfind(".//tbody/tr/th")] == ["<script>alert(1)</script>", "(none)"]
    assert page.findtext(".//tfoot/tr/th") == "total of 2 drafts"
    assert page.findtext(".//li") == "drafts/a|b_1.txt: A307 this is <no> text"
    assert "a<b>" in html.fromstring(render(rows([report]), "html", chosen=choices.named(["meta.a<b>"]))).text_content()


# ---------------------------------------------------------------- tables for programs

# fmt: off
KEPT = [
    "words", "statements", "sources", "named", "anonymous", "unnamed_spokesperson", "unnamed_person",
    "unnamed_group", "document", "media", "unattributed", "relayed", "named_statements", "anonymous_statements",
    "unnamed_spokesperson_statements", "unnamed_person_statements", "unnamed_group_statements",
    "document_statements", "media_statements", "unattributed_statements", "named_statements_share",
    "anonymous_statements_share", "unnamed_spokesperson_statements_share", "unnamed_person_statements_share",
    "unnamed_group_statements_share", "document_statements_share", "media_statements_share",
    "unattributed_statements_share", "relayed_statements", "relayed_statements_share", "unresolved_statements",
    "unresolved_statements_share", "named_quoted_words", "anonymous_quoted_words",
    "unnamed_spokesperson_quoted_words", "unnamed_person_quoted_words", "unnamed_group_quoted_words",
    "document_quoted_words", "media_quoted_words", "unattributed_quoted_words", "named_quoted_words_share",
    "anonymous_quoted_words_share", "unnamed_spokesperson_quoted_words_share",
    "unnamed_person_quoted_words_share", "unnamed_group_quoted_words_share", "document_quoted_words_share",
    "media_quoted_words_share", "unattributed_quoted_words_share", "unresolved_quoted_words",
    "unresolved_quoted_words_share", "grants_with_reason", "grants_without_reason", "non_responses", "charges",
    "unanswered", "errors", "warnings", "info", "waived",
]
# fmt: on
"""Keys on which spreadsheets may rest: in this order, for ever."""


@pytest.mark.parametrize("group_by", [None, "desk"])
def test_keys_stay_what_and_where_they_are(group_by: str | None) -> None:
    head = render(sample(group_by), "csv").split("\n")[0].split(",")
    first = ["row", "label", *(["articles"] if group_by else [])]
    assert head[: len(first) + len(KEPT)] == [*first, *KEPT]
    assert head[-1] == "error"
    record = json.loads(render(sample(group_by), "json"))["rows"][0]
    assert list(record)[: len(first) - 1 + len(KEPT)] == [*first[1:], *KEPT]


def test_csv_tells_articles_the_total_and_failures_apart() -> None:
    lines = list(csv.DictReader(io.StringIO(render(sample(), "csv"))))
    assert [(line["row"], line["label"], line["error"]) for line in lines] == [
        ("article", "in/metro/ferry.md", ""),
        ("article", "in/rain.md", ""),
        ("total", "total", ""),
        ("failed", "drafts/a|b_1.txt", "A307 this is <no> text"),
    ]
    first, second, *_ = lines
    assert (first["statements"], first["named"], first["anonymous_statements"]) == ("10", "1", "3")
    assert (first["anonymous_statements_share"], second["anonymous_statements_share"]) == ("0.3", "")
    assert (first["named_quoted_words"], first["named_quoted_words_share"]) == ("8", "0.7273")
    assert (first["errors"], first["waived"], first["unexplained"]) == ("1", "1", "1")
    assert lines[3]["statements"] == ""


def test_csv_has_the_front_matter() -> None:
    lines = list(csv.DictReader(io.StringIO(render(sample(), "csv"))))
    assert [line["meta.desk"] for line in lines] == ["Metro", "", "", ""]
    assert lines[0]["meta.author"] == "Ana Ruiz; Bo Lund"
    groups = list(csv.DictReader(io.StringIO(render(sample("author,month"), "csv"))))
    assert [(line["group.author"], line["group.month"]) for line in groups][:3] == [
        ("Ana Ruiz", "2025-03"),
        ("Bo Lund", "2025-03"),
        ("(none)", "(none)"),
    ]
    assert not any(key.startswith("meta.") for key in groups[0])


def test_tsv_is_csv_with_tabs() -> None:
    commas = list(csv.reader(io.StringIO(render(sample("author"), "csv"))))
    assert list(csv.reader(io.StringIO(render(sample("author"), "tsv")), delimiter="\t")) == commas


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", " =", '"=', "＝", "'+"])
def test_no_word_of_a_draft_is_a_formula(start: str) -> None:
    report = at(nothing(), f"{start}cmd|' /C calc'!A0.md", **{"desk": f"{start}1+1", f"{start}x": "a"})
    for fmt, delimiter in (("csv", ","), ("tsv", "\t")):
        for group_by in (None, "desk"):
            text = render(rows([report, ferry()], group_by, [Failure(f"{start}f", "A307", f"{start}m")]), fmt)
            cells = [cell for line in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in line]
            told = [cell for cell in cells if "calc" in cell or "1+1" in cell]
            assert told and all(cell.startswith(("'", r"\t", r"\r")) for cell in told)
            assert not [cell for cell in cells if re.match(r"[=+@\t\r＝-]", cell)]


def test_figures_have_no_apostrophe() -> None:
    assert "'" not in render(sample(), "csv")


def test_json_has_everything() -> None:
    data = json.loads(render(sample("desk"), "json"))
    assert list(data) == ["schema", "group_by", "rows", "total", "notes", "failures"]
    assert data["schema"] == "auditor.summary/1"
    assert data["group_by"] == "desk"
    assert [(row["label"], row["articles"], row["group.desk"]) for row in data["rows"]] == [
        ("Metro", 1, "Metro"),
        ("(none)", 1, "(none)"),
    ]
    assert data["rows"][1]["named_statements_share"] is None
    assert data["total"]["unresolved_quoted_words"] == 3
    assert "group.desk" not in data["total"]
    assert data["failures"] == [
        {
            "path": "drafts/a|b_1.txt",
            "code": "A307",
            "message": "this is <no> text",
            "hint": "save it as plain text",
        }
    ]


def test_json_keeps_several_values_apart() -> None:
    row = json.loads(render(sample(), "json"))["rows"][0]
    assert (row["meta.desk"], row["meta.author"]) == ("Metro", ["Ana Ruiz", "Bo Lund"])


def test_lines_of_json_are_the_same_records() -> None:
    lines = [json.loads(line) for line in render(sample("desk"), "jsonl").splitlines()]
    assert [line.pop("row") for line in lines] == ["group", "group", "total", "failed"]
    data = json.loads(render(sample("desk"), "json"))
    assert lines[:2] == data["rows"]
    assert lines[2] == {**data["total"], "group.desk": ""}
    assert lines[3] == data["failures"][0]


def test_shares_add_up() -> None:
    row = json.loads(render(sample(), "json"))["rows"][0]
    for what in ("statements_share", "quoted_words_share"):
        shares = [value for key, value in row.items() if key.endswith(what)]
        assert sum(shares) == pytest.approx(1, abs=0.001)


def test_programs_are_told_no_words_of_ours() -> None:
    assert not any(column.parts for column in for_programs(columns(sample())))


# ---------------------------------------------------------------- dispatch

RUN = RunResult((ferry(), nothing()), (FAILED,))


def test_an_unknown_report_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no format 'markdwon'") as caught:
        dispatch.render(RUN, "markdwon", dispatch.Options())
    assert caught.value.hint == f"Did you mean 'markdown'? There are: {', '.join(dispatch.RESULTS)}."
    with pytest.raises(UsageError) as caught:
        dispatch.render_report(nothing(), "pdf")
    assert caught.value.hint == f"There are: {', '.join(dispatch.REPORTS)}."


def test_one_report_in_each_format() -> None:
    assert dispatch.render_report(ferry(), "markdown") == as_markdown(ferry())
    assert dispatch.render_report(ferry(), "json") == serial.dumps(ferry())
    suffixes = [fmt.suffix for fmt in dispatch.REPORTS.values()]
    assert len(set(suffixes)) == len(suffixes)


def test_a_run_in_the_terminal() -> None:
    for colour in (False, True):
        options = dispatch.Options(colour=colour, quiet=True)
        assert dispatch.render(RUN, "terminal", options) == findings(RUN, colour, quiet=True)


def test_a_run_as_json() -> None:
    data = json.loads(dispatch.render(RUN, "json", dispatch.Options()))
    assert data["schema"] == "auditor.run/1"
    assert tuple(restore.report_from_dict(each) for each in data["reports"]) == RUN.reports
    assert [failure["path"] for failure in data["failures"]] == ["drafts/a|b_1.txt"]


def test_a_run_as_markdown_ends_with_its_failures() -> None:
    text = dispatch.render(RUN, "markdown", dispatch.Options())
    assert text == "\n---\n\n".join(
        [
            as_markdown(ferry()),
            as_markdown(nothing()),
            "# 1 file not audited\n\n- `drafts/a|b_1.txt`: A307 this is \\<no\\> text\n\n" + SIGNATURE + "\n",
        ]
    )
