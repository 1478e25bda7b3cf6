"""Opens the zip package of a docx, which may come from a stranger, and finds its parts."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from valuecheck.errors import ReadError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNPACKED_LIMIT: Final = 40_000_000
"""Bytes of the XML parts that are read, unpacked; a book of 1,000 pages has about 10 million."""

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REMEDY = "open it in Word and save it again"
_DAMAGED = f"is damaged and cannot be opened as a .docx; {_REMEDY}"


class Package:
    """The parts of a docx by their role.

    Args:
        data: the file's bytes.

    Raises:
        ReadError: no zip, an encrypted file, or no Word document in it.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_COMPOUND_FILE):
            raise ReadError(
                "is protected by a password, or in the old Word format; open it in Word and "
                "save it as .docx without a password"
            )
        if not data.startswith(b"PK"):
            raise ReadError("is not a .docx, whatever its name says; save it as .docx in Word")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ReadError(_DAMAGED) from None
        self._unpacked_left = UNPACKED_LIMIT
        self._names = frozenset(self._zip.namelist())
        found = self._targets("", "officeDocument")
        self.main = found[0] if found else "word/document.xml"
        if self.main not in self._names:
            raise ReadError("is a zip archive without a Word document in it; save it as .docx")

    def related(self, role: str) -> list[Element]:
        """Roots of the parts that the main part names in this role, such as `footnotes`."""
        return [self.root(name) for name in self._targets(self.main, role)]

    def root(self, name: str) -> Element:
        """The root element of a part.

        Raises:
            ReadError: the part is too large, damaged, or declares entities.
        """
        from xml.etree.ElementTree import ParseError

        from defusedxml.ElementTree import fromstring

        try:
            root: Element = fromstring(self._bytes(name), forbid_dtd=True)
        except (ParseError, ValueError, LookupError):
            raise ReadError(f"has a part that is not well formed ({name}); {_REMEDY}") from None
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            if self._zip.getinfo(name).flag_bits & 1:
                raise ReadError("is protected by a password; save it without one")
            with self._zip.open(name) as part:
                # The size that the archive states may be false, so it is measured.
                data = part.read(self._unpacked_left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError):
            raise ReadError(_DAMAGED) from None
        except (NotImplementedError, RuntimeError, ValueError):
            raise ReadError(f"is packed in a way that Word does not use; {_REMEDY}") from None
        self._unpacked_left -= len(data)
        if self._unpacked_left < 0:
            raise ReadError(
                f"unpacks to more than {UNPACKED_LIMIT // 1_000_000} MB of text, which no draft "
                "has; split it into smaller files"
            )
        return data

    def _targets(self, part: str, role: str) -> list[str]:
        """Names of the parts that `part` refers to in this role, in the order of their ids."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._names:
            return []
        targets: list[str] = []
        for relation in self.root(relations):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if kind.rpartition("/")[2] != role or relation.get("TargetMode") == "External":
                continue
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if path in self._names and path not in targets:
                targets.append(path)
        return sorted(targets, key=lambda path: (len(path), path))
