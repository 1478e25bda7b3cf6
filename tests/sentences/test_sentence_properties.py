"""What holds of every text, whatever its letters."""

from __future__ import annotations

from documents import plain
from hypothesis import given, settings
from hypothesis import strategies as st

from valuecheck.languages import LANGUAGES
from valuecheck.sentences import split
from valuecheck.sentences.boundaries import boundaries
from valuecheck.sentences.identify import identify
from valuecheck.types import Block, Document, Language, Piece, Span

SIGNS = ". ! ? … 。 ！ ？ ． ， 、 \" ' “ ” « » ( ) [ ] 「 」 （ ） 『 』 ¿ ¡ — - : ;"
ODDITIES = "\u200b \u200f \u0301 🎉 𝒜 ǅ ß ² ²) [1] 1. (a) IV. 12 3.5"
WORDS = (
    "a b A B é É The El O U.S. EE. UU. Mr. Sr. art. No. e.g. said は と が 国 データ です また １"
)
SPACES = [" ", " ", " ", "  ", "\n", "\r\n", "\t", "\u3000", "\u00a0", "\u2028", "\x1c"]
FRAGMENTS = SPACES + f"{SIGNS} . . . 。 {ODDITIES} {WORDS}".split() + ["Article 5. ", "Yahoo! "]
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)
LANGUAGE = st.sampled_from(LANGUAGES)


@st.composite
def piecewise(draw: st.DrawFn) -> Document:
    """A document whose pieces stand for markup of their own length or another."""
    source = "# "
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        pieces = []
        for text in draw(st.lists(TEXTS, max_size=4)):
            exact = draw(st.booleans())
            parts = [text] if exact else list(text)  # a reference stands for one character
            for part in parts:
                markup = part if exact else f"&{ord(part)};"
                pieces.append(Piece(part, len(source), len(source) + len(markup)))
                source += markup
            source += draw(st.sampled_from(["", "**", "\n", "<br>\r\n"]))
        blocks.append(Block("paragraph", tuple(pieces)))
        source += "\n\n"
    return Document("draft.md", source, tuple(blocks), "0" * 64)


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@given(TEXTS, LANGUAGE)
@settings(max_examples=500)
def test_ranges_are_ordered_apart_and_hold_every_letter(text: str, language: Language) -> None:
    spans = boundaries(text, language)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert "".join(letters(text[span.start : span.end]) for span in spans) == letters(text)
    assert all(letters(text[span.start : span.end]) for span in spans)


@given(TEXTS, LANGUAGE)
@settings(max_examples=500)
def test_only_space_is_left_out_between_sentences(text: str, language: Language) -> None:
    spans = boundaries(text, language)
    gaps = zip([Span(0, 0), *spans], [*spans, Span(len(text), len(text))], strict=True)
    if spans:
        assert all(not text[left.end : right.start].strip() for left, right in gaps)


@given(TEXTS, LANGUAGE)
@settings(max_examples=1000)
def test_a_sentence_alone_is_one_sentence(text: str, language: Language) -> None:
    for span in boundaries(text, language):
        sentence = text[span.start : span.end]
        assert boundaries(sentence, language) == [Span(0, len(sentence))]


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=300)
def test_words_of_a_plain_document_are_its_source_on_one_line(paragraphs: list[str]) -> None:
    document = plain(*paragraphs)
    for sentence in split(document):
        written = document.source[sentence.span.start : sentence.span.end]
        assert sentence.text == " ".join(written.split())
        assert sentence.text


@given(piecewise())
@settings(max_examples=300)
def test_spans_of_a_marked_document_are_ordered_and_apart(document: Document) -> None:
    sentences = split(document)
    edges = [edge for s in sentences for edge in (s.span.start, s.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= s.span.start < s.span.end <= len(document.source) for s in sentences)
    for index, block in enumerate(document.blocks):
        of_block = "".join(letters(s.text) for s in sentences if s.block == index)
        assert of_block == letters(block.text)


def recount(source: str, offset: int) -> tuple[int, int]:
    """Line and column, counted one character at a time."""
    line = column = 1
    for at in range(offset):
        ends_line = source[at] == "\n" or (source[at] == "\r" and source[at + 1 : at + 2] != "\n")
        line, column = (line + 1, 1) if ends_line else (line, column + 1)
    return line, column


@given(piecewise())
@settings(max_examples=300)
def test_places_agree_with_a_count_by_hand(document: Document) -> None:
    for sentence in split(document):
        place = sentence.place
        assert (place.line, place.column) == recount(document.source, sentence.span.start)
        end_line, last_column = recount(document.source, sentence.span.end - 1)
        assert (place.end_line, place.end_column) == (end_line, last_column + 1)


@given(TEXTS, st.one_of(st.none(), LANGUAGE))
@settings(max_examples=300)
def test_every_text_is_in_one_of_the_four_languages(text: str, default: Language | None) -> None:
    assert identify(text, default) in LANGUAGES
