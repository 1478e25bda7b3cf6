"""Drafts to documents: one reader per format, chosen by the file's suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from valuecheck.errors import ReadError
from valuecheck.types import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from valuecheck.readers.prose import Reading

TEXT_LIMIT = 20_000_000
"""Bytes of a text file; about seven times the Bible, so more is no draft."""
DOCX_LIMIT = 100_000_000
"""Bytes of a docx, pictures included; its text has a limit of its own."""

_SUGGESTIONS = {
    ".doc": "is in the old Word format; save it as .docx",
    ".dot": "is in the old Word format; save it as .docx",
    ".docm": "is a Word document with macros; save it as .docx",
    ".pdf": "is a PDF; export the text, or check the .docx that it was made from",
    ".rtf": "is in Rich Text Format; save it as .docx",
    ".odt": "is an OpenDocument text; save it as .docx",
    ".pages": "is a Pages document; export it as .docx",
}
_CONTENT_SIGNS = (
    (b"%PDF-", _SUGGESTIONS[".pdf"]),
    (b"{\\rtf", _SUGGESTIONS[".rtf"]),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _SUGGESTIONS[".doc"]),
    (b"PK\x03\x04", "is a zip archive, perhaps a .docx with another suffix; rename it to .docx"),
)


def _read_markdown(data: bytes) -> Reading:
    from valuecheck.readers import encoding, markdown

    return markdown.read(encoding.decode(data))


def _read_html(data: bytes) -> Reading:
    from valuecheck.readers import encoding, html

    return html.read(encoding.decode(data, html.declared_encoding(data)))


def _read_restructuredtext(data: bytes) -> Reading:
    from valuecheck.readers import encoding, restructuredtext

    return restructuredtext.read(encoding.decode(data))


def _read_plaintext(data: bytes) -> Reading:
    from valuecheck.readers import encoding, plaintext

    return plaintext.read(encoding.decode(data))


def _read_docx(data: bytes) -> Reading:
    from valuecheck.readers import docx

    return docx.read(data)


_READERS: dict[str, Callable[[bytes], Reading]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".rst": _read_restructuredtext,
    ".txt": _read_plaintext,
    ".text": _read_plaintext,
    ".docx": _read_docx,
}
SUFFIXES: frozenset[str] = frozenset(_READERS)
"""Suffixes of the files that can be read, in lower case."""


def read(path: str, data: bytes) -> Document:
    """The document in `data`, read as the suffix of `path` says.

    Args:
        path: the file's name as the user gave it; the file itself is not touched.
        data: the file's bytes.

    Raises:
        ReadError: a format that is not supported, damaged or encrypted data, an encoding
            that cannot be told, or more data than a draft has.
    """
    suffix = _supported_suffix(path)
    _check_size(path, suffix, len(data))
    _check_content(path, suffix, data)
    try:
        reading = _READERS[suffix](data)
    except ReadError as error:
        raise ReadError(error.message, path=path, line=error.line) from None
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        path, reading.source, reading.blocks, digest, reading.language, reading.comments
    )


def read_path(path: str) -> Document:
    """The document in the file at `path`.

    Raises:
        ReadError: as `read`, and for a file that is missing or that may not be opened.
    """
    try:
        file = Path(path)
        size = file.stat().st_size
        if file.is_dir():
            raise IsADirectoryError
        # Only now, so that a mistyped name is not told that it has the wrong suffix.
        _check_size(path, _supported_suffix(path), size)
        data = file.read_bytes()
    except FileNotFoundError:
        raise ReadError("there is no such file; check the name", path=path) from None
    except IsADirectoryError:
        raise ReadError("is a folder, not a file; name a file in it", path=path) from None
    except PermissionError:
        message = "may not be opened; ask for the right to read it"
        raise ReadError(message, path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"cannot be opened ({reason}); check the name", path=path) from None
    return read(path, data)


def _supported_suffix(path: str) -> str:
    suffix = PurePath(path).suffix.lower()
    if suffix in _READERS:
        return suffix
    if suffix in _SUGGESTIONS:
        raise ReadError(_SUGGESTIONS[suffix], path=path)
    named = f"has the suffix {suffix}" if suffix else "has no suffix"
    supported = ", ".join(sorted(SUFFIXES))
    raise ReadError(f"{named}, which no reader knows; supported: {supported}", path=path)


def _check_size(path: str, suffix: str, size: int) -> None:
    limit = DOCX_LIMIT if suffix == ".docx" else TEXT_LIMIT
    if size > limit:
        message = (
            f"is {size / 1e6:.1f} MB, more than the {limit // 1_000_000} MB that a draft may "
            "have; split it into smaller files"
        )
        raise ReadError(message, path=path)


def _check_content(path: str, suffix: str, data: bytes) -> None:
    """Refuse a text file that is another format under a wrong name."""
    if suffix == ".docx":
        return
    for sign, message in _CONTENT_SIGNS:
        if data.startswith(sign):
            raise ReadError(message, path=path)
