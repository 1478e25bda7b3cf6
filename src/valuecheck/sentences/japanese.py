"""Whether a stop in Japanese (`。`, `！`, `？`) ends its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from valuecheck.languages import JA_CONTINUATIONS, JA_STARTERS, NAMES_WITH_MARKS

if TYPE_CHECKING:
    from valuecheck.sentences.nesting import Pair
    from valuecheck.sentences.stops import Stop

_FULL_STOPS: Final = frozenset("。｡")
_ALL_STOPS: Final = tuple("。｡．！？!?…")
_SPACE: Final = re.compile(r"\s*+")


def ends_sentence(stop: Stop, closed: Pair | None) -> bool:
    """Tell whether a stop ends its sentence.

    Args:
        stop: the stop, followed by more text, with or without a space.
        closed: the outermost pair of brackets or quotation marks that ends right after it.

    """
    after = _after_space(stop)
    spaced = after > stop.end
    if stop.text.startswith(_ALL_STOPS, after):
        return False
    if closed is not None:
        within = closed.start > stop.first
        listed = within and stop.text.startswith(("「", "『"), stop.end)
        aside = within and closed.round and not spaced
        return not (listed or aside or _carries_on(stop.text, after))
    if stop.run[0] == "．":
        return _is_full_stop(stop)
    if not _FULL_STOPS.isdisjoint(stop.run):
        return True
    if stop.word.lower() in NAMES_WITH_MARKS:
        return False
    return spaced or not _carries_on(stop.text, after)


def is_japanese_letter(letter: str) -> bool:
    """Whether a character is kana or Chinese; comparing is cheaper than compiling ranges."""
    return "\u3041" <= letter <= "\u9fff" or letter in "々〇〆" or "\uff66" <= letter <= "\uff9f"


def is_japanese_stop(stop: Stop) -> bool:
    """Whether Japanese rules apply: a full-width stop, or `!?` between Japanese letters."""
    if stop.run[0] in "。｡．！？":
        return True
    before, after = stop.text[stop.start - 1], stop.text[stop.end]
    return stop.run[0] in "!?" and is_japanese_letter(before) and not after.isspace()


def _after_space(stop: Stop) -> int:
    match = _SPACE.match(stop.text, stop.end)
    return stop.end if match is None else match.end()


def _carries_on(text: str, at: int) -> bool:
    """Whether a particle or the like ties what follows to what came before."""
    return not text.startswith(JA_STARTERS, at) and text.startswith(JA_CONTINUATIONS, at)


def _is_full_stop(stop: Stop) -> bool:
    """Whether `．` ends a sentence rather than marking a decimal or a numbered item."""
    after_letter = is_japanese_letter(stop.text[stop.start - 1])
    return after_letter and stop.start - stop.first > 1
