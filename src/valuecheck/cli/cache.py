"""`valuecheck cache`: what is kept of earlier runs, and how to be rid of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import click

from valuecheck.errors import UsageError
from valuecheck.reporters.terminal import plain

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def cache() -> None:
    """Look at the kept judgements, or clear them.

    The judgements of sentences are kept on this machine, so that a sentence is judged once.
    Of a draft no word is kept, only hashes and numbers.
    """


@cache.command()
def info() -> None:
    """Say where the cache is and how much is in it."""
    from valuecheck.cache import LIMIT
    from valuecheck.cache.store import count

    path = _path()
    if not path.exists():
        click.echo(f"file       {plain(str(path))}")
        click.echo("sentences  0 (there is no such file yet)")
        return
    try:
        number, size = count(path), sum(one.stat().st_size for one in _files(path))
    except (OSError, sqlite3.Error) as error:
        raise UsageError(
            f"cannot be read ({_reason(error)}); clear it with: valuecheck cache clear",
            path=str(path),
        ) from None
    click.echo(f"file       {plain(str(path))}")
    click.echo(f"sentences  {number:,} of {LIMIT:,} at most")
    click.echo(f"size       {size / 1024:,.0f} KiB")


@cache.command()
def clear() -> None:
    """Remove all that is kept."""
    from valuecheck.cache.store import remove

    path = _path()
    there = _files(path)
    try:
        remove(path)
    except OSError as error:
        raise UsageError(
            f"cannot be removed ({_reason(error)}); end the checks that are running, or remove "
            "it yourself",
            path=str(path),
        ) from None
    click.echo(f"removed {plain(str(path))}" if there else "there is no cache to clear")


def _path() -> Path:
    from valuecheck.cache import ENVIRONMENT, default_folder
    from valuecheck.cache.store import FILE

    folder = default_folder()
    if folder is None:
        raise UsageError(f"there is no home folder for a cache; name a folder in {ENVIRONMENT}")
    return folder / FILE


def _files(path: Path) -> list[Path]:
    """The cache's file and what SQLite keeps beside it."""
    return [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
