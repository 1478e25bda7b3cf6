"""From offsets in a block's text to the source that the text stands for."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from valuecheck.types import Span

if TYPE_CHECKING:
    from valuecheck.types import Block


class SourceMap:
    """Maps ranges of a block's text to ranges of the document's source.

    Exact letter by letter where a piece is as long as what it stands for. A piece of
    another length maps as a whole, so that two sentences that share such a piece both
    cover its source.
    """

    def __init__(self, block: Block) -> None:
        self._pieces = [piece for piece in block.pieces if piece.text]
        lengths = [len(piece.text) for piece in self._pieces]
        self._starts = list(accumulate(lengths[:-1], initial=0))

    def span(self, start: int, end: int) -> Span:
        """Source range of the text from `start` to `end`, which is not empty."""
        return Span(self._of(start).start, self._of(end - 1).end)

    def _of(self, offset: int) -> Span:
        """Source range of one character of the text."""
        index = bisect_right(self._starts, offset) - 1
        piece = self._pieces[index]
        if piece.end - piece.start != len(piece.text):
            return Span(piece.start, piece.end)
        at = piece.start + offset - self._starts[index]
        return Span(at, at + 1)
