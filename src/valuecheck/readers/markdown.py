"""Markdown (CommonMark with the GitHub and footnote extensions) to blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from valuecheck.readers.byte_offsets import ByteOffsets
from valuecheck.readers.prose import (
    ProseBuilder,
    Reading,
    comment,
    language_tag,
    nested_scope,
    shifted,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from valuecheck.types import Block, Comment, Scope

_FRONT_MATTER = re.compile(
    # Prose between two rulers at the top is no front matter, so its first line has a key.
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:[ \t]*(?:\#[^\n]*)?\r?\n)*"
    r"[\w\"'][\w\"'. -]*[:=][^\n]*\n(?:[^\n]*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_LANGUAGE = re.compile(r"^lang(?:uage)?[ \t]*[:=][ \t]*([\w\"'-]+)[ \t]*\r?$", re.MULTILINE)
_CONTAINER_SCOPES: dict[str, Scope] = {
    "Heading": "heading",
    "Item": "list-item",
    "TableCell": "table-cell",
    "FootnoteDefinition": "footnote",
    "DefinitionListTitle": "list-item",
    "DefinitionListDefinition": "list-item",
    "BlockQuote": "quotation",
}
_NOT_PROSE = frozenset({"CodeBlock", "MetadataBlock", "Strikethrough"})
_ADDRESS_LINKS = frozenset({"Autolink", "Email"})
_INLINE = frozenset({"Emphasis", "Strong", "Link", "Image", "Superscript", "Subscript"})
_COMMENT = re.compile(r"<!--(.*?)--!?>", re.DOTALL)
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(/?)(?:code|kbd|samp|tt|var)\b", re.IGNORECASE)
_HIDING_TAG = re.compile(r"<(/?)(?:del|s|strike|rt|rp|script|style)(?![\w-])", re.IGNORECASE)


def read(source: str) -> Reading:
    """The prose of a Markdown text. Front matter gives at most the language."""
    front = _FRONT_MATTER.match(source)
    if front is None:
        walk = _Walk(source)
        return Reading(source, walk.blocks(), comments=tuple(walk.comments))
    named = _LANGUAGE.search(front["body"])
    # Blanks in place of the front matter keep every offset as it is.
    blank = re.sub(r"[^\r\n]", " ", front.group())
    walk = _Walk(blank + source[front.end() :])
    language = language_tag(named[1]) if named else None
    return Reading(source, walk.blocks(), language, tuple(walk.comments))


class _Walk:
    """One pass over the parser's events."""

    def __init__(self, source: str) -> None:
        self.comments: list[Comment] = []
        self._source = source
        self._offsets = ByteOffsets(source)
        self._blocks: list[Block] = []
        self._captions: list[Block] = []
        self._prose = ProseBuilder(source)
        self._alternatives = ProseBuilder(source)
        self._scopes: list[Scope] = ["paragraph"]
        self._hiding: list[bool] = []
        self._hidden = 0
        self._hidden_by_tag = False
        self._code_tags = False
        self._images = 0
        self._html: list[tuple[int, int]] = []

    def blocks(self) -> tuple[Block, ...]:
        from pyromark import Markdown, Options

        options = (
            Options.ENABLE_TABLES
            | Options.ENABLE_FOOTNOTES
            | Options.ENABLE_STRIKETHROUGH
            | Options.ENABLE_TASKLISTS
            | Options.ENABLE_HEADING_ATTRIBUTES
            | Options.ENABLE_GFM
            | Options.ENABLE_DEFINITION_LIST
        )
        for event, span in Markdown(options=options).events_with_range(self._source):
            start, end = self._offsets[span["start"]], self._offsets[span["end"]]
            if isinstance(event, str):
                self._break(event, start, end)
                continue
            for name, value in event.items():
                self._dispatch(name, value, start, end)
        self._flush()
        return tuple(self._blocks)

    def _dispatch(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Start":
            self._start(*_tag(value))
        elif name == "End":
            self._end(_tag(value)[0])
        elif name == "Html":
            self._html.append((start, end))
        elif name == "InlineHtml":
            self._inline_html(value, start, end)
        elif name in ("Text", "Code") and not (self._hidden or self._hidden_by_tag):
            if name == "Code" or self._code_tags:
                self._builder().code(start, end)
            self._text(value, start, end)

    def _break(self, event: str, start: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            self._builder().line_break(start, end)
        elif event == "Rule":
            self._flush()

    def _builder(self) -> ProseBuilder:
        return self._alternatives if self._images else self._prose

    def _text(self, text: str, start: int, end: int) -> None:
        written = self._source[start:end]
        inner = start + len(written) - len(written.lstrip("`"))
        # A code span's range includes its backticks; other text is where its range says.
        at = start if written == text else self._source.find(text, inner, end)
        if at >= 0 and (written == text or inner > start):
            self._builder().text(at, at + len(text))
        else:
            self._builder().whole(text, start, end)

    def _start(self, name: str, value: Any) -> None:
        self._hiding.append(name in _NOT_PROSE or _is_address(value))
        self._hidden += self._hiding[-1]
        if name == "Image":
            self._images += 1
        if name not in _INLINE and name != "Strikethrough":
            self._flush()
        if name in _CONTAINER_SCOPES:
            # An alert (`> [!NOTE]`) is written like a quotation and quotes nobody.
            alert = name == "BlockQuote" and value is not None
            own: Scope = "paragraph" if alert else _CONTAINER_SCOPES[name]
            self._scopes.append(nested_scope(self._scopes[-1], own))

    def _end(self, name: str) -> None:
        self._hidden -= self._hiding.pop()
        if name == "Image":
            self._images -= 1
            if self._images == 0:
                self._add(self._captions, self._alternatives.finish("caption"))
        elif name == "HtmlBlock":
            self._html_block()
        if name not in _INLINE and name != "Strikethrough":
            self._flush()
        if name in _CONTAINER_SCOPES:
            self._scopes.pop()

    def _inline_html(self, tag: str, start: int, end: int) -> None:
        hiding = _HIDING_TAG.match(tag)
        if hiding:
            self._hidden_by_tag = not hiding[1]
        elif _BREAK_TAG.match(tag):
            self._builder().line_break(start, end)
        elif code := _CODE_TAG.match(tag):
            self._code_tags = not code[1]
        elif written := _COMMENT.match(tag):
            found = comment(written[1], start, end)
            self.comments += [found] if found else []

    def _html_block(self) -> None:
        from valuecheck.readers import html

        if not self._html:
            return
        base, position = self._html[0][0], self._html[0][0]
        parts: list[str] = []
        for start, end in self._html:
            # Quotation marks of the surrounding Markdown are no part of the HTML. Line ends
            # take their place, since a space might pass for a letter of the source.
            parts += ("\n" * (start - position), self._source[start:end])
            position = end
        self._html = []
        reading = html.read("".join(parts), scope=self._scopes[-1])
        self._blocks += (shifted(block, base) for block in reading.blocks)
        self.comments += (
            replace(one, start=one.start + base, end=one.end + base) for one in reading.comments
        )

    def _flush(self) -> None:
        self._hidden_by_tag = self._code_tags = False
        self._add(self._blocks, self._prose.finish(self._scopes[-1]))
        self._blocks += self._captions
        self._captions.clear()

    @staticmethod
    def _add(blocks: list[Block], block: Block | None) -> None:
        if block is not None:
            blocks.append(block)


def _tag(value: str | Mapping[str, Any]) -> tuple[str, Any]:
    """Name and details of a tag, which comes bare where it has no details."""
    if isinstance(value, str):
        return value, None
    return next(iter(value.items()))


def _is_address(details: Any) -> bool:
    return isinstance(details, dict) and details.get("link_type") in _ADDRESS_LINKS
