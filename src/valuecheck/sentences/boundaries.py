"""Where the sentences of a block begin and end.

Own rules over tables of abbreviations: on a set of hard cases they beat the libraries tried,
two of which know no Portuguese or no Japanese. One pass over the stops of the text, each
looked at with bounded context, so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from valuecheck.languages import SENTENCE_TABLES
from valuecheck.sentences import japanese, stops
from valuecheck.sentences.nesting import Nesting
from valuecheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from valuecheck.sentences.nesting import Pair
    from valuecheck.types import Language

_STOP = re.compile(
    r"(?P<run>[.!?…。｡．！？]++(?:\s++[.!?…]++(?!\w))*+)"
    r"(?:[\"”’'»)\]}」』）】〉》〕]|[\u00a0\u202f ]»|\[\d{1,3}\]|[¹²³⁰⁴-⁹])*+"
)
_LETTER = re.compile(r"[^\W_]")
_MAY_FOLLOW: Final = frozenset("¿¡")


def boundaries(text: str, language: Language) -> list[Span]:
    """Find the sentences of a block's text.

    Args:
        text: the text of one block; line ends within it are spaces.
        language: whose abbreviations hold.

    Returns:
        Ranges of `text`, in order, without the space around them. Together they hold every
        letter and digit; none is without one. A text without letters or digits has none.

    """
    ends = list(_sentence_ends(text, language))
    starts = [0, *ends]
    spans = (_trim(text, start, end) for start, end in zip(starts, [*ends, len(text)], strict=True))
    return [span for span in spans if _LETTER.search(text, span.start, span.end)]


def _sentence_ends(text: str, language: Language) -> Iterator[int]:
    """Offsets past each sentence but the last; letters stand on both sides of each."""
    first = _next_letter(text, 0)
    following = first
    nesting = Nesting(text)
    for match in _STOP.finditer(text):
        if following < match.end():
            following = _next_letter(text, match.end())
        if following == len(text):
            return
        if first >= match.start():
            continue
        stop = stops.Stop(text, first, match.start(), match.end(), match["run"], following)
        if _ends(stop, nesting.around(stop.start), language):
            yield stop.end
            first = following


def _next_letter(text: str, start: int) -> int:
    match = _LETTER.search(text, start)
    return len(text) if match is None else match.start()


def _ends(stop: stops.Stop, around: list[Pair], language: Language) -> bool:
    if any(pair.end >= stop.end and pair.holds_together(stop.first) for pair in around):
        return False
    closed = next((pair for pair in around if pair.end < stop.end), None)
    if japanese.is_japanese_stop(stop):
        return japanese.ends_sentence(stop, closed)
    after = stop.text[stop.end]
    if not after.isspace() and after not in _MAY_FOLLOW:
        return False
    if closed is not None and closed.round and closed.start > stop.first and stop.run != ".":
        return False
    return stops.ends_sentence(stop, SENTENCE_TABLES[language])


def _trim(text: str, start: int, end: int) -> Span:
    """Leave out the space at both ends."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))
