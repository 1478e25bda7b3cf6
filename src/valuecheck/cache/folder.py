"""Where the cache lies: in the user's folder for such things, never in a repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "VALUECHECK_CACHE_DIR"
"""Variable that names the cache's folder."""


def default_folder() -> Path | None:
    """Folder of the cache: the one of the environment, else the system's place for it.

    Sources: the XDG Base Directory Specification, whose variable counts only if it is an
    absolute path; Apple's File System Programming Guide for macOS; on Windows the local part
    of the profile, which does not roam.

    Returns:
        The folder, which need not exist; None where the user has no home folder.
    """
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base, *below = os.environ.get("LOCALAPPDATA", ""), "valuecheck", "Cache"
    elif sys.platform == "darwin":
        base, *below = _home("Library", "Caches"), "valuecheck"
    else:
        wanted = os.environ.get("XDG_CACHE_HOME", "")
        base, *below = wanted if wanted.startswith("/") else _home(".cache"), "valuecheck"
    return Path(base, *below) if Path(base).is_absolute() else None


def _home(*below: str) -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib's raises where there is none
    return os.path.join(home, *below)  # noqa: PTH118
