"""A document's sentences: where each stands in the source, and in which language it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from valuecheck.languages import LANGUAGES
from valuecheck.locations import line_and_column, line_starts
from valuecheck.sentences.boundaries import boundaries
from valuecheck.sentences.identify import decide, declared, identify, total, weigh
from valuecheck.sentences.sources import SourceMap
from valuecheck.types import Place, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from valuecheck.types import Document, Language, Span

__all__ = ["document_language", "place_of", "split"]


def split(document: Document, language: Language | None = None) -> tuple[Sentence, ...]:
    """Split the prose of a document into sentences.

    A block without a letter or digit has none; every other block has at least one, and
    each of its letters belongs to exactly one.

    Args:
        document: a draft as its reader left it.
        language: the language of every sentence. None identifies it: first of the whole
            document, then of each block, then of each sentence, each time departing from
            what surrounds it, or from what the document declares, on clear evidence only.

    Returns:
        The sentences, in the order of the blocks.

    """
    starts = line_starts(document.source)
    sentences: list[Sentence] = []
    block_languages = _block_languages(document, language)
    for index, (block, of_block) in enumerate(zip(document.blocks, block_languages, strict=True)):
        text = block.text
        source = SourceMap(block)
        for found in boundaries(text, of_block):
            words = " ".join(text[found.start : found.end].split())
            span = source.span(found.start, found.end)
            sentences.append(
                Sentence(
                    text=words,
                    span=span,
                    place=place_of(starts, span),
                    language=language or identify(words, of_block),
                    scope=block.scope,
                    block=index,
                )
            )
    return tuple(sentences)


def document_language(sentences: Iterable[Sentence]) -> Language:
    """Name the language that most characters of the sentences are in.

    Equal shares go to the first in the order of `LANGUAGES`; no sentences are English.
    """
    characters: Counter[Language] = Counter()
    for sentence in sentences:
        characters[sentence.language] += len(sentence.text)
    return max(LANGUAGES, key=lambda language: characters[language])


def _block_languages(document: Document, language: Language | None) -> list[Language]:
    """Language of each block, on its own evidence and that of the document."""
    if language is not None:
        return [language] * len(document.blocks)
    evidence = [weigh(block.text) for block in document.blocks]
    of_document = decide(total(evidence), declared(document.language))
    return [
        decide(of_block, declared(block.language) or of_document)
        for block, of_block in zip(document.blocks, evidence, strict=True)
    ]


def place_of(starts: Sequence[int], span: Span) -> Place:
    """Lines and columns of a range; the end column is one past the last character."""
    line, column = line_and_column(starts, span.start)
    end_line, last_column = line_and_column(starts, max(span.start, span.end - 1))
    return Place(line, column, end_line, last_column + (span.end > span.start))
