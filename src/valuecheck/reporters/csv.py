"""A table for spreadsheets: one row per judgement, and per finding that has no judgement."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from valuecheck.reporters.notes import notes_of, titles_of
from valuecheck.reporters.numbers import stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from valuecheck.reporters.notes import Note
    from valuecheck.types import FileResult, Report

COLUMNS: Final = (
    "file",
    "line",
    "column",
    "language",
    "sentence",
    "principle",
    "principle_title",
    "stance",
    "confidence",
    "points",
    "level",
    "message",
    "waiver",
)
"""`stance` is the kind of the finding where there is no judgement, such as `silent`; `waiver`
is the reason for which a finding was accepted, so that accepted ones can be filtered out."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""Tells Excel that the file is UTF-8; without it, Japanese turns into signs."""

# A spreadsheet computes a cell that begins with one of these, and a draft is written by
# others (OWASP, "CSV Injection", which also names the full-width forms). Where the list
# separator of the reader's country is not the comma, as in Spain and Brazil, a semicolon, tab
# or line break within a text begins a new cell, so what follows one is made harmless too.
_FORMULA: Final = re.compile('(^[ \u3000]*|[;\t\r\n][ \u3000"]*)(?=[=+\\-@\t\r\n＝＋－＠])')
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")


def render(report: Report, stream: TextIO) -> None:
    """Write `report` as CSV that Excel opens by a double click.

    Args:
        report: the result of a run.
        stream: where to write; UTF-8, and opened with `newline=""`, since rows end with CRLF.
    """
    titles = titles_of(report)
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for file in report.files:
        writer.writerows(_row(file, note, titles) for note in notes_of(file))


def harmless(text: str) -> str:
    """Return `text` with an apostrophe wherever a spreadsheet would see a formula begin."""
    return _FORMULA.sub(r"\1'", _UNWRITABLE.sub("\ufffd", text))


def _row(file: FileResult, note: Note, titles: Mapping[str, str]) -> tuple[str | float, ...]:
    sentence, judgement, finding = note.sentence, note.judgement, note.finding
    place = finding.place if finding else sentence.place if sentence else None
    rule = judgement.principle if judgement else finding.rule if finding else ""
    cells = (
        file.path,
        place.line if place else "",
        place.column if place else "",
        sentence.language if sentence else file.language,
        sentence.text if sentence else "",
        rule,
        titles.get(rule, ""),
        judgement.stance if judgement else finding.kind if finding else "",
        stored(judgement.confidence) if judgement else "",
        round(judgement.points, 2) if judgement else "",
        finding.level if finding else "",
        finding.message if finding else "",
        finding.waiver.reason if finding and finding.waiver else "",
    )
    return tuple(harmless(cell) if isinstance(cell, str) else cell for cell in cells)
