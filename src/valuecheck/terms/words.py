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
    joined: bool
    """Nothing but a space or a hyphen stands between it and the word before."""


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
        self._by_first: defaultdict[str, list[tuple[int, tuple[frozenset[str], ...]]]]
        self._by_first = defaultdict(list)
        for index, term in enumerate(terms):
            forms = tuple(word.forms for word in _words(term, language))
            for form in forms[0] if forms else ():
                self._by_first[form].append((index, forms))

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


def _matches(words: Sequence[_Word], term: Sequence[frozenset[str]]) -> bool:
    return (
        len(words) == len(term)
        and all(word.joined for word in words[1:])
        and all(not word.forms.isdisjoint(forms) for word, forms in zip(words, term, strict=True))
    )


def _words(text: str, language: Language) -> Iterator[_Word]:
    """The words of a text, articles after a linking word left out."""
    end, joined, before = 0, True, ""
    for match in _WORD.finditer(text):
        joined &= _joins(text[end : match.start()])
        end = match.end()
        word, forms = _known(match.group(), language)
        if before in LINKING_WORDS[language] and word in ARTICLES[language]:
            before = ""
            continue
        yield _Word(forms, match.start(), end, joined)
        before, joined = word, True


def _joins(gap: str) -> bool:
    """Whether the gap is blank or a hyphen, which may stand at the end of a line."""
    return bool(gap) and not gap.lstrip(_HYPHENS).strip() and len(gap.strip()) <= 1


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
