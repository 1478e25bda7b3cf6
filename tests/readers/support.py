"""What the reader tests share: short forms of documents, and the rule that pieces keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.readers import read

if TYPE_CHECKING:
    from valuecheck.types import Document

SENTENCES = (
    "We support the free flow of data with trust.",
    "データの自由な流通を支持します。",
    "La privacidad es un derecho fundamental.",
    "A proteção de dados é essencial.",
    "Standards are led by industry",
)
sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)

_MARK_TABLE = (
    "\n|\n\n|\r\n|\r| |  \n|    |\t|*|**|_|`|``|[|]|(u)|<|>|<b>|</b>|<p>|</p>|<div>|<!--|-->|"
    "<script>|</script>|&amp;|&#x41;|&nbsp;|&|#|- |1. |> |---\n|\n===\n|~~|\\|[^1]|[^1]: |!|"
    "https://a.b/c|日本|語。|Hello|world.|:|::|\n\n   |.. note::|.. |+---+---+\n|==== ====\n|"
    "é|😀|\u3000|\u00ad|\u2028|\x0b|.. [1] |:ref:`x`|a_|<br>|<img alt='x'>|<li>|<td>|<ul>|<nav>|"
    "<title>|lang: ja\n|+++\n|<?|<![CDATA[|<!["
)
hostile_text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.lists(st.sampled_from([*_MARK_TABLE.split("|"), "|"]), max_size=30).map("".join),
)


def outline(document: Document) -> list[tuple[str, str]]:
    """Scope and text of every block."""
    return [(block.scope, block.text) for block in document.blocks]


def read_text(suffix: str, source: str) -> Document:
    """A document read from text, after the pieces have been checked."""
    document = read(f"draft{suffix}", source.encode())
    check_pieces(document)
    return document


def check_pieces(document: Document) -> None:
    """Pieces are in order, inside the source, and equal it where they are as long."""
    for block in document.blocks:
        position = 0
        assert block.text == block.text.strip()
        assert "\n" not in block.text
        for piece in block.pieces:
            assert piece.text
            assert position <= piece.start <= piece.end <= len(document.source)
            position = piece.end
            if piece.end - piece.start == len(piece.text):
                assert document.source[piece.start : piece.end] == piece.text


def survives(suffix: str, source: str) -> None:
    """Any text is read, or refused with one line."""
    try:
        document = read_text(suffix, source)
    except ReadError as error:
        assert "\n" not in str(error)
        return
    assert document.source == source.removeprefix("\ufeff")
