"""HTML to blocks, with the standard library's tokenizer and the offsets of its tokens."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from valuecheck.readers import html_elements as elements
from valuecheck.readers.prose import ProseBuilder, Reading, comment, language_tag, nested_scope

if TYPE_CHECKING:
    from valuecheck.types import Block, Comment, Scope

_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_MARKUP_START = re.compile(r"<[A-Za-z/!?]")
_NOTE_LINK = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|cite_(?:note|ref))", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"(?:^|\s)(?:footnote-(?:ref|reference|backref)|reversefootnote)(?:\s|$)")
_NOTE_LIST_CLASS = re.compile(r"(?:^|\s)(?:footnotes?|endnotes?)(?:\s|$)")
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,20})", re.IGNORECASE)
_DECLARATION_BYTES = 4096
_DEEPEST = 512
"""Browsers nest no deeper; what lies below counts for its innermost known element."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element with what it hands down."""

    tag: str
    scope: Scope
    language: str | None
    hidden: bool
    in_section: bool


def read(source: str, scope: Scope = "paragraph") -> Reading:
    """The prose of an HTML document or fragment.

    Args:
        source: the markup.
        scope: scope of text that stands in no element with a scope of its own.
    """
    reader = _Reader(source, scope)
    reader.read(_closed_end(source))
    return Reading(source, tuple(reader.blocks), reader.document_language, tuple(reader.comments))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a `meta` element or the XML declaration names."""
    head = data[:_DECLARATION_BYTES]
    match = _META.search(head) or _XML.search(head)
    return match[1].decode("ascii", "replace") if match else None


def _closed_end(source: str) -> int:
    """Where the source ends, or a comment or tag begins that is never closed and hides the rest.

    The tokenizer would look for the missing end again from every later `<`.
    """
    end = len(source)
    comment = source.find("<!--", source.rfind("-->") + 1)
    if comment >= 0:
        end = comment
    tag = _MARKUP_START.search(source, source.rfind(">", 0, end) + 1, end)
    return tag.start() if tag else end


class _Reader(HTMLParser):
    def __init__(self, source: str, scope: Scope) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.document_language: str | None = None
        self._source = source
        self._end = len(source)
        # The tokenizer counts lines by \n alone.
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._prose = ProseBuilder(source)
        self._captions: list[Block] = []
        self._stack = [_Open("", scope, None, hidden=False, in_section=False)]
        self._open: Counter[str] = Counter()

    def read(self, end: int) -> None:
        """Read the source up to `end`."""
        self._end = end
        # At the very end of its input the tokenizer loses an ampersand.
        self.feed(self._source[:end] + "\n")
        self.close()
        self.flush()

    def flush(self) -> None:
        """End the block at hand, and put the descriptions of its pictures after it."""
        here = self._stack[-1]
        block = self._prose.finish(here.scope, here.language)
        if block is not None:
            self.blocks.append(block)
        self.blocks += self._captions
        self._captions.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        if tag in elements.BLOCKS:
            self.flush()
            self._close_implied(tag)
        if tag == "br":
            start = self._offset()
            self._prose.line_break(start, start + len(self.get_starttag_text() or ""))
        elif tag == "img":
            self._image(values)
        if tag not in elements.VOID and len(self._stack) < _DEEPEST:
            self._stack.append(self._opened(tag, values))
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in elements.BLOCKS:
            self.flush()
        if self._open[tag]:
            self._pop_to(tag)

    def handle_data(self, data: str) -> None:
        if not self._stack[-1].hidden:
            start = self._offset()
            end = min(start + len(data), self._end)
            if any(self._open[tag] for tag in elements.CODE):
                self._prose.code(start, end)
            self._prose.text(start, end)

    def handle_comment(self, data: str) -> None:
        start = self._offset()
        # The tokenizer also calls a comment what only browsers would take for one.
        if self._source.startswith(f"<!--{data}", start):
            end = self._source.find(">", start + len("<!--") + len(data)) + 1
            found = comment(data, start, end or self._end)
            self.comments += [found] if found else []

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def parse_html_declaration(self, i: int) -> int:
        """Skip a declaration; Word's `<![if ...]>` trips the tokenizer's own reading of it."""
        if self.rawdata.startswith("<!--", i):
            return super().parse_html_declaration(i)
        return self.rawdata.find(">", i) + 1 or -1

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _reference(self, written: str) -> None:
        if self._stack[-1].hidden:
            return
        start = self._offset()
        end = start + len(written)
        end += self._source[end : end + 1] == ";"
        _add_reference(self._prose, self._source, start, end)

    def _close_implied(self, tag: str) -> None:
        if self._open["p"]:
            self._pop_to("p")
        if tag not in elements.CLOSES:
            return
        ended, limits = elements.CLOSES[tag]
        for element in reversed(self._stack):
            if element.tag in limits:
                return
            if element.tag in ended:
                self._pop_to(element.tag)
                return

    def _pop_to(self, tag: str) -> None:
        while True:
            element = self._stack.pop()
            self._open[element.tag] -= 1
            if element.tag == tag:
                return

    def _opened(self, tag: str, values: dict[str, str]) -> _Open:
        outer = self._stack[-1]
        language = language_tag(values.get("lang") or values.get("xml:lang"))
        if tag in ("html", "body") and self.document_language is None:
            self.document_language = language
            language = None
        # A word in another language does not change the language of its sentence.
        handed_down = language if tag in elements.BLOCKS and language else outer.language
        site_list = tag in ("ul", "ol") and outer.scope in ("header", "footer")
        return _Open(
            tag,
            self._scope_of(tag, values, outer),
            handed_down,
            hidden=outer.hidden or site_list or _is_hidden(tag, values),
            in_section=outer.in_section or tag in elements.SECTIONS,
        )

    @staticmethod
    def _scope_of(tag: str, values: dict[str, str], outer: _Open) -> Scope:
        own = elements.ROLE_SCOPES.get(values.get("role", ""), elements.SCOPES.get(tag))
        if _NOTE_LIST_CLASS.search(values.get("class", "")) and tag in elements.BLOCKS:
            own = "footnote"
        if own is None or (tag in ("header", "footer") and outer.in_section):
            return outer.scope
        return nested_scope(outer.scope, own)

    def _image(self, values: dict[str, str]) -> None:
        here = self._stack[-1]
        if here.hidden or _is_hidden("img", values):
            return
        base = self._offset()
        tag = self.get_starttag_text() or ""
        for attribute in _ATTRIBUTE.finditer(tag, len("<img")):
            if attribute[1].lower() != "alt" or attribute[2] is None:
                continue
            quoted = attribute[2][0] in "\"'"
            start, end = attribute.start(2) + quoted, attribute.end(2) - quoted
            block = self._alternative(base + start, base + end, here.language)
            if block is not None:
                self._captions.append(block)
            return

    def _alternative(self, start: int, end: int, language: str | None) -> Block | None:
        prose = ProseBuilder(self._source)
        for reference in _REFERENCE.finditer(self._source, start, end):
            prose.text(start, reference.start())
            start = reference.end()
            _add_reference(prose, self._source, reference.start(), start)
        prose.text(start, end)
        return prose.finish("caption", language)


def _add_reference(prose: ProseBuilder, source: str, start: int, end: int) -> None:
    """Add a character reference as what it stands for, or as it is where it is unknown."""
    written = source[start:end]
    meant = unescape(written)
    if meant == written:
        prose.text(start, end)
    else:
        prose.whole(meant, start, end)


def _is_hidden(tag: str, values: dict[str, str]) -> bool:
    return (
        tag in elements.HIDDEN
        or "hidden" in values
        or values.get("aria-hidden", "").lower() == "true"
        or values.get("role", "") in elements.HIDDEN_ROLES
        or _INVISIBLE_STYLE.search(values.get("style", "")) is not None
        or (tag == "a" and _NOTE_LINK.match(values.get("href", "")) is not None)
        or (tag in ("a", "sup") and _NOTE_CLASS.search(values.get("class", "")) is not None)
    )
