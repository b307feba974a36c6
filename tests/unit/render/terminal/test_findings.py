"""Findings for people at a terminal, and one line each for editors' programs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from auditor.records.report import Failure, Finding, Omission, Place, Report, RunResult, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.render.terminal import concise
from auditor.render.terminal.closing import closing, failure, skipped
from auditor.render.terminal.findings import findings
from tests.factories import FERRY, ferry, find, finding, make_report, nothing
from tests.unit.render.terminal.codes import without_codes

FAILED = Failure("drafts/photo.txt", "A307", "this is no text", "save it as plain text")
OPINION = Skipped("drafts/view.md", Omission.GENRE, "opinion, as it says itself")
RUN = RunResult((ferry(), nothing()), (FAILED,))
CAUTION = "A reason can give a source away. Where no reason can be printed safely, have an editor waive this."


def objection(number: int, words: str, confidence: Confidence = Confidence.HIGH, **more: str) -> Finding:
    """A finding on `words` of the article on the ferry, with its sentence and what would mend it."""
    span = find(FERRY, words)
    sentence = next(find(FERRY, line) for line in FERRY.split("\n") if words in line)
    found = finding(number, "desk/reason", Severity.WARNING, f"No reason is given for “{words}”.", span)
    mend = more.get("mend", "Say why.")
    return replace(found, sentence=sentence, confidence=confidence, mend=mend, caution=more.get("caution", ""))


def of(*found: Finding, **more: object) -> Report:
    return replace(make_report(FERRY, title="Night ferry may be cut, aides say", findings=found), **more)  # type: ignore[arg-type]


def shown(*found: Finding, colour: bool = False, width: int = 80) -> str:
    return findings(RunResult((of(*found),)), colour, width, quiet=True)


PEOPLE = "two people briefed on the plan"
UNION = "A person close to the union"


def test_a_clean_run_says_so_or_nothing() -> None:
    clean = RunResult((nothing(),))
    assert findings(clean) == "1 draft audited: no findings.\n"
    assert findings(clean, quiet=True) == ""


def test_a_finding_has_its_sentence_with_carets_and_what_mends_it() -> None:
    assert (
        shown(objection(1, PEOPLE, caution=CAUTION))
        == """\
drafts/ferry.txt: 1 warning
  Night ferry may be cut, aides say

  3:72  warning  No reason is given for “two people briefed on the plan”.
    │ The Port of Lindholm plans to end its night ferry in May, according to two
    │                                                                        ^^^
    │ people briefed on the plan.
    │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
    → Say why.
    Caution: A reason can give a source away. Where no reason can be printed
    safely, have an editor waive this.
    desk/reason · high confidence
