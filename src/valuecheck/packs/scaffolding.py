"""A new pack for a user to start from: a copy of the starter in the languages chosen."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from valuecheck.errors import UsageError
from valuecheck.languages import LANGUAGES
from valuecheck.packs.loading import load
from valuecheck.packs.tables import ID, ID_IN_WORDS
from valuecheck.packs.text_files import BYTE_ORDER_MARK
from valuecheck.packs.toml_writer import pack_toml
from valuecheck.packs.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from valuecheck.types import Language

STARTER: Final = Path(__file__).parent / "starter"


def scaffold(
    folder: Path, languages: Sequence[Language] = ("en",), pack_id: str | None = None
) -> None:
    """Write a small complete pack: one invented principle, examples, and a README.

    Args:
        folder: a folder that does not exist yet, in one that does, or an empty one.
        languages: the languages of the pack, at least one.
        pack_id: the pack's id; by default made from the folder's name.

    Raises:
        UsageError: if the folder holds something or cannot be written; then nothing is
            left behind.
    """
    name = folder.resolve().name
    contents = _contents(name, _checked_id(pack_id) or _id_from(name, folder), languages)
    existed = folder.is_dir()
    try:
        if folder.exists() and (not existed or any(folder.iterdir())):
            raise UsageError("is not an empty folder; name a new one", path=str(folder))
        if not folder.parent.is_dir():
            raise UsageError("the folder to write into does not exist", path=str(folder.parent))
        _write(folder, contents, existed=existed)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UsageError(f"cannot be written: {reason}", path=str(folder)) from None


def _checked_id(pack_id: str | None) -> str | None:
    if pack_id is not None and not ID.fullmatch(pack_id):
        raise UsageError(f"the id is {quoted(pack_id)}; allowed: {ID_IN_WORDS}")
    return pack_id


def _id_from(name: str, folder: Path) -> str:
    made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not made:
        raise UsageError(
            "the folder's name has no letter a to z and no digit to make an id from; give one"
            " with --id",
            path=str(folder),
        )
    return made


def _contents(folder: str, pack_id: str, languages: Sequence[Language]) -> dict[str, bytes]:
    """Content of each file of the new pack, by its path in the pack's folder.

    The examples begin with a byte order mark: without one Excel takes UTF-8 for the
    encoding of the country.
    """
    starter = load(str(STARTER))
    chosen = tuple(language for language in LANGUAGES if language in languages)
    readme = (STARTER / "README.md").read_text("utf-8")
    contents = {
        "pack.toml": pack_toml(starter, pack_id, chosen).encode(),
        "README.md": readme.replace("FOLDER", shlex.quote(folder)).encode(),
    }
    for language in chosen:
        file = f"examples/{language}.csv"
        contents[file] = BYTE_ORDER_MARK + (STARTER / file).read_bytes()
    return contents


def _write(folder: Path, contents: Mapping[str, bytes], *, existed: bool) -> None:
    try:
        (folder / "examples").mkdir(parents=True)
        for path, content in contents.items():
            (folder / path).write_bytes(content)
    except BaseException:
        _empty(folder)
        if not existed and folder.exists():
            folder.rmdir()
        raise


def _empty(folder: Path) -> None:
    """Remove what `_write` may have put into a folder that was empty before."""
    shutil.rmtree(folder / "examples", ignore_errors=True)
    for name in ("pack.toml", "README.md"):
        (folder / name).unlink(missing_ok=True)
