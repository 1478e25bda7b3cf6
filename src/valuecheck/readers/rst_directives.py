"""Which parts of a reStructuredText directive are prose.

Only directives known to hold prose are read: the content of any other may be code, a
diagram or settings. Names follow docutils' directive reference and Sphinx.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from valuecheck.readers.fragment import Line, dedented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from valuecheck.types import Scope


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ALL_PROSE = _names(
    "attention caution danger error hint important note tip warning seealso todo "
    "compound line-block abstract dedication"
)
"""Argument and content are one text."""

_CONTENT_PROSE: dict[str, Scope] = dict.fromkeys(
    _names(
        "container class only centered-block versionadded versionchanged deprecated "
        "grid grid-item tab-set hlist glossary table"
    ),
    "paragraph",
)
_CONTENT_PROSE |= dict.fromkeys(("epigraph", "highlights", "pull-quote"), "quotation")
_CONTENT_PROSE |= dict.fromkeys(("list-table",), "table-cell")
_CONTENT_PROSE |= {"header": "header", "footer": "footer", "figure": "caption"}

_TITLED: dict[str, Scope] = dict.fromkeys(
    _names("admonition topic sidebar rubric dropdown tab-item card grid-item-card centered"),
    "heading",
)
_TITLED |= dict.fromkeys(("table", "list-table", "csv-table"), "caption")
"""The argument is a title."""

_OPTION = re.compile(r"\s*:[\w-][\w -]*:(?:\s|$)")
_ALTERNATIVE = re.compile(r"\s*:alt:\s*")
_CSV_FIELD = re.compile(r"\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^,]*))\s*(?:,|$)")


def prose_of(name: str, lines: Sequence[Line]) -> Iterator[tuple[Scope, list[Line]]]:
    """The prose of a directive, each part with its scope.

    Args:
        name: the directive's name in lower case.
        lines: its argument, options and content, without their common indentation; the
            first is what stands on the line of the name.
    """
    argument, options, content = _divided(lines)
    if name in ("image", "figure"):
        yield from _alternative(options)
    if name in _ALL_PROSE:
        yield "paragraph", [*argument, *content]
        return
    if name in _TITLED:
        yield _TITLED[name], dedented(argument)
    if name == "csv-table":
        yield from (("table-cell", [cell]) for line in content for cell in _csv_cells(line))
    elif name in _TITLED and name not in _CONTENT_PROSE:
        yield "paragraph", dedented(content)
    elif name in _CONTENT_PROSE:
        kept = [*argument, *content] if name in ("header", "footer", "epigraph") else content
        yield _CONTENT_PROSE[name], dedented(kept)


def _divided(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Argument, options, and content, which begins after the options or a blank line."""
    at = 0
    while at < len(lines) and not lines[at].is_blank and not _OPTION.match(lines[at].text):
        at += 1
    argument = list(lines[:at])
    if at == 0 and lines and lines[0].is_blank:
        at = 1
    first_option = at
    while at < len(lines) and not lines[at].is_blank and _is_option(lines, first_option, at):
        at += 1
    return argument, list(lines[first_option:at]), list(lines[at:])


def _is_option(lines: Sequence[Line], first: int, at: int) -> bool:
    """Whether a line is an option, or goes on with one by its indentation."""
    if _OPTION.match(lines[at].text):
        return True
    return at > first and lines[at].text[:1].isspace()


def _alternative(options: Sequence[Line]) -> Iterator[tuple[Scope, list[Line]]]:
    for at, line in enumerate(options):
        match = _ALTERNATIVE.match(line.text)
        if match:
            more = at + 1
            while more < len(options) and not _OPTION.match(options[more].text):
                more += 1
            yield "caption", [line.part(match.end()), *dedented(options[at + 1 : more])]


def _csv_cells(line: Line) -> Iterator[Line]:
    for match in _CSV_FIELD.finditer(line.text):
        group = "quoted" if match["quoted"] is not None else "plain"
        yield line.part(match.start(group), match.end(group))
