"""SARIF: regions that are the file's, parts where there are no lines, rules, waivers, failures."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from auditor.records.report import Bar, RunResult
from auditor.records.scales import Confidence, Severity
from auditor.render.dispatch import Options, render, render_report
from auditor.render.machine import sarif, spots
from tests.factories import FERRY, ferry, finding
from tests.unit.render.machine import samples
from tests.unit.render.machine.samples import EMOJI


def log(result: RunResult, bar: Bar | None = None) -> Any:
    return json.loads(sarif.write(result, bar or Bar()))["runs"][0]


def lines(text: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", text)


# ---------------------------------------------------------------- places


def test_regions_cut_out_the_words_by_lines_and_by_offsets() -> None:
    run = log(RunResult((samples.emoji(),)))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    assert [(r["startLine"], r["startColumn"], r["endLine"], r["endColumn"]) for r in regions] == [
        (3, 1, 3, 11),
        (4, 1, 4, 11),
        (3, 1, 4, 11),
        (3, 54, 3, 77),
    ]
    for region in regions:
        cut = EMOJI[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert region["snippet"]["text"] == cut
        first, last = lines(EMOJI)[region["startLine"] - 1], lines(EMOJI)[region["endLine"] - 1]
        if region["startLine"] == region["endLine"]:
            assert first[region["startColumn"] - 1 : region["endColumn"] - 1] == cut
        else:
            assert cut.startswith(first[region["startColumn"] - 1 :])
            assert cut.endswith(last[: region["endColumn"] - 1])


def test_the_sentence_is_the_context() -> None:
    first, second, *_ = log(RunResult((samples.emoji(),)))["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["contextRegion"]["snippet"]["text"] == lines(EMOJI)[2]
    assert "contextRegion" not in second["locations"][0]["physicalLocation"]


def test_a_snippet_has_the_markup_of_the_draft() -> None:
    report = ferry()
    span = next(s for s in report.places if report.places[s].text == "a hearing | a vote")
    wide = type(span)(span.start - len("*promised* "), span.end)
    places = {**report.places, wide: replace(report.places[span], text="promised a hearing | a vote")}
    found = finding(1, "desk/p", Severity.ERROR, "No.", wide)
    marked = samples.with_article(replace(report, findings=(found,), places=places), FERRY)
    (result,) = log(RunResult((marked,)))["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "*promised* a hearing | a vote"


def test_parts_are_logical_places_without_a_region() -> None:
    run = log(samples.parts())
    word, whole_word, record, whole_record, zipped = (result["locations"][0] for result in run["results"])
    assert word["physicalLocation"] == {
        "artifactLocation": {"uri": "drafts/aid.docx", "uriBaseId": "%SRCROOT%", "index": 0}
    }
    assert word["logicalLocations"] == [{"name": "paragraph 12", "fullyQualifiedName": "paragraph 12"}]
    assert word["message"] == {"text": "It is said"}
    assert "logicalLocations" not in whole_word
    assert record["physicalLocation"]["artifactLocation"]["uri"] == "out/corpus.csv"
    assert record["logicalLocations"] == [
        {"name": "row 1, paragraph 2", "fullyQualifiedName": "a17/row 1, paragraph 2"}
    ]
    assert whole_record["logicalLocations"] == [{"name": "a17", "fullyQualifiedName": "a17"}]
    assert zipped["logicalLocations"] == [{"name": "1:1", "fullyQualifiedName": "city/a.txt/1:1"}]
    assert "region" not in json.dumps(run)


def test_a_finding_on_the_whole_article_has_its_file_and_no_region() -> None:
    result = log(samples.whole())["results"][0]
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "drafts/ferry.txt", "uriBaseId": "%SRCROOT%", "index": 0}}}
    ]


def test_files_are_uris() -> None:
    assert spots.reference("drafts/café 🦊,1:2#3%.md") == "drafts/caf%C3%A9%20%F0%9F%A6%8A%2C1%3A2%233%25.md"
    assert spots.reference("caf\udce9.txt") == "caf%E9.txt"
    assert spots.reference("/srv/a b.txt") == "file:///srv/a%20b.txt"
    assert spots.reference("C:/a.txt") == "file:///C:/a.txt"
    outside = replace(ferry(), article=replace(ferry().article, path="../a.txt"))
    assert "uriBaseId" not in log(RunResult((outside,)))["artifacts"][0]["location"]


def test_a_file_that_looks_like_a_record_is_a_file() -> None:
    odd = replace(ferry(), article=replace(ferry().article, path="notes#2.txt"))
    run = log(RunResult((odd,)))
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["notes%232.txt"]
    assert "region" in run["results"][1]["locations"][0]["physicalLocation"]


def test_files_of_many_are_told_once_without_a_digest() -> None:
    run = log(samples.parts())
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["drafts/aid.docx", "out/corpus.csv", "all.zip"]
    assert ["hashes" in each for each in run["artifacts"]] == [True, False, False]


def test_the_source_and_what_it_says_are_beside_a_finding() -> None:
    result = log(RunResult((samples.emoji(),)))["results"][3]
    assert [(each["id"], each["message"]["text"]) for each in result["relatedLocations"]] == [(1, "what is said")]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "“the till is 100% empty”"
    second = replace(ferry().findings[2], subject="S2")
    (result,) = log(RunResult((replace(ferry(), findings=(second,)),)))["results"]
    assert [each["message"]["text"] for each in result["relatedLocations"]] == [
        "“two people briefed on the plan” is mentioned first here",
        "what is said",
    ]
    assert "relatedLocations" not in log(samples.whole())["results"][0]


# ---------------------------------------------------------------- rules, levels, waivers, failures


def test_rules_are_told_with_reasons() -> None:
    rules = log(samples.whole())["tool"]["driver"]["rules"]
    assert rules[0] == {
        "id": "default/hedge",
        "shortDescription": {"text": "“…” hides who says so."},
        "fullDescription": {"text": "Readers cannot judge a claim of which nobody says who makes it."},
        "help": {
            "text": "Readers cannot judge a claim of which nobody says who makes it.\n\n"
            "What mends it: Say whose information … is.\n\n"
            "Caution: A *headline* may be short.\n\n"
            "Standard: Every claim has a source (Herald, 2020; read)\n\n"
            "Read in: Herald, Handbook, 2020, https://herald.example/style_book?p=1.",
            "markdown": "Readers cannot judge a claim of which nobody says who makes it.\n\n"
            "**What mends it:** Say whose information … is.\n\n"
            "**Caution:** A \\*headline\\* may be short.\n\n"
            "**Standard:** Every claim has a source (Herald, 2020; read)\n\n"
            "**Read in:** Herald, Handbook, 2020, https://herald.example/style_book?p=1.",
        },
        "helpUri": "https://herald.example/style_book?p=1",
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "confidence": "medium",
            "precision": "medium",
            "tags": ["sourcing"],
            "standard": "Every claim has a source (Herald, 2020; read)",
            "references": ["Herald, Handbook, 2020, https://herald.example/style_book?p=1."],
        },
    }
    assert "helpUri" not in rules[1]


def test_results_point_at_their_rules() -> None:
    run = log(samples.whole())
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert len(rules) == len({rule["id"] for rule in rules}) == 4


def test_levels_follow_severity_and_what_is_unsure_is_a_note() -> None:
    assert [each["level"] for each in log(samples.whole())["results"]] == ["note", "warning", "error", "warning"]
    run = RunResult((samples.emoji(),))
    assert [each["level"] for each in log(run)["results"]] == ["error", "error", "warning", "note"]
    unsure = log(run)["results"][3]
    assert (unsure["properties"]["severity"], unsure["properties"]["confidence"]) == ("error", "low")
    assert unsure["properties"]["fails"] is False
    assert unsure["rank"] == 70.0
    assert log(run, Bar(min_confidence=Confidence.LOW))["results"][3]["level"] == "error"


def test_a_waiver_is_an_accepted_suppression() -> None:
    suppressed = [each["suppressions"] for each in log(samples.whole())["results"]]
    assert suppressed == [[], [], [], [{"kind": "external", "status": "accepted", "justification": "A sign."}]]


def test_fingerprints_are_those_of_the_report() -> None:
    assert [each["partialFingerprints"] for each in log(samples.whole())["results"]] == [
        {"auditor/1": f"{number:016x}"} for number in range(1, 5)
    ]


def test_what_failed_is_told_and_the_run_was_no_success() -> None:
    (invocation,) = log(samples.whole())["invocations"]
    assert invocation["executionSuccessful"] is False
    failed, skipped, *notes = invocation["toolExecutionNotifications"]
    assert (failed["level"], failed["descriptor"], failed["message"]["text"]) == (
        "error",
        {"id": "A307"},
        "this is no text; save it as plain text",
    )
    assert failed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drafts/photo.txt"
    assert (skipped["level"], skipped["message"]["text"]) == (
        "note",
        "no news report: opinion, as it says itself: Opinion",
    )
    assert [note["descriptor"]["id"] for note in notes] == ["A311", "A320"]
    (record,) = log(samples.parts())["invocations"][0]["toolExecutionNotifications"]
    assert record["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "a18"}]
    assert log(RunResult(()))["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_words_of_a_draft_make_no_link_and_no_placeholder() -> None:
    text = sarif.write(samples.hostile(), Bar())
    for result in json.loads(text)["runs"][0]["results"]:
        message = result["message"]["text"]
        assert "](" not in message
        assert "{{0}}" in message
        assert "\n" not in message
    rule = json.loads(text)["runs"][0]["tool"]["driver"]["rules"][0]
    assert "<b>" not in rule["help"]["markdown"].replace("\\<b\\>", "")


def test_one_report_is_a_log_with_the_rules_of_its_run() -> None:
    run = samples.whole()
    alone = json.loads(render_report(run.reports[1], "sarif", Options(run=run)))["runs"][0]
    assert [rule["id"] for rule in alone["tool"]["driver"]["rules"]] == ["default/hedge"]
    assert alone["results"] == []
    assert render(RunResult((ferry(),)), "sarif", Options()) == render_report(ferry(), "sarif")
