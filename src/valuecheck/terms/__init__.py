"""Discouraged terms of the packs in a draft: which, where, and what to write instead.

A term is looked for in sentences of its own language only. What others said is theirs: block
quotations and what stands in quotation marks are passed over, and so are code and addresses.
Nothing here makes a pattern of a term or of a draft; both are compared word by word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from valuecheck.locations import line_starts
from valuecheck.sentences import place_of
from valuecheck.sentences.sources import SourceMap
from valuecheck.terms import japanese, words
from valuecheck.terms.passed_over import in_address, quoted
from valuecheck.types import Span, TermUse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Block, Document, Language, Principle, Sentence, Term

__all__ = ["TermFinder"]


@dataclass(frozen=True, slots=True)
class _Entry:
    principle: str
    term: Term


@dataclass(frozen=True, slots=True)
class _Hit:
    """A use in a block: the sentence by its index there, the range in the block's text."""

    sentence: int
    start: int
    end: int
    entry: _Entry
    words: Span


class TermFinder:
    """Finds the discouraged terms of principles in documents.

    Args:
        principles: those whose terms to look for.
    """

    def __init__(self, principles: Sequence[Principle]) -> None:
        entries: defaultdict[Language, list[_Entry]] = defaultdict(list)
        for principle in principles:
            for term in principle.terms:
                entries[term.language].append(_Entry(principle.id, term))
        self._entries = dict(entries)
        self._matchers = {
            language: (
                _matcher(language, [one.term.discouraged for one in of_language]),
                _matcher(language, [one.term.preferred for one in of_language]),
            )
            for language, of_language in self._entries.items()
        }

    def find(self, document: Document, sentences: Sequence[Sentence]) -> tuple[TermUse, ...]:
        """Return every use of a discouraged term, in the order of the sentences.

        Of uses that overlap, the longest counts; a term that is part of its own preferred
        wording does not count where that is written out.

        Args:
            document: the draft.
            sentences: its sentences, all of them.
        """
        starts = line_starts(document.source)
        of_block: defaultdict[int, list[int]] = defaultdict(list)
        for index, sentence in enumerate(sentences):
            of_block[sentence.block].append(index)
        uses: list[TermUse] = []
        for number, indexes in of_block.items():
            block = document.blocks[number]
            if block.scope == "quotation":
                continue
            hits = self._hits(block, [sentences[index] for index in indexes])
            if not hits:
                continue
            source = SourceMap(block)
            code = [(span.start, span.end) for span in block.code]
            uses += (
                TermUse(
                    sentence=indexes[hit.sentence],
                    principle=hit.entry.principle,
                    term=hit.entry.term,
                    words=hit.words,
                    place=place_of(starts, span),
                )
                for hit in hits
                for span in [source.span(hit.start, hit.end)]
                if _holder(code, span.start, span.end) is None
            )
        return tuple(uses)

    def _hits(self, block: Block, sentences: Sequence[Sentence]) -> list[_Hit]:
        text = block.text
        found: list[_Hit] = []
        for language in dict.fromkeys(sentence.language for sentence in sentences):
            if language in self._matchers:
                found += self._hits_in(language, text, sentences)
        if not found:
            return []
        speech = quoted(text)
        return sorted(
            (
                hit
                for hit in found
                if _holder(speech, hit.start, hit.end) is None
                and not in_address(text, hit.start, hit.end)
            ),
            key=lambda hit: (hit.start, hit.end),
        )

    def _hits_in(
        self, language: Language, text: str, sentences: Sequence[Sentence]
    ) -> Iterator[_Hit]:
        """Terms of a language in the sentences that are in it, whoever says them."""
        discouraged, preferred = self._matchers[language]
        candidates = discouraged.find(text)
        if not candidates:
            return
        fine: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for which, start, end in sorted(preferred.find(text)):
            fine[which].append((start, end))
        ranges, letters = list(_ranges(text, sentences)), _letters_before(text)
        for which, start, end in _longest(candidates):
            index = _holder(ranges, start, end)
            if (
                index is not None
                and sentences[index].language == language
                and _holder(fine[which], start, end) is None
            ):
                first = letters[ranges[index][0]]
                words = Span(letters[start] - first, letters[end] - first)
                yield _Hit(index, start, end, self._entries[language][which], words)


def _matcher(language: Language, texts: Sequence[str]) -> japanese.Matcher | words.Matcher:
    return japanese.Matcher(texts) if language == "ja" else words.Matcher(texts, language)


def _longest(hits: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Leave out what begins within a hit that begins before it, or is longer."""
    reached, last = 0, (-1, -1)
    for hit in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if hit[1] >= reached or hit[1:] == last:
            yield hit
            reached, last = hit[2], hit[1:]


def _holder(ranges: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """Index of the range that holds another; of two, the later neither begins nor ends before."""
    index = bisect_right(ranges, start, key=lambda one: one[0]) - 1
    return index if index >= 0 and end <= ranges[index][1] else None


def _ranges(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block, all of them in order, stand in its text."""
    end = 0
    for sentence in sentences:
        start = -1
        for word in sentence.text.split():
            at = text.index(word, end)
            start = at if start < 0 else start
            end = at + len(word)
        yield max(start, 0), end


def _letters_before(text: str) -> list[int]:
    """For each offset, the letters before it if every run of white space is one space."""
    counted = (not (mark.isspace() and last.isspace()) for last, mark in pairwise(f"|{text}"))
    return list(accumulate(counted, initial=0))
