"""The examples of a pack as rows, from CSV files that a spreadsheet has saved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.errors import PackError
from valuecheck.packs.text_files import decode, read_bytes
from valuecheck.packs.wording import guess, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Language, Pack

COLUMNS: Final = ("id", "principle", "stance", "text", "pair", "note")
OPTIONAL_COLUMNS: Final = ("pair", "note")

_KANA = re.compile("[\u3040-\u30ff]")
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, white space around its cells left out."""

    line: int
    """The line on which it begins, from 1."""
    id: str
    principle: str
    stance: str
    text: str
    pair: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The examples of one language as the file has them."""

    path: str
    language: Language
    rows: tuple[Row, ...]
    errors: tuple[PackError, ...]
    """What kept rows, or the whole file, from being read."""


def read_sheets(pack: Pack) -> tuple[Sheet, ...]:
    """Return a sheet for each language of `pack` that has a file, in the pack's order.

    Raises:
        PackError: if a CSV file is named after something else than a language of the pack.
    """
    folder = Path(pack.folder) / "examples"
    files = {file.stem: file for file in sorted(folder.glob("[!.]*.csv"))}
    for stem, file in files.items():
        if stem not in pack.languages:
            allowed = listed(f"{language}.csv" for language in pack.languages)
            raise PackError(
                f"the file is named after no language of the pack; allowed: {allowed}",
                path=str(file),
            )
    return tuple(_sheet(files[name], name) for name in pack.languages if name in files)


def _sheet(file: Path, language: Language) -> Sheet:
    path = str(file)
    rows: list[Row] = []
    errors: list[PackError] = []
    try:
        data = read_bytes(file)
        text = decode(data, path=path, remedy=_remedy(data))
        for row in _rows(text, path):
            if isinstance(row, Row):
                rows.append(row)
            else:
                errors.append(row)
    except PackError as error:
        errors.append(error)
    return Sheet(path, language, tuple(rows), tuple(errors))


def _remedy(data: bytes) -> str:
    """Say how to save the file, and in which encoding it seems to be."""
    save = 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"it looks like UTF-16; {save}"
    try:
        kana = _KANA.search(data.decode("cp932"))
    except UnicodeDecodeError:
        kana = None
    return f"it looks like Shift_JIS; {save}" if kana else save


def _rows(text: str, path: str) -> Iterator[Row | PackError]:
    """Yield the rows of a sheet, and an error in place of a row that cannot be told apart."""
    lines = _cells(text, path)
    number, header = next(lines, (1, []))
    columns = _columns(header, path, number)
    for line, cells in lines:
        # A spreadsheet may write empty columns, but then it writes them in every row; an
        # empty cell that the header lacks comes from a separator inside a text.
        if any(cells[len(columns) :]) or (any(cells) and len(cells) > len(header)):
            yield PackError(
                f"the row has {len(cells)} cells where the header has {len(columns)}; a text"
                " that holds the separator must stand in double quotes",
                path=path,
                line=line,
            )
        elif any(cells):
            named = dict(zip(columns, cells, strict=False))
            yield Row(line, *(named.get(column, "") for column in COLUMNS))


def _cells(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells on one line each.

    Raises:
        PackError: where quotation marks do not match; nothing after it can be relied on.
    """
    import csv

    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise PackError(
                "quotation marks do not match; a text that holds one must stand in double"
                ' quotes, and each double quote in it must be written twice: ""',
                path=path,
                line=line,
            ) from None
        if cells:
            yield line, [" ".join(cell.split()) for cell in cells]


def _columns(header: Sequence[str], path: str, line: int) -> list[str]:
    """Return the column names of a header row, empty ones at its end left out.

    Raises:
        PackError: if one is unknown, missing or repeated.
    """
    columns = [cell.lower() for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    for index, column in enumerate(columns):
        if column not in COLUMNS:
            fault = f"unknown column {quoted(column)}{guess(column, COLUMNS)}"
        elif column in columns[:index]:
            fault = f"the column {quoted(column)} stands twice"
        else:
            continue
        raise _header_error(fault, path, line)
    missing = [name for name in COLUMNS if name not in (*columns, *OPTIONAL_COLUMNS)]
    if missing:
        raise _header_error(f"no column {quoted(missing[0])}", path, line)
    return columns


def _header_error(fault: str, path: str, line: int) -> PackError:
    return PackError(f"{fault}; the first row must be {','.join(COLUMNS)}", path=path, line=line)
