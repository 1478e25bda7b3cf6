"""UTF-8 byte offsets, which native parsers count in, to code point offsets."""

from __future__ import annotations

from itertools import accumulate

_STRIDE = 256
_CONTINUATION = bytes(range(0x80, 0xC0))


class ByteOffsets:
    """Code point offsets of one text, looked up by UTF-8 byte offset.

    A table entry every 256 bytes makes a lookup constant time and the table small.

    Args:
        text: the text that the parser was given.
    """

    def __init__(self, text: str) -> None:
        self._bytes = b"" if text.isascii() else text.encode()
        blocks = range(0, len(self._bytes), _STRIDE)
        self._table = list(accumulate((self._count(at, at + _STRIDE) for at in blocks), initial=0))

    def _count(self, start: int, end: int) -> int:
        return len(self._bytes[start:end].translate(None, _CONTINUATION))

    def __getitem__(self, byte: int) -> int:
        """The code point that begins at this byte."""
        if not self._bytes:
            return byte
        block = byte // _STRIDE
        return self._table[block] + self._count(block * _STRIDE, byte)
