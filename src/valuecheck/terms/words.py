"""Terms of languages that put spaces between words: compared word by word, in any inflection."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from valuecheck.languages import ARTICLES, CONTRACTIONS, INFLECTIONS, LINKING_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Language

# Combining accents are no word characters by themselves.
_WORD: Final = re.compile(r"[\w\u0300-\u036f]+")
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SHORTEST_BASE: Final = 3


@dataclass(frozen=True, slots=True)
class _Word:
    forms: frozenset[str]
    start: int
    end: int
    gap: str
    """What stands between it and the word before; empty for a space or a hyphen."""


class Matcher:
    """Finds any of several terms.

    Case, accents, the width of letters, plural and gender do not count, nor do articles after
    a linking word (`flujo de los datos` is `flujo de datos`); a hyphen is like a space.

    Args:
        terms: the terms, each with a word in it or it is never found.
        language: their language.
    """

    def __init__(self, terms: Sequence[str], language: Language) -> None:
        self._language = language
        self._by_first: defaultdict[str, list[tuple[int, tuple[_Word, ...]]]]
        self._by_first = defaultdict(list)
        for index, term in enumerate(terms):
            words = tuple(_words(term, language))
            for form in words[0].forms if words else ():
                self._by_first[form].append((index, words))

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return uses as the index of the term and its range in `text`, each once."""
        words = list(_words(text, self._language))
        found: dict[tuple[int, int, int], None] = {}
        for at, word in enumerate(words):
            for form in word.forms:
                for index, term in self._by_first.get(form, ()):
                    if _matches(words[at : at + len(term)], term):
                        found[index, word.start, words[at + len(term) - 1].end] = None
        return list(found)


def _matches(words: Sequence[_Word], term: Sequence[_Word]) -> bool:
    return (
        len(words) == len(term)
        and all(word.gap == wanted.gap for word, wanted in zip(words[1:], term[1:], strict=True))
        and not any(
            word.forms.isdisjoint(wanted.forms) for word, wanted in zip(words, term, strict=True)
        )
    )


def _words(text: str, language: Language) -> Iterator[_Word]:
    """The words of a text, articles after a linking word left out."""
    end, gap, before = 0, "", ""
    for match in _WORD.finditer(text):
        gap += _gap(text[end : match.start()])
        end = match.end()
        word, forms = _known(match.group(), language)
        if before in LINKING_WORDS[language] and word in ARTICLES[language]:
            before = ""
            continue
        yield _Word(forms, match.start(), end, gap)
        before, gap = word, ""


def _gap(between: str) -> str:
    """What stands between two words; nothing for blanks and a hyphen, be it at a line's end."""
    bare = between.strip()
    joins = not bare or (len(bare) == 1 and bare in _HYPHENS and between.startswith(bare))
    return "" if joins else bare


@lru_cache(maxsize=65536)
def _known(word: str, language: Language) -> tuple[str, frozenset[str]]:
    """A word as it is compared, and all words that it may be a form of."""
    plain = _plain(word)
    plain = CONTRACTIONS[language].get(plain, plain)
    bases = {plain} | {
        plain.removesuffix(ending) + base
        for ending, base in INFLECTIONS[language]
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_BASE
    }
    return plain, frozenset(bases)


def _plain(word: str) -> str:
    """Without case, accents and width."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word).casefold()
    return "".join(mark for mark in parts if not unicodedata.combining(mark))
