"""What can go wrong, said in one line that names the place and the remedy."""

from __future__ import annotations


class ValuecheckError(Exception):
    """Base of every error that a user can mend.

    `str(error)` is one line for the terminal: `place: what is wrong; what to do`.

    Args:
        message: what is wrong and what to do about it, one line, plain words.
        path: the file concerned, as the user named it.
        line: the line in that file, counting from 1.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = " ".join(message.split())
        self.path = path
        self.line = line

    @property
    def without_path(self) -> str:
        """The message with its line, for what names the file by itself."""
        return self.message if self.line is None else f"line {self.line}: {self.message}"

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class UsageError(ValuecheckError):
    """A command line that cannot be carried out."""


class ConfigError(ValuecheckError):
    """A configuration file that cannot be read or holds an unknown key or value."""


class PackError(ValuecheckError):
    """A pack of principles, or its examples, that is not well formed."""


class ModelError(ValuecheckError):
    """An encoder or heads that are missing, damaged, or made for something else."""


class ReadError(ValuecheckError):
    """A draft that cannot be read; the other drafts still are."""
