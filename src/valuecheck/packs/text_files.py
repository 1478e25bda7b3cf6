"""The files of a pack as text, whatever editor saved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.errors import PackError

if TYPE_CHECKING:
    from pathlib import Path

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_bytes(file: Path) -> bytes:
    """Return what `file` holds.

    Raises:
        PackError: if it is missing or cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise PackError("there is no such file", path=str(file)) from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise PackError(f"cannot be read: {reason}", path=str(file)) from None


def decode(data: bytes, *, path: str, remedy: str) -> str:
    """Return UTF-8 `data` as text, a byte order mark left out.

    Args:
        data: what the file holds.
        path: the file, for the error.
        remedy: what to do about another encoding, for the error.

    Raises:
        PackError: at the line of the first byte that is not UTF-8.
    """
    body = data.removeprefix(BYTE_ORDER_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise PackError(f"not UTF-8 text; {remedy}", path=path, line=line) from None
