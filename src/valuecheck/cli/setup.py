"""What `check` and `explain` share: settings from options, and a loaded checker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from valuecheck.cache import Store
    from valuecheck.checker import Checker
    from valuecheck.config import Settings
    from valuecheck.types import Language

_SETTINGS = (
    "pack",
    "select",
    "ignore",
    "fail_on",
    "min_score",
    "language",
    "encoder",
    "cache",
    "color",
    "baseline",
)
"""Options of the command line that are also keys of the configuration."""


def resolve_settings(options: Mapping[str, Any]) -> Settings:
    """Merge the options that were given over the configuration that they name.

    Args:
        options: click's parameters, by their Python names; absent ones are None or empty.

    Raises:
        ConfigError: if the configuration cannot be used.
    """
    from valuecheck import config

    given = {
        name.replace("_", "-"): options[name]
        for name in _SETTINGS
        if options.get(name) not in (None, ())
    }
    chosen = options.get("config")
    return config.resolve(
        given,
        cwd=Path.cwd(),
        config=Path(chosen) if chosen else None,
        isolated=bool(options.get("isolated")),
    )


def load_checker(
    settings: Settings, *, allow_download: bool = False, cached: bool = False
) -> Checker:
    """Load packs, encoder and heads as the settings ask.

    Args:
        settings: the settings in force.
        allow_download: let the model hub be asked for the encoder.
        cached: use the cache, unless the settings say not to.
    """
    from valuecheck.checker import Checker

    return Checker.load(
        settings.pack,
        select=settings.select,
        ignore=settings.ignore,
        ignore_somewhere=[one for names in settings.per_file_ignores.values() for one in names],
        terms=None if settings.terms == "off" else settings.terms,
        encoder=settings.encoder,
        allow_download=allow_download,
        store=_store() if cached and settings.cache else None,
    )


def _store() -> Store | None:
    """The cache of this user; None, which is told, for one who has no home folder."""
    from valuecheck.cache import ENVIRONMENT, Store, default_folder

    folder = default_folder()
    if folder is None:
        _tell(
            "the cache has no place, since there is no home folder; this run goes on without "
            f"it. Name a folder in {ENVIRONMENT}, or use --no-cache"
        )
        return None
    return Store(folder, _tell)


def _tell(line: str) -> None:
    import click

    from valuecheck.reporters.terminal import plain

    click.echo(f"valuecheck: {plain(line)}", err=True)


def ignored_in(path: str, settings: Settings) -> frozenset[str]:
    """What `per-file-ignores` leaves out for the draft at `path`."""
    from valuecheck.discovery import matches

    return frozenset(
        name
        for pattern, names in settings.per_file_ignores.items()
        if matches(Path(path), [pattern], settings.root)
        for name in names
    )


def forced_language(settings: Settings) -> Language | None:
    """The language that every sentence is to be judged in; None where it is found."""
    return None if settings.language == "auto" else settings.language
