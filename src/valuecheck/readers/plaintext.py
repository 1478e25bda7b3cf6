"""Plain text to blocks, by the habits of people who write without markup.

Blank lines and rulers part groups of lines. Within a group:

- a line above `===` or `---`, and a first line all in capitals, is a heading; so is a short
  line on its own that ends without punctuation and is followed by more text;
- a line that opens with a bullet or a number begins a list item;
- lines that open with `>` are a quotation;
- a line indented by an ideographic space begins a paragraph;
- a line that opens with `# valuecheck:` is a comment, and parts what is around it;
- other lines are joined, as in text wrapped at some width, unless the group is unwrapped:
  every line ends with final punctuation, or lines are long and end where the next word
  would still have fitted. Then each line is a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck.readers.prose import ProseBuilder, Reading, comment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Block, Comment, Scope

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_RULER = re.compile(r"\s*([-=_*~#+─━―＝－＊])\1{2,}\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_BULLET = re.compile(
    r"\s*(?:[-*+–—]\s+|[•‣⁃▪●○■□◆◇・]\s*|[①-⑳]\s*"
    r"|\d{1,2}[.)]\s+|[０-９]{1,2}[．.）)]\s*|[（(](?:\d{1,2}|[０-９]{1,2}|[a-zA-Z])[）)]\s*"
    r"|[a-zA-Z]\)\s+)"
)
_QUOTE = re.compile(r"\s*>[>\s]*")
_FINAL = re.compile(r"[.!?。．！？…:：;；][\"'”’»」』）)\]*_]*\s*$")
_OPEN_END = re.compile(r"[,、，]\s*$")
_COMMENT = re.compile(r"[ \t]*#(?=[ \t]*valuecheck[ \t]*[:：])", re.IGNORECASE)
_WIDE_PARAGRAPH = "\u3000"
_WRAP_WIDTH = 100
"""Columns; text wrapped by hand or by an editor is seldom wider."""
_HEADING_WIDTH = 100


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read(source: str) -> Reading:
    """The prose of a plain text."""
    groups = list(_groups(source))
    prose = ProseBuilder(source)
    blocks: list[Block] = []
    for index, group in enumerate(groups):
        for scope, lines in _sections(group, followed=index + 1 < len(groups)):
            for line in lines:
                prose.text(line.start, line.end)
            block = prose.finish(scope)
            if block is not None:
                blocks.append(block)
    return Reading(source, tuple(blocks), comments=tuple(_comments(source)))


def _comments(source: str) -> Iterator[Comment]:
    for match in _LINE.finditer(source):
        mark = _COMMENT.match(match.group())
        if mark:
            text = match.group()[mark.end() :].rstrip()
            found = comment(text, match.start(), match.start() + mark.end() + len(text))
            if found:
                yield found


def _groups(source: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line or a ruler; an underline stays with its heading."""
    group: list[_Line] = []
    for match in _LINE.finditer(source):
        line = _Line(match.start(), match.group())
        underlines = len(group) == 1 and _UNDERLINE.fullmatch(line.text)
        parts = _RULER.fullmatch(line.text) or _COMMENT.match(line.text)
        if line.text.strip() and (underlines or not parts):
            group.append(line)
        elif group:
            yield group
            group = []
        if underlines:
            yield group
            group = []
    if group:
        yield group


def _sections(group: list[_Line], *, followed: bool) -> Iterator[tuple[Scope, list[_Line]]]:
    """The blocks of a group, each as its scope and the lines without their marks."""
    first = group[0]
    if len(group) == 2 and _UNDERLINE.fullmatch(group[1].text):
        yield "heading", [first]
        return
    if _is_heading(group, followed=followed):
        yield "heading", [first]
        group = group[1:]
    unwrapped = _is_unwrapped(group)
    scope: Scope = "paragraph"
    section: list[_Line] = []
    for line in group:
        own, content = _classified(line)
        if not _continues(scope, own, content, apart=unwrapped or _is_indented(line)):
            yield scope, section
            scope, section = own, []
        section.append(content)
    yield scope, section


def _continues(scope: Scope, own: Scope, content: _Line, *, apart: bool) -> bool:
    """Whether a line belongs to the block of the lines before it."""
    if own == "quotation":
        return scope == "quotation" and bool(content.text.strip())
    return own == "paragraph" and scope != "quotation" and not apart


def _classified(line: _Line) -> tuple[Scope, _Line]:
    """What the mark at the beginning of a line makes of it, and the line after the mark."""
    marks: tuple[tuple[re.Pattern[str], Scope], ...] = (
        (_QUOTE, "quotation"),
        (_BULLET, "list-item"),
    )
    for pattern, scope in marks:
        match = pattern.match(line.text)
        if match:
            return scope, _Line(line.start + match.end(), line.text[match.end() :])
    return "paragraph", line


def _is_indented(line: _Line) -> bool:
    return line.text.startswith(_WIDE_PARAGRAPH)


def _is_heading(group: Sequence[_Line], *, followed: bool) -> bool:
    text = group[0].text.strip()
    if _width(text) > _HEADING_WIDTH or _classified(group[0])[0] != "paragraph":
        return False
    if _is_indented(group[0]) or _FINAL.search(text) or _OPEN_END.search(text):
        return False
    if len(group) == 1:
        return followed
    return text.isupper()


def _is_unwrapped(group: Sequence[_Line]) -> bool:
    """Whether each line is a paragraph of its own, and not a part of a wrapped one."""
    texts = [line.text.strip() for line in group]
    if all(_FINAL.search(text) for text in texts):
        return True
    widths = [_width(text) for text in texts]
    widest = max(widths, default=0)
    if widest <= _WRAP_WIDTH:
        return False
    fits = (
        width + 1 + _width(_first_word(following)) <= widest
        for width, following in zip(widths, texts[1:], strict=False)
    )
    return any(fits)


def _first_word(text: str) -> str:
    """What would have had to fit on the line before; in Japanese, a letter and a mark."""
    return text[:2] if _width(text[:1]) == 2 else text.split(maxsplit=1)[0]


def _width(text: str) -> int:
    """Columns on a terminal: a full-width letter takes two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
