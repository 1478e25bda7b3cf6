"""What the tests of the cache keep in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from valuecheck.cache import Store

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Told:
    """Collects what a store tells the user."""

    lines: list[str] = field(default_factory=list)

    def __call__(self, line: str) -> None:
        self.lines.append(line)


def key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def rows(start: int, end: int) -> dict[bytes, bytes]:
    return {key(number): b"value %d" % number for number in range(start, end)}


def silent(folder: Path) -> Store:
    """A store that must have nothing to tell."""

    def tell(line: str) -> None:
        raise AssertionError(line)

    return Store(folder, tell)
