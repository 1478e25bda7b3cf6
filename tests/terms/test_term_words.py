"""Terms of English, Spanish and Portuguese: word forms that count, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from term_drafts import found

from valuecheck.terms.words import Matcher
from valuecheck.types import Language, Term

COUNTRY = Term("en", "recipient country", "partner country")
DATOS = Term("es", "soberanía de los datos", "libre flujo de datos con confianza")


def finds(term: str, text: str, language: Language) -> bool:
    return bool(Matcher([term], language).find(text))


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "recipient country", "The recipient of the country"),
        ("en", "recipient country", "recipient, country"),
        ("en", "recipient country", "recipient. Country"),
        ("en", "recipient country", "recipient – country"),
        ("en", "recipient country", "recipient -- country"),
        ("en", "recipient country", "recipient/country"),
        ("en", "recipient country", "recipient\u2014country"),
        ("en", "recipient country", "recipient countryside"),
        ("en", "recipient country", "nonrecipient country"),
        ("en", "recipient country", "recipient_country"),
        ("en", "recipient country", "country recipient"),
        ("en", "recipient country", "recipient"),
        ("en", "recipient country", ""),
        ("en", "no strings attached", "no string of attachments"),
        ("en", "orderly competition", "orderly competitors"),
        ("es", "país receptor", "receptor del país"),
        ("es", "campeón nacional", "campo nacional"),
        ("es", "soberanía de los datos", "soberanía de sus datos"),
        ("pt", "campeão nacional", "campo nacional"),
        ("pt", "campeão nacional", "campeonato nacional"),
        ("pt", "soberania de dados", "soberania sobre dados"),
    ],
)
def test_other_words_are_not_the_term(language: Language, term: str, text: str) -> None:
    assert not finds(term, text, language)


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "recipient country", "RECIPIENT COUNTRY"),
        ("en", "recipient country", "recipient countries"),
        ("en", "recipient country", "Recipient-country"),
        ("en", "recipient country", "recipient\u2011country"),
        ("en", "recipient country", "recipient\u00a0country"),
        ("en", "recipient country", "recipient  \n country"),
        ("en", "recipient country", "recipient country's"),
        ("en", "recipient country", "ｒｅｃｉｐｉｅｎｔ　ｃｏｕｎｔｒｙ"),
        ("en", "win-win cooperation", "win win cooperation"),
        ("en", "win-win cooperation", "win–win cooperation"),
        ("en", "win-win cooperation", "win-\nwin cooperation"),
        ("en", "indigenous standards", "an indigenous standard"),
        ("en", "state-led standardization", "state-led standardisation"),
        ("en", "national champion", "national champions"),
        ("en", "open-source RAN", "Open Source RANs"),
        ("es", "soberanía de los datos", "la soberanía de datos"),
        ("es", "soberanía de los datos", "SOBERANIA DE LOS DATOS"),
        ("es", "soberanía de los datos", "soberani\u0301a de los datos"),
        ("es", "campeón nacional", "campeones nacionales"),
        ("es", "campeón nacional", "campeona nacional"),
        ("es", "país receptor", "países receptores"),
        ("es", "segura y controlable", "seguros y controlables"),
        ("es", "innovación autóctona", "innovaciones autóctonas"),
        ("es", "normas autóctonas", "una norma autóctona"),
        ("es", "gobernanza multilateral de internet", "gobernanza multilateral de la Internet"),
        ("pt", "campeão nacional", "campeões nacionais"),
        ("pt", "padrões autóctones", "padrão autóctone"),
        ("pt", "país receptor", "países receptores"),
        ("pt", "segura e controlável", "seguros e controláveis"),
        ("pt", "soberania de dados", "soberania dos dados"),
        ("pt", "regulação de toque leve", "regulações de toque leve"),
        ("pt", "padronização conduzida pelo Estado", "padronização conduzida pelos estados"),
    ],
)
def test_forms_of_the_same_words_are(language: Language, term: str, text: str) -> None:
    assert finds(term, text, language)


def test_a_use_is_told_as_it_is_written() -> None:
    assert found("Two Recipient  countries, one recipient-\ncountry.", COUNTRY) == [
        "Recipient countries",
        "recipient- country",
    ]


def test_a_term_of_another_language_is_not_looked_for() -> None:
    assert found("The recipient country agreed.", COUNTRY, DATOS, language="es") == []
    assert found("La soberanía de los datos.", COUNTRY, DATOS, language="es") == [
        "soberanía de los datos"
    ]


@pytest.mark.parametrize("term", ["...", "—", "  ", "'"])
def test_a_term_without_a_word_is_never_found(term: str) -> None:
    assert not finds(term, "Wait ... — there ' it is", "en")


@pytest.mark.parametrize("term", ["a+c", "b(b", "[c|d]", "d|e", "f\\s", "g?g", "h{2}", "R&D"])
def test_a_term_is_no_pattern(term: str) -> None:
    assert not finds(term, "aaac b b c d e hh ggg fs f R D", "en")
    assert [text for text in ["x", term] if finds(term, f"y {text} y", "en")] == [term]


words_of_letters = st.lists(st.text("abcé", min_size=1, max_size=4), min_size=1, max_size=3)


@given(words_of_letters, st.sampled_from(["en", "es", "pt"]), st.data())
def test_every_term_is_found_where_it_stands(
    parts: list[str], language: Language, data: st.DataObject
) -> None:
    term = " ".join(parts)
    before, after = (data.draw(st.text(".,;!? ", max_size=3)) for _ in range(2))
    written = data.draw(st.sampled_from([" ", "-", "\u00a0"])).join(parts)
    text = before + data.draw(st.sampled_from([written, written.upper()])) + after
    assert (0, len(before), len(text) - len(after)) in Matcher([term], language).find(text)


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=3))
def test_any_text_and_terms_give_ranges_of_the_text(text: str, terms: list[str]) -> None:
    for language in ("en", "es", "pt"):
        for index, start, end in Matcher(terms, language).find(text):
            assert 0 <= index < len(terms)
            assert 0 <= start < end <= len(text)
