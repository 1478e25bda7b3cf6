"""Inline markup of reStructuredText: which letters of it are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = {
    "emphasis": (1, 1),
    "strong": (2, 2),
    "literal": (2, 2),
    "inline_target": (2, 1),
}
_REFERENCE_NAMES = frozenset(
    ["ref", "doc", "numref", "eq", "cite", "footcite", "math", "abbr-ref", "download"]
)
"""Roles whose bare content is a name or a formula and not words."""
_INTERPRETED = re.compile(
    r"(?P<before>:[\w.:+-]+:)?`(?P<text>.*)`(?P<after>:[\w.:+-]+:)?", re.DOTALL
)
_QUOTED_REFERENCE = re.compile(r"`(?P<text>.*)`__?", re.DOTALL)
_LABELLED = re.compile(r"(?P<label>.*\S)\s*<[^<>]*>\s*", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:\s|$)?")


def visible(kind: str, markup: str) -> tuple[int, int] | None:
    """The range of `markup` that is printed, or None where nothing is.

    Args:
        kind: the type of the syntax node.
        markup: what is written.
    """
    if kind in _DELIMITERS:
        opening, closing = _DELIMITERS[kind]
        return opening, max(opening, len(markup) - closing)
    if kind == "reference":
        quoted = _QUOTED_REFERENCE.fullmatch(markup)
        if quoted is None:
            return 0, len(markup.rstrip("_"))
        return _label(quoted)
    if kind == "interpreted_text":
        return _interpreted(markup)
    return None


def unescaped(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of plain text without backslashes; an escaped space is not printed either."""
    position = 0
    for match in _ESCAPE.finditer(text):
        if match.start() < position:
            continue
        yield position, match.start()
        position = match.end()
        if text[position : position + 1] == "\\" and match.group() == "\\":
            yield position, position + 1
            position += 1
    yield position, len(text)


def _interpreted(markup: str) -> tuple[int, int] | None:
    match = _INTERPRETED.fullmatch(markup)
    if match is None:
        return None
    start, end = _label(match)
    role = (match["before"] or match["after"] or "").strip(":").lower()
    is_labelled = end < match.end("text")
    if role == "math" or (role in _REFERENCE_NAMES and not is_labelled):
        return None
    return start, end


def _label(match: re.Match[str]) -> tuple[int, int]:
    """The words of `words <target>`, or all of it."""
    labelled = _LABELLED.fullmatch(match["text"])
    start = match.start("text")
    return start, start + (labelled.end("label") if labelled else len(match["text"]))
