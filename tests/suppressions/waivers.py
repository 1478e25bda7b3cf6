"""Short forms for the waiver tests: documents by format, and findings on parts of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx

from valuecheck.findings import waiver_finding
from valuecheck.locations import line_and_column, line_starts
from valuecheck.readers import read
from valuecheck.suppressions import Rules, Waiving, waive
from valuecheck.types import FileResult, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from valuecheck.types import Document

RULES = Rules(
    known=frozenset({"privacy", "free-data-flow", "vendor-diversity", "draft"}),
    checked=frozenset({"privacy", "free-data-flow", "draft"}),
)


def finding(document: Document, text: str, rule: str = "privacy", nth: int = 0) -> Finding:
    """A finding on the nth place where a document says `text`."""
    start = -1
    for _ in range(nth + 1):
        start = document.source.index(text, start + 1)
    starts = line_starts(document.source)
    line, column = line_and_column(starts, start)
    end_line, end_column = line_and_column(starts, start + len(text))
    place = Place(line, column, end_line, end_column)
    return Finding(rule, "undermines", "error", f"Undermines {rule}", place, "f")


def silent(rule: str = "privacy") -> Finding:
    return Finding(rule, "silent", "warning", f"Says nothing of {rule}", Place(1, 1, 1, 1), "f")


def result(path: str, findings: Iterable[Finding]) -> FileResult:
    return FileResult(path, "0", "en", None, "silent", (), (), tuple(findings))


def judged(
    document: Document, *findings: Finding, waiving: Waiving | None = None
) -> tuple[Finding, ...]:
    """The findings of one document after waiving."""
    files = [result(document.path, findings)]
    (file,) = waive(files, [document], RULES, waiving or Waiving(), waiver_finding)
    return file.findings


def reasons(findings: Iterable[Finding]) -> list[str | None]:
    """The reason of each finding, None where it is open; those on waivers left out."""
    return [one.waiver.reason if one.waiver else None for one in findings if one.kind != "waiver"]


def remarks(findings: Iterable[Finding]) -> list[tuple[str, int, str]]:
    """Level, line and message of each finding on a waiver."""
    return [(one.level, one.place.line, one.message) for one in findings if one.kind == "waiver"]


def text(suffix: str, source: str) -> Document:
    return read(f"draft{suffix}", source.encode())


def word(*paragraphs: str, comments: Iterable[tuple[int, int, str]] = ()) -> Document:
    """A Word document with comments, each on the paragraphs from one index to another."""
    return read("draft.docx", word_bytes(*paragraphs, comments=comments))


def word_bytes(*paragraphs: str, comments: Iterable[tuple[int, int, str]] = ()) -> bytes:
    document = docx.Document()
    runs = [document.add_paragraph().add_run(paragraph) for paragraph in paragraphs]
    for first, last, words in comments:
        document.add_comment(runs[first : last + 1], text=words, author="Desk")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
