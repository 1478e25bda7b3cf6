"""Tables of a TOML file, read with errors that name the line and what is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from valuecheck.errors import PackError
from valuecheck.languages import LANGUAGES
from valuecheck.locations import toml_key_line
from valuecheck.packs.wording import guess, listed, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.types import Language

Choice = TypeVar("Choice", bound=str)

ID: Final = re.compile(r"[a-z0-9-]+")
"""What a pack or a principle may be called."""
ID_IN_WORDS: Final = "small letters a to z, digits and hyphens"


def parse(text: str, path: str) -> Table:
    """Return the top table of a TOML text.

    Raises:
        PackError: at the line of a syntax error.
    """
    import tomllib

    try:
        return Table(path=path, source=text, keys=(), values=tomllib.loads(text))
    except RecursionError:
        raise PackError("not TOML that can be read: it is nested too deep", path=path) from None
    except ValueError as error:
        # tomllib says where only in words; its other ValueErrors come from int() and say nothing.
        reason, place, where = str(error).partition(" (at ")
        number = re.search(r"line ([0-9]+)", where)
        line = int(number[1]) if number else len(text.rstrip().split("\n"))
        told = _as_clause(reason) if place else "a value is out of range"
        raise PackError(f"not TOML: {told}", path=path, line=line) from None


def _as_clause(reason: str) -> str:
    """Make a parser's own words fit into a sentence."""
    words = printable(reason)
    return words[:1].lower() + words[1:]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and where it stands: `keys` lead from the top of the file to it."""

    path: str
    source: str
    keys: tuple[str | int, ...]
    values: Mapping[str, object]

    def error(self, message: str, *keys: str | int) -> PackError:
        """Return an error at the line of `keys` below this table."""
        line = toml_key_line(self.source, (*self.keys, *keys)) or 1
        return PackError(message, path=self.path, line=line)

    def only(self, *allowed: str) -> None:
        """Refuse keys other than `allowed`."""
        for key in self.values:
            if key not in allowed:
                hint = guess(key, allowed)
                raise self.error(
                    f"unknown key {quoted(key)}{hint}; allowed here: {listed(allowed)}", key
                )

    def text(self, key: str) -> str:
        """Return a text that is not empty, each run of white space made one space."""
        value = self._required(key)
        if not isinstance(value, str):
            raise self.error(f'{key} is not a text; write it in quotes: {key} = "..."', key)
        if not printable(value):
            raise self.error(f"{key} is empty; write a text between the quotes", key)
        return " ".join(value.split())

    def matching(self, key: str, pattern: re.Pattern[str], allowed: str) -> str:
        """Return a text that has the form `pattern`, put into words by `allowed`."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.error(f"{key} is {quoted(value)}; allowed: {allowed}", key)
        return value

    def identifier(self) -> str:
        """Return the key `id`: small letters, digits and hyphens."""
        return self.matching("id", ID, ID_IN_WORDS)

    def one_of(self, key: str, allowed: Sequence[Choice]) -> Choice:
        """Return the element of `allowed` that the key names."""
        value = self.text(key)
        for choice in allowed:
            if choice == value:
                return choice
        hint = guess(value, allowed)
        raise self.error(f"{key} is {quoted(value)}{hint}; allowed: {listed(allowed)}", key)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._required(key)
        if not isinstance(value, bool):
            raise self.error(f"{key} is neither true nor false; write one without quotes", key)
        return value

    def number(self, key: str, most: int) -> float:
        """Return a number greater than 0 and at most `most`."""
        value = self._required(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            allowed = f"a number greater than 0 and at most {most}, without quotes"
            raise self.error(f"{key} is {quoted(value)}; allowed: {allowed}", key)
        return float(value)

    def languages(self, key: str) -> tuple[Language, ...]:
        """Return languages, at least one, each once, in the order of the file."""
        values = self._required(key)
        allowed = listed(f'"{language}"' for language in LANGUAGES)
        if not isinstance(values, list) or not values:
            raise self.error(f"{key} is not a list; write for example {key} = [{allowed}]", key)
        for index, value in enumerate(values):
            if value not in LANGUAGES:
                raise self.error(f"{quoted(value)} is no language; allowed: {allowed}", key)
            if value in values[:index]:
                raise self.error(f"{quoted(value)} stands twice in {key}; remove one", key)
        return tuple(language for value in values for language in LANGUAGES if language == value)

    def texts(self, key: str, languages: Sequence[Language]) -> dict[str, str]:
        """Return a text for each of `languages`, and for no other."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise self.error(f"{key} is not a table with a text for each language", key)
        table = Table(self.path, self.source, (*self.keys, key), value)
        for found in value:
            if found not in languages:
                raise table.error(
                    f"{key} has a text in {quoted(found)}, which is not among the languages"
                    f" of the pack; allowed: {listed(languages)}",
                    found,
                )
        for language in languages:
            if language not in value:
                raise table.error(f'{key} has no text in "{language}"; add {language} = "..."')
        return {language: table.text(language) for language in languages}

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the tables of an array of tables; none if the key is missing."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            name = ".".join(part for part in (*self.keys, key) if isinstance(part, str))
            raise self.error(f"{key} is not a list of tables; begin each with [[{name}]]", key)
        return tuple(
            Table(self.path, self.source, (*self.keys, key, index), value)
            for index, value in enumerate(values)
        )

    def _required(self, key: str) -> object:
        if key not in self.values:
            raise self.error(f"{key} is missing")
        return self.values[key]
