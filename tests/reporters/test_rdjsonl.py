"""Lines for reviewdog: their form, their places in bytes, and what they leave out."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from report_strategies import reports, unhurried
from reports import PRINCIPLES, empty_report, file_result, report_of, sample_report
from sample_drafts import BRIEFING, NOTICE

from valuecheck.reporters import rdjsonl
from valuecheck.types import Finding, Place, Problem, Waiver

if TYPE_CHECKING:
    from valuecheck.types import FileResult, Report


def text_of(report: Report, **options: Any) -> str:
    stream = io.StringIO(newline="")
    rdjsonl.render(report, stream, **options)
    return stream.getvalue()


def rows_of(report: Report, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(report, **options).split("\n")[:-1]]


def finding(**changes: Any) -> Finding:
    plain = Finding("privacy", "undermines", "error", "Found", Place(3, 2, 3, 9), "f00d")
    return replace(plain, **changes)


def with_findings(*findings: Finding) -> Report:
    return report_of([replace(file_result("a.md", "en", NOTICE), findings=findings)])


def double(file: FileResult, line: int, column: int) -> int:
    """Columns of a draft whose characters take two bytes each."""
    return 2 * column - 1


def test_a_run_without_findings_gives_nothing() -> None:
    assert text_of(empty_report()) == text_of(with_findings()) == ""


def test_accepted_findings_are_left_out() -> None:
    assert text_of(with_findings(finding(waiver=Waiver("Agreed")))) == ""


def test_exact_output_of_a_finding_with_bytes_for_columns() -> None:
    url = PRINCIPLES["privacy"].authorities[0].url
    assert text_of(with_findings(finding(message="“私”")), byte_column=double) == (
        '{"message": "“私”", "location": {"path": "a.md", "range": {"start": {"line": 3, '
        '"column": 3}, "end": {"line": 3, "column": 17}}}, "severity": "ERROR", "source": '
        '{"name": "valuecheck"}, "code": {"value": "privacy", "url": "' + url + '"}}\n'
    )


def test_without_the_text_whole_lines_are_named() -> None:
    for options in ({}, {"byte_column": lambda file, line, column: None}):
        (row,) = rows_of(with_findings(finding(place=Place(3, 2, 4, 9))), **options)
        assert row["location"]["range"] == {"start": {"line": 3}, "end": {"line": 4}}


def test_a_finding_on_the_whole_draft_has_a_line_alone() -> None:
    (row,) = rows_of(with_findings(finding(place=Place(1, 1, 1, 1))), byte_column=double)
    assert row["location"]["range"] == {"start": {"line": 1}}


def test_a_word_draft_has_no_range() -> None:
    rows = rows_of(report_of([file_result("b.docx", "en", BRIEFING)]), byte_column=double)
    assert {tuple(row["location"]) for row in rows} == {("path",)}
    assert "(paragraph 3: “Officials described" in rows[0]["message"]


def test_levels_have_the_names_that_reviewdog_knows() -> None:
    rows = rows_of(with_findings(*(finding(level=one) for one in ("error", "warning", "info"))))
    assert [row["severity"] for row in rows] == ["ERROR", "WARNING", "INFO"]


def test_a_rule_without_an_authority_has_no_address() -> None:
    (row,) = rows_of(with_findings(finding(rule="language")))
    assert row["code"] == {"value": "language"}


def test_a_draft_that_could_not_be_read_is_an_error() -> None:
    report = replace(empty_report(), problems=(Problem("b.doc", "is an old Word file"),))
    assert rows_of(report) == [
        {
            "message": "is an old Word file",
            "location": {"path": "b.doc"},
            "severity": "ERROR",
            "source": {"name": "valuecheck"},
        }
    ]


def test_the_sample_gives_the_same_bytes_again() -> None:
    assert text_of(sample_report()) == text_of(sample_report())


@unhurried
@given(reports)
def test_any_report_gives_one_line_of_json_for_each_open_finding(report: Report) -> None:
    rows = rows_of(report, byte_column=double)
    kept = [one for file in report.files for one in file.findings if one.waiver is None]
    assert len(rows) == len(kept) + len(report.problems)
    text_of(report).encode()
