"""Gathers the prose of one block while keeping where each letter of it stands.

Every reader says which ranges of its source are prose; what is common to all formats
(white space, wrapped lines, addresses of web pages, invisible characters) is settled here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from valuecheck.types import Block, Comment, Piece, Span

if TYPE_CHECKING:
    from valuecheck.types import Scope

_SPACE = r" \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029"
_NEWLINE = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_NOT_PROSE = re.compile(
    # A lone space stays where it is, as part of the words around it.
    rf"(?P<gap>(?=[{_SPACE}]{{2}}|[^ ])[{_SPACE}]+)"
    # Only ASCII: in Japanese an address is followed directly by the next word.
    r"|(?P<address>(?<![A-Za-z0-9])(?:https?://|ftp://|www\.)[!#-;=?-~]*[#-&+\-/0-9=@-Z\\^a-z~])"
    # Soft hyphens, zero-width spaces and byte order marks would split words unseen.
    r"|(?P<invisible>[\u00ad\u200b\u2060\ufeff]+)",
    re.IGNORECASE,
)
_EDGES = " \u00a0\u3000"
_WIDE = re.compile(
    r"[\u2e80-\u2fdf\u3000-\u30ff\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"\w")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ADDRESSED = re.compile(r"\s*valuecheck\s*[:：]", re.IGNORECASE)
_KEEPS_ITS_SCOPE: frozenset[Scope] = frozenset(
    {"quotation", "footnote", "caption", "header", "footer", "table-cell"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one file: the text it stands in, its prose, its language."""

    source: str
    blocks: tuple[Block, ...]
    language: str | None = None
    comments: tuple[Comment, ...] = ()


class ProseBuilder:
    """Collects the pieces of a block, then of the next.

    White space is one space, whatever its length; a wrapped line inside Japanese text is
    no space at all; bare web addresses and invisible characters are left out.

    A piece as long as its source range equals it letter by letter. A line end that reads
    as one space would break that rule, so its range is empty and lies before the line end.

    Args:
        source: the text that all offsets refer to.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._reset()

    def _reset(self) -> None:
        self._run: tuple[int, int] | None = None
        self._gap: tuple[int, int, bool] | None = None
        # A text of None stands for the source itself: no copies while runs still grow.
        self._pieces: list[tuple[str | None, int, int]] = []
        self._code: list[Span] = []

    def code(self, start: int, end: int) -> None:
        """Note that what is added from [start, end) is code."""
        self._code.append(Span(start, end))

    def text(self, start: int, end: int) -> None:
        """Add source[start:end] as prose, letter by letter."""
        if start >= end:
            return
        if self._run is not None and self._run[1] == start:
            self._run = (self._run[0], end)
            return
        self._flush_run()
        self._run = (start, end)

    def whole(self, text: str, start: int, end: int) -> None:
        """Add `text`, for which the range [start, end) stands as a whole."""
        self._flush_run()
        words = " ".join(text.split())
        if not words:
            self._add_gap(start, end, breaks=False)
            return
        if _NOT_PROSE.fullmatch(words):
            return
        if end - start == len(words) and self._source[start:end] != words:
            end = start
        self._close_gap(words[0])
        self._pieces.append((words, start, end))

    def line_break(self, start: int, end: int) -> None:
        """Add a break that the markup spells out over [start, end)."""
        self._flush_run()
        self._add_gap(start, end, breaks=True)

    def finish(self, scope: Scope, language: str | None = None) -> Block | None:
        """The block collected so far, or None if it holds no letter or digit; starts anew."""
        self._flush_run()
        pieces, code = self._trimmed(), tuple(self._code)
        self._reset()
        if not any(_WORD.search(piece.text) for piece in pieces):
            return None
        return Block(scope, tuple(pieces), language, code)

    def _trimmed(self) -> list[Piece]:
        pieces = [
            Piece(self._source[start:end] if text is None else text, start, end)
            for text, start, end in self._pieces
        ]
        while pieces:
            last = pieces[-1]
            kept = last.text.rstrip(_EDGES)
            if kept == last.text:
                break
            pieces.pop()
            if kept and last.end - last.start == len(last.text):
                pieces.append(Piece(kept, last.start, last.start + len(kept)))
            elif kept:
                pieces.append(Piece(kept, last.start, last.end))
        return pieces

    def _flush_run(self) -> None:
        if self._run is None:
            return
        position, end = self._run
        self._run = None
        for match in _NOT_PROSE.finditer(self._source, position, end):
            self._literal(position, match.start())
            position = match.end()
            if match.lastgroup == "gap":
                breaks = _NEWLINE.search(match.group()) is not None
                self._add_gap(match.start(), position, breaks=breaks)
        self._literal(position, end)

    def _literal(self, start: int, end: int) -> None:
        source = self._source
        edges = " " if self._pieces else _EDGES
        while start < end and source[start] in edges:
            self._add_gap(start, start + 1, breaks=False)
            start += 1
        after = end
        while end > start and source[end - 1] == " ":
            end -= 1
        if start < end:
            self._close_gap(source[start])
            self._push(start, end)
        if end < after:
            self._add_gap(end, after, breaks=False)

    def _push(self, start: int, end: int) -> None:
        if self._pieces:
            text, last_start, last_end = self._pieces[-1]
            if text is None and last_end == start:
                self._pieces[-1] = (None, last_start, end)
                return
        self._pieces.append((None, start, end))

    def _add_gap(self, start: int, end: int, *, breaks: bool) -> None:
        if self._gap is not None:
            start, breaks = self._gap[0], breaks or self._gap[2]
        self._gap = (start, end, breaks)

    def _close_gap(self, following: str) -> None:
        if self._gap is None:
            return
        start, end, breaks = self._gap
        self._gap = None
        if not self._pieces or (breaks and self._last_is_wide() and _WIDE.match(following)):
            return
        if end - start > 1:
            self._pieces.append((" ", start, end))
        elif self._source[start:end] == " ":
            self._push(start, end)
        else:
            self._pieces.append((" ", start, start))

    def _last_is_wide(self) -> bool:
        text, _, end = self._pieces[-1]
        return _WIDE.match(self._source[end - 1] if text is None else text[-1]) is not None


def nested_scope(outer: Scope, own: Scope) -> Scope:
    """Scope of an element inside another: a list inside a quotation is still quoted."""
    if own == "paragraph" or (own == "list-item" and outer in _KEEPS_ITS_SCOPE):
        return outer
    return own


def shifted(block: Block, base: int) -> Block:
    """The block of a fragment, with offsets into the text that the fragment begins at `base`."""
    pieces = (Piece(piece.text, piece.start + base, piece.end + base) for piece in block.pieces)
    code = (Span(span.start + base, span.end + base) for span in block.code)
    return replace(block, pieces=tuple(pieces), code=tuple(code))


def comment(text: str, start: int, end: int, *, attached: bool = False) -> Comment | None:
    """A comment of a draft, or None where it does not open with `valuecheck:`."""
    return Comment(text, start, end, attached) if _ADDRESSED.match(text) else None


def language_tag(value: str | None) -> str | None:
    """`value` as a BCP 47 tag, or None if it is not one."""
    tag = (value or "").strip().strip("\"'").replace("_", "-")
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None
