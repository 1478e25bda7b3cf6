"""Comments that are addressed to the program travel with the document, and no others do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuecheck.errors import ReadError
from valuecheck.readers import read
from valuecheck.types import Comment

from .support import hostile_text, outline, read_text
from .test_docx import NAMESPACES, PACKAGE, R, package, raw, run

START = '<w:commentRangeStart w:id="7"/>'
END = '<w:commentRangeEnd w:id="7"/>'
REFERENCE = '<w:r><w:commentReference w:id="7"/></w:r>'


def note(*lines: str) -> str:
    paragraphs = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    return f'<w:comment w:id="7">{paragraphs}</w:comment>'


def paragraph(text: str, before: str = "", after: str = "") -> str:
    return f"<w:p>{before}{run(text)}{after}</w:p>"


@pytest.mark.parametrize(
    "text", ["", "Please check.", "valuecheck", "to valuecheck: hi", "values: x"]
)
def test_other_comments_are_not_kept(text: str) -> None:
    assert read_text(".md", f"<!-- {text} -->\n\nA <!-- {text} --> b.").comments == ()
    assert read_text(".html", f"<p>A</p><!--{text}--><p>B</p>").comments == ()
    assert read_text(".rst", f".. {text}\n\nWords.\n").comments == ()
    assert read_text(".txt", f"# {text}\n\nWords.\n").comments == ()
    assert raw(paragraph("One", START, END + REFERENCE), comments=note(text)).comments == ()


@pytest.mark.parametrize(
    ("suffix", "source", "comment"),
    [
        (".md", "é\n\n<!-- valuecheck: x -->\nb", Comment(" valuecheck: x ", 3, 25)),
        (".md", "é <!--valuecheck:x--> b", Comment("valuecheck:x", 2, 21)),
        (".md", "> <!--valuecheck:x-->\n> b", Comment("valuecheck:x", 2, 21)),
        (".html", "\r\né<!-- valuecheck: x -->b", Comment(" valuecheck: x ", 3, 25)),
        (".html", "<!--valuecheck: a>b-->c", Comment("valuecheck: a>b", 0, 22)),
        (".rst", "é\n\n.. valuecheck: x\n   y\n\nb", Comment(" valuecheck: x\n   y", 3, 24)),
        (".txt", "é\r\n  # valuecheck: x \r\nb", Comment(" valuecheck: x", 3, 20)),
        (".txt", "é\n#Valuecheck： x", Comment("Valuecheck： x", 2, 16)),
    ],
)
def test_a_comment_is_kept_with_its_place(suffix: str, source: str, comment: Comment) -> None:
    assert read_text(suffix, source).comments == (comment,)


def test_a_comment_line_parts_a_plain_text() -> None:
    source = "One line that goes on\n# valuecheck: x\nand is cut here.\n"
    assert outline(read_text(".txt", source)) == [
        ("heading", "One line that goes on"),
        ("paragraph", "and is cut here."),
    ]


# --- Word -------------------------------------------------------------------------------

WAIVER = "valuecheck: x"


@pytest.mark.parametrize(
    ("body", "span"),
    [
        (paragraph("One", START, END + REFERENCE) + paragraph("Two"), (0, 3)),
        (paragraph("One") + paragraph("Two", START, END + REFERENCE), (4, 7)),
        (paragraph("One", START) + paragraph("Two", after=END + REFERENCE), (0, 7)),
        # Between paragraphs, as Word marks whole ones.
        (START + paragraph("One") + END + paragraph("Two"), (0, 3)),
        (paragraph("One") + START + paragraph("Two") + END, (4, 7)),
        # A comment on a place has no range.
        (paragraph("One") + paragraph("Two", after=REFERENCE), (4, 7)),
        # In a table, and in an insertion.
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('One')}</w:tc>"
            f"<w:tc>{paragraph('Two', START, END)}</w:tc></w:tr></w:tbl>",
            (4, 7),
        ),
        (paragraph("One") + f"<w:p><w:ins>{START}{run('Two')}{END}</w:ins></w:p>", (4, 7)),
        # What carries it is deleted, is not there, or is nonsense.
        (paragraph("One") + f"<w:p><w:del>{START}{END}</w:del>{run('Two')}</w:p>", (0, 0)),
        (paragraph("One") + paragraph("Two"), (0, 0)),
        (END + paragraph("One") + paragraph("Two"), (0, 0)),
        (paragraph("One") + paragraph("Two") + START, (0, 0)),
        (paragraph("One") + paragraph("Two") + START + END, (0, 0)),
    ],
)
def test_in_word_it_is_attached_to_whole_paragraphs(body: str, span: tuple[int, int]) -> None:
    document = raw(body, comments=note(WAIVER))
    assert document.source == "One\nTwo"
    assert document.comments == (Comment(WAIVER, *span, attached=True),)


def test_in_word_its_paragraphs_are_lines() -> None:
    document = raw(paragraph("One", START, END), comments=note("valuecheck: x", "y", ""))
    assert [one.text for one in document.comments] == ["valuecheck: x\ny\n"]


def test_a_damaged_comments_part_is_told_in_one_line() -> None:
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body/></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/></Relationships>'
        ),
        "word/comments.xml": "<not closed",
    }
    with pytest.raises(ReadError, match="has a part that is not well formed"):
        read("a.docx", package(parts))


# --- any draft --------------------------------------------------------------------------


@given(
    suffix=st.sampled_from([".md", ".html", ".rst", ".txt"]),
    parts=st.lists(
        hostile_text
        | st.sampled_from(["<!-- valuecheck: x -->", "\n.. valuecheck: x\n\n"])
        | st.just("\n# valuecheck: x\n"),
        max_size=6,
    ),
)
def test_comments_lie_in_the_source_and_none_of_their_words_is_prose(
    suffix: str, parts: list[str]
) -> None:
    try:
        document = read_text(suffix, "".join(parts))
    except ReadError:
        return
    for comment in document.comments:
        assert 0 <= comment.start < comment.end <= len(document.source)
        for block in document.blocks:
            for piece in block.pieces:
                # A space may stand for a stretch of the source with a comment in it.
                if piece.text != " ":
                    assert piece.end <= comment.start or piece.start >= comment.end
