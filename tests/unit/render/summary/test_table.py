"""Summary tables in every format, and the dispatch of formats."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from tabulate import tabulate_formats

from auditor.base.errors import UsageError
from auditor.records.report import Failure, Report, RunResult
from auditor.records.saved import read as restore
from auditor.records.saved import write as serial
from auditor.render import dispatch
from auditor.render.document import SIGNATURE
from auditor.render.summary.columns import Width, columns
from auditor.render.summary.rows import Table, rows
from auditor.render.summary.table import formats, render
from auditor.render.terminal import findings
from tests.factories import as_markdown, ferry, nothing

FAILED = Failure("drafts/a|b_1.txt", "A307", "this is <no> text", "save it as plain text")


def at(report: Report, path: str) -> Report:
    """`report` of an article at another path."""
    return replace(report, article=replace(report.article, path=path))


def sample(group_by: str | None = None) -> Table:
    """Two articles and a failure."""
    return rows([at(ferry(), "in/metro/ferry.md"), at(nothing(), "in/rain.md")], group_by, [FAILED])


# ---------------------------------------------------------------- what cannot be


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        render(sample(), "githib")
    assert caught.value.message == "there is no table format 'githib'"
    assert caught.value.hint.startswith("Did you mean 'github'? There are: asciidoc, ")
    assert caught.value.hint.endswith(", csv, json.")


def test_an_empty_table_has_a_total() -> None:
    lines = render(rows([])).split("\n")
    assert lines[3].startswith("total (0 articles)    0    0")
    assert "–" in lines[3]


# ---------------------------------------------------------------- tables to read


def test_the_default_table() -> None:
    assert (
        render(sample())
        == """\
------------------  ---  ---  ---  ---  --  ---  ---  ---  ---  ---  ---  --  --  ---  ---  --  --  -  --  -  -
Article             Stm  Src  Nam  Ano  Sp  Per  Grp  Doc  Med  Hid  Rel  N%  A%  qN%  qA%  G-  NR  C  C-  E  W
------------------  ---  ---  ---  ---  --  ---  ---  ---  ---  ---  ---  --  --  ---  ---  --  --  -  --  -  -
metro/ferry.md       10    6    1    2   0    0    2    1    0    1    0  20  30   73    0   0   2  1   0  1  1
rain.md               0    0    0    0   0    0    0    0    0    0    0   –   –    –    –   0   0  0   0  0  0
------------------  ---  ---  ---  ---  --  ---  ---  ---  ---  ---  ---  --  --  ---  ---  --  --  -  --  -  -
total (2 articles)   10    6    1    2   0    0    2    1    0    1    0  20  30   73    0   0   2  1   0  1  1
------------------  ---  ---  ---  ---  --  ---  ---  ---  ---  ---  ---  --  --  ---  ---  --  --  -  --  -  -

