"""Bytes of a draft to text: Unicode first, then the legacy encodings of the four languages.

Guessing wrong is worse than refusing: a draft read as mojibake would be judged as if it
said something else.
"""

from __future__ import annotations

import codecs
import re

from valuecheck.errors import ReadError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JAPANESE = ("cp932", "euc_jp")
_WESTERN = "cp1252"
_DECLARABLE = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    # Browsers read ISO 8859-1 as Windows-1252 too (WHATWG Encoding Standard).
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859_15",
}
_SAMPLE_BYTES = 100_000
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_ISO_2022_JP = re.compile(rb"\x1b\$[B@]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_JAPANESE_LETTER = re.compile(r"[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff9f]")
_WESTERN_LETTER = re.compile(r"[áàâãäåéèêëíìîïóòôõöúùûüýÿñçæœøßÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÝÑÇÆŒØ]")
_WESTERN_MARK = re.compile(r"[\u00a0¿¡«»“”‘’„–—…ºª°·•€£§©®™´½¼¾²³]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_UNASSIGNED = re.compile(r"[\x80-\x9f\ue000-\uf8ff\ufffd]")
_PLAIN_LETTER = re.compile(r"[A-Za-z]")
_REMEDY = "save it as UTF-8"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, without byte order mark, line ends as they are.

    Args:
        data: the whole file.
        declared: the encoding that the file names for itself, for example in HTML.

    Raises:
        ReadError: binary data, or an encoding that cannot be told with confidence.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _without_controls(_strict(data[len(mark) :], name))
    if b"\0" in data:
        return _without_controls(_unmarked_utf16(data))
    if _ISO_2022_JP.search(data) and data.isascii():
        return _without_controls(_strict(data, "iso2022_jp"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _legacy(data, declared, error)
    return _without_controls(text)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = _line_of(data[: error.start].decode(name, "replace"))
        message = f"is not valid {name.upper()} at byte {error.start + 1}; {_REMEDY}"
        raise ReadError(message, line=line) from None


def _line_of(before: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def _unmarked_utf16(data: bytes) -> str:
    """Text in UTF-16 shows zero bytes in one half of its byte pairs only."""
    low, high = data[0::2].count(0), data[1::2].count(0)
    for here, there, name in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if there * 20 <= here and len(data) % 2 == 0:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            # A stray zero byte in UTF-8 text pairs up ASCII letters into rare ideographs.
            if sum(map(_is_common, text)) * 10 >= len(text) * 9:
                return text
    raise ReadError("holds binary data, not text; export the text from the program it came from")


def _is_common(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable() or letter in "\t\n\r"
    return any(
        pattern.match(letter) for pattern in (_JAPANESE_LETTER, _WESTERN_LETTER, _WESTERN_MARK)
    )


def _without_controls(text: str) -> str:
    if "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        message = "holds binary data, not text; export the text from the program it came from"
        raise ReadError(message)
    return text


def _legacy(data: bytes, declared: str | None, error: UnicodeDecodeError) -> str:
    line = _line_of(data[: error.start].decode("latin-1"))
    bad = len(_NOT_ASCII.findall(_UTF8_SEQUENCE.sub(b"", data)))
    if len(_UTF8_SEQUENCE.findall(data)) >= bad:
        message = f"is UTF-8 with a damaged character at byte {error.start + 1}; {_REMEDY}"
        raise ReadError(message, line=line)
    for name in _candidates(data, declared):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _convinces(text, name):
            return text
    message = f"is in an unknown encoding (byte {error.start + 1} is not UTF-8); {_REMEDY}"
    raise ReadError(message, line=line)


def _candidates(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try, the likeliest first."""
    named = _DECLARABLE.get((declared or "").strip().lower())
    if named is not None:
        return [named]
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    if len(data) > _SAMPLE_BYTES:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    known = [*_JAPANESE, _WESTERN]
    ranked = [match.encoding for match in from_bytes(sample, cp_isolation=known)]
    return ranked + [name for name in known if name not in ranked]


def _convinces(text: str, name: str) -> bool:
    """Whether text in this encoding looks like the language that the encoding is used for."""
    if _UNASSIGNED.search(text):
        return False
    foreign = len(_FOREIGN.findall(text))
    if name in (*_JAPANESE, "iso2022_jp"):
        known, kana = len(_JAPANESE_LETTER.findall(text)), len(_KANA.findall(text))
        return known * 20 >= foreign * 19 and kana * 10 >= foreign
    known = len(_WESTERN_LETTER.findall(text)) + len(_WESTERN_MARK.findall(text))
    # Accented letters are few among plain ones; text that is all accents is something else.
    return known * 20 >= foreign * 19 and foreign * 2 <= len(_PLAIN_LETTER.findall(text))
