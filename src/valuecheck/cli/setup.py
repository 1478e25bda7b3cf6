"""What `check` and `explain` share: settings from options, and a loaded checker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

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
