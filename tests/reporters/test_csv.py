"""The table for spreadsheets: its rows, and that no draft gets a formula into it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from report_strategies import reports, texts, unhurried
from reports import empty_report, file_result, report_of, sample_report
from sample_drafts import BRIEFING, NOTICE, Line

from valuecheck.reporters import csv as reporter
from valuecheck.reporters.notes import notes_of

if TYPE_CHECKING:
    from valuecheck.types import Report

HEADER = (
    "\ufefffile,line,column,language,sentence,principle,principle_title,stance,confidence,"
    "points,level,message,waiver\r\n"
)


def csv_of(report: Report) -> str:
    """What the reporter writes."""
    stream = io.StringIO(newline="")
    reporter.render(report, stream)
    return stream.getvalue()


def rows_of(text: str) -> list[list[str]]:
    """The rows as a spreadsheet reads them, without the header."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]


def test_a_run_without_drafts_gives_the_header_alone() -> None:
    assert csv_of(empty_report()) == HEADER


def test_exact_output_of_a_draft_with_every_kind_of_row() -> None:
    report = sample_report()
    briefing = csv_of(replace(report, files=report.files[1:2]))
    path = "samples/notes/cloud-briefing.docx"
    foreign = "Foreign bidders must open a local data centre before they may tender."
    officials = "Officials described the plan as a step towards cyber sovereignty."
    assert briefing == HEADER + "".join(
        f"{path},{row}\r\n"
        for row in (
            "3,1,en,The ministry will buy cloud services from more than one supplier.,"
            "vendor-diversity,Diversity of vendors,supports,0.92,33.33,,,",
            f"3,67,en,{officials},multistakeholder,Multistakeholder internet governance,"
            "unsure,0.58,0.0,info,unsure “Multistakeholder internet governance”,",
            f"3,114,en,{officials},multistakeholder,Multistakeholder internet governance,"
            "term,,,warning,“cyber sovereignty” is discouraged; write “an open internet”,",
            f"5,1,en,{foreign},free-data-flow,Free flow of data with trust,"
            "undermines,0.9,0.0,error,undermines “Free flow of data with trust”,",
            f"5,1,en,{foreign},pro-competition,Competition and fair market access,"
            "undermines,0.64,0.0,error,undermines “Competition and fair market access”,"
            "Quotes the partner’s tender rules; agreed with the desk",
            '7,1,en,"New rules will be published in draft, and every comment answered.",'
            'light-touch-regulation,"Light-touch, predictable regulation",'
            "supports,0.82,16.67,,,",
            "1,1,en,,open-architecture,Open and interoperable architecture,"
            "silent,,,warning,says nothing of “Open and interoperable architecture”,",
            "1,1,en,,privacy,Privacy and protection of personal data,"
            "silent,,,warning,says nothing of “Privacy and protection of personal data”,",
        )
    )


def test_a_sentence_that_speaks_to_nothing_has_no_row() -> None:
    rows = rows_of(csv_of(report_of([file_result("a.md", "en", NOTICE)])))
    assert {row[7] for row in rows} == {"silent"}


def test_the_bytes_are_utf_8_that_excel_recognizes() -> None:
    assert csv_of(sample_report()).encode().startswith(b"\xef\xbb\xbffile,")
    assert "データ" in csv_of(sample_report())


@pytest.mark.parametrize(
    "text",
    ["", "Trust; openness", "a=b", "9 - 5", "e-mail a@b", "“=1”", "日本；開放", "5 + 5 = 10"],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert reporter.harmless(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("  =1", "  '=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ('a; "=1', "a; \"'=1"),
        ("a\n=1", "a\n'=1"),
        ("a\0\udc80", "a\ufffd\ufffd"),
    ],
)
def test_an_apostrophe_goes_before_whatever_a_spreadsheet_would_compute(
    text: str, written: str
) -> None:
    assert reporter.harmless(text) == written


@given(texts)
@example("=\t=;=")
def test_harmless_text_begins_no_formula_and_is_left_alone(text: str) -> None:
    once = reporter.harmless(text)
    assert not once.lstrip(" \u3000").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert not [cell for cell in once.split(";") if cell[:1] and cell[0] in "=+-@"]
    assert reporter.harmless(once) == once


def test_a_hostile_draft_gets_no_formula_into_any_cell() -> None:
    line = Line("paragraph", '=HYPERLINK("https://example.org";"x")', BRIEFING[1].judged)
    rows = rows_of(csv_of(report_of([file_result("@evil.md", "en", [line])])))
    assert rows[0][0] == "'@evil.md"
    assert rows[0][4] == '\'=HYPERLINK("https://example.org";"x")'


@unhurried
@given(reports)
def test_any_report_reads_back_as_one_row_per_note_and_no_formula(report: Report) -> None:
    rows = rows_of(csv_of(report))
    assert len(rows) == sum(len(list(notes_of(file))) for file in report.files)
    assert {len(row) for row in rows} <= {len(reporter.COLUMNS)}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@unhurried
@given(reports)
def test_every_judgement_and_every_finding_is_noted_once(report: Report) -> None:
    for file in report.files:
        notes = list(notes_of(file))
        judged = [note.judgement for note in notes if note.judgement]
        found = sorted(repr(note.finding) for note in notes if note.finding)
        assert judged == [each for s in file.sentences for each in s.judgements]
        assert found == sorted(map(repr, file.findings))
        for note in notes:
            if note.judgement and note.finding:
                assert (note.finding.rule, note.finding.kind) == (
                    note.judgement.principle,
                    note.judgement.stance,
                )
