"""Heads that are loaded when a sentence is to be judged, and not before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from valuecheck.stance.heads import identify, load_heads

if TYPE_CHECKING:
    from pathlib import Path

    from valuecheck.stance.heads import Heads


class HeadsOnDisk(Sequence["Heads"]):
    """The heads of the packs in force, known by what their folders hold."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look at the folders.

        Raises:
            ModelError: if a file cannot be read. What is damaged is told when it is loaded.
        """
        self._folders = tuple(folders)
        self._loaded: tuple[Heads, ...] | None = None
        known = [identify(folder) for folder in self._folders]
        self.principles: tuple[str, ...] = tuple(
            dict.fromkeys(name for names, _ in known for name in names)
        )
        """Every principle that any of the heads judges, each once."""
        self.sha256: str = hashlib.sha256("\n".join(one for _, one in known).encode()).hexdigest()
        """Changes with anything that a judgement by these heads depends on."""

    def __len__(self) -> int:
        return len(self._folders)

    @overload
    def __getitem__(self, index: int) -> Heads: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Heads]: ...
    def __getitem__(self, index: int | slice) -> Heads | Sequence[Heads]:
        if self._loaded is None:
            self._loaded = tuple(load_heads(folder) for folder in self._folders)
        return self._loaded[index]
