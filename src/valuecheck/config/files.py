"""Configuration files: which one holds, and what it says, key by key."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN_FILE: Final = "valuecheck.toml"
_SHARED_FILE: Final = "pyproject.toml"
_SHARED_TABLE: Final = ("tool", "valuecheck")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The settings of a configuration file, unchecked."""

    name: str
    """The file as messages name it."""
    folder: Path
    source: str
    table: tuple[str, ...]
    """Keys that lead to the table with the settings."""
    values: Mapping[str, object]

    def line(self, *keys: str | int) -> int:
        """Line on which a key of the settings is set, or what it holds under further keys."""
        from valuecheck.locations import toml_key_line

        return toml_key_line(self.source, (*self.table, *keys)) or 1


def find(here: Path) -> ConfigFile | None:
    """Read the configuration of the nearest folder that has one, if any.

    Args:
        here: absolute path of the folder to start in; the search goes upwards and ends at a
            folder with `.git` in it.

    Raises:
        ConfigError: if a file that may hold settings cannot be read.
    """
    for folder in (here, *here.parents):
        for path in (folder / _OWN_FILE, folder / _SHARED_FILE):
            name = relative(path, here)
            content = _content(path, name)
            file = None if content is None else _parse(path, name, content)
            if file:
                return file
        if os.path.lexists(folder / ".git"):
            break
    return None


def read(config: Path, here: Path) -> ConfigFile:
    """Read the configuration file that the user names.

    Args:
        config: the file; one called `pyproject.toml` holds the settings in a table.
        here: the folder that a relative path starts from.

    Raises:
        ConfigError: if it is missing, cannot be read, or holds no settings.
    """
    content = _content(here / config, str(config))
    if content is None:
        raise ConfigError("there is no such file; name a configuration file", path=str(config))
    file = _parse(here / config, str(config), content)
    if file is None:
        raise ConfigError("there is no table [tool.valuecheck] in it; add one", path=str(config))
    return file


def relative(path: Path, folder: Path) -> str:
    """Path as seen from a folder, with forward slashes; both absolute."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _content(path: Path, name: str) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not the name of a file"
        raise ConfigError(
            f"cannot be read ({reason}); make it readable or use --isolated", path=name
        ) from None


def _parse(path: Path, name: str, content: bytes) -> ConfigFile | None:
    """Parse a file; None for a `pyproject.toml` that says nothing to this program."""
    shared = path.name == _SHARED_FILE
    # Most are of other programs: parsing them would take time, and report others' mistakes.
    if shared and _SHARED_TABLE[-1].encode() not in content:
        return None
    source = _decoded(content, name)
    table = _SHARED_TABLE if shared else ()
    values: object = _parsed(source, name)
    for key in table:
        values = values.get(key) if isinstance(values, dict) else None
    if values is None:
        return None
    if not isinstance(values, dict):
        from valuecheck.locations import toml_key_line

        line = toml_key_line(source, table)
        raise ConfigError("write it as a table: [tool.valuecheck]", path=name, line=line)
    return ConfigFile(name, path.parent.resolve(), source, table, values)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `start` counts from behind a byte order mark, which holds no line end.
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "not UTF-8 text; save it as UTF-8 in your editor", path=name, line=line
        ) from None


def _parsed(source: str, name: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(source)
    except RecursionError:
        raise ConfigError("not TOML that can be read: nested too deep", path=name) from None
    except ValueError as error:
        # tomllib says where only in words; its other ValueErrors come from int() and say nothing.
        reason, place, where = str(error).partition(" (at ")
        number = re.search(r"line ([0-9]+)", where)
        line = int(number[1]) if number else len(source.rstrip().split("\n"))
        told = reason[:1].lower() + reason[1:] if place else "a value is out of range"
        raise ConfigError(f"not TOML: {told}", path=name, line=line) from None
