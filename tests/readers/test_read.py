"""The reader is chosen by suffix, and every refusal is one line with a remedy."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.readers import SUFFIXES, TEXT_LIMIT, read, read_path
from valuecheck.readers.byte_offsets import ByteOffsets

from .support import check_pieces

if TYPE_CHECKING:
    from pathlib import Path

SUPPORTED = "supported: .docx, .htm, .html, .markdown, .md, .rst, .text, .txt, .xhtml"


@pytest.mark.parametrize("suffix", sorted(SUFFIXES - {".docx"}))
def test_an_empty_file_is_a_document_without_blocks(suffix: str) -> None:
    document = read(f"a{suffix}", b"")
    assert (document.source, document.blocks, document.language) == ("", (), None)
    assert document.sha256 == hashlib.sha256(b"").hexdigest()


def test_source_keeps_line_ends_and_loses_the_byte_order_mark() -> None:
    document = read("drafts/A.MD", b"\xef\xbb\xbfa\r\nb\r")
    assert document.source == "a\r\nb\r"
    assert document.path == "drafts/A.MD"


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.doc", b"", "a.doc: is in the old Word format; save it as .docx"),
        (
            "a.pdf",
            b"",
            "a.pdf: is a PDF; export the text, or check the .docx that it was made from",
        ),
        ("a.odt", b"", "a.odt: is an OpenDocument text; save it as .docx"),
        (
            "a.txt",
            b"%PDF-1.7",
            "a.txt: is a PDF; export the text, or check the .docx that it was made from",
        ),
        (
            "a.txt",
            b"PK\x03\x04",
            "a.txt: is a zip archive, perhaps a .docx with another suffix; rename it to .docx",
        ),
        (
            "a.xyz",
            b"",
            f"a.xyz: has the suffix .xyz, which no reader knows; {SUPPORTED}",
        ),
        (
            "a",
            b"",
            f"a: has no suffix, which no reader knows; {SUPPORTED}",
        ),
        (
            "a.md",
            b"\0\1\2",
            "a.md: holds binary data, not text; export the text from the program it came from",
        ),
    ],
)
def test_refusals_name_file_and_remedy(path: str, data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(path, data)
    assert str(caught.value) == message


def test_more_than_a_draft_is_refused() -> None:
    with pytest.raises(ReadError, match=r"is 50\.0 MB, more than the 20 MB that a draft may have"):
        read("a.txt", b"a" * 50_000_000)
    assert TEXT_LIMIT == 20_000_000


def test_paths_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        read_path(str(tmp_path / "none.md"))
    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(ReadError, match="is a folder"):
        read_path(str(folder))
    with pytest.raises(ReadError, match="cannot be opened"):
        read_path("a\0b.md")
    file = tmp_path / "a.md"
    file.write_text("# Head\n")
    assert read_path(str(file)).blocks[0].text == "Head"


def test_only_the_reader_that_is_needed_is_imported() -> None:
    program = (
        "import sys; from valuecheck.readers import read; read('a.txt', b'We share data.');"
        "print([m for m in ('pyromark', 'tree_sitter', 'defusedxml', 'charset_normalizer',"
        " 'html.parser') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


@given(st.sampled_from(sorted(SUFFIXES)), st.binary(max_size=120))
def test_any_bytes_are_read_or_refused_in_one_line(suffix: str, data: bytes) -> None:
    try:
        document = read(f"a{suffix}", data)
    except ReadError as error:
        assert str(error).startswith(f"a{suffix}:")
        assert "\n" not in str(error)
        return
    check_pieces(document)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=700), st.data())
def test_byte_offsets_are_those_of_the_encoded_text(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert ByteOffsets(text)[len(text[:at].encode())] == at
