"""A document's sentences carry their words, place, language, scope and block."""

from __future__ import annotations

from documents import marked, plain

from valuecheck.sentences import document_language, split
from valuecheck.types import Block, Document, Piece, Place, Sentence, Span


def test_no_blocks_no_sentences() -> None:
    assert split(plain()) == ()


def test_blocks_without_letters_have_none_but_keep_their_number() -> None:
    sentences = split(plain("***", "One. Two.", "—", "Three"))
    assert [(s.text, s.block) for s in sentences] == [("One.", 1), ("Two.", 1), ("Three", 3)]


def test_full_record_of_a_sentence_over_two_lines() -> None:
    document = plain("Title", "Data flows.  It is \n  open to all.")
    assert split(document)[-1] == Sentence(
        text="It is open to all.",
        span=Span(20, 41),
        place=Place(line=3, column=14, end_line=4, end_column=15),
        language="en",
        scope="paragraph",
        block=1,
    )


def test_markup_is_left_out_of_the_words_and_kept_in_the_span() -> None:
    source = "We **never** filter. [Ask](x) us &amp; see."
    document = marked(
        source,
        ("We ", "We "),
        ("never", "never"),
        (" filter. ", " filter. "),
        ("Ask", "Ask"),
        (" us ", " us "),
        ("&", "&amp;"),
        (" see.", " see."),
    )
    first, second = split(document)
    assert first.text == "We never filter."
    assert source[first.span.start : first.span.end] == "We **never** filter."
    assert second.text == "Ask us & see."
    assert source[second.span.start : second.span.end] == "Ask](x) us &amp; see."


def test_a_character_reference_at_the_edge_counts_whole() -> None:
    source = "&iquest;Es libre? &Eacute;l dice que s&iacute;&hellip;"
    document = marked(
        source,
        ("¿", "&iquest;"),
        ("Es libre? ", "Es libre? "),
        ("É", "&Eacute;"),
        ("l dice que s", "l dice que s"),
        ("í", "&iacute;"),
        ("…", "&hellip;"),
    )
    assert [source[s.span.start : s.span.end] for s in split(document)] == [
        "&iquest;Es libre?",
        "&Eacute;l dice que s&iacute;&hellip;",
    ]


def test_scope_travels_from_the_block() -> None:
    block = Block("table-cell", (Piece("Yes. No.", 2, 10),))
    document = Document("a.md", "| Yes. No. |", (block,), "0" * 64)
    assert [(s.scope, s.text) for s in split(document)] == [
        ("table-cell", "Yes."),
        ("table-cell", "No."),
    ]


def test_short_headlines_take_the_language_of_the_document() -> None:
    body = "El gobierno no permitirá que los datos de los ciudadanos salgan del país."
    assert [s.language for s in split(plain("Open data", body))] == ["es", "es"]


def test_an_english_quotation_in_a_spanish_document_is_english() -> None:
    body = "El gobierno publicó la norma para todas las empresas del país."
    quotation = "We will protect the privacy of our citizens and their data."
    languages = [s.language for s in split(plain(body, body, f"{body} {quotation}"))]
    assert languages == ["es", "es", "es", "en"]


def test_a_declared_language_decides_where_words_do_not() -> None:
    assert split(plain("Internet 5G", language="pt-BR"))[0].language == "pt"
    assert split(plain("Internet 5G", language="fr"))[0].language == "en"


def test_a_wrongly_declared_document_is_still_read_in_its_language() -> None:
    body = "El gobierno no permitirá que los datos de los ciudadanos salgan del país."
    assert split(plain(body, language="en"))[0].language == "es"


def test_a_declared_block_departs_from_its_document() -> None:
    piece = Piece("Internet 5G", 0, 11)
    blocks = (Block("paragraph", (piece,), language="ja"), Block("paragraph", (piece,)))
    document = Document("a.html", "Internet 5G", blocks, "0" * 64, "es")
    assert [s.language for s in split(document)] == ["ja", "es"]


def test_a_given_language_overrides_everything() -> None:
    document = plain("We will protect our citizens.", "デジタル庁", language="es")
    assert [s.language for s in split(document, "pt")] == ["pt", "pt"]


def test_the_given_language_decides_the_abbreviations() -> None:
    document = plain("Firmó el núm. Dos.")
    assert len(split(document, "es")) == len(split(document, "en")) == 2
    document = plain("Firmó la Excma. Ruiz.")
    assert (len(split(document, "es")), len(split(document, "en"))) == (1, 2)


def test_document_language_goes_by_characters() -> None:
    body = "Os dados dos cidadãos não sairão do país, disse o ministro da economia."
    assert document_language(split(plain("We agree.", "We all agree.", body))) == "pt"


def test_document_language_without_sentences_or_on_a_tie() -> None:
    assert document_language([]) == "en"
    tie = [*split(plain("abc"), "pt"), *split(plain("abc"), "en")]
    assert document_language(tie) == "en"
