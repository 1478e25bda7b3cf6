"""The overrides of a configuration: settings that some drafts have in place of the others'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from valuecheck.config import entries
from valuecheck.config.values import InnerError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from valuecheck.config import Settings
    from valuecheck.config.files import ConfigFile
    from valuecheck.config.values import FailOn
    from valuecheck.types import Level

SETTABLE: Final = ("severity", "required", "fail-on", "pack")
"""The keys of a configuration that may be different from path to path."""

_KEYS: Final = ("files", *SETTABLE)
_EXAMPLE: Final = (
    '[[overrides]] with files = ["archive/*"] and any of severity, required, fail-on and pack'
)


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for some drafts; None where it says nothing of one."""

    files: tuple[str, ...]
    """Glob patterns, relative to the configuration file's folder."""
    severity: Mapping[str, Level] | None = None
    """Ids of principles, each with the level of a finding that it is undermined."""
    required: tuple[str, ...] | None = None
    """Ids of all principles that must not go unmentioned."""
    fail_on: FailOn | None = None
    """Lowest level of a finding that fails a run."""
    pack: tuple[str, ...] | None = None
    """Built-in ids, and paths that hold from the current folder."""
    origin: str = ""
    """Where it stands, by file and line: `valuecheck.toml:12`."""


def of_file(file: ConfigFile) -> tuple[Override, ...]:
    """The overrides of a configuration file, in their order.

    Raises:
        ConfigError: if one of them is not well formed; with its line.
    """
    return tuple(
        replace(override, origin=f"{file.name}:{line}")
        for override, line in entries.of_file(file, "overrides", _parsed)
    )


def parse_all(value: object) -> tuple[Override, ...]:
    """The overrides of a list of tables.

    Raises:
        ValueError: if one is not well formed; the message says what is allowed.
    """
    return entries.parse_all(value, _parsed, _EXAMPLE)


def applied(settings: Settings, overrides: Iterable[Override]) -> Settings:
    """Return settings with overrides put over them, one after the other.

    A later one wins over an earlier one key by key, of `severity` principle by principle.
    Without overrides these are the settings themselves.
    """
    for one in overrides:
        settings = replace(
            settings,
            severity={**settings.severity, **(one.severity or {})},
            required=settings.required if one.required is None else one.required,
            fail_on=one.fail_on or settings.fail_on,
            pack=one.pack or settings.pack,
        )
    return settings


def _parsed(entry: object) -> Override:
    found = entries.table(entry, _KEYS, "override", _EXAMPLE)
    files = entries.texts(found, "files", 'a list of drafts or patterns, as in ["archive/*"]')
    values: dict[str, Any] = {key: _value(key, found[key]) for key in SETTABLE if key in found}
    if not values:
        raise ValueError(f"it sets nothing; add one of {', '.join(SETTABLE)}")
    return Override(files, **{key.replace("-", "_"): value for key, value in values.items()})


def _value(key: str, written: object) -> object:
    try:
        return parse(key, written)
    except ValueError as reason:
        keys = reason.keys if isinstance(reason, InnerError) else ()
        raise InnerError(f"{key} {reason}", key, *keys) from None
