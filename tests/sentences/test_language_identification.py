"""A text keeps the language expected of it unless the evidence is clear."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from valuecheck.languages import LANGUAGES
from valuecheck.sentences.identify import declared, identify

if TYPE_CHECKING:
    from valuecheck.types import Language

EXAMPLES = Path(__file__).parents[2] / "values" / "us-japan-digital" / "examples"

KEPT: list[tuple[str, Language]] = [
    ("President Luiz Inácio Lula da Silva met José de la Cruz in São Paulo.", "en"),
    ("The Ministerio de Economía y Finanzas of Peru said no.", "en"),
    ("São Paulo", "en"),
    ("The concept of 信頼性のある自由なデータ流通 (DFFT) was proposed by Japan in 2019.", "en"),
    ("El Sr. Smith, de The New York Times, habló con The Open Group.", "es"),
    ("Los estándares «open source» y «free and open access» se publican.", "es"),
    ("O Sr. Smith, do The New York Times, falou com The Open Group.", "pt"),
    ("O governo apoia o conceito “free flow of data with trust”.", "pt"),
    ("Open Allianceは、Open RAN Policy Coalitionに加わった。", "ja"),
    ("Open RAN Policy Coalition", "ja"),
    ("We will act.", "es"),
    ("Gracias a todos.", "en"),
    ("12345", "pt"),
    ("", "es"),
    ("Привет мир", "es"),
]

TURNED: list[tuple[str, Language, Language]] = [
    ("We will protect the privacy of our citizens.", "es", "en"),
    ("WE WILL PROTECT THE PRIVACY OF OUR CITIZENS", "pt", "en"),
    ("We will protect the privacy of our citizens.", "ja", "en"),
    ("No permitiremos que los datos salgan del país.", "en", "es"),
    ("Los datos de los ciudadanos no saldrán del país.", "pt", "es"),
    ("Os dados dos cidadãos não sairão do país.", "es", "pt"),
    ("Os dados dos cidadãos não sairão do país.", "en", "pt"),
    ("Os dados dos cidada\u0303os na\u0303o saira\u0303o do pai\u0301s.", "es", "pt"),
    ("デジタル庁", "en", "ja"),
    ("信頼", "es", "ja"),
    ("ｱｲｳ", "pt", "ja"),
]


@pytest.mark.parametrize(("text", "expected"), KEPT)
def test_stays_in_the_expected_language(text: str, expected: Language) -> None:
    assert identify(text, expected) == expected


@pytest.mark.parametrize(("text", "expected", "actual"), TURNED)
def test_leaves_the_expected_language_on_clear_evidence(
    text: str, expected: Language, actual: Language
) -> None:
    assert identify(text, expected) == actual


def test_a_text_that_says_nothing_is_english() -> None:
    assert identify("2024: 5 %") == "en"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("pt-BR", "pt"),
        ("es_MX", "es"),
        ("JA", "ja"),
        ("en", "en"),
        ("fr", None),
        ("eng", None),
        ("", None),
        (None, None),
    ],
)
def test_declared_tags(tag: str | None, language: Language | None) -> None:
    assert declared(tag) == language


def examples(language: Language) -> list[str]:
    with (EXAMPLES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_alone_are_identified_with_nothing_expected(language: Language) -> None:
    """At least 99% of the pack's examples, short headlines among them."""
    texts = examples(language)
    right = sum(identify(text) == language for text in texts)
    assert right / len(texts) >= 0.99


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_leaves_its_own_language(language: Language) -> None:
    assert [text for text in examples(language) if identify(text, language) != language] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_examples_together_are_never_mistaken(language: Language) -> None:
    texts = examples(language)
    documents = [" ".join(texts[first : first + 20]) for first in range(0, len(texts), 20)]
    assert {identify(document) for document in documents} == {language}