Stm statements; Src sources; Nam named sources; Ano anonymous sources; Sp unnamed spokespeople; Per unnamed
people; Grp unnamed groups; Doc documents; Med media; Hid words that hide who says so; Rel relayed sources, by
way of another outlet; N% share of statements, named sources; A% share of statements, anonymous sources; qN%
share of quoted words, named sources; qA% share of quoted words, anonymous sources; G- anonymity grants
without a reason; NR non-responses; C charges: accusations and criticisms; C- charges without an answer of the
accused; E errors; W warnings.
Paths are below in.
Not in the table, because 1 file failed:
drafts/a|b_1.txt: A307 this is <no> text
"""
    )


def test_ten_articles_fit_120_columns() -> None:
    reports = [at(ferry(), f"drafts/2025/march/politics/a-rather-long-name-for-a-story-{n}.md") for n in range(10)]
    for group_by in (None, "author", "date"):
        lines = render(rows(reports, group_by)).split("\n")
        assert max(map(len, lines)) <= 120


def labels(paths: list[str]) -> list[str]:
    """The labels of a default table over articles at `paths`."""
    lines = render(rows([at(nothing(), path) for path in paths])).split("\n")
    return [line.split("  ")[0] for line in lines[3 : 3 + len(paths)]]


def test_long_paths_keep_their_end() -> None:
    paths = ["in/one/desk/a-longer-name-for-one.md", "in/one/some-name/for-another-story.md", "in/x/short.md"]
    assert labels(paths) == ["…-longer-name-for-one.md", "…/for-another-story.md", "x/short.md"]


def test_paths_that_would_look_alike_stay_whole() -> None:
    paths = ["in/one/the-same-quite-long-name.md", "in/two/the-same-quite-long-name.md", "in/x/short.md"]
    assert labels(paths) == [
        "one/the-same-quite-long-name.md",
        "two/the-same-quite-long-name.md",
        "x/short.md",
    ]


def test_paths_that_share_no_folder_are_whole() -> None:
    text = render(rows([at(nothing(), "/a/one.md"), at(nothing(), "two.md")]))
    assert "\n/a/one.md " in text
    assert "Paths are below" not in text


def test_wide_tables_show_more() -> None:
    narrow, wide = render(sample(), "github"), render(sample(), "github", wide=True)
    assert "|   Words |" in wide
    assert "|   qUnk% |" in wide
    assert "Words" not in narrow


def test_groups_have_a_column_of_articles() -> None:
    heads = render(sample("author")).split("\n")[1].split()
    assert heads[:3] == ["author", "Art", "Stm"]


@pytest.mark.parametrize("fmt", formats())
@pytest.mark.parametrize("group_by", [None, "author"])
def test_every_format_shows_rows_total_and_failures(fmt: str, group_by: str | None) -> None:
    text = render(sample(group_by), fmt)
    for words in ("Bo Lund" if group_by else "rain.md", "total", "A307"):
        assert words in text
    assert text.endswith("\n")
    assert text == render(sample(group_by), fmt)


def test_formats_are_those_of_tabulate_and_two_more() -> None:
    assert set(formats()) == {*tabulate_formats, "csv", "json"}


def test_headings_mean_one_thing() -> None:
    shown = [column for column in columns(sample("desk")) if column.width < Width.DATA]
    assert len({column.head for column in shown}) == len(shown)
    keys = [column.key for column in columns(sample("desk"))]
    assert len(set(keys)) == len(keys)


def test_a_github_table_holds_any_path() -> None:
    text = render(rows([at(nothing(), "a|b.md"), at(nothing(), "c\nd.md")]), "github")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<td>a|b.md</td>" in html
    assert "<td>c\\nd.md</td>" in html


def test_what_stands_below_a_table_is_in_its_language() -> None:
    assert "<p>drafts/a|b_1.txt: A307 this is &lt;no&gt; text</p>\n" in render(sample(), "html")
    assert "\ndrafts/a|b\\_1.txt: A307 this is <no> text\n" in render(sample(), "latex")
    assert "\ndrafts/a\\|b_1.txt: A307 this is \\<no\\> text\n" in render(sample(), "github")
    assert "\n# drafts/a|b_1.txt: A307 this is <no> text\n" in render(sample(), "tsv")


# ---------------------------------------------------------------- tables for programs


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
    assert (first["errors"], first["waived"]) == ("1", "1")
    assert lines[3]["statements"] == ""


def test_json_has_everything() -> None:
    data = json.loads(render(sample("desk"), "json"))
    assert list(data) == ["schema", "group_by", "rows", "total", "notes", "failures"]
    assert data["schema"] == "auditor.summary/1"
    assert data["group_by"] == "desk"
    assert [(row["label"], row["articles"]) for row in data["rows"]] == [("Metro", 1), ("(none)", 1)]
    assert data["rows"][1]["named_statements_share"] is None
    assert data["total"]["unresolved_quoted_words"] == 3
    assert data["failures"] == [
        {
            "path": "drafts/a|b_1.txt",
            "code": "A307",
            "message": "this is <no> text",
            "hint": "save it as plain text",
        }
    ]


def test_shares_add_up() -> None:
    row = json.loads(render(sample(), "json"))["rows"][0]
    for what in ("statements_share", "quoted_words_share"):
        shares = [value for key, value in row.items() if key.endswith(what)]
        assert sum(shares) == pytest.approx(1, abs=0.001)


# ---------------------------------------------------------------- dispatch

RUN = RunResult((ferry(), nothing()), (FAILED,))


def test_an_unknown_report_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no format 'markdwon'") as caught:
        dispatch.render(RUN, "markdwon", dispatch.Options())
    assert caught.value.hint == "Did you mean 'markdown'? There are: terminal, json, markdown."
    with pytest.raises(UsageError) as caught:
        dispatch.render_report(nothing(), "pdf")
    assert caught.value.hint == "There are: markdown, json, legal, legal-html."


def test_one_report_in_each_format() -> None:
    assert dispatch.render_report(ferry(), "markdown") == as_markdown(ferry())
    assert dispatch.render_report(ferry(), "json") == serial.dumps(ferry())
    assert {name: fmt.suffix for name, fmt in dispatch.REPORTS.items()} == {
        "markdown": ".md",
        "json": ".json",
        "legal": ".legal.md",
        "legal-html": ".legal.html",
    }


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
