"""What the paragraph styles of a Word document mean.

Style ids are localized ("Ttulo1"), the names of built-in styles are not ("heading 1"), and
an outline level makes a heading of any style (ISO/IEC 29500-1, 17.7 and 17.3.1.20).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from valuecheck.types import Scope

_BODY_LEVEL = 9
"""The outline level that stands for plain text."""
_DEEPEST = 50
_SCOPES_BY_NAME: tuple[tuple[re.Pattern[str], Scope | None], ...] = (
    (re.compile(r"title"), "title"),
    (re.compile(r"subtitle|heading [1-9]"), "heading"),
    (re.compile(r"toc ?(?:[1-9]|heading)|table of figures|index [1-9]"), None),
    (re.compile(r"html preformatted|source code|macro text"), None),
    (re.compile(r"quote|intense quote|block text"), "quotation"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"list(?: .*)?"), "list-item"),
)


def local_name(element: Element) -> str:
    """Tag without its namespace, which differs between transitional and strict files."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children with this local name."""
    nested = () if element is None else element
    return (inner for inner in nested if local_name(inner) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant along this path of local names."""
    for name in names:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), None)


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a toggle such as `vanish` is set."""
    toggle = child(properties, name)
    return toggle is not None and value(toggle) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    level: int | None
    is_list: bool


class Styles:
    """Scopes of paragraphs by their properties.

    Args:
        parts: the roots of the styles parts, of which a document has one or none.
    """

    def __init__(self, parts: Iterable[Element]) -> None:
        self._styles: dict[str, _Style] = {}
        for root in parts:
            for style in children(root, "style"):
                properties = child(style, "pPr")
                self._styles[value(style, "styleId") or ""] = _Style(
                    (value(child(style, "name")) or "").lower(),
                    value(child(style, "basedOn")),
                    _level(properties),
                    _is_list(properties) is True,
                )

    def scope(self, properties: Element | None, outer: Scope) -> Scope | None:
        """Scope of a paragraph with these properties, or None where it is not prose.

        Args:
            properties: its `pPr` element, if it has one.
            outer: scope of the part or cell in which it stands.
        """
        chain = list(self._chain(value(child(properties, "pStyle"))))
        own_level = _level(properties)
        levels = [own_level, *(style.level for style in chain)]
        level = next((known for known in levels if known is not None), _BODY_LEVEL)
        for style in chain:
            for pattern, scope in _SCOPES_BY_NAME:
                if pattern.fullmatch(style.name) and scope != "list-item":
                    return scope if outer == "paragraph" or scope is None else outer
        if outer != "paragraph":
            return outer
        if level < _BODY_LEVEL:
            return "heading"
        return "list-item" if self._lists(properties, chain) else "paragraph"

    @staticmethod
    def _lists(properties: Element | None, chain: list[_Style]) -> bool:
        own = _is_list(properties)
        if own is not None:
            return own
        return any(style.is_list or re.match(r"list\b", style.name) for style in chain)

    def _chain(self, style_id: str | None) -> Iterator[_Style]:
        """The style and those that it is based on; a circle ends at some depth."""
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on


def _level(properties: Element | None) -> int | None:
    level = value(child(properties, "outlineLvl"))
    return int(level) if level is not None and level.isdecimal() else None


def _is_list(properties: Element | None) -> bool | None:
    """Whether numbering is set; None where nothing is said. Number 0 takes it away."""
    numbering = child(properties, "numPr")
    return None if numbering is None else value(child(numbering, "numId")) != "0"
