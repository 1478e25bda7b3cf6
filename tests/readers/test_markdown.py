"""Markdown is read into prose that knows where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given

from valuecheck.types import Piece

from .support import hostile_text, outline, read_text, sentences, survives


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n\n",
        "```python\nx = 1\n```\n",
        "    indented code\n",
        "<!-- a comment -->\n",
        "<script>\nalert('We ban data.')\n</script>\n",
        "---\ntitle: Not prose\n---\n",
        '+++\ntitle = "Not prose"\n+++\n',
        "<https://example.org/>\n",
        "https://example.org/a_b_c\n",
        "* * *\n",
        "[ref]: https://example.org 'title'\n",
    ],
)
def test_what_is_not_prose_gives_no_block(source: str) -> None:
    assert outline(read_text(".md", source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Head {#id}\n", [("heading", "Head")]),
        ("Head\n====\n", [("heading", "Head")]),
        ("a *b **c*** `d e` ~~gone~~ f\n", [("paragraph", "a b c d e f")]),
        ("We ~~will~~ **may** share.\n", [("paragraph", "We may share.")]),
        ("[words](https://example.org 'title') on\n", [("paragraph", "words on")]),
        ("see https://example.org/a_b. Then\n", [("paragraph", "see . Then")]),
        ("a \\* b &amp; c\n", [("paragraph", "a * b & c")]),
        ("one  \ntwo\\\nthree<br>four\n", [("paragraph", "one two three four")]),
        ("日本政府は\nデータを  \n守る\n", [("paragraph", "日本政府はデータを守る")]),
        ("日本\nJapan\n", [("paragraph", "日本 Japan")]),
        (
            "- a\n  b\n\n  c\n- [x] d\n",
            [("list-item", "a b"), ("list-item", "c"), ("list-item", "d")],
        ),
        ("- a\n  - b\n", [("list-item", "a"), ("list-item", "b")]),
        ("> a\n> b\n>\n> - c\n", [("quotation", "a b"), ("quotation", "c")]),
        ("> [!NOTE]\n> a\n", [("paragraph", "a")]),
        (
            "|a|b|\n|-|-|\n|c\\|d||\n",
            [("table-cell", "a"), ("table-cell", "b"), ("table-cell", "c|d")],
        ),
        ("Term\n: Meaning\n", [("list-item", "Term"), ("list-item", "Meaning")]),
        ("x[^1]\n\n[^1]: note\n", [("paragraph", "x"), ("footnote", "note")]),
        ("![the *alt*](p.png) text\n", [("paragraph", "text"), ("caption", "the alt")]),
        ("a <b>b</b> <!-- no --> c\n", [("paragraph", "a b c")]),
        ("<div>raw <b>html</b></div>\n", [("paragraph", "raw html")]),
        ("> <div>raw\n> html</div>\n", [("quotation", "raw html")]),
    ],
)
def test_each_element_has_its_scope_and_no_markup(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert outline(read_text(".md", source)) == expected
    assert outline(read_text(".md", source.replace("\n", "\r\n"))) == expected


def test_pieces_map_markup_back_to_the_source() -> None:
    (block,) = read_text(".md", "é **b** &amp;\nc\n").blocks
    assert block.pieces == (
        Piece("é ", 0, 2),
        Piece("b", 4, 5),
        Piece(" ", 7, 8),
        Piece("&", 8, 13),
        Piece(" ", 13, 13),
        Piece("c", 14, 15),
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\nlang: ja\n---\n",
        "---\n# c\ntitle: x\nlanguage: 'ja'\n...\n",
        '+++\nlang = "ja"\n+++\n',
    ],
)
def test_front_matter_names_the_language(front: str) -> None:
    document = read_text(".md", front + "\nText\n")
    assert document.language == "ja"
    assert outline(document) == [("paragraph", "Text")]


def test_prose_between_two_rulers_is_not_taken_for_front_matter() -> None:
    document = read_text(".md", "Intro\n\n---\nWe block data.\n\n---\nEnd\n")
    assert [text for _, text in outline(document)] == ["Intro", "We block data.", "End"]


@given(hostile_text)
def test_any_text_is_read_or_refused_in_one_line(source: str) -> None:
    survives(".md", source)


@given(sentences)
def test_sentences_come_back_in_order(texts: list[str]) -> None:
    source = "\n\n".join(f"**{text[:1]}**{text[1:]}" for text in texts)
    assert [text for _, text in outline(read_text(".md", source))] == texts
    items = "".join(f"- {text}\n" for text in texts)
    assert outline(read_text(".md", items)) == [("list-item", text) for text in texts]
