"""SARIF 2.1.0: valid by its schema, complete, and safe with what a draft or a pack says."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from report_strategies import reports, unhurried
from reports import PRINCIPLES, empty_report, file_result, report_of, sample_report
from sample_drafts import BRIEFING, NOTICE

from valuecheck.reporters import sarif
from valuecheck.reporters.sarif_rules import message
from valuecheck.types import Authority, Finding, Place, Problem, Waiver

if TYPE_CHECKING:
    from valuecheck.types import FileResult, Report

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "sarif" / "sarif-2.1.0-rtm.5.json"
VALIDATOR = jsonschema.Draft4Validator(
    json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
)


def text_of(report: Report, **options: Any) -> str:
    """What the reporter writes."""
    stream = io.StringIO(newline="")
    sarif.render(report, stream, **options)
    return stream.getvalue()


def run_of(report: Report, **options: Any) -> dict[str, Any]:
    """The one run of the log, which has to obey the schema."""
    log = json.loads(text_of(report, **options))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return dict(run)


def results_of(report: Report, path: str = "", **options: Any) -> list[dict[str, Any]]:
    """The results, of one draft if `path` is given."""
    found = run_of(report, **options)["results"]
    return [one for one in found if not path or address(one)["uri"] == path]


def address(result: dict[str, Any]) -> dict[str, Any]:
    return dict(result["locations"][0]["physicalLocation"]["artifactLocation"])


def only(finding: Finding, path: str = "a.md") -> Report:
    """A report with one draft and one finding."""
    file = file_result("a.md", "en", NOTICE)
    return report_of([replace(file, path=path, findings=(finding,))])


def finding(**changes: Any) -> Finding:
    plain = Finding("privacy", "undermines", "error", "Found", Place(3, 2, 3, 9), "f00d")
    return replace(plain, **changes)


# --- what stays silent ------------------------------------------------------------------


def test_a_run_without_drafts_declares_every_rule_and_has_no_result() -> None:
    run = run_of(empty_report())
    assert run["results"] == run["artifacts"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        *PRINCIPLES,
        "draft",
        "language",
        "waiver",
    ]
    assert run["properties"]["score"] is None


def test_accepted_findings_are_left_out() -> None:
    report = only(finding(waiver=Waiver("It is a quotation")))
    assert results_of(report) == []
    assert "quotation" not in text_of(report)


def test_accepted_findings_come_as_suppressed_where_they_are_asked_for() -> None:
    (result,) = results_of(only(finding(waiver=Waiver("A quotation"))), waived=True)
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "A quotation"}
    ]
    (result,) = results_of(only(finding()), waived=True)
    assert "suppressions" not in result


# --- the whole, by the schema -----------------------------------------------------------


def test_the_schema_would_notice_what_is_wrong() -> None:
    log = json.loads(text_of(sample_report()))
    for path, value in (
        (("runs", 0, "results", 0, "level"), "info"),
        (("runs", 0, "results", 0, "message"), "Found"),
        (("runs", 0, "columnKind"), "characters"),
        (("version",), "2.0.0"),
        (("runs", 0, "extra"), 1),
    ):
        broken = json.loads(json.dumps(log))
        inner = broken
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        assert not VALIDATOR.is_valid(broken), path


def test_the_sample_obeys_the_schema_and_gives_the_same_bytes_again() -> None:
    for waived in (False, True):
        run_of(sample_report(), waived=waived)
        assert text_of(sample_report(), waived=waived) == text_of(sample_report(), waived=waived)


@unhurried
@given(reports)
def test_any_report_obeys_the_schema_and_stays_on_unicode_that_utf_8_holds(report: Report) -> None:
    text_of(report).encode()
    run = run_of(report, waived=True)
    assert len(run["results"]) == sum(len(list(file.findings)) for file in report.files)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        where = address(result)
        assert run["artifacts"][where.pop("index")]["location"] == where


def test_every_open_finding_is_a_result_with_its_level() -> None:
    report = sample_report()
    kept = [
        (one.rule, {"info": "note"}.get(one.level, one.level))
        for file in report.files
        for one in file.findings
        if one.waiver is None
    ]
    assert sorted((one["ruleId"], one["level"]) for one in results_of(report)) == sorted(kept)


def test_a_run_names_packs_model_score_and_drafts() -> None:
    report = sample_report()
    run = run_of(report)
    assert run["tool"]["driver"]["version"] == report.version
    assert run["properties"]["packs"][0]["id"] == "us-japan-digital"
    assert run["properties"]["model"]["id"] == "valuecheck-mini-1"
    assert run["properties"]["score"] == pytest.approx(report.summary.score)
    assert run["properties"]["verdict"] == report.summary.verdict
    assert [one["hashes"]["sha-256"] for one in run["artifacts"]] == [
        file.sha256 for file in report.files
    ]


# --- rules ------------------------------------------------------------------------------


def test_a_rule_cites_its_authorities_and_links_to_the_first() -> None:
    rules = run_of(sample_report())["tool"]["driver"]["rules"]
    (rule,) = [one for one in rules if one["id"] == "privacy"]
    first, second = PRINCIPLES["privacy"].authorities
    assert rule["helpUri"] == first.url
    for authority in (first, second):
        assert f"{authority.title}, {authority.issuer}, {authority.date}" in rule["help"]["text"]
        assert f"]({authority.url})" in rule["help"]["markdown"]
    assert rule["shortDescription"]["text"] == "Privacy and protection of personal data"
    assert rule["defaultConfiguration"] == {"level": PRINCIPLES["privacy"].severity}


def test_rules_are_the_same_whatever_was_found() -> None:
    assert run_of(sample_report())["tool"] == run_of(empty_report())["tool"]


def with_principle(**changes: Any) -> Report:
    report = only(finding())
    principle = replace(PRINCIPLES["privacy"], **changes)
    return replace(report, packs=(replace(report.packs[0], principles=(principle,)),))


def test_a_pack_puts_no_markup_and_no_script_into_the_help() -> None:
    title = "[x](https://evil.example) <b> |"
    report = with_principle(
        statement={"en": f"{title} {{0}}"},
        authorities=(Authority(title, "I", "2026", "javascript:alert(1)"),),
    )
    rule = run_of(report)["tool"]["driver"]["rules"][0]
    assert "helpUri" not in rule
    assert "](" not in rule["help"]["markdown"]
    assert "<b>" not in rule["help"]["markdown"]
    assert "{{0}}" in rule["fullDescription"]["text"]


def test_a_description_keeps_within_what_github_takes() -> None:
    rule = run_of(with_principle(statement={"en": "word " * 1000}))["tool"]["driver"]["rules"][0]
    assert len(rule["fullDescription"]["text"]) <= 1024


# --- places -----------------------------------------------------------------------------


def test_a_place_counts_lines_and_characters() -> None:
    (result,) = results_of(only(finding(place=Place(3, 2, 4, 9))))
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 2,
        "endLine": 4,
        "endColumn": 9,
    }


def test_a_finding_on_the_whole_draft_has_a_line_alone() -> None:
    (result,) = results_of(only(finding(kind="silent", place=Place(1, 1, 1, 1))))
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_a_word_draft_has_paragraphs_and_no_lines() -> None:
    report = report_of([file_result("notes/brief.docx", "en", BRIEFING)])
    found = results_of(report)
    assert not [one for one in found if "region" in one["locations"][0]["physicalLocation"]]
    spoken = [one for one in found if one["properties"]["kind"] != "silent"]
    assert spoken[0]["locations"][0]["logicalLocations"] == [
        {"name": "paragraph 3", "kind": "paragraph"}
    ]
    assert spoken[0]["message"]["text"].endswith(
        "(paragraph 3: “Officials described the plan as a step towards cyber sovereignty.”)"
    )
    silent = [one for one in found if one["properties"]["kind"] == "silent"]
    assert not [one for one in silent if "logicalLocations" in one["locations"][0]]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("drafts/a.md", "drafts/a.md"),
        ("drafts/my draft.md", "drafts/my%20draft.md"),
        ("談話.md", "%E8%AB%87%E8%A9%B1.md"),
        ("https://evil.example/a.md", "https%3A//evil.example/a.md"),
        ("a?b#c%d.md", "a%3Fb%23c%25d.md"),
        ("name-\udcff.md", "name-%FF.md"),
        ("name-\ud800.md", "name-%3F.md"),
    ],
)
def test_a_path_becomes_a_relative_address(path: str, uri: str) -> None:
    (result,) = results_of(only(finding(), path))
    assert address(result) == {"uri": uri, "uriBaseId": "%SRCROOT%", "index": 0}


def test_a_full_path_is_no_relative_address() -> None:
    assert sarif.uri("/srv/a b.md") == "file:///srv/a%20b.md"


# --- fingerprints -----------------------------------------------------------------------


def test_the_fingerprint_is_that_of_the_finding_and_a_repeated_one_is_counted() -> None:
    twice = (finding(), finding(place=Place(5, 1, 5, 8)))
    files: list[FileResult] = [
        replace(file_result(path, "en", NOTICE), findings=twice) for path in ("a.md", "b.md")
    ]
    marks = [one["partialFingerprints"] for one in results_of(report_of(files))]
    first = {"valuecheck/v1": "f00d", "primaryLocationLineHash": "f00d:1"}
    assert marks == [first, first | {"primaryLocationLineHash": "f00d:2"}] * 2


# --- messages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Undermines “Privacy”", "Undermines “Privacy”"),
        ("[sic] (so)", "[sic] (so)"),
        ("{0}", "{{0}}"),
        ("[here](https://evil.example)", "[here] (https://evil.example)"),
    ],
)
def test_a_message_holds_no_placeholder_and_no_link(text: str, written: str) -> None:
    assert message(text) == written


def test_a_message_is_one_line_and_shows_what_would_hide() -> None:
    (result,) = results_of(only(finding(message="a\n\x1b[31m\u202eb")))
    assert result["message"]["text"] == "a [U+001B][31m[U+202E]b"


# --- what could not be done -------------------------------------------------------------


def test_a_draft_that_could_not_be_read_is_told() -> None:
    report = replace(only(finding()), problems=(Problem("b c.doc", "save it as .docx"),))
    (invocation,) = run_of(report)["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert (note["level"], note["message"]) == ("error", {"text": "save it as .docx"})
    where = note["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where["uri"] == "b%20c.doc"


def test_what_is_to_be_known_of_a_run_is_a_notification() -> None:
    (invocation,) = run_of(replace(only(finding()), notes=("Judged {1} of 9",)))["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"] == [
        {"level": "note", "message": {"text": "Judged {{1}} of 9"}}
    ]


def test_of_too_many_findings_the_most_pressing_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    three = (finding(level="info"), finding(level="warning"), finding(level="error"))
    report = report_of([replace(file_result("a.md", "en", NOTICE), findings=three)])
    run = run_of(report)
    assert [one["level"] for one in run["results"]] == ["error", "warning"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "Left out, as a run holds 2 at most: 1 less pressing finding."
