"""Which of the four languages a text is in.

Script settles Japanese. Among English, Spanish and Portuguese, frequent words, word endings
and letters vote, and a text leaves the language expected of it only on clear evidence, so
that a quoted name or title does not turn a sentence. Libraries that identify any language
take 0.25 to 1 second for their first answer or weigh 94 MB; four languages need neither.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from valuecheck.languages import (
    COMMON_WORDS,
    DISTINCTIVE_LETTERS,
    LANGUAGES,
    SHARED_ACCENTS,
    WORD_ENDINGS,
)
from valuecheck.sentences.japanese import is_japanese_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from valuecheck.types import Language

_LATIN: Final[tuple[Language, ...]] = ("en", "es", "pt")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_QUOTED = re.compile(r"[“«\"「『][^“”«»\"「」『』]{1,80}[”»\"」』]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")

_SENTENCE_END: Final = frozenset(".!?")
_MARKS: Final = tuple(
    (language, [mark for mark in letters if not mark.isalpha()])
    for language, letters in DISTINCTIVE_LETTERS.items()
)

_MARGIN: Final = 2.0
"""Points by which another language has to lead before a text leaves the expected one."""
_RATIO: Final = 1.5
"""And how many times the expected language's points it needs."""
_SHORT: Final = 3
"""Texts of up to this many Latin words say too little to leave the expected language."""
_QUOTED_TIMES: Final = 2
"""Quotations are set aside unless they hold more than this many times the other letters."""
_JAPANESE_WEIGHT: Final = 2
"""Latin letters that one kana or Chinese character outweighs: it holds about as much text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each language in a text; evidence of several texts adds up."""

    japanese: int = 0
    """Kana and Chinese characters."""
    latin: int = 0
    """Latin letters."""
    words: int = 0
    """Words of Latin letters that were looked at."""
    en: float = 0.0
    es: float = 0.0
    pt: float = 0.0

    def points(self, language: Language) -> float:
        """Points for a language of Latin script; none for Japanese."""
        return {"en": self.en, "es": self.es, "pt": self.pt}.get(language, 0.0)


def total(parts: Iterable[Evidence]) -> Evidence:
    """Add up the evidence of the parts of a text."""
    rows = [(p.japanese, p.latin, p.words, p.en, p.es, p.pt) for p in parts]
    if not rows:
        return Evidence()
    japanese, latin, words, en, es, pt = (sum(column) for column in zip(*rows, strict=True))
    return Evidence(int(japanese), int(latin), int(words), en, es, pt)


def weigh(text: str) -> Evidence:
    """Collect the evidence of a text.

    Words with a capital inside a sentence are names, which say nothing of the language
    around them; they count only where the whole text is in capitals. Short quotations are
    set aside for the same reason, unless there is little else.
    """
    text = _without_quotations(unicodedata.normalize("NFC", text))
    names_stand_out = any(letter.islower() for letter in text)
    points = dict.fromkeys(_LATIN, 0.0)
    words = 0
    start_of_sentence = True
    for match in _WORD.finditer(text):
        word = match.group()
        if start_of_sentence or not names_stand_out or word.islower():
            words += 1
            for language, value in _votes(word.lower()):
                points[language] += value
        start_of_sentence = text[match.end() : match.end() + 1] in _SENTENCE_END
    for language, marks in _MARKS:
        points[language] += 2.0 * sum(text.count(mark) for mark in marks)
    return Evidence(
        japanese=0 if text.isascii() else sum(map(is_japanese_letter, text)),
        latin=len(_LATIN_LETTER.findall(text)),
        words=words,
        en=points["en"],
        es=points["es"],
        pt=points["pt"],
    )


def _without_quotations(text: str) -> str:
    outside = _QUOTED.sub(" ", text)
    kept, quoted = _letters(outside), _letters(text) - _letters(outside)
    return outside if quoted <= _QUOTED_TIMES * kept else text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@lru_cache(maxsize=8192)
def _votes(word: str) -> tuple[tuple[Language, float], ...]:
    """Points that one word in small letters gives."""
    votes: list[tuple[Language, float]] = []
    for language in _LATIN:
        value = 1.0 if word in COMMON_WORDS[language] else 0.0
        if len(word) > 4 and word.endswith(WORD_ENDINGS[language]):
            value += 0.5
        if any(letter in word for letter in DISTINCTIVE_LETTERS[language]):
            value += 1.0
        if language != "en" and any(letter in word for letter in SHARED_ACCENTS):
            value += 0.5
        if value:
            votes.append((language, value))
    return tuple(votes)


def decide(evidence: Evidence, default: Language | None = None) -> Language:
    """Name the language that the evidence speaks for.

    Args:
        evidence: of the text in question.
        default: the language to expect, of the surrounding text or as declared. None
            expects nothing: the strongest wins, and English if there is no evidence.

    """
    if evidence.japanese * _JAPANESE_WEIGHT > evidence.latin:
        return "ja"
    if evidence.latin == 0:
        return default or "en"
    best = max(_LATIN, key=evidence.points)
    if default is None or best == default:
        return best
    expected = evidence.points(default)
    lead = evidence.points(best)
    clear = lead - expected >= _MARGIN and lead >= _RATIO * expected
    return best if clear and evidence.words > _SHORT else default


def identify(text: str, default: Language | None = None) -> Language:
    """Name the language of a text; see `decide` for what `default` means."""
    return decide(weigh(text), default)


def declared(tag: str | None) -> Language | None:
    """Read a BCP 47 tag such as `pt-BR`; None if it names none of the four languages."""
    primary = (tag or "").replace("_", "-").split("-")[0].strip().lower()
    return next((language for language in LANGUAGES if language == primary), None)
