"""Where a term does not count: in others' words and in addresses."""

from __future__ import annotations

import re
from typing import Final

_CLOSER_OF: Final = {
    "“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "｢": "｣", "〝": "〟〞",
}  # fmt: skip
_BEFORE_WORDS: Final = {'"': '"', "＂": "＂", "‘": "’", "'": "'", "`": "`"}
"""Marks that open only before a word, since they are also apostrophes or close as they open."""
_CLOSED_SOON: Final = "‘'`"
"""Marks that count only if a closing one follows."""
_APOSTROPHES: Final = "'’"
_MARK: Final = re.compile("[“”„«»‹›「」『』｢｣〝〟〞\"＂‘’'`]")
_ADDRESS: Final = re.compile(r"://|@|[A-Za-z0-9-]\.[A-Za-z]{2,}(?:/|$)|\.[A-Za-z0-9]{2,5}$")
_LONGEST_ADDRESS: Final = 300


def quoted(text: str) -> list[tuple[int, int]]:
    """Ranges of a block's text that stand in quotation marks, or in backquotes.

    A quotation that is not closed goes on to the end of the block: speech of several
    paragraphs has its closing mark in the last. One within another is part of it.
    """
    ranges: list[tuple[int, int]] = []
    opened: tuple[str, int] | None = None
    never_closed: set[str] = set()
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if opened is not None:
            if mark in opened[0] and (mark not in _APOSTROPHES or _can_close(text, at)):
                ranges.append((opened[1], at))
                opened = None
            continue
        closers = _CLOSER_OF.get(mark, "")
        if mark in _BEFORE_WORDS:
            closers = _BEFORE_WORDS[mark] if _can_open(text, at) else ""
        if mark in _CLOSED_SOON and closers and mark not in never_closed:
            if _closes(text, closers, at + 1):
                opened = (closers, at)
            else:
                never_closed.add(mark)
        elif closers and mark not in _CLOSED_SOON:
            opened = (closers, at)
    if opened:
        ranges.append((opened[1], len(text)))
    return ranges


def _can_open(text: str, at: int) -> bool:
    """Whether a mark stands before a word and not after one."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _can_close(text: str, at: int) -> bool:
    """Whether a mark ends a quotation rather than being an apostrophe."""
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _closes(text: str, closer: str, start: int) -> bool:
    at = text.find(closer, start)
    while at >= 0 and closer in _APOSTROPHES and not _can_close(text, at):
        at = text.find(closer, at + 1)
    return at >= 0


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a range is part of an address or of a file's name, which hold no space."""
    if not text[start:end].isascii() or any(mark.isspace() for mark in text[start:end]):
        return False
    first, last = max(0, start - _LONGEST_ADDRESS), min(len(text), end + _LONGEST_ADDRESS)
    while start > first and text[start - 1].isascii() and not text[start - 1].isspace():
        start -= 1
    while end < last and text[end].isascii() and not text[end].isspace():
        end += 1
    return _ADDRESS.search(text[start:end].rstrip(".,;:!?)\"'")) is not None
