"""What both backends do to a text before they tokenize it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def encodable(sentences: Iterable[str]) -> list[str]:
    """Put a question mark for half of a surrogate pair: JSON can carry one, UTF-8 cannot."""
    return [text.encode("utf-8", errors="replace").decode() for text in sentences]
