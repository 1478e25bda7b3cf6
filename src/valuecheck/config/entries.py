"""The tables of a list in a configuration, such as `[[waivers]]`: their places, their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from valuecheck.config.values import InnerError, guess, is_text, quoted
from valuecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from valuecheck.config.files import ConfigFile

Entry = TypeVar("Entry")


def of_file(
    file: ConfigFile, key: str, parsed: Callable[[object], Entry]
) -> Iterator[tuple[Entry, int]]:
    """Yield each entry of the list under `key`, with the line that it begins on.

    Args:
        file: the configuration file.
        key: the key of the list.
        parsed: makes an entry of what stands in the file.

    Raises:
        ConfigError: if an entry is not well formed; with its line, or that of the key in it
            that is wrong.
    """
    written = file.values[key]
    for index, entry in enumerate(written if isinstance(written, list) else [written]):
        try:
            yield parsed(entry), file.line(key, index)
        except ValueError as fault:
            keys = fault.keys if isinstance(fault, InnerError) else ()
            line = file.line(key, index, *keys)
            raise ConfigError(f"{key}: {fault}", path=file.name, line=line) from None


def parse_all(value: object, parsed: Callable[[object], Entry], example: str) -> tuple[Entry, ...]:
    """The entries of a list of tables.

    Raises:
        ValueError: if one is not well formed; the message says what is allowed.
    """
    if not isinstance(value, list | tuple):
        raise ValueError(example)
    return tuple(map(parsed, value))


def table(entry: object, keys: Sequence[str], what: str, example: str) -> dict[str, Any]:
    """The entry, if it is a table that holds nothing but these keys.

    Raises:
        ValueError: if it is not.
    """
    if not isinstance(entry, dict):
        raise ValueError(f"{quoted(str(entry))} is no {what}; write {example}")
    for key in entry:
        if key not in keys:
            hint = guess(key, tuple(keys))
            raise InnerError(f"unknown key {quoted(key)}{hint}; allowed: {', '.join(keys)}", key)
    return entry


def texts(entry: dict[str, Any], key: str, allowed: str) -> tuple[str, ...]:
    """The list of texts under a key that has to be there, each once.

    Raises:
        ValueError: if it is missing, empty, or holds something else.
    """
    value = entry.get(key)
    good = isinstance(value, list) and value and all(map(is_text, value))
    if not good:
        raise InnerError(f"{key} is missing or wrong; write {allowed}", key)
    return tuple(dict.fromkeys(entry[key]))
