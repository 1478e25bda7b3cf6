"""A progress bar for work that takes a while, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONG = 200  # sentences; fewer are done before a bar would have been read


def _silent(done: int, of: int) -> None:
    del done, of


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with the work done so far and the total.

    Nothing is drawn unless standard error is a terminal and the work is long.

    Args:
        label: what is being done, a few words.
        total: how much work is expected; the calls may correct it.
    """
    if total < _LONG or not sys.stderr.isatty():
        yield _silent
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield progress
