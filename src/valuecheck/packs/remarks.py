"""What linting has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from valuecheck.errors import PackError


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a pack to mend (`error`) or to think over (`warning`)."""

    path: str
    line: int
    level: Literal["error", "warning"]
    message: str

    @classmethod
    def of(cls, error: PackError, level: Literal["error", "warning"] = "error") -> Remark:
        """Take place and words of an error; one without a line is about the file's first."""
        return cls(error.path or "", error.line or 1, level, error.message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level}: {self.message}"
