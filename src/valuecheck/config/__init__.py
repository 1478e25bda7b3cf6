"""Settings: the command line over the nearest configuration file over the defaults.

A configuration is `valuecheck.toml`, or the table `[tool.valuecheck]` of `pyproject.toml`.
schemas/config.schema.json describes the keys; a test holds it equal to this package.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from valuecheck.config import files
from valuecheck.config.values import (
    KEYS,
    Color,
    FailOn,
    InnerError,
    LanguageChoice,
    TermLevel,
    parse,
    unknown_key,
)
from valuecheck.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from valuecheck.config.overrides import Override
    from valuecheck.types import FileWaiver, Level

__all__ = ["DEFAULT_EXCLUDE", "DEFAULT_PACK", "KEYS", "Settings", "resolve"]

DEFAULT_PACK: Final = ("us-japan-digital",)
DEFAULT_EXCLUDE: Final = (
    ".*",  # hidden files and folders, .git and .venv among them
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "venv",
    "~$*",  # what Word keeps beside a document that is open
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    root: Path
    """The configuration file's folder, or the current one where there is no such file."""
    origins: Mapping[str, str]
    """Key, as a configuration spells it, to where its value comes from: `default`,
    `valuecheck.toml:3`, `command line --fail-on`."""
    paths: tuple[str, ...] = ()
    """What to check where the command line names nothing; relative to `root`."""
    pack: tuple[str, ...] = DEFAULT_PACK
    """Built-in ids, and paths that hold from the current folder."""
    select: tuple[str, ...] = ()
    """Ids of the only principles to check; all where empty."""
    ignore: tuple[str, ...] = ()
    """Ids of principles to leave out."""
    severity: Mapping[str, Level] = field(default_factory=dict)
    """Ids of principles, each with the level of a finding that it is undermined, in place of
    what its pack says."""
    required: tuple[str, ...] | None = None
    """Ids of all principles that must not go unmentioned; None: what the packs say."""
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    """Glob patterns, relative to `root`, of files and folders to pass over."""
    extend_exclude: tuple[str, ...] = ()
    """Patterns beside those of `exclude`."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Patterns of the same kind, to the principles and kinds of findings to leave out there."""
    overrides: tuple[Override, ...] = ()
    """Settings that some drafts have in place of these; later ones win over earlier ones."""
    terms: TermLevel = "info"
    """Level of a discouraged term; `off` looks for none."""
    fail_on: FailOn = "error"
    """Lowest level of a finding that fails a run."""
    min_score: float | None = None
    """A score under this, 0 to 100, fails a run."""
    language: LanguageChoice = "auto"
    """Language that every sentence is in; `auto` finds it sentence by sentence."""
    encoder: str | None = None
    """Name of an encoder or a path that holds from the current folder; None: the shipped."""
    cache: bool = True
    """Keep judgements on this machine, and use those of earlier runs."""
    color: Color = "auto"
    """When to colour what goes to the terminal."""
    baseline: str | None = None
    """The file of known findings, a path that holds from the current folder; None: none."""
    waivers: tuple[FileWaiver, ...] = ()
    """Findings that are accepted in whole files."""

    @property
    def exclusions(self) -> tuple[str, ...]:
        """All patterns of files and folders to pass over, relative to `root`."""
        return self.exclude + self.extend_exclude


def resolve(
    cli: Mapping[str, object], *, cwd: Path, config: Path | None, isolated: bool
) -> Settings:
    """Work out the settings in force.

    The configuration is that of the nearest folder that has one, from `cwd` upwards; the
    search ends at a folder with `.git` in it. In one folder `valuecheck.toml` wins.

    Args:
        cli: what the command line gives, by the keys of a configuration (`fail-on`); None
            and an empty tuple stand for what it does not give.
        cwd: the current folder.
        config: the configuration file to read instead of searching for one.
        isolated: read no configuration file.

    Raises:
        ConfigError: if a configuration cannot be read or breaks the format; with its line.
        UsageError: if the command line gives a value that is not allowed.
    """
    if isolated and config is not None:
        raise UsageError("--config and --isolated exclude each other; leave one of them out")
    here = cwd.resolve()
    file = _file(here, config) if not isolated else None
    values: dict[str, Any] = {}
    origins = dict.fromkeys(KEYS, "default")
    if file:
        for key in file.values:
            values[key] = _from_file(file, key, here)
            origins[key] = f"{file.name}:{file.line(key)}"
    root = file.folder if file else here
    for key, value in cli.items():
        if value is not None and value != ():
            values[key] = _from_command_line(key, value, here, root)
            origins[key] = f"command line {'--no-cache' if key == 'cache' else _option(key)}"
    if "overrides" in values:
        values["overrides"] = _under_command_line(values["overrides"], cli)
    fields = {key.replace("-", "_"): value for key, value in values.items()}
    return Settings(root=root, origins=origins, **fields)


def _file(here: Path, config: Path | None) -> files.ConfigFile | None:
    return files.find(here) if config is None else files.read(config, here)


def _from_file(file: files.ConfigFile, key: str, here: Path) -> Any:
    if key not in KEYS:
        raise ConfigError(unknown_key(key), path=file.name, line=file.line(key))
    if key == "waivers":
        from valuecheck.config import waivers

        return waivers.of_file(file)
    if key == "overrides":
        return _overrides_from(file, here)
    try:
        value: Any = parse(key, file.values[key])
    except ValueError as reason:
        line = file.line(key, *(reason.keys if isinstance(reason, InnerError) else ()))
        raise ConfigError(f"{key} {reason}", path=file.name, line=line) from None
    if key == "pack":
        return _packs_from(here, file.folder, value)
    # Unlike its like in pathlib, os.path answers no to a name that no file could have.
    if key == "encoder" and os.path.isdir(file.folder / value):  # noqa: PTH112
        return files.relative(file.folder / value, here)
    if key == "baseline":
        return files.relative(file.folder / value, here)
    return value


def _overrides_from(file: files.ConfigFile, here: Path) -> tuple[Override, ...]:
    from valuecheck.config import overrides

    return tuple(
        replace(one, pack=_packs_from(here, file.folder, one.pack)) if one.pack else one
        for one in overrides.of_file(file)
    )


def _under_command_line(
    overrides: tuple[Override, ...], cli: Mapping[str, object]
) -> tuple[Override, ...]:
    """Take from the overrides what the command line decides: it wins over the whole file."""
    pack, fail_on = cli.get("pack"), cli.get("fail-on")
    return tuple(
        replace(one, pack=None if pack else one.pack, fail_on=None if fail_on else one.fail_on)
        for one in overrides
    )


def _from_command_line(key: str, given: object, here: Path, root: Path) -> Any:
    try:
        value: Any = parse(key, given)
    except ValueError as reason:
        raise UsageError(f"{_option(key)} {reason}") from None
    if key == "paths" and root != here:
        return tuple(files.relative(here / path, root) for path in value)
    return value


def _option(key: str) -> str:
    return "PATHS" if key == "paths" else f"--{key}"


def _packs_from(here: Path, folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_pack_from(here, folder, name) for name in names)


def _pack_from(here: Path, folder: Path, name: str) -> str:
    """Path, from the current folder, of a pack that a file in `folder` names.

    What is no pack beside the file stays as it is: a built-in id, or a mistake that
    loading it tells.
    """
    place = folder / name
    toml = place if place.name == "pack.toml" else place / "pack.toml"
    if not os.path.isfile(toml):  # noqa: PTH113 - the name may be one that no file could have
        return name
    path = files.relative(place, here)
    # Without a slash it could be taken for the id of a built-in pack.
    return path if "/" in path else f"./{path}"
