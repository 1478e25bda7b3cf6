"""What the elements of HTML mean for a reader of prose. Data only.

Element categories follow the HTML Living Standard, sections 4 and 15.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from valuecheck.types import Scope


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements that have no content and no end tag."""

HIDDEN: Final = _names(
    # Programs, styles, media and code.
    "script style template noscript svg math canvas object iframe audio video map pre "
    # Navigation and the controls of forms.
    "nav menu button select option optgroup textarea datalist output progress meter "
    # Text that was struck out, and readings printed above Japanese words.
    "del s strike rt rp"
)
"""Elements whose text is not prose."""

CODE: Final = _names("code kbd samp tt var")
"""Elements whose text is read with its sentence, and is code."""

HIDDEN_ROLES: Final = _names(
    "navigation search menu menubar toolbar tablist doc-toc doc-noteref doc-backlink"
)

BLOCKS: Final = _names(
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html legend li main menu nav ol option p pre search section summary table tbody td tfoot th "
    "thead title tr ul"
)
"""Elements that begin and end a block; most of them also end a `p` left open."""

SCOPES: Final[Mapping[str, Scope]] = {
    "title": "title",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list-item",
    "dt": "list-item",
    "dd": "list-item",
    "td": "table-cell",
    "th": "table-cell",
    "blockquote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
    "header": "header",
    "footer": "footer",
}

ROLE_SCOPES: Final[Mapping[str, Scope]] = {
    "banner": "header",
    "contentinfo": "footer",
    "doc-footnote": "footnote",
    "doc-endnote": "footnote",
    "doc-endnotes": "footnote",
}

SECTIONS: Final = frozenset({"article", "main", "section"})
"""Inside these, a `header` or `footer` belongs to the text and not to the site."""

CLOSES: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody"}), frozenset({"table"})),
    "body": (frozenset({"head"}), frozenset({"html"})),
}
"""Start tags that end an open element, and the elements that they cannot reach beyond."""
