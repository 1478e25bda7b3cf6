"""Values of a JSON text, read with errors that name their path in it and what is allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from valuecheck.errors import ReadError
from valuecheck.packs.wording import guess, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Value:
    """One value; `keys` lead to it from the top of the text, as in `files[2].sentences[0]`."""

    file: str
    keys: str
    held: object

    def error(self, what: str) -> ReadError:
        """Return an error that says where the value stands and `what` is wrong with it."""
        return ReadError(
            f"{self.keys} {what}; save the result again with: valuecheck check --format json",
            path=self.file,
        )

    def __getitem__(self, key: str) -> Value:
        """Return what the object holds under `key`.

        Raises:
            ReadError: if this is no object or has no such key; as all methods here do for a
                value of another type or outside its range.
        """
        inner = f"{self.keys}.{key}" if self.keys else key
        held = self.members()
        if key not in held:
            raise Value(self.file, inner, None).error("is missing")
        return Value(self.file, inner, held[key])

    def members(self) -> dict[str, object]:
        """Return the object's keys with what they hold."""
        if not isinstance(self.held, dict):
            raise self.error("is not an object")
        return self.held

    def elements(self) -> tuple[Value, ...]:
        """Return the elements of an array."""
        if not isinstance(self.held, list):
            raise self.error("is not an array")
        return tuple(
            Value(self.file, f"{self.keys}[{index}]", held) for index, held in enumerate(self.held)
        )

    def text(self) -> str:
        """Return a text, which may be empty."""
        if not isinstance(self.held, str):
            raise self.error("is not a text")
        return self.held

    def texts(self) -> dict[str, str]:
        """Return an object whose keys all hold texts."""
        return {key: self[key].text() for key in self.members()}

    def one_of(self, allowed: Sequence[Choice]) -> Choice:
        """Return the element of `allowed` that the text is."""
        value = self.text()
        for choice in allowed:
            if choice == value:
                return choice
        hint = guess(value, allowed)
        raise self.error(f"is {quoted(value)}{hint}, but only {listed(allowed)} are allowed")

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.held, bool):
            raise self.error("is neither true nor false")
        return self.held

    def count(self, least: int = 0) -> int:
        """Return a whole number, at least `least`."""
        value = self.held
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.error(f"is not a whole number of {least} or more")
        return value

    def number(self, most: float) -> float:
        """Return a number from 0 to `most`."""
        value = self.held
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.error(f"is not a number from 0 to {most:g}")
        return float(value)

    def optional(self) -> Value | None:
        """Return the value itself, or None where it is null."""
        return None if self.held is None else self


def parse(data: str | bytes, file: str) -> Value:
    """Return the top value of a JSON text.

    Args:
        data: the text, or its bytes in UTF-8, UTF-16 or UTF-32, with or without a byte order
            mark; some shells save the output of a program as UTF-16.
        file: where it comes from, for errors.

    Raises:
        ReadError: if it is not JSON; at the line where it ceases to be.
    """
    try:
        text = data if isinstance(data, str) else data.decode(json.detect_encoding(data))
        held = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise ReadError("not JSON: it is not text; give a saved result", path=file) from None
    except RecursionError:
        raise ReadError("not JSON that can be read: it is nested too deep", path=file) from None
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise ReadError(
            f"not JSON: {reason}; give a result saved by: valuecheck check --format json",
            path=file,
            line=error.lineno,
        ) from None
    except ValueError:
        raise ReadError("not JSON: a number is out of range", path=file) from None
    return Value(file, "", held)


def _refuse(constant: str) -> None:
    """Python would read `NaN` and `Infinity`, which are no JSON."""
    raise ValueError(constant)
