"""The words of a sentence that findings are on, parted from the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from valuecheck.types import Span


def parted(text: str, spans: Iterable[Span | None]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is marked; put together, they are the text.

    Args:
        text: the text of a sentence.
        spans: the ranges to mark, in any order; None marks nothing.
    """
    parts: list[tuple[str, bool]] = []
    end = 0
    for words in sorted({(one.start, one.end) for one in spans if one}):
        start = max(end, words[0])
        parts += (text[end:start], False), (text[start : words[1]], True)
        end = max(start, words[1])
    return [part for part in (*parts, (text[end:], False)) if part[0]]
