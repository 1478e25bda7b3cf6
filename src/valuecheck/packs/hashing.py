"""What a pack holds, as one number."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from valuecheck.errors import PackError
from valuecheck.packs.text_files import BYTE_ORDER_MARK, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from valuecheck.types import Example


def content_sha256(folder: Path) -> str:
    r"""SHA-256 of the content of a pack, as 64 hexadecimal digits.

    Taken in are `pack.toml`, every `examples/*.csv`, and every file below `heads/`. A file
    or folder whose name begins with a dot is left out, and so is every other file, such as
    a README.

    The hash is over one line for each file, in the order of their paths: the path from the
    pack's folder with `/` between its parts, in UTF-8; a zero byte; the SHA-256 of the
    file's content in hexadecimal; `\n`. Of a text (`pack.toml` and `*.csv` as above) the
    content is taken without a byte order mark and with every `\r\n` and `\r` made `\n`;
    of a file below `heads/` it is taken byte by byte.

    So it does not depend on where the folder lies, on the order in which the system lists
    files, or on the line ends that an editor or a version control system writes.

    Raises:
        PackError: if one of the files cannot be read.
    """
    whole = hashlib.sha256()
    try:
        contents = sorted(_contents(folder))
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise PackError(f"cannot be read: {reason}", path=str(folder)) from None
    for path, data in contents:
        line = f"{path}\0{hashlib.sha256(data).hexdigest()}\n"
        whole.update(line.encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def examples_sha256(examples: Sequence[Example]) -> str:
    """Hash of what the heads learn from.

    That is each example's language, text and stances, and the name that keeps it together
    with its pair and its translations. Notes, the order of the rows, and mentions without a
    position do not count.
    """
    lines = sorted(
        json.dumps([one.language, one.text, one.pair or one.id, _stances(one)]) for one in examples
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _stances(example: Example) -> list[tuple[str, str]]:
    return sorted((name, way) for name, way in example.labels.items() if way != "neither")


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in (folder / "pack.toml", *_visible(folder, "examples/*.csv")):
        yield file.relative_to(folder).as_posix(), _normalised(read_bytes(file))
    for file in _visible(folder, "heads/**/*"):
        yield file.relative_to(folder).as_posix(), read_bytes(file)


def _visible(folder: Path, pattern: str) -> Iterator[Path]:
    for file in folder.glob(pattern):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file


def _normalised(text: bytes) -> bytes:
    body = text.removeprefix(BYTE_ORDER_MARK)
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
