"""Text for Markdown that others render: what a draft or a pack says never becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from valuecheck.reporters.entries import one_line
from valuecheck.reporters.words import safe_link

if TYPE_CHECKING:
    from collections.abc import Sequence

# Every ASCII mark that Markdown, its tables, mathematics, mentions or automatic links could
# give a meaning to. As numeric references, none of them is looked at again.
_MARKS: Final = re.compile(r"[!#$&()*+\-.:<=>@\[\\\]^_`{|}~]")


def escaped(text: str) -> str:
    """Return `text` on one line, such that Markdown shows it letter by letter."""
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", one_line(text))


def link(text: str, url: str) -> str:
    """Return a link that shows `text`, or the text alone where `url` is no ordinary address."""
    address = safe_link(url)
    if address is None or set(address) & set("()"):
        return escaped(text)
    return f"[{escaped(text)}]({address})"


def row(cells: Sequence[str]) -> str:
    """Return a row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"
