"""Whether a stop in Latin script (`.`, `!`, `?`, an ellipsis) ends its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from valuecheck.languages import NAMES_WITH_MARKS

if TYPE_CHECKING:
    from valuecheck.languages import SentenceTables

_LOOK_BACK: Final = 32
_LOOK_AHEAD: Final = 80
_ENUMERATOR_LENGTH: Final = 16
_DIVISION_LENGTH: Final = 40
_NAME_WORDS: Final = 4

_ROMAN: Final = r"(?=[ivxl])(?:x[lc]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_ENUMERATOR = re.compile(
    rf"(?:\d{{1,3}}|[^\W\d_]|{_ROMAN})(?:[.-](?:\d{{1,3}}|[a-z]))*[)º°ª]?", re.IGNORECASE
)
_DIVISION = re.compile(
    r"([^\W\d_]+)\.?\s+(?:n?[.º°]{0,2}\s*\d[\w.-]*[º°ª]?|[IVXLC]+|[A-Z]|únic[oa])", re.IGNORECASE
)
_NUMBER_AHEAD = re.compile(rf"[\s§]*\(?(?:\d|(?:{_ROMAN})(?![^\W\d_]))|\s*\([a-z]", re.IGNORECASE)
_LETTERED_AHEAD = re.compile(r"\s*\(?[a-z]{1,4}\)\s")
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_]{1,3})*")
_NEXT_WORD = re.compile(r"[^\W_]{1,24}(?![^\W_])(?!\.)")
_OPENING = re.compile(r"[(\[{“\"«¿¡—–「『（]")
_FRESH_START: Final = frozenset("¿¡•▪‣◦")
_QUOTES: Final = frozenset("\"”’'»")


@dataclass(frozen=True, slots=True)
class Stop:
    """One or more stops in a row, with the closing marks after them."""

    text: str
    first: int
    """Offset of the sentence's first letter or digit."""
    start: int
    """Offset of the first stop."""
    end: int
    """Offset past the closing marks."""
    run: str
    """The stops alone."""
    following: int
    """Offset of the next letter or digit, which exists."""

    @property
    def word(self) -> str:
        """What is written up to the stop without a space or an opening mark in it."""
        head = self.text[max(self.first, self.start - _LOOK_BACK) : self.start]
        if not head or head[-1].isspace():
            return ""
        return _OPENING.split(head.split()[-1])[-1].lstrip("'‘*_")

    @property
    def closers(self) -> str:
        """The closing marks after the stops."""
        return self.text[self.start + len(self.run) : self.end]


def ends_sentence(stop: Stop, tables: SentenceTables) -> bool:
    """Tell whether a stop that is followed by a space and more text ends its sentence."""
    if _continues_in_small_letters(stop):
        return False
    if stop.run == ".":
        return _full_stop_ends(stop, tables)
    if "!" in stop.run or "?" in stop.run:
        return not _mark_of_name(stop, tables) and not _is_attributed(stop, tables)
    elided = stop.closers[:1] in {"]", ")"} and stop.text[stop.start - 1] in "[("
    return not elided and not stop.text[stop.following].isdigit()


def _continues_in_small_letters(stop: Stop) -> bool:
    if not stop.text[stop.following].islower():
        return False
    gap = stop.text[stop.end : min(stop.following, stop.end + 8)]
    starts_afresh = not _FRESH_START.isdisjoint(gap)
    return not starts_afresh and not _LETTERED_AHEAD.match(stop.text, stop.end)


def _full_stop_ends(stop: Stop, tables: SentenceTables) -> bool:
    word = stop.word
    if _is_number_of_item(stop, word, tables) or _listed(word, tables.inner):
        return False
    if _listed(word, tables.before_number) and _NUMBER_AHEAD.match(stop.text, stop.end):
        return False
    if _listed(word, tables.final) or _is_acronym(word):
        return _starts_like_a_sentence(stop, tables)
    return True


def _is_number_of_item(stop: Stop, word: str, tables: SentenceTables) -> bool:
    """Whether the stop follows `1`, `(a)`, `IV` or `Article 5` at the head of its sentence."""
    length = stop.start - stop.first
    so_far = stop.text[stop.first : stop.start] if length <= _DIVISION_LENGTH else ""
    if length <= _ENUMERATOR_LENGTH and _ENUMERATOR.fullmatch(so_far):
        return True
    division = _DIVISION.fullmatch(so_far)
    if division and division.group(1).lower() in tables.divisions:
        return True
    before = stop.text[max(stop.first, stop.start - _LOOK_BACK) : stop.start - len(word)]
    return before.rstrip().endswith((":", ";")) and bool(_ENUMERATOR.fullmatch(word))


def _listed(word: str, abbreviations: frozenset[str]) -> bool:
    in_capitals = word.isupper() and word.capitalize() in abbreviations  # a title: SEN. LUGAR
    return word in abbreviations or word.lower() in abbreviations or in_capitals


def _is_acronym(word: str) -> bool:
    """Whether it is an initial or a row of them: `J`, `U.S`, `Ph.D`, `p.m`."""
    return bool(_ACRONYM.fullmatch(word)) and word[0].lower() != word[0].upper()


def _starts_like_a_sentence(stop: Stop, tables: SentenceTables) -> bool:
    """Whether what follows is no name: a word of the list, or a script without capitals."""
    first = stop.text[stop.following]
    if not first.isdigit() and first.lower() == first.upper():
        return True
    word = _NEXT_WORD.match(stop.text, stop.following)
    return word is not None and word.group() in tables.starters


def _mark_of_name(stop: Stop, tables: SentenceTables) -> bool:
    """Whether the exclamation mark belongs to a name such as `Yahoo!`."""
    is_name = stop.run == "!" and stop.word.lower() in NAMES_WITH_MARKS
    return is_name and not _starts_like_a_sentence(stop, tables)


def _is_attributed(stop: Stop, tables: SentenceTables) -> bool:
    """Whether a name and a verb of saying follow the quotation that the mark closes."""
    if _QUOTES.isdisjoint(stop.closers):
        return False
    ahead = stop.text[stop.following : stop.following + _LOOK_AHEAD].split()
    names = list(takewhile(lambda word: word[0].isupper(), ahead))
    verb = ahead[len(names)].rstrip(",.:;") if len(names) < len(ahead) else ""
    return bool(names) and len(names) <= _NAME_WORDS and verb in tables.reporting
