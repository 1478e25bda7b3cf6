"""Documents for the tests, built the way a reader builds them."""

from __future__ import annotations

from valuecheck.types import Block, Document, Piece


def plain(*paragraphs: str, language: str | None = None) -> Document:
    """A plain text document: paragraphs apart by an empty line, one exact piece each."""
    blocks = []
    start = 0
    for paragraph in paragraphs:
        piece = Piece(paragraph, start, start + len(paragraph))
        blocks.append(Block("paragraph", (piece,)))
        start = piece.end + 2
    return Document("draft.txt", "\n\n".join(paragraphs), tuple(blocks), "0" * 64, language)


def marked(source: str, *pieces: tuple[str, str], language: str | None = None) -> Document:
    """A document of one block; each piece is its text and the markup it stands for."""
    found = []
    start = 0
    for text, markup in pieces:
        start = source.index(markup, start)
        found.append(Piece(text, start, start + len(markup)))
        start += len(markup)
    return Document("draft.md", source, (Block("paragraph", tuple(found)),), "0" * 64, language)
