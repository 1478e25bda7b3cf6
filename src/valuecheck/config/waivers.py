"""The waivers of a configuration: findings that are accepted in whole files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from valuecheck.config.values import quoted
from valuecheck.errors import ConfigError
from valuecheck.types import FileWaiver

if TYPE_CHECKING:
    from valuecheck.config.files import ConfigFile

_KEYS: Final = ("files", "rules", "reason", "expires")
_EXAMPLE: Final = (
    '[[waivers]] with files = ["archive/*"], rules = ["privacy"], reason = "..." and, if it '
    "ends, expires = 2027-03-31"
)


def of_file(file: ConfigFile) -> tuple[FileWaiver, ...]:
    """The waivers of a configuration file, each with the line that it begins on.

    Raises:
        ConfigError: if one of them is not well formed; with its line.
    """
    from valuecheck.locations import toml_key_line

    waivers: list[FileWaiver] = []
    written = file.values["waivers"]
    for index, entry in enumerate(written if isinstance(written, list) else [written]):
        path: tuple[str | int, ...] = (*file.table, "waivers", index)
        line = toml_key_line(file.source, path) or file.line("waivers")
        try:
            waiver = _parsed(entry)
        except ValueError as fault:
            raise ConfigError(f"waivers: {fault}", path=file.name, line=line) from None
        waivers.append(replace(waiver, origin=f"{PurePath(file.name).name}:{line}"))
    return tuple(waivers)


def parse_all(value: object) -> tuple[FileWaiver, ...]:
    """The waivers of a list of tables.

    Raises:
        ValueError: if one is not well formed; the message says what is allowed.
    """
    if not isinstance(value, list | tuple):
        raise ValueError(_EXAMPLE)
    return tuple(map(_parsed, value))


def _parsed(entry: object) -> FileWaiver:
    if not isinstance(entry, dict):
        raise ValueError(f"{quoted(str(entry))} is no waiver; write {_EXAMPLE}")
    for key in entry:
        if key not in _KEYS:
            raise ValueError(f"unknown key {quoted(key)}; allowed: {', '.join(_KEYS)}")
    return FileWaiver(
        files=_texts(entry, "files", 'a list of drafts or patterns, as in files = ["archive/*"]'),
        rules=_texts(entry, "rules", 'a list of principles, as in rules = ["privacy"]'),
        reason=_reason(entry.get("reason")),
        expires=_day(entry.get("expires")),
    )


def _texts(entry: dict[str, Any], key: str, allowed: str) -> tuple[str, ...]:
    value = entry.get(key)
    good = isinstance(value, list) and value and all(map(_is_text, value))
    if not good:
        raise ValueError(f"{key} is missing or wrong; write {allowed}")
    return tuple(dict.fromkeys(entry[key]))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _reason(value: object) -> str:
    if not isinstance(value, str) or not any(letter.isalnum() for letter in value):
        raise ValueError('it gives no reason; add reason = "..." with why this is accepted')
    return " ".join(value.split())


def _day(value: object) -> str | None:
    from datetime import date, datetime

    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        # Python also reads 20270331 and 2027-W13-3.
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise ValueError(f"expires is {quoted(str(value))}; write a day, as in expires = 2027-03-31")
