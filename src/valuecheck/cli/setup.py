"""What `check` and `explain` share: settings from options, and a loaded checker."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

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
    "color",
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


def load_checker(settings: Settings, *, allow_download: bool = False) -> Checker:
    """Load packs, encoder and heads as the settings ask."""
    from valuecheck.checker import Checker

    return Checker.load(
        settings.pack,
        select=settings.select,
        ignore=settings.ignore,
        encoder=settings.encoder,
        allow_download=allow_download,
    )


def forced_language(settings: Settings) -> Language | None:
    """The language that every sentence is to be judged in; None where it is found."""
    return None if settings.language == "auto" else settings.language


def waiving(settings: Settings, paths: Sequence[str], today: str | None) -> Waiving:
    """What a run has to know of waivers.

    Args:
        settings: the settings in force.
        paths: what the command line names.
        today: the day to hold them against, if the command line names one.

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
        whole=not paths or any(os.path.realpath(path) == str(root) for path in paths),
        today=_day(today) if today is not None else None,
    )


def _day(text: str) -> date:
    from datetime import date

    from valuecheck.errors import UsageError

    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python also reads 20270331 and 2027-W13-3.
    if day is None or day.isoformat() != text:
        raise UsageError(f"--today is {text!r}; write a day as in 2027-03-31")
    return day
