"""Text for a terminal: how wide it shows, where it may break, what it may not contain."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

NARROWEST: Final = 40
"""Columns below which text is no longer fitted: it would break within most words."""

_UNSAFE: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS: Final = "\u200c\u200d"
_WIDE_PRESENTATION: Final = "\ufe0f"

# Where Japanese lines may not break (JIS X 4051, "kinsoku"): closing marks and small kana do
# not begin a line, opening marks do not end one.
_NOT_FIRST: Final = frozenset(
    "、。，．,.!?！？」』）］｝〉》】〕)]}”’ぁぃぅぇぉっゃゅょァィゥェォッャュョー々・：；…"
)
_NOT_LAST: Final = frozenset("「『（［｛〈《【〔([{“‘" + _JOINERS)

# Own codes rather than a library's: six are all it takes, and output must not depend on
# what a library takes the terminal to be.
_CODES: Final = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}

_IN_ASCII: Final = str.maketrans("●◐◆○✓✗–—█░“”‘’", "*~!o+x--#.\"\"''")


def plain(text: str) -> str:
    """Put U+FFFD for what could steer a terminal, break a line or turn text round.

    These are the Unicode categories Cc (control characters), Cf (invisible and bidirectional
    ones), Cs (halves of surrogate pairs), Zl and Zp (line and paragraph separators). The
    joiners stay, since some scripts and emoji need them, and a soft hyphen is left out.
    """
    return "".join(
        "\ufffd" if unicodedata.category(mark) in _UNSAFE and mark not in _JOINERS else mark
        for mark in text.replace("\u00ad", "")
    )


def display_width(text: str) -> int:
    """Columns that `text` takes: two for wide East Asian characters, none for accents.

    After Unicode Standard Annex 11; ambiguous characters count as narrow. Where a terminal
    may differ (emoji made of several characters) the greater width counts.
    """
    return len(text) if text.isascii() else sum(map(_mark_width, text))


def padded(text: str, width: int) -> str:
    """Return `text` with spaces after it, up to `width` columns."""
    return text + " " * (width - display_width(text))


def wrapped(text: str, width: int, first_width: int | None = None) -> list[str]:
    """Break `text` into lines.

    Lines break at spaces and between wide characters, and elsewhere only in words that are
    longer than a line.

    Args:
        text: one paragraph, already `plain`.
        width: columns of a line, at least 2.
        first_width: columns of the first line, if something stands before it; it stays empty
            where no word fits.
    """
    space = width if first_width is None else first_width
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        needed = display_width(line) + display_width(unit.rstrip(" "))
        if needed > space and (line or space < width):
            lines.append(line.rstrip(" "))
            line, space = "", width
        line += unit
        while (head := _fitting(line.rstrip(" "), space)) != line.rstrip(" "):
            lines.append(head)
            line, space = line[len(head) :], width
    return [*lines, line.rstrip(" ")]


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text is shown: how wide, with colour or not, in which encoding."""

    stream: TextIO
    width: int
    color: bool
    symbols: bool
    """Whether the encoding of the stream holds all symbols; if not, ASCII stands in for them."""

    @classmethod
    def of(cls, stream: TextIO, *, width: int, color: bool) -> Terminal:
        """Return the terminal behind `stream`."""
        symbols = "".join(map(chr, _IN_ASCII))
        return cls(stream, max(width, NARROWEST), color, _fits(symbols, stream))

    def word(self, text: str, instead: str) -> str:
        """Return `text` if the encoding holds it, else `instead`."""
        return text if _fits(text, self.stream) else instead

    def paint(self, text: str, *styles: str) -> str:
        """Return `text` in colour, if there is colour; `styles` are keys of `_CODES`."""
        if not self.color or not styles or not text:
            return text
        codes = ";".join(str(_CODES[style]) for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def line(self, text: str = "") -> None:
        """Write one line; characters that the encoding does not hold become `?`."""
        encoding = self.stream.encoding or "utf-8"
        held = text if self.symbols else text.translate(_IN_ASCII)
        self.stream.write(held.encode(encoding, "replace").decode(encoding) + "\n")

    def paragraph(
        self,
        text: str,
        first: str = "",
        rest: str | None = None,
        *,
        label: tuple[str, ...] = (),
        styles: tuple[str, ...] = (),
    ) -> None:
        """Write `text` wrapped to the terminal.

        Args:
            text: one paragraph, already `plain`.
            first: what stands before the first line, never broken.
            rest: what stands before the other lines; blanks as wide as `first` if not given.
            label: styles of `first`.
            styles: styles of the text.
        """
        rest = " " * display_width(first) if rest is None else rest
        room = max(2, self.width - display_width(rest))
        lines = wrapped(text, room, self.width - display_width(first))
        label_text = first if lines[0] else first.rstrip(" ")
        self.line(self.paint(label_text, *label) + self.paint(lines[0], *styles))
        for line in lines[1:]:
            self.line(rest + self.paint(line, *styles))


def _units(text: str) -> Iterator[str]:
    """Cut `text` where a line may break; blanks stay with what stands before them."""
    unit = ""
    for mark in text:
        if unit and _may_break(unit[-1], mark):
            yield unit
            unit = ""
        unit += mark
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return after != " "
    between = _mark_width(before) == 2 or _mark_width(after) == 2
    return (
        between and _mark_width(after) > 0 and after not in _NOT_FIRST and before not in _NOT_LAST
    )


def _fitting(text: str, room: int) -> str:
    """Return as much of the start of `text` as `room` columns hold, but at least a character."""
    taken = 0
    for index, mark in enumerate(text):
        taken += _mark_width(mark)
        if taken > room and index:
            return text[:index]
    return text


@lru_cache(maxsize=4096)
def _mark_width(mark: str) -> int:
    if mark == _WIDE_PRESENTATION:
        return 1
    if unicodedata.category(mark) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1


def _fits(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