"""
    )


def test_with_colour_the_words_are_underlined_and_there_are_no_carets() -> None:
    found = objection(1, PEOPLE, caution=CAUTION)
    coloured = shown(found, colour=True)
    text = Text.from_ansi(coloured)
    start = text.plain.index("people briefed on the plan.")
    styles = {str(s.style) for s in text.spans if s.start <= start and start + 26 <= s.end}
    assert "bold underline" in styles
    plain = "".join(line for line in shown(found).splitlines(keepends=True) if "^" not in line)
    assert without_codes(coloured) == plain
    assert "\x1b[33mwarning\x1b[0m" in coloured


def test_a_sentence_is_shown_once_for_all_findings_on_the_same_words() -> None:
    text = shown(objection(1, PEOPLE), objection(2, PEOPLE), objection(3, UNION))
    assert text.count("The Port of Lindholm plans") == 1
    assert text.count("→ Say why.") == 3
    assert text.count("│ A person close to the union said") == 1


def test_a_caution_is_told_once_a_file_and_then_referred_to() -> None:
    text = shown(objection(1, PEOPLE, caution=CAUTION), objection(2, UNION, caution=CAUTION))
    assert text.count("A reason can give a source away.") == 1
    assert "    Caution: the same as at 3:72.\n" in text


def test_what_is_less_sure_stands_apart_and_is_counted_apart() -> None:
    run = RunResult((of(objection(1, PEOPLE, Confidence.LOW), objection(2, UNION)),))
    lines = findings(run).splitlines()
    assert lines[0] == "drafts/ferry.txt: 1 warning, 1 less sure"
    less = lines.index("  Less sure, so look before you act:")
    assert less > next(n for n, line in enumerate(lines) if line.startswith("  11:1  warning"))
    assert lines[less + 2].startswith("  3:72  warning")
    assert closing(run) == "1 draft audited: 1 finding (1 warning), 1 less sure."
    assert closing(RunResult((of(objection(1, PEOPLE, Confidence.LOW)),))) == (
        "1 draft audited: no findings, 1 less sure."
    )


@pytest.mark.parametrize(
    ("show", "told"),
    [
        (Confidence.LOW, ""),
        (Confidence.MEDIUM, "1 finding of low confidence is not shown; --show low shows all."),
        (Confidence.HIGH, "2 findings of medium and low confidence are not shown; --show low shows all."),
    ],
)
def test_findings_less_sure_than_asked_for_are_counted_and_not_shown(show: Confidence, told: str) -> None:
    sure, less = objection(1, PEOPLE), objection(2, UNION, Confidence.MEDIUM)
    run = RunResult((of(sure, less, objection(3, "It is said", Confidence.LOW)),))
    text = findings(run, show=show)
    assert "1 draft audited: 2 findings (2 warnings), 1 less sure." in text.splitlines()
    assert (told in text.splitlines()) if told else "not shown" not in text
    assert ("close to the union" in text) == (show is not Confidence.HIGH)
    assert concise.findings(run, show=show).count("\n") == 3 - ("1 finding" in told) - 2 * ("2 findings" in told)
    if told:  # a run may fail by what is hidden, so that is told even where nothing else is
        assert told in findings(run, show=show, quiet=True)


def test_what_failed_or_was_not_audited_is_told_below() -> None:
    text = findings(RunResult((ferry(),), (FAILED,), skipped=(OPINION,)))
    assert text.split("\n\n")[-2:] == [
        "drafts/photo.txt: A307 this is no text\n"
        "  save it as plain text\n"
        "drafts/view.md: not audited: opinion, as it says itself; --all-genres audits\n"
        "  it",
        "1 draft audited: 3 findings (1 error, 1 warning, 1 info), 1 waived, 1 file\n"
        "failed, 1 not audited.\n"
        "See it in the article: auditor show drafts/ferry.txt\n"
        "The evidence: auditor explain 'drafts/ferry.txt: whole article'\n"
        "1 charge against people or bodies.\n"
        "With the answers, for a lawyer: auditor report drafts/ferry.txt --format legal\n",
    ]


def test_a_draft_without_findings_that_accuses_somebody_is_no_all_clear() -> None:
    clean = replace(ferry(), findings=())
    assert findings(RunResult((clean,))) == (
        "1 draft audited: no findings.\n"
        "1 charge against people or bodies.\n"
        "With the answers, for a lawyer: auditor report drafts/ferry.txt --format legal\n"
    )
    assert findings(RunResult((clean,)), onward=False) == "1 draft audited: no findings.\n"
    assert failure(FAILED) == "drafts/photo.txt: A307 this is no text\n  save it as plain text"
    assert skipped(OPINION) == "drafts/view.md: not audited: opinion, as it says itself; --all-genres audits it"


def test_of_many_drafts_the_one_with_most_charges_unanswered_is_named_to_a_lawyer() -> None:
    def accusing(name: str, *answered: bool) -> Report:
        draft, one = replace(ferry(), findings=()), ferry().accusations[0]
        found = tuple(
            replace(one, id=f"C{n}", charge=f"G{n}", replies=one.replies if is_answered else ())
            for n, is_answered in enumerate(answered)
        )
        return replace(draft, article=replace(draft.article, path=name), accusations=found)

    run = RunResult((accusing("one.txt", True, True, True), accusing("two.txt", False), nothing()))
    assert findings(run) == (
        "3 drafts audited: no findings.\n"
        "4 charges against people or bodies in 2 drafts, 1 without an answer.\n"
        "The draft with most of these, for a lawyer: auditor report two.txt --format legal\n"
    )
    run = RunResult((accusing("one.txt", True), accusing("two.txt", True, True)))
    assert findings(run).endswith(
        "3 charges against people or bodies in 2 drafts.\n"
        "The draft with most of these, for a lawyer: auditor report two.txt --format legal\n"
    )


def test_quiet_leaves_out_only_the_end() -> None:
    assert findings(RUN).startswith(findings(RUN, quiet=True))
    assert "audited:" not in findings(RUN, quiet=True)


def test_what_to_do_next_is_a_command_that_can_be_copied() -> None:
    def last(path: str, width: int = 100, onward: bool = True) -> list[str]:
        report = of(objection(1, PEOPLE))
        named = replace(report, article=replace(report.article, path=path))
        lines = findings(RunResult((named,)), width=width, onward=onward).splitlines()
        return lines[lines.index("1 draft audited: 1 finding (1 warning).") + 1 :]

    assert last("a.md") == ["See it in the article: auditor show a.md · the evidence: auditor explain a.md:3"]
    assert last("a.md", 60) == ["See it in the article: auditor show a.md", "The evidence: auditor explain a.md:3"]
    assert last("my $drafts.md", 60)[1] == "The evidence: auditor explain 'my $drafts.md:3'"
    assert last("-x.md", 60)[0] == "See it in the article: auditor show ./-x.md"
    assert last("a\x1b.md") == last("a.md", onward=False) == []


@pytest.mark.parametrize(
    ("part", "told"), [("paragraph 12", "a.docx:12"), ("table 1, row 2", "'a.docx: table 1, row 2'")]
)
def test_a_part_of_a_document_is_named_as_explain_takes_it(part: str, told: str) -> None:
    report = of(objection(1, PEOPLE))
    places = {span: Place(1, 1, 1, 9, place.text, part) for span, place in report.places.items()}
    named = replace(report, article=replace(report.article, path="a.docx"), places=places)
    text = findings(RunResult((named,)))
    assert f"  {part}  warning  No reason" in text
    assert text.endswith(f"explain {told}\n")
    assert concise.findings(RunResult((named,))).startswith(f"a.docx: {part}: warning desk/reason ")


def test_a_finding_on_the_whole_article_says_so() -> None:
    assert "  whole article  info  The lead rests on them.\n    default/lead-on-anonymous-sources" in findings(RUN)


def test_articles_keep_their_order() -> None:
    second = replace(ferry(), article=replace(ferry().article, path="a.txt"))
    heads = [line for line in findings(RunResult((ferry(), second)), quiet=True).split("\n") if ".txt: " in line]
    assert heads == ["drafts/ferry.txt: 1 error, 1 warning, 1 info", "a.txt: 1 error, 1 warning, 1 info"]


@pytest.mark.parametrize("width", [*range(40, 100, 7), 100])
@pytest.mark.parametrize("statistics", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, statistics: bool) -> None:
    long = replace(objection(1, PEOPLE, caution=CAUTION), message="word " * 60 + "東京" * 70)
    run = RunResult((of(long, objection(2, UNION, Confidence.LOW)),), (FAILED,), skipped=(OPINION,))
    lines = findings(run, width=width, statistics=statistics).splitlines()
    assert max(map(cell_len, [line for line in lines if "auditor " not in line])) <= width


def test_a_long_sentence_is_shortened_around_the_words() -> None:
    words = "before " * 80 + "the words in question " + "after " * 80 + "end."
    span = find(words, "the words in question")
    found = replace(finding(1, "a/b", Severity.INFO, "Look.", span), sentence=find(words, words))
    lines = findings(RunResult((make_report(words, findings=(found,)),)), quiet=True).splitlines()
    quoted = [line.removeprefix("    │ ") for line in lines if line.startswith("    │")]
    said = " ".join(line for line in quoted if "^" not in line)
    assert said.startswith("… before")
    assert said.endswith("after …")
    assert "the words in question" in said
    assert len(said) < 320
    assert sum(line.count("^") for line in quoted) in {21, 20, 19, 18}  # less one for each end of a line


def test_nothing_in_a_finding_steers_the_terminal() -> None:
    odd = "a\x1b[2J[bold]b[/bold] :smile:"
    found = replace(finding(1, "a/b", Severity.INFO, odd, None), mend=odd, caution=odd, policy=f"a/{odd}")
    for colour in (False, True):
        text = without_codes(findings(RunResult((of(found),)), colour, quiet=True))
        assert "  whole article  info  a\ufffd[2J[bold]b[/bold] :smile:\n" in text
        assert "    → a\ufffd[2J[bold]b[/bold] :smile:\n    Caution: a\ufffd[2J[bold]b[/bold] :smile:\n" in text
        assert "    a/a\\x1b[2J[bold]b[/bold] :smile: · high confidence\n" in text


def test_counts_by_rule() -> None:
    first = of(objection(1, PEOPLE), objection(2, UNION), objection(3, "It is said", Confidence.LOW))
    second = replace(of(objection(1, PEOPLE)), article=replace(first.article, path="b.md"))
    assert (
        findings(RunResult((first, second, ferry())), statistics=True, quiet=True)
        == """\
