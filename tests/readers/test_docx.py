"""Word documents are read as they stand once all changes are accepted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.readers import read
from valuecheck.readers.docx_package import UNPACKED_LIMIT

from .support import check_pieces, outline, sentences

if TYPE_CHECKING:
    from valuecheck.types import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:mc="{MC}"'


def package(parts: dict[str, str], *, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def raw(body: str, **notes: str) -> Document:
    """A document with this XML in its body, and parts named by their role."""
    relations = "".join(
        f'<Relationship Id="{role}" Type="{R}/{role}" Target="{role}.xml"/>' for role in notes
    )
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        ),
    }
    parts |= {f"word/{role}.xml": f"<w:x {NAMESPACES}>{xml}</w:x>" for role, xml in notes.items()}
    document = read("a.docx", package(parts))
    check_pieces(document)
    return document


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def saved(document: object) -> Document:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    read_back = read("a.docx", buffer.getvalue())
    check_pieces(read_back)
    return read_back


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>",
        f"<w:p><w:del>{run('x')}</w:del></w:p>",
        f"<w:p><w:moveFrom>{run('x')}</w:moveFrom></w:p>",
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        f"<w:p>{run('x', '<w:vanish/>')}{run('y', '<w:strike/>')}</w:p>",
        "<w:p><w:r><w:delText>x</w:delText></w:r></w:p>",
        f"<w:p>{run('https://example.org')}</w:p>",
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr></w:tbl>",
    ],
)
def test_what_is_not_prose_gives_no_block(body: str) -> None:
    assert outline(raw(body)) == []


def test_styles_written_by_a_word_processor() -> None:
    draft = docx.Document()
    draft.add_heading("Title", 0)
    draft.add_heading("Head", 2)
    draft.add_paragraph("Text")
    draft.add_paragraph("Item", "List Bullet")
    draft.add_paragraph("Words", "Intense Quote")
    draft.add_paragraph("Chart", "Caption")
    table = draft.add_table(1, 2)
    table.cell(0, 0).text = "a"
    table.cell(0, 1).text = "b\nc"
    draft.sections[0].header.paragraphs[0].text = "Top"
    draft.sections[0].footer.paragraphs[0].text = "Bottom"
    document = saved(draft)
    assert outline(document) == [
        ("title", "Title"),
        ("heading", "Head"),
        ("paragraph", "Text"),
        ("list-item", "Item"),
        ("quotation", "Words"),
        ("caption", "Chart"),
        ("table-cell", "a"),
        ("table-cell", "b c"),
        ("header", "Top"),
        ("footer", "Bottom"),
    ]


def test_a_line_of_the_source_is_a_paragraph() -> None:
    draft = docx.Document()
    for text in ("one", "", "two\twith\na break"):
        draft.add_paragraph(text)
    assert saved(draft).source.split("\n")[:3] == ["one", "", "two with a break"]


def test_runs_links_tags_and_controls_are_one_text() -> None:
    kept = run("!", '<w:strike w:val="0"/>')
    run("!", '<w:strike w:val="0"/>')
    body = (
        f"<w:p>{run('a ')}<w:hyperlink>{run('b')}</w:hyperlink><w:smartTag>{run(' c')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run(' d')}</w:sdtContent></w:sdt><w:r><w:tab/><w:t>e</w:t>"
        f"<w:noBreakHyphen/><w:t>f</w:t><w:footnoteReference/></w:r>{kept}</w:p>"
    )
    assert outline(raw(body)) == [("paragraph", "a b c d e-f!")]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('We ')}<w:del>{run('block')}</w:del><w:ins>{run('share')}</w:ins>"
        f"{run(' data.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('First ')}</w:p><w:p>{run('half.')}</w:p>"
        f"<w:moveTo><w:p>{run('Moved.')}</w:p></w:moveTo>"
    )
    assert raw(body).source == "We share data.\nFirst half.\nMoved."


def test_notes_follow_the_body() -> None:
    separator = f'<w:footnote w:type="separator"><w:p>{run("-x-")}</w:p></w:footnote>'
    document = raw(
        f"<w:p>{run('Body.')}</w:p>",
        endnotes=f"<w:endnote><w:p>{run('End.')}</w:p></w:endnote>",
        footnotes=f"{separator}<w:footnote><w:p>{run('Foot.')}</w:p></w:footnote>",
    )
    assert outline(document) == [
        ("paragraph", "Body."),
        ("footnote", "Foot."),
        ("footnote", "End."),
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('Anchor')}</w:p>"
    )
    assert raw(body).source == "Anchor\nBox"


def test_localized_style_ids_are_known_by_name_or_level() -> None:
    styles = (
        '<w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="X"><w:name w:val="Mine"/><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:styleId="Y"><w:name w:val="Y"/><w:basedOn w:val="X"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="TDC1"><w:name w:val="toc 1"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(style)}</w:p>'
        for style in ("Ttulo1", "X", "TDC1", "unknown")
    )
    assert outline(raw(body, styles=styles)) == [
        ("heading", "Ttulo1"),
        ("heading", "X"),
        ("paragraph", "unknown"),
    ]


def test_numbering_makes_a_list_item_and_number_zero_takes_it_away() -> None:
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>{run("x")}</w:p>'
        for number in (3, 0)
    )
    assert [scope for scope, _ in outline(raw(body))] == ["list-item", "paragraph"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a .docx"),
        (b"plain text", "is not a .docx"),
        (b"PK\x03\x04 broken", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password, or in the old Word format"),
        (package({"mimetype": "x"}), "without a Word document in it"),
        (package({"word/document.xml": "<a><b></a>"}), "not well formed"),
        (package({"word/document.xml": "<a/>"}), "holds no Word document"),
        (
            package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "not well formed",
        ),
        (
            package({"word/document.xml": "<a>" * 100_000 + "</a>" * 100_000}),
            "holds no Word document",
        ),
        (package({"word/document.xml": " " * (UNPACKED_LIMIT + 1)}), "unpacks to more than 40 MB"),
    ],
)
def test_damaged_and_hostile_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read("a.docx", data)
    assert str(caught.value).startswith("a.docx: ")


def test_endless_nesting_is_refused() -> None:
    deep = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    with pytest.raises(ReadError, match="nested deeper than any draft"):
        raw(deep)


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(package({"word/document.xml": "<a/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    with pytest.raises(ReadError, match="protected by a password"):
        read("a.docx", bytes(data))


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_archive_is_read_or_refused(at: int, damage: bytes) -> None:
    data = package(
        {"word/document.xml": f"<w:document {NAMESPACES}><w:body><w:p/></w:body></w:document>"}
    )
    at %= len(data)
    try:
        check_pieces(read("a.docx", data[:at] + damage + data[at + len(damage) :]))
    except ReadError as error:
        assert "\n" not in str(error)


@given(sentences)
def test_sentences_come_back_in_order(texts: list[str]) -> None:
    body = "".join(f"<w:p>{run(text[:4])}{run(text[4:])}</w:p>" for text in texts)
    document = raw(body)
    assert outline(document) == [("paragraph", text) for text in texts]
    assert document.source == "\n".join(texts)
