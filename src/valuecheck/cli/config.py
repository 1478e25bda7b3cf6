"""`valuecheck config`: the settings in force."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from valuecheck.cli import shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDEST_LIST = 48
_UNSET = "(not set)"
_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@click.group()
def config() -> None:
    """Look at the configuration."""


@config.command()
@shared_options.CONFIG
@shared_options.ISOLATED
def show(config: str | None, isolated: bool) -> None:
    """Show the settings in force here and where each comes from.

    The lines can be copied into valuecheck.toml.
    """
    from valuecheck.config import KEYS, resolve
    from valuecheck.config.files import relative

    named = Path(config) if config is not None else None
    settings = resolve({}, cwd=Path.cwd(), config=named, isolated=isolated)
    folder = _visible(relative(settings.root, Path.cwd().resolve()))
    click.echo(
        "# paths, exclude, extend-exclude, per-file-ignores, overrides and waivers count from the "
        f"folder: {folder}"
    )
    rows = [
        row
        for key in KEYS
        for row in _rows(key, getattr(settings, key.replace("-", "_")), settings.origins[key])
    ]
    width = max(_columns(line) for line, origin in rows if origin)
    for line, origin in rows:
        gap = " " * (width - _columns(line) + 2)
        click.echo(f"{line}{gap}# {_visible(origin)}" if origin else line)


def _rows(key: str, value: object, origin: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of one setting, the origin with the first of them."""
    from valuecheck.config import KEYS

    name = key.ljust(max(map(len, KEYS)))
    if value is None:
        yield f"# {key} {_UNSET}", origin
        return
    written = _toml(value)
    if not isinstance(value, tuple) or _columns(written) <= _WIDEST_LIST:
        yield f"{name} = {written}", origin
        return
    yield f"{name} = [", origin
    for item in value:
        yield f"  {_toml(item)},", ""
    yield "]", ""


def _toml(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_visible(value, _NAMED_ESCAPES)}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(held)}" for key, held in value.items()) + "}"
    if is_dataclass(value):  # an entry of a list of tables, its fields in their order
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        written = {
            name.replace("_", "-"): part
            for name, part in parts.items()
            if part is not None and name != "origin"
        }
        return f"{{{', '.join(f'{key} = {_toml(part)}' for key, part in written.items())}}}"
    return str(value).removesuffix(".0")


def _visible(text: str, named: dict[str, str] | None = None) -> str:
    """Escape what steers a terminal or cannot be seen, the way that TOML does."""
    escapes = named or {}
    return "".join(
        escapes.get(mark) or (mark if mark.isprintable() else f"\\U{ord(mark):08x}")
        for mark in text
    )


def _columns(text: str) -> int:
    """Columns that a line takes in a terminal: two for a wide letter."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
