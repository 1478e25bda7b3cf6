"""Phrases for error messages. What a pack says is quoted, never trusted."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_QUOTE = 60


def printable(text: str) -> str:
    """Return `text` on one line, without characters that steer a terminal or turn text round.

    White space of any kind becomes one space. Left out are the Unicode categories Cc
    (control), Cf (format, such as the overrides of writing direction) and Cs (surrogate).
    """
    line = " ".join(text.split())
    if line.isprintable():  # most are, and this is quick where asking letter by letter is not
        return line
    return "".join(mark for mark in line if unicodedata.category(mark) not in ("Cc", "Cf", "Cs"))


def quoted(value: object) -> str:
    """Quote what a user wrote, shortened, for a message of one line."""
    text = printable(str(value))
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}..."'


def listed(values: Iterable[str]) -> str:
    """Join allowed values for a message."""
    return ", ".join(values)


def guess(word: str, allowed: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)` for the allowed value nearest to `word`, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word[:_LONGEST_QUOTE].casefold(), list(allowed), n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""
