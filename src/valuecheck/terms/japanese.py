"""Japanese terms: found where a word can begin and end, by the change of script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from valuecheck.languages import JA_PARTICLES_BEFORE, JA_PREFIXES, JA_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACES: Final = " \u00a0\u3000\n"
_DOTS: Final = "・-‐‑–=\u30a0"
"""After folding, what may stand between the parts of a word of foreign origin."""
_LEFT_OUT: Final = dict.fromkeys(map(ord, _SPACES + _DOTS))
_VOICED_MARKS: Final = "\uff9e\uff9f\u3099\u309a"
_LONGEST_RUN: Final = 25
"""More kanji in a row are no phrase; an odd number, so that no word ends there."""


class Matcher:
    """Finds any of several terms.

    Case and width do not count, nor do spaces, nor middle dots and hyphens between katakana
    or Latin letters.

    Args:
        terms: the terms.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = [_folded(term)[0] for term in terms]
        self._keys = [_squeezed(term) for term in terms]

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return uses as the index of the term and its range in `text`."""
        found: list[tuple[int, int, int]] = []
        squeezed = _squeezed(text)
        if not any(key in squeezed for key in self._keys):
            return found  # as nearly always, and without looking at every letter
        folded, offsets = _folded(text)
        for index, term in enumerate(self._terms):
            at = folded.find(term) if term else -1
            while at >= 0:
                end = at + len(term)
                if _begins(folded, at) and _ends(folded, end):
                    found.append((index, offsets[at][0], offsets[end - 1][1]))
                at = folded.find(term, at + 1)
        return found


def _squeezed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text as it is compared, and for each letter the range that it stands for."""
    letters: list[str] = []
    offsets: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        # A half-width kana and its voicing mark are one letter.
        while end < len(text) and text[end] in _VOICED_MARKS:
            end += 1
        for letter in unicodedata.normalize("NFKC", text[at:end]).casefold():
            if letter not in _SPACES:
                letters.append(letter)
                offsets.append((at, end))
        at = end
    kept = [index for index, letter in enumerate(letters) if not _is_joint(letters, index, letter)]
    return "".join(letters[index] for index in kept), [offsets[index] for index in kept]


def _is_joint(letters: Sequence[str], index: int, letter: str) -> bool:
    if letter not in _DOTS or not 0 < index < len(letters) - 1:
        return False
    return {_script(letters[index - 1]), _script(letters[index + 1])} <= {"katakana", "other"}


def _begins(text: str, at: int) -> bool:
    """Whether a word can begin at `at`."""
    script, before = _script(text[at]), _script(text[at - 1]) if at else ""
    if script != before:
        return True
    if script == "hiragana":
        return text[at - 1] in JA_PARTICLES_BEFORE
    if script != "kanji":
        return False
    start = at
    while start and at - start < _LONGEST_RUN and _script(text[start - 1]) == "kanji":
        start -= 1
    run = text[start:at]
    # Words of Chinese origin mostly have two letters: 主要|被援助国, but not 中|国産標準.
    return run in JA_PREFIXES or len(run) % 2 == 0


def _ends(text: str, end: int) -> bool:
    """Whether a word can end before `end`."""
    if end == len(text):
        return True
    script = _script(text[end - 1])
    # What follows in hiragana is a particle or an ending.
    if script != _script(text[end]) or script == "hiragana":
        return True
    if script != "kanji":
        return False
    stop = end
    while stop < len(text) and stop - end < _LONGEST_RUN and _script(text[stop]) == "kanji":
        stop += 1
    return text[end] in JA_SUFFIXES or (stop - end) % 2 == 0


def _script(letter: str) -> str:
    """`kanji`, `hiragana`, `katakana`, `other` letters and digits, or nothing for a mark."""
    if "\u3041" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a1" <= letter <= "\u30fa" or "\u30fc" <= letter <= "\u30ff":
        return "katakana"
    if "\u3400" <= letter <= "\u9fff" or letter in "々〆" or "\U00020000" <= letter <= "\U0003ffff":
        return "kanji"
    return "other" if letter.isalnum() else ""
