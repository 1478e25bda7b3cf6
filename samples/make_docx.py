"""Writes the docx samples from `docx_texts.toml`; the same text gives the same bytes.

Run it from anywhere, with python-docx installed (it comes with the `test` extra):

    python samples/make_docx.py

The marks that the texts use are explained at the top of `docx_texts.toml`. python-docx knows
neither footnotes nor tracked changes, so their elements are written here, after ISO/IEC
29500-1 sections 17.11 (footnotes) and 17.13 (annotations).
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FOLDER = Path(__file__).parent
TEXTS = FOLDER / "docx_texts.toml"

# ZIP members carry a time; the earliest that the format can hold stands for "none".
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

INLINE = re.compile(r"\[\+(?P<inserted>.+?)\+\]|\[-(?P<deleted>.+?)-\]|\[\^(?P<footnote>\d+)\]")
FOOTNOTE = re.compile(r"\[\^(\d+)\]: (.+)")

FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>\
</w:p></w:footnote>{notes}</w:footnotes>"""

NOTE = (
    '<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    '<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One `[[document]]` of `docx_texts.toml`."""

    path: str
    language: str
    title: str
    author: str
    reviewer: str
    """Whose name the tracked changes carry."""
    date: date
    header: str
    body: str


def drafts() -> list[Draft]:
    """All documents that the text file describes, in its order."""
    data = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    return [Draft(**entry) for entry in data["document"]]


def build(draft: Draft) -> bytes:
    """The docx file of a draft."""
    document = Document()
    _drop_unused(document)
    _set_properties(document, draft)
    document.sections[0].header.paragraphs[0].text = draft.header
    notes: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in draft.body.strip().splitlines():
        if rows and not line.startswith("| "):
            _add_table(document, rows, draft)
            rows = []
        if note := FOOTNOTE.fullmatch(line):
            notes[note[1]] = note[2]
        elif line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split(" | ")])
        else:
            _add_paragraph(document, line, draft)
    if notes:
        _add_footnotes(document, notes)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _drop_unused(document: Any) -> None:
    """Drops what python-docx's template brings along and the samples do not use: 0.8 MB."""
    for owner in (document.part, document.part.package):
        for key, relationship in list(owner.rels.items()):
            if relationship.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del owner.rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        is_table = style.get(qn("w:type")) == "table"
        if is_table and style.get(qn("w:styleId")) not in {"TableNormal", "TableGrid"}:
            styles.remove(style)


def _set_properties(document: Any, draft: Draft) -> None:
    properties = document.core_properties
    properties.title = draft.title
    properties.author = properties.last_modified_by = draft.author
    properties.language = draft.language
    properties.created = properties.modified = datetime.combine(draft.date, time())
    properties.comments = ""
    language = document.styles.element.find(".//" + qn("w:lang"))
    attribute = "w:eastAsia" if draft.language.startswith("ja") else "w:val"
    language.set(qn(attribute), draft.language)


def _add_paragraph(document: Any, line: str, draft: Draft) -> None:
    for mark, style in (("# ", "Heading 1"), ("## ", "Heading 2"), ("- ", "List Bullet")):
        if line.startswith(mark):
            _add_runs(document.add_paragraph(style=style), line.removeprefix(mark), draft)
            return
    _add_runs(document.add_paragraph(), line, draft)


def _add_table(document: Any, rows: list[list[str]], draft: Draft) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _add_runs(cell.paragraphs[0], text, draft)


def _add_runs(paragraph: Any, text: str, draft: Draft) -> None:
    """Adds a line's text to a paragraph, its tracked changes and references as elements."""
    position = 0
    for mark in INLINE.finditer(text):
        if mark.start() > position:
            paragraph.add_run(text[position : mark.start()])
        position = mark.end()
        if mark["footnote"]:
            reference = paragraph.add_run()
            reference.font.superscript = True
            reference._r.append(_element("w:footnoteReference", {"w:id": mark["footnote"]}))
        else:
            # Ids have to differ within a document.
            earlier = paragraph.part.element.xpath("//w:ins | //w:del")
            paragraph._p.append(_tracked_change(mark, str(len(earlier) + 1), draft))
    if position < len(text):
        paragraph.add_run(text[position:])


def _tracked_change(mark: re.Match[str], number: str, draft: Draft) -> Any:
    container, holder = ("w:ins", "w:t") if mark["inserted"] else ("w:del", "w:delText")
    text = _element(holder, {"xml:space": "preserve"})
    text.text = mark["inserted"] or mark["deleted"]
    run = OxmlElement("w:r")
    run.append(text)
    when = datetime.combine(draft.date, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    change = _element(container, {"w:id": number, "w:author": draft.reviewer, "w:date": when})
    change.append(run)
    return change


def _element(tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _add_footnotes(document: Any, notes: dict[str, str]) -> None:
    body = "".join(NOTE.format(number=key, text=escape(text)) for key, text in notes.items())
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        FOOTNOTES.format(notes=body).encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _without_times(docx: bytes) -> bytes:
    """The same package, its members stored uncompressed and without times.

    Stored, because the bytes of compressed members depend on the zlib at hand.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), source.read(name))
    return written.getvalue()


def main() -> None:
    """Writes every docx sample beside this script."""
    for draft in drafts():
        path = FOLDER / draft.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build(draft))


if __name__ == "__main__":
    main()
