"""Grid and simple tables of reStructuredText, which the parser does not know.

Columns are counted as on a terminal, where a full-width letter takes two, as docutils does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.readers.fragment import Line

_GRID_BORDER = re.compile(r"\+(?:[-=]+\+)+")
_GRID_RULE = re.compile(r"[-=+]+")
_SIMPLE_BORDER = re.compile(r"=+(?: +=+)+")
_SIMPLE_SPAN = re.compile(r"-+(?: +-+)*")
_SEGMENT = re.compile(r"=+")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the index of its first line, one past its last, and its cells in order."""

    first: int
    end: int
    cells: tuple[tuple[Line, ...], ...]


def find_tables(lines: Sequence[Line]) -> list[Table]:
    """The tables among the lines, whatever they are indented by."""
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        text = lines[index].text.strip()
        table = None
        if text.startswith("+") and _GRID_BORDER.fullmatch(text):
            table = _grid_table(lines, index)
        elif text.startswith("=") and _SIMPLE_BORDER.fullmatch(text):
            table = _simple_table(lines, index)
        if table is not None:
            tables.append(table)
        index = table.end if table else index + 1
    return tables


def _columns(text: str) -> list[int]:
    """The column at which each letter begins, and the one after the last."""
    widths = (2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return list(accumulate(widths, initial=0))


def _grid_table(lines: Sequence[Line], first: int) -> Table | None:
    indent = len(lines[first].text) - len(lines[first].text.lstrip())
    end = first
    while end < len(lines) and lines[end].text[indent : indent + 1] in ("+", "|"):
        end += 1
    rows = [line.part(indent) for line in lines[first:end]]
    if len(rows) < 3 or not _GRID_BORDER.fullmatch(rows[-1].text.rstrip()):
        return None
    borders = [row.text for row in rows if row.text.startswith("+")]
    edges = {at for text in borders for at, letter in enumerate(text) if letter == "+"}
    cells: list[list[Line]] = []
    open_cells: dict[int, list[Line]] = {}
    for row in rows:
        for column, part in _grid_parts(row, edges):
            if _GRID_RULE.fullmatch(part.text):
                open_cells.pop(column, None)
                continue
            if column not in open_cells:
                open_cells[column] = []
                cells.append(open_cells[column])
            open_cells[column].append(part)
    return Table(first, end, tuple(map(tuple, cells)))


def _grid_parts(row: Line, edges: set[int]) -> list[tuple[int, Line]]:
    """What stands between the bars of a row, with the column at which each part begins."""
    columns = _columns(row.text)
    if columns[len(row.text.rstrip()) - 1] not in edges:
        # Written by hand with each full-width letter counted as one.
        columns = list(range(len(row.text) + 1))
    bars = [at for at, letter in enumerate(row.text) if letter in "|+" and columns[at] in edges]
    pairs = pairwise(bars)
    return [(columns[left], row.part(left + 1, right)) for left, right in pairs]


def _simple_table(lines: Sequence[Line], first: int) -> Table | None:
    last = first + 1
    while last < len(lines):
        is_border = _SIMPLE_BORDER.fullmatch(lines[last].text.strip()) is not None
        if is_border and (last + 1 == len(lines) or lines[last + 1].is_blank):
            break
        last += 1
    else:
        return None
    segments = [match.span() for match in _SEGMENT.finditer(lines[first].text)]
    cells: list[list[Line]] = []
    row: dict[int, list[Line]] = {}
    for line in lines[first + 1 : last]:
        if line.is_blank or _SIMPLE_BORDER.fullmatch(line.text.strip()):
            row = {}
            continue
        if _SIMPLE_SPAN.fullmatch(line.text.strip()):
            continue
        parts = _simple_parts(line, [start for start, _ in segments])
        if not parts[0].is_blank:
            row = {}
        for column, part in enumerate(parts):
            if column not in row and not part.is_blank:
                row[column] = []
                cells.append(row[column])
            if column in row:
                row[column].append(part)
    return Table(first, last + 1, tuple(map(tuple, cells)))


def _simple_parts(line: Line, starts: Sequence[int]) -> list[Line]:
    columns = _columns(line.text)
    # A cell that spans columns runs over the gap before the next one.
    cuts = [next((at for at, c in enumerate(columns) if c >= start), 0) for start in starts[1:]]
    cuts = [at or len(line.text) for at in cuts]
    inner = [at for at in cuts if at >= len(line.text) or line.text[at - 1] == " "]
    bounds = [0, *inner, len(line.text)]
    return [line.part(left, right) for left, right in pairwise(bounds)]
