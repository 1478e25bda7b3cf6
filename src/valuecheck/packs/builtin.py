"""Where the packs are that come with the program."""

from __future__ import annotations

from pathlib import Path


def builtin_folder() -> Path:
    """Folder that holds the built-in packs, one folder each.

    An installed wheel carries them inside the package; a source tree keeps them at its top.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "values"
    return installed if installed.is_dir() else package.parents[1] / "values"


def builtin_ids() -> tuple[str, ...]:
    """Ids of the built-in packs, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in builtin_folder().glob("*/pack.toml")))
