"""Brackets and quotation marks whose inside belongs to the sentence around them.

Only a pair that is closed again within a short reach counts: a bracket that was never
closed, or closed pages later, must not swallow the sentences in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_JAPANESE_REACH: Final = 250
_LATIN_REACH: Final = 400
_TITLE_REACH: Final = 60
"""A quotation within a sentence up to this long reads as a title or a term."""

_JAPANESE_QUOTES: Final = {"「": "」", "『": "』", "〈": "〉", "《": "》", "【": "】", "〔": "〕"}
_JAPANESE_ROUND: Final = {"（": "）"}
_LATIN_ROUND: Final = {"(": ")", "[": "]"}
_LATIN_QUOTES: Final = {"“": "”", "«": "»"}
_STRAIGHT: Final = '"'

_CLOSER_OF: Final = _JAPANESE_QUOTES | _JAPANESE_ROUND | _LATIN_ROUND | _LATIN_QUOTES
_OPENER_OF: Final = {closer: opener for opener, closer in _CLOSER_OF.items()}
_REACH: Final = (
    dict.fromkeys(_JAPANESE_QUOTES | _JAPANESE_ROUND, _JAPANESE_REACH)
    | dict.fromkeys(_LATIN_ROUND, _LATIN_REACH)
    | dict.fromkeys([*_LATIN_QUOTES, _STRAIGHT], _TITLE_REACH)
)
_BRACKET: Final = re.compile("[" + re.escape("".join([*_CLOSER_OF, *_OPENER_OF, _STRAIGHT])) + "]")
_STOPS: Final = frozenset(".!?…,;:")


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and its closing mark, as offsets into the text."""

    start: int
    end: int
    opener: str

    @property
    def japanese(self) -> bool:
        """Whether its inside never splits, even where the pair begins the sentence."""
        return self.opener in _JAPANESE_QUOTES or self.opener in _JAPANESE_ROUND

    @property
    def round(self) -> bool:
        """Whether it is a parenthesis rather than a quotation."""
        return self.opener in _JAPANESE_ROUND or self.opener in _LATIN_ROUND

    def holds_together(self, first: int) -> bool:
        """Whether stops inside it leave a sentence whose first letter is at `first` whole."""
        return self.japanese or self.start > first


def find_pairs(text: str) -> list[Pair]:
    """Match the brackets and quotation marks of a text, by opening offset.

    A closing mark closes the nearest opening mark of its kind and voids what was opened
    since; one without an opening mark is passed over.
    """
    pairs: list[Pair] = []
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for match in _BRACKET.finditer(text):
        mark, at = match.group(), match.start()
        opener = _opener_closed_by(mark, at, text, waiting)
        if opener is None:
            if mark in _CLOSER_OF or (mark == _STRAIGHT and _can_open(text, at)):
                opened.append((mark, at))
                waiting[mark] = waiting.get(mark, 0) + 1
            continue
        while waiting.get(opener):
            candidate, start = opened.pop()
            waiting[candidate] -= 1
            if candidate == opener:
                pair = Pair(start, at, opener)
                if _counts(pair, text):
                    pairs.append(pair)
                break
    return sorted(pairs, key=lambda pair: pair.start)


def _opener_closed_by(mark: str, at: int, text: str, waiting: dict[str, int]) -> str | None:
    """Name the opening mark that this mark may close; None if it opens."""
    if mark == _STRAIGHT:
        closes = waiting.get(_STRAIGHT) and not text[at - 1].isspace()
        return _STRAIGHT if closes else None
    return _OPENER_OF.get(mark)


def _can_open(text: str, at: int) -> bool:
    """Whether a straight quotation mark stands where one opens: before a word, not after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and before not in _STOPS and bool(after) and not after.isspace()


def _counts(pair: Pair, text: str) -> bool:
    """Whether the pair is short enough and, if Latin quotation marks, ends like a title."""
    if pair.end - pair.start > _REACH[pair.opener]:
        return False
    is_quotation = pair.opener in _LATIN_QUOTES or pair.opener == _STRAIGHT
    return not (is_quotation and text[pair.end - 1] in _STOPS)


class Nesting:
    """Answers, for stops taken in order, which pairs they stand in."""

    def __init__(self, text: str) -> None:
        self._pairs = find_pairs(text)
        self._next = 0
        self._open: list[Pair] = []

    def around(self, at: int) -> list[Pair]:
        """Pairs that a stop at `at` stands in, outermost first; `at` must not go back."""
        while self._next < len(self._pairs) and self._pairs[self._next].start < at:
            self._open.append(self._pairs[self._next])
            self._next += 1
        self._open = [pair for pair in self._open if pair.end >= at]
        return self._open
