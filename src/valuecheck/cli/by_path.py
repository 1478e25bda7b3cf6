"""What the settings come to for a draft, by its path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from valuecheck.config import Settings
    from valuecheck.selection import Mention, Standard


def settings_at(path: str, settings: Settings) -> Settings:
    """The settings that hold for the draft at `path`: those of the run where nothing is over."""
    if not settings.overrides:
        return settings
    from valuecheck.config.overrides import applied
    from valuecheck.discovery import matches

    draft, root = Path(path), Path(settings.root)
    return applied(settings, [one for one in settings.overrides if matches(draft, one.files, root)])


def standard_at(path: str, settings: Settings) -> Standard | None:
    """What the draft at `path` is held to; None where that is what the run holds drafts to."""
    here = settings_at(path, settings)
    ignore = _ignored_at(path, settings)
    return standard_of(here, ignore) if ignore or here is not settings else None


def standard_of(settings: Settings, ignore: frozenset[str] = frozenset()) -> Standard:
    """What drafts with these settings are held to.

    Args:
        settings: the settings in force for them.
        ignore: principles and kinds of findings that are left out for them.
    """
    from valuecheck.selection import Standard

    return Standard(settings.pack, ignore, settings.severity, settings.required)


def further_packs(settings: Settings) -> list[str]:
    """Packs that overrides name."""
    return [pack for one in settings.overrides for pack in one.pack or ()]


def mentions(settings: Settings) -> Iterator[Mention]:
    """Names of principles in the configuration, which no pack may have."""
    from valuecheck.selection import Mention

    origins = settings.origins
    for names in settings.per_file_ignores.values():
        yield Mention("per-file-ignores", names, origins["per-file-ignores"], kinds=True)
    yield Mention("severity", tuple(settings.severity), origins["severity"])
    yield Mention("required", settings.required or (), origins["required"])
    for one in settings.overrides:
        yield Mention("overrides: severity", tuple(one.severity or ()), one.origin)
        yield Mention("overrides: required", one.required or (), one.origin)


def _ignored_at(path: str, settings: Settings) -> frozenset[str]:
    """What `per-file-ignores` leaves out for the draft at `path`."""
    from valuecheck.discovery import matches

    return frozenset(
        name
        for pattern, names in settings.per_file_ignores.items()
        if matches(Path(path), [pattern], settings.root)
        for name in names
    )