findings  drafts  severity  rule
--------  ------  --------  ---------------------------------
       3       2  warning   desk/reason
       1       1  error     default/hedge
       1       1  warning   default/reason-for-anonymity
       1       1  info      default/lead-on-anonymous-sources

Less sure, so look before you act:
findings  drafts  severity  rule
--------  ------  --------  -----------
       1       1  warning   desk/reason
"""
    )
    assert findings(RunResult((nothing(),)), statistics=True) == "1 draft audited: no findings.\n"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (RunResult(()), "No draft audited: no findings."),
        (RunResult((), (FAILED,)), "No draft audited: no findings, 1 file failed."),
        (RunResult((), (FAILED, FAILED)), "No draft audited: no findings, 2 files failed."),
    ],
)
def test_closing_lines(result: RunResult, words: str) -> None:
    assert closing(result) == words


# ---------------------------------------------------------------- one line each


def test_the_concise_form_is_one_line_a_finding() -> None:
    assert concise.findings(RUN).split("\n") == [
        "drafts/ferry.txt:1:1: info default/lead-on-anonymous-sources The lead rests on them. [high confidence]",
        "drafts/ferry.txt:11:1: warning default/reason-for-anonymity "
        "S6 is anonymous and the article does not say why. [high confidence]",
        "drafts/ferry.txt:11:57: error default/hedge Say who says so. [high confidence]",
        "drafts/photo.txt:1:1: error A307 this is no text",
        "",
    ]
    assert concise.findings(RunResult((nothing(),))) == ""
    assert without_codes(concise.findings(RUN, colour=True)) == concise.findings(RUN)


def test_long_and_odd_messages_stay_one_line() -> None:
    found = finding(1, "a/b", Severity.INFO, "word\nword\x1b[2J " * 400, None)
    assert concise.findings(RunResult((of(found),)), colour=True).count("\n") == 1
    assert "\x1b[2J" not in concise.findings(RunResult((of(found),)), colour=True)
