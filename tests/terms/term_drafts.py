"""Drafts and principles for the tests of discouraged terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck import readers, sentences
from valuecheck.terms import TermFinder
from valuecheck.types import Principle, Term

if TYPE_CHECKING:
    from valuecheck.types import Document, Language, Sentence, TermUse


def principle(name: str, *terms: Term) -> Principle:
    texts = {"en": name}
    return Principle(name, "demo", texts, texts, texts, "error", 1.0, False, (), terms)


def uses(
    text: str, *terms: Term, name: str = "draft.md", language: Language | None = None
) -> tuple[Document, tuple[Sentence, ...], tuple[TermUse, ...]]:
    """A draft as read, and the terms that it uses; sentences are in the language of the terms."""
    document = readers.read(name, text.encode())
    split = sentences.split(document, language or terms[0].language)
    return document, split, TermFinder([principle("demo", *terms)]).find(document, split)


def found(
    text: str, *terms: Term, name: str = "draft.md", language: Language | None = None
) -> list[str]:
    """The words that are told, as they stand in the text of their sentences."""
    _, split, told = uses(text, *terms, name=name, language=language)
    return [split[use.sentence].text[use.words.start : use.words.end] for use in told]
