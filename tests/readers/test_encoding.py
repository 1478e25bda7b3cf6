"""Bytes become the right text, or are refused; never something that only looks like text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.readers.encoding import decode

JAPANESE = "日本政府は、信頼性のある自由なデータ流通を推進します。\n個人情報の保護は重要です。\n"
SPANISH = "La protección de los datos es un derecho de todos.\n¿Quién lo garantizará mañana?\n"
PORTUGUESE = (
    "A proteção de dados não é opcional: são direitos de cidadãos.\r\n“Há confiança” – diz.\r\n"
)
ENGLISH = "We support “the free flow of data” – with trust.\n"


@pytest.mark.parametrize("text", [JAPANESE, SPANISH, PORTUGUESE, ENGLISH, "", "plain\r\n"])
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(text: str, name: str) -> None:
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize("text", [JAPANESE, SPANISH, PORTUGUESE, ENGLISH])
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_unmarked_utf16_shows_in_its_zero_bytes(text: str, name: str) -> None:
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize("name", ["cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("text", [JAPANESE, "データ流通\n", JAPANESE * 5000])
def test_legacy_japanese(name: str, text: str) -> None:
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize("text", [SPANISH, PORTUGUESE, ENGLISH, "¡Sí! Información y acción\n"])
def test_legacy_western(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_a_damaged_character_in_utf8_is_named_by_its_line() -> None:
    data = JAPANESE.encode().replace("個".encode(), b"\xe5\x80", 1)
    with pytest.raises(ReadError, match=r"UTF-8 with a damaged character at byte \d+") as caught:
        decode(data)
    assert caught.value.line == 2


def test_one_damaged_letter_in_spanish_utf8_is_refused() -> None:
    with pytest.raises(ReadError, match="damaged"):
        decode(SPANISH.encode().replace("é".encode(), b"\xe9"))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\xfd" * 10 + b"\x81",
        SPANISH.encode("cp1252") + JAPANESE.encode("cp932"),
        JAPANESE.encode("cp932") + b"\xff\xff",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"text with \x00 a zero byte",
        b"\x01\x02\x03\x04",
        bytes(range(256)),
        "Привет, мир. Мы поддерживаем".encode("cp1251"),
        b"\xff\xfea",
    ],
)
def test_what_cannot_be_told_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"save it as UTF-8|export the text"):
        decode(data)


def test_a_declared_encoding_is_tried_alone() -> None:
    assert decode("é è".encode("cp1252") + b" plain words", "ISO-8859-1") == "é è plain words"
    with pytest.raises(ReadError, match="unknown encoding"):
        decode(SPANISH.encode("cp1252"), "Shift_JIS")


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadError as error:
        assert "\n" not in str(error)
        return
    assert "\0" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_every_utf8_text_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
