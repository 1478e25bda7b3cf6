"""Reading a rendered report back: its elements, attributes and text."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from valuecheck.reporters.html import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from valuecheck.reporters.comparison import Comparison
    from valuecheck.types import Report

CLOSED_SETS = ("kind", "language", "languages", "level", "scope", "severity", "stance", "verdict")
IDENTITIES = ("id", "principle", "rule", "pack")


def html_of(report: Report, comparison: Comparison | None = None) -> str:
    """The report as one string of HTML."""
    stream = io.StringIO()
    render(report, stream, comparison=comparison)
    return stream.getvalue()


@dataclass
class Page(HTMLParser):
    """Elements, text and identities of a page, as a parser of HTML sees them."""

    source: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The text of the page, white space folded."""
        return " ".join("".join(self.words).split())

    @property
    def shapes(self) -> Counter[tuple[str, ...]]:
        """How often each tag stands there with each set of attribute names."""
        return Counter((tag, *sorted(attributes)) for tag, attributes in self.elements)

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        """All values of an attribute, in order."""
        return [
            attributes[attribute] or ""
            for name, attributes in self.elements
            if attribute in attributes and tag in (None, name)
        ]


def with_texts(value: Any, change: Callable[[str, str], str], name: str = "") -> Any:
    """A copy of a record in which `change(field name, text)` replaces every free text."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value) if f.name not in CLOSED_SETS]
        return replace(value, **{n: with_texts(getattr(value, n), change, n) for n in names})
    if isinstance(value, tuple):
        return tuple(with_texts(item, change, name) for item in value)
    if isinstance(value, dict):
        return _mapping_with_texts(value, change, name)
    return change(name, value) if isinstance(value, str) else value


def _mapping_with_texts(
    value: Mapping[str, Any], change: Callable[[str, str], str], name: str
) -> dict[str, Any]:
    return {key: with_texts(item, change, name) for key, item in value.items()}
