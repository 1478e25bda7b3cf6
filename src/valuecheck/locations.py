"""Offsets to lines and columns, and keys of a TOML text to lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Place

_LINE_END = re.compile(r"\r\n|\r|\n")

_TOML_PART = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # a closing mark may follow up to two marks of the text
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\n\[\]{}=.,]"
    r"|[^\s\"'#\[\]{}=.,]+",
    re.DOTALL,
)


def line_starts(source: str) -> tuple[int, ...]:
    r"""Offsets at which the lines of `source` begin; `\n`, `\r\n` and `\r` end a line."""
    return (0, *(match.end() for match in _LINE_END.finditer(source)))


def line_and_column(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column of `offset`, both counting from 1, columns in code points.

    Args:
        starts: what `line_starts` gave for the text.
        offset: a code point offset into the text.
    """
    index = bisect_right(starts, offset) - 1
    return index + 1, offset - starts[index] + 1


def has_extent(place: Place) -> bool:
    """Whether a place marks a range of a draft; one on the draft as a whole marks none."""
    return (place.line, place.column) != (place.end_line, place.end_column)


def toml_key_line(source: str, path: Sequence[str | int]) -> int | None:
    """Line on which a key of a TOML text is set, counting from 1.

    Python's TOML parser gives no positions, so the line is found by walking the text's
    statements. A key that is missing, or that stands inside an inline table or an array,
    counts for its nearest parent that is written at the start of a statement.

    Args:
        source: a text that parses as TOML.
        path: keys from the top; an integer picks the nth element of an array of tables,
            from 0, for example `("principles", 2, "title")`.

    Returns:
        The line, or None if not even the first key is written there.
    """
    wanted = tuple(path)
    best = (0, False)
    line: int | None = None
    for here, number in _statements(source):
        shared = _shared_length(here, wanted)
        rank = (shared, shared == len(here))
        if shared and rank > best:
            best, line = rank, number
    return line


def _shared_length(left: Sequence[str | int], right: Sequence[str | int]) -> int:
    pairs = zip(left, right, strict=False)
    return next(
        (index for index, (ours, theirs) in enumerate(pairs) if ours != theirs),
        min(len(left), len(right)),
    )


def _statements(source: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield the full path and the line of every table header and every `key = value`."""
    table: tuple[str | int, ...] = ()
    arrays: dict[tuple[str | int, ...], int] = {}
    for parts, line in _statement_parts(source):
        if parts[:2] == ["[", "["]:
            *parents, last = _keys(parts[2 : parts.index("]")])
            parent = (*_resolve(parents, arrays), last)
            arrays[parent] = arrays.get(parent, -1) + 1
            table = (*parent, arrays[parent])
            yield table, line
        elif parts[0] == "[":
            table = _resolve(_keys(parts[1 : parts.index("]")]), arrays)
            yield table, line
        elif "=" in parts:
            yield (*table, *_keys(parts[: parts.index("=")])), line


def _statement_parts(source: str) -> Iterator[tuple[list[str], int]]:
    """Yield the parts of each statement, comments left out, and the line that it begins on."""
    starts = line_starts(source)
    parts: list[str] = []
    first = depth = 0
    for match in _TOML_PART.finditer(source):
        part = match.group()
        if part == "\n" and depth == 0 and parts:
            yield parts, line_and_column(starts, first)[0]
            parts = []
        elif part != "\n" and not part.startswith("#"):
            first = first if parts else match.start()
            parts.append(part)
            depth += (part in "[{") - (part in "]}")
    if parts:
        yield parts, line_and_column(starts, first)[0]


def _keys(parts: Sequence[str]) -> list[str]:
    return [_unquoted(part) for part in parts if part != "."]


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    import tomllib

    return next(iter(tomllib.loads(f"{key} = 0")))


def _resolve(
    keys: Sequence[str], arrays: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    """Put the index of the current element after each key that names an array of tables."""
    resolved: tuple[str | int, ...] = ()
    for key in keys:
        resolved = (*resolved, key)
        if resolved in arrays:
            resolved = (*resolved, arrays[resolved])
    return resolved
