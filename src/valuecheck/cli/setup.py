"""What `check` and `explain` share: settings from options, and a loaded checker."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from valuecheck.cache import Store
    from valuecheck.checker import Checker
    from valuecheck.config import Settings
    from valuecheck.suppressions import Waiving
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
    from valuecheck.cli import by_path

    return Checker.load(
        settings.pack,
        select=settings.select,
        ignore=settings.ignore,
        further_packs=by_path.further_packs(settings),
        standard=by_path.standard_of(settings),
        mentions=by_path.mentions(settings),
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


def forced_language(settings: Settings) -> Language | None:
    """The language that every sentence is to be judged in; None where it is found."""
    return None if settings.language == "auto" else settings.language


def waiving(
    settings: Settings, paths: Sequence[str], today: str | None, *, whole: bool = True
) -> Waiving:
    """What a run has to know of waivers.

    Args:
        settings: the settings in force.
        paths: what the command line names.
        today: the day to hold them against, if the command line names one.
        whole: all of the drafts that are named are judged, not only what changed in them.

    Raises:
        UsageError: if `today` is no day.
    """
    from valuecheck import suppressions
    from valuecheck.discovery import matches

    root = Path(settings.root)
    return suppressions.Waiving(
        files=settings.waivers,
        matches=lambda path, pattern: matches(Path(path), (pattern,), root),
        # Unlike its like in pathlib, os.path takes a link that leads to itself.
        whole=whole and (not paths or any(os.path.realpath(path) == str(root) for path in paths)),
        today=_day(today) if today is not None else None,
    )


def _day(text: str) -> date:
    from datetime import date

    from valuecheck.days import is_day
    from valuecheck.errors import UsageError

    if not is_day(text):
        raise UsageError(f"--today is {text!r}; write a day as in 2027-03-31")
    return date.fromisoformat(text)
