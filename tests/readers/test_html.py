"""HTML is read as a visitor reads the page, whatever the state of its tags."""

from __future__ import annotations

import pytest
from hypothesis import given

from valuecheck.readers import read
from valuecheck.types import Piece

from .support import hostile_text, outline, read_text, sentences, survives


@pytest.mark.parametrize(
    "source",
    [
        "<script>We block data.</script>",
        "<style>p { color: red }</style>",
        "<template><p>x</p></template><noscript>x</noscript><svg><title>x</title></svg>",
        "<nav><ul><li><a href='/'>Home</a></ul></nav>",
        "<header><ul><li>Home<li>About</ul></header>",
        "<div role='navigation'>Menu</div>",
        "<pre><code>x = 1</code></pre>",
        "<p hidden>x</p><p aria-hidden='true'>x</p><p style='display: none'>x</p>",
        "<form><button>Send</button><select><option>A</select><textarea>t</textarea></form>",
        "<!-- <p>x</p> -->",
        "<p>https://example.org/path?x=1</p>",
        "<img src='a.png' alt=''>",
        "<p><del>We block data.</del></p>",
        "<p>&nbsp; &mdash;</p>",
    ],
)
def test_what_is_not_prose_gives_no_block(source: str) -> None:
    assert outline(read_text(".html", source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<title>T &amp; U</title>", [("title", "T & U")]),
        ("<H2>Head</H2><P>Text", [("heading", "Head"), ("paragraph", "Text")]),
        ("<p>one<p>two", [("paragraph", "one"), ("paragraph", "two")]),
        ("<p hidden>no<p>yes", [("paragraph", "yes")]),
        ("<body>loose<div>inner</div>tail", [("paragraph", t) for t in ("loose", "inner", "tail")]),
        ("<p>a <b>b<i>c</b>d</i> <code>e</code>", [("paragraph", "a bcd e")]),
        ("<p>one<br>two\n  three", [("paragraph", "one two three")]),
        ("<p>日本<br>語\nです", [("paragraph", "日本語です")]),
        ("<p><ruby>庁<rp>(</rp><rt>ちょう</rt></ruby>は", [("paragraph", "庁は")]),
        ("<p>soft&shy;ware free\u200bdom", [("paragraph", "software freedom")]),
        ("<p>1 < 2 &lt;b&gt; &bogus; R&D", [("paragraph", "1 < 2 <b> &bogus; R&D")]),
        ("<ul><li>a<ul><li>b</ul><li><p>c</ul>", [("list-item", t) for t in "abc"]),
        (
            "<table><caption>n<tr><th>a<td>b</table>",
            [("caption", "n"), ("table-cell", "a"), ("table-cell", "b")],
        ),
        ("<blockquote><p>a<ul><li>b</ul></blockquote>", [("quotation", "a"), ("quotation", "b")]),
        (
            "<figure><img alt='x &quot;y&quot;'><figcaption>c</figure>",
            [("caption", 'x "y"'), ("caption", "c")],
        ),
        ("<dl><dt>a<dd>b</dl>", [("list-item", "a"), ("list-item", "b")]),
        ("<p>x<sup><a href='#fn1'>1</a></sup>", [("paragraph", "x")]),
        ("<section class=footnotes><ol><li>n</ol></section>", [("footnote", "n")]),
        ("<header><p>h</header><footer>f</footer>", [("header", "h"), ("footer", "f")]),
        ("<article><header><p>h</header></article>", [("paragraph", "h")]),
        ("</p></div>x</b>", [("paragraph", "x")]),
        ("<p><![if !supportLists]>a<![endif]><![x: [\n>b", [("paragraph", "ab")]),
        ("x<div", [("paragraph", "x")]),
        ("x<!-- never closed <p>y</p>", [("paragraph", "x")]),
    ],
)
def test_each_element_has_its_scope_and_no_markup(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert outline(read_text(".html", source)) == expected


def test_character_references_map_as_a_whole() -> None:
    (block,) = read_text(".html", "<p>R&amp;D\r\n&#233;</p>").blocks
    assert block.pieces == (
        Piece("R", 3, 4),
        Piece("&", 4, 9),
        Piece("D", 9, 10),
        Piece(" ", 10, 12),
        Piece("é", 12, 18),
    )


def test_languages_of_the_page_and_of_its_parts() -> None:
    source = "<html lang=en><body><p>a<p lang='pt-BR'>b<div lang=ja><p>c</div><p>d <i lang=la>e</i>"
    document = read_text(".html", source)
    assert document.language == "en"
    assert [block.language for block in document.blocks] == [None, "pt-BR", "ja", None]


def test_a_declared_encoding_is_followed() -> None:
    data = "<meta charset=Shift_JIS><p>データ流通</p>".encode("cp932")
    assert outline(read("a.html", data)) == [("paragraph", "データ流通")]


@given(hostile_text)
def test_any_text_is_read_or_refused_in_one_line(source: str) -> None:
    survives(".html", source)


@given(sentences)
def test_sentences_come_back_in_order(texts: list[str]) -> None:
    source = "".join(f"<p>{text[:3]}<b>{text[3:]}</b></p>\n" for text in texts)
    assert outline(read_text(".html", source)) == [("paragraph", text) for text in texts]
    cells = "<table><tr>" + "".join(f"<td>{text}" for text in texts) + "</table>"
    assert outline(read_text(".html", cells)) == [("table-cell", text) for text in texts]
