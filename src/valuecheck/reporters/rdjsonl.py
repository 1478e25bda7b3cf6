"""A result for reviewdog: one JSON object a line for each finding.

https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.reporters import json
from valuecheck.reporters.entries import entries_of, one_line
from valuecheck.reporters.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from valuecheck.reporters.entries import Entry
    from valuecheck.types import FileResult, Report

    ByteColumn = Callable[[FileResult, int, int], int | None]
    """Turns a line and a column in characters into a column in bytes of UTF-8, both from 1;
    None where the draft's text is not at hand."""


def render(report: Report, stream: TextIO, *, byte_column: ByteColumn | None = None) -> None:
    """Write `report` as lines of JSON. Accepted findings are left out.

    A draft that could not be read becomes an error without a place in it.

    Args:
        report: the result of a run.
        stream: where to write; it has to take UTF-8.
        byte_column: reviewdog counts columns in bytes, and a result does not hold the text
            that they count from; without this, or where it gives None, whole lines are named.
    """
    links = {rule.id: rule.link for rule in rules_of(report)}
    found = [
        *(_diagnostic(one.message, {"path": one.path}, "ERROR") for one in report.problems),
        *(_finding(entry, links, byte_column) for entry in entries_of(report)),
    ]
    stream.writelines(f"{json.dumped(one)}\n" for one in found)


def _finding(
    entry: Entry, links: Mapping[str, str | None], byte_column: ByteColumn | None
) -> dict[str, object]:
    finding = entry.finding
    location: dict[str, object] = {"path": entry.file.path}
    if entry.has_lines:
        location["range"] = _range(entry, byte_column)
    found = _diagnostic(entry.message, location, finding.level.upper())
    address = links[finding.rule]
    found["code"] = {"value": finding.rule, **({"url": address} if address else {})}
    return found


def _diagnostic(message: str, location: dict[str, object], severity: str) -> dict[str, object]:
    return {
        "message": one_line(message),
        "location": location,
        "severity": severity,
        "source": {"name": "valuecheck"},
    }


def _range(entry: Entry, byte_column: ByteColumn | None) -> dict[str, object]:
    place = entry.finding.place
    if (place.end_line, place.end_column) <= (place.line, place.column):
        return {"start": {"line": place.line}}
    if byte_column is not None:
        start = byte_column(entry.file, place.line, place.column)
        end = byte_column(entry.file, place.end_line, place.end_column)
        if start is not None and end is not None:
            return {
                "start": {"line": place.line, "column": start},
                "end": {"line": place.end_line, "column": end},
            }
    return {"start": {"line": place.line}, "end": {"line": place.end_line}}
