"""Word documents (.docx) to blocks, as they read once all tracked changes are accepted.

The source is one line per paragraph: the body with its table cells in document order, each
paragraph followed by those of the text boxes anchored in it; then footnotes, endnotes,
headers and footers. Field codes are not read, and comments are no prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from valuecheck.errors import ReadError
from valuecheck.readers.docx_package import Package
from valuecheck.readers.docx_styles import Styles, child, is_on, local_name, value
from valuecheck.readers.prose import ProseBuilder, Reading, comment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from valuecheck.types import Block, Comment, Scope

_LINE_BREAKING = re.compile(r"[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_CHARACTERS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_TEXT_CONTAINERS = frozenset(
    [
        "r",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    ]
)
_BLOCK_CONTAINERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "body"])
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_NOTE_SCAFFOLDING = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_COMMENT_MARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_HIDDEN_TEXT = ("vanish", "strike", "dstrike")


def read(data: bytes) -> Reading:
    """The prose of a Word document.

    No language is given: Word marks text with the language of the keyboard and of the
    program rather than with the language that it is written in.

    Raises:
        ReadError: a damaged, encrypted, oversized or hostile file.
    """
    try:
        return _read(Package(data))
    except RecursionError:
        message = "is nested deeper than any draft; open it in Word and save it again"
        raise ReadError(message) from None


def _read(package: Package) -> Reading:
    main = package.root(package.main)
    body = child(main, "body")
    if local_name(main) != "document" or body is None:
        raise ReadError("holds no Word document; save it as .docx in Word")
    lines = _Lines(Styles(package.related("styles")))
    lines.add_blocks(body, "paragraph")
    for role in ("footnotes", "endnotes"):
        for root in package.related(role):
            for note in root:
                if value(note, "type") not in _NOTE_SCAFFOLDING:
                    lines.add_blocks(note, "footnote")
    for root in package.related("header"):
        lines.add_blocks(root, "header")
    for root in package.related("footer"):
        lines.add_blocks(root, "footer")
    source = "\n".join(line.text for line in lines.lines)
    comments = tuple(_comments(package, lines))
    return Reading(source, _blocks(source, lines.lines), comments=comments)


def _comments(package: Package, lines: _Lines) -> Iterator[Comment]:
    """Comments in the order of their ids; one that no visible text carries lies at the start."""
    ends = list(accumulate((len(line.text) + 1 for line in lines.lines), initial=0))
    for root in package.related("comments"):
        for element in root:
            first, last = lines.carried.get(value(element, "id") or "", (0, -1))
            first, last = max(first, 0), min(last, len(lines.lines) - 1)
            start, end = (ends[first], ends[last + 1] - 1) if first <= last else (0, 0)
            found = comment(_comment_text(element), start, end, attached=True)
            if found:
                yield found


def _comment_text(element: Element) -> str:
    paragraphs: list[str] = []
    for paragraph in element.iter():
        if local_name(paragraph) == "p":
            parts: list[str] = []
            _collect(paragraph, parts, [], [])
            paragraphs.append("".join(parts))
    return "\n".join(paragraphs)


def _blocks(source: str, lines: list[_Line]) -> tuple[Block, ...]:
    prose = ProseBuilder(source)
    blocks: list[Block] = []
    position = 0
    for line in lines:
        end = position + len(line.text)
        prose.text(position, end)
        block = prose.finish(line.scope or "paragraph")
        if block is not None and line.scope is not None:
            blocks.append(block)
        position = end + 1
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Line:
    """The text of a paragraph, and its scope, or None where it is not prose."""

    text: str
    scope: Scope | None


class _Lines:
    def __init__(self, styles: Styles) -> None:
        self.lines: list[_Line] = []
        self.carried: dict[str, tuple[int, int]] = {}
        """The first and last line that each comment is attached to, by its id."""
        self._styles = styles
        self._joined = ""

    def add_blocks(self, container: Element, scope: Scope) -> None:
        """Add every paragraph in `container`, which is the body, a cell, a note or a box."""
        for element in container:
            name = local_name(element)
            if name == "p":
                self._add_paragraph(element, scope)
            elif name == "tbl":
                self._add_table(element, scope)
            elif name in _BLOCK_CONTAINERS:
                self.add_blocks(element, scope)
            elif name == "AlternateContent":
                self.add_blocks(_choice(element), scope)
            elif name in _COMMENT_MARKS:
                # Between paragraphs, an end belongs to the one before it.
                self._carry(value(element, "id"), len(self.lines) - (name == "commentRangeEnd"))
        self._end_joined(scope)

    def _carry(self, comment_id: str | None, line: int) -> None:
        first = self.carried.get(comment_id or "", (line, line))[0]
        self.carried[comment_id or ""] = (first, max(first, line))

    def _add_table(self, table: Element, scope: Scope) -> None:
        inner: Scope = "table-cell" if scope == "paragraph" else scope
        for element in table:
            name = local_name(element)
            if name == "tr" and child(element, "trPr", "del") is None:
                self._add_table(element, scope)
            elif name == "tc":
                self.add_blocks(element, inner)
            elif name in _BLOCK_CONTAINERS:
                self._add_table(element, scope)

    def _add_paragraph(self, paragraph: Element, scope: Scope) -> None:
        properties = child(paragraph, "pPr")
        parts: list[str] = []
        boxes: list[Element] = []
        comments: list[str | None] = []
        _collect(paragraph, parts, boxes, comments)
        for comment_id in comments:
            self._carry(comment_id, len(self.lines))
        text = self._joined + "".join(parts)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            # A paragraph whose end is deleted goes on in the next one.
            self._joined = text
        else:
            self._joined = ""
            self.lines.append(_Line(text, self._styles.scope(properties, scope)))
        for box in boxes:
            kept, self._joined = self._joined, ""
            self.add_blocks(box, scope)
            self._joined = kept

    def _end_joined(self, scope: Scope) -> None:
        if self._joined:
            self.lines.append(_Line(self._joined, scope))
            self._joined = ""


def _collect(
    element: Element, parts: list[str], boxes: list[Element], comments: list[str | None]
) -> None:
    """Gather the visible text under `element`, its text boxes, and the ids of its comments."""
    for inner in element:
        name = local_name(inner)
        if name == "t":
            parts.append(_LINE_BREAKING.sub(" ", inner.text or ""))
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name in _DRAWINGS:
            _collect_boxes(inner, boxes)
        elif name == "AlternateContent":
            _collect(_choice(inner), parts, boxes, comments)
        elif name in _COMMENT_MARKS:
            comments.append(value(inner, "id"))
        elif name in _TEXT_CONTAINERS and not _is_hidden(inner):
            _collect(inner, parts, boxes, comments)


def _collect_boxes(drawing: Element, boxes: list[Element]) -> None:
    for inner in drawing:
        name = local_name(inner)
        if name == "txbxContent":
            boxes.append(inner)
        elif name == "AlternateContent":
            _collect_boxes(_choice(inner), boxes)
        else:
            _collect_boxes(inner, boxes)


def _choice(alternatives: Element) -> Element:
    """The first of several renderings of the same content."""
    chosen = child(alternatives, "Choice")
    if chosen is None:
        chosen = child(alternatives, "Fallback")
    return alternatives if chosen is None else chosen


def _is_hidden(element: Element) -> bool:
    """Whether a run is hidden or struck out."""
    properties = child(element, "rPr")
    return any(is_on(properties, name) for name in _HIDDEN_TEXT)
