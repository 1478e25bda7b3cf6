"""Which files a run checks: those named, and the drafts in the folders named."""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path
from typing import TYPE_CHECKING

from valuecheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def find_files(
    paths: Sequence[str], *, suffixes: Iterable[str], exclude: Sequence[str], root: Path
) -> tuple[str, ...]:
    """Find the files to check, each once, in a fixed order.

    A file that is named is checked whatever its suffix, so that a wrong one is told; of a
    folder, the files with a known suffix are.

    Args:
        paths: files and folders, as the user wrote them.
        suffixes: suffixes that a folder is searched for, lower case, with the dot.
        exclude: glob patterns, relative to `root`, that a path, a folder above it, or the
            name of either may match (`*` and `**` also stand for `/`); they hold for named
            files as well, since a hook names every file that a commit touches.
        root: folder that the patterns are relative to.

    Returns:
        Paths with forward slashes, relative to the current folder.

    Raises:
        UsageError: if a folder may not be opened: its drafts would go unchecked unnoticed.
    """
    wanted = frozenset(suffixes)
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - PurePath would rewrite what the user wrote
            for file in _walk(Path(path), exclude, root):
                if file.suffix.lower() in wanted:
                    found[shown(file)] = None
        elif not matches(Path(path), exclude, root):
            found[shown(Path(path))] = None
    return tuple(found)


def shown(path: Path) -> str:
    """The path as results name it: relative to the current folder, with forward slashes.

    Raises:
        UsageError: if the path cannot be a file's name at all.
    """
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError as error:  # another drive, or a character that no file name holds
        raise UsageError(f"{str(path)!r} cannot be checked from this folder") from error


def _walk(folder: Path, exclude: Sequence[str], root: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not matches(here / name, exclude, root))
        for name in sorted(files):
            if not matches(here / name, exclude, root):
                yield here / name


def _refuse(error: OSError) -> None:
    reason = error.strerror or type(error).__name__
    raise UsageError(
        f"the folder cannot be opened ({reason}); ask for the right to read it, or exclude it",
        path=shown(Path(error.filename)),
    ) from error


def matches(path: Path, patterns: Sequence[str], root: Path) -> bool:
    """Whether the path, or a folder above it below `root`, matches a pattern."""
    relative = Path(os.path.relpath(path, root)).as_posix()
    parts = [part for part in relative.split("/") if part not in ("..", ".")]
    return any(
        fnmatch.fnmatchcase(candidate, form)
        for pattern in patterns
        for form in (pattern.rstrip("/"), pattern.rstrip("/").removeprefix("**/"))
        for depth in range(1, len(parts) + 1)
        for candidate in ("/".join(parts[:depth]), parts[depth - 1])
    )
