"""reStructuredText to blocks, with tree-sitter for its body elements and inline markup.

The parser leaves the content of directives and tables alone; each is cut out as a fragment
without its indentation and parsed in its turn.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from valuecheck.readers import rst_directives, rst_inline
from valuecheck.readers.byte_offsets import ByteOffsets
from valuecheck.readers.fragment import Fragment, Line, dedented, split_lines
from valuecheck.readers.prose import ProseBuilder, Reading, comment, language_tag, nested_scope
from valuecheck.readers.rst_tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node, Parser

    from valuecheck.types import Block, Comment, Scope

_SCOPES: dict[str, Scope] = {
    "title": "heading",
    "list_item": "list-item",
    "block_quote": "quotation",
    "footnote": "footnote",
    "citation": "footnote",
}
_TEXT_NODES = frozenset({"paragraph", "title", "term", "attribution", "line_block"})
_NOT_PROSE = frozenset(
    [
        "comment",
        "target",
        "doctest_block",
        "literal_block",
        "transition",
        "label",
        "substitution",
        "classifier",
    ]
)
_PROSE_FIELDS = frozenset({"abstract", "dedication", "summary", "subtitle"})
_LANGUAGE_FIELDS = frozenset({"lang", "language"})
_DEEPEST = 20
"""Directives and cells inside one another; what lies deeper is no draft."""
_ESCAPED_MARK = re.compile(r"\\[*`|_:\\]")
_SUBSTITUTION = re.compile(
    r"^[ \t]*\.\.[ \t]+\|([^|\n]+)\|[ \t]+replace::[ \t]*(.+?)[ \t]*$", re.MULTILINE
)


def read(source: str) -> Reading:
    """The prose of a reStructuredText document."""
    reader = _Reader(source)
    reader.read_lines(split_lines(source), "paragraph", depth=0)
    blocks = sorted(reader.blocks, key=lambda block: block.pieces[0].start)
    comments = tuple(sorted(reader.comments, key=lambda one: one.start))
    return Reading(source, tuple(blocks), reader.language, comments)


@cache
def _parser() -> Parser:
    import tree_sitter_rst
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_rst.language()))


class _Reader:
    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.language: str | None = None
        self._prose = ProseBuilder(source)
        self._substitutions = {m[1].lower(): m[2] for m in _SUBSTITUTION.finditer(source)}

    def read_lines(self, lines: Sequence[Line], scope: Scope, depth: int) -> None:
        """Read body elements that begin at the left edge of the lines."""
        if depth > _DEEPEST or not lines:
            return
        kept = list(lines)
        for table in find_tables(lines):
            for at in range(table.first, table.end):
                kept[at] = lines[at].part(len(lines[at].text))
            for cell in table.cells:
                self.read_lines(dedented(cell), nested_scope(scope, "table-cell"), depth + 1)
        _Walk(self, Fragment(kept), depth).visit(scope)

    def add(self, scope: Scope) -> None:
        """End the block at hand."""
        block = self._prose.finish(scope)
        if block is not None:
            self.blocks.append(block)

    def text(self, line: Line) -> None:
        """Add the text of a line, in which a backslash takes the next letter literally."""
        for start, end in rst_inline.unescaped(line.text):
            self._prose.text(line.start + start, line.start + end)

    def code(self, lines: Iterable[Line]) -> None:
        """Note that these lines, or these parts of lines, are code."""
        for line in lines:
            self._prose.code(line.start, line.start + len(line.text))

    def line_end(self, line: Line) -> None:
        """Add the break between a line and the next."""
        end = line.start + len(line.text)
        self._prose.line_break(end, end)

    def substitution(self, name: str, line: Line) -> None:
        """Add what a substitution of the form `replace` stands for."""
        meant = self._substitutions.get(name.lower())
        if meant:
            self._prose.whole(meant, line.start, line.start + len(line.text))


class _Walk:
    """One pass over the syntax tree of a fragment."""

    def __init__(self, reader: _Reader, fragment: Fragment, depth: int) -> None:
        self._reader = reader
        self._fragment = fragment
        self._depth = depth
        self._offsets = ByteOffsets(fragment.text)

    def visit(self, scope: Scope) -> None:
        """Read the whole fragment; nesting is kept on a list, as drafts may be hostile."""
        # The parser takes an escaped mark for markup, so it is shown letters in its place.
        shown = _ESCAPED_MARK.sub("xx", self._fragment.text)
        tree = _parser().parse(shown.encode())
        waiting = [(tree.root_node, scope)]
        while waiting:
            node, outer = waiting.pop()
            if node.type == "comment":
                self._comment(node)
            if node.type in _NOT_PROSE:
                continue
            inner = nested_scope(outer, _SCOPES.get(node.type, "paragraph"))
            if node.type in _TEXT_NODES:
                self._text_block(node, inner)
            elif node.type == "directive":
                self._directive(node, inner)
            elif node.type == "field":
                self._field(node, inner)
            elif node.type == "ERROR" and node.named_child_count == 0:
                self._text_block(node, inner)
            elif node.type != "substitution_definition":
                waiting += [(child, inner) for child in reversed(node.named_children)]

    def _range(self, node: Node) -> tuple[int, int]:
        return self._offsets[node.start_byte], self._offsets[node.end_byte]

    def _content(self, node: Node) -> str:
        start, end = self._range(node)
        return self._fragment.text[start:end]

    def _text_block(self, node: Node, scope: Scope) -> None:
        self._inline(node)
        self._reader.add(scope)

    def _inline(self, node: Node) -> None:
        position, end = self._range(node)
        for child in node.children:
            start, stop = self._range(child)
            if child.type == "text":
                continue
            self._plain(position, start)
            position = stop
            if child.type == "line":
                self._inline(child)
                self._plain(stop, stop + 1)
            elif child.type == "::":
                # "Text::" announces a literal block and is printed with one colon.
                self._plain(start, start + 1)
            elif child.type == "substitution_reference":
                for line in self._fragment.lines(start, stop):
                    self._reader.substitution(self._content(child).strip("|_"), line)
            else:
                inner = rst_inline.visible(child.type, self._fragment.text[start:stop])
                if inner is not None:
                    if child.type == "literal":
                        self._reader.code(self._fragment.lines(start, stop))
                    self._plain(start + inner[0], start + inner[1])
        self._plain(position, end)

    def _plain(self, start: int, end: int) -> None:
        for number, line in enumerate(self._fragment.lines(start, end)):
            if number:
                self._reader.line_end(line.part(0, 0))
            self._reader.text(line)
        if self._fragment.text[end - 1 : end] == "\n" and end > start:
            self._reader.line_end(line)

    def _comment(self, node: Node) -> None:
        lines = list(self._fragment.lines(*self._range(node)))
        if lines:
            text = "\n".join(line.text for line in lines).removeprefix("..")
            last = lines[-1]
            found = comment(text, lines[0].start, last.start + len(last.text))
            self._reader.comments += [found] if found else []

    def _field(self, node: Node, scope: Scope) -> None:
        name = body = ""
        for child in node.named_children:
            if child.type == "field_name":
                name = self._content(child).strip().lower()
            elif child.type == "field_body":
                body = self._content(child).strip()
                if name in _PROSE_FIELDS:
                    self._nested(self._range(child), scope)
        if name in _LANGUAGE_FIELDS and self._reader.language is None:
            self._reader.language = language_tag(body)

    def _nested(self, span: tuple[int, int], scope: Scope) -> None:
        lines = list(self._fragment.lines(*span))
        self._reader.read_lines([*lines[:1], *dedented(lines[1:])], scope, self._depth + 1)

    def _directive(self, node: Node, scope: Scope) -> None:
        name = next((self._content(c) for c in node.children if c.type == "type"), "")
        start, end = self._range(node)
        lines = list(self._fragment.lines(start, end))
        opening = lines[0].text.find("::")
        head, rest = lines[0].part(opening + 2), dedented(lines[1:])
        head = head.part(len(head.text) - len(head.text.lstrip()))
        for own, content in rst_directives.prose_of(name.lower(), [head, *rest]):
            self._reader.read_lines(content, nested_scope(scope, own), self._depth + 1)
