"""Terms in drafts: exact places, overlaps, and the terms of the built-in pack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_drafts import found, principle, uses

from valuecheck import packs, readers, sentences
from valuecheck.terms import TermFinder
from valuecheck.types import Place, Span, Term

SOVEREIGNTY = Term("en", "data sovereignty", "data free flow with trust")
PACK = packs.load("us-japan-digital")
TERMS = [(one.id, term) for one in PACK.principles for term in one.terms]


def test_a_draft_without_the_term_has_none() -> None:
    assert found("# Note\n\nData flow freely. Sovereignty is another matter.\n", SOVEREIGNTY) == []
    assert found("", SOVEREIGNTY) == []


def test_principles_without_terms_find_nothing() -> None:
    document = readers.read("a.md", b"On data sovereignty.\n")
    split = sentences.split(document)
    assert TermFinder([principle("demo")]).find(document, split) == ()
    assert TermFinder([]).find(document, split) == ()


def test_each_use_has_its_sentence_its_words_and_its_place() -> None:
    text = "# Data  sovereignty\n\nIt rains. We want *data*\nsovereignty, or data-sovereignty.\n"
    document, split, told = uses(text, SOVEREIGNTY)
    assert [(use.sentence, use.words, use.place) for use in told] == [
        (0, Span(0, 16), Place(1, 3, 1, 20)),
        (2, Span(8, 24), Place(3, 20, 4, 12)),
        (2, Span(29, 45), Place(4, 17, 4, 33)),
    ]
    assert split[2].text == "We want data sovereignty, or data-sovereignty."
    assert {(use.principle, use.term) for use in told} == {("demo", SOVEREIGNTY)}
    assert document.source.splitlines()[3][16:32] == "data-sovereignty"


def test_an_entity_in_html_does_not_move_the_place() -> None:
    text = "<p>R&amp;D &#8212; on data&nbsp;sovereignty.</p>\n"
    _, split, (use,) = uses(text, SOVEREIGNTY, name="a.html")
    assert text[use.place.column - 1 : use.place.end_column - 1] == "data&nbsp;sovereignty"
    assert split[0].text[use.words.start : use.words.end] == "data sovereignty"


def test_a_term_does_not_reach_over_the_end_of_a_sentence() -> None:
    ask = Term("en", "data now", "data")
    assert found("We want data. Now it rains.", ask) == []


def test_only_sentences_in_the_language_of_the_term_are_looked_at() -> None:
    receptor = Term("es", "país receptor", "país socio")
    text = (
        "El país receptor decide en el acuerdo sobre las redes.\n\n"
        "The words país receptor stand in the text of the treaty that was signed there.\n"
    )
    document = readers.read("a.md", text.encode())
    split = sentences.split(document)
    assert [one.language for one in split] == ["es", "en"]
    told = TermFinder([principle("demo", receptor)]).find(document, split)
    assert [use.sentence for use in told] == [0]


def test_of_two_terms_that_overlap_the_longer_is_told() -> None:
    longer = Term("en", "orderly data sovereignty", "trust")
    assert found("On orderly data sovereignty.", SOVEREIGNTY, longer) == [
        "orderly data sovereignty"
    ]


def test_two_principles_may_discourage_the_same_words() -> None:
    document = readers.read("a.md", b"On data sovereignty.\n")
    finder = TermFinder([principle("one", SOVEREIGNTY), principle("two", SOVEREIGNTY)])
    told = finder.find(document, sentences.split(document))
    assert [use.principle for use in told] == ["one", "two"]


def test_the_preferred_wording_is_fine_even_where_it_holds_the_discouraged_one() -> None:
    term = Term("en", "the internet", "the open internet")
    inside = Term("en", "governance", "internet governance")
    assert found("The open internet and internet governance.", term, inside) == []
    assert found("The internet and governance.", term, inside) == ["The internet", "governance"]


@pytest.mark.parametrize(("name", "term"), TERMS, ids=lambda one: getattr(one, "discouraged", one))
def test_every_term_of_the_built_in_pack_is_found_and_its_preferred_wording_is_fine(
    name: str, term: Term
) -> None:
    finder = TermFinder(PACK.principles)
    for text, expected in ((term.discouraged, [(name, term)]), (term.preferred, [])):
        for written in (text, text.upper(), text.replace(" ", "-")):
            document = readers.read("a.txt", f"{written}\n".encode())
            told = finder.find(document, sentences.split(document, term.language))
            assert [(use.principle, use.term) for use in told] == expected


WORDS = st.sampled_from(
    ["data", "sovereignty", "Data", "SOVEREIGNTY", "*data*", "x.", ".", "“", "”", "\n", "\n\n", "`"]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", "  ", ""])), max_size=14))
def test_words_and_place_of_every_use_agree(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts)
    document, split, told = uses(text, SOVEREIGNTY)
    lines = document.source.split("\n")
    for use in told:
        words = split[use.sentence].text[use.words.start : use.words.end]
        assert words.lower().replace("-", " ").split() == ["data", "sovereignty"]
        place = use.place
        first, last = lines[place.line - 1], lines[place.end_line - 1]
        assert first[place.column - 1 :].lower().startswith("data")
        assert last[: place.end_column - 1].lower().endswith("sovereignty")
