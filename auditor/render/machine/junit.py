"""JUnit XML, by which servers of continuous integration show test results: a suite a draft, a case a finding.

The elements and attributes are those of the schema of Jenkins' xUnit plugin (`junit-10.xsd`) alone, in an order that it
permits; no time and no host is told, so that equal input gives equal bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.printable import one_line, rewritten
from auditor.records.report import Bar, Failure, Finding, Report, RunResult
from auditor.render.machine.spots import Held, advice, apart, place_of
from auditor.render.verdict import tally

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a reference (production 2, `Char`)."""
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: what became of it (`failure`, `error`, `skipped`, or empty), and the words for that."""

    name: str
    outcome: str = ""
    sort: str = ""
    words: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class _Suite:
    name: str
    cases: Sequence[_Case]
    properties: Mapping[str, str]


def write(result: RunResult, bar: Bar) -> str:
    """A run as JUnit XML, ended by a line end.

    A finding that fails the run is a failure, any other is skipped with its words; a draft in which none fails has a
    case that passes, and an input that could not be audited is an error.
    """
    suites = [_suite(report, result.bar(report, bar)) for report in result.reports]
    suites += [_failed(failure, result.held) for failure in result.failures]
    every = [case for suite in suites for case in suite.cases]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites{_attributes({'name': 'auditor', **_counts(every)})}>",
    ]
    lines += [line for suite in suites for line in _lines(suite)]
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(report: Report, bar: Bar) -> _Suite:
    cases = [_case(report, finding, bar) for finding in report.findings]
    if not any(case.outcome == "failure" for case in cases):
        cases.insert(0, _Case("nothing fails"))
    article = report.article
    properties = {
        "format": article.format,
        "sha256": article.sha256,
        "words": str(article.words),
        "sources": tally(report),
    }
    return _Suite(article.path, _told_apart(cases), properties)


def _case(report: Report, finding: Finding, bar: Bar) -> _Case:
    name = f"{finding.policy} ({place_of(report, finding.span)})"
    about = f"{finding.severity.value}, {finding.confidence.value} confidence"
    if finding.waived is not None:
        return _Case(name, "skipped", words=f"waived: {finding.waived}", more=advice(finding))
    if not bar.fails(finding):
        return _Case(name, "skipped", words=f"{advice(finding)} ({about})")
    told = [advice(finding), f"Severity: {about}"]
    told += [f"Sentence: {one_line(report.text(finding.sentence))}"] if finding.sentence is not None else []
    told += [f"Caution: {one_line(finding.caution)}"] if finding.caution else []
    told += [f"Standard: {one_line(finding.standard)}"] if finding.standard else []
    return _Case(name, "failure", finding.policy, finding.message, "\n".join(told))


def _failed(failure: Failure, held: Held) -> _Suite:
    file = apart(failure.path, held)[0]
    case = _Case("can be audited", "error", failure.code, failure.message, failure.hint)
    return _Suite(failure.path, [case], {"file": file})


def _told_apart(cases: Sequence[_Case]) -> list[_Case]:
    """The cases, a number after each name that stood before: servers take cases of one name for one."""
    seen: Counter[str] = Counter()
    told = []
    for case in cases:
        seen[case.name] += 1
        number = seen[case.name]
        name = f"{case.name} {number}" if number > 1 else case.name
        told.append(_Case(name, case.outcome, case.sort, case.words, case.more))
    return told


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    outcomes = Counter(case.outcome for case in cases)
    return {
        "tests": str(len(cases)),
        "failures": str(outcomes["failure"]),
        "errors": str(outcomes["error"]),
    }


def _lines(suite: _Suite) -> Iterator[str]:
    skipped = {"skipped": str(sum(case.outcome == "skipped" for case in suite.cases))}
    yield f" <testsuite{_attributes({'name': suite.name, **_counts(suite.cases), **skipped})}>"
    yield "  <properties>"
    for name, value in suite.properties.items():
        yield f"   <property{_attributes({'name': name, 'value': value})}/>"
    yield "  </properties>"
    for case in suite.cases:
        yield from _case_lines(suite, case)
    yield " </testsuite>"


def _case_lines(suite: _Suite, case: _Case) -> Iterator[str]:
    named = _attributes({"classname": suite.name, "name": case.name})
    if not case.outcome:
        yield f"  <testcase{named}/>"
        return
    told = {"type": case.sort} if case.sort else {}
    yield f"  <testcase{named}>"
    about = _attributes({**told, "message": one_line(case.words)})
    yield f"   <{case.outcome}{about}>{_content(case.more)}</{case.outcome}>"
    yield "  </testcase>"


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_written(value, _MARKUP)}"' for name, value in values.items())


def _content(text: str) -> str:
    return _written(text, {key: value for key, value in _MARKUP.items() if key not in "\n\t"})


def _written(text: str, marks: Mapping[str, str]) -> str:
    r"""`text` as XML: what it cannot hold is written out (`\x1b`), what is unseen or steers is a reference."""
    legal = _ILLEGAL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    marked = "".join(marks.get(char, char) for char in legal)
    return rewritten(marked, lambda char: f"&#{ord(char)};")
