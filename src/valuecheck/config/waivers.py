"""The waivers of a configuration: findings that are accepted in whole files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from valuecheck.config import entries
from valuecheck.config.values import quoted
from valuecheck.days import is_day
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
    name = PurePath(file.name).name
    return tuple(
        replace(waiver, origin=f"{name}:{line}")
        for waiver, line in entries.of_file(file, "waivers", _parsed)
    )


def parse_all(value: object) -> tuple[FileWaiver, ...]:
    """The waivers of a list of tables.

    Raises:
        ValueError: if one is not well formed; the message says what is allowed.
    """
    return entries.parse_all(value, _parsed, _EXAMPLE)


def _parsed(entry: object) -> FileWaiver:
    found = entries.table(entry, _KEYS, "waiver", _EXAMPLE)
    return FileWaiver(
        files=entries.texts(
            found, "files", 'a list of drafts or patterns, as in files = ["archive/*"]'
        ),
        rules=entries.texts(found, "rules", 'a list of principles, as in rules = ["privacy"]'),
        reason=_reason(found.get("reason")),
        expires=_day(found.get("expires")),
    )


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
    if isinstance(value, str) and is_day(value):
        return value
    raise ValueError(f"expires is {quoted(str(value))}; write a day, as in expires = 2027-03-31")
