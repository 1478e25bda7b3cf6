"""Parts of a source that are parsed on their own, without the indentation around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one, without its end."""

    text: str
    start: int
    """Where it begins in the source."""

    def part(self, start: int, end: int | None = None) -> Line:
        """text[start:end], knowing where it stands."""
        return Line(self.text[start:end], self.start + min(start, len(self.text)))

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


def split_lines(source: str) -> list[Line]:
    r"""The lines of a source, where only `\n`, `\r\n` and `\r` end a line."""
    lines = [Line(match[1], match.start()) for match in _LINE.finditer(source)]
    if len(lines) > 1 and not lines[-1].text:
        lines.pop()
    return lines


def dedented(lines: Sequence[Line]) -> list[Line]:
    """The lines without the indentation that they share."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in lines if not line.is_blank]
    shared = min(indents, default=0)
    return [line.part(shared) for line in lines]


class Fragment:
    r"""Lines as one text with `\n` after each, and the way back to the source."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.text = "".join(f"{line.text}\n" for line in lines)
        self._starts = [0, *accumulate(len(line.text) + 1 for line in lines)]

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """The parts of lines that make up text[start:end]."""
        index = bisect_right(self._starts, start) - 1
        while start < end and index < len(self._lines):
            begin, stop = self._starts[index], self._starts[index + 1]
            yield self._lines[index].part(start - begin, min(end, stop - 1) - begin)
            index += 1
            start = stop
