"""The drafts of a run: their bytes, what they are held to, and what they were before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck import readers, sentences
from valuecheck.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from valuecheck.selection import Standard
    from valuecheck.types import Document, Language, Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to check: the name that results give it, and its bytes unless they are on disk."""

    path: str
    content: bytes | None = None
    standard: Standard | None = None
    """What it is held to; None: what the run holds drafts to."""
    earlier: Draft | None = None
    """An earlier version: only sentences that it does not hold are judged."""

    def read(self) -> Document:
        """Read it.

        Raises:
            ReadError: if it cannot be read.
        """
        if self.content is None:
            return readers.read_path(self.path)
        return readers.read(self.path, self.content)

    def touched(
        self, part: Sequence[Sentence], language: Language | None, notes: list[str]
    ) -> Sequence[bool]:
        """Say which sentences its earlier version lacks: all, where there is none to be read.

        Args:
            part: the sentences of the draft.
            language: the language that they are all in, if that was not to be found out.
            notes: gets a sentence if the earlier version cannot be read.
        """
        if self.earlier is None:
            return [True] * len(part)
        from valuecheck.changes import touched

        try:
            before = sentences.split(self.earlier.read(), language)
        except ReadError:
            notes.append(
                f"The earlier version of {self.earlier.path} cannot be read: all of it is judged"
            )
            return [True] * len(part)
        return touched([one.text for one in before], [one.text for one in part])
